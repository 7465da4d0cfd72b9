//! What was said in the headers and frames of a connection of QUIC, and what it cost until the server could trust an address.

use super::Facts;
use super::read::name;
use crate::names::quic::{
    CONTINUES, DCID, KEY_PHASE, PACKET, REMAINING, RETRY_TAG, SCID, SPIN, SUPPORTED_VERSION, TOKEN, VERSION,
};
use crate::names::{quic_frames as frame, tls_rare};
use crate::recording::{Side, Sides};
use crate::{Datum, Field, Message};

/// Of a list that somebody sends, so many entries are kept,
const MOST: usize = 64;
/// and of a text so many characters.
const LONGEST: usize = 256;

/// A connection of QUIC in one flow, as far as it can be read.
#[derive(Clone, Debug, Default)]
pub struct Quic {
    /// The versions in its long headers, by name, each once.
    pub versions: Vec<String>,
    /// What each side goes by: the connection ids that it gave, in the order in which they were seen.
    pub ids: Sides<Vec<Vec<u8>>>,
    /// The connection id that the client made up for its first packet.
    pub origin: Option<Vec<u8>>,
    /// Whether the server asked the client to come again (Retry), and whether the tag fits; `None` inside: it could not be checked.
    pub retry: Option<Option<bool>>,
    /// Whether the client showed a token in its first packet, or in one after a Retry.
    pub token: bool,
    /// The versions that a server, or somebody in its name, offered instead.
    pub negotiation: Vec<String>,
    /// Packets of each side.
    pub packets: Sides<u64>,
    /// Packets of each side of which nothing could be opened.
    pub sealed: Sides<u64>,
    /// Packets of each side that opened with keys that not everybody has.
    pub opened: Sides<u64>,
    /// Packets that the client sent before the server had said a word.
    pub early: u64,
    /// How often each side changed its keys.
    pub updates: Sides<u64>,
    /// How often each side's spin bit changed.
    pub spins: Sides<u64>,
    /// The transport parameters of each side, by number, name and value.
    pub parameters: Sides<Vec<Parameter>>,
    /// Why the connection ended, by whoever said it first.
    pub close: Option<Close>,
    /// Who forgot the connection and said so with a stateless reset.
    pub reset: Option<Side>,
    /// The flow in which the connection was before, if it moved.
    pub continues: Option<u64>,
    /// Bytes of datagrams that each side sent until the server knew that the client receives at its address.
    pub unvalidated: Sides<u64>,
    /// Whether it knows that.
    pub validated: bool,
    /// Bytes of datagrams, and datagrams, of each side.
    pub bytes: Sides<u64>,
    /// See [`Quic::bytes`].
    pub datagrams: Sides<u64>,
    phase: Sides<Option<u64>>,
    spin: Sides<Option<u64>>,
}

/// A transport parameter (RFC 9000 §18.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its number.
    pub number: u64,
    /// Its name, or its number.
    pub name: String,
    /// Its value, where that is a number.
    pub value: Option<u64>,
}

/// Why a connection ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Close {
    /// Who said so.
    pub side: Side,
    /// Whether the application ended it, not QUIC.
    pub application: bool,
    /// The code.
    pub code: u64,
    /// Its name, where it is one of QUIC's.
    pub name: Option<String>,
    /// What it means.
    pub meaning: Option<String>,
    /// The words that were sent with it.
    pub reason: String,
    /// The type of the frame that is at fault, if one is.
    pub frame: Option<u64>,
}

/// Whether a message is a datagram of QUIC.
pub fn is_quic(message: &Message) -> bool {
    !message.is_inside() && message.fields.iter().any(|field| field.is(&PACKET) || field.is(&CONTINUES))
}

impl Quic {
    /// Takes note of a datagram.
    pub fn note(&mut self, message: &Message) {
        let (side, len) = (message.side, message.wire().len() as u64);
        self.datagrams[side] += 1;
        self.bytes[side] += len;
        // The server may answer a datagram that shows it, so it counts no more.
        if side == Side::Client && !self.validated {
            self.validated = message.fields.iter().any(|packet| self.validates(packet));
        }
        if !self.validated {
            self.unvalidated[side] += len;
        }
        for field in &message.fields {
            if field.is(&CONTINUES) {
                self.continues = field.number();
            } else if field.is(&PACKET) {
                self.packet(message, field);
            }
        }
    }

    /// Whether a packet of the client shows that it receives at its address (RFC 9000 §8.1).
    fn validates(&self, packet: &Field) -> bool {
        let is = |name: &str| packet.name().is_some_and(|own| own == name);
        is("Handshake") || is("1-RTT") || is("Initial") && self.retry.is_some() && has_token(packet)
    }

