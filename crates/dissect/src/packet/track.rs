//! What is known of connections from the packets before: where numbers begin, what came, how much room there is. From that a packet
//! is told apart that comes again, too late or too early.
//!
//! It counts as Wireshark does: relative to the first number of each side, modulo 2^32 (RFC 9293 §3.4).

use std::collections::HashMap;

use super::analysis::{analysis, ending, opening};
use super::half::{Half, Segment};
use crate::field::Label;
use crate::names::packet_tcp as label;

/// So many connections are followed at once, as by a capture's reader; then those that were silent the longest are forgotten.
const MOST: usize = 16_384;

/// All of them, by the number of their conversation.
#[derive(Default)]
pub(super) struct Tracks {
    all: HashMap<u32, Track>,
    packets: u64,
}

/// What is known of a segment beside what it says itself.
pub(super) struct Told {
    /// Its number, relative.
    pub seq: u32,
    /// What it acknowledges, relative.
    pub ack: Option<u32>,
    /// The first number of the other side.
    pub other_base: Option<u32>,
    pub window: Window,
    /// What is to be said, in order: the label and what it means this time.
    pub findings: Vec<(&'static Label, String)>,
}

/// How a window is to be read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Window {
    /// As it stands: in a packet with SYN, or where nothing was agreed on.
    Plain,
    /// To be multiplied by this power of two.
    Scaled(u8),
    /// The beginning is missing, which would say.
    Unknown,
}

#[derive(Default)]
struct Track {
    /// The lower address and port first.
    halves: [Half; 2],
    last: u64,
    is_open: bool,
    is_over: bool,
}

impl Tracks {
    /// Takes the next segment of a connection.
    pub fn push(&mut self, stream: u32, segment: Segment) -> Told {
        self.packets = self.packets.saturating_add(1);
        if self.all.len() >= MOST && !self.all.contains_key(&stream) {
            let mut all: Vec<(u64, u32)> = self.all.iter().map(|(stream, track)| (track.last, *stream)).collect();
            all.sort_unstable();
            for (_, stream) in all.into_iter().take(MOST / 4) {
                self.all.remove(&stream);
            }
        }
        let track = self.all.entry(stream).or_default();
        track.last = self.packets;
        track.push(segment)
    }
}

impl Track {
    fn push(&mut self, segment: Segment) -> Told {
        let [lower, higher] = &mut self.halves;
        let (this, other) = if segment.from_higher { (higher, lower) } else { (lower, higher) };
        let Segment { flags, .. } = segment;
        if flags.syn && this.next.is_none_or(|next| next <= 1) {
            this.base = Some(segment.seq);
        }
        let base = *this.base.get_or_insert(segment.seq.wrapping_sub(1));
        let seq = segment.seq.wrapping_sub(base);
        let ack = flags.ack.then(|| {
            let base = *other.base.get_or_insert(segment.ack.wrapping_sub(1));
            segment.ack.wrapping_sub(base)
        });
        if ack.is_some() && other.probed == ack {
            other.next = other.probed.take();
        }
        let mut findings = Vec::new();
        findings.extend(opening(this, other, flags, seq, ack, &mut self.is_open));
        findings.extend(ending(this, other, segment, ack, self.is_open, &mut self.is_over));
        findings.extend(analysis(this, other, segment, seq, ack));
        let probes = findings.iter().any(|(found, _)| **found == label::ZERO_WINDOW_PROBE);
        this.probed = probes.then_some(seq.wrapping_add(1)).or(this.probed);
        this.update(if probes { Segment { len: 0, ..segment } } else { segment }, seq, ack);
        let both = this.syn && other.syn;
        let window = match (flags.syn, this.scale.zip(other.scale)) {
            (true, _) => Window::Plain,
            (false, Some(_)) => Window::Scaled(this.scale.unwrap_or(0).min(14)),
            (false, None) if both => Window::Plain,
            (false, None) => Window::Unknown,
        };
        Told { seq, ack, other_base: other.base, window, findings }
    }
}
