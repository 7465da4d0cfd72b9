//! Fernet by name: the specification's vectors, every flipped bit, times near the end of time, and texts of keys.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use proptest::prelude::*;
use wirewalk::fernet::{
    Key, KeyError, Parts, Refusal, Refused, decode, decrypt, encrypt, encrypt_at, open, padding, why_refused,
};
use wirewalk::lesson2::by_hand;
use wirewalk_testing::outside;

const SECRET: &[u8] = b"fluffy tail";
const NOW: u64 = 1_700_000_000;

/// Seconds since 1970 of a time such as `1985-10-26T01:20:00-07:00`.
fn seconds(time: &str) -> Option<u64> {
    let number = |range: std::ops::Range<usize>| time.get(range)?.parse::<i64>().ok();
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    // Days since 1970, with years that begin in March (Howard Hinnant, days_from_civil).
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = y * 365 + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719_468;
    let local = days * 86_400 + number(11..13)? * 3600 + number(14..16)? * 60 + number(17..19)?;
    let zone = number(20..22)? * 3600 + number(23..25)? * 60;
    u64::try_from(if time.get(19..20)? == "-" { local + zone } else { local - zone }).ok()
}

fn cases(file: &str) -> Vec<serde_json::Value> {
    let Some(folder) = outside::vectors() else { return Vec::new() };
    let text = std::fs::read_to_string(folder.join("fernet").join(file)).expect("the vectors are readable");
    serde_json::from_str(&text).expect("the vectors are JSON")
}

fn str_of<'a>(case: &'a serde_json::Value, name: &str) -> &'a str {
    case[name].as_str().expect("a text")
}

fn key_of(case: &serde_json::Value) -> Key {
    Key::from_text(str_of(case, "secret")).expect("a key")
}

fn now_of(case: &serde_json::Value) -> u64 {
    seconds(str_of(case, "now")).expect("a time")
}

#[test]
fn the_specifications_generate_vector_is_built_from_its_time_and_iv() {
    for case in cases("generate.json") {
        let iv: Vec<u8> =
            case["iv"].as_array().expect("bytes").iter().map(|b| b.as_u64().unwrap_or(256) as u8).collect();
        let iv = iv.try_into().expect("16 bytes");
        let token = by_hand(&key_of(&case), str_of(&case, "src").as_bytes(), now_of(&case), iv).token;
        assert_eq!(token, str_of(&case, "token"));
    }
}

#[test]
fn the_specifications_verify_vector_is_accepted() {
    for case in cases("verify.json") {
        let (key, token, ttl, now) = (key_of(&case), str_of(&case, "token"), case["ttl_sec"].as_u64(), now_of(&case));
        assert_eq!(decrypt(&key, token, ttl, now).as_deref(), Ok(str_of(&case, "src").as_bytes()));
        assert_eq!(why_refused(&key, token, ttl, now), None);
    }
}

#[test]
fn the_specifications_invalid_vectors_are_refused_for_the_reasons_that_they_name() {
    let cases = cases("invalid.json");
    if cases.is_empty() {
        return;
    }
    let found: Vec<_> = cases
        .iter()
        .map(|case| {
            let (key, token, ttl, now) = (key_of(case), str_of(case, "token"), case["ttl_sec"].as_u64(), now_of(case));
            assert_eq!(decrypt(&key, token, ttl, now), Err(Refused), "{}", case["desc"]);
            (str_of(case, "desc"), why_refused(&key, token, ttl, now))
        })
        .collect();
    let expected = [
        ("incorrect mac", Some(Refusal::Mac)),
        ("too short", Some(Refusal::TooShort)),
        ("invalid base64", Some(Refusal::NotBase64 { at: 0 })),
        ("payload size not multiple of block size", Some(Refusal::Length)),
        ("payload padding error", Some(Refusal::Padding)),
        ("far-future TS (unacceptable clock skew)", Some(Refusal::FromTheFuture { ahead: 36_000 })),
        ("expired TTL", Some(Refusal::Expired { age: 90, ttl: 60 })),
        ("incorrect IV (causes padding error)", Some(Refusal::Padding)),
    ];
    assert_eq!(found, expected);
}

