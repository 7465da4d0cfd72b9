//! TLS, dissected: what rustls says to itself, with and without its key log.

use std::io::Write;

use bytes::Bytes;
use rustls::crypto::aws_lc_rs::kx_group;
use rustls::version::{TLS12, TLS13};
use wirewalk::dissect::{Datum, Field, Message, Origin};
use wirewalk::recording::{SecretId, Secrets, Side, TlsSecret, What, WireEvent};
use wirewalk_testing::tls::*;
use wirewalk_testing::wire::{c, close, event, messages, messages_with, s, tree, trees};

const GET: &str = "GET /secret HTTP/1.1\r\nHost: localhost\r\n\r\n";
const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nfluffy tail";

/// One request, one answer, in order.
fn exchange(setup: &Setup) -> Vec<WireEvent> {
    let mut pair = setup.connect();
    pair.ask(GET);
    pair.answer(OK);
    pair.close();
    pair.events
}

fn problems(messages: &[Message]) -> Vec<String> {
    let problem = |f: &Field| Some(format!("{}: {}", f.label.id, f.problem.as_ref()?));
    messages.iter().flat_map(Message::walk).filter_map(problem).collect()
}

fn ids<'m>(messages: &'m [Message], id: &str) -> Vec<&'m Field> {
    messages.iter().flat_map(Message::walk).filter(|f| f.label.id == id).collect()
}

fn text(messages: &[Message], id: &str) -> Option<String> {
    ids(messages, id).first().and_then(|f| match &f.value.datum {
        Datum::Text(text) => Some(text.clone()),
        _ => None,
    })
}

/// The HTTP messages: those made of what was decrypted.
fn inside(messages: &[Message]) -> Vec<&Message> {
    messages.iter().filter(|m| m.is_inside()).collect()
}

/// What is in all messages of an exchange that an insider sees.
fn opens(events: &[WireEvent], secrets: &Secrets) -> Vec<Message> {
    let seen = messages_with(events, secrets);
    assert_eq!(problems(&seen), Vec::<String>::new(), "{}", trees(&seen));
    let said: Vec<String> = inside(&seen).iter().map(|m| String::from_utf8_lossy(m.wire()).into_owned()).collect();
    assert_eq!(said.concat(), [GET, OK].concat(), "{}", trees(&seen));
    assert_eq!(text(&seen, "http.file_data").as_deref(), Some("fluffy tail"));
    seen
}

#[test]
fn every_suite_of_rustls_opens_with_the_key_log_and_not_without() {
    for suite in rustls::crypto::aws_lc_rs::ALL_CIPHER_SUITES {
        // The certificate's key is of ECDSA.
        if format!("{:?}", suite.suite()).contains("_RSA_") {
            continue;
        }
        let setup = Setup::suite(*suite);
        let events = exchange(&setup);
        opens(&events, &setup.secrets());
        let eve = messages(&events);
        assert_eq!(problems(&eve), Vec::<String>::new(), "{}", trees(&eve));
        assert!(inside(&eve).is_empty());
        let sources = || eve.iter().flat_map(|m| &m.sources);
        assert!(!sources().any(|s| matches!(s.origin, Origin::Decrypted { .. })));
        let sealed = ids(&eve, "wirewalk.tls.tag");
        assert!(sealed.len() >= 4 && sealed.iter().all(|f| f.span.len() == 16), "{}", trees(&eve));
    }
}

/// With which secrets records of a side were opened, one after the other.
fn opened_with(messages: &[Message], side: Side) -> Vec<SecretId> {
    let sources = messages.iter().filter(|m| m.side == side).flat_map(|m| &m.sources);
    let mut with: Vec<_> = sources
        .filter_map(|s| match s.origin {
            Origin::Decrypted { with, .. } => Some(with),
            _ => None,
        })
        .collect();
    with.dedup();
    with
}

#[test]
fn each_update_of_the_keys_is_followed_on_either_side() {
    let setup = Setup::version(&TLS13);
    let mut pair = setup.connect();
    pair.ask(&GET[..10]);
    for _ in 0..2 {
        pair.client.refresh_traffic_keys().unwrap();
        pair.ask("");
    }
    pair.ask(&GET[10..]);
    pair.answer(&OK[..20]);
    pair.server.refresh_traffic_keys().unwrap();
    pair.answer(&OK[20..]);
    pair.close();
    let seen = opens(&pair.events, &setup.secrets());
    let (handshake, data) = (TlsSecret::handshake, TlsSecret::application);
    for (side, updates) in [(Side::Client, 2), (Side::Server, 1)] {
        let mut expected = vec![SecretId::KeyLog(handshake(side)), SecretId::KeyLog(data(side))];
        expected.extend((1..=updates).map(|update| SecretId::Updated(data(side), update)));
        // rustls answers an update that asks for one with an update of its own.
        assert!(opened_with(&seen, side).starts_with(&expected), "{:?}", opened_with(&seen, side));
    }
}

