//! Walks that were frozen: what is said about them may change only on purpose.
//!
//! `tests/captures/lessonN.pcapng` is what a walk left behind, `lesson2.key` that walk's key,
//! `lesson3.x25519` that walk's private keys, `lesson5.keys`, `lesson6.keys`, `lesson7.keys`, `lesson8.keys`, `lesson9.keys` and `lesson10.keys` those walks' TLS secrets. `WIREWALK_PICTURES=write` makes the
//! pictures in `img/` anew; otherwise they are compared.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use wirewalk::compare;
use wirewalk::dissect::{Message, dissect, file, tiling};
use wirewalk::exchange::PrivateKey;
use wirewalk::fernet::Key;
use wirewalk::palette::{PAINTS, Pot};
use wirewalk::recording::secrets::KeyLog;
use wirewalk::recording::{Recording, Secrets, capture};
use wirewalk::render::ink::Row;
use wirewalk::render::{gist, plot, svg, terminal};
use wirewalk::story::{About, Chart, Exhibit, Item, Line, Name, Point, Scene, Series, Step, Swatches, Transcript};
use wirewalk_testing::trees;

use crate::frozen_tls;

fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The names of all files in `tests/captures`.
fn names() -> Vec<String> {
    let files = fs::read_dir(here("tests/captures")).expect("frozen captures").flatten();
    let mut names: Vec<_> = files.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// The lesson of this capture, if it is what a lesson's walk left.
fn lesson_of(name: &str) -> Option<u8> {
    name.strip_prefix("lesson")?.strip_suffix(".pcapng")?.parse().ok()
}

/// The lessons whose walks are frozen: all that are there, so that no new one is passed over.
fn walks() -> Vec<u8> {
    let walks: Vec<u8> = names().iter().filter_map(|name| lesson_of(name)).collect();
    assert!(!walks.is_empty(), "this test looks for frozen walks in the wrong place");
    walks
}

/// What each of these tests goes through, all frozen captures do: one that nobody compares would be frozen in vain.
#[test]
fn every_file_among_the_captures_is_compared_by_some_test() {
    let names = names();
    let snapshots = here("tests/dissection/snapshots");
    for name in &names {
        let stem = name.split('.').next().unwrap_or_default();
        let capture = format!("{stem}.pcapng");
        assert!(names.contains(&capture), "tests/captures/{name} belongs to no capture there: remove it");
        if let Some(number) = lesson_of(&capture) {
            let fields = |whose: &str| snapshots.join(format!("dissection__frozen__lesson{number}_fields{whose}.snap"));
            let compared = ["", "_for_eve"].iter().any(|whose| fields(whose).is_file());
            assert!(
                compared,
                "what is said about {capture} is compared with nothing: add \
                 what_is_said_about_lesson_{number}_does_not_change to {}",
                file!()
            );
        } else {
            assert!(
                frozen_tls::names().any(|known| known == stem),
                "tests/captures/{capture} is compared by no test: call it lessonN.pcapng if it is what a walk left; \
                 otherwise say in tests/dissection/frozen_tls.rs how it is made, in OPENSSL or RUSTLS"
            );
        }
    }
    for name in frozen_tls::names() {
        assert!(names.contains(&format!("{name}.pcapng")), "{name} is not in tests/captures: frozen_tls makes it");
    }
}

/// A frozen walk: what it recorded, and what its parties knew.
fn frozen(number: u8) -> (Recording, Secrets) {
    let file = fs::File::open(here(&format!("tests/captures/lesson{number}.pcapng"))).expect("a frozen capture");
    let mut recording = capture::read(file).expect("a capture of ours").recording;
    // A capture knows addresses only. Who is who: a port in the fifteen thousands is the wire from Mallory to Bob; in lesson
    // 4 Carol answers, and Mallory calls her after Bob; in lesson 7 it is Peggy's wire to Bob, whoever else was on it.
    let mallory_was_there: Vec<bool> = recording.connections.iter().map(|c| c.server.addr.port() > 15_000).collect();
    for (i, connection) in recording.connections.iter_mut().enumerate() {
        let inner = mallory_was_there[i];
        let outer_of_two = mallory_was_there.get(i + 1) == Some(&true);
        let (client, server) = match (number, inner, outer_of_two) {
            (4, ..) => (if i == 0 { "Bob" } else { "Mallory" }, "Carol"),
            (7, true, _) => ("Peggy", "Bob"),
            (7, false, _) => ("Alice", "Peggy"),
            (10, false, _) => ("Alice", "Bob"),
            (_, true, _) => ("Mallory", "Bob"),
            (_, false, true) => ("Alice", "Mallory"),
            (_, false, false) => ("Alice", "Bob"),
        };
        connection.hop = u8::from(inner);
        (connection.client.name, connection.server.name) = (client.to_owned(), server.to_owned());
    }
    let key = fs::read_to_string(here(&format!("tests/captures/lesson{number}.key")));
    let secrets =
        key.map_or_else(|_| Secrets::none(), |text| Secrets::none().with_fernet(Key::from_text(&text).expect("a key")));
    let (key_log, errors) =
        KeyLog::parse(&fs::read(here(&format!("tests/captures/lesson{number}.keys"))).unwrap_or_default());
    assert!(errors.is_empty(), "lesson {number}: its key log can be read");
    let secrets = secrets.with_key_log(key_log);
    let private = fs::read_to_string(here(&format!("tests/captures/lesson{number}.x25519"))).unwrap_or_default();
    (recording, private.lines().fold(secrets, |all, line| all.with_x25519(private_key(line))))
}

/// A private key of X25519 from its 64 hexadecimal digits.
fn private_key(line: &str) -> PrivateKey {
    let byte = |i: usize| u8::from_str_radix(&line[2 * i..2 * i + 2], 16).expect("hexadecimal digits");
    PrivateKey::from(std::array::from_fn(byte))
}

static ABOUT: About =
    About { number: 1, title: "Frozen", line: "", minutes: 1, before: "", objectives: &[], read_on: &[] };
static LINE: Line = Line { id: "frozen", title: "A frozen walk", text: "" };

/// A transcript that shows every message of a frozen walk, in both views.
fn transcript(number: u8) -> Transcript {
    let (recording, secrets) = frozen(number);
    let eve: Vec<_> = dissect(&recording, &Secrets::none()).collect();
    let insider: Vec<_> = dissect(&recording, &secrets).collect();
    let mut transcript = Transcript::new(&ABOUT);
    let views: &[bool] = if secrets.is_empty() { &[false] } else { &[false, true] };
    let count = |view: bool| if view { insider.len() } else { eve.len() };
    for (view, message) in views.iter().flat_map(|view| (0..count(*view)).map(move |m| (*view, m))) {
        let exhibit = Exhibit { scene: 0, message, insider: view, only: Vec::new(), points: None };
        transcript.steps.push(Step::new(&LINE, vec![Item::Message(exhibit)]));
    }
    transcript.scenes.push(Scene { id: "frozen".into(), announced: None, recording, secrets, eve, insider });
    transcript
}

#[test]
fn every_byte_of_a_frozen_walk_is_explained() {
    for number in walks() {
        let (recording, secrets) = frozen(number);
        for view in [&Secrets::none(), &secrets] {
            let messages: Vec<_> = dissect(&recording, view).collect();
            let seen: u64 = messages.iter().map(|m| m.crossed() as u64).sum();
            assert_eq!(seen, recording.payload_len(), "lesson {number}: every byte is in a message");
            for message in &messages {
                tiling::check(message).expect("leaves tile every source");
                assert!(message.find_id("wirewalk.unexplained").is_none(), "lesson {number}: {}", trees::tree(message));
            }
        }
    }
}

#[test]
fn what_is_said_about_lesson_1_does_not_change() {
    let (recording, _) = frozen(1);
    let messages: Vec<_> = dissect(&recording, &Secrets::none()).collect();
    insta::assert_snapshot!("lesson1_fields", trees::trees(&messages));
}

#[test]
fn what_is_said_about_lesson_4_does_not_change() {
    let (recording, _) = frozen(4);
    let messages: Vec<_> = dissect(&recording, &Secrets::none()).collect();
    insta::assert_snapshot!("lesson4_fields", trees::trees(&messages));
}

#[test]
fn what_is_said_about_lesson_2_does_not_change() {
    let (recording, secrets) = frozen(2);
    let eve: Vec<_> = dissect(&recording, &Secrets::none()).collect();
    insta::assert_snapshot!("lesson2_fields_for_eve", trees::trees(&eve));
    let insider: Vec<_> = dissect(&recording, &secrets).collect();
    insta::assert_snapshot!("lesson2_fields_for_an_insider", trees::trees(&insider));
}

#[test]
fn what_is_said_about_lesson_3_does_not_change() {
    let (recording, secrets) = frozen(3);
    let eve: Vec<_> = dissect(&recording, &Secrets::none()).collect();
    insta::assert_snapshot!("lesson3_fields_for_eve", trees::trees(&eve));
    let insider: Vec<_> = dissect(&recording, &secrets).collect();
    insta::assert_snapshot!("lesson3_fields_for_an_insider", trees::trees(&insider));
}

/// Of lesson 10 the first flow is.
fn first_one(recording: &Recording, messages: impl Iterator<Item = Message>) -> Vec<Message> {
    let first = recording.connections.first().map(|flow| flow.id);
    messages.filter(|m| Some(m.connection) == first).collect()
}

/// Of the connections of lessons 5 to 9 the first two are snapshots enough.
fn first_two(messages: impl Iterator<Item = Message>) -> Vec<Message> {
    messages.filter(|m| m.connection <= 1).collect()
}

#[test]
fn what_is_said_about_lesson_5_does_not_change() {
    let (recording, secrets) = frozen(5);
    let eve = first_two(dissect(&recording, &Secrets::none()));
    insta::assert_snapshot!("lesson5_fields_for_eve", trees::trees(&eve));
    let insider = first_two(dissect(&recording, &secrets));
    insta::assert_snapshot!("lesson5_fields_for_an_insider", trees::trees(&insider));
}

#[test]
fn what_is_said_about_lesson_6_does_not_change() {
    let (recording, secrets) = frozen(6);
    let eve = first_two(dissect(&recording, &Secrets::none()));
    insta::assert_snapshot!("lesson6_fields_for_eve", trees::trees(&eve));
    let insider = first_two(dissect(&recording, &secrets));
    insta::assert_snapshot!("lesson6_fields_for_an_insider", trees::trees(&insider));
}

#[test]
fn what_is_said_about_lesson_7_does_not_change() {
    let (recording, secrets) = frozen(7);
    // The two legs of the first request.
    let insider = first_two(dissect(&recording, &secrets));
    insta::assert_snapshot!("lesson7_fields_for_an_insider", trees::trees(&insider));
    let eve = first_two(dissect(&recording, &Secrets::none()));
    insta::assert_snapshot!("lesson7_fields_for_eve", trees::trees(&eve));
}

#[test]
fn what_is_said_about_lesson_8_does_not_change() {
    let (recording, secrets) = frozen(8);
    let eve = first_two(dissect(&recording, &Secrets::none()));
    insta::assert_snapshot!("lesson8_fields_for_eve", trees::trees(&eve));
    let insider = first_two(dissect(&recording, &secrets));
    insta::assert_snapshot!("lesson8_fields_for_an_insider", trees::trees(&insider));
}

#[test]
fn what_is_said_about_lesson_9_does_not_change() {
    let (recording, secrets) = frozen(9);
    // Two visits, the second with a ticket of the first.
    let eve = first_two(dissect(&recording, &Secrets::none()));
    insta::assert_snapshot!("lesson9_fields_for_eve", trees::trees(&eve));
    let insider = first_two(dissect(&recording, &secrets));
    insta::assert_snapshot!("lesson9_fields_for_an_insider", trees::trees(&insider));
}

#[test]
fn what_is_said_about_lesson_10_does_not_change() {
    let (recording, secrets) = frozen(10);
    // One visit over QUIC.
    let eve = first_one(&recording, dissect(&recording, &Secrets::none()));
    insta::assert_snapshot!("lesson10_fields_for_eve", trees::trees(&eve));
    let insider = first_one(&recording, dissect(&recording, &secrets));
    insta::assert_snapshot!("lesson10_fields_for_an_insider", trees::trees(&insider));
}

/// What each message is called where there is room for one line: of each walk what is new in it.
#[test]
fn every_message_is_told_in_a_few_words() {
    let mut told = BTreeSet::new();
    let mut gists = String::new();
    for number in walks() {
        let (recording, secrets) = frozen(number);
        for (view, secrets) in [("Eve", &Secrets::none()), ("an insider", &secrets)] {
            gists += &format!("lesson {number}, for {view}\n");
            let new = dissect(&recording, secrets).filter(|m| told.insert(gist::gist(m)));
            new.for_each(|m| gists += &format!("  {}\n", gist::describe(&m).lines().next().unwrap_or_default()));
        }
    }
    insta::assert_snapshot!("gists", gists);
}

fn page(transcript: &Transcript, width: usize) -> String {
    let rows =
        (0..transcript.steps.len()).flat_map(|step| terminal::step_rows(transcript, step, width).into_iter().skip(2));
    rows.map(|row: Row| format!("{row}\n")).collect()
}

#[test]
fn a_terminal_shows_frozen_walks_as_ever() {
    for number in walks() {
        let mut transcript = transcript(number);
        if number >= 5 {
            let few = if number == 8 { 7 } else { 14 };
            let is_first = |item: &Item| matches!(item, Item::Message(e) if e.message < few && e.insider);
            transcript.steps.retain(|step| step.items.iter().any(is_first));
        }
        for width in [80, 120] {
            insta::assert_snapshot!(format!("lesson{number}_at_{width}"), page(&transcript, width));
        }
    }
}

/// What a step shows, without the step's own head.
fn drawn(transcript: &Transcript, step: usize, title: &str) -> String {
    let rows: Vec<Row> = terminal::step_rows(transcript, step, 100).into_iter().skip(3).collect();
    svg::picture(title, &rows, 100)
}

/// A message of a frozen walk: the first that holds this field.
fn from_walk(number: u8, field: &str, title: &str) -> String {
    let mut transcript = transcript(number);
    // The first connection says enough; what others say would count as explained before.
    let first = |step: &Step| match &step.items[..] {
        [Item::Message(exhibit)] => transcript.exhibit(exhibit).is_some_and(|m| m.connection == 0),
        _ => false,
    };
    let steps = transcript.steps.iter().filter(|step| first(step)).cloned().collect();
    transcript.steps = steps;
    let shows = |step: &Step| match &step.items[..] {
        [Item::Message(exhibit)] => transcript.exhibit(exhibit).is_some_and(|m| m.find_id(field).is_some()),
        _ => false,
    };
    let step = transcript.steps.iter().position(shows).expect("a message to draw");
    drawn(&transcript, step, title)
}

/// A record with data, and what is in it.
const RECORD: &[&str] = &[
    "wirewalk.tls.content",
    "tls.record.opaque_type",
    "tls.record.length",
    "wirewalk.tls.ciphertext",
    "wirewalk.tls.tag",
    "tls.record.content_type",
];

/// The record in which a client says who it is.
const FLIGHT: &[&str] = &[
    "tls.handshake.client_cert_vrfy.sig",
    "tls.record.opaque_type",
    "x509ce.uniformResourceIdentifier",
    "x509ce.KeyPurposeId",
    "wirewalk.tls.signed_content.context",
];

/// A certificate in an encrypted record: whom it is for, and until when.
const ENDED: &[&str] = &["x509af.notAfter", "x509ce.dNSName", "tls.record.opaque_type"];

/// A ticket, as a server gives it.
const TICKET: &[&str] = &[
    "tls.handshake.session_ticket",
    "tls.record.opaque_type",
    "tls.handshake.session_ticket_lifetime_hint",
    "tls.handshake.session_ticket_age_add",
    "tls.handshake.session_ticket_nonce",
    "tls.early_data.max_early_data_size",
];

/// What opens the first packet of QUIC.
const INITIAL: &[&str] = &[
    "wirewalk.quic.initial.secret",
    "wirewalk.quic.initial.salt",
    "wirewalk.quic.initial.connection_id",
    "wirewalk.quic.initial.client_secret",
    "wirewalk.quic.initial.key",
    "quic.remaining_payload",
    "quic.frame",
];

/// Some fields of the first message of a frozen walk that holds the first of them, as Eve has it.
fn for_everybody(number: u8, only: &'static [&'static str], title: &str) -> String {
    let mut transcript = transcript(number);
    let message = transcript.scenes[0].eve.iter().position(|m| m.find_id(only[0]).is_some());
    let message = message.expect("a message to draw");
    transcript.steps[0].items =
        vec![Item::Message(Exhibit { scene: 0, message, insider: false, only: only.to_vec(), points: None })];
    drawn(&transcript, 0, title)
}

