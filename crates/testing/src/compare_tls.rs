//! tshark's dissection of TLS beside ours: each leaf of tshark's must be a field of ours with the same name and bytes.
//!
//! What lies on the wire must lie at the same place of the stream. What was decrypted or put together must come in the
//! same order inside the record in which tshark shows it; HTTP inside TLS, which is no part of a record there, in the
//! same order among what its side says.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;

use wirewalk::dissect::{Message, Origin, tiling};
use wirewalk::recording::Side::{Client, Server};
use wirewalk::recording::{Secrets, StreamNumber, Transport};

use crate::heard::{Heard, Stream};
use crate::tshark::{self, Capture, PdmlField, Place, Places};

/// What Wireshark concludes from another field and marks as generated (PDML does not say so) but gives that field's bytes.
const CONCLUDED: [&str; 2] = ["http.response.code.desc", "http.content_length"];

/// The type of what a record of TLS 1.3 protects stands behind the data, inside; tshark shows it before the data, and at the
/// place of the outer type.
const INNER_TYPE: &str = "tls.record.content_type";

/// Whether a field with this name is compared.
pub fn is_compared(name: &str) -> bool {
    ["tls.", "x509", "pkcs1.", "pkix1", "ocsp.", "http."].iter().any(|prefix| name.starts_with(prefix))
}

/// How a capture compares.
#[derive(Debug, Default)]
pub struct Verdict {
    /// How many leaves of tshark's are fields of ours.
    pub matched: usize,
    /// Which are not: the field's id, and where it stands.
    pub missing: Vec<(String, String)>,
    /// Where bytes of ours are unexplained.
    pub unexplained: Vec<String>,
    /// All our ids that are compared.
    pub ids: BTreeSet<&'static str>,
    /// Those of them that tshark does not use in this capture.
    pub beyond: BTreeSet<&'static str>,
    /// All of tshark's ids, of every protocol.
    pub theirs: HashSet<String>,
}

/// Our fields, by how they are looked for.
#[derive(Default)]
struct Ours {
    /// Where a field lies in its stream.
    on_the_wire: HashSet<(Stream, &'static str, Range<usize>)>,
    /// What each record holds beyond its wire bytes, in order; the key is where the record begins in its stream.
    records: HashMap<(Stream, usize), Ordered>,
    /// The same for whatever is HTTP.
    http: HashMap<Stream, Ordered>,
    ids: BTreeSet<&'static str>,
    unexplained: Vec<String>,
}

/// Fields in their order, and how far tshark's have come.
#[derive(Default)]
struct Ordered {
    fields: Vec<(&'static str, Vec<u8>)>,
    next: usize,
}

impl Ordered {
    /// Goes on to the next field with this name and these bytes (this length, where tshark does not tell the bytes).
    fn find(&mut self, theirs: &PdmlField) -> bool {
        if theirs.name == INNER_TYPE {
            let shown = theirs.show.parse().map(|byte: u8| vec![byte]).unwrap_or_default();
            return self.fields.iter().any(|(id, bytes)| *id == INNER_TYPE && *bytes == shown);
        }
        let fits = |bytes: &[u8]| bytes.len() == theirs.size && (theirs.value.is_empty() || bytes == theirs.value);
        let from = self.next;
        let at = self.fields[from..].iter().position(|(id, bytes)| {
            (*id == theirs.name && fits(bytes)) || (theirs.name == "http.file_data" && is_body(id) && !bytes.is_empty())
        });
        let Some(at) = at.map(|at| from + at) else { return false };
        if self.fields[at].0 == theirs.name {
            self.next = at + 1;
            return true;
        }
        // A long body comes in pieces, each a message of its own.
        let pieces: Vec<u8> = self.fields[at..]
            .iter()
            .filter(|(id, _)| is_body(id))
            .flat_map(|(_, bytes)| bytes.iter().copied())
            .take(theirs.size)
            .collect();
        pieces == theirs.value
    }
}

fn is_body(id: &str) -> bool {
    matches!(id, "wirewalk.http.body_piece" | "http.file_data")
}

impl Ours {
    fn new(messages: &[Message]) -> Ours {
        let mut ours = Ours::default();
        for message in messages.iter().filter(|m| StreamNumber::of(m.connection).transport == Transport::Tcp) {
            if let Err(error) = tiling::check(message) {
                panic!("connection {}, message {}: {error}", message.connection, message.index);
            }
            let stream = (message.connection as usize, message.side);
            let begins = message.offset as usize;
            for field in message.walk() {
                ours.ids.insert(field.label.id);
                if field.label.id == "wirewalk.unexplained" {
                    let (i, problem) = (message.index, &field.problem);
                    ours.unexplained.push(format!("connection {}, message {i}: {problem:?}", message.connection));
                }
                let id = field.label.id;
                let on_the_wire = matches!(message.sources.first(), Some(s) if s.origin == Origin::Wire);
                if field.span.message == message.index && field.span.source == 0 && on_the_wire {
                    let range = begins + field.span.range.start..begins + field.span.range.end;
                    ours.on_the_wire.insert((stream, id, range));
                    continue;
                }
                let bytes = message.bytes(&field.span).to_vec();
                if on_the_wire {
                    let record = ours.records.entry((stream, begins)).or_default();
                    record.fields.push((id, bytes));
                } else {
                    ours.http.entry(stream).or_default().fields.push((id, bytes));
                }
            }
        }
        ours
    }

