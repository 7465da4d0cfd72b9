//! What comes after the handshake: tickets, new keys (RFC 8446 §4.6, RFC 5077 §3.3), and NPN's choice.

use crate::cursor::{Cursor, Stop, blame};
use crate::names::tls_messages as label;
use crate::tls::codes;
use crate::tls::context::{Context, Place};
use crate::tls::extensions::extensions;
use crate::tls::read::{byte, length, opaque, plain, vector};

/// The longest that a ticket may live, in seconds (RFC 8446 §4.6.1).
const SEVEN_DAYS: u64 = 604_800;

/// The body of a NewSessionTicket.
pub(super) fn new_session_ticket(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Result<(), Stop> {
    let is_13 = context.is_13().unwrap_or_else(|| !is_old(c));
    let seconds = plain(c, &label::TICKET_LIFETIME, 4)?;
    if let Some(field) = c.last() {
        field.value.meaning = Some(lifetime(seconds).into());
        if is_13 && seconds > SEVEN_DAYS {
            blame(field, format!("{seconds} seconds: a ticket is valid for at most {SEVEN_DAYS}"));
        }
    }
    if !is_13 {
        return vector(c, &label::TICKET_LENGTH, 2, &label::TICKET);
    }
    plain(c, &label::TICKET_AGE_ADD, 4)?;
    vector(c, &label::TICKET_NONCE_LENGTH, 1, &label::TICKET_NONCE)?;
    vector(c, &label::TICKET_LENGTH, 2, &label::TICKET)?;
    extensions(c, context, Place::Ticket)
}

/// Whether the message has the shape of TLS 1.2: lifetime, length, ticket, and no more.
fn is_old(c: &Cursor<'_>) -> bool {
    let len = c.rest().get(4..).and_then(|rest| rest.first_chunk()).map(|two| usize::from(u16::from_be_bytes(*two)));
    len.is_some_and(|len| len + 6 == c.left())
}

fn lifetime(seconds: u64) -> String {
    match seconds {
        0 => "the server does not say".to_owned(),
        _ if seconds.is_multiple_of(3600) => crate::cursor::count(seconds / 3600, "hour"),
        _ => crate::cursor::count(seconds, "second"),
    }
}

/// The body of a KeyUpdate.
pub(super) fn key_update(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let wanted = byte(c, &label::KEY_UPDATE, codes::key_update)?;
    if let Some(field) = c.last().filter(|_| wanted > 1) {
        blame(field, format!("{wanted}: only 0 and 1 are allowed"));
    }
    Ok(())
}

/// The body of NPN's NextProtocol.
pub(super) fn next_protocol(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let len = length(c, &label::NPN_LENGTH, 1)?;
    if len > 0 {
        let name = c.rest().get(..len).unwrap_or_default();
        c.leaf(&label::NPN, len, codes::alpn(name))?;
    }
    let len = length(c, &label::NPN_PADDING_LENGTH, 1)?;
    opaque(c, &label::NPN_PADDING, len)
}
