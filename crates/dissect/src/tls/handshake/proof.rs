//! What proves something: signatures, and the MAC of Finished (RFC 8446 §4.4.3, §4.4.4).

use crate::cursor::{Cursor, Stop};
use crate::field::Label;
use crate::names::tls_messages as label;
use crate::tls::context::Context;
use crate::tls::extensions::signature_scheme;
use crate::tls::read::{opaque, vector};

/// The body of a CertificateVerify.
pub(super) fn certificate_verify(c: &mut Cursor<'_>, context: &Context<'_>) -> Result<(), Stop> {
    signature(c, context, &label::VERIFY_LENGTH, &label::VERIFY)
}

/// A signature with its algorithm before it (TLS 1.2 and later) and its length.
pub(super) fn signature(
    c: &mut Cursor<'_>,
    context: &Context<'_>,
    len: &'static Label,
    label: &'static Label,
) -> Result<(), Stop> {
    if context.names_signatures() {
        signature_scheme(c)?;
    }
    vector(c, len, 2, label)
}

/// The body of a Finished: 12 bytes up to TLS 1.2, in 1.3 as many as the hash has.
pub(super) fn finished(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let left = c.left();
    opaque(c, &label::VERIFY_DATA, left)
}
