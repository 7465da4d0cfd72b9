//! A capture of a download over HTTPS with its keys, made by rustls at both ends, in memory.

use std::error::Error;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::{PrivatePkcs8KeyDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, ServerConfig, ServerConnection};

use wirewalk::recording::Side;
use wirewalk::tls::Recorder;

use crate::tape::Tape;

type Done<T = ()> = Result<T, Box<dyn Error>>;

/// Makes a capture of a download of so many MB, with its keys.
pub fn make(megabytes: usize, segment: usize, file: &Path) -> Done {
    let recorder = Recorder::new();
    let (mut client, mut server) = ends(&recorder)?;
    let mut tape = Tape::new(file, 443, segment, true)?;
    client.writer().write_all(b"GET /download HTTP/1.1\r\nHost: localhost\r\n\r\n")?;
    while client.is_handshaking() || server.is_handshaking() || client.wants_write() || server.wants_write() {
        carry(&mut tape, &mut client, &mut server)?;
    }
    tape.keys(&recorder.recorded())?;
    let total = megabytes * 1_000_000;
    write!(
        server.writer(),
        "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: {total}\r\n\r\n"
    )?;
    let body: Vec<u8> = (0..32_768_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    for start in (0..total).step_by(body.len()) {
        server.writer().write_all(&body[..body.len().min(total - start)])?;
        carry(&mut tape, &mut client, &mut server)?;
    }
    server.send_close_notify();
    carry(&mut tape, &mut client, &mut server)?;
    tape.close()
}

/// Who speaks TLS with whom; the secrets of both are recorded.
fn ends(recorder: &Recorder) -> Done<(ClientConnection, ServerConnection)> {
    let key = rcgen::generate_simple_self_signed(["localhost".to_owned()])?;
    let certificate = key.cert.der().clone();
    let mut roots = RootCertStore::empty();
    roots.add(certificate.clone())?;
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut client = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    client.key_log = recorder.key_log();
    let private = PrivatePkcs8KeyDer::from(key.signing_key.serialize_der()).into();
    let server = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate], private)?;
    let client = ClientConnection::new(Arc::new(client), ServerName::try_from("localhost")?)?;
    Ok((client, ServerConnection::new(Arc::new(server))?))
}

/// Carries over what each end has to send.
fn carry(tape: &mut Tape, client: &mut ClientConnection, server: &mut ServerConnection) -> Done {
    let mut sent = Vec::new();
    while client.wants_write() {
        client.write_tls(&mut sent)?;
    }
    let mut rest = &sent[..];
    while !rest.is_empty() {
        server.read_tls(&mut rest)?;
        server.process_new_packets()?;
    }
    tape.say(Side::Client, &sent)?;
    sent.clear();
    while server.wants_write() {
        server.write_tls(&mut sent)?;
    }
    let mut rest = &sent[..];
    while !rest.is_empty() {
        client.read_tls(&mut rest)?;
        let received = client.process_new_packets()?.plaintext_bytes_to_read();
        io::copy(&mut client.reader().take(received as u64), &mut io::sink())?;
    }
    tape.say(Side::Server, &sent)
}
