//! Alice's TLS: rustls under ureq, with the errors as rustls gives them.
//!
//! ureq's own TLS takes no configuration of rustls, so no key log, and keeps a fatal alert to itself.

use std::fmt;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection};
use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::http::uri::Scheme;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::time::Duration;
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, LazyBuffers, NextTimeout, Transport, TransportAdapter,
};

use super::TlsError;

/// How long a server may take, once told with an alert, to hang up; and how long close_notify may take to go out.
const LAST_WORD: Duration = Duration::from_millis(500);
/// How much it may still say meanwhile, in bytes.
const UNHEARD: u64 = 1024 * 1024;

/// Puts TLS on a connection.
pub(super) struct TlsConnector {
    config: Arc<ClientConfig>,
}

impl TlsConnector {
    pub(super) fn new(config: ClientConfig) -> TlsConnector {
        TlsConnector { config: Arc::new(config) }
    }
}

impl<In: Transport> Connector<In> for TlsConnector {
    type Out = TlsTransport;

    fn connect(&self, details: &ConnectionDetails, chained: Option<In>) -> Result<Option<TlsTransport>, Error> {
        let Some(tcp) = chained else { return Ok(None) };
        let name = server_name(details)?;
        let connection = ClientConnection::new(self.config.clone(), name).map_err(TlsError::from_rustls)?;
        let buffers = LazyBuffers::new(details.config.input_buffer_size(), details.config.output_buffer_size());
        let socket = TransportAdapter::new(tcp.boxed(), details.current_time.clone());
        let mut transport = TlsTransport { connection, socket, buffers, over: false };
        transport.socket.set_timeout(details.timeout);
        transport.handshake()?;
        Ok(Some(transport))
    }
}

/// Whose certificate it has to be: the host of the URL, a name or an address.
fn server_name(details: &ConnectionDetails) -> Result<ServerName<'static>, Error> {
    let host = details.uri.host().unwrap_or_default();
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    let name = ServerName::try_from(bare.to_owned());
    name.map_err(|_| {
        Error::BadUri(format!("no certificate can name {bare:?}: it is neither a DNS name nor an IP address"))
    })
}

/// Whether a URL is for this client; the answer is no before a socket opens.
pub(super) fn https_only(scheme: Option<&Scheme>) -> Result<(), Error> {
    match scheme {
        Some(scheme) if *scheme == Scheme::HTTPS => Ok(()),
        other => {
            let other = other.map_or("", Scheme::as_str);
            Err(Error::BadUri(format!("this client speaks https only, not {other:?}: nothing was sent in the clear")))
        }
    }
}

/// Whether a name below `localhost` is meant, which is always this machine (RFC 6761 section 6.3). Browsers and curl know that; not
/// every system's resolver does.
pub fn is_below_localhost(host: &str) -> bool {
    host.trim_end_matches('.').to_ascii_lowercase().ends_with(".localhost")
}

/// Finds addresses as ureq does, those of IPv4 first: our servers listen on 127.0.0.1 by default, and some systems take seconds
/// to find that nobody listens on ::1.
#[derive(Debug, Default)]
pub(super) struct FourFirst(DefaultResolver);

impl Resolver for FourFirst {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        if uri.host().is_some_and(is_below_localhost) {
            let mut addrs = self.empty();
            let port = uri.port_u16().unwrap_or(443);
            addrs.push((Ipv4Addr::LOCALHOST, port).into());
            addrs.push((Ipv6Addr::LOCALHOST, port).into());
            return Ok(addrs);
        }
        let mut addrs = self.0.resolve(uri, config, timeout)?;
        addrs.sort_by_key(SocketAddr::is_ipv6);
        Ok(addrs)
    }
}

/// A TLS connection as ureq uses it.
pub(super) struct TlsTransport {
    connection: ClientConnection,
    socket: TransportAdapter,
    buffers: LazyBuffers,
    /// Whether nothing more is to be sent: TLS failed, or either side ended it.
    over: bool,
}

