//! The limit: Mallory on the inner leg. TLS ends at Peggy.

use std::sync::mpsc;

use anyhow::{Result, anyhow};
use wirewalk::client;
use wirewalk::door::Limits;
use wirewalk::stage::{Place, Set, Side, Stage};
use wirewalk::story::Voice;

use super::cast::Club;
use super::legs::TOLD;
use super::{HOST, alice, bob, text};

/// Peggy, then Mallory, then Bob, with Eve on all three wires; where Alice calls, and where Bob is.
fn mallory_inside(
    set: &mut Set,
    club: &Club,
    alter: impl Fn(Side, &str) -> String + Send + Sync + 'static,
) -> Result<(Place, Place)> {
    let (bob, mark) = set.hides("Bob", Limits::default(), bob)?;
    let to_bob = set.inner_wire("Mallory", &bob)?;
    let mallory =
        set.mallory(&to_bob, move |side, sent| Some(alter(side, std::str::from_utf8(sent).ok()?).into_bytes()))?;
    let to_mallory = set.inner_wire("Peggy", &mallory)?;
    let peggy = club.peggy(set, to_mallory.forward(&Limits::default(), Some(&mark)))?;
    Ok((set.wire("Alice", &peggy)?, to_bob))
}

/// She rewrites all, then she takes the mark and goes alone.
pub fn two(voice: &mut Voice, stage: &mut Stage, club: &Club) -> Result<()> {
    voice.says(&text::INNER)?;
    voice.asks(&text::INNER_WHAT)?;
    let (rewritten, heard) = stage.scene(voice, "inner-mallory", |set| {
        let rewrites = |side, said: &str| match side {
            Side::Client => said.replace("Verify: NONE", "Verify: SUCCESS").replace("verify: NONE", "verify: SUCCESS"),
            Side::Server => said.replace("fluffy", "singed"), // as long as it was, so no length has to be mended
        };
        let (wire, _) = mallory_inside(set, club, rewrites)?;
        club.asks(set, &wire, "secure-data", None)
    })?;
    voice.says(&text::INNER_SEEN)?;
    voice.measures(&text::ALICE_HEARD, heard)?;
    voice.shows_only(rewritten.hop(1), TOLD)?;
    voice.shows(rewritten.opened().from_server(), "http.file_data")?;
    voice.answers(&text::INNER_WHAT)?;
    voice.claims("lesson7.inner-mallory-rewrites")?;

    voice.says(&text::MARK)?;
    voice.asks(&text::MARK_WHAT)?;
    let (_, answer) = stage.scene(voice, "mark-copied", |set| {
        let (notes, noted) = mpsc::channel();
        let notes = std::sync::Mutex::new(notes);
        let listens = move |side, said: &str| {
            if let (Side::Client, Ok(notes)) = (side, notes.lock()) {
                let _ = notes.send(said.to_owned());
            }
            said.to_owned()
        };
        let (wire, to_bob) = mallory_inside(set, club, listens)?;
        alice(&wire.https(HOST), club.alices_side(set, None)?)?;
        let noted: String = noted.try_iter().collect();
        let mark = noted.lines().find(|line| line.to_ascii_lowercase().starts_with("x-wirewalk-door:"));
        let mark = mark.ok_or_else(|| anyhow!("Mallory saw no mark"))?;
        let forged = format!(
            "GET /secure-data HTTP/1.1\r\nHost: {HOST}\r\n{mark}\r\nX-SSL-Client-Verify: SUCCESS\r\nX-SSL-Client-CN: root\r\n\
             Connection: close\r\n\r\n"
        );
        client::send_raw(to_bob.addr, forged.as_bytes())
    })?;
    voice.says(&text::MARK_SEEN)?;
    voice.measures(&text::MALLORY_HEARD, answer.split_once("\r\n\r\n").map_or("", |(_, body)| body))?;
    voice.answers(&text::MARK_WHAT)?;
    voice.claims("lesson7.mark-can-be-copied")?;
    voice.says(&text::LIMIT)
}
