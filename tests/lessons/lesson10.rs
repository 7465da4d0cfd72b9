//! Lesson 10's claims, and that they can fail: a packet that does not open, a key that is wrong, a round trip that was not saved. What
//! Mallory tries, and the two programs, are in `lesson10_attacks`.

use std::sync::Arc;

use bytes::Bytes;
use rustls::{NamedGroup, NoKeyLog};
use wirewalk::claims::flows::{Kind, Packet, sent};
use wirewalk::claims::{self, visits};
use wirewalk::lesson10::{LESSON, alices_side};
use wirewalk::recording::secrets::KeyLog;
use wirewalk::recording::{Connection, Recording, Secrets, Side, What, WireEvent};
use wirewalk::story::{Scene, Transcript, hex};
use wirewalk::tls::{self, Wishes};
use wirewalk_testing::claimed::{self, fails};

use crate::{Walked, walked};

/// One walk for all tests.
fn walk() -> &'static Transcript {
    &walked(&LESSON).transcript
}

pub(super) fn played(id: &str) -> &'static Scene {
    walk().scenes.iter().find(|s| s.id == id).expect("a scene of this name")
}

/// One flow of a leg, as if there were no other.
pub(super) fn flow(id: &str, (hop, number): (u8, usize)) -> Scene {
    visits::visit(played(id), hop, number).expect("so many flows")
}

/// The same transcript with another scene in the place of one.
pub(super) fn instead(id: &str, scene: &Scene) -> Transcript {
    claimed::with(&LESSON.about, walk(), |other| {
        (other.id == id).then(|| Scene { id: other.id.clone(), ..scene.clone() })
    })
}

/// The same transcript with other secrets of one scene.
fn knowing(id: &str, secrets: Secrets) -> Transcript {
    instead(id, &Scene::of(id.to_owned(), played(id).recording.clone(), secrets))
}

/// The same transcript, of which something else was kept.
pub(super) fn keeping(what: &'static str, value: &str) -> Transcript {
    let mut transcript = claimed::with(&LESSON.about, walk(), |_| None);
    assert!(transcript.kept.insert(what, value.to_owned()).is_some_and(|kept| kept != value), "{what} was not kept");
    transcript
}

/// The same transcript in which one scene's recording was altered.
pub(super) fn altered(id: &str, alter: impl FnOnce(&mut Recording)) -> Transcript {
    let mut recording = played(id).recording.clone();
    alter(&mut recording);
    instead(id, &Scene::of(id.to_owned(), recording, played(id).secrets.clone()))
}

/// The flow with this number on a leg.
pub(super) fn nth(recording: &mut Recording, hop: u8, nth: usize) -> &mut Connection {
    recording.connections.iter_mut().filter(|c| c.hop == hop).nth(nth).expect("so many flows")
}

/// Changes one bit of what a side sent.
pub(super) fn flip(connection: &mut Connection, side: Side, at: usize) {
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
}

/// Leaves out those datagrams of a side that are picked by where they begin in what it sent.
pub(super) fn drops(connection: &mut Connection, side: Side, is: impl Fn(usize) -> bool) {
    let mut passed = 0;
    connection.events.retain(|event| match &event.what {
        What::Bytes(bytes) if event.side == side => {
            let at = passed;
            passed += bytes.len();
            !is(at)
        }
        _ => true,
    });
}

/// Adds a datagram behind all others.
pub(super) fn adds(connection: &mut Connection, side: Side, bytes: &[u8]) {
    let at = connection.events.last().expect("something was sent").at;
    let what = What::Bytes(Bytes::copy_from_slice(bytes));
    connection.events.push(WireEvent { at, side, what, packet: None });
}

