//! What the reading of a handshake message depends on, and what it gives besides fields.

use super::facts::Facts;
use super::read::nothing_more;
use crate::cursor::{Cursor, Stop, stop};
use crate::der;
use crate::field::{Label, UNEXPLAINED, Value};
use crate::message::{Message, Source};

/// Of more parts than this (extensions, elements of certificates), the rest of a message is not taken apart: fields take
/// memory, a few hundred times as much as the bytes of the smallest part.
const MOST_PARTS: usize = 100_000;

/// What reading a message depends on, and what it gives besides fields.
pub(super) struct Context<'f> {
    pub(super) facts: &'f Facts,
    /// Whether the ClientHello that is read is the outer one of two, or the inner one.
    pub(super) hello: Hello,
    /// The message's index in its connection.
    pub(super) index: u32,
    /// The number that the next derived source gets.
    next: u16,
    added: Vec<Source>,
    /// How many parts may still be taken apart.
    budget: usize,
}

impl<'f> Context<'f> {
    /// For a handshake message that is in this message.
    pub(super) fn new(facts: &'f Facts, message: &Message) -> Context<'f> {
        let next = u16::try_from(message.sources.len()).unwrap_or(u16::MAX);
        Context { facts, hello: Hello::Only, index: message.index, next, added: Vec::new(), budget: MOST_PARTS }
    }

    /// The sources that were made while it was read.
    pub(super) fn added(self) -> Vec<Source> {
        self.added
    }

    /// Takes parts from the budget.
    pub(super) fn spend(&mut self, parts: usize) -> Result<(), Stop> {
        let Some(left) = self.budget.checked_sub(parts) else {
            return stop(format!("the first {MOST_PARTS} parts are decoded, and this is the rest"));
        };
        self.budget = left;
        Ok(())
    }

    /// A group of `len` bytes in DER, read by `read`; of too many elements nothing is read.
    pub(super) fn der<'a>(
        &mut self,
        c: &mut Cursor<'a>,
        label: &'static Label,
        len: usize,
        read: impl FnOnce(&mut Cursor<'a>) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        self.spend(1)?;
        c.group(label, len, |c| {
            if der::up_to(c.rest(), &mut self.budget) < c.left() {
                self.spend(1)?;
            }
            read(c)?;
            nothing_more(c).map(|()| Value::NONE)
        })
        .map(drop)
    }

    /// Adds a source that was made of earlier bytes; gives its number.
    pub(super) fn add(&mut self, source: Source) -> Option<u16> {
        let number = self.next;
        self.next = number.checked_add(1)?;
        self.added.push(source);
        Some(number)
    }

    /// Whether TLS 1.3 is spoken; `None`: not known.
    pub(super) fn is_13(&self) -> Option<bool> {
        self.facts.version.map(|version| version >= 0x0304)
    }

    /// Whether a signature names its algorithm: since TLS 1.2.
    pub(super) fn names_signatures(&self) -> bool {
        self.facts.version.is_none_or(|version| version >= 0x0303)
    }
}

/// Which of two hellos a ClientHello is (RFC 9849 §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hello {
    /// There is no other.
    Only,
    /// Another is encrypted in it, or something that looks like one.
    Outer,
    /// The one that was encrypted.
    Inner,
}

/// The message that an extension stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    ClientHello,
    ServerHello,
    /// A HelloRetryRequest.
    Retry,
    /// EncryptedExtensions.
    Encrypted,
    /// CertificateRequest.
    Request,
    /// An entry of Certificate.
    Certificate,
    /// NewSessionTicket.
    Ticket,
}

/// An item of DER that no grammar is known for.
pub(super) fn any_der(c: &mut Cursor<'_>) -> Result<(), Stop> {
    if c.left() > 0 && !der::is_one_element(c) {
        let left = c.left();
        c.leaf(&UNEXPLAINED, left, Value::NONE)?;
        return stop("not a DER element");
    }
    der::all(c, 0);
    Ok(())
}
