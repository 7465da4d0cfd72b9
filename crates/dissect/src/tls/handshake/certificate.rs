//! Certificate: who the sender is, and who vouches for it (RFC 8446 §4.4.2, RFC 5246 §7.4.2).

use crate::cursor::{Cursor, Stop, blame};
use crate::field::Value;
use crate::files::{self, Kind};
use crate::names::{keys, tls_messages as label};
use crate::tls::context::{Context, Place};
use crate::tls::extensions::extensions;
use crate::tls::read::{each, length, peek, vector};
use crate::x509;

/// The body of a Certificate message.
pub(super) fn certificate(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Result<(), Stop> {
    let is_13 = context.is_13().unwrap_or_else(|| !is_old(c));
    if is_13 {
        vector(c, &label::CONTEXT_LENGTH, 1, &label::CONTEXT)?;
    }
    let len = length(c, &label::CERTIFICATES_LENGTH, 3)?;
    if len == 0 {
        if let Some(field) = c.last() {
            field.value.meaning = Some("no certificate: the sender has none that it wants to show".into());
        }
        return Ok(());
    }
    let mut count = 0;
    let field = c.group(&label::CERTIFICATES, len, |c| {
        each(c, |c| {
            count += 1;
            entry(c, context, is_13)
        })
        .map(|()| Value::NONE)
    })?;
    field.value.meaning = Some(crate::cursor::count(count, "certificate").into());
    Ok(())
}

/// Whether the message has the shape of TLS 1.2: it begins with the length of the list, and that is all of the rest.
fn is_old(c: &Cursor<'_>) -> bool {
    peek(c, 3).is_some_and(|len| len + 3 == c.left() as u64)
}

fn entry(c: &mut Cursor<'_>, context: &mut Context<'_>, is_13: bool) -> Result<(), Stop> {
    context.spend(1)?;
    if !is_13 {
        return one(c, context);
    }
    let len = peek(c, 3).and_then(|len| usize::try_from(len).ok()).unwrap_or_default();
    let after = c.rest().get(3 + len..).and_then(|rest| rest.first_chunk()).map_or(0, |two| u16::from_be_bytes(*two));
    let whole = (3 + len + 2 + usize::from(after)).min(c.left());
    c.group(&label::CERTIFICATE_ENTRY, whole, |c| {
        one(c, context)?;
        extensions(c, context, Place::Certificate).map(|()| Value::NONE)
    })
    .map(drop)
}

fn one(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Result<(), Stop> {
    let len = length(c, &label::CERTIFICATE_LENGTH, 3)?;
    if len == 0 {
        if let Some(field) = c.last() {
            blame(field, "an empty certificate");
        }
        return Ok(());
    }
    context.der(c, &label::CERTIFICATE, len, |c| match files::recognise(c.rest()) {
        Kind::PublicKey => x509::public_key_info(c, &keys::SPKI),
        _ => x509::certificate(c).map(drop),
    })
}
