//! Lesson 6's claims, and that they can fail: one byte of a recording is changed, or a scene is missing, and they do. And its two
//! programs: the four combinations, what is an error before a socket opens, and who is let in.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;

use tempfile::{TempDir, tempdir};
use wirewalk::lesson6::LESSON;
use wirewalk::pki::{Authority, KeyKind, Passphrase, PrivateKey, Subject, Validity};
use wirewalk::recording::Side;
use wirewalk::stage;
use wirewalk::story::{Item, Scene, Seen, Transcript};
use wirewalk_testing::claimed::{self, fails, same};
use wirewalk_testing::club::{Club, PASSPHRASE, Shown};
use wirewalk_testing::server::{self, Server};

/// One walk for all tests, and its files.
fn walked() -> &'static (TempDir, Transcript) {
    static WALK: OnceLock<(TempDir, Transcript)> = OnceLock::new();
    WALK.get_or_init(|| {
        let dir = tempdir().expect("a folder");
        let transcript = stage::rehearse(&LESSON, dir.path()).expect("a walk");
        (dir, transcript)
    })
}

fn walk() -> &'static Transcript {
    &walked().1
}

fn played(id: &str) -> &'static Scene {
    walk().scenes.iter().find(|s| s.id == id).expect("a scene of this name")
}

/// The same transcript, in which this byte of what a side sent in a scene is another one.
fn changed(id: &str, side: Side, at: usize) -> Transcript {
    let recording = claimed::changed(played(id), side, at);
    with(|scene| (scene.id == id).then(|| Scene::of(scene.id.clone(), recording.clone(), scene.secrets.clone())))
}

/// The same transcript with other scenes where there are some.
fn with(other: impl Fn(&Scene) -> Option<Scene>) -> Transcript {
    claimed::with(&LESSON.about, walk(), other)
}

fn record(id: &str, side: Side, field: &str) -> (usize, usize) {
    claimed::record(played(id), side, field)
}

#[test]
fn every_claim_of_the_walk_holds() {
    let made: Vec<_> = walk().claims().collect();
    assert!(made.len() > 20);
    for claim in made {
        assert!(claim.held, "{}: {}", claim.id, claim.evidence);
    }
}

#[test]
fn a_claim_without_its_scenes_fails() {
    let empty = Transcript::new(&LESSON.about);
    for claim in walk().claims() {
        fails(&claim.id, &empty, "there is no recording");
    }
}

#[test]
fn without_the_secrets_nothing_of_tls_1_3_is_claimed() {
    let blind = with(|scene| {
        Some(Scene::of(scene.id.clone(), scene.recording.clone(), Default::default())).filter(|_| !scene.is_file())
    });
    let still = [
        "lesson6.weak-passphrase-found",            // from a file
        "lesson6.client-certificate-visible-in-12", // that is the point
        "lesson6.refused-before-request-in-12",     // likewise
        "lesson6.every-byte-explained",             // as encrypted
    ];
    for claim in walk().claims().filter(|claim| !still.contains(&&*claim.id)) {
        fails(&claim.id, &blind, "nobody knows the secrets");
    }
}

#[test]
fn a_byte_changed_on_the_wire_is_noticed() {
    for (scene, side, field, id) in [
        ("mutual", Side::Server, "wirewalk.tls.dname", "lesson6.bob-asks-and-names-carol"),
        ("mutual", Side::Server, "wirewalk.tls.content", "lesson6.alice-heard-bob"),
        ("mutual", Side::Client, "tls.handshake.certificate", "lesson6.client-certificate-hidden-in-13"),
        ("mutual", Side::Client, "tls.handshake.client_cert_vrfy.sig", "lesson6.both-signatures-verified"),
        ("mutual", Side::Server, "tls.handshake.client_cert_vrfy.sig", "lesson6.both-signatures-verified"),
        ("mutual", Side::Client, "tls.handshake.verify_data", "lesson6.finished-recomputed"),
        ("mutual", Side::Client, "tls.handshake.extensions_server_name", "lesson6.schedule-equals-key-log"),
        ("mutual-tls12", Side::Client, "tls.handshake.certificate", "lesson6.client-certificate-visible-in-12"),
        ("mutual-tls12", Side::Client, "tls.handshake.client_point", "lesson6.signatures-verified-in-12"),
        ("no-certificate", Side::Client, "wirewalk.tls.content", "lesson6.request-before-refusal"),
        ("stolen", Side::Server, "wirewalk.tls.content", "lesson6.stolen-key-works"),
        ("renewed", Side::Client, "tls.handshake.certificate", "lesson6.name-survives-renewal"),
        ("mutual", Side::Client, "tls.handshake.certificate", "lesson6.every-check-holds"),
        ("grace", Side::Server, "wirewalk.tls.content", "lesson6.grace-lets-the-thief-in"),
        ("stranger", Side::Server, "wirewalk.tls.content", "lesson6.valid-is-not-permitted"),
        ("namesake", Side::Client, "tls.handshake.certificate", "lesson6.common-name-decides-nothing"),
        ("namesake", Side::Client, "wirewalk.tls.content", "lesson6.headers-prove-nothing"),
        ("intermediate-sent", Side::Server, "tls.handshake.certificate", "lesson6.intermediate-repairs"),
    ] {
        let (begin, len) = record(scene, side, field);
        for at in [begin + len * 3 / 5, begin + len - 1] {
            fails(id, &changed(scene, side, at), &format!("byte {at} of what the {side} sent is another one"));
        }
    }
}