#[test]
fn every_flipped_bit_is_refused() {
    let key = wirewalk::fernet::generate();
    let token = decode(&encrypt_at(&key, SECRET, NOW)).expect("our own token");
    for bit in 0..token.len() * 8 {
        let mut flipped = token.clone();
        flipped[bit / 8] ^= 0x80 >> (bit % 8);
        let text = URL_SAFE.encode(&flipped);
        assert_eq!(decrypt(&key, &text, None, NOW), Err(Refused), "bit {bit}");
        let expected = match (bit / 8, flipped[0]) {
            (0, version) => Refusal::Version(version),
            (1..9, _) => match u64::from_be_bytes(flipped[1..9].try_into().expect("8 bytes")).checked_sub(NOW) {
                Some(ahead) if ahead > 60 => Refusal::FromTheFuture { ahead },
                _ => Refusal::Mac,
            },
            _ => Refusal::Mac,
        };
        assert_eq!(why_refused(&key, &text, None, NOW), Some(expected), "bit {bit}");
    }
}

#[test]
fn a_token_is_good_until_its_time_is_over_and_a_minute_before_it_begins() {
    let key = wirewalk::fernet::generate();
    let token = encrypt_at(&key, SECRET, NOW);
    let accepted = |ttl, now| decrypt(&key, &token, ttl, now).is_ok();
    assert!(accepted(Some(60), NOW + 60) && !accepted(Some(60), NOW + 61));
    assert!(accepted(Some(0), NOW) && !accepted(Some(0), NOW + 1));
    assert!(accepted(None, u64::MAX), "without a TTL a token lives for ever");
    assert!(accepted(None, NOW - 60) && !accepted(None, NOW - 61), "clocks may differ by a minute");
    assert!(accepted(Some(u64::MAX), u64::MAX), "a TTL that reaches beyond the end of time");
    assert_eq!(why_refused(&key, &token, Some(60), NOW + 61), Some(Refusal::Expired { age: 61, ttl: 60 }));
    assert_eq!(why_refused(&key, &token, None, NOW - 61), Some(Refusal::FromTheFuture { ahead: 61 }));
}

#[test]
fn times_near_the_end_of_time_are_refused_and_do_not_panic() {
    let key = wirewalk::fernet::generate();
    for time in [u64::MAX, u64::MAX - 1, u64::MAX - 60, u64::MAX - 61] {
        let token = encrypt_at(&key, SECRET, time);
        for ttl in [None, Some(0), Some(61), Some(u64::MAX)] {
            assert_eq!(decrypt(&key, &token, ttl, NOW), Err(Refused), "{time} {ttl:?}");
            assert!(matches!(why_refused(&key, &token, ttl, NOW), Some(Refusal::FromTheFuture { .. })));
            assert!(decrypt(&key, &token, ttl, time).is_ok(), "when its time has come: {time} {ttl:?}");
        }
    }
}

#[test]
fn another_key_is_refused_and_so_is_the_key_of_43_as() {
    let token = encrypt(&wirewalk::fernet::generate(), SECRET);
    let zero = Key::from_text(&format!("{}=", "A".repeat(43))).expect("a key, if a bad one");
    assert_eq!(zero.signing(), &[0; 16]);
    for key in [wirewalk::fernet::generate(), zero] {
        assert_eq!(decrypt(&key, &token, None, u64::MAX), Err(Refused));
        assert_eq!(why_refused(&key, &token, None, u64::MAX), Some(Refusal::Mac));
    }
}

#[test]
fn an_attacker_learns_nothing_and_a_teacher_everything() {
    assert_eq!(Refused.to_string(), "the token was refused");
    let all = [
        Refusal::NotBase64 { at: 4 },
        Refusal::TooShort,
        Refusal::Version(0x81),
        Refusal::Expired { age: 61, ttl: 60 },
        Refusal::FromTheFuture { ahead: 61 },
        Refusal::Mac,
        Refusal::Length,
        Refusal::Padding,
    ];
    insta::assert_snapshot!(all.map(|r| r.to_string()).join("\n"));
}

#[test]
fn parts_open_without_a_clock_and_show_the_padding() {
    let key = wirewalk::fernet::generate();
    let token = decode(&encrypt_at(&key, SECRET, 7)).expect("our own token");
    let parts = Parts::split(&token).expect("it is long enough");
    assert_eq!((parts.version, parts.timestamp, parts.ciphertext.len()), (0x80, 7, 16));
    let padded = open(&key, &parts).expect("it is our key");
    assert_eq!((padded.as_slice(), padding(&padded)), (&b"fluffy tail\x05\x05\x05\x05\x05"[..], Some(5)));
    assert_eq!(open(&wirewalk::fernet::generate(), &parts), Err(Refusal::Mac));
    assert_eq!(Parts::split(&token[..56]), None);
    assert!(Parts::split(&token[..57]).is_some_and(|p| p.ciphertext.is_empty()));
    for bad in [&[][..], &[0; 16], &[17; 17], &[1, 2, 3, 3], &[5]] {
        assert_eq!(padding(bad), None, "{bad:?}");
    }
}

