//! Sessions of TLS 1.2 that go on in later connections (RFC 5246 §7.3, RFC 5077 §3.1): whoever wrote the secrets down may have
//! done so in the first of them alone.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::ech::Orphans;
use super::facts::Facts;
use super::tickets::Tickets;
use crate::quic::Moves;
use crate::recording::SecretId;
use crate::schedule::Secret;

/// So many names are remembered: session ids and tickets.
const MOST: usize = 4096;

/// A longer name is not remembered, in bytes.
const LONGEST: usize = 4096;

/// The master secrets of the sessions that several connections share, as far as they are known.
#[derive(Clone, Default)]
pub struct Sessions {
    by_name: Arc<Mutex<HashMap<Vec<u8>, Master>>>,
    /// Which secrets of a key log belong to no hello that was seen.
    pub(super) orphans: Orphans,
    /// Which tickets the servers of TLS 1.3 gave.
    pub(super) tickets: Tickets,
    /// Which connections of QUIC may go on in another flow.
    pub(crate) moves: Moves,
}

/// A master secret, and how it became known.
type Master = (Secret, SecretId);

impl Sessions {
    /// The connection's session can go on elsewhere, under the names that its server gave it.
    pub(super) fn remember(&self, facts: &Facts, master: &Secret, with: SecretId) {
        let mut by_name = self.by_name.lock().unwrap_or_else(PoisonError::into_inner);
        for name in facts.session_names().filter(|name| !name.is_empty() && name.len() <= LONGEST) {
            if by_name.len() < MOST || by_name.contains_key(name) {
                by_name.insert(name.to_vec(), (master.clone(), with));
            }
        }
    }

    /// The master secret of the session that goes on in this connection.
    pub(super) fn resumed(&self, facts: &Facts) -> Option<Master> {
        let by_name = self.by_name.lock().unwrap_or_else(PoisonError::into_inner);
        facts.resumed_names().filter_map(|name| by_name.get(name)).next().cloned()
    }
}
