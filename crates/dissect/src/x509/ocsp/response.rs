//! The answer (RFC 6960 §4.2).

use super::{cert_id, explicit, signed, version};
use crate::cursor::{Cursor, Stop, blame, stop};
use crate::der::{self, Inside, Reading, Tag};
use crate::field::{Datum, Field, Label, Value};
use crate::names::ocsp as label;
use crate::x509::extension::reason;
use crate::x509::extensions::{self, extensions};
use crate::x509::name;

/// An OCSPResponse.
pub(crate) fn response<'c>(c: &'c mut Cursor<'_>) -> Result<&'c mut Field, Stop> {
    der::sequence(c, &label::RESPONSE, |c| {
        let status = der::primitive(c, &label::STATUS, der::ENUMERATED, self::status)?;
        let answered = der::number(status) == Some(0);
        let there = der::next_is(c, Tag::context(0));
        explicit(c, 0, |c| {
            der::sequence(c, &label::RESPONSE_BYTES, |c| {
                let kind = der::primitive(c, &label::RESPONSE_TYPE, der::OID, der::object_identifier)?;
                der::element(c, &label::BOX, der::OCTET_STRING, |c| match der::oid_name(kind).as_str() {
                    "basicOCSPResponse" => basic(c).map(der::none),
                    _ => der::plain_content(c),
                })
                .map(der::none)
            })
            .map(der::none)
        })?;
        match (answered, there) {
            (true, false) => stop("successful, and no answer follows"),
            (false, true) => stop("an answer after an error"),
            _ => Ok(Value::NONE),
        }
    })
}

/// An OCSPResponseStatus.
fn status(content: &[u8]) -> Reading {
    let number = der::number(content).unwrap_or(u64::MAX);
    let (name, meaning) = match number {
        0 => ("successful", "an answer follows"),
        1 => ("malformedRequest", "the responder does not understand the question"),
        2 => ("internalError", "the responder failed: ask another one, or later"),
        3 => ("tryLater", "the responder cannot answer now"),
        5 => ("sigRequired", "the responder answers signed requests only"),
        6 => ("unauthorized", "the responder does not answer this client, or is not responsible for this certificate"),
        _ => return Reading::bad(der::integer(content).value, "a response status that does not exist"),
    };
    let value = Value { datum: Datum::Named { number, name: name.into() }, meaning: Some(meaning.into()) };
    Reading { value, ..der::integer(content) }
}

/// A BasicOCSPResponse.
fn basic<'c>(c: &'c mut Cursor<'_>) -> Result<&'c mut Field, Stop> {
    der::sequence(c, &label::BASIC, |c| {
        der::sequence(c, &label::TBS_RESPONSE, said)?;
        signed(c).map(der::none)
    })
}

fn said(c: &mut Cursor<'_>) -> Inside {
    version(c)?;
    responder(c)?;
    time(c, &label::PRODUCED_AT)?;
    der::each_sequence(c, &label::RESPONSES, der::SEQUENCE, ("certificate", &label::SINGLE), single)?;
    explicit(c, 1, |c| extensions(c, &extensions::STATUS_RESPONSE).map(der::none))?;
    Ok(Value::NONE)
}

/// A ResponderID.
pub(crate) fn responder(c: &mut Cursor<'_>) -> Result<(), Stop> {
    match der::peek(c) {
        Some(tag) if tag == Tag::context(1) => der::element(c, &label::RESPONDER, tag, |c| {
            Ok(Value { meaning: None, ..name::name(c, &label::BY_NAME)?.value.clone() })
        }),
        Some(tag) if tag == Tag::context(2) => der::element(c, &label::RESPONDER, tag, |c| {
            let hash = der::primitive(c, &label::BY_KEY, der::OCTET_STRING, der::octets)?;
            Ok(der::hex(hash).meaning("the hash of a key"))
        }),
        _ => return stop("a responder is a name [1] or the hash of a key [2]"),
    }
    .map(drop)
}

/// A GeneralizedTime, which all times of OCSP are; seconds since 1970.
fn time(c: &mut Cursor<'_>, label: &'static Label) -> Result<Option<u64>, Stop> {
    let mut seconds = None;
    der::primitive(c, label, der::GENERALIZED_TIME, |content| {
        let reading = der::generalized(content);
        if let Datum::Time(time) = reading.value.datum {
            seconds = Some(time);
        }
        reading
    })?;
    Ok(seconds)
}

fn single(c: &mut Cursor<'_>) -> Inside {
    let serial = match &cert_id(c, &label::CERT_ID)?.value.datum {
        Datum::Text(serial) => serial.clone(),
        _ => String::new(),
    };
    let status = cert_status(c)?;
    let from = time(c, &label::THIS_UPDATE)?;
    let mut until = None;
    explicit(c, 0, |c| {
        until = time(c, &label::NEXT_UPDATE)?;
        Ok(Value::NONE)
    })?;
    if from.zip(until).is_some_and(|(from, until)| until < from)
        && let Some(field) = c.last()
    {
        blame(field, "the next update is before this one");
    }
    explicit(c, 1, |c| extensions(c, &extensions::STATUS_ANSWER).map(der::none))?;
    Ok(Value::text(format!("{serial} is {status}")))
}

/// A CertStatus; its name.
fn cert_status(c: &mut Cursor<'_>) -> Result<&'static str, Stop> {
    let named = |number, name: &'static str| Value { datum: Datum::Named { number, name: name.into() }, meaning: None };
    let tag = der::peek(c).filter(|tag| tag.class == 2);
    match tag.map(|tag| tag.number) {
        Some(0) => der::element(c, &label::GOOD, Tag::primitive(0), |_| Ok(named(0, "good"))).map(|_| "good"),
        Some(1) => der::element(c, &label::REVOKED, Tag::context(1), |c| {
            time(c, &label::REVOCATION_TIME)?;
            explicit(c, 0, |c| der::primitive(c, &label::REVOCATION_REASON, der::ENUMERATED, reason).map(der::none))?;
            Ok(named(1, "revoked"))
        })
        .map(|_| "revoked"),
        Some(2) => der::element(c, &label::UNKNOWN, Tag::primitive(2), |_| Ok(named(2, "unknown"))).map(|_| "unknown"),
        _ => stop("a status is good [0], revoked [1] or unknown [2]"),
    }
}
