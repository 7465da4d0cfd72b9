//! The stream inside TLS: records as full as they can be, and an end that the client gets to read.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Buf, BytesMut};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::time::timeout;
use tokio_rustls::server;

use super::Reporter;

/// The most that one record holds, in bytes (RFC 8446 section 5.1).
const RECORD: usize = 16 * 1024;
/// How long the door goes on reading after a failed handshake, so that the client reads the alert instead of a reset.
const LINGER: Duration = Duration::from_secs(1);
/// How much it reads in that time, in bytes.
const UNHEARD: usize = 1024 * 1024;

/// A server's TLS stream. What is written waits until a record is full or the stream is flushed.
pub struct TlsStream<S> {
    tls: server::TlsStream<S>,
    /// What the next record will hold.
    record: BytesMut,
    reading: Reading,
    /// How much may still be read unheard.
    unheard: usize,
    report: Reporter,
}

/// What becomes of what arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    /// It is decrypted.
    Heard,
    /// It is read and thrown away: TLS is over.
    Unheard,
    /// Nothing will arrive any more, or nobody waits for it.
    Over,
}

impl<S: AsyncRead + AsyncWrite + Unpin> TlsStream<S> {
    pub(super) fn new(tls: server::TlsStream<S>, report: Reporter) -> TlsStream<S> {
        TlsStream { tls, record: BytesMut::new(), reading: Reading::Heard, unheard: UNHEARD, report }
    }

    /// Hands the record that is being filled to TLS.
    fn poll_record(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.record.is_empty() {
            let count = ready!(Pin::new(&mut self.tls).poll_write(cx, &self.record))?;
            if count == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.record.advance(count);
        }
        Poll::Ready(Ok(()))
    }

    /// Reads and throws away, until the other side closes or that is enough.
    fn poll_unheard(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let mut space = [0; 8 * 1024];
        while self.reading != Reading::Over {
            let mut space = ReadBuf::new(&mut space);
            let read = ready!(Pin::new(self.tls.get_mut().0).poll_read(cx, &mut space));
            self.unheard = self.unheard.saturating_sub(space.filled().len());
            if read.is_err() || space.filled().is_empty() || self.unheard == 0 {
                self.reading = Reading::Over;
            }
        }
        Poll::Ready(())
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncRead for TlsStream<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, out: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if self.reading != Reading::Heard {
            return self.poll_unheard(cx).map(Ok);
        }
        let read = ready!(Pin::new(&mut self.tls).poll_read(cx, out));
        if let Err(error) = &read {
            self.report.tell(error);
            self.reading = Reading::Unheard; // the alert, if there was one to send, is on its way
        }
        Poll::Ready(read)
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for TlsStream<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.record.is_empty() && bytes.len() >= RECORD {
            let whole = bytes.len() - bytes.len() % RECORD;
            return Pin::new(&mut self.tls).poll_write(cx, bytes.get(..whole).unwrap_or(bytes));
        }
        if self.record.len() >= RECORD {
            ready!(self.poll_record(cx))?;
        }
        let count = bytes.len().min(RECORD - self.record.len());
        self.record.extend_from_slice(bytes.get(..count).unwrap_or_default());
        Poll::Ready(Ok(count))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_record(cx))?;
        Pin::new(&mut self.tls).poll_flush(cx)
    }

    /// Says that this was all (close_notify, unless a fatal alert said so already), closes this side, and waits unheard for the
    /// other.
    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.reading == Reading::Heard {
            ready!(self.poll_record(cx))?;
        }
        ready!(Pin::new(&mut self.tls).poll_shutdown(cx))?;
        if self.reading == Reading::Heard {
            self.reading = Reading::Unheard;
        }
        self.poll_unheard(cx).map(Ok)
    }
}

/// Parts with a client whose handshake failed: closes this side and reads on for a moment, so that the alert arrives.
pub(super) async fn part<S: AsyncRead + AsyncWrite + Unpin>(mut stream: S) {
    let polite = async {
        stream.shutdown().await?;
        tokio::io::copy(&mut stream.take(UNHEARD as u64), &mut tokio::io::sink()).await
    };
    // Whether the client stayed to listen is its own affair.
    let _ = timeout(LINGER, polite).await;
}
