//! TLS that was cut, changed, or recorded with holes: no panic, every byte in one leaf, and what can be opened is opened.

use bytes::Bytes;
use proptest::prelude::*;
use rustls::version::{TLS12, TLS13};
use wirewalk::dissect::{Field, Message, Origin};
use wirewalk::recording::{Secrets, Side, What, WireEvent};
use wirewalk_testing::tls::*;
use wirewalk_testing::wire::{self, c, close, messages, messages_with, s, trees};

const GET: &str = "GET /secret HTTP/1.1\r\nHost: localhost\r\n\r\n";

/// A short conversation and what opens it.
fn conversation(version: &'static rustls::SupportedProtocolVersion) -> (Vec<WireEvent>, Secrets) {
    let setup = Setup::version(version);
    let mut pair = setup.connect();
    pair.ask(GET);
    pair.answer("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nfluffy tail");
    pair.close();
    (pair.events, setup.secrets())
}

fn bytes_of(event: &WireEvent) -> Bytes {
    match &event.what {
        What::Bytes(bytes) => bytes.clone(),
        _ => Bytes::new(),
    }
}

/// Both views tile, and every byte that crossed is in a message.
fn check(events: &[WireEvent], secrets: &Secrets) -> Vec<Message> {
    let (eve, insider) = (messages(events), messages_with(events, secrets));
    for messages in [&eve, &insider] {
        for side in [Side::Client, Side::Server] {
            let sent: Vec<u8> = events.iter().filter(|e| e.side == side).flat_map(|e| bytes_of(e).to_vec()).collect();
            let crossed = messages.iter().filter(|m| m.side == side && m.crossed() > 0);
            let seen: Vec<u8> = crossed.flat_map(|m| m.wire().to_vec()).collect();
            assert!(sent == seen, "the {side} sent {} bytes, {} came out", sent.len(), seen.len());
        }
    }
    insider
}

fn problems(messages: &[Message]) -> Vec<String> {
    let problem = |f: &Field| Some(format!("{}: {}", f.label.id, f.problem.as_ref()?));
    messages.iter().flat_map(Message::walk).filter_map(problem).collect()
}

/// What HTTP heard on a side, put together; gaps are left out.
fn heard(messages: &[Message], side: Side) -> Vec<u8> {
    let inside = messages.iter().filter(|m| m.side == side && m.is_inside());
    inside.flat_map(|m| m.wire().to_vec()).collect()
}

#[test]
fn every_truncation_tiles_however_it_ends() {
    for version in [&TLS12, &TLS13] {
        let (events, secrets) = conversation(version);
        for (nth, event) in events.iter().enumerate() {
            let all = bytes_of(event);
            // Every byte of the headers, and every seventh of what follows them.
            for at in (0..all.len()).filter(|at| at % 7 == 0 || *at < 120) {
                let mut cut = events[..nth].to_vec();
                cut.push(WireEvent { what: What::Bytes(all.slice(..at)), ..event.clone() });
                let endings = [None, Some(What::Close), Some(What::Reset), Some(What::Gap(5))];
                cut.extend(endings[at % 4].clone().map(|what| wire::event(event.side, what)));
                check(&cut, &secrets);
            }
        }
    }
}

/// A server that sends this much, a record at a time.
fn download(len: usize) -> (Vec<WireEvent>, Secrets) {
    let setup = Setup::version(&TLS13);
    let mut pair = setup.connect();
    pair.ask(GET);
    pair.answer(format!("HTTP/1.1 200 OK\r\nContent-Length: {len}\r\n\r\n"));
    for piece in 0..len / 1000 {
        pair.answer(format!("{piece:04}").repeat(250));
    }
    pair.close();
    (pair.events, setup.secrets())
}

#[test]
fn after_a_gap_the_records_are_found_and_opened_again() {
    let (mut events, secrets) = download(20_000);
    let data: Vec<usize> = (0..events.len()).filter(|e| bytes_of(&events[*e]).len() == 1022).collect();
    assert_eq!(data.len(), 20);
    // All of one record, the end of the next, the beginning of the third.
    let lost = 1022 + 500 + 100;
    let (second, third) = (bytes_of(&events[data[5]]), bytes_of(&events[data[6]]));
    events[data[4]].what = What::Bytes(second.slice(..522));
    events[data[5]].what = What::Gap(lost);
    events[data[6]].what = What::Bytes(third.slice(100..));
    let seen = check(&events, &secrets);
    let heard = String::from_utf8(heard(&seen, Side::Server)).expect("digits");
    assert!(heard.contains("0003") && !heard.contains("0004") && !heard.contains("0006"), "{heard}");
    assert!(heard.ends_with("0019"), "{}", trees(&seen));
    let gaps = seen.iter().flat_map(Message::walk).filter(|f| f.label.id == "wirewalk.gap");
    let gaps: Vec<_> = gaps.map(|f| format!("{:?}", f.value.datum)).collect();
    assert_eq!(gaps, ["Number(1622)", "Number(3000)"], "on the wire, and inside: three records of 1000 bytes");
}

