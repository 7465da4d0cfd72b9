//! Recordings built by hand, written and read back; the blocks of a file.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use bytes::Bytes;

use wirewalk::recording::capture::{self, Capture};
use wirewalk::recording::{Connection, Endpoint, Recording, Side, Timestamp, What, WireEvent};
use wirewalk::render::pcapng;

/// These recordings as a capture, without comments.
pub fn written(recordings: &[&Recording]) -> Vec<u8> {
    pcapng::write_recording(Vec::new(), recordings, None, |_| None).expect("memory takes everything")
}

/// What stands in a capture.
pub fn read(capture: &[u8]) -> Capture {
    capture::read(capture).expect("it is a capture")
}

fn endpoint(name: &str, ip: IpAddr, port: u16) -> Endpoint {
    Endpoint { name: name.to_owned(), addr: SocketAddr::new(ip, port) }
}

/// Alice and Bob: when, who, what.
pub fn connection(id: u32, events: impl IntoIterator<Item = (u64, Side, What)>) -> Connection {
    let ip = IpAddr::V4(Ipv4Addr::LOCALHOST);
    Connection {
        id,
        hop: 0,
        through: Vec::new(),
        client: endpoint("Alice", ip, 50_000 + id as u16),
        server: endpoint("Bob", ip, 5985),
        events: events
            .into_iter()
            .map(|(at, side, what)| WireEvent { at: Timestamp(at), side, what, packet: None })
            .collect(),
    }
}

/// A text that is sent.
pub fn bytes(text: &'static str) -> What {
    What::Bytes(Bytes::from_static(text.as_bytes()))
}

/// The events without their times, neighbours of one kind and side put together.
pub fn story(connection: &Connection) -> Vec<(Side, What)> {
    let mut story: Vec<(Side, What)> = Vec::new();
    for event in &connection.events {
        match (story.last_mut(), &event.what) {
            (Some((side, What::Bytes(before))), What::Bytes(more)) if *side == event.side => {
                *before = [&before[..], &more[..]].concat().into();
            }
            (Some((side, What::Gap(before))), What::Gap(more)) if *side == event.side => *before += more,
            (_, what) => story.push((event.side, what.clone())),
        }
    }
    story
}

/// The blocks of a little-endian pcapng file.
pub fn blocks(file: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = file;
    std::iter::from_fn(move || {
        let len = u32::from_le_bytes(rest.get(4..8)?.try_into().unwrap());
        rest.split_off(..len as usize)
    })
}

/// When a packet passed, in nanoseconds, and its bytes.
pub type Packet = (u64, Vec<u8>);

/// The time and the bytes of a packet, if that is what the block holds.
pub fn packet(block: &[u8]) -> Option<Packet> {
    let word = |at: usize| u32::from_le_bytes(block[at..at + 4].try_into().unwrap());
    let at = u64::from(word(12)) << 32 | u64::from(word(16));
    (word(0) == 6).then(|| {
        assert_eq!(word(20), word(24), "all of a packet is there");
        (at, block[28..28 + word(20) as usize].to_vec())
    })
}
