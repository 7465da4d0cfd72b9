//! Lesson 5's claims, and that they can fail: one byte of a recording is changed, or a scene is missing, and they do.

use bytes::Bytes;
use wirewalk::lesson5::LESSON;
use wirewalk::recording::{Recording, Side, What};
use wirewalk::story::{Scene, Transcript};
use wirewalk_testing::claimed::{self, fails};

use crate::{Walked, walked};

/// One walk for all tests.
fn walk() -> &'static Transcript {
    &walked(&LESSON).transcript
}

fn played(id: &str) -> &'static Scene {
    walk().scenes.iter().find(|s| s.id == id).expect("a scene of this name")
}

/// The same transcript, in which this byte of what a side sent on a scene's first connection is another one.
fn changed(id: &str, side: Side, at: usize) -> Transcript {
    with(id, claimed::changed(played(id), side, at))
}

/// The same transcript with another recording of one scene.
fn with(id: &str, recording: Recording) -> Transcript {
    let made = |scene: &Scene| Scene::of(scene.id.clone(), recording.clone(), scene.secrets.clone());
    claimed::with(&LESSON.about, walk(), |scene| (scene.id == id).then(|| made(scene)))
}

fn record(id: &str, side: Side, field: &str) -> (usize, usize) {
    claimed::record(played(id), side, field)
}

