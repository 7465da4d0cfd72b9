//! What a connection of QUIC cost until its answer was there.
//!
//! Nothing opens a flow of UDP: the client's first datagram is its hello. Whoever acknowledges asks nothing: a side speaks if it sends
//! messages of the handshake, or data of an exchange.

use std::collections::BTreeMap;

use super::Handshake;
use super::measure::Cost;
use crate::quic::{Frame, Kind, Packet, Quic, called, frame, packets};
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
    let (mut retried, mut told) = (false, Told::default());
    for message in messages.filter(|message| message.crossed() > 0) {
        let first = *first.get_or_insert(message.at);
        for packet in packets(message) {
            // A server that keeps nothing sends a Retry for each datagram of one hello; the client heeds the first.
            let again = packet.kind() == Kind::Retry && std::mem::replace(&mut retried, true);
            let says = if again { Says::Nothing } else { says(message.side, packet, &mut told) };
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

/// How far each side has told its part of the handshake, by kind of packet: what is sent again answers nobody.
#[derive(Default)]
struct Told(BTreeMap<(Side, Kind), u64>);

impl Told {
    /// Whether a packet brings messages of the handshake, or pieces of them, that were not sent before.
    fn is_new(&mut self, side: Side, packet: Packet) -> bool {
        let end = |frame: Frame| {
            let number = |label| frame.number(label).unwrap_or_default();
            number(&quic_frames::CRYPTO_OFFSET).saturating_add(number(&quic_frames::CRYPTO_LENGTH))
        };
        let ends = packet.frames().filter(|frame| frame.is(frame::CRYPTO)).map(end).max();
        let before = self.0.entry((side, packet.kind())).or_default();
        let is_new = ends.is_some_and(|end| end > *before);
        *before = (*before).max(ends.unwrap_or_default());
        is_new
    }
}

fn says(side: Side, packet: Packet, told: &mut Told) -> Says {
    match packet.kind() {
        Kind::Retry | Kind::Negotiation => {
            told.0.clear(); // the client begins once more
            Says::Handshake
        }
        Kind::Initial | Kind::Handshake if packet.is_open() => {
            if told.is_new(side, packet) {
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
