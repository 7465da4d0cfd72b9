//! One direction of a connection, put back together.
//!
//! It is read in the order of its sequence numbers, which count bytes modulo 2^32, a SYN and a FIN as one each (RFC 9293
//! §3.4). Bytes that came before are dropped, bytes that come too early wait for the earlier ones. A hole becomes a
//! [`What::Gap`] when it is certain: the receiver acknowledges what the capture does not have (how long that may be due
//! to packets in the wrong order is the [`Flow`](super::flow)'s to judge), too much waits for it, or the capture ends.

use std::collections::BTreeMap;

use bytes::Bytes;

use super::flow::Seen;
use super::segment::Segment;
use crate::recording::{Packet, Side, Timestamp, What, WireEvent};

/// What one side has sent so far. Positions count its bytes from 0.
pub(super) struct Direction {
    side: Side,
    base: Option<u32>, // the sequence number of position 0
    others: Vec<u32>,  // what other SYNs said that it is, before anything was sent
    assumed: bool,     // from a segment without a SYN and without a byte
    next: u64,         // everything before this position is in the events
    waiting: BTreeMap<u64, Piece>,
    waiting_bytes: usize,
    fin: Option<(u64, u64)>, // the position after the last byte; the packet that said so
    closed: bool,
    reset: bool,
}

/// What a piece takes beside its bytes, about.
const PIECE_OVERHEAD: usize = 128;

/// So many sequence numbers of other SYNs are kept.
const MOST_BEGINNINGS: usize = 8;

/// No more bytes than these can be sent along with a SYN, or be missing from the capture right after it.
const SOON: u32 = 1 << 20;

/// The payload of one packet.
struct Piece {
    bytes: Bytes,
    cut_off: u64, // bytes after these that the capture did not keep
    number: u64,
    start: usize, // in the packet
}

impl Direction {
    /// What this side will send.
    pub fn new(side: Side) -> Direction {
        let waiting = BTreeMap::new();
        Direction {
            side,
            base: None,
            others: Vec::new(),
            assumed: false,
            next: 0,
            waiting,
            waiting_bytes: 0,
            fin: None,
            closed: false,
            reset: false,
        }
    }

    /// Says which sequence number its first byte has, if that is not known yet.
    ///
    /// The first segment of a capture that begins in the middle may be a keep-alive, which has the number of the byte
    /// before (RFC 9293 §3.8.4): if the next number that is heard of is just one higher, it was.
    pub fn begin(&mut self, seq: u32, by_empty: bool) {
        let one_more = self.base.is_some_and(|base| base.wrapping_add(1) == seq);
        if self.base.is_none() || self.assumed && one_more && self.next == 0 {
            self.assumed = by_empty && self.base.is_none();
            self.base = Some(seq);
        }
    }

    /// The same by a SYN: of several that differ, before anything was sent, the latest counts until another is acknowledged. A server that
    /// forgot, or another one behind the same address, answers twice.
    pub fn begin_again(&mut self, seq: u32) {
        if self.is_empty()
            && let Some(base) = self.base.replace(seq).filter(|base| *base != seq)
        {
            self.assumed = false;
            if self.others.len() < MOST_BEGINNINGS {
                self.others.push(base);
            }
        }
    }

    /// The other side acknowledges the SYN before this number.
    pub fn choose(&mut self, seq: u32) {
        if self.is_empty() && self.others.contains(&seq) {
            self.begin_again(seq);
        }
    }

    fn is_empty(&self) -> bool {
        self.next == 0 && self.waiting.is_empty() && self.fin.is_none()
    }

    /// Whether this number stands for nothing that can have been sent yet: neither the first byte nor one soon after it.
    pub fn is_far_from(&self, seq: u32) -> bool {
        self.base.is_some_and(|base| seq.wrapping_sub(base) > SOON)
    }

    /// Whether its first byte has this sequence number.
    pub fn began_at(&self, seq: u32) -> bool {
        self.base == Some(seq)
    }

    /// The memory that waits for earlier bytes, about.
    pub fn waiting_bytes(&self) -> usize {
        self.waiting_bytes
    }

    /// Whether its end has been told.
    pub fn closed(&self) -> bool {
        self.closed
    }

    /// The position that a sequence number stands for: the one nearest to what comes next.
    fn position(&self, seq: u32) -> i64 {
        let next = self.base.unwrap_or(seq).wrapping_add(self.next as u32);
        self.next as i64 + i64::from(seq.wrapping_sub(next) as i32)
    }

    /// Takes the payload and the FIN of a segment.
    pub fn push(&mut self, seq: u32, segment: &Segment, seen: Seen, events: &mut Events) {
        let position = self.position(seq);
        let len = segment.bytes.len() as i64 + segment.cut_off as i64;
        if segment.fin && self.fin.is_none() {
            self.fin = u64::try_from(position + len).ok().map(|fin| (fin, seen.number));
        }
        if len == 0 || position + len <= self.next as i64 || self.fin.is_some_and(|(fin, _)| position >= fin as i64) {
            return;
        }
        // What lies before position 0 (a capture that begins in the middle) counts as seen before.
        let early = usize::try_from(-position).unwrap_or(0).min(segment.bytes.len());
        let (bytes, start) = (segment.bytes.slice(early..), segment.start + early);
        let piece = Piece { bytes, cut_off: segment.cut_off, number: seen.number, start };
        let position = position.max(0) as u64;
        if position <= self.next {
            self.deliver(position, piece, events);
            self.deliver_waiting(events);
        } else {
            self.wait(position, piece);
        }
    }

