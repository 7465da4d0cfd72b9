//! TLS against published connections: the fields of Illustrated TLS 1.3, the payloads of RFC 8448 §3.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::Path;

use serde_json::Value;

use wirewalk::dissect::crypto::RustCrypto;
use wirewalk::dissect::{Message, Origin, Source, dissect, tiling};
use wirewalk::recording::Side::{Client, Server};
use wirewalk::recording::secrets::KeyLog;
use wirewalk::recording::{Secrets, Side, capture};
use wirewalk::render::terminal;
use wirewalk_testing::outside;

/// The messages of a capture that lie on the wire, with the secrets of a key log.
fn records(capture: &Path, key_log: &Path) -> Vec<Message> {
    let recording = capture::read(File::open(capture).unwrap()).unwrap().recording;
    let (key_log, errors) = KeyLog::parse(&fs::read(key_log).unwrap());
    assert!(errors.is_empty(), "{errors:?}");
    let secrets = Secrets::none().with_key_log(key_log);
    let messages: Vec<Message> = dissect(&recording, &secrets).collect();
    assert!(dissect(&recording, &secrets.over(&RustCrypto)).eq(messages.iter().cloned()), "the other backend differs");
    for message in &messages {
        tiling::check(message).unwrap();
    }
    messages.into_iter().filter(|message| message.crossed() > 0).collect()
}

/// What a record held, if it was opened.
fn opened(message: &Message) -> Option<(u16, &Source)> {
    let sources = message.sources.iter().enumerate();
    sources.map(|(i, source)| (i as u16, source)).find(|(_, s)| matches!(s.origin, Origin::Decrypted { .. }))
}

/// Where fields of a source begin and end.
fn borders(message: &Message, source: u16) -> BTreeSet<usize> {
    let fields = message.walk().filter(|field| field.span.source == source);
    fields.flat_map(|field| [field.span.range.start, field.span.range.end]).collect()
}

/// What Illustrated TLS says of some bytes.
struct Note {
    side: Side,
    offset: Option<usize>,
    name: String,
    record: String,
    bytes: Vec<u8>,
}

fn notes(file: &Path) -> Vec<Note> {
    let text = fs::read(file).unwrap();
    let notes: Vec<Value> = serde_json::from_slice(&text).unwrap();
    let word = |note: &Value, key: &str| note[key].as_str().unwrap().to_owned();
    let note = |note: &Value| Note {
        side: if note["dir"] == "client" { Client } else { Server },
        offset: note["offset"].as_u64().map(|offset| offset as usize),
        name: format!("{}: {}", word(note, "record"), word(note, "label")),
        record: word(note, "record"),
        bytes: unhex(&word(note, "hex")),
    };
    notes.iter().map(note).collect()
}

