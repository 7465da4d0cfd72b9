//! Recordings written as captures and read back: nothing that was said is lost, and no input breaks the reader.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use bytes::Bytes;
use proptest::prelude::*;

use wirewalk::dissect::{Field, Label, Message, Origin, Source, Span, Value};
use wirewalk::recording::capture::{self, Capture, CaptureError, Skip};
use wirewalk::recording::secrets::{KeyLog, KeyLogProblem};
use wirewalk::recording::{Connection, Endpoint, Recording, Secrets, Side, Timestamp, What, WireEvent};
use wirewalk::render::pcapng::{self, Interface, Kind, LINKTYPE_RAW, MAX_SEGMENT, Writer};
use wirewalk::rfc::WIREWALK;
use wirewalk::story::{About, Exhibit, Item, Line, Scene, Step, Transcript};

fn written(recordings: &[&Recording]) -> Vec<u8> {
    pcapng::write_recording(Vec::new(), recordings, None, |_| None).expect("memory takes everything")
}

fn read(capture: &[u8]) -> Capture {
    capture::read(capture).expect("it is a capture")
}

fn endpoint(name: &str, ip: IpAddr, port: u16) -> Endpoint {
    Endpoint { name: name.to_owned(), addr: SocketAddr::new(ip, port) }
}

fn connection(id: u32, events: impl IntoIterator<Item = (u64, Side, What)>) -> Connection {
    let ip = IpAddr::V4(Ipv4Addr::LOCALHOST);
    Connection {
        id,
        hop: 0,
        client: endpoint("Alice", ip, 50_000 + id as u16),
        server: endpoint("Bob", ip, 5985),
        events: events
            .into_iter()
            .map(|(at, side, what)| WireEvent { at: Timestamp(at), side, what, packet: None })
            .collect(),
    }
}

fn bytes(text: &'static str) -> What {
    What::Bytes(Bytes::from_static(text.as_bytes()))
}

/// The events without their times, neighbours of one kind and side put together.
fn story(connection: &Connection) -> Vec<(Side, What)> {
    let mut story: Vec<(Side, What)> = Vec::new();
    for event in &connection.events {
        match (story.last_mut(), &event.what) {
            (Some((side, What::Bytes(before))), What::Bytes(more)) if *side == event.side => {
                *before = [&before[..], &more[..]].concat().into();
            }
            (Some((side, What::Gap(before))), What::Gap(more)) if *side == event.side => *before += more,
            (_, what) => story.push((event.side, what.clone())),
        }
    }
    story
}

use Side::{Client, Server};

#[test]
fn a_conversation_comes_back_with_its_times_sides_and_addresses() {
    let said = [
        (1_700_000_000_123_456_789, Client, What::Open),
        (1_700_000_000_123_456_790, Client, bytes("GET / HTTP/1.1\r\n\r\n")),
        (1_700_000_000_223_456_790, Server, bytes("HTTP/1.1 200 OK\r\n\r\n")),
        (1_700_000_000_223_456_791, Server, What::HalfClose),
        (1_700_000_000_223_456_792, Client, What::Close),
    ];
    let recording = Recording { connections: vec![connection(0, said.clone())] };
    let capture = read(&written(&[&recording]));
    let [back] = &capture.recording.connections[..] else { panic!("one connection, not {capture:?}") };
    assert_eq!(
        (back.client.addr, back.server.addr),
        (recording.connections[0].client.addr, "127.0.0.1:5985".parse().unwrap())
    );
    let events: Vec<_> = back.events.iter().map(|e| (e.at.0, e.side, e.what.clone())).collect();
    assert_eq!(events, said);
    let packet = back.events[1].packet.as_ref().unwrap();
    assert_eq!((packet.number, packet.range.clone()), (4, 40..58));
    assert_eq!((capture.packets, capture.skipped.len()), (11, 0));
}

#[test]
fn packets_of_all_connections_stand_in_the_order_of_their_times() {
    let one = |id, start: u64| connection(id, (0..4).map(|i| (start + 20 * i, Client, bytes("tick"))));
    let (first, second) =
        (Recording { connections: vec![one(0, 10), one(1, 5)] }, Recording { connections: vec![one(2, 0)] });
    let mut seen = Vec::new();
    let file = pcapng::write_recording(Vec::new(), &[&first, &second], None, |sent| {
        if sent.side == Client {
            seen.push((sent.number, sent.recording, sent.connection.id, sent.kind.clone()));
        }
        None
    });
    let order: Vec<_> = seen.iter().take(4).map(|(_, recording, id, _)| (*recording, *id)).collect();
    assert_eq!(order, [(1, 2), (0, 1), (0, 0), (1, 2)]);
    assert_eq!(seen[3], (7, 1, 2, Kind::Data(4..8)));
    let capture = read(&file.unwrap());
    assert!(capture.recording.connections.iter().all(|c| c.sent(Client) == 16 && c.events.len() == 4));
}

