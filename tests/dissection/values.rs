//! Values of DER, as a file of one element shows them, and the calendar.

use wirewalk::dissect::names::x509;
use wirewalk::dissect::{Datum, Value};
use wirewalk::recording::rfc3339;
use wirewalk_testing::der::{dissected, problems, tlv};

const OID: u8 = 6;
const UTC: u8 = 0x17;
const GENERALIZED: u8 = 0x18;

/// What the bytes of an element with this tag mean, and whether anything is wrong with them.
fn read(tag: u8, content: impl AsRef<[u8]>) -> (Value, bool) {
    let message = dissected(tlv(tag, content)).message;
    let value = message.walk().last().map(|field| field.value.clone()).unwrap_or_default();
    (value, !problems(&message).is_empty())
}

fn seconds(tag: u8, content: &str) -> Option<u64> {
    match read(tag, content) {
        (Value { datum: Datum::Time(seconds), .. }, false) => Some(seconds),
        _ => None,
    }
}

#[test]
fn times_become_seconds_since_1970() {
    assert_eq!(seconds(UTC, "700101000000Z"), Some(0));
    assert_eq!(seconds(UTC, "231114221320Z"), Some(1_700_000_000));
    assert_eq!(seconds(UTC, "491231235959Z"), Some(2_524_607_999));
    assert_eq!(seconds(GENERALIZED, "99991231235959Z"), Some(253_402_300_799));
    assert_eq!(seconds(GENERALIZED, "20000229000000Z"), Some(951_782_400));
    assert_eq!(read(UTC, "500101000000Z").0.datum, Datum::Text("1950-01-01T00:00:00Z".to_owned()));
}

#[test]
fn other_forms_of_times_are_named() {
    let utc =
        ["2311142213Z", "231114221320+0100", "231314221320Z", "230229000000Z", "231114241320Z", "", "2311142213200Z"];
    for bad in utc {
        assert!(read(UTC, bad).1, "{bad}");
    }
    for bad in ["20231114221320.5Z", "20231114221320", "00000100000000Z", "99", "210002290000Z0"] {
        assert!(read(GENERALIZED, bad).1, "{bad}");
    }
    assert!(read(GENERALIZED, "00000101000000Z").1, "the year 0 has no days before March here");
}

/// In a certificate, or a list, they are for 2050 and later.
#[test]
fn a_generalized_time_that_should_be_a_utc_time_is_named() {
    let wrong = |time: &str| {
        let tbs = tlv(0x30, [tlv(0x30, []), tlv(0x30, []), tlv(GENERALIZED, time)].concat());
        let list = dissected(tlv(0x30, tbs)).message;
        list.find(&x509::GENERALIZED_TIME).expect("the time").problem.is_some()
    };
    assert!(wrong("20491231235959Z") && !wrong("20500101000000Z"));
}

#[test]
fn object_identifiers_are_read_and_names_found() {
    let text = |content: &[u8]| match read(OID, content) {
        (Value { datum: Datum::Text(text), .. }, false) => Some(text),
        _ => None,
    };
    let rsa = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b];
    assert_eq!(text(&rsa).as_deref(), Some("1.2.840.113549.1.1.11"));
    assert_eq!(text(&[0x88, 0x37, 3]).as_deref(), Some("2.999.3"));
    let (known, _) = read(OID, [0x55, 4, 3]);
    assert!(known.meaning.is_some_and(|meaning| meaning.starts_with("commonName")));
    for bad in [&[][..], &[0x55, 0x84], &[0xff; 20], &[0x55, 0x80, 3]] {
        assert!(read(OID, bad).1, "{bad:?}");
    }
    assert_eq!((text(&[]), text(&[0x55, 0x84]), text(&[0xff; 20])), (None, None, None));
}

#[test]
fn every_second_of_the_calendar_has_a_text() {
    const LAST_SECOND: u64 = 253_402_300_799;
    assert_eq!(rfc3339(0).as_deref(), Some("1970-01-01T00:00:00Z"));
    assert_eq!(rfc3339(499_162_800).as_deref(), Some("1985-10-26T08:20:00Z"));
    assert_eq!(rfc3339(LAST_SECOND).as_deref(), Some("9999-12-31T23:59:59Z"));
    assert_eq!(rfc3339(LAST_SECOND + 1), None);
}
