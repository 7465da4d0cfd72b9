//! DER, PEM, certificates, requests, lists and keys, dissected. The files in tests/files were made by openssl 3.0 and frozen.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use wirewalk::dissect::{Datum, Kind, x509};
use wirewalk_testing::der::{dissected, find, frozen, problems, tlv, with_names};
use wirewalk_testing::trees;

const FILES: &[&str] = &["root.cer", "leaf.cer", "request.csr", "list.crl", "encrypted.pem", "leaf.p12"];
/// More of them, which `status` cuts and changes.
pub const MORE: &[&str] = &["ocsp-request.der", "ocsp-response.der", "bundle.p7b", "signed.p7s", "group.pem"];

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let at = find(bytes, from);
    [&bytes[..at], to, &bytes[at + from.len()..]].concat()
}

#[test]
fn a_certificate_to_the_last_bit() {
    insta::assert_snapshot!(trees::tree(&dissected(frozen("leaf.cer")).message));
}

#[test]
fn a_root_with_name_constraints_to_the_last_bit() {
    insta::assert_snapshot!(trees::tree(&dissected(frozen("root.cer")).message));
}

#[test]
fn a_request_to_the_last_bit() {
    insta::assert_snapshot!(trees::tree(&dissected(frozen("request.csr")).message));
}

#[test]
fn a_list_of_revoked_certificates_to_the_last_bit() {
    insta::assert_snapshot!(trees::tree(&dissected(frozen("list.crl")).message));
}

#[test]
fn an_encrypted_key_in_pem_to_the_last_bit() {
    insta::assert_snapshot!(trees::tree(&dissected(frozen("encrypted.pem")).message));
}

#[test]
fn a_certificate_says_its_sentence() {
    let says = |name: &str| x509::sentence(&dissected(frozen(name)).message);
    insta::assert_snapshot!([says("leaf.cer"), says("root.cer")].map(Option::unwrap_or_default).join("\n"));
    assert_eq!(says("list.crl"), None);
}

#[test]
fn nothing_in_well_formed_files_is_unexplained_and_what_is_opaque_is_on_the_list() {
    for name in FILES.iter().chain(MORE) {
        let file = dissected(frozen(name));
        assert_eq!(problems(&file.message), [""; 0], "{name}");
        for field in file.message.walk().filter(|f| f.is_leaf()) {
            assert_ne!(field.label.id, "wirewalk.unexplained", "{name}");
            let opaque = field.span.len() > 64 && !matches!(field.value.datum, Datum::Text(_));
            assert!(!opaque || field.label.opaque, "{name}: {} {:?}", field.label.id, field.span);
        }
    }
}

#[test]
fn every_truncation_and_every_change_of_one_byte_tiles() {
    for name in FILES {
        let bytes = frozen(name);
        for len in 0..bytes.len() {
            let file = dissected(&bytes[..len]);
            let whole = problems(&file.message).is_empty()
                && !file.message.walk().any(|f| f.label.id == "wirewalk.unexplained");
            // A PEM file without its last line end is whole.
            assert!(!whole || len + 1 == bytes.len() || len == 0, "{name} cut off after {len} bytes shows no problem");
            for value in [0, 0x1f, 0x30, 0x7f, 0x80, 0x84, 0xa0, 0xff, bytes[len] ^ 1] {
                let mut changed = bytes.clone();
                changed[len] = value;
                dissected(&changed);
            }
        }
    }
}

#[test]
fn a_truncated_certificate_is_explained_as_far_as_it_goes() {
    let bytes = frozen("leaf.cer");
    let file = dissected(&bytes[..bytes.len() - 100]);
    assert_eq!(file.kinds, [Kind::Certificate]);
    assert!(file.message.find_id("x509ce.dNSName").is_some());
    let found = problems(&file.message).join("\n");
    assert!(found.contains("cut off: the length says 514 bytes, but only 414 remain"), "{found}");
}

