//! Captures (pcapng and pcap, gzipped or not) read back: blocks, then what the link, IP, TCP and UDP put around the
//! bytes, then streams and datagrams.
//!
//! [`Reader`] hands on what happened as soon as it is settled and holds no connection: one piece of the file, what waits
//! for earlier bytes (64 MiB at the most), and a few words for each of at most 16,384 connections. [`read`] makes a
//! [`Recording`] of it. Both are for files from anywhere and never panic. Ethernet, 802.11 in the clear, PPP, BSD loopback, raw IP,
//! Linux cooked captures, and what macOS and Linux's firewall log are understood (`link::inside` knows what a packet begins with);
//! another link type is an error that names it. Tags, labels and tunnels are followed, and each conversation says through what it came.
//!
//! What a lost packet held is a gap. Packets in the wrong order are put right: bytes wait for earlier ones, and a segment
//! that acknowledges what has not come waits for that, for so many packets that it must have been lost. Bytes sent twice
//! count as they were seen first.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::io::Read;

use super::secrets::{KeyLog, KeyLogError};
use super::{Connection, Recording};

mod block;
mod datagram;
mod datagrams;
mod direction;
mod entry;
mod error;
mod ether;
mod flow;
mod fragments;
mod input;
mod layer;
mod link;
mod quoted;
mod raw;
mod segment;
mod skip;
mod stream;
mod traffic;
mod tunnel;
mod walk;
mod wireless;

pub use entry::{Captured, Entry};
pub use error::CaptureError;
pub use raw::{Raw, RawKind, RawReader};
pub use skip::Skip;
pub use traffic::Traffic;

use block::{Block, Blocks};
use datagrams::Datagrams;
use flow::Seen;
use fragments::Fragments;
use stream::Streams;
use traffic::Meter;
use walk::{Found, Packet};

/// A capture may bring so many bytes of key logs.
const MOST_SECRETS: u64 = 64 << 20;

/// Packets are counted for so many connections; captures of port scans have more.
const MOST_COUNTED: usize = 1 << 20;

/// What a capture holds.
#[derive(Clone, Debug, Default)]
pub struct Capture {
    /// The TCP connections and the flows of UDP, in the order of their first packets.
    pub recording: Recording,
    /// The comments on packets, with the packet's number (from 1, as Wireshark counts).
    pub comments: Vec<(u64, String)>,
    /// The TLS secrets from its Decryption Secrets Blocks.
    pub key_log: KeyLog,
    /// The lines of those that could not be read.
    pub key_log_errors: Vec<KeyLogError>,
    /// How many packets there are.
    pub packets: u64,
    /// How many packets are not in the recording, by the reason.
    pub skipped: BTreeMap<Skip, u64>,
}

/// Reads a capture entry by entry. Before an error comes what waited when it was met; after it there are no more entries.
pub struct Reader<R> {
    blocks: Blocks<R>,
    following: VecDeque<R>,
    file: usize,
    fragments: Fragments,
    streams: Streams,
    datagrams: Datagrams,
    ready: VecDeque<Entry>,
    packets: u64,
    meter: Meter,
    skipped: BTreeMap<Skip, u64>,
    with_packets: bool,
    told: Vec<u32>,    // the conversations of the packet in hand
    found: Vec<Found>, // empty between two packets; its memory is used again and again
    secrets: u64,      // how many bytes of key logs there were
    ended: bool,
    failed: Option<CaptureError>,
}

impl<R: Read> Reader<R> {
    /// Begins with a capture.
    ///
    /// # Errors
    /// The input fails, or is no capture.
    pub fn new(input: R) -> Result<Reader<R>, CaptureError> {
        Ok(Reader {
            blocks: Blocks::new(input)?,
            following: VecDeque::new(),
            file: 0,
            fragments: Fragments::default(),
            streams: Streams::default(),
            datagrams: Datagrams::default(),
            ready: VecDeque::new(),
            packets: 0,
            meter: Meter::default(),
            skipped: BTreeMap::new(),
            with_packets: false,
            told: Vec::new(),
            found: Vec::new(),
            secrets: 0,
            ended: false,
            failed: None,
        })
    }

    /// The same, and goes on with these captures: what began in one of them may go on in the next, and packets are counted
    /// through.
    pub fn and_then(mut self, following: impl IntoIterator<Item = R>) -> Reader<R> {
        self.following.extend(following);
        self
    }

    /// The same, and tells each packet itself, behind what it came to.
    pub fn with_packets(self) -> Reader<R> {
        Reader { with_packets: true, ..self }
    }

    /// Which of the captures is read: 0 is the first.
    pub fn file(&self) -> usize {
        self.file
    }

    /// How many packets have been read.
    pub fn packets(&self) -> u64 {
        self.packets
    }

    /// How many packets of the conversation with this number have been read; 0 for those after the first million.
    pub fn packets_of(&self, connection: u32) -> u64 {
        self.traffic_of(connection).packets
    }

    /// How many packets come to no event, by the reason.
    pub fn skipped(&self) -> BTreeMap<Skip, u64> {
        let mut skipped = self.skipped.clone();
        let fragments = self.fragments.lost();
        if fragments > 0 {
            *skipped.entry(Skip::Fragment).or_default() += fragments;
        }
        skipped
    }

