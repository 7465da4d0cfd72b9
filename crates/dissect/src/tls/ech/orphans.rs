//! Secrets in a key log whose random value is on no wire: those of connections on which the server accepted an encrypted hello
//! stand under the random of the inner one (RFC 9850 §2.2).

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use crate::recording::secrets::{KeyLog, KeyLogEntry};

/// So many secrets are tried on a connection,
pub(crate) const TRIED: usize = 1_000;
/// in a whole capture so many,
const TRIED_IN_ALL: usize = 100_000;
/// after so many lines of the key log were looked at for one connection,
const LINES: usize = 100_000;
/// and in a whole capture.
const LINES_IN_ALL: usize = 10_000_000;
/// So many randoms of hellos are remembered.
const MOST: usize = 100_000;

/// What the connections of a capture share: which randoms belong to a hello that was seen, and how much may still be tried.
#[derive(Clone)]
pub(in crate::tls) struct Orphans(Arc<Mutex<State>>);

struct State {
    known: HashSet<[u8; 32]>,
    lines: usize,
    tries: usize,
}

impl Default for Orphans {
    fn default() -> Orphans {
        Orphans(Arc::new(Mutex::new(State { known: HashSet::new(), lines: LINES_IN_ALL, tries: TRIED_IN_ALL })))
    }
}

impl Orphans {
    /// This random belongs to a hello, outer or inner.
    pub(in crate::tls) fn is_known(&self, random: [u8; 32]) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if state.known.len() < MOST {
            state.known.insert(random);
        }
    }

    /// The first line with this label for which no hello was seen and whose secret fits.
    pub(in crate::tls) fn find<'k>(
        &self,
        log: &'k KeyLog,
        label: &str,
        fits: impl Fn(&KeyLogEntry) -> bool,
    ) -> Option<&'k KeyLogEntry> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut tried = 0;
        for entry in log.iter().take(LINES.min(state.lines)) {
            state.lines -= 1;
            if entry.label != label || state.known.contains(&entry.client_random) {
                continue;
            }
            if tried == TRIED || state.tries == 0 {
                return None;
            }
            (tried, state.tries) = (tried + 1, state.tries - 1);
            if fits(entry) {
                return Some(entry);
            }
        }
        None
    }
}
