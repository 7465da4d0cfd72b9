//! The story of a capture, and the ledger of who learns what of it.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use wirewalk::explain::story::Story;
use wirewalk::recording::{Recording, Side, What};
use wirewalk_testing::captures::{connection, written as captured};
use wirewalk_testing::dns::*;
use wirewalk_testing::ech::two;
use wirewalk_testing::explain::{explain, frozen, line};
use wirewalk_testing::starttls::clear;
use wirewalk_testing::tls_bytes::client_hello;
use wirewalk_testing::udp::{capture, datagram, syn, unreachable};

const ALICE: &str = "127.0.0.1:40000";
const RESOLVER: &str = "127.0.0.53:53";

/// The lines of `--story --json`: its events, its listeners.
fn story(captures: &[PathBuf], keys: Option<&str>) -> (Vec<Value>, Vec<Value>) {
    let mut command = explain();
    command.args(["--story", "--json"]).args(captures);
    keys.map(|keys| command.arg("--keylog").arg(frozen(keys)));
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", line(&output));
    let lines = String::from_utf8(output.stdout).unwrap();
    let all: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    all.into_iter().partition(|line| line["story"] == "event")
}

fn written(folder: &Path, packets: &[Vec<u8>]) -> PathBuf {
    let path = folder.join("some.pcapng");
    fs::write(&path, capture(packets)).unwrap();
    path
}

/// A capture of a connection on which this is said.
fn spoken(folder: &Path, said: &[(Side, Vec<u8>)]) -> PathBuf {
    let bytes = said.iter().map(|(side, bytes)| (*side, What::Bytes(bytes.clone().into())));
    let events = (0..).zip([(Side::Client, What::Open)].into_iter().chain(bytes));
    let one = connection(0, events.map(|(at, (side, what))| (at, side, what)));
    let path = folder.join("spoken.pcapng");
    fs::write(&path, captured(&[&Recording { connections: vec![one] }])).unwrap();
    path
}

fn told(events: &[Value]) -> Vec<(String, u64, String)> {
    let one = |event: &Value| {
        let text = event["text"].as_str().unwrap().to_owned();
        (event["kind"].as_str().unwrap().to_owned(), event["packet"].as_u64().unwrap(), text)
    };
    events.iter().map(one).collect()
}

/// The rows of the listener at this place: what, which, whether it is seen, evidence, what hides it.
fn rows(listeners: &[Value], place: &str) -> Vec<[String; 5]> {
    let listener = listeners.iter().find(|listener| listener["place"] == place).expect("there is one");
    let row = |row: &Value| {
        ["what", "value", "seen", "evidence", "hides"].map(|key| row[key].as_str().unwrap_or_default().to_owned())
    };
    listener["rows"].as_array().unwrap().iter().map(row).collect()
}

fn row<'r>(rows: &'r [[String; 5]], what: &str, value: &str) -> &'r [String; 5] {
    rows.iter().find(|[w, v, ..]| w == what && v == value).unwrap_or_else(|| panic!("{what} {value}: {rows:#?}"))
}

/// A name is asked for, the answer gives an address, a connection goes to it, TLS protects it, the keys say what was asked.
#[test]
fn what_happened_is_told_in_order_with_what_it_follows_from() {
    let folder = tempfile::tempdir().unwrap();
    let address = record(&OWNER, A, [127, 0, 0, 1]);
    let asked = [
        datagram(ALICE, RESOLVER, &query(7, "localhost", A)),
        datagram(RESOLVER, ALICE, &answer(7, ANSWER, "localhost", A, &[address])),
    ];
    let captures = [written(folder.path(), &asked), frozen("lesson6.pcapng")];
    let (events, listeners) = story(&captures, Some("lesson6.keys"));
    let all = told(&events);
    let expected = [
        ("question", 1, "127.0.0.1 asks 127.0.0.53:53 for localhost (A)"),
        ("answer", 2, "127.0.0.53 answers about localhost (A): 127.0.0.1"),
        (
            "open",
            3,
            "127.0.0.1:46968 connects to 127.0.0.1:8443, an address that the answer in packet 2 gave for localhost",
        ),
        ("hello", 6, "the client begins TLS and names the server: localhost"),
        (
            "agreed",
            8,
            "the server chooses: TLS 1.3, TLS_AES_256_GCM_SHA384, X25519MLKEM768; decrypted: HTTP/1.1 inside",
        ),
        ("request", 10, "GET localhost:8443/, encrypted"),
        ("response", 12, "200 OK, the answer to GET localhost:8443/"),
        ("end", 20, "closed; the server ended first"),
    ];
    for ((kind, packet, text), (k, p, t)) in all.iter().zip(expected) {
        assert_eq!((kind.as_str(), *packet, text.as_str()), (k, p, t));
    }
    // Each message has its bytes in the same JSON, at the time of the event.
    assert_eq!((&events[0]["conversation"], &events[0]["message"]), (&Value::from("udp:0"), &Value::from(0)));
    let places: Vec<&str> = listeners.iter().map(|listener| listener["who"].as_str().unwrap()).collect();
    assert_eq!(places.len(), 3, "{places:?}");
    let resolver = rows(&listeners, "resolver");
    assert!(row(&resolver, "name", "localhost")[3].contains("packet 1"), "{resolver:?}");
    assert!(!resolver.iter().any(|[what, ..]| what == "page"), "a resolver is asked for no page: {resolver:?}");
}

