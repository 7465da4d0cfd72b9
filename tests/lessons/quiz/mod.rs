//! Our own quiz: what each lesson's objectives promise, as questions, and the steps whose text and bytes answer them.
//!
//! A table per lesson, in a file of its own: add `mod lessonN;` here, and there a `QUIZ` with a test that calls [`answered`].
//! The test plays the walk and finds the evidence; an answer that a reader could not find in the walk fails it.

mod lesson1;
mod lesson10;
mod lesson2;
mod lesson3;
mod lesson4;
mod lesson5;
mod lesson6;
mod lesson7;
mod lesson8;
mod lesson9;

use std::collections::BTreeSet;

use wirewalk::dissect::{Field, Message};
use wirewalk::render::value::datum_text;
use wirewalk::stage::Lesson;
use wirewalk::story::{Item, Step, Transcript, words};

use crate::walked;

/// A question that somebody can answer after the walk, and where the answer is.
pub struct Asked {
    /// Which of the lesson's objectives it belongs to, from 1.
    pub objective: usize,
    /// The question.
    pub ask: &'static str,
    /// What answers it, all of it.
    pub proof: &'static [Proof],
}

/// A place in the walk, and what stands there. Every first word is the id of a step.
#[derive(Clone, Copy, Debug)]
pub enum Proof {
    /// The step's prose contains these words.
    Says(&'static str, &'static str),
    /// What the step shows below its prose contains these words: a value, a table, a ledger, a claim, an answer.
    Shows(&'static str, &'static str),
    /// The step shows a message with a field of this id.
    Field(&'static str, &'static str),
    /// The step makes this claim, and it held.
    Holds(&'static str, &'static str),
}

use Proof::{Field as Bytes, Holds, Says, Shows};

/// Plays the lesson and looks up every answer; there are at least eight questions, and some for every objective.
pub fn answered(lesson: &'static Lesson, quiz: &[Asked]) {
    let walk = &walked(lesson).transcript;
    let number = lesson.about.number;
    assert!(quiz.len() >= 8, "lesson {number} has {} questions; eight are the least", quiz.len());
    let asked: BTreeSet<&str> = quiz.iter().map(|q| q.ask).collect();
    assert_eq!(asked.len(), quiz.len(), "lesson {number} asks something twice");
    let covered: BTreeSet<usize> = quiz.iter().map(|q| q.objective).collect();
    let promised: BTreeSet<usize> = (1..=lesson.about.objectives.len()).collect();
    assert_eq!(covered, promised, "lesson {number}: the objectives with questions, and those that it has");
    let missing: Vec<String> = quiz.iter().flat_map(|asked| lacks(walk, asked.ask, asked.proof)).collect();
    assert!(missing.is_empty(), "lesson {number} does not answer:\n{}", missing.join("\n"));
}

/// The proofs of a question that are not in the walk.
fn lacks(walk: &Transcript, ask: &str, proof: &[Proof]) -> Vec<String> {
    assert!(!proof.is_empty(), "nothing answers {ask:?}");
    let lacking = proof.iter().filter(|proof| !found(walk, **proof));
    lacking.map(|proof| format!("{ask}: {proof:?}")).collect()
}

fn found(walk: &Transcript, proof: Proof) -> bool {
    let (Says(id, _) | Shows(id, _) | Bytes(id, _) | Holds(id, _)) = proof;
    let Some(step) = walk.steps.iter().find(|step| step.id == id) else { return false };
    match proof {
        Says(_, said) => contains(&words(&step.text), said) || contains(&step.title, said),
        Shows(_, words) => step.items.iter().any(|item| contains(&text(walk, item), words)),
        Bytes(_, field) => fields(walk, step).iter().any(|f| f.label.id == field),
        Holds(_, claim) => step.items.iter().any(|i| matches!(i, Item::Claim(c) if c.id == claim && c.held)),
    }
}

/// Whatever the case, and however it is broken into lines.
fn contains(text: &str, words: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    plain(text).contains(&plain(words))
}

/// The fields that a step shows, those that it folds away left out.
fn fields<'t>(walk: &'t Transcript, step: &'t Step) -> Vec<&'t Field> {
    fn add<'t>(field: &'t Field, only: &[&str], inside: bool, shown: &mut Vec<&'t Field>) {
        let inside = inside || only.is_empty() || only.contains(&field.label.id);
        if inside {
            shown.push(field);
        }
        field.children.iter().for_each(|child| add(child, only, inside, shown));
    }
    let mut shown = Vec::new();
    for item in &step.items {
        if let Item::Message(exhibit) = item
            && let Some(message) = walk.exhibit(exhibit)
        {
            message.fields.iter().for_each(|field| add(field, &exhibit.only, false, &mut shown));
        }
    }
    shown
}

/// What an item says, one part after the other.
fn text(walk: &Transcript, item: &Item) -> String {
    let parts: Vec<String> = match item {
        Item::Values(values) => values.iter().map(|(name, value)| format!("{}: {value}", name.text)).collect(),
        Item::Table(rows) => rows.iter().map(|row| row.join(" | ")).collect(),
        Item::Ledger(rows) => rows.iter().map(|r| format!("{}: {} {}", r.what, r.seen.as_str(), r.evidence)).collect(),
        Item::Claim(claim) => vec![format!("{}: {}", claim.text, claim.evidence)],
        Item::Answers(prediction) => {
            let replies = prediction.question.choices.iter().map(|choice| choice.reply.to_owned());
            replies.chain([prediction.question.because.to_owned()]).collect()
        }
        Item::Folded { table, .. } => table.iter().map(|row| row.join(" | ")).collect(),
        Item::Code(name, lines) => vec![format!("{}: {lines}", name.text)],
        Item::Commands(all) => all.iter().map(|c| format!("{}: {} {}", c.why, c.line, c.look)).collect(),
        Item::Message(exhibit) => walk.exhibit(exhibit).map(said).into_iter().collect(),
        _ => Vec::new(),
    };
    parts.join("\n")
}

/// All that a step says and shows.
pub fn whole(walk: &Transcript, step: &Step) -> String {
    let items: Vec<String> = step.items.iter().map(|item| text(walk, item)).collect();
    format!("{}\n{}\n{}", step.title, step.text, items.join("\n"))
}

/// The names of a message's fields, what each is for, and what its value means.
fn said(message: &Message) -> String {
    let fields = message.walk().map(|f| {
        let (value, meaning) =
            (datum_text(&f.value.datum).unwrap_or_default(), f.value.meaning.as_deref().unwrap_or_default());
        let problem = f.problem.as_ref().map(ToString::to_string).unwrap_or_default();
        format!("{} {}: {value} {meaning} {problem} {}", f.label.name, f.label.id, f.label.why)
    });
    fields.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_not_in_the_walk_is_no_answer() {
    let walk = &walked(&wirewalk::lesson1::LESSON).transcript;
    for proof in [
        Says("no-such-step", "HTTP"),
        Says("hello", "the walrus"),
        Shows("plain.heard", "the walrus"),
        Bytes("plain.request", "http.response.code"),
        Holds("plain.search", "lesson1.forgery-accepted"),
    ] {
        assert_eq!(lacks(walk, "?", &[proof]).len(), 1, "{proof:?}");
    }
}
