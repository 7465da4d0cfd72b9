//! Handshakes that break the rules: each ends with an alert that arrives, also where rustls says nothing.

use wirewalk::door::{Door, Limits, Tls};
use wirewalk::lesson1::bob;
use wirewalk_testing::by_hand::{Hello, raw, record};
use wirewalk_testing::https::Club;
use wirewalk_testing::raw::LOOPBACK;

fn door(club: &Club) -> Door {
    Door::open_over(LOOPBACK.into(), Limits::default(), Tls::new(club.server()), bob).expect("a door")
}

/// A handshake message (RFC 8446 section 4).
fn message(kind: u8, body: &[u8]) -> Vec<u8> {
    [&[kind][..], &(body.len() as u32).to_be_bytes()[1..], body].concat()
}

/// The content types of the records that came, and what the alert among them says.
fn said(answer: &[u8]) -> (Vec<u8>, Option<u8>) {
    let (mut kinds, mut alert, mut rest) = (Vec::new(), None, answer);
    while let [kind, _, _, high, low, after @ ..] = rest {
        let (body, next) = after.split_at(usize::from(u16::from_be_bytes([*high, *low])));
        kinds.push(*kind);
        if let (21, [2, description]) = (*kind, body) {
            alert = Some(*description);
        }
        rest = next;
    }
    (kinds, alert)
}

#[test]
fn a_long_hello_in_full_records_is_taken() {
    let club = Club::new();
    let door = door(&club);
    for length in [600, 16_384, 16_389, 18_400, 18_500, 20_480, 32_768, 40_000, 65_000] {
        let hello = Hello::new().padded_to(length).message();
        assert_eq!(hello.len(), length);
        let mut bytes: Vec<u8> = hello.chunks(16 * 1024).flat_map(|piece| record(22, piece)).collect();
        bytes.extend(record(21, &[2, 80])); // enough; the door need not wait for more
        let (kinds, alert) = said(&raw(door.addr(), &bytes).expect("no reset"));
        assert_eq!((kinds.first(), alert), (Some(&22), None), "{length}");
    }
    let long: Vec<u8> = message(1, &vec![0; 70_000]).chunks(16 * 1024).flat_map(|piece| record(22, piece)).collect();
    assert_eq!(said(&raw(door.addr(), &long).expect("no reset")), (vec![21], Some(47)), "illegal_parameter");
}

#[test]
fn what_comes_first_and_is_no_hello_gets_its_alert() {
    let club = Club::new();
    let door = door(&club);
    let hello = Hello::new().message();
    let (begun, rest) = (record(22, &hello[..100]), record(22, &hello[100..]));
    let within = |other: Vec<u8>| [&begun[..], &other, &rest].concat();
    for (what, bytes, alert) in [
        ("Finished", record(22, &message(20, &[0xaa; 12])), 10),
        ("ServerHelloDone", record(22, &message(14, &[])), 10),
        ("KeyUpdate", record(22, &message(24, &[0])), 10),
        ("HelloRequest", record(22, &message(0, &[])), 10),
        ("an unknown type", record(22, &message(154, b"abcd")), 10),
        ("half of another type", record(22, &[2, 0]), 10),
        ("another type, and long", record(22, &[2, 0xff, 0xff, 0xff, 0]), 10),
        ("application data", record(23, b"hello"), 10),
        ("ChangeCipherSpec", record(20, &[1]), 10),
        ("a warning", record(21, &[1, 0]), 10),
        ("a heartbeat", record(24, &[1, 0, 3, 1, 2, 3]), 50),
        ("application data within a hello", within(record(23, b"hello")), 10),
        ("ChangeCipherSpec within a hello", within(record(20, &[1])), 10),
        ("a warning within a hello", within(record(21, &[1, 90])), 10),
        ("a record of 16,385 bytes", record(22, &[&[1, 0, 0x80, 0][..], &[0; 16_381]].concat()), 22),
        ("a record of 65,535 bytes", record(22, &[&[1, 0, 0xff, 0xff][..], &[0; 65_531]].concat()), 22),
        ("a hello of 16 MB", record(22, &[1, 0xff, 0xff, 0xff, 0]), 47),
        ("a second hello in the same record", record(22, &[&hello[..], &hello].concat()), 10),
    ] {
        assert_eq!(said(&raw(door.addr(), &bytes).expect("no reset")), (vec![21], Some(alert)), "{what}");
    }
}

