//! Who may come in: whoever knows this run's token, by an address of this machine, and no other site in the same browser.
//!
//! What a stranger wrote is shown at an address of its own, which opens nothing else: a page knows its address, and can send it away.

use std::net::SocketAddr;
use std::sync::{Mutex, OnceLock, PoisonError};

use hyper::header::{HOST, HeaderName, HeaderValue, LOCATION, ORIGIN};
use hyper::{Method, StatusCode};

use super::{reply, stranger};
use crate::door::{Mark, Peer, Request, Response};

/// Says whether a page of the same origin sent a request; browsers set it, and no script can.
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The first segment of the address that works once.
const OPEN: &str = "open";

/// The first segment of the addresses of foreign pages.
const PAGE: &str = "page";

/// What whoever asked may have.
pub(super) enum Passed {
    /// The course: the path behind the token, without its first slash.
    Course(String),
    /// One foreign page, by the mark in its address.
    Page(String),
}

/// What there is to say to whoever comes without the token.
const STRANGER: &str =
    "Somebody on this machine is reading a course here. Its address contains a token; `wirewalk serve` printed it.\n";

/// The token, and the ticket.
pub struct Guard {
    token: Mark,
    ticket: Mutex<Option<Mark>>,
    at: OnceLock<SocketAddr>,
}

impl Guard {
    /// Draws a token. Nobody comes in before it is said where the door is.
    pub(super) fn new() -> Guard {
        Guard { token: Mark::new(), ticket: Mutex::default(), at: OnceLock::new() }
    }

    /// Says where the door is.
    pub(super) fn stands_at(&self, at: SocketAddr) {
        // It is said once, when the door opens.
        let _ = self.at.set(at);
    }

    /// Where the course is: with the token, for the person alone.
    pub fn url(&self) -> String {
        format!("{}/{}/", self.origin("127.0.0.1"), self.token.value())
    }

    /// An address that leads there once, for a browser; where the system says who asks, it leads nobody else there. Only the one that was
    /// drawn last works.
    pub fn ticket(&self) -> String {
        let ticket = Mark::new();
        let url = format!("{}/{OPEN}/{}", self.origin("127.0.0.1"), ticket.value());
        *self.ticket.lock().unwrap_or_else(PoisonError::into_inner) = Some(ticket);
        url
    }

    /// The path of a foreign page with this mark.
    pub(super) fn page(mark: &Mark) -> String {
        format!("/{PAGE}/{}", mark.value())
    }

    fn origin(&self, host: &str) -> String {
        let port = self.at.get().map_or(0, SocketAddr::port);
        format!("http://{host}:{port}")
    }

    /// What whoever asks may have. `Err`: what they are to be told instead.
    pub(super) fn passes(&self, request: &Request) -> Result<Passed, Box<Response>> {
        let host = request.headers().get(HOST).map_or(&b""[..], HeaderValue::as_bytes);
        let origins = ["127.0.0.1", "localhost"].map(|name| self.origin(name));
        let Some(origin) = origins.iter().find(|origin| &origin.as_bytes()["http://".len()..] == host) else {
            // A name of somebody else's that leads here: how another site would look inside.
            return Err(Box::new(reply::text(StatusCode::MISDIRECTED_REQUEST, STRANGER)));
        };
        let path = request.uri().path().strip_prefix('/').unwrap_or_default();
        let (first, rest) = path.split_once('/').unwrap_or((path, ""));
        if first == OPEN && request.method() == Method::GET {
            let peer = request.extensions().get::<Peer>().and_then(|peer| peer.addr);
            let stranger = peer.zip(self.at.get()).is_some_and(|(peer, at)| stranger::holds(peer, *at));
            return Err(Box::new(if stranger {
                reply::text(StatusCode::FORBIDDEN, STRANGER)
            } else {
                self.redeem(rest)
            }));
        }
        if first == PAGE && request.method() == Method::GET {
            return Ok(Passed::Page(rest.to_owned()));
        }
        if !self.token.is(first.as_bytes()) {
            return Err(Box::new(reply::text(StatusCode::FORBIDDEN, STRANGER)));
        }
        if request.method() != Method::GET && !is_from(request, origin) {
            return Err(Box::new(reply::text(StatusCode::FORBIDDEN, "Another site sent this request.\n")));
        }
        Ok(Passed::Course(rest.to_owned()))
    }

    /// A ticket for the address with the token.
    fn redeem(&self, ticket: &str) -> Response {
        let mut mine = self.ticket.lock().unwrap_or_else(PoisonError::into_inner);
        let right = mine.take_if(|mine| mine.is(ticket.as_bytes())).is_some();
        match HeaderValue::from_str(&format!("/{}/", self.token.value())) {
            Ok(location) if right => {
                let mut response = reply::text(StatusCode::SEE_OTHER, "");
                response.headers_mut().insert(LOCATION, location);
                response
            }
            _ => reply::text(
                StatusCode::GONE,
                "This address works only once and has been used, or it was never given out. Use the one that `wirewalk serve` printed.\n",
            ),
        }
    }
}

/// Whether a request that changes something comes from one of our own pages, or from no page at all.
fn is_from(request: &Request, origin: &str) -> bool {
    let own = request.headers().get_all(ORIGIN).iter().all(|value| value.as_bytes() == origin.as_bytes());
    own && request.headers().get_all(FETCH_SITE).iter().all(|value| value == "same-origin")
}