/// The problems of a certificate after a change that keeps all lengths.
fn problems_after(from: &[u8], to: &[u8]) -> String {
    assert_eq!(from.len(), to.len());
    let found = problems(&dissected(replaced(&frozen("leaf.cer"), from, to)).message);
    found.join("\n")
}

#[test]
fn what_a_certificate_must_not_say_is_a_problem() {
    let leaf = frozen("leaf.cer");
    assert!(problems_after(&[1, 1, 0xff], &[1, 1, 1]).contains("BOOLEAN is 00 or ff"));
    assert!(problems_after(&[1, 1, 0xff], &[1, 1, 0]).contains("DER leaves it out"));
    assert!(problems_after(&[0xa0, 3, 2, 1, 2], &[0xa0, 3, 2, 1, 0]).contains("extensions need version 3"));
    assert!(problems_after(&[0xa0, 3, 2, 1, 2], &[0xa0, 3, 2, 1, 9]).contains("version that does not exist"));
    let time = &leaf[find(&leaf, &[0x17, 13]) + 2..][..13];
    assert!(problems_after(time, b"991322000000Z").contains("YYMMDDHHMMSSZ"));
    assert!(problems_after(time, b"490101000000Z").contains("ends before it begins"));
    let key_usage = [0x03, 0x02, 0x07, 0x80];
    assert!(problems_after(&key_usage, &[3, 2, 7, 0x81]).contains("should be zero"));
    assert!(problems_after(&key_usage, &[3, 2, 6, 0x80]).contains("zero at the end"));
    assert!(problems_after(&key_usage, &[3, 2, 9, 0x80]).contains("9 unused bits"));
    assert!(problems_after(b"\x82\x09localhost", b"\x82\x09local ost").contains("not a host name"));
    assert!(problems_after(b"\x82\x09localhost", b"\x82\x09local\0ost").contains("control character 00"));
    assert!(problems_after(&[3, 66, 0, 4], &[3, 66, 1, 4]).contains("whole bytes are required"));
    let algorithm = tlv(6, [0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2]);
    let other = tlv(6, [0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 3]);
    assert!(problems_after(&algorithm, &other).contains("the two must agree"));
    let serial = find(&leaf, &[2, 20]) + 2;
    let negative = [&[2, 20, 0xff][..], &leaf[serial + 1..serial + 20]].concat();
    assert!(problems_after(&leaf[serial - 2..serial + 20], &negative).contains("negative serial number"));
    let (ski, aki) = ([0x55, 0x1d, 0x0e], [0x55, 0x1d, 0x11]);
    assert!(problems_after(&ski, &aki).contains("the same extension twice"));
}

#[test]
fn every_way_to_write_der_that_is_not_der_is_a_problem() {
    let of = |inside: Vec<u8>| problems(&dissected(tlv(0x30, inside)).message).join("\n");
    assert_eq!(of(tlv(2, [1])), "");
    assert!(of(vec![2, 0x81, 1, 5]).contains("more bytes than it needs"));
    assert!(of(tlv(2, [0, 5])).contains("DER uses as few as possible"));
    assert!(of(tlv(2, [0xff, 0xff])).contains("DER uses as few as possible"));
    assert!(of(tlv(2, [])).contains("at least one byte"));
    assert!(of(tlv(1, [7])).contains("00 or ff"));
    assert!(of(tlv(5, [7])).contains("no bytes"));
    assert!(of(tlv(6, [0x80, 1])).contains("more bytes than it needs"));
    assert!(of(tlv(6, [0x81])).contains("not an object identifier"));
    assert!(of(tlv(12, [0xff])).contains("not UTF-8"));
    assert!(of(tlv(19, "a@b")).contains("PrintableString"));
    assert!(of(tlv(22, [0xe9])).contains("not ASCII"));
    assert!(of(tlv(30, [0, 0x41, 0])).contains("left over"));
    assert!(of(tlv(23, "2311142213Z")).contains("YYMMDDHHMMSSZ"));
    let ber = dissected([0x30, 0x80, 2, 1, 5, 0, 0]);
    assert!(problems(&ber.message).join("").contains("an indefinite length (BER)"));
    assert!(ber.message.find_id("wirewalk.der.end_of_contents").is_some(), "{}", trees::tree(&ber.message));
    let trailing = dissected([frozen("leaf.cer"), vec![0x0a]].concat());
    assert_eq!(problems(&trailing.message), ["wirewalk.unexplained: 1 byte after the end"]);
}

