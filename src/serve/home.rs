//! What there is: the lessons, what they left, and the captures that were dropped.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use wirewalk_ground::{is_own_file, quoted};

use super::captures::{Dropped, LONGEST, MOST};
use super::course::Course;
use super::guard::Guard;
use super::reply::PCAPNG;
use crate::door::Mark;
use crate::render::html::{THEME, policy};
use crate::render::ink::visible;
use crate::render::svg::escape;
use crate::render::value::count;
use crate::stage::Lesson;

pub(super) const STYLE: &str = include_str!("home.css");
const SCRIPT: &str = include_str!("home.js");

/// So many conversations of a capture stand here; its page has more.
const ROWS: usize = 50;

/// What a walk leaves that is offered, and no keys: name, kind, what it is to a person.
pub fn offered(lesson: &Lesson) -> impl Iterator<Item = (String, &'static str, &'static str)> {
    let number = lesson.about.number;
    [
        (".html", "text/html; charset=utf-8", "the walk as a page"),
        (".pcapng", PCAPNG, "the capture, for Wireshark"),
        (".json", "application/json", "every byte as JSON"),
        ("-plot.svg", "image/svg+xml", "the measurement as a plot"),
    ]
    .into_iter()
    .map(move |(ending, kind, what)| (format!("lesson{number}{ending}"), kind, what))
}

/// Whether this is one of them that a browser shows: whoever can write to the folder may have written it.
pub fn is_page(name: &str) -> bool {
    name.ends_with(".html")
}

/// Where a lesson leaves its files.
pub fn folder(out: &Path, lesson: &Lesson) -> PathBuf {
    out.join(format!("lesson{}", lesson.about.number))
}

/// The page.
pub fn page(course: &Course) -> String {
    let lessons = course.lessons.iter().zip(&course.pages);
    let lessons: String = lessons.map(|(lesson, mark)| card(course, lesson, mark)).collect();
    let captures: String = course.captures.all().iter().map(|dropped| capture(dropped)).collect();
    let walked = course.lessons.iter().filter(|lesson| left(course, lesson, ".pcapng").is_some()).count();
    let compare = match walked {
        0 => String::new(),
        n => format!(
            "<p><a href=\"compare\">The captures side by side</a>, from {n} of {} lessons so far.</p>\n",
            course.lessons.len()
        ),
    };
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}; connect-src 'self'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>wirewalk</title>\n\
         <style>{THEME}{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>wirewalk</h1>\n\
         <p class=\"lead\">From a secret sent in plain HTTP to a mutually authenticated TLS 1.3 connection, one walked lesson \
         at a time, every byte explained.</p>\n\
         <section aria-labelledby=\"lessons\">\n<h2 id=\"lessons\">The lessons</h2>\n\
         <p>A lesson is played on this machine while you read: real servers and clients talk, scene by scene, as you go \
         on.</p>\n<ol class=\"lessons\">\n{lessons}</ol>\n{compare}\
         <p><a href=\"glossary\">The glossary</a>: every term of the course in one sentence.</p>\n</section>\n\
         <section aria-labelledby=\"own\">\n<h2 id=\"own\">Your own traffic</h2>\n\
         <p>See your own capture as a walk: pcap or pcapng, with a key log (the file that <code>SSLKEYLOGFILE</code> named) if there \
         is one. The program that gave you this page takes it apart, on this machine; nothing leaves it.</p>\n\
         <div id=\"zone\"><label for=\"files\">Drop captures and key logs here, or choose them</label>\n\
         <input type=\"file\" id=\"files\" multiple></div>\n<p id=\"said\" role=\"status\"></p>\n\
         <p class=\"dim\">Up to {} MiB; <code>wirewalk explain</code> in a terminal takes any length. The last {MOST} are kept, until the \
         program ends.</p>\n<ul class=\"captures\">\n{captures}</ul>\n</section>\n</main>\n\
         <noscript><p>Playing a lesson and dropping a capture need JavaScript.</p></noscript>\n\
         <script>{SCRIPT}</script>\n</body>\n</html>\n",
        policy(SCRIPT, &format!("{THEME}{STYLE}")),
        LONGEST >> 20,
    )
}

