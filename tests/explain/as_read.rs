//! A capture dissected as it is read tells what a recording of it tells, and learns the secrets that it brings on the way.

use proptest::prelude::*;

use wirewalk::dissect::{Message, dissect};
use wirewalk::explain::summary::Summary;
use wirewalk::explain::{Told, explain};
use wirewalk::recording::Side::{Client, Server};
use wirewalk::recording::capture;
use wirewalk::recording::{Recording, Secrets, Side, What};
use wirewalk_testing::captures::{bytes, connection, read, written};
use wirewalk_testing::recordings;

/// All messages of a capture, each connection's in order.
fn messages(file: &[u8]) -> Vec<Message> {
    let mut all = Vec::new();
    let account = explain(file, &Secrets::none(), |told| {
        if let Told::Message(connection, message) = told {
            assert_eq!(connection.id, message.connection);
            all.push(message);
        }
    });
    assert_eq!(account.unwrap().packets, read(file).packets);
    all.sort_by_key(|message| (message.connection, message.index));
    all
}

/// The same by way of a recording.
fn recorded(file: &[u8]) -> Vec<Message> {
    let recording = read(file).recording;
    let mut all: Vec<Message> = dissect(&recording, &Secrets::none()).collect();
    all.sort_by_key(|message| (message.connection, message.index));
    all
}

#[test]
fn messages_come_while_the_connection_goes_on_and_its_end_is_told() {
    let get = "GET / HTTP/1.1\r\nHost: bob\r\n\r\n";
    let said = [
        (0, Client, What::Open),
        (1, Client, bytes(get)),
        (2, Server, bytes("HTTP/1.1 204 No Content\r\n\r\n")),
        (3, Client, What::Close),
    ];
    let file = written(&[&Recording { connections: vec![connection(0, said)] }]);
    let mut told = Vec::new();
    let account = explain(&file[..], &Secrets::none(), |news| {
        told.push(match news {
            Told::Connection(connection) => format!("from port {}", connection.client.addr.port()),
            Told::Event(_, event) => format!("{} {}", event.side, matches!(event.what, What::Bytes(_))),
            Told::Message(_, message) => format!("{} says {} bytes", message.side, message.wire().len()),
            Told::Over(_) => "over".to_owned(),
        });
    });
    let expected = [
        "from port 50000",
        "client false",
        "client true",
        "client says 29 bytes",
        "server true",
        "server says 27 bytes",
        "client false",
        "server false",
        "over",
    ];
    assert_eq!(told, expected);
    assert_eq!(account.unwrap().connections, 1);
}

#[test]
fn an_error_comes_after_what_was_there() {
    let said = [(0, Client, What::Open), (1, Client, bytes("GET / HTTP/1.1\r\nHost: bob\r\n\r\n"))];
    let file = written(&[&Recording { connections: vec![connection(0, said)] }]);
    let mut count = 0;
    let cut = explain(&file[..file.len() - 1], &Secrets::none(), |told| {
        count += usize::from(matches!(told, Told::Message(..)));
    });
    assert!(matches!(cut, Err(capture::CaptureError::Truncated { .. })));
    assert_eq!(count, 1);
}

/// What the summary says of each conversation: how it was protected; how many failed.
fn summary(file: &[u8]) -> (Vec<String>, usize) {
    let mut summary = Summary::default();
    explain(file, &Secrets::none(), |told| summary.note(&told)).unwrap();
    let protected = summary.table(|_| 0).into_iter().skip(1).map(|row| row[2].clone()).collect();
    (protected, summary.failures().count())
}

#[test]
fn the_summary_says_that_data_came_early_and_what_came_of_it() {
    let file = format!("{}/tests/captures/early-data.pcapng", env!("CARGO_MANIFEST_DIR"));
    let (protected, _) = summary(&std::fs::read(file).unwrap());
    let early: Vec<_> = protected.iter().map(|said| said.contains("early data, which can be replayed")).collect();
    assert_eq!(early, [false, true], "{protected:?}");
    let as_eve = |early: [u8; 4]| {
        let body = [&[3, 3][..], &[7; 32], &[0, 0, 2, 0x13, 1, 1, 0, 0, 4], &early].concat();
        let first = [&[22, 3, 1, 0, body.len() as u8 + 4, 1, 0, 0, body.len() as u8][..], &body].concat();
        let chosen = hello(2, &[0x13, 1, 0, 0, 6, 0, 43, 0, 2, 3, 4]);
        let said = [(0, Client, raw(first)), (1, Server, raw(chosen))];
        summary(&written(&[&Recording { connections: vec![connection(0, said)] }])).0.remove(0)
    };
    assert!(as_eve([0, 42, 0, 0]).contains("early data tried"), "{}", as_eve([0, 42, 0, 0]));
    assert!(!as_eve([0, 49, 0, 0]).contains("early"), "{}", as_eve([0, 49, 0, 0]));
}

#[test]
fn the_summary_says_which_sessions_went_on() {
    for (name, version) in [("tls12-resumption", "TLS 1.2"), ("early-data", "TLS 1.3")] {
        let file = format!("{}/tests/captures/{name}.pcapng", env!("CARGO_MANIFEST_DIR"));
        let (protected, failed) = summary(&std::fs::read(file).unwrap());
        let resumed: Vec<_> = protected.iter().map(|said| said.contains(", resumed;")).collect();
        assert!(resumed == [false, true] && failed == 0, "{protected:?}");
        assert!(protected.iter().all(|said| said.starts_with(version)), "{protected:?}");
    }
}

