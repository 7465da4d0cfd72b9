//! What one flow of QUIC came to: which packets each side sent, what they say in clear, how the connection ended.

use super::close::Close;
use super::packet::{Kind, Packet, frame, packets};
use wirewalk_dissect::names::{quic, quic_frames, tls_rare};
use wirewalk_dissect::recording::{Side, Sides, StreamNumber, Transport};
use wirewalk_dissect::{Field, Message};

/// So many connection ids, versions, parameters of a side are kept.
const MOST: usize = 24;
/// A value is not longer than this, in characters.
const LONGEST: usize = 64;

/// What is known of a flow of QUIC.
#[derive(Clone, Debug, Default)]
pub struct Quic {
    /// How many packets of each kind each side sent.
    pub sent: Sides<Counts>,
    /// The version of the latest long header of a side, by name.
    pub version: Sides<Option<String>>,
    /// The versions that a server listed, since it does not speak the client's.
    pub offered: Vec<String>,
    /// The version of the client's first packet.
    pub tried: Option<String>,
    /// The connection ids that a side chose for itself, as far as they are in clear, in hexadecimal: the first ones.
    pub ids: Sides<Vec<String>>,
    /// Whether a side's spin bit was seen as 0, and as 1.
    pub spins: Sides<[bool; 2]>,
    /// What a side's transport parameters say, in their order: name and value.
    pub parameters: Sides<Vec<(String, Option<String>)>>,
    /// Those of the client that everybody can read: in Initial packets.
    pub readable: Vec<(String, Option<String>)>,
    /// The ends that were said, the first of each side.
    pub closes: Vec<Close>,
    /// Bytes in datagrams of each side until the server can know that the client receives at its address (RFC 9000 §8.1).
    pub unvalidated: Sides<u64>,
    /// Whether the server can know that.
    pub validated: bool,
    /// Whether the client said that something of the server arrived, or sent what only follows on it.
    pub heard: bool,
    /// Whether the client's Initial carries a token.
    pub token: bool,
    /// Datagrams of the client after the server's first.
    pub went_on: u64,
    /// Whether a side sent data on a stream or beside all, as far as that was opened.
    pub data: Sides<bool>,
    /// The flow that this one continues, if its client moved here from another address.
    pub continues: Option<StreamNumber>,
}

/// Packets of a side.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// See [`Kind`].
    pub initial: u64,
    /// See [`Kind`].
    pub zero_rtt: u64,
    /// See [`Kind`].
    pub handshake: u64,
    /// See [`Kind`].
    pub short: u64,
    /// See [`Kind`].
    pub retry: u64,
    /// See [`Kind`].
    pub negotiation: u64,
    /// See [`Kind`].
    pub reset: u64,
    /// See [`Kind`].
    pub other: u64,
    /// Initial packets that did not open, although everybody can open one whose connection's beginning was seen.
    pub unread: u64,
    /// Those that keys opened.
    pub opened: u64,
    /// Those that are encrypted, and nothing here opened.
    pub sealed: u64,
}

impl Counts {
    /// Whether there is a packet of any kind.
    pub fn any(&self) -> bool {
        self.long() + self.short + self.reset > 0
    }

    /// Packets with a long header.
    pub fn long(&self) -> u64 {
        self.initial + self.zero_rtt + self.handshake + self.retry + self.negotiation + self.other
    }
}

impl Quic {
    /// Takes note of a datagram.
    pub fn note(&mut self, message: &Message) {
        let (side, len) = (message.side, message.crossed() as u64);
        if let Some(number) = message.find(&quic::CONTINUES).and_then(Field::number) {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            self.continues = Some(StreamNumber { transport: Transport::Udp, number });
        }
        if side == Side::Client && self.sent.server.any() {
            self.went_on += 1;
        }
        for packet in packets(message) {
            self.packet(side, packet);
            self.closes(message, packet);
        }
        if !self.validated {
            self.unvalidated[side] += len;
        }
        self.parameters(message);
    }

    fn packet(&mut self, side: Side, packet: Packet) {
        let (kind, sent) = (packet.kind(), &mut self.sent[side]);
        *match kind {
            Kind::Initial => &mut sent.initial,
            Kind::ZeroRtt => &mut sent.zero_rtt,
            Kind::Handshake => &mut sent.handshake,
            Kind::Short => &mut sent.short,
            Kind::Retry => &mut sent.retry,
            Kind::Negotiation => &mut sent.negotiation,
            Kind::Reset => &mut sent.reset,
            Kind::Other => &mut sent.other,
        } += 1;
        match kind {
            Kind::Handshake | Kind::Short | Kind::ZeroRtt if packet.is_opened() => sent.opened += 1,
            Kind::Handshake | Kind::Short | Kind::ZeroRtt | Kind::Other => sent.sealed += 1,
            Kind::Initial if !packet.is_open() => sent.unread += 1,
            _ => {}
        }
        if let Some(version) = packet.version() {
            self.tried = self.tried.take().or_else(|| Some(version.clone()).filter(|_| side == Side::Client));
            self.version[side] = Some(version);
        }
        let ids = &mut self.ids[side];
        if let Some(id) = packet.id(&quic::SCID).filter(|id| !id.is_empty())
            && ids.len() < MOST
            && !ids.contains(&id)
        {
            ids.push(id);
        }
        let spin = packet.field.child(&quic::SHORT).and_then(|short| short.child(&quic::SPIN));
        if let Some(spin) = spin.and_then(Field::number)
            && let Some(seen) = self.spins[side].get_mut(spin as usize)
        {
            *seen = true;
        }
        self.data[side] |= packet.frames().any(|frame| frame.is_stream() || frame.is_datagram());
        self.tells(side, kind, packet);
    }

