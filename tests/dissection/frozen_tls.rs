//! Frozen connections of TLS that rustls cannot or will not make, so that they are dissected wherever the tests run.
//!
//! `cargo test --test dissection frozen_tls:: -- --ignored` makes the captures in `tests/captures` anew, with OpenSSL and rustls over
//! loopback, with keys that are thrown away. Their secrets stand in them (Decryption Secrets Blocks), except for
//! `rsa-key-transport` and `ecdhe`, the same question by TLS 1.2 with the same certificate, whose private key is
//! `rsa-key-transport.key.pem`: test material that has never protected anything. As little has `ticket-key.nginx`.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::pki_types::{PrivateKeyDer, pem::PemObject};
use wirewalk::dissect::{Message, Origin, dissect, names, tiling};
use wirewalk::recording::secrets::KeyLog;
use wirewalk::recording::{Recording, Secrets, capture};
use wirewalk::render::pcapng;
use wirewalk::schedule::RsaKey;
use wirewalk::tls::Recorder;
use wirewalk_testing::nginx;
use wirewalk_testing::outside;
use wirewalk_testing::parties::{self, OpensslServer, REQUEST, RESPONSE, RustlsServer};
use wirewalk_testing::tap::Tap;

fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/captures").join(name)
}

/// Writes a capture, with its secrets if it is given any.
fn freeze(name: &str, recording: &Recording, key_log: Option<&KeyLog>) {
    let file = pcapng::write_recording(Vec::new(), &[recording], key_log, |_| None).expect("memory takes everything");
    fs::write(here(&format!("{name}.pcapng")), file).expect("room for the capture");
}

/// One way of `openssl s_client` to `openssl s_server`: what both are told, and whether it calls again.
struct Openssl {
    name: &'static str,
    server: &'static str,
    client: &'static str,
    again: bool,
    secrets: bool,
}

const OPENSSL: [Openssl; 8] = [
    Openssl {
        name: "rsa-key-transport",
        server: "-tls1_2 -cipher AES128-GCM-SHA256",
        client: "-tls1_2 -cipher AES128-GCM-SHA256",
        again: false,
        secrets: false,
    },
    Openssl {
        name: "ecdhe",
        server: "-tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256 -groups X25519",
        client: "-tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256 -groups X25519",
        again: false,
        secrets: false,
    },
    Openssl {
        name: "cbc-encrypt-then-mac",
        server: "-tls1_2 -cipher ECDHE-RSA-AES128-SHA256",
        client: "-tls1_2 -cipher ECDHE-RSA-AES128-SHA256 -groups X25519",
        again: false,
        secrets: true,
    },
    Openssl {
        name: "cbc-mac-then-encrypt",
        server: "-tls1_2 -cipher ECDHE-RSA-AES256-SHA",
        client: "-tls1_2 -cipher ECDHE-RSA-AES256-SHA -groups X25519 -no_etm",
        again: false,
        secrets: true,
    },
    Openssl {
        name: "tls12-resumption",
        server: "-tls1_2 -cipher ECDHE-RSA-AES256-GCM-SHA384",
        client: "-tls1_2 -cipher ECDHE-RSA-AES256-GCM-SHA384 -groups X25519",
        again: true,
        secrets: true,
    },
    Openssl {
        name: "ccm",
        server: "-tls1_3 -ciphersuites TLS_AES_128_CCM_8_SHA256 -cipher DEFAULT@SECLEVEL=0",
        client: "-tls1_3 -ciphersuites TLS_AES_128_CCM_8_SHA256 -cipher DEFAULT@SECLEVEL=0 -groups X25519",
        again: false,
        secrets: true,
    },
    Openssl {
        name: "tls12-ccm",
        server: "-tls1_2 -cipher AES256-CCM",
        client: "-tls1_2 -cipher AES256-CCM",
        again: false,
        secrets: true,
    },
    Openssl {
        name: "retry",
        server: "-tls1_3 -groups P-256",
        client: "-tls1_3 -groups X25519:P-256 -ciphersuites TLS_AES_128_GCM_SHA256",
        again: false,
        secrets: true,
    },
];

/// The names of all frozen connections.
pub fn names() -> impl Iterator<Item = &'static str> {
    OPENSSL.iter().map(|way| way.name).chain(RUSTLS).chain([NGINX])
}

/// A frozen connection, and the secrets that stand in it.
fn frozen(name: &str) -> (Recording, KeyLog) {
    let file = fs::File::open(here(&format!("{name}.pcapng"))).expect("a frozen capture");
    let read = capture::read(file).expect("a capture of ours");
    (read.recording, read.key_log)
}

