//! Messages are rebuilt from their parsed parts, never copied through.
//!
//! What goes on is the method, the target in origin form, one Host, and headers whose names no two parsers spell apart.
//! What concerned only the connection (RFC 9110 §7.6.1) stays behind; framing is decided anew by whoever writes.

use std::collections::HashSet;

use hyper::header::{CONNECTION, CONTENT_LENGTH, DATE, HOST, HeaderMap, HeaderName, HeaderValue, SERVER};
use hyper::http::uri::PathAndQuery;
use hyper::http::{request, response};
use hyper::{Method, StatusCode, Uri, Version};

use super::{Body, Request, Response};

/// Headers that concern one connection only, and those that a door answers itself.
const HOP_BY_HOP: [&str; 9] = [
    "connection",
    "keep-alive",
    "transfer-encoding",
    "te",
    "trailer",
    "upgrade",
    "http2-settings",
    "expect",
    "content-length",
];

/// The request as it goes on. Its body tells its own length.
pub(super) fn request(parts: request::Parts, body: Body) -> Request {
    let mut headers = HeaderMap::with_capacity(parts.headers.len());
    if let Some(host) = host(&parts) {
        headers.insert(HOST, host);
    }
    let named = named_in_connection(&parts.headers);
    for (name, value) in &parts.headers {
        if name != HOST && passes(name, &named) {
            headers.append(name, value.clone());
        }
    }
    let target = parts.uri.path_and_query().cloned().unwrap_or(PathAndQuery::from_static("/"));
    let mut request = Request::new(body);
    *request.method_mut() = parts.method;
    *request.uri_mut() = Uri::from(target);
    *request.version_mut() = Version::HTTP_11;
    *request.headers_mut() = headers;
    request
}

/// Whom a request is for. HTTP/1.0 need not say so: then it is whom the target names, or nobody.
fn host(parts: &request::Parts) -> Option<HeaderValue> {
    let authority = || parts.uri.authority().and_then(|authority| HeaderValue::from_str(authority.as_str()).ok());
    parts.headers.get(HOST).cloned().or_else(authority)
}

/// The answer as it goes on, to a request of this method.
pub(super) fn response(parts: response::Parts, body: Body, method: &Method) -> Response {
    let mut headers = HeaderMap::with_capacity(parts.headers.len());
    let named = named_in_connection(&parts.headers);
    for (name, value) in &parts.headers {
        if !passes(name, &named) {
            continue;
        }
        if name == DATE || name == SERVER {
            headers.entry(name).or_insert_with(|| value.clone());
        } else {
            headers.append(name, value.clone());
        }
    }
    // Answers that have no body may still tell how long it would be.
    if method == Method::HEAD || parts.status == StatusCode::NOT_MODIFIED {
        let mut lengths = parts.headers.get_all(CONTENT_LENGTH).iter();
        if let (Some(length), None) = (lengths.next().filter(|v| is_number(v)), lengths.next()) {
            headers.insert(CONTENT_LENGTH, length.clone());
        }
    }
    if named.contains("close") {
        headers.insert(CONNECTION, HeaderValue::from_static("close"));
    }
    let mut response = Response::new(body);
    *response.status_mut() = parts.status;
    *response.headers_mut() = headers;
    response
}

/// Whether a header goes on.
fn passes(name: &HeaderName, named: &HashSet<String>) -> bool {
    let name = name.as_str();
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    plain && !HOP_BY_HOP.contains(&name) && !name.starts_with("proxy-") && !named.contains(name)
}

/// The headers that Connection declares to concern this connection only.
fn named_in_connection(headers: &HeaderMap) -> HashSet<String> {
    let values = headers.get_all(CONNECTION).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(|name| name.trim().to_ascii_lowercase()).collect()
}

fn is_number(value: &HeaderValue) -> bool {
    !value.is_empty() && value.as_bytes().iter().all(u8::is_ascii_digit)
}
