//! Why production does it so: files without Bob, several Bobs of whom one dies, and a limit for those who ask too much.

use std::time::Duration;

use anyhow::Result;
use wirewalk::door::Limits;
use wirewalk::proxy::{Files, Proxy, RateLimit};
use wirewalk::stage::{Access, Place, Set, Stage};
use wirewalk::story::Voice;

use super::cast::Club;
use super::{bob, text};

/// A file that never changes.
const CLUB: &str = "The Secret Squirrels meet under the third oak.\n";
/// How many requests one address may send at once, and how long until it may send another one.
const BURST: u32 = 3;
const INTERVAL: Duration = Duration::from_secs(60);

/// Alice asks so often; what she heard each time.
fn times(set: &Set, club: &Club, at: &Place, count: usize) -> Result<Vec<String>> {
    (0..count).map(|_| club.asks(set, at, "", None)).collect()
}

fn numbered(heard: Vec<String>) -> Vec<[String; 2]> {
    (1..).zip(heard).map(|(n, heard): (usize, _)| [n.to_string(), heard]).collect()
}

/// Files, turns, rate.
pub fn three(voice: &mut Voice, stage: &mut Stage, club: &Club) -> Result<()> {
    voice.says(&text::WORK)?;
    voice.tabulates(&text::WORK_HEAD, text::WORK_TABLE)?;

    voice.says(&text::FILES)?;
    voice.measures(&text::STATIC_FILE, stage.file("static/club.txt", Access::Normal, CLUB.as_bytes())?)?;
    let folder = stage.path("static");
    let (_, heard) = stage.scene(voice, "files", |set| {
        let (bob, mark) = set.hides("Bob", Limits::default(), bob)?;
        let inside = set.inner_wire("Peggy", &bob)?;
        let proxy = Proxy::before([inside.forward(&Limits::default(), Some(&mark))])
            .serving(Files::under("/static/", &folder)?);
        let peggy = set.proxies("Peggy", Limits::default(), club.peggys_side(set)?, proxy)?;
        let wire = set.wire("Alice", &peggy)?;
        Ok([club.asks(set, &wire, "static/club.txt", None)?, club.asks(set, &wire, "", None)?])
    })?;
    voice.says(&text::FILES_SEEN)?;
    for heard in heard {
        voice.measures(&text::ALICE_HEARD, heard.trim_end())?;
    }
    voice.claims("lesson7.files-without-bob")?;

    voice.says(&text::TURNS)?;
    voice.asks(&text::TURNS_WHAT)?;
    let (turns, heard) = stage.scene(voice, "turns", |set| {
        let limits = Limits::default();
        let (bob1, mark1) = set.hides("Bob", limits.clone(), bob)?;
        let (bob2, mark2) = set.hides("Bob's brother", limits.clone(), bob)?;
        let [wire1, wire2] = [set.inner_wire("Peggy", &bob1)?, set.inner_wire("Peggy", &bob2)?];
        let proxy = Proxy::before([wire1.forward(&limits, Some(&mark1)), wire2.forward(&limits, Some(&mark2))]);
        let peggy = set.proxies("Peggy", limits, club.peggys_side(set)?, proxy)?;
        let wire = set.wire("Alice", &peggy)?;
        let before = times(set, club, &wire, 4)?;
        set.falls(&wire2);
        Ok([before, times(set, club, &wire, 4)?].concat())
    })?;
    voice.says(&text::TURNS_SEEN)?;
    voice.tabulates(&text::ANSWERS_HEAD, numbered(heard))?;
    voice.answers(&text::TURNS_WHAT)?;
    voice.traffic(turns)?;
    voice.claims("lesson7.one-dies-requests-go-on")?;

    voice.says(&text::RATE)?;
    let (rate, heard) = stage.scene(voice, "rate", |set| {
        let (bob, mark) = set.hides("Bob", Limits::default(), bob)?;
        let inside = set.inner_wire("Peggy", &bob)?;
        let proxy =
            Proxy::before([inside.forward(&Limits::default(), Some(&mark))]).limited(RateLimit::every(INTERVAL, BURST));
        let peggy = set.proxies("Peggy", Limits::default(), club.peggys_side(set)?, proxy)?;
        let wire = set.wire("Alice", &peggy)?;
        times(set, club, &wire, BURST as usize + 2)
    })?;
    voice.says(&text::RATE_SEEN)?;
    voice.tabulates(&text::ANSWERS_HEAD, numbered(heard))?;
    voice.traffic(rate)?;
    voice.claims("lesson7.rate-limited")
}
