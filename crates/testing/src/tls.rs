//! TLS connections without a network: rustls on both ends, and every byte that it sends as an event.

use std::io::{Cursor, Read, Write};
use std::ops::DerefMut;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use rustls::crypto::{CryptoProvider, SupportedKxGroup, aws_lc_rs};
use rustls::pki_types::{PrivatePkcs8KeyDer, ServerName};
use rustls::{
    ClientConfig, ClientConnection, ConnectionCommon, RootCertStore, ServerConfig, ServerConnection, SideData,
    SupportedCipherSuite, SupportedProtocolVersion,
};
use wirewalk::recording::secrets::KeyLog;
use wirewalk::recording::{Secrets, Side, Timestamp, What, WireEvent};

/// When everything happens, in nanoseconds.
const AT: u64 = 1_700_000_000_000_000_000;

/// Writes down what both sides log.
#[derive(Debug, Default)]
pub struct Log(Mutex<KeyLog>);

impl rustls::KeyLog for Log {
    fn log(&self, label: &str, client_random: &[u8], secret: &[u8]) {
        let random = client_random.try_into().expect("32 bytes");
        self.0.lock().expect("no panic").push(label, random, secret);
    }
}

/// What the two ends speak with.
pub struct Setup {
    pub client: ClientConfig,
    pub server: ServerConfig,
    pub log: Arc<Log>,
}

impl Setup {
    /// With these versions, suites and groups; none: all.
    pub fn new(
        versions: &[&'static SupportedProtocolVersion],
        suites: &[SupportedCipherSuite],
        client_groups: &[&'static dyn SupportedKxGroup],
        server_groups: &[&'static dyn SupportedKxGroup],
    ) -> Setup {
        let log = Arc::new(Log::default());
        let provider = |groups: &[&'static dyn SupportedKxGroup]| {
            let mut provider: CryptoProvider = aws_lc_rs::default_provider();
            if !suites.is_empty() {
                provider.cipher_suites = suites.to_vec();
            }
            if !groups.is_empty() {
                provider.kx_groups = groups.to_vec();
            }
            Arc::new(provider)
        };
        let rcgen::CertifiedKey { cert, signing_key } =
            rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
        let mut roots = RootCertStore::empty();
        roots.add(cert.der().clone()).expect("a root");
        let mut client = ClientConfig::builder_with_provider(provider(client_groups))
            .with_protocol_versions(versions)
            .expect("versions that fit")
            .with_root_certificates(roots)
            .with_no_client_auth();
        client.key_log = log.clone();
        let mut server = ServerConfig::builder_with_provider(provider(server_groups))
            .with_protocol_versions(versions)
            .expect("versions that fit")
            .with_no_client_auth()
            .with_single_cert(vec![cert.der().clone()], PrivatePkcs8KeyDer::from(signing_key.serialize_der()).into())
            .expect("a certificate with its key");
        server.key_log = log.clone();
        Setup { client, server, log }
    }

    /// With one version and everything else as it comes.
    pub fn version(version: &'static SupportedProtocolVersion) -> Setup {
        Setup::new(&[version], &[], &[], &[])
    }

    /// With one suite, of its version.
    pub fn suite(suite: SupportedCipherSuite) -> Setup {
        Setup::new(&[suite.version()], &[suite], &[], &[])
    }

    /// A connection between the two.
    pub fn connect(&self) -> Pair {
        let name = ServerName::try_from("localhost").expect("a name");
        let client = ClientConnection::new(Arc::new(self.client.clone()), name).expect("a client");
        let server = ServerConnection::new(Arc::new(self.server.clone())).expect("a server");
        Pair { client, server, events: Vec::new() }
    }

    /// All secrets that were logged so far.
    pub fn secrets(&self) -> Secrets {
        Secrets::none().with_key_log(self.log.0.lock().expect("no panic").clone())
    }
}

/// Two ends, and what went over the wire between them.
pub struct Pair {
    pub client: ClientConnection,
    pub server: ServerConnection,
    pub events: Vec<WireEvent>,
}

impl Pair {
    /// Carries bytes to and fro until nobody has any more; says what each side read: the client's data, the server's.
    pub fn talk(&mut self) -> (Vec<u8>, Vec<u8>) {
        let (mut said, mut answered) = (Vec::new(), Vec::new());
        loop {
            let to_server = carry(&mut self.client, &mut self.server, Side::Client, &mut self.events, &mut said);
            let to_client = carry(&mut self.server, &mut self.client, Side::Server, &mut self.events, &mut answered);
            if !to_server && !to_client {
                return (said, answered);
            }
        }
    }

    /// The client says this, and the bytes are carried over.
    pub fn ask(&mut self, text: impl AsRef<[u8]>) {
        self.client.writer().write_all(text.as_ref()).expect("a buffer");
        self.talk();
    }

    /// The server says this, and the bytes are carried over.
    pub fn answer(&mut self, text: impl AsRef<[u8]>) {
        for part in text.as_ref().chunks(32 * 1024) {
            self.server.writer().write_all(part).expect("a buffer");
            self.talk();
        }
    }

    /// Both ends say goodbye, and the connection closes.
    pub fn close(&mut self) {
        self.server.send_close_notify();
        self.talk();
        self.client.send_close_notify();
        self.talk();
        self.events.push(event(Side::Client, What::Close));
    }
}

fn carry<A: SideData, B: SideData>(
    from: &mut impl DerefMut<Target = ConnectionCommon<A>>,
    to: &mut impl DerefMut<Target = ConnectionCommon<B>>,
    side: Side,
    events: &mut Vec<WireEvent>,
    read: &mut Vec<u8>,
) -> bool {
    let mut wire = Vec::new();
    while from.wants_write() {
        from.write_tls(&mut wire).expect("memory");
    }
    if wire.is_empty() {
        return false;
    }
    let mut rest = Cursor::new(&wire);
    while (rest.position() as usize) < wire.len() {
        to.read_tls(&mut rest).expect("memory");
        to.process_new_packets().expect("a peer that behaves");
        let mut buffer = [0; 4096];
        while let Ok(len @ 1..) = to.reader().read(&mut buffer) {
            read.extend_from_slice(&buffer[..len]);
        }
    }
    events.push(event(side, What::Bytes(Bytes::from(wire))));
    true
}

/// An event at the time at which everything happens.
fn event(side: Side, what: What) -> WireEvent {
    WireEvent { at: Timestamp(AT), side, what, packet: None }
}
