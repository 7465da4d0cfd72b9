//! Encrypted ClientHello on a connection: the inner hello, if a key log opens it, and whether the server went on with it.
//!
//! Source: RFC 9849 §5 to §7.

mod inner;
mod orphans;

use super::derivation::Derivation;
use super::facts::{Facts, Offered};
use super::handshake;
use super::raw::Reader;
use super::transcript::Transcript;
use crate::cursor::blame;
use crate::field::{Datum, Field, Span, Value};
use crate::message::{Message, Origin};
use crate::names::tls_rare as label;
use crate::recording::{ECH_CONFIG, ECH_SECRET, SecretId, Secrets, Side};
use crate::schedule::Suite;
use crate::schedule::ech::{SIGNAL_AT, SIGNAL_LEN, confirmation};
use inner::{ECH, Outer};
pub(super) use orphans::{Orphans, TRIED};

/// What is known of the inner hellos of a connection.
#[derive(Default)]
pub(super) struct Ech {
    /// What both ends hash if the server accepts.
    transcript: Transcript,
    /// The latest inner hello.
    hello: Option<Vec<u8>>,
    /// Where each outer hello stands, and the inner one of it.
    places: Vec<(Span, Span)>,
}

/// A handshake message that was read: where it stands, its bytes.
pub(super) struct Heard<'a> {
    pub(super) span: Span,
    pub(super) bytes: &'a [u8],
}

impl Ech {
    /// Opens what is encrypted in a ClientHello, and shows it below the encrypted bytes.
    pub(super) fn client_hello(
        &mut self,
        (message, fields): (&mut Message, &mut [Field]),
        heard: &Heard<'_>,
        facts: &mut Facts,
        secrets: &Secrets,
    ) {
        if !facts.is_second_hello() {
            *self = Ech::default();
        }
        self.hello = None;
        let Some(payload) = fields.iter_mut().find_map(|field| field.find_mut(&label::ECH_PAYLOAD)) else { return };
        let (Some(random), Some(outer)) = (facts.outer_random, Outer::read(heard.bytes)) else { return };
        let line = |name| secrets.key_log().secret(name, &random);
        let (Some(secret), Some(config)) = (line(ECH_SECRET), line(ECH_CONFIG)) else { return };
        let encoded = match outer.open(config, secret, secrets.crypto()) {
            Ok(encoded) => encoded,
            Err(why) => return blame(payload, why),
        };
        let opened = Origin::Decrypted { record: payload.span.clone(), with: SecretId::Ech };
        let source = message.add_source(opened, encoded.clone());
        payload.value.meaning = Some("decrypted with the key log's ECH_SECRET, so it is not a decoy".into());
        payload.children.push(handshake::encoded_hello(message, source, facts));
        let Some(hello) = outer.rebuild(&encoded) else {
            return blame(
                payload,
                "the encrypted content is not a hello, or copies something that the outer hello \
                does not have",
            );
        };
        facts.inner_random = hello.get(6..38).and_then(|random| random.try_into().ok());
        self.show(message, payload, source, heard, &hello, facts);
        self.transcript.push(Side::Client, &hello, facts);
        self.hello = Some(hello);
    }

    /// The inner hello with all that it takes over, a source of its own.
    fn show(
        &mut self,
        message: &mut Message,
        payload: &mut Field,
        encoded: u16,
        heard: &Heard<'_>,
        hello: &[u8],
        facts: &Facts,
    ) {
        let len = message.sources.get(usize::from(encoded)).map_or(0, |source| source.bytes.len());
        let from = vec![Span::new(message.index, encoded, 0..len), heard.span.clone()];
        let source = message.add_source(Origin::Derived(from), hello.to_vec());
        let whole = Span::new(message.index, source, 0..hello.len());
        let children = handshake::handshake(message, source, 0..hello.len(), facts, Side::Client);
        let value = Value::NONE
            .meaning("as the server reads it, with the session ID and extensions copied from the outer hello");
        self.places.push((heard.span.clone(), whole.clone()));
        payload.children.push(Field { label: &label::ECH_INNER, span: whole, value, problem: None, children });
    }

    /// Compares the sign in a ServerHello or a HelloRetryRequest with what follows from the inner hello; if the server goes on with
    /// that, so does everything else.
    pub(super) fn server_hello(
        &mut self,
        fields: &mut [Field],
        heard: &Heard<'_>,
        (facts, transcript, derivation): (&mut Facts, &mut Transcript, &mut Derivation),
    ) {
        let retry = facts.server_random.is_none();
        let known = self.hello.is_some().then_some(facts.inner_random).flatten();
        let (Some(random), true) = (known, facts.is_tls13()) else { return };
        let place = if retry { retry_signal(heard.bytes) } else { Some(SIGNAL_AT) };
        let Some(suite) = facts.suite.and_then(Suite::of) else { return };
        let mut blank = heard.bytes.to_vec();
        let place = place.map(|at| at..at + SIGNAL_LEN);
        let sent = place.clone().and_then(|place| heard.bytes.get(place)).unwrap_or_default();
        if let Some(bytes) = place.and_then(|place| blank.get_mut(place)) {
            bytes.fill(0);
        }
        let mut until = self.transcript.clone();
        until.push(Side::Server, &blank, facts);
        self.transcript.push(Side::Server, heard.bytes, facts);
        let Some(all) = until.bytes() else { return };
        let expected = confirmation(suite.hash, &random, &suite.hash.digest(all), retry);
        let accepted = sent == expected.as_slice();
        let label = if retry { &label::ECH_CONFIRMATION } else { &label::ECH_SIGNAL };
        if let Some(field) = fields.iter_mut().find_map(|field| field.find_mut(label)) {
            field.value = judged(accepted);
        }
        // Who agreed to the inner hello when it asked for another one must stay with it.
        if facts.ech == Offered::Accepted && !accepted {
            let problem = "the HelloRetryRequest accepted the encrypted hello, but the ServerHello does not";
            fields.iter_mut().take(1).for_each(|field| blame(field, problem));
        }
        facts.ech = if accepted { Offered::Accepted } else { Offered::Refused };
        if !accepted {
            return;
        }
        facts.client_random = Some(random);
        if !retry {
            *transcript = std::mem::take(&mut self.transcript);
            derivation.take_inner(&self.places, self.hello.as_deref().unwrap_or_default());
        }
    }
}

fn judged(accepted: bool) -> Value {
    let value = Value { datum: Datum::Flag(accepted), meaning: None };
    value.meaning(match accepted {
        true => "recomputed from the inner hello, and equal: the server accepted it and continues with it",
        false => {
            "different from the value computed from the inner hello: the server did not accept it and \
            continues with the outer one"
        }
    })
}

/// Where the sign stands in a HelloRetryRequest, with its header: in the extension.
fn retry_signal(message: &[u8]) -> Option<usize> {
    let mut r = Reader::new(message, 4 + 2 + 32);
    r.vector(1)?;
    r.take(3)?;
    r.extension(ECH).map(|data| data.at)
}
