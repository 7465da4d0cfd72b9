//! Lesson 2's claims about a key cut in two and about all keys, and that they can fail.

use wirewalk::fernet::{self, Key};
use wirewalk::lesson2::LESSON;
use wirewalk::story::Transcript;
use wirewalk_testing::claimed::{self, fails};

use crate::walked;

/// The same walk, in which this was kept.
fn kept(id: &'static str, value: String) -> Transcript {
    let mut transcript = claimed::with(&LESSON.about, &walked(&LESSON).transcript, |_| None);
    transcript.kept.insert(id, value).expect("the walk kept it");
    transcript
}

fn value(id: &str) -> String {
    walked(&LESSON).transcript.kept[id].clone()
}

#[test]
fn every_claim_of_the_walk_holds_and_none_without_a_walk() {
    let empty = Transcript::new(&LESSON.about);
    for claim in walked(&LESSON).transcript.claims() {
        assert!(claim.held, "{}: {}", claim.id, claim.evidence);
        let in_itself = ["lesson2.shift-broken"].contains(&&*claim.id);
        assert!(!in_itself || claim.evidence.contains('1'));
        fails(&claim.id, &empty, "there is no walk");
    }
}

#[test]
fn halves_of_another_key_are_noticed() {
    let other = fernet::generate();
    fails("lesson2.two-halves", &kept("halves.key", other.to_text()), "the key is another one");
    let key = Key::from_text(&value("halves.key")).expect("a key");
    for (signing, encryption) in [(key.signing(), other.encryption()), (other.signing(), key.encryption())] {
        let mixed = Key::from_bytes([*signing, *encryption].concat().try_into().expect("32 bytes"));
        fails("lesson2.two-halves", &kept("halves.key", mixed.to_text()), "one half is another one");
    }
    let another = fernet::encrypt(&key, b"hollow oak");
    fails("lesson2.two-halves", &kept("halves.token", another), "the token holds another message");
}

#[test]
fn an_estimate_that_nobody_measured_is_noticed() {
    let whole = value("tries");
    let parts: Vec<&str> = whole.split("; ").collect();
    assert_eq!(parts.len(), 5, "{whole}");
    let other = |at: usize, value: &str| {
        let mut parts = parts.clone();
        parts[at] = value;
        kept("tries", parts.join("; "))
    };
    for (at, value, why) in [
        (0, "1", "another number of keys gives another time"),
        (1, "1e-60", "keys are tried in no time"),
        (2, "true", "a key that was to be wrong fitted"),
        (3, "false", "the right key was not recognised"),
        (4, "31 years", "the estimate is another one"),
    ] {
        fails("lesson2.too-many-keys", &other(at, value), why);
    }
}
