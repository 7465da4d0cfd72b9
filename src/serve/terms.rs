//! The glossary as a page: every term with its sentence, and the lesson that shows it.

use std::fmt::Write;

use super::home::{STYLE, clean};
use crate::glossary::{self, Term};
use crate::render::html::{THEME, policy};

/// The page. It needs no script.
pub fn page() -> String {
    let terms: String = glossary::sorted().into_iter().map(entry).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>wirewalk: glossary</title>\n\
         <style>{THEME}{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>Glossary</h1>\n\
         <p><a href=\"./\">The course</a></p>\n<dl class=\"terms\">\n{terms}</dl>\n</main>\n</body>\n</html>\n",
        policy("", &format!("{THEME}{STYLE}")),
    )
}

fn entry(term: &Term) -> String {
    let also = if term.also.is_empty() { String::new() } else { format!(" ({})", term.also.join(", ")) };
    let mut entry = format!(
        "<dt id=\"{}\">{}<span class=\"dim\">{}</span></dt>\n<dd>{}",
        term.anchor(),
        clean(term.name),
        clean(&also),
        clean(term.says)
    );
    if let Some((lesson, step)) = term.shown {
        let _ = write!(entry, " <a href=\"lesson/{lesson}/\">Lesson {lesson}</a>, step <code>{step}</code>.");
    }
    entry + "</dd>\n"
}