/// Every line of the ledger is found again by a search of another kind: what is read stands in the file, what is hidden does not, and
/// does stand in what the keys open.
#[test]
fn what_the_ledger_says_is_so() {
    let (mut read, mut hidden) = (0, 0);
    for lesson in ["lesson1", "lesson2", "lesson5", "lesson6", "lesson7", "lesson8"] {
        let path = frozen(&format!("{lesson}.pcapng"));
        let file = fs::read(&path).unwrap().to_ascii_lowercase();
        let keys = format!("{lesson}.keys");
        let has_keys = frozen(&keys).exists();
        let (_, listeners) = story(std::slice::from_ref(&path), has_keys.then_some(keys.as_str()));
        let opened = has_keys.then(|| {
            let output = explain().args(["--json", "--keylog"]).arg(frozen(&keys)).arg(&path).output().unwrap();
            String::from_utf8(output.stdout).unwrap()
        });
        for [what, value, seen, evidence, _] in rows(&listeners, "here") {
            // Of a page, what stands behind the host is what was asked for.
            let sought = if what == "page" { &value[value.find('/').unwrap_or_default()..] } else { &value };
            if !["name", "page"].contains(&what.as_str()) || sought.len() < 5 {
                continue;
            }
            let stands = wirewalk_ground::find(&file, sought.to_ascii_lowercase().as_bytes()).is_some();
            assert!(stands == (seen == "read") || seen == "unproven", "{lesson}: {what} {value}: {seen}, {evidence}");
            if seen == "hidden" {
                let opened = opened.as_deref().unwrap_or_default().to_ascii_lowercase();
                assert!(opened.contains(&sought.to_ascii_lowercase()), "{lesson}: {value}");
                assert!(evidence.contains("not found; the same search finds it in what the keys open"), "{evidence}");
            }
            (read, hidden) = (read + u32::from(seen == "read"), hidden + u32::from(seen == "hidden"));
        }
    }
    assert!(read >= 20 && hidden >= 2, "{read} read, {hidden} hidden");
}

/// Without keys there is nothing that only keys open.
#[test]
fn what_nobody_opens_is_not_said_to_be_hidden() {
    let (events, listeners) = story(&[frozen("lesson7.pcapng")], None);
    assert!(!events.iter().any(|event| event["text"].as_str().unwrap().ends_with(", encrypted")));
    for [what, value, seen, ..] in rows(&listeners, "here") {
        assert_ne!(seen, "hidden", "{what} {value}");
    }
}

#[test]
fn a_cover_name_is_told_as_one() {
    let folder = tempfile::tempdir().unwrap();
    let ech = [&[0, 0, 1, 0, 1, 7, 0, 32][..], &[9; 32], &[0, 64], &[8; 64]].concat();
    let hello = |name: &str| client_hello(name, &[&[0xfe, 0x0d][..], &two(&ech), &ech].concat());
    for (name, seen) in [("cloudflare-ech.com", "hidden"), ("bob.example", "unproven")] {
        let path = spoken(folder.path(), &[(Side::Client, hello(name))]);
        let (_, listeners) = story(&[path], None);
        let here = rows(&listeners, "here");
        let covers = row(&here, "name", name)[3].contains("as the cover name for another");
        assert_eq!(covers, seen == "hidden", "{here:#?}");
        let other = here.iter().find(|[what, value, ..]| what == "name" && value != name).expect("the hidden one");
        assert_eq!(other[2], seen, "{here:#?}");
    }
}

/// Logins in the clear, and whether TLS was offered, asked for and granted, are events; the password is not shown.
#[test]
fn a_login_in_the_clear_is_told_without_its_password() {
    let folder = tempfile::tempdir().unwrap();
    let mut passwords = 0;
    for (name, way, script) in clear() {
        let path = spoken(folder.path(), &script);
        let (events, listeners) = story(std::slice::from_ref(&path), None);
        let kinds: Vec<&str> = events.iter().map(|event| event["kind"].as_str().unwrap()).collect();
        assert!(kinds.contains(&"login") && kinds.contains(&"upgrade"), "{name}, {way}: {events:#?}");
        let here = rows(&listeners, "here");
        let read = here.iter().filter(|[what, _, seen, ..]| what == "credential" && seen == "read");
        passwords += read.inspect(|row| assert!(row[1].ends_with(name), "{row:?}")).count();
        let said = line(&explain().arg("--story").arg(&path).output().unwrap());
        assert!(!said.contains("walnut") && !said.contains("d2FsbnV0"), "{name}: {said}");
    }
    assert!(passwords >= 4, "{passwords}");
}

