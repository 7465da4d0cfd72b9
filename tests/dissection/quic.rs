//! QUIC: what opens and what does not, whatever is lost, doubled, moved or changed.

use bytes::Bytes;
use wirewalk::claims::flows::round_trips;
use wirewalk::dissect::{Message, Origin, dissect, names, tiling};
use wirewalk::recording::Side::{Client, Server};
use wirewalk::recording::{Connection, Endpoint, Recording, SecretId, Secrets, Side, TlsSecret, What, WireEvent};
use wirewalk::story::Scene;
use wirewalk_testing::quic_by_hand::{Hand, Kind, crypto, hello, named, server_hello, stream};
use wirewalk_testing::wire::event;

/// The first flow of UDP.
pub const FLOW: u32 = 1 << 31;

/// Datagrams of one flow between two ports.
pub fn flow(nth: u32, port: u16, said: &[(Side, Vec<u8>)]) -> Connection {
    let end = |name: &str, port| Endpoint { name: name.to_owned(), addr: ([127, 0, 0, 1], port).into() };
    let what = |(side, bytes): &(Side, Vec<u8>)| event(*side, What::Bytes(Bytes::copy_from_slice(bytes)));
    let events: Vec<WireEvent> = said.iter().map(what).collect();
    Connection {
        id: FLOW + nth,
        hop: 0,
        client: end("Alice", port),
        server: end("Bob", 4433),
        through: Vec::new(),
        events,
    }
}

/// What the flows say; every message is checked for tiling.
pub fn told(flows: Vec<Connection>, secrets: &Secrets) -> Vec<Message> {
    let recording = Recording { connections: flows };
    let messages: Vec<Message> = dissect(&recording, secrets).collect();
    for message in &messages {
        if let Err(error) = tiling::check(message) {
            panic!("message {} of {}: {error}", message.index, message.connection);
        }
    }
    messages
}

pub fn one(said: &[(Side, Vec<u8>)], secrets: &Secrets) -> Vec<Message> {
    told(vec![flow(0, 50_000, said)], secrets)
}

/// The frames of all datagrams, by name: a datagram in which nothing opened has none.
pub fn frames(messages: &[Message]) -> Vec<Vec<String>> {
    let crossed = messages.iter().filter(|message| !message.is_inside());
    let of = |m: &Message| m.all(&names::quic_frames::FRAME).filter_map(|f| Some(f.name()?.into_owned())).collect();
    crossed.map(of).collect()
}

pub fn ids(message: &Message, id: &str) -> usize {
    message.walk().filter(|field| field.label.id == id).count()
}

fn has_opened(message: &Message) -> bool {
    message.sources.iter().any(|source| matches!(source.origin, Origin::Decrypted { .. }))
}

/// A conversation from the hellos to data of both sides, in datagrams.
fn conversation(hand: &mut Hand) -> Vec<(Side, Vec<u8>)> {
    let [first, second] = hand.hellos("squirrel");
    let settled = hand.settled("squirrel", false);
    let ask = hand.packet(Client, Kind::Short, &stream(0, 0, b"nuts?", true));
    let answer = hand.packet(Server, Kind::Short, &stream(0, 0, b"walnut", true));
    vec![(Client, first), (Server, [second, settled].concat()), (Client, ask), (Server, answer)]
}

#[test]
fn initial_packets_open_without_any_secret_and_nothing_else_does() {
    for version in [1, 2] {
        let mut hand = Hand::new(version);
        let said = conversation(&mut hand);
        let eve = one(&said, &Secrets::none());
        assert_eq!(frames(&eve), [vec!["CRYPTO"], vec!["CRYPTO"], vec![], vec![]]);
        assert!(eve.iter().all(|message| !message.is_opened()), "what everybody can open is not opened by keys");
        let name = eve[0].find_id("tls.handshake.extensions_server_name").expect("the hello is read");
        assert_eq!(name.name().as_deref(), Some("secret.example"));
        let with = |m: &Message| {
            m.sources.iter().find_map(|s| match s.origin {
                Origin::Decrypted { with, .. } => Some(with),
                _ => None,
            })
        };
        assert_eq!(with(&eve[0]), Some(SecretId::Everybody));
        let insider = one(&said, &hand.secrets());
        assert_eq!(frames(&insider), [vec!["CRYPTO"], vec!["CRYPTO", "CRYPTO"], vec!["STREAM"], vec!["STREAM"]]);
        assert_eq!(with(&insider[2]), Some(SecretId::KeyLog(TlsSecret::ClientApplication)));
    }
}

