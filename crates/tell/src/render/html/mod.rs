//! The page: one self-contained HTML file of a walk, or of any messages, that opens in a browser and calls nobody.
//!
//! What is said and seen stands in the file once, as compact JSON that a browser does not run; the script
//! builds what a person looks at, when they look at it. A policy in the page's head forbids everything but that one
//! script and that one style sheet, named by their digests: whatever a capture holds, it is text and stays text.

mod data;

use std::io::{self, Write};

use base64::prelude::{BASE64_STANDARD, Engine};
use serde::Serialize;
use sha2::{Digest, Sha256};

pub use data::{Growing, item};

use super::ink::visible;
use super::svg::escape;
use crate::story::Transcript;

/// The colours and letters of every page of ours.
pub const THEME: &str = include_str!("theme.css");
/// How the page looks.
const STYLE: &str = concat!(include_str!("theme.css"), include_str!("report.css"), include_str!("print.css"));

/// What the page does: one function, in pieces that read from the top down.
const SCRIPT: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("base.js"),
    include_str!("paths.js"),
    include_str!("bytes.js"),
    include_str!("tree.js"),
    include_str!("message.js"),
    include_str!("diagram.js"),
    include_str!("predictions.js"),
    include_str!("items.js"),
    include_str!("story.js"),
    include_str!("live.js"),
    include_str!("report.js"),
    "})();\n"
);

/// What a page knows beside the walk: where it is, and whether it grows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Around<'a> {
    /// Where the page was chosen, relative to its own address; `None`: it stands alone.
    pub home: Option<&'a str>,
    /// Where it asks for the steps that it does not hold yet, relative to its own address: that plays the walk on when it is
    /// asked with POST. `None`: the page holds everything.
    pub live: Option<&'a str>,
    /// Terms to look up at its end.
    pub glossary: &'a [Entry<'a>],
}

/// A term that a page explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Entry<'a> {
    /// The term.
    pub term: &'a str,
    /// What it is, in one sentence.
    pub says: &'a str,
    /// Which lesson shows it.
    pub lesson: u8,
    /// In which step.
    pub step: &'a str,
}

/// Writes the page of a walk; without steps it shows the scenes alone.
///
/// # Errors
/// Those of `out`.
pub fn write(mut out: impl Write, transcript: &Transcript, around: Around) -> io::Result<()> {
    let title = escape(&visible(&transcript.subject.title(": ")));
    let line = escape(&visible(transcript.subject.line()));
    // A page that holds everything has nobody to ask; one that grows asks whoever gave it, and nobody else.
    let asks = if around.live.is_some() { " connect-src 'self';" } else { "" };
    let policy = format!("{};{asks} require-trusted-types-for 'script'; trusted-types 'none'", policy(SCRIPT, STYLE));
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" content=\"wirewalk\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <noscript><h1>{title}</h1><p>{line}</p><p>This page uses JavaScript to draw itself from the data it contains, and JavaScript is switched off here. The same walk in the terminal does not need it.</p></noscript>\n\
         <script type=\"application/json\" id=\"data\">"
    )?;
    data::write(&mut out, transcript, around)?;
    write!(out, "</script>\n<script>{SCRIPT}</script>\n</body>\n</html>\n")
}

/// A policy (CSP Level 3) under which a page runs this script, wears this style sheet, and does nothing else.
pub fn policy(script: &str, style: &str) -> String {
    let (script, style) = (digest(script), digest(style));
    format!(
        "default-src 'none'; script-src 'sha256-{script}'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'"
    )
}

/// The digest by which a policy names an inline script or style sheet (CSP Level 3 §2.3.1).
fn digest(text: &str) -> String {
    BASE64_STANDARD.encode(Sha256::digest(text))
}
