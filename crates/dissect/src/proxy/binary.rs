//! Version 2: in binary, with room for what else a proxy knows.

use core::net::{Ipv4Addr, Ipv6Addr};

use super::Extent;
use crate::codes::{lists, named, unknown};
use crate::cursor::{Cursor, Stop, lossy, stop};
use crate::field::{Label, Value};
use crate::names::proxy as label;
use crate::read::{byte, each, length, nothing_more, plain, rest, short};

/// What the header begins with.
pub(super) const MAGIC: &[u8] = b"\r\n\r\n\0\r\nQUIT\n";
/// The same with versions and the length.
const FIXED: usize = 16;

lists! {
    /// What else a proxy says.
    look tlv(u8) {
        0x01 = "PP2_TYPE_ALPN", "the protocol agreed on for use inside TLS";
        0x02 = "PP2_TYPE_AUTHORITY", "the name that the client asked for";
        0x03 = "PP2_TYPE_CRC32C", "a checksum of the header";
        0x04 = "PP2_TYPE_NOOP", "nothing: it is padding";
        0x05 = "PP2_TYPE_UNIQUE_ID", "a number for this connection, for log files";
        0x20 = "PP2_TYPE_SSL", "how TLS protected the client's connection to the proxy";
        0x21 = "PP2_SUBTYPE_SSL_VERSION", "the version of TLS";
        0x22 = "PP2_SUBTYPE_SSL_CN", "the name in the client's certificate";
        0x23 = "PP2_SUBTYPE_SSL_CIPHER", "the cipher";
        0x24 = "PP2_SUBTYPE_SSL_SIG_ALG", "the certificate's signature algorithm";
        0x25 = "PP2_SUBTYPE_SSL_KEY_ALG", "the certificate's key algorithm";
        0x30 = "PP2_TYPE_NETNS", "the network namespace";
        0xea = "PP2_TYPE_AWS", "Amazon: the endpoint of a private link";
        0xee = "PP2_TYPE_AZURE", "Azure: the private link";
    }
}

/// How long the header is that begins here.
pub(super) fn extent(held: &[u8]) -> Extent {
    let Some(fixed) = held.first_chunk::<FIXED>() else { return Extent::Wait };
    let [.., high, low] = *fixed;
    Extent::Known(FIXED.saturating_add(usize::from(u16::from_be_bytes([high, low]))))
}

/// The whole header.
pub(super) fn header(c: &mut Cursor<'_>) -> Result<(), Stop> {
    c.leaf(&label::MAGIC_2, MAGIC.len(), Value::NONE)?;
    let (version, command) = halves(c);
    c.bits(&label::VERSION_2, 0..4, Value::number(version.into()))?;
    c.bits(&label::COMMAND, 4..8, one_of(command, &["LOCAL", "PROXY"]))?;
    let (family, protocol) = halves(c);
    c.bits(&label::FAMILY, 0..4, one_of(family, &["unspecified", "IPv4", "IPv6", "UNIX"]))?;
    c.bits(&label::PROTOCOL_2, 4..8, one_of(protocol, &["unspecified", "STREAM", "DGRAM"]))?;
    let len = length(c, &label::LENGTH, 2)?;
    if version != 2 {
        return stop(format!("version {version}, but the binary form is version 2"));
    }
    let need = match family {
        1 => 12,
        2 => 36,
        3 => 216,
        _ => 0,
    };
    if len < need {
        return stop(format!("{len} bytes, but the addresses already take {need}"));
    }
    match family {
        1 => ends(c, [&label::SOURCE_4, &label::DESTINATION_4], 4, |b| {
            b.first_chunk::<4>().map(|b| Ipv4Addr::from(*b).to_string())
        })?,
        2 => ends(c, [&label::SOURCE_6, &label::DESTINATION_6], 16, |b| {
            b.first_chunk::<16>().map(|b| Ipv6Addr::from(*b).to_string())
        })?,
        3 => paths(c)?,
        _ => {}
    }
    each(c, |c| value(c, 0))
}

fn halves(c: &Cursor<'_>) -> (u8, u8) {
    let byte = c.rest().first().copied().unwrap_or_default();
    (byte >> 4, byte & 0xf)
}

fn one_of(number: u8, names: &[&'static str]) -> Value {
    names.get(usize::from(number)).map_or(unknown(number.into()), |name| named(number, *name))
}

/// Both addresses, and both ports.
fn ends(
    c: &mut Cursor<'_>,
    labels: [&'static Label; 2],
    len: usize,
    text: fn(&[u8]) -> Option<String>,
) -> Result<(), Stop> {
    for label in labels {
        let address = text(c.rest()).unwrap_or_default();
        c.leaf(label, len, Value::text(address))?;
    }
    short(c, &label::SOURCE_PORT, |port| Value::number(port.into()))?;
    short(c, &label::DESTINATION_PORT, |port| Value::number(port.into()))?;
    Ok(())
}

fn paths(c: &mut Cursor<'_>) -> Result<(), Stop> {
    for label in [&label::SOURCE_UNIX, &label::DESTINATION_UNIX] {
        let path = c.rest().get(..108).unwrap_or_default();
        let path = lossy(path.split(|byte| *byte == 0).next().unwrap_or_default());
        c.leaf(label, 108, Value::text(path))?;
    }
    Ok(())
}

/// One more value; what is said of TLS has others in it.
fn value(c: &mut Cursor<'_>, depth: u8) -> Result<(), Stop> {
    let len = c.rest().get(1..).and_then(|rest| rest.first_chunk()).map_or(0, |two| u16::from_be_bytes(*two));
    let whole = usize::from(len).saturating_add(3).min(c.left());
    c.group(&label::TLV, whole, |c| {
        let kind = byte(c, &label::TLV_TYPE, tlv)?;
        length(c, &label::TLV_LENGTH, 2)?;
        match kind {
            0x20 if depth == 0 => {
                let left = c.left();
                c.group(&label::TLV_VALUE, left, |c| {
                    plain(c, &label::SSL_CLIENT, 1)?;
                    plain(c, &label::SSL_VERIFY, 4)?;
                    each(c, |c| value(c, 1)).map(|()| Value::NONE)
                })?;
            }
            0x01 | 0x02 | 0x21..=0x25 | 0x30 if c.left() > 0 => {
                let left = c.left();
                c.text(&label::TLV_VALUE, left)?;
            }
            _ => rest(c, &label::TLV_VALUE)?,
        }
        nothing_more(c).map(|()| Value::NONE)
    })
    .map(drop)
}