fn unhex(digits: &str) -> Vec<u8> {
    let digits: Vec<u8> = digits.chars().filter_map(|c| c.to_digit(16)).map(|digit| digit as u8).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

#[test]
fn every_span_that_illustrated_tls_13_annotates_begins_and_ends_a_field_of_ours() {
    let Some(vectors) = outside::vectors() else { return };
    let folder = vectors.join("illustrated-tls13");
    let records = records(&folder.join("capture.pcap"), &folder.join("keylog.txt"));
    let notes = notes(&folder.join("oracle_wire_offsets.json"));
    assert_eq!(notes.len(), 103);
    let mut wrong = Vec::new();
    for side in [Client, Server] {
        let mut sealed = records.iter().filter(|m| m.side == side && opened(m).is_some());
        // Decrypted notes come without an offset: first the whole of a record's content, then its type, then its parts.
        let (mut inner, mut at) = (None, 0);
        for note in notes.iter().filter(|note| note.side == side) {
            let (message, source, start) = match note.offset {
                Some(offset) => {
                    let holds = |m: &&Message| m.side == side && m.offset as usize + m.crossed() > offset;
                    let Some(message) = records.iter().find(holds) else { panic!("nothing at {}", note.name) };
                    (message, 0, offset - message.offset as usize)
                }
                None => {
                    let begins = note.record == "Wrapped Record" && !note.name.ends_with("Record Type");
                    if begins {
                        inner = sealed.next();
                        at = 0;
                    }
                    let Some(message) = inner else { panic!("{} was not opened", note.name) };
                    let (source, content) = opened(message).unwrap();
                    let start = if note.name.ends_with("Record Type") { content.bytes.len() - 1 } else { at };
                    at = if note.record == "Wrapped Record" { 0 } else { at + note.bytes.len() };
                    (message, source, start)
                }
            };
            let end = start + note.bytes.len();
            let found = message.sources[usize::from(source)].bytes.get(start..end);
            assert_eq!(found, Some(&note.bytes[..]), "{}", note.name);
            let borders = borders(message, source);
            if !borders.contains(&start) || !borders.contains(&end) {
                wrong.push(format!("{side} {start}..{end} of source {source}: {}", note.name));
            }
        }
    }
    assert!(wrong.is_empty(), "no field begins or ends there:\n{}", wrong.join("\n"));
}

#[test]
fn every_record_of_rfc_8448_section_3_opens_to_its_payload() {
    let Some(vectors) = outside::vectors() else { return };
    let folder = vectors.join("rfc8448-simple-1rtt");
    let records = records(&folder.join("s3.pcap"), &folder.join("s3.keylog"));
    let published: Vec<Value> = serde_json::from_slice(&fs::read(folder.join("s3.records.json")).unwrap()).unwrap();
    assert_eq!(published.len(), 9);
    let mut payloads = Vec::new();
    for record in &published {
        let wire = unhex(record["record"].as_str().unwrap());
        let message = records.iter().find(|m| m.wire()[..] == wire[..]);
        let message = message.unwrap_or_else(|| panic!("no message is the record {}", record["record"]));
        assert_eq!(message.side.as_str(), record["side"].as_str().unwrap());
        match opened(message) {
            Some((_, source)) => payloads.push((message.side, source.bytes.to_vec())),
            None => assert!(wire[0] == 22, "a sealed record was not opened: {}", record["record"]),
        }
    }
    assert_eq!(records.len(), 9);

    // RFC 8448 §3: what stands under "payload", and the type that ends each inner plaintext.
    let encrypted_extensions = "08000024 0022 000a0014 0012001d00170018001901000101010201030104 001c00024001 00000000";
    let server_finished = "14000020 9b9b141d906337fbd2cbdce71df4deda4ab42c309572cb7fffee5454b78f0718";
    let client_finished = "14000020 a8ec436d677634ae525ac1fcebe11a039ec17694fac6e98527b642f2edd5ce61";
    let ticket = "040000c9 0000001e fad6aac5 020000 00b2";
    let expected = [
        (Server, encrypted_extensions, server_finished, 657, 22),
        (Client, client_finished, client_finished, 36, 22),
        (Server, ticket, "0008 002a0004 00000400", 205, 22),
        (Client, "00010203", "2e2f3031", 50, 23),
        (Server, "00010203", "2e2f3031", 50, 23),
        (Client, "0100", "0100", 2, 21),
        (Server, "0100", "0100", 2, 21),
    ];
    assert_eq!(payloads.len(), expected.len());
    for ((side, payload), (from, begins, ends, len, kind)) in payloads.iter().zip(expected) {
        let (last, content) = payload.split_last().unwrap();
        assert_eq!((*side, content.len(), *last), (from, len, kind));
        assert!(content.starts_with(&unhex(begins)), "{content:02x?} does not begin with {begins}");
        assert!(content.ends_with(&unhex(ends)), "{content:02x?} does not end with {ends}");
    }
}

#[test]
fn a_certificate_deep_in_a_record_stays_readable_at_80_columns() {
    let Some(vectors) = outside::vectors() else { return };
    let folder = vectors.join("illustrated-tls13");
    let records = records(&folder.join("capture.pcap"), &folder.join("keylog.txt"));
    let message = records.iter().find(|m| m.find_id("x509af.Certificate_element").is_some()).unwrap();
    let rows: Vec<String> = terminal::file_rows(message, "", 80).iter().map(ToString::to_string).collect();
    assert!(rows.iter().all(|row| row.chars().count() <= 80));
    let inset = rows.iter().position(|row| row.ends_with("↙ its parts, starting at the left again")).unwrap();
    assert!(rows[inset + 1].starts_with("┊ ├ tag: 48 (SEQUENCE)"), "{}", rows[inset + 1]);
    assert!(rows.iter().any(|row| row.contains("decrypted with SERVER_HANDSHAKE_TRAFFIC_SECRET, are 819")));
}
