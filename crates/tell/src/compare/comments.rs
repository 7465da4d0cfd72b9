//! What a lesson's capture says of its connections in the comments on their first packets: the scene, and who is who.

use std::net::SocketAddr;

/// A connection's opening, as the comment on its SYN tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The step that announced the scene.
    pub step: String,
    /// The scene's title; the step's id where nobody announced it.
    pub title: String,
    /// Who opens it.
    pub client: (String, SocketAddr),
    /// Who is called.
    pub server: (String, SocketAddr),
}

/// Reads `step plain (Scene 1: Alice asks Bob): Alice (127.0.0.1:50000) opens a connection to Bob (127.0.0.1:5985)`.
pub fn opening(comment: &str) -> Option<Opening> {
    let (before, server) = comment.rsplit_once(" opens a connection to ")?;
    let (scene, client) = before.rsplit_once(": ")?;
    let (step, title) = match (scene.strip_prefix("step "), scene.strip_prefix("scene ")) {
        (Some(step), _) => step.strip_suffix(')')?.split_once(" (")?,
        (_, Some(id)) => (id, id),
        _ => return None,
    };
    Some(Opening { step: step.to_owned(), title: title.to_owned(), client: party(client)?, server: party(server)? })
}

/// `Alice (127.0.0.1:50000)`, or the address alone.
fn party(text: &str) -> Option<(String, SocketAddr)> {
    let (name, addr) = match text.strip_suffix(')').and_then(|t| t.rsplit_once(" (")) {
        Some(parts) => parts,
        None => (text, text),
    };
    Some((name.to_owned(), addr.parse().ok()?))
}
