//! What tshark makes of the captures that walks leave: those of walks just now, and the frozen ones.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use tempfile::tempdir;
use wirewalk::recording::{Secrets, Side, capture};
use wirewalk::{LESSONS, stage};
use wirewalk_testing::compare::not_ours;
use wirewalk_testing::tshark::{self, COMPLAINTS, Capture};

/// A walk's capture as tshark reads it, and the keys that its parties held.
struct Walk {
    name: String,
    /// Whether they spoke HTTP.
    http: bool,
    capture: Capture,
    secrets: Secrets,
    /// What the client and the server said on each connection, in tshark's numbers.
    streams: Vec<[Vec<u8>; 2]>,
}

/// Lesson 7's naive proxy may hang up while Bob still answers what was smuggled: what arrives then is answered with a reset.
const CARELESS: &str = "the naive proxy";

/// Walks of all lessons: each played now, and each as it was frozen. `None` if there is no tshark.
fn walks() -> Option<Vec<Walk>> {
    let mut walks = Vec::new();
    for lesson in LESSONS {
        let number = lesson.about.number;
        let dir = tempdir().expect("a folder");
        stage::rehearse(lesson, dir.path()).expect("a walk");
        let frozen = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/captures");
        for (kind, folder) in [("played", dir.path()), ("frozen", &frozen)] {
            let file = fs::read(folder.join(format!("lesson{number}.pcapng"))).expect("the capture");
            let key = fs::read_to_string(folder.join(format!("lesson{number}.key"))).ok();
            let name = format!("lesson {number}, {kind}");
            walks.push(Walk::new(name, lesson.scheme == "http", &file, key.as_deref())?);
        }
    }
    Some(walks)
}

impl Walk {
    fn new(name: String, http: bool, file: &[u8], key: Option<&str>) -> Option<Walk> {
        let recording = capture::read(file).expect("a capture of ours").recording;
        // Any port may be free for a walk, and belong to some other protocol for tshark: it is told what is spoken on both.
        let ends = recording.connections.iter().flat_map(|c| [c.client.addr.port(), c.server.addr.port()]);
        let ports: BTreeSet<u16> = ends.collect();
        let mut capture = Capture::new(file, ports.iter().copied().filter(|_| http))?;
        ports.iter().filter(|_| !http).for_each(|port| capture.decode_as(&format!("tcp.port=={port},data")));
        let streams = recording.connections.iter().map(|c| [c.stream(Side::Client), c.stream(Side::Server)]).collect();
        let key = key.map(|key| wirewalk::fernet::Key::from_text(key).expect("the walk's key"));
        let secrets = key.map_or_else(Secrets::none, |key| Secrets::none().with_fernet(key));
        Some(Walk { name, http, capture, secrets, streams })
    }
}

#[test]
fn tshark_has_nothing_to_complain_about() {
    for Walk { name, capture, .. } in walks().unwrap_or_default() {
        assert_eq!(capture.count("_ws.malformed or _ws.short"), 0, "{name}");
        let mut complaints = capture.fields(COMPLAINTS, &["frame.number", "_ws.expert.message"]);
        complaints.retain(|fields| !fields.concat().contains(CARELESS));
        assert!(complaints.is_empty(), "{name}: {complaints:?}");
        assert_eq!(capture.count("tcp.analysis.flags"), 0, "{name}");
        let packets = capture.count("frame");
        assert!(packets > 20, "{name}: {packets}");
        assert_eq!(capture.count("tcp.checksum.status == \"Good\""), packets, "{name}");
        assert_eq!(capture.count("ip.checksum.status == \"Good\""), packets, "{name}");
    }
}

#[test]
fn tshark_sees_every_connection_from_syn_to_fin() {
    for Walk { name, capture, streams, .. } in walks().unwrap_or_default() {
        // SYN, SYN/ACK, ACK, data, FIN
        let whole = capture.fields("tcp.completeness == 31", &["tcp.stream"]);
        let broken = capture.fields(COMPLAINTS, &["_ws.expert.message"]);
        let broken = broken.iter().filter(|fields| fields.concat().contains(CARELESS)).count();
        assert_eq!(whole.iter().collect::<BTreeSet<_>>().len() + broken, streams.len(), "{name}");
        assert_eq!(capture.count("tcp.flags.syn == 1"), 2 * streams.len(), "{name}");
        assert!(capture.count("tcp.flags.fin == 1") + 2 * broken >= 2 * streams.len(), "{name}");
    }
}

#[test]
fn tshark_follows_every_conversation() {
    for Walk { name, http, capture, streams, .. } in walks().unwrap_or_default() {
        if !http {
            assert_eq!(capture.count("tcp.len > 0 and not data"), 0, "{name}: plain data for tshark");
            continue;
        }
        assert_eq!(capture.count("http.request"), streams.len(), "{name}");
        assert_eq!(capture.count("http.response"), streams.len(), "{name}");
        assert_eq!(
            capture.count("tcp.len > 0 and not http and not tcp.segment_data"),
            0,
            "{name}: every byte of payload is a part of HTTP"
        );
        for (stream, [asked, answered]) in streams.iter().enumerate() {
            let followed = capture.tshark(&["-q", "-z", &format!("follow,http,ascii,{stream}")]);
            for said in [asked, answered] {
                for line in String::from_utf8_lossy(said).lines() {
                    // A body longer than announced is no part of the conversation for whoever believes the head.
                    assert!(followed.contains(shared(line)), "{name}, {stream}: {line}\n{followed}");
                }
            }
        }
    }
}

/// As much of a line as must be in a conversation even if its announced length cuts it: the length of the secret.
fn shared(line: &str) -> &str {
    if line.contains(':') || line.contains("HTTP/") { line } else { line.get(..11).unwrap_or(line) }
}

#[test]
fn every_packet_of_a_walk_has_a_comment_and_the_section_is_honest() {
    for Walk { name, capture, .. } in walks().unwrap_or_default() {
        assert_eq!(capture.count("not frame.comment"), 0, "{name}");
        // The step that sent it, and what it means: the start line and the body are told as what they are.
        for (filter, words) in [("http.request", " / HTTP/1.1"), ("http.response", "body, ")] {
            for comment in capture.fields(filter, &["frame.comment"]).concat() {
                // A body may come in a packet of its own.
                let told = comment.contains(words) || comment.contains("body, ");
                // Of more than two messages in one packet only the names are told.
                let told = told || comment.ends_with("surplus");
                assert!(comment.starts_with("step ") && told, "{name}: {comment}");
            }
        }
        let Some(infos) = tshark::capinfos(&capture.file()) else { return };
        assert!(infos.contains("The payload of every TCP segment is exact"), "{name}: {infos}");
        assert!(infos.contains("The IP and TCP headers around them are rebuilt"), "{name}: {infos}");
    }
}

#[test]
fn every_http_field_of_tshark_in_a_walk_is_ours() {
    for Walk { name, http, capture, secrets, .. } in walks().unwrap_or_default() {
        for view in [&Secrets::none(), &secrets] {
            let missing = not_ours(&capture, view, "http.");
            assert!(missing.is_empty(), "{name}:\n{}", missing.join("\n"));
        }
        let compared = capture.pdml().iter().filter(|f| f.name.starts_with("http.") && f.size > 0).count();
        assert!(compared > 20 || !http, "{name}: {compared}");
    }
}
