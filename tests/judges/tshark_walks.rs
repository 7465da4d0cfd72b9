//! What tshark makes of the captures that walks leave: those of walks just now, and the frozen ones.

use std::collections::BTreeSet;
use std::fs;

use wirewalk::LESSONS;
use wirewalk::recording::{Secrets, Side, Transport, capture};
use wirewalk_testing::compare::not_ours;
use wirewalk_testing::root;
use wirewalk_testing::tshark::{self, COMPLAINTS, Capture};
use wirewalk_testing::walked::walked;

/// A walk's capture as tshark reads it, and the keys that its parties held.
struct Walk {
    name: String,
    /// Whether they spoke HTTP.
    http: bool,
    capture: Capture,
    secrets: Secrets,
    /// What the client and the server said on each connection of TCP, in tshark's numbers.
    streams: Vec<[Vec<u8>; 2]>,
    /// The datagrams on each flow of UDP, in tshark's numbers.
    flows: Vec<usize>,
}

/// Lesson 7's naive proxy may hang up while Bob still answers what was smuggled: what arrives then is answered with a reset.
const CARELESS: &str = "the naive proxy";

// Two tests, side by side: each walk is played once, and everything is asked of it.

#[test]
fn every_odd_lessons_walk_is_what_tshark_sees() {
    walks_are_judged(|number| number % 2 == 1);
}

#[test]
fn every_even_lessons_walk_is_what_tshark_sees() {
    walks_are_judged(|number| number % 2 == 0);
}

/// What tshark says of the walks of these lessons: each played now, and as it was frozen.
fn walks_are_judged(which: fn(u8) -> bool) {
    for lesson in LESSONS.iter().filter(|lesson| which(lesson.about.number)) {
        let number = lesson.about.number;
        let played = |name: &str| walked(lesson).file(name).map(<[u8]>::to_vec);
        let frozen = |name: &str| fs::read(root().join("tests/captures").join(name)).ok();
        for kind in ["played", "frozen"] {
            let left = |name: &str| if kind == "played" { played(name) } else { frozen(name) };
            let file = left(&format!("lesson{number}.pcapng")).expect("the capture");
            let key = left(&format!("lesson{number}.key")).map(|key| String::from_utf8(key).expect("text"));
            let name = format!("lesson {number}, {kind}");
            let Some(walk) = Walk::new(name, lesson.scheme == "http", &file, key.as_deref()) else { return };
            has_nothing_to_complain_about(&walk);
            sees_every_connection_from_syn_to_fin(&walk);
            follows_every_conversation(&walk);
            finds_a_comment_at_every_packet_and_an_honest_section(&walk);
            has_no_http_field_that_is_not_ours(&walk);
        }
    }
}

impl Walk {
    fn new(name: String, http: bool, file: &[u8], key: Option<&str>) -> Option<Walk> {
        let recording = capture::read(file).expect("a capture of ours").recording;
        // Any port may be free for a walk, and belong to some other protocol for tshark: it is told what is spoken on both.
        let ends = recording.connections.iter().flat_map(|c| [c.client.addr.port(), c.server.addr.port()]);
        let ports: BTreeSet<u16> = ends.collect();
        let mut capture = Capture::new(file, ports.iter().copied().filter(|_| http))?;
        for port in ports.iter().filter(|_| !http) {
            ["tcp", "udp"].iter().for_each(|layer| capture.decode_as(&format!("{layer}.port=={port},data")));
        }
        let (flows, connections): (Vec<_>, Vec<_>) =
            recording.connections.iter().partition(|c| c.transport() == Transport::Udp);
        let streams = connections.iter().map(|c| [c.stream(Side::Client), c.stream(Side::Server)]).collect();
        let flows = flows.iter().map(|flow| flow.events.len()).collect();
        let key = key.map(|key| wirewalk::fernet::Key::from_text(key).expect("the walk's key"));
        let secrets = key.map_or_else(Secrets::none, |key| Secrets::none().with_fernet(key));
        Some(Walk { name, http, capture, secrets, streams, flows })
    }
}

