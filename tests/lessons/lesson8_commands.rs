//! Lesson 8's commands as a person runs them: `list`, `serve` with curl, and `check` against exhibits, other servers and none.

#[cfg(unix)]
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use rustls::crypto::aws_lc_rs;
use tempfile::{TempDir, tempdir};
use wirewalk::gallery::{Gallery, Showroom, Twin, serve, tour};
use wirewalk::stage;
use wirewalk_testing::club::{Club, Shown};
use wirewalk_testing::parties::OpensslServer;
use wirewalk_testing::{outside, signal};

/// The program, in a folder of its own.
fn lesson8(home: &TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lesson8"));
    command.current_dir(home).env("NO_COLOR", "1").env_remove("SSLKEYLOGFILE").stdin(Stdio::null());
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn check(home: &TempDir, arguments: &[&str]) -> Output {
    lesson8(home).arg("check").args(arguments).output().expect("it starts")
}

/// Exit status, and both outputs in one line each.
fn outcome(output: &Output) -> (Option<i32>, String) {
    let joined = text(&output.stdout) + &text(&output.stderr);
    (output.status.code(), joined.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The gallery, open, and its root and list as files.
fn open(home: &TempDir, twin: Twin) -> (Gallery, Showroom) {
    let gallery = Gallery::mint(stage::now()).expect("minted");
    let provider = Arc::new(aws_lc_rs::default_provider());
    let room = serve(&gallery, twin, Ipv4Addr::LOCALHOST.into(), 0, &provider).expect("open");
    fs::write(home.path().join("root.pem"), gallery.root.to_pem()).expect("written");
    fs::write(home.path().join("lists.pem"), gallery.lists_pem()).expect("written");
    (gallery, room)
}

fn arguments<'a>(id: &str, url: &'a str) -> Vec<&'a str> {
    let lists: &[_] = if id == "revoked" { &["--crl", "lists.pem"] } else { &[] };
    [url, "--ca", "root.pem"].into_iter().chain(lists.iter().copied()).collect()
}

#[test]
fn check_names_the_fault_of_each_exhibit_and_no_other() {
    let home = tempdir().expect("a folder");
    let (gallery, room) = open(&home, Twin::Faulty);
    let names: Vec<_> = gallery.exhibits.iter().map(|e| format!("fault {} (", e.fault.name())).collect();
    for (exhibit, (_, at)) in gallery.exhibits.iter().zip(room.exhibits()) {
        let url = format!("https://{}:{}/", exhibit.name, at.port());
        let (status, said) = outcome(&check(&home, &arguments(exhibit.id, &url)));
        println!("{}: {said}", exhibit.id);
        assert_eq!(status, Some(i32::from(exhibit.fault.refuses())), "{}: {said}", exhibit.id);
        let own = format!("fault {} (", exhibit.fault.name());
        for name in &names {
            assert_eq!(said.contains(name.as_str()), *name == own, "{}: {name}: {said}", exhibit.id);
        }
        let told = [exhibit.fault.meaning(), exhibit.fault.repair(), "agreed TLS 1.3, TLS_AES_256_GCM_SHA384"];
        assert!(told.iter().all(|text| said.contains(text)), "{}: {said}", exhibit.id);
        if let Some(raw) = exhibit.rustls {
            assert!(said.contains(&format!("rustls {raw}")), "{}: {said}", exhibit.id);
        }
    }
}

#[test]
fn check_finds_nothing_in_the_twins_nor_at_the_entrance() {
    let home = tempdir().expect("a folder");
    let (gallery, room) = open(&home, Twin::Sound);
    let exhibits = gallery.exhibits.iter().zip(room.exhibits());
    let urls = exhibits.map(|(e, (_, at))| (e.id, format!("https://{}:{}/", e.name, at.port())));
    let index = room.index().port();
    let entrance = [("", format!("127.0.0.1:{index}")), ("", format!("https://localhost:{index}/path?query"))];
    for (id, url) in urls.chain(entrance) {
        let (status, said) = outcome(&check(&home, &arguments(id, &url)));
        assert_eq!(status, Some(0), "{url}: {said}");
        assert!(said.contains("good: no fault found") && !said.contains("REFUSED"), "{url}: {said}");
    }
}

#[test]
fn check_without_a_list_says_that_revocation_was_not_checked() {
    let home = tempdir().expect("a folder");
    let (_, room) = open(&home, Twin::Faulty);
    let (_, at) = room.exhibits().find(|(id, _)| *id == "revoked").expect("it is there");
    let url = format!("revoked.localhost:{}", at.port());
    let (status, said) = outcome(&check(&home, &arguments("", &url)));
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("Revocation was not checked"), "{said}");
}

