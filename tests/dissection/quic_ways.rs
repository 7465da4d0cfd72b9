//! QUIC on its other ways: Retry, negotiation of the version, early data, and streams that come out of order or not at all.

use std::slice::from_ref;

use wirewalk::dissect::facts::Facts;
use wirewalk::dissect::{Message, Origin, names};
use wirewalk::recording::Side::{Client, Server};
use wirewalk::recording::{SecretId, Secrets, Side, TlsSecret};
use wirewalk_testing::dns;
use wirewalk_testing::quic_by_hand::{Hand, Kind, crypto, hello, stream};

use crate::quic::{flow, frames, ids, one, told};

fn hex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).expect("hexadecimal")).collect()
}

/// The Retry packet of RFC 9001 §A.4, and the connection id of the Initial packet that it answers.
const RETRY: &str = "ff000000010008f067a5502a4262b5746f6b656e04a265ba2eff4d829058fb3f0f2496ba";
const ORIGIN: &str = "8394c8f03e515708";

/// A client that is asked to come again, and does.
fn retried(retry: Vec<u8>) -> Vec<(Side, Vec<u8>)> {
    let mut hand = Hand::new(1);
    hand.ids.client = Vec::new();
    (hand.origin, hand.destination) = (hex(ORIGIN), hex(ORIGIN));
    let hello = crypto(0, &hello("squirrel", &[]));
    let first = hand.packet(Client, Kind::Initial, &hello);
    (hand.origin, hand.destination) = (hex("f067a5502a4262b5"), hex("f067a5502a4262b5"));
    hand.token = b"token".to_vec();
    let again = hand.packet(Client, Kind::Initial, &hello);
    vec![(Client, first), (Server, retry), (Client, again)]
}

#[test]
fn a_retry_is_checked_and_the_hello_after_it_is_the_same_one() {
    let messages = one(&retried(hex(RETRY)), &Secrets::none());
    let tag = messages[1].find_id("quic.retry_integrity_tag").expect("a Retry packet");
    assert!(
        tag.problem.is_none() && tag.value.meaning.as_deref().is_some_and(|meaning| meaning.starts_with("checked"))
    );
    assert_eq!(frames(&messages), [vec!["CRYPTO"], vec![], vec!["CRYPTO"]]);
    assert_eq!(messages.iter().map(|message| ids(message, "tls.handshake.random")).sum::<usize>(), 1);
    let problems: Vec<_> = messages[1].walk().filter_map(|field| field.problem.as_ref()).collect();
    assert!(problems.is_empty(), "{problems:?}");
    let facts = *Facts::of(&messages).quic.expect("it is QUIC");
    assert_eq!((facts.retry, facts.token, facts.origin), (Some(Some(true)), true, Some(hex(ORIGIN))));
    let mut forged = hex(RETRY);
    forged[16] ^= 1;
    let messages = one(&retried(forged), &Secrets::none());
    assert!(messages[1].find_id("quic.retry_integrity_tag").is_some_and(|tag| tag.problem.is_some()));
}

/// A client ignores a Retry whose tag is wrong, and, after one that is right, every other: what it says next is read all the same.
#[test]
fn of_several_retries_the_first_that_is_right_counts() {
    let mut forged = hex(RETRY);
    forged[7] ^= 1; // another connection id
    let mut events = retried(hex(RETRY));
    events.insert(1, (Server, forged.clone()));
    events.insert(3, (Server, forged));
    let messages = one(&events, &Secrets::none());
    assert_eq!(frames(&messages)[4], ["CRYPTO"]);
}

/// Text is never encrypted, whatever the port.
#[test]
fn text_at_the_port_of_https_is_no_quic() {
    let said = b"Hello, squirrels: this is plain text over UDP".to_vec();
    let is_quic = |said: Vec<u8>| {
        let messages = told(vec![flow(0, 443, &[(Client, said)])], &Secrets::none());
        messages[0].find_id("quic.packet").is_some()
    };
    let mut hidden = said.clone();
    hidden[20] = 0xb7;
    assert!(!is_quic(said) && is_quic(hidden));
}

