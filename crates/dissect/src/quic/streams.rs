//! The streams of a connection, put in order, in bounded memory: what is said on each of them, and what of it will not come.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;

use super::pieces::{Arrived, Limit, Pieces};
use crate::field::Span;
use crate::protocol::StreamEnd;
use crate::recording::{Side, Sides};

/// So much waits for what comes before it, on all streams of a connection together: then it is not waited for any more.
const MOST: Limit = Limit { bytes: 16 * 1024 * 1024, pieces: 16 * 1024 };
/// So many directions of streams are open at once; with more, the oldest are given up.
const MOST_OPEN: usize = 16 * 1024;
/// In so many flows it is remembered how far a stream was told.
const MOST_FLOWS: usize = 4;
/// So many streams that are over are remembered one by one.
const MOST_DONE: usize = 4096;

/// What is to be told of one direction of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) side: Side,
    pub(super) stream: u64,
    pub(super) what: What,
}

/// What happens next there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    Bytes(Span, Bytes),
    Gap(u64),
    End(StreamEnd),
}

/// Bytes of a STREAM frame.
pub(super) struct Piece {
    pub(super) stream: u64,
    pub(super) offset: u64,
    pub(super) from: Span,
    pub(super) bytes: Bytes,
    pub(super) fin: bool,
}

/// What a piece is to what was sent before on its stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It goes on.
    Next,
    /// All of it was here before.
    Repeated,
    /// So many bytes before it are not here.
    Ahead(u64),
}

/// One direction of a stream.
#[derive(Default)]
struct Half {
    pieces: Pieces,
    /// Where it ends.
    end: Option<u64>,
    /// How far it was told in other flows, the latest last.
    told: Vec<(u32, u64)>,
    /// So much of it was told in other flows since it was in this one, and is missing here.
    elsewhere: u64,
}

/// Which half: streams for both directions come first, since they are the ones that are given up when too many are open. Streams on
/// which one side sends are few and long-lived in every protocol that there is.
type Key = (u64, u64, Side);

fn key(stream: u64, side: Side) -> Key {
    (stream & 2, stream, side)
}

/// All streams of a connection.
#[derive(Default)]
pub(super) struct Streams {
    halves: BTreeMap<Key, Half>,
    done: Sides<Done>,
    waits: usize,
    pieces: usize,
}

/// The streams of one side that are over.
struct Done {
    /// Of each kind, all below this number.
    below: [u64; 4],
    others: BTreeSet<u64>,
}

impl Default for Done {
    fn default() -> Done {
        Done { below: [0, 1, 2, 3], others: BTreeSet::new() }
    }
}

impl Done {
    fn add(&mut self, stream: u64) {
        self.others.insert(stream);
        if self.others.len() > MOST_DONE
            && let Some(smallest) = self.others.first().copied()
            && let Some(below) = self.below.get_mut((smallest & 3) as usize)
        {
            *below = smallest;
        }
        if let Some(below) = self.below.get_mut((stream & 3) as usize) {
            while self.others.remove(below) {
                *below = below.saturating_add(4);
            }
        }
        // What is below the mark counts as over anyway.
        while let Some(smallest) = self.others.first().copied().filter(|smallest| self.is_below(*smallest)) {
            self.others.remove(&smallest);
        }
    }

    fn is_below(&self, stream: u64) -> bool {
        self.below.get((stream & 3) as usize).is_some_and(|below| stream < *below)
    }

    fn has(&self, stream: u64) -> bool {
        self.is_below(stream) || self.others.contains(&stream)
    }
}

impl Streams {
    /// What so many bytes at this place of a stream are to what was here before.
    pub(super) fn standing(&self, side: Side, stream: u64, offset: u64, len: usize) -> Standing {
        if self.done[side].has(stream) {
            return Standing::Repeated;
        }
        let next = self.halves.get(&key(stream, side)).map_or(0, |half| half.pieces.next());
        match offset.checked_sub(next) {
            Some(missing @ 1..) => Standing::Ahead(missing),
            None if len > 0 && offset.saturating_add(len as u64) <= next => Standing::Repeated,
            _ => Standing::Next,
        }
    }

    /// Takes the bytes of a frame.
    pub(super) fn data(&mut self, side: Side, piece: Piece, out: &mut Vec<Told>) {
        let Piece { stream, offset, from, bytes, fin } = piece;
        if self.done[side].has(stream) {
            return;
        }
        let mut half = self.open(side, stream, out);
        if half.elsewhere > 0 {
            out.push(Told { side, stream, what: What::Gap(std::mem::take(&mut half.elsewhere)) });
        }
        if fin {
            half.end = Some(offset.saturating_add(bytes.len() as u64));
        }
        if !bytes.is_empty() {
            let (own, count) = half.pieces.waits();
            let limit = Limit {
                bytes: MOST.bytes.saturating_sub(self.waits).saturating_add(own),
                pieces: MOST.pieces.saturating_sub(self.pieces).saturating_add(count),
            };
            let mut arrived = half.pieces.offer(offset, &from, &bytes, limit);
            if arrived == Arrived::Dropped {
                // What is missing has had its time.
                half.release(side, stream, out);
                half.skip_to(side, stream, offset, out);
                arrived = half.pieces.offer(offset, &from, &bytes, MOST);
                self.count((own, count), half.pieces.waits());
                self.release(out);
            } else {
                self.count((own, count), half.pieces.waits());
            }
            if let Arrived::Next { repeated } = arrived {
                let from = Span { range: from.range.start + repeated..from.range.end, ..from };
                out.push(Told { side, stream, what: What::Bytes(from, bytes.slice(repeated..)) });
                let before = half.pieces.waits();
                half.ready(side, stream, out);
                self.count(before, half.pieces.waits());
            }
        }
        self.close(side, stream, half, out);
    }

