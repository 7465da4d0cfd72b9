//! What the claims of several lessons read of a scene.

use super::{Verdict, scene, search, tls};
use crate::story::{Scene, Transcript};
use wirewalk_dissect::names::{fernet, http};
use wirewalk_dissect::recording::Side;
use wirewalk_dissect::{Message, pem, verify};

/// What an insider reads on one leg.
pub fn said(scene: &Scene, hop: u8) -> Vec<Message> {
    scene.on_hop(true, hop).cloned().collect()
}

/// A verdict on what a proof came to.
pub fn proof(outcome: Result<String, String>) -> Verdict {
    Verdict::new(outcome.is_ok(), outcome.unwrap_or_else(|why| why))
}

/// The schedule of a scene's first leg against its key log.
pub fn schedule(scene: &Scene) -> Verdict {
    proof(verify::schedule(&said(scene, 0), scene.secrets.key_log()))
}

/// Whether bytes stand in any source.
pub fn stands_in(messages: &[Message], bytes: &[u8]) -> bool {
    messages.iter().flat_map(|m| &m.sources).any(|s| search::find_bytes(&s.bytes, bytes))
}

/// The body of the answer on one leg, as an insider has it.
pub fn body(scene: &Scene, hop: u8) -> Option<&[u8]> {
    tls::fields(scene, (true, hop), Some(Side::Server), &http::BODY).next().map(|(m, f)| m.bytes(&f.span))
}

/// What the Fernet key opens of the first token on one leg.
pub fn opened(scene: &Scene, hop: u8) -> Option<&[u8]> {
    scene.on_hop(true, hop).find_map(|m| m.bytes_of(&fernet::PLAINTEXT))
}

/// The certificate in a file that the walk left, in DER.
pub fn certificate(t: &Transcript, file: &str) -> Option<Vec<u8>> {
    let text = String::from_utf8(scene(t, file)?.eve.first()?.wire().to_vec()).ok()?;
    pem::certificates(&text).ok()?.into_iter().next()
}

/// Whether the secret stands nowhere in what Eve has, and somewhere in what `key` opens.
pub fn hidden(scene: &Scene, secret: &str, key: &str) -> Verdict {
    let sources = |messages: &[Message]| {
        messages.iter().flat_map(|m| &m.sources).any(|s| search::find(&s.bytes, secret).is_some())
    };
    let streams = scene.recording.connections.iter().flat_map(|c| [c.stream(Side::Client), c.stream(Side::Server)]);
    let hidden = streams.into_iter().all(|bytes| search::find(&bytes, secret).is_none()) && !sources(&scene.eve);
    let control = sources(&scene.insider);
    let evidence = format!(
        "{} bytes searched in {} forms: {}; with the {key}: {}",
        scene.recording.payload_len(),
        search::forms(secret).len(),
        if hidden { "nothing" } else { "found" },
        if control { "found" } else { "nothing" },
    );
    Verdict::new(hidden && control, evidence)
}
