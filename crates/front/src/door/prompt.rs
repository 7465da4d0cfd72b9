//! A client's TCP connection, on which nobody waits for an acknowledgement.
//!
//! A client that did not set TCP_NODELAY holds back what it sends next until all it sent before is acknowledged (Nagle's
//! algorithm, RFC 9293 section 3.7.4); the system waits up to 40 ms before it acknowledges what the server does not answer
//! (RFC 9293 section 3.8.6.3). In a TLS 1.3 handshake the two meet: the server says nothing to the client's Finished, and the
//! request waits. So whenever the door waits for more, it asks for the acknowledgement at once, where the system lets it.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use super::slots::Slot;

/// A client's TCP connection: what an [`Acceptor`](super::Acceptor) is given.
pub struct Prompt {
    stream: TcpStream,
    slot: Slot,
    /// Whether something arrived that nothing was sent after.
    owes: bool,
}

impl Prompt {
    /// A connection that holds a place.
    pub(super) fn new(stream: TcpStream, slot: Slot) -> Prompt {
        // An answer should not wait for an acknowledgement either; if that cannot be set, it merely waits.
        let _ = stream.set_nodelay(true);
        Prompt { stream, slot, owes: false }
    }

    /// Lets the system acknowledge what has arrived.
    fn acknowledge(&mut self) {
        if std::mem::take(&mut self.owes) {
            #[cfg(any(target_os = "linux", target_os = "android"))]
            // If it cannot be set, the acknowledgement merely comes later.
            let _ = socket2::SockRef::from(&self.stream).set_tcp_quickack(true);
        }
    }
}

impl From<TcpStream> for Prompt {
    /// A connection that holds no place: for whoever lets clients in by itself.
    fn from(stream: TcpStream) -> Prompt {
        Prompt::new(stream, Slot::alone())
    }
}

impl AsyncRead for Prompt {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, out: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = out.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(cx, out);
        if read.is_pending() {
            self.acknowledge();
        } else if out.filled().len() > before {
            self.owes = true;
            self.slot.heard();
        }
        read
    }
}

impl AsyncWrite for Prompt {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.owes = false;
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.owes = false;
        Pin::new(&mut self.stream).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