#[test]
fn an_event_that_seems_earlier_than_the_one_before_gets_its_time() {
    let said = [(50, Client, What::Open), (20, Client, bytes("a")), (60, Client, bytes("b"))];
    let capture = read(&written(&[&Recording { connections: vec![connection(0, said)] }]));
    let times: Vec<_> = capture.recording.connections[0].events.iter().map(|e| e.at.0).collect();
    assert_eq!(times, [50, 50, 60]);
}

#[test]
fn a_close_by_one_side_alone_ends_both_directions() {
    let said = [(0, Client, What::Open), (1, Server, What::Close)];
    let capture = read(&written(&[&Recording { connections: vec![connection(0, said)] }]));
    let expected = [(Client, What::Open), (Server, What::HalfClose), (Client, What::Close)];
    assert_eq!(story(&capture.recording.connections[0]), expected);
}

#[test]
fn sequence_numbers_wrap_and_streams_go_on() {
    let said = [
        (0, Client, What::Open),
        (1, Client, bytes("before")),
        (2, Client, What::Gap(5 << 32)),
        (3, Client, bytes("after")),
        (4, Server, bytes("yes")),
    ];
    let recording = Recording { connections: vec![connection(0, said)] };
    let capture = read(&written(&[&recording]));
    assert_eq!(story(&capture.recording.connections[0]), story(&recording.connections[0]));
}

#[test]
fn comments_and_secrets_come_back() {
    let mut key_log = KeyLog::new();
    key_log.push("CLIENT_TRAFFIC_SECRET_0", [7; 32], &[1, 2, 255]);
    let recording = Recording { connections: vec![connection(0, [(0, Client, What::Open)])] };
    let file = pcapng::write_recording(Vec::new(), &[&recording], Some(&key_log), |sent| {
        (sent.kind == Kind::SynAck).then(|| "Bob says sí\nin two lines".to_owned())
    });
    let capture = read(&file.unwrap());
    assert_eq!(capture.comments, [(2, "Bob says sí\nin two lines".to_owned())]);
    assert_eq!((capture.key_log, capture.key_log_errors), (key_log, vec![]));
}

#[test]
fn a_comment_too_long_for_its_option_is_cut_at_a_character() {
    let mut writer = Writer::new(Vec::new(), "x").unwrap();
    let interface = writer.interface(&Interface { link_type: LINKTYPE_RAW, name: "", description: "" }).unwrap();
    writer.packet(interface, Timestamp(0), &[0x45], Some(&"é".repeat(40_000))).unwrap();
    let capture = read(&writer.finish().unwrap());
    assert_eq!(capture.comments, [(1, "é".repeat(32_767))]);
    assert_eq!(capture.skipped.get(&Skip::NotIp), Some(&1));
}

#[test]
fn a_key_log_reads_what_it_can_and_names_the_lines_it_cannot() {
    let random = "AB".repeat(32);
    let text = format!(
        "# a comment\r\n\r\nSERVER_SECRET {random} 00fF\r\nTWO words\nX {random}0 00\nX {random} 0\nX {random} 0g\n"
    );
    let (log, errors) = KeyLog::parse(text.as_bytes());
    assert_eq!(log.secret("SERVER_SECRET", &[0xab; 32]), Some(&[0, 255][..]));
    assert_eq!(*log.to_text(), format!("SERVER_SECRET {} 00ff\n", random.to_lowercase()));
    let expected = [(4, KeyLogProblem::Words(2)), (5, KeyLogProblem::ClientRandom(65)), (6, KeyLogProblem::Secret(1))];
    let found: Vec<_> = errors.iter().map(|e| (e.line, e.problem)).collect();
    assert_eq!(found[..3], expected);
    assert_eq!(
        errors[3].to_string(),
        "line 7 of the key log: the secret is not pairs of hexadecimal digits (2 characters)"
    );
    assert!(!format!("{log:?}").contains("ff"), "a secret in {log:?}");
}

