//! ssh-keygen as the judge of SSH keys and certificates in files.

use std::path::Path;
use std::process::Command;

use wirewalk::dissect::verify::ssh;
use wirewalk::dissect::{Kind, file};
use wirewalk_testing::der::{dissected, problems};
use wirewalk_testing::outside;

/// Runs ssh-keygen in a folder, with arguments split at spaces; an empty passphrase is `''`.
fn keygen(program: &Path, dir: &Path, arguments: &str) -> String {
    let arguments = arguments.split(' ').map(|word| if word == "''" { "" } else { word });
    let output = Command::new(program).args(arguments).current_dir(dir).output().expect("ssh-keygen starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

const KEYS: &[&str] = &["ed25519", "rsa -b 2048", "ecdsa -b 256", "ecdsa -b 384", "ecdsa -b 521"];

#[test]
fn keys_of_every_kind_have_the_fingerprint_that_ssh_keygen_says() {
    let Some(program) = outside::judge("ssh-keygen") else { return };
    for (at, kind) in KEYS.iter().enumerate() {
        let dir = tempfile::tempdir().expect("a folder");
        let read = |name: &str| std::fs::read(dir.path().join(name)).expect("the file");
        let run = |arguments: &str| keygen(&program, dir.path(), arguments);
        let passphrase = if at % 2 == 0 { "''" } else { "squirrel" };
        run(&format!("-q -t {kind} -C a -N {passphrase} -f key"));
        let listed = run("-l -f key.pub");
        let theirs = listed.split(' ').nth(1).expect("a fingerprint").to_owned();
        let private = dissected(read("key"));
        let due = if at % 2 == 0 { Kind::SshPrivateKey } else { Kind::SshEncryptedPrivateKey };
        assert_eq!(private.kinds, [due], "{kind}");
        std::fs::write(dir.path().join("4716"), run("-e -f key.pub")).expect("room");
        for name in ["key", "key.pub", "4716"] {
            let file = dissected(read(name));
            assert_eq!(problems(&file.message), [""; 0], "{kind}: {name}");
            let ours = ssh::sentences(&file.message, Default::default()).join("\n");
            assert!(ours.contains(&theirs), "{kind}: {name}: {ours}, {theirs}");
        }
    }
}

#[test]
fn certificates_by_every_kind_of_authority_are_checked() {
    let Some(program) = outside::judge("ssh-keygen") else { return };
    let dir = tempfile::tempdir().expect("a folder");
    let run = |arguments: &str| keygen(&program, dir.path(), arguments);
    run("-q -t ed25519 -C a -N '' -f key");
    for (at, kind) in KEYS.iter().enumerate() {
        let ca = format!("ca{at}");
        run(&format!("-q -t {kind} -C ca -N '' -f {ca}"));
        let hosts = if at % 2 == 0 { "-h -n bob.example" } else { "-n alice,carol -O no-x11-forwarding" };
        run(&format!("-q -s {ca} -I id -z {at} -V 20260101:20270101 {hosts} key.pub"));
        let bytes = std::fs::read(dir.path().join("key-cert.pub")).expect("the certificate");
        let theirs = run("-L -f key-cert.pub");
        let found = file(bytes);
        assert_eq!(found.kinds, [Kind::SshCertificate]);
        assert_eq!(problems(&found.message), [""; 0], "{kind}");
        let ours = ssh::sentences(&found.message, Default::default()).join("\n");
        assert!(ours.contains("the signature holds"), "{kind}: {ours}");
        let names =
            if at % 2 == 0 { ["bob.example", "host certificate"] } else { ["alice, carol", "user certificate"] };
        assert!(ours.contains(names[0]) && theirs.contains(names[1]), "{kind}: {ours}\n{theirs}");
        let listed = run(&format!("-l -f {ca}.pub"));
        assert!(ours.contains(listed.split(' ').nth(1).expect("a fingerprint")), "{kind}: {ours}\n{listed}");
    }
}