    fn find(&mut self, theirs: &PdmlField, packet: &[PdmlField], place: &Place, around: &Around) -> bool {
        let stream = (place.stream, if place.from_client { Client } else { Server });
        let Some(sent) = around.streams.get(&stream) else { return false };
        let offsets = tshark::stream_offsets(theirs, packet, &around.places);
        let wire = offsets.into_iter().map(|at| at..at + theirs.size).any(|range| {
            let same = theirs.value.is_empty() || sent.get(range.clone()) == Some(&theirs.value);
            same && around
                .ids
                .get(theirs.name.as_str())
                .is_some_and(|id| self.on_the_wire.contains(&(stream, id, range)))
        });
        if wire {
            return true;
        }
        let Some(record) = theirs.record else {
            return self.http.get_mut(&stream).is_some_and(|http| http.find(theirs));
        };
        let begins = tshark::offsets_of(record, theirs.packet, packet, &around.places);
        begins.into_iter().any(|at| self.records.get_mut(&(stream, at)).is_some_and(|record| record.find(theirs)))
    }
}

/// What a field is looked for with.
struct Around {
    places: Places,
    streams: HashMap<Stream, Vec<u8>>,
    /// Our ids by their text.
    ids: HashMap<&'static str, &'static str>,
}

/// What tshark finds in a capture and we find too, or not; we with these secrets alone, as `wirewalk explain` reads it.
pub fn compare(capture: &Capture, secrets: &Secrets) -> Verdict {
    let heard = Heard::with(&std::fs::read(capture.file()).expect("it was written"), secrets);
    let mut ours = Ours::new(&heard.messages);
    let fields = capture.pdml();
    let ids = ours.ids.iter().map(|id| (*id, *id)).collect();
    let around = Around { places: tshark::places(fields), streams: heard.streams, ids };
    let mut verdict = Verdict { unexplained: std::mem::take(&mut ours.unexplained), ..Verdict::default() };
    let mut theirs = HashSet::new();
    for packet in fields.chunk_by(|a, b| a.packet == b.packet) {
        theirs.extend(packet.iter().map(|f| f.name.clone()));
        let wanted = packet.iter().filter(|f| is_compared(&f.name) && f.leaf && f.size > 0 && !f.hidden);
        for field in wanted.filter(|f| !CONCLUDED.contains(&f.name.as_str())) {
            let found = around.places.get(&field.packet).is_some_and(|p| ours.find(field, packet, p, &around));
            if found {
                verdict.matched += 1;
            } else {
                let at = format!("packet {} at {}, {} bytes: {:.60}", field.packet, field.pos, field.size, field.show);
                verdict.missing.push((field.name.clone(), at));
            }
        }
    }
    verdict.ids = ours.ids.iter().copied().filter(|id| is_compared(id)).collect();
    verdict.beyond = verdict.ids.iter().copied().filter(|id| !theirs.contains(*id)).collect();
    verdict.theirs = theirs;
    verdict
}

impl Verdict {
    /// How many leaves of tshark's were compared.
    pub fn total(&self) -> usize {
        self.matched + self.missing.len()
    }

    /// How many of each id are missing, with the first place of each.
    pub fn summary(&self) -> BTreeMap<&str, (usize, &str)> {
        let mut summary = BTreeMap::new();
        for (id, at) in &self.missing {
            summary.entry(id.as_str()).or_insert((0, at.as_str())).0 += 1;
        }
        summary
    }
}
