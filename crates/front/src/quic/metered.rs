//! QUIC's streams as h3 uses them, and no more of each than a meter allows.
//!
//! h3 keeps a frame until it is whole, and a frame may say that it has 2^62 bytes: what it may keep is limited here, below it.

use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use h3::error::Code;
use h3::quic::{Connection, ConnectionErrorIncoming, OpenStreams, RecvStream, SendStream, StreamErrorIncoming};
use h3::quic::{StreamId, WriteBuf};

/// How many bytes may come on a stream.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meter {
    /// On one that carries a request or its answer.
    pub(super) request: u64,
    /// On one of a single direction.
    pub(super) control: u64,
}

/// A connection, or what opens its streams, with a meter.
#[derive(Clone)]
pub(super) struct Metered<T> {
    inner: T,
    meter: Meter,
}

impl Metered<h3_quinn::Connection> {
    /// The streams of a connection.
    pub(super) fn new(connection: quinn::Connection, meter: Meter) -> Self {
        Metered { inner: h3_quinn::Connection::new(connection), meter }
    }
}

/// A stream, and how many bytes may still come on it.
pub(super) struct Counted<S> {
    inner: S,
    left: u64,
    /// It waits for more: h3-quinn has the stream itself elsewhere meanwhile, and would panic if asked for it.
    waits: bool,
}

impl<S> Counted<S> {
    fn new(inner: S, left: u64) -> Counted<S> {
        Counted { inner, left, waits: false }
    }
}

impl Connection<Bytes> for Metered<h3_quinn::Connection> {
    type RecvStream = Counted<h3_quinn::RecvStream>;
    type OpenStreams = Metered<h3_quinn::OpenStreams>;

    fn poll_accept_recv(&mut self, cx: &mut Context<'_>) -> Poll<Result<Self::RecvStream, ConnectionErrorIncoming>> {
        let inner = ready!(Connection::<Bytes>::poll_accept_recv(&mut self.inner, cx))?;
        Poll::Ready(Ok(Counted::new(inner, self.meter.control)))
    }

    fn poll_accept_bidi(&mut self, cx: &mut Context<'_>) -> Poll<Result<Self::BidiStream, ConnectionErrorIncoming>> {
        let inner = ready!(self.inner.poll_accept_bidi(cx))?;
        Poll::Ready(Ok(Counted::new(inner, self.meter.request)))
    }

    fn opener(&self) -> Self::OpenStreams {
        Metered { inner: Connection::<Bytes>::opener(&self.inner), meter: self.meter }
    }
}

impl<T: OpenStreams<Bytes>> OpenStreams<Bytes> for Metered<T> {
    type BidiStream = Counted<T::BidiStream>;
    type SendStream = T::SendStream;

    fn poll_open_bidi(&mut self, cx: &mut Context<'_>) -> Poll<Result<Self::BidiStream, StreamErrorIncoming>> {
        let inner = ready!(self.inner.poll_open_bidi(cx))?;
        Poll::Ready(Ok(Counted::new(inner, self.meter.request)))
    }

    fn poll_open_send(&mut self, cx: &mut Context<'_>) -> Poll<Result<Self::SendStream, StreamErrorIncoming>> {
        self.inner.poll_open_send(cx)
    }

    fn close(&mut self, code: Code, reason: &[u8]) {
        self.inner.close(code, reason);
    }
}

impl<S: RecvStream> RecvStream for Counted<S> {
    type Buf = S::Buf;

    fn poll_data(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Self::Buf>, StreamErrorIncoming>> {
        let polled = self.inner.poll_data(cx);
        self.waits = polled.is_pending();
        let data = ready!(polled)?;
        let len = data.as_ref().map_or(0, |data| data.remaining() as u64);
        match self.left.checked_sub(len) {
            Some(left) => {
                self.left = left;
                Poll::Ready(Ok(data))
            }
            None => {
                let error_code = Code::H3_EXCESSIVE_LOAD.value();
                self.inner.stop_sending(error_code);
                Poll::Ready(Err(StreamErrorIncoming::StreamTerminated { error_code }))
            }
        }
    }

    fn stop_sending(&mut self, error_code: u64) {
        // Dropped, it stops too, with a code that means nothing.
        if !self.waits {
            self.inner.stop_sending(error_code);
        }
    }

    fn recv_id(&self) -> StreamId {
        self.inner.recv_id()
    }
}

impl<S: SendStream<Bytes>> SendStream<Bytes> for Counted<S> {
    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), StreamErrorIncoming>> {
        self.inner.poll_ready(cx)
    }

    fn send_data<D: Into<WriteBuf<Bytes>>>(&mut self, data: D) -> Result<(), StreamErrorIncoming> {
        self.inner.send_data(data)
    }

    fn poll_finish(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), StreamErrorIncoming>> {
        self.inner.poll_finish(cx)
    }

    fn reset(&mut self, reset_code: u64) {
        self.inner.reset(reset_code);
    }

    fn send_id(&self) -> StreamId {
        self.inner.send_id()
    }
}
