//! DNS: each input is a datagram on DNS's port, on multicast DNS's, on LLMNR's and on another one, and a stream over TCP. Every byte must
//! have exactly one leaf, the facts must be read of whatever it is, and a stream that is understood must be the same however it is cut.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wirewalk::dissect::dns::facts::{self, Lookups};
use wirewalk::dissect::{Dissector, Message, tiling};
use wirewalk::recording::{Connection, Endpoint, Secrets, Side, StreamNumber, Timestamp, Transport, What, WireEvent};

fn connection(transport: Transport, port: u16) -> Connection {
    let end = |port| Endpoint { name: String::new(), addr: ([127, 0, 0, 1], port).into() };
    let id = StreamNumber { transport, number: 0 }.id();
    Connection { id, hop: 0, client: end(40_000), server: end(port), through: Vec::new(), events: Vec::new() }
}

fn messages(connection: &Connection, side: Side, pieces: &[&[u8]]) -> Vec<Message> {
    let secrets = Secrets::none();
    let mut dissector = Dissector::of(connection, &secrets);
    for piece in pieces {
        let what = What::Bytes(piece.to_vec().into());
        dissector.push(&WireEvent { at: Timestamp(1), side, what, packet: None });
    }
    dissector.finish();
    let messages: Vec<Message> = std::iter::from_fn(|| dissector.pop()).collect();
    let mut lookups = Lookups::default();
    for message in &messages {
        if let Err(error) = tiling::check(message) {
            panic!("message {}: {error}", message.index);
        }
        lookups.note(message);
        facts::message(message).map(facts::words);
    }
    messages
}

fuzz_target!(|input: &[u8]| {
    for port in [53, 5353, 5355, 4000] {
        for side in [Side::Client, Side::Server] {
            messages(&connection(Transport::Udp, port), side, &[input]);
        }
    }
    let framed = [&(input.len().min(0xffff) as u16).to_be_bytes()[..], input].concat();
    let tcp = connection(Transport::Tcp, 53);
    for side in [Side::Client, Side::Server] {
        let whole = messages(&tcp, side, &[&framed]);
        let halves = framed.split_at(framed.len() / 2);
        let cut = messages(&tcp, side, &[halves.0, halves.1]);
        let fields = |messages: &[Message]| messages.iter().map(|m| (m.offset, m.fields.clone())).collect::<Vec<_>>();
        // What nobody understands comes as it came, and a later packet of it may begin a TLS record: both depend on the cuts.
        let understood = |messages: &[Message]| messages.iter().all(|m| m.find_id("wirewalk.unexplained").is_none());
        if understood(&whole) && understood(&cut) {
            assert_eq!(fields(&whole), fields(&cut));
        }
    }
});
