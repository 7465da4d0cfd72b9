//! Lesson 3's frames, dissected.

use std::sync::LazyLock;

use bytes::Bytes;
use proptest::prelude::*;
use wirewalk::dissect::{Message, Origin};
use wirewalk::exchange::{LOW_ORDER, PrivateKey, PublicKey, derive, derive_from_zero};
use wirewalk::fernet::{Key, encrypt_at};
use wirewalk::frames::{Kind, frame};
use wirewalk::recording::{Secrets, Side, What, WireEvent};
use wirewalk_testing::wire::{NOW, c, close, event, messages, messages_with, s, trees};

fn private(byte: u8) -> PrivateKey {
    PrivateKey::from([byte; 32])
}

fn public(byte: u8) -> Vec<u8> {
    frame(Kind::PublicKey, PublicKey::from(&private(byte)).as_bytes())
}

/// Alice (1) and Bob (2) agree, and Bob sends a token: the same one each time.
fn conversation() -> [Vec<u8>; 3] {
    static CONVERSATION: LazyLock<[Vec<u8>; 3]> = LazyLock::new(agreed);
    CONVERSATION.clone()
}

fn agreed() -> [Vec<u8>; 3] {
    let (alice, bob) = (public(1), public(2));
    let key = derive(&private(2), &PublicKey::from(&private(1)), &[&alice[..], &bob].concat()).expect("a key").key();
    let token = frame(Kind::Token, encrypt_at(&key, b"fluffy tail", NOW).as_bytes());
    [alice, bob, token]
}

fn events() -> Vec<WireEvent> {
    let [alice, bob, token] = conversation();
    vec![event(Side::Client, What::Open), c(alice), s(bob), s(token), close()]
}

fn ids(message: &Message) -> Vec<&'static str> {
    message.walk().map(|f| f.label.id).collect()
}

fn opened(messages: &[Message]) -> Option<Vec<u8>> {
    messages.iter().find_map(|m| m.find_id("wirewalk.fernet.plaintext").map(|f| m.bytes(&f.span).to_vec()))
}

#[test]
fn eve_sees_three_frames_and_opens_nothing() {
    let messages = messages(&events());
    assert_eq!(messages.len(), 3);
    let header = ["magic", "version", "type", "length"].map(|id| format!("wirewalk.dh.{id}"));
    for message in &messages {
        assert_eq!(ids(message)[0], "wirewalk.dh.frame");
        assert_eq!(ids(message)[1..5], header);
        assert!(message.find_id("wirewalk.unexplained").is_none() && message.walk().all(|f| f.problem.is_none()));
    }
    assert_eq!(ids(&messages[0])[5], "wirewalk.dh.public_key");
    assert_eq!(ids(&messages[2])[5], "wirewalk.fernet.token");
    assert_eq!(opened(&messages), None);
    assert!(messages.iter().flat_map(|m| &m.sources).all(|s| !matches!(s.origin, Origin::Derived(_))));
}

#[test]
fn either_private_key_derives_the_same_and_a_third_one_nothing() {
    let insider = |byte| messages_with(&events(), &Secrets::none().with_x25519(private(byte)));
    let derived = |messages: &[Message]| {
        ["shared_secret", "prk", "info", "key"].map(|id| {
            let field = messages[1].find_id(&format!("wirewalk.dh.{id}")).expect("derived with Bob's public key");
            messages[1].bytes(&field.span).to_vec()
        })
    };
    let (alice, bob, mallory) = (insider(1), insider(2), insider(3));
    assert_eq!(derived(&alice), derived(&bob));
    for messages in [&alice, &bob] {
        assert_eq!(opened(messages).as_deref(), Some(&b"fluffy tail"[..]));
    }
    assert_eq!(opened(&mallory), None);
    assert!(mallory[1].find_id("wirewalk.dh.shared_secret").is_none());
    let okm = derived(&alice)[3].clone();
    let key = Key::from_bytes(okm.try_into().expect("32 bytes"));
    assert_eq!(
        opened(&messages_with(&events(), &Secrets::none().with_fernet(key))).as_deref(),
        Some(&b"fluffy tail"[..])
    );
}

#[test]
fn a_point_of_low_order_opens_the_token_for_everybody() {
    for point in &LOW_ORDER {
        for side in [Side::Client, Side::Server] {
            let (mut alice, mut bob) = (public(1), public(2));
            *(if side == Side::Client { &mut alice } else { &mut bob }) = frame(Kind::PublicKey, point);
            let key = derive_from_zero(&[&alice[..], &bob].concat()).key();
            let token = |key| frame(Kind::Token, encrypt_at(key, b"fluffy tail", NOW).as_bytes());
            let events = |token| [c(&alice), s(&bob), c(token), close()];
            let seen = messages(&events(token(&key)));
            assert_eq!(opened(&seen).as_deref(), Some(&b"fluffy tail"[..]));
            let secret = seen[1].find_id("wirewalk.dh.shared_secret").expect("everybody derives it");
            assert_eq!(seen[1].bytes(&secret.span), [0; 32]);
            // With the key of somebody who checked, it stays shut.
            let other =
                derive(&private(1), &PublicKey::from(&private(2)), &[&alice[..], &bob].concat()).expect("a key");
            assert_eq!(opened(&messages(&events(token(&other.key())))), None);
        }
    }
}

