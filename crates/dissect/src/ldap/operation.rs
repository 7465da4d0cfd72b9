//! What is asked of a directory and what it answers.

use super::element::{all, element, leaf, number, tag, text};
use crate::codes::{lists, named};
use crate::cursor::{Cursor, Stop, lossy};
use crate::field::{Label, Value};
use crate::login::{self, Mechanism};
use crate::names::{ldap as label, upgrade};

/// The extended operation that asks for TLS (RFC 4511 §4.14).
const START_TLS: &[u8] = b"1.3.6.1.4.1.1466.20037";

/// What a message says beside its fields.
#[derive(Default)]
pub(super) struct Found {
    /// The number of the message that asked for TLS before.
    pub(super) asked: Option<u64>,
    /// The tag of the operation.
    pub(super) operation: u8,
    pub(super) upgrade: Option<Upgrade>,
    /// The message's own number.
    pub(super) id: u64,
}

/// What it says of TLS.
pub(super) enum Upgrade {
    /// The message with this number asks for it.
    Asked(u64),
    Granted,
    Refused,
}

lists! {
    /// How an operation went (RFC 4511 §4.1.9).
    look result(u16) {
        0 = "success";
        1 = "operationsError";
        2 = "protocolError", "the server does not understand the request or does not support it";
        3 = "timeLimitExceeded";
        4 = "sizeLimitExceeded", "there are more results than the server sends";
        5 = "compareFalse";
        6 = "compareTrue";
        7 = "authMethodNotSupported";
        8 = "strongerAuthRequired", "this needs TLS or a different login method";
        10 = "referral", "another server has the answer";
        11 = "adminLimitExceeded";
        12 = "unavailableCriticalExtension";
        13 = "confidentialityRequired", "this needs TLS";
        14 = "saslBindInProgress", "the login continues";
        16 = "noSuchAttribute";
        17 = "undefinedAttributeType";
        19 = "constraintViolation";
        20 = "attributeOrValueExists";
        21 = "invalidAttributeSyntax";
        32 = "noSuchObject", "this entry does not exist";
        34 = "invalidDNSyntax";
        48 = "inappropriateAuthentication";
        49 = "invalidCredentials", "the name or password is wrong";
        50 = "insufficientAccessRights";
        51 = "busy";
        52 = "unavailable", "the server cannot do this for the moment";
        53 = "unwillingToPerform", "the server refuses";
        64 = "namingViolation";
        65 = "objectClassViolation";
        68 = "entryAlreadyExists";
        80 = "other";
    }

    /// How deep a search goes.
    look scope(u16) {
        0 = "only this entry";
        1 = "one level below";
        2 = "this entry and everything below it";
    }
}

/// The name of an operation.
pub(super) fn name(operation: u8) -> &'static str {
    match operation {
        0x60 => "bind request",
        0x61 => "bind response",
        0x42 => "unbind request",
        0x63 => "search request",
        0x64 => "search result entry",
        0x65 => "search result done",
        0x73 => "search result reference",
        0x66 => "modify request",
        0x67 => "modify response",
        0x68 => "add request",
        0x69 => "add response",
        0x4a => "delete request",
        0x6b => "delete response",
        0x6c => "rename request",
        0x6d => "rename response",
        0x6e => "compare request",
        0x6f => "compare response",
        0x50 => "abandon request",
        0x77 => "extended request",
        0x78 => "extended response",
        0x79 => "intermediate response",
        _ => "unknown operation",
    }
}

/// A message.
pub(super) fn message(c: &mut Cursor<'_>, found: &mut Found) -> Result<(), Stop> {
    element(c, &label::MESSAGE, |c| {
        found.id = element_number(c);
        leaf(c, &label::ID_ELEMENT, &label::ID, |bytes| Value::number(number(bytes)))?;
        found.operation = tag(c).unwrap_or_default();
        let value = Value::text(name(found.operation));
        element(c, &label::OPERATION, |c| operation(c, found).map(|()| value))?;
        all(c, 0).map(|()| Value::NONE)
    })
    .map(drop)
}

/// The number in the next element, unread.
fn element_number(c: &Cursor<'_>) -> u64 {
    let [_, len, rest @ ..] = c.rest() else { return 0 };
    rest.get(..usize::from(*len)).map_or(0, number)
}

fn operation(c: &mut Cursor<'_>, found: &mut Found) -> Result<(), Stop> {
    match found.operation {
        0x60 => bind(c),
        0x61 | 0x65 | 0x67 | 0x69 | 0x6b | 0x6d | 0x6f | 0x78 => answer(c, found),
        0x63 => search(c),
        0x64 => {
            leaf(c, &label::FIELD, &label::OBJECT, text)?;
            all(c, 0)
        }
        0x77 => extended(c, found),
        0x4a if c.left() > 0 => c.text(&label::DELETED, c.left()).map(drop),
        0x50 if c.left() > 0 => {
            let value = Value::number(number(c.rest()));
            c.leaf(&label::ABANDONED, c.left(), value).map(drop)
        }
        0x42 | 0x4a | 0x50 if c.left() == 0 => Ok(()),
        _ => all(c, 0),
    }
}

