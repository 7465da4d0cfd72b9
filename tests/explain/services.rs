//! What the summary says of WebSocket and of gRPC.

use wirewalk::explain::explain;
use wirewalk::explain::summary::Summary;
use wirewalk::recording::{Recording, Secrets, WireEvent};
use wirewalk_testing::captures::written;
use wirewalk_testing::wire::connection;
use wirewalk_testing::{grpc, websocket};

/// The row of the table, and the failure: its name and what it says.
fn told(events: Vec<WireEvent>) -> (Vec<String>, String) {
    let recording = Recording { connections: vec![connection(0, events)] };
    let mut summary = Summary::default();
    explain(&written(&[&recording])[..], &Secrets::none(), |told| summary.note(&told)).expect("a capture");
    let failed = summary.failures().next().map(|(_, failure)| format!("{}: {}", failure.name, failure.what));
    (summary.table(|_| 0).remove(1), failed.unwrap_or_default())
}

#[test]
fn websocket_in_the_clear_is_told_and_is_no_failure() {
    let (row, failed) = told(websocket::deflated());
    assert_eq!(row[2], "not at all: HTTP in the clear, then WebSocket");
    assert!(row[3].starts_with("everything") && failed.is_empty(), "{row:?} {failed}");
}

#[test]
fn a_call_that_failed_is_a_failure_though_http_says_200() {
    let (row, failed) = told(grpc::calls());
    assert_eq!(row[2], "not at all: HTTP/2 in the clear");
    assert!(failed.starts_with("gRPC call failed: the gRPC call ended with NOT_FOUND: “no acorn”"), "{failed}");
    // The first call alone went well.
    let mut first = grpc::calls();
    first.truncate(2);
    assert_eq!(told(first).1, "");
}
