//! QUIC in what `wirewalk explain` tells: how it was protected, who closed it and why, what came to nothing, who learns what.

use std::fs;
use std::path::{Path, PathBuf};

use rustls::quic::Version;
use serde_json::Value;
use wirewalk::compare::{Options, read};
use wirewalk::explain::explain as read_by_program;
use wirewalk::explain::summary::Summary;
use wirewalk::recording::{Recording, Secrets, Side, What};
use wirewalk_testing::captures::{connection, written};
use wirewalk_testing::dns::*;
use wirewalk_testing::explain::{explain, line, text};
use wirewalk_testing::outside;
use wirewalk_testing::quic_by_hand::{self as frames_by_hand, Hand, Kind};
use wirewalk_testing::quic_forged::*;
use wirewalk_testing::udp::{capture, datagram, unreachable};

const ALICE: &str = "10.0.0.1:50000";
const BOB: &str = "192.0.2.1:443";

/// What is said of these datagrams with these arguments, in one line.
fn told(folder: &Path, arguments: &[&str], packets: &[Vec<u8>]) -> String {
    let path = folder.join("some.pcapng");
    fs::write(&path, capture(packets)).unwrap();
    let output = explain().args(arguments).arg(&path).output().unwrap();
    assert!(output.status.success(), "{}", text(&output));
    line(&output)
}

/// What `--summary` says, and the exit status of `--check`.
fn checked(folder: &Path, packets: &[Vec<u8>]) -> (String, Option<i32>) {
    let said = told(folder, &["--summary"], packets);
    let output = explain().args(["--summary", "--check"]).arg(folder.join("some.pcapng")).output().unwrap();
    (said, output.status.code())
}

fn there(payload: &[u8]) -> Vec<u8> {
    datagram(ALICE, BOB, payload)
}

fn back(payload: &[u8]) -> Vec<u8> {
    datagram(BOB, ALICE, payload)
}

/// A server's answer to a hello: its ServerHello, and the rest encrypted.
fn answered() -> Vec<Vec<u8>> {
    let server = [initial(false, 0, b"", &crypto(&server_hello())), handshake(false, 900)].concat();
    vec![there(&hello("bob.example")), back(&server)]
}

/// The same up to data in both directions.
fn established() -> Vec<Vec<u8>> {
    let mut packets = answered();
    packets
        .push(there(&[initial(true, 1, b"", &[2, 0, 0, 0, 0]), handshake(true, 60), short(true, false, 80)].concat()));
    packets.push(back(&short(false, false, 600)));
    packets.push(there(&short(true, true, 40)));
    packets.push(back(&short(false, true, 40)));
    packets
}

#[test]
fn what_anybody_reads_of_a_handshake_is_told_without_keys() {
    let folder = tempfile::tempdir().unwrap();
    let walk = told(folder.path(), &[], &established());
    for part in [
        "protected QUIC v1, TLS 1.3, TLS_AES_128_GCM_SHA256, x25519; not decrypted: no key for it",
        "the server's name: bob.example (in an Initial packet, which anyone can decrypt)",
        "protocols that the client offers: h3",
        "3 QUIC transport parameters of the client",
        "connection IDs: they tie packets to one connection",
        "perhaps the round-trip time: the spin bit changes on both sides",
        "QUIC encrypts even its first packets, the Initial packets.",
        "udp:0/0, the client: Initial 0: ClientHello",
        "udp:0/1, the server: Initial 0: ServerHello; Handshake, ",
    ] {
        assert!(walk.contains(part), "{part}: {walk}");
    }
    let (_, status) = checked(folder.path(), &established());
    assert_eq!(status, Some(0));
}

#[test]
fn of_packets_that_look_alike_a_walk_shows_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let mut packets = established();
    packets.extend((0..100).map(|_| back(&short(false, true, 900))));
    let walk = told(folder.path(), &[], &packets);
    assert!(walk.contains("The walk ends here") && walk.contains("more messages"), "{walk}");
    assert!(!walk.contains("udp:0/60, the server"), "{walk}");
}