    fn packet(&mut self, message: &Message, packet: &Field) {
        let side = message.side;
        let kind = packet.name().unwrap_or_default().into_owned();
        self.packets[side] += 1;
        match kind.as_str() {
            "Stateless Reset" => self.reset = self.reset.or(Some(side)),
            "0-RTT" => self.early += 1,
            "Initial" if side == Side::Client => {
                self.token |= has_token(packet);
                self.origin = self.origin.take().or_else(|| own(message, packet, &DCID));
            }
            _ => {}
        }
        let sealed = packet.child(&REMAINING).is_some();
        self.sealed[side] += u64::from(sealed);
        self.opened[side] += u64::from(!sealed && matches!(kind.as_str(), "Handshake" | "0-RTT" | "1-RTT"));
        for field in packet.children.iter().flat_map(Field::walk) {
            self.field(message, field, kind == "Version Negotiation");
        }
    }

    fn field(&mut self, message: &Message, field: &Field, negotiates: bool) {
        let side = message.side;
        if field.is(&VERSION) && !negotiates {
            keep(&mut self.versions, name(field));
        } else if field.is(&SUPPORTED_VERSION) {
            keep(&mut self.negotiation, name(field));
        } else if field.is(&SCID) && !negotiates || field.is(&frame::NCI_ID) {
            keep(&mut self.ids[side], Some(message.bytes(&field.span).to_vec()));
        } else if field.is(&RETRY_TAG) {
            let judged = field.value.meaning.as_deref().is_some_and(|meaning| meaning.starts_with("checked"));
            self.retry = Some(if field.problem.is_some() { Some(false) } else { judged.then_some(true) });
        } else if field.is(&SPIN) {
            changes(&mut self.spin[side], &mut self.spins[side], field);
        } else if field.is(&KEY_PHASE) {
            changes(&mut self.phase[side], &mut self.updates[side], field);
        } else if field.is(&tls_rare::QUIC_PARAMETER) {
            self.parameter(side, field);
        } else if field.is(&frame::FRAME) {
            self.closes(side, field);
        }
    }

    fn parameter(&mut self, side: Side, field: &Field) {
        let Some(number) = field.child(&tls_rare::QUIC_TYPE).and_then(Field::number) else { return };
        let value = field.find(&tls_rare::QUIC_VALUE).and_then(Field::number);
        let parameter = Parameter { number, name: name(field).unwrap_or_else(|| number.to_string()), value };
        keep(&mut self.parameters[side], Some(parameter));
    }

    fn closes(&mut self, side: Side, field: &Field) {
        let by_quic = field.child(&frame::CLOSE_CODE);
        let Some(code) = by_quic.or_else(|| field.child(&frame::CLOSE_APP_CODE)) else { return };
        if self.close.is_some() {
            return;
        }
        let name = match &code.value.datum {
            Datum::Named { name, .. } => Some(name.to_string()),
            _ => None,
        };
        let reason = field.child(&frame::REASON).and_then(self::name).unwrap_or_default();
        self.close = Some(Close {
            side,
            application: by_quic.is_none(),
            code: code.number().unwrap_or_default(),
            name,
            meaning: code.value.meaning.as_deref().map(str::to_owned),
            reason: reason.chars().take(LONGEST).collect(),
            frame: field.child(&frame::CLOSE_FRAME).and_then(Field::number).filter(|frame| *frame != 0),
        });
    }

    /// How many bytes the server sent for each byte of the client until it knew the client's address; `None`: the client sent none.
    pub fn amplification(&self) -> Option<f64> {
        let Sides { client, server } = self.unvalidated;
        (client > 0).then(|| server as f64 / client as f64)
    }

    /// A transport parameter of a side, by its number.
    pub fn value(&self, side: Side, number: u64) -> Option<u64> {
        self.parameters[side].iter().find(|parameter| parameter.number == number)?.value
    }
}

impl Facts {
    /// What a datagram of QUIC holds: data, as far as its frames can be read, or packets that may hold some.
    pub(super) fn carries(&mut self, datagram: &Message) {
        let side = datagram.side;
        let data = datagram.find(&frame::STREAM_DATA).is_some();
        self.sent[side] |= data;
        self.read[side] |= data;
        let sealed = datagram.find(&REMAINING).is_some();
        self.sealed[side] += u64::from(sealed);
        self.hidden |= sealed;
        if self.sent == Sides::default() {
            self.handshake_len[side] += datagram.wire().len();
        }
    }
}

fn has_token(packet: &Field) -> bool {
    packet.child(&TOKEN).is_some()
}

fn own(message: &Message, packet: &Field, label: &crate::Label) -> Option<Vec<u8>> {
    packet.child(label).map(|field| message.bytes(&field.span).to_vec())
}

/// Counts a change of a bit.
fn changes(last: &mut Option<u64>, count: &mut u64, field: &Field) {
    let now = field.number();
    *count += u64::from(last.is_some() && *last != now);
    *last = now;
}

fn keep<T: PartialEq>(list: &mut Vec<T>, what: Option<T>) {
    if let Some(what) = what.filter(|what| list.len() < MOST && !list.contains(what)) {
        list.push(what);
    }
}
