//! Recordings made by hand, and what is made of them.

pub use crate::trees::{tree, trees};
use bytes::Bytes;
use wirewalk::dissect::{Message, dissect, tiling};
use wirewalk::recording::{Connection, Endpoint, Recording, Secrets, Side, Timestamp, What, WireEvent};

/// When everything happens: 2023-11-14T22:13:20Z.
pub const NOW: u64 = 1_700_000_000;

/// An event in this second.
pub fn event(side: Side, what: What) -> WireEvent {
    WireEvent { at: Timestamp(NOW * 1_000_000_000), side, what, packet: None }
}

/// The client sends this.
pub fn c(bytes: impl AsRef<[u8]>) -> WireEvent {
    event(Side::Client, What::Bytes(Bytes::copy_from_slice(bytes.as_ref())))
}

/// The server sends this.
pub fn s(bytes: impl AsRef<[u8]>) -> WireEvent {
    event(Side::Server, What::Bytes(Bytes::copy_from_slice(bytes.as_ref())))
}

/// The connection is closed in order.
pub fn close() -> WireEvent {
    event(Side::Client, What::Close)
}

/// One connection on which this happens.
pub fn connection(id: u32, events: Vec<WireEvent>) -> Connection {
    let end = |name: &str, port| Endpoint { name: name.to_owned(), addr: ([127, 0, 0, 1], port).into() };
    Connection { id, hop: 0, client: end("Alice", 40_000), server: end("Bob", 5985), through: Vec::new(), events }
}

/// What one connection says to someone with these secrets; every message is checked for tiling.
pub fn messages_with(events: &[WireEvent], secrets: &Secrets) -> Vec<Message> {
    let recording = Recording { connections: vec![connection(0, events.to_vec())] };
    let messages: Vec<Message> = dissect(&recording, secrets).collect();
    for (nth, message) in messages.iter().enumerate() {
        assert_eq!(message.index as usize, nth);
        if let Err(error) = tiling::check(message) {
            panic!("message {nth}: {error}\n{}", tree(message));
        }
    }
    messages
}

/// What one connection says to Eve.
pub fn messages(events: &[WireEvent]) -> Vec<Message> {
    messages_with(events, &Secrets::none())
}

// Each test uses what it needs of this; what one does not need is not dead.
const _: fn(&[Message]) -> String = trees;
