//! HTTP/1.1 from bytes that came in pieces: whole requests and whole answers, and nothing that two programs could read differently.

use httparse::{EMPTY_HEADER, Header, Status};
use thiserror::Error;

/// The longest head and the longest body, in bytes.
const LONGEST: usize = 16 << 10;
/// The most headers.
const HEADERS: usize = 64;

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `POST`.
    pub method: String,
    /// What it is about: `/pay`.
    pub path: String,
    /// What it brings.
    pub body: Vec<u8>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status: 200.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

/// What came is no HTTP that is read here.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Malformed {
    /// The head.
    #[error("not a head of HTTP/1.1: {0}")]
    Head(#[from] httparse::Error),
    /// The head does not end.
    #[error("a head of more than {LONGEST} bytes")]
    Long,
    /// Where the body ends.
    #[error("a body whose length is not said by one Content-Length of at most {LONGEST}")]
    Length,
}

/// Takes the first request out of what came, once it is whole.
///
/// # Errors
/// [`Malformed`]
pub fn request(came: &mut Vec<u8>) -> Result<Option<Request>, Malformed> {
    let mut headers = [EMPTY_HEADER; HEADERS];
    let mut head = httparse::Request::new(&mut headers);
    let parsed = head.parse(came)?;
    let (method, path) = (head.method.unwrap_or_default().to_owned(), head.path.unwrap_or_default().to_owned());
    let whole = whole(parsed, head.headers, came.len())?;
    Ok(take(came, whole).map(|body| Request { method, path, body }))
}

/// Takes the first answer out of what came, once it is whole.
///
/// # Errors
/// As [`request`].
pub fn response(came: &mut Vec<u8>) -> Result<Option<Response>, Malformed> {
    let mut headers = [EMPTY_HEADER; HEADERS];
    let mut head = httparse::Response::new(&mut headers);
    let parsed = head.parse(came)?;
    let status = head.code.unwrap_or_default();
    let whole = whole(parsed, head.headers, came.len())?;
    Ok(take(came, whole).map(|body| Response { status, body }))
}

/// The bytes of an answer: `200 OK`, and a text.
pub fn answer(status: &str, text: &str) -> Vec<u8> {
    let len = text.len();
    format!("HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {len}\r\n\r\n{text}")
        .into_bytes()
}

/// Where the head and the body end, if both are there.
fn whole(parsed: Status<usize>, headers: &[Header], came: usize) -> Result<Option<(usize, usize)>, Malformed> {
    let Status::Complete(head) = parsed else {
        return if came > LONGEST { Err(Malformed::Long) } else { Ok(None) };
    };
    let named = |name: &'static str| headers.iter().filter(move |header| header.name.eq_ignore_ascii_case(name));
    // One length or none, in digits, and no other way to say it: else the next program could see another end.
    let body = match (named("content-length").collect::<Vec<_>>().as_slice(), named("transfer-encoding").next()) {
        ([], None) => 0,
        ([one], None) if !one.value.is_empty() && one.value.iter().all(u8::is_ascii_digit) => {
            let length = std::str::from_utf8(one.value).ok().and_then(|digits| digits.parse().ok());
            length.filter(|length| *length <= LONGEST).ok_or(Malformed::Length)?
        }
        _ => return Err(Malformed::Length),
    };
    Ok((head + body <= came).then_some((head, head + body)))
}

fn take(came: &mut Vec<u8>, whole: Option<(usize, usize)>) -> Option<Vec<u8>> {
    let (head, end) = whole?;
    let body = came.get(head..end)?.to_vec();
    came.drain(..end);
    Some(body)
}
