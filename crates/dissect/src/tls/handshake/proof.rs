//! What proves something: signatures (RFC 8446 §4.4.3).

use crate::cursor::{Cursor, Stop};
use crate::field::Label;
use crate::tls::context::Context;
use crate::tls::extensions::signature_scheme;
use crate::tls::read::vector;

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
