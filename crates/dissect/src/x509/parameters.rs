//! Parameters that stand in files of their own: groups for Diffie-Hellman (PKCS #3, X9.42), curves written out (SEC 1 §C.2).

use super::algorithm::point;
use crate::cursor::{Cursor, Stop, blame};
use crate::der::{self, Inside, Reading};
use crate::field::{Field, Value};
use crate::names::parameters as label;

/// A group with a shorter prime can be broken by whoever invests enough (RFC 7919 §1).
const SHORTEST: usize = 2048;

/// DHParameter, or DomainParameters of X9.42.
pub(crate) fn dh<'c>(c: &'c mut Cursor<'_>) -> Result<&'c mut Field, Stop> {
    der::sequence(c, &label::DH, |c| {
        let prime = der::primitive(c, &label::PRIME, der::INTEGER, large)?;
        let bits = 8 * prime.iter().skip_while(|byte| **byte == 0).count();
        if let Some(field) = c.last().filter(|_| bits < SHORTEST) {
            blame(field, format!("a prime of at most {bits} bits: fewer than {SHORTEST} are too few"));
        }
        der::primitive(c, &label::BASE, der::INTEGER, large)?;
        der::optional(c, &label::ORDER, der::INTEGER, large)?;
        while der::next_is(c, der::INTEGER) {
            der::primitive(c, &label::REST, der::INTEGER, large)?;
        }
        if c.left() > 0 {
            der::any(c, 0)?;
        }
        Ok(Value::NONE.meaning(der::bits(prime)))
    })
}

/// A number that may be large: then its length is all that can be said.
fn large(content: &[u8]) -> Reading {
    let reading = der::unsigned(content);
    match content.len() > 8 {
        true => Reading { value: Value::NONE.meaning(der::bits(content)), ..reading },
        false => reading,
    }
}

/// Bytes that may be many.
fn coordinate(content: &[u8]) -> Reading {
    match content.len() > 32 {
        true => der::opaque(content),
        false => der::octets(content),
    }
}

/// SpecifiedECDomain.
pub(crate) fn specified_curve<'c>(c: &'c mut Cursor<'_>) -> Result<&'c mut Field, Stop> {
    let field = der::sequence(c, &label::EC, |c| {
        der::primitive(c, &label::EC_VERSION, der::INTEGER, der::unsigned)?;
        der::sequence(c, &label::FIELD, field)?;
        der::sequence(c, &label::CURVE, |c| {
            der::primitive(c, &label::A, der::OCTET_STRING, coordinate)?;
            der::primitive(c, &label::B, der::OCTET_STRING, coordinate)?;
            if c.left() > 0 {
                der::whole_bytes(c, &label::SEED, der::BIT_STRING, |c| {
                    let (len, value) = (c.left(), der::hex(c.rest()));
                    if len > 0 {
                        c.leaf(&label::SEED, len, value)?;
                    }
                    Ok(Value::NONE)
                })?;
            }
            Ok(Value::NONE)
        })?;
        der::element(c, &label::GENERATOR, der::OCTET_STRING, |c| point(c, &[]))?;
        der::primitive(c, &label::ORDER_OF_BASE, der::INTEGER, large)?;
        der::optional(c, &label::COFACTOR, der::INTEGER, der::unsigned)?;
        Ok(Value::NONE)
    })?;
    blame(field, "a curve that is written out: it must be named, or a forger chooses one that suits him");
    Ok(field)
}

fn field(c: &mut Cursor<'_>) -> Inside {
    let kind = der::primitive(c, &label::FIELD_TYPE, der::OID, der::object_identifier)?;
    match der::next_is(c, der::INTEGER) {
        true => drop(der::primitive(c, &label::FIELD_PRIME, der::INTEGER, large)?),
        false => der::all(c, 0),
    }
    Ok(Value::text(der::oid_name(kind)))
}