/// Where something is in what a side sent on a flow, by the first packet in whose datagram it has a place.
pub(super) fn place(id: &str, leg: (u8, usize), side: Side, of: impl Fn(&Packet<'_>) -> Option<usize>) -> usize {
    let one = flow(id, leg);
    let found = sent(&one, true, side).find_map(|(message, packet)| Some(message.offset as usize + of(&packet)?));
    found.expect("such a packet")
}

/// The last byte of a packet of this kind: it belongs to the tag that proves all of it.
pub(super) fn tag(id: &str, leg: (u8, usize), side: Side, kind: Kind) -> usize {
    place(id, leg, side, |packet| (packet.kind() == kind).then(|| packet.field.span.range.end - 1))
}

/// The same transcript without the datagrams of a side in which there is a packet of this kind.
pub(super) fn without(id: &str, (hop, number): (u8, usize), side: Side, kind: Kind) -> Transcript {
    let one = flow(id, (hop, number));
    let such = sent(&one, true, side).filter(|(_, packet)| packet.kind() == kind);
    let gone: Vec<usize> = such.map(|(message, _)| message.offset as usize).collect();
    assert!(!gone.is_empty(), "{side} sent no {} in `{id}`", kind.name());
    altered(id, |recording| drops(nth(recording, hop, number), side, |at| gone.contains(&at)))
}

fn holds(id: &str, transcript: &Transcript) {
    let claim = claims::check(id, LESSON.claims, transcript);
    assert!(claim.held, "{id}: {}", claim.evidence);
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
fn without_the_secrets_nothing_is_said_about_what_is_sealed() {
    let claims = [
        ("first", "lesson10.secret-hidden"),
        ("first", "lesson10.every-packet-opened"),
        ("first", "lesson10.certificate-verify-verified"),
        ("first", "lesson10.finished-recomputed"),
        ("first", "lesson10.schedule-equals-key-log"),
        ("first", "lesson10.one-round-trip-less"),
        ("tcp", "lesson10.one-round-trip-less"),
        ("retry", "lesson10.retry-returned"),
        ("rebound", "lesson10.rebinding-is-linked"),
        ("moved", "lesson10.move-is-not-linked"),
        ("flipped", "lesson10.changed-packet-is-sent-again"),
    ];
    for (scene, id) in claims {
        fails(id, &knowing(scene, Secrets::none()), "nobody knows the secrets");
    }
}

#[test]
fn a_wrong_key_opens_nothing_and_a_key_log_alone_proves_no_schedule() {
    let key_log = played("first").secrets.key_log();
    let mut wrong = KeyLog::new();
    for line in key_log.entries() {
        let mut secret = line.secret.to_vec();
        secret[0] ^= 1;
        wrong.push(line.label.clone(), line.client_random, &secret);
    }
    assert!(!wrong.is_empty());
    let wrong = knowing("first", Secrets::none().with_key_log(wrong));
    for id in [
        "lesson10.secret-hidden",
        "lesson10.every-packet-opened",
        "lesson10.certificate-verify-verified",
        "lesson10.finished-recomputed",
        "lesson10.schedule-equals-key-log",
    ] {
        fails(id, &wrong, "the keys are wrong");
    }
    let logged = knowing("first", Secrets::none().with_key_log(key_log.clone()));
    fails("lesson10.schedule-equals-key-log", &logged, "nobody knows the shared secret");
    holds("lesson10.every-packet-opened", &logged);
}

#[test]
fn an_initial_packet_that_is_changed_does_not_open() {
    for side in [Side::Client, Side::Server] {
        let at = tag("first", (0, 0), side, Kind::Initial);
        let changed = altered("first", |recording| flip(nth(recording, 0, 0), side, at));
        fails("lesson10.initial-keys-from-the-id", &changed, "a packet was changed");
    }
}

#[test]
fn another_id_is_tried_on_both_sides_and_a_retry_brings_its_own() {
    let id = "lesson10.another-id-opens-nothing";
    fails(id, &without("first", (0, 0), Side::Server, Kind::Initial), "Bob never answered");
    fails(id, &instead("first", &flow("retry", (0, 1))), "after a Retry the keys come from an ID of Bob's");
}

#[test]
fn a_name_is_read_where_it_was_sent_and_not_where_it_is_plain() {
    let id = "lesson10.name-in-clear";
    fails(id, &without("first", (0, 0), Side::Client, Kind::Initial), "there is no ClientHello");
    let plain = altered("first", |recording| adds(nth(recording, 0, 0), Side::Client, b"localhost"));
    fails(id, &plain, "the name was sent as plain text too");
}

#[test]
fn an_eve_with_the_keys_is_none_and_a_secret_in_clear_is_not_hidden() {
    let first = played("first");
    let insider = instead("first", &Scene { eve: first.insider.clone(), ..first.clone() });
    for id in ["lesson10.rest-sealed", "lesson10.secret-hidden", "lesson10.every-packet-opened"] {
        fails(id, &insider, "Eve has the keys");
    }
    let plain = altered("first", |recording| adds(nth(recording, 0, 0), Side::Server, b"fluffy tail"));
    fails("lesson10.secret-hidden", &plain, "it was sent as plain text");
    fails("lesson10.secret-hidden", &keeping("first.heard", "nuts"), "Alice heard something else");
}

#[test]
fn a_packet_that_is_changed_behind_the_handshake_stays_closed() {
    // Alone in its datagram: behind an Initial packet it might be padding.
    let alone = |packet: &Packet<'_>| packet.kind() == Kind::Short && packet.field.span.range.start == 0;
    let end = |packet: &Packet<'_>| alone(packet).then(|| packet.field.span.range.end - 1);
    let at = place("first", (0, 0), Side::Server, end);
    let changed = altered("first", |recording| flip(nth(recording, 0, 0), Side::Server, at));
    fails("lesson10.every-packet-opened", &changed, "a packet of Bob's was changed");
    holds("lesson10.finished-recomputed", &changed);
}

#[test]
fn a_handshake_of_which_a_packet_is_changed_proves_nothing() {
    let change = |side| {
        let at = tag("first", (0, 0), side, Kind::Handshake);
        altered("first", |recording| flip(nth(recording, 0, 0), side, at))
    };
    let bobs = change(Side::Server);
    for id in ["lesson10.certificate-verify-verified", "lesson10.finished-recomputed"] {
        fails(id, &bobs, "Bob's flight cannot be opened");
    }
    // All of hers: the first may hold nothing but an acknowledgement.
    let hers = without("first", (0, 0), Side::Client, Kind::Handshake);
    fails("lesson10.finished-recomputed", &hers, "Alice's Finished is missing");
    holds("lesson10.certificate-verify-verified", &hers);
}

#[test]
fn a_round_trip_is_saved_only_over_udp_and_without_a_retry() {
    let id = "lesson10.one-round-trip-less";
    fails(id, &instead("tcp", played("first")), "both are QUIC");
    fails(id, &instead("first", played("tcp")), "both are TCP");
    fails(id, &instead("first", &flow("retry", (0, 1))), "Bob asked for proof first");
    fails(id, &keeping("tcp.heard", "nuts"), "the two answers differ");
}

#[test]
fn a_datagram_in_no_message_is_noticed() {
    let first = played("first");
    let mut eve = first.eve.clone();
    let crossed = eve.iter().position(|message| message.crossed() > 0).expect("a datagram");
    eve.remove(crossed);
    let missing = instead("first", &Scene { eve, ..first.clone() });
    fails("lesson10.every-byte-explained", &missing, "a datagram is in no message");
}

#[test]
fn no_file_but_those_of_the_secrets_holds_one() {
    let Walked { transcript, left, folders } = walked(&LESSON);
    assert_eq!(*folders, 0, "what is in them would be read by nobody here");
    let key_log = transcript.key_log();
    assert!(!key_log.is_empty());
    for (name, bytes) in left {
        let text = String::from_utf8_lossy(bytes);
        let stands = |secret: &[u8]| {
            let binary = !name.ends_with(".json") && wirewalk_ground::find(bytes, secret).is_some();
            binary || text.contains(&hex(secret))
        };
        let holds = key_log.entries().iter().any(|line| stands(&line.secret));
        assert_eq!(holds, ["lesson10.keys", "lesson10-with-secrets.pcapng"].contains(&name.as_str()), "{name}");
    }
}

#[test]
fn a_client_without_post_quantum_groups_offers_none() {
    for no_pq in [false, true] {
        let wishes = Wishes { no_pq, ..Wishes::default() };
        let config = alices_side(&wishes, true, tls::provider(), Arc::new(NoKeyLog)).expect("a configuration");
        let groups: Vec<_> = config.crypto_provider().kx_groups.iter().map(|group| group.name()).collect();
        assert_eq!(groups == [NamedGroup::X25519], no_pq, "{groups:?}");
        assert_eq!(groups.contains(&NamedGroup::X25519MLKEM768), !no_pq, "{groups:?}");
    }
}