#[test]
fn check_is_clear_about_what_cannot_be_judged() {
    let home = tempdir().expect("a folder");
    let (_, _room) = open(&home, Twin::Faulty);
    let nobody = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its address");
    for (at, words) in [
        (nobody.port(), "no program listens there"),
        (answering(b"HTTP/1.1 400 Bad Request\r\n\r\n"), "does not speak TLS"),
        (answering(b"SSH-2.0-OpenSSH_9.2p1\r\n"), "does not speak TLS"),
        (answering(&[0x15, 3, 3, 0, 2, 2, 70]), "it refused the handshake, with the alert ProtocolVersion"),
        (answering(b""), "it closed the connection during the handshake, without an alert"),
    ] {
        let (status, said) = outcome(&check(&home, &[&format!("localhost:{at}"), "--ca", "root.pem"]));
        assert_eq!(status, Some(1), "{said}");
        assert!(said.contains(words) && said.contains("cannot be checked"), "{said}");
        let shaken = !["listens", "speak"].iter().any(|other| words.contains(other));
        assert_eq!(said.contains("it was offered: TLS 1.3 and TLS 1.2; "), shaken, "{said}");
    }
}

/// A server that says one byte of a record now and then keeps nobody either.
#[test]
fn check_does_not_wait_for_ever() {
    let home = tempdir().expect("a folder");
    let (_, _room) = open(&home, Twin::Faulty);
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let at = listener.local_addr().expect("its address").port();
    thread::spawn(move || {
        let Ok((mut tcp, _)) = listener.accept() else { return };
        let record = [0x16, 3, 3, 0x40, 0].into_iter().chain(std::iter::repeat_n(0, 100));
        for byte in record {
            thread::sleep(Duration::from_millis(300));
            if tcp.write_all(&[byte]).is_err() {
                return;
            }
        }
    });
    let begun = Instant::now();
    let (status, said) = outcome(&check(&home, &[&format!("localhost:{at}"), "--ca", "root.pem"]));
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("does not answer in time"), "{said}");
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

/// A server that reads a hello, answers this, and hangs up.
fn answering(answer: &'static [u8]) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let at = listener.local_addr().expect("its address").port();
    thread::spawn(move || {
        for mut tcp in listener.incoming().flatten() {
            let mut hello = [0; 8192];
            let _ = tcp.read(&mut hello);
            let _ = tcp.write_all(answer);
        }
    });
    at
}

#[test]
fn check_refuses_wrong_arguments_with_status_2() {
    let home = tempdir().expect("a folder");
    fs::write(home.path().join("no.pem"), "nothing of that kind").expect("written");
    let (_, _room) = open(&home, Twin::Faulty);
    for (arguments, words) in [
        (&[][..], "required"),
        (&["http://localhost:8443/", "--ca", "root.pem"], "http has no certificates"),
        (&["https://", "--ca", "root.pem"], "https://localhost:8443/"),
        (&["localhost:65536", "--ca", "root.pem"], "localhost:8443"),
        (&["a_b.example", "--ca", "root.pem"], "a_b.example"),
        (&["https://me:secret@localhost/", "--ca", "root.pem"], "do not belong here"),
        (&["localhost:8443"], "no roots to trust"),
        (&["localhost:8443", "--ca", "missing.pem"], "missing.pem could not be read"),
        (&["localhost:8443", "--ca", "no.pem"], "no.pem"),
        (&["localhost:8443", "--ca", "root.pem", "--crl", "root.pem"], "has no block named X509 CRL"),
    ] {
        let (status, said) = outcome(&check(&home, arguments));
        assert_eq!(status, Some(2), "{arguments:?}: {said}");
        assert!(said.contains(words), "{arguments:?}: {said}");
    }
}

