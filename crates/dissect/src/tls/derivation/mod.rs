//! What follows from the secrets of a connection, message by message: each step a source of its own.
//!
//! With the shared secret of the key exchange the whole schedule is recomputed, and what the key log has too is compared.
//! With the key log alone it begins at the secrets that stand there. Without either there is still what everybody can
//! rebuild: the content that a signature is over.
//!
//! Sources: RFC 8446 §7 (TLS 1.3), RFC 5246 §6.3, §7.4.9 and §8.1 (TLS 1.2 and before), RFC 7627 (extended master secret).

mod keyring;
mod proofs;
mod shares;
mod steps;
mod tls12;
mod tls13;

use std::ops::Range;

use super::facts::Facts;
use super::numbers::handshake_type::{
    CERTIFICATE_VERIFY, CLIENT_HELLO, CLIENT_KEY_EXCHANGE, FINISHED, SERVER_HELLO, SERVER_KEY_EXCHANGE,
};
use super::transcript::Transcript;
use crate::recording::{SecretId, Secrets, Side, TlsSecret};
use crate::schedule::Secret;
use crate::{Field, Message, Span};
pub(super) use keyring::Keyring;
use shares::Share;
use steps::Steps;

/// More messages of one handshake are not named as sources of its hash.
const MOST: usize = 64;

/// How far the derivation of a connection is.
#[derive(Default)]
pub(super) struct Derivation {
    /// Whether packets of QUIC carry the handshake: their keys are derived elsewhere, and there are no records.
    pub(super) in_packets: bool,
    /// Where the messages of the transcript stand.
    said: Vec<Span>,
    /// Which messages were dealt with: in a handshake each comes once from each side.
    done: Vec<(u8, Side)>,
    client_shares: Vec<Placed>,
    server_share: Option<Placed>,
    /// Where the random values stand: the client's, the server's.
    randoms: [Option<Span>; 2],
    tls13: tls13::Stages,
    known: Vec<Known>,
}

/// A secret that key logs have a name for, computed or logged.
struct Known {
    which: TlsSecret,
    with: SecretId,
    secret: Secret,
    /// Where it was shown.
    span: Span,
}

/// A public key, and where it stands.
struct Placed {
    share: Share,
    span: Span,
}

/// A whole handshake message: where it stands, what it is, what was said with it.
struct Said<'a> {
    span: Span,
    bytes: &'a [u8],
    side: Side,
    transcript: &'a Transcript,
}

impl Derivation {
    /// Takes note of a whole handshake message, with its header. `facts` and `transcript` know of it already. Adds what
    /// follows to its last field, as sources of `message`, and judges what it proves.
    pub(super) fn said(
        &mut self,
        message: &mut Message,
        fields: &mut [Field],
        (source, range): (u16, Range<usize>),
        (facts, transcript): (&Facts, &Transcript),
        secrets: &Secrets,
    ) {
        let Some(all) = message.sources.get(usize::from(source)).map(|s| s.bytes.clone()) else { return };
        let Some((bytes, kind)) = all.get(range.clone()).and_then(|bytes| Some((bytes, *bytes.first()?))) else {
            return;
        };
        let said = Said { span: Span::new(message.index, source, range), bytes, side: message.side, transcript };
        if kind == CLIENT_HELLO && transcript.marks().len() == 1 {
            *self = Derivation { in_packets: self.in_packets, ..Derivation::default() };
        }
        self.remember(&said);
        if self.done.contains(&(kind, said.side)) || !said.is_last() {
            return;
        }
        let mut steps = Steps { message, facts, secrets, in_packets: self.in_packets };
        let more = match (kind, said.side) {
            (CLIENT_HELLO, Side::Client) => return self.client_hello(&said),
            (SERVER_HELLO, Side::Server) if facts.server_random.is_none() => return,
            (SERVER_HELLO, Side::Server) => self.server_hello(&said, &mut steps),
            (SERVER_KEY_EXCHANGE, Side::Server) => self.server_key_exchange(&said, &mut steps),
            (CLIENT_KEY_EXCHANGE, Side::Client) => self.client_key_exchange(&said, &mut steps),
            (CERTIFICATE_VERIFY, _) => self.certificate_verify(&said, &mut steps),
            (FINISHED, side) => {
                let mut more = self.finished(&said, &mut steps, fields);
                if facts.is_tls13() {
                    more.extend(self.after_finished(&said, &mut steps, side));
                }
                Some(more)
            }
            _ => return,
        };
        self.done.push((kind, said.side));
        if let Some(field) = fields.last_mut() {
            field.children.extend(more.into_iter().flatten());
        }
    }

