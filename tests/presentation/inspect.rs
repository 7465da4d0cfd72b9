//! `inspect`: what it prints, what it refuses, and that nothing in a file reaches the terminal as a command.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use wirewalk::commands::inspect;
use wirewalk::paint::Paint;
use wirewalk_testing::der;

fn frozen(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files").join(name)
}

/// What it prints, and how it ends.
fn inspected(path: &Path) -> (String, Result<(), String>) {
    let mut out = Vec::new();
    let end = inspect::file(path, &mut out, 100, Paint::Plain).map_err(|e| format!("{e:#}"));
    (String::from_utf8(out).expect("text"), end)
}

fn of_bytes(bytes: &[u8]) -> (String, Result<(), String>) {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("file");
    fs::write(&path, bytes).expect("room");
    inspected(&path)
}

#[test]
fn a_certificate_is_shown_to_the_byte_and_says_its_sentence() {
    let (text, end) = inspected(&frozen("leaf.cer"));
    assert_eq!(end, Ok(()));
    let last: Vec<&str> = text.lines().rev().take(3).collect();
    assert_eq!(last[2], "This is a certificate (X.509).");
    let sentence = format!("{} {}", last[1], last[0]);
    assert!(sentence.starts_with("From 2026-"), "{sentence}");
    assert!(
        sentence.ends_with("I am CN=localhost (localhost, 127.0.0.1, ::1) according to O=Nuts, CN=Carol."),
        "{sentence}"
    );
    assert!(text.lines().all(|l| l.chars().count() <= 100));
    let shown = text.lines().take(60).skip(1).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!(shown);
}

#[test]
fn every_kind_of_file_ends_well_and_is_named() {
    let says = |name: &str| {
        let (text, end) = inspected(&frozen(name));
        assert_eq!(end, Ok(()), "{name}");
        text.lines().rfind(|l| l.starts_with("This is")).unwrap_or_default().to_owned()
    };
    assert_eq!(says("request.csr"), "This is a certificate signing request (PKCS#10).");
    assert_eq!(says("list.crl"), "This is a list of revoked certificates (CRL).");
    assert_eq!(says("encrypted.pem"), "This is an encrypted private key (PKCS#8).");
    assert_eq!(says("leaf.p12"), "This is a PKCS#12 file.");
    assert_eq!(says("bundle.p7b"), "This is a CMS bundle (PKCS#7).");
    assert_eq!(says("ocsp-request.der"), "This is an OCSP request.");
    assert_eq!(says("ocsp-response.der"), "This is an OCSP response.");
    assert_eq!(says("group.pem"), "This is a group for Diffie-Hellman.");
    assert_eq!(says("curve.pem"), "This is a curve, written out.");
    assert_eq!(says("ssh-user-cert.pub"), "This is an SSH certificate.");
    assert_eq!(says("ssh-encrypted"), "This is an encrypted SSH private key (OpenSSH).");
}

#[test]
fn what_answers_and_ssh_certificates_say_stands_at_the_end() {
    let end = |name: &str| inspected(&frozen(name)).0.split_whitespace().collect::<Vec<_>>().join(" ");
    let answer = end("ocsp-response.der");
    assert!(answer.contains("serial number 10:03 is not known to the responder"), "{answer}");
    assert!(answer.ends_with("the issuer's certificate is not in the file, so nobody here vouches for the responder."));
    let alice = end("ssh-user-cert.pub");
    assert!(alice.contains("this key is for the users alice, squirrels"), "{alice}");
    assert!(alice.ends_with("the signature holds."), "{alice}");
}

#[test]
fn what_is_none_of_these_is_shown_and_refused() {
    let (text, end) = of_bytes(b"hello\x1b[2J\n");
    assert!(end.is_err_and(|e| e.contains("holds no certificate")));
    assert!(text.contains("unexplained"), "{text}");
    assert!(of_bytes(b"").1.is_err_and(|e| e.contains("is empty")));
    assert!(inspected(Path::new("no such file")).1.is_err_and(|e| e.contains("cannot inspect no such file")));
    let truncated = &fs::read(frozen("leaf.cer")).expect("a file")[..300];
    let (text, end) = of_bytes(truncated);
    assert_eq!(end, Ok(()), "a truncated certificate is one");
    assert!(text.contains("problem: cut off"), "{text}");
    let dir = tempfile::tempdir().expect("a folder");
    let long = dir.path().join("long");
    let file = fs::File::create(&long).expect("a file");
    file.set_len(inspect::LONGEST + 1).expect("a hole");
    assert!(inspected(&long).1.is_err_and(|e| e.contains("longer than")));
}

#[test]
fn no_file_commands_the_terminal() {
    let leaf = fs::read(frozen("leaf.cer")).expect("a file");
    let at = leaf.windows(9).rposition(|w| w == b"localhost").expect("a name");
    let mut evil = leaf;
    evil[at..at + 9].copy_from_slice(b"\x1b[2J\x07\r\n\x9b\x0e");
    let pem = b"\x1b]0;title\x07\n-----BEGIN \x1b[31mX-----\n\x1b[0m: y\nAAAA\x1b\n-----END X-----\n\xe2\x80\xae";
    for bytes in [&evil[..], pem] {
        let (text, _) = of_bytes(bytes);
        let bad = text.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!(bad, None, "{text}");
        assert!(!text.contains('\u{202e}'));
    }
}

#[test]
fn ten_thousand_names_are_printed_in_time() {
    let bytes = der::with_names(10_000);
    let began = Instant::now();
    let (text, end) = of_bytes(&bytes);
    assert_eq!(end, Ok(()));
    assert!(text.contains("host9999.example.org"));
    // Two seconds are promised for the program; this is the unoptimized one, on a machine that runs other tests.
    assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
}
