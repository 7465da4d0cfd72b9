//! `dig` asks a resolver of ours by UDP, TCP, TLS and HTTPS: what it was told is what `explain` tells, and tshark is the judge of what
//! crossed in the clear.
#![cfg(target_os = "linux")]

use std::process::Command;

use wirewalk::explain::conversation::Conversation;
use wirewalk_testing::compare_dns::Verdict;
use wirewalk_testing::dumpcap::{Format, Wiretap};
use wirewalk_testing::heard::Heard;
use wirewalk_testing::outside;
use wirewalk_testing::resolver::Resolver;

/// What dig says when it asks this resolver.
fn ask(port: u16, arguments: &[&str]) -> String {
    let Some(dig) = outside::judge("dig") else { return String::new() };
    let port = port.to_string();
    let mut command = Command::new(dig);
    command.args(["@127.0.0.1", "-p", &port, "+time=1", "+tries=1"]).args(arguments).env("HOME", "/nonexistent");
    String::from_utf8_lossy(&command.output().expect("dig starts").stdout).into_owned()
}

/// What was answered on a conversation, as one line a lookup.
fn lookups(conversation: &Conversation) -> Vec<String> {
    let told = |lookup: &wirewalk::dissect::dns::facts::Lookup| {
        let answer = lookup.answer.as_ref().map_or("nothing".to_owned(), |answer| answer.words());
        format!("{} {}: {answer}", lookup.name, lookup.kind)
    };
    conversation.dns.list.iter().map(told).collect()
}

#[test]
fn what_dig_was_told_is_told_however_it_asked() {
    if outside::judge("dig").is_none() {
        return;
    }
    let resolver = Resolver::start().expect("ports are free");
    let ports = [resolver.clear.port(), resolver.tls.port(), resolver.https.port()];
    let Some(tap) = Wiretap::on(&ports, Format::Pcapng) else { return };
    let ways: [(u16, &[&str], &str); 4] = [
        (ports[0], &["+notcp"], "not at all: DNS in the clear"),
        (ports[0], &["+tcp"], "not at all: DNS over TCP in the clear"),
        (ports[1], &["+tls"], "decrypted: DNS inside"),
        (ports[2], &["+https=/dns-query"], "decrypted: DNS over HTTPS inside"),
    ];
    for (port, way, _) in ways {
        let short = ask(port, &[way, &["+short", "www.example.com", "A"]].concat());
        assert_eq!(short, "edge.example.\n192.0.2.1\n", "{way:?}");
        assert_eq!(ask(port, &[way, &["+short", "www.example.com", "AAAA"]].concat()), "2001:db8::1\n");
        assert!(ask(port, &[way, &["www.example.com", "HTTPS"]].concat()).contains("ipv4hint=192.0.2.1,192.0.2.2"));
        assert!(ask(port, &[way, &["missing.example"]].concat()).contains("status: NXDOMAIN"), "{way:?}");
    }
    assert!(ask(ports[0], &["broken.example"]).contains("status: SERVFAIL"));
    assert!(ask(ports[0], &["refused.example"]).contains("status: REFUSED"));
    // Too long for a datagram: dig asks again over TCP.
    assert_eq!(ask(ports[0], &["+short", "www.example.com", "TXT"]).lines().count(), 10);
    ask(ports[0], &["silent.example"]);
    let file = tap.capture();
    let heard = Heard::with(&file, &resolver.secrets());
    let conversations: Vec<&Conversation> = heard.summary.conversations.values().collect();
    let table = heard.summary.table(|_| 0);
    for (_, way, protected) in ways {
        let rows = table.iter().filter(|row| row[2].contains(protected)).count();
        assert!(rows >= 4, "{way:?}: {table:#?}");
    }
    let all: Vec<String> = conversations.iter().flat_map(|conversation| lookups(conversation)).collect();
    let count = |line: &str| all.iter().filter(|lookup| lookup.starts_with(line)).count();
    for (line, times) in [
        ("www.example.com A: alias edge.example, 192.0.2.1", 4),
        ("www.example.com AAAA: 2001:db8::1", 4),
        ("www.example.com HTTPS: service at svc.example, speaks h2 and h3, with a key for an encrypted hello", 4),
        ("missing.example A: NXDOMAIN", 4),
        ("broken.example A: SERVFAIL", 1),
        ("refused.example A: REFUSED", 1),
        ("silent.example A: nothing", 1),
        ("www.example.com TXT: cut off: the client must ask again over TCP", 1),
        ("www.example.com TXT: TXT records", 1),
    ] {
        assert_eq!(count(line), times, "{line}: {all:#?}");
    }
    assert_eq!(all.len(), 21, "{all:#?}");
    let unknown =
        heard.messages.iter().flat_map(|message| message.walk()).filter(|f| f.label.id == "wirewalk.unexplained");
    // What ends the capture is a datagram of no protocol.
    assert_eq!(unknown.count(), 1);
    let rules = ["udp", "tcp"].map(|carrier| format!("{carrier}.port=={},dns", ports[0]));
    let mut verdict = Verdict::default();
    verdict.add(&file, &rules);
    verdict.conclude(200);
}