/// What this view shows, every byte of it explained.
fn seen(name: &str, recording: &Recording, secrets: &Secrets) -> Vec<Message> {
    let messages: Vec<_> = dissect(recording, secrets).collect();
    let wire = messages.iter().filter(|m| m.sources[0].origin == Origin::Wire);
    assert_eq!(
        wire.map(|m| m.wire().len() as u64).sum::<u64>(),
        recording.payload_len(),
        "{name}: every byte is there"
    );
    for message in &messages {
        tiling::check(message).unwrap_or_else(|error| panic!("{name}, message {}: {error}", message.index));
        assert!(message.find_id("wirewalk.unexplained").is_none(), "{name}: {message:#?}");
        let problem = message.walk().find(|f| f.problem.is_some());
        assert!(problem.is_none(), "{name}, message {}: {problem:?}", message.index);
    }
    messages
}

/// What was asked and answered inside TLS.
fn inside(messages: &[Message]) -> String {
    let http = messages.iter().filter(|m| matches!(m.sources[0].origin, Origin::Joined(_)));
    http.map(|m| String::from_utf8_lossy(m.wire()).into_owned()).collect()
}

fn asked_and_answered(times: usize) -> String {
    [REQUEST, RESPONSE].concat().repeat(times)
}

#[test]
fn every_byte_of_a_frozen_connection_is_explained_to_eve() {
    for name in names() {
        let (recording, _) = frozen(name);
        assert_eq!(inside(&seen(name, &recording, &Secrets::none())), "", "{name}: it is encrypted");
    }
}

#[test]
fn a_frozen_connection_opens_with_the_secrets_in_its_capture() {
    for name in OPENSSL.iter().filter(|way| way.secrets).map(|way| way.name).chain(RUSTLS) {
        let (recording, key_log) = frozen(name);
        let messages = seen(name, &recording, &Secrets::none().with_key_log(key_log));
        assert_eq!(inside(&messages), asked_and_answered(recording.connections.len()), "{name}");
    }
}

#[test]
fn the_server_s_key_opens_rsa_key_transport_and_not_ecdhe() {
    let key = PrivateKeyDer::from_pem_file(here("rsa-key-transport.key.pem")).expect("a key");
    let secrets = Secrets::none().with_rsa_key(RsaKey::from_pkcs8(key.secret_der()).expect("an RSA key"));
    let transport = seen("rsa-key-transport", &frozen("rsa-key-transport").0, &secrets);
    assert_eq!(inside(&transport), asked_and_answered(1));
    assert_eq!(inside(&seen("ecdhe", &frozen("ecdhe").0, &secrets)), "");
}

#[test]
fn a_session_goes_on_with_the_secret_of_the_connection_in_which_it_began() {
    let (mut recording, key_log) = frozen("tls12-resumption");
    let text = key_log.to_text();
    let first = text.lines().next().expect("a line");
    let secrets = Secrets::none().with_key_log(KeyLog::parse(first.as_bytes()).0);
    assert_eq!(inside(&seen("both", &recording, &secrets)), asked_and_answered(2));
    let begun = recording.connections.remove(0);
    assert_eq!(inside(&seen("the second", &recording, &secrets)), "", "nobody saw where it began");
    let alone = Recording { connections: vec![begun] };
    assert_eq!(inside(&seen("the first", &alone, &secrets)), asked_and_answered(1));
}

#[test]
fn frozen_connections_are_what_their_names_say() {
    let has = |name: &str, id: &str| {
        let (recording, key_log) = frozen(name);
        let messages = seen(name, &recording, &Secrets::none().with_key_log(key_log));
        messages.iter().flat_map(Message::walk).filter(|f| f.label.id == id).count()
    };
    assert_eq!(has("key-update", "tls.handshake.key_update.request_update"), 2, "one asked for, one in return");
    assert_eq!(has("early-data", "tls.handshake.extensions.supported_version"), 4, "two connections");
    assert!(has("tls12-resumption", "tls.handshake.session_ticket") > 0);
}

/// A first visit of `openssl s_client` to nginx, and two with one and the same ticket and early data. Under the ticket key, which is
/// `ticket-key.nginx`, stands in each ticket the key that goes with it: lesson 9 opens them.
const NGINX: &str = "ticket-key";
/// What is asked of nginx first, and what early on the later visits.
const NGINX_PAY: &str =
    "POST /pay HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8\r\nConnection: close\r\n\r\nacorns=5";

#[test]
fn the_recording_of_nginx_opens_with_the_secrets_in_it_and_shows_one_ticket_twice() {
    let (recording, key_log) = frozen(NGINX);
    let messages = seen(NGINX, &recording, &Secrets::none().with_key_log(key_log));
    let said = inside(&messages);
    assert_eq!((said.matches(REQUEST).count(), said.matches(NGINX_PAY).count()), (1, 2), "{said}");
    assert!(said.contains("fluffy tail") && said.matches("thank you").count() == 2, "{said}");
    let shown = |m: &Message| m.bytes_of(&names::tls_extensions::IDENTITY_TICKET).map(<[u8]>::to_vec);
    let tickets: Vec<_> = messages.iter().filter_map(shown).collect();
    assert!(tickets.len() == 2 && tickets[0] == tickets[1]);
    assert_eq!(tickets[0][..16], fs::read(here("ticket-key.nginx")).expect("a key")[..16], "the ticket names its key");
}

