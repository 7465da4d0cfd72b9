//! One side of a connection: what came from it, what it acknowledged, how much room it has.

use std::collections::BTreeMap;

/// So many holes of a side are remembered.
const MOST_HOLES: usize = 1024;

/// What a segment says, as far as it matters here.
#[derive(Clone, Copy)]
pub(super) struct Segment {
    /// The two ports, and whether the sender's address is the higher one: which side it is.
    pub from_higher: bool,
    pub seq: u32,
    /// 0 without the flag.
    pub ack: u32,
    pub flags: Flags,
    pub window: u16,
    /// Data, in bytes.
    pub len: u32,
    /// What its option says, if it has it.
    pub scale: Option<u8>,
}

/// Its flags that matter.
#[derive(Clone, Copy, Default)]
pub(super) struct Flags {
    pub syn: bool,
    pub ack: bool,
    pub fin: bool,
    pub reset: bool,
}

/// One side.
#[derive(Default)]
pub(super) struct Half {
    pub base: Option<u32>,
    /// The number after the highest that came, relative; `None`: nothing came.
    pub next: Option<u32>,
    /// What it acknowledged last, relative.
    pub acked: Option<u32>,
    pub window: Option<u16>,
    pub scale: Option<u8>,
    pub syn: bool,
    pub fin: Option<u32>,
    pub duplicates: u32,
    pub kept_alive: bool,
    /// The number after a byte that was sent into a window of zero: mostly it is not taken, and comes again.
    pub probed: Option<u32>,
    /// What did not come, relative: from a number up to another.
    holes: BTreeMap<u32, u32>,
    /// Whether there were more holes than are remembered: then what comes late may fill one, or be sent again.
    pub forgot: bool,
}

/// Whether one number comes before another, modulo 2^32.
pub(super) fn before(one: u32, other: u32) -> bool {
    (one.wrapping_sub(other) as i32) < 0
}

impl Half {
    /// Whether this lies in a hole, which is smaller then.
    pub fn fills(&mut self, seq: u32, end: u32) -> bool {
        let Some((from, to)) = self.hole(seq, end) else { return false };
        self.holes.remove(&from);
        for (from, to) in [(from, seq), (end, to)] {
            self.misses(from, to);
        }
        true
    }

    /// A hole that has a part of this: the last one before its end or, where the numbers have begun again at 0, the last of all.
    fn hole(&self, seq: u32, end: u32) -> Option<(u32, u32)> {
        let near = [self.holes.range(..end).next_back(), self.holes.last_key_value()];
        let mut near = near.into_iter().flatten().map(|(from, to)| (*from, *to));
        near.find(|(from, to)| before(seq, *to) && before(*from, end))
    }

    /// Remembers a hole, unless it is empty or there are too many.
    fn misses(&mut self, from: u32, to: u32) {
        if !before(from, to) {
            return;
        }
        match self.holes.len() < MOST_HOLES {
            true => drop(self.holes.insert(from, to)),
            false => self.forgot = true,
        }
    }

    /// Takes note of a segment.
    pub fn update(&mut self, segment: Segment, seq: u32, ack: Option<u32>) {
        let this = self;
        let Segment { flags, len, window, .. } = segment;
        let end = seq.wrapping_add(len).wrapping_add(flags.syn.into()).wrapping_add(flags.fin.into());
        if flags.syn {
            this.syn = true;
            this.scale = segment.scale;
        }
        if flags.fin {
            this.fin = Some(end);
        }
        this.kept_alive = !flags.syn
            && !flags.fin
            && !flags.reset
            && len <= 1
            && this.next.is_some_and(|next| seq == next.wrapping_sub(1));
        if ack != this.acked || len > 0 {
            this.duplicates = 0;
        }
        this.acked = ack.or(this.acked);
        this.window = Some(window);
        match this.next {
            Some(next) if before(next, seq) && !flags.syn && !flags.reset => {
                this.misses(next, seq);
                this.next = Some(end);
            }
            Some(next) if !before(next, end) => {}
            _ => this.next = Some(end),
        }
    }
}
