//! The stream inside TLS: records as full as they can be, and an end that the client gets to read.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, BytesMut};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_rustls::server;

use super::Reporter;
use super::spoken::Spoken;

/// The most that one record holds, in bytes (RFC 8446 section 5.1).
const RECORD: usize = 16 * 1024;

/// A server's TLS stream. What is written waits until a record is full or the stream is flushed.
pub struct TlsStream<S> {
    tls: server::TlsStream<Spoken<S>>,
    /// What the next record will hold.
    record: BytesMut,
    reading: Reading,
    report: Reporter,
}

/// What becomes of what arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    /// It is decrypted.
    Decrypted,
    /// Nothing more is taken: it broke the rules of TLS.
    Ended,
    /// This side is closed too: it is handed out as it comes, for whoever counts it and throws it away.
    Unheard,
}

impl<S: AsyncRead + AsyncWrite + Unpin> TlsStream<S> {
    pub(super) fn new(tls: server::TlsStream<Spoken<S>>, report: Reporter) -> TlsStream<S> {
        TlsStream { tls, record: BytesMut::new(), reading: Reading::Decrypted, report }
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
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncRead for TlsStream<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, out: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        match self.reading {
            Reading::Decrypted => {}
            Reading::Ended => return Poll::Ready(Ok(())),
            Reading::Unheard => return Pin::new(self.tls.get_mut().0).poll_read(cx, out),
        }
        let Err(error) = ready!(Pin::new(&mut self.tls).poll_read(cx, out)) else { return Poll::Ready(Ok(())) };
        if error.kind() == io::ErrorKind::UnexpectedEof {
            // An end without close_notify. Whether a request was whole before it, its own framing says (RFC 9112 section 9.8).
            return Poll::Ready(Ok(()));
        }
        self.reading = Reading::Ended; // the alert, if there was one to send, is on its way
        self.report.tell(&error);
        Poll::Ready(Err(error))
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

    /// Says that this was all (close_notify, unless a fatal alert said so already), and closes this side. What still arrives can be
    /// read, but is not decrypted any more.
    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.reading == Reading::Decrypted {
            ready!(self.poll_record(cx))?;
        }
        ready!(Pin::new(&mut self.tls).poll_shutdown(cx))?;
        self.reading = Reading::Unheard;
        Poll::Ready(Ok(()))
    }
}
