//! TLS in front of the gate: the handshake, who the client is, and alerts that arrive.
//!
//! - A client that speaks no TLS to this port is answered with an alert, never in plain text: nothing but TLS leaves it.
//! - After a fatal alert, in the handshake or later, the door closes its side and goes on reading for a while, unheard (`linger`).
//! - Sessions: rustls' default for servers stays, 256 of them in memory, in TLS 1.3 and 1.2. No ticket key outlives or
//!   leaves the process, so tickets do not weaken forward secrecy beyond it.

mod hello;
mod spoken;
mod stream;

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;

use rustls::server::Accepted;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio_rustls::{StartHandshake, server};

use super::linger::linger;
use super::listen::Acceptor;
use super::prompt::Prompt;
use super::{Identity, Peer};
use spoken::Spoken;

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
            Ok(hello) => self.answer(hello, Spoken::over(stream)).await,
            Err(error) => Err((error, stream)),
        };
        let stream = match shaken {
            Ok(stream) => stream,
            Err((error, stream)) => {
                report.tell(&error);
                part(stream).await;
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

impl Tls {
    /// Shakes hands with a client whose hello is there. If rustls ends that without an alert, one is sent in its place.
    async fn answer<S>(
        &self,
        hello: Accepted,
        stream: Spoken<S>,
    ) -> Result<server::TlsStream<Spoken<S>>, (io::Error, S)>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send,
    {
        match StartHandshake::from_parts(hello, stream).into_stream(self.config.clone()).into_fallible().await {
            Ok(mut stream) => {
                stream.get_mut().0.is_over();
                Ok(stream)
            }
            Err((error, mut stream)) => {
                if let Some(description) = hello::cause(&error).filter(|_| stream.owes_alert()).and_then(hello::unsaid)
                {
                    // Whether the client stayed to hear it is its own affair.
                    let _ = stream.write_all(&hello::alert([3, 3], description)).await;
                }
                Err((error, stream.stream))
            }
        }
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

/// Parts with a client whose handshake failed, so that it reads the alert.
async fn part<S: AsyncRead + AsyncWrite + Unpin>(mut stream: S) {
    // One that is gone cannot be closed, and reads nothing.
    if stream.shutdown().await.is_ok() {
        let mut space = [0; 4 * 1024];
        linger(|cx| {
            let mut space = ReadBuf::new(&mut space);
            let read = Pin::new(&mut stream).poll_read(cx, &mut space);
            read.map_ok(|()| space.filled().len())
        })
        .await;
    }
}

impl Acceptor for Tls {
    type Stream = TlsStream<Prompt>;

    async fn accept(&self, stream: Prompt, addr: SocketAddr) -> io::Result<(Self::Stream, Peer)> {
        self.handshake(stream, Some(addr)).await
    }
}
