//! `--packets`: packets themselves, each with what its payload says.
//!
//! What a payload says is known once its message is whole, packets later: so a capture is read twice, first for the messages
//! ([`Notes`]), then for the packets ([`Packets`]). Neither pass holds the capture.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::io::Read;
use std::ops::RangeInclusive;
use std::str::FromStr;

use super::Told;
use crate::render::gist::gist;
use wirewalk_dissect::Message;
use wirewalk_dissect::names::{UNEXPLAINED, packet};
use wirewalk_dissect::packet::Streams;
use wirewalk_dissect::recording::capture::{CaptureError, Captured, Entry, Reader};
use wirewalk_dissect::recording::{Sides, StreamNumber, What};

/// Notes take no more memory than this, in bytes, about.
const MOST: usize = 64 << 20;
/// And each so much more than its text.
const OVERHEAD: usize = 96;
/// So many messages are told of in one packet.
const FEW: usize = 4;

/// Which packets are wanted, by their numbers: all, one, or from one to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted(RangeInclusive<u64>);

impl Wanted {
    /// Whether this packet is.
    pub fn has(&self, number: u64) -> bool {
        self.0.contains(&number)
    }

    /// The last of them.
    pub fn last(&self) -> u64 {
        *self.0.end()
    }
}

impl FromStr for Wanted {
    type Err = String;

    fn from_str(text: &str) -> Result<Wanted, String> {
        let number = |text: &str| text.parse::<u64>().ok().filter(|number| *number > 0);
        let range = match text.split_once('-') {
            None if text == "all" => Some(1..=u64::MAX),
            None => number(text).map(|number| number..=number),
            Some((from, "")) => number(from).map(|from| from..=u64::MAX),
            Some((from, to)) => number(from).zip(number(to)).map(|(from, to)| from..=to),
        };
        match range.filter(|range| !range.is_empty()) {
            Some(range) => Ok(Wanted(range)),
            None => Err(format!(
                "{text:?} names no packets: write 7 for the seventh, 3-9 for the third to the ninth, 3- for all from the third on"
            )),
        }
    }
}

/// What payloads say, by packet.
pub struct Notes {
    wanted: Wanted,
    by_packet: BTreeMap<u64, Vec<String>>,
    bytes: usize,
    sides: HashMap<u32, Sides<Sent>>,
}

/// What one side of a conversation sent, as far as it is not yet told what it says.
#[derive(Default)]
struct Sent {
    /// How many bytes so far.
    len: u64,
    /// Packets, each with the place of its bytes in what the side sent.
    waiting: VecDeque<(u64, u64, u64)>,
    last: u64,
}

impl Notes {
    /// None yet, and none of other packets than these.
    pub fn new(wanted: Wanted) -> Notes {
        Notes { wanted, by_packet: BTreeMap::new(), bytes: 0, sides: HashMap::new() }
    }

    /// Takes note of what is told.
    pub fn note(&mut self, told: &Told) {
        match told {
            Told::Event(connection, event) => {
                let sent = &mut self.sides.entry(connection.id).or_default()[event.side];
                match (&event.what, &event.packet) {
                    (What::Bytes(bytes), Some(packet)) => {
                        let from = sent.len;
                        sent.len += bytes.len() as u64;
                        sent.waiting.push_back((packet.number, from, sent.len));
                        sent.last = packet.number;
                    }
                    (What::Bytes(bytes), None) => sent.len += bytes.len() as u64,
                    (What::Gap(len), _) => sent.len += len,
                    _ => {}
                }
            }
            Told::Message(connection, message) => self.message(connection.id, message),
            Told::Over(connection) => drop(self.sides.remove(&connection.id)),
            Told::Connection(_) => {}
        }
    }

    fn message(&mut self, id: u32, message: &Message) {
        let Some(sides) = self.sides.get_mut(&id) else { return };
        let sent = &mut sides[message.side];
        let name = format!("message {}/{}", StreamNumber::of(id), message.index);
        if message.is_inside() {
            let packet = sent.last;
            self.add(packet, || format!("{name}, inside: {}", said(message)));
            return;
        }
        let (from, to) = (message.offset, message.offset + message.wire().len() as u64);
        let mut packets = Vec::new();
        while let Some((number, begins, ends)) = sent.waiting.front().copied().filter(|(_, begins, _)| *begins < to) {
            if ends > from {
                packets.push((number, begins <= from && to <= ends));
            }
            if ends > to {
                break;
            }
            sent.waiting.pop_front();
        }
        for (number, whole) in packets {
            let part = if whole { "" } else { "a part of " };
            self.add(number, || format!("{part}{name}: {}", said(message)));
        }
    }

    fn add(&mut self, packet: u64, text: impl FnOnce() -> String) {
        let few = self.by_packet.get(&packet).is_none_or(|notes| notes.len() < FEW);
        if self.wanted.has(packet) && few && self.bytes < MOST {
            let text = text();
            self.bytes += text.len() + OVERHEAD;
            self.by_packet.entry(packet).or_default().push(text);
        }
    }
}

/// What a message says, or what is known of one that nobody takes apart.
fn said(message: &Message) -> String {
    let unknown = message.fields.first().filter(|first| first.is(&UNEXPLAINED));
    unknown.and_then(|first| first.value.meaning.as_deref()).map_or_else(|| gist(message), str::to_owned)
}

/// One packet, taken apart.
pub struct Packet {
    /// As it was captured.
    pub captured: Captured,
    /// What it is made of: its index is the packet's number.
    pub message: Message,
}

/// Packets, one after the other.
pub struct Packets<'n> {
    streams: Streams,
    notes: &'n Notes,
    /// One conversation alone.
    stream: Option<u32>,
}

impl<'n> Packets<'n> {
    /// Those that the notes are for; of one conversation alone, by its id, if that is said.
    pub fn new(notes: &'n Notes, stream: Option<u32>) -> Packets<'n> {
        Packets { streams: Streams::default(), notes, stream }
    }

    /// Takes each packet of a capture apart, up to the last that is wanted, and tells those that are.
    ///
    /// # Errors
    /// Those of the capture, and those of `tell`.
    pub fn run<R: Read, E: From<CaptureError>>(
        &mut self,
        reader: Reader<R>,
        mut tell: impl FnMut(Packet) -> Result<(), E>,
    ) -> Result<u64, E> {
        let mut count = 0;
        for entry in reader.with_packets() {
            let Entry::Packet(captured) = entry? else { continue };
            count = captured.number;
            if count > self.notes.wanted.last() {
                break;
            }
            let message = self.streams.dissect(&captured);
            let of_stream = self.stream.is_none_or(|only| captured.conversations.contains(&only));
            if self.notes.wanted.has(count) && of_stream {
                let message = self.noted(message, count);
                tell(Packet { captured: *captured, message })?;
            }
        }
        Ok(count)
    }

    /// With what its payload says.
    fn noted(&self, mut message: Message, number: u64) -> Message {
        let notes = self.notes.by_packet.get(&number).map(|notes| notes.join("; "));
        let payload = message.fields.iter_mut().rev();
        let mut payload = payload.filter(|field| field.is(&packet::PAYLOAD_TCP) || field.is(&packet::PAYLOAD_UDP));
        if let (Some(notes), Some(field)) = (notes, payload.next()) {
            let before = field.value.meaning.take().unwrap_or_default();
            field.value.meaning = Some(format!("{before}: {notes}").into());
        }
        message
    }
}
