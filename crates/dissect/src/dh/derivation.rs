//! What follows from both public keys for a holder of one of the private keys; for everybody, if one of them is of low order.

use bytes::Bytes;

use crate::cursor;
use crate::exchange::{self, Derived, PURPOSE, PublicKey};
use crate::field::{Field, Label, Span, Value};
use crate::frames::{HEADER, Kind};
use crate::message::{Message, Origin};
use crate::names::dh as label;
use crate::recording::{Secrets, Sides};
use crate::token::Key;

/// How far the exchange on a connection is.
pub(super) struct Exchange<'s> {
    secrets: &'s Secrets,
    said: Sides<Said>,
    agreed: Option<Key>,
}

/// What one side said first: only that can be its public key.
enum Said {
    Nothing,
    Key { message: u32, wire: Bytes, key: PublicKey },
    Otherwise,
}

impl<'s> Exchange<'s> {
    pub(super) fn new(secrets: &'s Secrets) -> Exchange<'s> {
        Exchange { secrets, said: Sides::new(|_| Said::Nothing), agreed: None }
    }

    /// What opens the tokens from here on.
    pub(super) fn opens(&self) -> Secrets {
        match &self.agreed {
            Some(key) => Secrets::none().with_agreed(key.clone()),
            None => self.secrets.fernet_keys().fold(Secrets::none(), |all, (_, key)| all.with_fernet(key.clone())),
        }
    }

    /// Something is missing from the recording: nobody can rebuild what both ends hashed.
    pub(super) fn miss(&mut self) {
        for said in [&mut self.said.client, &mut self.said.server] {
            if matches!(said, Said::Nothing) {
                *said = Said::Otherwise;
            }
        }
    }

    /// Takes note of a frame; with the second public key, and a private key that fits, the derivation is added to it.
    pub(super) fn saw(&mut self, message: &mut Message, kind: Option<Kind>) {
        let said = &mut self.said[message.side];
        if !matches!(said, Said::Nothing) {
            return;
        }
        let wire = message.wire().clone();
        let key = wire.get(HEADER..).and_then(|body| exchange::public_key(body).ok());
        *said = match key.filter(|_| kind == Some(Kind::PublicKey)) {
            Some(key) => Said::Key { message: message.index, wire, key },
            None => Said::Otherwise,
        };
        self.agree(message);
    }

    fn agree(&mut self, message: &mut Message) {
        let (
            Said::Key { message: clients, wire: client, key: alice },
            Said::Key { message: servers, wire: server, key: bob },
        ) = (&self.said.client, &self.said.server)
        else {
            return;
        };
        let transcript = [client.as_ref(), server.as_ref()].concat();
        let span = |message: u32, start, wire: &Bytes| Span::new(message, 0, start..wire.len());
        let frames = || vec![span(*clients, 0, client), span(*servers, 0, server)];
        // A point of low order makes the secret zero, so whoever listens derives the key. Sides that check go no further.
        let low = [(alice, *clients, client), (bob, *servers, server)];
        if let Some((_, index, wire)) = low.into_iter().find(|(key, ..)| exchange::is_low_order(key)) {
            let derived = exchange::derive_from_zero(&transcript);
            tell(message, &derived, (ZERO, span(index, HEADER, wire)), frames());
            self.agreed = Some(derived.key());
            return;
        }
        for private in self.secrets.x25519_keys() {
            let own = PublicKey::from(private);
            let (theirs, peer) = match own {
                own if own == *alice => (bob, span(*servers, HEADER, server)),
                own if own == *bob => (alice, span(*clients, HEADER, client)),
                _ => continue,
            };
            if let Ok(derived) = exchange::derive(private, theirs, &transcript) {
                tell(message, &derived, (MULTIPLIED, peer), frames());
                self.agreed = Some(derived.key());
                return;
            }
        }
    }
}

/// What the shared secret is and who has the key, with a private key.
const MULTIPLIED: [&str; 2] = [
    "X25519 of one side's private key, which this program was given, and the other side's public key",
    "both ends have it now, although it never crossed the wire",
];
/// The same if a public key is of low order.
const ZERO: [&str; 2] = [
    "zero, because this public key is of low order: no private key is needed to derive what follows",
    "a side that does not check has it now, and so has everybody who listens",
];

/// Adds the steps of the derivation, each a source of its own; `how`: what the shared secret is, and of which public key.
fn tell(message: &mut Message, derived: &Derived, how: ([&'static str; 2], Span), frames: Vec<Span>) {
    let whole = |source: u16, bytes: &[u8]| Span::new(0, source, 0..bytes.len());
    let ([meaning, holders], peer) = how;
    let shared = add(message, vec![peer], derived.shared.as_slice());
    field(message, shared, &label::SHARED_SECRET, meaning);
    let of_shared = Span { message: message.index, ..whole(shared, derived.shared.as_slice()) };
    let prk = add(message, vec![of_shared], derived.prk.as_slice());
    field(message, prk, &label::PRK, "HMAC-SHA256 of the shared secret under a salt of zeros");

    let info = add(message, frames, &derived.info);
    let parts = [(&label::PURPOSE, 0..PURPOSE.len()), (&label::TRANSCRIPT, PURPOSE.len()..derived.info.len())];
    let children = parts.map(|(label, range)| {
        let text = derived.info.get(range.clone()).filter(|_| range.start == 0).map(String::from_utf8_lossy);
        let value = text.map_or(Value::NONE, Value::text);
        message.leaf(info, range, label, value)
    });
    field(message, info, &label::INFO, "equal at both ends only if both saw the same bytes").extend(children);

    let spans = [whole(prk, derived.prk.as_slice()), whole(info, &derived.info)];
    let spans = spans.map(|span| Span { message: message.index, ..span }).to_vec();
    let okm = add(message, spans, derived.okm.as_slice());
    let halves = [(&label::SIGNING, 0..16), (&label::ENCRYPTION, 16..derived.okm.len())]
        .map(|(label, range)| message.leaf(okm, range, label, Value::NONE));
    field(message, okm, &label::KEY, holders).extend(halves);
}

fn add(message: &mut Message, spans: Vec<Span>, bytes: &[u8]) -> u16 {
    message.add_source(Origin::Derived(spans), Bytes::copy_from_slice(bytes))
}

/// A field that is a whole source; gives its children, to be filled in.
fn field<'m>(
    message: &'m mut Message,
    source: u16,
    label: &'static Label,
    meaning: &'static str,
) -> &'m mut Vec<Field> {
    let len = message.sources.get(usize::from(source)).map_or(0, |s| s.bytes.len());
    let field = message.leaf(source, 0..len, label, Value::NONE.meaning(meaning));
    &mut cursor::add(&mut message.fields, field).children
}
