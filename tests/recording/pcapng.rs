//! Recordings written as captures: nothing that was said is lost, and each packet says what it means.

use wirewalk::dissect::{Field, Label, Message, Origin, Source, Span, Value};
use wirewalk::recording::Side::{Client, Server};
use wirewalk::recording::capture::Skip;
use wirewalk::recording::secrets::{KeyLog, KeyLogProblem};
use wirewalk::recording::{Recording, Secrets, Side, Timestamp, What};
use wirewalk::render::pcapng::{self, Interface, Kind, LINKTYPE_RAW, Writer};
use wirewalk::rfc::WIREWALK;
use wirewalk::story::{About, Exhibit, Item, Line, Scene, Step, Transcript};
use wirewalk_testing::captures::{blocks, bytes, connection, packet, read, story, written};

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
    let file = written(&[&Recording { connections: vec![connection(0, said)] }]);
    let times: Vec<u64> = blocks(&file).filter_map(|block| Some(packet(block)?.0)).collect();
    assert_eq!(times, [50, 50, 50, 50, 50, 60, 60]);
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

static ABOUT: About =
    About { number: 1, title: "Plain HTTP", line: "", minutes: 1, before: "", objectives: &[], read_on: &[] };
static PLAIN: Line = Line { id: "plain", title: "Alice asks", text: "" };
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
    let scene =
        |id: &'static str, recording, eve| Scene { eve, insider: vec![], ..Scene::of(id, recording, Secrets::none()) };
    let exhibit =
        |message| Item::Message(Exhibit { scene: 0, message, insider: false, only: Vec::new(), points: None });
    let mut transcript = Transcript::new(&ABOUT);
    transcript.scenes = vec![scene("plain", first, eve), scene("refused", second, vec![])];
    transcript.scenes[0].announced = Some(0);
    transcript.steps = vec![
        Step::new(&PLAIN, Vec::new()),
        Step::new(&REQUEST, vec![exhibit(0)]),
        Step::new(&AGAIN, vec![exhibit(0), exhibit(2)]),
    ];
    transcript
}

#[test]
fn each_packet_of_a_lesson_says_which_step_tells_of_it_and_what_it_means() {
    let capture = read(&pcapng::lesson(Vec::new(), &transcript(), None).unwrap());
    let (alice, bob) = ("Alice (127.0.0.1:50000)", "Bob (127.0.0.1:5985)");
    let ack = |scene, who: &str| format!("{scene}: {who} has received everything up to here (TCP's own housekeeping)");
    let plain = "step plain (Alice asks)";
    let refused = "scene refused";
    let told = "shown in steps plain.request (What Alice asks), plain.again (Once more)";
    let expected = [
        format!("{plain}: {alice} opens a connection to {bob}"),
        format!("{plain}: {bob} accepts the connection"),
        ack(plain, alice),
        format!("{plain}: {told}: GET / HTTP/1.1: asks for a representation"),
        ack(plain, bob),
        format!("{plain}: {told}: continues GET / HTTP/1.1: asks for a representation"),
        ack(plain, bob),
        format!(
            "{plain}: 200 OK: It says what is wanted.\nshown in step plain.again (Once more): fluffy tail: It says what is wanted."
        ),
        ack(plain, alice),
        format!("{plain}: {bob} will send no more; {alice} still may"),
        ack(plain, alice),
        format!("{plain}: {alice} will send no more either: the connection ends in order"),
        ack(plain, bob),
        format!("{refused}: {alice} opens a connection to {bob}"),
        format!("{refused}: {bob} accepts the connection"),
        ack(refused, alice),
        format!("{refused}: {bob} resets the connection: anything still on its way is lost"),
    ];
    let expected: Vec<_> = (1..).zip(expected).collect();
    assert_eq!(capture.comments, expected);
    assert_eq!(capture.recording.connections.len(), 2, "the second scene's connection has the first one's addresses");
}

#[test]
fn what_the_parties_of_any_scene_knew_stands_in_the_capture() {
    let mut key_log = KeyLog::new();
    key_log.push("SERVER_TRAFFIC_SECRET_0", [1; 32], &[2; 48]);
    let mut transcript = transcript();
    transcript.scenes[0].secrets = Secrets::none().with_key_log(key_log.clone());
    transcript.scenes[1].secrets = Secrets::none().with_key_log(key_log.clone());
    let capture = read(&pcapng::lesson(Vec::new(), &transcript, Some(&transcript.key_log())).unwrap());
    assert_eq!(capture.key_log, key_log, "once, although two scenes had it");
    let capture = read(&pcapng::lesson(Vec::new(), &transcript, None).unwrap());
    assert!(capture.key_log.is_empty(), "Eve's own capture holds no secrets");
}

#[test]
fn comments_are_short_whatever_a_message_holds() {
    let mut transcript = transcript();
    let long = "é".repeat(1000);
    transcript.scenes[0].eve = vec![message(0, Client, 0, &[&long, &long, &long, &long, &long], None)];
    let capture = read(&pcapng::lesson(Vec::new(), &transcript, None).unwrap());
    assert!(capture.comments.iter().all(|(_, text)| text.len() <= pcapng::MAX_COMMENT));
    assert!(capture.comments.iter().any(|(_, text)| text.ends_with("é…")), "{:?}", capture.comments);
}