/// Some fields of the last message of a frozen walk's first connection that holds the first of them.
fn part_of_walk(number: u8, only: &'static [&'static str], title: &str) -> String {
    let mut transcript = transcript(number);
    let insider = &transcript.scenes[0].insider;
    let holds = |m: &Message| m.connection == 0 && m.find_id(only[0]).is_some();
    let message = insider.iter().rposition(holds).expect("a message to draw");
    transcript.steps[0].items =
        vec![Item::Message(Exhibit { scene: 0, message, insider: true, only: only.to_vec(), points: None })];
    drawn(&transcript, 0, title)
}

/// What a proxy tells about a client whose certificate is good, in a frozen walk.
fn told(number: u8, title: &str) -> String {
    let only: &[_] = &["http.request.uri", "http.request.line"];
    let mut transcript = transcript(number);
    let good = |m: &Message| m.find_id("wirewalk.http.x_ssl_client_cn").is_some() && m.find_id("tls.record").is_none();
    let good = |m: &Message| good(m) && m.find_id("http.x_forwarded_for").is_some();
    let message = transcript.scenes[0].eve.iter().position(good).expect("a message to draw");
    transcript.steps[0].items =
        vec![Item::Message(Exhibit { scene: 0, message, insider: false, only: only.to_vec(), points: None })];
    drawn(&transcript, 0, title)
}