/// When a file that a lesson leaves was written, if it is there and this person's own.
fn left(course: &Course, lesson: &Lesson, ending: &str) -> Option<std::time::SystemTime> {
    let path = folder(&course.out, lesson).join(format!("lesson{}{ending}", lesson.about.number));
    is_own_file(&path).then(|| path.symlink_metadata().ok()?.modified().ok())?
}

/// A lesson.
fn card(course: &Course, lesson: &Lesson, mark: &Mark) -> String {
    let about = &lesson.about;
    let n = about.number;
    let mut card = format!(
        "<li><h3><span class=\"number\">{n}</span> {}</h3>\n<p>{}</p>\n\
         <p class=\"acts\"><a class=\"run\" href=\"lesson/{n}/\">Run<span class=\"unseen\"> lesson {n}</span></a> \
         <span class=\"dim\">about {} minutes</span></p>\n",
        clean(about.title),
        clean(about.line),
        about.minutes
    );
    let Some(at) = left(course, lesson, ".pcapng") else { return card + "</li>\n" };
    let when = humantime::format_rfc3339_seconds(at).to_string().replace('T', " ").replace('Z', " UTC");
    let here = |name: &str| folder(&course.out, lesson).join(name);
    let files = offered(lesson).filter(|(name, ..)| is_own_file(&here(name)));
    let files = files.map(|(name, _, what)| {
        let at = if is_page(&name) { Guard::page(mark) } else { format!("lesson/{n}/{name}") };
        format!("<li><a href=\"{at}\">{what}<span class=\"unseen\"> of lesson {n}</span></a></li>\n")
    });
    let files: String = files.collect();
    let _ = write!(card, "<p class=\"dim\">Last walked {when}:</p>\n<ul class=\"files\">\n{files}</ul>\n");
    let secret = here(&format!("lesson{n}-with-secrets.pcapng"));
    if is_own_file(&secret) {
        let path = clean(&quoted(&secret));
        let _ = writeln!(
            card,
            "<p class=\"dim\">With the keys in it, for Wireshark; only you can read it: <code>{path}</code></p>"
        );
    }
    card + "</li>\n"
}

/// A capture that was dropped.
fn capture(dropped: &Dropped) -> String {
    let (id, name, outcome) = (dropped.id, clean(&dropped.name), &dropped.outcome);
    let page = Guard::page(&dropped.mark);
    let mut item = format!(
        "<li id=\"capture-{id}\"><h3 tabindex=\"-1\">{name}</h3>\n<p>{}</p>\n",
        clean(&outcome.sentences.join(" "))
    );
    if let Some(why) = &outcome.broke_off {
        let _ = writeln!(item, "<p class=\"failed\">It was not read to its end: {}</p>", clean(why));
    }
    let _ = writeln!(
        item,
        "<p class=\"acts\"><a class=\"run\" href=\"{page}\">Walk through it</a> \
         <a href=\"capture/{id}/annotated.pcapng\" download=\"annotated.pcapng\">the same packets with comments, for Wireshark</a></p>"
    );
    let mut rows = outcome.table.iter();
    let Some(head) = rows.next().filter(|_| outcome.table.len() > 1) else { return item + "</li>\n" };
    let cells = |row: &[String], open: &str, close: &str| -> String {
        row.iter().map(|cell| format!("{open}{}{close}", clean(cell))).collect()
    };
    let _ = write!(
        item,
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Conversations of {name}\"><table>\n<thead><tr>{}</tr></thead>\n<tbody>\n",
        cells(head, "<th scope=\"col\">", "</th>")
    );
    for row in rows.by_ref().take(ROWS) {
        let _ = writeln!(item, "<tr>{}</tr>", cells(row, "<td>", "</td>"));
    }
    item.push_str("</tbody></table></div>\n");
    let more = rows.count() as u64;
    if more > 0 {
        let _ = writeln!(item, "<p>And {}.</p>", count(more, "more conversation", "more conversations"));
    }
    item + "</li>\n"
}

/// A text in a page: nothing of it is markup, and all of it can be seen.
pub(super) fn clean(text: &str) -> String {
    escape(&visible(text))
}
