//! One layer after the other: each takes its header off, and says what comes next and how long that is.

use super::context::{Context, DEEPEST};
use super::next::{Following, Kind};
use super::{arp, ether, extensions, icmp, icmpv6, ip, link, ppp, tcp, tunnel, udp, wireless};
use crate::cursor::{Cursor, Stop, bytes, stop};
use crate::field::Value;
use crate::names::packet as label;
use crate::read;

/// So often a part may be shorter than what it is in.
const NESTED: u8 = 40;

/// A packet from its first byte on.
pub(super) fn begin(c: &mut Cursor<'_>, link_type: u32, context: &mut Context<'_>) -> Result<(), Stop> {
    run(c, Kind::Link(link_type), context, 0)
}

/// A packet that begins with something else than a link.
pub(super) fn inside(c: &mut Cursor<'_>, kind: Kind, context: &mut Context<'_>) -> Result<(), Stop> {
    run(c, kind, context, 0)
}

fn run(c: &mut Cursor<'_>, mut kind: Kind, context: &mut Context<'_>, nested: u8) -> Result<(), Stop> {
    while c.left() > 0 {
        let Some(next) = layer(c, kind, context)? else { return Ok(()) };
        if let Some(len) = next.len.filter(|len| *len < c.left()) {
            if nested >= NESTED {
                return stop("more layers inside each other than any real packet has");
            }
            let frame = context.frame;
            c.part(len, |c| run(c, next.kind, context, nested.saturating_add(1)));
            context.frame = frame;
            return filling(c, context);
        }
        kind = next.kind;
    }
    Ok(())
}

fn layer(c: &mut Cursor<'_>, kind: Kind, context: &mut Context<'_>) -> Following {
    match kind {
        Kind::Link(link_type) => link::begin(c, link_type, context),
        Kind::Ethernet => ether::ethernet(c, context),
        Kind::Typed(0x0806) => arp::arp(c),
        Kind::Typed(0x8864) => ppp::pppoe(c),
        Kind::Typed(kind) => ether::typed(c, kind),
        Kind::Llc => ether::llc(c),
        Kind::Ppp => ppp::ppp(c),
        Kind::Mpls => ether::label(c),
        Kind::Labelled => ether::labelled(c),
        Kind::Aggregate => aggregate(c, context),
        Kind::Ip if context.depth > DEEPEST => stop("inside more nested tunnels than this program follows"),
        Kind::Ip => ip::ip(c, context),
        Kind::Fragment => fragment(c, context),
        Kind::Quote => {
            context.quoted = true;
            Ok(Kind::Ip.next())
        }
        Kind::Protocol(number) => protocol(c, number, context),
        Kind::Vxlan => tunnel::vxlan(c),
        Kind::VxlanGpe => tunnel::vxlan_gpe(c),
        Kind::Geneve => tunnel::geneve(c),
        Kind::Carried => read::rest(c, &label::CARRIED).map(|()| None),
    }
}

fn protocol(c: &mut Cursor<'_>, number: u8, context: &mut Context<'_>) -> Following {
    match number {
        1 => icmp::icmp(c, context),
        4 | 41 => Ok(Kind::Ip.next()),
        6 => tcp::tcp(c, context).map(|()| None),
        17 => udp::udp(c, context),
        47 => tunnel::gre(c),
        58 => icmpv6::icmpv6(c, context),
        97 => tunnel::ether_ip(c),
        137 => Ok(Kind::Mpls.next()),
        0 | 43 | 44 | 50 | 51 | 60 => extensions::extension(c, number, context),
        _ => {
            let left = c.left();
            let name = super::codes::protocol(number);
            let name = name.meaning.unwrap_or_else(|| format!("protocol {number}").into());
            c.leaf(&label::CARRIED, left, Value::NONE.meaning(format!("{name}: {}", bytes(left as u64))))?;
            Ok(None)
        }
    }
}

/// A part of a packet of IP. The last that was missing says what the whole belongs to.
fn fragment(c: &mut Cursor<'_>, context: &Context<'_>) -> Following {
    let left = c.left();
    let whole = match context.whole() {
        Some(conversation) => {
            format!(
                "{}; the last missing fragment: reassembled, the packet belongs to {conversation}",
                bytes(left as u64)
            )
        }
        None => format!("{}; the contents are shown at the last fragment, if it arrives", bytes(left as u64)),
    };
    c.leaf(&label::FRAGMENT, left, Value::NONE.meaning(whole))?;
    Ok(None)
}

/// Wireless frames that were put together, one after the other.
fn aggregate(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Following {
    while c.left() > 0 {
        let len = wireless::subframe(c)?;
        c.part(len, |c| run(c, Kind::Llc, context, NESTED / 2));
        wireless::fill(c, len)?;
    }
    Ok(None)
}

/// What stands behind a packet in its frame.
fn filling(c: &mut Cursor<'_>, context: &Context<'_>) -> Result<(), Stop> {
    const SHORTEST: usize = 60;
    let Some(begins) = context.frame else {
        return read::rest(c, &label::TRAILER);
    };
    let missing = begins.saturating_add(SHORTEST).saturating_sub(c.pos());
    let padding = missing.min(c.left());
    read::opaque(c, &label::PADDING, padding)?;
    read::rest(c, &label::TRAILER)
}
