//! Answers that a server gives at the door itself, where it knows who asks.

use hyper::StatusCode;
use hyper::header::{CONTENT_TYPE, HeaderValue};

use super::{Response, full};

/// An answer of plain text.
pub fn answer(status: StatusCode, text: impl Into<String>) -> Response {
    let mut response = Response::new(full(text.into()));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}
