//! The glossary: every term is there once, has a sentence, and is shown by the step that it names; the command, and who asks
//! for a term that is not there.

use std::collections::{BTreeMap, BTreeSet};
use std::process::{Command, Output};

use wirewalk::LESSONS;
use wirewalk::glossary::{TERMS, Term, find, nearest, sorted};
use wirewalk::stage::Lesson;
use wirewalk::story::{Step, Transcript};

use crate::{quiz, walked};

fn walk(lesson: u8) -> Option<&'static Transcript> {
    let lesson: &'static Lesson = LESSONS.iter().find(|l| l.about.number == lesson)?;
    Some(&walked(lesson).transcript)
}

/// Whether a text has this as a word, or as several; of a long word also the plural. Abbreviations are looked for as they are.
fn has(text: &str, name: &str) -> bool {
    let abbreviation = name.chars().filter(|c| c.is_uppercase()).count() > 1;
    let (text, name) = match abbreviation {
        true => (text.to_owned(), name.to_owned()),
        false => (text.to_lowercase(), name.to_lowercase()),
    };
    let part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(&name).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + name.len()..]);
        let after = after
            .strip_prefix("es")
            .or(after.strip_prefix('s'))
            .filter(|rest| !part(rest.chars().next()))
            .unwrap_or(after);
        !part(before.chars().next_back()) && !part(after.chars().next())
    })
}

#[test]
fn there_are_many_terms_each_once_and_each_in_one_sentence() {
    assert!(TERMS.len() >= 60, "{} terms", TERMS.len());
    let mut seen = BTreeMap::new();
    for term in TERMS {
        for name in term.names() {
            let before = seen.insert(name.to_lowercase(), term.name);
            assert_eq!(before, None, "{name:?} is a name of {:?} too", term.name);
        }
        let says = term.says;
        assert!(says.ends_with('.') && !says.trim_end_matches('.').contains(". "), "not one sentence: {says}");
        assert!(says.len() <= 160, "{} has {} bytes: {says}", term.name, says.len());
        assert!(!says.contains(['\n', '`']), "{says}");
    }
    let anchors: BTreeSet<String> = TERMS.iter().map(Term::anchor).collect();
    assert_eq!(anchors.len(), TERMS.len(), "two terms have one address");
    assert!(sorted().is_sorted_by_key(|term| term.name.to_lowercase()));
}

