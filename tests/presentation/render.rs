//! What is shown: snapshots of a transcript built by hand, and what must hold whatever a message says.

use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;
use serde_json::Value as Json;
use wirewalk::dissect::{Field, Label, Message, Origin, Problem, Source, Span, Value};
use wirewalk::paint::Paint;
use wirewalk::recording::{Side, Timestamp};
use wirewalk::render::ink::{Row, columns, is_unruly};
use wirewalk::render::json::{write_message, write_transcript};
use wirewalk::render::svg::picture;
use wirewalk::render::terminal::{Artifact, head_rows, question_rows, step_rows, summary_rows};
use wirewalk::rfc::WIREWALK;
use wirewalk::story::{Claim, Command, Exhibit, Item, LedgerRow, Prediction, Seen, Step, Transcript};
use wirewalk_testing::demo;
use wirewalk_testing::read_back::{message_json, transcript_json};

/// Everything that a walk shows, in order.
fn everything(transcript: &Transcript, width: usize) -> Vec<Row> {
    let mut rows = head_rows(&transcript.subject, width);
    for step in 0..transcript.steps.len() {
        rows.push(Row::new());
        rows.extend(step_rows(transcript, step, width));
    }
    rows.push(Row::new());
    rows.extend(question_rows(&Prediction::of(&demo::PREDICT, 0), width));
    let artifact = Artifact { path: "out/lesson2/lesson2.pcapng".into(), what: "Opens in Wireshark.".into() };
    rows.extend(summary_rows(transcript, &[artifact], width));
    rows
}

