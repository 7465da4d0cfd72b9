//! HTTP/3 on streams: every kind of stream and frame, what is wrong with some, losses, hostile sizes, and DNS over QUIC.

use proptest::prelude::*;

use wirewalk::dissect::dns::facts::Lookups;
use wirewalk::dissect::facts::http3::Exchanges;
use wirewalk::dissect::names::{UNEXPLAINED, dns, grpc, http, http3, qpack};
use wirewalk::dissect::streams::{self, Happened, StreamEvent};
use wirewalk::dissect::{Datum, Field, Label, Message, dissect, tiling};
use wirewalk::recording::Side::{self, Client, Server};
use wirewalk::recording::{Secrets, capture};
use wirewalk_testing::outside;
use wirewalk_testing::streams::{bytes, event, frame, headers, messages, problems, stream, varint};

/// Compressed headers that refer to the standard's table, by number.
fn known(numbers: &[u8]) -> Vec<u8> {
    [&[0, 0][..], &numbers.iter().map(|number| 0xc0 | number).collect::<Vec<u8>>()].concat()
}

/// A header that is written out, for the end of such headers.
fn written(name: &str, value: &str) -> Vec<u8> {
    let name_len = match name.len() {
        short if short < 7 => vec![0x20 | short as u8],
        long => vec![0x27, (long - 7) as u8],
    };
    assert!(value.len() < 127);
    [&name_len[..], name.as_bytes(), &[value.len() as u8], value.as_bytes()].concat()
}

/// GET https / of the standard's table, and these headers.
fn request(more: &[(&str, &str)]) -> Vec<u8> {
    let more: Vec<Vec<u8>> = more.iter().map(|(name, value)| written(name, value)).collect();
    [known(&[17, 23, 1]), more.concat()].concat()
}

fn control(side: Side, frames: &[Vec<u8>]) -> StreamEvent {
    bytes(side, if side == Client { 2 } else { 3 }, [vec![0], frames.concat()].concat())
}

fn settings(table: u64) -> Vec<u8> {
    frame(4, &[varint(1), varint(table), varint(7), varint(16)].concat())
}

fn finished(side: Side, stream: u64) -> StreamEvent {
    event(side, stream, Happened::Finished)
}

fn text(message: &Message, label: &Label) -> String {
    message
        .find(label)
        .map(|field| String::from_utf8_lossy(message.bytes(&field.span)).into_owned())
        .unwrap_or_default()
}

fn number(message: &Message, label: &Label) -> Option<u64> {
    message.find(label).and_then(Field::number)
}

/// The frame's name of each message, or the name of its first field.
fn names(messages: &[Message]) -> Vec<String> {
    let name = |message: &Message| match &message.fields[0] {
        first if matches!(first.value.datum, Datum::Text(_)) => first.name().unwrap().into_owned(),
        first => first.label.name.to_owned(),
    };
    messages.iter().map(name).collect()
}

#[test]
fn a_request_and_its_response_are_read_with_what_they_mean() {
    let answer = [frame(1, &[known(&[25]), written("priority", "u=1, i")].concat()), frame(0, b"the secret")].concat();
    let trailers = frame(1, &[vec![0, 0], written("x-sum", "7")].concat());
    let all = messages(
        "h3",
        &[
            control(Client, &[settings(4096), frame(0xf0700, b"\0u=0")]),
            control(Server, &[settings(0), frame(0x21, b"grease")]),
            bytes(Client, 0, frame(1, &request(&[(":authority", "bob.example"), ("cookie", "a=b")]))),
            finished(Client, 0),
            bytes(Server, 0, answer),
            bytes(Server, 0, trailers),
            finished(Server, 0),
            control_goaway(),
        ],
    );
    assert_eq!(problems(&all), [""; 0]);
    let expected = [
        "control stream",
        "SETTINGS",
        "PRIORITY_UPDATE",
        "control stream",
        "SETTINGS",
        "reserved",
        "HEADERS",
        "HEADERS",
        "DATA",
        "HEADERS",
        "GOAWAY",
    ];
    assert_eq!(names(&all), expected);
    let asked = &all[6];
    assert_eq!(text(asked, &http3::METHOD), "GET");
    assert_eq!(text(asked, &http3::AUTHORITY), "bob.example");
    assert_eq!(text(asked, &http3::PATH), "/");
    assert_eq!(text(asked, &http3::COOKIE), "a=b");
    assert_eq!(asked.fields[0].value.meaning.as_deref(), Some("on stream 0: a request"));
    let answered = &all[7];
    assert_eq!(answered.find(&http3::STATUS).unwrap().name().as_deref(), Some("OK"));
    let priority = answered.find(&http3::PRIORITY).unwrap().value.meaning.clone().unwrap();
    assert!(priority.starts_with("urgency 1"), "{priority}");
    assert_eq!(text(&all[8], &http3::DATA), "the secret");
    assert!(all[9].fields[0].value.meaning.as_deref().unwrap().contains("trailers"));
    assert_eq!(number(&all[1], &http3::TABLE_CAPACITY), Some(4096));
    assert_eq!(number(&all[10], &http3::GOAWAY), Some(4));
    assert!(all.iter().all(Message::is_inside));
}

