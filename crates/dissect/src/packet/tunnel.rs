//! Tunnels that IP or UDP carry.

use super::codes;
use super::next::{Following, Kind, Next};
use super::numbers::{bit, bits};
use crate::cursor::{Cursor, Stop};
use crate::field::Value;
use crate::names::packet_tunnels as label;
use crate::read::{self, plain, rest, short};

const VXLAN: u16 = 4789;
const VXLAN_GPE: u16 = 4790;
const GENEVE: u16 = 6081;
const MPLS_IN_UDP: u16 = 6635;
const ERSPAN: u16 = 0x88be;
const ERSPAN_3: u16 = 0x22eb;

/// Which tunnel a datagram between these ports is, as far as its header tells: as a capture's reader takes it.
pub(super) fn over_udp(ports: [u16; 2], payload: &[u8]) -> Option<Kind> {
    let on = |port| ports.contains(&port);
    let [first, _, _, next, ..] = *payload.first_chunk::<8>()?;
    let has_network = first & 0x08 != 0;
    match () {
        () if on(VXLAN) && has_network => Some(Kind::Vxlan),
        () if on(VXLAN_GPE) && has_network => {
            (first & 0x04 == 0 || matches!(next, 1 | 2 | 3 | 5)).then_some(Kind::VxlanGpe)
        }
        () if on(GENEVE) => {
            let header = 8 + 4 * usize::from(first & 0x3f);
            (first & 0xc0 == 0 && payload.len() >= header).then_some(Kind::Geneve)
        }
        () if ports.get(1) == Some(&MPLS_IN_UDP) => Some(Kind::Mpls),
        () => None,
    }
}

/// VXLAN: flags and a network.
pub(super) fn vxlan(c: &mut Cursor<'_>) -> Following {
    let len = 8.min(c.left());
    c.group(&label::VXLAN, len, |c| {
        let reserved = |c: &mut Cursor<'_>, at| bits(c, &label::VXLAN_FLAG_RESERVED, at, number).map(drop);
        c.group(&label::VXLAN_FLAGS, 2, |c| {
            bit(c, &label::VXLAN_FLAG_GROUP, 0)?;
            reserved(c, 1..4)?;
            bit(c, &label::VXLAN_FLAG_NETWORK, 4)?;
            reserved(c, 5..8)?;
            reserved(c, 0..1)?;
            bit(c, &label::VXLAN_FLAG_LEARN, 1)?;
            reserved(c, 2..4)?;
            bit(c, &label::VXLAN_FLAG_APPLIED, 4)?;
            reserved(c, 5..8)?;
            Ok(Value::NONE)
        })?;
        plain(c, &label::VXLAN_POLICY, 2)?;
        network(c)
    })?;
    Ok(Kind::Ethernet.next())
}

/// The same, which says what follows.
pub(super) fn vxlan_gpe(c: &mut Cursor<'_>) -> Following {
    let (len, [first, _, _, next, ..]) = (8.min(c.left()), c.rest().first_chunk::<8>().copied().unwrap_or_default());
    c.group(&label::VXLAN, len, |c| {
        c.group(&label::VXLAN_FLAGS, 1, |c| {
            bits(c, &label::VXLAN_FLAG_RESERVED, 0..2, number)?;
            bits(c, &label::VXLAN_VERSION, 2..4, number)?;
            bit(c, &label::VXLAN_NETWORK_BIT, 4)?;
            bit(c, &label::VXLAN_NEXT_BIT, 5)?;
            bits(c, &label::VXLAN_FLAG_RESERVED, 6..7, number)?;
            bit(c, &label::VXLAN_OAM_BIT, 7)?;
            Ok(Value::NONE)
        })?;
        plain(c, &label::VXLAN_RESERVED_16, 2)?;
        plain(c, &label::VXLAN_NEXT, 1)?;
        network(c)
    })?;
    Ok(match (first & 0x04 != 0, next) {
        (true, 1 | 2) => Kind::Ip.next(),
        (true, 5) => Kind::Mpls.next(),
        _ => Kind::Ethernet.next(),
    })
}

fn number(number: u8) -> Value {
    Value::number(number.into())
}

fn network(c: &mut Cursor<'_>) -> Result<Value, Stop> {
    let network = plain(c, &label::VXLAN_NETWORK, 3)?;
    plain(c, &label::VXLAN_RESERVED, 1)?;
    Ok(Value::NONE.meaning(format!("network {network}: the rest is inside the tunnel")))
}

/// GENEVE: options, an EtherType, a network.
pub(super) fn geneve(c: &mut Cursor<'_>) -> Following {
    let words = usize::from(c.rest().first().copied().unwrap_or(0) & 0x3f);
    let (mut kind, len) = (0, (8 + 4 * words).min(c.left()));
    c.group(&label::GENEVE, len, |c| {
        c.group(&label::GENEVE_FIRST, 1, |c| {
            bits(c, &label::GENEVE_VERSION, 0..2, |version| Value::number(version.into()))?;
            bits(c, &label::GENEVE_LENGTH, 2..8, |words| {
                Value::number(words.into()).meaning(format!("{} bytes", 4 * u32::from(words)))
            })?;
            Ok(Value::NONE)
        })?;
        c.group(&label::GENEVE_FLAGS, 1, |c| {
            bit(c, &label::GENEVE_OAM, 0)?;
            bit(c, &label::GENEVE_CRITICAL, 1)?;
            bits(c, &label::GENEVE_FLAGS_RESERVED, 2..8, number)?;
            Ok(Value::NONE)
        })?;
        kind = short(c, &label::GENEVE_TYPE, codes::ether_type)?;
        let network = plain(c, &label::GENEVE_NETWORK, 3)?;
        plain(c, &label::GENEVE_RESERVED, 1)?;
        let left = c.left();
        read::items(c, &label::GENEVE_OPTIONS, left, geneve_option)?;
        Ok(Value::NONE.meaning(format!("network {network}: the rest is inside the tunnel")))
    })?;
    Ok(Kind::Typed(kind).next())
}

