//! quinn with h3, at both ends or at one of them.

use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::Arc;
use std::time::Duration;

use quinn::crypto::rustls::{QuicClientConfig, QuicServerConfig};
use quinn::{AckFrequencyConfig, ClientConfig, ConnectionId, ConnectionIdGenerator, Endpoint, EndpointConfig};
use quinn::{ServerConfig, TokioRuntime, TransportConfig};
use rustls::crypto::CryptoProvider;
use rustls::crypto::aws_lc_rs::{cipher_suite, default_provider};
use rustls::{RootCertStore, SupportedCipherSuite};
use tokio::runtime::Runtime;
use wirewalk::tls::Recorder;

use super::peers::{ask, serve};
use super::{Captured, Identity, Relay, Weather};

pub(super) type Done<T = ()> = Result<T, Box<dyn Error + Send + Sync>>;

/// Suites that QUIC may agree on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suite {
    Aes128,
    Aes256,
    ChaCha20,
}

/// What the two ends do.
#[derive(Clone, Debug)]
pub struct Talk {
    /// What the client asks for: `/bytes/N` gives that many bytes.
    pub paths: Vec<String>,
    /// It asks for all of them at once.
    pub together: bool,
    /// It sends so many bytes with each request.
    pub post: Option<usize>,
    pub suite: Option<Suite>,
    /// Of QUIC; `None`: 1.
    pub version: Option<u32>,
    /// How long connection ids are, of client and server.
    pub ids: [usize; 2],
    /// The server asks for proof of the client's address.
    pub retry: bool,
    /// Keys change after each answer.
    pub update_keys: bool,
    /// The client's address changes after each answer.
    pub moves: bool,
    /// A second connection resumes, and sends its requests as early data.
    pub again: bool,
    /// So many datagrams (RFC 9221) go along.
    pub datagrams: usize,
    /// The client ends it with this code.
    pub close: Option<u32>,
}

impl Default for Talk {
    fn default() -> Talk {
        let paths = vec!["/".to_owned()];
        let (suite, version, post, close) = (None, None, None, None);
        let (together, retry, update_keys, moves, again) = (false, false, false, false, false);
        let ids = [8, 8];
        Talk { paths, together, post, suite, version, ids, retry, update_keys, moves, again, datagrams: 0, close }
    }
}

/// A server that runs as long as this value.
pub struct Server {
    runtime: Runtime,
    recorder: Recorder,
    pub address: SocketAddr,
}

impl Server {
    /// # Panics
    /// It cannot be made of this.
    pub fn new(identity: &Identity, talk: &Talk) -> Server {
        let recorder = Recorder::new();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("room");
        let within = runtime.enter();
        let config = server_config(identity, talk, &recorder).expect("a configuration");
        let endpoint = Endpoint::new(endpoint_config(talk.ids[1]), Some(config), socket(), Arc::new(TokioRuntime));
        let endpoint = endpoint.expect("a server");
        let address = endpoint.local_addr().expect("bound");
        runtime.spawn(serve(endpoint, talk.retry));
        drop(within);
        Server { runtime, recorder, address }
    }

    /// The keys of its connections so far.
    pub fn keys(&self) -> String {
        self.recorder.recorded().to_text().to_string()
    }
}

/// Both ends talk through a relay.
///
/// # Panics
/// They do not come to an end as they should.
pub fn talk(name: &'static str, talk: &Talk, weather: Weather) -> Captured {
    let identity = Identity::new();
    let server = Server::new(&identity, talk);
    let relay = Relay::before(server.address, weather);
    let (to, config) = (relay.address(), client_config(&identity, talk).expect("a configuration"));
    let asked = server.runtime.block_on(async {
        let mut endpoint = Endpoint::new(endpoint_config(talk.ids[0]), None, socket(), Arc::new(TokioRuntime))?;
        endpoint.set_default_client_config(config);
        ask(&endpoint, to, talk).await
    });
    asked.unwrap_or_else(|error| panic!("{name}: {error}"));
    let file = relay.capture();
    Captured { name, file, keys: server.keys(), told: serde_json::Value::Null }
}

pub(super) fn socket() -> UdpSocket {
    UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port")
}

/// Connection ids of this length; quinn's own of this kind are not in its interface.
struct Ids(usize);

impl ConnectionIdGenerator for Ids {
    fn generate_cid(&mut self) -> ConnectionId {
        ConnectionId::new(&rand::random::<[u8; 20]>()[..self.0])
    }

    fn cid_len(&self) -> usize {
        self.0
    }

    fn cid_lifetime(&self) -> Option<Duration> {
        None
    }
}

fn endpoint_config(id_length: usize) -> EndpointConfig {
    let mut config = EndpointConfig::default();
    config.cid_generator(move || Box::new(Ids(id_length)));
    config
}

fn transport(talk: &Talk) -> Arc<TransportConfig> {
    let mut transport = TransportConfig::default();
    // Datagrams and a word on acknowledgements belong together: whoever wants the one has the other.
    transport.ack_frequency_config((talk.datagrams > 0).then(AckFrequencyConfig::default));
    Arc::new(transport)
}

fn provider(suite: Option<Suite>) -> (Arc<CryptoProvider>, quinn::rustls::quic::Suite) {
    let mut provider = default_provider();
    let chosen = suite.map(|suite| match suite {
        Suite::Aes128 => cipher_suite::TLS13_AES_128_GCM_SHA256,
        Suite::Aes256 => cipher_suite::TLS13_AES_256_GCM_SHA384,
        Suite::ChaCha20 => cipher_suite::TLS13_CHACHA20_POLY1305_SHA256,
    });
    provider.cipher_suites.retain(|one| chosen.is_none_or(|chosen| *one == chosen));
    // The first packets are always under AES-128.
    let SupportedCipherSuite::Tls13(initial) = cipher_suite::TLS13_AES_128_GCM_SHA256 else { unreachable!() };
    (Arc::new(provider), initial.quic_suite().expect("a suite for QUIC"))
}

fn server_config(identity: &Identity, talk: &Talk, recorder: &Recorder) -> Done<ServerConfig> {
    let (provider, initial) = provider(talk.suite);
    let mut tls = rustls::ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])?
        .with_no_client_auth()
        .with_single_cert(vec![identity.certificate.clone()], identity.key())?;
    tls.alpn_protocols = vec![b"h3".to_vec()];
    tls.max_early_data_size = u32::MAX;
    tls.key_log = recorder.key_log();
    let mut config = ServerConfig::with_crypto(Arc::new(QuicServerConfig::with_initial(Arc::new(tls), initial)?));
    config.transport_config(transport(talk));
    Ok(config)
}

fn client_config(identity: &Identity, talk: &Talk) -> Done<ClientConfig> {
    let (provider, initial) = provider(talk.suite);
    let mut roots = RootCertStore::empty();
    roots.add(identity.certificate.clone())?;
    let mut tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])?
        .with_root_certificates(roots)
        .with_no_client_auth();
    tls.alpn_protocols = vec![b"h3".to_vec()];
    tls.enable_early_data = true;
    let mut config = ClientConfig::new(Arc::new(QuicClientConfig::with_initial(Arc::new(tls), initial)?));
    config.transport_config(transport(talk));
    talk.version.map(|version| config.version(version));
    Ok(config)
}