#[test]
fn nesting_has_an_end_and_a_stack_is_never_used_up() {
    let nested = (0..100).fold(tlv(5, []), |inside, _| tlv(0x30, inside));
    let file = dissected(&nested);
    assert!(problems(&file.message).iter().any(|p| p.contains("32 levels deep")), "{:?}", problems(&file.message));
    let boxes = (0..100).fold(tlv(0x30, []), |inside, _| tlv(0x30, tlv(4, inside)));
    dissected(&boxes);
    for header in
        [&[0x30, 0x80][..], &[0xa0, 0x80], &[0x30, 0x84, 0x7f, 0xff, 0xff, 0xff], &[0x04, 0x80], &[0x24, 0x80]]
    {
        let began = Instant::now();
        dissected(header.repeat(200_000));
        assert!(began.elapsed() < Duration::from_secs(60), "{header:x?}: {:?}", began.elapsed());
    }
}

#[test]
fn ten_thousand_names_take_less_than_two_seconds() {
    let bytes = with_names(10_000);
    let began = Instant::now();
    let file = dissected(&bytes);
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    assert_eq!(problems(&file.message), [""; 0]);
    assert_eq!(file.message.walk().filter(|f| f.label.id == "x509ce.dNSName").count(), 10_000);
    assert!(x509::sentence(&file.message).is_some_and(|s| s.contains("and 9996 more")));
}

#[test]
fn more_elements_than_memory_is_there_for_are_not_taken_apart() {
    let file = dissected(with_names(150_000));
    assert_eq!(file.kinds, [Kind::Certificate]);
    let last = file.message.fields.last().expect("a field");
    assert_eq!(last.label.id, "wirewalk.unexplained");
    assert!(last.problem.as_ref().is_some_and(|p| p.0.contains("the first 100000 elements")), "{:?}", last.problem);
    let boxed = tlv(0x30, tlv(4, tlv(0x30, tlv(5, []).repeat(150_000))));
    assert!(dissected(boxed).message.walk().count() < 500_000);
}

/// A PEM block of these bytes.
fn pem(name: &str, bytes: &[u8]) -> String {
    use base64::Engine;
    let text = base64::engine::general_purpose::STANDARD.encode(bytes);
    let lines: Vec<&str> = text.as_bytes().chunks(64).filter_map(|line| str::from_utf8(line).ok()).collect();
    format!("-----BEGIN {name}-----\n{}\n-----END {name}-----\n", lines.join("\n"))
}

#[test]
fn a_pem_file_of_several_blocks_with_text_around_them() {
    let (leaf, root) = (pem("CERTIFICATE", &frozen("leaf.cer")), pem("CERTIFICATE", &frozen("root.cer")));
    let key = String::from_utf8(frozen("encrypted.pem")).expect("text");
    let file = dissected(format!("Bag Attributes\n{leaf}between\n{}{key}", root.replace('\n', "\r\n")));
    assert_eq!(file.kinds, [Kind::Certificate, Kind::Certificate, Kind::EncryptedPrivateKey]);
    assert_eq!(file.message.sources.len(), 4);
    assert_eq!(file.message.sources[2].bytes, frozen("root.cer"));
    assert_eq!(problems(&file.message), [""; 0]);
    assert_eq!(x509::sentences(&file.message).count(), 2);
    let outside = file.message.walk().filter(|f| f.label.id == "wirewalk.pem.outside").count();
    assert_eq!(outside, 2);
}