    /// A secret of this connection that was computed, with what it was computed from; the key log's lines are not here.
    pub(super) fn secret(&self, which: TlsSecret) -> Option<(SecretId, &[u8])> {
        let computed = |known: &&Known| known.which == which && !matches!(known.with, SecretId::KeyLog(_));
        self.known.iter().find(computed).map(|known| (known.with, known.secret.as_slice()))
    }

    /// Where a secret was shown.
    pub(super) fn place(&self, which: TlsSecret) -> Option<&Span> {
        self.known(which).map(|known| &known.span)
    }

    fn known(&self, which: TlsSecret) -> Option<&Known> {
        self.known.iter().find(|known| known.which == which)
    }

    fn know(&mut self, which: TlsSecret, with: SecretId, secret: &[u8], field: &Field) {
        self.known.push(Known { which, with, secret: secret.to_vec().into(), span: field.span.clone() });
    }

    fn remember(&mut self, said: &Said<'_>) {
        if self.said.len() < MOST && said.is_last() {
            self.said.push(said.span.clone());
        }
    }

    fn client_hello(&mut self, said: &Said<'_>) {
        self.randoms[0].get_or_insert_with(|| said.part(6..38));
        self.client_shares = shares::of_client_hello(said.bytes).into_iter().map(|share| said.place(share)).collect();
    }

    fn server_hello(&mut self, said: &Said<'_>, steps: &mut Steps<'_>) -> Option<Vec<Field>> {
        self.randoms[1] = Some(said.part(6..38));
        if steps.facts.is_tls13() {
            self.server_share = shares::of_server_hello(said.bytes).map(|share| said.place(share));
            return self.handshake_secrets(said, steps);
        }
        if steps.facts.resumed {
            return self.logged_master(steps);
        }
        None
    }

    /// The server has accepted the inner hello: that one counts, wherever an outer one was noted. The latest is given whole.
    pub(super) fn take_inner(&mut self, places: &[(Span, Span)], hello: &[u8]) {
        for span in &mut self.said {
            if let Some((_, inner)) = places.iter().find(|(outer, _)| outer == span) {
                *span = inner.clone();
            }
        }
        let Some((_, whole)) = places.last() else { return };
        self.randoms[0] = Some(part_of(whole, 6..38));
        let placed = |share: Share| Placed { span: part_of(whole, share.range.clone()), share };
        self.client_shares = shares::of_client_hello(hello).into_iter().map(placed).collect();
    }

    /// The secret of the exchange in which the two sides' shares met, with where they stand.
    fn exchanged<'s>(&self, secrets: &'s Secrets) -> Option<Exchanged<'_, 's>> {
        let server = self.server_share.as_ref()?;
        let client = self.client_shares.iter().find(|client| client.share.group == server.share.group)?;
        let (with, exchange) = secrets.exchange(&client.share.key, &server.share.key)?;
        Some(Exchanged { with, secret: exchange.secret(), group: exchange.group(), from: [&client.span, &server.span] })
    }
}

/// What is known of a key exchange.
struct Exchanged<'d, 's> {
    with: SecretId,
    secret: &'s [u8],
    group: u16,
    from: [&'d Span; 2],
}

impl Said<'_> {
    /// Whether it is the last message of the transcript: what comes after a handshake is not part of it.
    fn is_last(&self) -> bool {
        let last = self.transcript.marks().last();
        let own = last.is_some_and(|mark| Some(mark.kind) == self.bytes.first().copied() && mark.side == self.side);
        own && self.transcript.bytes().is_none_or(|all| all.ends_with(self.bytes))
    }

    /// All that was said before it, if nothing is missing.
    fn before(&self) -> Option<&[u8]> {
        self.transcript.before(self.transcript.marks().len().checked_sub(1)?)
    }

    fn part(&self, range: Range<usize>) -> Span {
        part_of(&self.span, range)
    }

    fn place(&self, share: Share) -> Placed {
        Placed { span: self.part(share.range.clone()), share }
    }
}

/// A part of a span.
fn part_of(whole: &Span, range: Range<usize>) -> Span {
    let begin = whole.range.start;
    Span { range: begin + range.start..begin + range.end, ..whole.clone() }
}
