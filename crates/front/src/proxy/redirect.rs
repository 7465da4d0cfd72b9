//! The door on plain HTTP: whoever knocks there is sent to HTTPS, and nothing else.

use std::io;
use std::net::{Ipv6Addr, SocketAddr};

use hyper::StatusCode;
use hyper::header::{HeaderValue, LOCATION};

use crate::door::{Door, Limits, Plain, Request, Response, notice};
use wirewalk_dissect::rfc;

/// Sends everybody to the same path and query under one name, which is configured: the Host of a request is the client's to
/// write, and so would the answer be.
#[derive(Clone, Debug)]
pub struct Redirect {
    origin: String,
}

impl Redirect {
    /// To `https://` this host (a name or an IPv4 address; an IPv6 address in brackets) and port; 443 goes without saying.
    ///
    /// # Errors
    /// They make no URL.
    pub fn to(host: &str, port: u16) -> io::Result<Redirect> {
        let six = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let named = match six {
            Some(six) => six.parse::<Ipv6Addr>().is_ok(),
            None => !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte)),
        };
        if !named {
            let text = format!("cannot redirect to {host:?}; give only the name of this server");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, text));
        }
        let port = if port == 443 { String::new() } else { format!(":{port}") };
        Ok(Redirect { origin: format!("https://{host}{port}") })
    }

    /// Listens on `bind` for those whom to send away.
    ///
    /// # Errors
    /// As [`Door::with`].
    pub fn open(self, bind: SocketAddr, limits: Limits) -> io::Result<Door> {
        Door::with(bind, limits, Plain, move |request| {
            let response = self.answer(&request);
            async { response }
        })
    }

    /// 308 to the same path and query. With 308, and not with 301, a POST stays a POST. The target is in origin form and of
    /// URI characters alone by now, and the origin stands before it: `//evil` is a path like any other there.
    pub fn answer(&self, request: &Request) -> Response {
        let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
        let slash = if target.starts_with('/') { "" } else { "/" };
        let target = if target == "*" { "" } else { target };
        let location = format!("{}{slash}{target}", self.origin);
        let mut response = notice(
            StatusCode::PERMANENT_REDIRECT,
            &format!("this is served over HTTPS, at {location} ({})", rfc::proxy::PERMANENT_REDIRECT),
        );
        if let Ok(location) = HeaderValue::from_str(&location) {
            response.headers_mut().insert(LOCATION, location);
        }
        response
    }
}
