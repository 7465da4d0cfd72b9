//! What a connection of QUIC cost until its answer was there.
//!
//! Nothing opens a flow of UDP: the client's first datagram is its hello. Whoever acknowledges asks nothing: a side speaks if it sends
//! messages of the handshake, or data of an exchange.

use super::Handshake;
use super::measure::Cost;
use crate::quic::{Kind, Packet, Quic, called, frame, packets};
use wirewalk_dissect::Message;
use wirewalk_dissect::facts::Facts;
use wirewalk_dissect::names::quic_frames;
use wirewalk_dissect::recording::Side;

/// What a packet is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    /// The handshake, or what comes before it.
    Handshake,
    /// Data of an exchange.
    Data,
    /// What nobody waits for: acknowledgements, limits, settings, tickets.
    Nothing,
    /// Nobody can tell without the keys.
    Unknown,
}

/// What it cost, by its messages in order.
pub(super) fn cost<'m>(messages: impl Iterator<Item = &'m Message>) -> Cost {
    let (mut cost, mut first, mut bytes, mut answers, mut asked) = (Cost::default(), None, 0, 0, false);
    let mut retried = false;
    for message in messages.filter(|message| message.crossed() > 0) {
        let first = *first.get_or_insert(message.at);
        for packet in packets(message) {
            // A server that keeps nothing sends a Retry for each datagram of one hello; the client heeds the first.
            let again = packet.kind() == Kind::Retry && std::mem::replace(&mut retried, true);
            let says = if again { Says::Nothing } else { says(message.side, packet) };
            match (says, message.side) {
                (Says::Unknown, _) => return cost,
                (Says::Nothing, _) => {}
                (_, Side::Client) => asked = true,
                (_, Side::Server) => answers += u64::from(std::mem::replace(&mut asked, false)),
            }
            if says == Says::Data {
                cost.handshake.get_or_insert(Handshake { bytes, time: message.at.since(first) });
                if message.side == Side::Server {
                    cost.round_trips = Some(answers);
                    return cost;
                }
            }
            bytes += packet.size() as u64;
        }
    }
    cost
}

fn says(side: Side, packet: Packet) -> Says {
    let crypto = || packet.frames().any(|frame| frame.is(frame::CRYPTO));
    match packet.kind() {
        Kind::Retry | Kind::Negotiation => Says::Handshake,
        Kind::Initial | Kind::Handshake if packet.is_open() => {
            if crypto() {
                Says::Handshake
            } else {
                Says::Nothing
            }
        }
        // What it may carry is known, whoever opens it.
        Kind::Initial | Kind::Handshake if side == Side::Server => Says::Handshake,
        Kind::Initial | Kind::Handshake | Kind::Reset => Says::Nothing,
        Kind::Short | Kind::ZeroRtt if packet.is_open() => {
            if is_exchange(packet) {
                Says::Data
            } else {
                Says::Nothing
            }
        }
        Kind::Short | Kind::ZeroRtt | Kind::Other => Says::Unknown,
    }
}

/// Whether it carries data on a stream that the client opened for both (RFC 9000 §2.1).
fn is_exchange(packet: Packet) -> bool {
    packet
        .frames()
        .filter(|frame| frame.is_stream())
        .any(|frame| frame.number(&quic_frames::STREAM_ID).is_some_and(|stream| stream.is_multiple_of(4)))
}

/// What is spoken, in a few words.
pub(super) fn protocol<'m>(messages: impl Iterator<Item = &'m Message>) -> String {
    let (mut quic, mut facts) = (Quic::default(), Facts::default());
    for message in messages.filter(|message| message.crossed() > 0) {
        quic.note(message);
        facts.note(message);
    }
    let version = quic.agreed().map_or_else(|| "QUIC".to_owned(), called);
    match facts.version {
        Some(tls) => format!("{version}, {tls}"),
        None => format!("{version}, nothing agreed"),
    }
}
