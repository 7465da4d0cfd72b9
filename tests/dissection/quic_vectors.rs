//! The published numbers of QUIC: RFC 9001 Appendix A, RFC 9369 Appendix A, and two captures that others recorded, to their last packet.

use std::fs;
use std::path::PathBuf;

use bytes::Bytes;
use serde_json::Value;
use wirewalk::dissect::{Message, dissect, names, tiling};
use wirewalk::explain::{Told, explain};
use wirewalk::recording::Side::{Client, Server};
use wirewalk::recording::secrets::KeyLog;
use wirewalk::recording::{Connection, Endpoint, Recording, Secrets, Side, Transport, What};
use wirewalk::schedule::quic::{Labels, V1, V2, initial, next_secret, packet_keys};
use wirewalk::schedule::{Hash, Suite};
use wirewalk_testing::outside;
use wirewalk_testing::quic_by_hand::{Hand, Kind, crypto, hello};
use wirewalk_testing::tshark::unhex;
use wirewalk_testing::wire::event;

/// The client's first destination connection id in both appendices.
const ID: &str = "8394c8f03e515708";
/// RFC 9001 §5.2 and RFC 9369 §3.3.1.
const SALTS: [&str; 2] = ["38762cf7f55934b34d179ae6a4c80cadccbb7f0a", "0dede3def700a6db819381be6e269dcbf9bd2ed9"];
const AES_128: u16 = 0x1301;
const CHACHA20: u16 = 0x1303;
/// The secret of A.5 in both.
const SECRET: &str = "9ac312a7f877468ebe69422748ad00a15443f18203a07d6060f688f30f21632b";

/// RFC 9369 A.1: secret, key, IV and key of the header protection, of the client and of the server.
const INITIAL_2: [[&str; 4]; 2] = [
    [
        "14ec9d6eb9fd7af83bf5a668bc17a7e283766aade7ecd0891f70f9ff7f4bf47b",
        "8b1a0bc121284290a29e0971b5cd045d",
        "91f73e2351d8fa91660e909f",
        "45b95e15235d6f45a6b19cbcb0294ba9",
    ],
    [
        "0263db1782731bf4588e7e4d93b7463907cb8cd8200b5da55a8bd488eafc37c1",
        "82db637861d55e1d011f19ea71d5d2a7",
        "dd13c276499c0249d3310652",
        "edf6d05c83121201b436e16877593c3a",
    ],
];
/// RFC 9369 A.5: key, IV, key of the header protection, and the secret after an update.
const CHACHA20_2: [&str; 4] = [
    "3bfcddd72bcf02541d7fa0dd1f5f9eeea817e09a6963a0e6c7df0f9a1bab90f2",
    "a6b5bc6ab7dafce30ffff5dd",
    "d659760d2ba434a226fd37b35c69e2da8211d10c4f12538787d65645d5d1b8e2",
    "c69374c49e3d2a9466fa689e49d476db5d0dfbc87d32ceeaa6343fd0ae4c7d88",
];
/// RFC 9369 A.4.
const RETRY_2: &str = "cf6b3343cf0008f067a5502a4262b5746f6b656ec8646ce8bfe33952d955543665dcc7b6";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// RFC 9001 Appendix A: the blocks of a section without white space. `None`: the vectors are not here.
fn blocks(section: &str) -> Option<Vec<String>> {
    let file = outside::vectors()?.join("quic/rfc9001-appendix-a.json");
    let all: Value = serde_json::from_slice(&fs::read(file).expect("it is there")).expect("JSON");
    let blocks = all[section].as_array().expect("a section");
    let bare = |block: &Value| block.as_str().expect("text").split_whitespace().collect::<String>();
    Some(blocks.iter().map(bare).collect())
}

/// What the datagrams of one flow say; each message tiles.
fn told(said: &[(Side, Vec<u8>)]) -> Vec<Message> {
    let end = |name: &str, port| Endpoint { name: name.to_owned(), addr: ([127, 0, 0, 1], port).into() };
    let what = |(side, bytes): &(Side, Vec<u8>)| event(*side, What::Bytes(Bytes::copy_from_slice(bytes)));
    let events = said.iter().map(what).collect();
    let (client, server) = (end("Alice", 50_000), end("Bob", 4433));
    let flow = Connection { id: 1 << 31, hop: 0, client, server, through: Vec::new(), events };
    let messages: Vec<Message> = dissect(&Recording { connections: vec![flow] }, &Secrets::none()).collect();
    messages.iter().for_each(|message| tiling::check(message).expect("it tiles"));
    messages
}

/// Key, IV and key of the header protection.
fn keys(suite: u16, labels: Labels, secret: &[u8]) -> [String; 3] {
    let keys = packet_keys(&Suite::of(suite).expect("a suite"), labels, secret);
    [hex(&keys.key), hex(&keys.iv), hex(&keys.hp)]
}

#[test]
fn initial_keys_are_those_of_rfc_9001() {
    let Some(blocks) = blocks("Keys") else { return };
    let secrets = initial(&unhex(SALTS[0]), &unhex(ID));
    assert!(blocks[0].ends_with(&hex(&secrets.secret)), "{}", blocks[0]);
    for (secret, block) in [(&secrets.client, &blocks[1]), (&secrets.server, &blocks[2])] {
        for value in [vec![hex(secret)], keys(AES_128, V1, secret).to_vec()].concat() {
            assert!(block.contains(&format!("={value}")), "{value}: {block}");
        }
    }
}

#[test]
fn initial_keys_are_those_of_rfc_9369() {
    let secrets = initial(&unhex(SALTS[1]), &unhex(ID));
    for (secret, expected) in [&secrets.client, &secrets.server].into_iter().zip(INITIAL_2) {
        assert_eq!(hex(secret), expected[0]);
        assert_eq!(keys(AES_128, V2, secret), expected[1..]);
    }
}

