//! What authorities answer about certificates (OCSP), and bundles (CMS): the files in tests/files were made by openssl 3.0 and frozen.

use crate::der::MORE;
use wirewalk::dissect::names::{ocsp, x509};
use wirewalk::dissect::verify::ocsp::{Answered, Vouched, vouched};
use wirewalk::dissect::{Kind, Message};
use wirewalk_testing::der::{dissected, find, frozen, problems, tlv};
use wirewalk_testing::trees;
use wirewalk_testing::wire::{c, close, messages, s};

/// Within the validity of everything that is frozen: 2026-12-01.
const THEN: u64 = 1_796_083_200;

#[test]
fn a_question_to_the_last_bit() {
    insta::assert_snapshot!(trees::tree(&dissected(frozen("ocsp-request.der")).message));
}

#[test]
fn an_answer_to_the_last_bit() {
    insta::assert_snapshot!(trees::tree(&dissected(frozen("ocsp-response.der")).message));
}

#[test]
fn a_signed_text_to_the_last_bit() {
    insta::assert_snapshot!(trees::tree(&dissected(frozen("signed.p7s")).message));
}

/// The certificates of the bundle: the server's and the authority's.
fn bundle() -> Vec<Vec<u8>> {
    let message = dissected(frozen("bundle.p7b")).message;
    message.all(&x509::CERTIFICATE).map(|field| message.bytes(&field.span).to_vec()).collect()
}

fn judged(answer: &[u8], known: &[Vec<u8>], at: u64) -> Vouched {
    let message = dissected(answer).message;
    let response = message.find(&ocsp::RESPONSE).expect("an answer");
    vouched(&Answered { message: &message, response, known, at: Some(at), crypto: Default::default() })
}

#[test]
fn an_answer_by_an_appointed_responder_is_checked_up_to_the_issuer() {
    let told = judged(&frozen("ocsp-response.der"), &bundle(), THEN);
    assert!(told.signed && told.revoked && told.faults.is_empty(), "{told:?}");
    let words = told.words();
    for part in [
        "by CN=Olga",
        "CN=localhost is good, from 2026-11-30",
        "revoked since 2025-01-01T00:00:00Z (keyCompromise)",
        "not known to the responder",
        "the issuer appointed CN=Olga",
    ] {
        assert!(words.contains(part), "{part}: {words}");
    }
}

#[test]
fn what_is_missing_to_check_an_answer_is_said() {
    let told = judged(&frozen("ocsp-response.der"), &[], THEN);
    assert!(!told.signed && told.signer.contains("the issuer's certificate is not in the capture"), "{told:?}");
    // Without the responder's certificate nobody can check anything.
    let answer = frozen("ocsp-response.der");
    let message = dissected(&answer).message;
    let certs = &message.find(&ocsp::CERTS).expect("certificates").span.range;
    // Its tag, so that it stays an answer.
    let at = find(&answer[certs.start..], &[0x55, 0x04, 0x03]) + certs.start;
    let mut other = answer;
    other[at] = 0x56;
    let told = judged(&other, &bundle(), THEN);
    assert!(!told.signed, "{told:?}");
}

#[test]
fn a_changed_answer_and_one_of_another_time_do_not_count() {
    let answer = frozen("ocsp-response.der");
    let mut changed = answer.clone();
    // keyCompromise becomes cACompromise.
    let reason = find(&answer, &[0xa0, 3, 0x0a, 1, 1]) + 4;
    changed[reason] = 2;
    let told = judged(&changed, &bundle(), THEN);
    assert!(!told.signed && told.signer.contains("does not hold"), "{told:?}");
    let late = judged(&answer, &bundle(), THEN + 30 * 86_400);
    assert!(late.faults.iter().any(|fault| fault.contains("out of date since")), "{late:?}");
    assert!(!late.signed && late.signer.contains("expired"), "{late:?}");
    let early = judged(&answer, &bundle(), 1_000_000_000);
    assert!(early.faults.iter().any(|fault| fault.contains("still to come")), "{early:?}");
}

#[test]
fn an_error_is_an_answer_without_a_signature() {
    for (number, name) in [(1, "malformedRequest"), (3, "tryLater"), (6, "unauthorized")] {
        let file = dissected(tlv(0x30, tlv(0x0a, [number])));
        assert_eq!(file.kinds, [Kind::OcspResponse]);
        let told = judged(&tlv(0x30, tlv(0x0a, [number])), &[], THEN);
        assert_eq!((told.status.as_str(), told.signed), (name, false));
        assert!(told.words().contains("gave no answer"), "{}", told.words());
    }
    let found = problems(&dissected(tlv(0x30, tlv(0x0a, [4]))).message).join("\n");
    assert!(found.contains("a response status that does not exist"), "{found}");
}

#[test]
fn a_bundle_holds_certificates_and_a_list_and_says_that_nobody_signed_it() {
    let file = dissected(frozen("bundle.p7b"));
    assert_eq!(file.kinds, [Kind::Cms]);
    assert_eq!(file.message.all(&x509::CERTIFICATE).count(), 2);
    assert_eq!(file.message.all(&x509::CRL).count(), 1);
    let signers = file.message.find_id("cms.signerInfos").expect("signers");
    assert_eq!(signers.value.meaning.as_deref(), Some("0 signers"));
}

