//! Names and meanings of the numbers of TLS, as hellos and alerts show them.

use wirewalk::dissect::names::{tls_extensions, tls_messages, tls_rare};
use wirewalk::dissect::{Datum, Label, Value};
use wirewalk_testing::tls_bytes::vector;
use wirewalk_testing::wire::*;

/// All suites of IANA's registry.
const SUITES: &str = include_str!("../../crates/dissect/src/tls/codes/suites.txt");

fn numbers(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
}

fn extension(number: u16, data: impl AsRef<[u8]>) -> Vec<u8> {
    [number.to_be_bytes().to_vec(), vector(2, data)].concat()
}

/// What fields of this kind hold in a ClientHello with these suites and extensions.
fn said(suites: &[u16], extensions: &[u8], label: &Label) -> Vec<Value> {
    let head = [&[3, 3][..], &[7; 32], &[0]].concat();
    let body = [head, vector(2, numbers(suites)), vec![1, 0], vector(2, extensions)].concat();
    let record = [vec![22, 3, 3], vector(2, [vec![1], vector(3, body)].concat())].concat();
    messages(&[c(record)]).iter().flat_map(|message| message.all(label)).map(|field| field.value.clone()).collect()
}

/// The same of a hello in which these numbers stand wherever a suite, an extension, a group, a version or a scheme may.
fn everywhere(all: &[u16]) -> Vec<Vec<Value>> {
    let list = numbers(all);
    let names: Vec<u8> = all.iter().flat_map(|number| vector(1, number.to_be_bytes())).collect();
    let mut extensions: Vec<u8> = all.iter().flat_map(|number| extension(*number, [])).collect();
    extensions.extend(extension(10, vector(2, &list)));
    extensions.extend(extension(13, vector(2, &list)));
    extensions.extend(extension(16, vector(2, names)));
    extensions.extend(extension(43, vector(1, &list)));
    let labels = [
        &tls_messages::SUITE,
        &tls_extensions::EXTENSION_TYPE,
        &tls_extensions::GROUP,
        &tls_extensions::SUPPORTED_VERSION,
        &tls_extensions::SCHEME,
        &tls_extensions::ALPN_ID,
    ];
    labels.map(|label| said(all, &extensions, label).into_iter().take(all.len()).collect()).to_vec()
}

/// The descriptions of alerts with these numbers.
fn alerts(numbers: impl Iterator<Item = u8>) -> Vec<Value> {
    let said: Vec<u8> = numbers.flat_map(|number| [21, 3, 3, 0, 2, 2, number]).collect();
    let fields = |message: &wirewalk::dissect::Message| {
        message.all(&tls_messages::ALERT_DESCRIPTION).map(|field| field.value.clone()).collect::<Vec<_>>()
    };
    messages(&[c(said)]).iter().flat_map(fields).collect()
}

fn name(value: &Value) -> String {
    match &value.datum {
        Datum::Named { name, .. } => name.clone().into_owned(),
        _ => String::new(),
    }
}

fn meaning(value: &Value) -> &str {
    value.meaning.as_deref().unwrap_or_default()
}

#[test]
fn grease_is_named_wherever_it_may_stand() {
    let all: Vec<u16> = (0..16).map(|high| high << 12 | 0x0a00 | high << 4 | 0x0a).collect();
    for values in everywhere(&all) {
        let names: Vec<String> = values.iter().map(name).collect();
        assert_eq!(names, ["Reserved (GREASE)"; 16]);
    }
    let modes = [0x0b, 0x2a, 0x49, 0x68, 0x87, 0xa6, 0xc5, 0xe4];
    let values = said(&[0x1301], &extension(45, vector(1, modes)), &tls_extensions::PSK_MODE);
    assert_eq!(values.iter().map(name).collect::<Vec<_>>(), ["Reserved (GREASE)"; 8]);
    let others = said(&[0x0a1a, 0x0a0b, 0x1301, 0xabab], &[], &tls_messages::SUITE);
    assert_eq!(others.len(), 4);
    assert!(others.iter().all(|value| name(value) != "Reserved (GREASE)"), "{others:?}");
}

