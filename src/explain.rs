//! A capture dissected as it is read: packets in, messages out, and nothing that holds a whole connection.

use std::collections::{BTreeMap, HashMap};
use std::io::Read;

use crate::dissect::{Dissector, Message};
use crate::recording::capture::{CaptureError, Entry, Reader, Skip};
use crate::recording::secrets::KeyLogError;
use crate::recording::{Connection, Secrets, WireEvent};

/// What a capture held beside its messages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// How many packets there are.
    pub packets: u64,
    /// How many packets are in no connection, by the reason.
    pub skipped: BTreeMap<Skip, u64>,
    /// How many TCP connections there are.
    pub connections: u64,
    /// The lines of the key logs in its Decryption Secrets Blocks that could not be read.
    pub key_log_errors: Vec<KeyLogError>,
}

/// What is told of a capture while it is read.
#[derive(Debug)]
pub enum Told<'a> {
    /// A connection that was not seen before.
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
    let mut reader = Reader::new(input)?;
    let mut running: HashMap<u32, (Connection, Dissector)> = HashMap::new();
    let mut account = Account::default();
    for entry in reader.by_ref() {
        match entry? {
            Entry::Connection(connection) => {
                account.connections += 1;
                tell(Told::Connection(&connection));
                let number = connection.id;
                running.insert(number, (connection, Dissector::new(number, secrets)));
            }
            Entry::Event { connection, event } => {
                let Some((connection, dissector)) = running.get_mut(&connection) else { continue };
                tell(Told::Event(connection, &event));
                dissector.push(&event);
                hand_on(connection, dissector, &mut tell);
            }
            Entry::Over { connection } => {
                let Some((connection, mut dissector)) = running.remove(&connection) else { continue };
                dissector.finish();
                hand_on(&connection, &mut dissector, &mut tell);
                tell(Told::Over(&connection));
            }
            Entry::Comment { .. } => {}
            Entry::Secrets(key_log, errors) => {
                secrets.learn(*key_log);
                account.key_log_errors.extend(errors);
            }
        }
    }
    (account.packets, account.skipped) = (reader.packets(), reader.skipped());
    Ok(account)
}

/// The messages that are ready.
fn hand_on(connection: &Connection, dissector: &mut Dissector, tell: &mut impl FnMut(Told)) {
    while let Some(message) = dissector.pop() {
        tell(Told::Message(connection, message));
    }
}
