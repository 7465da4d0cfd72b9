//! Lesson 7's claims, and that they can fail: one byte of a recording is changed, or a scene is missing, and they do.

use bytes::Bytes;
use wirewalk::claims;
use wirewalk::dissect::Message;
use wirewalk::lesson7::LESSON;
use wirewalk::recording::{Recording, Side, What};
use wirewalk::story::{Scene, Transcript, hex};

use crate::{Walked, walked};

/// One walk for all tests.
fn walk() -> &'static Transcript {
    &walked(&LESSON).transcript
}

fn played(id: &str) -> &'static Scene {
    walk().scenes.iter().find(|s| s.id == id).expect("a scene of this name")
}

/// The same transcript with another recording of one scene.
fn with(id: &str, recording: &Recording) -> Transcript {
    let mut transcript = Transcript::new(&LESSON.about);
    transcript.kept.clone_from(&walk().kept);
    for scene in &walk().scenes {
        transcript.scenes.push(match scene.id == id {
            true => Scene::of(scene.id.clone(), recording.clone(), scene.secrets.clone()),
            false => scene.clone(),
        });
    }
    transcript
}

/// The recording in which this byte of what a side sent on a connection is another one.
fn changed(scene: &Scene, connection: u32, side: Side, at: usize) -> Recording {
    let mut recording = scene.recording.clone();
    let connection = recording.connections.iter_mut().find(|c| c.id == connection).expect("a connection");
    let mut passed = 0;
    for event in connection.events.iter_mut().filter(|e| e.side == side) {
        let What::Bytes(bytes) = &event.what else { continue };
        let mut other = bytes.to_vec();
        if let Some(byte) = at.checked_sub(passed).and_then(|at| other.get_mut(at)) {
            *byte ^= 1;
        }
        passed += other.len();
        event.what = What::Bytes(Bytes::from(other));
    }
    assert!(at < passed, "{at} is past what {side} sent");
    recording
}

/// Where a word stands in what a side said in the clear on a leg: the first connection that has it, and from which byte on.
fn word(id: &str, hop: u8, side: Side, word: &str) -> (u32, usize) {
    let on_hop = played(id).recording.connections.iter().filter(|c| c.hop == hop);
    let place = on_hop.filter_map(|c| {
        let stream = c.stream(side);
        let at = stream.windows(word.len()).position(|w| w == word.as_bytes())?;
        Some((c.id, at))
    });
    place.min_by_key(|(id, _)| *id).unwrap_or_else(|| panic!("{word:?} crossed in {id}"))
}

/// The last byte of the first record in which a side sent data on the outer leg.
fn data(id: &str, side: Side) -> (u32, usize) {
    let is = |m: &&Message| {
        m.side == side && m.find_id("tls.record").is_some() && m.find_id("wirewalk.tls.content").is_some()
    };
    let message = played(id).on_hop(true, 0).find(is).expect("a record with data");
    (message.connection, message.offset as usize + message.wire().len() - 1)
}

fn fails(id: &'static str, transcript: &Transcript, why: &str) {
    let claim = claims::check(id, LESSON.claims, transcript);
    assert!(!claim.held, "{id} held although {why}: {}", claim.evidence);
}

