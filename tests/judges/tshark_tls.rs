//! tshark as the judge of what we say about TLS, in captures of whoever speaks it here.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use wirewalk::client;
use wirewalk::door::{Door, Limits, Tls};
use wirewalk::lesson6;
use wirewalk::pki::{KeyKind, PrivateKey, pem};
use wirewalk::recording::secrets::KeyLog;
use wirewalk::recording::{Recording, Secrets, capture};
use wirewalk::render::pcapng;
use wirewalk::tls::{Credentials, Recorder, Trust};
use wirewalk_testing::callers::{self, Asked};
use wirewalk_testing::club::{Club, Shown};
use wirewalk_testing::compare_tls::{Verdict, compare};
use wirewalk_testing::judged::{conclude, conclude_within};
use wirewalk_testing::minted::Minted;
use wirewalk_testing::outside;
use wirewalk_testing::parties::{self, OpensslServer, REQUEST};
use wirewalk_testing::tap::Tap;
use wirewalk_testing::tshark::Capture;
use wirewalk_testing::walked::walked;

/// Bob of these tests: the same answer to everybody.
fn bob(app: &tiny_http::Server) {
    for request in app.incoming_requests() {
        let _ = request.respond(tiny_http::Response::from_string("fluffy tail"));
    }
}

/// A folder with an authority, a server's chain and key.
fn papers() -> (Minted, PathBuf) {
    let minted = Minted::new(KeyKind::EcdsaP256);
    let chain = ["server.pem", "between.pem"].map(|name| fs::read(minted.path(name)).expect("minted")).concat();
    let chain = minted.write("chain.pem", chain);
    minted.write("Ask.java", callers::JAVA);
    (minted, chain)
}

/// Calls our server in one way; what tshark and we make of it.
fn called(minted: &Minted, chain: &Path, ask: impl FnOnce(SocketAddr) -> Option<String>) -> Option<Verdict> {
    let recorder = Recorder::new();
    let config = parties::server_config(chain, &minted.path("plain.key"), &recorder);
    let door = Door::open_over(([127, 0, 0, 1], 0).into(), Limits::default(), Tls::new(config), bob).expect("a door");
    let tap = Tap::to(door.addr());
    let answer = ask(tap.addr)?;
    assert!(answer.contains("fluffy tail"), "{answer}");
    drop(door);
    caught(&tap.recording(), &recorder.recorded())
}

fn text(command: &mut Command, input: &[(u64, &str)]) -> String {
    let output = parties::run(command, input);
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/captures").join(name)
}

/// What tshark and we make of a recording.
fn caught(recording: &Recording, key_log: &KeyLog) -> Option<Verdict> {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("caught.pcapng");
    let capture = pcapng::write_recording(Vec::new(), &[recording], Some(key_log), |_| None);
    fs::write(&file, capture.expect("memory takes everything")).expect("room for the capture");
    judged(&file)
}

#[test]
fn every_client_of_our_server_is_read_as_tshark_reads_it() {
    let (minted, chain) = papers();
    let ca = minted.path("root.pem");
    let mut verdicts = Vec::new();
    let asked = |addr: SocketAddr| Asked { port: addr.port(), ca: &ca, dir: minted.dir(), keys: None };
    for client in callers::CLIENTS {
        verdicts.push((client.0, called(&minted, &chain, |addr| asked(addr).call(client))));
    }
    for (name, words) in callers::S_CLIENTS {
        let words = format!("-quiet {words}");
        let ask = |addr| asked(addr).s_client(&words, &[(0, REQUEST), (1500, "")]);
        verdicts.push((name, called(&minted, &chain, ask)));
    }
    verdicts.push(("gnutls-cli", called(&minted, &chain, |addr| asked(addr).gnutls(&[]))));
    verdicts.push(("our client", called(&minted, &chain, |addr| Some(alice(addr, &ca)))));
    conclude(verdicts);
}

/// What tshark and we make of a conversation with lesson 6's Bob, who asks back.
fn asked_back(club: &Club, ask: impl FnOnce(SocketAddr) -> String) -> Option<Verdict> {
    let recorder = Recorder::new();
    let Shown { certificate, key, .. } = club.server();
    let der = |path: &Path| pem::certificates(&fs::read_to_string(path).expect("a text")).expect("a certificate");
    let key = PrivateKey::from_pem(&fs::read_to_string(key).expect("a text"), None).expect("a key");
    let bobs = Credentials::with_chain(der(&certificate), key);
    let trust = Trust { roots: der(&club.root()).into_iter().map(Into::into).collect(), lists: Vec::new() };
    let config = lesson6::bobs_side(&bobs, Some(&trust), recorder.provider(), recorder.key_log()).expect("it fits");
    let door = Door::open_over(([127, 0, 0, 1], 0).into(), Limits::default(), Tls::new(config), bob).expect("a door");
    let tap = Tap::to(door.addr());
    ask(tap.addr);
    drop(door);
    caught(&tap.recording(), &recorder.recorded())
}

