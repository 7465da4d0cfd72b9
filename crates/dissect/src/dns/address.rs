//! Addresses of IPv4 and IPv6.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::cursor::{Cursor, Stop};
use crate::field::{Label, Value};

/// An address of four bytes.
pub(super) fn ipv4(c: &mut Cursor<'_>, label: &'static Label) -> Result<(), Stop> {
    let address = c.rest().first_chunk::<4>().map(|four| Ipv4Addr::from(*four).to_string());
    c.leaf(label, 4, Value::text(address.unwrap_or_default())).map(drop)
}

/// An address of sixteen bytes.
pub(super) fn ipv6(c: &mut Cursor<'_>, label: &'static Label) -> Result<(), Stop> {
    let address = c.rest().first_chunk::<16>().map(|sixteen| Ipv6Addr::from(*sixteen).to_string());
    c.leaf(label, 16, Value::text(address.unwrap_or_default())).map(drop)
}

/// As many of an address's first bytes as there are, and how many bits of them count; `None`: no address of this family is that long.
pub(super) fn network(family: u16, bytes: &[u8], bits: u64) -> Option<String> {
    fn filled<const N: usize>(bytes: &[u8]) -> Option<[u8; N]> {
        let mut all = [0; N];
        all.get_mut(..bytes.len())?.copy_from_slice(bytes);
        Some(all)
    }
    match family {
        1 => Some(format!("{}/{bits}", Ipv4Addr::from(filled::<4>(bytes)?))),
        2 => Some(format!("{}/{bits}", Ipv6Addr::from(filled::<16>(bytes)?))),
        _ => None,
    }
}
