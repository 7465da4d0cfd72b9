//! Alice over HTTP/3: an endpoint of her own.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use quinn::crypto::rustls::QuicClientConfig;
use quinn::{ClientConfig, Endpoint, EndpointConfig, TransportConfig};
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

use super::asked::ALPN;
use super::gate::{Gate, start};
use super::visit::Visit;
use crate::locked;
use crate::tls::first_of_quic;

/// How long a connection may rest, or a server be silent while it is asked.
const IDLE: Duration = Duration::from_secs(30);
/// How long she may take to go, if connections were not closed before.
const LAST_WORD: Duration = Duration::from_millis(100);

/// Alice: an endpoint of her own, on a port of her own.
pub struct Client {
    pub(super) runtime: Runtime,
    pub(super) gate: Gate,
    config: ClientConfig,
    /// By the address that they are bound to: loopback for a server on this machine.
    endpoints: Mutex<HashMap<IpAddr, Endpoint>>,
}

impl Client {
    /// With TLS as it is configured, which has to be TLS 1.3. If it names no application protocol, it is `h3`. Its tickets, and
    /// whether they are used early, are its own affair.
    ///
    /// # Errors
    /// `tls` is no configuration for QUIC, or there are not enough threads.
    pub fn new(mut tls: rustls::ClientConfig) -> Result<Client> {
        if tls.alpn_protocols.is_empty() {
            tls.alpn_protocols = vec![ALPN.to_vec()];
        }
        let first = first_of_quic().context("QUIC needs AES-128-GCM, which this program has not")?;
        let crypto = QuicClientConfig::with_initial(Arc::new(tls), first).context("TLS of QUIC must be TLS 1.3")?;
        let mut transport = TransportConfig::default();
        transport.max_idle_timeout(Some(IDLE.try_into()?)).datagram_receive_buffer_size(None);
        transport.mtu_discovery_config(None); // probes of long datagrams would be most of what is seen of a short visit
        let mut config = ClientConfig::new(Arc::new(crypto));
        config.transport_config(Arc::new(transport));
        let runtime = Builder::new_multi_thread().worker_threads(1).thread_name("alice").enable_all().build()?;
        Ok(Client { runtime, gate: Gate::default(), config, endpoints: Mutex::default() })
    }

    /// Connects, ready to ask. `host` is the name or address that the certificate has to be for, `to` where the server is.
    ///
    /// Where a ticket allows early data and `tls.enable_early_data` is set, nothing is sent before the first request, which then
    /// goes along with the first flight; what goes wrong is told there.
    ///
    /// # Errors
    /// Nobody answers, it is no server of HTTP/3, or its certificate is not to be trusted.
    pub fn visit(&self, host: &str, to: SocketAddr) -> Result<Visit<'_>> {
        let host = host.trim_matches(['[', ']']);
        let endpoint = self.endpoint(to)?;
        let within = self.runtime.enter();
        let (connecting, drivers) = self.gate.holding(|| endpoint.connect_with(self.config.clone(), to, host));
        let connecting = connecting.map_err(|error| anyhow!("cannot ask {host} at {to}: {error}"))?;
        drop(within);
        match connecting.into_0rtt() {
            Ok((connection, accepted)) => Ok(Visit::waits(self, host, connection, accepted, drivers)),
            Err(connecting) => Visit::begin(self, host, (connecting, to), drivers),
        }
    }

    /// From now on she sends from another port of the same address, as if a router on the way had forgotten her: connections go
    /// on, by their connection IDs (RFC 9000 section 9).
    ///
    /// # Errors
    /// There is no other port.
    pub fn moves(&self) -> Result<()> {
        let _within = self.runtime.enter();
        for (ip, endpoint) in locked(&self.endpoints).iter() {
            let socket = UdpSocket::bind((*ip, 0)).with_context(|| format!("there is no other port on {ip}"))?;
            endpoint.rebind(socket)?;
        }
        Ok(())
    }

    /// Waits until the servers can have heard that their connections have ended.
    pub(super) fn rests(&self, at_most: Duration) {
        let endpoints: Vec<_> = locked(&self.endpoints).values().cloned().collect();
        let idle = async {
            for endpoint in endpoints {
                endpoint.wait_idle().await;
            }
        };
        // Whoever has not heard it by then finds out.
        let _ = self.runtime.block_on(async { timeout(at_most, idle).await });
    }

    /// The endpoint for servers at such an address.
    fn endpoint(&self, to: SocketAddr) -> Result<Endpoint> {
        let ip: IpAddr = match to.ip() {
            IpAddr::V4(ip) if ip.is_loopback() => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V4(_) => Ipv4Addr::UNSPECIFIED.into(),
            IpAddr::V6(ip) if ip.is_loopback() => Ipv6Addr::LOCALHOST.into(),
            IpAddr::V6(_) => Ipv6Addr::UNSPECIFIED.into(),
        };
        let mut endpoints = locked(&self.endpoints);
        if let Some(endpoint) = endpoints.get(&ip) {
            return Ok(endpoint.clone());
        }
        let _within = self.runtime.enter();
        let socket = UdpSocket::bind((ip, 0)).with_context(|| format!("cannot open a UDP socket on {ip}"))?;
        let runtime = Arc::new(self.gate.clone());
        // Another visit may hold the gate: what drives the endpoint must not wait with it.
        let made = self.gate.holding(|| Endpoint::new(EndpointConfig::default(), None, socket, runtime));
        let (endpoint, drivers) = (made.0?, made.1);
        start(drivers);
        endpoints.insert(ip, endpoint.clone());
        Ok(endpoint)
    }
}

impl Drop for Client {
    /// What visits said last still has to go out.
    fn drop(&mut self) {
        self.rests(LAST_WORD);
    }
}
