//! What a hello tells of its sender: JA4 as its authors' program answers, JA3 as tshark computes it, and what must not be claimed.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use wirewalk::explain::explain;
use wirewalk::explain::fingerprint::Fingerprints;
use wirewalk::recording::Side::Client;
use wirewalk::recording::{Recording, Secrets, What};
use wirewalk_dissect::fingerprint::Fingerprint;
use wirewalk_testing::captures::{connection, written};
use wirewalk_testing::explain::{explain as program, line, text};
use wirewalk_testing::outside;
use wirewalk_testing::tls_bytes::handshake;

/// The fingerprints of a capture, by the port of whoever connects.
fn fingerprints(capture: impl std::io::Read) -> BTreeMap<u16, Fingerprint> {
    let (mut all, mut found) = (Fingerprints::default(), BTreeMap::new());
    explain(capture, &Secrets::none(), |told| {
        let port = |(connection, one): (&wirewalk::recording::Connection, _)| (connection.client.addr.port(), one);
        found.extend(all.note(&told).map(port));
    })
    .expect("a capture");
    found
}

/// The captures with the authors' answers.
fn vectors() -> Option<Vec<(std::path::PathBuf, Value)>> {
    let dir = outside::vectors()?;
    let pair = |capture: &str, answers: &str| {
        let answers = fs::read(dir.join("ja4").join(answers)).expect("answers");
        (dir.join(capture), serde_json::from_slice(&answers).expect("JSON"))
    };
    Some(vec![
        pair("ja4/badcurveball.pcap", "badcurveball.pcap.json"),
        pair("ja4/browsers-x509.pcapng", "browsers-x509.pcapng.json"),
        pair("ja4/tls-alpn-h2.pcap", "tls-alpn-h2.pcap.json"),
        pair("quic/quic-secrets.pcapng", "chrome-cloudflare-quic-with-secrets.pcapng.json"),
    ])
}

#[test]
fn ja4_is_what_its_authors_program_answers() {
    let Some(vectors) = vectors() else { return };
    let mut compared = 0;
    for (capture, answers) in vectors {
        let ours = fingerprints(File::open(&capture).expect("a capture"));
        let mut expected = BTreeMap::new();
        for answer in answers.as_array().expect("a list") {
            let text = |key: &str| answer[key].as_str().map(str::to_owned);
            if let (Some(ja4), Some(raw), Some(port)) = (text("JA4.1"), text("JA4_r.1"), text("srcport"))
                && ja4.starts_with('t')
            {
                expected.entry(port.parse().expect("a port")).or_insert((ja4, raw));
            }
        }
        // Of what is in QUIC, their answers for this capture have no value.
        let (quic, ours): (BTreeMap<u16, _>, BTreeMap<u16, _>) = ours.into_iter().partition(|(_, one)| one.over_quic);
        assert!(quic.values().all(|one| one.ja4.value.starts_with('q')), "{quic:?}");
        let ours: BTreeMap<u16, _> = ours.into_iter().map(|(port, one)| (port, (one.ja4.value, one.ja4.raw))).collect();
        assert_eq!(ours, expected, "{}", capture.display());
        compared += ours.len();
    }
    assert!(compared > 3, "{compared}");
}

/// What tshark says of each hello over TCP: the raw string and the value.
fn tsharks(tshark: &Path, capture: &Path) -> BTreeMap<u16, (String, String)> {
    let fields = ["tcp.srcport", "tls.handshake.ja3_full", "tls.handshake.ja3"].map(|field| ["-e", field]).concat();
    let mut command = Command::new(tshark);
    command.arg("-r").arg(capture).args(["-Y", "tcp && tls.handshake.type == 1", "-T", "fields"]).args(fields);
    let output = command.output().expect("tshark runs");
    let rows = String::from_utf8(output.stdout).expect("UTF-8");
    let row = |row: &str| {
        let [port, raw, value] = row.split('\t').collect::<Vec<_>>().try_into().ok()?;
        Some((port.parse().ok()?, (raw.to_owned(), value.to_owned())))
    };
    let mut found = BTreeMap::new();
    for (port, one) in rows.lines().filter_map(row) {
        found.entry(port).or_insert(one);
    }
    found
}

#[test]
fn ja3_is_what_tshark_computes() {
    let (Some(vectors), Some(tshark)) = (vectors(), outside::judge("tshark")) else { return };
    for (capture, _) in vectors {
        let mut ours = fingerprints(File::open(&capture).expect("a capture"));
        ours.retain(|_, one| !one.over_quic);
        let ours: BTreeMap<u16, _> = ours.into_iter().map(|(port, one)| (port, (one.ja3.raw, one.ja3.value))).collect();
        assert!(!ours.is_empty());
        assert_eq!(ours, tsharks(&tshark, &capture), "{}", capture.display());
    }
}

fn two(bytes: &[u8]) -> [u8; 2] {
    (bytes.len() as u16).to_be_bytes()
}

/// A ClientHello with these suites and extensions.
fn hello(suites: &[u16], extensions: &[(u16, &[u8])]) -> Vec<u8> {
    let suites: Vec<u8> = suites.iter().flat_map(|suite| suite.to_be_bytes()).collect();
    let extension = |(kind, data): &(u16, &[u8])| [&kind.to_be_bytes()[..], &two(data), data].concat();
    let list: Vec<u8> = extensions.iter().flat_map(extension).collect();
    let start = [&[3, 3][..], &[7; 32], &[0], &two(&suites), &suites, &[1, 0]].concat();
    handshake(1, &[&start[..], &two(&list), &list].concat())
}

