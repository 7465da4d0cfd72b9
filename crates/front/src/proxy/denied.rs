//! Every reason for which Peggy, or Bob behind her, turns away a request that the door let in.

use hyper::StatusCode;
use hyper::header::{ALLOW, HeaderValue, RETRY_AFTER};

use crate::door::{Response, notice};
use wirewalk_dissect::rfc::{self, Cite};

/// Why a request was turned away. Its connection stays open: where the next request begins is certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// More requests from one address than it may send; it may try again after so many seconds.
    #[error("too many requests from this address; try again in {0} s")]
    TooMany(u64),
    /// The opening of a WebSocket.
    #[error("this proxy forwards requests and answers, but no WebSocket")]
    WebSocket,
    /// A client certificate with so many common names, of which there should be one.
    #[error("the client certificate has {}", common_names(*.0))]
    CommonNames(usize),
    /// A header that should hold the client's certificate, and does not.
    #[error("the proxy forwarded a client certificate that cannot be read")]
    Certificate,
    /// A request to Bob that does not come from Peggy.
    #[error("requests come through the proxy, and this one did not")]
    NotFromFront,
    /// A proxy with nobody behind it.
    #[error("there is no backend behind this proxy; give it one")]
    NoBackend,
    /// No such file.
    #[error("there is no such file")]
    NoFile,
    /// A method that files do not know.
    #[error("a file can only be read, with GET or HEAD")]
    FileMethod,
}

impl Denied {
    /// The status that the client gets, and where the standards speak of it.
    pub fn status(self) -> (StatusCode, Cite) {
        match self {
            Denied::TooMany(_) => (StatusCode::TOO_MANY_REQUESTS, rfc::proxy::TOO_MANY_REQUESTS),
            Denied::WebSocket => (StatusCode::NOT_IMPLEMENTED, rfc::proxy::NOT_IMPLEMENTED),
            Denied::CommonNames(_) | Denied::Certificate | Denied::NotFromFront => {
                (StatusCode::FORBIDDEN, rfc::proxy::FORBIDDEN)
            }
            Denied::NoBackend => (StatusCode::BAD_GATEWAY, rfc::door::BAD_GATEWAY),
            Denied::NoFile => (StatusCode::NOT_FOUND, rfc::proxy::NOT_FOUND),
            Denied::FileMethod => (StatusCode::METHOD_NOT_ALLOWED, rfc::proxy::NOT_ALLOWED),
        }
    }
}

fn common_names(count: usize) -> String {
    match count {
        0 => "no common name to go by".to_owned(),
        count => format!("{count} common names, so which one is meant is unclear"),
    }
}

/// The answer that says so.
impl From<Denied> for Response {
    fn from(denied: Denied) -> Response {
        let (status, cite) = denied.status();
        let mut response = notice(status, &format!("{denied} ({cite})"));
        match denied {
            Denied::TooMany(seconds) => drop(response.headers_mut().insert(RETRY_AFTER, seconds.into())),
            Denied::FileMethod => drop(response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"))),
            _ => {}
        }
        response
    }
}