#[test]
fn broken_pem_is_explained_as_far_as_it_goes() {
    let whole = pem("CERTIFICATE", &frozen("leaf.cer"));
    let of = |text: String| problems(&dissected(text).message).join("\n");
    assert_eq!(of(whole.clone()), "");
    assert!(of(whole.replace("-----END CERTIFICATE-----\n", "")).contains("the last line"));
    assert!(of(whole.replace("END CERTIFICATE", "END X509 CRL")).contains("give the same name as the first line"));
    assert!(of(whole.replacen("CERTIFICATE-----", "CERTIFICATE", 1)).contains("five dashes"));
    assert!(of(format!("{}!{}", &whole[..200], &whole[201..])).contains("'!' is not a base64 character"));
    assert!(of("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n".to_owned()).contains("no base64"));
    let twice = format!("{}{whole}", &whole[..28 + 2 * 65]);
    assert_eq!(dissected(twice).kinds, [Kind::Certificate; 2]);
    let other = dissected(pem("CERTIFICATE", &frozen("list.crl")));
    assert_eq!(other.kinds, [Kind::Crl], "a list is no certificate, whatever its first line says");
    assert!(problems(&other.message).join("").contains("give it a different type"));
    assert_eq!(dissected(pem("CERTIFICATE", b"hello")).kinds, [Kind::Unknown]);
    assert_eq!(
        dissected(pem("EC PARAMETERS", &tlv(6, [0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7]))).kinds,
        [Kind::EcParameters]
    );
    let began = Instant::now();
    dissected("-----BEGIN X-----\n".repeat(200_000));
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
}

#[test]
fn what_is_none_of_these_is_unknown() {
    for bytes in
        [&b""[..], b"hello\n", b"0", &[0; 100], &[0x30, 0], &[0x7f; 50], b"-----BEGIN ", &tlv(0x30, tlv(2, [1]))]
    {
        let file = dissected(bytes);
        assert!(!file.is_known(), "{bytes:?}: {:?}", file.kinds);
    }
}

/// Elements, more or less well-formed.
fn elements() -> impl Strategy<Value = Vec<u8>> {
    let tag = proptest::sample::select(vec![
        0x30, 0x31, 0x02, 0x03, 0x04, 0x06, 0x0c, 0x13, 0x17, 0x01, 0xa0, 0xa3, 0x80, 0x82, 0x1f,
    ]);
    let leaf =
        (tag.clone(), proptest::collection::vec(any::<u8>(), 0..12)).prop_map(|(tag, content)| tlv(tag, content));
    leaf.prop_recursive(6, 64, 5, move |inner| {
        (tag.clone(), proptest::collection::vec(inner, 0..5)).prop_map(|(tag, inner)| tlv(tag, inner.concat()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn anything_at_all_tiles(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        dissected(&bytes);
        dissected(pem("CERTIFICATE", &bytes));
    }

    #[test]
    fn anything_made_of_elements_tiles_as_whatever_it_is_called(bytes in elements()) {
        dissected(&bytes);
        for name in [
            "CERTIFICATE", "CERTIFICATE REQUEST", "X509 CRL", "PRIVATE KEY", "EC PRIVATE KEY", "PUBLIC KEY", "PKCS7", "OCSP REQUEST",
            "OCSP RESPONSE", "DH PARAMETERS", "EC PARAMETERS", "OPENSSH PRIVATE KEY",
        ] {
            dissected(pem(name, &bytes));
        }
    }

    #[test]
    fn an_extension_of_any_content_tiles(which in 9u8..60, content in elements()) {
        let old = frozen("leaf.cer");
        let at = find(&old, &[0x55, 0x1d, 0x11]);
        let content = &content[..content.len().min(usize::from(old[at + 4]))];
        let mut changed = old;
        changed[at + 2] = which;
        changed[at + 5..at + 5 + content.len()].copy_from_slice(content);
        dissected(&changed);
    }
}