#[test]
fn another_alert_is_another_claim() {
    for (scene, side, id) in [
        ("no-certificate", Side::Server, "lesson6.no-certificate-refused"),
        ("unknown-ca", Side::Server, "lesson6.unknown-ca-refused"),
        ("server-certificate", Side::Server, "lesson6.server-certificate-refused"),
        ("expired", Side::Server, "lesson6.expired-refused"),
        ("revoked", Side::Server, "lesson6.revoked-refused"),
        ("expired-and-stolen", Side::Server, "lesson6.grace-lets-the-thief-in"),
        ("intermediate-forgotten", Side::Client, "lesson6.forgotten-intermediate-refused"),
    ] {
        let (begin, len) = record(scene, side, "tls.alert_message.desc");
        let transcript = changed(scene, side, begin + len - 1);
        fails(id, &transcript, "the alert cannot be opened");
    }
}

#[test]
fn one_scene_does_not_pass_for_another() {
    let staged = |id: &'static str, other: &'static str| with(move |s| (s.id == id).then(|| same(played(other), id)));
    for (scene, other, id) in [
        ("mutual-tls12", "mutual", "lesson6.fifteen-in-order"),
        ("mutual-tls12", "no-certificate-tls12", "lesson6.fifteen-in-order"),
        ("no-certificate", "unknown-ca", "lesson6.no-certificate-refused"),
        ("no-certificate", "no-certificate-tls12", "lesson6.request-before-refusal"),
        ("no-certificate-tls12", "no-certificate", "lesson6.refused-before-request-in-12"),
        ("unknown-ca", "expired", "lesson6.unknown-ca-refused"),
        ("server-certificate", "expired", "lesson6.server-certificate-refused"),
        ("expired", "revoked", "lesson6.expired-refused"),
        ("intermediate-sent", "mutual", "lesson6.intermediate-repairs"),
        ("intermediate-forgotten", "intermediate-sent", "lesson6.forgotten-intermediate-refused"),
        ("stolen", "renewed", "lesson6.stolen-key-works"),
        ("revoked", "expired", "lesson6.revoked-refused"),
        ("renewed", "mutual", "lesson6.name-survives-renewal"),
        ("mutual", "expired", "lesson6.every-check-holds"),
        ("grace", "renewed", "lesson6.grace-lets-the-thief-in"),
        ("expired-and-stolen", "expired", "lesson6.grace-lets-the-thief-in"),
        ("list-after.pem", "list-before.pem", "lesson6.grace-lets-the-thief-in"),
        ("list-before.pem", "list-after.pem", "lesson6.grace-lets-the-thief-in"),
        ("stranger", "mutual", "lesson6.valid-is-not-permitted"),
        ("namesake", "stranger", "lesson6.common-name-decides-nothing"),
        ("namesake", "stranger", "lesson6.headers-prove-nothing"),
        ("alice.crt", "server-public-key.pem", "lesson6.weak-passphrase-found"),
    ] {
        fails(id, &staged(scene, other), &format!("`{scene}` is `{other}`"));
    }
}

#[test]
fn the_ledger_knows_whose_certificate_eve_reads() {
    let ledgers: Vec<_> = walk()
        .steps
        .iter()
        .flat_map(|step| &step.items)
        .filter_map(|item| if let Item::Ledger(rows) = item { Some(rows) } else { None })
        .collect();
    let seen = |ledger: usize, what: &str| ledgers[ledger].iter().find(|row| row.what == what).map(|row| row.seen);
    assert_eq!(ledgers.len(), 2);
    assert_eq!(seen(0, "the client's certificate"), Some(Seen::Hidden));
    assert_eq!(seen(1, "the client's certificate"), Some(Seen::Read));
    assert_eq!([seen(0, "who asked"), seen(1, "who asked")], [Some(Seen::Proven); 2]);
}

