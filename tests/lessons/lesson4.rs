//! Lesson 4's claims about signatures and checks, and that they can fail.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use wirewalk::claims::der;
use wirewalk::lesson4::LESSON;
use wirewalk::recording::{Recording, Secrets};
use wirewalk::story::{Item, Scene, Transcript};
use wirewalk_testing::claimed::{self, fails, same};

use crate::walked;

const BOBS: &str = "server-public-key.pem";
const CAROLS: &str = "ca-public-key.pem";

fn walk() -> &'static Transcript {
    &walked(&LESSON).transcript
}

/// The same walk, in which this was kept.
fn kept(id: &'static str, value: &str) -> Transcript {
    let mut transcript = claimed::with(&LESSON.about, walk(), |_| None);
    transcript.kept.insert(id, value.to_owned()).expect("the walk kept it");
    transcript
}

/// The same walk, in which one of these words, or numbers, is another one.
fn instead(id: &'static str, at: usize, value: &str) -> Transcript {
    let mut words: Vec<&str> = walk().kept[id].split(' ').collect();
    assert_ne!(std::mem::replace(&mut words[at], value), value);
    kept(id, &words.join(" "))
}

/// The same walk with another certificate in a file.
fn file(id: &'static str, der: &[u8]) -> Transcript {
    let pem = format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", BASE64_STANDARD.encode(der));
    let message = wirewalk::dissect::file(pem.into_bytes()).message;
    let eve = vec![message];
    let (insider, recording, secrets) = (eve.clone(), Recording::default(), Secrets::none());
    let scene = Scene { id: id.into(), announced: None, recording, secrets, eve, insider };
    claimed::with(&LESSON.about, walk(), |old| (old.id == id).then(|| scene.clone()))
}

#[test]
fn every_claim_of_the_walk_holds_and_none_without_a_walk() {
    let empty = Transcript::new(&LESSON.about);
    for claim in walk().claims() {
        assert!(claim.held, "{}: {}", claim.id, claim.evidence);
        fails(&claim.id, &empty, "there is no walk");
    }
}

#[test]
fn textbook_rsa_fails_with_any_other_number() {
    for at in 0..5 {
        let number: u64 = walk().kept["rsa"].split(' ').nth(at).expect("a number").parse().expect("a number");
        for other in [number + 1, number + 2] {
            fails("lesson4.textbook-rsa", &instead("rsa", at, &other.to_string()), &format!("number {at} is {other}"));
        }
    }
    let altered = walk().kept["rsa.altered"].clone();
    fails("lesson4.textbook-rsa", &kept("rsa.signed", &altered), "another message was signed");
    let signed = walk().kept["rsa.signed"].clone();
    fails("lesson4.textbook-rsa", &kept("rsa.altered", &signed), "nobody altered the message");
}

#[test]
fn a_signature_over_something_else_is_noticed() {
    const CLAIM: &str = "lesson4.signature-over-the-certificate";
    let certificate = der(walk(), BOBS).expect("Bob's certificate");
    for at in [60, certificate.len() - 1] {
        let mut other = certificate.clone();
        other[at] ^= 1;
        fails(CLAIM, &file(BOBS, &other), &format!("byte {at} is another one"));
    }
    let careless = |scene: &Scene| scene.id == "careless-ca.pem";
    let root = walk().scenes.iter().find(|scene| careless(scene)).expect("another root");
    let other = claimed::with(&LESSON.about, walk(), |scene| (scene.id == CAROLS).then(|| same(root, CAROLS)));
    fails(CLAIM, &other, "the root is another one");
}

#[test]
fn what_the_check_computes_is_r_or_the_claim_fails() {
    const CLAIM: &str = "lesson4.nothing-to-decrypt";
    let words: Vec<&str> = walk().kept["ecdsa"].split(' ').collect();
    let [hash, computed, other] = words[..] else { panic!("three numbers: {words:?}") };
    for (at, value, why) in [
        (0, other, "the hash is another one"),
        (1, other, "the check computed another number"),
        (1, hash, "the hash came out"),
        (2, computed, "another hash gives the same"),
        (2, hash, "the hash came out with another hash"),
    ] {
        fails(CLAIM, &instead("ecdsa", at, value), why);
    }
    let mut certificate = der(walk(), BOBS).expect("Bob's certificate");
    let last = certificate.len() - 1;
    certificate[60] ^= 1;
    fails(CLAIM, &file(BOBS, &certificate), "the signed part is another one");
    certificate[60] ^= 1;
    certificate[last - 36] ^= 1;
    fails(CLAIM, &file(BOBS, &certificate), "r is another number");
}

#[test]
fn the_checks_are_told_in_the_order_in_which_they_are_made() {
    let step = walk().steps.iter().find(|step| step.id == "checks").expect("the step");
    let table = step.items.iter().find_map(|item| match item {
        Item::Table(rows) => Some(rows),
        _ => None,
    });
    let made: Vec<&str> = table.expect("the table").iter().skip(1).map(|row| row[0].as_str()).collect();
    let told = [
        ("readable", "read the certificate"),
        ("chain of signatures", "chain of signatures"),
        ("public keys", "public keys"),
        ("dates", "dates"),
        ("basic constraints", "basic constraints"),
        ("key usage", "(key usage"),
        ("extended key usage", "extended key usage"),
        ("extensions", "every extension"),
        ("profile", "profile"),
        ("name", "subject alternative names"),
        ("name constraints", "name constraints"),
        ("revocation", "revoked"),
        ("rustls-webpki", "rustls-webpki"),
    ];
    assert_eq!(made, told.map(|(check, _)| check));
    let places = told.map(|(check, words)| step.text.find(words).unwrap_or_else(|| panic!("{check} is not told")));
    assert!(places.is_sorted(), "{places:?}");
}