#[test]
fn mutual_tls_is_read_as_tshark_reads_it() {
    let (Some(curl), Some(openssl)) = (outside::judge("curl"), outside::judge("openssl")) else { return };
    let club = Club::new();
    let mut verdicts = Vec::new();
    for (name, shows, most, answer) in [
        ("curl, TLS 1.3, Alice", Some(club.alice()), "1.3", "fluffy tail"),
        ("curl, TLS 1.2, Alice", Some(club.alice()), "1.2", "fluffy tail"),
        ("curl, TLS 1.3, nobody", None, "1.3", "certificate required"),
        ("curl, TLS 1.2, nobody", None, "1.2", "certificate required"),
        ("curl, TLS 1.3, a server", Some(club.server()), "1.3", "unsupported certificate"),
        ("curl, TLS 1.2, another's", Some(club.other_alice()), "1.2", "unknown ca"),
    ] {
        let ask = |addr: SocketAddr| {
            let mut command = Command::new(&curl);
            command.args(["-q", "-sS", "--noproxy", "*", "--tls-max", most, "--cacert"]).arg(club.root());
            command.args(shows.iter().flat_map(|s| [Path::new("--cert"), &s.certificate, Path::new("--key"), &s.key]));
            let said = text(command.arg(format!("https://localhost:{}/message", addr.port())), &[]);
            assert!(said.contains(answer), "{name}: {said}");
            said
        };
        verdicts.push((name, asked_back(&club, ask)));
    }
    for version in ["-tls1_3", "-tls1_2"] {
        let shown = "-cert certs/alice/alice.crt -key certs/alice/alice.key";
        let told = format!("-quiet -CAfile ca-public-key.pem {shown} {version}");
        let dir = club.root().parent().expect("in a folder").to_owned();
        let ask = |addr| {
            let said = parties::s_client(&openssl, &dir, addr, &told, &[(0, REQUEST), (1500, "")]);
            assert!(said.contains("fluffy tail"), "{version}: {said}");
            said
        };
        verdicts.push((version, asked_back(&club, ask)));
    }
    conclude(verdicts);
}

#[test]
fn the_walk_of_lesson_6_is_read_as_tshark_reads_it() {
    let dir = tempfile::tempdir().expect("a folder");
    let capture = "lesson6-with-secrets.pcapng";
    walked(&lesson6::LESSON).leave(capture, dir.path());
    conclude(vec![("lesson 6", judged(&dir.path().join(capture)))]);
}

#[test]
fn the_comparison_finds_what_is_not_ours() {
    let capture = fs::read(here("key-update.pcapng")).expect("a frozen capture");
    let port = capture::read(&capture[..]).expect("it is ours").recording.connections[0].server.addr.port();
    let Some(mut capture) = Capture::new(&capture, []) else { return };
    capture.decode_as(&format!("tcp.port=={port},tls"));
    // tshark takes the secrets that stand in the capture; we do without them.
    let verdict = compare(&capture, &Secrets::none());
    let missing: Vec<_> = verdict.summary().into_keys().collect();
    for id in ["tls.handshake.verify_data", "tls.handshake.key_update.request_update", "x509af.serialNumber"] {
        assert!(missing.contains(&id), "{id} is encrypted: {missing:?}");
    }
    assert!(verdict.matched > 80 && !missing.contains(&"tls.handshake.random_bytes"), "{missing:?}");
}

/// What our client is told.
fn alice(addr: SocketAddr, ca: &Path) -> String {
    let agent = client::agent_tls(parties::client_config(ca, &Recorder::new()));
    let url = format!("https://localhost:{}/message", addr.port());
    let answer = agent.get(url).call().map(|mut answer| answer.body_mut().read_to_string());
    format!("{answer:?}")
}

