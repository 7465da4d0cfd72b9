//! SSH keys and certificates in files: those in tests/files were made by ssh-keygen of OpenSSH 9.2 and frozen. They are thrown away.

use wirewalk::dissect::verify::ssh;
use wirewalk::dissect::{Datum, Kind, file};
use wirewalk_testing::der::{dissected, frozen, problems};
use wirewalk_testing::trees;

const FILES: &[(&str, Kind)] = &[
    ("ssh-key.pub", Kind::SshPublicKey),
    ("ssh-rfc4716.pub", Kind::SshPublicKey),
    ("ssh-user-cert.pub", Kind::SshCertificate),
    ("ssh-host-cert.pub", Kind::SshCertificate),
    ("ssh-rsa-cert.pub", Kind::SshCertificate),
    ("ssh-private", Kind::SshPrivateKey),
    ("ssh-encrypted", Kind::SshEncryptedPrivateKey),
];

fn says(bytes: impl AsRef<[u8]>) -> String {
    ssh::sentences(&dissected(bytes).message, Default::default()).join("\n")
}

#[test]
fn a_certificate_to_the_last_bit() {
    insta::assert_snapshot!(trees::tree(&dissected(frozen("ssh-user-cert.pub")).message));
}

#[test]
fn a_private_key_to_the_last_bit() {
    insta::assert_snapshot!(trees::tree(&dissected(frozen("ssh-private")).message));
}

#[test]
fn every_kind_is_recognised_and_whole() {
    for (name, kind) in FILES {
        let file = dissected(frozen(name));
        assert_eq!(file.kinds, [*kind], "{name}");
        assert_eq!(problems(&file.message), [""; 0], "{name}");
        for field in file.message.walk().filter(|f| f.is_leaf()) {
            assert_ne!(field.label.id, "wirewalk.unexplained", "{name}");
            let opaque = field.span.len() > 64 && !matches!(field.value.datum, Datum::Text(_));
            assert!(!opaque || field.label.opaque, "{name}: {} {:?}", field.label.id, field.span);
        }
    }
}

#[test]
fn certificates_say_for_whom_they_are_and_whether_the_signature_holds() {
    let alice = says(frozen("ssh-user-cert.pub"));
    assert!(alice.contains("for the users alice, squirrels (key id alice 7)"), "{alice}");
    assert!(alice.ends_with("the signature holds"), "{alice}");
    let bob = says(frozen("ssh-host-cert.pub"));
    assert!(bob.contains("from the beginning to the end of time") && bob.contains("the host bob.example"), "{bob}");
    assert!(bob.ends_with("the signature holds"), "{bob}");
    assert!(says(frozen("ssh-rsa-cert.pub")).ends_with("the signature holds"));
}

/// The file with one letter of its base64 changed.
fn changed(name: &str, at: usize) -> String {
    let text = String::from_utf8(frozen(name)).expect("text");
    let begin = text.find("AAAA").expect("base64") + at;
    let other = if &text[begin..=begin] == "B" { "C" } else { "B" };
    format!("{}{other}{}", &text[..begin], &text[begin + 1..])
}

#[test]
fn a_changed_certificate_is_not_signed() {
    for name in ["ssh-user-cert.pub", "ssh-host-cert.pub", "ssh-rsa-cert.pub"] {
        // In the nonce, which nothing else depends on.
        let found = says(changed(name, 70));
        assert!(found.ends_with("the signature does not hold"), "{name}: {found}");
    }
}

#[test]
fn the_private_part_is_marked_as_secret() {
    let message = dissected(frozen("ssh-private")).message;
    let secret: Vec<_> = message.walk().filter(|field| field.label.secret).collect();
    assert_eq!(secret.len(), 1);
    assert_eq!(secret[0].span.len(), 32);
    // What cannot be read of it is secret too.
    let pem = String::from_utf8(frozen("ssh-private")).expect("text");
    let lines: Vec<&str> = pem.lines().collect();
    let cut = format!("{}\n{}\n{}\n{}\n", lines[0], lines[1], &lines[2][..68], lines[lines.len() - 1]);
    let message = dissected(cut).message;
    let open = message.walk().filter(|f| f.is_leaf() && f.label.id == "wirewalk.ssh.check").count();
    assert!(open <= 2, "{}", trees::tree(&message));
}

#[test]
fn lines_of_authorized_keys_and_known_hosts_have_words_before_the_key() {
    let key = String::from_utf8(frozen("ssh-key.pub")).expect("text");
    let file = format!("# mine\n\ncommand=\"a b\",no-pty {key}[localhost]:2222 {key}nonsense\n");
    let found = dissected(&file);
    assert_eq!(found.kinds, [Kind::SshPublicKey; 2]);
    let options: Vec<_> = found.message.walk().filter(|f| f.label.id == "wirewalk.ssh.options").collect();
    assert_eq!(options.len(), 2);
    let ignored = found.message.walk().filter(|f| f.label.id == "wirewalk.ssh.ignored").count();
    assert_eq!(ignored, 2);
    let other = dissected(key.replacen("ssh-ed25519", "ssh-rsa", 1));
    assert!(problems(&other.message).join("").contains("not the one on the line"), "{:?}", problems(&other.message));
}

#[test]
fn every_truncation_and_every_change_of_one_byte_tiles() {
    for (name, _) in FILES {
        let bytes = frozen(name);
        for at in 0..bytes.len() {
            dissected(&bytes[..at]);
            // Each byte takes one of these values.
            let values = [0, b'\n', b' ', b'A', b'/', b'=', 0x80, bytes[at] ^ 1];
            let mut changed = bytes.clone();
            changed[at] = values[at % values.len()];
            let file = dissected(&changed);
            ssh::sentences(&file.message, Default::default());
        }
    }
}

#[test]
fn many_lines_take_no_time() {
    let began = std::time::Instant::now();
    let many = file("ssh-rsa AAAA\n".repeat(100_000));
    assert_eq!(many.kinds.len(), 10_000, "the rest is not read");
    assert!(!file("ssh-rsa ".repeat(100_000)).is_known());
    assert!(began.elapsed() < std::time::Duration::from_secs(20), "{:?}", began.elapsed());
    assert_eq!(dissected("ssh-rsa AAAA\n".repeat(50)).kinds.len(), 50);
}
