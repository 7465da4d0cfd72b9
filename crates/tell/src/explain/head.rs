//! What the head of a message of HTTP says, in either version, and which body follows on it.

use wirewalk_dissect::Field;
use wirewalk_dissect::names::{headers, http, http2, http3};

/// Values are not longer than this, in characters.
const LONGEST: usize = 256;

/// A body of HTTP/1.1, as far as it came.
#[derive(Clone, Debug, Default)]
pub enum Body {
    /// None, or one that ends with the connection.
    #[default]
    Free,
    /// Its head says how long it is.
    Length { total: u64, got: u64, request: Option<String> },
    /// In chunks.
    Chunked { got: u64, done: bool, request: Option<String> },
}

/// What the head of a message says, in either version.
#[derive(Default)]
pub(super) struct Head {
    pub(super) method: Option<String>,
    pub(super) host: Option<String>,
    pub(super) target: Option<String>,
    pub(super) status: Option<(u64, String, String)>,
    pub(super) stream: Option<u64>,
    pub(super) length: Option<u64>,
    pub(super) chunked: bool,
    pub(super) is_chunk: bool,
    pub(super) location: Option<String>,
    pub(super) sets_cookie: bool,
    /// Number, name, meaning; whether it is a stream's.
    pub(super) error: Option<(u64, String, String, bool)>,
    pub(super) remark: Option<wirewalk_dissect::Span>,
}

impl Head {
    pub(super) fn sees(&mut self, field: &Field) {
        let is = |label| field.is(label);
        match () {
            () if is(&http::METHOD) || is(&http2::METHOD) || is(&http3::METHOD) => self.method = text(field),
            () if is(&http::URI) || is(&http2::PATH) || is(&http3::PATH) => self.target = text(field),
            () if is(&headers::HOST) || is(&http2::AUTHORITY) || is(&http3::AUTHORITY) => self.host = text(field),
            () if is(&http::STATUS_CODE) || is(&http2::STATUS) || is(&http3::STATUS) => self.status = status(field),
            () if is(&http2::STREAM) || is(&http3::STREAM) => self.stream = field.number(),
            () if is(&http::CONTENT_LENGTH_NUMBER) => self.length = field.number(),
            () if is(&headers::TRANSFER_ENCODING) => self.chunked = text(field).is_some_and(|t| t.contains("chunked")),
            () if is(&http::CHUNK_SIZE) || is(&http::CHUNK_DATA) => self.is_chunk = true,
            () if is(&headers::LOCATION) || is(&http3::LOCATION) => self.location = text(field),
            () if is(&headers::SET_COOKIE) || is(&http2::SET_COOKIE) || is(&http3::SET_COOKIE) => {
                self.sets_cookie = true
            }
            () if is(&http2::HEADER) => {
                let part = |label| field.child(label).and_then(text);
                if part(&http2::HEADER_NAME).as_deref() == Some("location") {
                    self.location = part(&http2::HEADER_VALUE);
                }
            }
            () if is(&http2::ERROR) || is(&http2::GOAWAY_ERROR) || is(&http3::RESET) || is(&http3::STOPPED) => {
                let meaning = field.value.meaning.as_deref().unwrap_or("an error that no standard defines").to_owned();
                let is_stream = !is(&http2::GOAWAY_ERROR);
                self.error = field.number().zip(text(field)).map(|(n, name)| (n, name, meaning, is_stream));
            }
            () if is(&http2::DEBUG) => self.remark = Some(field.span.clone()),
            () => {}
        }
    }

    pub(super) fn body(&self, request: Option<String>) -> Body {
        match (self.chunked, self.length) {
            (true, _) => Body::Chunked { got: 0, done: false, request },
            (false, Some(total)) => Body::Length { total, got: 0, request },
            (false, None) => Body::Free,
        }
    }
}

fn status(field: &Field) -> Option<(u64, String, String)> {
    let number = field.number().or_else(|| field.name()?.parse().ok())?;
    let name = field.name().filter(|name| name.parse::<u64>().is_err()).map(|name| name.into_owned());
    Some((number, name.unwrap_or_default(), field.value.meaning.as_deref().unwrap_or_default().to_owned()))
}

/// What a field holds, in words; not too much of it.
fn text(field: &Field) -> Option<String> {
    Some(field.name()?.chars().take(LONGEST).collect())
}
