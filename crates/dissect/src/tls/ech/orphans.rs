//! Secrets in a key log whose random value is on no wire: those of connections on which the server accepted an encrypted hello
//! stand under the random of the inner one (RFC 9850 §2.2).

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use crate::recording::secrets::{KeyLog, KeyLogEntry};
use crate::recording::{Side, TlsSecret};

/// So many secrets are tried on a connection at the most;
pub(crate) const TRIED: usize = 1_000;
/// in a whole capture so many,
const TRIED_IN_ALL: usize = 10_000;
/// and for each connection with an encrypted hello so many more, so that what it costs grows with the capture and not faster.
const TRIED_MORE: usize = 64;
/// So many lines of a key log are looked at for all of that,
const LINES: usize = 100_000;
/// and for each such connection so many more.
const LINES_MORE: usize = 2_000;
/// So many randoms of hellos are remembered.
const MOST: usize = 100_000;

/// What the connections of a capture share: which randoms belong to a hello that was seen, and how much may still be tried.
#[derive(Clone)]
pub(in crate::tls) struct Orphans(Arc<Mutex<State>>);

struct State {
    known: HashSet<[u8; 32]>,
    /// All lines before this one are of no use any more.
    from: usize,
    lines: usize,
    tries: usize,
}

impl Default for Orphans {
    fn default() -> Orphans {
        let state = State { known: HashSet::new(), from: 0, lines: LINES, tries: TRIED_IN_ALL };
        Orphans(Arc::new(Mutex::new(state)))
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

    /// The first secret of a side's handshake for which no hello was seen and that fits.
    pub(in crate::tls) fn find<'k>(
        &self,
        log: &'k KeyLog,
        side: Side,
        fits: impl Fn(&KeyLogEntry) -> bool,
    ) -> Option<&'k KeyLogEntry> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.lines = state.lines.saturating_add(LINES_MORE);
        state.tries = state.tries.saturating_add(TRIED_MORE);
        let (mut left, wanted) = (TRIED, TlsSecret::handshake(side).label());
        let other = TlsSecret::handshake(side.other()).label();
        for at in state.from.. {
            let entry = log.get(at).filter(|_| state.lines > 0)?;
            state.lines -= 1;
            let is_orphan =
                [wanted, other].contains(&entry.label.as_str()) && !state.known.contains(&entry.client_random);
            if !is_orphan && at == state.from {
                state.from += 1;
            }
            if !is_orphan || entry.label != wanted {
                continue;
            }
            if left == 0 || state.tries == 0 {
                return None;
            }
            (left, state.tries) = (left - 1, state.tries - 1);
            if fits(entry) {
                return Some(entry);
            }
        }
        None
    }
}