    /// Goes on with the next capture.
    fn turn(&mut self) -> Result<(), CaptureError> {
        if let Some(next) = self.following.pop_front() {
            self.file += 1;
            self.blocks = Blocks::new(next)?;
        }
        Ok(())
    }

    /// Nothing follows.
    fn finish(&mut self) {
        self.ended = true;
        self.streams.finish(&mut self.ready);
        self.datagrams.finish(&mut self.ready);
    }

    /// Takes what a packet came to.
    fn take(&mut self, found: &mut Vec<Found>, seen: Seen, on_wire: u32) {
        let mut skipped = None;
        let mut is_told = false;
        self.told.clear();
        for Found { packet, through } in found.drain(..) {
            match packet {
                Packet::Segment(segment) => {
                    let ends = (segment.from, segment.to);
                    self.streams.push(segment, seen, through, &mut self.ready);
                    let connection = self.streams.between(ends);
                    self.meter.segment(connection, on_wire, !is_told);
                    self.told.extend(connection);
                }
                Packet::Datagram(datagram) => {
                    let flow = self.datagrams.push(datagram, seen, through, &mut self.ready);
                    self.meter.segment(Some(flow), on_wire, !is_told);
                    self.told.push(flow);
                }
                Packet::Undelivered(ends, why) => {
                    skipped = skipped.or(Some(Skip::OtherTransport));
                    self.datagrams.undelivered(ends, why, seen, through, &mut self.ready);
                    continue;
                }
                Packet::Quoted(segment) => {
                    skipped = skipped.or(Some(Skip::OtherTransport));
                    self.streams.quote(&segment, seen, through, &mut self.ready);
                    continue;
                }
                Packet::Fragment => {}
                Packet::Skip(skip) => {
                    skipped = skipped.or(Some(skip));
                    continue;
                }
            }
            is_told = true;
        }
        // A packet is counted once, whatever is in it.
        if let Some(skip) = skipped.filter(|_| !is_told) {
            *self.skipped.entry(skip).or_default() += 1;
        }
    }

    fn block(&mut self, block: Block) -> Result<(), CaptureError> {
        match block {
            Block::Packet { at, link_type, bytes, on_wire, comments } => {
                self.packets += 1;
                self.meter.packet(on_wire);
                let number = self.packets;
                self.ready.extend(comments.into_iter().map(|text| Entry::Comment { packet: number, text }));
                let mut found = std::mem::take(&mut self.found);
                if !walk::walk(link_type, at, &bytes, &mut self.fragments, &mut found) {
                    return Err(CaptureError::LinkType { packet: number, link_type });
                }
                self.take(&mut found, Seen { at, number }, on_wire);
                self.found = found;
                if self.with_packets {
                    let conversations = std::mem::take(&mut self.told);
                    let packet = Captured { number, at, link_type, bytes, on_wire, conversations };
                    self.ready.push_back(Entry::Packet(Box::new(packet)));
                }
            }
            Block::KeyLog(text) => {
                self.secrets += text.len() as u64;
                if self.secrets > MOST_SECRETS {
                    return Err(CaptureError::Secrets { most: MOST_SECRETS });
                }
                let (key_log, errors) = KeyLog::parse(&text);
                self.ready.push_back(Entry::Secrets(Box::new(key_log), errors));
            }
            Block::NoPacketInside => {
                self.packets += 1;
                *self.skipped.entry(Skip::Obsolete).or_default() += 1;
            }
        }
        Ok(())
    }
}

impl<R: Read> Iterator for Reader<R> {
    type Item = Result<Entry, CaptureError>;

    fn next(&mut self) -> Option<Result<Entry, CaptureError>> {
        loop {
            if let Some(entry) = self.ready.pop_front() {
                return Some(Ok(entry));
            }
            if self.ended {
                return self.failed.take().map(Err);
            }
            let step = self.blocks.next().and_then(|block| match block {
                Some(block) => self.block(block),
                None if !self.following.is_empty() => self.turn(),
                None => {
                    self.finish();
                    Ok(())
                }
            });
            if let Err(error) = step {
                self.finish();
                self.failed = Some(error);
            }
        }
    }
}

/// Reads a capture to its end.
///
/// # Errors
/// The input fails, is no capture, ends within a block, or holds packets that this cannot take apart.
pub fn read(input: impl Read) -> Result<Capture, CaptureError> {
    let mut reader = Reader::new(input)?;
    let mut capture = Capture::default();
    let connections = &mut capture.recording.connections;
    let mut places = HashMap::new();
    for entry in reader.by_ref() {
        match entry? {
            Entry::Connection(connection) => {
                places.insert(connection.id, connections.len());
                connections.push(Connection { events: Vec::new(), ..connection });
            }
            Entry::Event { connection, event } => {
                if let Some(connection) = places.get(&connection).and_then(|place| connections.get_mut(*place)) {
                    connection.events.push(event);
                }
            }
            Entry::Over { .. } | Entry::Packet(_) => {}
            Entry::Comment { packet, text } => capture.comments.push((packet, text)),
            Entry::Secrets(key_log, errors) => {
                capture.key_log.append(*key_log);
                capture.key_log_errors.extend(errors);
            }
        }
    }
    (capture.packets, capture.skipped) = (reader.packets(), reader.skipped());
    Ok(capture)
}
