//! Lesson 4's commands, as a class types them. Passphrases come from a variable that cargo sets for every test.

use std::fs;
use std::path::Path;

use anyhow::Result;
use clap::Command;
use wirewalk::commands::{CA, CLIENT, CSR, SIGN, VERIFY};
use wirewalk::pki::{Passphrase, PrivateKey, p12};
use wirewalk::stage::Extra;

const VARIABLE: &str = "CARGO_PKG_NAME";
const PASSPHRASE: &str = env!("CARGO_PKG_NAME");

/// Runs `COMMAND ARGS… --out DIR`, with `{}` in the arguments standing for the folder.
fn run(command: &Extra, dir: &Path, args: &str) -> Result<()> {
    let mut words = vec![command.name.to_owned()];
    words.extend(args.split_whitespace().map(|word| word.replace("{}", &dir.display().to_string())));
    let parsed = (command.args)(Command::new(command.name)).try_get_matches_from(words)?;
    (command.run)(&parsed)
}

fn error(command: &Extra, dir: &Path, args: &str) -> String {
    format!("{:#}", run(command, dir, args).expect_err("it should be refused"))
}

fn passphrase() -> Passphrase {
    Passphrase::new(PASSPHRASE).expect("not empty")
}

fn carol_and_bob(dir: &Path) {
    run(&CA, dir, &format!("--out {{}} --passphrase-env {VARIABLE}")).expect("carol");
    let hosts = "--host localhost 127.0.0.1 ::1 --name my-site.com";
    run(&CSR, dir, &format!("{hosts} --out {{}} --no-passphrase")).expect("bob");
    let hosts = "--host localhost --host 127.0.0.1 --host ::1 --host my-site.com";
    run(&SIGN, dir, &format!("{{}}/server-csr.pem {hosts} --out {{}} --passphrase-env {VARIABLE}")).expect("signed");
}

#[test]
fn a_class_plays_the_parties_one_after_the_other() {
    let dir = tempfile::tempdir().expect("a folder");
    let dir = dir.path();
    carol_and_bob(dir);
    let judged = "--ca {}/ca-public-key.pem {}/server-public-key.pem";
    for host in ["localhost", "127.0.0.1", "::1", "my-site.com"] {
        run(&VERIFY, dir, &format!("{judged} --host {host}")).expect("accepted");
    }
    assert!(error(&VERIFY, dir, &format!("{judged} --host www.bank.example")).ends_with("name"));
    assert!(error(&VERIFY, dir, &format!("{judged} --client")).ends_with("extended key usage"));
    assert!(error(&VERIFY, dir, &format!("{judged} --host localhost --at 2100-01-01T00:00:00Z")).ends_with("dates"));
    assert!(
        error(&VERIFY, dir, "--ca {}/server-public-key.pem {}/server-public-key.pem --host localhost")
            .contains("refused")
    );
}

/// Whoever left the authority's key knows it, and could sign whatever she signs.
#[test]
#[cfg(unix)]
fn a_key_that_belongs_to_somebody_else_is_not_taken_up() {
    let dir = tempfile::tempdir().expect("a folder");
    let dir = dir.path();
    carol_and_bob(dir);
    if std::os::unix::fs::chown(dir.join("ca-private-key.pem"), Some(65534), None).is_err() {
        return println!("skipped: only root gives files away");
    }
    let why = error(&SIGN, dir, &format!("{{}}/server-csr.pem --out {{}} --force --passphrase-env {VARIABLE}"));
    assert!(why.contains("ca-private-key.pem belongs to another user"), "{why}");
    let why = error(&CLIENT, dir, &format!("alice --out {{}} --no-passphrase --passphrase-env {VARIABLE}"));
    assert!(why.contains("belongs to another user"), "{why}");
}

