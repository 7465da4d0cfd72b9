//! `wirewalk explain`: a person's own capture taken apart, connection by connection, to the last byte.
//!
//! [`explain`] and [`run`] dissect a capture as it is read: packets in, messages out, and nothing that holds a whole
//! connection. Everything else here is what `wirewalk explain` makes of that: JSON, a table of [conversations](conversation),
//! a walk, an annotated copy of the capture, a [copy that one may show](redact).

use std::collections::BTreeMap;
use std::io::Read;

use running::Running;
use wirewalk_dissect::Message;
use wirewalk_dissect::recording::capture::{CaptureError, Entry, Reader, Skip};
use wirewalk_dissect::recording::secrets::{KeyLogError, MOST_ERRORS};
use wirewalk_dissect::recording::{Connection, Secrets, Transport, WireEvent};

mod address;
mod agreed;
pub mod annotate;
mod begins;
mod chronicle;
pub mod conversation;
pub mod exchanges;
mod failure;
pub mod fingerprint;
mod head;
mod listeners;
mod names;
mod over_quic;
pub mod packets;
pub mod papers;
pub mod redact;
pub mod redirects;
pub mod revocation;
mod running;
mod spoken;
pub mod story;
pub mod summary;
mod tunnels;
mod upgrade;
mod verdict;
mod walk;

pub use walk::Keeper;

/// What a capture held beside its messages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// How many packets there are.
    pub packets: u64,
    /// How many packets are in no connection and in no flow, by the reason.
    pub skipped: BTreeMap<Skip, u64>,
    /// How many TCP connections there are.
    pub connections: u64,
    /// How many flows of UDP there are.
    pub flows: u64,
    /// How many packets carried datagrams of those.
    pub datagrams: u64,
    /// Bytes that were passed over, since too many messages had begun that did not end.
    pub passed_over: u64,
    /// The lines of the key logs in its Decryption Secrets Blocks that could not be read, the first [`MOST_ERRORS`] of them.
    pub key_log_errors: Vec<KeyLogError>,
}

/// What is told of a capture while it is read.
#[derive(Debug)]
pub enum Told<'a> {
    /// A connection that was not seen before. Of what happened on it, it has an Open if its first packet asks for it: without, it was
    /// open before the capture.
    Connection(&'a Connection),
    /// What happened on it next, before the messages that this completes.
    Event(&'a Connection, &'a WireEvent),
    /// A message on it.
    Message(&'a Connection, Message),
    /// Nothing more will be told of it.
    Over(&'a Connection),
}

/// Dissects a capture with these secrets and those that it brings itself.
///
/// Connections are interleaved as their packets are. Memory holds what the capture's [`Reader`] holds, and of each
/// connection under way what is not yet a whole message.
///
/// # Errors
/// The input fails, is no capture, ends within a block, or holds packets that the reader cannot take apart: what was told
/// up to there stands.
pub fn explain(input: impl Read, secrets: &Secrets, mut tell: impl FnMut(Told)) -> Result<Account, CaptureError> {
    let mut account = Account::default();
    run(&mut Reader::new(input)?, secrets, Scope::default(), &mut account, |told| {
        tell(told);
        Ok::<_, CaptureError>(())
    })?;
    Ok(account)
}

/// What is to be told of a capture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// One conversation alone, by its [`id`](Connection::id).
    pub stream: Option<u32>,
    /// Without the secrets that the capture brings itself: as Eve sees it, who has only what crossed the wire.
    pub as_eve: bool,
    /// How many bytes may wait for the rest of their messages, on all connections together.
    pub waiting: u64,
}

/// What a capture of thousands of messages that never end may take: an honest one has some kilobytes waiting.
const WAITING: u64 = 64 << 20;

impl Default for Scope {
    fn default() -> Scope {
        Scope { stream: None, as_eve: false, waiting: WAITING }
    }
}

/// The same of a reader, as far as the scope goes, until whoever is told has had enough. The account is
/// true whatever comes back.
///
/// # Errors
/// As [`explain`], and those of `tell`.
pub fn run<R: Read, E: From<CaptureError>>(
    reader: &mut Reader<R>,
    secrets: &Secrets,
    scope: Scope,
    account: &mut Account,
    mut tell: impl FnMut(Told) -> Result<(), E>,
) -> Result<(), E> {
    let mut running = Running::new(scope.waiting);
    let outcome = reader.by_ref().try_for_each(|entry| take(entry?, &mut running, secrets, scope, account, &mut tell));
    (account.packets, account.skipped) = (reader.packets(), reader.skipped());
    account.datagrams = reader.datagrams();
    outcome
}

fn take<'s, E>(
    entry: Entry,
    running: &mut Running<'s>,
    secrets: &'s Secrets,
    scope: Scope,
    account: &mut Account,
    tell: &mut impl FnMut(Told) -> Result<(), E>,
) -> Result<(), E> {
    match entry {
        Entry::Connection(mut connection) => {
            match connection.transport() {
                Transport::Tcp => account.connections += 1,
                Transport::Udp => account.flows += 1,
            }
            if scope.stream.is_none_or(|only| only == connection.id) {
                tell(Told::Connection(&connection))?;
                connection.events.clear();
                running.begin(connection, secrets);
            }
        }
        Entry::Event { connection, event } => running.go_on(connection, event, account, tell)?,
        Entry::Over { connection } => running.end(connection, tell)?,
        Entry::Comment { .. } | Entry::Packet(_) => {}
        Entry::Secrets(..) if scope.as_eve => {}
        Entry::Secrets(key_log, errors) => {
            secrets.learn(*key_log);
            let room = MOST_ERRORS - account.key_log_errors.len().min(MOST_ERRORS);
            account.key_log_errors.extend(errors.into_iter().take(room));
        }
    }
    Ok(())
}
