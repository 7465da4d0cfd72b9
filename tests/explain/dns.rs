//! DNS and datagrams in what `wirewalk explain` tells: names asked for, what was answered, what failed.

use std::fs;
use std::path::Path;

use wirewalk_testing::dns::*;
use wirewalk_testing::explain::{explain, line, text};
use wirewalk_testing::udp::{capture, datagram, syn, unreachable};

const ALICE: &str = "10.0.0.1:40000";
const RESOLVER: &str = "10.0.0.53:53";

/// What is said of these packets with these arguments, in one line.
fn told(folder: &Path, arguments: &[&str], packets: &[Vec<u8>]) -> String {
    let path = folder.join("some.pcapng");
    fs::write(&path, capture(packets)).unwrap();
    let output = explain().args(arguments).arg(&path).output().unwrap();
    assert!(output.status.success(), "{}", text(&output));
    line(&output)
}

/// A question, and the answer a millisecond later.
fn asked(name: &str, kind: u16, flags: u16, answers: &[Vec<u8>]) -> Vec<Vec<u8>> {
    vec![
        datagram(ALICE, RESOLVER, &query(7, name, kind)),
        datagram(RESOLVER, ALICE, &answer(7, flags, name, kind, answers)),
    ]
}

#[test]
fn the_name_asked_for_is_in_what_leaks_with_its_answer() {
    let folder = tempfile::tempdir().unwrap();
    let alias = record(&OWNER, 5, name("edge.example"));
    let address = record(&name("edge.example"), A, [192, 0, 2, 1]);
    let packets = asked("www.example.com", A, ANSWER, &[alias, address]);
    for arguments in [&[][..], &["--summary"]] {
        let said = told(folder.path(), arguments, &packets);
        for part in ["not at all: DNS in the clear", "the name asked for: www.example.com (A)", "192.0.2.1"] {
            // In a table, columns stand side by side.
            assert!(!arguments.is_empty() || said.contains(part), "{part}: {said}");
            assert!(part.split(' ').all(|word| said.contains(word.trim_end_matches(':'))), "{part}: {said}");
        }
        assert!(said.contains("2 packets, 0 TCP connections, 1 UDP flow."), "{said}");
    }
    let walk = told(folder.path(), &[], &packets);
    assert!(walk.contains("asked www.example.com A: alias edge.example, 192.0.2.1 (after 1.0 ms)"), "{walk}");
    assert!(walk.contains("udp:0/0, the client: DNS query www.example.com A"), "{walk}");
}

/// The question comes before the connection that follows from its answer, in every view.
#[test]
fn conversations_stand_in_the_order_in_which_they_begin() {
    let folder = tempfile::tempdir().unwrap();
    let mut packets = asked("a.example", A, ANSWER, &[record(&OWNER, A, [192, 0, 2, 1])]);
    packets.push(syn(ALICE, "192.0.2.1:443"));
    packets.push(datagram("10.0.0.1:40001", RESOLVER, &query(8, "b.example", A)));
    packets.push(syn("10.0.0.1:40002", "192.0.2.1:443"));
    let path = folder.path().join("some.pcapng");
    fs::write(&path, capture(&packets)).unwrap();
    let summary = text(&explain().args(["--summary"]).arg(&path).output().unwrap());
    let all = ["udp:0", "0", "udp:1", "1"];
    let numbers = summary.lines().filter_map(|line| line.split_whitespace().next()).filter(|word| all.contains(word));
    assert_eq!(numbers.collect::<Vec<_>>(), all, "{summary}");
    let walk = text(&explain().arg(&path).output().unwrap());
    let places = all.map(|number| walk.find(&format!("Conversation {number}:")));
    assert!(places.is_sorted() && places[0].is_some(), "{places:?}: {walk}");
}

/// A tunnel that hides behind the port of DNS is no DNS, and no question without an answer.
#[test]
fn noise_on_the_port_of_dns_is_not_taken_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let noise: Vec<u8> = (1..149_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 23) as u8).collect();
    let wireguard = [&[1, 0, 0, 0][..], &noise[..144]].concat();
    for payload in [noise, wireguard] {
        let said = told(folder.path(), &["--summary"], &[datagram(ALICE, RESOLVER, &payload)]);
        assert!(!said.contains("DNS in the clear") && !said.contains("no answer"), "{said}");
    }
}

