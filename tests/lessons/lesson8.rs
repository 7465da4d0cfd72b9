//! Lesson 8's claims, and that they can fail: one byte of a recording is changed, or another recording stands in its place.

use bytes::Bytes;
use wirewalk::claims;
use wirewalk::dissect::Message;
use wirewalk::gallery::tour;
use wirewalk::lesson8::LESSON;
use wirewalk::recording::{Recording, Side, What};
use wirewalk::story::{Item, Scene, Transcript};

use crate::{Walked, walked};

/// One walk for all tests.
fn walk() -> &'static Transcript {
    &walked(&LESSON).transcript
}

fn played(id: &str) -> &'static Scene {
    walk().scenes.iter().find(|s| s.id == id).expect("a scene of this name")
}

/// In which scene an exhibit is refused.
fn room(id: &str) -> &str {
    match id {
        "unknown-root" | "missing-intermediate" | "self-signed" => "unknown-issuer",
        "impostor" | "wrong-key" | "weak-key" | "altered" => "bad-signature",
        other => other,
    }
}

fn claim_of(id: &str) -> &'static str {
    let wanted = format!("lesson8.{id}");
    LESSON.claims.iter().copied().flatten().find(|check| check.id == wanted).expect("a claim about it").id
}

/// The same transcript with one scene made anew.
fn with(id: &str, make: impl Fn(&Scene) -> Scene) -> Transcript {
    let mut transcript = Transcript::new(&LESSON.about);
    transcript.kept.clone_from(&walk().kept);
    transcript.scenes = walk().scenes.iter().map(|s| if s.id == id { make(s) } else { s.clone() }).collect();
    transcript
}

/// The connection of a scene on which this exhibit was asked for.
fn connection(scene: &Scene, hop: u8, exhibit: &str) -> u32 {
    let name = format!("{exhibit}.localhost");
    let names = |m: &&Message| {
        m.find_id("tls.handshake.extensions_server_name").is_some_and(|f| m.bytes(&f.span) == name.as_bytes())
    };
    scene.on_hop(true, hop).find(names).expect("somebody asked for it").connection
}

/// The same transcript, in which one byte of a record is another one: of the last that this side sent to or for this exhibit
/// with this field in it.
fn changed(id: &str, (hop, exhibit): (u8, &str), side: Side, field: &str) -> Transcript {
    let scene = played(id);
    let number = connection(scene, hop, exhibit);
    let is = |m: &&Message| m.connection == number && m.side == side && m.find_id("tls.record").is_some();
    let record = scene.insider.iter().filter(is).rfind(|m| m.find_id(field).is_some()).expect("such a record");
    let at = record.offset as usize + record.wire().len() - 1;
    let mut recording: Recording = scene.recording.clone();
    let changed = recording.connections.iter_mut().find(|c| c.id == number).expect("the connection");
    let mut passed = 0;
    for event in changed.events.iter_mut().filter(|e| e.side == side) {
        let What::Bytes(bytes) = &event.what else { continue };
        if let Some(byte) = at.checked_sub(passed).filter(|at| *at < bytes.len()) {
            let mut other = bytes.to_vec();
            other[byte] ^= 1;
            event.what = What::Bytes(Bytes::from(other));
            break;
        }
        passed += bytes.len();
    }
    with(id, |scene| Scene::of(scene.id.clone(), recording.clone(), scene.secrets.clone()))
}

fn fails(id: &'static str, transcript: &Transcript, why: &str) {
    let claim = claims::check(id, LESSON.claims, transcript);
    assert!(!claim.held, "{id} held although {why}: {}", claim.evidence);
}

#[test]
fn every_claim_of_the_walk_holds() {
    let made: Vec<_> = walk().claims().collect();
    assert_eq!(made.len(), 28);
    for claim in made {
        assert!(claim.held, "{}: {}", claim.id, claim.evidence);
    }
}

#[test]
fn each_fault_has_a_claim_and_its_raw_error_is_kept() {
    for entry in tour().filter(|entry| entry.fault.refuses()) {
        assert!(walk().claims().any(|claim| claim.id == claim_of(entry.id)), "{}", entry.id);
        let raw = walk().kept.get(entry.id).expect("its error");
        assert!(raw.starts_with("invalid peer certificate: "), "{}: {raw}", entry.id);
    }
}

#[test]
fn a_claim_without_its_scenes_fails() {
    let empty = Transcript::new(&LESSON.about);
    for claim in walk().claims() {
        fails(&claim.id, &empty, "there is no recording");
    }
}

#[test]
fn a_byte_changed_in_a_certificate_or_in_the_alert_is_noticed() {
    for entry in tour().filter(|entry| entry.fault.refuses()) {
        let (claim, scene) = (claim_of(entry.id), room(entry.id));
        for (side, field) in [(Side::Server, "tls.handshake.certificate"), (Side::Client, "tls.alert_message.desc")] {
            let transcript = changed(scene, (0, entry.id), side, field);
            fails(claim, &transcript, &format!("{field} of {} cannot be opened", entry.id));
        }
    }
}

