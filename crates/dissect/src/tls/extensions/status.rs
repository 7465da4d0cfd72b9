//! What authorities and logs say: OCSP, timestamps, and whose certificates will do.

use crate::cursor::{Cursor, Stop, stop};
use crate::field::Value;
use crate::names::{UNEXPLAINED, tls_messages, tls_rare as label};
use crate::tls::codes;
use crate::tls::context::Context;
use crate::tls::read::{byte, each, length, list};
use crate::x509;

/// status_request of a client: which kind, whose word, what else.
pub(super) fn request(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Result<(), Stop> {
    let kind = byte(c, &tls_messages::STATUS_TYPE, codes::status_type)?;
    if kind != 1 {
        return stop(format!("a status of type {kind}: this program knows only type 1"));
    }
    ocsp(c, context)
}

fn ocsp(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Result<(), Stop> {
    list(c, &label::RESPONDERS_LENGTH, 2, &label::RESPONDERS, |c| {
        let len = length(c, &label::RESPONDER_LENGTH, 2)?;
        context.der(c, &label::RESPONDER, len, x509::ocsp::responder)
    })?;
    let len = length(c, &label::REQUEST_EXTENSIONS_LENGTH, 2)?;
    if len > 0 {
        context.der(c, &label::REQUEST_EXTENSIONS, len, x509::ocsp::wishes)?;
    }
    Ok(())
}

/// status_request_v2 of a client.
pub(super) fn request_v2(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Result<(), Stop> {
    let len = length(c, &label::STATUS_LIST_LENGTH, 2)?;
    if len != c.left() {
        return stop(format!("the list announces {len} bytes and has {}", c.left()));
    }
    each(c, |c| {
        byte(c, &tls_messages::STATUS_TYPE, codes::status_type)?;
        let len = length(c, &label::STATUS_LENGTH, 2)?;
        let before = c.left();
        ocsp(c, context)?;
        if before - c.left() != len {
            return stop(format!("{len} bytes are announced, but {} are here", before - c.left()));
        }
        Ok(())
    })
}

/// certificate_authorities: names, each in DER.
pub(in crate::tls) fn authorities(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Result<(), Stop> {
    list(c, &tls_messages::DNAMES_LENGTH, 2, &tls_messages::DNAMES, |c| {
        let len = length(c, &tls_messages::DNAME_LENGTH, 2)?;
        context.spend(1 + len / 2)?;
        let before = c.left();
        if len > 0 {
            x509::distinguished_name(c, &tls_messages::DNAME_ELEMENT, &tls_messages::DNAME)?;
        }
        match (before - c.left()).checked_sub(len) {
            Some(0) => Ok(()),
            Some(over) => stop(format!("a name that is {over} bytes longer than announced")),
            None => {
                let rest = len - (before - c.left());
                c.leaf(&UNEXPLAINED, rest, Value::NONE).map(drop)
            }
        }
    })
}