#[test]
fn whether_a_key_for_an_encrypted_hello_was_handed_out_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let with = asked("a.example", HTTPS, ANSWER, &[record(&OWNER, HTTPS, service("cover.example"))]);
    let said = told(folder.path(), &[], &with);
    assert!(said.contains(
        "service at svc.example, speaks h2 and h3, with a key for an encrypted hello (cover name cover.example)"
    ));
    let without = [&[0, 1][..], &name(""), &option(1, [2, b'h', b'2'])].concat();
    let said = told(folder.path(), &[], &asked("a.example", HTTPS, ANSWER, &[record(&OWNER, HTTPS, without)]));
    assert!(said.contains("service, speaks h2, no key for an encrypted hello"), "{said}");
    let unknown = record(&OWNER, 65280, [1, 2, 3]);
    let said = told(folder.path(), &[], &asked("a.example", 65280, ANSWER, &[unknown]));
    assert!(said.contains("asked a.example TYPE65280: TYPE65280 records (after 1.0 ms)"), "{said}");
    let said = told(folder.path(), &[], &asked("a.example", HTTPS, ANSWER, &[]));
    assert!(said.contains("the name exists but has no such record"), "{said}");
}

#[test]
fn what_came_to_nothing_is_a_failure_with_its_reason_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let blocked = opt(&option(15, [&[0, 15][..], b"malware"].concat()));
    let blocked = message(7, REFUSED, [&[question("a.example", A)], &[], &[], &[blocked]]);
    let sent = datagram(ALICE, RESOLVER, &query(7, "a.example", A));
    let cases = [
        (
            asked("a.example", A, NXDOMAIN, &[]),
            "a.example does not exist: 10.0.0.53:53 answered NXDOMAIN",
            "check the spelling",
        ),
        (
            asked("a.example", A, SERVFAIL, &[]),
            "could not find an answer for a.example (SERVFAIL)",
            "ask another resolver",
        ),
        (
            asked("a.example", A, REFUSED, &[]),
            "refused to answer for a.example (REFUSED)",
            "ask a resolver that serves",
        ),
        (vec![sent.clone(), datagram(RESOLVER, ALICE, &blocked)], "the reason it gives: Blocked", "ask a resolver"),
        (vec![sent.clone()], "no answer to the question for a.example (A) is in the capture", "check that 10.0.0.53"),
        (
            vec![sent.clone(), sent.clone(), sent.clone()],
            "the client asked 10.0.0.53:53 for a.example (A), 3 times",
            "check that 10.0.0.53",
        ),
        (
            vec![sent.clone(), unreachable("10.0.0.53", 3, 3, &sent)],
            "a datagram from the client did not arrive: an ICMP message says that no program listens on that port",
            "check that it listens on UDP port 53",
        ),
    ];
    for (packets, what, remedy) in cases {
        let said = told(folder.path(), &["--summary"], &packets);
        assert!(said.contains(what) && said.contains(remedy), "{what}: {said}");
        let path = folder.path().join("some.pcapng");
        let checked = explain().args(["--summary", "--check"]).arg(path).output().unwrap();
        assert_eq!(checked.status.code(), Some(3), "{what}");
    }
}

#[test]
fn of_many_questions_on_one_flow_the_one_that_failed_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let lookup = |i: u16, flags: u16| {
        let name = format!("host{i}.example");
        let answered = answer(i, flags, &name, A, &[record(&OWNER, A, [1, 2, 3, 4])]);
        [datagram(ALICE, RESOLVER, &query(i, &name, A)), datagram(RESOLVER, ALICE, &answered)]
    };
    let many = (0..300).flat_map(|i| lookup(i, if i == 250 { NXDOMAIN } else { ANSWER }));
    let mut packets: Vec<Vec<u8>> = many.collect();
    let said = told(folder.path(), &["--summary"], &packets);
    assert!(said.contains("host250.example does not exist"), "{said}");
    packets.retain(|packet| !packet.windows(7).any(|bytes| bytes == b"host250"));
    packets.push(lookup(999, ANSWER)[0].clone());
    let said = told(folder.path(), &["--summary"], &packets);
    assert!(said.contains("no answer to the question for host999.example (A)"), "{said}");
}