#[test]
fn every_step_that_is_named_is_there_and_shows_the_term() {
    let mut wrong = Vec::new();
    for term in TERMS {
        let Some((lesson, id)) = term.shown else { continue };
        let Some(walk) = walk(lesson) else {
            wrong.push(format!("{}: there is no lesson {lesson}", term.name));
            continue;
        };
        let step = walk.steps.iter().find(|step| step.id == id);
        let shows = |step: &Step| term.names().any(|name| has(&quiz::whole(walk, step), name));
        match step.map(shows) {
            None => wrong.push(format!("{}: lesson {lesson} has no step {id}", term.name)),
            Some(false) => wrong.push(format!("{}: step {id} of lesson {lesson} does not show it", term.name)),
            Some(true) => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let unseen = TERMS.iter().filter(|term| term.shown.is_none()).count();
    assert_eq!(unseen, 0, "that many terms are shown by no lesson");
}

/// Words in capitals that are no terms of the field.
const PLAIN: [&str; 11] = ["GET", "SEQUENCE", "TRUE", "FALSE", "BEGIN", "END", "GCHQ", "URL", "IP", "UTF", "SHA"];

#[test]
fn every_abbreviation_that_a_lesson_uses_is_known() {
    let mut unknown = BTreeSet::new();
    for lesson in LESSONS.iter().take(4) {
        for step in &walked(lesson).transcript.steps {
            let text = format!("{} {}", step.title, step.text);
            let words = text.split(|c: char| !c.is_alphanumeric());
            let short = words.filter(|w| w.len() > 1 && w.chars().all(|c| c.is_uppercase() || c.is_ascii_digit()));
            let short = short.filter(|w| w.chars().any(char::is_uppercase) && !PLAIN.contains(w));
            unknown
                .extend(short.filter(|w| find(w).is_none()).map(|w| format!("{w} (lesson {})", lesson.about.number)));
        }
    }
    assert!(unknown.is_empty(), "neither in the glossary nor in ordinary use: {unknown:?}");
}

/// Terms that a step may name before another one shows them: it says what they are, or in which lesson they come.
const AHEAD: [(&str, &str); 8] = [
    ("TCP", "hello"),
    ("cipher", "mallory"),
    ("forward secrecy", "leak"),
    ("signature", "key"),
    ("certificate", "mallory.missing"),
    ("transcript hash", "curve"),
    ("RSA", "history"),
    // The square root.
    ("root", "work"),
];

#[test]
fn lessons_1_to_4_introduce_a_term_before_they_use_it() {
    let mut early = Vec::new();
    for term in TERMS {
        let Some((lesson, shows)) = term.shown.filter(|(lesson, _)| *lesson <= 4) else { continue };
        let first = LESSONS.iter().take(4).find_map(|l| {
            let steps = &walked(l).transcript.steps;
            let used = |step: &&Step| has(&format!("{} {}", step.title, step.text), term.name);
            Some((l.about.number, steps.iter().find(used)?.id.to_string()))
        });
        let Some((number, id)) = first else { continue };
        let place = |lesson: u8, id: &str| {
            let walk = walk(lesson).expect("a lesson");
            (lesson, walk.steps.iter().position(|step| step.id == id))
        };
        let ahead = AHEAD.contains(&(term.name, id.as_str()));
        if !ahead && place(number, &id) < place(lesson, shows) {
            early.push(format!("{}: used in lesson {number}, {id}; shown in lesson {lesson}, {shows}", term.name));
        }
    }
    assert!(early.is_empty(), "{}", early.join("\n"));
}

#[test]
fn terms_are_found_by_any_name_and_similar_ones_are_suggested() {
    for (asked, name) in
        [("hash", "hash"), ("sha-256", "hash"), ("Digest", "hash"), ("0-rtt", "early data"), (" sni ", "SNI")]
    {
        assert_eq!(find(asked).map(|term| term.name), Some(name), "{asked}");
    }
    assert_eq!(find("walrus"), None);
    for (asked, name) in [
        ("hmca", "HMAC"),
        ("certifcate", "certificate"),
        ("forward secracy", "forward secrecy"),
        ("smugg", "request smuggling"),
    ] {
        assert!(nearest(asked).iter().any(|term| term.name == name), "{asked}: {:?}", nearest(asked));
    }
    assert!(nearest("walrus").is_empty());
}

fn glossary(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wirewalk"));
    command.arg("glossary").args(arguments).env("NO_COLOR", "1").output().expect("it starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

#[test]
fn the_command_explains_one_term_or_all_of_them() {
    let one = glossary(&["transcript", "hash"]);
    let said = text(&one.stdout);
    assert!(one.status.success() && said.starts_with("transcript hash\n"), "{said}");
    assert!(said.contains("lesson 3, step agreed.derived"), "{said}");
    let all = text(&glossary(&[]).stdout);
    assert!(TERMS.iter().all(|term| all.contains(term.name)));
    assert!(all.lines().all(|line| line.chars().count() <= 100), "{all}");
    let json: serde_json::Value = serde_json::from_slice(&glossary(&["--json"]).stdout).expect("JSON");
    assert_eq!(json.as_array().map(Vec::len), Some(TERMS.len()));
    let hash: serde_json::Value = serde_json::from_slice(&glossary(&["hash", "--json"]).stdout).expect("JSON");
    assert_eq!((&hash[0]["term"], &hash[0]["lesson"], &hash[0]["step"]), (&"hash".into(), &2.into(), &"key".into()));
}

#[test]
fn an_unknown_term_has_status_1_and_a_hint() {
    let unknown = glossary(&["certifcate"]);
    assert_eq!(unknown.status.code(), Some(1));
    let why = text(&unknown.stderr);
    assert!(why.contains("no term \"certifcate\"") && why.contains("did you mean certificate"), "{why}");
    let why = text(&glossary(&["walrus"]).stderr);
    assert!(why.contains("lists all terms") && !why.contains("did you mean"), "{why}");
}

#[test]
fn a_lessons_page_explains_the_terms_up_to_it() {
    let page = |number: u8| {
        let lesson = LESSONS.iter().find(|l| l.about.number == number).expect("a lesson");
        let name = format!("lesson{number}.html");
        let bytes = walked(lesson).file(&name).expect("the page");
        text(bytes)
    };
    let (first, second) = (page(1), page(2));
    for (term, shown) in [("TLS", [true, true]), ("hash", [false, true]), ("certificate", [false, false])] {
        let entry = format!("\"term\":\"{term}\"");
        assert_eq!([first.contains(&entry), second.contains(&entry)], shown, "{term}");
    }
}
