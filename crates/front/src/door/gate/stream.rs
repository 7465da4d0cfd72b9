//! The gate as the stream that hyper reads and writes.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, sleep_until};

use super::{Gate, Inner};
use crate::door::slots::Waiting;

impl<S: AsyncRead + AsyncWrite + Unpin> Inner<S> {
    /// Writes, as long as the client takes something now and then.
    fn poll_progress(
        &mut self,
        cx: &mut Context<'_>,
        write: impl FnOnce(Pin<&mut S>, &mut Context<'_>) -> Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        if let Poll::Ready(result) = write(Pin::new(&mut self.stream), cx) {
            // Only what was held up is at an end: hyper also flushes when there is nothing to flush.
            if self.write_timer.take().is_some() {
                self.slot.wait(Waiting::Nothing);
            }
            return Poll::Ready(result);
        }
        self.slot.wait(Waiting::Write);
        let time = self.limits.write_time;
        let timer = self.write_timer.get_or_insert_with(|| Box::pin(sleep_until(Instant::now() + time)));
        ready!(timer.as_mut().poll(cx));
        Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "the client is not reading")))
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncRead for Gate<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, out: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.lock().poll_read(cx, out)
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Gate<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.lock().poll_progress(cx, |stream, cx| stream.poll_write(cx, bytes))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.lock().poll_progress(cx, |stream, cx| stream.poll_write_vectored(cx, slices))
    }

    fn is_write_vectored(&self) -> bool {
        self.lock().stream.is_write_vectored()
    }

    /// While more of an answer is about to come, what stands in the stream's buffer waits for it.
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.lock().held.get() {
            return Poll::Ready(Ok(()));
        }
        self.lock().poll_progress(cx, |stream, cx| stream.poll_flush(cx).map_ok(|()| 0)).map_ok(|_| ())
    }

    /// hyper has said all it had to say; the door closes the stream itself, after it has lingered.
    fn poll_shutdown(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