/// Some fields of a frozen file.
fn from_file(name: &'static str, only: &'static [&'static str], title: &str) -> String {
    let message = file(fs::read(here(&format!("tests/files/{name}"))).expect("a frozen file")).message;
    let mut transcript = Transcript::new(&ABOUT);
    let item = Item::Message(Exhibit { scene: 0, message: 0, insider: false, only: only.to_vec(), points: None });
    transcript.steps.push(Step::new(&LINE, vec![item]));
    let (recording, secrets) = (Recording::default(), Secrets::none());
    let (eve, insider) = (vec![message.clone()], vec![message]);
    transcript.scenes.push(Scene { id: name.into(), announced: None, recording, secrets, eve, insider });
    drawn(&transcript, 0, title)
}

#[test]
fn the_pictures_are_what_the_program_draws() {
    let parts = &["x509af.validity_element", "x509ce.KeyUsage", "x509ce.dNSName"];
    let pictures = [
        ("lesson1", from_walk(1, "http.request.method", "lesson1: what Alice sent")),
        ("lesson2", from_walk(2, "wirewalk.fernet.plaintext", "lesson2: a token, opened")),
        ("lesson3", from_walk(3, "wirewalk.dh.shared_secret", "lesson3: from two public keys to one key")),
        ("lesson4", from_file("leaf.cer", parts, "lesson4: from when to when, for what, for whom")),
        ("lesson5", part_of_walk(5, RECORD, "lesson5: Bob's answer, as Eve has it and as Alice has it")),
        ("lesson6", part_of_walk(6, FLIGHT, "lesson6: who Alice is, and her signature, sealed and opened")),
        ("lesson7", told(7, "lesson7: what Peggy tells Bob about Alice, in the clear")),
        ("lesson8", part_of_walk(8, ENDED, "lesson8: what is wrong with this certificate?")),
        ("lesson9", part_of_walk(9, TICKET, "lesson9: a ticket for the second visit, sealed and opened")),
        ("lesson10", for_everybody(10, INITIAL, "lesson10: the keys of the first packet, which everyone can derive")),
    ];
    for (name, drawn) in pictures {
        same_picture(&format!("img/{name}.svg"), &drawn);
    }
    same_picture("img/lesson3-paint.svg", &paint_svg());
    same_picture("img/lesson3-plot.svg", &plot::draw(&measured()));
    same_picture("img/compare.svg", &compare::svg::draw(&compared()));
}

/// The frozen walks side by side; in lesson 4 nobody tells the secret.
fn compared() -> Vec<compare::Compared> {
    let one = |lesson: &&wirewalk::stage::Lesson| {
        let number = lesson.about.number;
        let secret = (number != 4).then(|| "fluffy tail".to_owned());
        let options = compare::Options { secret, secrets: frozen(number).1 };
        let capture = here(&format!("tests/captures/lesson{number}.pcapng"));
        let compared = compare::read(&capture, &options).expect("a frozen capture");
        compare::Compared { name: format!("{number} {}", lesson.about.title), ..compared }
    };
    wirewalk::LESSONS.iter().map(one).collect()
}

fn same_picture(name: &str, drawn: &str) {
    let file = here(name);
    if std::env::var_os("WIREWALK_PICTURES").is_some_and(|v| v == "write") {
        fs::create_dir_all(here("img")).and_then(|()| fs::write(&file, drawn)).expect("img/ can be written");
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        kept == drawn,
        "{name} is not what is drawn now; WIREWALK_PICTURES=write cargo test --test dissection frozen:: makes it anew"
    );
}

/// Lesson 3's pots with colours that stay: yellow for all, magenta for Alice, blue for Bob.
fn paint_svg() -> String {
    static NAMES: [Name; 5] = [
        Name { id: "public", text: "public colour" },
        Name { id: "private", text: "private colour" },
        Name { id: "from-alice", text: "Alice mixes and sends" },
        Name { id: "from-bob", text: "Bob mixes and sends" },
        Name { id: "shared", text: "each ends with" },
    ];
    let [public, alices, bobs] = ["yellow", "magenta", "blue"].map(|word| {
        let (_, rgb) = PAINTS.iter().find(|(name, _)| *name == word).expect("a paint");
        Pot::new(*rgb)
    });
    let (from_alice, from_bob) = (public.mixed_with(alices), public.mixed_with(bobs));
    let cells = [
        [Some(public), Some(public), Some(public)],
        [Some(alices), None, Some(bobs)],
        [Some(from_alice), Some(from_alice), None],
        [None, Some(from_bob), Some(from_bob)],
        [Some(from_bob.mixed_with(alices)), Some(from_alice.mixed_with(from_bob)), Some(from_alice.mixed_with(bobs))],
    ];
    let rows =
        NAMES.iter().zip(cells).map(|(name, row)| (name, row.map(|pot| pot.map(Pot::swatch)).to_vec())).collect();
    let swatches = Swatches { head: &["Alice", "Eve, on the wire", "Bob"], rows };
    let mut transcript = Transcript::new(&ABOUT);
    transcript.steps.push(Step::new(&LINE, vec![Item::Swatches(swatches)]));
    let rows: Vec<Row> = terminal::step_rows(&transcript, 0, 90).into_iter().skip(3).collect();
    svg::picture("lesson3: a colour agreed in public", &rows, 90)
}

/// A measurement of lesson 3 as it once was, in nanoseconds.
fn measured() -> Chart {
    static TITLE: Name = Name { id: "title", text: "Time to find the exponent" };
    static BITS: Name = Name { id: "bits", text: "bits of p" };
    static ESTIMATE: Name = Name { id: "estimate", text: "extrapolated from the last measurement, not measured" };
    static FORCE: Name = Name { id: "force", text: "brute force" };
    static STRIDES: Name = Name { id: "strides", text: "baby-step giant-step" };
    let force = [10.4, 40.8, 163.6, 754.7, 2_700.0, 11_800.0, 48_600.0, 191_200.0, 745_600.0];
    let strides = [37.9, 52.1, 100.2, 209.3, 432.0, 850.7, 1_900.0, 3_600.0, 7_200.0];
    let series = |name, microseconds: [f64; 9], doublings: i32| {
        let points = (12..).step_by(2).zip(microseconds).map(|(bits, us)| Point::measured(bits, us / 1e6));
        let further = [40, 48].map(|bits| (bits, (bits as i32 - 28) * doublings / 2));
        let last = microseconds[8] / 1e6;
        let estimated = further.map(|(bits, n)| Point::estimated(bits, last * f64::from(1 << n)));
        Series { name, points: points.chain(estimated).collect() }
    };
    let series = vec![series(&FORCE, force, 2), series(&STRIDES, strides, 1)];
    Chart { title: &TITLE, across: &BITS, estimate: &ESTIMATE, series }
}