#[test]
fn nothing_of_the_walk_but_its_key_log_opens_its_capture() {
    let (dir, transcript) = walked();
    let key_log = transcript.key_log();
    assert!(!key_log.is_empty());
    for entry in fs::read_dir(dir.path()).expect("the folder").flatten().filter(|e| e.path().is_file()) {
        let (name, bytes) = (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).expect("a file"));
        let text = String::from_utf8_lossy(&bytes);
        let stands = |secret: &[u8]| {
            let binary = !name.ends_with(".json") && wirewalk_ground::find(&bytes, secret).is_some();
            binary || text.contains(&wirewalk::story::hex(secret))
        };
        let holds = key_log.entries().iter().any(|line| stands(&line.secret));
        assert_eq!(holds, ["lesson6.keys", "lesson6-with-secrets.pcapng"].contains(&name.as_str()), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn private_keys_are_readable_by_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let dir = walked().0.path();
    for name in LESSON.files {
        let mode = dir.join(name).metadata().expect("the walk left it").permissions().mode() & 0o077;
        let public = ["ca-public-key.pem", "server-public-key.pem", "clients-crl.pem"].contains(name);
        assert!(public || mode == 0, "{name} is readable by others");
    }
}

fn club() -> &'static Club {
    static CLUB: OnceLock<Club> = OnceLock::new();
    CLUB.get_or_init(Club::new)
}