/// What would have hidden a name is told by the way it took, and by what this capture offers.
#[test]
fn what_would_have_hidden_a_name_is_told_by_its_way() {
    let folder = tempfile::tempdir().unwrap();
    let with_key = record(&OWNER, HTTPS, service("cover.example"));
    let packets = [
        datagram(ALICE, RESOLVER, &query(7, "localhost", HTTPS)),
        datagram(RESOLVER, ALICE, &answer(7, ANSWER, "localhost", HTTPS, &[with_key])),
    ];
    let lesson = frozen("lesson6.pcapng");
    for (captures, ech) in [
        (vec![lesson.clone()], "no key for it was published in this capture"),
        (vec![written(folder.path(), &packets), lesson], "the DNS record in this capture has a key for it"),
    ] {
        let (_, listeners) = story(&captures, None);
        let here = rows(&listeners, "here");
        let hides = &row(&here, "name", "localhost")[4];
        assert!(hides.contains(ech) && hides.contains("TLS 1.3"), "{hides}");
        assert_eq!(hides.contains("DNS over TLS or HTTPS"), captures.len() == 2, "{hides}");
    }
}

/// What came to nothing is told where it happened.
#[test]
fn what_failed_stands_in_the_story() {
    let folder = tempfile::tempdir().unwrap();
    let question = datagram("10.0.0.1:40001", "10.0.0.53:53", &query(8, "b.example", A));
    let lost = datagram("10.0.0.1:40002", "10.0.0.54:53", &query(9, "c.example", A));
    let packets = [syn("10.0.0.1:40002", "192.0.2.1:443"), question, unreachable("10.0.0.54", 3, 3, &lost)];
    let packets = [&packets[..2], &[lost], &packets[2..]].concat();
    let (events, _) = story(&[written(folder.path(), &packets)], None);
    let all: Vec<String> = told(&events).into_iter().map(|(kind, _, text)| format!("{kind}: {text}")).collect();
    let has = |part: &str| assert!(all.iter().any(|line| line.contains(part)), "{part}: {all:#?}");
    has("open: 10.0.0.1:40002 asks for a connection to 192.0.2.1:443");
    has("end: nothing more is in the capture; failed: ");
    has("question: 10.0.0.1 asks 10.0.0.53:53 for b.example (A); no answer is in the capture");
    has("undelivered: what the client sent did not arrive: an ICMP message says that no program listens on that port");
}

/// Whoever reads the story is told of credentials, never what they are.
#[test]
fn credentials_are_told_and_not_shown() {
    let folder = tempfile::tempdir().unwrap();
    let text =
        "GET /a HTTP/1.1\r\nHost: shop.example\r\nCookie: session=0fbd52c2\r\nAuthorization: Basic YTpiYmI=\r\n\r\n";
    let path = spoken(folder.path(), &[(Side::Client, text.into())]);
    let output = explain().arg("--story").arg(&path).output().unwrap();
    let said = line(&output);
    assert!(said.contains("credential: cookies for shop.example"), "{said}");
    assert!(said.contains("credential: credentials (Authorization) for shop.example"), "{said}");
    assert!(!said.contains("0fbd52c2") && !said.contains("YTpiYmI"), "{said}");
}

/// A capture that never ends is told up to somewhere, and says so.
#[test]
fn a_long_story_ends_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let one = |i: u32| datagram(ALICE, RESOLVER, &query(i as u16, &format!("n{i}.example"), A));
    let packets: Vec<Vec<u8>> = (0..10_050).map(one).collect();
    let output = explain().arg("--story").arg(written(folder.path(), &packets)).output().unwrap();
    let said = line(&output);
    assert!(said.contains("50 more events are not told."), "{}", &said[said.len() - 3000..]);
    assert!(said.contains(" more") && said.contains("perhaps more"), "the ledger has an end too");
}

/// A walk begins with it, and the page too.
#[test]
fn a_walk_begins_with_the_story() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page.html");
    let output = explain().arg(frozen("lesson1.pcapng")).output().unwrap();
    let said = line(&output);
    let at = |part: &str| said.find(part).unwrap_or_else(|| panic!("{part}: {said}"));
    assert!(at("What happened") < at("Who learns what") && at("Who learns what") < at("All conversations"));
    assert!(explain().arg("--html").arg(&page).arg(frozen("lesson1.pcapng")).output().unwrap().status.success());
    let page = fs::read_to_string(page).unwrap();
    assert!(page.contains("\"kind\":\"chronicle\"") && page.contains("\"kind\":\"listeners\""));
}

/// A name that does not exist has no server whose address could tell it.
#[test]
fn a_name_that_was_only_asked_for_has_no_address() {
    let folder = tempfile::tempdir().unwrap();
    let packets = [
        datagram(ALICE, RESOLVER, &query(7, "missing.example", A)),
        datagram(RESOLVER, ALICE, &answer(7, NXDOMAIN, "missing.example", A, &[])),
    ];
    let (_, listeners) = story(&[written(folder.path(), &packets)], None);
    assert_eq!(row(&rows(&listeners, "here"), "name", "missing.example")[4], "for the question, DNS over TLS or HTTPS");
}

#[test]
fn nothing_was_told_of_nothing() {
    let story = Story::default();
    assert!(story.chronicle().events.is_empty() && story.listeners().is_empty());
}