/// The packets that the writer makes of a connection, without their blocks.
fn packets<const N: usize>(said: [(u64, Side, What); N]) -> Vec<Vec<u8>> {
    let file = written(&[&Recording { connections: vec![connection(0, said)] }]);
    let word = |at: usize| u32::from_le_bytes(file[at..at + 4].try_into().unwrap()) as usize;
    let (mut at, mut packets) = (0, Vec::new());
    while at < file.len() {
        if word(at) == 6 {
            packets.push(file[at + 28..at + 28 + word(at + 20)].to_vec());
        }
        at += word(at + 4);
    }
    packets
}

/// A client that says hello.
fn hello() -> Vec<Vec<u8>> {
    packets([(0, Client, What::Open), (1, Client, bytes("hello")), (2, Client, What::HalfClose)])
}

#[test]
fn classic_pcap_is_read_in_both_byte_orders_and_resolutions() {
    for (big_endian, magic, unit) in
        [(false, 0xa1b2_c3d4, 1000), (true, 0xa1b2_c3d4, 1000), (false, 0xa1b2_3c4d, 1), (true, 0xa1b2_3c4d_u32, 1)]
    {
        let word = |value: u32| if big_endian { value.to_be_bytes() } else { value.to_le_bytes() };
        let version = if big_endian { [0, 2, 0, 4] } else { [2, 0, 4, 0] };
        let mut file = [word(magic), version, word(0), word(0), word(65_535), word(101)].concat();
        for packet in hello() {
            let len = word(packet.len() as u32);
            file.extend([word(3), word(500), len, len].concat());
            file.extend(packet);
        }
        let capture = read(&file);
        let [back] = &capture.recording.connections[..] else { panic!("one connection, not {capture:?}") };
        assert_eq!(back.stream(Client), b"hello");
        assert_eq!(back.events[0].at.0, 3_000_000_000 + 500 * unit, "{magic:x} {big_endian}");
    }
}

#[test]
fn big_endian_pcapng_and_binary_clocks_are_read() {
    let block = |kind: u32, body: &[u8]| {
        let len = (body.len() as u32 + 12).to_be_bytes();
        [&kind.to_be_bytes(), &len, body, &len].concat()
    };
    let mut file = block(0x0A0D_0D0A, &[&[0x1a, 0x2b, 0x3c, 0x4d, 0, 1, 0, 0][..], &[0xff; 8]].concat());
    let resolution = [0, 9, 0, 1, 0x80 | 10, 0, 0, 0]; // 1024 ticks a second
    let offset = [&[0, 14, 0, 8][..], &100u64.to_be_bytes()].concat();
    file.extend(block(1, &[&[0, 101, 0, 0, 0, 0, 0, 0][..], &resolution, &offset, &[0; 4]].concat()));
    for packet in hello() {
        let len = (packet.len() as u32).to_be_bytes();
        let mut body = [[0; 4], [0; 4], 1536u32.to_be_bytes(), len, len].concat();
        body.extend(&packet);
        body.resize(body.len().next_multiple_of(4), 0);
        file.extend(block(6, &body));
    }
    let capture = read(&file);
    assert_eq!(capture.recording.connections[0].stream(Client), b"hello");
    assert_eq!(capture.recording.connections[0].events[0].at.0, 101_500_000_000);
}

/// A capture of `packets` in this order.
fn capture_of<'a>(packets: impl IntoIterator<Item = &'a Vec<u8>>) -> Capture {
    let mut writer = Writer::new(Vec::new(), "").unwrap();
    let interface = writer.interface(&Interface { link_type: LINKTYPE_RAW, name: "", description: "" }).unwrap();
    for (i, packet) in packets.into_iter().enumerate() {
        writer.packet(interface, Timestamp(i as u64), packet, None).unwrap();
    }
    read(&writer.finish().unwrap())
}

/// The packets of a client that says `one`, `two` and `three`, and of a server that acknowledges: SYN, SYN/ACK, ACK, then
/// data and acknowledgment in turn.
fn one_two_three() -> Vec<Vec<u8>> {
    let [one, two, three] = ["one", "two", "three"].map(bytes);
    packets([(0, Client, What::Open), (1, Client, one), (2, Client, two), (3, Client, three)])
}