fn control_goaway() -> StreamEvent {
    bytes(Server, 3, frame(7, &[4]))
}

#[test]
fn the_same_bytes_give_the_same_messages_however_they_are_cut() {
    let whole =
        [frame(1, &request(&[("a", "b")])), frame(0, &[7; 70_000]), frame(0x40, b"?"), frame(0, b"end")].concat();
    let told = |pieces: Vec<&[u8]>| {
        let mut events = vec![control(Server, &[settings(0)])];
        events.extend(pieces.into_iter().map(|piece| bytes(Client, 4, piece)));
        events.push(finished(Client, 4));
        messages("h3", &events).into_iter().map(|m| (m.offset, m.wire().clone(), names(&[m]))).collect::<Vec<_>>()
    };
    let at_once = told(vec![&whole]);
    assert_eq!(at_once, told(whole.chunks(7).collect()));
    assert_eq!(at_once, told(whole.chunks(1200).collect()));
    let of_stream: usize = at_once.iter().skip(2).map(|(_, bytes, _)| bytes.len()).sum();
    assert_eq!(of_stream, whole.len());
}

#[test]
fn streams_of_other_kinds_are_named() {
    let all = messages(
        "h3",
        &[
            bytes(Server, 7, [varint(0x54), varint(4), b"datagram-like".to_vec()].concat()),
            bytes(Client, 8, [varint(0x41), varint(4), b"raw".to_vec()].concat()),
            bytes(Server, 8, *b"answer, raw"),
            bytes(Server, 11, [varint(1), varint(9), frame(1, &known(&[25])), frame(0, b"pushed")].concat()),
            bytes(Client, 6, [varint(0x21 + 5 * 0x1f), b"grease".to_vec()].concat()),
            bytes(Client, 10, [varint(0x77), b"unknown".to_vec()].concat()),
            event(Client, 0, Happened::Datagram([varint(1), b"payload".to_vec()].concat().into())),
        ],
    );
    assert_eq!(problems(&all), [""; 0]);
    let told: Vec<String> = names(&all);
    let expected = [
        "WebTransport stream",
        "data on the stream",
        "WEBTRANSPORT_STREAM",
        "data on the stream",
        "data on the stream",
        "push stream",
        "HEADERS",
        "DATA",
        "reserved",
        "data on the stream",
        "type 0x77",
        "data on the stream",
        "datagram",
    ];
    assert_eq!(told, expected);
    assert_eq!(number(&all[0], &http3::SESSION), Some(4));
    assert_eq!(number(&all[5], &http3::PUSH_ID), Some(9));
    assert_eq!(stream(&all[12]), 4);
}