/// A record with a ClientHello or a ServerHello of TLS 1.2, which ends so.
fn hello(kind: u8, tail: &[u8]) -> Vec<u8> {
    let body = [&[3, 3][..], &[7; 32], &[0], tail].concat();
    [&[22, 3, 3, 0, body.len() as u8 + 4, kind, 0, 0, body.len() as u8][..], &body].concat()
}

fn raw(bytes: Vec<u8>) -> What {
    What::Bytes(bytes.into())
}

/// A handshake of TLS 1.2 as Eve sees it, after this alert of the server's.
fn shaken_after(alert: [u8; 2]) -> Vec<u8> {
    let finished = [&[20, 3, 3, 0, 1, 1, 22, 3, 3, 0, 40][..], &[9; 40]].concat();
    let said = [
        (0, Client, What::Open),
        (1, Client, raw(hello(1, &[0, 2, 0xc0, 0x2f, 1, 0]))),
        (2, Server, raw([&[21, 3, 3, 0, 2][..], &alert].concat())),
        (3, Server, raw([hello(2, &[0xc0, 0x2f, 0]), vec![22, 3, 3, 0, 4, 14, 0, 0, 0]].concat())),
        (4, Client, raw(finished.clone())),
        (5, Server, raw(finished)),
        (6, Client, What::Close),
    ];
    written(&[&Recording { connections: vec![connection(0, said)] }])
}

/// The server's first words are lost. Whether the client encrypts after its ChangeCipherSpec they would have said; what it
/// says does not look as if it were in the clear.
#[test]
fn what_begins_with_a_loss_is_not_taken_for_something_else() {
    let change = [20, 3, 3, 0, 1, 1];
    let sealed = |kind, first: u8| [&[kind, 3, 3, 0, 26, first][..], &[9; 25]].concat();
    let said = [
        (0, Client, What::Open),
        (1, Client, raw(hello(1, &[0, 2, 0xc0, 0x2f, 1, 0]))),
        (2, Server, What::Gap(1000)),
        (3, Server, raw(vec![9; 40])),
        // A nonce that is a counter begins like a HelloRequest, and like an alert of no level.
        (4, Client, raw([&change[..], &sealed(22, 0), &sealed(21, 0)].concat())),
        (5, Client, What::Close),
    ];
    let file = written(&[&Recording { connections: vec![connection(0, said)] }]);
    assert_eq!(summary(&file), (vec!["TLS whose beginning is missing".to_owned()], 0));
    let ids: Vec<_> = messages(&file).iter().flat_map(|m| m.walk().map(|f| f.label.id).collect::<Vec<_>>()).collect();
    assert_eq!(ids.iter().filter(|id| **id == "wirewalk.tls.ciphertext").count(), 2, "{ids:?}");
    assert!(!ids.contains(&"tls.alert_message.desc"), "{ids:?}");
}

#[test]
fn a_reset_after_everything_was_said_breaks_nothing_off() {
    let failed = |end: &[(u64, Side, What)]| {
        let said = [(0, Client, What::Open), (1, Client, bytes("GET / HTTP/1.1\r\nHost: bob\r\n\r\n"))];
        let recording = Recording { connections: vec![connection(0, said.into_iter().chain(end.iter().cloned()))] };
        summary(&written(&[&recording])).1
    };
    let answer = (2, Server, bytes("HTTP/1.1 204 No Content\r\n\r\n"));
    let [hangs_up, is_over] = [(3, Client, What::HalfClose), (3, Server, What::HalfClose)];
    assert_eq!(failed(&[answer.clone(), is_over, (4, Client, What::Reset)]), 0, "the server had said everything");
    assert_eq!(failed(&[answer.clone(), hangs_up.clone(), (4, Client, What::Reset)]), 0, "so had the client");
    assert_eq!(failed(&[answer, (4, Client, What::Reset)]), 1);
    assert_eq!(failed(&[hangs_up, (4, Server, What::Reset)]), 1, "the server would not answer");
}

#[test]
fn whoever_shows_no_certificate_leaks_none() {
    let leaks = |certificates: &[u8]| {
        let said = [
            (0, Client, What::Open),
            (1, Client, raw(hello(1, &[0, 2, 0xc0, 0x2f, 1, 0]))),
            (2, Server, raw([hello(2, &[0xc0, 0x2f, 0]), vec![22, 3, 3, 0, 4, 14, 0, 0, 0]].concat())),
            (3, Client, raw([&[22, 3, 3, 0, certificates.len() as u8][..], certificates].concat())),
        ];
        let file = written(&[&Recording { connections: vec![connection(0, said)] }]);
        let mut summary = Summary::default();
        explain(&file[..], &Secrets::none(), |told| summary.note(&told)).unwrap();
        summary.table(|_| 0)[1][3].clone()
    };
    assert!(leaks(&[11, 0, 0, 8, 0, 0, 5, 0, 0, 2, 48, 0]).contains("the client's certificate"));
    assert!(!leaks(&[11, 0, 0, 3, 0, 0, 0]).contains("certificate"));
}

#[test]
fn a_warning_on_which_the_connection_went_on_is_no_failure() {
    const UNRECOGNIZED_NAME: u8 = 112;
    assert_eq!(summary(&shaken_after([1, UNRECOGNIZED_NAME])).1, 0);
    assert_eq!(summary(&shaken_after([2, UNRECOGNIZED_NAME])).1, 1);
}

proptest! {
    #[test]
    fn it_tells_what_a_recording_of_it_tells(recording in recordings::recordings()) {
        let file = written(&[&recording]);
        prop_assert_eq!(messages(&file), recorded(&file));
    }
}
