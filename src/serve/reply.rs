//! Answers to a browser, each with the headers that keep other sites away from it.

use std::io;
use std::path::Path;

use hyper::StatusCode;
use hyper::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue,
    REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use serde_json::{Value, json};
use wirewalk_ground::open_own_file;

use crate::door::{self, Body, Response, answer, full};

/// What a capture is called among media types.
pub const PCAPNG: &str = "application/vnd.tcpdump.pcap";
/// The course, from a page of a lesson's.
pub const HOME: &str = "../../";
const HTML: &str = "text/html; charset=utf-8";

/// What stands on every answer: no other site reads it, frames it or learns its address; nobody keeps it.
const ALWAYS: [(HeaderName, &str); 6] = [
    (CACHE_CONTROL, "no-store"),
    (REFERRER_POLICY, "no-referrer"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// What a page may do beyond what its own head allows it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// It is of ours.
    Own,
    /// It shows what a stranger sent, or lay in a folder where others may write: it is in a sandbox of its own, from which it cannot ask anybody
    /// for anything. It can still lead the browser elsewhere, so its address holds nothing that opens anything else.
    Foreign,
}

/// Puts on an answer what stands on every one.
pub fn guarded(mut response: Response) -> Response {
    for (name, value) in ALWAYS {
        set(response.headers_mut(), name, value);
    }
    response.headers_mut().entry(CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static("default-src 'none'"));
    response
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}

/// A sentence.
pub fn text(status: StatusCode, text: &str) -> Response {
    answer(status, text)
}

/// What a script asked for.
pub fn json(value: &Value) -> Response {
    typed(full(value.to_string()), "application/json")
}

/// Why a script does not get what it asked for.
pub fn error(status: StatusCode, why: &str) -> Response {
    let mut response = json(&json!({ "error": why }));
    *response.status_mut() = status;
    response
}

/// A page of ours.
pub fn page(html: Vec<u8>) -> Response {
    as_page(typed(full(html), HTML), Trust::Own)
}

/// A page that lies in a file.
///
/// # Errors
/// The file is not there.
pub fn page_in(path: &Path, trust: Trust) -> io::Result<Response> {
    Ok(as_page(typed(file(path)?, HTML), trust))
}

fn as_page(mut response: Response, trust: Trust) -> Response {
    let policy = match trust {
        Trust::Own => "frame-ancestors 'none'",
        Trust::Foreign => {
            "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
             frame-ancestors 'none'; sandbox allow-scripts"
        }
    };
    set(response.headers_mut(), CONTENT_SECURITY_POLICY, policy);
    response
}

/// A file to keep.
///
/// # Errors
/// The file is not there.
pub fn download(path: &Path, kind: &'static str) -> io::Result<Response> {
    let mut response = typed(file(path)?, kind);
    set(response.headers_mut(), CONTENT_DISPOSITION, "attachment");
    Ok(response)
}

fn typed(body: Body, kind: &'static str) -> Response {
    let mut response = Response::new(body);
    set(response.headers_mut(), CONTENT_TYPE, kind);
    response
}

/// A file of this person's own, and nothing else.
fn file(path: &Path) -> io::Result<Body> {
    let (file, about) = open_own_file(path)?;
    Ok(door::file(file, about.len()))
}
