//! A capture of a download over HTTPS with its keys, made by rustls at both ends, in memory.

use std::error::Error;
use std::fs::File;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::{PrivatePkcs8KeyDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, ServerConfig, ServerConnection};

use wirewalk::recording::{Connection, Endpoint, Recording, Side, Timestamp, What, WireEvent};
use wirewalk::render::pcapng;
use wirewalk::tls::Recorder;

type Done<T = ()> = Result<T, Box<dyn Error>>;

/// Makes a capture of a download of so many MB, with its keys.
pub fn make(megabytes: usize, segment: usize, file: &Path) -> Done {
    let key = rcgen::generate_simple_self_signed(["localhost".to_owned()])?;
    let recorder = Recorder::new();
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
    let mut client = ClientConnection::new(Arc::new(client), ServerName::try_from("localhost")?)?;
    let mut server = ServerConnection::new(Arc::new(server))?;

    let mut wire = Wire { events: vec![event(0, Side::Client, What::Open)], segment };
    client.writer().write_all(b"GET /download HTTP/1.1\r\nHost: localhost\r\n\r\n")?;
    while client.is_handshaking() || server.is_handshaking() || client.wants_write() || server.wants_write() {
        wire.carry(&mut client, &mut server)?;
    }
    let total = megabytes * 1_000_000;
    write!(
        server.writer(),
        "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: {total}\r\n\r\n"
    )?;
    let body: Vec<u8> = (0..32_768_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    for start in (0..total).step_by(body.len()) {
        server.writer().write_all(&body[..body.len().min(total - start)])?;
        wire.carry(&mut client, &mut server)?;
    }
    server.send_close_notify();
    wire.carry(&mut client, &mut server)?;
    wire.events.push(event(wire.events.len(), Side::Server, What::Close));

    let end =
        |name: &str, port| Endpoint { name: name.to_owned(), addr: SocketAddr::from((Ipv4Addr::LOCALHOST, port)) };
    let connection =
        Connection { id: 0, hop: 0, client: end("Alice", 40_000), server: end("Bob", 443), events: wire.events };
    let recording = Recording { connections: vec![connection] };
    pcapng::write_recording(File::create(file)?, &[&recording], Some(&recorder.recorded()), |_| None)?;
    Ok(())
}

/// What lies between the two ends.
struct Wire {
    events: Vec<WireEvent>,
    segment: usize,
}

impl Wire {
    /// Carries over what each end has to send.
    fn carry(&mut self, client: &mut ClientConnection, server: &mut ServerConnection) -> Done {
        let mut sent = Vec::new();
        while client.wants_write() {
            client.write_tls(&mut sent)?;
        }
        let mut rest = &sent[..];
        while !rest.is_empty() {
            server.read_tls(&mut rest)?;
            server.process_new_packets()?;
        }
        self.record(Side::Client, &sent);
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
        self.record(Side::Server, &sent);
        Ok(())
    }

    fn record(&mut self, side: Side, sent: &[u8]) {
        for piece in sent.chunks(self.segment) {
            self.events.push(event(self.events.len(), side, What::Bytes(piece.to_vec().into())));
        }
    }
}

fn event(at: usize, side: Side, what: What) -> WireEvent {
    WireEvent { at: Timestamp(1_700_000_000_000_000_000 + at as u64 * 10_000), side, what, packet: None }
}