fn painted(rows: &[Row], paint: Paint) -> String {
    let mut out = Vec::new();
    paint.write(&mut out, rows).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_walk_looks_like_this_at_three_widths() {
    for width in [40, 80, 120] {
        let rows = everything(&demo::transcript(), width);
        insta::assert_snapshot!(format!("walk_at_{width}"), painted(&rows, Paint::Plain));
    }
}

/// What is printed of the demo's prediction where it is answered, after this choice.
fn answered(seed: u32, chosen: Option<usize>) -> String {
    let mut told = demo::transcript();
    told.steps[2].items =
        vec![told.steps[2].items[0].clone(), Item::Answers(Prediction::of(&demo::PREDICT, seed).answered(chosen))];
    painted(&step_rows(&told, 2, 80), Paint::Plain)
}

#[test]
fn a_choice_is_answered_in_its_own_words_and_every_one_where_none_was_made() {
    for seed in 0..12 {
        let prediction = Prediction::of(&demo::PREDICT, seed);
        let replies: Vec<&str> = prediction.choices().map(|choice| choice.reply).collect();
        for (place, choice) in prediction.choices().enumerate() {
            let text = answered(seed, Some(place));
            let told: Vec<&str> =
                replies.iter().copied().filter(|reply| !reply.is_empty() && text.contains(reply)).collect();
            let due: Vec<&str> = Some(choice.reply).filter(|reply| !reply.is_empty()).into_iter().collect();
            assert_eq!(told, due, "{text}");
            assert!(text.contains(&format!("{}  {}  You chose it.", place + 1, choice.text)), "{text}");
            assert!(
                text.contains(&format!("= {}  its length, to 16 bytes", prediction.right().unwrap() + 1)),
                "{text}"
            );
            assert_eq!(text.contains("often believed: Hashing is a kind of encryption."), choice.believes.is_some());
            assert_eq!(text.contains("see wirewalk.fernet.ciphertext in step 3"), choice.see.is_some(), "{text}");
            assert!(text.contains("AES works in blocks of 16 bytes"));
        }
        let all = answered(seed, None);
        assert!(replies.iter().all(|reply| all.contains(reply)) && !all.contains("You chose"), "{all}");
        assert_eq!(all.matches("  ✗ ").count(), 2, "{all}");
        assert!(answered(seed, Some(3)) == all, "what is no choice is none");
    }
}

#[test]
fn the_end_counts_what_was_predicted_and_leads_back() {
    let mut told = demo::transcript();
    let summary = |told: &Transcript| painted(&summary_rows(told, &[], 80), Paint::Plain);
    told.steps[2].items[1] = Item::Answers(Prediction::of(&demo::PREDICT, 0));
    assert!(!summary(&told).contains("What you predicted"), "who predicted nothing is told nothing");
    let right = Prediction::of(&demo::PREDICT, 0).right();
    told.steps[2].items[1] = Item::Answers(Prediction::of(&demo::PREDICT, 0).answered(right));
    assert!(summary(&told).contains("1 right, 0 wrong\n") && !summary(&told).contains("look again"));
    let wrong = (0..3).find(|place| Some(*place) != right);
    let again = Prediction::of(&demo::PREDICT, 0).answered(wrong);
    let said = again.choice().unwrap().text;
    told.steps[2].items[1] = Item::Answers(again);
    told.steps[3].items.push(Item::Answers(Prediction::of(&demo::PREDICT, 0)));
    let text = summary(&told);
    for part in [
        "✗ What will Eve be able to say about the message?",
        &format!("you said: {said}"),
        "it is: its length, to 16 bytes",
        "look again at step 3: What Eve sees of the answer",
        "0 right, 1 wrong, 1 not answered",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    let json = transcript_json(&told);
    assert_eq!(json["predictions"][0]["right"], false);
    assert_eq!((&json["predictions"][1]["right"], &json["seed"]), (&Json::Null, &Json::from(0)));
}

#[test]
fn colours_are_added_to_the_same_text() {
    let rows = everything(&demo::transcript(), 80);
    let coloured = painted(&rows, Paint::Ansi);
    insta::assert_snapshot!("walk_at_80_in_colour", coloured.replace('\x1b', "␛"));
    let parts = coloured.split('\x1b').enumerate();
    let plain: String = parts.map(|(i, p)| if i == 0 { p } else { p.split_once('m').unwrap().1 }).collect();
    // A swatch is there for its colours; without them its place is empty.
    assert_eq!(plain.replace('▒', " "), painted(&rows, Paint::Plain));
}

#[test]
fn patches_are_painted_with_24_bits_or_not_at_all_and_their_names_always_stand_there() {
    let rows = step_rows(&demo::transcript(), 6, 80);
    let [plain, ansi, rich] = [Paint::Plain, Paint::Ansi, Paint::True].map(|paint| painted(&rows, paint));
    for text in [&plain, &ansi, &rich] {
        assert!(text.contains("yellow") && text.contains("blue"));
    }
    assert!(!ansi.contains("48;2") && rich.contains("\x1b[48;2;250;220;60m    \x1b[0m"), "{rich:?}");
    let svg = picture("paint", &rows, 80);
    assert!(svg.contains("fill=\"#fadc3c\"") && svg.contains("fill=\"#325ac8\""), "{svg}");
}

#[test]
fn a_plot_is_self_contained_and_says_what_was_not_measured() {
    let walk = demo::transcript();
    let charts = walk.steps.iter().flat_map(|s| &s.items).filter_map(|i| match i {
        Item::Chart(chart) => Some(chart),
        _ => None,
    });
    let drawn: Vec<String> = charts.map(wirewalk::render::plot::draw).collect();
    assert_eq!(drawn.len(), 1);
    let svg = &drawn[0];
    assert!(!svg.contains("href") && !svg.contains("url(") && !svg.contains("NaN") && !svg.contains("inf"));
    assert!(svg.contains("extrapolated") && svg.contains("l e"), "the estimate is dashed and said to be one");
    assert_eq!(svg.matches("<circle").count(), 2 + 6, "the legend's dots and the points");
    let document = roxmltree::Document::parse(svg).expect("XML");
    assert_eq!(document.root_element().attribute("role"), Some("img"));
}

#[test]
fn a_picture_is_self_contained_and_the_same_each_time() {
    let rows = step_rows(&demo::transcript(), 2, 80);
    let svg = picture("lesson2 <walk>", &rows, 80);
    assert_eq!(svg, picture("lesson2 <walk>", &rows, 80));
    assert!(!svg.contains("href") && !svg.contains("url(") && !svg.contains("<walk>"), "{svg}");
    insta::assert_snapshot!("response.svg", svg);
}

/// A row may be wider than asked for only if it is there to be copied.
fn assert_fits(rows: &[Row], width: usize) {
    for row in rows {
        let text = row.to_string();
        assert!(row.is_verbatim() || row.width() <= width, "{} > {width}: {text}", row.width());
        assert!(unicode_width::UnicodeWidthStr::width(text.as_str()) <= columns(&text), "{text}");
    }
}

#[test]
fn no_row_is_wider_than_the_terminal() {
    for width in 40..=220 {
        assert_fits(&everything(&demo::transcript(), width), width);
    }
}

#[test]
fn each_label_is_explained_once_in_a_walk() {
    let text = painted(&everything(&demo::transcript(), 100), Paint::Plain);
    for why in [demo::METHOD.why, demo::VERSION.why, demo::LINE_END.why, demo::CIPHERTEXT.why, demo::PLAINTEXT.why] {
        let why = why.split_whitespace().take(4).collect::<Vec<_>>().join(" ");
        assert_eq!(text.matches(&why).count(), 1, "{why}");
    }
}

#[test]
fn what_is_left_out_is_counted() {
    let rows = step_rows(&demo::transcript(), 3, 80);
    let text = painted(&rows, Paint::Plain);
    for line in [
        "… 3 fields not shown here, 40 bytes",
        "… 3 fields not shown here, 25 bytes",
        "… 1 field not shown here, 32 bytes",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    let text = painted(&step_rows(&demo::transcript(), 2, 80), Paint::Plain);
    assert!(text.contains("… 60 more bytes"), "{text}");
}

static HOSTILE: Label = Label::new("wirewalk.unexplained", "Unexplained", "Nobody knows.", WIREWALK);

/// A message that says `text` and is wrong in the same words, holds `bytes`, and nests `depth` sources.
fn hostile(bytes: Vec<u8>, text: &str, depth: u16) -> Message {
    let length = bytes.len();
    let source = |i: u16| {
        let span = Span::new(0, i.saturating_sub(1), 0..length);
        let origin = if i == 0 { Origin::Wire } else { Origin::Base64(span) };
        Source { origin, bytes: bytes.clone().into() }
    };
    let field = |i: u16, children| Field {
        label: &HOSTILE,
        span: Span::new(0, i, 0..length),
        value: Value::text(text).meaning(text.to_string()),
        problem: Some(Problem(text.to_string().into())),
        children,
    };
    let fields = (0..depth).rev().fold(Vec::new(), |inner, i| vec![field(i, inner)]);
    let sources = (0..depth).map(source).collect();
    Message { connection: 7, index: 0, side: Side::Server, at: Timestamp(0), offset: 0, sources, fields }
}

/// A transcript in which everything that can come from outside says `text`.
fn hostile_walk(message: Message, text: &str) -> Transcript {
    let mut walk = demo::transcript();
    let own = || text.to_string();
    walk.scenes[0].eve = vec![message.clone()];
    walk.scenes[0].insider = vec![message];
    walk.scenes[0].recording.connections[0].client.name = own();
    walk.scenes[0].recording.connections[0].id = 7;
    let exhibit = Exhibit { scene: 0, message: 0, insider: false, only: Vec::new(), points: None };
    let items = vec![
        Item::Message(exhibit.clone()),
        Item::Message(Exhibit { message: 9, ..exhibit }),
        Item::Values(vec![(&demo::ELAPSED, own())]),
        Item::Table(vec![vec![own(), own(), own()], vec![own()], vec![]]),
        Item::Ledger(vec![LedgerRow { what: "all", seen: Seen::Read, evidence: own() }]),
        Item::Claim(Claim { id: "demo.hostile".into(), text: "It is tame.".into(), held: true, evidence: own() }),
        Item::Commands(vec![Command { why: "", line: own(), windows: Some(own()), look: "" }]),
    ];
    walk.steps = vec![Step::new(&demo::INTRO, items)];
    walk.kept.insert("demo.hostile", own());
    walk
}

/// Characters that terminals, lines or their neighbours suffer from, among others.
fn nasty_text() -> impl Strategy<Value = String> {
    let nasty = prop::sample::select("\x1b\u{9b}\r\n\t\0\x07\x08\x7f\u{85}\u{200b}\u{200d}\u{202e}\u{2028}\u{2066}\u{301}\u{fe0f}\u{feff}\u{ad}松🐿é<&\">' a[]".chars().collect::<Vec<_>>());
    prop::collection::vec(prop_oneof![4 => nasty, 1 => any::<char>()], 0..300).prop_map(String::from_iter)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn whatever_a_message_says_no_row_is_too_wide_and_no_control_character_comes_through(
        bytes in prop::collection::vec(any::<u8>(), 0..120), text in nasty_text(), depth in 1u16..40, width in 40usize..200,
    ) {
        let walk = hostile_walk(hostile(bytes, &text, depth), &text);
        let rows = everything(&walk, width);
        assert_fits(&rows, width);
        let plain = painted(&rows, Paint::Plain);
        prop_assert!(!plain.replace('\n', "").contains(is_unruly), "{plain:?}");
        let svg = picture(&text, &rows, width);
        prop_assert!(!svg.replace('\n', "").contains(is_unruly), "{svg:?}");
        let mut json = Vec::new();
        write_transcript(&mut json, &walk).unwrap();
        let json = String::from_utf8(json).unwrap();
        prop_assert!(!json.trim_end_matches('\n').contains(is_unruly), "{json:?}");
        let read: Json = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(read["kept"]["demo.hostile"].as_str(), Some(text.as_str()));
    }
}

#[test]
fn json_is_written_as_one_line_that_reads_back_the_same() {
    let walk = demo::transcript();
    let mut written = Vec::new();
    write_transcript(&mut written, &walk).unwrap();
    let text = String::from_utf8(written).unwrap();
    assert_eq!(text.lines().count(), 1);
    let read = serde_json::from_str::<Json>(&text).unwrap();
    assert_eq!(read["steps"].as_array().unwrap().len(), walk.steps.len());
    assert_eq!(read["scenes"].as_array().unwrap().len(), walk.scenes.len());

    let message = demo::response(true);
    let mut written = Vec::new();
    write_message(&mut written, &message).unwrap();
    // Keys come in the documented order, when read back too.
    let keys: Vec<String> = message_json(&message).as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys, ["format", "connection", "message", "side", "at", "offset", "sources", "fields"]);
    assert!(
        String::from_utf8(written)
            .unwrap()
            .starts_with(r#"{"format":1,"connection":0,"message":1,"side":"server","at":"1893553445.001234573""#)
    );
}

#[test]
fn json_holds_every_byte_and_no_key() {
    let walk = demo::transcript();
    let json = transcript_json(&walk);
    let response = demo::response(true);
    for (i, source) in response.sources.iter().enumerate() {
        let hex: String = source.bytes.iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(message_json(&response)["sources"][i]["hex"], hex.as_str());
        assert_eq!(json["scenes"][0]["insider"][1]["sources"][i]["hex"], hex.as_str());
    }
    assert_eq!(json["scenes"][0]["eve"][1]["sources"].as_array().unwrap().len(), 2);
    assert!(!json["scenes"][0]["eve"].to_string().contains(demo::SECRET));
    let text = json.to_string();
    let hex: String = demo::KEY.iter().map(|b| format!("{b:02x}")).collect();
    let base64 = base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE, demo::KEY);
    let spelled = std::str::from_utf8(&demo::KEY).unwrap();
    assert!(!text.contains(&hex) && !text.contains(&base64) && !text.contains(spelled));
}

/// However many bytes there are, and whichever: the writer takes them piece by piece.
#[test]
fn json_has_two_digits_for_each_byte_of_a_long_source() {
    let bytes: Vec<u8> = (0..=255).cycle().take(3 * 4096 + 17).collect();
    for len in [0, 1, 2047, 2048, 2049, 4096, bytes.len()] {
        let mut message = demo::response(false);
        message.sources = vec![Source { origin: Origin::Wire, bytes: bytes[..len].to_vec().into() }];
        let hex: String = bytes[..len].iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(message_json(&message)["sources"][0]["hex"], hex.as_str(), "{len} bytes");
    }
}

fn documentation() -> String {
    fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/json.md")).unwrap().replace("\r\n", "\n")
}

#[test]
fn the_example_in_the_documentation_is_current() {
    let mut example = message_json(&demo::response(true));
    // What remains is enough of an example: the token, and its plaintext.
    let fields = example["fields"].as_array_mut().unwrap();
    fields.drain(..3);
    let token = fields[0]["children"][0]["children"].as_array_mut().unwrap();
    token.retain(|f| f["name"] == "Time" || f["name"] == "Ciphertext");
    let example = format!("```json\n{}\n```\n", serde_json::to_string_pretty(&example).unwrap());
    assert!(documentation().contains(&example), "docs/json.md should have this example:\n{example}");
}

#[test]
fn every_key_is_documented() {
    fn keys(json: &Json, into: &mut Vec<String>) {
        match json {
            Json::Object(object) => object.iter().for_each(|(key, value)| {
                into.push(key.clone());
                // Keys under `kept` are a lesson's own.
                if key != "kept" {
                    keys(value, into);
                }
            }),
            Json::Array(array) => array.iter().for_each(|value| keys(value, into)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    keys(&transcript_json(&demo::transcript()), &mut found);
    found.sort();
    found.dedup();
    assert!(found.len() > 40, "{found:?}");
    let documentation = documentation();
    let missing: Vec<&String> = found.iter().filter(|k| !documentation.contains(&format!("`{k}`"))).collect();
    assert!(missing.is_empty(), "docs/json.md says nothing of {missing:?}");
}