#[test]
fn texts_of_keys_are_accepted_where_harmless_and_refused_with_a_reason() {
    let key = Key::from_bytes(std::array::from_fn(|i| 0xf8 + (i % 8) as u8));
    let text = key.to_text();
    assert!(text.contains('-') && text.contains('_'), "a key that tells the alphabets apart: {text}");
    let accepted = |text: &str| Key::from_text(text).is_ok_and(|k| k.to_text() == key.to_text());
    assert!(accepted(&text));
    assert!(accepted(&format!("{text}\n")) && accepted(&format!(" \t{text}\r\n")));
    assert!(accepted(text.trim_end_matches('=')));
    assert!(accepted(&text.replace('-', "+").replace('_', "/")));
    let refused = |text: &str| Key::from_text(text).err();
    assert_eq!(refused(""), Some(KeyError::Empty));
    assert_eq!(refused(" \n"), Some(KeyError::Empty));
    assert_eq!(refused("fluffy tail"), Some(KeyError::Character { at: 6, found: ' ' }));
    assert_eq!(refused("ärger"), Some(KeyError::Character { at: 0, found: 'ä' }));
    assert_eq!(refused(&text[..40]), Some(KeyError::Length { chars: 40, bytes: 30 }));
    assert_eq!(refused(&text[..41]), Some(KeyError::Length { chars: 41, bytes: 30 }));
    assert_eq!(refused(&format!("AAAA{text}")), Some(KeyError::Length { chars: 47, bytes: 35 }));
    assert_eq!(refused("===="), Some(KeyError::Length { chars: 0, bytes: 0 }));
    assert_eq!(refused(&format!("{}=A", &text[..43])), Some(KeyError::Character { at: 43, found: '=' }));
    let errors = [
        KeyError::Missing,
        KeyError::NotText,
        KeyError::Empty,
        KeyError::Character { at: 6, found: ' ' },
        KeyError::Length { chars: 40, bytes: 30 },
    ];
    insta::assert_snapshot!(errors.map(|e| e.to_string()).join("\n"));
}

#[test]
fn without_a_secret_key_in_the_environment_the_error_says_so() {
    if std::env::var_os("SECRET_KEY").is_none() {
        assert_eq!(wirewalk::fernet::from_env().err(), Some(KeyError::Missing));
    }
}

#[test]
fn keys_are_fresh_and_do_not_show_themselves() {
    let key = wirewalk::fernet::generate();
    assert_ne!(key.to_text(), wirewalk::fernet::generate().to_text());
    assert_eq!(format!("{key:?}"), "Key(32 bytes)");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn what_is_encrypted_is_decrypted_and_equals_what_is_built_by_hand(message: Vec<u8>, time: u64, bytes: [u8; 32]) {
        let key = Key::from_bytes(bytes);
        let token = encrypt_at(&key, &message, time);
        prop_assert_eq!(decrypt(&key, &token, None, time), Ok(message.clone()));
        let decoded = decode(&token).expect("our own token");
        let iv = Parts::split(&decoded).expect("our own token").iv;
        prop_assert_eq!(by_hand(&key, &message, time, *iv).token, token);
    }

    #[test]
    fn the_diagnosis_agrees_with_the_library(
        token in "gAAAAA[A-Za-z0-9_=+/ -]{0,140}|[ -~]{0,120}",
        change: (u16, u8),
        ttl: Option<u8>,
        late in -100i64..100,
        damaged: bool,
    ) {
        let key = Key::from_bytes([3; 32]);
        let token = if damaged {
            let mut bytes = encrypt_at(&key, token.as_bytes(), NOW).into_bytes();
            let at = usize::from(change.0) % bytes.len();
            bytes[at] = change.1 & 0x7f;
            String::from_utf8(bytes).expect("ASCII")
        } else {
            token
        };
        let (ttl, now) = (ttl.map(u64::from), NOW.saturating_add_signed(late));
        let refusal = why_refused(&key, &token, ttl, now);
        prop_assert_eq!(decrypt(&key, &token, ttl, now).is_err(), refusal.is_some(), "{:?}", refusal);
    }
}
