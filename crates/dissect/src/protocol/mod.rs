//! What a protocol is: a folder that implements one trait, and a line in [`crate::protocols`] that registers it.
//!
//! A protocol is given pieces of two streams, each with its time and its side, and gives messages. Whether the streams are
//! TCP's or what TLS carried is not its business: whoever carries them says where in its own messages the bytes lay.
//! A protocol over datagrams is given each as one piece, and has a list of its own in the [`Registry`].

use std::ops::Range;

use bytes::Bytes;

use crate::field::Field;
use crate::message::Message;
use crate::recording::{Secrets, Side, Sides, Timestamp};
use crate::tls::Sessions;

pub(crate) mod ending;
pub(crate) mod flow;
pub(crate) mod held;
pub(crate) mod onward;
pub(crate) mod outbox;
pub(crate) mod parts;
pub(crate) mod pieces;
pub(crate) mod recogniser;
pub(crate) mod streams;
pub(crate) mod talk;
pub(crate) mod target;

pub(crate) use ending::Ending;
pub(crate) use held::Held;
pub(crate) use onward::Onward;
pub(crate) use outbox::Outbox;
pub(crate) use streams::{OverStreams, StreamEnd, Streams};

/// What nobody understands, and what is long, comes in pieces of this length, at the most.
pub(crate) const PIECE: usize = 64 * 1024;

/// One connection in one protocol, as far as it is not yet messages.
pub(crate) trait Protocol<'s> {
    /// Bytes that this side sent.
    fn bytes(&mut self, at: Timestamp, side: Side, bytes: Bytes);

    /// Bytes that this side sent and nobody saw.
    fn gap(&mut self, at: Timestamp, side: Side, len: u64);

    /// This side sends no more.
    fn end(&mut self, at: Option<Timestamp>, side: Side, ending: &Ending);

    /// Where its messages wait.
    fn out(&mut self) -> &mut Outbox<'s>;

    /// Whether this side may yet turn out to speak another protocol: nothing that it said was heard here.
    fn awaits(&self, _side: Side) -> bool {
        false
    }

    /// Whether what is spoken turned out not to be this protocol.
    fn is_foreign(&self) -> bool {
        false
    }

    /// Whether nobody knows what is spoken: another protocol may yet recognise what comes as its own.
    fn is_unknown(&self) -> bool {
        false
    }

    /// So many bytes had been sent before this protocol was recognised.
    fn goes_on_at(&mut self, _sent: Sides<u64>) {}

    /// How many bytes this side has sent, seen or not.
    fn reached(&self, _side: Side) -> u64 {
        0
    }
}

/// A conversation, whatever it is in.
pub(crate) type Spoken<'s> = Box<dyn Protocol<'s> + Send + 's>;

/// Begins a conversation in a protocol.
pub(crate) type Open = for<'s> fn(Opening<'s>) -> Spoken<'s>;

/// What a conversation begins with.
#[derive(Clone)]
pub(crate) struct Opening<'s> {
    /// The number of its connection.
    pub(crate) connection: u32,
    /// The ports of its two ends, where they are known; else 0.
    pub(crate) ports: Sides<u16>,
    /// What may be opened with.
    pub(crate) secrets: &'s Secrets,
    /// The sessions of TLS that go on from one connection to another.
    pub(crate) sessions: Sessions,
    /// What may be spoken.
    pub(crate) registry: &'static Registry,
    /// In how many tunnels it lies.
    pub(crate) depth: u8,
    /// Whether it lies inside TLS.
    pub(crate) covered: bool,
    /// What is spoken inside TLS if that begins here, where both sides have settled it before.
    pub(crate) within: Option<Open>,
}

/// A protocol's entry in the list of those that are recognised.
pub(crate) struct Registration {
    /// Whether a side that begins with these bytes speaks it; `None`: too early to tell.
    pub(crate) begins: fn(Side, &[u8]) -> Option<bool>,
    /// Begins a conversation in it.
    pub(crate) open: Open,
    /// Goes on with a conversation that one side alone holds in another protocol, without knowing that the other side speaks
    /// this one; `None`: that does not happen.
    pub(crate) beside: Option<for<'s> fn(Opening<'s>, bare: Side, with: Spoken<'s>) -> Spoken<'s>>,
    /// How a conversation goes on that began before anybody listened, in the middle of something.
    pub(crate) late: Option<Late>,
    /// The names by which two sides agree in it while they begin TLS (RFC 7301).
    pub(crate) alpn: &'static [&'static [u8]],
}

/// How a protocol is recognised whose beginning is missing.
#[derive(Clone, Copy)]
pub(crate) struct Late {
    /// Whether these bytes, the first of a packet, can be nothing else.
    pub(crate) resumes: fn(&[u8]) -> bool,
    /// Goes on with a conversation of which nobody knew what it is.
    pub(crate) open: for<'s> fn(Opening<'s>, with: Spoken<'s>) -> Spoken<'s>,
}

/// The entry of a protocol whose messages are datagrams of UDP.
pub(crate) struct OverDatagrams {
    /// Whether a datagram that this side sent, in a flow that begins so, is one of its. A flow is asked again as long as nobody is.
    pub(crate) speaks: fn(&Opening<'_>, Side, &[u8]) -> bool,
    /// Begins a conversation in it. Each datagram comes as one piece.
    pub(crate) open: Open,
}

/// Takes apart what stands in this range of a source of a message; `None`: it is something else.
pub(crate) type Look = fn(&mut Message, u16, &[u8], Range<usize>, &Secrets) -> Option<Vec<Field>>;

/// What is recognised in a body, or any other content that is whole.
pub(crate) struct Content {
    /// What it is.
    pub(crate) name: &'static str,
    /// If this range of a source of the message, whose bytes are all given, is that: the fields that tile it.
    pub(crate) look: Look,
}

/// Everything that is recognised, in the order in which it is asked.
pub(crate) struct Registry {
    /// On a connection.
    pub(crate) over_tcp: &'static [Registration],
    /// In the datagrams of a flow of UDP.
    pub(crate) over_udp: &'static [OverDatagrams],
    /// Datagrams that are nothing else.
    pub(crate) other_datagrams: OverDatagrams,
    /// Inside TLS.
    pub(crate) over_tls: &'static [Registration],
    /// On the streams of QUIC.
    pub(crate) over_streams: &'static [OverStreams],
    /// Everything that is nothing else is its to judge, on a connection and inside TLS.
    pub(crate) otherwise: Registration,
    /// In a body.
    pub(crate) contents: &'static [Content],
}

impl Registry {
    /// Whether somebody here takes apart what two sides agreed in by this name.
    pub(crate) fn takes_apart(&self, alpn: &[u8]) -> bool {
        self.over_tls.iter().chain([&self.otherwise]).any(|protocol| protocol.alpn.contains(&alpn))
    }
}

impl Opening<'_> {
    /// What is recognised in this range of a source of the message, whose bytes are all given: its name, and its fields.
    pub(crate) fn look(
        &self,
        message: &mut Message,
        source: u16,
        bytes: &[u8],
        range: Range<usize>,
    ) -> Option<(&'static str, Vec<Field>)> {
        let mut contents = self.registry.contents.iter();
        contents.find_map(|c| Some((c.name, (c.look)(message, source, bytes, range.clone(), self.secrets)?)))
    }
}
