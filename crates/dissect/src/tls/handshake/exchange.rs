//! The two key exchange messages of TLS 1.2 and before: which shape they have follows from the cipher suite (RFC 5246 §7.4.3,
//! §7.4.7; RFC 8422 §5.4, §5.7; RFC 4279).

use crate::cursor::{Cursor, Stop, blame, stop};
use crate::field::{Label, Value};
use crate::names::tls_messages as label;
use crate::tls::codes::{self, Exchange, Kind};
use crate::tls::context::Context;
use crate::tls::extensions::signature_scheme;
use crate::tls::read::{byte, length, peek, rest, short, vector};

/// The body of a ServerKeyExchange.
pub(super) fn server(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Result<(), Stop> {
    let suite = context.facts.suite.and_then(codes::exchange);
    let Some(exchange) = suite.or_else(|| server_shape(c)) else {
        return stop("the cipher suite is unknown, and so is the format of this message");
    };
    if exchange.psk {
        vector(c, &label::HINT_LENGTH, 2, &label::HINT)?;
    }
    match exchange.kind {
        Kind::Ecdhe => server_point(c)?,
        Kind::Dhe => server_number(c)?,
        Kind::Rsa | Kind::Nothing => {}
    }
    if exchange.signed && c.left() > 0 {
        signature(c, context, &label::SIGNATURE_LENGTH, &label::SIGNATURE)?;
    }
    Ok(())
}

/// Without a suite: a named curve begins with 3, and a prime with its length, which is never that long.
fn server_shape(c: &Cursor<'_>) -> Option<Exchange> {
    let kind = if peek(c, 1)? == 3 { Kind::Ecdhe } else { Kind::Dhe };
    Some(Exchange { psk: false, kind, signed: true })
}

fn server_point(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let kind = byte(c, &label::CURVE_TYPE, codes::curve_type)?;
    if kind != 3 {
        return stop(format!("a curve of type {kind}: only named curves (3) are allowed"));
    }
    short(c, &label::CURVE, codes::group)?;
    vector(c, &label::SERVER_POINT_LENGTH, 1, &label::SERVER_POINT)
}

fn server_number(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let len = length(c, &label::P_LENGTH, 2)?;
    if len > 0 {
        let meaning = format!("{} bits", len * 8);
        let field = c.leaf(&label::P, len, Value::NONE.meaning(meaning))?;
        if len < 256 {
            blame(field, format!("a prime of {} bits: one with fewer than 2048 can be broken (Logjam)", len * 8));
        }
    }
    vector(c, &label::G_LENGTH, 2, &label::G)?;
    vector(c, &label::YS_LENGTH, 2, &label::YS)
}

/// The body of a ClientKeyExchange.
pub(super) fn client(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Result<(), Stop> {
    let suite = context.facts.suite.and_then(codes::exchange);
    let Some(exchange) = suite.or_else(|| client_shape(c)) else {
        return stop("the cipher suite is unknown, and so is the format of this message");
    };
    if exchange.psk {
        vector(c, &label::IDENTITY_LENGTH, 2, &label::IDENTITY)?;
    }
    match exchange.kind {
        // An empty one: the client's certificate holds its key already.
        Kind::Dhe | Kind::Ecdhe if c.left() == 0 => Ok(()),
        Kind::Ecdhe => vector(c, &label::CLIENT_POINT_LENGTH, 1, &label::CLIENT_POINT),
        Kind::Dhe => vector(c, &label::YC_LENGTH, 2, &label::YC),
        // SSL 3.0 left the length out.
        Kind::Rsa if context.facts.version == Some(0x0300) => rest(c, &label::EPMS),
        Kind::Rsa => vector(c, &label::EPMS_LENGTH, 2, &label::EPMS),
        Kind::Nothing => Ok(()),
    }
}

/// Without a suite: a point has its length in one byte. RSA and DHE look alike, and stay unknown.
fn client_shape(c: &Cursor<'_>) -> Option<Exchange> {
    let point = peek(c, 1)? + 1 == c.left() as u64;
    point.then_some(Exchange { psk: false, kind: Kind::Ecdhe, signed: false })
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
