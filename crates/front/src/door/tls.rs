//! TLS in front of the gate: the handshake, who the client is, and alerts that arrive.
//!
//! - A client that speaks no TLS to this port is answered with an alert, never in plain text: nothing but TLS leaves it.
//! - After a fatal alert, in the handshake or later, the door closes its side and goes on reading for a moment, unheard. If it
//!   closed the connection at once, the system would answer what still arrives with a reset, and the client's system would throw
//!   the alert away unread.
//! - Sessions: rustls' default for servers stays, 256 of them in memory, in TLS 1.3 and 1.2. No ticket key outlives or
//!   leaves the process, so tickets do not weaken forward secrecy beyond it.

mod hello;
mod stream;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::StartHandshake;

use super::listen::Acceptor;
use super::{Identity, Peer};

pub use stream::TlsStream;

/// What a door of ours speaks inside TLS (RFC 7301).
const HTTP_1_1: &[u8] = b"http/1.1";

/// Told of each connection that TLS ended: whose, and why.
type Report = Arc<dyn Fn(SocketAddr, io::Error) + Send + Sync>;

/// Makes TLS streams of accepted connections.
#[derive(Clone)]
pub struct Tls {
    config: Arc<rustls::ServerConfig>,
    report: Report,
}

impl Tls {
    /// TLS as it is configured. If that names no application protocol, `http/1.1` is what is spoken: a client that wants
    /// nothing but others is told so with an alert.
    pub fn new(mut config: rustls::ServerConfig) -> Tls {
        if config.alpn_protocols.is_empty() {
            config.alpn_protocols = vec![HTTP_1_1.to_vec()];
        }
        Tls { config: Arc::new(config), report: Arc::new(|_, _| {}) }
    }

    /// The same, telling of each connection that TLS ended: a handshake that failed, an alert, a record that is not whole.
    pub fn reporting(self, report: impl Fn(SocketAddr, io::Error) + Send + Sync + 'static) -> Tls {
        Tls { report: Arc::new(report), ..self }
    }

    /// Shakes hands over any stream. An error comes after its alert was sent and there was time to read it.
    ///
    /// # Errors
    /// The handshake failed (then a `rustls::Error` is inside), or the stream did.
    pub async fn handshake<S>(&self, mut stream: S, addr: Option<SocketAddr>) -> io::Result<(TlsStream<S>, Peer)>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send,
    {
        let report = Reporter { report: self.report.clone(), addr };
        let shaken = match hello::read(&mut stream).await {
            Ok(hello) => {
                StartHandshake::from_parts(hello, stream).into_stream(self.config.clone()).into_fallible().await
            }
            Err(error) => Err((error, stream)),
        };
        let stream = match shaken {
            Ok(stream) => stream,
            Err((error, stream)) => {
                report.tell(&error);
                stream::part(stream).await;
                return Err(error);
            }
        };
        let session = stream.get_ref().1;
        let certificate = session.peer_certificates().and_then(|chain| chain.first());
        // rustls verified the certificate, so it can be read; a verifier that did not look gives nobody's name.
        let identity = certificate.and_then(|der| Identity::of(der));
        let server_name = session.server_name().map(str::to_owned);
        Ok((TlsStream::new(stream, report), Peer { addr, identity, server_name }))
    }
}

/// Tells of one connection.
struct Reporter {
    report: Report,
    addr: Option<SocketAddr>,
}

impl Reporter {
    /// Tells what TLS says. A client that came and went is no news.
    fn tell(&self, error: &io::Error) {
        if let (Some(cause), Some(addr)) = (hello::cause(error), self.addr) {
            (self.report)(addr, io::Error::other(cause.clone()));
        }
    }
}

impl Acceptor for Tls {
    type Stream = TlsStream<TcpStream>;

    async fn accept(&self, stream: TcpStream, addr: SocketAddr) -> io::Result<(Self::Stream, Peer)> {
        self.handshake(stream, Some(addr)).await
    }
}
