//! Protocols that begin in the clear: what is said there, whether TLS begins, and what is in it.

use std::fs;

use rustls::version::{TLS12, TLS13};
use wirewalk::dissect::facts::Upgrade;
use wirewalk::dissect::{Message, dissect, tiling};
use wirewalk::explain::explain;
use wirewalk::explain::summary::Summary;
use wirewalk::recording::Side::{Client, Server};
use wirewalk::recording::{Recording, Secrets, Side, What};
use wirewalk_testing::captures::{connection, written};
use wirewalk_testing::outside::vectors;
use wirewalk_testing::starttls::{clear, inside, ways};
use wirewalk_testing::tls::Setup;
use wirewalk_testing::tunnels::Script;

fn recording(said: impl IntoIterator<Item = (Side, What)>) -> Recording {
    let events = [(Client, What::Open)].into_iter().chain(said);
    Recording { connections: vec![connection(0, (1..).zip(events).map(|(at, (side, what))| (at, side, what)))] }
}

fn script(script: Script) -> impl Iterator<Item = (Side, What)> {
    script.into_iter().map(|(side, bytes)| (side, What::Bytes(bytes.into())))
}

/// The row of the table, and the failure: its name and what it says.
fn told(recording: &Recording, secrets: &Secrets) -> (Vec<String>, String) {
    let mut summary = Summary::default();
    explain(&written(&[recording])[..], secrets, |told| summary.note(&told)).expect("a capture");
    let failed = summary.failures().next().map(|(_, failure)| format!("{}: {}", failure.name, failure.what));
    (summary.table(|_| 0).remove(1), failed.unwrap_or_default())
}

fn messages(recording: &Recording, secrets: &Secrets) -> Vec<Message> {
    let messages: Vec<Message> = dissect(recording, secrets).collect();
    let sent = [Client, Server].map(|side| recording.connections[0].stream(side));
    for message in &messages {
        tiling::check(message).unwrap_or_else(|error| panic!("{}: {error}", message.index));
        if !message.is_inside() {
            let from = &sent[message.side as usize][message.offset as usize..];
            assert!(from.starts_with(message.wire()), "message {} stands somewhere else", message.index);
        }
    }
    let crossed = messages.iter().map(Message::crossed).sum::<usize>();
    assert_eq!(crossed, sent.concat().len(), "every byte comes out, once");
    messages
}

/// TLS behind the way there, and what is said inside.
fn upgraded(name: &str, way: Script, setup: &Setup) -> Recording {
    let mut pair = setup.connect();
    for (side, bytes) in inside(name) {
        match side {
            Client => pair.ask(bytes),
            Server => pair.answer(bytes),
        }
    }
    pair.close();
    recording(script(way).chain(pair.events.iter().map(|event| (event.side, event.what.clone()))))
}

#[test]
fn tls_behind_the_way_there_is_opened_and_the_same_protocol_goes_on_inside() {
    for version in [&TLS12, &TLS13] {
        let setup = Setup::version(version);
        for (name, way) in ways() {
            let recording = upgraded(name, way, &setup);
            let secrets = setup.secrets();
            let all = messages(&recording, &secrets);
            let problems: Vec<_> = all.iter().flat_map(Message::walk).filter(|field| field.problem.is_some()).collect();
            assert!(problems.is_empty(), "{name}: {problems:?}");
            let unexplained = |m: &&Message| m.find_id("wirewalk.unexplained").is_some();
            assert_eq!(all.iter().find(unexplained), None, "{name}");
            let within: Vec<_> = all.iter().filter(|m| m.is_inside()).collect();
            assert!(within.iter().all(|m| Upgrade::protocol(m) == Some(name)), "{name}");
            // The user's name is found inside, by its label.
            let user = within.iter().find_map(|m| m.find_id("wirewalk.login.user")?.name());
            assert!(user.is_some_and(|user| user.contains("alice")), "{name}");
            let (row, failed) = told(&recording, &secrets);
            assert!(row[2].starts_with(&format!("{name} that switched to TLS; TLS 1.")), "{row:?}");
            assert!(row[2].contains(&format!("decrypted: {name} inside")), "{row:?}");
            assert!(row[3].contains(&format!("that it is {name}")) && !row[3].contains("password"), "{row:?}");
            assert_eq!(failed, "", "{name}");
            let eve = told(&recording, &Secrets::none()).0;
            assert!(eve[2].contains("not decrypted") && eve[3].contains("localhost"), "{eve:?}");
        }
    }
}

