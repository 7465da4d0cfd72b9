//! Lesson 9's claims, and that they can fail: a copy that was not sent, a ticket that was refused, a key that is wrong.

use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use rustls::{NamedGroup, NoKeyLog};
use wirewalk::callers::http::{self, Malformed};
use wirewalk::lesson9::{LESSON, alices_side};
use wirewalk::recording::secrets::KeyLog;
use wirewalk::recording::{Connection, Recording, Secrets, Side, What, WireEvent, capture};
use wirewalk::story::{Scene, Transcript, hex};
use wirewalk::tls::{self, Wishes};
use wirewalk_testing::claimed::{self, fails};
use wirewalk_testing::explain::frozen;
use wirewalk_testing::program;
use wirewalk_testing::server::Server;

use crate::{Walked, walked};

/// One walk for all tests.
fn walk() -> &'static Transcript {
    &walked(&LESSON).transcript
}

fn played(id: &str) -> &'static Scene {
    walk().scenes.iter().find(|s| s.id == id).expect("a scene of this name")
}

/// The same transcript with another scene in the place of one.
fn instead(id: &str, scene: &Scene) -> Transcript {
    claimed::with(&LESSON.about, walk(), |other| {
        (other.id == id).then(|| Scene { id: other.id.clone(), ..scene.clone() })
    })
}

/// The same transcript with other secrets of one scene.
fn knowing(id: &str, secrets: Secrets) -> Transcript {
    instead(id, &Scene::of(id.to_owned(), played(id).recording.clone(), secrets))
}

/// The same transcript in which one scene's recording was altered.
fn altered(id: &str, alter: impl FnOnce(&mut Recording)) -> Transcript {
    let mut recording = played(id).recording.clone();
    alter(&mut recording);
    instead(id, &Scene::of(id.to_owned(), recording, played(id).secrets.clone()))
}

/// The connection with this number on a leg.
fn nth(recording: &mut Recording, hop: u8, nth: usize) -> &mut Connection {
    recording.connections.iter_mut().filter(|c| c.hop == hop).nth(nth).expect("so many connections")
}