#[test]
fn late_repeated_and_missing_segments_are_told_apart() {
    let p = one_two_three();
    let open = (Client, What::Open);
    let all = [open.clone(), (Client, bytes("onetwothree"))];
    let late = capture_of([&p[0], &p[1], &p[5], &p[7], &p[3], &p[8]]);
    assert_eq!(story(&late.recording.connections[0]), all);
    let repeated = capture_of([&p[0], &p[0], &p[1], &p[3], &p[4], &p[3], &p[5], &p[5], &p[7], &p[8]]);
    assert_eq!(story(&repeated.recording.connections[0]), all);
    let missing = capture_of([&p[0], &p[1], &p[3], &p[7], &p[8]]);
    let hole = [open, (Client, bytes("one")), (Client, What::Gap(3)), (Client, bytes("three"))];
    assert_eq!(story(&missing.recording.connections[0]), hole);
    let unanswered = capture_of([&p[0], &p[1], &p[3], &p[7]]);
    assert_eq!(story(&unanswered.recording.connections[0]), hole);
}

#[test]
fn a_capture_that_begins_in_the_middle_is_read_from_there() {
    let p = one_two_three();
    let capture = capture_of([&p[5], &p[6], &p[7]]);
    let back = &capture.recording.connections[0];
    assert_eq!(story(back), [(Client, bytes("twothree"))]);
    assert_eq!(back.server.addr.port(), 5985);
}

#[test]
fn a_packet_that_the_capture_cut_leaves_a_gap() {
    let mut p = one_two_three();
    let short = p[3].len() - 2;
    p[3].truncate(short);
    let capture = capture_of(&p);
    let expected = [(Client, What::Open), (Client, bytes("o")), (Client, What::Gap(2)), (Client, bytes("twothree"))];
    assert_eq!(story(&capture.recording.connections[0]), expected);
}

#[test]
fn errors_say_what_the_file_is_and_where_it_breaks() {
    let error = |file: &[u8]| capture::read(file).expect_err("it is no capture").to_string();
    assert_eq!(error(b""), "the capture is empty: not one byte");
    assert_eq!(error(b"GET / HTTP/1.1\r\n"), "not a capture: pcapng and pcap files do not begin with [47, 45, 54, 20]");
    assert_eq!(error(&[0x1f, 0x8b, 8, 0, 0]), "not a capture but a gzip file: unpack it first (gunzip)");
    let file = written(&[&Recording { connections: vec![connection(0, [(0, Client, What::Open)])] }]);
    let cut = error(&file[..file.len() - 1]);
    assert!(cut.starts_with("the capture is cut off within the block at byte "), "{cut}");
    let mut ethernet = Writer::new(Vec::new(), "").unwrap();
    ethernet.interface(&Interface { link_type: 1, name: "eth0", description: "" }).unwrap();
    ethernet.packet(0, Timestamp(0), &[0; 60], None).unwrap();
    let expected = "packet 1 has link type 1 (Ethernet), but only raw IP (101) can be read";
    assert_eq!(error(&ethernet.finish().unwrap()), expected);
    let mut huge = file.clone();
    huge.extend([6, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]);
    let expected = format!("the capture's block at byte {} claims 4294967295 bytes: the file is damaged", file.len());
    assert_eq!(error(&huge), expected);
}

static ABOUT: About =
    About { number: 1, title: "Plain HTTP", line: "", minutes: 1, before: "", objectives: &[], read_on: &[] };
static REQUEST: Line = Line { id: "plain.request", title: "What Alice asks", text: "" };
static AGAIN: Line = Line { id: "plain.again", title: "Once more", text: "" };
static LINE: Label = Label::new("wirewalk.test.line", "Request line", "It says what is wanted.", WIREWALK);
static WORD: Label = Label::new("wirewalk.test.word", "Word", "A word.", WIREWALK);

/// A message whose first group holds these words.
fn message(index: u32, side: Side, offset: u64, words: &[&str], meaning: Option<&'static str>) -> Message {
    let text = words.join(" ");
    let span = |range| Span::new(index, 0, range);
    let field = |label, range, value, children| Field { label, span: span(range), value, problem: None, children };
    let (mut at, mut children) = (0, Vec::new());
    for word in words {
        let mut value = Value::text(*word);
        value.meaning = meaning.filter(|_| at == 0).map(Into::into);
        children.push(field(&WORD, at..at + word.len(), value, vec![]));
        at += word.len() + 1;
    }
    let fields = vec![field(&LINE, 0..text.len(), Value::NONE, children)];
    let sources = vec![Source { origin: Origin::Wire, bytes: text.into() }];
    Message { connection: 0, index, side, at: Timestamp(0), offset, sources, fields }
}

