//! tshark as the judge of what we say about TLS, in captures of whoever speaks it here.

#[path = "common/club.rs"]
mod club;
mod common;
#[path = "common/compare_tls.rs"]
mod compare;
#[path = "common/minted.rs"]
mod minted;
#[path = "common/parties.rs"]
mod parties;
#[path = "common/tap.rs"]
mod tap;
#[path = "common/tshark.rs"]
mod tshark;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use club::{Club, Shown};
use compare::{Verdict, compare};
use minted::Minted;
use parties::{OpensslServer, REQUEST};
use tap::Tap;
use tshark::Capture;
use wirewalk::client;
use wirewalk::door::{Door, Limits, Tls};
use wirewalk::lesson6;
use wirewalk::pki::{KeyKind, PrivateKey, pem};
use wirewalk::recording::secrets::KeyLog;
use wirewalk::recording::{Recording, Secrets, capture};
use wirewalk::render::pcapng;
use wirewalk::stage;
use wirewalk::tls::{Credentials, Recorder, Trust};

/// What tshark has and we have not, and why. A field is excepted, not a capture.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("tls.segment", "how tshark put data together: which packets the pieces came from"),
    ("tls.segment.data", "likewise: data that it kept for later; in ours it lies in the record's plaintext"),
    ("tls.reassembled.data", "likewise: all the pieces once more; ours are messages of HTTP"),
    (
        "tls.handshake.fragment",
        "likewise, for a handshake message that straddles records; ours is a source made of spans",
    ),
    ("tls.handshake", "an empty leaf only where it stands for such a fragment"),
    ("x509ce.KeyUsage.decipherOnly", "the ninth bit: where there is one byte only, tshark shows the first bit again"),
];

/// Names of newer releases than the oldest tshark that judges here (4.0), from their list of fields.
const NEWER: &[&str] = &["tls.ech.", "tls.handshake.extensions.session_ticket"];

/// The clients: who, which program, with which words; `{port}`, `{url}`, `{ca}` and `{dir}` are filled in.
const CLIENTS: &[(&str, &str, &[&str])] = &[
    ("curl, TLS 1.3", "curl", &["-sS", "--noproxy", "*", "--cacert", "{ca}", "{url}"]),
    ("curl, TLS 1.2", "curl", &["-sS", "--noproxy", "*", "--cacert", "{ca}", "--tls-max", "1.2", "{url}"]),
    ("curl, twice", "curl", &["-sS", "--noproxy", "*", "--cacert", "{ca}", "{url}", "{url}"]),
    ("wget", "wget", &["-q", "--no-proxy", "--ca-certificate={ca}", "-O", "-", "{url}"]),
    ("Python", "python3", &["-c", PYTHON, "{port}", "{ca}"]),
    ("Node", "node", &["-e", NODE, "{url}", "{ca}"]),
    ("Java", "java", &["{dir}/Ask.java", "{url}", "{ca}"]),
    (
        "Chromium",
        "chromium",
        &[
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--disable-breakpad",
            "--no-proxy-server",
            "--ignore-certificate-errors",
            "--dump-dom",
            "--user-data-dir={dir}/profile",
            "{url}",
        ],
    ),
];

const PYTHON: &str = "\
import http.client, ssl, sys
context = ssl.create_default_context(cafile=sys.argv[2])
connection = http.client.HTTPSConnection('localhost', int(sys.argv[1]), context=context)
connection.request('GET', '/message')
print(connection.getresponse().read().decode())
";

const NODE: &str = "\
const ca = require('fs').readFileSync(process.argv[2]);
require('https').get(process.argv[1], { ca }, answer => answer.pipe(process.stdout));
";

