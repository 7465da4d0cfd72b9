//! What a new user meets: addresses that answer, hints that can be typed, and commands that do what their names say.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use clap::Command as Clap;
use rustls::{AlertDescription, Error};
use tempfile::{TempDir, tempdir};
use wirewalk::commands::{CA, CLIENT, CSR, DECRYPT, ENCRYPT};
use wirewalk::pki::{Certificate, CheckedRequest, Revocation, RevocationList, Validity, pem};
use wirewalk::stage::{self, Extra};
use wirewalk_testing::by_hand::Seen;
use wirewalk_testing::https::{self, Club};
use wirewalk_testing::program;
use wirewalk_testing::server::Server;

const VARIABLE: &str = "CARGO_PKG_NAME";

/// A program of the project, in a folder of its own.
fn at(home: &TempDir, name: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program(name));
    command.current_dir(home.path()).args(arguments).env_remove("CARGO_MANIFEST_DIR").env_remove("SECRET_KEY");
    command
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("text")
}

fn der(path: &Path) -> Vec<u8> {
    pem::certificates(&fs::read_to_string(path).expect("a file")).expect("certificates").remove(0)
}

fn run(command: &Extra, arguments: &[&str]) -> Result<(), String> {
    let parsed = (command.args)(Clap::new(command.name)).try_get_matches_from([&[command.name], arguments].concat());
    (command.run)(&parsed.map_err(|error| error.to_string())?).map_err(|error| format!("{error:#}"))
}

/// On Linux every address of 127.0.0.0/8 is this machine's.
#[cfg(target_os = "linux")]
#[test]
fn the_address_that_is_announced_answers_and_the_certificate_names_it() {
    for (name, arguments, root) in [
        ("lesson5", &["server"][..], "out/lesson5/mine/ca-public-key.pem"),
        ("lesson7", &["server", "--http-port", "0"], "out/lesson7/mine/ca-public-key.pem"),
        ("lesson8", &["serve"], "out/lesson8/served/root.pem"),
    ] {
        for (bind, host) in [("127.0.0.2", "127.0.0.2"), ("0.0.0.0", "localhost"), ("127.0.0.1", "localhost")] {
            let home = tempdir().expect("a folder");
            let server = Server::start(at(&home, name, arguments).args(["--bind", bind]));
            let port = server.url.trim_end_matches('/').rsplit(':').next().expect("a port");
            assert_eq!(server.url, format!("https://{host}:{port}/"), "{name} --bind {bind}");
            let reached = if host == "localhost" { "127.0.0.1" } else { host };
            let addr = format!("{reached}:{port}").parse().expect("an address");
            let (mut seen, shaken) = Seen::connect(addr, https::trusting(&der(&home.path().join(root))), host);
            assert_eq!(shaken, Ok(()), "{name} --bind {bind}");
            let asks = format!("GET / HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n");
            assert!(seen.ask(&asks).0.starts_with(b"HTTP/1.1 200 "), "{name} --bind {bind}");
        }
    }
    let home = tempdir().expect("a folder");
    let server = Server::start(&mut at(&home, "lesson1", &["server", "--bind", "0.0.0.0"]));
    assert!(server.url.starts_with("http://127.0.0.1:"), "{}", server.url);
}

/// A certificate that was made for another address is said to be one.
#[cfg(target_os = "linux")]
#[test]
fn a_certificate_that_does_not_name_the_address_is_told() {
    let home = tempdir().expect("a folder");
    drop(Server::start(&mut at(&home, "lesson5", &["server"])));
    for (bind, warned) in [("127.0.0.1", false), ("127.0.0.2", true)] {
        let errors = home.path().join("errors");
        let to = fs::File::create(&errors).expect("a file");
        drop(Server::start(at(&home, "lesson5", &["server", "--bind", bind]).stderr(to)));
        let said = fs::read_to_string(&errors).expect("text");
        assert_eq!(said.contains("does not name 127.0.0.2") && said.contains("csr --host 127.0.0.2"), warned, "{said}");
    }
}

