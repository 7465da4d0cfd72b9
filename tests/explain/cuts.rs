//! Captures of which a part is missing: begun too late, ended too early, one side alone, packets kept short. What was a success is never
//! told as a refusal, and what has no hello is called so.

use std::collections::BTreeMap;

use wirewalk::explain::explain;
use wirewalk::explain::summary::Summary;
use wirewalk::recording::Secrets;
use wirewalk_testing::cuts::{Tcp, packets, written};

/// How each connection is told, by its client's port: how it was protected, and what failed.
fn told(file: &[u8]) -> BTreeMap<u16, (String, Option<String>)> {
    let mut summary = Summary::default();
    explain(file, &Secrets::none(), |told| summary.note(&told)).expect("a capture");
    let failures: BTreeMap<u32, String> =
        summary.failures().map(|(id, f)| (id, format!("{}: {}", f.name, f.what))).collect();
    let table = summary.table(|_| 0);
    let rows = table.into_iter().skip(1).map(|row| row[2].clone());
    let ports = summary.conversations.values().map(|c| (c.id, c.client.port().max(c.server.port())));
    ports.zip(rows).map(|((id, port), protected)| (port, (protected, failures.get(&id).cloned()))).collect()
}

const CAPTURES: [&str; 11] = [
    "cbc-encrypt-then-mac",
    "cbc-mac-then-encrypt",
    "ccm",
    "early-data",
    "ecdhe",
    "key-update",
    "lesson5",
    "retry",
    "rsa-key-transport",
    "tls12-ccm",
    "tls12-resumption",
];

/// Whether a packet's payload begins a hello of this kind, or any record.
fn begins(packet: &Tcp, kind: Option<u8>) -> bool {
    match (&packet.bytes[packet.payload..], kind) {
        ([22, 3, _, _, _, hello, ..], Some(kind)) => *hello == kind,
        ([20..=23, 3, 1..=4, ..], None) => true,
        _ => false,
    }
}

/// What must hold of a part of a capture in which everything went well.
fn check(name: &str, head: &[u8], kept: &[&Tcp], snap: usize, whole: &BTreeMap<u16, (String, Option<String>)>) {
    let told = told(&written(head, kept, snap));
    for (port, (protected, failed)) in &told {
        let of = || kept.iter().filter(|packet| packet.client == *port);
        let has = |kind| of().any(|packet| begins(packet, kind) && snap >= packet.payload + 6);
        let (client, server) = (has(Some(1)), has(Some(2)));
        let why = format!("{name}, {} packets, snap {snap}, port {port}: {protected} | {failed:?}", kept.len());
        let refused = failed.as_deref().unwrap_or_default().starts_with("refused");
        assert!(!refused || whole[port].1.is_some(), "{why}");
        let was_tls = whole[port].0.starts_with("TLS") && whole[port].1.is_none();
        if was_tls && !client && !server && has(None) {
            assert!(protected.starts_with("TLS whose beginning is missing"), "{why}");
        }
        // A SYN that nobody answers in what is left of the capture is that.
        if was_tls && !client && !of().any(|packet| packet.asks) {
            assert_eq!(*failed, None, "{why}");
        }
        if server && snap > 200 {
            assert_eq!(protected.get(..7), whole[port].0.get(..7), "{why}");
        }
    }
}

#[test]
fn a_capture_that_begins_or_ends_anywhere_tells_no_refusal_and_names_what_has_no_beginning() {
    for name in CAPTURES {
        let (head, packets) = packets(name);
        let all: Vec<&Tcp> = packets.iter().collect();
        let whole = told(&written(&head, &all, usize::MAX));
        assert!(whole.values().any(|(_, failed)| failed.is_none()), "{name}: {whole:?}");
        for at in 0..all.len() {
            for snap in [usize::MAX, 250, 80] {
                check(name, &head, &all[at..], snap, &whole);
                check(name, &head, &all[..at], snap, &whole);
            }
            for by_client in [true, false] {
                let kept: Vec<&Tcp> =
                    all[at..].iter().copied().filter(|packet| packet.by_client == by_client).collect();
                check(name, &head, &kept, usize::MAX, &whole);
            }
        }
    }
}