#[test]
fn a_tunnel_for_udp_is_named_and_its_datagrams_have_a_context() {
    let asked = [known(&[15]), written(":protocol", "connect-udp"), written("capsule-protocol", "?1")].concat();
    let all = messages(
        "h3",
        &[bytes(Client, 0, frame(1, &asked)), event(Client, 0, Happened::Datagram(b"\0\0dns?".to_vec().into()))],
    );
    let meaning = all[0].find(&http3::PROTOCOL).unwrap().value.meaning.clone().unwrap();
    assert!(meaning.contains("MASQUE"), "{meaning}");
    assert_eq!(number(&all[1], &http3::DATAGRAM_CONTEXT), Some(0));
    assert_eq!(text(&all[1], &http3::DATAGRAM_DATA), "dns?");
}

/// Events, and what their only problem must contain.
#[test]
fn what_the_standard_forbids_is_a_problem_with_the_errors_name() {
    let old_setting = frame(4, &[varint(2), varint(1)].concat());
    let cases: Vec<(&str, Vec<StreamEvent>)> = vec![
        ("H3_MISSING_SETTINGS", vec![control(Client, &[frame(7, &[0])])]),
        ("H3_SETTINGS_ERROR", vec![control(Client, &[old_setting])]),
        ("only once: H3_FRAME_UNEXPECTED", vec![control(Client, &[settings(0), settings(0)])]),
        ("control stream: H3_FRAME_UNEXPECTED", vec![control(Client, &[settings(0), frame(0, b"x")])]),
        ("H3_FRAME_UNEXPECTED", vec![control(Server, &[settings(0), frame(0xd, &[1])])]),
        ("H3_FRAME_UNEXPECTED", vec![bytes(Client, 0, frame(0, b"x"))]),
        ("PING of HTTP/2 must not", vec![bytes(Client, 0, frame(6, b"12345678"))]),
        ("H3_FRAME_UNEXPECTED", vec![bytes(Client, 0, frame(7, &[0]))]),
        ("H3_FRAME_ERROR", vec![control(Client, &[settings(0), frame(7, &[0, 0])])]),
        ("H3_STREAM_CREATION_ERROR", vec![control(Client, &[settings(0)]), bytes(Client, 6, [0])]),
        ("H3_STREAM_CREATION_ERROR", vec![bytes(Client, 2, [1, 0])]),
        ("H3_CLOSED_CRITICAL_STREAM", vec![control(Client, &[settings(0)]), finished(Client, 2)]),
        (
            "cut off after 5 of 12 bytes: the client ended",
            vec![bytes(Client, 0, [1, 10, 0, 0, 0xd1]), finished(Client, 0)],
        ),
        ("H3_REQUEST_CANCELLED", vec![bytes(Client, 0, [1, 10, 0]), event(Client, 0, Happened::Reset(0x10c))]),
        ("recording ends here", vec![bytes(Client, 0, [1, 10, 0])]),
        ("QPACK_DECOMPRESSION_FAILED", vec![bytes(Client, 0, frame(1, &[0, 0, 0xff, 0x24]))]),
        ("no Huffman code", vec![bytes(Client, 0, frame(1, &[0, 0, 0x51, 0x84, 0xff, 0xff, 0xff, 0xff]))]),
        ("QPACK_ENCODER_STREAM_ERROR", vec![control(Server, &[settings(64)]), bytes(Client, 2, [2, 0x3f, 0x80, 1])]),
        ("QPACK_ENCODER_STREAM_ERROR", vec![control(Server, &[settings(64)]), bytes(Client, 2, [2, 0x00])]),
        ("QPACK_DECODER_STREAM_ERROR", vec![bytes(Client, 2, [3, 0x00])]),
        ("X-Old has capital letters: H3_MESSAGE_ERROR", vec![bytes(Client, 0, frame(1, &request(&[("X-Old", "1")])))]),
        ("connection belongs to a", vec![bytes(Client, 0, frame(1, &request(&[("connection", "close")])))]),
        (":authority comes after", vec![bytes(Client, 0, frame(1, &request(&[("a", "b"), (":authority", "c")])))]),
        (":path comes twice", vec![bytes(Client, 0, frame(1, &request(&[(":path", "/")])))]),
        ("without :scheme: H3_MESSAGE_ERROR", vec![bytes(Client, 0, frame(1, &known(&[17, 1])))]),
        ("without :authority", vec![bytes(Client, 0, frame(1, &known(&[15])))]),
        ("a response without :status", vec![bytes(Server, 0, frame(1, &known(&[53])))]),
        (":status in trailers", vec![bytes(Client, 0, [frame(1, &request(&[])), frame(1, &known(&[25]))].concat())]),
        ("H3_DATAGRAM_ERROR", vec![event(Client, 0, Happened::Datagram(vec![0xc0].into()))]),
    ];
    for (wanted, events) in cases {
        let found = problems(&messages("h3", &events));
        assert!(found.iter().any(|problem| problem.contains(wanted)), "{wanted}: {found:?}");
    }
}

