//! What a datagram of QUIC holds, packet by packet, as far as its fields tell: the same for captions, explanations and comparisons.

use wirewalk_dissect::names::{quic, quic_frames, tls_record};
use wirewalk_dissect::recording::SecretId;
use wirewalk_dissect::{Datum, Field, Message, Origin};

/// A kind of packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The first of each side, which everybody can open.
    Initial,
    /// Data before the handshake.
    ZeroRtt,
    /// The rest of the handshake.
    Handshake,
    /// A server's wish that the client proves its address.
    Retry,
    /// A server's list of versions.
    Negotiation,
    /// Everything after the handshake: a short header.
    Short,
    /// The end of a connection whose state is lost.
    Reset,
    /// A packet of a version that is not known here.
    Other,
}

impl Kind {
    /// As the standards call it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Initial => "Initial",
            Kind::ZeroRtt => "0-RTT",
            Kind::Handshake => "Handshake",
            Kind::Retry => "Retry",
            Kind::Negotiation => "Version Negotiation",
            Kind::Short => "1-RTT",
            Kind::Reset => "stateless reset",
            Kind::Other => "packet of another version",
        }
    }
}

/// A kind of frame, as far as anybody asks for it (RFC 9000 §12.4).
pub mod frame {
    /// Fills up.
    pub const PADDING: u64 = 0x00;
    /// Says what arrived,
    pub const ACK: u64 = 0x02;
    /// or so with marks of congestion.
    pub const ACK_ECN: u64 = 0x03;
    /// Messages of TLS.
    pub const CRYPTO: u64 = 0x06;
    /// Data of a stream, with flags.
    pub const STREAM: std::ops::RangeInclusive<u64> = 0x08..=0x0f;
    /// An end by QUIC itself,
    pub const CLOSE: u64 = 0x1c;
    /// or by what is spoken on the streams.
    pub const CLOSE_APPLICATION: u64 = 0x1d;
    /// A datagram beside the streams.
    pub const DATAGRAM: std::ops::RangeInclusive<u64> = 0x30..=0x31;
}

/// A packet in a datagram.
#[derive(Clone, Copy)]
pub struct Packet<'m> {
    message: &'m Message,
    /// All of it.
    pub field: &'m Field,
}

/// The packets of a datagram, in order; none: it is no datagram of QUIC.
pub fn packets(message: &Message) -> impl Iterator<Item = Packet<'_>> {
    message.fields.iter().filter(|field| field.is(&quic::PACKET)).map(move |field| Packet { message, field })
}

/// Whether a message is a datagram of QUIC.
pub fn is_datagram(message: &Message) -> bool {
    !message.is_inside() && packets(message).next().is_some()
}

impl<'m> Packet<'m> {
    /// What kind it is.
    pub fn kind(&self) -> Kind {
        match self.field.name().as_deref() {
            Some("Initial") => Kind::Initial,
            Some("0-RTT") => Kind::ZeroRtt,
            Some("Handshake") => Kind::Handshake,
            Some("Retry") => Kind::Retry,
            Some("Version Negotiation") => Kind::Negotiation,
            Some("1-RTT") => Kind::Short,
            Some("Stateless Reset") => Kind::Reset,
            _ => Kind::Other,
        }
    }

    /// The version in a long header, by name; of a negotiation none.
    pub fn version(&self) -> Option<String> {
        let version = self.field.child(&quic::VERSION).filter(|version| version.number() != Some(0))?;
        version.name().map(|name| name.into_owned())
    }

    /// Its number, if its header could be unprotected.
    pub fn number(&self) -> Option<u64> {
        self.field.find(&quic::PACKET_NUMBER).and_then(Field::number)
    }

    /// How many bytes it has.
    pub fn size(&self) -> usize {
        self.field.span.len()
    }

    /// Its frames, if it could be opened.
    pub fn frames(&self) -> impl Iterator<Item = Frame<'m>> + use<'m> {
        self.field.walk().filter(|field| field.is(&quic_frames::FRAME)).map(Frame)
    }

    /// Whether its payload could be opened.
    pub fn is_open(&self) -> bool {
        self.frames().next().is_some()
    }

    /// Whether it was opened with keys that not everybody has.
    pub fn is_opened(&self) -> bool {
        let secret = |field: &Field| {
            let source = self.message.sources.get(usize::from(field.span.source));
            let origin = source.map(|source| &source.origin);
            matches!(origin, Some(Origin::Decrypted { with, .. }) if *with != SecretId::Everybody)
        };
        self.frames().any(|frame| secret(frame.0))
    }

    /// The messages of TLS that end in it, by name.
    pub fn handshakes(&self) -> impl Iterator<Item = &'m Field> + use<'m> {
        self.field.walk().filter(|field| field.is(&tls_record::HANDSHAKE))
    }

    /// A connection id in its header, in hexadecimal.
    pub fn id(&self, label: &'static wirewalk_dissect::Label) -> Option<String> {
        let field = self.field.child(label)?;
        Some(wirewalk_ground::hex(self.message.bytes(&field.span)))
    }
}

/// A frame.
#[derive(Clone, Copy)]
pub struct Frame<'m>(pub &'m Field);

impl<'m> Frame<'m> {
    /// Its type.
    pub fn kind(&self) -> Option<u64> {
        self.0.find(&quic_frames::TYPE).and_then(Field::number).or_else(|| self.0.number())
    }

    /// Its type by name.
    pub fn name(&self) -> String {
        let named = |field: &'m Field| match &field.value.datum {
            Datum::Named { name, .. } => Some(name.to_string()),
            Datum::Text(text) => Some(text.clone()),
            _ => None,
        };
        let own = named(self.0).or_else(|| self.0.find(&quic_frames::TYPE).and_then(named));
        own.unwrap_or_else(|| self.0.label.name.to_owned())
    }

    /// Whether it is of this type.
    pub fn is(&self, kind: u64) -> bool {
        self.kind() == Some(kind)
    }

    /// Whether it carries data of a stream.
    pub fn is_stream(&self) -> bool {
        self.kind().is_some_and(|kind| frame::STREAM.contains(&kind))
    }

    /// Whether it is a datagram beside all streams.
    pub fn is_datagram(&self) -> bool {
        self.kind().is_some_and(|kind| frame::DATAGRAM.contains(&kind))
    }

    /// A number in it.
    pub fn number(&self, label: &'static wirewalk_dissect::Label) -> Option<u64> {
        self.0.find(label).and_then(Field::number)
    }
}