#[test]
fn what_came_to_nothing_is_a_failure_with_its_reason_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let hello = || there(&hello("bob.example"));
    let cases = [
        (
            vec![hello(), hello(), hello()],
            "no answer from 192.0.2.1:443 over QUIC is in the capture",
            "it sent 3 Initial packets in 0.0 s",
            "no firewall on the path blocks UDP",
        ),
        (
            vec![hello(), unreachable("192.0.2.1", 3, 3, &hello())],
            "a datagram from the client did not arrive: an ICMP message says that no program listens on that port",
            "the client tried QUIC with 192.0.2.1:443",
            "check that it listens on UDP port 443",
        ),
        (
            vec![hello(), back(&negotiation(&[0x6b33_43cf, 0x0a1a_2a3a]))],
            "no common version: the client tried QUIC v1, and the server offers QUIC v2",
            "the client offered for bob.example",
            "update the older of the two",
        ),
        (
            vec![hello(), back(&negotiation(&[1]))],
            "a Version Negotiation packet lists QUIC v1, although the client had tried QUIC v1",
            "the client tried QUIC v1",
            "check the path for someone who forges packets",
        ),
        (
            vec![hello(), back(&initial(false, 0, b"", &close(0x128, "no suite")))],
            "the server refused the connection during the handshake: it sent alert 40",
            "the server chose nothing",
            "certificate with a key that suits them",
        ),
        (
            vec![hello(), back(&initial(false, 0, b"", &close(0x02, "full")))],
            "the server closed the connection during the handshake: CONNECTION_REFUSED (0x2), with the words “full”",
            "the client offered for bob.example",
            "serves this name",
        ),
        (
            vec![hello(), back(&retry(b"first")), hello(), back(&retry(b"second"))],
            "the server asked the client to prove its address (Retry), and the client did not go on",
            "the client offered for bob.example",
            "may not have reached the client",
        ),
        (
            vec![
                hello(),
                back(&retry(b"first")),
                there(&initial(true, 1, b"first", &crypto(&client_hello("bob.example")))),
                back(&retry(b"second")),
            ],
            "the server answered with 2 Retry packets and did not accept the client's token",
            "the client offered for bob.example",
            "share the key with which they make tokens",
        ),
        (
            answered(),
            "nothing from the client follows the server's answer in the capture: the server sent",
            "the server chose TLS 1.3",
            "the answer did not reach the client",
        ),
    ];
    for (packets, what, tried, remedy) in cases {
        let (said, status) = checked(folder.path(), &packets);
        for part in [what, tried, remedy] {
            assert!(said.contains(part), "{part}: {said}");
        }
        assert_eq!(status, Some(3), "{what}");
    }
}

/// The keys of Initial packets are everybody's: an end in one of them may come from anybody on the path.
#[test]
fn an_end_that_anyone_can_forge_is_called_that() {
    let folder = tempfile::tempdir().unwrap();
    for ends in [close(0x128, ""), close(0x02, "full")] {
        let packets = [there(&hello("bob.example")), back(&initial(false, 0, b"", &ends))];
        let (said, _) = checked(folder.path(), &packets);
        assert!(said.contains("in an Initial packet, which anyone on the path can read and make"), "{said}");
    }
}

/// As many bytes as a server may send is not said where it is less.
#[test]
fn a_server_that_has_to_wait_for_its_client_is_told_by_its_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let limited = "three times as many";
    let limited = [limited, "as much as it may before it knows that the client is there"];
    let some = told(folder.path(), &["--summary"], &answered());
    assert!(!limited.iter().any(|words| some.contains(words)), "{some}");
    let mut full = answered();
    full.extend([back(&handshake(false, 1170)), back(&handshake(false, 1170))]);
    let full = told(folder.path(), &["--summary"], &full);
    assert!(full.contains(limited[1]), "{full}");
}

/// One side alone, the middle of a connection, an end in order: nothing of that failed.
#[test]
fn what_is_only_not_in_the_capture_is_no_failure() {
    let folder = tempfile::tempdir().unwrap();
    let client = |packets: Vec<Vec<u8>>| packets.into_iter().filter(|packet| packet[12] == 10).collect::<Vec<_>>();
    let server = |packets: Vec<Vec<u8>>| packets.into_iter().filter(|packet| packet[12] == 192).collect::<Vec<_>>();
    let middle = established().split_off(3);
    let mut closed = answered();
    closed.push(there(&initial(true, 1, b"", &close(0, ""))));
    let cases = [
        (client(established()), "the server's side is not in the capture"),
        (server(established()), "the client's side is not in the capture"),
        (middle, "opened before the capture"),
        (closed, "closed by the client: NO_ERROR (0x0)"),
    ];
    for (packets, words) in cases {
        let walk = told(folder.path(), &[], &packets);
        assert!(walk.contains(words), "{words}: {walk}");
        let (said, status) = checked(folder.path(), &packets);
        assert_eq!(status, Some(0), "{words}: {said}");
    }
}

