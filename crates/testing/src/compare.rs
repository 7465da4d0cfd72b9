//! tshark's dissection of a capture beside ours.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use wirewalk::dissect::{Message, dissect};
use wirewalk::recording::Side::{self, Client, Server};
use wirewalk::recording::{Secrets, capture};

use crate::tshark::{self, Capture};

/// What Wireshark concludes from another field and marks as generated (PDML does not say so) but gives that field's bytes.
const CONCLUDED: [&str; 2] = ["http.response.code.desc", "http.content_length"];

/// What tshark finds in a capture under names that begin with `prefix`, and we do not find at the same place of the same
/// stream with the same length; what tshark concludes and what it hides aside.
pub fn not_ours(capture: &Capture, secrets: &Secrets, prefix: &str) -> Vec<String> {
    // Read back from the file, connections have tshark's numbers.
    let recording = capture::read(&std::fs::read(capture.file()).unwrap()[..]).unwrap().recording;
    let ours = Ours::new(dissect(&recording, secrets));
    let fields = capture.pdml();
    let places = tshark::places(fields);
    let wanted = fields
        .iter()
        .filter(|f| f.name.starts_with(prefix) && f.size > 0 && !f.hidden && !CONCLUDED.contains(&&*f.name));
    let missing = wanted.filter(|field| {
        let Some(place) = places.get(&field.packet) else { return true };
        let side = if place.from_client { Client } else { Server };
        let stream = recording.connections[place.stream].stream(side);
        // A position may mean the packet or what was put together from several: the bytes tell which.
        let mut offsets = tshark::stream_offsets(field, fields, &places);
        offsets.retain(|&at| stream.get(at..at + field.size) == Some(&field.value));
        let key = (place.stream as u32, side, field.name.clone());
        !offsets.iter().any(|&at| ours.covers(&key, at..at + field.size)) && !ours.derived(&key, &field.value)
    });
    missing.map(|f| format!("packet {}: {} at {}, {} bytes: {:.60}", f.packet, f.name, f.pos, f.size, f.show)).collect()
}

type Key = (u32, Side, String);

/// Where our fields lie in the streams, and what those hold that lie in none.
#[derive(Default)]
struct Ours {
    on_the_wire: HashMap<Key, Vec<Range<usize>>>,
    derived: HashSet<(Key, Vec<u8>)>,
}

impl Ours {
    fn new(messages: impl Iterator<Item = Message>) -> Ours {
        let mut ours = Ours::default();
        for message in messages {
            for field in message.walk() {
                // A long body comes in pieces, each a message of its own; Wireshark has it in one field.
                let id = field.label.id.replace("wirewalk.http.body_piece", "http.file_data");
                let key = (message.connection, message.side, id);
                if field.span.message != message.index || field.span.source != 0 {
                    ours.derived.insert((key, message.bytes(&field.span).to_vec()));
                    continue;
                }
                let at = message.offset as usize;
                let range = at + field.span.range.start..at + field.span.range.end;
                ours.on_the_wire.entry(key).or_default().push(range);
            }
        }
        ours
    }

    /// Whether a field of ours spans exactly these bytes of the stream, or several do that follow one another, as the
    /// pieces of a body.
    fn covers(&self, key: &Key, range: Range<usize>) -> bool {
        let Some(ranges) = self.on_the_wire.get(key) else { return false };
        let mut at = range.start;
        while at < range.end {
            let longest = ranges.iter().filter(|r| r.start == at && r.end <= range.end).map(|r| r.end).max();
            match longest {
                Some(end) if end > at => at = end,
                _ => return false,
            }
        }
        true
    }

    /// Whether a field of ours that lies in a derived source holds exactly these bytes.
    fn derived(&self, key: &Key, bytes: &[u8]) -> bool {
        self.derived.contains(&(key.clone(), bytes.to_vec()))
    }
}
