//! TLS connections in memory, of rustls at both ends, written down as Eve would.

use std::io::{Read, Write};
use std::sync::Arc;

use bytes::Bytes;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, ClientConnection, Connection, KeyLog, RootCertStore, ServerConfig, ServerConnection};
use rustls::{NamedGroup, SupportedProtocolVersion};

use wirewalk::pki::{Authority, CheckedRequest, KeyKind, Name, PrivateKey, Request, Subject, Validity};
use wirewalk::recording::{Connection as Wire, Endpoint, Recording, Side, Timestamp, What, WireEvent};
use wirewalk::stage;

/// A server's certificate with its key, and the root that signed it.
pub struct Site {
    pub root: Vec<u8>,
    pub certificate: Vec<u8>,
    pub key: PrivateKey,
}

impl Site {
    pub fn new(kind: KeyKind) -> Site {
        let key = |kind| PrivateKey::generate(kind).expect("a key");
        let now = stage::now();
        let root = Authority::root(key(KeyKind::EcdsaP256), Subject::authority("my-ca.com"), Validity::root(now));
        let root = root.expect("a root");
        let names = [Name::loopback(), vec!["my-site.com".parse().expect("a name")]].concat();
        let own = key(kind);
        let csr = Request::new(&own, &Subject::server(), &names).expect("a request");
        let csr = CheckedRequest::from_der(csr.der()).expect("readable");
        let certificate = root.issue_server(&csr, &names, Validity::leaf(now)).expect("a certificate");
        Site { root: root.certificate().der().to_vec(), certificate: certificate.der().to_vec(), key: own }
    }

    pub fn server(
        &self,
        provider: Arc<CryptoProvider>,
        versions: &[&'static SupportedProtocolVersion],
        key_log: Arc<dyn KeyLog>,
    ) -> ServerConfig {
        let builder = ServerConfig::builder_with_provider(provider).with_protocol_versions(versions).expect("versions");
        let chain = vec![CertificateDer::from(self.certificate.clone())];
        let key = PrivateKeyDer::from(self.key.pkcs8());
        let mut config =
            builder.with_no_client_auth().with_single_cert(chain, key).expect("a certificate with its key");
        config.key_log = key_log;
        config
    }

    pub fn client(
        &self,
        provider: Arc<CryptoProvider>,
        versions: &[&'static SupportedProtocolVersion],
    ) -> ClientConfig {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from(self.root.clone())).expect("a root");
        let builder = ClientConfig::builder_with_provider(provider).with_protocol_versions(versions).expect("versions");
        let mut config = builder.with_root_certificates(roots).with_no_client_auth();
        config.resumption = rustls::client::Resumption::disabled();
        config
    }
}

/// The same provider with these groups alone, in this order, and with this suite alone if there is one.
pub fn only(provider: &CryptoProvider, groups: &[NamedGroup], suite: Option<u16>) -> Arc<CryptoProvider> {
    let group = |name: &NamedGroup| provider.kx_groups.iter().copied().find(|g| g.name() == *name);
    let mut only = provider.clone();
    only.kx_groups = groups.iter().map(|name| group(name).expect("a group of the provider")).collect();
    only.cipher_suites.retain(|s| suite.is_none_or(|number| u16::from(s.suite()) == number));
    assert!(!only.cipher_suites.is_empty(), "no suite {suite:?}");
    Arc::new(only)
}

/// What crosses the wire while both ends shake hands, say a line each and close; each flight is one event.
pub fn talk(client: ClientConfig, server: ServerConfig) -> Recording {
    let name = ServerName::try_from("localhost").expect("a name");
    let mut client: Connection = ClientConnection::new(Arc::new(client), name).expect("a client").into();
    let mut server: Connection = ServerConnection::new(Arc::new(server)).expect("a server").into();
    let mut events = vec![(Side::Client, What::Open)];
    exchange(&mut client, &mut server, &mut events);
    client.writer().write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("memory");
    exchange(&mut client, &mut server, &mut events);
    server.writer().write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi").expect("memory");
    client.send_close_notify();
    server.send_close_notify();
    exchange(&mut client, &mut server, &mut events);
    events.extend([(Side::Client, What::HalfClose), (Side::Server, What::Close)]);
    recorded(events)
}

fn exchange(client: &mut Connection, server: &mut Connection, events: &mut Vec<(Side, What)>) {
    let mut idle = 0;
    for side in [Side::Client, Side::Server].into_iter().cycle() {
        let (from, to) = match side {
            Side::Client => (&mut *client, &mut *server),
            Side::Server => (&mut *server, &mut *client),
        };
        let mut flight = Vec::new();
        while from.wants_write() {
            from.write_tls(&mut flight).expect("memory");
        }
        idle = if flight.is_empty() { idle + 1 } else { 0 };
        if idle == 2 {
            return;
        }
        let mut unread = flight.as_slice();
        while !unread.is_empty() {
            to.read_tls(&mut unread).expect("memory");
            to.process_new_packets().expect("they agree");
            let _ = to.reader().read(&mut [0; 1000]);
        }
        if !flight.is_empty() {
            events.push((side, What::Bytes(Bytes::from(flight))));
        }
    }
}

/// One connection between Alice and Bob.
pub fn recorded(events: Vec<(Side, What)>) -> Recording {
    let end = |name: &str, port| Endpoint { name: name.to_owned(), addr: ([127, 0, 0, 1], port).into() };
    let event = |(at, (side, what))| WireEvent { at: Timestamp(at), side, what, packet: None };
    let events = (1..).zip(events).map(event).collect();
    Recording {
        connections: vec![Wire {
            id: 0,
            hop: 0,
            client: end("Alice", 50_000),
            server: end("Bob", 8443),
            through: Vec::new(),
            events,
        }],
    }
}