/// A walk of two scenes: a request of 14 bytes in two pieces, an answer, an end; and a refusal.
fn transcript() -> Transcript {
    let said = |events| Recording { connections: vec![connection(0, events)] };
    let first = said(vec![
        (0, Client, What::Open),
        (1, Client, bytes("GET / ")),
        (2, Client, bytes("HTTP/1.1")),
        (3, Server, bytes("200 OKfluffy tail")),
        (4, Server, What::HalfClose),
        (5, Client, What::Close),
    ]);
    let second = said(vec![(10, Client, What::Open), (11, Server, What::Reset)]);
    let eve = vec![
        message(0, Client, 0, &["GET", "/", "HTTP/1.1"], Some("asks for a representation")),
        message(1, Server, 0, &["200", "OK"], None),
        message(2, Server, 6, &["fluffy tail"], None),
    ];
    let scene = |id, recording, eve| Scene { id, recording, secrets: Secrets::none(), eve, insider: vec![] };
    let exhibit = |message| Item::Message(Exhibit { scene: 0, message, insider: false, only: &[] });
    let mut transcript = Transcript::new(&ABOUT);
    transcript.scenes = vec![scene("plain", first, eve), scene("refused", second, vec![])];
    transcript.steps = vec![
        Step { line: &REQUEST, items: vec![exhibit(0)] },
        Step { line: &AGAIN, items: vec![exhibit(0), exhibit(2)] },
    ];
    transcript
}

#[test]
fn each_packet_of_a_lesson_says_which_step_tells_of_it_and_what_it_means() {
    let capture = read(&pcapng::lesson(Vec::new(), &transcript()).unwrap());
    let (alice, bob) = ("Alice (127.0.0.1:50000)", "Bob (127.0.0.1:5985)");
    let expected = [
        (1, format!("scene plain: {alice} opens a connection to {bob}")),
        (2, format!("{bob} accepts the connection")),
        (4, "steps plain.request (What Alice asks), plain.again (Once more): GET / HTTP/1.1: asks for a representation".into()),
        (6, "steps plain.request (What Alice asks), plain.again (Once more): continues GET / HTTP/1.1: asks for a representation".into()),
        (8, "200 OK: It says what is wanted.\nstep plain.again (Once more): fluffy tail: It says what is wanted.".into()),
        (10, format!("{bob} will send no more; {alice} still may")),
        (12, format!("{alice} will send no more either: the connection is over, in order")),
        (14, format!("scene refused: {alice} opens a connection to {bob}")),
        (15, format!("{bob} accepts the connection")),
        (17, format!("{bob} breaks the connection off: what was still on its way is lost")),
    ];
    assert_eq!(capture.comments, expected);
    assert_eq!(capture.recording.connections.len(), 2, "the second scene's connection has the first one's addresses");
}

