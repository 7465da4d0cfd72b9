//! The point first: what a step is about is shown, the rest is folded and stays within reach, in the terminal, in JSON and on the page.

use wirewalk::LESSONS;
use wirewalk::dissect::{Message, names};
use wirewalk::render::ink::{Ink, Row};
use wirewalk::render::terminal::{
    Artifact, Detail, View, folding_rows, head_rows, is_parted, item_rows, step_rows, summary_rows,
};
use wirewalk::story::{Exhibit, Item, Piece, Scene, Step, Transcript, introduced, pieces, words};
use wirewalk_testing::demo;
use wirewalk_testing::read_back::transcript_json;
use wirewalk_testing::walked::walked;

/// A screen, less its footer.
const SCREEN: usize = 23;

fn texts(rows: &[Row]) -> String {
    rows.iter().map(|row| format!("{row}\n")).collect()
}

/// The demo, its second step about these fields.
fn about(points: Option<&[&'static str]>) -> Transcript {
    let mut walk = demo::transcript();
    let exhibit = Exhibit { scene: 0, message: 1, insider: true, only: Vec::new(), points: points.map(<[_]>::to_vec) };
    walk.steps[2].items = vec![Item::Message(exhibit)];
    walk
}

fn shown(walk: &Transcript, detail: Detail) -> String {
    texts(&item_rows(walk, 2, 0, View::new(80, detail)))
}

#[test]
fn a_step_shows_the_fields_that_it_is_about_in_their_order_and_counts_the_rest() {
    let points: &[&str] = &["wirewalk.fernet.timestamp", "http.response.code"];
    let walk = about(Some(points));
    let names: Vec<_> = points.iter().map(|id| demo::response(true).find_id(id).expect("a field").label.name).collect();
    for detail in [Detail::Brief, Detail::Paged] {
        let text = shown(&walk, detail);
        let places: Vec<_> = names.iter().map(|name| text.find(&format!("• {name}"))).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{text}");
        assert!(text.contains(" 2 of ") && text.matches("• ").count() == 2, "{text}");
        assert_eq!(text.contains("d shows all"), detail == Detail::Paged, "{text}");
    }
    assert_eq!(shown(&walk, Detail::All), shown(&about(None), Detail::All), "everything is there on request");
    let whole = shown(&about(None), Detail::Brief);
    assert!(whole.contains("message 1 · ") && !whole.contains("• "), "what is not folded is whole: {whole}");
}

#[test]
fn a_folded_message_is_one_line_that_says_how_much_it_is_and_how_to_see_it() {
    let walk = about(Some(&[]));
    let leaves = demo::response(true).walk().filter(|field| field.is_leaf()).count();
    let text = shown(&walk, Detail::Brief);
    assert!(text.lines().count() <= 2 && text.starts_with("▸ "), "{text}");
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(joined.contains(&format!("{leaves} fields in ")) && joined.ends_with("folded; --detail all"), "{text}");
}

#[test]
fn json_holds_everything_and_marks_what_is_folded() {
    let [whole, folded] = [None, Some(&["http.response.code"][..])].map(|points| transcript_json(&about(points)));
    assert_eq!(whole["scenes"], folded["scenes"]);
    assert_eq!(whole["steps"][2]["items"][0]["points"], serde_json::Value::Null);
    assert_eq!(folded["steps"][2]["items"][0]["points"][0], "http.response.code");
}

#[test]
fn words_that_name_a_field_lead_to_it_and_read_like_others_where_nothing_leads() {
    let text = "She says [whom she wants](tls.handshake.extensions_server_name), and [1] (no link), `a[0]`.";
    let field = Piece::Field { words: "whom she wants", id: "tls.handshake.extensions_server_name" };
    let plain = [Piece::Plain("She says "), field, Piece::Plain(", and [1] (no link), `a[0]`.")];
    assert_eq!(pieces(text), plain);
    assert_eq!(words(text), "She says whom she wants, and [1] (no link), `a[0]`.");
    for text in ["[", "[]()", "[a](b)", "[a](b.c", "a](b.c)", "[[a](b.c)", "[a](b c.d)"] {
        assert!(words(text).len() == text.len() || text == "[[a](b.c)", "{text}");
    }
    let mut walk = demo::transcript();
    walk.steps[2].text = text.into();
    let rows = step_rows(&walk, 2, 80);
    assert!(texts(&rows).contains("She says whom she wants, and [1] (no link), `a[0]`."), "{}", texts(&rows));
    let run = rows.iter().flat_map(|row| &row.runs).find(|run| run.ink() == Ink::Field).expect("a link");
    assert_eq!(run.text(), "whom she wants");
    let step = &transcript_json(&walk)["steps"][2];
    assert_eq!(
        (step["text"].as_str(), step["links"][0]["words"].as_str()),
        (Some(&*words(text)), Some("whom she wants"))
    );
}

#[test]
fn the_summary_says_what_failed_first_and_counts_the_rest_by_scene() {
    let mut walk = demo::transcript();
    let rows = |walk: &Transcript, detail| texts(&summary_rows(walk, &[], View::new(80, detail)));
    let brief = rows(&walk, Detail::Brief);
    let [failed, counted] = ["✗ FAILED  The answer is as long", "✗  1 of  2 held"].map(|text| brief.find(text));
    assert!(failed.is_some() && failed < counted && brief.contains("1 held, 1 FAILED"), "{brief}");
    assert!(!brief.contains("Eve does not find") && brief.contains("--detail all"), "{brief}");
    assert!(rows(&walk, Detail::All).contains("Eve does not find"));
    for item in walk.steps.iter_mut().flat_map(|step| &mut step.items) {
        if let Item::Claim(claim) = item {
            claim.held = true;
        }
    }
    assert!(rows(&walk, Detail::Brief).contains("✓  2 of  2 held"));
}

#[test]
fn where_nobody_turns_pages_long_bytes_take_a_row_and_all_are_counted() {
    let mut walk = demo::transcript();
    let response = demo::response(true);
    let long = response.walk().filter(|field| field.is_leaf() && field.span.bits.is_none() && field.span.len() > 16);
    for field in long {
        let points = [field.label.id];
        let exhibit = Exhibit { scene: 0, message: 1, insider: true, only: Vec::new(), points: Some(points.to_vec()) };
        walk.steps[2].items = vec![Item::Message(exhibit)];
        let text = shown(&walk, Detail::Brief);
        let row = text.lines().find(|line| line.starts_with("• ")).expect("the field");
        let (bytes, more) = row.split_once(" … ").unwrap_or_else(|| panic!("{text}"));
        let hex = bytes.split_whitespace().rev().take_while(|word| word.len() == 2).count();
        assert_eq!(more, format!("{} more", field.span.len() - hex), "{text}");
    }
}

#[test]
fn of_an_answer_nobody_gave_the_right_one_is_told_and_what_many_believe() {
    let walk = &walked(LESSONS[4]).transcript;
    let text =
        |detail| (0..walk.steps.len()).map(|at| texts(&step_rows(walk, at, View::new(80, detail)))).collect::<String>();
    let [brief, all] =
        [Detail::Brief, Detail::All].map(|detail| text(detail).split_whitespace().collect::<Vec<_>>().join(" "));
    let predictions = walk.predictions().filter(|(_, prediction)| !prediction.is_open());
    for choice in predictions.flat_map(|(_, prediction)| prediction.choices()).filter(|choice| !choice.reply.is_empty())
    {
        let reply = words(choice.reply);
        assert!(all.contains(&reply), "{reply}");
        assert_eq!(brief.contains(&reply), choice.believes.is_some(), "{reply}");
    }
}

#[test]
fn a_label_belongs_to_the_lesson_that_introduces_it() {
    assert_eq!(introduced::introduced_in("http.host"), Some(1));
    assert_eq!(introduced::introduced_in("x509ce.dNSName"), Some(4));
    assert_eq!(introduced::introduced_in("x509ce.pathLenConstraint"), Some(8), "the longest family counts");
    assert_eq!(introduced::introduced_in("dns.qry.name"), None);
    assert!(introduced::is_known(5, "http.host") && !introduced::is_known(1, "http.host"));
    for (lesson, families) in introduced::INTRODUCED {
        for family in *families {
            assert!(
                names::labels()
                    .iter()
                    .any(|label| label.id.starts_with(family) && introduced::introduced_in(label.id) == Some(*lesson)),
                "no label begins with {family}, of lesson {lesson}"
            );
        }
    }
}

fn rows(walk: &Transcript, step: usize, detail: Detail) -> usize {
    step_rows(walk, step, View::new(80, detail)).len()
}

fn message<'t>(walk: &'t Transcript, item: &Item) -> Option<&'t Message> {
    match item {
        Item::Message(exhibit) => walk.exhibit(exhibit),
        _ => None,
    }
}

