//! What is given to open a capture with: key logs and what is none, private keys, secrets that do not fit; and what scripts ask for.

use std::fs;
use std::path::Path;

use wirewalk::explain::explain as run;
use wirewalk::explain::summary::Summary;
use wirewalk::pki::{KeyKind, PrivateKey};
use wirewalk::recording::Secrets;
use wirewalk::recording::secrets::KeyLog;
use wirewalk_testing::explain::{explain, frozen, line};

/// What is said, on either stream, with this file as an argument; and the exit status.
fn with(option: &str, file: &Path, capture: &str) -> (String, Option<i32>) {
    let output = explain().args(["--summary", option]).arg(file).arg(frozen(capture)).output().expect("it starts");
    (line(&output), output.status.code())
}

#[test]
fn a_key_log_that_is_something_else_is_called_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("given");
    let key = fs::read_to_string(frozen("rsa-key-transport.key.pem")).unwrap();
    let log = fs::read_to_string(frozen("lesson5.keys")).unwrap();
    let wide: Vec<u8> = log.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [&[0xff, 0xfe][..], &wide].concat();
    let capture = fs::read(frozen("lesson1.pcapng")).unwrap();
    let cases: [(&[u8], &str); 9] = [
        (key.as_bytes(), "it is a private key; give it with --private-key"),
        (&wide, "UTF-16"),
        (&marked, "UTF-16"),
        (&capture, "it is a capture"),
        (
            b"Block 2: Decryption Secrets Block\n    Secrets Type: TLS Key Log (0x544c534b)\n",
            "editcap --extract-secrets",
        ),
        (b"<!DOCTYPE html>\n<html><body>Sign in</body></html>", "HTML"),
        (b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", "PEM of another kind"),
        (b"SSL-Session:\n    Protocol  : TLSv1.2\n    Master-Key: 00\n", "openssl s_client -keylogfile"),
        (b"{\"keys\": []}", "JSON"),
    ];
    for (bytes, expected) in cases {
        fs::write(&path, bytes).unwrap();
        let (said, status) = with("--keylog", &path, "lesson5.pcapng");
        assert!(said.contains(expected) && status == Some(1), "{expected}: {said}");
        assert!(!said.contains("CLIENT_") && !said.contains("MII"), "no secret is told: {said}");
    }
    // A byte order mark before a key log hides nothing.
    fs::write(&path, ["\u{feff}", &log].concat()).unwrap();
    let (said, status) = with("--keylog", &path, "lesson5.pcapng");
    assert!(said.contains("decrypted: HTTP/1.1 inside") && status == Some(0) && !said.contains("warning"), "{said}");
}

#[test]
fn a_private_key_opens_rsa_key_transport_and_says_of_diffie_hellman_why_it_cannot() {
    let key = frozen("rsa-key-transport.key.pem");
    let (said, status) = with("--private-key", &key, "rsa-key-transport.pcapng");
    assert!(said.contains("decrypted: HTTP/1.1 inside") && status == Some(0), "{said}");
    for capture in ["lesson5.pcapng", "lesson6.pcapng"] {
        let (said, status) = with("--private-key", &key, capture);
        assert!(said.contains("the secret is agreed on with Diffie-Hellman, and the private key only signs"), "{said}");
        assert_eq!(status, Some(0));
    }
    let folder = tempfile::tempdir().unwrap();
    let given = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        with("--private-key", &path, "rsa-key-transport.pcapng")
    };
    let pem = fs::read_to_string(&key).unwrap();
    let (said, _) = given("marked", ["\u{feff}", &pem].concat().as_bytes());
    assert!(said.contains("decrypted: HTTP/1.1 inside"), "{said}");
    let another = PrivateKey::generate(KeyKind::Rsa2048).unwrap();
    let (said, _) = given("another", another.to_plain_pem().as_bytes());
    assert!(said.contains("not decrypted: this is a different private key"), "{said}");
    let (said, status) = given("ec", PrivateKey::generate(KeyKind::EcdsaP256).unwrap().to_plain_pem().as_bytes());
    assert!(said.contains("only signs: it opens no recording") && status == Some(1), "{said}");
    let (said, status) = given("log", &fs::read(frozen("lesson5.keys")).unwrap());
    assert!(said.contains("this is not a PEM file") && status == Some(1), "{said}");
}

#[test]
fn a_secret_that_does_not_fit_is_told_apart_from_one_that_is_missing() {
    let told = |text: &str| {
        let secrets = Secrets::none().with_key_log(KeyLog::parse(text.as_bytes()).0);
        let mut summary = Summary::default();
        run(&fs::read(frozen("lesson5.pcapng")).unwrap()[..], &secrets, |told| summary.note(&told)).unwrap();
        summary.table(|_| 0).remove(1).remove(2)
    };
    let log = fs::read_to_string(frozen("lesson5.keys")).unwrap();
    assert!(told(&log).contains("decrypted: HTTP/1.1 inside"), "{}", told(&log));
    let wrong: String = log.lines().map(|line| format!("{}\n", other_secret(line))).collect();
    assert!(told(&wrong).contains("not decrypted: the key given for it does not fit"), "{}", told(&wrong));
    let another = format!("CLIENT_RANDOM {} {}\n", "ab".repeat(32), "cd".repeat(48));
    assert!(told(&another).contains("not decrypted: no key for it"), "{}", told(&another));
}

/// The same line of a key log with another secret of the same length.
fn other_secret(line: &str) -> String {
    match line.rsplit_once(' ') {
        Some((before, secret)) if !line.starts_with('#') => format!("{before} {}", "5a".repeat(secret.len() / 2)),
        _ => line.to_owned(),
    }
}

#[test]
fn check_ends_with_a_status_for_scripts() {
    let status = |arguments: &[&str], capture: &Path| {
        explain().args(arguments).arg(capture).output().expect("it starts").status.code()
    };
    let (good, bad) = (frozen("rsa-key-transport.pcapng"), frozen("lesson5.pcapng"));
    assert_eq!(status(&["--summary", "--check"], &good), Some(0));
    assert_eq!(status(&["--summary", "--check"], &bad), Some(3));
    assert_eq!(status(&["--summary"], &bad), Some(0));
    let folder = tempfile::tempdir().unwrap();
    let cut = folder.path().join("cut.pcapng");
    let whole = fs::read(&bad).unwrap();
    fs::write(&cut, &whole[..whole.len() - 7]).unwrap();
    assert_eq!(status(&["--summary", "--check"], &cut), Some(1), "what could not be read comes first");
    assert_eq!(status(&["--check"], &good), Some(2));
}
