//! A capture dissected as it is read tells what a recording of it tells, and learns the secrets that it brings on the way.

use proptest::prelude::*;

use wirewalk::dissect::{Message, dissect};
use wirewalk::explain::{Told, explain};
use wirewalk::recording::Side::{Client, Server};
use wirewalk::recording::capture;
use wirewalk::recording::{Recording, Secrets, What};

#[path = "common/captures.rs"]
mod captures;
#[path = "common/recordings.rs"]
mod recordings;

use captures::{bytes, connection, read, written};

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

proptest! {
    #[test]
    fn it_tells_what_a_recording_of_it_tells(recording in recordings::recordings()) {
        let file = written(&[&recording]);
        prop_assert_eq!(messages(&file), recorded(&file));
    }
}