#[test]
fn a_server_that_offers_other_versions_is_read() {
    let mut hand = Hand::new(1);
    let first = hand.packet(Client, Kind::Initial, &crypto(0, &hello("squirrel", &[])));
    let ids = [&[5][..], &hand.ids.client, &[8], &hand.origin].concat();
    let offer = [&[0xca, 0, 0, 0, 0][..], &ids, &0x6b33_43cfu32.to_be_bytes(), &0x1a2a_3a4au32.to_be_bytes()].concat();
    let messages = one(&[(Client, first), (Server, offer)], &Secrets::none());
    let facts = *Facts::of(&messages).quic.expect("it is QUIC");
    assert_eq!(facts.negotiation, ["2", "reserved"]);
    assert_eq!(facts.versions, ["1"]);
}

/// A question of DNS over QUIC.
fn question() -> Vec<u8> {
    dns::framed(dns::query(0, "secret.example", dns::A))
}

fn inside(messages: &[Message]) -> Vec<&Message> {
    messages.iter().filter(|message| message.is_inside()).collect()
}

#[test]
fn early_data_opens_and_is_heard_once_whether_the_server_takes_it_or_not() {
    for taken in [true, false] {
        let mut hand = Hand::new(1);
        let first = hand.packet(Client, Kind::Initial, &crypto(0, &hello("doq", &[0, 42, 0, 0])));
        let early = hand.packet(Client, Kind::ZeroRtt, &stream(0, 0, &question(), true));
        let second = hand.packet(Server, Kind::Initial, &crypto(0, &wirewalk_testing::quic_by_hand::server_hello()));
        hand.destination = hand.ids.server.clone();
        let settled = hand.settled("doq", taken);
        let mut said = vec![(Client, first), (Client, early), (Server, [second, settled].concat())];
        if !taken {
            said.push((Client, hand.packet(Client, Kind::Short, &stream(0, 0, &question(), true))));
        }
        let messages = one(&said, &hand.secrets());
        let with: Vec<SecretId> = messages[1]
            .sources
            .iter()
            .filter_map(|source| match source.origin {
                Origin::Decrypted { with, .. } => Some(with),
                _ => None,
            })
            .collect();
        assert_eq!(with, [SecretId::KeyLog(TlsSecret::ClientEarly)]);
        let heard = inside(&messages);
        assert_eq!(
            heard.iter().filter(|message| message.find_id("dns.qry.name").is_some()).count(),
            1,
            "taken: {taken}"
        );
    }
}

/// What is heard of a question that comes in these pieces, by their places in it.
fn heard(pieces: &[std::ops::Range<usize>]) -> Vec<Message> {
    let mut hand = Hand::new(1);
    let [first, second] = hand.hellos("doq");
    let settled = hand.settled("doq", false);
    let mut said = vec![(Client, first), (Server, [second, settled].concat())];
    let question = question();
    for piece in pieces {
        let frame = stream(0, piece.start as u64, &question[piece.clone()], piece.end == question.len());
        said.push((Client, hand.packet(Client, Kind::Short, &frame)));
    }
    one(&said, &hand.secrets())
}

#[test]
fn pieces_of_a_stream_are_put_together_whatever_their_order_and_number() {
    let len = question().len();
    let whole = heard(from_ref(&(0..len)));
    let name = |messages: &[Message]| -> Vec<String> {
        let inside = inside(messages);
        inside.iter().filter_map(|m| Some(m.find_id("dns.qry.name")?.name()?.into_owned())).collect()
    };
    assert_eq!(name(&whole), ["secret.example"]);
    for pieces in [&[10..len, 0..4, 4..10][..], &[0..10, 0..10, 5..len, 5..len], &[20..len, 10..20, 0..15]] {
        let messages = heard(pieces);
        assert_eq!(name(&messages), ["secret.example"], "{pieces:?}");
    }
    let again = heard(&[0..10, 0..10]);
    let meaning = again[3].find(&names::quic_frames::STREAM_DATA).and_then(|data| data.value.meaning.clone());
    assert!(meaning.is_some_and(|meaning| meaning.ends_with("sent again")));
}

#[test]
fn what_is_lost_of_a_stream_is_said_to_be_missing_when_nothing_more_comes() {
    let len = question().len();
    let messages = heard(from_ref(&(10..len)));
    let meaning = messages[2].find(&names::quic_frames::STREAM_DATA).and_then(|data| data.value.meaning.clone());
    assert!(meaning.is_some_and(|meaning| meaning.contains("ahead of 10 bytes")));
    let inside = inside(&messages);
    assert!(inside.iter().all(|message| message.find_id("dns.qry.name").is_none()));
    assert!(inside.iter().any(|message| message.find_id("wirewalk.gap").is_some()), "the gap is a message");
}