#[test]
fn what_is_in_no_list_is_unknown_with_its_number() {
    // The first is no suite, the second no extension, then no group, no version, no scheme.
    for (nth, values) in everywhere(&[0x1308, 0xabcd, 0x2222, 0x0305, 0xfefe]).iter().enumerate().take(5) {
        assert!(matches!(values[nth].datum, Datum::Number(_)), "{values:?}");
        assert!(meaning(&values[nth]).starts_with("unknown: 0x"), "{values:?}");
    }
    let [unknown] = alerts([222].into_iter()).try_into().expect("one alert");
    assert!(meaning(&unknown).contains("unknown"));
}

#[test]
fn every_alert_has_a_name_and_a_meaning() {
    let all = alerts(0..=255);
    assert_eq!(all.len(), 256);
    let named: Vec<&Value> = all.iter().filter(|value| !name(value).is_empty()).collect();
    assert_eq!(named.len(), 38, "each in its own place");
    assert!(named.iter().all(|value| meaning(value).len() > 20), "{named:?}");
}

#[test]
fn a_byte_of_a_scheme_means_something_by_itself_only_where_the_scheme_comes_apart() {
    let schemes = [0x0403, 0x0807, 0x0804, 0x0904, 0x0708, 0x0efe];
    let list = extension(13, vector(2, numbers(&schemes)));
    let hashes = said(&[0x1301], &list, &tls_extensions::SCHEME_HASH);
    let keys = said(&[0x1301], &list, &tls_extensions::SCHEME_KEY);
    assert!(!name(&hashes[0]).is_empty() && !name(&keys[0]).is_empty(), "ecdsa with sha256");
    assert!(!name(&keys[1]).is_empty(), "ed25519");
    for (nth, why) in [(2, "PSS"), (3, "ML-DSA"), (4, "SM2, not Ed448")] {
        assert!(meaning(&keys[nth]).starts_with("nothing by itself"), "{why}: {:?}", keys[nth]);
    }
    assert!(meaning(&hashes[3]).starts_with("nothing by itself"));
    assert!(meaning(&keys[5]).starts_with("unknown: "), "nobody has defined this pair");
}

#[test]
fn the_list_of_suites_is_whole_and_every_one_has_a_meaning() {
    let parse = |line: &'static str| {
        let (number, name) = line.split_once(' ').expect("a number and a name");
        (u16::from_str_radix(number, 16).expect("hexadecimal digits"), name)
    };
    let (all, names): (Vec<u16>, Vec<&str>) = SUITES.lines().map(parse).unzip();
    assert!(all.len() > 350 && all.is_sorted_by(|a, b| a < b));
    let values = said(&all, &[], &tls_messages::SUITE);
    assert_eq!(values.iter().map(name).collect::<Vec<_>>(), names);
    for value in &values {
        let meaning = meaning(value);
        let whole = meaning.len() > 20 && !meaning.contains("its hash") && !meaning.contains("a cipher e");
        assert!(whole, "{}: {meaning}", name(value));
    }
    let says = |number| meaning(&values[all.iter().position(|n| *n == number).expect("it is there")]);
    assert!(says(0x1301).contains("AES, 128 bits, in GCM") && says(0x1301).contains("SHA-256"), "{}", says(0x1301));
    assert!(says(0x002f).contains("no forward secrecy") && says(0x002f).contains("HMAC of SHA-1"), "{}", says(0x002f));
    assert!(says(0xc030).contains("SHA-384 derives"), "{}", says(0xc030));
}

/// RFC 9000 §A.1.
#[test]
fn numbers_of_variable_length_are_those_of_quic() {
    let written: [&[u8]; 4] =
        [&[0xc2, 0x19, 0x7c, 0x5e, 0xff, 0x14, 0xe8, 0x8c], &[0x9d, 0x7f, 0x3e, 0x7d], &[0x7b, 0xbd], &[0x25]];
    let parameters: Vec<u8> = written.into_iter().flat_map(|number| [vec![1], vector(1, number)].concat()).collect();
    let values = said(&[0x1301], &extension(57, parameters), &tls_rare::QUIC_VALUE);
    let numbers = [151_288_809_941_952_652, 494_878_333, 15_293, 37];
    assert_eq!(values.into_iter().map(|value| value.datum).collect::<Vec<_>>(), numbers.map(Datum::Number));
    let record = said(&[0x1301], &extension(57, [0x40]), &tls_rare::QUIC_PARAMETER);
    assert!(record.is_empty(), "cut off: {record:?}");
}