#[test]
fn comments_are_short_whatever_a_message_holds() {
    let mut transcript = transcript();
    let long = "é".repeat(1000);
    transcript.scenes[0].eve = vec![message(0, Client, 0, &[&long, &long, &long, &long, &long], None)];
    let capture = read(&pcapng::lesson(Vec::new(), &transcript).unwrap());
    assert!(capture.comments.iter().all(|(_, text)| text.len() <= pcapng::MAX_COMMENT));
    assert!(capture.comments.iter().any(|(_, text)| text.ends_with("é…")), "{:?}", capture.comments);
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(recording in recordings()) {
        let capture = read(&written(&[&recording]));
        prop_assert_eq!(capture.recording.connections.len(), recording.connections.len());
        for original in &recording.connections {
            let back = capture.recording.connections.iter().find(|c| c.client.addr == original.client.addr).unwrap();
            prop_assert_eq!(back.server.addr, original.server.addr);
            prop_assert_eq!(story(back), story(original));
            prop_assert!(back.events.windows(2).all(|pair| pair[0].at <= pair[1].at));
        }
    }

    #[test]
    fn no_change_of_a_capture_breaks_the_reader(
        recording in recordings(), changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        end in any::<prop::sample::Index>(),
    ) {
        let mut file = written(&[&recording]);
        for (at, value) in changes {
            let at = at.index(file.len());
            file[at] = value;
        }
        let end = end.index(file.len()) + 1;
        if let Ok(capture) = capture::read(&file[..end]) {
            prop_assert!(capture.recording.payload_len() <= end as u64);
        }
    }

    #[test]
    fn the_reader_takes_any_bytes(file in prop::collection::vec(any::<u8>(), 0..200), magic in 0..4usize) {
        let magics: [&[u8]; 4] = [b"", b"\x0a\x0d\x0d\x0a\x1c\0\0\0\x4d\x3c\x2b\x1a", b"\xd4\xc3\xb2\xa1", b"\xa1\xb2\x3c\x4d"];
        match capture::read(&[magics[magic], &file].concat()[..]) {
            Ok(capture) => prop_assert!(capture.recording.payload_len() <= file.len() as u64),
            Err(CaptureError::Io(error)) => prop_assert!(false, "memory does not fail: {error}"),
            Err(_) => {}
        }
    }

    #[test]
    fn segments_in_any_order_make_the_same_streams(order in Just((3..9usize).collect::<Vec<_>>()).prop_shuffle()) {
        let p = one_two_three();
        // Data packets in this order; acknowledgments would say that what is not there yet is missing.
        let data = order.iter().filter(|i| *i % 2 == 1).map(|&i| &p[i]);
        let capture = capture_of([&p[0], &p[1], &p[2]].into_iter().chain(data));
        prop_assert_eq!(capture.recording.connections[0].stream(Client), b"onetwothree");
    }
}

/// Recordings of up to three connections, in the form in which the reader tells them: a connection opens, both talk, and
/// then it stays open, is broken off, or one side closes, the other goes on talking for a while and closes too.
fn recordings() -> impl Strategy<Value = Recording> {
    prop::collection::vec((any::<bool>(), talk(), ending()), 1..4).prop_map(|connections| Recording {
        connections: connections
            .into_iter()
            .enumerate()
            .map(|(id, (v6, talk, ending))| build(id as u32, v6, talk, ending))
            .collect(),
    })
}

#[derive(Clone, Debug)]
enum Ending {
    Open,
    Reset(Side),
    Closed(Side, Vec<What>, bool),
}

fn side() -> impl Strategy<Value = Side> {
    prop_oneof![Just(Client), Just(Server)]
}

fn said() -> impl Strategy<Value = What> {
    let len = prop_oneof![6 => 1..300usize, 2 => (MAX_SEGMENT - 1)..(MAX_SEGMENT + 2), 1 => 100_000..200_000usize];
    let bytes = (len, any::<u8>())
        .prop_map(|(len, seed)| What::Bytes((0..len).map(|i| (i as u8).wrapping_mul(31).wrapping_add(seed)).collect()));
    prop_oneof![8 => bytes, 1 => (2..100_000u64).prop_map(What::Gap), 1 => (1u64 << 30..1 << 33).prop_map(What::Gap)]
}

fn talk() -> impl Strategy<Value = Vec<(Side, What)>> {
    prop::collection::vec((side(), said()), 0..8)
}

fn ending() -> impl Strategy<Value = Ending> {
    let rest = prop::collection::vec(said(), 0..3);
    prop_oneof![
        Just(Ending::Open),
        side().prop_map(Ending::Reset),
        (side(), rest, any::<bool>()).prop_map(|(side, rest, close)| Ending::Closed(side, rest, close)),
    ]
}

fn build(id: u32, v6: bool, talk: Vec<(Side, What)>, ending: Ending) -> Connection {
    let mut events = vec![(Client, What::Open)];
    events.extend(talk);
    match ending {
        Ending::Open => {}
        Ending::Reset(side) => events.push((side, What::Reset)),
        Ending::Closed(side, rest, close) => {
            events.push((side, What::HalfClose));
            events.extend(rest.into_iter().map(|what| (side.other(), what)));
            events.extend(close.then_some((side.other(), What::Close)));
        }
    }
    let times = (1u64..).map(|i| i * 1_000_003 % 7_919); // not in order
    let mut connection = connection(id, events.into_iter().zip(times).map(|((side, what), at)| (at, side, what)));
    if v6 {
        connection.client.addr.set_ip(Ipv6Addr::LOCALHOST.into());
        connection.server.addr.set_ip(Ipv6Addr::new(0xfd00, 0, 0, 0, 0, 0, 0, 1).into());
    }
    connection
}