#[test]
fn what_waits_in_vain_says_what_is_missing() {
    // One entry is needed, for the path.
    let waits = frame(1, &[2, 0, 0xc0 | 17, 0xc0 | 23, 0x80]);
    let said = |events: &[StreamEvent]| problems(&messages("h3", events)).join("; ");
    let alone = said(&[bytes(Client, 0, waits.clone())]);
    assert!(alone.contains("settings, by which entries are counted"), "{alone}");
    let no_entries = said(&[control(Server, &[settings(4096)]), bytes(Client, 0, waits.clone())]);
    assert!(no_entries.contains("1 of these headers cannot be known"), "{no_entries}");
    let lost = said(&[
        control(Server, &[settings(4096)]),
        bytes(Client, 2, [2]),
        event(Client, 2, Happened::Gap(10)),
        bytes(Client, 0, waits.clone()),
    ]);
    assert!(lost.contains("is not in the recording"), "{lost}");
    // It comes late, and the request is read then; what follows on the stream keeps its order.
    let insert = [&[0x3f, 0xe1, 0x1f, 0xc1, 7][..], b"/secret"].concat();
    let late = messages(
        "h3",
        &[
            control(Server, &[settings(4096)]),
            bytes(Client, 0, [waits, frame(0, b"body")].concat()),
            finished(Client, 0),
            bytes(Client, 2, [vec![2], insert].concat()),
        ],
    );
    assert_eq!(problems(&late), [""; 0]);
    let of_request: Vec<&Message> = late.iter().filter(|message| stream(message) == 0).collect();
    assert_eq!(headers(of_request[0])[2], (":path".to_owned(), "/secret".to_owned()));
    assert_eq!(text(of_request[1], &http3::DATA), "body");
    assert_eq!(late.last().map(|m| m.index), of_request.last().map(|m| m.index));
}

#[test]
fn after_a_gap_it_goes_on_where_that_is_certain() {
    let head = frame(1, &known(&[25]));
    let body = [varint(0), varint(1000), vec![7; 400]].concat();
    let events = |gap: u64| {
        vec![
            bytes(Server, 0, [head.clone(), body.clone()].concat()),
            event(Server, 0, Happened::Gap(gap)),
            bytes(Server, 0, [vec![7; 100], frame(0, b"next")].concat()),
            finished(Server, 0),
        ]
    };
    let inside = messages("h3", &events(500));
    assert_eq!(text(inside.last().unwrap(), &http3::DATA), "next");
    assert!(
        problems(&inside).iter().any(|problem| problem.contains("500 bytes are missing")),
        "{:?}",
        problems(&inside)
    );
    let beyond = messages("h3", &events(700));
    assert!(beyond.last().unwrap().fields[0].is(&UNEXPLAINED));
}

#[test]
fn how_a_stream_was_given_up_is_told_by_name_and_by_whom() {
    let all = messages(
        "h3",
        &[
            bytes(Client, 0, frame(1, &request(&[]))),
            event(Server, 0, Happened::Stopped(0x10c)),
            event(Server, 0, Happened::Reset(0x102)),
        ],
    );
    let [.., stopped, reset] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!((stopped.side, stopped.fields[0].name().as_deref()), (Client, Some("H3_REQUEST_CANCELLED")));
    assert_eq!((reset.side, reset.fields[0].name().as_deref()), (Server, Some("H3_INTERNAL_ERROR")));
    assert!(reset.fields[0].is(&http3::RESET) && stopped.fields[0].is(&http3::STOPPED));
    let named = |code| streams::error(b"h3", code).unwrap();
    assert!(matches!(named(0x201).datum, Datum::Named { .. }) && matches!(named(0x999).datum, Datum::Number(_)));
}

