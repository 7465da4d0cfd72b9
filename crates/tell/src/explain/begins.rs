//! In which packet a message begins.

use std::collections::{HashMap, VecDeque};

use super::Told;
use wirewalk_dissect::recording::{Sides, What};
use wirewalk_dissect::{Message, Origin};

/// So many segments whose bytes are in no message yet are remembered, on all conversations together.
const MOST: usize = 1 << 20;
/// So many messages of a conversation are remembered that may carry others.
const CARRIERS: usize = 256;

/// Which packets the bytes came in that are in no message yet, and the packets of the latest messages.
#[derive(Debug, Default)]
pub(super) struct Begins {
    streams: HashMap<u32, Stream>,
    remembered: usize,
}

#[derive(Debug, Default)]
struct Stream {
    /// How many bytes each side has sent, seen or not.
    sent: Sides<u64>,
    /// Where segments end in that, and in which packets they came.
    segments: Sides<VecDeque<(u64, u64)>>,
    /// Messages by their index, with their packets.
    carriers: VecDeque<(u32, u64)>,
}

impl Begins {
    /// Takes note of what is told, before a message's packet is asked for.
    pub(super) fn note(&mut self, told: &Told) {
        match told {
            Told::Event(connection, event) => {
                let stream = self.streams.entry(connection.id).or_default();
                let side = event.side;
                match &event.what {
                    What::Bytes(bytes) => {
                        stream.sent[side] = stream.sent[side].saturating_add(bytes.len() as u64);
                        if let Some(packet) = event.packet.as_ref().filter(|_| self.remembered < MOST) {
                            stream.segments[side].push_back((stream.sent[side], packet.number));
                            self.remembered += 1;
                        }
                    }
                    What::Gap(len) => stream.sent[side] = stream.sent[side].saturating_add(*len),
                    _ => {}
                }
            }
            Told::Over(connection) => {
                if let Some(stream) = self.streams.remove(&connection.id) {
                    let left = stream.segments.client.len() + stream.segments.server.len();
                    self.remembered = self.remembered.saturating_sub(left);
                }
            }
            Told::Connection(_) | Told::Message(..) => {}
        }
    }

    /// The packet in which a message begins; under TLS, in which the record begins that carries its first byte. Messages are asked for
    /// in the order in which they are told, each once.
    pub(super) fn of(&mut self, message: &Message) -> Option<u64> {
        let stream = self.streams.get_mut(&message.connection)?;
        if message.is_inside() {
            let Some(Origin::Joined(spans)) = message.sources.first().map(|source| &source.origin) else { return None };
            let carrier = spans.first()?.message;
            let known = stream.carriers.iter().rev().find(|(index, _)| *index == carrier);
            let packet = known.map(|(_, packet)| *packet);
            // TLS in TLS: what carries may itself be carried.
            packet.inspect(|packet| stream.carries(message.index, *packet))
        } else {
            let segments = &mut stream.segments[message.side];
            while segments.front().is_some_and(|(end, _)| *end <= message.offset) {
                segments.pop_front();
                self.remembered = self.remembered.saturating_sub(1);
            }
            let packet = segments.front().map(|(_, packet)| *packet)?;
            stream.carries(message.index, packet);
            Some(packet)
        }
    }
}

impl Stream {
    fn carries(&mut self, index: u32, packet: u64) {
        if self.carriers.len() == CARRIERS {
            self.carriers.pop_front();
        }
        self.carriers.push_back((index, packet));
    }
}