/// In a played course: screens are few, answers are near, words lead somewhere, and what was introduced was shown.
#[test]
fn a_walk_keeps_its_budgets_and_its_promises() {
    let walks: Vec<&Transcript> = LESSONS.iter().map(|lesson| &walked(lesson).transcript).collect();
    let (mut steps, mut fit) = (0, 0);
    for walk in walks.iter().copied() {
        let number = walk.subject.lesson().expect("a lesson").number;
        for (at, step) in walk.steps.iter().enumerate() {
            let (rows, name) = (rows(walk, at, Detail::Paged), format!("lesson {number}, {}", step.id));
            assert!(rows <= 3 * SCREEN, "{name} takes {rows} rows: fold some of it");
            (steps, fit) = (steps + 1, fit + usize::from(rows <= SCREEN));
            near(walk, at, &name);
            leads(walk, step, &name);
        }
        introduces(walk, number);
    }
    assert!(2 * fit >= steps, "{fit} of {steps} steps fit on one screen");
    assert!(piped(walks[4]) <= 900, "lesson 5 takes {} lines when it is piped", piped(walks[4]));
}

/// How many lines a walk takes where nobody turns pages.
fn piped(walk: &Transcript) -> usize {
    let view = View::new(80, Detail::Brief);
    let step = |at: usize| step_rows(walk, at, view).len() + usize::from(is_parted(walk, at, None, view));
    let saved = ["pcapng", "-with-secrets.pcapng", "keys", "json", "html"];
    let saved = saved.map(|kind| Artifact { path: format!("out/lesson5.{kind}"), what: "a few words".into() });
    let ends = head_rows(&walk.subject, 80).len() + folding_rows(view).len() + summary_rows(walk, &saved, view).len();
    ends + (0..walk.steps.len()).map(step).sum::<usize>()
}