#[test]
fn what_is_wrong_with_a_frame_is_said_where_it_is_wrong() {
    let with = |at: usize, byte: u8| {
        let mut bytes = public(1);
        bytes[at] = byte;
        bytes
    };
    let cases = [
        (frame(Kind::PublicKey, &[9; 31]), "wirewalk.dh.public_key", "31 bytes"),
        (frame(Kind::PublicKey, &[9; 33]), "wirewalk.dh.public_key", "33 bytes"),
        (frame(Kind::PublicKey, &LOW_ORDER[0]), "wirewalk.dh.public_key", "low order"),
        (frame(Kind::PublicKey, &LOW_ORDER[2]), "wirewalk.dh.public_key", "low order"),
        (with(3, 7), "wirewalk.dh.version", "version 7"),
        (with(4, 9), "wirewalk.dh.type", "type 9"),
        (public(1)[..20].to_vec(), "wirewalk.dh.frame", "cut off after 20 of 39 bytes"),
        (public(1)[..5].to_vec(), "wirewalk.dh.frame", "cut off after 5 bytes"),
    ];
    for (bytes, id, words) in cases {
        let messages = messages(&[c(&bytes), close()]);
        let problem =
            messages[0].find_id(id).and_then(|f| f.problem.clone()).map(|p| p.to_string()).unwrap_or_default();
        assert!(problem.contains(words), "{id}: {problem:?}\n{}", trees(&messages));
    }
    let refusal = messages(&[s(frame(Kind::Refusal, b"too many")), close()]);
    assert_eq!(ids(&refusal[0])[5], "wirewalk.dh.reason");
    let stray = messages(&[c(public(1)), c(b"and more"), close()]);
    assert_eq!(ids(&stray[1]), ["wirewalk.unexplained"]);
}

#[test]
fn a_gap_is_told_and_nothing_is_derived_over_it() {
    let [alice, bob, token] = conversation();
    let events = [c(alice), event(Side::Server, What::Gap(bob.len() as u64)), s(token), close()];
    let messages = messages_with(&events, &Secrets::none().with_x25519(private(1)));
    assert!(messages.iter().any(|m| m.find_id("wirewalk.gap").is_some()));
    assert_eq!(opened(&messages), None);
}

#[test]
fn the_magic_decides_and_whatever_else_begins_with_w_is_left_to_http() {
    for (bytes, is_dh) in
        [("WW3", true), ("WW", false), ("W", false), ("WHAT / HTTP/1.1\r\n\r\n", false), ("WW4", false)]
    {
        let messages = messages(&[c(bytes), close()]);
        assert_eq!(messages.iter().any(|m| m.find_id("wirewalk.dh.frame").is_some()), is_dh, "{bytes}");
        let seen: usize = messages.iter().map(|m| m.wire().len()).sum();
        assert_eq!(seen, bytes.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn however_the_bytes_are_cut_the_messages_are_the_same(cuts in prop::collection::vec(1usize..40, 0..20)) {
        let [alice, bob, token] = conversation();
        let secrets = Secrets::none().with_x25519(private(1));
        let mut events = Vec::new();
        let cut = |bytes: Vec<u8>, side: Side, events: &mut Vec<WireEvent>| {
            let mut rest = Bytes::from(bytes);
            for len in &cuts {
                let piece = rest.split_to((*len).min(rest.len()));
                events.push(event(side, What::Bytes(piece)));
            }
            events.push(event(side, What::Bytes(rest)));
        };
        cut(alice, Side::Client, &mut events);
        cut([bob, token].concat(), Side::Server, &mut events);
        events.push(close());
        prop_assert_eq!(messages_with(&events, &secrets), messages_with(&self::events(), &secrets));
    }

    #[test]
    fn whatever_follows_the_magic_every_byte_has_one_leaf(
        rest in prop::collection::vec(any::<u8>(), 0..300), answer in prop::collection::vec(any::<u8>(), 0..300), kind in 0u8..5,
    ) {
        let client = [b"WW3\x01".as_slice(), &[kind], &rest].concat();
        let messages = messages_with(&[c(&client), s(&answer), close()], &Secrets::none().with_x25519(private(1)));
        let seen: usize = messages.iter().map(|m| m.wire().len()).sum();
        prop_assert_eq!(seen, client.len() + answer.len());
    }
}