#[test]
fn a_second_hello_opens_too() {
    let client = [kx_group::X25519, kx_group::SECP256R1];
    let setup = Setup::new(&[&TLS13], &[], &client, &[kx_group::SECP256R1]);
    let seen = opens(&exchange(&setup), &setup.secrets());
    let hellos = seen.iter().filter(|m| m.side == Side::Client && m.find_id("tls.handshake.random").is_some());
    assert_eq!(hellos.count(), 2);
}

/// A second connection, on which the client speaks before the server has answered; says what the server heard early.
fn early(accepted: bool) -> (Setup, Vec<WireEvent>) {
    let mut setup = Setup::version(&TLS13);
    setup.server.max_early_data_size = 1024;
    setup.client.enable_early_data = true;
    exchange(&setup);
    setup.server.max_early_data_size = if accepted { 1024 } else { 0 };
    let mut pair = setup.connect();
    pair.client.early_data().expect("a ticket").write_all(&GET.as_bytes()[..20]).unwrap();
    pair.talk();
    assert_eq!(pair.client.is_early_data_accepted(), accepted);
    pair.ask(&GET[if accepted { 20 } else { 0 }..]);
    pair.answer(OK);
    pair.close();
    (setup, pair.events)
}

#[test]
fn early_data_is_heard_and_refused_early_data_is_told_apart() {
    let (setup, events) = early(true);
    let mut early = Vec::new();
    pair_early(&events, &setup.secrets(), &mut early);
    assert_eq!(early, [SecretId::KeyLog(TlsSecret::ClientEarly)]);
    opens(&events, &setup.secrets());
    // What the server refuses the client says again: it is in the recording twice, and so it is shown.
    let (setup, events) = self::early(false);
    let seen = messages_with(&events, &setup.secrets());
    assert_eq!(problems(&seen), Vec::<String>::new(), "{}", trees(&seen));
    let said: Vec<u8> = inside(&seen).iter().flat_map(|m| m.wire().to_vec()).collect();
    assert_eq!(String::from_utf8_lossy(&said), [GET, OK].concat(), "{}", trees(&seen));
    let refused = ids(&seen, "tls.app_data");
    assert!(
        refused.iter().any(|f| f.value.meaning.as_deref().is_some_and(|m| m.contains("early"))),
        "{}",
        trees(&seen)
    );
}

fn pair_early(events: &[WireEvent], secrets: &Secrets, early: &mut Vec<SecretId>) {
    let seen = messages_with(events, secrets);
    early.extend(opened_with(&seen, Side::Client).first());
}

#[test]
fn a_session_of_tls_1_2_goes_on_with_its_own_line_of_the_key_log() {
    let setup = Setup::version(&TLS12);
    let (first, second) = (exchange(&setup), exchange(&setup));
    opens(&first, &setup.secrets());
    let seen = opens(&second, &setup.secrets());
    assert!(!seen.iter().any(|m| m.find_id("tls.handshake.certificate").is_some()), "{}", trees(&seen));
}

#[test]
fn messages_in_many_small_records_are_put_together() {
    for version in [&TLS12, &TLS13] {
        let mut setup = Setup::version(version);
        setup.client.max_fragment_size = Some(64);
        setup.server.max_fragment_size = Some(64);
        let events = exchange(&setup);
        let seen = opens(&events, &setup.secrets());
        let joined = seen.iter().flat_map(|m| m.sources.iter().skip(1));
        let joined: Vec<_> = joined.filter(|s| matches!(s.origin, Origin::Joined(_))).collect();
        assert!(joined.len() >= 2, "{}", trees(&seen));
        assert!(joined.iter().any(|s| s.bytes.first() == Some(&11)), "a certificate is put together");
        assert_eq!(joined.first().map(|s| s.bytes[0]), Some(1), "the hello too");
    }
}

#[test]
fn however_the_bytes_arrive_the_messages_are_the_same() {
    for version in [&TLS12, &TLS13] {
        let setup = Setup::version(version);
        let events = exchange(&setup);
        let whole = messages_with(&events, &setup.secrets());
        for size in [1, 7, 100] {
            let cut: Vec<_> = events.iter().flat_map(|event| pieces(event, size)).collect();
            assert_eq!(trees(&messages_with(&cut, &setup.secrets())), trees(&whole));
        }
    }
}

fn pieces(event: &WireEvent, size: usize) -> Vec<WireEvent> {
    match &event.what {
        What::Bytes(bytes) => bytes
            .chunks(size)
            .map(|b| WireEvent { what: What::Bytes(Bytes::copy_from_slice(b)), ..event.clone() })
            .collect(),
        _ => vec![event.clone()],
    }
}

#[test]
fn a_body_that_ends_with_the_connection_needs_a_close_notify() {
    for orderly in [true, false] {
        let setup = Setup::version(&TLS13);
        let mut pair = setup.connect();
        pair.ask(GET);
        pair.answer("HTTP/1.0 200 OK\r\n\r\nfluffy tail");
        match orderly {
            true => pair.close(),
            false => pair.events.push(event(Side::Server, What::Close)),
        }
        let seen = messages_with(&pair.events, &setup.secrets());
        let found = problems(&seen);
        match orderly {
            true => assert_eq!(found, Vec::<String>::new()),
            false => assert!(matches!(&found[..], [only] if only.contains("close_notify")), "{found:#?}"),
        }
    }
}