    /// Its sender gives a stream up.
    pub(super) fn reset(&mut self, side: Side, stream: u64, code: u64, out: &mut Vec<Told>) {
        if self.done[side].has(stream) {
            return;
        }
        let mut half = self.open(side, stream, out);
        let before = half.pieces.waits();
        half.release(side, stream, out);
        self.count(before, half.pieces.waits());
        out.push(Told { side, stream, what: What::End(StreamEnd::Reset(code)) });
        self.done[side].add(stream);
    }

    /// Nothing more comes: what waits is told, and what is missing.
    pub(super) fn over(&mut self, out: &mut Vec<Told>) {
        self.release(out);
        for ((_, stream, side), half) in std::mem::take(&mut self.halves) {
            if half.end.is_some_and(|end| end == half.pieces.next()) {
                out.push(Told { side, stream, what: What::End(StreamEnd::Finished) });
            }
        }
    }

    /// The server did not take what the client sent early: it sends it again.
    pub(super) fn forget_early(&mut self) {
        self.halves.retain(|(_, _, side), _| *side != Side::Client);
        self.done.client = Done::default();
        let held = self.halves.values().map(|half| half.pieces.waits());
        (self.waits, self.pieces) = held.fold((0, 0), |sum, held| (sum.0 + held.0, sum.1 + held.1));
    }

    /// The connection goes on in another flow: what waits lies in messages of the one before, and what was told there is not told again.
    pub(super) fn moves(&mut self, from: u32, to: u32) {
        for half in self.halves.values_mut() {
            let next = half.pieces.next();
            half.pieces = Pieces::default();
            half.pieces.skip_to(next);
            // Where nothing was said since the last move, it stands where it stood.
            let told = next.saturating_sub(half.elsewhere);
            half.told.retain(|(flow, _)| *flow != from);
            half.told.push((from, told));
            if half.told.len() > MOST_FLOWS {
                half.told.remove(0);
            }
            let here = half.told.iter().find(|(flow, _)| *flow == to).map_or(0, |(_, told)| *told);
            half.elsewhere = next.saturating_sub(here);
        }
        (self.waits, self.pieces) = (0, 0);
    }

    /// Takes a half out, to be put back by [`Streams::close`].
    fn open(&mut self, side: Side, stream: u64, out: &mut Vec<Told>) -> Half {
        if self.halves.len() >= MOST_OPEN
            && !self.halves.contains_key(&key(stream, side))
            && let Some(((_, oldest, its), mut half)) = self.halves.pop_first()
        {
            let before = half.pieces.waits();
            half.release(its, oldest, out);
            self.count(before, half.pieces.waits());
            self.done[its].add(oldest);
        }
        self.halves.remove(&key(stream, side)).unwrap_or_default()
    }

    fn close(&mut self, side: Side, stream: u64, half: Half, out: &mut Vec<Told>) {
        if half.end.is_some_and(|end| half.pieces.next() >= end) {
            let (own, count) = half.pieces.waits();
            self.count((own, count), (0, 0));
            out.push(Told { side, stream, what: What::End(StreamEnd::Finished) });
            self.done[side].add(stream);
        } else {
            self.halves.insert(key(stream, side), half);
        }
    }

    fn count(&mut self, before: (usize, usize), after: (usize, usize)) {
        self.waits = self.waits.saturating_sub(before.0).saturating_add(after.0);
        self.pieces = self.pieces.saturating_sub(before.1).saturating_add(after.1);
    }

    /// What waits on any stream is told, with what is missing before it.
    pub(super) fn release(&mut self, out: &mut Vec<Told>) {
        for ((_, stream, side), half) in &mut self.halves {
            half.release(*side, *stream, out);
        }
        (self.waits, self.pieces) = (0, 0);
    }
}

impl Half {
    /// What waited and whose turn it is.
    fn ready(&mut self, side: Side, stream: u64, out: &mut Vec<Told>) {
        while let Some((from, bytes)) = self.pieces.ready() {
            out.push(Told { side, stream, what: What::Bytes(from, bytes) });
        }
    }

    /// What is missing up to this place will not come.
    fn skip_to(&mut self, side: Side, stream: u64, at: u64, out: &mut Vec<Told>) {
        if let Some(missing) = at.checked_sub(self.pieces.next()).filter(|missing| *missing > 0) {
            out.push(Told { side, stream, what: What::Gap(missing) });
            self.pieces.skip_to(at);
        }
    }

    /// All that waits, with what is missing before it.
    fn release(&mut self, side: Side, stream: u64, out: &mut Vec<Told>) {
        while let Some(at) = self.pieces.resumes() {
            self.skip_to(side, stream, at, out);
            self.ready(side, stream, out);
        }
    }
}