/// The bodies of both sides.
fn over_http(request: &[u8], response: &[u8], chunked: bool) -> Vec<Message> {
    let head = |first: &str, kind: &str, len: usize| {
        format!("{first}\r\nHost: ocsp\r\nContent-Type: application/ocsp-{kind}\r\nContent-Length: {len}\r\n\r\n")
    };
    let question = [head("POST / HTTP/1.1", "request", request.len()).as_bytes(), request].concat();
    let answer = match chunked {
        false => [head("HTTP/1.1 200 OK", "response", response.len()).as_bytes(), response].concat(),
        true => {
            let (one, two) = response.split_at(response.len() / 2);
            let chunk = |bytes: &[u8]| [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat();
            let head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
            [head, chunk(one), chunk(two), b"0\r\n\r\n".to_vec()].concat()
        }
    };
    messages(&[c(question), s(answer), close()])
}

#[test]
fn in_the_body_of_http_question_and_answer_are_taken_apart() {
    for chunked in [false, true] {
        let found = over_http(&frozen("ocsp-request.der"), &frozen("ocsp-response.der"), chunked);
        let has = |id: &str| found.iter().any(|message| message.find_id(id).is_some());
        assert!(has("ocsp.tbsRequest_element") && has("ocsp.good_element"), "{}", trees::trees(&found));
        assert!(!has("wirewalk.unexplained"), "{}", trees::trees(&found));
    }
}

#[test]
fn every_change_of_a_byte_in_a_body_tiles() {
    let (request, response) = (frozen("ocsp-request.der"), frozen("ocsp-response.der"));
    for at in (0..response.len()).step_by(3) {
        for value in [0, 0x30, 0x80, 0xff] {
            let (mut question, mut answer) = (request.clone(), response.clone());
            answer[at] = value;
            if let Some(byte) = question.get_mut(at) {
                *byte = value;
            }
            over_http(&question, &answer, false);
        }
    }
}

#[test]
fn a_question_in_the_address_is_taken_apart_too() {
    use base64::Engine;
    let question = base64::engine::general_purpose::STANDARD.encode(frozen("ocsp-request.der"));
    let escaped = question.replace('+', "%2B").replace('/', "%2f").replace('=', "%3D");
    for path in [format!("/ocsp/{question}"), format!("/{escaped}"), format!("http://ocsp.example/M/{escaped}?x")] {
        let found = messages(&[c(format!("GET {path} HTTP/1.1\r\nHost: ocsp\r\n\r\n"))]);
        let asked = found[0].find_id("wirewalk.ocsp.asked_by_get");
        assert!(asked.is_some_and(|asked| asked.find(&ocsp::NONCE).is_some()), "{path}: {}", trees::trees(&found));
    }
    for path in ["/Mice", "/M", "/MDAwMA", "/M%", "/M%3", "/MIIB/MIIB"] {
        let found = messages(&[c(format!("GET {path} HTTP/1.1\r\nHost: ocsp\r\n\r\n"))]);
        assert!(found[0].find_id("wirewalk.ocsp.asked_by_get").is_none(), "{path}");
        assert_eq!(found[0].sources.len(), 1, "{path}");
    }
}

/// A CertificateStatus of TLS 1.2 in a record of its own.
fn stapled(answer: &[u8]) -> Vec<u8> {
    let length = |len: usize, width: usize| len.to_be_bytes()[8 - width..].to_vec();
    let body = [vec![1], length(answer.len(), 3), answer.to_vec()].concat();
    let handshake = [vec![22], length(body.len(), 3), body].concat();
    [vec![22, 3, 3], length(handshake.len(), 2), handshake].concat()
}

#[test]
fn stapled_in_tls_an_answer_is_taken_apart_and_every_change_of_a_byte_tiles() {
    let record = stapled(&frozen("ocsp-response.der"));
    let found = messages(&[s(&record)]);
    assert!(found[0].find(&ocsp::GOOD).is_some(), "{}", trees::trees(&found));
    for at in (0..record.len()).step_by(3) {
        for value in [0, 0x30, 0x80, 0xff] {
            let mut changed = record.clone();
            changed[at] = value;
            messages(&[s(changed)]);
        }
        messages(&[s(&record[..at])]);
    }
}

#[test]
fn every_truncation_and_every_change_of_one_byte_tiles() {
    // Each byte takes one of these values.
    let values = [0, 0x1f, 0x30, 0x7f, 0x80, 0x84, 0xa0, 0xff, 0x0a];
    for name in MORE {
        let bytes = frozen(name);
        for len in 0..bytes.len() {
            let file = dissected(&bytes[..len]);
            let whole = problems(&file.message).is_empty() && file.message.find_id("wirewalk.unexplained").is_none();
            // A PEM file without its last line end is whole.
            assert!(!whole || len + 1 == bytes.len() || len == 0, "{name} cut off after {len} bytes shows no problem");
            let mut changed = bytes.clone();
            changed[len] = values[len % values.len()];
            let message = dissected(&changed).message;
            for response in message.all(&ocsp::RESPONSE) {
                let answered =
                    Answered { message: &message, response, known: &[], at: Some(THEN), crypto: Default::default() };
                assert!(!vouched(&answered).words().is_empty());
            }
        }
    }
}