#[test]
fn a_client_gets_its_five_files_and_the_keys_are_its_own() {
    let dir = tempfile::tempdir().expect("a folder");
    let dir = dir.path();
    carol_and_bob(dir);
    let env = format!("--out {{}} --passphrase-env {VARIABLE} --client-passphrase-env {VARIABLE}");
    run(&CLIENT, dir, &format!("alice {env}")).expect("alice");
    run(&CLIENT, dir, &format!("eve {env} --no-passphrase")).expect("eve: certs/ca.pem is there already and the same");
    run(&VERIFY, dir, "--ca {}/certs/ca.pem {}/certs/alice/alice.crt --client").expect("accepted");
    let read = |name: &str| fs::read_to_string(dir.join(name)).expect("a text");
    let key = PrivateKey::from_pem(&read("certs/alice/alice.key"), Some(&passphrase())).expect("encrypted");
    assert!(PrivateKey::from_pem(&read("certs/alice/alice.key"), None).is_err());
    let both = PrivateKey::from_pem(&read("certs/alice/alice.pem"), Some(&passphrase())).expect("the same once more");
    let bundle = fs::read(dir.join("certs/alice/alice.p12")).expect("a bundle");
    let (bundled, certificates) = p12::open(&bundle, &passphrase()).expect("opened");
    assert!(key.der() == both.der() && key.der() == bundled.der());
    assert_eq!(certificates.len(), 2);
    assert!(PrivateKey::from_pem(&read("certs/eve/eve.key"), None).is_ok());
    #[cfg(unix)]
    for name in [
        "ca-private-key.pem",
        "server-private-key.pem",
        "certs/alice/alice.key",
        "certs/alice/alice.p12",
        "certs/alice/alice.pem",
    ] {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(dir.join(name)).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn nothing_is_replaced_without_force() {
    let dir = tempfile::tempdir().expect("a folder");
    let dir = dir.path();
    let carol = format!("--out {{}} --passphrase-env {VARIABLE}");
    run(&CA, dir, &carol).expect("carol");
    let before = fs::read(dir.join("ca-private-key.pem")).expect("her key");
    assert!(error(&CA, dir, &carol).contains("--force"));
    assert_eq!(fs::read(dir.join("ca-private-key.pem")).expect("her key"), before);
    run(&CA, dir, &format!("{carol} --force --name Carla --key-type ed25519")).expect("replaced");
    assert_ne!(fs::read(dir.join("ca-private-key.pem")).expect("her key"), before);
}

#[test]
fn what_is_wrong_is_said_and_nothing_is_written() {
    let dir = tempfile::tempdir().expect("a folder");
    let dir = dir.path();
    assert!(error(&SIGN, dir, "{}/none.pem --out {}").contains("could not be read"));
    assert!(error(&CA, dir, "--out {} --passphrase-env NO_SUCH_VARIABLE_HERE").contains("not set"));
    assert!(error(&CSR, dir, "--out {} --host bad_name --no-passphrase").contains("letters, digits and hyphens"));
    assert!(error(&CLIENT, dir, &format!("alice --out {{}} --passphrase-env {VARIABLE}")).contains("lesson4 ca"));
    for name in ["..", "../eve", "a/b", "a\\b", ".hidden", "nul", ""] {
        let words = ["client", name, "--out", &dir.display().to_string()].map(str::to_owned);
        let parsed = (CLIENT.args)(Command::new("client")).try_get_matches_from(words).expect("arguments");
        let refused = (CLIENT.run)(&parsed).expect_err("no name for a client").to_string();
        assert!(refused.contains("cannot be a client's name"), "{name}: {refused}");
    }
    let files: Vec<_> = fs::read_dir(dir).expect("the folder").flatten().collect();
    assert!(files.is_empty(), "{files:?}");
}

#[test]
fn carol_signs_no_name_that_nobody_allowed() {
    let dir = tempfile::tempdir().expect("a folder");
    let dir = dir.path();
    run(&CA, dir, &format!("--out {{}} --passphrase-env {VARIABLE}")).expect("carol");
    run(&CSR, dir, "--host localhost www.bank.example --out {} --no-passphrase").expect("a request");
    let sign = format!("{{}}/server-csr.pem --out {{}} --passphrase-env {VARIABLE}");
    let refused = error(&SIGN, dir, &sign);
    assert!(refused.contains("\"www.bank.example\"") && refused.contains("--host"), "{refused}");
    assert!(!dir.join("server-public-key.pem").exists());
    run(&SIGN, dir, &format!("{sign} --host localhost --host www.bank.example --days 5")).expect("allowed");
}

/// The commands that a walk gives to try must not run into the files that it left.
#[test]
fn what_a_walk_gives_to_try_does_not_meet_the_walks_own_files() {
    let transcript = &crate::walked(&wirewalk::lesson4::LESSON).transcript;
    let items = transcript.steps.iter().flat_map(|step| &step.items);
    let lines: Vec<_> = items
        .filter_map(|item| match item {
            wirewalk::story::Item::Commands(commands) => Some(commands),
            _ => None,
        })
        .flatten()
        .map(|command| command.line.as_str())
        .collect();
    for party in ["lesson4 ca", "lesson4 csr", "lesson4 sign", "-- ca", "-- csr", "-- sign"] {
        for line in lines.iter().filter(|line| line.contains(party)) {
            assert!(line.contains("--out") && line.contains("mine"), "{line}");
        }
    }
    assert!(lines.iter().filter(|line| line.contains("--out")).count() >= 3, "{lines:?}");
}

/// Lesson 4's table of checks says which were made; its claim counts no others.
#[test]
fn lesson_4_counts_the_checks_that_it_made() {
    let transcript = &crate::walked(&wirewalk::lesson4::LESSON).transcript;
    let step = transcript.steps.iter().find(|step| &*step.id == "checks").expect("its checks");
    let table = step.items.iter().find_map(|item| match item {
        wirewalk::story::Item::Table(rows) => Some(rows),
        _ => None,
    });
    let rows = &table.expect("a table")[1..];
    let skipped = rows.iter().filter(|row| row[1] == "not made").count();
    let claim = transcript.claims().find(|claim| claim.id == "lesson4.accepted").expect("it is made");
    assert!(skipped > 0, "nobody gave a revocation list");
    assert_eq!(claim.evidence, format!("{} checks passed, {skipped} not made", rows.len() - skipped));
}