/// Changes one byte of what a side sent.
fn flip(connection: &mut Connection, side: Side, at: usize) {
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

/// Where the first record of a side that holds a field begins on a connection, and how long it is.
fn record(id: &str, (hop, number): (u8, usize), side: Side, field: &str) -> (usize, usize) {
    let scene = played(id);
    let connection = scene.recording.connections.iter().filter(|c| c.hop == hop).nth(number).expect("a connection").id;
    let mut said = scene.insider.iter().filter(|m| m.connection == connection && m.side == side);
    let message =
        said.find(|m| m.find_id("tls.record").is_some() && m.find_id(field).is_some()).expect("such a record");
    (message.offset as usize, message.wire().len())
}

#[test]
fn every_claim_of_the_walk_holds() {
    let made: Vec<_> = walk().claims().collect();
    assert_eq!(made.len(), 15);
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
fn without_the_secrets_nothing_is_said_about_a_second_visit() {
    let claims = [
        ("visits", "lesson9.ticket-given-encrypted"),
        ("visits", "lesson9.binder-recomputed"),
        ("visits", "lesson9.nothing-signed"),
        ("visits", "lesson9.finished-vouches"),
        ("line", "lesson9.early-saves-a-round-trip"),
        ("line", "lesson9.early-data-hidden-from-eve"),
        ("replay", "lesson9.replay-paid-twice"),
        ("single-use", "lesson9.single-use-refuses"),
        ("too-early", "lesson9.too-early-put-off"),
        ("tracker13", "lesson9.single-use-links-nothing"),
        ("stolen-key-12", "lesson9.stolen-key-opens-12"),
        ("stolen-key-13", "lesson9.stolen-key-opens-early-data-alone"),
    ];
    for (scene, id) in claims {
        fails(id, &knowing(scene, Secrets::none()), "nobody knows the secrets");
    }
}

#[test]
fn a_ticket_of_nobody_and_a_binder_that_is_wrong_are_noticed() {
    let gone = altered("visits", |recording| drop(recording.connections.remove(0)));
    for id in ["lesson9.ticket-given-encrypted", "lesson9.binder-recomputed", "lesson9.nothing-signed"] {
        fails(id, &gone, "there was no first visit");
    }
    let (begin, len) = record("visits", (0, 1), Side::Client, "wirewalk.tls.psk.binder");
    let forged = altered("visits", |recording| flip(nth(recording, 0, 1), Side::Client, begin + len - 1));
    fails("lesson9.binder-recomputed", &forged, "the binder is another one");
    let logged = Secrets::none().with_key_log(played("visits").secrets.key_log().clone());
    fails("lesson9.binder-recomputed", &knowing("visits", logged), "no key log leads to the binder's key");
}

#[test]
fn a_flight_that_does_not_open_proves_nothing() {
    let (begin, len) = record("visits", (0, 1), Side::Server, "tls.handshake.verify_data");
    let changed = altered("visits", |recording| flip(nth(recording, 0, 1), Side::Server, begin + len - 1));
    for id in ["lesson9.nothing-signed", "lesson9.finished-vouches"] {
        fails(id, &changed, "Bob's flight cannot be opened");
    }
    // Two first visits, of which the second is not resumed.
    let twice = altered("visits", |recording| {
        let mut copy = recording.connections[0].clone();
        copy.id = recording.connections[1].id;
        recording.connections[1] = copy;
    });
    for id in ["lesson9.nothing-signed", "lesson9.finished-vouches", "lesson9.ticket-given-encrypted"] {
        fails(id, &twice, "Bob signed on both");
    }
}

#[test]
fn early_data_that_is_not_early_saves_nothing() {
    let trip = walk().kept["line.round-trip"].parse().map(Duration::from_millis).expect("milliseconds");
    let late = altered("line", |recording| {
        let events = &mut nth(recording, 0, 2).events;
        let is = |event: &WireEvent| event.side == Side::Server && matches!(event.what, What::Bytes(_));
        let first = events.iter().position(is).expect("Bob answered");
        let mut rest = events[first].clone();
        let What::Bytes(bytes) = &rest.what else { panic!("bytes") };
        // His ServerHello begins when it did, and what follows it takes two round trips more: no later than with a ticket could be noise.
        let (begin, end) = (bytes.slice(..100), bytes.slice(100..));
        (events[first].what, rest.what) = (What::Bytes(begin), What::Bytes(end));
        events.insert(first + 1, rest);
        events.iter_mut().skip(first + 1).for_each(|event| event.at.0 += 2 * trip.as_nanos() as u64);
    });
    fails("lesson9.early-saves-a-round-trip", &late, "the answer came later");
    let patient = altered("line", |recording| {
        let mut copy = nth(recording, 0, 1).clone();
        let third = nth(recording, 0, 2);
        copy.id = third.id;
        *third = copy;
    });
    for id in ["lesson9.early-saves-a-round-trip", "lesson9.early-data-hidden-from-eve"] {
        fails(id, &patient, "nothing was sent early");
    }
    let (begin, len) = record("line", (0, 2), Side::Client, "wirewalk.tls.content");
    let changed = altered("line", |recording| flip(nth(recording, 0, 2), Side::Client, begin + len - 1));
    fails("lesson9.early-data-hidden-from-eve", &changed, "the early data cannot be opened");
}

#[test]
fn a_copy_that_was_not_sent_or_is_none_is_no_replay() {
    for (scene, id) in [
        ("replay", "lesson9.replay-paid-twice"),
        ("single-use", "lesson9.single-use-refuses"),
        ("too-early", "lesson9.too-early-put-off"),
    ] {
        let dropped = altered(scene, |recording| {
            let copy = nth(recording, 1, 2).id;
            recording.connections.retain(|c| c.id != copy);
        });
        fails(id, &dropped, "Mallory sent nothing");
        let other = altered(scene, |recording| flip(nth(recording, 1, 2), Side::Client, 20));
        fails(id, &other, "what Mallory sent is no copy");
        let (begin, len) = record(scene, (0, 2), Side::Server, "wirewalk.tls.content");
        let unread = altered(scene, |recording| flip(nth(recording, 0, 2), Side::Server, begin + len - 1));
        fails(id, &unread, "nobody knows how much was paid");
    }
}

/// Each of the three Bobs does what is claimed of him, and not what is claimed of another.
#[test]
fn the_three_bobs_are_told_apart() {
    let scenes = [
        ("replay", "lesson9.replay-paid-twice"),
        ("single-use", "lesson9.single-use-refuses"),
        ("too-early", "lesson9.too-early-put-off"),
    ];
    for (scene, id) in scenes {
        for (other, _) in scenes.iter().filter(|(other, _)| *other != scene) {
            let mut transcript = instead(scene, played(other));
            let told = walk().kept.get(other).expect("what Bob said").clone();
            transcript.kept.insert(scene, told);
            fails(id, &transcript, &format!("this is the scene `{other}`"));
        }
    }
}

#[test]
fn tickets_link_visits_only_where_they_are_the_same() {
    let (begin, len) = record("tracker12", (0, 1), Side::Client, "tls.handshake.extensions.session_ticket");
    let hello = played("tracker12").recording.connections[1].stream(Side::Client)[begin..begin + len].to_vec();
    let at = begin + wirewalk_ground::find(&hello, b"gAAAAA").expect("a token of lesson 2") + 40;
    let other = altered("tracker12", |recording| flip(nth(recording, 0, 1), Side::Client, at));
    fails("lesson9.ticket-links-in-12", &other, "another ticket was shown");
    fails("lesson9.ticket-links-in-12", &instead("tracker12", played("tracker13")), "this is TLS 1.3");
    fails("lesson9.single-use-links-nothing", &instead("tracker13", played("reused")), "a ticket was shown twice");
    fails("lesson9.reuse-links-in-13", &instead("reused", played("tracker13")), "each ticket was shown once");
}

#[test]
fn a_wrong_key_opens_nothing_and_more_keys_are_not_the_stolen_one() {
    for (scene, id) in [
        ("stolen-key-12", "lesson9.stolen-key-opens-12"),
        ("stolen-key-13", "lesson9.stolen-key-opens-early-data-alone"),
    ] {
        let mut wrong = KeyLog::new();
        for line in played(scene).secrets.key_log().entries() {
            let mut secret = line.secret.to_vec();
            secret[0] ^= 1;
            wrong.push(line.label.clone(), line.client_random, &secret);
        }
        assert!(!wrong.is_empty());
        fails(id, &knowing(scene, Secrets::none().with_key_log(wrong)), "the key is another one");
    }
    // With all that the client of the kept recording wrote down, everything opens.
    let kept = capture::read(&std::fs::read(frozen("ticket-key.pcapng")).expect("a capture")[..]).expect("ours");
    let all = Secrets::none().with_key_log(kept.key_log);
    fails("lesson9.stolen-key-opens-early-data-alone", &knowing("stolen-key-13", all), "these are all secrets");
}

/// The secret that Mallory derives from the stolen key is the one that the client wrote down.
#[test]
fn the_stolen_key_leads_to_the_clients_own_secret() {
    let kept = capture::read(&std::fs::read(frozen("ticket-key.pcapng")).expect("a capture")[..]).expect("ours");
    let key_log = played("stolen-key-13").secrets.key_log();
    assert_eq!(key_log.entries().len(), 2);
    for line in key_log.entries() {
        let theirs = kept.key_log.secret(&line.label, &line.client_random).expect("the client wrote it down");
        assert_eq!(hex(theirs), hex(&line.secret));
    }
}

#[test]
fn no_file_but_those_of_the_secrets_holds_one() {
    let Walked { transcript, left, folders } = walked(&LESSON);
    assert_eq!(*folders, 0, "what is in them would be read by nobody here");
    let key_log = transcript.key_log();
    assert!(!key_log.is_empty());
    for (name, bytes) in left {
        // What was kept holds its own secrets, as a recording of somebody's else.
        if name == "ticket-key.pcapng" {
            continue;
        }
        let text = String::from_utf8_lossy(bytes);
        let stands = |secret: &[u8]| {
            let binary = !name.ends_with(".json") && wirewalk_ground::find(bytes, secret).is_some();
            binary || text.contains(&hex(secret))
        };
        let holds = key_log.entries().iter().any(|line| stands(&line.secret));
        assert_eq!(holds, ["lesson9.keys", "lesson9-with-secrets.pcapng"].contains(&name.as_str()), "{name}");
    }
}

/// The two programs, on a wire of their own: the second visit stands on the first, and what came early was read.
#[test]
fn the_two_programs_meet_twice() {
    let here = tempfile::tempdir().expect("a folder");
    let at_home = || {
        let mut command = Command::new(program("lesson9"));
        command.current_dir(here.path()).env_remove("SSLKEYLOGFILE");
        command
    };
    for careless in [&[][..], &["--careless"]] {
        let server = Server::start(at_home().arg("server").args(careless));
        let output = at_home().args(["client", &server.url]).output().expect("it starts");
        let [said, aside] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("text"));
        assert_eq!(said, "The secret message is: fluffy tail\n", "{aside}");
        let (first, second) = (aside.find("A whole handshake"), aside.find("read the request before"));
        assert!(first.is_some() && first < second, "{aside}");
        let old = at_home().args(["client", "--tls12", &server.url]).output().expect("it starts");
        let aside = String::from_utf8(old.stderr).expect("text");
        assert!(aside.contains("no certificate, no signature"), "{aside}");
    }
    let wrong = at_home().args(["client", "--insecure", "tcp://127.0.0.1:1"]).output().expect("it starts");
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("it looks like https://localhost:8443/"));
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

/// No door stands before this lesson's Bob: he reads what can be read in one way only, whole or not at all.
#[test]
fn a_request_is_whole_or_waits_or_is_refused() {
    let whole = b"POST /pay HTTP/1.1\r\nContent-Length: 8\r\n\r\nacorns=5".to_vec();
    for cut in 0..whole.len() {
        let mut came = whole[..cut].to_vec();
        assert_eq!(http::request(&mut came), Ok(None), "{cut} bytes");
        assert_eq!(came, whole[..cut], "what is not whole waits");
    }
    let mut two = [whole.clone(), whole[..10].to_vec()].concat();
    let request = http::request(&mut two).expect("well formed").expect("whole");
    assert_eq!(
        (request.method.as_str(), request.path.as_str(), request.body.as_slice()),
        ("POST", "/pay", &b"acorns=5"[..])
    );
    assert_eq!(two, whole[..10], "the next one begins behind it");
    for head in [
        "Content-Length: 8\r\nContent-Length: 8",
        "Content-Length: +8",
        "Content-Length: 8, 8",
        "Content-Length: ",
        "Content-Length: 99999999999999999999",
        "Content-Length: 16385",
        "Transfer-Encoding: chunked",
        "Content-Length: 8\r\nTransfer-Encoding: chunked",
    ] {
        let mut came = format!("POST /pay HTTP/1.1\r\n{head}\r\n\r\nacorns=5").into_bytes();
        assert_eq!(http::request(&mut came), Err(Malformed::Length), "{head}");
    }
    assert!(matches!(http::request(&mut b"\x16\x03\x01 /\r\n\r\n".to_vec()), Err(Malformed::Head(_))));
    let endless = [b"GET / HTTP/1.1\r\nX: ".to_vec(), vec![b'x'; 1 << 15]].concat();
    assert_eq!(http::request(&mut endless.clone()), Err(Malformed::Long));
}