#[test]
#[ignore = "makes the recording of nginx in tests/captures anew"]
fn the_recording_of_nginx_is_frozen() {
    let (Some(openssl), Some(nginx)) = (outside::judge("openssl"), nginx::program()) else { return };
    let dir = tempfile::tempdir().expect("a folder");
    parties::self_signed(&openssl, dir.path(), "ec -pkeyopt ec_paramgen_curve:P-256");
    let key: [u8; 80] = std::array::from_fn(|_| rand::random());
    fs::write(dir.path().join("ticket.key"), key).expect("room for the key");
    fs::write(dir.path().join("pay"), NGINX_PAY).expect("room for the request");
    let port = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port");
    let text = format!(
        "daemon off; master_process off; pid nginx.pid; error_log error.log; events {{}} http {{ access_log off; server_tokens off;
         client_body_temp_path 1; proxy_temp_path 2; fastcgi_temp_path 3; uwsgi_temp_path 4; scgi_temp_path 5; default_type text/plain;
         server {{ listen {port} ssl; ssl_certificate cert.pem; ssl_certificate_key key.pem; ssl_protocols TLSv1.3;
         ssl_session_ticket_key ticket.key; ssl_early_data on;
         location / {{ return 200 'fluffy tail'; }} location /pay {{ return 200 'thank you'; }} }} }}"
    );
    let _nginx = nginx::run(&nginx, dir.path(), &text, port);
    let tap = Tap::to(port);
    let told = "-CAfile cert.pem -tls1_3 -ciphersuites TLS_AES_128_GCM_SHA256 -groups X25519 -keylogfile keys";
    let first = format!("{told} -quiet -sess_out session");
    assert!(parties::s_client(&openssl, dir.path(), tap.addr, &first, &[(0, REQUEST), (1000, "")]).contains("fluffy"));
    for _ in 0..2 {
        let again = format!("{told} -sess_in session -early_data pay");
        let said = parties::s_client(&openssl, dir.path(), tap.addr, &again, &[(1000, "")]);
        assert!(said.contains("Early data was accepted") && said.contains("thank you"), "{said}");
    }
    let (key_log, errors) = KeyLog::parse(&fs::read(dir.path().join("keys")).expect("openssl logs its secrets"));
    assert!(errors.is_empty() && !key_log.is_empty(), "{errors:?}");
    freeze(NGINX, &tap.recording(), Some(&key_log));
    fs::write(here("ticket-key.nginx"), key).expect("room for the key");
}

/// The captures that rustls makes with itself.
const RUSTLS: [&str; 2] = ["early-data", "key-update"];

#[test]
#[ignore = "makes the captures in tests/captures anew"]
fn the_connections_are_frozen() {
    let Some(openssl) = outside::judge("openssl") else { return };
    let dir = tempfile::tempdir().expect("a folder");
    let (_, key) = parties::self_signed(&openssl, dir.path(), "rsa:2048");
    fs::copy(&key, here("rsa-key-transport.key.pem")).expect("room for the key");
    for way in OPENSSL {
        let key_log = dir.path().join(way.name);
        let told = "-HTTP -cert cert.pem -key key.pem -keylogfile";
        let server = OpensslServer::start(&openssl, dir.path(), &format!("{told} {} {}", way.name, way.server));
        let tap = Tap::to(server.addr);
        let sessions: &[&str] = if way.again { &["-sess_out session", "-sess_in session"] } else { &[""] };
        for session in sessions {
            let told = format!("-quiet -CAfile cert.pem {} {session}", way.client);
            let answer = parties::s_client(&openssl, dir.path(), tap.addr, &told, &[(0, REQUEST), (1000, "")]);
            assert!(answer.contains("fluffy tail"), "{}: {answer}", way.name);
        }
        let (key_log, errors) = KeyLog::parse(&fs::read(&key_log).expect("openssl logs its secrets"));
        assert!(errors.is_empty() && !key_log.is_empty(), "{}: {errors:?}", way.name);
        freeze(way.name, &tap.recording(), way.secrets.then_some(&key_log));
    }
    let kind = "ec -pkeyopt ec_paramgen_curve:P-256";
    let (chain, key) = parties::self_signed(&openssl, dir.path(), kind);
    for name in RUSTLS {
        let recorder = Recorder::new();
        let mut server = parties::server_config(&chain, &key, &recorder);
        server.max_early_data_size = if name == "early-data" { 1024 } else { 0 };
        server.send_tls13_tickets = 1;
        let server = RustlsServer::start(server);
        let tap = Tap::to(server.addr);
        let mut client = parties::client_config(&chain, &Recorder::new());
        client.enable_early_data = name == "early-data";
        let client = Arc::new(client);
        let questions = if name == "early-data" { 2 } else { 1 };
        for _ in 0..questions {
            assert!(parties::ask(tap.addr, &client, name == "key-update").ends_with("fluffy tail"), "{name}");
        }
        freeze(name, &tap.recording(), Some(&recorder.recorded()));
    }
}