#[test]
fn an_answer_that_came_and_a_question_to_everyone_are_no_failures() {
    let folder = tempfile::tempdir().unwrap();
    let sent = datagram(ALICE, RESOLVER, &query(7, "a.example", A));
    let mut retried = asked("a.example", A, ANSWER, &[record(&OWNER, A, [1, 2, 3, 4])]);
    retried.insert(0, sent);
    let multicast = datagram("10.0.0.1:5353", "224.0.0.251:5353", &query(0, "printer.local", A));
    let local = datagram("10.0.0.1:40000", "224.0.0.252:5355", &query(5, "printer", A));
    for (packets, protected) in [
        (retried, "DNS in the clear"),
        (vec![multicast], "multicast DNS, to everyone on the network"),
        (vec![local], "LLMNR, to everyone on the network"),
    ] {
        let walk = told(folder.path(), &[], &packets);
        assert!(walk.contains(&format!("protected not at all: {protected}")), "{walk}");
        let path = folder.path().join("some.pcapng");
        let checked = explain().args(["--summary", "--check"]).arg(path).output().unwrap();
        assert_eq!(checked.status.code(), Some(0), "{protected}: {}", text(&checked));
    }
}

#[test]
fn flows_are_conversations_for_every_output() {
    let folder = tempfile::tempdir().unwrap();
    let mut packets = asked("a.example", A, ANSWER, &[record(&OWNER, A, [1, 2, 3, 4])]);
    packets.push(datagram("10.0.0.1:40001", RESOLVER, &query(9, "b.example", A)));
    let path = folder.path().join("some.pcapng");
    fs::write(&path, capture(&packets)).unwrap();
    let lines = |arguments: &[&str]| -> Vec<serde_json::Value> {
        let output = explain().arg("--json").args(arguments).arg(&path).output().unwrap();
        assert!(output.status.success(), "{}", text(&output));
        text(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let ids = |lines: Vec<serde_json::Value>| lines.iter().map(|l| l["connection"].clone()).collect::<Vec<_>>();
    assert_eq!(ids(lines(&[])), ["udp:0", "udp:0", "udp:1"]);
    assert_eq!(ids(lines(&["--stream", "udp:1"])), ["udp:1"]);
    assert_eq!(ids(lines(&["--only", "dns.a"])), ["udp:0"]);
    let none = explain().args(["--summary", "--stream", "udp:2"]).arg(&path).output().unwrap();
    assert!(
        !none.status.success() && text(&none).contains("there is no conversation udp:2: the capture has 2 UDP flows")
    );
    let page = folder.path().join("page.html");
    let output = explain().arg("--html").arg(&page).arg(&path).output().unwrap();
    assert!(output.status.success(), "{}", text(&output));
    let page = fs::read_to_string(page).unwrap();
    assert!(page.contains("\"udp:1\"") && page.contains("dns.qry.name"));
    let annotated = folder.path().join("annotated.pcapng");
    let output = explain().arg("--annotate").arg(&annotated).arg(&path).output().unwrap();
    assert!(text(&output).contains("3 packets, 3 with a comment"), "{}", text(&output));
}

#[test]
fn of_a_flow_that_nobody_understands_a_walk_shows_the_first_datagrams() {
    let folder = tempfile::tempdir().unwrap();
    let packets: Vec<_> = (0..30).map(|i| datagram(ALICE, "10.0.0.2:7777", &[i; 40])).collect();
    let walk = told(folder.path(), &[], &packets);
    assert!(walk.contains("udp:0/3, the client") && !walk.contains("udp:0/4, the client"), "{walk}");
    assert!(walk.contains("26 more messages"), "{walk}");
}