/// An answer stands within two screens of the evidence before it: what was measured or shown in its step or the step before.
fn near(walk: &Transcript, at: usize, name: &str) {
    let is_evidence = |item: &Item| !matches!(item, Item::Asks(_) | Item::Answers(_) | Item::Claim(_));
    let items = &walk.steps[at].items;
    for (i, item) in items.iter().enumerate() {
        let Item::Answers(prediction) = item else { continue };
        if prediction.is_open() {
            continue;
        }
        let question = prediction.question;
        let view = View::new(80, Detail::Paged);
        let before = items[..i].iter().position(is_evidence).unwrap_or(i);
        let between = item_rows(walk, at, before, view).len() - item_rows(walk, at, i, view).len();
        assert!(between <= 2 * SCREEN, "{name}: the answer to {} is {between} rows below its evidence", question.id);
    }
}

/// Words that name a field lead to one that the step shows.
fn leads(walk: &Transcript, step: &Step, name: &str) {
    for piece in pieces(&step.text) {
        let Piece::Field { words, id } = piece else { continue };
        let shown = step.items.iter().filter_map(|item| message(walk, item)).any(|m| m.find_id(id).is_some());
        assert!(shown, "{name}: “{words}” names {id}, and nothing that the step shows has it");
    }
}

/// Whoever introduces a family shows some of it.
fn introduces(walk: &Transcript, lesson: u8) {
    let families =
        introduced::INTRODUCED.iter().filter(|(number, _)| *number == lesson).flat_map(|(_, families)| *families);
    let of_files = |scene: &Scene| scene.fullest().to_vec();
    for family in families {
        let in_walk =
            walk.scenes.iter().flat_map(of_files).any(|m| m.walk().any(|field| field.label.id.starts_with(family)));
        assert!(in_walk, "lesson {lesson} introduces {family}, and nothing of it is in its walk");
    }
}
