//! What `wirewalk explain` tells of answers about revocation: who answered, whether it counts at the time of the capture, what leaks.

use std::fs;
use std::path::Path;

use bytes::Bytes;
use wirewalk::dissect::names::x509;
use wirewalk::recording::{Recording, Side, Timestamp, What, WireEvent};
use wirewalk::render::pcapng;
use wirewalk_testing::der::{dissected, find, frozen};
use wirewalk_testing::explain::{explain, text};
use wirewalk_testing::wire::connection;

/// When the frozen answer counts: 2026-12-01.
const THEN: u64 = 1_796_083_200;

fn said(at: u64, side: Side, bytes: Vec<u8>) -> WireEvent {
    let what = What::Bytes(Bytes::from(bytes));
    WireEvent { at: Timestamp(at * 1_000_000_000), side, what, packet: None }
}

fn length(len: usize, width: usize) -> Vec<u8> {
    len.to_be_bytes()[8 - width..].to_vec()
}

/// The server's hello and its certificates in TLS 1.2, in clear: all that a listener needs.
fn hello(certificates: &[Vec<u8>]) -> Vec<u8> {
    let message = |kind: u8, body: Vec<u8>| [vec![kind], length(body.len(), 3), body].concat();
    let list: Vec<u8> = certificates.iter().flat_map(|der| [length(der.len(), 3), der.clone()].concat()).collect();
    let server = [vec![3, 3], vec![7; 32], vec![0, 0xc0, 0x2b, 0]].concat();
    let certificate = [length(list.len(), 3), list].concat();
    let handshake = [message(2, server), message(11, certificate)].concat();
    [vec![22, 3, 3], length(handshake.len(), 2), handshake].concat()
}

/// A connection with certificates, and then one on which OCSP is asked and answered over HTTP.
fn capture(folder: &Path, certificates: &[Vec<u8>], at: u64) -> std::path::PathBuf {
    let head = |first: &str, len: usize| format!("{first}\r\nHost: ocsp.example\r\nContent-Length: {len}\r\n\r\n");
    let (question, answer) = (frozen("ocsp-request.der"), frozen("ocsp-response.der"));
    let question = [head("POST / HTTP/1.1", question.len()).as_bytes(), &question].concat();
    let answer = [head("HTTP/1.1 200 OK", answer.len()).as_bytes(), &answer].concat();
    let mut connections = vec![connection(1, vec![said(at, Side::Client, question), said(at, Side::Server, answer)])];
    connections[0].client.addr.set_port(40_001);
    if !certificates.is_empty() {
        connections.insert(0, connection(0, vec![said(at - 1, Side::Server, hello(certificates))]));
    }
    let file = pcapng::write_recording(Vec::new(), &[&Recording { connections }], None, |_| None);
    let path = folder.join("asked.pcapng");
    fs::write(&path, file.expect("memory takes everything")).unwrap();
    path
}

fn bundle() -> Vec<Vec<u8>> {
    let message = dissected(frozen("bundle.p7b")).message;
    message.all(&x509::CERTIFICATE).map(|field| message.bytes(&field.span).to_vec()).collect()
}

/// What the summary says, without its columns.
fn summary(path: &Path) -> String {
    let out = text(&explain().args(["--summary"]).arg(path).output().unwrap());
    out.split_whitespace().collect()
}

fn has(said: &str, part: &str) -> bool {
    said.contains(&part.replace(' ', ""))
}

/// The walk says what protects a conversation in a line of its own.
fn walk(path: &Path) -> String {
    let out = text(&explain().arg(path).output().unwrap());
    out.split_whitespace().collect::<Vec<_>>().join("")
}

#[test]
fn an_answer_is_checked_with_certificates_that_were_shown_before() {
    let folder = tempfile::tempdir().unwrap();
    let told = walk(&capture(folder.path(), &bundle(), THEN));
    for part in ["OCSP answer by CN=Olga", "CN=localhost is good", "the issuer appointed CN=Olga to answer"] {
        assert!(has(&told, part), "{part}: {told}");
    }
    let told = walk(&capture(folder.path(), &[], THEN));
    assert!(has(&told, "the issuer's certificate is not in the capture"), "{told}");
    let told = walk(&capture(folder.path(), &bundle(), THEN + 60 * 86_400));
    assert!(has(&told, "at the time of the capture it was out of date since"), "{told}");
}

#[test]
fn a_question_in_clear_tells_which_sites_are_visited_and_a_redacted_copy_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = capture(folder.path(), &[], THEN);
    // Numbers of certificates, broken up by the columns of the table.
    assert!(summary(&path).contains("10:01"), "{}", summary(&path));
    let shown = folder.path().join("shown.pcapng");
    let output = explain().arg("--redact").arg(&shown).arg(&path).output().unwrap();
    assert!(output.status.success(), "{}", text(&output));
    let copy = fs::read(&shown).unwrap();
    let question = frozen("ocsp-request.der");
    let hash = find(&question, &[4, 20]) + 2;
    for (what, bytes) in [("the issuer's name hash", &question[hash..hash + 20]), ("the responder", &b"Olga"[..])] {
        assert!(!copy.windows(bytes.len()).any(|window| window == bytes), "{what} is still there");
        let original = fs::read(&path).unwrap();
        assert!(original.windows(bytes.len()).any(|window| window == bytes), "{what} was there");
    }
    let told = walk(&shown);
    assert!(has(&told, "OCSP answer by"), "the copy is read like the original: {told}");
}
