//! Round trips: what the client waits for, and not what the server says unasked.

use std::fs;

use wirewalk::claims::tls;
use wirewalk::compare::{Options, read};
use wirewalk::dissect::facts::{Facts, handshake_type, is_record};
use wirewalk::dissect::names::{tls_messages, tls_record};
use wirewalk::dissect::{Field, Message};
use wirewalk::recording::{Recording, Secrets, Side, What};
use wirewalk::story::Scene;
use wirewalk_testing::captures;
use wirewalk_testing::explain::frozen;

/// The first conversation in TLS 1.3 of a frozen capture, cut into records, of which those of the server that `early` chooses
/// come before the client's request.
fn rearranged(early: fn(&Message) -> bool) -> (Recording, Secrets) {
    let capture = captures::read(&fs::read(frozen("early-data.pcapng")).expect("the frozen capture"));
    let secrets = Secrets::none().with_key_log(capture.key_log);
    let is_13 = |of: &Scene| {
        let facts = tls::facts(of, 0);
        facts.is_tls13() && facts.read.both() == [true; 2]
    };
    let alone = |connection| Recording { connections: vec![connection] };
    let scenes = capture.recording.connections.into_iter().map(|c| Scene::of("one", alone(c), secrets.clone()));
    let scene = scenes.into_iter().find(is_13).expect("a conversation in TLS 1.3");
    let (moved, mut said): (Vec<&Message>, Vec<&Message>) =
        scene.insider.iter().filter(|m| is_record(m)).partition(|m| m.side == Side::Server && early(m));
    assert!(!moved.is_empty(), "there is something to move");
    let request = |m: &&Message| m.side == Side::Client && m.find(&tls_record::CONTENT).is_some();
    let request = said.iter().position(request).expect("a request");
    said.splice(request..request, moved);
    let records = said.iter().map(|m| (m.side, What::Bytes(m.wire().clone())));
    let events = [(Side::Client, What::Open)].into_iter().chain(records);
    let events = (1..).zip(events).map(|(at, (side, what))| (at * 1_000_000, side, what));
    (alone(captures::connection(0, events)), secrets)
}

fn is_ticket(message: &Message) -> bool {
    const NEW_SESSION_TICKET: u64 = 4;
    message.find(&tls_messages::TYPE).and_then(Field::number) == Some(NEW_SESSION_TICKET)
}

fn is_data(message: &Message) -> bool {
    message.find(&tls_record::CONTENT).is_some()
}

fn compared(recording: &Recording, secrets: Secrets) -> Option<u64> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("rearranged.pcapng");
    fs::write(&file, captures::written(&[recording])).expect("the capture is written");
    read(&file, &Options { secret: None, secrets }).expect("a capture").units[0].round_trips
}

#[test]
fn a_ticket_before_the_request_is_no_round_trip() {
    let (recording, secrets) = rearranged(is_ticket);
    let facts = tls::facts(&Scene::of("tickets", recording.clone(), secrets.clone()), 0);
    assert!(facts.has_said(Side::Server, handshake_type::FINISHED) && facts.read.both() == [true; 2], "all is opened");
    assert_eq!(facts.round_trips, 1, "the client waited for the server's hello alone");
    assert_eq!(compared(&recording, secrets), Some(3), "TCP's, the handshake's, the answer's");
}

/// As HTTP/2's settings.
#[test]
fn data_that_the_server_sends_before_it_was_asked_is_no_round_trip_and_no_answer() {
    let (recording, secrets) = rearranged(is_data);
    let scene = Scene::of("unasked", recording.clone(), secrets.clone());
    assert_eq!(Facts::of(&scene.insider).round_trips, 1);
    assert_eq!(compared(&recording, secrets), None, "nothing came after the request");
}

/// A client of TLS 1.3 sends it as soon as it has read the server's hello, and the rest of the server's flight may be on its way yet.
#[test]
fn a_change_cipher_spec_within_the_servers_flight_is_no_round_trip() {
    let (mut recording, secrets) = rearranged(is_ticket);
    let events = &mut recording.connections[0].events;
    let is_spec = |what: &What| matches!(what, What::Bytes(bytes) if bytes.first() == Some(&20));
    let spec = events.iter().position(|e| e.side == Side::Client && is_spec(&e.what)).expect("the client sends one");
    let hello = events.iter().position(|e| e.side == Side::Server).expect("the server speaks");
    assert!(hello + 1 < spec, "there is something to move");
    let moved = events.remove(spec);
    events.insert(hello + 1, moved);
    let facts = tls::facts(&Scene::of("changed", recording, secrets), 0);
    assert!(facts.has_said(Side::Server, handshake_type::FINISHED) && facts.read.both() == [true; 2], "all is opened");
    assert_eq!(facts.round_trips, 1, "the client waited for the server's hello alone");
}