#[test]
fn bodies_are_looked_into() {
    let query = b"\0\0\x01\0\0\x01\0\0\0\0\0\0\x03www\x07example\x03com\0\0\x01\0\x01";
    let call = [known(&[20]), written("content-type", "application/grpc")].concat();
    let all = messages(
        "h3",
        &[
            bytes(Client, 0, [frame(1, &known(&[20, 44])), frame(0, query)].concat()),
            bytes(Client, 4, [frame(1, &call), frame(0, b"\0\0\0\0\x02\x08\x07")].concat()),
            bytes(Client, 8, frame(1, &[known(&[17]), written(":path", &doh(query))].concat())),
        ],
    );
    assert!(all[1].find(&dns::MESSAGE).is_some());
    assert!(all[3].find(&grpc::MESSAGE).is_some());
    assert!(all[4].find(&http::ASKED_BY_GET).is_some());
}

fn doh(query: &[u8]) -> String {
    use base64::Engine;
    format!("/dns-query?dns={}", base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(query))
}

#[test]
fn never_indexed_headers_say_so() {
    let literal = [vec![0, 0], vec![0x30 | 6], b"cookie".to_vec(), vec![3], b"a=b".to_vec()].concat();
    let all = messages("h3", &[bytes(Client, 0, frame(1, &literal))]);
    assert_eq!(number(&all[0], &qpack::NEVER), Some(1));
    let meaning = all[0].find(&qpack::LINE).unwrap().value.meaning.clone().unwrap();
    assert!(meaning.contains("sensitive"), "{meaning}");
}

#[test]
fn dns_over_quic_is_dns() {
    let query =
        |id: u16| [&id.to_be_bytes()[..], b"\x01\0\0\x01\0\0\0\0\0\0\x03www\x07example\x03com\0\0\x01\0\x01"].concat();
    let framed = |message: Vec<u8>| [(message.len() as u16).to_be_bytes().to_vec(), message].concat();
    let all = messages(
        "doq",
        &[
            bytes(Client, 0, framed(query(0))),
            finished(Client, 0),
            bytes(Client, 4, framed(query(9))),
            bytes(Client, 8, &framed(query(0))[..10]),
            finished(Client, 8),
            bytes(Client, 12, [framed(query(0)), vec![1]].concat()),
            event(Server, 4, Happened::Reset(1)),
            event(Client, 2, Happened::Datagram(vec![1].into())),
        ],
    );
    assert!(all[0].fields[0].is(&dns::MESSAGE) && stream(&all[0]) == 0);
    let found = problems(&all);
    assert!(
        found.iter().any(|p| p.contains("ID must be 0")) && found.iter().any(|p| p.contains("10 of 35 bytes")),
        "{found:?}"
    );
    assert!(all.iter().any(|m| m.fields[0].name().as_deref() == Some("DOQ_INTERNAL_ERROR")));
}

#[test]
fn a_stream_that_ends_without_headers_is_no_message() {
    for (side, why) in [(Client, "H3_REQUEST_INCOMPLETE"), (Server, "H3_MESSAGE_ERROR")] {
        let ends = [event(side, 4, Happened::Finished)];
        let grease = [bytes(side, 0, frame(0x21, b"nothing")), finished(side, 0)];
        for events in [&ends[..], &grease] {
            let found = problems(&messages("h3", events));
            assert!(found.iter().any(|problem| problem.contains(why)), "{found:?}");
        }
    }
    // What is missing from the recording may be the headers.
    let lost = [event(Client, 0, Happened::Gap(40)), finished(Client, 0)];
    let whole = [bytes(Client, 0, frame(1, &request(&[]))), finished(Client, 0)];
    let reset = [event(Client, 0, Happened::Reset(0x10c))];
    // Headers that are long, or that cannot be read, are some.
    let long = [bytes(Client, 0, frame(1, &request(&[("cookie", &"x".repeat(120))]).repeat(900))), finished(Client, 0)];
    let bad = [bytes(Client, 0, frame(1, &[0, 0, 0xff, 0xff, 0xff])), finished(Client, 0)];
    let waiting = [bytes(Client, 0, frame(1, &[2, 0, 0x80])), finished(Client, 0)];
    let of_server = [event(Server, 1, Happened::Finished)];
    for events in [&lost[..], &whole, &reset, &long, &bad, &waiting, &of_server] {
        let found = problems(&messages("h3", events));
        assert!(found.iter().all(|problem| !problem.contains("without the headers")), "{found:?}");
    }
}