fn lesson6(words: &[&str]) -> Command {
    let mut command = Command::new(server::lesson(6));
    command.args(words).stdin(Stdio::null());
    for variable in ["HTTPS_ENABLED", "VERIFY_USER", "SECRET_URL", "SSLKEYLOGFILE"] {
        command.env_remove(variable);
    }
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Alice with these arguments, trusting Carol.
fn asks<A: AsRef<OsStr>>(url: &str, words: impl IntoIterator<Item = A>) -> Output {
    lesson6(&["client", url]).arg("--ca").arg(club().root()).args(words).output().expect("it starts")
}

/// The arguments that show this.
fn shows(shown: &Shown) -> [&Path; 4] {
    [Path::new("--cert"), &shown.certificate, Path::new("--key"), &shown.key]
}

const TOLD: &str = "The secret message is: fluffy tail\n";

#[test]
fn each_of_the_four_combinations_is_what_it_says() {
    let alice = club().alice();
    // By variables, as the seeds write them, and by flags.
    for (https, verify, scheme, anonymous) in
        [("False", "False", "http", true), ("True", "False", "https", true), ("True", "True", "https", false)]
    {
        for by_flag in [false, true] {
            let mut command = lesson6(&["server"]);
            if by_flag {
                let [https, verify] = [https, verify].map(str::to_lowercase);
                command.args(["--https", &https, "--verify-user", &verify]);
            } else {
                command.env("HTTPS_ENABLED", https).env("VERIFY_USER", verify);
            }
            let bob = Server::start(command.args(club().served()).stderr(Stdio::null()));
            assert_eq!(bob.url.split(':').next(), Some(scheme));
            let told = asks(&bob.url, shows(&alice));
            assert_eq!(text(&told.stdout), TOLD, "{https} {verify}: {}", text(&told.stderr));
            let nobody = asks(&bob.url, ["--anonymous"]);
            assert_eq!(nobody.status.success(), anonymous, "{https} {verify}: {}", text(&nobody.stderr));
            assert!(anonymous || text(&nobody.stderr).contains("CertificateRequired"), "{}", text(&nobody.stderr));
        }
    }
    for command in [
        lesson6(&["server", "--port", "0"]).env("HTTPS_ENABLED", "false").env("VERIFY_USER", "true"),
        lesson6(&["server", "--port", "0", "--https=false", "--verify-user"]).env("HTTPS_ENABLED", "true"),
    ] {
        let refused = command.output().expect("it starts");
        assert_eq!(refused.status.code(), Some(1));
        assert!(refused.stdout.is_empty() && text(&refused.stderr).contains("makes no sense"));
    }
    let unclear = lesson6(&["server", "--port", "0"]).env("HTTPS_ENABLED", "perhaps").output().expect("it starts");
    assert!(text(&unclear.stderr).contains("HTTPS_ENABLED") && unclear.status.code() == Some(2));
}

#[test]
fn whoever_is_wrong_is_refused_with_the_reason_on_both_sides() {
    let (alice, other, server) = (club().alice(), club().other_alice(), club().server());
    let errors = tempdir().expect("a folder");
    let log = errors.path().join("stderr");
    let bob = Server::start(lesson6(&["server"]).args(club().served()).stderr(fs::File::create(&log).expect("a file")));
    for (shown, hers, his) in
        [(&other, "UnknownCA", "UnknownIssuer"), (&server, "UnsupportedCertificate", "extended key usage")]
    {
        for version in [None, Some(Path::new("--tls12"))] {
            let refused = asks(&bob.url, shows(shown).into_iter().chain(version));
            assert_eq!(refused.status.code(), Some(1));
            assert!(text(&refused.stderr).contains(hers), "{}", text(&refused.stderr));
            // The client may know before the server has said so.
            let said = || fs::read_to_string(&log).expect("a text");
            let waited = (0..100).any(|_| {
                thread::sleep(Duration::from_millis(20));
                said().contains(his)
            });
            assert!(waited, "{}", said());
        }
    }
    // A bundle needs its passphrase.
    let bundle = |passphrase: &str| {
        let mut command = lesson6(&["client", &bob.url, "--client-passphrase-env", "WORD", "--ca"]);
        command.arg(club().root()).arg("--p12").arg(&alice.bundle).env("WORD", passphrase);
        command.output().expect("it starts")
    };
    assert_eq!(text(&bundle(PASSPHRASE).stdout), TOLD);
    let wrong = text(&bundle("walnut").stderr);
    assert!(wrong.contains("alice.p12") && wrong.contains("passphrase"), "{wrong}");
    // One file for both, and one that is a member of another club.
    let both = club().file("certs/alice/alice.pem");
    assert_eq!(text(&asks(&bob.url, [Path::new("--cert"), &both]).stdout), TOLD);
    let friends = Server::start(lesson6(&["server", "--member", "bob", "--member", "carol"]).args(club().served()));
    let refused = text(&asks(&friends.url, [Path::new("--cert"), &both]).stderr);
    assert!(refused.contains("403") && refused.contains("https://example.com/clients/alice"), "{refused}");
}

/// Files with which no server should start, in a folder of their own.
fn wrong_files() -> TempDir {
    let dir = tempdir().expect("a folder");
    let now = stage::now();
    let key = || PrivateKey::generate(KeyKind::EcdsaP256).expect("a key");
    let stranger = Authority::root(key(), Subject::authority("other-ca.example"), Validity::root(now)).expect("a root");
    let foreign = stranger.crl(1, &[], Validity::days(now, 7)).expect("a list");
    let sealed = key().to_encrypted_pem(&Passphrase::new(PASSPHRASE).expect("not empty")).expect("sealed");
    let files = [("foreign.crl", foreign.to_pem()), ("sealed.key", sealed.to_string()), ("empty", String::new())];
    for (name, text) in files.into_iter().chain([("other.pem", stranger.certificate().to_pem())]) {
        fs::write(dir.path().join(name), text).expect("written");
    }
    dir
}

#[test]
fn a_server_with_a_wrong_file_does_not_start_and_names_it() {
    let dir = wrong_files();
    let wrong = |name: &str| -> PathBuf { dir.path().join(name) };
    let [cert, key, ca] =
        ["server-public-key.pem", "server-private-key.pem", "ca-public-key.pem"].map(|n| club().file(n));
    let none = wrong("none.pem");
    let [sealed, empty, foreign, other] = ["sealed.key", "empty", "foreign.crl", "other.pem"].map(&wrong);
    let alices = club().alice().key;
    for (cert, key, ca, crl, hints) in [
        (&none, &key, &ca, None, ["none.pem", "could not be read"]),
        (&cert, &none, &ca, None, ["none.pem", "could not be read"]),
        (&cert, &key, &none, None, ["none.pem", "could not be read"]),
        (&cert, &key, &ca, Some(&none), ["none.pem", "could not be read"]),
        (&empty, &key, &ca, None, ["empty", "not a PEM file"]),
        (&key, &key, &ca, None, ["server-private-key.pem", "no block CERTIFICATE"]),
        (&cert, &cert, &ca, None, ["server-public-key.pem", "no block PRIVATE KEY"]),
        (&cert, &alices, &ca, None, ["alice.key", "do not belong together"]),
        (&cert, &sealed, &ca, None, ["sealed.key is encrypted", "--passphrase-env"]),
        (&cert, &key, &cert, None, ["server-public-key.pem", "not an authority"]),
        (&cert, &key, &ca, Some(&ca), ["ca-public-key.pem", "has no block named X509 CRL"]),
        (&cert, &key, &ca, Some(&foreign), ["foreign.crl", "none of the authorities signed it"]),
    ] {
        let mut command = lesson6(&["server", "--port", "0", "--cert"]);
        command.arg(cert).arg("--key").arg(key).arg("--ca").arg(ca);
        let refused = detached(command.args(crl.iter().flat_map(|crl| [Path::new("--crl"), crl])));
        let said = text(&refused.stderr);
        assert_eq!(refused.status.code(), Some(1), "{said}");
        assert!(refused.stdout.is_empty(), "a socket was open");
        assert!(hints.iter().all(|hint| said.contains(hint)), "{hints:?}: {said}");
    }
    // Two authorities, and a list of one of them.
    let both = wrong("both.pem");
    fs::write(&both, [fs::read(&ca).expect("a file"), fs::read(&other).expect("a file")].concat()).expect("written");
    let mut command = lesson6(&["server", "--port", "0", "--cert"]);
    command.arg(&cert).arg("--key").arg(&key).arg("--ca").arg(&both).arg("--crl").arg(&foreign);
    let said = text(&detached(&mut command).stderr);
    assert!(said.contains("no list from") && said.contains("my-ca.com"), "{said}");
    // The sealed key with a passphrase that is wrong.
    let mut command = lesson6(&["server", "--port", "0", "--passphrase-env", "WORD", "--cert"]);
    command.arg(&cert).arg("--key").arg(&sealed).arg("--ca").arg(&ca).env("WORD", "walnut");
    let said = text(&detached(&mut command).stderr);
    assert!(said.contains("sealed.key") && said.contains("passphrase"), "{said}");
}

/// Runs a command that must not ask for a passphrase at the terminal of whoever runs the tests.
fn detached(command: &mut Command) -> Output {
    #[cfg(unix)]
    {
        let mut apart = Command::new("setsid");
        apart.arg("--wait").arg(command.get_program()).args(command.get_args()).stdin(Stdio::null());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => apart.env(name, value),
                None => apart.env_remove(name),
            };
        }
        if let Ok(output) = apart.output() {
            return output;
        }
    }
    command.output().expect("it starts")
}