#[test]
fn every_claim_of_the_walk_holds() {
    let made: Vec<_> = walk().claims().collect();
    assert!(made.len() > 20);
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
fn without_the_secrets_nothing_is_recomputed() {
    let mut transcript = with("https", played("https").recording.clone());
    let https = transcript.scenes.iter_mut().find(|s| s.id == "https").expect("a scene");
    https.insider.clone_from(&https.eve);
    for id in [
        "lesson5.schedule-equals-key-log",
        "lesson5.certificate-verify-verified",
        "lesson5.finished-recomputed",
        "lesson5.alice-heard-bob",
        "lesson5.secret-hidden",
        "lesson5.certificate-hidden-in-13",
        "lesson5.hybrid-of-two",
        "lesson5.change-cipher-spec-is-theatre",
        "lesson5.name-leaks",
    ] {
        fails(id, &transcript, "nobody knows the secrets");
    }
}

#[test]
fn a_byte_changed_anywhere_in_the_hellos_is_noticed() {
    for (side, field) in
        [(Side::Client, "tls.handshake.extensions_server_name"), (Side::Server, "tls.handshake.ciphersuite")]
    {
        let (begin, len) = record("https", side, field);
        // The header of a record is not part of what is hashed. What the hello says of its own length is left alone too: with
        // another one it is another message, or none.
        for at in (begin + 9..begin + len).step_by(len / 5) {
            let transcript = changed("https", side, at);
            for id in [
                "lesson5.finished-recomputed",
                "lesson5.schedule-equals-key-log",
                "lesson5.certificate-verify-verified",
            ] {
                fails(id, &transcript, &format!("byte {at} of what the {side} sent is another one"));
            }
        }
    }
}

#[test]
fn a_byte_changed_in_an_encrypted_record_is_noticed() {
    for (side, field, id) in [
        (Side::Server, "tls.handshake.client_cert_vrfy.sig", "lesson5.certificate-verify-verified"),
        (Side::Server, "tls.handshake.certificate", "lesson5.certificate-hidden-in-13"),
        (Side::Server, "tls.handshake.verify_data", "lesson5.finished-recomputed"),
        (Side::Client, "tls.handshake.verify_data", "lesson5.finished-recomputed"),
        (Side::Server, "wirewalk.tls.content", "lesson5.alice-heard-bob"),
        (Side::Server, "wirewalk.tls.content", "lesson5.secret-hidden"),
        (Side::Client, "wirewalk.tls.content", "lesson5.name-leaks"),
    ] {
        let (begin, len) = record("https", side, field);
        for at in [begin + 5, begin + len - 1] {
            fails(id, &changed("https", side, at), &format!("byte {at} of what the {side} sent is another one"));
        }
    }
}

#[test]
fn a_byte_changed_in_what_stands_beside_is_noticed() {
    for (scene, side, field, id) in [
        ("tls12", Side::Server, "tls.handshake.certificate", "lesson5.certificate-visible-in-12"),
        ("tls12", Side::Client, "tls.handshake.client_point", "lesson5.schedule-equals-key-log-in-12"),
        ("tls12", Side::Server, "tls.handshake.server_point", "lesson5.key-exchange-verified-in-12"),
        ("rsa-key-transport", Side::Client, "tls.handshake.epms", "lesson5.stolen-key-opens-rsa"),
        ("ecdhe", Side::Server, "tls.handshake.certificate", "lesson5.stolen-key-opens-no-ecdhe"),
    ] {
        let (begin, len) = record(scene, side, field);
        let at = begin + len * 3 / 5;
        fails(id, &changed(scene, side, at), &format!("byte {at} of what the {side} sent is another one"));
    }
}

#[test]
fn another_alert_is_another_claim() {
    for (scene, id) in [("plain-http", "lesson5.plain-http-refused"), ("tls11", "lesson5.tls11-refused")] {
        let (begin, len) = record(scene, Side::Server, "tls.alert_message.desc");
        fails(id, &changed(scene, Side::Server, begin + len - 1), "the alert is another one");
    }
    for (scene, id) in [
        ("no-root", "lesson5.no-root-refused"),
        ("wrong-name", "lesson5.wrong-name-refused"),
        ("expired", "lesson5.expired-refused"),
        ("self-signed", "lesson5.self-signed-refused"),
        ("mallory", "lesson5.mallory-stopped-by-chain"),
        ("mallory-copies", "lesson5.mallory-stopped-by-signature"),
    ] {
        let (begin, len) = record(scene, Side::Client, "tls.alert_message.desc");
        fails(id, &changed(scene, Side::Client, begin + len - 1), "the alert cannot be opened");
    }
}

#[test]
fn what_mallory_did_is_in_the_recording_or_it_is_not_claimed() {
    let (begin, len) = record("insecure", Side::Server, "wirewalk.tls.content");
    let transcript = changed("insecure", Side::Server, begin + len / 2);
    fails("lesson5.insecure-lets-mallory-read", &transcript, "her answer cannot be opened");
}

#[test]
fn nothing_of_the_walk_but_its_key_log_opens_its_capture() {
    let Walked { transcript, left, folders } = walked(&LESSON);
    assert_eq!(*folders, 0, "what is in them would be read by nobody here");
    let key_log = transcript.key_log();
    assert!(!key_log.is_empty());
    for (name, bytes) in left {
        let text = String::from_utf8_lossy(bytes);
        let stands = |secret: &[u8]| {
            let binary = !name.ends_with(".json") && wirewalk_ground::find(bytes, secret).is_some();
            binary || text.contains(&wirewalk::story::hex(secret))
        };
        let holds = key_log.entries().iter().any(|line| stands(&line.secret));
        assert_eq!(holds, ["lesson5.keys", "lesson5-with-secrets.pcapng"].contains(&name.as_str()), "{name}");
    }
}

/// The scene with something done to what one side sent on a leg.
fn tampered(id: &str, hop: u8, side: Side, tamper: impl Fn(&mut Vec<u8>)) -> Transcript {
    let mut recording = played(id).recording.clone();
    for connection in recording.connections.iter_mut().filter(|c| c.hop == hop) {
        let mut stream = connection.stream(side);
        tamper(&mut stream);
        // All of it in the first piece, and nothing in the others.
        let mut stream = Some(stream);
        for event in connection.events.iter_mut().filter(|e| e.side == side) {
            if let What::Bytes(bytes) = &mut event.what {
                *bytes = Bytes::from(stream.take().unwrap_or_default());
            }
        }
    }
    with(id, recording)
}

fn sent(id: &str, hop: u8, side: Side) -> Vec<u8> {
    played(id).recording.connections.iter().find(|c| c.hop == hop).expect("a connection").stream(side)
}

#[test]
fn the_bit_that_mallory_flipped_is_the_one_that_counts() {
    let id = "lesson5.flipped-bit-refused";
    let [alices, bobs] = [0, 1].map(|hop| sent("flipped", hop, Side::Server));
    let at = alices.iter().zip(&bobs).position(|(a, b)| a != b).expect("a bit was flipped");
    fails(id, &changed("flipped", Side::Server, at), "the bit is as Bob sent it");
    fails(id, &changed("flipped", Side::Server, at + 1), "two bits are different");
    let (begin, len) = record("flipped", Side::Client, "tls.alert_message.desc");
    fails(id, &changed("flipped", Side::Client, begin + len - 1), "the alert cannot be opened");
}

#[test]
fn a_group_that_was_left_in_breaks_nothing() {
    let id = "lesson5.removed-group-breaks-the-transcript";
    let hello = sent("group-removed", 0, Side::Client);
    let left_in = tampered("group-removed", 1, Side::Client, |stream| stream.clone_from(&hello));
    fails(id, &left_in, "Bob was sent Alice's own hello");
    let (begin, len) = record("group-removed", Side::Client, "tls.alert_message.desc");
    fails(id, &changed("group-removed", Side::Client, begin + len - 1), "the alert cannot be opened");
}

#[test]
fn without_the_marker_there_is_no_downgrade_to_see() {
    let id = "lesson5.downgrade-marker-seen";
    // Five bytes of record, four of message, two of version, and the last of 32 random ones.
    fails(id, &changed("downgrade", Side::Server, 5 + 4 + 2 + 31), "the random has no marker");
    let hello = sent("downgrade", 0, Side::Client);
    let left_in = tampered("downgrade", 1, Side::Client, |stream| stream.clone_from(&hello));
    fails(id, &left_in, "Bob was offered TLS 1.3");
}

#[test]
fn what_is_not_cut_is_not_noticed() {
    let id = "lesson5.cut-is-noticed";
    let mut transcript = with("cut", played("cut").recording.clone());
    transcript.kept.insert("cut.error", "no error at all".to_owned());
    fails(id, &transcript, "Alice's program reported nothing");
    transcript.kept.clone_from(&walk().kept);
    transcript.kept.insert("cut.believed", "something else".to_owned());
    fails(id, &transcript, "the careless program believed something else");
    // As much withheld on the way from Bob as on the way to Alice.
    let whole = sent("cut", 0, Side::Server).len();
    let nothing_cut = tampered("cut", 1, Side::Server, |stream| stream.truncate(whole));
    fails(id, &nothing_cut, "Bob sent no more than Alice got");
}

#[test]
fn what_is_opened_by_hand_is_what_the_keys_open() {
    let id = "lesson5.opened-by-hand";
    let (begin, len) = record("https", Side::Server, "wirewalk.tls.content");
    fails(id, &changed("https", Side::Server, begin + len - 1), "the record is another one");
    let (begin, len) = record("https", Side::Client, "tls.handshake.extensions_server_name");
    fails(id, &changed("https", Side::Client, begin + len - 1), "the transcript is another one");
}