#[test]
fn a_byte_changed_in_any_of_many_connections_is_noticed() {
    let content = "wirewalk.tls.content";
    for (scene, exhibit, side, field, claim) in [
        ("repaired", (0, "path-length"), Side::Server, content, "lesson8.twins-accepted"),
        ("repaired", (0, "revoked"), Side::Server, "tls.handshake.certificate", "lesson8.twins-accepted"),
        ("insecure", (0, "altered"), Side::Server, content, "lesson8.insecure-accepts-every-certificate"),
        (
            "insecure",
            (0, "expired"),
            Side::Server,
            "tls.handshake.certificate",
            "lesson8.insecure-accepts-every-certificate",
        ),
        ("blind", (0, "wrong-key"), Side::Server, content, "lesson8.blind-accepts-all"),
        ("unasked", (0, "revoked"), Side::Server, content, "lesson8.revoked-unnoticed"),
        ("other-order", (0, "other-order"), Side::Server, content, "lesson8.other-order-accepted"),
        ("mallory", (0, "unknown-root"), Side::Client, content, "lesson8.insecure-lets-mallory-read"),
        ("mallory", (1, "unknown-root"), Side::Client, content, "lesson8.insecure-lets-mallory-read"),
        ("mallory", (1, "unknown-root"), Side::Server, content, "lesson8.insecure-lets-mallory-read"),
        (
            "unknown-issuer",
            (0, "self-signed"),
            Side::Client,
            "tls.alert_message.desc",
            "lesson8.one-error-three-causes",
        ),
        ("bad-signature", (0, "altered"), Side::Client, "tls.alert_message.desc", "lesson8.one-error-four-causes"),
        ("key-usage", (0, "key-usage"), Side::Server, "tls.handshake.certificate", "lesson8.library-ignores-key-usage"),
    ] {
        fails(claim, &changed(scene, exhibit, side, field), &format!("{field} in {scene} cannot be opened"));
    }
}

/// A lesson that shows something else than it says is found out: here a recording of the twins stands in place of the faults, and the
/// other way round.
#[test]
fn the_twins_in_place_of_the_faults_are_noticed() {
    let other = |id| {
        let other = played(id);
        move |scene: &Scene| Scene::of(scene.id.clone(), other.recording.clone(), other.secrets.clone())
    };
    for entry in tour().filter(|entry| entry.fault.refuses()) {
        fails(claim_of(entry.id), &with(room(entry.id), other("repaired")), "nothing is wrong with what was shown");
        // Refused or not: what was shown on the tour is broken, and here it was accepted.
        let blind = with(room(entry.id), other("insecure"));
        let cannot_sign = ["leaf-not-first", "wrong-key"].contains(&entry.id);
        assert_eq!(claims::check(claim_of(entry.id), LESSON.claims, &blind).held, cannot_sign, "{}", entry.id);
    }
    fails("lesson8.twins-accepted", &with("repaired", other("insecure")), "they are not repaired");
    fails("lesson8.other-order-accepted", &with("other-order", other("repaired")), "the order is the usual one");
    fails(
        "lesson8.insecure-accepts-every-certificate",
        &with("insecure", other("repaired")),
        "nothing is wrong with what was accepted",
    );
    fails("lesson8.insecure-lets-mallory-read", &with("gallery-root.pem", |s| empty(&s.id)), "nobody is trusted");
}

fn empty(id: &str) -> Scene {
    Scene::of(id.to_owned(), Recording::default(), wirewalk::recording::Secrets::none())
}

/// Eve's ledger of the last scene: its encryption is good, and nobody was proven.
#[test]
fn the_ledger_says_that_nobody_was_proven() {
    let mut ledgers = walk().steps.iter().flat_map(|s| &s.items).filter_map(|item| match item {
        Item::Ledger(rows) => Some(rows),
        _ => None,
    });
    let rows = ledgers.next_back().expect("a ledger");
    let row = |what: &str| rows.iter().find(|row| row.what == what).expect("such a line");
    assert_eq!(format!("{:?}", row("the secret message").seen), "Hidden");
    assert_eq!(format!("{:?}", row("who answered").seen), "Unproven");
    assert!(row("who answered").evidence.contains("unknown root"), "{}", row("who answered").evidence);
}

/// The certificates of the walk are gone after it: no private key reaches the disk.
#[test]
fn a_walk_leaves_secrets_in_the_files_that_say_so_and_no_key_of_a_certificate() {
    let Walked { transcript, left, folders } = walked(&LESSON);
    assert_eq!(*folders, 0, "what is in them would be read by nobody here");
    let key_log = transcript.key_log();
    let mut names = Vec::new();
    for (name, bytes) in left {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("PRIVATE KEY"), "{name}");
        let holds = key_log.entries().iter().any(|line| text.contains(&wirewalk::story::hex(&line.secret)));
        let may = ["lesson8.keys", "lesson8-with-secrets.pcapng"].contains(&name.as_str());
        assert_eq!(holds, may, "{name}");
        names.push(name);
    }
    for name in ["gallery-list.pem", "gallery-root.pem", "lesson8.json", "lesson8.pcapng", "lesson8.keys"] {
        assert!(names.iter().any(|n| n.as_str() == name), "{name} is left: {names:?}");
    }
}

/// The prose says so of what is quoted.
#[test]
fn curl_tells_three_causes_apart_and_chromium_does_not() {
    use wirewalk::gallery::words;
    let said = |program| {
        let ids = ["unknown-root", "missing-intermediate", "self-signed"];
        ids.map(|id| words::of(program, id).expect("it was asked"))
            .into_iter()
            .collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!([said("curl").len(), said("Chromium").len()], [3, 1]);
    let made = words::made();
    assert!(!made.date.is_empty() && made.versions.contains("curl") && made.command.contains("gallery_clients"));
    for exhibit in wirewalk::gallery::tour() {
        assert_eq!(words::said(exhibit.id).len(), 9, "{}", exhibit.id);
    }
}