#[test]
fn so_many_as_64_records_may_be_missing_and_no_more() {
    for (missing, opens) in [(64, true), (65, false)] {
        let (mut events, secrets) = download(80_000);
        let data: Vec<usize> = (0..events.len()).filter(|e| bytes_of(&events[*e]).len() == 1022).collect();
        events[data[5]].what = What::Gap(missing as u64 * 1022);
        events.drain(data[5] + 1..data[5 + missing]);
        let seen = check(&events, &secrets);
        let heard = String::from_utf8(heard(&seen, Side::Server)).expect("digits");
        assert!(heard.contains("0004") && !heard.contains("0005"), "{heard}");
        assert_eq!(heard.ends_with("0079"), opens, "{missing} missing: {heard}");
        let sealed = problems(&seen).iter().filter(|problem| problem.contains("tls")).count();
        assert_eq!(sealed == 0, opens, "{missing} missing: {:?}", problems(&seen));
    }
}

#[test]
fn a_record_that_was_changed_is_named_and_the_next_one_opens() {
    for version in [&TLS12, &TLS13] {
        let (mut events, secrets) = conversation(version);
        let ask = events.iter().position(|e| bytes_of(e).len() > GET.len() && bytes_of(e)[0] == 23);
        let ask = ask.unwrap_or_else(|| events.len() - 5);
        let mut changed = bytes_of(&events[ask]).to_vec();
        let last = changed.len() - 1;
        changed[last] ^= 1;
        let side = events[ask].side;
        events[ask].what = What::Bytes(changed.into());
        let seen = check(&events, &secrets);
        let found = problems(&seen);
        assert!(found.iter().any(|p| p.contains("tag does not match")), "{found:#?}");
        let opened = seen.iter().rev().find(|m| m.side == side && m.crossed() > 0).map(|m| m.sources.len());
        assert_eq!(opened, Some(2), "the alert after it is opened: {}", trees(&seen));
    }
}

#[test]
fn garbage_between_records_is_unexplained_and_passed_over() {
    let (events, secrets) = conversation(&TLS13);
    let mut all = events.clone();
    all.insert(3, wire::event(Side::Server, What::Bytes(Bytes::from_static(&[0xaa; 300]))));
    let seen = check(&all, &secrets);
    let unexplained: usize = seen
        .iter()
        .flat_map(Message::walk)
        .filter(|f| f.label.id == "wirewalk.unexplained")
        .map(|f| f.span.len())
        .sum();
    assert_eq!(unexplained, 300, "{}", trees(&seen));
    assert!(heard(&seen, Side::Server).ends_with(b"fluffy tail"));
}

#[test]
fn records_that_nobody_may_send_are_read_and_blamed() {
    let empty = [22, 3, 3, 0, 0];
    let found = problems(&messages(&[c(empty), close()]));
    assert!(found.iter().any(|p| p.contains("empty")), "{found:#?}");
    let mut long = vec![23, 3, 3, 0xff, 0xff];
    long.resize(5 + 0xffff, 7);
    let found = problems(&messages(&[c(&long), close()]));
    assert!(found.iter().any(|p| p.contains("record_overflow")), "{found:#?}");
    // A handshake message that announces 16 MiB.
    let piece = [&[22, 3, 3, 0x40, 0, 1, 0xff, 0xff, 0xff][..], &[0; 0x4000 - 4]].concat();
    let more = [&[22, 3, 3, 0x40, 0][..], &[0; 0x4000]].concat();
    let seen = messages(&[c(&piece), c(&more), c(&more), close()]);
    let found = problems(&seen);
    assert!(found.iter().filter(|p| p.contains("reassembles at most")).count() == 3, "{found:#?}");
    assert!(found.last().is_some_and(|p| p.contains("cut off after 49152 of 16777219 bytes")), "{found:#?}");
}

#[test]
fn a_capture_that_begins_in_the_middle_says_so() {
    let (events, secrets) = conversation(&TLS13);
    let seen = check(&events[3..], &secrets);
    let closed = seen.iter().flat_map(Message::walk).filter(|f| f.label.id == "tls.app_data");
    let closed: Vec<_> = closed.filter_map(|f| f.value.meaning.as_deref()).collect();
    assert!(!closed.is_empty() && closed.iter().all(|m| m.contains("not in the recording")), "{closed:#?}");
    assert_eq!(problems(&seen), Vec::<String>::new());
}

