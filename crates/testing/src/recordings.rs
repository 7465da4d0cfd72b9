//! Random recordings, for what must hold for all of them.

use std::net::Ipv6Addr;

use proptest::prelude::*;

use wirewalk::recording::Side::{Client, Server};
use wirewalk::recording::{Connection, Recording, Side, What};
use wirewalk::render::pcapng::MAX_SEGMENT;

use crate::captures::connection;

/// Recordings of up to three connections, in the form in which the reader tells them: a connection opens, both talk, and
/// then it stays open, is broken off, or one side closes, the other goes on talking for a while and closes too.
pub fn recordings() -> impl Strategy<Value = Recording> {
    prop::collection::vec((any::<bool>(), talk(), ending()), 1..4).prop_map(|connections| Recording {
        connections: connections
            .into_iter()
            .enumerate()
            .map(|(id, (v6, talk, ending))| build(id as u32, v6, talk, ending))
            .collect(),
    })
}

#[derive(Clone, Debug)]
enum Ending {
    Open,
    Reset(Side),
    Closed(Side, Vec<What>, bool),
}

fn side() -> impl Strategy<Value = Side> {
    prop_oneof![Just(Client), Just(Server)]
}

fn said() -> impl Strategy<Value = What> {
    let len = prop_oneof![6 => 1..300usize, 2 => (MAX_SEGMENT - 1)..(MAX_SEGMENT + 2), 1 => 100_000..200_000usize];
    let bytes = (len, any::<u8>())
        .prop_map(|(len, seed)| What::Bytes((0..len).map(|i| (i as u8).wrapping_mul(31).wrapping_add(seed)).collect()));
    prop_oneof![8 => bytes, 1 => (2..100_000u64).prop_map(What::Gap), 1 => (1u64 << 30..1 << 33).prop_map(What::Gap)]
}

fn talk() -> impl Strategy<Value = Vec<(Side, What)>> {
    prop::collection::vec((side(), said()), 0..8)
}

fn ending() -> impl Strategy<Value = Ending> {
    let rest = prop::collection::vec(said(), 0..3);
    prop_oneof![
        Just(Ending::Open),
        side().prop_map(Ending::Reset),
        (side(), rest, any::<bool>()).prop_map(|(side, rest, close)| Ending::Closed(side, rest, close)),
    ]
}

fn build(id: u32, v6: bool, talk: Vec<(Side, What)>, ending: Ending) -> Connection {
    let mut events = vec![(Client, What::Open)];
    events.extend(talk);
    match ending {
        Ending::Open => {}
        Ending::Reset(side) => events.push((side, What::Reset)),
        Ending::Closed(side, rest, close) => {
            events.push((side, What::HalfClose));
            events.extend(rest.into_iter().map(|what| (side.other(), what)));
            events.extend(close.then_some((side.other(), What::Close)));
        }
    }
    let times = (1u64..).map(|i| i * 1_000_003 % 7_919); // not in order
    let mut connection = connection(id, events.into_iter().zip(times).map(|((side, what), at)| (at, side, what)));
    if v6 {
        connection.client.addr.set_ip(Ipv6Addr::LOCALHOST.into());
        connection.server.addr.set_ip(Ipv6Addr::new(0xfd00, 0, 0, 0, 0, 0, 0, 1).into());
    }
    connection
}
