//! X25519 against the vectors of RFC 7748 and of Wycheproof, with the check for zero that the RFC leaves to the caller.

use std::fs;

use wirewalk::exchange::{
    KeyRefused, LOW_ORDER, PrivateKey, PublicKey, derive, is_low_order, public_key, shared_secret,
};
use wirewalk_testing::outside;

fn unhex(digits: &str) -> Vec<u8> {
    let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).expect("ASCII"), 16).expect("hex");
    digits.as_bytes().chunks(2).map(pair).collect()
}

fn key(digits: &str) -> [u8; 32] {
    unhex(digits).try_into().expect("32 bytes")
}

fn x25519(scalar: &[u8; 32], point: &[u8; 32]) -> Result<[u8; 32], KeyRefused> {
    shared_secret(&PrivateKey::from(*scalar), &PublicKey::from(*point)).map(|shared| *shared)
}

#[test]
fn the_vectors_of_rfc_7748_section_5_2_hold() {
    let vectors = [
        (
            "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
            "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
            "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
        ),
        (
            "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
            "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
            "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957",
        ),
    ];
    for (scalar, point, result) in vectors {
        assert_eq!(x25519(&key(scalar), &key(point)), Ok(key(result)));
    }
}

/// k and u begin as the base point; each turn's result becomes k, the old k becomes u.
fn iterated(times: usize) -> [u8; 32] {
    let mut k = [0; 32];
    k[0] = 9;
    let mut u = k;
    for _ in 0..times {
        let result = x25519(&k, &u).expect("no point of low order comes up");
        (u, k) = (k, result);
    }
    k
}

#[test]
fn one_and_a_thousand_iterations_give_what_rfc_7748_says() {
    assert_eq!(iterated(1), key("422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079"));
    assert_eq!(iterated(1000), key("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51"));
}

#[test]
#[ignore = "takes a minute; .ci/long runs it"]
fn a_million_iterations_give_what_rfc_7748_says() {
    assert_eq!(iterated(1_000_000), key("7c3911e0ab2586fd864497297e575e6f3bc601c0883c30df5f4dd2d24f665424"));
}

#[test]
fn alice_and_bob_of_rfc_7748_section_6_1_agree() {
    let alice = PrivateKey::from(key("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"));
    let bob = PrivateKey::from(key("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"));
    let (alices, bobs) = (PublicKey::from(&alice), PublicKey::from(&bob));
    assert_eq!(alices.to_bytes(), key("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"));
    assert_eq!(bobs.to_bytes(), key("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"));
    let shared = key("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
    assert_eq!(shared_secret(&alice, &bobs).map(|s| *s), Ok(shared));
    assert_eq!(shared_secret(&bob, &alices).map(|s| *s), Ok(shared));
}

#[test]
fn every_vector_of_wycheproof_gives_its_result_and_zero_is_an_error() {
    let Some(vectors) = outside::vectors() else { return };
    let text = fs::read_to_string(vectors.join("wycheproof/x25519_test.json")).expect("the vectors");
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let (mut all, mut zeros) = (0, 0);
    for test in
        json["testGroups"].as_array().expect("groups").iter().flat_map(|g| g["tests"].as_array().expect("tests"))
    {
        let of = |name: &str| key(test[name].as_str().expect("hex"));
        let (expected, id) = (of("shared"), &test["tcId"]);
        let result = x25519(&of("private"), &of("public"));
        all += 1;
        if expected == [0; 32] {
            zeros += 1;
            assert_eq!(result, Err(KeyRefused::LowOrder), "{id}");
            assert!(is_low_order(&PublicKey::from(of("public"))), "{id}");
            let derived = derive(&PrivateKey::from(of("private")), &PublicKey::from(of("public")), b"");
            assert_eq!(derived.err(), Some(KeyRefused::LowOrder), "{id}");
        } else {
            assert_eq!(result, Ok(expected), "{id}");
            assert!(!is_low_order(&PublicKey::from(of("public"))), "{id}");
        }
    }
    assert_eq!((all, zeros), (518, 31));
}

#[test]
fn the_points_that_the_lesson_offers_are_of_low_order_and_a_fresh_key_is_not() {
    assert!(LOW_ORDER.iter().all(|point| is_low_order(&PublicKey::from(*point))));
    assert!(!is_low_order(&PublicKey::from(&PrivateKey::random_from_rng(&mut rand::rng()))));
}

#[test]
fn a_public_key_has_32_bytes_and_no_other_number() {
    for length in (0..100).filter(|n| *n != 32) {
        assert_eq!(public_key(&vec![9; length]).err(), Some(KeyRefused::Length(length)));
    }
    assert!(public_key(&[9; 32]).is_ok());
}

#[test]
fn a_byte_of_the_transcript_decides_about_the_key() {
    let [a, b] = [(); 2].map(|()| PrivateKey::random_from_rng(&mut rand::rng()));
    let okm = |mine, theirs: &PrivateKey, seen: &[u8]| derive(mine, &PublicKey::from(theirs), seen).expect("a key").okm;
    assert_eq!(okm(&a, &b, b"the same"), okm(&b, &a, b"the same"));
    assert_ne!(okm(&a, &b, b"the same"), okm(&b, &a, b"the sane"));
}

#[test]
fn private_keys_and_shared_secrets_are_wiped_when_they_are_dropped() {
    fn wiped<T: zeroize::ZeroizeOnDrop>() {}
    wiped::<PrivateKey>();
    wiped::<x25519_dalek::SharedSecret>();
    wiped::<zeroize::Zeroizing<[u8; 32]>>();
}
