//! A client of QUIC that keeps no rule of HTTP/3, and first datagrams of clients that never come back.

use std::net::{SocketAddr, UdpSocket};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use quinn::crypto::rustls::QuicClientConfig;
use quinn::{ClientConfig, Connection, Endpoint, EndpointConfig, TokioRuntime, TransportConfig};
use tokio::runtime::Runtime;
use tokio::time::timeout;

use super::quinn::socket;

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often it says that it is there.
const ALIVE: Duration = Duration::from_millis(50);

/// A connection that stays open.
pub struct Raw {
    runtime: Runtime,
    connection: Connection,
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("room")
}

fn endpoint(mut tls: rustls::ClientConfig) -> Endpoint {
    tls.alpn_protocols = vec![b"h3".to_vec()];
    let mut transport = TransportConfig::default();
    transport.keep_alive_interval(Some(ALIVE));
    let mut config = ClientConfig::new(Arc::new(QuicClientConfig::try_from(tls).expect("TLS 1.3")));
    config.transport_config(Arc::new(transport));
    let endpoint = Endpoint::new(EndpointConfig::default(), None, socket(), Arc::new(TokioRuntime));
    let mut endpoint = endpoint.expect("a client");
    endpoint.set_default_client_config(config);
    endpoint
}

impl Raw {
    /// # Panics
    /// The server does not answer.
    pub fn connect(tls: rustls::ClientConfig, to: SocketAddr) -> Raw {
        let runtime = runtime();
        let connection = runtime.block_on(async {
            let connecting = endpoint(tls).connect(to, "localhost").expect("an address");
            timeout(PATIENCE, connecting).await.expect("in time").expect("a connection")
        });
        Raw { runtime, connection }
    }

    /// Says this on a stream of its own, if need be without its end: what comes back, or how it is broken off.
    ///
    /// # Errors
    /// How it is broken off.
    pub fn says(&self, bytes: &[u8], whole: bool) -> Result<Vec<u8>, String> {
        let talk = async {
            let (mut send, mut recv) = self.connection.open_bi().await.map_err(|error| error.to_string())?;
            send.write_all(bytes).await.map_err(|error| format!("{error:?}"))?;
            if whole {
                send.finish().map_err(|error| error.to_string())?;
            }
            let came = recv.read_to_end(1 << 20).await;
            drop(send);
            came.map_err(|error| format!("{error:?}"))
        };
        self.runtime.block_on(async { timeout(PATIENCE, talk).await.expect("in time") })
    }

    /// Asks with a header of so many bytes, whatever the server has said that it takes: the status.
    ///
    /// # Panics
    /// There is no answer.
    pub fn asks_with(&self, header: usize) -> u16 {
        self.runtime.block_on(async {
            // Nobody drives this, so what the server says is never read.
            let streams = h3_quinn::Connection::new(self.connection.clone());
            let (_silent, mut requests) =
                h3::client::builder().build::<_, _, Bytes>(streams).await.expect("streams to open");
            let request = http::Request::get("https://localhost/").header("acorns", "o".repeat(header));
            let mut stream = requests.send_request(request.body(()).expect("a request")).await.expect("sent");
            let _ = stream.finish().await;
            timeout(PATIENCE, stream.recv_response()).await.expect("in time").expect("an answer").status().as_u16()
        })
    }

    /// How the server ends it.
    ///
    /// # Panics
    /// It does not.
    pub fn ends(&self) -> String {
        self.runtime.block_on(async { timeout(PATIENCE, self.connection.closed()).await.expect("in time").to_string() })
    }
}

/// The first datagrams of so many clients, which never come back.
///
/// # Panics
/// They send nothing.
pub fn knocks(tls: &rustls::ClientConfig, count: usize) -> Vec<Vec<u8>> {
    let runtime = runtime();
    let nobody: UdpSocket = socket();
    nobody.set_read_timeout(Some(PATIENCE)).expect("a socket");
    let to = nobody.local_addr().expect("bound");
    let knock = |_| {
        let within = runtime.enter();
        let endpoint = endpoint(tls.clone());
        let _connecting = endpoint.connect(to, "localhost").expect("an address");
        let from = endpoint.local_addr().expect("bound");
        drop(within);
        let mut datagram = vec![0; 2048];
        loop {
            let (len, came) = nobody.recv_from(&mut datagram).expect("a datagram");
            if came == from {
                datagram.truncate(len);
                return datagram;
            }
        }
    };
    (0..count).map(knock).collect()
}