#[test]
fn every_claim_of_the_walk_holds() {
    let made: Vec<_> = walk().claims().collect();
    assert_eq!(made.len(), 22);
    for claim in made {
        assert!(claim.held, "{}: {}", claim.id, claim.evidence);
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
fn without_the_secrets_nothing_is_said_about_the_outer_leg() {
    let mut transcript = with("", &Recording::default());
    for scene in &mut transcript.scenes {
        scene.insider.clone_from(&scene.eve);
    }
    for id in [
        "lesson7.hidden-outside",
        "lesson7.in-clear-inside",
        "lesson7.request-rebuilt",
        "lesson7.peggy-says-who",
        "lesson7.secure-data-decides",
        "lesson7.forged-believed",
        "lesson7.forged-removed",
        "lesson7.smuggled-through-naive",
        "lesson7.read-two-ways",
        "lesson7.pairs-refused",
        "lesson7.stripped-reads-all",
        "lesson7.hsts-stops-stripping",
        "lesson7.hsts-on-https-only",
        "lesson7.inner-mallory-rewrites",
        "lesson7.files-without-bob",
        "lesson7.one-dies-requests-go-on",
        "lesson7.rate-limited",
    ] {
        fails(id, &transcript, "nobody knows the secrets");
    }
}

#[test]
fn a_byte_changed_in_an_encrypted_record_is_noticed() {
    for (scene, side, id) in [
        ("legs", Side::Server, "lesson7.hidden-outside"),
        ("legs", Side::Server, "lesson7.in-clear-inside"),
        ("legs", Side::Client, "lesson7.request-rebuilt"),
        ("anybody", Side::Server, "lesson7.hsts-on-https-only"),
        ("alice", Side::Server, "lesson7.hsts-on-https-only"),
        ("forged-naive", Side::Server, "lesson7.forged-believed"),
        ("forged", Side::Client, "lesson7.forged-removed"),
        ("smuggled-naive", Side::Client, "lesson7.smuggled-through-naive"),
        ("smuggled-naive", Side::Client, "lesson7.read-two-ways"),
        ("smuggled", Side::Server, "lesson7.pairs-refused"),
        ("hsts", Side::Server, "lesson7.hsts-stops-stripping"),
        ("inner-mallory", Side::Server, "lesson7.inner-mallory-rewrites"),
        ("files", Side::Server, "lesson7.files-without-bob"),
        ("turns", Side::Server, "lesson7.one-dies-requests-go-on"),
        ("rate", Side::Server, "lesson7.rate-limited"),
    ] {
        let (connection, at) = data(scene, side);
        let transcript = with(scene, &changed(played(scene), connection, side, at));
        fails(id, &transcript, &format!("byte {at} of what the {side} sent in `{scene}` is another one"));
    }
}

#[test]
fn what_secure_data_said_is_in_the_recording_or_it_is_not_claimed() {
    let id = "lesson7.secure-data-decides";
    for scene in ["anybody", "alice"] {
        // The second call on the outer leg is the one for /secure-data.
        let last = |m: &&Message| m.side == Side::Server && m.find_id("wirewalk.tls.content").is_some();
        let message = played(scene).insider.iter().rfind(last).expect("a record with data");
        let at = message.offset as usize + message.wire().len() - 1;
        let transcript = with(scene, &changed(played(scene), message.connection, Side::Server, at));
        fails(id, &transcript, &format!("the answer in `{scene}` cannot be opened"));
    }
}

#[test]
fn a_byte_changed_in_the_clear_is_noticed() {
    for (scene, hop, side, text, id) in [
        ("legs", 1, Side::Server, "fluffy", "lesson7.in-clear-inside"),
        ("legs", 1, Side::Client, "Verify", "lesson7.request-rebuilt"),
        ("alice", 1, Side::Client, "SUCCESS", "lesson7.peggy-says-who"),
        ("alice", 1, Side::Client, "alice", "lesson7.peggy-says-who"),
        ("anybody", 1, Side::Client, "NONE", "lesson7.peggy-says-who"),
        ("forged-naive", 1, Side::Client, "SUCCESS", "lesson7.forged-believed"),
        ("forged", 1, Side::Client, "NONE", "lesson7.forged-removed"),
        ("smuggled-naive", 1, Side::Server, "200", "lesson7.smuggled-through-naive"),
        ("smuggled-naive", 1, Side::Client, "Transfer-Encoding", "lesson7.read-two-ways"),
        ("straight", 1, Side::Server, "403", "lesson7.straight-refused"),
        ("redirect", 0, Side::Server, "308", "lesson7.redirect-keeps-path"),
        ("redirect", 0, Side::Server, "page=2", "lesson7.location-is-configured"),
        ("stripped", 0, Side::Server, "fluffy", "lesson7.stripped-reads-all"),
        ("inner-mallory", 1, Side::Client, "NONE", "lesson7.inner-mallory-rewrites"),
        ("inner-mallory", 1, Side::Server, "singed", "lesson7.inner-mallory-rewrites"),
        ("mark-copied", 1, Side::Client, "X-Wirewalk-Door", "lesson7.mark-can-be-copied"),
        ("files", 1, Side::Client, "GET", "lesson7.files-without-bob"),
    ] {
        let (connection, at) = word(scene, hop, side, text);
        let transcript = with(scene, &changed(played(scene), connection, side, at));
        fails(id, &transcript, &format!("{text:?} in `{scene}` is another word"));
    }
}

#[test]
fn who_answered_is_told_by_the_recording() {
    let mut recording = played("turns").recording.clone();
    let last = recording.connections.iter_mut().rfind(|c| c.hop == 1).expect("an inner leg");
    last.server.name = String::from("Bob's brother");
    fails("lesson7.one-dies-requests-go-on", &with("turns", &recording), "the dead one answers");
    let mut recording = played("rate").recording.clone();
    recording.connections.retain(|c| c.hop == 0);
    fails("lesson7.rate-limited", &with("rate", &recording), "Bob saw nothing");
    // What is left over in a scene belongs to it: somebody who reached Bob.
    let mut recording = played("smuggled").recording.clone();
    recording.connections.push(played("straight").recording.connections[0].clone());
    fails("lesson7.pairs-refused", &with("smuggled", &recording), "somebody reached Bob");
}

#[test]
fn each_leg_has_a_ledger_of_its_own() {
    let at = walk().scenes.iter().position(|s| s.id == "legs").expect("the scene");
    let [outside, inside] = [0, 1].map(|hop| claims::ledger(walk(), at, hop));
    let says = |rows: &[wirewalk::story::LedgerRow], what: &str| {
        rows.iter().find(|row| row.what == what).map(|row| row.seen).expect("such a row")
    };
    use wirewalk::story::Seen;
    assert_eq!((says(&outside, "the secret message"), says(&inside, "the secret message")), (Seen::Hidden, Seen::Read));
    assert_eq!((says(&outside, "what was asked"), says(&inside, "what was asked")), (Seen::Hidden, Seen::Read));
    assert_eq!((says(&outside, "who answered"), says(&inside, "who answered")), (Seen::Proven, Seen::Unproven));
}

#[test]
fn no_file_but_those_of_the_secrets_holds_one() {
    let Walked { transcript, left, .. } = walked(&LESSON);
    let key_log = transcript.key_log();
    assert!(!key_log.is_empty());
    for (name, bytes) in left {
        let text = String::from_utf8_lossy(bytes);
        let stands = |secret: &[u8]| {
            let binary = !name.ends_with(".json") && wirewalk_ground::find(bytes, secret).is_some();
            binary || text.contains(&hex(secret))
        };
        let holds = key_log.entries().iter().any(|line| stands(&line.secret));
        assert_eq!(holds, ["lesson7.keys", "lesson7-with-secrets.pcapng"].contains(&name.as_str()), "{name}");
    }
}

/// Header by header what stands on the inner wire and not on the outer one.
#[test]
fn the_list_of_added_headers_is_complete() {
    let scene = played("legs");
    let head = |hop: u8| {
        let mut messages = scene.on_hop(true, hop);
        let is = |m: &&Message| m.is_inside() == (hop == 0) && m.find_id("http.request.method").is_some();
        let asked = messages.find(is).expect("a request");
        let text = String::from_utf8_lossy(asked.wire()).into_owned();
        let head = text.split("\r\n\r\n").next().expect("a head");
        head.lines().skip(1).filter_map(|line| Some(line.split_once(':')?.0.to_owned())).collect::<Vec<_>>()
    };
    let (outer, inner) = (head(0), head(1));
    let added: Vec<_> =
        inner.into_iter().filter(|name| !outer.iter().any(|there| there.eq_ignore_ascii_case(name))).collect();
    assert!(added.len() >= 6 && added.iter().any(|name| name == "X-Forwarded-Host"), "{added:?}");
    let claim = claims::check("lesson7.request-rebuilt", LESSON.claims, walk());
    assert_eq!(claim.evidence, format!("GET /; added: {}", added.join(", ")));
    assert!(claim.held);
}
