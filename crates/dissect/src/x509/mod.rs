//! X.509 certificates, to the last bit (RFC 5280 §4.1). Nothing is verified here: what a signature is worth is not read.

mod algorithm;
mod cms;
mod crl;
mod csr;
mod extension;
mod extensions;
mod general_name;
mod name;
pub(super) mod ocsp;
mod parameters;
mod pbe;
mod sentence;
mod signature;

pub(super) use algorithm::{Algorithm, algorithm, point, public_key, public_key_info, rsa_public};
pub(super) use cms::cms;
pub(super) use crl::crl;
pub(super) use csr::csr;
pub(super) use extension::timestamps;
pub(super) use name::distinguished_name;
pub(super) use parameters::{dh, specified_curve};
pub use sentence::{sentence, sentences};

use super::cursor::{Cursor, Stop, blame, stop};
use super::der::{self, Inside, Tag};
use super::field::{Datum, Field, Label, Value};
use super::names::x509 as label;
use signature::{signature, signature_bytes};

/// A certificate; its meaning is the sentence that it says.
pub(super) fn certificate<'c>(c: &'c mut Cursor<'_>) -> Result<&'c mut Field, Stop> {
    let field = der::sequence(c, &label::CERTIFICATE, |c| {
        let mut inside = &[][..];
        der::sequence(c, &label::TBS_CERTIFICATE, |c| tbs_certificate(c, &mut inside))?;
        signed(c, inside, &label::ALGORITHM_IDENTIFIER, &label::ENCRYPTED).map(der::none)
    })?;
    if let Some(sentence) = sentence::of(field) {
        field.value.meaning = Some(sentence.into());
    }
    Ok(field)
}

/// What a certificate's signature covers; `algorithm` becomes the bytes of its signature algorithm.
fn tbs_certificate<'a>(c: &mut Cursor<'a>, algorithm: &mut &'a [u8]) -> Inside {
    let mut version = 0;
    if der::next_is(c, Tag::context(0)) {
        der::element(c, &label::VERSION_TAG, Tag::context(0), |c| {
            version = self::version(c, &label::VERSION, &["version 1", "version 2", "version 3"])?;
            Ok(Value::NONE)
        })?;
    }
    serial(c, &label::SERIAL_NUMBER)?;
    *algorithm = self::algorithm(c, &label::SIGNATURE)?.whole;
    name::name(c, &label::ISSUER)?;
    validity(c)?;
    name::name(c, &label::SUBJECT)?;
    public_key_info(c, &label::PUBLIC_KEY_INFO)?;
    for (number, label) in [(1, &label::ISSUER_UID), (2, &label::SUBJECT_UID)] {
        if der::next_is(c, Tag::primitive(number)) {
            // Any number of bits may be an identifier.
            der::bit_string(c, label, Tag::primitive(number), |c, _| signature_bytes(c))?;
        }
    }
    if der::next_is(c, Tag::context(3)) {
        let field = der::element(c, &label::EXTENSIONS_TAG, Tag::context(3), |c| {
            extensions::extensions(c, &extensions::CERTIFICATE).map(der::none)
        })?;
        if version != 2 {
            blame(field, format!("extensions need version 3, but this is version {}", version + 1));
        }
    }
    Ok(Value::NONE)
}

/// A version number, with the names of those that are known, from 0 on.
fn version(c: &mut Cursor<'_>, label: &'static Label, names: &[&'static str]) -> Result<u64, Stop> {
    let content = der::primitive(c, label, der::INTEGER, |content| {
        let reading = der::unsigned(content);
        let known = der::number(content).and_then(|n| names.get(usize::try_from(n).ok()?));
        match known {
            Some(name) => reading.meaning(*name),
            None => der::Reading::bad(reading.value, "a version that does not exist"),
        }
    })?;
    Ok(der::number(content).unwrap_or(u64::MAX - 1).min(u64::MAX - 1))
}

/// A serial number: positive, at most 20 bytes (RFC 5280 §4.1.2.2).
fn serial(c: &mut Cursor<'_>, label: &'static Label) -> Result<(), Stop> {
    const MOST: usize = 20;
    der::primitive(c, label, der::INTEGER, |content| {
        let mut reading = der::integer(content);
        reading.value = der::hex(content);
        let problem = match content {
            [0x80..=0xff, ..] => Some("a negative serial number: it must be positive"),
            [0] => Some("the serial number 0: it must be positive"),
            long if long.len() > MOST => Some("a serial number of more than 20 bytes"),
            _ => None,
        };
        reading.problem = reading.problem.or(problem.map(Into::into));
        reading
    })
    .map(drop)
}

fn validity(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let (mut from, mut to) = (None, None);
    let field = der::sequence(c, &label::VALIDITY, |c| {
        from = time(c, &label::NOT_BEFORE)?;
        to = time(c, &label::NOT_AFTER)?;
        let days = from.zip(to).and_then(|(from, to)| Some(to.checked_sub(from)?.checked_add(1)? / 86_400));
        Ok(days.map_or(Value::NONE, |days| Value::NONE.meaning(super::cursor::count(days, "day"))))
    })?;
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        blame(field, "the period ends before it begins");
    }
    Ok(())
}

/// A time, in one of the two forms; seconds since 1970, if it is one after 1970.
fn time(c: &mut Cursor<'_>, label: &'static Label) -> Result<Option<u64>, Stop> {
    let mut seconds = None;
    let mut read = |reading: der::Reading| {
        if let Datum::Time(time) = reading.value.datum {
            seconds = Some(time);
        }
        reading
    };
    match der::peek(c) {
        Some(der::UTC_TIME) => {
            der::primitive_as(c, label, &label::UTC_TIME, der::UTC_TIME, |content| read(der::utc(content)))?
        }
        Some(der::GENERALIZED_TIME) => {
            let tag = der::GENERALIZED_TIME;
            der::primitive_as(c, label, &label::GENERALIZED_TIME, tag, |content| {
                read(der::generalized_validity(content))
            })?
        }
        _ => return stop(format!("{}: a UTCTime or a GeneralizedTime is required here", label.name)),
    };
    Ok(seconds)
}

/// Algorithm and signature after what they sign; `inside`: the algorithm that stands in what is signed, if it does.
fn signed(
    c: &mut Cursor<'_>,
    inside: &[u8],
    algorithm_label: &'static Label,
    label: &'static Label,
) -> Result<(), Stop> {
    let found = algorithm(c, algorithm_label)?;
    if !inside.is_empty()
        && found.whole != inside
        && let Some(field) = c.last()
    {
        blame(field, "it differs from the one inside the signed part, but the two must agree");
    }
    der::whole_bytes(c, label, der::BIT_STRING, |c| signature(c, found.name()))
}