const JAVA: &str = "\
import java.io.*;
import java.net.*;
import java.security.*;
import java.security.cert.*;
import javax.net.ssl.*;
public class Ask {
    public static void main(String[] words) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        var factory = CertificateFactory.getInstance(\"X.509\");
        store.setCertificateEntry(\"root\", factory.generateCertificate(new FileInputStream(words[1])));
        var trust = TrustManagerFactory.getInstance(\"PKIX\");
        trust.init(store);
        SSLContext context = SSLContext.getInstance(\"TLS\");
        context.init(null, trust.getTrustManagers(), null);
        HttpsURLConnection.setDefaultSSLSocketFactory(context.getSocketFactory());
        try (InputStream answer = new URL(words[0]).openConnection().getInputStream()) {
            System.out.println(new String(answer.readAllBytes()));
        }
    }
}
";

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
    minted.write("Ask.java", JAVA);
    (minted, chain)
}

/// Calls our server in one way; what tshark and we make of it.
fn called(minted: &Minted, chain: &Path, ask: impl FnOnce(SocketAddr) -> String) -> Option<Verdict> {
    let recorder = Recorder::new();
    let config = parties::server_config(chain, &minted.path("plain.key"), &recorder);
    let door = Door::open_over(([127, 0, 0, 1], 0).into(), Limits::default(), Tls::new(config), bob).expect("a door");
    let tap = Tap::to(door.addr());
    let answer = ask(tap.addr);
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
    for (name, program, words) in CLIENTS {
        let present = *program != "java" || which("javac"); // it runs a source file
        let Some(program) = present.then(|| common::judge(program)).flatten() else { continue };
        let verdict = called(&minted, &chain, |addr| {
            let fill = |word: &&str| {
                let url = format!("https://localhost:{}/message", addr.port());
                let word = word.replace("{url}", &url).replace("{ca}", &ca.to_string_lossy());
                word.replace("{port}", &addr.port().to_string()).replace("{dir}", &minted.dir().to_string_lossy())
            };
            let mut command = Command::new(&program);
            command.args(words.iter().map(fill)).env("HOME", minted.dir());
            text(&mut command, &[])
        });
        verdicts.push((*name, verdict));
    }
    if let Some(openssl) = common::judge("openssl") {
        for (name, told) in [
            ("s_client, TLS 1.3", "-tls1_3 -alpn http/1.1 -status"),
            ("s_client, TLS 1.2", "-tls1_2"),
            ("s_client, P-384", "-groups P-384"),
        ] {
            let told = format!("-quiet -CAfile root.pem {told}");
            let ask = |addr| parties::s_client(&openssl, minted.dir(), addr, &told, &[(0, REQUEST), (1500, "")]);
            verdicts.push((name, called(&minted, &chain, ask)));
        }
    }
    if let Some(gnutls) = common::judge("gnutls-cli") {
        let ask = |addr: SocketAddr| {
            let mut command = Command::new(&gnutls);
            command.args(["--port", &addr.port().to_string(), "--x509cafile"]).arg(&ca).arg("localhost");
            text(&mut command, &[(500, REQUEST), (1500, "")])
        };
        verdicts.push(("gnutls-cli", called(&minted, &chain, ask)));
    }
    verdicts.push(("our client", called(&minted, &chain, |addr| alice(addr, &ca))));
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
    let (Some(curl), Some(openssl)) = (common::judge("curl"), common::judge("openssl")) else { return };
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
    stage::rehearse(&lesson6::LESSON, dir.path()).expect("a walk");
    conclude(vec![("lesson 6", judged(&dir.path().join("lesson6-with-secrets.pcapng")))]);
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

fn which(program: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|dir| dir.join(format!("{program}{}", env::consts::EXE_SUFFIX)).is_file())
}

#[test]
fn openssl_s_server_is_read_as_tshark_reads_it() {
    let Some(openssl) = common::judge("openssl") else { return };
    let (minted, _) = papers();
    let ways = [
        ("s_server, our client", "", None),
        ("s_server, AES-128-GCM", "", Some("-ciphersuites TLS_AES_128_GCM_SHA256")),
        ("s_server, ChaCha20", "", Some("-ciphersuites TLS_CHACHA20_POLY1305_SHA256")),
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
    let names = names.into_iter().chain(["early-data", "key-update", "lesson7", "lesson8"]);
    conclude(names.map(|name| (name, judged(&here(&format!("{name}.pcapng"))))).collect());
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
    conclude(names.iter().map(String::as_str).zip(files.iter().map(judged)).collect());
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

/// Prints what differs, and fails if that is more than the exceptions and one in a hundred, or if a name of ours is none of
/// Wireshark's. Without tshark there is no verdict, and nothing to conclude.
fn conclude(verdicts: Vec<(&str, Option<Verdict>)>) {
    assert!(EXCEPTIONS.len() <= 20);
    let mut sum = Verdict::default();
    for (name, verdict) in verdicts.into_iter().filter_map(|(name, verdict)| Some((name, verdict?))) {
        let (mut verdict, named) = (verdict, |(id, at)| (id, format!("{name}, {at}")));
        verdict.missing.retain(|(id, _)| !EXCEPTIONS.iter().any(|(e, _)| e == id));
        println!("{} of {}: {name}", verdict.matched, verdict.total());
        sum.matched += verdict.matched;
        sum.missing.extend(verdict.missing.into_iter().map(named));
        sum.ids.extend(verdict.ids);
        sum.unexplained.extend(verdict.unexplained.into_iter().map(|at| format!("{name}, {at}")));
        sum.beyond.extend(verdict.beyond);
    }
    if sum.total() == 0 {
        return;
    }
    let summary: BTreeMap<_, _> = sum.summary();
    summary.iter().for_each(|(id, (count, first))| println!("missing {count} {id}: {first}"));
    println!("{} of {}: all; ours alone: {:?}", sum.matched, sum.total(), sum.beyond);
    assert!(sum.matched * 100 >= sum.total() * 99, "{} of {}: {summary:#?}", sum.matched, sum.total());
    assert!(sum.unexplained.is_empty(), "unexplained: {:#?}", sum.unexplained);
    let known = tshark::names();
    let unknown = |id: &&&str| !known.contains(**id) && !NEWER.iter().any(|newer| id.starts_with(newer));
    let unknown: HashSet<_> = sum.ids.iter().filter(unknown).collect();
    assert!(unknown.is_empty(), "names that Wireshark does not know: {unknown:?}");
}