/// Who logs in, and how.
fn bind(c: &mut Cursor<'_>) -> Result<(), Stop> {
    leaf(c, &label::FIELD, &label::VERSION, |bytes| Value::number(number(bytes)))?;
    inner(c, &label::NAME, &upgrade::USER)?;
    match tag(c) {
        Some(0x80) => inner(c, &label::SIMPLE, &upgrade::PASSWORD)?,
        Some(0xa3) => {
            element(c, &label::FIELD, |c| {
                leaf(c, &label::FIELD, &label::MECHANISM, Mechanism::value)?;
                if c.left() > 0 {
                    leaf(c, &label::FIELD, &label::CREDENTIALS, |_| Value::NONE)?;
                }
                Ok(Value::NONE)
            })?;
        }
        _ => {}
    }
    all(c, 0)
}

/// An element whose value is a field that says more inside.
fn inner(c: &mut Cursor<'_>, label: &'static Label, inside: &'static Label) -> Result<(), Stop> {
    element(c, &label::FIELD, |c| {
        if c.left() > 0 {
            c.group(label, c.left(), |c| login::all(c, inside).map(|()| Value::NONE))?;
        }
        Ok(Value::NONE)
    })
    .map(drop)
}

fn answer(c: &mut Cursor<'_>, found: &mut Found) -> Result<(), Stop> {
    let code = element_number(c);
    let about_tls = found.operation == 0x78 && found.asked == Some(found.id);
    if about_tls {
        found.upgrade = Some(if code == 0 { Upgrade::Granted } else { Upgrade::Refused });
    }
    let (mark, meaning) = match code {
        0 => (&upgrade::GRANT, "yes: TLS begins after this message"),
        _ => (&upgrade::REFUSE, "no: a client that continues anyway continues in the clear"),
    };
    element(c, &label::FIELD, |c| {
        let value = result(u16::try_from(code).unwrap_or(u16::MAX));
        let mark = about_tls.then(|| (mark, Value::NONE.meaning(meaning)));
        if c.left() > 0 {
            login::marked(c, &label::RESULT, c.left(), value, mark)?;
        }
        Ok(Value::NONE)
    })?;
    leaf(c, &label::FIELD, &label::MATCHED, text)?;
    leaf(c, &label::FIELD, &label::ERROR, text)?;
    while let Some(tag) = tag(c) {
        match tag {
            0x8a => leaf(c, &label::FIELD, &label::RESPONSE_NAME, oid)?,
            _ => return all(c, 0),
        }
    }
    Ok(())
}

fn extended(c: &mut Cursor<'_>, found: &mut Found) -> Result<(), Stop> {
    let starts = c.rest().get(2..).is_some_and(|rest| rest.starts_with(START_TLS));
    if starts {
        found.upgrade = Some(Upgrade::Asked(found.id));
    }
    let ask = Value::NONE.meaning("the client asks to switch to TLS, and the answer decides");
    element(c, &label::FIELD, |c| {
        let value = oid(c.rest());
        if c.left() > 0 {
            login::marked(c, &label::REQUEST_NAME, c.left(), value, starts.then_some((&upgrade::ASK, ask)))?;
        }
        Ok(Value::NONE)
    })?;
    all(c, 0)
}

/// An object identifier, as text.
fn oid(bytes: &[u8]) -> Value {
    let value = Value::text(lossy(bytes));
    match bytes {
        START_TLS => value.meaning("StartTLS"),
        b"1.3.6.1.4.1.4203.1.11.1" => value.meaning("change the password"),
        b"1.3.6.1.4.1.4203.1.11.3" => value.meaning("who am I?"),
        b"1.3.6.1.4.1.1466.20036" => value.meaning("notice of disconnection"),
        _ => value,
    }
}

fn search(c: &mut Cursor<'_>) -> Result<(), Stop> {
    leaf(c, &label::FIELD, &label::BASE, text)?;
    leaf(c, &label::FIELD, &label::SCOPE, |bytes| scope(u16::try_from(number(bytes)).unwrap_or(u16::MAX)))?;
    leaf(c, &label::FIELD, &label::DEREF, |bytes| match number(bytes) {
        0 => named(0u64, "never"),
        1 => named(1u64, "while searching"),
        2 => named(2u64, "while finding the base"),
        3 => named(3u64, "always"),
        other => Value::number(other),
    })?;
    leaf(c, &label::FIELD, &label::SIZE_LIMIT, |bytes| Value::number(number(bytes)))?;
    leaf(c, &label::FIELD, &label::TIME_LIMIT, |bytes| Value::number(number(bytes)))?;
    leaf(c, &label::FIELD, &label::TYPES_ONLY, |bytes| Value::number(number(bytes)))?;
    all(c, 0)
}
