//! What this side has said in a handshake, as far as it decides whether an alert is still owed.
//!
//! rustls ends some handshakes without an alert. While nothing is encrypted in this direction, one can be sent in its place; later
//! nobody but rustls has the keys for it.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// How long the header of a record is, in bytes.
const HEADER: usize = 5;

/// Content types of records (RFC 8446 appendix B.1).
const CHANGE_CIPHER_SPEC: u8 = 20;
const ALERT: u8 = 21;
const HANDSHAKE: u8 = 22;
const APPLICATION_DATA: u8 = 23;

/// A stream of which it is known what records were written to it, until the handshake is over.
pub(super) struct Spoken<S> {
    pub(super) stream: S,
    records: Option<Records>,
}

/// The records that were written.
#[derive(Default)]
struct Records {
    /// What has been written of a header.
    header: Vec<u8>,
    /// How much of a record is still to be written behind its header.
    left: usize,
    changed_cipher: bool,
    /// Whether an alert was among them, or whatever comes now has to be encrypted.
    said: bool,
}

impl Records {
    fn note(&mut self, mut bytes: &[u8]) {
        while let Some((byte, rest)) = bytes.split_first() {
            if self.left > 0 {
                let here = self.left.min(bytes.len());
                self.left -= here;
                bytes = bytes.get(here..).unwrap_or_default();
                continue;
            }
            self.header.push(*byte);
            bytes = rest;
            if let [kind, _, _, high, low] = self.header[..] {
                self.left = usize::from(u16::from_be_bytes([high, low]));
                self.header.clear();
                self.begins(kind);
            }
        }
    }

    fn begins(&mut self, kind: u8) {
        self.said |= match kind {
            ALERT | APPLICATION_DATA => true,
            // In TLS 1.2 what follows is encrypted; in TLS 1.3 it is a record of no meaning, and application data shows that.
            HANDSHAKE => self.changed_cipher,
            _ => false,
        };
        self.changed_cipher |= kind == CHANGE_CIPHER_SPEC;
    }
}

impl<S> Spoken<S> {
    /// A stream to which nothing has been written yet.
    pub(super) fn over(stream: S) -> Spoken<S> {
        Spoken { stream, records: Some(Records { header: Vec::with_capacity(HEADER), ..Records::default() }) }
    }

    /// The handshake is over: what is written from now on is not looked at.
    pub(super) fn is_over(&mut self) {
        self.records = None;
    }

    /// Whether an alert in the clear can still be said, and none was.
    pub(super) fn owes_alert(&self) -> bool {
        self.records.as_ref().is_some_and(|records| !records.said && records.left == 0 && records.header.is_empty())
    }

    /// Notes as much of these pieces as was written.
    fn note<'a>(&mut self, pieces: impl IntoIterator<Item = &'a [u8]>, written: &Poll<io::Result<usize>>) {
        let (Some(records), Poll::Ready(Ok(written))) = (&mut self.records, written) else { return };
        let mut left = *written;
        for piece in pieces {
            let here = piece.len().min(left);
            records.note(piece.get(..here).unwrap_or_default());
            left -= here;
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Spoken<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, out: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, out)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Spoken<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.note([bytes], &written);
        written
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        self.note(slices.iter().map(|slice| &**slice), &written);
        written
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
