//! What claims and tables read of QUIC: each flow of a leg is a visit (see [`super::visits`]), and its datagrams hold packets.

use std::collections::BTreeSet;

use super::tls;
use crate::compare;
use crate::quic::packets;
use crate::render::datagram_gist;
use crate::story::Scene;
use wirewalk_dissect::Message;
use wirewalk_dissect::facts::Quic;
use wirewalk_dissect::names::{quic, quic_keys};
use wirewalk_dissect::recording::{Recording, Side, Sides, Timestamp, What};
use wirewalk_ground::hex;

pub use crate::quic::{Kind, Packet};

/// What a view of a flow comes to.
pub fn quic(visit: &Scene, insider: bool) -> Quic {
    let mut facts = Quic::default();
    visit.on_hop(insider, 0).for_each(|message| facts.note(message));
    facts
}

/// The packets that a side sent, with the datagrams that they are in, as Eve or an insider has them.
pub fn sent(visit: &Scene, insider: bool, side: Side) -> impl Iterator<Item = (&Message, Packet<'_>)> {
    let datagrams = visit.on_hop(insider, 0).filter(move |message| message.side == side);
    datagrams.flat_map(|message| packets(message).map(move |packet| (message, packet)))
}

/// How many packets of a kind a side sent, and how many of them opened.
pub fn opened(visit: &Scene, insider: bool, side: Side, kind: Kind) -> (usize, usize) {
    let all: Vec<_> = sent(visit, insider, side).filter(|(_, packet)| packet.kind() == kind).collect();
    (all.len(), all.iter().filter(|(_, packet)| packet.is_open()).count())
}

/// How many packets of both sides no key opened, of those that carry frames, in this view; and how many there are.
pub fn sealed(visit: &Scene, insider: bool) -> (usize, usize) {
    let framed = |kind| matches!(kind, Kind::Initial | Kind::ZeroRtt | Kind::Handshake | Kind::Short);
    let both = [Side::Client, Side::Server].into_iter().flat_map(|side| sent(visit, insider, side));
    let all: Vec<_> = both.filter(|(_, packet)| framed(packet.kind())).collect();
    (all.iter().filter(|(_, packet)| !packet.is_open()).count(), all.len())
}

/// The connection IDs to which each side sent, in hexadecimal, in the order of the alphabet.
pub fn names(visit: &Scene) -> Sides<BTreeSet<String>> {
    let mut names = Sides::<BTreeSet<String>>::default();
    for side in [Side::Client, Side::Server] {
        let ids =
            sent(visit, false, side).filter_map(|(m, packet)| Some(m.bytes(&packet.field.find(&quic::DCID)?.span)));
        names[side] = ids.filter(|id| !id.is_empty()).map(hex).collect();
    }
    names
}

/// The datagrams in which a client sent its ClientHello, to the last byte of it.
pub fn first_flight(visit: &Scene) -> Vec<Vec<u8>> {
    let mut flight = Vec::new();
    for message in visit.on_hop(false, 0).filter(|message| message.side == Side::Client && message.crossed() > 0) {
        flight.push(message.wire().to_vec());
        if packets(message).any(|packet| packet.handshakes().next().is_some()) {
            break;
        }
    }
    flight
}

/// The datagrams that a side sent.
pub fn datagrams(visit: &Scene, side: Side) -> Vec<Vec<u8>> {
    let events = visit.recording.connections.iter().flat_map(|connection| &connection.events);
    let sent = events.filter(|event| event.side == side).filter_map(|event| match &event.what {
        What::Bytes(bytes) => Some(bytes.to_vec()),
        _ => None,
    });
    sent.collect()
}

/// How many bytes of datagrams each side sent.
pub fn bytes(visit: &Scene) -> Sides<u64> {
    let sent = |side| visit.recording.connections.iter().map(|connection| connection.sent(side)).sum();
    Sides { client: sent(Side::Client), server: sent(Side::Server) }
}

/// The same recording with one bit of the connection ID changed from which the keys of the Initial packets are derived, wherever the
/// client's first flight shows it; `None`: there is none.
pub fn with_another_origin(visit: &Scene) -> Option<Recording> {
    let origin = quic(visit, false).origin?;
    let mut recording = visit.recording.clone();
    for event in recording.connections.iter_mut().flat_map(|connection| &mut connection.events) {
        let What::Bytes(bytes) = &event.what else { continue };
        let Some(at) = wirewalk_ground::find(bytes, &origin).filter(|_| event.side == Side::Client) else { continue };
        let mut changed = bytes.to_vec();
        *changed.get_mut(at)? ^= 1;
        event.what = What::Bytes(changed.into());
    }
    Some(recording)
}

/// Whether Eve's view shows how the keys of Initial packets were derived.
pub fn derived(visit: &Scene) -> bool {
    visit.on_hop(false, 0).any(|message| message.find(&quic_keys::INITIAL_SECRET).is_some())
}

/// Every datagram of a flow: when it passed, who sent it, how long it is, and what is read of it.
pub fn timeline(visit: &Scene, insider: bool) -> Vec<[String; 4]> {
    let all: Vec<_> = visit.on_hop(insider, 0).filter(|message| message.crossed() > 0).collect();
    let first = all.iter().map(|message| message.at).min().unwrap_or_default();
    let time = |at: Timestamp| format!("{:.1}", at.since(first).as_secs_f64() * 1e3);
    let who = |message: &Message| visit.connection(message.connection).map(|c| c.end(message.side).name.clone());
    let row = |message: &&Message| {
        let gist = datagram_gist(message).unwrap_or_else(|| "no QUIC".to_owned());
        [time(message.at), who(message).unwrap_or_default(), message.crossed().to_string(), gist]
    };
    all.iter().map(row).collect()
}

/// How often the server answered until the answer to the request was there, what TCP needs for itself included.
pub fn round_trips(visit: &Scene) -> Option<u64> {
    compare::round_trips(visit)
}

/// What a visit over TCP and one over QUIC are compared by.
pub fn figures(visit: &Scene) -> Vec<(&'static str, String)> {
    let facts = tls::facts(visit, 0);
    let pieces = |side| {
        let events = visit.recording.connections.iter().flat_map(|connection| &connection.events);
        events.filter(|event| event.side == side && matches!(event.what, What::Bytes(_))).count()
    };
    let Sides { client, server } = bytes(visit);
    let trips = round_trips(visit);
    let count = |trips: Option<u64>| trips.map_or("—".to_owned(), |trips| trips.to_string());
    vec![
        ("TLS", facts.version.unwrap_or_else(|| "—".to_owned())),
        ("spoken inside", facts.alpn.unwrap_or_else(|| "—".to_owned())),
        ("round trips before the request", count(trips.and_then(|trips| trips.checked_sub(1)))),
        ("round trips until the answer", count(trips)),
        ("bytes (client + server)", format!("{client} + {server}")),
        ("pieces on the wire (client + server)", format!("{} + {}", pieces(Side::Client), pieces(Side::Server))),
    ]
}
