//! Bob over HTTP/3: an endpoint of QUIC, whom it lets in, and how it closes.

use std::io;
use std::net::{SocketAddr, UdpSocket};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use h3::error::Code;
use quinn::crypto::rustls::QuicServerConfig;
use quinn::{Connecting, Endpoint, EndpointConfig, Incoming, ServerConfig, VarInt};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::timeout;

use super::asked::{ALPN, Answer, App, Proof, Request};
use super::gate::Gate;
use super::handshake::Handshake;
use super::limits::Limits;
use super::places::{Place, Places};
use super::serve::{Host, serve};
use crate::announce::until_ctrl_c;
use crate::tls::first_of_quic;

/// How long connections may take to close.
const CLOSING: Duration = Duration::from_secs(1);
/// How long the last packets may take to leave.
const PARTING: Duration = Duration::from_millis(30);
/// How long threads may take to stop after that.
const STOPPING: Duration = Duration::from_millis(100);
/// How many apps may run at once, each on a thread; further requests wait.
const APPS: usize = 16;
/// How many clients may wait to be let in, and how much of what they send is kept meanwhile, in bytes.
const WAITING: (usize, u64) = (64, 64 * 1024);

/// A server that listens until it is closed or dropped.
pub struct Server {
    /// `None` only while it is dropped.
    running: Option<Running>,
    addr: SocketAddr,
}

struct Running {
    runtime: Runtime,
    endpoint: Endpoint,
    accepting: JoinHandle<()>,
    close: watch::Sender<bool>,
}

impl Server {
    /// Listens, and answers requests with `app`.
    ///
    /// `tls` has to speak TLS 1.3. If it names no application protocol, it is `h3`; its `max_early_data_size` decides whether
    /// requests are taken early: 0 or `u32::MAX`, since QUIC limits them itself (RFC 9001 section 4.6.1).
    ///
    /// # Errors
    /// The address is taken or not ours, `tls` is no configuration for QUIC, or there are not enough descriptors or threads.
    pub fn open(
        addr: SocketAddr,
        tls: rustls::ServerConfig,
        proof: Proof,
        limits: Limits,
        app: impl Fn(&Request) -> Answer + Send + Sync + 'static,
    ) -> io::Result<Server> {
        let config = config(tls, &limits)?;
        let socket = UdpSocket::bind(addr)?;
        let runtime = Builder::new_multi_thread()
            .worker_threads(1) // what comes early is read before the handshake goes on
            .max_blocking_threads(APPS)
            .thread_name("quic")
            .enable_all()
            .build()?;
        let within = runtime.enter();
        let endpoint = Endpoint::new(EndpointConfig::default(), Some(config), socket, Arc::new(Gate::default()))?;
        let addr = endpoint.local_addr()?;
        let (close, closing) = watch::channel(false);
        let app: App = Arc::new(app);
        let accepting = runtime.spawn(accept(endpoint.clone(), proof, Host { limits, app, closing }));
        drop(within);
        Ok(Server { running: Some(Running { runtime, endpoint, accepting, close }), addr })
    }

    /// Where it listens, on UDP.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Serves until Ctrl-C (or SIGTERM), then closes. `announce` is called once Ctrl-C would be heard.
    ///
    /// # Errors
    /// Signals cannot be waited for, or those of `announce`.
    pub fn run_until_ctrl_c(self, announce: impl FnOnce() -> Result<()> + Send + 'static) -> Result<()> {
        let Some(running) = &self.running else { return Ok(()) };
        running.runtime.block_on(until_ctrl_c(announce))
    }

    /// Closes each connection in order: no further request (GOAWAY), the answers that are under way, then the end without an
    /// error (RFC 9114 section 5.2). At most a second is waited for that. Dropping it does the same.
    pub fn close(self) {}
}

