//! How fast records become messages: a download over HTTPS, without the key log and with it.

use std::io::{Cursor, Write};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use divan::counter::BytesCount;
use rustls::crypto::aws_lc_rs::{self, cipher_suite as suite};
use rustls::pki_types::{PrivatePkcs8KeyDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, ServerConfig, ServerConnection, SupportedCipherSuite};
use wirewalk::dissect::Dissector;
use wirewalk::recording::secrets::KeyLog;
use wirewalk::recording::{Secrets, Side, Timestamp, What, WireEvent};

/// Bytes of the body.
const BODY: usize = 50 * 1024 * 1024;
/// About as much as a system hands over at once; records do not end where segments do.
const SEGMENT: usize = 32 * 1024;

fn main() {
    divan::main();
}

#[derive(Debug, Default)]
struct Log(Mutex<KeyLog>);

impl rustls::KeyLog for Log {
    fn log(&self, label: &str, client_random: &[u8], secret: &[u8]) {
        let random = client_random.try_into().expect("32 bytes");
        self.0.lock().expect("no panic").push(label, random, secret);
    }
}

/// A download as it crosses the wire, and what opens it.
fn download(suite: SupportedCipherSuite) -> (Vec<WireEvent>, Secrets) {
    let log = Arc::new(Log::default());
    let mut provider = aws_lc_rs::default_provider();
    provider.cipher_suites = vec![suite];
    let provider = Arc::new(provider);
    let rcgen::CertifiedKey { cert, signing_key } =
        rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    let mut roots = RootCertStore::empty();
    roots.add(cert.der().clone()).expect("a root");
    let client = ClientConfig::builder_with_provider(provider.clone()).with_protocol_versions(&[suite.version()]);
    let mut client = client.expect("versions").with_root_certificates(roots).with_no_client_auth();
    client.key_log = log.clone();
    let key = PrivatePkcs8KeyDer::from(signing_key.serialize_der()).into();
    let server = ServerConfig::builder_with_provider(provider).with_protocol_versions(&[suite.version()]);
    let server = server.expect("versions").with_no_client_auth().with_single_cert(vec![cert.der().clone()], key);
    let name = ServerName::try_from("localhost").expect("a name");
    let mut client = ClientConnection::new(Arc::new(client), name).expect("a client");
    let mut server = ServerConnection::new(Arc::new(server.expect("a certificate"))).expect("a server");
    let mut events = Vec::new();
    client.writer().write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("a buffer");
    while client.wants_write() || server.wants_write() {
        let mut wire = Vec::new();
        while client.wants_write() {
            client.write_tls(&mut wire).expect("memory");
        }
        server.read_tls(&mut Cursor::new(&wire)).expect("memory");
        server.process_new_packets().expect("a client that behaves");
        events.push(event(Side::Client, wire.into()));
        let mut wire = Vec::new();
        while server.wants_write() {
            server.write_tls(&mut wire).expect("memory");
        }
        client.read_tls(&mut Cursor::new(&wire)).expect("memory");
        client.process_new_packets().expect("a server that behaves");
        events.push(event(Side::Server, wire.into()));
    }
    let mut wire = Vec::with_capacity(BODY + BODY / 100);
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {BODY}\r\n\r\n");
    server.writer().write_all(head.as_bytes()).expect("a buffer");
    for _ in 0..BODY / SEGMENT {
        server.writer().write_all(&[b'x'; SEGMENT]).expect("a buffer");
        while server.wants_write() {
            server.write_tls(&mut wire).expect("memory");
        }
    }
    let wire = Bytes::from(wire);
    events.extend((0..wire.len()).step_by(SEGMENT).map(|at| {
        let end = wire.len().min(at + SEGMENT);
        event(Side::Server, wire.slice(at..end))
    }));
    let key_log = log.0.lock().expect("no panic").clone();
    (events, Secrets::none().with_key_log(key_log))
}

fn event(side: Side, bytes: Bytes) -> WireEvent {
    WireEvent { at: Timestamp(1), side, what: What::Bytes(bytes), packet: None }
}

fn dissect(bencher: divan::Bencher<'_, '_>, suite: SupportedCipherSuite, is_insider: bool) {
    let (events, secrets) = download(suite);
    let secrets = if is_insider { secrets } else { Secrets::none() };
    bencher.counter(BytesCount::new(BODY)).bench_local(|| {
        let mut dissector = Dissector::new(0, &secrets);
        let mut inside = 0;
        for event in divan::black_box(&events) {
            dissector.push(event);
            inside += std::iter::from_fn(|| dissector.pop()).map(|m| m.wire().len() - m.crossed()).sum::<usize>();
        }
        assert_eq!(inside >= BODY, is_insider);
    });
}

#[divan::bench(sample_count = 10)]
fn seen_by_eve(bencher: divan::Bencher<'_, '_>) {
    dissect(bencher, suite::TLS13_AES_256_GCM_SHA384, false);
}

#[divan::bench(sample_count = 10)]
fn opened_aes_256_gcm(bencher: divan::Bencher<'_, '_>) {
    dissect(bencher, suite::TLS13_AES_256_GCM_SHA384, true);
}

#[divan::bench(sample_count = 10)]
fn opened_chacha20_poly1305(bencher: divan::Bencher<'_, '_>) {
    dissect(bencher, suite::TLS13_CHACHA20_POLY1305_SHA256, true);
}

#[divan::bench(sample_count = 10)]
fn opened_aes_128_gcm_of_tls_1_2(bencher: divan::Bencher<'_, '_>) {
    dissect(bencher, suite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, true);
}
