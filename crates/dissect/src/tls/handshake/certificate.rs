//! Certificate: who the sender is, and who vouches for it (RFC 8446 §4.4.2, RFC 5246 §7.4.2). CertificateRequest: the server
//! asks who the client is (RFC 8446 §4.3.2, RFC 5246 §7.4.4).

use crate::cursor::{Cursor, Stop, blame};
use crate::field::Value;
use crate::files::{self, Kind};
use crate::names::{keys, tls_extensions as extension, tls_messages as label};
use crate::tls::codes;
use crate::tls::context::{Context, Place};
use crate::tls::extensions::{authorities, extensions, signature_scheme};
use crate::tls::read::{byte, each, length, list, peek, vector};
use crate::x509;

/// The body of a Certificate message.
pub(super) fn certificate(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Result<(), Stop> {
    let is_13 = context.is_13().unwrap_or_else(|| !is_all(c));
    if is_13 {
        vector(c, &label::CONTEXT_LENGTH, 1, &label::CONTEXT)?;
    }
    let len = length(c, &label::CERTIFICATES_LENGTH, 3)?;
    if len == 0 {
        if let Some(field) = c.last() {
            field.value.meaning = Some("no certificate: the sender has none that it wants to send".into());
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

/// Whether a length of three bytes says how much follows it, up to the end. So begins a Certificate of TLS 1.2, with the length
/// of its list, and a CertificateRequest of TLS 1.3 during a handshake: with an empty context and the extensions' length.
fn is_all(c: &Cursor<'_>) -> bool {
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

/// The body of a CertificateRequest.
pub(super) fn request(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Result<(), Stop> {
    if context.is_13().unwrap_or_else(|| is_all(c)) {
        vector(c, &label::CONTEXT_LENGTH, 1, &label::CONTEXT)?;
        return extensions(c, context, Place::Request);
    }
    list(c, &label::CERT_TYPES_COUNT, 1, &label::CERT_TYPES, |c| {
        byte(c, &label::CERT_TYPE, codes::client_certificate).map(drop)
    })?;
    if context.names_signatures() {
        list(c, &extension::SCHEMES_LENGTH, 2, &extension::SCHEMES, signature_scheme)?;
    }
    authorities(c, context)
}
