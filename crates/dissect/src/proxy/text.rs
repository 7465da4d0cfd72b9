//! Version 1: a line of text.

use core::net::{Ipv4Addr, Ipv6Addr};

use super::Extent;
use crate::cursor::{Cursor, Stop, blame, lossy, stop};
use crate::field::{Datum, Label, Value};
use crate::names::proxy as label;

/// What the line begins with.
pub(super) const MAGIC: &[u8] = b"PROXY ";
/// The longest line, with its end (section 2.1).
const LONGEST: usize = 107;

/// How long the line is that begins here.
pub(super) fn extent(held: &[u8]) -> Extent {
    let within = held.get(..LONGEST).unwrap_or(held);
    match within.windows(2).position(|two| two == b"\r\n") {
        Some(at) => Extent::Known(at + 2),
        None if held.len() < LONGEST => Extent::Wait,
        None => Extent::Never("a PROXY line longer than 107 bytes: a server refuses it"),
    }
}

/// The whole line.
pub(super) fn header(c: &mut Cursor<'_>) -> Result<(), Stop> {
    c.leaf(&label::MAGIC_1, MAGIC.len().saturating_sub(1), Value::text("PROXY"))?;
    space(c)?;
    let family = word(c.rest()).to_vec();
    c.text(&label::PROTOCOL_1, family.len())?;
    match family.as_slice() {
        b"TCP4" => ends(c, [&label::SOURCE_4, &label::DESTINATION_4], |text| text.parse::<Ipv4Addr>().is_ok())?,
        b"TCP6" => ends(c, [&label::SOURCE_6, &label::DESTINATION_6], |text| text.parse::<Ipv6Addr>().is_ok())?,
        b"UNKNOWN" => {
            let len = c.left().saturating_sub(2);
            if len > 0 {
                c.text(&label::UNKNOWN_1, len)?;
            }
        }
        other => {
            return stop(format!(
                "{:?} is not a protocol of the PROXY line: only TCP4, TCP6 and UNKNOWN are",
                lossy(other)
            ));
        }
    }
    match c.rest() {
        b"\r\n" => c.leaf(&label::LINE_END, 2, Value::NONE).map(drop),
        _ => stop("there is something where the line should end"),
    }
}

/// Both addresses, and both ports.
fn ends(c: &mut Cursor<'_>, labels: [&'static Label; 2], fits: fn(&str) -> bool) -> Result<(), Stop> {
    for label in labels {
        space(c)?;
        let text = lossy(word(c.rest()));
        let field = c.text(label, text.len())?;
        if !fits(&text) {
            blame(field, "not an address of this family");
        }
    }
    for label in [&label::SOURCE_PORT, &label::DESTINATION_PORT] {
        space(c)?;
        let digits = word(c.rest());
        let port = str::from_utf8(digits).ok().and_then(|text| text.parse::<u16>().ok());
        let value = port.map_or(Value::text(lossy(digits)), |port| Value::number(port.into()));
        let field = c.leaf(label, digits.len(), value)?;
        if matches!(field.value.datum, Datum::Text(_)) {
            blame(field, "not a port number");
        }
    }
    Ok(())
}

fn space(c: &mut Cursor<'_>) -> Result<(), Stop> {
    match c.rest().first() {
        Some(b' ') => c.leaf(&label::SPACE, 1, Value::NONE).map(drop),
        _ => stop("a space should be here"),
    }
}

/// Up to the next space or the end of the line.
fn word(rest: &[u8]) -> &[u8] {
    rest.split(|byte| matches!(byte, b' ' | b'\r')).next().unwrap_or_default()
}
