//! Who logs in: what a client sends in base64 to show who it is, whatever the protocol (SASL, RFC 4422).

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use bytes::Bytes;

use crate::cursor::{Cursor, Stop};
use crate::field::{Field, Label, Value};
use crate::message::{Message, Origin};
use crate::names::upgrade as label;
use crate::read::rest;

/// A way to show who one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mechanism {
    /// User and password at once.
    Plain,
    /// User and password, one after the other.
    Login,
    /// A token (XOAUTH2, OAUTHBEARER).
    Bearer,
    /// User and a hash over a challenge.
    Cram,
    /// Challenge and response, for each side.
    Scram,
    /// Another one.
    Other,
}

impl Mechanism {
    /// The one with this name.
    pub(crate) fn named(name: &[u8]) -> Mechanism {
        let is = |other: &str| name.eq_ignore_ascii_case(other.as_bytes());
        match () {
            () if is("PLAIN") => Mechanism::Plain,
            () if is("LOGIN") => Mechanism::Login,
            () if is("XOAUTH2") || is("OAUTHBEARER") => Mechanism::Bearer,
            () if is("CRAM-MD5") => Mechanism::Cram,
            () if name.get(..6).is_some_and(|start| start.eq_ignore_ascii_case(b"SCRAM-")) => Mechanism::Scram,
            () => Mechanism::Other,
        }
    }

    /// Its name as a value, with what it means to whoever listens.
    pub(crate) fn value(name: &[u8]) -> Value {
        let value = Value::text(crate::cursor::lossy(name));
        match Mechanism::named(name) {
            Mechanism::Plain => value.meaning("user name and password themselves, in base64"),
            Mechanism::Login => value.meaning("user name and password themselves, one after the other, in base64"),
            Mechanism::Bearer => value.meaning("a token instead of a password"),
            Mechanism::Cram => value.meaning(
                "a hash of the password and a challenge: an eavesdropper can test guessed passwords against it",
            ),
            Mechanism::Scram => value.meaning("both sides prove that they know the password, but neither sends it"),
            Mechanism::Other => value,
        }
    }
}

const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Opens the first field with this label, which holds base64: its parts lie in a source of their own. `step`: how many the client
/// sent before.
pub(crate) fn open(message: &mut Message, of: &'static Label, mechanism: Mechanism, step: u8) {
    let Some(span) = message.find(of).map(|field| field.span.clone()) else { return };
    let Some(bytes) = ENGINE.decode(message.bytes(&span)).ok().filter(|bytes| !bytes.is_empty()) else { return };
    let bytes = Bytes::from(bytes);
    let source = message.add_source(Origin::Base64(span), bytes.clone());
    let mut c = Cursor::new(message.index, source, &bytes);
    let read = match (mechanism, step) {
        (Mechanism::Plain, _) => plain(&mut c),
        (Mechanism::Login, 0) => all(&mut c, &label::USER),
        (Mechanism::Login, _) => all(&mut c, &label::PASSWORD),
        (Mechanism::Bearer, 0) => named(&mut c, &[b"user=", b"a="], &[1, b','], &label::TOKEN),
        (Mechanism::Scram, 0) => named(&mut c, &[b"n="], b",", &label::PROOF),
        (Mechanism::Cram, _) => cram(&mut c),
        _ => rest(&mut c, &label::PROOF),
    };
    // It cannot stop: lengths are those of what is there. What is left would be unexplained.
    let _ = read;
    let children = c.finish();
    if let Some(field) = message.fields.iter_mut().find_map(|field| field.find_mut(of)) {
        field.children = children;
    }
}

/// The fields of user and password in these bytes of a message that stand there as they are.
pub(crate) fn all(c: &mut Cursor<'_>, label: &'static Label) -> Result<(), Stop> {
    let left = c.left();
    if left > 0 { c.text(label, left).map(drop) } else { Ok(()) }
}

/// RFC 4616 §2: as whom, who, and the password, with zeros between them.
fn plain(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let zeros = c.rest().iter().filter(|byte| **byte == 0).count();
    if zeros != 2 {
        return rest(c, &label::PROOF);
    }
    for part in [&label::AUTHORIZATION, &label::USER] {
        until(c, part, &[0])?;
        c.leaf(&label::ZERO, 1, Value::NONE)?;
    }
    all(c, &label::PASSWORD)
}

/// User, a space, a hash (RFC 2195).
pub(crate) fn cram(c: &mut Cursor<'_>) -> Result<(), Stop> {
    until(c, &label::USER, b" ")?;
    if c.left() > 0 {
        c.leaf(&label::SPACE, 1, Value::NONE)?;
    }
    rest(c, &label::PROOF)
}

/// A user's name after one of these words, up to one of these bytes; what is around it is something else.
fn named(c: &mut Cursor<'_>, words: &[&[u8]], ends: &[u8], other: &'static Label) -> Result<(), Stop> {
    let bytes = c.rest().get(..256).unwrap_or(c.rest());
    let found = |word: &&[u8]| Some(bytes.windows(word.len()).position(|at| at == *word)? + word.len());
    let Some(before) = words.iter().filter_map(found).min() else { return rest(c, other) };
    c.leaf(&label::PROOF, before, Value::NONE)?;
    until(c, &label::USER, ends)?;
    rest(c, other)
}

fn until(c: &mut Cursor<'_>, label: &'static Label, ends: &[u8]) -> Result<(), Stop> {
    let len = c.rest().iter().take_while(|byte| !ends.contains(byte)).count();
    if len > 0 { c.text(label, len).map(drop) } else { Ok(()) }
}

/// A field that holds one other, which says what it is here.
pub(crate) fn marked<'c>(
    c: &'c mut Cursor<'_>,
    label: &'static Label,
    len: usize,
    value: Value,
    mark: Option<(&'static Label, Value)>,
) -> Result<&'c mut Field, Stop> {
    match mark {
        Some((mark, what)) if len > 0 => c.group(label, len, |c| c.leaf(mark, len, what).map(|_| value)),
        _ => c.leaf(label, len, value),
    }
}
