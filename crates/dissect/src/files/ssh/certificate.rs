//! A certificate of OpenSSH: a CA vouches for a key (PROTOCOL.certkeys).

use super::key;
use super::parts::{Budget, number, opaque, string, text, within};
use crate::cursor::{Cursor, Stop, blame, count, preview};
use crate::der;
use crate::field::{Datum, Label, Value};
use crate::names::ssh as label;
use crate::read::{each, plain, rest};

/// No year has more than four digits before this second.
const END_OF_TIME: u64 = 253_402_300_800;

/// All of it; its value is its kind.
pub(super) fn certificate(c: &mut Cursor<'_>, budget: &mut Budget) -> Result<Value, Stop> {
    let kind = key::kind(c)?;
    string(c, &label::NONCE_LENGTH, &label::NONCE, der::hex)?;
    key::numbers(c, kind)?;
    plain(c, &label::SERIAL, 8)?;
    let whose = whose(c)?;
    string(c, &label::KEY_ID_LENGTH, &label::KEY_ID, text)?;
    principals(c, budget)?;
    let from = time(c, &label::VALID_AFTER)?;
    let until = time(c, &label::VALID_BEFORE)?;
    if let Some(field) = c.last().filter(|_| until <= from) {
        blame(field, "it ends before it begins");
    }
    within(c, &label::CRITICAL_LENGTH, &label::CRITICAL, |c| options(c, budget))?;
    within(c, &label::EXTENSIONS_LENGTH, &label::EXTENSIONS, |c| options(c, budget))?;
    string(c, &label::RESERVED_LENGTH, &label::RESERVED, opaque)?;
    within(c, &label::CA_LENGTH, &label::CA, key::public)?;
    within(c, &label::SIGNATURE_LENGTH, &label::SIGNATURE, signature)?;
    crate::read::nothing_more(c)?;
    Ok(text(kind).meaning(whose))
}

/// Whether it is a user's or a host's.
fn whose(c: &mut Cursor<'_>) -> Result<&'static str, Stop> {
    let kind = crate::read::peek(c, 4).unwrap_or_default();
    let (name, whose) = match kind {
        1 => ("user", "a user's certificate"),
        2 => ("host", "a host's certificate"),
        _ => ("unknown", "a certificate of a type that does not exist"),
    };
    let value = Value { datum: Datum::Named { number: kind, name: name.into() }, meaning: None };
    let field = c.leaf(&label::CERT_TYPE, 4, value)?;
    if name == "unknown" {
        blame(field, "there are 1 (user) and 2 (host)");
    }
    Ok(whose)
}

fn principals(c: &mut Cursor<'_>, budget: &mut Budget) -> Result<(), Stop> {
    let mut names = 0;
    within(c, &label::PRINCIPALS_LENGTH, &label::PRINCIPALS, |c| {
        each(c, |c| {
            budget.spend()?;
            names += 1;
            string(c, &label::PRINCIPAL_LENGTH, &label::PRINCIPAL, text).map(drop)
        })?;
        Ok(Value::NONE.meaning(count(names, "principal")))
    })?;
    if let Some(field) = c.last().filter(|_| names == 0) {
        blame(field, "no principals: it is valid for every user, or every host");
    }
    Ok(())
}

/// Seconds since 1970; all bits set stand for no end.
fn time(c: &mut Cursor<'_>, label: &'static Label) -> Result<u64, Stop> {
    let seconds = crate::read::peek(c, 8).unwrap_or_default();
    let value = match seconds {
        0 => Value::number(0).meaning("since ever"),
        u64::MAX => Value::text("never").meaning("it has no end"),
        END_OF_TIME.. => Value::number(seconds).meaning("later than the year 9999"),
        _ => Value::time(seconds),
    };
    c.leaf(label, 8, value)?;
    Ok(seconds)
}

/// Options or extensions: pairs of a name and data, sorted by name.
fn options(c: &mut Cursor<'_>, budget: &mut Budget) -> Result<Value, Stop> {
    let mut last = &[][..];
    let mut number = 0;
    each(c, |c| {
        budget.spend()?;
        number += 1;
        let mut name = &[][..];
        let field = c.group(&label::OPTION, option_len(c), |c| {
            name = string(c, &label::OPTION_NAME_LENGTH, &label::OPTION_NAME, text)?;
            within(c, &label::OPTION_DATA_LENGTH, &label::OPTION_TEXT, |c| {
                string(c, &label::OPTION_TEXT_LENGTH, &label::OPTION_TEXT, preview)?;
                Ok(Value::NONE)
            })?;
            Ok(text(name))
        })?;
        if name <= last && !last.is_empty() {
            blame(field, "options are sorted by name, and each is there once");
        }
        last = name;
        Ok(())
    })?;
    Ok(Value::NONE.meaning(count(number, "option")))
}

/// How long the next option is, as far as it is there: two strings.
fn option_len(c: &Cursor<'_>) -> usize {
    let length = |at: usize| {
        let four = c.rest().get(at..).and_then(|rest| rest.first_chunk());
        four.map_or(usize::MAX, |four| u32::from_be_bytes(*four) as usize)
    };
    let first = 4usize.saturating_add(length(0));
    first.saturating_add(4).saturating_add(length(first)).min(c.left())
}

/// A signature: its kind, its bytes, and what a security key adds.
fn signature(c: &mut Cursor<'_>) -> Result<Value, Stop> {
    let kind = string(c, &label::SIGNATURE_TYPE_LENGTH, &label::SIGNATURE_TYPE, text)?;
    if let Some(field) = c.last().filter(|_| kind == b"ssh-rsa" || kind == b"ssh-dss") {
        blame(field, "a signature with SHA-1, which is broken: OpenSSH refuses it since 8.2");
    }
    let is_ecdsa = kind.starts_with(b"ecdsa-sha2-") || kind.starts_with(b"sk-ecdsa-sha2-");
    match is_ecdsa {
        true => within(c, &label::SIGNATURE_BYTES_LENGTH, &label::SIGNATURE_BYTES, |c| {
            number(c, &label::SIGNATURE_BYTES)?;
            number(c, &label::SIGNATURE_BYTES)?;
            Ok(Value::NONE.meaning("r and s"))
        })?,
        false => drop(string(c, &label::SIGNATURE_BYTES_LENGTH, &label::SIGNATURE_BYTES, opaque)?),
    }
    if kind.starts_with(b"sk-") {
        rest(c, &label::SIGNATURE_TOUCH)?;
    }
    Ok(text(kind))
}
