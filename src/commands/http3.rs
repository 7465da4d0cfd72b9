//! Lesson 10's `server` and `client`: those of lesson 5 over QUIC, which has no older TLS, and a Bob who asks for proof or is careless.

use anyhow::Result;
use clap::{ArgMatches, Command};

use super::arguments::flag;
use super::files::note;
use super::https;
use crate::stage::{Lesson, Site};
use crate::tls::{Credentials, Wishes};

/// What `server` is.
pub const SERVES: &str = "Run only Bob, with HTTP/3 on a UDP port, until Ctrl-C";
/// What `client` is.
pub const ASKS: &str = "Run only Alice: two visits over HTTP/3 to a running server, the second with early data";

/// What Bob can be told besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Every new client has to prove its address (Retry).
    pub retry: bool,
    /// A ticket counts as often as it comes.
    pub careless: bool,
}

/// The arguments of `server`.
pub fn server_args(command: Command) -> Command {
    https::shows(command, None)
        .arg(
            flag("retry").help("Send a Retry to each new client: it must prove its address before Bob keeps any state"),
        )
        .arg(
            flag("careless")
                .help("Accept a ticket each time it comes, so that a copy of early data works: what Mallory hopes for"),
        )
}

/// The arguments of `client`.
pub fn client_args(command: Command) -> Command {
    https::trusts(command, None)
}

/// Where `server` is to listen, what Bob shows, and what else he was told.
///
/// # Errors
/// A file cannot be read, or holds something else than it should.
pub fn server(matches: &ArgMatches, lesson: &Lesson) -> Result<(Site, Credentials, Options)> {
    let (site, credentials, _) = https::server(matches, lesson)?;
    let [retry, careless] = ["retry", "careless"].map(|name| matches.get_flag(name));
    if careless {
        note("Careful: --careless answers a copy of early data as if it came from the client that sent it first.")?;
    }
    Ok((site, credentials, Options { retry, careless }))
}

/// Whom `client` asks, and what Alice was told.
///
/// # Errors
/// As [`server`].
pub fn client(matches: &ArgMatches, lesson: &Lesson) -> Result<(String, Wishes)> {
    https::client(matches, lesson)
}

/// Says how a visit went.
///
/// # Errors
/// Nobody can be told.
pub fn tells(early: Option<bool>) -> Result<()> {
    note(match early {
        None => "A whole handshake: the server showed its certificate and signed.",
        Some(true) => "A second visit: the server read the request before the handshake was over.",
        Some(false) => "A second visit: the server did not read what was sent early, so it was sent again.",
    })
}