fn has_nothing_to_complain_about(Walk { name, capture, .. }: &Walk) {
    let mut complaints = capture.fields(COMPLAINTS, &["frame.number", "_ws.expert.message"]);
    complaints.retain(|fields| !fields.concat().contains(CARELESS));
    assert!(complaints.is_empty(), "{name}: {complaints:?}");
    let [broken, analysed, packets, right, ip] = capture.counts([
        "_ws.malformed or _ws.short",
        "tcp.analysis.flags",
        "frame",
        "tcp.checksum.status == \"Good\" or udp.checksum.status == \"Good\"",
        "ip.checksum.status == \"Good\"",
    ]);
    assert_eq!((broken, analysed), (0, 0), "{name}");
    assert!(packets > 20, "{name}: {packets}");
    assert_eq!((right, ip), (packets, packets), "{name}");
}

fn sees_every_connection_from_syn_to_fin(Walk { name, capture, streams, flows, .. }: &Walk) {
    // SYN, SYN/ACK, ACK, data, FIN
    let whole = capture.fields("tcp.completeness == 31", &["tcp.stream"]);
    let broken = capture.fields(COMPLAINTS, &["_ws.expert.message"]);
    let broken = broken.iter().filter(|fields| fields.concat().contains(CARELESS)).count();
    assert_eq!(whole.iter().collect::<BTreeSet<_>>().len() + broken, streams.len(), "{name}");
    let [opened, closed] = capture.counts(["tcp.flags.syn == 1", "tcp.flags.fin == 1"]);
    assert_eq!(opened, 2 * streams.len(), "{name}");
    assert!(closed + 2 * broken >= 2 * streams.len(), "{name}");
    for (flow, datagrams) in flows.iter().enumerate() {
        assert_eq!(capture.count(&format!("udp.stream == {flow}")), *datagrams, "{name}: flow {flow}");
    }
}

fn follows_every_conversation(Walk { name, http, capture, streams, .. }: &Walk) {
    if !http {
        assert_eq!(capture.count("tcp.len > 0 and not data"), 0, "{name}: plain data for tshark");
        return;
    }
    let no_part = "tcp.len > 0 and not http and not tcp.segment_data";
    let [requests, responses, others] = capture.counts(["http.request", "http.response", no_part]);
    assert_eq!((requests, responses), (streams.len(), streams.len()), "{name}");
    assert_eq!(others, 0, "{name}: every byte of payload is a part of HTTP");
    let follow: Vec<String> = (0..streams.len()).map(|stream| format!("follow,http,ascii,{stream}")).collect();
    let mut arguments = vec!["-q"];
    follow.iter().for_each(|of| arguments.extend(["-z", of.as_str()]));
    let followed = capture.tshark(&arguments);
    for (stream, [asked, answered]) in streams.iter().enumerate() {
        let begin = followed.find(&format!("Filter: tcp.stream eq {stream}\n")).expect("it is followed");
        let this = &followed[begin..];
        let this = &this[..this[1..].find("Filter: ").map_or(this.len(), |end| end + 1)];
        for said in [asked, answered] {
            for line in String::from_utf8_lossy(said).lines() {
                // A body longer than announced is no part of the conversation for whoever believes the head.
                assert!(this.contains(shared(line)), "{name}, {stream}: {line}\n{this}");
            }
        }
    }
}

/// As much of a line as must be in a conversation even if its announced length cuts it: the length of the secret.
fn shared(line: &str) -> &str {
    if line.contains(':') || line.contains("HTTP/") { line } else { line.get(..11).unwrap_or(line) }
}

fn finds_a_comment_at_every_packet_and_an_honest_section(Walk { name, capture, .. }: &Walk) {
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

fn has_no_http_field_that_is_not_ours(Walk { name, http, capture, secrets, .. }: &Walk) {
    for view in [&Secrets::none(), secrets] {
        let missing = not_ours(capture, view, "http.");
        assert!(missing.is_empty(), "{name}:\n{}", missing.join("\n"));
    }
    let compared = capture.pdml().iter().filter(|f| f.name.starts_with("http.") && f.size > 0).count();
    assert!(compared > 20 || !http, "{name}: {compared}");
}
