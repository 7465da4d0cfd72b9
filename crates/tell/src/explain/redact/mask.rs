//! Text with other words and other addresses in it, everything between them as it was.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::addresses::Addresses;
use super::key::Key;
use super::words::{Words, is_word};

/// What everything is replaced with.
pub(super) struct Mask {
    pub key: Key,
    pub words: Words,
    pub addresses: Addresses,
}

/// Ends the part of a URL that names a host.
const AFTER_HOST: &[u8] = b"/?# \t\"'<>,;";

impl Mask {
    /// With this key, and nothing met so far.
    pub fn new(key: Key) -> Mask {
        Mask { key, words: Words::default(), addresses: Addresses::default() }
    }

    /// Another text of the same length. Ports in a URL stay.
    pub fn text(&mut self, text: &[u8]) -> Vec<u8> {
        self.replaced(text, false)
    }

    /// The same of what begins with a host, perhaps with its port.
    pub fn host(&mut self, text: &[u8]) -> Vec<u8> {
        self.replaced(text, true)
    }

    /// The same of characters of `width` bytes each, the highest first.
    pub fn wide(&mut self, text: &[u8], width: usize) -> Vec<u8> {
        let narrow: Vec<u8> = text
            .chunks(width)
            .map(|c| match c.split_last() {
                Some((low, high)) if high.iter().all(|byte| *byte == 0) => *low,
                _ => b'x',
            })
            .collect();
        let new = self.text(&narrow);
        let mut all: Vec<u8> = new.iter().flat_map(|low| std::iter::repeat_n(0, width - 1).chain([*low])).collect();
        all.resize(text.len(), 0);
        all
    }

    fn replaced(&mut self, text: &[u8], mut in_host: bool) -> Vec<u8> {
        let mut new: Vec<u8> = Vec::with_capacity(text.len());
        // Where an address may begin: not in the middle of a word.
        let mut begins = true;
        while let Some(rest) = text.get(new.len()..).filter(|rest| !rest.is_empty()) {
            if begins && let Some(address) = self.address(rest) {
                new.extend_from_slice(&address);
                begins = false;
                continue;
            }
            let word = rest.iter().take_while(|byte| is_word(byte)).count();
            match rest {
                _ if word > 0 => new.extend_from_slice(&self.words.other(&self.key, &rest[..word])),
                [b'%', a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => new.extend_from_slice(b"%20"),
                [b':', b'/', b'/', ..] => {
                    new.extend_from_slice(b"://");
                    in_host = true;
                }
                [b':', after @ ..] if in_host && !new.is_empty() => {
                    let digits = after.iter().take_while(|byte| byte.is_ascii_digit()).count();
                    let ends = after.get(digits).is_none_or(|byte| !is_word(byte) && *byte != b'@');
                    let kept = if ends && digits <= 5 { 1 + digits } else { 1 };
                    new.extend_from_slice(&rest[..kept]);
                }
                [byte, ..] => {
                    in_host &= !AFTER_HOST.contains(byte);
                    new.push(*byte);
                }
                [] => break,
            }
            begins = word == 0;
        }
        new
    }

    /// The address that begins here, replaced, if one does and the other is written as long.
    fn address(&mut self, text: &[u8]) -> Option<Vec<u8>> {
        let run = |may: fn(&u8) -> bool| text.iter().take_while(|byte| may(byte)).count();
        let found = |len: usize| text.get(..len).and_then(|part| str::from_utf8(part).ok());
        let ends = |len: usize| text.get(len).is_none_or(|byte| !is_word(byte));
        let v4 = run(|byte| byte.is_ascii_digit() || *byte == b'.');
        let v4 = found(v4).map(|part| part.trim_end_matches('.')).filter(|part| ends(part.len()));
        let v6 = run(|byte| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.'));
        let v6 = found(v6).map(|part| part.trim_end_matches('.')).filter(|part| ends(part.len()));
        let (part, address): (&str, IpAddr) = match v4.and_then(|part| Some((part, part.parse::<Ipv4Addr>().ok()?))) {
            Some((part, address)) => (part, address.into()),
            None => v6.and_then(|part| Some((part, part.parse::<Ipv6Addr>().ok()?.into())))?,
        };
        if !address.to_string().eq_ignore_ascii_case(part) {
            return None;
        }
        let new = self.addresses.other(&self.key, address).to_string();
        (new.len() == part.len()).then(|| new.into_bytes())
    }
}