#[test]
fn hints_of_the_one_binary_are_its_own_commands() {
    let home = tempdir().expect("a folder");
    let say = |name: &str, arguments: &[&str]| {
        let output = at(&home, name, arguments).output().expect("it starts");
        format!("{}{}", text(&output.stdout), text(&output.stderr))
    };
    for (command, number, hint) in [
        (&["client", "alice", "--passphrase-env", "HOME"][..], "4", "4 ca`"),
        (&["csr", "--host", "localhost", "--no-passphrase"], "4", "4 sign`"),
        (&["server", "--help"], "6", "4 client NAME`"),
        (&["server"], "2", "2 keygen`"),
        (&["client"], "2", "2 keygen`"),
        (&["nginx"], "7", "7 bob --mark-file"),
    ] {
        let own = say(&format!("lesson{number}"), command);
        assert!(own.contains(&format!("lesson{hint}")), "{own}");
        fs::remove_dir_all(home.path().join("out")).ok();
        let one = say("wirewalk", &[&["run", number], command].concat());
        assert!(one.contains(&format!("wirewalk run {hint}")) && !one.contains(&format!("lesson{hint}")), "{one}");
        fs::remove_dir_all(home.path().join("out")).ok();
    }
    assert!(say("wirewalk", &["server", "4"]).contains("`wirewalk run 4 --help`"));
}

#[test]
fn a_number_is_a_lesson() {
    let home = tempdir().expect("a folder");
    let key = at(&home, "wirewalk", &["2", "keygen"]).output().expect("it starts");
    assert_eq!((key.status.code(), text(&key.stdout).trim_end().len()), (Some(0), 44));
    let walk = at(&home, "wirewalk", &["1", "--pace", "none", "--port", "0"]).output().expect("it starts");
    assert_eq!(walk.status.code(), Some(0), "{}", text(&walk.stderr));
    assert!(text(&walk.stdout).starts_with("Lesson 1 "), "{}", text(&walk.stdout).lines().next().unwrap_or_default());
    let none = at(&home, "wirewalk", &["99"]).output().expect("it starts");
    assert!(text(&none.stderr).contains("there is no lesson 99"), "{}", text(&none.stderr));
    let typo = at(&home, "wirewalk", &["wlak", "1"]).output().expect("it starts");
    assert!(typo.status.code() == Some(2) && text(&typo.stderr).contains("'walk'"), "{}", text(&typo.stderr));
}

#[test]
fn a_server_of_lesson_5_may_speak_tls_1_2_alone() {
    let home = tempdir().expect("a folder");
    for (arguments, version) in [
        (&["server", "--tls12"][..], rustls::ProtocolVersion::TLSv1_2),
        (&["server"], rustls::ProtocolVersion::TLSv1_3),
    ] {
        let server = Server::start(&mut at(&home, "lesson5", arguments));
        let root = der(&home.path().join("out/lesson5/mine/ca-public-key.pem"));
        let port: u16 =
            server.url.trim_end_matches('/').rsplit(':').next().and_then(|p| p.parse().ok()).expect("a port");
        let (seen, shaken) = Seen::connect(([127, 0, 0, 1], port).into(), https::trusting(&root), "localhost");
        assert_eq!((shaken, seen.connection.protocol_version()), (Ok(()), Some(version)));
    }
}

#[test]
fn a_caller_who_is_no_member_learns_how_to_become_one() {
    let home = tempdir().expect("a folder");
    let server = Server::start(&mut at(&home, "lesson6", &["server", "--member", "bob", "--member", "carol c"]));
    let refused = at(&home, "lesson6", &["client", &server.url]).output().expect("it starts");
    let said = text(&refused.stderr);
    assert!(said.contains("403") && said.contains("--member bob --member 'carol c' --member alice"), "{said}");
    // Who does as told is one.
    let server = Server::start(&mut at(&home, "lesson6", &["server", "--member", "bob", "--member", "alice"]));
    let told = at(&home, "lesson6", &["client", &server.url]).output().expect("it starts");
    assert_eq!(text(&told.stdout), "The secret message is: fluffy tail\n", "{}", text(&told.stderr));
}