/// Every question has the number 0: it is the stream that says to which one an answer belongs.
#[test]
fn the_same_question_on_two_streams_of_quic_is_two_questions() {
    let query = b"\0\0\x01\0\0\x01\0\0\0\0\0\0\x03www\x07example\x03com\0\0\x01\0\x01";
    let mut answer = query.to_vec();
    answer[2..4].copy_from_slice(&[0x81, 0x83]);
    let framed = |message: &[u8]| [&(message.len() as u16).to_be_bytes()[..], message].concat();
    let asks = |id| [bytes(Client, id, framed(query)), finished(Client, id)];
    let answers = |id| [bytes(Server, id, framed(&answer)), finished(Server, id)];
    let mut lookups = Lookups::default();
    for message in messages("doq", &[asks(0), asks(4), answers(4)].concat()) {
        assert!(lookups.note(&message));
    }
    let said: Vec<_> = lookups.list.iter().map(|l| (l.stream, l.times, l.answer.as_ref().map(|a| a.code))).collect();
    assert_eq!(said, [(Some(0), 1, None), (Some(4), 1, Some(3))]);
}

/// Messages and their bytes, for sizes that grow: neither may grow faster.
#[test]
fn hostile_streams_stay_bounded() {
    let size = |events: &[StreamEvent]| {
        let all = messages("h3", events);
        let bytes: usize = all.iter().flat_map(|m| &m.sources).map(|source| source.bytes.len()).sum();
        let fields: usize = all.iter().map(|m| m.walk().count()).sum();
        (all.len(), bytes, fields)
    };
    // An entry of 3,900 bytes, and headers that name it again and again.
    let long = [&[0x3f, 0xe1, 0x1f, 0xc1, 0x7f, 0xbd, 0x1d][..], &[b'x'; 3900]].concat();
    let bomb = frame(1, &[&[2, 0][..], &[0x80; 20_000]].concat());
    let mut events = vec![control(Server, &[settings(4096)]), bytes(Client, 2, [vec![2], long.clone()].concat())];
    events.extend((0..200).map(|i| bytes(Client, 4 * i, bomb.clone())));
    let (_, shown, _) = size(&events);
    assert!(shown < 200 * (bomb.len() + (300 << 10)), "{shown}");
    let small = frame(1, &[&[2, 0][..], &[0x80; 60]].concat());
    let mut events = vec![control(Server, &[settings(4096)]), bytes(Client, 2, [vec![2], long].concat())];
    events.extend((0..400).map(|i| bytes(Client, 4 * i, small.clone())));
    let (_, shown, _) = size(&events);
    assert!(shown < (5 << 20) + 400 * 200 * small.len(), "{shown}");
    // The table changes with every byte.
    let churn = [vec![2], vec![0x3f, 0xe1, 0x1f], vec![0xc1, 0], vec![0; 50_000]].concat();
    let (told, _, fields) = size(&[control(Server, &[settings(4096)]), bytes(Client, 2, churn)]);
    assert!(told < 300 && fields < 300_000, "{told} {fields}");
    // Streams that wait without end, and announce what never comes.
    let mut events = vec![control(Server, &[settings(1 << 16)])];
    events.extend((0..20_000).map(|i| bytes(Client, 4 * i, frame(1, &[9, 0, 0x80]))));
    let (told, ..) = size(&events);
    assert!(told >= 20_000);
    let mut events: Vec<StreamEvent> = Vec::new();
    events.extend((0..2000).map(|i| bytes(Client, 4 * i, [vec![1], varint(200_000), vec![0; 9000]].concat())));
    let (_, bytes_told, _) = size(&events);
    assert_eq!(bytes_told, 2000 * 9005);
    // Lengths that nothing can have.
    let (told, ..) = size(&[bytes(Client, 0, [vec![0], varint(u64::MAX >> 2), vec![0; 200_000]].concat())]);
    assert_eq!(told, 4);
    // Frames without content.
    let (told, ..) = size(&[bytes(Client, 0, [0x21, 0].repeat(20_000))]);
    assert_eq!(told, 20_000);
}