#[test]
fn every_byte_has_one_leaf_however_a_datagram_is_cut_or_changed() {
    let mut hand = Hand::new(1);
    let said = conversation(&mut hand);
    let secrets = hand.secrets();
    for (nth, (side, datagram)) in said.iter().enumerate() {
        for at in 0..datagram.len() {
            let mut cut = said.clone();
            cut[nth] = (*side, datagram[..at].to_vec());
            one(&cut, &secrets);
            let mut changed = said.clone();
            changed[nth].1[at] ^= 1 << (at % 8);
            let messages = one(&changed, &secrets);
            let opened = frames(&messages).get(nth).map(Vec::len);
            assert!(
                opened < Some(frames(&one(&said, &secrets))[nth].len()),
                "byte {at} of datagram {nth} is not authenticated"
            );
            if at > 100 && nth > 1 {
                break;
            }
        }
    }
}

#[test]
fn the_secrets_of_another_connection_open_nothing() {
    let said = conversation(&mut Hand::new(1));
    let other = Secrets::none().with_key_log(
        wirewalk::recording::secrets::KeyLog::parse(
            format!("CLIENT_TRAFFIC_SECRET_0 {} {}\n", "08".repeat(32), "11".repeat(32)).as_bytes(),
        )
        .0,
    );
    assert!(one(&said, &other).iter().all(|message| !message.is_opened()));
}

#[test]
fn keys_change_on_each_side_and_packets_of_before_still_open() {
    let mut hand = Hand::new(1);
    let mut said = conversation(&mut hand);
    let late = hand.packet(Client, Kind::Short, &stream(4, 0, b"late", false));
    for update in 1..=3u8 {
        hand.updates[Client] += 1;
        said.push((Client, hand.packet(Client, Kind::Short, &stream(8, u64::from(update), &[update], false))));
        if update == 1 {
            said.push((Client, late.clone()));
        }
    }
    hand.updates[Server] += 1;
    said.push((Server, hand.packet(Server, Kind::Short, &stream(8, 0, b"nut", false))));
    let messages = one(&said, &hand.secrets());
    assert_eq!(frames(&messages)[4..], [["STREAM"], ["STREAM"], ["STREAM"], ["STREAM"], ["STREAM"]]);
    let with: Vec<SecretId> = messages[4..]
        .iter()
        .filter_map(|m| {
            m.sources.iter().find_map(|s| match s.origin {
                Origin::Decrypted { with, .. } => Some(with),
                _ => None,
            })
        })
        .collect();
    let client = TlsSecret::ClientApplication;
    let expected = [
        SecretId::Updated(client, 1),
        SecretId::KeyLog(client),
        SecretId::Updated(client, 2),
        SecretId::Updated(client, 3),
        SecretId::Updated(TlsSecret::ServerApplication, 1),
    ];
    assert_eq!(with, expected);
    assert_eq!(ids(&messages[4], "wirewalk.quic.updated_secret"), 1);
}

#[test]
fn a_hello_in_pieces_out_of_order_and_doubled_is_one_hello() {
    let mut hand = Hand::new(1);
    let whole = hello("squirrel", &[]);
    let piece = |range: std::ops::Range<usize>| crypto(range.start as u64, &whole[range]);
    let frames = [piece(30..60), piece(60..whole.len()), piece(0..10), piece(5..40), piece(0..20)].concat();
    let said = [(Client, hand.packet(Client, Kind::Initial, &frames))];
    let messages = one(&said, &Secrets::none());
    assert_eq!(ids(&messages[0], "tls.handshake.extensions_server_name"), 1);
    assert_eq!(ids(&messages[0], "tls.handshake.type"), 1);
    assert_eq!(ids(&messages[0], "wirewalk.quic.repeated"), 1, "the fourth piece begins with bytes that were here");
}

