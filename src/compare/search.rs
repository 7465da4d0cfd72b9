//! The search for the secret in a stream that nobody holds whole.

use crate::claims::search;
use crate::dissect::{Message, Origin};

/// Searches what one side sends, piece by piece.
#[derive(Default)]
pub(super) struct Searcher {
    tail: Vec<u8>,
    passed: u64, // bytes before the tail
    /// What was found, and where.
    pub found: Option<(&'static str, u64)>,
}

impl Searcher {
    /// Goes on with the bytes that follow.
    pub fn push(&mut self, bytes: &[u8], secret: &str, longest: usize) {
        if self.found.is_some() {
            return;
        }
        self.tail.extend_from_slice(bytes);
        self.found = search::find(&self.tail, secret).map(|hit| (hit.form, self.passed + hit.at as u64));
        // The end may be the beginning of it.
        let done = self.tail.len().saturating_sub(longest);
        self.tail.drain(..done);
        self.passed += done as u64;
    }
}

/// The longest disguise of a secret, in bytes.
pub(super) fn longest(secret: &str) -> usize {
    search::forms(secret).iter().map(|form| form.bytes.len()).max().unwrap_or(0)
}

/// Whether it stands in something that is computed from the wire without a key: chunks put together, base64 taken off.
pub(super) fn derived(messages: &[Message], secret: &str) -> Option<&'static str> {
    let sources = messages.iter().flat_map(|m| &m.sources).filter(|s| s.origin != Origin::Wire);
    sources.into_iter().find_map(|source| search::find(&source.bytes, secret)).map(|hit| hit.form)
}

/// Whether it stands in what a key opened; `None` if nothing was opened.
pub(super) fn opened(messages: &[Message], secret: &str) -> Option<bool> {
    let is_open = |origin: &Origin| matches!(origin, Origin::Decrypted { .. });
    let mut sources = messages.iter().flat_map(|m| &m.sources).filter(|s| is_open(&s.origin)).peekable();
    sources.peek()?;
    Some(sources.any(|source| search::find(&source.bytes, secret).is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_across_two_pieces_is_found_where_it_begins() {
        let longest = longest("fluffy tail");
        for cut in 0..30 {
            let said = b"0123456789fluffy tail and more";
            let mut searcher = Searcher::default();
            searcher.push(&said[..cut], "fluffy tail", longest);
            searcher.push(&said[cut..], "fluffy tail", longest);
            assert_eq!(searcher.found, Some(("as it is", 10)), "cut at {cut}");
        }
    }
}