/// Peggy, with Carol's list of revoked certificates.
#[test]
fn a_proxy_goes_by_a_list_of_revoked_certificates() {
    let (home, club) = (tempdir().expect("a folder"), Club::new());
    let now = stage::now();
    let file = |name: &str, text: &str| fs::write(home.path().join(name), text).expect("a file");
    let client = |name: &str| {
        let key = wirewalk::pki::PrivateKey::generate(wirewalk::pki::KeyKind::EcdsaP256).expect("a key");
        let subject = wirewalk::pki::Subject::named(None, name);
        let request = wirewalk::pki::Request::new(&key, &subject, &[]).expect("a request");
        let request = CheckedRequest::parse(&request.to_pem()).expect("signed");
        let certificate: Certificate =
            club.carol.issue_client(&request, name, Validity::leaf(now)).expect("a certificate");
        (certificate, key)
    };
    let (alice, mallory) = (client("alice"), client("mallory"));
    let revoked = [Revocation::stolen(&mallory.0, now).expect("a serial number")];
    let list: RevocationList = club.carol.crl(1, &revoked, Validity::days(now, 7)).expect("a list");
    file("root.pem", &club.root.to_pem());
    file("own.pem", &club.certificate.to_pem());
    file("key.pem", &club.key.to_plain_pem());
    file("list.pem", &list.to_pem());
    let files = ["server", "--http-port", "0", "--cert", "own.pem", "--key", "key.pem", "--ca", "root.pem"];
    let server = Server::start(at(&home, "lesson7", &files).args(["--crl", "list.pem"]));
    let port: u16 = server.url.trim_end_matches('/').rsplit(':').next().and_then(|p| p.parse().ok()).expect("a port");
    let ask = |(certificate, key): &(Certificate, wirewalk::pki::PrivateKey)| {
        let config = club.client_showing(certificate, key);
        let (mut seen, shaken) = Seen::connect(([127, 0, 0, 1], port).into(), config, "localhost");
        assert_eq!(shaken, Ok(()), "in TLS 1.3 a client learns it later");
        let (answer, end) = seen.ask("GET /secure-data HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        end.map(|_| String::from_utf8(answer).expect("text"))
    };
    assert!(ask(&alice).expect("an answer").starts_with("HTTP/1.1 200 "));
    assert_eq!(ask(&mallory), Err(Error::AlertReceived(AlertDescription::CertificateRevoked)));
    // A list of somebody else's would refuse everybody: that is said before anything listens.
    file("other.pem", &Club::new().carol.crl(1, &[], Validity::days(now, 7)).expect("a list").to_pem());
    let refused = at(&home, "lesson7", &files).args(["--crl", "other.pem", "--port", "0"]).output().expect("it starts");
    assert!(!refused.status.success() && text(&refused.stderr).contains("other.pem"), "{}", text(&refused.stderr));
}

#[test]
fn a_client_without_a_passphrase_is_asked_for_none() {
    let dir = tempdir().expect("a folder");
    let out = dir.path().display().to_string();
    run(&CA, &["--out", &out, "--passphrase-env", VARIABLE]).expect("carol");
    let home = tempdir().expect("a folder");
    let arguments = ["client", "eve", "--no-passphrase", "--passphrase-env", "WORD", "--out", &out];
    let output =
        at(&home, "lesson4", &arguments).env("WORD", "wirewalk").stdin(Stdio::null()).output().expect("it starts");
    assert!(output.status.success(), "{}", text(&output.stderr));
    let made = |ending: &str| dir.path().join(format!("certs/eve/eve.{ending}")).is_file();
    assert_eq!(["key", "crt", "pem", "p12"].map(made), [true, true, true, false]);
    assert!(text(&output.stdout).contains("--client-passphrase-env"), "{}", text(&output.stdout));
    // With a passphrase for it there is a bundle.
    let both =
        ["adam", "--no-passphrase", "--passphrase-env", VARIABLE, "--client-passphrase-env", VARIABLE, "--out", &out];
    run(&CLIENT, &both).expect("adam");
    assert!(dir.path().join("certs/adam/adam.p12").is_file());
}

fn with_input(command: &mut Command, input: &[u8]) -> Output {
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    child.stdin.take().expect("piped").write_all(input).expect("it reads");
    child.wait_with_output().expect("it ends")
}

#[test]
fn a_text_becomes_a_token_and_a_token_the_text() {
    let home = tempdir().expect("a folder");
    let texts: [&[u8]; 4] = [b"fluffy tail", b"", "ardilla \u{1f43f}\n".as_bytes(), &[0, 0xff, b'\r', b'\n', 27]];
    for whole in texts {
        let sealed = with_input(&mut at(&home, "lesson2", &["encrypt"]), whole);
        assert!(sealed.status.success(), "{}", text(&sealed.stderr));
        let token = text(&sealed.stdout).trim_end();
        assert!(token.starts_with("gAAAA") && !token.contains(['\n', ' ']), "{token}");
        let opened = with_input(&mut at(&home, "lesson2", &["decrypt"]), &sealed.stdout);
        assert_eq!(opened.stdout, whole, "{}", text(&opened.stderr));
        assert_eq!(at(&home, "wirewalk", &["2", "decrypt", token]).output().expect("it starts").stdout, whole);
    }
    // The key was made once, for its owner alone.
    let key = home.path().join("out/lesson2/mine/secret.key");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&key).expect("a key").permissions().mode() & 0o777, 0o600);
    }
    let word = fs::read_to_string(&key).expect("a key");
    let by_word =
        at(&home, "lesson2", &["encrypt", "fluffy tail"]).env("SECRET_KEY", word.trim()).output().expect("it starts");
    let opened = at(&home, "lesson2", &["decrypt", "--key"]).arg(&key).arg(text(&by_word.stdout).trim_end()).output();
    assert_eq!(opened.expect("it starts").stdout, b"fluffy tail");
    assert!(!(ENCRYPT.args)(Clap::new("x")).get_arguments().any(|arg| arg.get_id() == "secret"));
}