    /// What a packet tells of how far the handshake came.
    fn tells(&mut self, side: Side, kind: Kind, packet: Packet) {
        if kind == Kind::Negotiation {
            let versions = packet.field.children.iter().filter(|field| field.is(&quic::SUPPORTED_VERSION));
            let names = versions.filter_map(|field| Some(field.name()?.into_owned())).take(MOST);
            self.offered = names.collect();
        }
        if side != Side::Client {
            return;
        }
        let token = packet.field.child(&quic::TOKEN_LENGTH).and_then(Field::number).is_some_and(|len| len > 0);
        let acks = packet.frames().any(|frame| matches!(frame.kind(), Some(frame::ACK | frame::ACK_ECN)));
        self.token |= token;
        self.validated |= kind == Kind::Handshake || kind == Kind::Initial && token;
        self.heard |= matches!(kind, Kind::Handshake | Kind::Short) || acks;
    }

    fn closes(&mut self, message: &Message, packet: Packet) {
        for frame in packet.frames() {
            let Some(close) = Close::of(message, packet, frame) else { continue };
            let known = self.closes.iter_mut().find(|known| known.side == close.side);
            match known {
                // The same is said at each level of encryption that the other side may have keys for; the innermost says most.
                Some(known) if !known.application && close.application => *known = close,
                Some(_) => {}
                None => self.closes.push(close),
            }
        }
    }

    fn parameters(&mut self, message: &Message) {
        // Whoever is past the handshake has said them.
        if self.is_established() || !self.parameters[message.side].is_empty() {
            return;
        }
        let parameters = &mut self.parameters[message.side];
        for parameter in message.walk().filter(|field| field.is(&tls_rare::QUIC_PARAMETER)).take(MOST) {
            let kind = parameter.child(&tls_rare::QUIC_TYPE).and_then(Field::name).unwrap_or_default().into_owned();
            let value = parameter.child(&tls_rare::QUIC_VALUE).and_then(Field::name);
            let short = value.map(|value| value.chars().take(LONGEST).collect());
            parameters.push((kind, short));
        }
        // A hello of the client lies in Initial packets, always.
        if message.side == Side::Client {
            self.readable.clone_from(&self.parameters.client);
        }
    }

    /// The version that both sides go on with, by name, as far as it was seen.
    pub fn agreed(&self) -> Option<&str> {
        self.version.server.as_deref().or(self.version.client.as_deref())
    }

    /// Packets of both sides that keys opened, and that nothing here opened.
    pub fn opened(&self) -> (u64, u64) {
        let both = |count: fn(&Counts) -> u64| count(&self.sent.client) + count(&self.sent.server);
        (both(|sent| sent.opened), both(|sent| sent.sealed))
    }

    /// Whether the handshake came to its end, as far as can be seen: both sides sent what only follows on it.
    pub fn is_established(&self) -> bool {
        self.sent.client.short > 0 && (self.sent.server.short > 0 || self.sent.client.handshake > 0)
    }

    /// Whether nothing with a long header was seen: the capture began later than the connection, or it moved here.
    pub fn is_middle(&self) -> bool {
        self.sent.client.long() + self.sent.server.long() == 0
    }

    /// Whether any data was read.
    pub fn has_data(&self) -> bool {
        self.data.contains(&true)
    }

    /// How the connection ended, as far as somebody said: the first who closed it.
    pub fn end(&self) -> Option<&Close> {
        self.closes.first()
    }
}

/// A version as it is called.
pub fn called(version: &str) -> String {
    match version {
        "1" | "2" => format!("QUIC v{version}"),
        "reserved" => "a reserved version of QUIC, which nobody speaks".to_owned(),
        _ if version.starts_with("draft") => format!("QUIC {version}"),
        _ if version.starts_with("0x") => format!("QUIC version {version}"),
        _ => version.to_owned(),
    }
}

/// Whether a datagram has a frame that says that the connection is over.
pub fn is_end(message: &Message) -> bool {
    message.find(&quic_frames::CLOSE_CODE).or_else(|| message.find(&quic_frames::CLOSE_APP_CODE)).is_some()
        || message.find(&quic::RESET_TOKEN).is_some()
}