#[test]
fn openssl_s_server_is_read_as_tshark_reads_it() {
    const CCM: &str = "-tls1_3 -ciphersuites TLS_AES_128_CCM_SHA256";
    const CCM_8: &str = "-tls1_3 -ciphersuites TLS_AES_128_CCM_8_SHA256 -cipher DEFAULT@SECLEVEL=0";
    const CCM_8_OF_TLS12: &str = "-tls1_2 -cipher ECDHE-ECDSA-AES128-CCM8:@SECLEVEL=0";
    let Some(openssl) = outside::judge("openssl") else { return };
    let (minted, _) = papers();
    let ways = [
        ("s_server, our client", "", None),
        ("s_server, AES-128-GCM", "", Some("-ciphersuites TLS_AES_128_GCM_SHA256")),
        ("s_server, ChaCha20", "", Some("-ciphersuites TLS_CHACHA20_POLY1305_SHA256")),
        ("s_server, AES-CCM", CCM, Some(CCM)),
        ("s_server, AES-CCM with short tags", CCM_8, Some(CCM_8)),
        ("s_server, TLS 1.2 AES-CCM", "-tls1_2 -cipher ECDHE-ECDSA-AES256-CCM", Some("-cipher ECDHE-ECDSA-AES256-CCM")),
        ("s_server, TLS 1.2 AES-CCM with short tags", CCM_8_OF_TLS12, Some(CCM_8_OF_TLS12)),
        ("s_server, retry", "-groups P-256", Some("-groups X25519:P-256")),
        ("s_server, client's certificate", "-Verify 2 -CAfile root.pem", Some("-cert chain.pem -key plain.key")),
        ("s_server, TLS 1.2 CBC", "-tls1_2", Some("-cipher ECDHE-ECDSA-AES128-SHA256")),
        ("s_server, TLS 1.2 CBC, no ETM", "-tls1_2", Some("-cipher ECDHE-ECDSA-AES256-SHA384 -no_etm")),
        ("s_server, TLS 1.2 ChaCha20", "-tls1_2", Some("-cipher ECDHE-ECDSA-CHACHA20-POLY1305")),
    ];
    let mut verdicts = Vec::new();
    for (name, server, client) in ways {
        let keys = minted.path("openssl.keys");
        let _ = fs::remove_file(&keys);
        let told = "-HTTP -cert server.pem -cert_chain between.pem -key plain.key -keylogfile openssl.keys";
        let bob = OpensslServer::start(&openssl, minted.dir(), &format!("{told} {server}"));
        let tap = Tap::to(bob.addr);
        let answer = match client {
            None => alice(tap.addr, &minted.path("root.pem")),
            Some(told) => {
                let told = format!("-quiet -CAfile root.pem {told}");
                parties::s_client(&openssl, minted.dir(), tap.addr, &told, &[(0, REQUEST), (1000, "")])
            }
        };
        assert!(answer.contains("fluffy tail"), "{name}: {answer}");
        drop(bob);
        let key_log = KeyLog::parse(&fs::read(&keys).expect("openssl logs its secrets")).0;
        verdicts.push((name, caught(&tap.recording(), &key_log)));
    }
    conclude(verdicts);
}

#[test]
fn frozen_connections_are_read_as_tshark_reads_them() {
    let names =
        ["rsa-key-transport", "ecdhe", "cbc-encrypt-then-mac", "cbc-mac-then-encrypt", "tls12-resumption", "retry"];
    let names = names.into_iter().chain(["early-data", "key-update", "lesson8"]);
    let judged = |name| (name, judged(&here(&format!("{name}.pcapng"))));
    conclude(names.map(judged).collect());
    // Requests that are malformed on purpose: tshark is one more who reads them in its own way, and ends a line at a bare LF.
    conclude_within(1, vec![judged("lesson7")]);
}

/// Compares captures that lie in the folder that `WIREWALK_CORPUS` names, `NAME.pcapng` and `NAME.keys`.
#[test]
#[ignore = "reads the folder that WIREWALK_CORPUS names"]
fn a_corpus_of_captures_is_read_as_tshark_reads_it() {
    let folder = env::var_os("WIREWALK_CORPUS").expect("WIREWALK_CORPUS names a folder");
    let only = env::var("WIREWALK_ONLY").unwrap_or_default();
    let mut files: Vec<_> = fs::read_dir(&folder).expect("a folder").flatten().map(|e| e.path()).collect();
    files.retain(|file| file.extension().is_some_and(|e| e == "pcapng") && file.to_string_lossy().contains(&only));
    files.sort();
    let names: Vec<_> =
        files.iter().map(|f| f.file_stem().unwrap_or_default().to_string_lossy().into_owned()).collect();
    // Inside, foreign programs speak what they like: h2, or lines of their own.
    let judged = |file: &PathBuf| judged(file).map(|verdict| Verdict { unexplained: Vec::new(), ..verdict });
    conclude_within(1, names.iter().map(String::as_str).zip(files.iter().map(judged)).collect());
}

fn judged(file: &Path) -> Option<Verdict> {
    let bytes = fs::read(file).expect("a capture");
    let keys = fs::read(file.with_extension("keys")).unwrap_or_default();
    let mut key_log = KeyLog::parse(&keys).0;
    let read = capture::read(&bytes[..]).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    key_log.merge(&read.key_log);
    let ports: BTreeSet<u16> = read.recording.connections.iter().map(|c| c.server.addr.port()).collect();
    let mut capture = Capture::new(&bytes, [])?;
    for port in ports {
        capture.decode_as(&format!("tcp.port=={port},tls"));
        capture.decode_as(&format!("tls.port=={port},http"));
    }
    capture.key_log(&key_log.to_text());
    Some(compare(&capture, &Secrets::none().with_key_log(key_log)))
}
