//! tshark as the judge of packets' headers: every leaf of its links, IP, TCP, UDP and tunnels at the same place under the same name, and
//! what it says of numbers.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::Command;
use std::thread;

use wirewalk::dissect::Datum;
use wirewalk_testing::compare_packets::{LAYERS, Verdict, packets};
use wirewalk_testing::dumpcap::{Format, Wiretap};
use wirewalk_testing::encapsulations::{self, Carrier};
use wirewalk_testing::tshark::{self, Capture};
use wirewalk_testing::{headers, outside};

#[test]
fn every_leaf_of_headers_is_where_tshark_has_it() {
    let mut verdict = Verdict::default();
    verdict.add("headers", &headers::capture(1, headers::frames().into_iter().map(|(_, frame)| frame)));
    verdict.add("troubled", &headers::capture(101, headers::troubled().into_iter().map(|(_, packet)| packet)));
    verdict.conclude(1500);
}

#[test]
fn in_every_carrier_leaves_are_where_tshark_has_them() {
    use wirewalk::recording::Side::{Client, Server};
    use wirewalk::recording::What;
    use wirewalk_testing::captures::bytes;
    let said =
        [(Client, What::Open), (Client, bytes("a question")), (Server, bytes("an answer")), (Client, What::Close)];
    // tshark 4.0 does not read captures that begin with a label, and takes PPP's direction off before it counts bytes.
    let read = |carrier: &&Carrier| !matches!(carrier.link_type, 204 | 219);
    let mut verdict = Verdict::default();
    for v6 in [false, true] {
        let carriers: Vec<_> = encapsulations::all().filter(read).collect();
        let file = encapsulations::capture(carriers, |number| encapsulations::packets(number, v6, &said));
        verdict.add("carriers", &file);
    }
    verdict.conclude(10_000);
}

#[test]
fn on_a_real_capture_of_curl_leaves_are_where_tshark_has_them() {
    let Some(curl) = outside::judge("curl") else { return };
    let mut verdict = Verdict::default();
    for host in ["127.0.0.1", "[::1]"] {
        let listener = TcpListener::bind(format!("{host}:0")).expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let Some(tap) = Wiretap::on(&[port], Format::Pcapng) else { return };
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("curl calls");
            let _ = stream.read(&mut [0; 4096]);
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 200000\r\nConnection: close\r\n\r\n").expect("sent");
            stream.write_all(&[b'a'; 200_000]).expect("sent");
        });
        let url = format!("http://{host}:{port}/");
        let got = Command::new(&curl).args(["-s", "-g", &url]).output().expect("curl starts");
        assert_eq!(got.stdout.len(), 200_000);
        server.join().expect("no panic");
        verdict.add(host, &tap.capture());
    }
    verdict.conclude(500);
}

#[test]
fn numbers_and_findings_are_tsharks() {
    let file = headers::capture(101, headers::troubled().into_iter().map(|(_, packet)| packet));
    let Some(capture) = Capture::new(&file, []) else { return };
    let ours = packets(&file);
    let number = |packet: usize, id: &str| match ours[packet - 1].find_id(id)?.value.datum {
        Datum::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let rows = capture.fields("tcp", &["frame.number", "tcp.seq", "tcp.ack", "tcp.window_size"]);
    for row in rows {
        let packet: usize = row[0].parse().expect("a number");
        for (column, id) in ["tcp.seq", "tcp.ack", "tcp.window_size"].into_iter().enumerate() {
            // tshark counts an acknowledgement too that no flag says is one.
            let is_one = |id| ours[packet - 1].find_id(id).is_some_and(|flag| flag.value.datum == Datum::Flag(true));
            if id == "tcp.ack" && !is_one("tcp.flags.ack") {
                continue;
            }
            assert_eq!(number(packet, id).as_ref(), Some(&row[column + 1]), "packet {packet}: {id}");
        }
    }
    // tshark's findings of each packet, as far as we tell them. What was acknowledged before the capture has it tshark takes for sent again,
    // which nothing proves.
    const ACKNOWLEDGED_BEFORE: usize = 14;
    let mut theirs: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for field in capture.pdml().iter().filter(|field| field.name.starts_with("tcp.analysis.")) {
        if field.packet != ACKNOWLEDGED_BEFORE && wirewalk::dissect::names::by_id(&field.name).is_some() {
            theirs.entry(field.packet).or_default().insert(field.name.clone());
        }
    }
    let mut told: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for message in &ours {
        for field in message.walk().filter(|field| field.label.id.starts_with("tcp.analysis.")) {
            told.entry(message.index as usize).or_default().insert(field.label.id.to_owned());
        }
    }
    assert_eq!(told, theirs);
}

#[test]
fn names_of_fields_are_wiresharks() {
    let known = tshark::names();
    let labels = wirewalk::dissect::names::labels();
    let compared = |id: &&str| LAYERS.iter().any(|layer| id.starts_with(layer));
    let unknown: Vec<_> =
        labels.iter().map(|label| label.id).filter(compared).filter(|id| !known.contains(*id)).collect();
    assert!(known.is_empty() || unknown.is_empty(), "{unknown:?}");
}