impl Drop for Server {
    fn drop(&mut self) {
        let Some(Running { runtime, endpoint, accepting, close }) = self.running.take() else { return };
        close.send_replace(true);
        runtime.block_on(async {
            let orderly = async {
                let _ = accepting.await; // a panic in there was printed already
                endpoint.close(no_error(), b"");
                // What is left of connections is only there for packets that come late (RFC 9000 section 10.2).
                let _ = timeout(PARTING, endpoint.wait_idle()).await;
            };
            if timeout(CLOSING, orderly).await.is_err() {
                endpoint.close(no_error(), b"");
            }
        });
        // The port is free once the last task is gone; an app that does not come to an end keeps nobody.
        drop(endpoint);
        runtime.shutdown_timeout(STOPPING);
    }
}

/// That a connection ends, and nothing is wrong.
pub(super) fn no_error() -> VarInt {
    VarInt::from_u64(Code::H3_NO_ERROR.value()).unwrap_or_default()
}

/// TLS as QUIC takes it, and the limits of the transport.
fn config(mut tls: rustls::ServerConfig, limits: &Limits) -> io::Result<ServerConfig> {
    let unfit = |why: String| io::Error::new(io::ErrorKind::InvalidInput, why);
    if !matches!(tls.max_early_data_size, 0 | u32::MAX) {
        let size = tls.max_early_data_size;
        return Err(unfit(format!(
            "QUIC cannot limit early data to {size} bytes; set max_early_data_size to 0 or u32::MAX"
        )));
    }
    if tls.alpn_protocols.is_empty() {
        tls.alpn_protocols = vec![ALPN.to_vec()];
    }
    let first =
        first_of_quic().ok_or_else(|| unfit("QUIC needs AES-128-GCM, which this program has not".to_owned()))?;
    let crypto = QuicServerConfig::with_initial(Arc::new(tls), first)
        .map_err(|error| unfit(format!("TLS of QUIC must be TLS 1.3: {error}")))?;
    let mut config = ServerConfig::with_crypto(Arc::new(crypto));
    config.transport_config(limits.transport()?);
    config.max_incoming(WAITING.0).incoming_buffer_size(WAITING.1).incoming_buffer_size_total(WAITING.1 * 16);
    Ok(config)
}

/// Lets clients in until the server closes; comes back when nobody is left.
async fn accept(endpoint: Endpoint, proof: Proof, host: Host) {
    let (places, mut closing) = (Places::new(&host.limits), host.closing.clone());
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            incoming = endpoint.accept() => match incoming {
                Some(incoming) => lets_in(incoming, proof, &places, &host, &mut connections),
                None => break,
            },
            Some(_) = connections.join_next() => {}
            _ = closing.wait_for(|closing| *closing) => break,
        }
    }
    endpoint.set_server_config(None); // whoever comes now hears nothing
    while connections.join_next().await.is_some() {}
}

/// Lets one client in, or asks for proof of its address, or refuses.
fn lets_in(incoming: Incoming, proof: Proof, places: &Arc<Places>, host: &Host, connections: &mut JoinSet<()>) {
    if !incoming.remote_address_validated() && (proof == Proof::Always || places.are_crowded()) {
        let _ = incoming.retry(); // only a client with a token cannot be asked
        return;
    }
    let Some(place) = places.take(incoming.remote_address().ip()) else {
        incoming.refuse();
        return;
    };
    // What cannot be accepted is no client.
    let Ok(connecting) = incoming.accept() else { return };
    connections.spawn(greets(connecting, place, host.clone()));
}

/// Serves a client once its hello is here.
async fn greets(mut connecting: Connecting, place: Place, host: Host) {
    // A hello with ML-KEM in it comes in two datagrams. Streams that are opened between the two wait for the end of the handshake, and
    // early data would wait with them.
    match timeout(host.limits.handshake, connecting.handshake_data()).await {
        Ok(Ok(_)) => {}
        _ => return,
    }
    // A server always may: what comes early is read, and answered as early.
    if let Ok((connection, ends)) = connecting.into_0rtt() {
        serve(connection, Handshake::new(ends), place, host).await;
    }
}