/// The capture of a client that says this.
fn capture(said: &[u8]) -> Vec<u8> {
    let said = [What::Open, What::Bytes(said.to_vec().into())];
    let events = (1..).zip(said).map(|(at, what)| (at, Client, what));
    written(&[&Recording { connections: vec![connection(0, events)] }])
}

fn of(said: &[u8]) -> Option<Fingerprint> {
    fingerprints(&capture(said)[..]).into_values().next()
}

#[test]
fn grease_changes_nothing_and_the_first_protocol_is_read_by_its_ends() {
    let versions: &[u8] = &[4, 3, 4, 3, 3];
    let groups: &[u8] = &[0, 2, 0, 29];
    let plain = hello(&[0x1301, 0xc02f], &[(43, versions), (10, groups), (11, &[1, 0]), (13, &[0, 2, 4, 3])]);
    let greased = hello(
        &[0x0a0a, 0x1301, 0xc02f],
        &[
            (0x1a1a, &[]),
            (43, &[6, 0x2a, 0x2a, 3, 4, 3, 3]),
            (10, &[0, 4, 0x3a, 0x3a, 0, 29]),
            (11, &[1, 0]),
            (13, &[0, 2, 4, 3]),
            (0x4a4a, &[0]),
        ],
    );
    let [plain, greased] = [&plain, &greased].map(|said| of(said).expect("a hello"));
    assert_eq!(plain.ja3.raw, "771,4865-49199,43-10-11-13,29,0");
    assert_eq!(plain.ja4.raw, "t13i020400_1301,c02f_000a,000b,000d,002b_0403");
    assert_eq!((&plain.ja3, &plain.ja4), (&greased.ja3, &greased.ja4));
    let has = |one: &Fingerprint, part: &str| one.marks.iter().any(|mark| mark.part == part);
    assert!(has(&greased, "GREASE") && !has(&plain, "GREASE"));
    for (name, ends) in
        [(&b"h2"[..], "h2"), (b"http/1.1", "h1"), (b"a", "aa"), (&[0xab, 0xcd], "ad"), (&[0x30, 0xab], "3b")]
    {
        let list = [&[name.len() as u8], name].concat();
        let alpn = [&two(&list)[..], &list].concat();
        let one = of(&hello(&[0x1301], &[(16, &alpn)])).expect("a hello");
        assert_eq!(one.ja4.readable, format!("t12i0101{ends}"));
        // ALPN is in the part that people can read, and in no list.
        assert!(one.ja4.value.ends_with("_000000000000"), "{}", one.ja4.value);
    }
}

#[test]
fn a_hello_that_is_not_whole_gives_no_fingerprint() {
    let whole = hello(&[0x1301, 0xc02f], &[(43, &[2, 3, 4]), (10, &[0, 2, 0, 29])]);
    assert!(of(&whole).is_some());
    for len in 0..whole.len() {
        assert!(of(&whole[..len]).is_none(), "{len} of {} bytes", whole.len());
    }
    let mut longer = whole.clone();
    longer[8] += 1;
    assert!(of(&longer).is_none(), "its length says that more must come");
}

#[test]
fn the_program_derives_both_before_ones_eyes_and_counts_programs() {
    let dir = tempfile::tempdir().expect("a folder");
    let [one, other] = [[43, 10], [10, 43]].map(|order| {
        let data = |kind: u16| if kind == 43 { &[2, 3, 4][..] } else { &[0, 2, 0, 29] };
        hello(&[0x1301], &order.map(|kind| (kind, data(kind))))
    });
    let connections = [one, other].into_iter().zip(0..).map(|(said, id)| {
        let said = [What::Open, What::Bytes(said.into())];
        connection(id, (1..).zip(said).map(|(at, what)| (at, Client, what)))
    });
    let file = dir.path().join("two.pcapng");
    fs::write(&file, written(&[&Recording { connections: connections.collect() }])).expect("room");
    let output = program().arg("--fingerprint").arg(&file).output().expect("it starts");
    let said = line(&output);
    assert!(output.status.success(), "{said}");
    for words in [
        "JA3 is made of 771,4865,43-10,29,",
        "JA3 is made of 771,4865,10-43,29,",
        "JA3 = MD5 of that",
        "JA4 is made of t13i010200, in readable form",
        "1301 → SHA-256, cut to 12 characters",
        "000a,002b → SHA-256",
        "no ALPN",
        "2 ClientHellos, 1 program by JA4",
        "shuffles its extensions",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let output = program().args(["--fingerprint", "--json"]).arg(&file).output().expect("it starts");
    let lines: Vec<Value> = text(&output).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["ja4"], lines[1]["ja4"]);
    assert_ne!(lines[0]["ja3"]["value"], lines[1]["ja3"]["value"]);
    assert_eq!(lines[0]["ja3"]["raw"], "771,4865,43-10,29,");
    assert_eq!(lines[0]["parts"][1]["field"], "tls.handshake.extensions.supported_version");
}

#[test]
fn without_a_hello_nothing_is_claimed() {
    assert!(of(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").is_none());
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("plain.pcapng");
    fs::write(&file, capture(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")).expect("room");
    let said = line(&program().arg("--fingerprint").arg(&file).output().expect("it starts"));
    assert!(
        said.contains("There is no complete ClientHello, over TCP or in QUIC") && !said.contains("JA4 is"),
        "{said}"
    );
}