    /// Keeps a piece for later, in memory of its own; of two that begin at the same place, the longer one.
    fn wait(&mut self, position: u64, piece: Piece) {
        let held = self.waiting.get(&position);
        if held.is_none_or(|held| held.bytes.len() < piece.bytes.len()) {
            let piece = Piece { bytes: Bytes::copy_from_slice(&piece.bytes), ..piece };
            self.waiting_bytes += piece.size();
            let replaced = self.waiting.insert(position, piece);
            self.waiting_bytes -= replaced.map_or(0, |piece| piece.size());
        }
    }

    /// Up to where the other side has everything, if that is further than what has come. One byte too many says
    /// nothing yet: it may be a FIN that the capture missed.
    fn ahead(&self, ack: u32) -> Option<u64> {
        let position = self.position(ack);
        let target = match self.fin {
            Some((fin, _)) => position.min(fin as i64),
            None if position == self.next as i64 + 1 => return None,
            None => position,
        };
        u64::try_from(target).ok().filter(|target| *target > self.next)
    }

    /// How many bytes the other side acknowledges that have not come.
    pub fn lacks(&self, ack: u32) -> u64 {
        self.base.and_then(|_| self.ahead(ack)).map_or(0, |target| target - self.next)
    }

    /// The other side has everything up to this sequence number: what is not here by now will not come.
    pub fn acknowledged(&mut self, ack: u32, events: &mut Events) {
        if let Some(target) = self.ahead(ack) {
            self.advance(target, events);
        }
    }

    /// Declares the hole that the first waiting bytes wait for.
    pub fn give_up_waiting(&mut self, events: &mut Events) {
        if let Some((&first, _)) = self.waiting.first_key_value() {
            self.advance(first, events);
        }
    }

    /// Declares all holes.
    pub fn flush(&mut self, events: &mut Events) {
        let last = self.waiting.last_key_value().map(|(&position, _)| position);
        if let Some(target) = last.max(self.fin.map(|(fin, _)| fin)) {
            self.advance(target, events);
        }
    }

    /// Tells the end, once everything before it has been told; the connection is over if the other side had ended before.
    pub fn close(&mut self, other_closed: bool, events: &mut Events) {
        if let Some((fin, number)) = self.fin
            && self.next >= fin
            && !self.closed
        {
            self.closed = true;
            let what = if other_closed { What::Close } else { What::HalfClose };
            events.push(self.side, what, Some(Packet { number, range: 0..0 }));
        }
    }

    /// Tells that the side broke off with this packet, once.
    pub fn reset(&mut self, number: u64, events: &mut Events) {
        if !std::mem::replace(&mut self.reset, true) {
            events.push(self.side, What::Reset, Some(Packet { number, range: 0..0 }));
        }
    }

    /// Goes on to this position at least, with gaps for what is missing on the way.
    fn advance(&mut self, target: u64, events: &mut Events) {
        self.deliver_waiting(events);
        while self.next < target {
            let hole_end = self.waiting.first_key_value().map_or(target, |(&first, _)| first.min(target));
            events.gap(self.side, hole_end - self.next);
            self.next = hole_end;
            self.deliver_waiting(events);
        }
    }

    /// Delivers whatever waits for nothing any more.
    fn deliver_waiting(&mut self, events: &mut Events) {
        while let Some(entry) = self.waiting.first_entry()
            && *entry.key() <= self.next
        {
            let (position, piece) = entry.remove_entry();
            self.waiting_bytes -= piece.size();
            self.deliver(position, piece, events);
        }
    }

    /// Turns a piece that begins at `next` or before into events, as far as it is new.
    fn deliver(&mut self, position: u64, piece: Piece, events: &mut Events) {
        let known = usize::try_from(self.next - position).unwrap_or(usize::MAX).min(piece.bytes.len());
        let new = piece.bytes.slice(known..);
        let whole_end = position + piece.bytes.len() as u64 + piece.cut_off;
        if !new.is_empty() {
            self.next += new.len() as u64;
            let range = piece.start + known..piece.start + piece.bytes.len();
            events.push(self.side, What::Bytes(new), Some(Packet { number: piece.number, range }));
        }
        if whole_end > self.next {
            events.gap(self.side, whole_end - self.next);
            self.next = whole_end;
        }
    }
}

impl Piece {
    /// The memory that it takes, about.
    fn size(&self) -> usize {
        self.bytes.len() + PIECE_OVERHEAD
    }
}

/// The events of a connection, in order of time, on their way out.
#[derive(Default)]
pub(super) struct Events {
    pub list: Vec<WireEvent>,
    pub clock: Timestamp,    // of the latest packet
    hole: Option<WireEvent>, // may still grow
}

impl Events {
    pub fn push(&mut self, side: Side, what: What, packet: Option<Packet>) {
        self.settle();
        self.list.push(WireEvent { at: self.clock, side, what, packet });
    }

    /// Nothing follows on a hole.
    pub fn settle(&mut self) {
        self.list.extend(self.hole.take());
    }

    /// Missing bytes; a hole next to a hole is one hole.
    fn gap(&mut self, side: Side, len: u64) {
        match &mut self.hole {
            Some(WireEvent { side: last, what: What::Gap(before), .. }) if *last == side => *before += len,
            _ => {
                self.settle();
                self.hole = Some(WireEvent { at: self.clock, side, what: What::Gap(len), packet: None });
            }
        }
    }
}