#[test]
fn an_old_legacy_version_does_not_count_beside_supported_versions() {
    let club = Club::new();
    let door = door(&club);
    let ask = |hello: Vec<u8>| {
        let bytes = [record(22, &hello), record(21, &[2, 80])].concat();
        said(&raw(door.addr(), &bytes).expect("no reset"))
    };
    for version in [[3, 1], [3, 2], [3, 3], [3, 4]] {
        let (kinds, alert) = ask(Hello::new().legacy_version(version).message());
        assert_eq!((kinds.first(), alert), (Some(&22), None), "{version:?}");
    }
    // RFC 8446 appendix D.5: nobody speaks SSL 3.0.
    assert_eq!(ask(Hello::new().legacy_version([3, 0]).message()), (vec![21], Some(70)));
    // Without the extension it is the version, and the alert says so in a record of that version.
    for version in [[3, 0], [3, 1], [3, 2]] {
        let hello = Hello::new().without(43).legacy_version(version).message();
        let answer = raw(door.addr(), &record(22, &hello)).expect("no reset");
        assert_eq!(answer, [21, 3, version[1], 0, 2, 2, 70], "{version:?}");
    }
}

/// In TLS 1.2 everything up to ChangeCipherSpec is in the clear, so there is always an alert.
#[test]
fn what_breaks_a_tls12_handshake_gets_its_alert() {
    let club = Club::new();
    let door = door(&club);
    let hello = record(22, &Hello::tls12().message());
    let exchange = message(16, &[&[32][..], &[9; 32]].concat());
    let (begun, rest) = (record(22, &exchange[..10]), record(22, &exchange[10..]));
    for (what, bytes, expected) in [
        ("ClientKeyExchange of nothing", record(22, &message(16, &[])), 50),
        ("ClientKeyExchange that is cut short", record(22, &message(16, &[&[48][..], &[9; 32]].concat())), 50),
        ("application data within a message", [&begun[..], &record(23, b"x"), &rest].concat(), 10),
        ("ChangeCipherSpec within a message", [&begun[..], &record(20, &[1])].concat(), 10),
        ("forty warnings", record(21, &[1, 90]).repeat(40), 10),
        ("a message of 16 MB", record(22, &[16, 0xff, 0xff, 0xff, 0]), 47),
        ("ChangeCipherSpec first", record(20, &[1]), 10),
        ("a Finished that is none", [record(22, &exchange), record(20, &[1]), record(22, &[7; 40])].concat(), 20),
    ] {
        let (kinds, alert) = said(&raw(door.addr(), &[&hello[..], &bytes].concat()).expect("no reset"));
        assert_eq!((kinds.first(), kinds.last(), alert), (Some(&22), Some(&21), Some(expected)), "{what}");
    }
    // An alert is not answered.
    let bytes = [&hello[..], &record(21, &[2, 40])].concat();
    assert!(!said(&raw(door.addr(), &bytes).expect("no reset")).0.contains(&21));
}

/// What a client sends with its hello is judged with it, and not when something more arrives.
#[test]
fn what_comes_with_a_hello_is_judged_at_once() {
    let club = Club::new();
    let door = door(&club);
    let hello = record(22, &Hello::new().message());
    for (what, bytes) in [
        ("application data in the clear", record(23, b"hello")),
        ("a second hello", hello.clone()),
        ("ChangeCipherSpec of another value", record(20, &[2])),
    ] {
        // The alert is encrypted: a record of application data as short as an alert is.
        let answer = raw(door.addr(), &[&hello[..], &bytes].concat()).expect("no reset");
        let (kinds, alert) = said(&answer);
        assert_eq!((kinds.first(), kinds.last(), alert), (Some(&22), Some(&23), None), "{what}");
        assert_eq!(answer[answer.len() - 24..][..5], [23, 3, 3, 0, 19], "{what}");
    }
}