#[test]
fn a_list_turns_away_whom_it_names_and_nobody_else() {
    let dir = walked().0.path();
    let file = |name: &str| dir.join(name);
    let mut command = lesson6(&["server", "--cert"]);
    command.arg(file("server-public-key.pem")).arg("--key").arg(file("server-private-key.pem")).arg("--ca");
    command.arg(file("ca-public-key.pem")).arg("--crl").arg(file("clients-crl.pem")).stderr(Stdio::null());
    let bob = Server::start(&mut command);
    let asks = |name: &str| {
        let mut command = lesson6(&["client", &bob.url, "--ca"]);
        command.arg(file("ca-public-key.pem")).arg("--cert").arg(file(name)).output().expect("it starts")
    };
    assert_eq!(text(&asks("certs/alice/renewed.pem").stdout), TOLD);
    for (name, why) in [
        ("certs/alice/alice.pem", "CertificateRevoked"),
        ("certs/mallory/mallory.pem", "403"),
        ("certs/other-ca/alice.pem", "UnknownCA"),
    ] {
        let refused = text(&asks(name).stderr);
        assert!(refused.contains(why), "{name}: {refused}");
    }
}

#[test]
fn without_any_files_they_are_made_on_the_spot_and_the_two_find_each_other() {
    let here = tempdir().expect("a folder");
    let lonely = lesson6(&["client"]).current_dir(here.path()).output().expect("it starts");
    assert!(text(&lonely.stderr).contains("--ca"), "{}", text(&lonely.stderr));
    let bob = Server::start(lesson6(&["server"]).current_dir(here.path()).stderr(Stdio::null()));
    for words in [&["client", &bob.url][..], &["client", &bob.url, "--tls12"]] {
        let told = lesson6(words).current_dir(here.path()).output().expect("it starts");
        assert_eq!(text(&told.stdout), TOLD, "{}", text(&told.stderr));
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_wirewalk"));
    let told = command.args(["client", "6"]).env("SECRET_URL", &bob.url).current_dir(here.path()).output();
    assert_eq!(text(&told.expect("it starts").stdout), TOLD);
}
