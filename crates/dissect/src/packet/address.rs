//! Addresses of IP and of network cards.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::cursor::{Cursor, Stop};
use crate::field::{Field, Label, Value};

/// An address of four bytes.
pub(super) fn ipv4<'c>(c: &'c mut Cursor<'_>, label: &'static Label) -> Result<&'c mut Field, Stop> {
    let address = c.rest().first_chunk::<4>().map(|four| Ipv4Addr::from(*four));
    let meaning = address.and_then(|address| match address {
        _ if address.is_broadcast() => Some("everyone on this network"),
        _ if address.is_unspecified() => Some("none yet"),
        _ if address.is_multicast() => Some("a group"),
        _ if address.is_loopback() => Some("this machine itself"),
        _ if address.is_private() => Some("private: many networks use it, and Internet routers do not forward to it"),
        _ if address.is_link_local() => Some("chosen by the machine itself, because it was given none"),
        _ => None,
    });
    let value =
        Value { meaning: meaning.map(Into::into), ..Value::text(address.map(|a| a.to_string()).unwrap_or_default()) };
    c.leaf(label, 4, value)
}

/// An address of sixteen bytes.
pub(super) fn ipv6<'c>(c: &'c mut Cursor<'_>, label: &'static Label) -> Result<&'c mut Field, Stop> {
    let address = c.rest().first_chunk::<16>().map(|sixteen| Ipv6Addr::from(*sixteen));
    let meaning = address.and_then(|address| match address {
        _ if address.is_unspecified() => Some("none yet"),
        _ if address.is_multicast() => Some("a group"),
        _ if address.is_loopback() => Some("this machine itself"),
        _ if address.is_unicast_link_local() => Some("for this network only"),
        _ if address.is_unique_local() => Some("private: Internet routers do not forward to it"),
        _ => None,
    });
    let value =
        Value { meaning: meaning.map(Into::into), ..Value::text(address.map(|a| a.to_string()).unwrap_or_default()) };
    c.leaf(label, 16, value)
}

/// The address of a network card, as text; empty if there are not six bytes.
pub(super) fn card(bytes: &[u8]) -> String {
    let six = bytes.first_chunk::<6>();
    six.map(|six| six.map(|byte| format!("{byte:02x}")).join(":")).unwrap_or_default()
}

/// The address of a network card as one leaf.
pub(super) fn card_leaf(c: &mut Cursor<'_>, label: &'static Label) -> Result<(), Stop> {
    let text = card(c.rest());
    c.leaf(label, 6, Value::text(text)).map(drop)
}
