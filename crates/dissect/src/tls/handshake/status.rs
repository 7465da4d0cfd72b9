//! What an authority says about a certificate today, and where certificates may be fetched (RFC 6066 §5, §8; RFC 6961).

use crate::cursor::{Cursor, Stop, stop};
use crate::der;
use crate::names::tls_messages as label;
use crate::tls::codes;
use crate::tls::context::{Context, any_der};
use crate::tls::read::{byte, each, length, list, rest};
use crate::x509::ocsp;

/// The body of a CertificateStatus: the same stands in the extension status_request beside a certificate of TLS 1.3.
pub(in crate::tls) fn status(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Result<(), Stop> {
    match byte(c, &label::STATUS_TYPE, codes::status_type)? {
        1 => response(c, context),
        2 => {
            let len = length(c, &label::OCSP_LIST_LENGTH, 3)?;
            if len != c.left() {
                return stop(format!("the list announces {len} bytes and has {}", c.left()));
            }
            each(c, |c| response(c, context))
        }
        other => stop(format!("a status of type {other}: only 1 and 2 exist")),
    }
}

fn response(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Result<(), Stop> {
    context.spend(1)?;
    match length(c, &label::OCSP_LENGTH, 3)? {
        0 => Ok(()),
        len => context.der(c, &label::OCSP, len, |c| match der::next_is(c, der::SEQUENCE) {
            true => ocsp::response(c).map(drop),
            false => any_der(c),
        }),
    }
}

/// The body of a CertificateURL.
pub(super) fn urls(c: &mut Cursor<'_>) -> Result<(), Stop> {
    byte(c, &label::URL_TYPE, codes::url_type)?;
    list(c, &label::URLS_LENGTH, 2, &label::URLS, |c| rest(c, &label::URLS_TEXT))
}