#[test]
fn other_versions_are_named_and_version_2_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let two = told(folder.path(), &[], &[there(&hello_in(Version::V2, "bob.example", b""))]);
    assert!(two.contains("protected QUIC v2 was tried") && two.contains("the server's name: bob.example"), "{two}");
    let unknown = [&[0xc0, 0x12, 0x34, 0x56, 0x78, 8][..], FIRST, &[4], CLIENT, &[7; 1180]].concat();
    let unknown = told(folder.path(), &[], &[there(&unknown)]);
    assert!(!unknown.contains("QUIC v1") && !unknown.contains("QUIC v2"), "{unknown}");
}

/// The lines of `--story --json`: its events, its listeners.
fn story(path: &Path, keys: Option<&Path>) -> (Vec<Value>, Vec<Value>) {
    let mut command = explain();
    command.args(["--story", "--json"]).arg(path);
    keys.map(|keys| command.arg("--keylog").arg(keys));
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", line(&output));
    let lines = String::from_utf8(output.stdout).unwrap();
    let all: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    all.into_iter().partition(|line| line["story"] == "event")
}

#[test]
fn a_story_tells_which_answers_led_to_quic() {
    let folder = tempfile::tempdir().unwrap();
    const RESOLVER: &str = "10.0.0.53:53";
    let service = [&[0, 1][..], &name(""), &option(1, [2, b'h', b'3'])].concat();
    let mut packets = vec![
        datagram("10.0.0.1:40000", RESOLVER, &query(7, "bob.example", HTTPS)),
        datagram(
            RESOLVER,
            "10.0.0.1:40000",
            &answer(7, ANSWER, "bob.example", HTTPS, &[record(&OWNER, HTTPS, service)]),
        ),
        datagram("10.0.0.1:40001", RESOLVER, &query(8, "bob.example", A)),
        datagram(
            RESOLVER,
            "10.0.0.1:40001",
            &answer(8, ANSWER, "bob.example", A, &[record(&OWNER, A, [192, 0, 2, 1])]),
        ),
    ];
    packets.extend(answered());
    packets.push(there(&initial(true, 1, b"", &close(0, ""))));
    let path = folder.path().join("some.pcapng");
    fs::write(&path, capture(&packets)).unwrap();
    let (events, listeners) = story(&path, None);
    let told: Vec<(&str, u64, &str)> = events
        .iter()
        .map(|event| {
            (event["kind"].as_str().unwrap(), event["packet"].as_u64().unwrap(), event["text"].as_str().unwrap())
        })
        .skip(4)
        .collect();
    let expected = [
        (
            "open",
            5,
            "10.0.0.1:50000 begins QUIC with 192.0.2.1:443, an address that the answer in packet 4 gave for bob.example; \
             the HTTPS record in packet 2 offered HTTP/3 for it",
        ),
        (
            "hello",
            5,
            "the client begins TLS in QUIC, in an Initial packet that anyone can decrypt, and names the server: bob.example",
        ),
        (
            "agreed",
            6,
            "the server chooses: QUIC v1, TLS 1.3, TLS_AES_128_GCM_SHA256, x25519; not decrypted: no key for it",
        ),
        (
            "end",
            7,
            "closed by the client: NO_ERROR (0x0), in an Initial packet, which anyone on the path can read and make",
        ),
    ];
    assert_eq!(told, expected);
    let here = &listeners[0];
    let rows: Vec<[&str; 3]> = here["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| ["what", "value", "evidence"].map(|key| row[key].as_str().unwrap_or_default()))
        .collect();
    let row = |what: &str| rows.iter().find(|[w, ..]| *w == what).unwrap_or_else(|| panic!("{what}: {rows:?}"));
    assert_eq!(row("protocol")[1], "h3");
    assert!(row("protocol")[2].contains("which anyone can decrypt"), "{rows:?}");
    assert!(
        row("connection IDs")[1].contains("c1c1c1c1") && row("connection IDs")[1].contains("5e5e5e5e5e"),
        "{rows:?}"
    );
    assert!(row("settings")[2].contains("3 transport parameters"), "{rows:?}");
    // The server's network does not have the name from the resolver's answer alone: the hello says it there too.
    let network = listeners.iter().find(|l| l["who"].as_str().unwrap().contains("192.0.2.1")).unwrap();
    let name = network["rows"].as_array().unwrap().iter().find(|row| row["what"] == "name").unwrap();
    assert_eq!((&name["value"], &name["seen"]), (&Value::from("bob.example"), &Value::from("read")));
    assert!(name["evidence"].as_str().unwrap().contains("in an Initial packet of QUIC"), "{name}");
}

#[test]
fn a_copy_that_one_may_show_has_no_name_that_anybody_could_decrypt() {
    let folder = tempfile::tempdir().unwrap();
    let (path, copy) = (folder.path().join("some.pcapng"), folder.path().join("copy.pcapng"));
    fs::write(&path, capture(&established())).unwrap();
    let before = explain().arg("--json").arg(&path).output().unwrap();
    assert!(text(&before).contains("bob.example"), "the control");
    let output = explain().arg("--redact").arg(&copy).arg(&path).output().unwrap();
    let said = line(&output);
    assert!(output.status.success() && said.contains("3 Initial packets of QUIC"), "{said}");
    // What is covered up is not said to be replaced.
    assert!(said.contains("6 packets; 0 different words"), "{said}");
    for arguments in [&["--json"][..], &["--summary"], &[]] {
        let after = explain().args(arguments).arg(&copy).output().unwrap();
        assert!(after.status.success() && !text(&after).contains("bob.example"), "{}", text(&after));
    }
}

#[test]
fn a_hello_in_quic_has_a_fingerprint_that_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let said = told(folder.path(), &["--fingerprint"], &[there(&hello("bob.example"))]);
    for part in
        ["q13d0207h3_", "1 ClientHello, 1 of them in QUIC, 1 program by JA4.", "max_idle_timeout", "JA4 begins with q"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    let output = explain().args(["--fingerprint", "--json"]).arg(folder.path().join("some.pcapng")).output().unwrap();
    let one: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(one["connection"], "udp:0");
}

/// The published captures, each with its keys where they are not in it.
fn vectors() -> Option<Vec<(PathBuf, Option<PathBuf>)>> {
    let dir = outside::vectors()?.join("quic");
    Some(vec![(dir.join("ill-quic.pcap"), Some(dir.join("ill-quic.keys"))), (dir.join("quic-secrets.pcapng"), None)])
}

/// What is said of captures by other programs, with the keys.
#[test]
fn connections_of_other_programs_are_told_with_their_keys() {
    let Some(vectors) = vectors() else { return };
    let expected = [
        "QUIC v1, TLS 1.3, TLS_AES_128_GCM_SHA256, x25519; decrypted: ping/1.0 inside",
        "QUIC v1, TLS 1.3, TLS_AES_128_GCM_SHA256, x25519; decrypted: HTTP/3 inside",
    ];
    for ((path, keys), expected) in vectors.iter().zip(expected) {
        let mut command = explain();
        command.arg(path);
        keys.as_ref().map(|keys| command.arg("--keylog").arg(keys));
        let output = command.output().unwrap();
        assert!(output.status.success() && line(&output).contains(expected), "{expected}: {}", line(&output));
        let mut command = explain();
        command.args(["--summary", "--check"]).arg(path);
        keys.as_ref().map(|keys| command.arg("--keylog").arg(keys));
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    }
}

/// Every output takes them, with the keys and without.
#[test]
fn every_output_is_made_of_captures_by_other_programs() {
    let Some(vectors) = vectors() else { return };
    let folder = tempfile::tempdir().unwrap();
    for (number, (path, keys)) in vectors.iter().enumerate() {
        let out = |name: &str| folder.path().join(format!("{number}-{name}")).display().to_string();
        let (page, annotated, redacted) = (out("page.html"), out("annotated.pcapng"), out("redacted.pcapng"));
        let outputs: [&[&str]; 8] = [
            &["--html", &page],
            &["--json"],
            &["--annotate", &annotated],
            &["--packets", "all"],
            &["--redact", &redacted],
            &["--story"],
            &["--fingerprint"],
            &["--stream", "udp:0"],
        ];
        for arguments in outputs {
            let mut command = explain();
            command.args(arguments).arg(path);
            keys.as_ref().map(|keys| command.arg("--keylog").arg(keys));
            let output = command.output().unwrap();
            assert!(output.status.success(), "{arguments:?}: {}", text(&output));
            assert!(!text(&output).contains("not decoded here"), "{arguments:?}: {}", text(&output));
        }
        let page = fs::read_to_string(page).unwrap();
        assert!(page.contains("quic.crypto.crypto_data") && page.contains("ClientHello"));
        let shown = explain().args(["--json"]).arg(&redacted).output().unwrap();
        assert!(!text(&shown).contains("cloudflare-quic.com") && !text(&shown).contains("example.ulfheim.net"));
        let annotated = explain().args(["--packets", "all"]).arg(&annotated).output().unwrap();
        assert!(annotated.status.success());
    }
}

/// Two captures, read as one.
#[test]
fn an_answer_over_tcp_that_offers_http3_is_told_where_quic_begins() {
    let folder = tempfile::tempdir().unwrap();
    let said = [
        (Side::Client, "GET / HTTP/1.1\r\nHost: bob.example\r\n\r\n"),
        (Side::Server, "HTTP/1.1 200 OK\r\nAlt-Svc: h3=\":443\"; ma=86400\r\nContent-Length: 0\r\n\r\n"),
    ];
    let bytes = said.map(|(side, text)| (side, What::Bytes(text.into())));
    let events = (0..).zip([(Side::Client, What::Open)].into_iter().chain(bytes));
    let one = connection(0, events.map(|(at, (side, what))| (at, side, what)));
    let (tcp, udp) = (folder.path().join("tcp.pcapng"), folder.path().join("udp.pcapng"));
    fs::write(&tcp, written(&[&Recording { connections: vec![one] }])).unwrap();
    fs::write(&udp, capture(&answered())).unwrap();
    let output = explain().arg("--story").args([&tcp, &udp]).output().unwrap();
    let told = line(&output);
    assert!(told.contains("begins QUIC with 192.0.2.1:443; an answer on conversation 0 in packet"), "{told}");
    assert!(told.contains("offered HTTP/3 (Alt-Svc)"), "{told}");
}

/// The same page over TCP and over QUIC, as a browser asked for it.
#[test]
fn a_page_over_quic_is_compared_with_the_same_over_tcp() {
    let Some(vectors) = vectors() else { return };
    let compared = read(&vectors[1].0, &Options::default()).unwrap();
    let [tcp, quic] = &compared.units[..] else { panic!("{:?}", compared.units.len()) };
    assert_eq!(tcp.round_trips, Some(3));
    // No opening: the hello is in the first datagram. The request comes with the client's Finished.
    assert_eq!(quic.round_trips, Some(2));
    assert_eq!(quic.protocol, "QUIC v1, TLS 1.3");
    let (of_tcp, of_quic) = (tcp.handshake.unwrap(), quic.handshake.unwrap());
    assert!(of_quic.bytes > 2 * 1200 && of_quic.time < of_tcp.time, "{of_quic:?} {of_tcp:?}");
    assert_eq!((tcp.answer, quic.answer), (Some(10_108), Some(10_111)));
    assert_eq!((compared.connections, compared.skipped), (2, 0));
    // Without the keys nobody can tell where the data begins.
    let ill = read(&vectors[0].0, &Options::default()).unwrap();
    assert_eq!((ill.units[0].round_trips, ill.units[0].protocol.as_str()), (None, "QUIC v1, TLS 1.3"));
    let read = |what: &str| ill.units[0].ledger.iter().find(|row| row.what == what).unwrap().evidence.clone();
    assert!(read("which server is meant").contains("example.ulfheim.net, in the ClientHello"));
    assert!(read("which protocol is inside").contains("ping/1.0"));
}

/// What is told of datagrams to whoever has the keys: the rows of the table, and the failures.
fn with_keys(packets: &[Vec<u8>], secrets: &Secrets) -> (String, Vec<String>) {
    let mut summary = Summary::default();
    read_by_program(&capture(packets)[..], secrets, |told| summary.note(&told)).unwrap();
    let rows = summary.table(|_| 0).into_iter().map(|row| row.join(" | ")).collect::<Vec<_>>().join("\n");
    let failures = summary.failures().map(|(_, failure)| format!("{}: {}", failure.what, failure.remedy));
    (rows, failures.collect())
}

/// Both hellos, what the server settles, and a request for /.
fn asked(hand: &mut Hand) -> Vec<Vec<u8>> {
    let [first, second] = hand.hellos("h3");
    let headers = [&[0, 0, 0xd1, 0xd7, 0xc1, 0x50, 11][..], b"bob.example"].concat();
    let request = [&[1, headers.len() as u8][..], &headers].concat();
    let settled = hand.settled("h3", false);
    let finished = [&[20, 0, 0, 32][..], &[5; 32]].concat();
    let finished = hand.packet(Side::Client, Kind::Handshake, &frames_by_hand::crypto(0, &finished));
    let request = hand.packet(Side::Client, Kind::Short, &frames_by_hand::stream(0, 0, &request, true));
    vec![there(&first), back(&second), back(&settled), there(&finished), there(&request)]
}

#[test]
fn with_keys_what_http3_says_of_a_failure_is_told() {
    let mut hand = Hand::new(1);
    let secrets = hand.secrets();
    let mut refused = asked(&mut hand);
    // 404, from the static table of QPACK.
    let answer = hand.packet(Side::Server, Kind::Short, &frames_by_hand::stream(0, 0, &[1, 3, 0, 0, 0xdb], true));
    refused.push(back(&answer));
    let (rows, failures) = with_keys(&refused, &secrets);
    assert!(rows.contains("QUIC v1, TLS 1.3") && rows.contains("decrypted: HTTP/3 inside"), "{rows}");
    assert!(failures.len() == 1 && failures[0].contains("the server answered 404 Not Found"), "{failures:?}");

    let mut hand = Hand::new(1);
    let mut closed = asked(&mut hand);
    // An end by the application: H3_INTERNAL_ERROR.
    let close = [&[0x1d][..], &number(0x102), &[4], b"oops"].concat();
    closed.push(back(&hand.packet(Side::Server, Kind::Short, &close)));
    let (rows, failures) = with_keys(&closed, &secrets);
    assert!(rows.contains("closed by the server: application code H3_INTERNAL_ERROR (0x102), “oops”"), "{rows}");
    assert!(
        failures.len() == 1 && failures[0].contains("H3_INTERNAL_ERROR (0x102), with the words “oops”"),
        "{failures:?}"
    );
    // Without the keys nobody knows.
    assert!(with_keys(&closed, &Secrets::none()).1.is_empty());

    let mut hand = Hand::new(1);
    let mut given_up = asked(&mut hand);
    // RESET_STREAM with H3_REQUEST_REJECTED.
    let reset = [&[4, 0][..], &number(0x10b), &[0]].concat();
    given_up.push(back(&hand.packet(Side::Server, Kind::Short, &reset)));
    let (_, failures) = with_keys(&given_up, &secrets);
    assert!(
        failures.len() == 1 && failures[0].contains("the server reset stream 0 for GET bob.example/"),
        "{failures:?}"
    );
    // An end in order is no failure, whoever says it.
    let mut hand = Hand::new(1);
    let mut ended = asked(&mut hand);
    ended.push(back(&hand.packet(Side::Server, Kind::Short, &frames_by_hand::stream(0, 0, &[1, 3, 0, 0, 0xd9], true))));
    ended.push(there(&hand.packet(Side::Client, Kind::Short, &[&[0x1d][..], &number(0x100), &[0]].concat())));
    let (rows, failures) = with_keys(&ended, &secrets);
    assert!(rows.contains("application code H3_NO_ERROR (0x100)") && failures.is_empty(), "{rows} {failures:?}");
}

/// A client whose address changes: a second flow, which goes on with the same keys.
#[test]
fn a_connection_that_moved_says_where_it_was_before() {
    let mut hand = Hand::new(1);
    let secrets = hand.secrets();
    let mut packets = asked(&mut hand);
    let id = [0xd9, 8, 7, 6, 5, 4];
    packets.push(back(&hand.packet(Side::Server, Kind::Short, &frames_by_hand::named(1, &id, [3; 16]))));
    hand.destination = id.to_vec();
    let moved = hand.packet(Side::Client, Kind::Short, &[&[0x1a][..], &[9; 8]].concat());
    packets.push(datagram("10.0.0.9:50009", BOB, &moved));
    let (rows, failures) = with_keys(&packets, &secrets);
    assert!(rows.contains("QUIC, which goes on from conversation udp:0; decrypted"), "{rows}");
    assert!(failures.is_empty(), "{failures:?}");
}
