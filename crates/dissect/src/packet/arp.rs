//! ARP: which network card has an address of IPv4.

use super::address::{card_leaf, ipv4};
use super::codes;
use super::next::{Following, Kind};
use crate::cursor::{Cursor, stop};
use crate::field::Value;
use crate::names::packet as label;
use crate::read::{plain, short};

/// A question, or an answer.
pub(super) fn arp(c: &mut Cursor<'_>) -> Following {
    const WHOLE: usize = 28;
    let plainly = c.rest().get(4..6) == Some(&[6, 4]);
    let (len, text) = (if plainly { WHOLE } else { 8 }.min(c.left()), said(c.rest()));
    c.group(&label::ARP, len, |c| {
        short(c, &label::ARP_HARDWARE, codes::hardware)?;
        short(c, &label::ARP_PROTOCOL, codes::ether_type)?;
        plain(c, &label::ARP_HARDWARE_LENGTH, 1)?;
        plain(c, &label::ARP_PROTOCOL_LENGTH, 1)?;
        short(c, &label::ARP_OPERATION, codes::arp)?;
        if !plainly {
            return stop("addresses whose lengths are not those of Ethernet and IPv4");
        }
        card_leaf(c, &label::ARP_FROM_CARD)?;
        ipv4(c, &label::ARP_FROM)?;
        card_leaf(c, &label::ARP_TO_CARD)?;
        ipv4(c, &label::ARP_TO)?;
        Ok(Value { meaning: text.map(Into::into), ..Value::NONE })
    })?;
    Ok(if plainly { filled(c) } else { Kind::Carried.next() })
}

/// What it says, in a sentence.
fn said(arp: &[u8]) -> Option<String> {
    let ip = |at: usize| {
        let four = arp.get(at..)?.first_chunk::<4>()?;
        Some(four.map(|byte| byte.to_string()).join("."))
    };
    let (from, to) = (ip(14)?, ip(24)?);
    match arp.get(6..8)? {
        [0, 1] if from == to => Some(format!("{from} is mine: does any other machine have it?")),
        [0, 1] => Some(format!("who has {to}? tell {from}")),
        [0, 2] => Some(format!("{from} is at {}", super::address::card(arp.get(8..)?))),
        _ => None,
    }
}

/// What follows fills the frame up.
fn filled(c: &Cursor<'_>) -> Option<super::next::Next> {
    if c.left() > 0 { Kind::Carried.within(0) } else { None }
}
