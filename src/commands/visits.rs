//! Lesson 9's `server` and `client`: those of lesson 5, a Bob who can be careless, and an Alice who says how she was received.

use std::net::{SocketAddr, ToSocketAddrs};
use std::thread::JoinHandle;

use anyhow::{Context, Result};
use clap::{ArgMatches, Command};
use ureq::http::Uri;

use super::arguments::flag;
use super::files::note;
use super::https;
use crate::stage::{Lesson, Site};
use crate::tls::Credentials;

/// What `server` is.
pub const SERVES: &str = "Run Bob alone behind TLS, with tickets and early data, until Ctrl-C";
/// What `client` is.
pub const ASKS: &str = "Run Alice alone: two visits to a server that is running, the second with early data";

/// The arguments of `server`.
pub fn server_args(command: Command) -> Command {
    https::server_args(command).arg(
        flag("careless").help("Take a ticket as often as it comes, and pay out of early data: what Mallory hopes for"),
    )
}

/// Where `server` is to listen, what Bob shows, whether he speaks TLS 1.2 alone, and whether he is careless.
///
/// # Errors
/// A file cannot be read, or holds something else than it should.
pub fn server(matches: &ArgMatches, lesson: &Lesson) -> Result<(Site, Credentials, bool, bool)> {
    let (site, credentials, tls12) = https::server(matches, lesson)?;
    let careless = matches.get_flag("careless");
    if careless {
        note("Careful: --careless answers a copy of what somebody sent early as if it came from them.")?;
    }
    Ok((site, credentials, tls12, careless))
}

/// The name in a URL, and an address that it stands for.
///
/// # Errors
/// It is no URL of HTTPS, or nobody knows the name.
pub fn address(url: &str) -> Result<(String, SocketAddr)> {
    let looks =
        || format!("{url:?} is not the address of a server of this lesson; it looks like https://localhost:8443/");
    let uri: Uri = url.parse().with_context(looks)?;
    let host = uri.host().filter(|_| uri.scheme_str() == Some("https")).with_context(looks)?;
    let host = host.trim_matches(['[', ']']).to_owned();
    let mut found: Vec<_> =
        (host.as_str(), uri.port_u16().unwrap_or(443)).to_socket_addrs().with_context(looks)?.collect();
    found.sort_by_key(SocketAddr::is_ipv6); // Bob listens on the older kind if nobody says otherwise
    let first = found.into_iter().next().with_context(looks)?;
    Ok((host, first))
}

/// Says how a visit went, once it has ended.
///
/// # Errors
/// Nobody can be told.
pub fn tells(resumed: bool, early: bool, end: JoinHandle<()>) -> Result<()> {
    let _ = end.join(); // a panic in there was printed already
    note(match (resumed, early) {
        (false, _) => "A whole handshake: the server showed its certificate and signed.",
        (true, false) => "A second visit: the server took the ticket; no certificate, no signature.",
        (true, true) => {
            "A second visit: the server took the ticket, and read the request before the handshake was over."
        }
    })
}