#[test]
fn a_connection_that_moves_to_another_port_goes_on_with_its_keys() {
    let mut hand = Hand::new(1);
    let mut said = conversation(&mut hand);
    let next = [0xee, 9, 8, 7, 6, 5];
    said.push((Server, hand.packet(Server, Kind::Short, &named(1, &next, [3; 16]))));
    hand.destination = next.to_vec();
    let moved = [
        (Client, hand.packet(Client, Kind::Short, &stream(4, 0, b"from elsewhere", false))),
        (Server, hand.packet(Server, Kind::Short, &stream(4, 0, b"welcome", false))),
    ];
    let flows = vec![flow(0, 50_000, &said), flow(1, 50_001, &moved)];
    let messages = told(flows, &hand.secrets());
    let there: Vec<&Message> = messages.iter().filter(|message| message.connection == FLOW + 1).collect();
    assert!(there.len() == 2 && there.iter().all(|message| has_opened(message)));
    let continues = there[0].find_id("wirewalk.quic.continues").expect("it is said where it began");
    assert_eq!(continues.number(), Some(0));
    // The same without what was said before: nobody can know.
    let alone = told(vec![flow(1, 50_001, &moved)], &hand.secrets());
    assert!(alone.iter().all(|message| !has_opened(message)));
}

/// What the first packet at a new address carries is told there, and nothing of it is missing.
#[test]
fn a_stream_that_begins_with_the_move_has_no_gap() {
    let mut hand = Hand::new(1);
    let [first, second] = hand.hellos("h3");
    let settled = hand.settled("h3", false);
    let next = [0xee, 9, 8, 7, 6, 5];
    let named = hand.packet(Server, Kind::Short, &named(1, &next, [3; 16]));
    let ping = hand.packet(Client, Kind::Short, &[1]);
    let said = [(Client, first), (Server, [second, settled].concat()), (Server, named), (Client, ping)];
    hand.destination = next.to_vec();
    // HEADERS: GET, https, /
    let moved = [
        (Client, hand.packet(Client, Kind::Short, &stream(4, 0, &[1, 5], false))),
        (Client, hand.packet(Client, Kind::Short, &stream(4, 2, &[0, 0, 0xd1, 0xd7, 0xc1], true))),
    ];
    let messages = told(vec![flow(0, 50_000, &said), flow(1, 50_001, &moved)], &hand.secrets());
    let there: Vec<&Message> = messages.iter().filter(|message| message.connection == FLOW + 1).collect();
    for m in &there {
        eprintln!("{:?}", m.walk().map(|f| (f.label.id, f.value.datum.clone())).collect::<Vec<_>>());
    }
    assert_eq!(there.iter().map(|message| ids(message, "http3.headers.method")).sum::<usize>(), 1);
    assert!(there.iter().all(|message| message.find(&names::GAP).is_none()));
}

/// The server still probes the old address when data already comes from the new one; then nothing more crosses the old flow.
#[test]
fn a_flow_that_ends_while_another_goes_on_takes_no_stream_with_it() {
    let mut hand = Hand::new(1);
    let [first, second] = hand.hellos("h3");
    let settled = hand.settled("h3", false);
    let next = [0xee, 9, 8, 7, 6, 5];
    let named = hand.packet(Server, Kind::Short, &named(1, &next, [3; 16]));
    let ping = hand.packet(Client, Kind::Short, &[1]);
    let probe = hand.packet(Server, Kind::Short, &[0x1a, 1, 2, 3, 4, 5, 6, 7, 8]);
    let before =
        [(Client, first), (Server, [second, settled].concat()), (Server, named), (Client, ping), (Server, probe)];
    hand.destination = next.to_vec();
    let moved = [
        (Client, hand.packet(Client, Kind::Short, &stream(4, 0, &[1, 5], false))),
        (Client, hand.packet(Client, Kind::Short, &stream(4, 2, &[0, 0, 0xd1, 0xd7, 0xc1], true))),
    ];
    let mut flows = vec![flow(0, 50_000, &before), flow(1, 50_001, &moved)];
    for (flow, times) in flows.iter_mut().zip([&[0, 1, 2, 3, 5][..], &[4, 6]]) {
        flow.events.iter_mut().zip(times).for_each(|(event, at)| event.at.0 = *at);
    }
    let messages = told(flows, &hand.secrets());
    assert_eq!(messages.iter().map(|message| ids(message, "http3.headers.method")).sum::<usize>(), 1);
    assert!(messages.iter().all(|message| message.find(&names::GAP).is_none()));
}