#[test]
fn a_token_that_is_refused_says_why_and_nothing_is_overwritten() {
    let home = tempdir().expect("a folder");
    let token = at(&home, "lesson2", &["encrypt", "fluffy tail", "--key", "mine.key"]).output().expect("it starts");
    let token = text(&token.stdout).trim_end().to_owned();
    assert!(home.path().join("mine.key").is_file());
    let refused = |arguments: &[&str]| {
        let output = at(&home, "lesson2", arguments).output().expect("it starts");
        assert!(output.status.code() == Some(1) && output.stdout.is_empty(), "{arguments:?}: {}", text(&output.stdout));
        text(&output.stderr).to_owned()
    };
    assert!(refused(&["decrypt", &token]).contains("secret.key"), "there is no key where one is made by default");
    let mut changed = token.clone().into_bytes();
    changed[30] ^= 1;
    let changed = String::from_utf8(changed).expect("text");
    assert!(refused(&["decrypt", &changed, "--key", "mine.key"]).contains("the token was refused: "));
    assert!(refused(&["decrypt", "no token", "--key", "mine.key"]).contains("the token was refused: "));
    // A file that holds no key stays as it is.
    fs::write(home.path().join("poem"), "roses\n").expect("a file");
    assert!(refused(&["encrypt", "x", "--key", "poem"]).contains("poem holds no key"));
    assert_eq!(fs::read(home.path().join("poem")).expect("a file"), b"roses\n");
    assert!(run(&DECRYPT, &["--ttl", "soon", "x"]).is_err());
}

#[test]
fn a_certificate_says_of_its_holder_what_was_asked_for() {
    let dir = tempdir().expect("a folder");
    let out = dir.path().display().to_string();
    let says = ["--country", "es", "--state", "Galicia", "--locality", "Vigo", "--organization", "Ardillas, S.L."];
    run(&CA, &[&["--out", &out, "--passphrase-env", VARIABLE], &says[..]].concat()).expect("carol");
    run(&CSR, &[&["--out", &out, "--host", "localhost", "--no-passphrase"], &says[..]].concat()).expect("bob");
    let root = Certificate::from_der(der(&dir.path().join("ca-public-key.pem")));
    let root = wirewalk::door::Identity::of(root.der()).expect("a certificate");
    assert_eq!(root.subject, "C=ES, ST=Galicia, L=Vigo, O=Ardillas\\, S.L., CN=my-ca.com");
    let request = fs::read_to_string(dir.path().join("server-csr.pem")).expect("a request");
    let subject = CheckedRequest::parse(&request).expect("signed").subject().to_string();
    assert_eq!(subject, "C=ES, ST=Galicia, L=Vigo, O=Ardillas\\, S.L., CN=localhost");
    // Nothing is written if one of them cannot stand there.
    let other = tempdir().expect("a folder");
    let out = other.path().join("new").display().to_string();
    for (name, value, why) in [
        ("--country", "Spain", "two capital letters"),
        ("--country", "1a", "two capital letters"),
        ("--state", "", "empty"),
        ("--locality", "a\u{7}b", "control characters"),
        ("--organization", &"x".repeat(65), "longer"),
    ] {
        for (command, more) in
            [(&CA, &["--passphrase-env", VARIABLE][..]), (&CSR, &["--host", "localhost", "--no-passphrase"])]
        {
            let said =
                run(command, &[&["--out", &out, name, value], more].concat()).expect_err("it cannot stand there");
            assert!(said.contains(why), "{name} {value}: {said}");
        }
    }
    assert!(!Path::new(&out).exists());
}
