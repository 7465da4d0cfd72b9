//! Recordings as captures that Wireshark opens: exact payload, rebuilt headers, a comment on each packet.
//!
//! Three levels: [`Writer`] knows the file format, [`write_recording`] makes packets of recordings, whoever tells comments
//! them with the steps of a transcript. Nothing here holds more than one packet and a few words per connection.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{self, Write};

use crate::recording::secrets::KeyLog;
use crate::recording::{Connection, Recording, Side, Timestamp, Transport};

mod segment;
mod writer;

pub use segment::{Kind, MAX_SEGMENT};
pub use writer::cut;
pub use writer::{Interface, LINKTYPE_RAW, Writer};

use segment::{Built, Flow};

/// What every capture of ours says about itself.
const HONEST: &str = "The payload of every TCP segment is exact: these bytes crossed a socket at these times. \
    The IP and TCP headers around them are rebuilt from the recorded events (opened, bytes, closed); \
    acknowledgements, sequence numbers and windows are those of an undisturbed connection.";

/// The same of one that has datagrams too.
const HONEST_OF_DATAGRAMS: &str = "The payload of every TCP segment is exact, and that of every UDP datagram: these bytes crossed a socket at \
    these times. The IP and TCP headers around them are rebuilt from the recorded events (opened, bytes, closed), and so are those of UDP; \
    acknowledgements, sequence numbers and windows are those of an undisturbed connection.";

/// What a capture of these recordings says about itself.
pub fn honest(recordings: &[&Recording]) -> &'static str {
    let mut connections = recordings.iter().flat_map(|recording| &recording.connections);
    if connections.any(|connection| connection.transport() == Transport::Udp) { HONEST_OF_DATAGRAMS } else { HONEST }
}

/// A packet about to be written, for whoever comments it.
#[derive(Clone, Debug)]
pub struct Sent<'a> {
    /// Its number in the file, from 1, as Wireshark counts.
    pub number: u64,
    /// Which of the recordings it belongs to, as an index.
    pub recording: usize,
    /// The connection that it crosses.
    pub connection: &'a Connection,
    /// Who sends it.
    pub side: Side,
    /// What it is for.
    pub kind: Kind,
}

/// Writes recordings into one capture, the packets of all connections in the order of their times. TLS secrets come
/// before the first packet; `comment` is asked for each packet in turn. Gives the output back.
///
/// Times do not go backwards within a connection: an event that seems to lie before the last one gets its time.
///
/// # Errors
/// What the output says.
pub fn write_recording<W: Write>(
    out: W,
    recordings: &[&Recording],
    key_log: Option<&KeyLog>,
    comment: impl FnMut(&Sent) -> Option<String>,
) -> io::Result<W> {
    write(out, honest(recordings), recordings, key_log, comment)
}

/// The same, and what the capture says about itself.
///
/// # Errors
/// What the output says.
pub fn write<W: Write>(
    out: W,
    about: &str,
    recordings: &[&Recording],
    key_log: Option<&KeyLog>,
    mut comment: impl FnMut(&Sent) -> Option<String>,
) -> io::Result<W> {
    let mut writer = Writer::new(out, about)?;
    let description = "sockets, as the recording relay saw them";
    let interface = writer.interface(&Interface { link_type: LINKTYPE_RAW, name: "wirewalk", description })?;
    if let Some(key_log) = key_log {
        writer.secrets(key_log)?;
    }
    let mut tracks = tracks(recordings);
    let mut queue: BinaryHeap<_> =
        tracks.iter().enumerate().filter_map(|(i, t)| Some(Reverse((t.time()?, i)))).collect();
    let (mut number, mut packet) = (0, Vec::new());
    while let Some(Reverse((at, i))) = queue.pop() {
        let Some(track) = tracks.get_mut(i) else { continue };
        let Track { recording, connection, flow, next, clock } = track;
        let Some(event) = connection.events.get(*next) else { continue };
        flow.event(event.side, &event.what, &mut packet, &mut |Built { side, kind, packet }| {
            number += 1;
            let comment = comment(&Sent { number, recording: *recording, connection, side, kind });
            writer.packet(interface, at, packet, comment.as_deref())
        })?;
        *next += 1;
        *clock = at;
        queue.extend(track.time().map(|time| Reverse((time, i))));
    }
    writer.finish()
}

/// A connection on its way into the file.
struct Track<'a> {
    recording: usize,
    connection: &'a Connection,
    flow: Flow,
    next: usize,
    clock: Timestamp,
}

fn tracks<'a>(recordings: &[&'a Recording]) -> Vec<Track<'a>> {
    let all = recordings.iter().enumerate().flat_map(|(i, r)| r.connections.iter().map(move |c| (i, c)));
    all.enumerate()
        .map(|(place, (recording, connection))| {
            let flow = Flow::new(connection, place);
            Track { recording, connection, flow, next: 0, clock: Timestamp::default() }
        })
        .collect()
}

impl Track<'_> {
    /// When the next event is written, if there is one.
    fn time(&self) -> Option<Timestamp> {
        self.connection.events.get(self.next).map(|event| event.at.max(self.clock))
    }
}
