//! What the lessons claim, and how each claim is checked.
//!
//! A lesson names a claim by its id; here it is evaluated, from the messages of the scenes and the values that the lesson kept.
//! A lesson cannot vouch for itself.

pub(crate) mod gallery;
mod ledger;
mod lesson1;
mod lesson2;
mod lesson3;
mod lesson4;
mod lesson5;
mod lesson6;
mod lesson7;
mod lesson8;
pub mod search;
pub(crate) mod tls;

use crate::dissect::tiling;
use crate::story::{Claim, Scene, Transcript};

pub use ledger::ledger;

/// A claim before it is checked.
pub struct Check {
    /// Its id: `lesson1.secret-in-clear`.
    pub id: &'static str,
    /// The claim, for a person.
    pub text: &'static str,
    /// Checks it; says what was measured.
    pub check: fn(&Transcript) -> Verdict,
}

/// What came of a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whether the claim holds.
    pub held: bool,
    /// What was measured that says so.
    pub evidence: String,
}

impl Verdict {
    fn new(held: bool, evidence: impl Into<String>) -> Verdict {
        Verdict { held, evidence: evidence.into() }
    }
}

/// All claims of all lessons.
pub fn all() -> impl Iterator<Item = &'static Check> {
    let lessons = [lesson1::CHECKS, lesson2::CHECKS, lesson3::CHECKS, lesson4::CHECKS, lesson5::CHECKS];
    lessons
        .into_iter()
        .flatten()
        .chain(lesson5::BESIDE)
        .chain(lesson5::REFUSALS)
        .chain(lesson6::all())
        .chain(lesson7::CHECKS)
        .chain(lesson7::ATTACKS)
        .chain(lesson7::WORK)
        .chain(lesson8::CHECKS)
        .chain(lesson8::REFUSALS)
}

/// Checks the claim with this id. One that nobody defined does not hold.
pub fn check(id: &'static str, transcript: &Transcript) -> Claim {
    let Some(check) = all().find(|c| c.id == id) else {
        return Claim {
            id,
            text: "(no such claim)",
            held: false,
            evidence: "nobody defined how to check it".to_owned(),
        };
    };
    let Verdict { held, evidence } = (check.check)(transcript);
    Claim { id, text: check.text, held, evidence }
}

/// Evaluates `check`, whose steps may come to nothing: `None` says that the evidence is missing, and the claim fails.
fn with_evidence(check: impl FnOnce() -> Option<Verdict>) -> Verdict {
    check().unwrap_or_else(|| Verdict::new(false, "the evidence for it is missing from the recording"))
}

fn scene<'t>(transcript: &'t Transcript, id: &str) -> Option<&'t Scene> {
    transcript.scenes.iter().find(|s| s.id == id)
}

fn kept<'t>(transcript: &'t Transcript, id: &str) -> Option<&'t str> {
    transcript.kept.get(id).map(String::as_str)
}

/// Whether every byte of every scene has exactly one leaf and none is unexplained, in both views.
fn every_byte_explained(transcript: &Transcript) -> Verdict {
    let mut bytes = 0;
    for scene in &transcript.scenes {
        for message in scene.eve.iter().chain(&scene.insider) {
            let at = format!("scene `{}`, message {}", scene.id, message.index);
            if let Err(gap) = tiling::check(message) {
                return Verdict::new(false, format!("{at}: {gap}"));
            }
            if let Some(field) = message.walk().find(|f| f.label.id == "wirewalk.unexplained") {
                return Verdict::new(false, format!("{at}: {} bytes are unexplained", field.span.len()));
            }
        }
        let seen: u64 = scene.eve.iter().map(|m| m.crossed() as u64).sum();
        if !scene.is_file() && seen != scene.recording.payload_len() {
            let crossed = scene.recording.payload_len();
            return Verdict::new(
                false,
                format!("scene `{}`: {crossed} bytes crossed, {seen} are in messages", scene.id),
            );
        }
        bytes += seen;
    }
    Verdict::new(bytes > 0, format!("{bytes} bytes so far, every one in exactly one field"))
}
