//! CertificateRequest: the server asks who the client is (RFC 8446 §4.3.2, RFC 5246 §7.4.4).

use crate::cursor::{Cursor, Stop};
use crate::names::{tls_extensions as extension, tls_messages as label};
use crate::tls::codes;
use crate::tls::context::{Context, Place};
use crate::tls::extensions::{authorities, extensions, signature_scheme};
use crate::tls::read::{byte, list, peek, vector};

/// The body of a CertificateRequest.
pub(super) fn request(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Result<(), Stop> {
    if context.is_13().unwrap_or_else(|| is_new(c)) {
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

/// Whether the message has the shape of TLS 1.3 during a handshake: an empty context, and extensions up to the end.
fn is_new(c: &Cursor<'_>) -> bool {
    peek(c, 3).is_some_and(|len| len + 3 == c.left() as u64)
}
