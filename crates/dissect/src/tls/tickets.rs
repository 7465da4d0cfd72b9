//! Tickets of TLS 1.3: which connection's server gave the one that a client shows, and the proof that the client also has the key that
//! goes with it (RFC 8446 §4.6.1, §4.2.11.2).
//!
//! That key comes from the resumption secret of the earlier connection. No key log holds it: it is known only where the shared secret
//! of that connection's key exchange is, from which its whole key schedule is recomputed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::transcript::Transcript;
use crate::cursor::{blame, bytes};
use crate::field::Value;
use crate::names::tls_extensions as label;
use crate::recording::StreamNumber;
use crate::schedule::tls13::Early;
use crate::schedule::{Hash, Secret, expand_label, finished};
use crate::{Field, Span};

/// So many tickets are remembered, none of them longer than that, in bytes.
const MOST: usize = 4096;
const LONGEST: usize = 4096;
/// So many binders of a hello are recomputed: each takes a hash over all of it.
const RECOMPUTED: usize = 8;
/// What stands before the nonce of a ticket: the header, how long it lives, the mask of its age.
const BEFORE_NONCE: usize = 12;

/// The tickets that the connections of a capture share.
#[derive(Clone, Default)]
pub(super) struct Tickets(Arc<Mutex<HashMap<Vec<u8>, Ticket>>>);

/// A ticket that a server gave.
#[derive(Clone)]
struct Ticket {
    connection: u32,
    /// The key that goes with it, if it is known.
    key: Option<(Hash, Secret)>,
}

/// A whole ClientHello: where it stands, its bytes, and the transcript, which ends with it.
pub(super) struct Hello<'a> {
    pub(super) span: &'a Span,
    pub(super) bytes: &'a [u8],
    pub(super) transcript: &'a Transcript,
}

impl Tickets {
    /// The server of a connection gave a ticket, in this message; `resumption`: the connection's resumption secret.
    pub(super) fn given(&self, connection: u32, message: &[u8], resumption: Option<(Hash, &Secret)>) {
        let Some((nonce, ticket)) = parts(message).filter(|(_, ticket)| ticket.len() <= LONGEST) else { return };
        let key = resumption.map(|(hash, secret)| {
            let len = u16::try_from(hash.size()).unwrap_or_default();
            (hash, expand_label(hash, secret, "resumption", nonce, len))
        });
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() < MOST || known.contains_key(ticket) {
            known.insert(ticket.to_vec(), Ticket { connection, key });
        }
    }

    /// Says of each ticket in a hello where it comes from, and of its binder whether it is right.
    pub(super) fn shown(&self, fields: &mut [Field], hello: &Hello<'_>) {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.is_empty() {
            return;
        }
        let (mut tickets, mut binders, mut cut) = (Vec::new(), 0, None);
        each(fields, hello.span, &mut |field, at| {
            if field.is(&label::IDENTITY_TICKET) {
                let ticket = hello.bytes.get(at..at + field.span.len()).and_then(|ticket| known.get(ticket));
                if let Some(ticket) = ticket {
                    let number = StreamNumber::of(ticket.connection);
                    let meaning =
                        format!("{}; issued by the server of conversation {number}", bytes(field.span.len() as u64));
                    field.value = Value::NONE.meaning(meaning);
                }
                tickets.push(ticket);
            } else if field.is(&label::BINDERS_LENGTH) {
                cut = Some(at);
            } else if field.is(&label::BINDER) {
                let ticket = tickets.get(binders).copied().flatten().filter(|_| binders < RECOMPUTED);
                binders += 1;
                if let Some(ticket) = ticket {
                    judge(field, at, ticket, hello, cut);
                }
            }
        });
    }
}

/// Recomputes a binder, if the key is known; says what is missing if it is not.
fn judge(field: &mut Field, at: usize, ticket: &Ticket, hello: &Hello<'_>, cut: Option<usize>) {
    let (len, number) = (bytes(field.span.len() as u64), StreamNumber::of(ticket.connection));
    let before = hello.transcript.marks().len().checked_sub(1).and_then(|count| hello.transcript.before(count));
    let said = cut.and_then(|cut| hello.bytes.get(..cut));
    let (Some((hash, key)), Some(before), Some(said)) = (&ticket.key, before, said) else {
        let why = format!(
            "{len}; not recomputed: this needs the resumption secret of conversation {number}, which key logs do \
                not contain; it can only be derived from the shared secret of that conversation's key exchange"
        );
        field.value = Value::NONE.meaning(why);
        return;
    };
    let base = Early::new(*hash, Some(key)).binder_key(true);
    let right = finished(*hash, &base, &hash.digest(&[before, said].concat()));
    let from = format!("recomputed from the resumption secret of conversation {number}");
    if hello.bytes.get(at..at + field.span.len()) == Some(right.as_slice()) {
        let meaning = format!("{len}; {from}, and equal: the client has the key that belongs to the ticket");
        field.value = Value::NONE.meaning(meaning);
    } else {
        blame(
            field,
            format!("{from}, it is {}: a server that checks it ends the handshake", wirewalk_ground::hex(&right)),
        );
    }
}

/// Each field of the hello's own bytes, and where it stands in them.
fn each(fields: &mut [Field], hello: &Span, found: &mut dyn FnMut(&mut Field, usize)) {
    for field in fields {
        let span = &field.span;
        let own = span.message == hello.message && span.source == hello.source;
        if let Some(at) = span.range.start.checked_sub(hello.range.start).filter(|_| own) {
            found(field, at);
            each(&mut field.children, hello, found);
        }
    }
}

/// The nonce and the ticket of a NewSessionTicket, with its header (RFC 8446 §4.6.1).
fn parts(message: &[u8]) -> Option<(&[u8], &[u8])> {
    let (len, rest) = message.get(BEFORE_NONCE..)?.split_first()?;
    let (nonce, rest) = rest.split_at_checked(usize::from(*len))?;
    let (len, rest) = rest.split_first_chunk()?;
    Some((nonce, rest.get(..usize::from(u16::from_be_bytes(*len)))?))
}
