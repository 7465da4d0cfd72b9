//! Extensions that few connections have.

use super::{ech, names, signature_scheme, wrapped};
use crate::cursor::{Cursor, Stop, bytes};
use crate::der;
use crate::field::Value;
use crate::names::{tls_extensions, tls_messages, tls_rare as label};
use crate::tls::codes;
use crate::tls::context::{Context, Place, any_der};
use crate::tls::read::{byte, each, length, list, plain, rest, short, vector};
use crate::x509;

/// What the extension with this number says; of one that is not known, everything is unexplained.
pub(super) fn data(c: &mut Cursor<'_>, context: &mut Context<'_>, number: u16, place: Place) -> Result<(), Stop> {
    match number {
        9 | 19 | 20 => certificate_types(c, place),
        12 => vector(c, &label::SRP_LENGTH, 1, &label::SRP),
        14 => wrapped(c, srtp),
        15 => byte(c, &label::HEARTBEAT, codes::heartbeat).map(drop),
        21 => rest(c, &tls_extensions::PADDING),
        24 => wrapped(c, token_binding),
        27 => compressions(c),
        28 => plain(c, &label::RECORD_SIZE_LIMIT, 2).map(drop),
        34 if place == Place::Certificate => credential(c, context),
        34 => list(c, &tls_extensions::SCHEMES_LENGTH, 2, &tls_extensions::SCHEMES, signature_scheme),
        48 => filters(c, context),
        53 | 54 => vector(c, &label::CONNECTION_ID_LENGTH, 1, &label::CONNECTION_ID),
        58 => wrapped(c, |c| each(c, |c| plain(c, &label::TICKET_REQUEST, 1).map(drop))),
        13172 => each(c, |c| names::protocol(c, &label::NPN_ID_LENGTH, &label::NPN_ID)),
        17513 => application_settings(c, place),
        17613 => wrapped(c, |c| application_settings(c, place)),
        30031 | 30032 => wrapped(c, |c| rest(c, &label::CHANNEL_ID)),
        0xca34 => wrapped(c, trust_anchors),
        0xfd00 => wrapped(c, ech::outer_extensions),
        0xfe0d => wrapped(c, |c| ech::hello(c, place)),
        0xff01 => vector(c, &tls_extensions::RENEGOTIATION_LENGTH, 1, &tls_extensions::RENEGOTIATION),
        _ => unknown(c, number),
    }
}

/// GREASE's data means as little as its number; of others, nobody here knows the form.
fn unknown(c: &mut Cursor<'_>, number: u16) -> Result<(), Stop> {
    let left = c.left();
    if codes::is_grease(number) && left <= 64 {
        let meaning = format!("{}, which have no meaning", bytes(left as u64));
        c.leaf(&tls_extensions::EXTENSION_DATA, left, Value::NONE.meaning(meaning))?;
    } else {
        let meaning = Value::NONE.meaning("this program does not know the format of its data");
        c.group(&tls_extensions::EXTENSION_DATA, left, |_| Ok(meaning))?;
    }
    Ok(())
}

/// The client's list, or the server's choice.
fn certificate_types(c: &mut Cursor<'_>, place: Place) -> Result<(), Stop> {
    let one = |c: &mut Cursor<'_>| byte(c, &label::CERT_KIND, codes::certificate_type).map(drop);
    if place == Place::ClientHello { list(c, &label::CERT_KINDS_LENGTH, 1, &label::CERT_KINDS, one) } else { one(c) }
}

fn srtp(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let len = length(c, &label::SRTP_LENGTH, 2)?;
    for _ in 0..len / 2 {
        short(c, &label::SRTP_PROFILE, codes::srtp)?;
    }
    vector(c, &label::SRTP_MKI_LENGTH, 1, &label::SRTP_MKI)
}

fn token_binding(c: &mut Cursor<'_>) -> Result<(), Stop> {
    short(c, &label::TOKEN_VERSION, |v| Value::text(format!("{}.{}", v >> 8, v & 0xff)))?;
    length(c, &label::TOKEN_LENGTH, 1)?;
    each(c, |c| byte(c, &label::TOKEN_PARAMETER, codes::token_parameter).map(drop))
}

fn compressions(c: &mut Cursor<'_>) -> Result<(), Stop> {
    length(c, &label::ALGORITHMS_LENGTH, 1)?;
    each(c, |c| short(c, &tls_messages::COMPRESSED_ALGORITHM, codes::certificate_compression).map(drop))
}

/// A short-lived key, signed by the certificate's (RFC 9345 §4).
fn credential(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Result<(), Stop> {
    plain(c, &label::CREDENTIAL_TIME, 4)?;
    signature_scheme(c)?;
    let len = length(c, &label::CREDENTIAL_KEY_LENGTH, 3)?;
    if len > 0 {
        context.der(c, &label::CREDENTIAL_KEY, len, |c| x509::public_key_info(c, &crate::names::keys::SPKI))?;
    }
    signature_scheme(c)?;
    vector(c, &label::CREDENTIAL_SIGNATURE_LENGTH, 2, &label::CREDENTIAL_SIGNATURE)
}

/// What must stand in a client's certificate (RFC 8446 §4.2.5).
fn filters(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Result<(), Stop> {
    length(c, &label::FILTERS_LENGTH, 2)?;
    each(c, |c| {
        let oid = c.rest().first().copied().map_or(0, usize::from);
        let values = c.rest().get(1 + oid..).and_then(|rest| rest.first_chunk());
        let values = values.map_or(0, |two| usize::from(u16::from_be_bytes(*two)));
        let whole = (1 + oid + 2 + values).min(c.left());
        c.group(&label::FILTER, whole, |c| {
            let len = length(c, &label::FILTER_OID_LENGTH, 1)?;
            if len > 0 {
                // The whole element: tag, length, value (RFC 8446 §4.2.5).
                c.group(&label::FILTER_OID, len, |c| any_der(c).map(|()| Value::NONE))?;
            }
            let len = length(c, &label::FILTER_VALUES_LENGTH, 2)?;
            if len > 0 {
                context.der(c, &label::FILTER_VALUES, len, |c| der::plain_content(c).map(drop))?;
            }
            Ok(Value::NONE)
        })
        .map(drop)
    })
}

/// Short names of authorities: object identifiers below 1.3.6.1.4.1 (draft-ietf-tls-trust-anchor-ids §3).
fn trust_anchors(c: &mut Cursor<'_>) -> Result<(), Stop> {
    length(c, &label::ANCHORS_LENGTH, 2)?;
    each(c, |c| {
        let len = length(c, &label::ANCHOR_LENGTH, 1)?;
        let name = arcs(c.rest().get(..len).unwrap_or_default());
        c.leaf(&label::ANCHOR, len, Value::text(name)).map(drop)
    })
}

/// The numbers of a relative object identifier, seven bits to the byte, the last byte below 128 (X.690 §8.20).
fn arcs(bytes: &[u8]) -> String {
    let arc =
        |bytes: &[u8]| bytes.iter().fold(0u64, |arc, byte| arc.wrapping_shl(7) | u64::from(byte & 0x7f)).to_string();
    bytes.split_inclusive(|byte| *byte < 0x80).map(arc).collect::<Vec<_>>().join(".")
}

/// The client's list of protocols; the server's settings.
fn application_settings(c: &mut Cursor<'_>, place: Place) -> Result<(), Stop> {
    if place == Place::ClientHello {
        return names::protocols(c, &label::ALPS_LENGTH, &label::ALPS, &label::ALPS_ID_LENGTH, &label::ALPS_ID);
    }
    rest(c, &label::ALPS_SETTINGS)
}