impl TlsTransport {
    fn handshake(&mut self) -> Result<(), Error> {
        while self.connection.is_handshaking() {
            self.send()?;
            if self.connection.is_handshaking() && self.receive()? == 0 {
                self.over = true;
                let text = "the server closed the connection during the handshake, without an alert";
                return Err(Error::Io(io::Error::new(io::ErrorKind::UnexpectedEof, text)));
            }
        }
        self.send()
    }

    /// Sends what rustls has to send, in one piece.
    fn send(&mut self) -> Result<(), Error> {
        let mut records = Vec::new();
        while self.connection.wants_write() {
            self.connection.write_tls(&mut records)?;
        }
        self.socket.write_all(&records).map_err(|error| self.told(error))
    }

    /// A write failed: perhaps since the server said why it hung up.
    fn told(&mut self, error: io::Error) -> Error {
        if !std::mem::replace(&mut self.over, true) {
            while let Ok(1..) = self.connection.read_tls(&mut self.socket) {
                if let Err(reason) = self.connection.process_new_packets() {
                    return TlsError::from_rustls(reason).into();
                }
            }
        }
        error.into()
    }

    /// Reads records once and lets rustls look at them; 0: the server closed the connection.
    fn receive(&mut self) -> Result<usize, Error> {
        let count = self.connection.read_tls(&mut self.socket)?;
        match self.connection.process_new_packets() {
            Ok(state) => {
                self.over |= state.peer_has_closed();
                Ok(count)
            }
            Err(reason) => Err(self.fail(reason)),
        }
    }

    /// Tells the server with an alert, and reads on until it hangs up: a socket that is closed with something unread resets
    /// the connection, and the alert would be lost.
    fn fail(&mut self, reason: rustls::Error) -> Error {
        if !std::mem::replace(&mut self.over, true) {
            let told_us = matches!(reason, rustls::Error::AlertReceived(_));
            self.limit(LAST_WORD);
            if self.send().is_ok() && !told_us {
                self.drain();
            }
        }
        TlsError::from_rustls(reason).into()
    }

    /// Reads what the server still says, unheard, until it closes or that is enough: whoever closes a connection on which
    /// something arrives breaks it off.
    fn drain(&mut self) {
        // How it ends matters to nobody.
        let _ = io::copy(&mut Read::by_ref(&mut self.socket).take(UNHEARD), &mut io::sink());
    }

    /// How long reading and writing may take from now on, together.
    fn limit(&mut self, after: Duration) {
        self.socket.set_timeout(NextTimeout { after, ..NextTimeout::default() });
    }
}

impl Transport for TlsTransport {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        self.socket.set_timeout(timeout);
        let mut taken = 0;
        while taken < amount {
            let rest = self.buffers.output().get(taken..amount).unwrap_or_default();
            // rustls takes as much as its own buffer holds.
            let count = self.connection.writer().write(rest)?;
            if count == 0 {
                return Err(io::Error::from(io::ErrorKind::WriteZero).into());
            }
            taken += count;
            self.send()?;
        }
        Ok(())
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.socket.set_timeout(timeout);
        loop {
            match self.connection.reader().read(self.buffers.input_append_buf()) {
                Ok(count) => {
                    self.buffers.input_appended(count);
                    return Ok(count > 0);
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    self.receive()?;
                    self.send()?; // an answer to a key update
                }
                // The end came without close_notify: ureq would take it for the end of a body.
                Err(error) => {
                    self.over = true;
                    return Err(TlsError::told(error.to_string()).into());
                }
            }
        }
    }

    fn is_open(&mut self) -> bool {
        !self.over && self.socket.get_mut().is_open()
    }

    fn is_tls(&self) -> bool {
        true
    }
}

impl Drop for TlsTransport {
    /// Says that this was all (RFC 8446 section 6.1). A fatal alert has said so already.
    fn drop(&mut self) {
        if !self.over {
            self.limit(LAST_WORD);
            self.connection.send_close_notify();
            // Best effort: the connection is over either way. A server says the same, and that should not meet a closed door.
            if self.send().is_ok() {
                self.drain();
            }
        }
    }
}

impl fmt::Debug for TlsConnector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TlsConnector")
    }
}

impl fmt::Debug for TlsTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TlsTransport")
    }
}
