//! Where the bytes of a message stand in the packets of the capture.

use std::collections::VecDeque;
use std::ops::Range;

use wirewalk_dissect::recording::{Side, Sides, What, WireEvent};
use wirewalk_dissect::{Message, Origin, Span};

/// So many packets of each direction are kept in mind, and so many messages of a conversation: what lies further back cannot be found.
const MOST: usize = 1024;

/// A conversation: what each side sent, and in which packets.
#[derive(Default)]
pub(super) struct Places {
    streams: Sides<Stream>,
    messages: VecDeque<Seen>,
}

#[derive(Default)]
struct Stream {
    next: u64,
    pieces: VecDeque<Piece>,
}

struct Piece {
    start: u64,
    len: u64,
    packet: u64,
    at: usize,
}

struct Seen {
    index: u32,
    side: Side,
    offset: u64,
}

/// A part of a packet that holds a part of a message.
pub(super) struct Place {
    pub packet: u64,
    pub at: usize,
    /// Which of the bytes that were asked for.
    pub part: Range<usize>,
}

impl Places {
    /// Takes note of what happened.
    pub fn event(&mut self, event: &WireEvent) {
        let stream = &mut self.streams[event.side];
        match (&event.what, &event.packet) {
            (What::Gap(len), _) => stream.next += len,
            (What::Bytes(bytes), packet) => {
                let (start, len) = (stream.next, bytes.len() as u64);
                stream.next += len;
                if let Some(packet) = packet.as_ref().filter(|_| len > 0) {
                    stream.pieces.push_back(Piece { start, len, packet: packet.number, at: packet.range.start });
                }
                if stream.pieces.len() > MOST {
                    stream.pieces.pop_front();
                }
            }
            _ => {}
        }
    }

    /// Takes note of a message that crossed the wire: later ones may point into it.
    pub fn message(&mut self, message: &Message) {
        if message.crossed() > 0 {
            self.messages.push_back(Seen { index: message.index, side: message.side, offset: message.offset });
        }
        if self.messages.len() > MOST {
            self.messages.pop_front();
        }
    }

    fn stream(&self, side: Side, range: Range<u64>, part: usize, found: &mut Vec<Place>) {
        let pieces = &self.streams[side].pieces;
        let first = pieces.partition_point(|piece| piece.start + piece.len <= range.start);
        for piece in pieces.range(first..).take_while(|piece| piece.start < range.end) {
            let (start, end) = (piece.start.max(range.start), (piece.start + piece.len).min(range.end));
            let asked = part + (start - range.start) as usize;
            let at = piece.at + (start - piece.start) as usize;
            found.push(Place { packet: piece.packet, at, part: asked..asked + (end - start) as usize });
        }
    }
}

/// Where the sources of one message come from.
pub(super) struct Sources<'m> {
    message: &'m Message,
    /// Of each source that was put together: where its parts begin in it.
    starts: Vec<Vec<usize>>,
}

impl<'m> Sources<'m> {
    /// Of this message.
    pub fn new(message: &'m Message) -> Sources<'m> {
        let starts = |spans: &[Span]| {
            spans.iter().scan(0, |at, span| Some(std::mem::replace(at, *at + span.len()))).collect::<Vec<usize>>()
        };
        let of = |source: &wirewalk_dissect::Source| parts(&source.origin).map(starts).unwrap_or_default();
        Sources { message, starts: message.sources.iter().map(of).collect() }
    }

    /// Where these bytes of a source stand. Of what was decrypted, decompressed or decoded: nowhere.
    pub fn places(&self, places: &Places, source: u16, range: Range<usize>) -> Vec<Place> {
        let mut found = Vec::new();
        self.find(places, source, range, 0, &mut found);
        found
    }

    fn find(&self, places: &Places, source: u16, range: Range<usize>, part: usize, found: &mut Vec<Place>) {
        let number = usize::from(source);
        let Some(origin) = self.message.sources.get(number).map(|source| &source.origin) else { return };
        if *origin == Origin::Wire {
            let offset = self.message.offset;
            return places.stream(
                self.message.side,
                offset + range.start as u64..offset + range.end as u64,
                part,
                found,
            );
        }
        let (Some(spans), Some(starts)) = (parts(origin), self.starts.get(number)) else { return };
        let first = starts.partition_point(|start| *start <= range.start).saturating_sub(1);
        for (span, begin) in spans.iter().zip(starts).skip(first).take_while(|(_, begin)| **begin < range.end) {
            let (start, end) = (range.start.max(*begin), range.end.min(begin + span.len()));
            if start >= end {
                continue;
            }
            let inside = span.range.start + (start - begin)..span.range.start + (end - begin);
            let part = part + (start - range.start);
            if span.message == self.message.index {
                // Sources come from earlier ones, so this ends.
                if span.source < source {
                    self.find(places, span.source, inside, part, found);
                }
            } else if span.source == 0
                && let Ok(at) = places.messages.binary_search_by_key(&span.message, |seen| seen.index)
                && let Some(seen) = places.messages.get(at)
            {
                let range = seen.offset + inside.start as u64..seen.offset + inside.end as u64;
                places.stream(seen.side, range, part, found);
            }
        }
    }
}

/// What a source was put together from, byte for byte.
fn parts(origin: &Origin) -> Option<&[Span]> {
    match origin {
        Origin::Joined(spans) | Origin::Dechunked(spans) => Some(spans),
        _ => None,
    }
}