#[test]
fn list_names_every_exhibit_with_its_port_and_fault() {
    let home = tempdir().expect("a folder");
    let output = lesson8(&home).arg("list").output().expect("it starts");
    let said = text(&output.stdout);
    assert!(output.status.success());
    assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");
    for (entry, place) in tour().zip(1..) {
        let line = said.lines().find(|line| line.contains(&entry.name().to_string())).expect("its line");
        assert!(line.starts_with(&format!("+{place} ")) && line.contains(entry.fault.name()), "{line}");
    }
}

/// A process that is stopped when the test ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// `lesson8 serve` on any ports, and what it announced.
fn serving(home: &TempDir, more: &[&str]) -> (Running, String) {
    let mut command = lesson8(home);
    let child = command.args(["serve", "--port", "0"]).args(more).stdout(Stdio::piped()).spawn();
    let mut running = Running(child.expect("it starts"));
    let mut said = String::new();
    let mut lines = BufReader::new(running.0.stdout.as_mut().expect("piped"));
    while !said.contains("other-order") && lines.read_line(&mut said).expect("a line") > 0 {}
    (running, said)
}

fn port_of(said: &str, name: &str) -> u16 {
    let (_, rest) = said.split_once(&format!("https://{name}:")).expect("its address");
    rest.split('/').next().and_then(|port| port.parse().ok()).expect("a port")
}

/// The names of the exhibits lead to 127.0.0.1, and to no other address.
#[cfg(target_os = "linux")]
#[test]
fn on_another_address_serve_says_how_the_exhibits_are_reached() {
    let home = tempdir().expect("a folder");
    let (_running, said) = serving(&home, &["--bind", "127.0.0.2"]);
    assert!(said.contains("open at https://127.0.0.2:"), "{said}");
    let way = said.split_whitespace().skip_while(|word| *word != "--connect-to").nth(1).expect("a way");
    let Some(curl) = wirewalk_testing::outside::judge("curl") else { return };
    let url = format!("https://expired.localhost:{}/", port_of(&said, "expired.localhost"));
    let mut ask = Command::new(curl);
    ask.args(["-sS", "--connect-to", way, "--cacert", "out/lesson8/served/root.pem", &url]).current_dir(home.path());
    let told = ask.output().expect("it starts");
    assert!(String::from_utf8_lossy(&told.stderr).contains("expired"), "{told:?}");
    let (_running, said) = serving(&home, &[]);
    assert!(!said.contains("--connect-to"), "{said}");
}

#[test]
fn serve_shows_all_faults_at_once_to_curl_and_to_check() {
    let home = tempdir().expect("a folder");
    let (mut running, said) = serving(&home, &[]);
    assert!(said.contains("out/lesson8/served/root.pem") && said.contains("until you press Ctrl-C"), "{said}");
    let index = port_of(&said, "localhost");
    // Without --ca, check takes the root that is left here.
    let (status, good) = outcome(&check(&home, &[&format!("https://localhost:{index}/")]));
    assert_eq!(status, Some(0), "{good}");
    let (status, bad) =
        outcome(&check(&home, &[&format!("expired.localhost:{}", port_of(&said, "expired.localhost"))]));
    assert_eq!(status, Some(1), "{bad}");
    if let Some(curl) = outside::judge("curl") {
        let asks = |name: &str, port: u16| {
            let resolve = format!("{name}:{port}:127.0.0.1");
            let url = format!("https://{name}:{port}/");
            let arguments = ["-sS", "--cacert", "out/lesson8/served/root.pem", "--resolve", &resolve, &url];
            Command::new(&curl).current_dir(&home).args(arguments).output().expect("curl starts")
        };
        let page = text(&asks("localhost", index).stdout);
        assert!(tour().all(|entry| page.contains(&entry.name().to_string())), "{page}");
        for port in [port_of(&said, "expired.localhost"), index] {
            let refused = asks("expired.localhost", port);
            assert_eq!(refused.status.code(), Some(60), "{}", text(&refused.stderr));
        }
        let accepted = text(&asks("other-order.localhost", port_of(&said, "other-order.localhost")).stdout);
        assert!(accepted.contains("only looks wrong"), "{accepted}");
    }
    #[cfg(unix)]
    {
        assert!(signal::signal(running.0.id(), "INT"));
        assert!(running.0.wait().expect("it ends").success());
    }
    let _ = &mut running;
}