/// What the ends of a tunnel tell each other.
fn geneve_option(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let words = c.rest().get(3).map_or(0, |last| last & 0x1f);
    let len = (4 + 4 * usize::from(words)).min(c.left());
    c.group(&label::GENEVE_OPTION, len, |c| {
        plain(c, &label::GENEVE_OPTION_CLASS, 2)?;
        plain(c, &label::GENEVE_OPTION_TYPE, 1)?;
        bits(c, &label::GENEVE_OPTION_RESERVED, 0..3, number)?;
        bits(c, &label::GENEVE_LENGTH, 3..8, number)?;
        rest(c, &label::GENEVE_OPTION_DATA)?;
        Ok(Value::NONE)
    })?;
    Ok(())
}

/// Ethernet in IP: two bytes, and a frame.
pub(super) fn ether_ip(c: &mut Cursor<'_>) -> Following {
    let len = 2.min(c.left());
    c.group(&label::ETHER_IP, len, |c| {
        bits(c, &label::ETHER_IP_VERSION, 0..4, |version| Value::number(version.into()))?;
        super::numbers::wide(c, &label::ETHER_IP_RESERVED, 2, 4..16)?;
        Ok(Value::NONE)
    })?;
    Ok(Kind::Ethernet.next())
}

/// GRE: flags, an EtherType, and the words of which the flags speak.
pub(super) fn gre(c: &mut Cursor<'_>) -> Following {
    let [high, low, k0, k1] = c.rest().first_chunk::<4>().copied().unwrap_or_default();
    let (kind, is_pptp) = (u16::from_be_bytes([k0, k1]), low & 7 == 1);
    let there = |mask: u8| high & mask != 0;
    let words = [there(0x80) || there(0x40), there(0x20), there(0x10), is_pptp && low & 0x80 != 0];
    let len = (4 + 4 * words.iter().filter(|word| **word).count()).min(c.left());
    let mut inside = None;
    c.group(&label::GRE, len, |c| {
        flags(c, is_pptp)?;
        short(c, &label::GRE_TYPE, codes::ether_type)?;
        let [checksum, key, sequence, acknowledgement] = words;
        if checksum {
            plain(c, &label::GRE_CHECKSUM, 2)?;
            plain(c, &label::GRE_OFFSET, 2)?;
        }
        if key && is_pptp {
            inside = usize::try_from(plain(c, &label::GRE_LENGTH, 2)?).ok();
            plain(c, &label::GRE_CALL, 2)?;
        } else if key {
            plain(c, &label::GRE_KEY, 4)?;
        }
        if sequence {
            plain(c, &label::GRE_SEQUENCE, 4)?;
        }
        if acknowledgement {
            plain(c, &label::GRE_ACK, 4)?;
        }
        Ok(Value::NONE.meaning("the rest is inside the tunnel"))
    })?;
    let followed = low & 7 == 0 && high & 0x40 == 0;
    Ok(match kind {
        _ if is_pptp => inside.map_or(Kind::Ppp.next(), |len| Kind::Ppp.within(len)),
        _ if !followed => Kind::Carried.next(),
        ERSPAN | ERSPAN_3 => erspan(c, kind, there(0x10))?,
        kind => Kind::Typed(kind).next(),
    })
}

/// The two bytes of flags, to the bit.
fn flags(c: &mut Cursor<'_>, is_pptp: bool) -> Result<(), Stop> {
    c.group(&label::GRE_FLAGS, 2, |c| {
        bit(c, &label::GRE_CHECKSUM_THERE, 0)?;
        bit(c, &label::GRE_ROUTING, 1)?;
        bit(c, &label::GRE_KEY_THERE, 2)?;
        bit(c, &label::GRE_SEQUENCE_THERE, 3)?;
        bit(c, &label::GRE_STRICT, 4)?;
        bits(c, &label::GRE_RECURSION, 5..8, |number| Value::number(number.into()))?;
        let reserved = if is_pptp {
            bit(c, &label::GRE_ACK_THERE, 0)?;
            1..5
        } else {
            0..5
        };
        bits(c, &label::GRE_RESERVED, reserved, |number| Value::number(number.into()))?;
        bits(c, &label::GRE_VERSION, 5..8, |version| Value::number(version.into()))?;
        Ok(Value::NONE)
    })?;
    Ok(())
}

/// The header of a copied frame, if it has one.
fn erspan(c: &mut Cursor<'_>, kind: u16, numbered: bool) -> Result<Option<Next>, Stop> {
    let header = match kind {
        ERSPAN if !numbered => return Ok(Kind::Ethernet.next()),
        ERSPAN => 8,
        _ => 12 + if c.rest().get(11).is_some_and(|last| last & 1 != 0) { 8 } else { 0 },
    };
    let len = header.min(c.left());
    c.group(&label::ERSPAN, len, |c| rest(c, &label::ERSPAN_HEADER).map(|()| Value::NONE))?;
    Ok(Kind::Ethernet.next())
}
