//! What a claim is, how it is checked, and what claims, tables and ledgers read of a recording.
//!
//! A lesson names a claim by its id; it is evaluated from the messages of the scenes and the values that the lesson kept.
//! A lesson cannot vouch for itself.

pub mod call;
pub mod flows;
mod ledger;
pub mod search;
pub mod tls;
pub mod visits;

use crate::story::{Claim, Scene, Transcript};
use wirewalk_dissect::{names, pem, tiling};

pub use ledger::ledger;

/// A claim before it is checked.
pub struct Check {
    /// Its id: `lesson1.secret-in-clear`.
    pub id: &'static str,
    /// The claim, for a person.
    pub text: &'static str,
    /// Checks it; says what was measured. Its steps may come to nothing: then the evidence is missing, and the claim fails.
    pub check: fn(&Transcript) -> Option<Verdict>,
}

/// The claim with this id and text, checked like this.
pub const fn claim(id: &'static str, text: &'static str, check: fn(&Transcript) -> Option<Verdict>) -> Check {
    Check { id, text, check }
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
    /// A verdict with its evidence.
    pub fn new(held: bool, evidence: impl Into<String>) -> Verdict {
        Verdict { held, evidence: evidence.into() }
    }
}

/// Something that was verified, or why it is not good.
impl From<Result<String, String>> for Verdict {
    fn from(outcome: Result<String, String>) -> Verdict {
        Verdict::new(outcome.is_ok(), outcome.unwrap_or_else(|why| why))
    }
}

/// Checks the claim with this id, which is one of these. One that nobody defined does not hold.
pub fn check(id: &str, checks: &[&'static [Check]], transcript: &Transcript) -> Claim {
    let Some(check) = checks.iter().copied().flatten().find(|c| c.id == id) else {
        let evidence = "no check is defined for it".to_owned();
        return Claim { id: id.to_owned().into(), text: "(no such claim)".into(), held: false, evidence };
    };
    let missing = || Verdict::new(false, "the evidence for it is missing from the recording");
    let Verdict { held, evidence } = (check.check)(transcript).unwrap_or_else(missing);
    Claim { id: check.id.into(), text: check.text.into(), held, evidence }
}

/// The scene with this id.
pub fn scene<'t>(transcript: &'t Transcript, id: &str) -> Option<&'t Scene> {
    transcript.scenes.iter().find(|s| s.id == id)
}

/// What the lesson kept under this id.
pub fn kept<'t>(transcript: &'t Transcript, id: &str) -> Option<&'t str> {
    transcript.kept.get(id).map(String::as_str)
}

/// The first block of a PEM file that the lesson read, as DER.
pub fn der(transcript: &Transcript, file: &str) -> Option<Vec<u8>> {
    let text = String::from_utf8(scene(transcript, file)?.eve.first()?.wire().to_vec()).ok()?;
    pem::blocks(&text).ok()?.into_iter().next().map(|block| block.der.to_vec())
}

/// Whether every byte of every scene has exactly one leaf and none is unexplained, in both views.
pub fn every_byte_explained(transcript: &Transcript) -> Verdict {
    let mut bytes = 0;
    for scene in &transcript.scenes {
        for message in scene.eve.iter().chain(&scene.insider) {
            let at = format!("scene `{}`, message {}", scene.id, message.index);
            if let Err(gap) = tiling::check(message) {
                return Verdict::new(false, format!("{at}: {gap}"));
            }
            if let Some(field) = message.walk().find(|f| f.is(&names::UNEXPLAINED)) {
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
