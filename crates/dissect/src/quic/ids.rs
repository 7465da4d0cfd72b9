//! The names that one side gave the connection, and the tokens with which it may end it without keys (RFC 9000 §5.1, §10.3).

use std::collections::VecDeque;

use crate::read::variable;

/// So many names, and tokens, of one side are remembered: the newest.
const MOST: usize = 64;
/// Longer transport parameters are not looked into here.
const LONGEST: usize = 4096;

/// What one side goes by.
#[derive(Default)]
pub(super) struct Ids {
    known: VecDeque<Vec<u8>>,
    tokens: VecDeque<[u8; 16]>,
    given: usize,
}

impl Ids {
    /// The side goes by this name.
    pub(super) fn add(&mut self, id: &[u8]) {
        if !self.has(id) {
            self.known.push_back(id.to_vec());
            self.given += 1;
            if self.known.len() > MOST {
                self.known.pop_front();
            }
        }
    }

    /// The side may end the connection with this token.
    pub(super) fn trust(&mut self, token: [u8; 16]) {
        if !self.tokens.contains(&token) {
            self.tokens.push_back(token);
            if self.tokens.len() > MOST {
                self.tokens.pop_front();
            }
        }
    }

    /// What a server's transport parameters promise: a token, and another name at its preferred address (RFC 9000 §18.2).
    pub(super) fn promised(&mut self, parameters: &[u8]) {
        const TOKEN: u64 = 0x02;
        const PREFERRED_ADDRESS: u64 = 0x0d;
        /// Two addresses with their ports.
        const ADDRESSES: usize = 4 + 2 + 16 + 2;
        if let Some(token) = parameter(parameters, TOKEN).and_then(|token| token.try_into().ok()) {
            self.trust(token);
        }
        let preferred = parameter(parameters, PREFERRED_ADDRESS).and_then(|said| said.get(ADDRESSES..)?.split_first());
        if let Some((len, rest)) = preferred
            && let Some((id, token)) = rest.split_at_checked(usize::from(*len))
        {
            self.add(id);
            token.try_into().into_iter().for_each(|token| self.trust(token));
        }
    }

    pub(super) fn has(&self, id: &[u8]) -> bool {
        self.known.iter().any(|known| known == id)
    }

    /// Whether a datagram ends with one of its tokens.
    pub(super) fn ends(&self, datagram: &[u8]) -> bool {
        self.tokens.iter().any(|token| datagram.ends_with(token))
    }

    /// The name at the beginning of these bytes: how long it is, and whether it is known. Without one that fits, it is as long as the
    /// side's others; `None`: nobody knows how long.
    pub(super) fn length(&self, bytes: &[u8]) -> Option<(usize, bool)> {
        let fits = self.known.iter().rev().find(|known| bytes.starts_with(known));
        fits.map(|known| (known.len(), true)).or_else(|| Some((self.known.back()?.len(), false)))
    }

    /// How many names it gave so far.
    pub(super) fn given(&self) -> usize {
        self.given
    }

    /// Every name, the oldest first.
    pub(super) fn all(&self) -> impl Iterator<Item = &[u8]> {
        self.known.iter().map(Vec::as_slice)
    }
}

/// Whether these transport parameters say that their sender takes packets without the bit that is always there (RFC 9287 §3).
pub(super) fn greases(parameters: &[u8]) -> bool {
    const GREASE_QUIC_BIT: u64 = 0x2ab2;
    parameter(parameters, GREASE_QUIC_BIT).is_some()
}

/// The value of a transport parameter (RFC 9000 §18).
pub(super) fn parameter(mut all: &[u8], wanted: u64) -> Option<&[u8]> {
    if all.len() > LONGEST {
        return None;
    }
    while !all.is_empty() {
        let (width, kind) = variable(all)?;
        all = all.get(width..)?;
        let (width, len) = variable(all)?;
        let value = all.get(width..)?.get(..usize::try_from(len).ok()?)?;
        if kind == wanted {
            return Some(value);
        }
        all = all.get(width + value.len()..)?;
    }
    None
}