/// On a busy machine a flight is sent again although it arrived: that is no further round trip.
#[test]
fn what_is_sent_again_is_no_round_trip() {
    let mut hand = Hand::new(1);
    let [first, second] = hand.hellos("h3");
    let [settled, again] = [(); 2].map(|()| hand.settled("h3", false));
    let finished = hand.packet(Client, Kind::Handshake, &crypto(0, &[&[20, 0, 0, 32][..], &[7; 32]].concat()));
    let ask = hand.packet(Client, Kind::Short, &stream(0, 0, &[1, 5, 0, 0, 0xd1, 0xd7, 0xc1], true));
    let answer = hand.packet(Server, Kind::Short, &stream(0, 0, &[1, 3, 0, 0, 0xd9], true));
    let said = [
        (Client, first),
        (Server, [second, settled].concat()),
        (Client, finished),
        (Server, again),
        (Client, ask),
        (Server, answer),
    ];
    let recording = Recording { connections: vec![flow(0, 50_000, &said)] };
    assert_eq!(round_trips(&Scene::of("again", recording, hand.secrets())), Some(2));
}

#[test]
fn one_side_alone_is_opened_too() {
    let mut hand = Hand::new(1);
    let said = conversation(&mut hand);
    let client: Vec<_> = said.iter().filter(|(side, _)| *side == Client).cloned().collect();
    let server: Vec<_> = said.iter().filter(|(side, _)| *side == Server).cloned().collect();
    // Without the ServerHello the suite is found by trial.
    assert_eq!(frames(&one(&client, &hand.secrets())), [["CRYPTO"], ["STREAM"]]);
    // Without the client's first packet there is no connection id to make keys of, and no random to look secrets up by.
    assert!(one(&server, &hand.secrets()).iter().all(|message| !has_opened(message)));
}

#[test]
fn a_stateless_reset_is_told_by_its_token() {
    let mut hand = Hand::new(1);
    let mut said = conversation(&mut hand);
    said.push((Server, hand.packet(Server, Kind::Short, &named(1, &[1, 2, 3, 4, 5, 6], [0x5a; 16]))));
    let reset = [&[0x4b][..], &[9; 24], &[0x5a; 16]].concat();
    said.push((Server, reset.clone()));
    let last = one(&said, &hand.secrets()).pop().expect("a message");
    assert_eq!(last.find_id("quic.packet").and_then(|field| field.name()).as_deref(), Some("Stateless Reset"));
    // Without the keys the token is not known.
    let last = one(&said, &Secrets::none()).pop().expect("a message");
    assert_eq!(last.find_id("quic.packet").and_then(|field| field.name()).as_deref(), Some("1-RTT"));
}

#[test]
fn a_server_hello_that_comes_again_is_read_once() {
    let mut hand = Hand::new(1);
    let mut said = conversation(&mut hand);
    said.push((Server, hand.packet(Server, Kind::Initial, &crypto(0, &server_hello()))));
    let messages = one(&said, &hand.secrets());
    assert_eq!(messages.iter().map(|message| ids(message, "tls.handshake.random")).sum::<usize>(), 2);
    let data = messages[4].find_id("quic.crypto.crypto_data").and_then(|field| field.value.meaning.clone());
    assert!(data.is_some_and(|meaning| meaning.contains("sent again")));
}

#[test]
fn a_server_that_went_on_with_an_encrypted_hello_is_followed_by_secrets_under_another_random() {
    let mut hand = Hand::new(1);
    // An outer hello with something encrypted in it, which no key here opens.
    let ech = [&[0xfe, 0x0d, 0, 13, 0, 0, 1, 0, 1, 9, 0, 1, 5][..], &[0, 2, 6, 6]].concat();
    let first = hand.packet(Client, Kind::Initial, &crypto(0, &hello("squirrel", &ech)));
    let second = hand.packet(Server, Kind::Initial, &crypto(0, &server_hello()));
    let settled = hand.settled("squirrel", false);
    let answer = hand.packet(Server, Kind::Short, &stream(3, 0, b"walnut", false));
    let said = [(Client, first), (Server, [second, settled].concat()), (Server, answer)];
    let inner = hand.secrets_under([0x99; 32]);
    assert_eq!(frames(&one(&said, &inner)), [vec!["CRYPTO"], vec!["CRYPTO", "CRYPTO"], vec!["STREAM"]]);
    // Without an encrypted hello such secrets belong to somebody else.
    let mut plain = Hand::new(1);
    let said = conversation(&mut plain);
    assert!(one(&said, &inner).iter().all(|message| !message.is_opened()));
}