#[test]
fn serve_repaired_is_accepted_and_each_start_has_another_root() {
    let home = tempdir().expect("a folder");
    let root = || fs::read(home.path().join("out/lesson8/served/root.pem")).expect("the root");
    let (first, said) = serving(&home, &["--repaired"]);
    let before = root();
    let url = format!("expired.localhost:{}", port_of(&said, "expired.localhost"));
    assert_eq!(outcome(&check(&home, &[&url])).0, Some(0));
    drop(first);
    let (_second, _) = serving(&home, &[]);
    assert_ne!(before, root());
    // What a person put there is not replaced.
    fs::write(home.path().join("out/lesson8/served/root.pem"), "mine").expect("written");
    let output = lesson8(&home).args(["serve", "--port", "0"]).output().expect("it starts");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("is there already"), "{}", text(&output.stderr));
}

/// OpenSSL's server, with a certificate of its own making.
fn s_server(openssl: &Path, home: &TempDir, more: &[&str]) -> Option<(Running, u16)> {
    let request =
        ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "own.pem", "-days", "3"];
    let subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
    let made = Command::new(openssl).current_dir(home).args(request).args(subject).output().expect("it starts");
    assert!(made.status.success(), "{}", text(&made.stderr));
    let serve = ["s_server", "-accept", "127.0.0.1:0", "-cert", "own.pem", "-key", "key.pem", "-www"];
    let mut command = Command::new(openssl);
    command.current_dir(home).args(serve).args(more).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut running = Running(command.spawn().expect("it starts"));
    let lines = BufReader::new(running.0.stdout.take().expect("piped")).lines().map_while(Result::ok);
    let port = lines.take(10).find_map(|line| line.strip_prefix("ACCEPT 127.0.0.1:").and_then(|p| p.parse().ok()))?;
    Some((running, port))
}

#[test]
fn check_judges_the_server_of_openssl() {
    let Some(openssl) = outside::judge("openssl") else { return };
    let home = tempdir().expect("a folder");
    let (_, _room) = open(&home, Twin::Faulty);
    let (_running, port) = s_server(&openssl, &home, &["-tls1_2"]).expect("it says where it listens");
    let (status, said) = outcome(&check(&home, &[&format!("localhost:{port}"), "--ca", "root.pem"]));
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("agreed TLS 1.2, TLS_ECDHE_RSA_WITH_") && said.contains("fault self-signed ("), "{said}");
    // Trusted, it shows its other fault: `req -x509` makes an authority of it.
    let (status, said) = outcome(&check(&home, &[&format!("localhost:{port}"), "--ca", "own.pem"]));
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("fault an authority in the place of a server ("), "{said}");

    let Some((_old, port)) = s_server(&openssl, &home, &["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"]) else { return };
    let (status, said) = outcome(&check(&home, &[&format!("localhost:{port}"), "--ca", "root.pem"]));
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("it refused the handshake, with the alert ProtocolVersion"), "{said}");
    let offer = "it was offered: TLS 1.3 and TLS 1.2; cipher suites TLS_AES_256_GCM_SHA384, ";
    assert!(said.contains(offer) && said.contains("groups X25519") && said.contains("the name localhost"), "{said}");
}

/// A server of openssl's with the club's certificate, and what `check` is told to trust for it.
fn asking(openssl: &Path, home: &TempDir, club: &Club, more: &str) -> (OpensslServer, [String; 3]) {
    let Shown { certificate, key, .. } = club.server();
    let root = club.root();
    let arguments = format!(
        "-cert {} -key {} -CAfile {} -verify_return_error {more}",
        certificate.display(),
        key.display(),
        root.display()
    );
    let server = OpensslServer::start(openssl, home.path(), &arguments);
    let target = [format!("localhost:{}", server.addr.port()), "--ca".to_owned(), root.display().to_string()];
    (server, target)
}

