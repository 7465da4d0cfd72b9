//! The search for a secret in what somebody has: as it is, and in the disguises in which text travels.

use std::collections::HashSet;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use wirewalk_dissect::Message;
use wirewalk_dissect::recording::Side;
use wirewalk_ground::{self as ground, hex};

use super::Verdict;
use crate::story::Scene;

/// No disguise.
pub const AS_IT_IS: &str = "as plain text";

/// A disguise of the secret: its name, and the bytes that betray it.
pub struct Form {
    /// The disguise, for a person.
    pub name: &'static str,
    /// What to look for.
    pub bytes: Vec<u8>,
}

/// A place where the secret was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// In which disguise.
    pub form: &'static str,
    /// From which byte on.
    pub at: usize,
}

/// All disguises of a secret: plain, base64 in both alphabets at all three alignments, percent-encoding as little and as
/// much as possible, UTF-16 in both byte orders.
pub fn forms(secret: &str) -> Vec<Form> {
    let mut forms = vec![Form { name: AS_IT_IS, bytes: secret.into() }];
    for skip in 0..3 {
        forms.push(Form { name: "base64", bytes: base64_at(&STANDARD_NO_PAD, secret.as_bytes(), skip) });
        forms.push(Form { name: "url-safe base64", bytes: base64_at(&URL_SAFE_NO_PAD, secret.as_bytes(), skip) });
    }
    let percent = |keep: fn(u8) -> bool| {
        let byte = |b: u8| if keep(b) { char::from(b).to_string() } else { format!("%{b:02X}") };
        secret.bytes().map(byte).collect::<String>().into_bytes()
    };
    forms.push(Form { name: "percent-encoded", bytes: percent(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b)) });
    forms.push(Form { name: "percent-encoded throughout", bytes: percent(|_| false) });
    forms.push(Form { name: "with + for spaces", bytes: secret.replace(' ', "+").into_bytes() });
    forms.push(Form { name: "UTF-16LE", bytes: secret.encode_utf16().flat_map(u16::to_le_bytes).collect() });
    forms.push(Form { name: "UTF-16BE", bytes: secret.encode_utf16().flat_map(u16::to_be_bytes).collect() });
    // A secret without spaces and the like has fewer disguises.
    let mut seen = HashSet::new();
    forms.retain(|f| !f.bytes.is_empty() && seen.insert(f.bytes.clone()));
    forms
}

/// The secret's own characters of base64, when `skip` bytes stand before it: the first and last characters also depend on
/// the neighbours and are left out.
fn base64_at(engine: &impl Engine, secret: &[u8], skip: usize) -> Vec<u8> {
    let text = engine.encode([&vec![0; skip], secret].concat());
    let (first, last) = ((skip * 8).div_ceil(6), (skip + secret.len()) * 8 / 6);
    text.get(first..last).unwrap_or("").as_bytes().to_vec()
}

/// The first place where `secret` stands in `bytes`, in whatever disguise; without regard to upper and lower case.
pub fn find(bytes: &[u8], secret: &str) -> Option<Hit> {
    let lower = bytes.to_ascii_lowercase();
    forms(secret)
        .iter()
        .find_map(|form| ground::find(&lower, &form.bytes.to_ascii_lowercase()).map(|at| Hit { form: form.name, at }))
}

/// Whether bytes stand in other bytes, as they are, in hexadecimal or in base64, whatever the line breaks.
pub fn find_bytes(within: &[u8], bytes: &[u8]) -> bool {
    let mut joined = within.to_ascii_lowercase();
    joined.retain(|b| !b"\r\n".contains(b));
    let hex = hex(bytes);
    let text = (0..3).map(|skip| base64_at(&STANDARD_NO_PAD, bytes, skip));
    let stands = |hay: &[u8], needle: &[u8]| !needle.is_empty() && ground::find(hay, needle).is_some();
    stands(within, bytes)
        || stands(&joined, hex.as_bytes())
        || text.into_iter().any(|needle| stands(&joined, &needle.to_ascii_lowercase()))
}

/// Whether bytes stand in any source of these messages.
pub fn stands_in(messages: &[Message], bytes: &[u8]) -> bool {
    messages.iter().flat_map(|m| &m.sources).any(|s| find_bytes(&s.bytes, bytes))
}

/// Whether a secret stands nowhere in Eve's recording, and the same search finds it in what is opened `with` the scene's keys.
pub fn hidden(scene: &Scene, secret: &str, with: &str) -> Verdict {
    let sources =
        |messages: &[Message]| messages.iter().flat_map(|m| &m.sources).any(|s| find(&s.bytes, secret).is_some());
    let mut streams = scene.recording.connections.iter().flat_map(|c| [c.stream(Side::Client), c.stream(Side::Server)]);
    let hidden = streams.all(|bytes| find(&bytes, secret).is_none()) && !sources(&scene.eve);
    let control = sources(&scene.insider);
    let evidence = format!(
        "{} bytes searched in {} forms: {}; with {with}: {}",
        scene.recording.payload_len(),
        forms(secret).len(),
        if hidden { "nothing" } else { "found" },
        if control { "found" } else { "nothing" },
    );
    Verdict::new(hidden && control, evidence)
}