#[test]
fn http_to_a_port_of_tls_is_explained_on_both_sides() {
    let alert = [0x15, 3, 3, 0, 2, 2, 80];
    for event in [None, Some(close())] {
        let events: Vec<_> = [c(GET), s(alert)].into_iter().chain(event).collect();
        let seen = messages(&events);
        assert!(seen[0].find_id("http.request.method").is_some(), "{}", trees(&seen));
        assert!(seen[1].find_id("tls.alert_message.desc").is_some(), "{}", trees(&seen));
        assert!(ids(&seen, "wirewalk.unexplained").is_empty());
    }
    let (together, apart) = (messages(&[c(GET), s(alert)]), messages(&[c(GET), s(&alert[..1]), s(&alert[1..])]));
    assert_eq!(trees(&together), trees(&apart));
    let hello = exchange(&Setup::version(&TLS13)).swap_remove(0);
    let seen = messages(&[hello, s("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"), close()]);
    assert!(seen[0].find_id("tls.handshake.random").is_some(), "{}", trees(&seen));
    assert!(seen[1].find_id("http.response.code").is_some(), "{}", trees(&seen));
    assert_eq!(seen[1].crossed(), seen[1].wire().len());
}

#[test]
fn another_protocol_is_named_and_not_guessed_at() {
    let mut setup = Setup::version(&TLS13);
    setup.client.alpn_protocols = vec![b"irc".to_vec()];
    setup.server.alpn_protocols = vec![b"irc".to_vec()];
    let mut pair = setup.connect();
    pair.ask("NICK alice\r\n");
    pair.close();
    let seen = messages_with(&pair.events, &setup.secrets());
    assert!(inside(&seen).is_empty());
    let content = ids(&seen, "wirewalk.tls.content");
    assert!(content[0].value.meaning.as_deref().is_some_and(|m| m.contains("irc")), "{}", trees(&seen));
    assert!(ids(&seen, "wirewalk.unexplained").is_empty());
}

#[test]
fn imap_is_taken_apart_inside_by_its_name_or_its_greeting() {
    for (alpn, said) in [(Some(b"imap"), "a001 NOOP\r\n"), (None, "")] {
        let mut setup = Setup::version(&TLS13);
        setup.client.alpn_protocols = alpn.iter().map(|name| name.to_vec()).collect();
        setup.server.alpn_protocols = setup.client.alpn_protocols.clone();
        let mut pair = setup.connect();
        pair.ask(said);
        pair.answer("* OK [CAPABILITY IMAP4rev1] ready\r\n");
        pair.close();
        let seen = messages_with(&pair.events, &setup.secrets());
        assert!(ids(&seen, "imap.line").len() == 1 + usize::from(alpn.is_some()), "{}", trees(&seen));
        // Inside TLS nobody need offer it.
        assert!(ids(&seen, "wirewalk.upgrade.no_offer").is_empty());
    }
}

#[test]
fn http_2_is_taken_apart_inside_once_alpn_has_settled_it() {
    let mut setup = Setup::version(&TLS13);
    setup.client.alpn_protocols = vec![b"h2".to_vec()];
    setup.server.alpn_protocols = vec![b"h2".to_vec()];
    let mut pair = setup.connect();
    pair.ask("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0");
    pair.close();
    let seen = messages_with(&pair.events, &setup.secrets());
    assert!(ids(&seen, "http2.magic").len() == 1 && ids(&seen, "http2.stream").len() == 1, "{}", trees(&seen));
    assert!(inside(&seen).len() >= 2 && ids(&seen, "wirewalk.unexplained").is_empty(), "{}", trees(&seen));
}

#[test]
fn a_hello_of_ssl_2_is_named() {
    let hello = [&[0x80, 46, 1, 3, 1, 0, 3, 0, 0, 0, 32, 0, 0, 0x35][..], &[7; 34]].concat();
    let seen = messages(&[c(&hello), s([0x15, 3, 1, 0, 2, 2, 70]), close()]);
    assert!(seen[0].find_id("wirewalk.tls.ssl2_hello").is_some_and(|f| f.span.len() == 48), "{}", trees(&seen));
}

#[test]
fn the_nested_messages_count_nothing_twice() {
    let setup = Setup::version(&TLS13);
    let events = exchange(&setup);
    let sent: usize = events.iter().map(|e| if let What::Bytes(b) = &e.what { b.len() } else { 0 }).sum();
    let seen = messages_with(&events, &setup.secrets());
    assert_eq!(seen.iter().map(Message::crossed).sum::<usize>(), sent);
    assert!(seen.iter().map(|m| m.wire().len()).sum::<usize>() > sent, "{}", tree(&seen[0]));
}