#[test]
fn what_stays_in_the_clear_is_told_with_what_was_said_of_tls_and_who_logged_in() {
    for (name, why, said) in clear() {
        let recording = recording(script(said).chain([(Client, What::HalfClose), (Server, What::Close)]));
        let all = messages(&recording, &Secrets::none());
        let problems: Vec<_> = all.iter().flat_map(Message::walk).filter(|field| field.problem.is_some()).collect();
        assert!(problems.is_empty(), "{name}: {problems:?}");
        assert!(all.iter().all(|m| Upgrade::protocol(m) == Some(name)), "{name}: {all:?}");
        let (row, failed) = told(&recording, &Secrets::none());
        let how = match why {
            "refused" => "the server refused TLS",
            "not offered" => "TLS was not offered; only a capture at the server would show",
            _ => "the server offered TLS, but the client did not ask for it",
        };
        assert!(row[2].starts_with(&format!("not at all: {name} in the clear; {how}")), "{row:?}");
        let user = if name == "LDAP" { "cn=alice" } else { "alice" };
        let login = match name {
            "MySQL" => format!("a proof of the password of the user {user}"),
            _ => format!("the password of the user {user}, in the clear"),
        };
        assert!(row[3].contains(&login) && !row[3].contains("walnut"), "{row:?}");
        assert_eq!(failed.starts_with("TLS refused"), why == "refused", "{name}: {failed}");
    }
}

#[test]
fn a_question_for_tls_without_an_answer_is_a_failure() {
    for (name, mut way) in ways() {
        if name == "MySQL" {
            continue; // which does not wait for one
        }
        way.pop();
        let recording = recording(script(way).chain([(Server, What::HalfClose), (Client, What::Close)]));
        messages(&recording, &Secrets::none());
        let (row, failed) = told(&recording, &Secrets::none());
        assert!(failed.starts_with("TLS not answered"), "{name}: {failed}");
        assert!(row[2].contains("the client asked for TLS, but it did not begin"), "{row:?}");
    }
}

#[test]
fn what_the_client_says_between_its_wish_and_tls_is_marked_and_tls_is_followed_all_the_same() {
    let setup = Setup::version(&TLS13);
    let (name, mut way) = ways().swap_remove(0);
    way[3].1.extend(b"MAIL FROM:<mallory@m.example>\r\n");
    let recording = upgraded(name, way, &setup);
    let all = messages(&recording, &setup.secrets());
    let early = all.iter().find_map(|m| m.find_id("wirewalk.upgrade.early")).expect("it is there");
    assert!(early.problem.as_ref().is_some_and(|problem| problem.0.contains("obeys anyone on the path")), "{early:?}");
    let row = told(&recording, &setup.secrets()).0;
    assert!(row[2].contains("with commands sent in the clear after the request for TLS; TLS 1.3"), "{row:?}");
    assert!(row[2].contains("decrypted: SMTP inside"), "{row:?}");
}

#[test]
fn a_side_that_is_missing_does_not_hide_tls() {
    let setup = Setup::version(&TLS13);
    for (name, way) in ways() {
        for side in [Client, Server] {
            let mut one = upgraded(name, way.clone(), &setup);
            one.connections[0].events.retain(|event| event.side == side || !matches!(event.what, What::Bytes(_)));
            let all = messages(&one, &Secrets::none());
            let hello = all.iter().any(|m| m.find_id("tls.handshake.type").is_some());
            // In MySQL and IMAP the server speaks first: without it, the client's words say nothing. A single letter or an element
            // of a server says nothing by itself either.
            let tells = match side {
                Client => !matches!(name, "MySQL" | "IMAP"),
                Server => matches!(name, "SMTP" | "IMAP" | "POP3" | "FTP"),
            };
            assert!(hello || !tells, "{name}: {side} alone");
        }
    }
}

#[test]
fn published_captures_of_smtp_go_over_into_tls() {
    let Some(folder) = vectors() else { return };
    let mut summary = Summary::default();
    let file = fs::read(folder.join("starttls/smtp-starttls.pcap")).expect("a capture");
    explain(&file[..], &Secrets::none(), |told| summary.note(&told)).expect("a capture");
    for row in summary.table(|_| 0).into_iter().skip(1) {
        println!("{row:?}");
        assert!(row[2].starts_with("SMTP that switched to TLS"), "{row:?}");
        assert!(row[3].contains("that it is SMTP, and what was sent before TLS"), "{row:?}");
        assert_eq!(row[4], "—");
    }
}

/// A server of FTP on a port of nobody's, whose greeting is long, says what it is only by what its client asks.
#[test]
fn a_long_greeting_is_waited_for_and_a_line_without_an_end_is_not() {
    let banner = b"220-Whoever enters here does so at their own risk.\r\n".repeat(60);
    let mut way = vec![(Server, [&banner[..], b"220 \r\n"].concat())];
    way.extend([(Client, b"USER alice\r\n".to_vec()), (Server, b"331 \r\n".to_vec())]);
    let mut ftp = recording(script(way.clone()));
    ftp.connections[0].server.addr.set_port(7);
    let said = messages(&ftp, &Secrets::none());
    assert!(said.iter().any(|message| message.find_id("ftp.request.command").is_some()), "USER is FTP's");
    // The same where the first line never ends: it is read as far as it goes, and nothing is lost.
    way[0].1.retain(|byte| !b"\r\n".contains(byte));
    let mut endless = recording(script(way));
    endless.connections[0].server.addr.set_port(7);
    messages(&endless, &Secrets::none());
}