#[test]
fn a_browsers_request_over_quic_is_read_to_its_last_byte() {
    let Some(vectors) = outside::vectors() else { return };
    let file = std::fs::File::open(vectors.join("quic/quic-secrets.pcapng")).unwrap();
    let capture = capture::read(file).unwrap();
    let secrets = Secrets::none().with_key_log(capture.key_log);
    let all: Vec<Message> =
        dissect(&capture.recording, &secrets).filter(|message| message.find(&http3::STREAM).is_some()).collect();
    all.iter().for_each(|message| tiling::check(message).unwrap());
    assert_eq!(problems(&all), [""; 0]);
    assert!(all.iter().all(|message| message.find(&UNEXPLAINED).is_none()));
    let exchanges = Exchanges::of(&all);
    assert_eq!((exchanges.requests, exchanges.first.len()), (1, 1));
    let asked = &exchanges.first[&0];
    assert_eq!(asked.method.as_deref(), Some("GET"));
    assert_eq!(asked.authority.as_deref(), Some("cloudflare-quic.com"));
    assert_eq!((asked.path.as_deref(), asked.status), (Some("/"), Some(200)));
    // What Wireshark counts in the frames DATA of that response: 4226, 2147, 1019, 2718 and 1.
    assert_eq!((asked.body.client, asked.body.server), (0, 10_111));
    // The client refuses a stream without meaning, which is no end of the exchange.
    assert!(all.iter().any(|message| message.find(&http3::STOPPED).is_some()));
    assert!(!asked.is_given_up() && !asked.broken.client && !asked.broken.server);
}

#[test]
fn an_exchange_knows_its_final_status_its_bodies_and_who_gave_it_up() {
    let interim = frame(1, &known(&[24]));
    let all = messages(
        "h3",
        &[
            bytes(Client, 0, [frame(1, &request(&[(":authority", "bob.example")])), frame(0, b"12345")].concat()),
            bytes(Server, 0, [interim, frame(1, &known(&[28])), frame(0, b"no"), frame(0, b"!")].concat()),
            event(Client, 0, Happened::Stopped(0x100)),
            event(Client, 4, Happened::Reset(0x10c)),
            control(Server, &[settings(0), frame(7, &[8])]),
        ],
    );
    let exchanges = Exchanges::of(&all);
    let first = &exchanges.first[&0];
    assert_eq!((first.status, first.body.client, first.body.server), (Some(503), 5, 3));
    assert!(!first.is_given_up() && first.given_up[0].side == Server && !first.given_up[0].is_sender);
    assert!(exchanges.first[&4].is_given_up());
    assert_eq!((exchanges.requests, exchanges.goaway.server), (1, Some(8)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_comes_is_tiled(
        pieces in prop::collection::vec((any::<bool>(), 0u64..16, prop::collection::vec(any::<u8>(), 0..60), 0u8..12), 0..40),
        is_dns in any::<bool>(),
    ) {
        let mut events = vec![control(Server, &[settings(256)]), bytes(Client, 6, [2, 0x3f, 0xe1, 1])];
        for (is_client, id, content, what) in pieces {
            let side = if is_client { Client } else { Server };
            events.push(match what {
                0 => event(side, id, Happened::Gap(content.len() as u64)),
                1 => finished(side, id),
                2 => event(side, id, Happened::Reset(content.len() as u64)),
                3 => event(side, id, Happened::Datagram(content.into())),
                4..7 => bytes(side, id, frame(u64::from(what) - 3, &content)),
                _ => bytes(side, id, content),
            });
        }
        messages(if is_dns { "doq" } else { "h3" }, &events);
    }
}
