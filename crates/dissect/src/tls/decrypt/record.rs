//! An encrypted record, and what came of trying to open it.

use std::borrow::Cow;
use std::ops::Range;

use bytes::Bytes;

use crate::field::Label;
use crate::recording::SecretId;

/// A record as it crossed the wire.
#[derive(Clone, Copy)]
pub(in crate::tls) struct Record<'r> {
    /// Its header: type, version, length.
    pub(in crate::tls) header: [u8; 5],
    /// What follows the header.
    pub(in crate::tls) body: &'r [u8],
}

impl Record<'_> {
    /// What is authenticated beside the content: number, type, version, length (RFC 5246 §6.2.3.1 and §6.2.3.3).
    pub(super) fn authenticated(&self, number: u64, len: usize) -> [u8; 13] {
        let mut header = [0; 13];
        let [kind, major, minor, ..] = self.header;
        let len = u16::try_from(len).unwrap_or(u16::MAX).to_be_bytes();
        let parts = number.to_be_bytes().into_iter().chain([kind, major, minor]).chain(len);
        header.iter_mut().zip(parts).for_each(|(to, from)| *to = from);
        header
    }
}

/// What came of trying to open a record.
pub(in crate::tls) enum Outcome {
    /// It is open.
    Opened(Opened),
    /// It stays closed, as it must without keys.
    Closed(Cow<'static, str>),
    /// It should open and does not.
    Broken(Cow<'static, str>),
}

/// A record that was opened.
pub(in crate::tls) struct Opened {
    /// All that was encrypted.
    pub(in crate::tls) bytes: Bytes,
    /// With which secret.
    pub(in crate::tls) with: SecretId,
    /// The type of what it carries; `None`: it has none, which nobody may send.
    pub(in crate::tls) kind: Option<u8>,
    /// How much of it is content; it comes first.
    pub(in crate::tls) content: usize,
    /// What follows the content.
    pub(in crate::tls) rest: Vec<(&'static Label, Range<usize>)>,
    /// What is wrong with what follows it.
    pub(in crate::tls) problem: Option<Cow<'static, str>>,
    /// How many records before it are missing; `None`: nobody knows.
    pub(in crate::tls) lost: Option<u64>,
    /// Whether it is early data.
    pub(in crate::tls) early: bool,
}