#[test]
fn check_says_who_asks_for_a_client_certificate_and_shows_one() {
    let Some(openssl) = outside::judge("openssl") else { return };
    let (home, club) = (tempdir().expect("a folder"), Club::new());
    let said = |target: &[String], own: Option<Shown>| {
        let own = own.map(|own| [own.certificate, own.key].map(|path| path.display().to_string()));
        let own = own.iter().flat_map(|[cert, key]| ["--cert", cert, "--key", key]);
        outcome(&check(&home, &target.iter().map(String::as_str).chain(own).collect::<Vec<_>>()))
    };
    for (version, missing) in [("-tls1_3", "CertificateRequired"), ("-tls1_2", "HandshakeFailure")] {
        let (_server, target) = asking(&openssl, &home, &club, &format!("{version} -Verify 1"));
        let (status, none) = said(&target, None);
        assert_eq!(status, Some(0), "its own certificate is good: {none}");
        assert!(
            none.contains("asks for a client certificate from the authority") && none.contains("CN=my-ca.com"),
            "{none}"
        );
        assert!(none.contains(&format!("given none, it ended the connection with the alert {missing};")), "{none}");
        assert!(none.contains("send one with --cert and --key"), "{none}");
        let (status, alice) = said(&target, Some(club.alice()));
        assert_eq!(status, Some(0), "{alice}");
        assert!(alice.contains("given the one that --cert names, it continued"), "{alice}");
        let (status, other) = said(&target, Some(club.other_alice()));
        assert_eq!(status, Some(1), "{other}");
        assert!(other.contains("1 fault: the client certificate is refused (alert UnknownCA)"), "{other}");
        // Nobody but a server that is believed sees it.
        let doubted = [target[0].clone(), target[1].clone(), club.other_root().display().to_string()];
        let (status, doubted) = said(&doubted, Some(club.alice()));
        assert_eq!(status, Some(1), "{doubted}");
        assert!(doubted.contains("was not sent, because the server itself was refused"), "{doubted}");
    }
    let (_server, target) = asking(&openssl, &home, &club, "-verify 1");
    let (status, optional) = said(&target, None);
    assert_eq!(status, Some(0), "{optional}");
    assert!(
        optional.contains("given none, it continued; only a request would show what it answers then"),
        "{optional}"
    );
    let (_server, target) = asking(&openssl, &home, &club, "");
    let (status, idle) = said(&target, Some(club.alice()));
    assert_eq!(status, Some(0), "{idle}");
    assert!(
        idle.contains("for no client certificate") && !said(&target, None).1.contains("client certificate"),
        "{idle}"
    );
}

#[test]
fn check_names_what_it_counts() {
    let home = tempdir().expect("a folder");
    let (_, room) = open(&home, Twin::Faulty);
    let (_, at) = room.exhibits().find(|(id, _)| *id == "expired").expect("it is there");
    let last = |host: &str| outcome(&check(&home, &[&format!("https://{host}:{}/", at.port()), "--ca", "root.pem"])).1;
    assert!(last("expired.localhost").contains(" 1 fault: expired "), "{}", last("expired.localhost"));
    let both = last("localhost");
    assert!(both.contains(" 2 faults: expired, another name "), "{both}");
}

/// The README's own example, on whatever ports are free.
#[test]
fn check_answers_as_the_readme_says() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("it is there");
    let example = readme.lines().find(|line| line.contains("8 check https://")).expect("an example");
    let (command, promised) = example.split_once('#').expect("what it answers");
    let words: Vec<&str> = command.split_whitespace().skip_while(|word| *word != "check").skip(1).collect();
    let host = words[0].strip_prefix("https://").and_then(|rest| rest.split(':').next()).expect("a host");
    let home = tempdir().expect("a folder");
    let (_running, said) = serving(&home, &[]);
    let url = format!("https://{host}:{}/", port_of(&said, host));
    let (status, told) = outcome(&check(&home, &[&[url.as_str()], &words[1..]].concat()));
    assert_eq!(status, Some(1), "{told}");
    assert!(told.contains(promised.trim()), "promised: {promised}; told: {told}");
}
