//! One packet taken apart, down to the segments of TCP and the datagrams of UDP in it, or why it is not for us. A packet in a tunnel is
//! read as if it stood outside; a tunnel in datagrams is a flow as well, as Wireshark counts.

use std::net::{IpAddr, SocketAddr};

use bytes::Bytes;
use etherparse::{IpNumber, Ipv6ExtensionsSlice, LaxIpSlice};

use super::datagram::{Datagram, datagram};
use super::ether;
use super::fragments::Fragments;
use super::layer::{Layer, Route, offset};
use super::link;
use super::quoted::{self, Quoted};
use super::segment::{Segment, segment};
use super::skip::Skip;
use super::tunnel::{self, Inside};
use super::wireless;
use crate::recording::{Encapsulation, Timestamp, Undelivered};

/// In so many packets of IP a packet of IP may be.
const DEEPEST: u8 = 12;

/// What a packet is to us, or a part of it.
pub(super) enum Packet {
    /// It carries this segment, or the last fragment of it.
    Segment(Segment),
    /// It carries this datagram, or the last fragment of it.
    Datagram(Datagram),
    /// It is none itself, and quotes this segment.
    Quoted(Segment),
    /// It is none itself, and says why a datagram between these two did not arrive.
    Undelivered((SocketAddr, SocketAddr), Undelivered),
    /// A fragment; others will follow, or it is lost: [`Fragments`] counts.
    Fragment,
    /// Nothing.
    Skip(Skip),
}

/// What was found in a packet, with what is around it.
pub(super) struct Found {
    pub packet: Packet,
    pub through: Vec<Encapsulation>,
}

/// Takes a packet apart; what is found in it comes into `found`, the outermost first. `false`: this link type is not known.
pub(super) fn walk(
    link_type: u32,
    at: Timestamp,
    packet: &Bytes,
    fragments: &mut Fragments,
    found: &mut Vec<Found>,
) -> bool {
    let mut walk = Walk { at, fragments, found, route: Route::default(), depth: 0 };
    let Some(layer) = link::inside(link_type, packet, &mut walk.route) else { return false };
    if let Err(skip) = layer.and_then(|layer| walk.layer(packet, layer)) {
        walk.find(Packet::Skip(skip));
    }
    true
}

struct Walk<'w> {
    at: Timestamp,
    fragments: &'w mut Fragments,
    found: &'w mut Vec<Found>,
    route: Route,
    /// In how many packets of IP this is.
    depth: u8,
}

impl Walk<'_> {
    fn find(&mut self, packet: Packet) {
        self.found.push(Found { packet, through: self.route.list() });
    }

    /// A part of `packet`, whatever is around the IP in it: each turn takes some bytes off.
    fn layer(&mut self, packet: &Bytes, mut layer: Layer<'_>) -> Result<(), Skip> {
        loop {
            layer = match layer {
                Layer::Ip(datagram) => return self.ip(packet, datagram),
                Layer::Aggregate(frames) => {
                    let around = self.route.len();
                    for frame in wireless::subframes(frames) {
                        if let Err(skip) = self.layer(packet, Layer::Llc(frame)) {
                            self.find(Packet::Skip(skip));
                        }
                        self.route.leave(around);
                    }
                    return Ok(());
                }
                Layer::Link(link_type, inner) => {
                    link::inside(link_type, inner, &mut self.route).unwrap_or(Err(Skip::NotIp))?
                }
                Layer::Ethernet(frame) => ether::ethernet(frame)?,
                Layer::Typed(kind, payload) => ether::typed(kind, payload, &mut self.route)?,
                Layer::Llc(payload) => ether::llc(payload)?,
                Layer::Ppp(frame) => ether::ppp(frame)?,
                Layer::Mpls(labels) => ether::mpls(labels, &mut self.route)?,
            };
        }
    }

    /// What `datagram` carries, an IP packet that is a part of `packet`.
    fn ip(&mut self, packet: &Bytes, datagram: &[u8]) -> Result<(), Skip> {
        if self.depth > DEEPEST {
            return Err(Skip::Deep);
        }
        let (ip, _) = LaxIpSlice::from_slice(datagram).map_err(|_| Skip::NotIp)?;
        let ends = (ip.source_addr(), ip.destination_addr());
        let (protocol, payload) = (ip.payload_ip_number(), ip.payload().payload);
        if ip.is_fragmenting_payload() {
            // In IPv6 the protocol of the whole may stand in its first fragment alone.
            let followed = matches!(protocol, IpNumber::TCP | IpNumber::UDP) || tunnel::is_one(protocol);
            if matches!(ip, LaxIpSlice::Ipv4(_)) && !followed {
                return Err(Skip::OtherTransport);
            }
            let Some(whole) = self.fragments.push(&ip, self.at) else {
                self.find(Packet::Fragment);
                return Ok(());
            };
            // Behind IPv6's fragment header more extension headers may stand; they belong to the whole.
            let bytes = Bytes::from(whole.bytes);
            let (_, protocol, payload, _) = match ends.0 {
                IpAddr::V6(_) => Ipv6ExtensionsSlice::from_slice_lax(whole.protocol, &bytes),
                IpAddr::V4(_) => (Ipv6ExtensionsSlice::default(), whole.protocol, &bytes[..], None),
            };
            return self.transport(ends, protocol, &bytes, payload, 0);
        }
        match quoted::quoted(protocol, payload) {
            Some(Quoted::Segment(segment)) => {
                self.find(Packet::Quoted(Segment::quoted(segment)));
                return Ok(());
            }
            Some(Quoted::Datagram(ends, why)) => {
                self.find(Packet::Undelivered(ends, why));
                return Ok(());
            }
            None => {}
        }
        let claimed = match &ip {
            LaxIpSlice::Ipv4(ip) => usize::from(ip.header().total_len()),
            LaxIpSlice::Ipv6(ip) => 40 + usize::from(ip.header().payload_length()),
        };
        // Where the packet was caught before its length was filled in, that is 0, and the capture has all of it.
        let cut_off = claimed.saturating_sub(offset(datagram, payload) + payload.len());
        self.transport(ends, protocol, packet, payload, cut_off as u64)
    }

    /// What `payload`, a part of `packet`, is by its protocol.
    fn transport(
        &mut self,
        ends: (IpAddr, IpAddr),
        protocol: IpNumber,
        packet: &Bytes,
        payload: &[u8],
        cut_off: u64,
    ) -> Result<(), Skip> {
        match protocol {
            IpNumber::TCP => self.find(Packet::Segment(segment(ends, packet, payload, cut_off)?)),
            IpNumber::UDP => {
                let datagram = datagram(ends, packet, payload, cut_off)?;
                let (ports, start) = ([datagram.from.port(), datagram.to.port()], datagram.start);
                let len = datagram.bytes.len();
                self.find(Packet::Datagram(datagram));
                let carried = packet.get(start..start + len).and_then(|carried| tunnel::over_udp(ports, carried));
                if let Some(inside) = carried {
                    // What cannot be read in it is in its flow all the same.
                    let _ = self.enter(ends, packet, inside);
                }
            }
            _ => {
                let inside = tunnel::over_ip(protocol, payload).ok_or(Skip::OtherTransport)??;
                self.enter(ends, packet, inside)?;
            }
        }
        Ok(())
    }

    /// What is in a tunnel between these two.
    fn enter(&mut self, (from, to): (IpAddr, IpAddr), packet: &Bytes, inside: Inside<'_>) -> Result<(), Skip> {
        self.route.enter(Encapsulation::Tunnel { by: inside.by, from, to, id: inside.id });
        self.depth += 1;
        self.layer(packet, inside.layer)
    }
}