/// The middle of something unknown, in two packets: what the second begins with is a record only if one in use may have such a header.
#[test]
fn an_alert_of_nine_thousand_bytes_begins_no_record() {
    let is_tls = |header: [u8; 5], rest: usize| {
        let packet = [&header[..], &vec![0x55; rest]].concat();
        let seen = messages(&[c([0xb0, 1, 2, 3, 4, 5, 6, 7, 8]), c(&packet), close()]);
        seen.iter().flat_map(Message::walk).any(|field| field.label.id == "tls.record")
    };
    for (header, rest) in
        [([21, 3, 1, 0x26, 0], 48), ([21, 3, 3, 1, 0x43], 200), ([20, 3, 3, 0, 2], 2), ([23, 3, 3, 0, 0], 0)]
    {
        assert!(!is_tls(header, rest), "{header:02x?}");
    }
    for (header, rest) in
        [([21, 3, 3, 0, 2], 2), ([21, 3, 3, 0, 26], 26), ([21, 3, 1, 1, 0x42], 100), ([23, 3, 3, 0x26, 0], 48)]
    {
        assert!(is_tls(header, rest), "{header:02x?}");
    }
}

#[test]
fn a_key_log_of_another_connection_opens_nothing() {
    let (events, _) = conversation(&TLS13);
    let (_, other) = conversation(&TLS13);
    let seen = check(&events, &other);
    assert!(!seen.iter().flat_map(|m| &m.sources).any(|s| matches!(s.origin, Origin::Decrypted { .. })));
    let closed = seen.iter().flat_map(Message::walk).filter(|f| f.label.id == "tls.app_data");
    let closed: Vec<_> = closed.filter_map(|f| f.value.meaning.as_deref()).collect();
    assert!(!closed.is_empty() && closed.iter().all(|m| m.contains("has no secret")), "{closed:#?}");
}

#[derive(Clone, Debug)]
enum Change {
    Set(usize, u8),
    Drop(usize, usize),
    Insert(usize, Vec<u8>),
    Lose(usize),
    Swap(usize),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let at = 0..10_000usize;
    let change = prop_oneof![
        4 => (at.clone(), any::<u8>()).prop_map(|(at, byte)| Change::Set(at, byte)),
        2 => (at.clone(), 1..300usize).prop_map(|(at, len)| Change::Drop(at, len)),
        2 => (at.clone(), prop::collection::vec(any::<u8>(), 1..40)).prop_map(|(at, bytes)| Change::Insert(at, bytes)),
        1 => at.clone().prop_map(Change::Lose),
        1 => at.prop_map(Change::Swap),
    ];
    prop::collection::vec(change, 1..5)
}

fn apply(events: &mut Vec<WireEvent>, change: &Change) {
    let count = events.len();
    let edit = |events: &mut Vec<WireEvent>, at: usize, edit: &dyn Fn(&mut Vec<u8>, usize)| {
        let event = &mut events[at % count];
        let mut bytes = bytes_of(event).to_vec();
        if !bytes.is_empty() {
            let at = at / count % bytes.len();
            edit(&mut bytes, at);
            event.what = What::Bytes(bytes.into());
        }
    };
    match change {
        Change::Set(at, byte) => edit(events, *at, &|bytes, at| bytes[at] = *byte),
        Change::Drop(at, len) => edit(events, *at, &|bytes, at| {
            bytes.drain(at..(at + len).min(bytes.len()));
        }),
        Change::Insert(at, more) => edit(events, *at, &|bytes, at| {
            bytes.splice(at..at, more.iter().copied());
        }),
        Change::Lose(at) => {
            let len = bytes_of(&events[at % count]).len() as u64;
            events[at % count].what = What::Gap(len.max(1));
        }
        Change::Swap(at) => events.swap(at % count, (at + 1) % count),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_changed_every_byte_comes_out(is_tls13 in any::<bool>(), changes in changes(), at in 1..400usize) {
        thread_local!(static SAID: [(Vec<WireEvent>, Secrets); 2] = [conversation(&TLS12), conversation(&TLS13)]);
        SAID.with(|said| {
            let (events, secrets) = &said[usize::from(is_tls13)];
            let mut events = events.clone();
            changes.iter().for_each(|change| apply(&mut events, change));
            let whole = check(&events, secrets);
            let cut: Vec<_> = events.iter().flat_map(|event| match &event.what {
                What::Bytes(bytes) if !bytes.is_empty() => {
                    let piece = |b: &[u8]| WireEvent { what: What::Bytes(Bytes::copy_from_slice(b)), ..event.clone() };
                    bytes.chunks(at).map(piece).collect()
                }
                _ => vec![event.clone()],
            }).collect();
            let trees = [trees(&whole), trees(&messages_with(&cut, secrets))];
            assert!(trees[0] == trees[1], "cut after {at}:\n{}\n===\n{}", trees[0], trees[1]);
        });
    }

    #[test]
    fn random_bytes_behind_a_plausible_header_tile(body in prop::collection::vec(any::<u8>(), 0..600), kind in 20u8..26) {
        let mut record = vec![kind, 3, 3, (body.len() >> 8) as u8, body.len() as u8];
        record.extend(&body);
        for events in [vec![c(&record), s(&record), close()], vec![s(&record), c(&record)]] {
            check(&events, &Secrets::none());
        }
    }
}