#[test]
fn the_keys_of_chacha20_and_their_update_are_those_of_both_appendices() {
    let after = |labels| hex(&next_secret(Hash::Sha256, labels, &unhex(SECRET)));
    let [key, iv, hp] = keys(CHACHA20, V2, &unhex(SECRET));
    assert_eq!([key, iv, hp, after(V2)], CHACHA20_2);
    let Some(blocks) = blocks("ChaCha20-Poly1305 Short Header Packet") else { return };
    for value in [&keys(CHACHA20, V1, &unhex(SECRET))[..], &[after(V1)]].concat() {
        assert!(blocks[0].contains(&format!("={value}")), "{value}: {}", blocks[0]);
    }
}

#[test]
fn the_packets_of_rfc_9001_open_to_the_frames_that_are_printed_there() {
    let (Some(client), Some(server)) = (blocks("Client Initial"), blocks("Server Initial")) else { return };
    let messages = told(&[(Client, unhex(&client[3])), (Server, unhex(&server[3]))]);
    for (message, blocks, frames) in [(&messages[0], &client, &client[0]), (&messages[1], &server, &server[0])] {
        let sources: Vec<String> = message.sources.iter().map(|source| hex(&source.bytes)).collect();
        let opened = sources
            .iter()
            .any(|bytes| bytes.strip_prefix(frames.as_str()).is_some_and(|rest| rest.bytes().all(|b| b == b'0')));
        assert!(opened, "{frames} is none of {sources:#?}");
        // What of the header was under protection: its first byte and the packet number.
        let number = 2 * usize::from((unhex(&blocks[1])[0] & 3) + 1);
        let bare = format!("{}{}", &blocks[1][..2], &blocks[1][blocks[1].len() - number..]);
        assert!(sources.contains(&bare), "{bare} is none of {sources:#?}");
        // What is sampled, and the mask made of it.
        let derived: Vec<String> = message.walk().map(|field| hex(message.bytes(&field.span))).collect();
        for (name, end) in [("sample=", "mask="), ("mask=", "header=")] {
            let rest = &blocks[2][blocks[2].find(name).expect("it is printed") + name.len()..];
            let value = rest.split(end).next().unwrap_or_default().rsplit('=').next().unwrap_or_default();
            assert!(derived.iter().any(|bytes| bytes == value), "{name} {value}");
        }
    }
}

#[test]
fn the_tags_of_both_retries_are_right_and_one_of_a_changed_byte_is_not() {
    let (Some(retry), Some(first)) = (blocks("Retry"), blocks("Client Initial")) else { return };
    let first = unhex(&first[3]);
    // RFC 9369 has its own client's Initial; one with the same connection ids does.
    let mut hand = Hand::new(2);
    (hand.origin, hand.destination, hand.ids.client) = (unhex(ID), unhex(ID), Vec::new());
    let first_2 = hand.packet(Client, Kind::Initial, &crypto(0, &hello("squirrel", &[])));
    for (first, retry) in [(first, unhex(&retry[0])), (first_2, unhex(RETRY_2))] {
        let tag = |retry: Vec<u8>| {
            let messages = told(&[(Client, first.clone()), (Server, retry)]);
            messages[1].find(&names::quic::RETRY_TAG).expect("a tag").clone()
        };
        let right = tag(retry.clone());
        let meaning = right.value.meaning.as_deref().unwrap_or_default();
        assert!(meaning.starts_with("checked, and right"), "{meaning} {:?}", right.problem);
        assert_eq!(right.problem, None);
        let mut changed = retry.clone();
        changed[15] ^= 1;
        assert!(tag(changed).problem.is_some());
    }
}

/// All of a published capture with these keys and those that it brings.
fn published(name: &str, keys: Option<&str>) -> Option<Vec<Message>> {
    let folder: PathBuf = outside::vectors()?.join("quic");
    let read = |name: &str| fs::read(folder.join(name)).expect("it is there");
    let secrets = keys.map_or_else(Secrets::none, |keys| Secrets::none().with_key_log(KeyLog::parse(&read(keys)).0));
    let mut messages = Vec::new();
    explain(&read(name)[..], &secrets, |told| match told {
        Told::Message(connection, message) if connection.transport() == Transport::Udp => messages.push(message),
        _ => {}
    })
    .expect("a capture");
    Some(messages)
}

fn sealed(messages: &[Message]) -> usize {
    messages.iter().flat_map(|message| message.all(&names::quic::REMAINING)).count()
}

fn holds(messages: &[Message], text: &str) -> bool {
    let within = |bytes: &[u8]| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    messages.iter().flat_map(|message| &message.sources).any(|source| within(&source.bytes))
}

#[test]
fn published_captures_open_to_the_last_packet() {
    let Some(illustrated) = published("ill-quic.pcap", Some("ill-quic.keys")) else { return };
    assert_eq!(sealed(&illustrated), 0);
    assert!(holds(&illustrated, "ping") && holds(&illustrated, "pong"));
    let eve = published("ill-quic.pcap", None).expect("it is there");
    assert!(sealed(&eve) > 3 && !holds(&eve, "pong"), "without keys it is not read");
    let browser = published("quic-secrets.pcapng", None).expect("it is there");
    assert_eq!(sealed(&browser), 0);
    let values: Vec<String> = browser
        .iter()
        .flat_map(|message| {
            message.walk().map(|field| String::from_utf8_lossy(message.bytes(&field.span)).into_owned())
        })
        .collect();
    for text in [":method", ":status"] {
        let found = values.iter().any(|value| value == text)
            || browser.iter().flat_map(Message::walk).any(|field| format!("{:?}", field.value).contains(text));
        assert!(found, "{text} is in no field");
    }
}
