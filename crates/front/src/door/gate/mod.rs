//! The gate: what stands between a client's bytes and hyper.
//!
//! It reads the stream itself, holds each head back until it is whole and found right, follows the body so that it knows
//! where the next head begins, and measures how long the client keeps the door waiting. hyper only ever sees requests that
//! every parser reads alike. When a head is refused, hyper gets a stand-in (`GET / HTTP/1.1`) in its place, which the
//! service answers with the refusal: so answers to earlier, pipelined requests go out first and hyper writes all of them.

mod patience;
mod stream;

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Buf, BytesMut};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, timeout};

use crate::door::Limits;
use crate::door::chunk::Chunks;
use crate::door::head::{self, Framing, Scan};
use crate::door::linger::linger;
use crate::door::paced::Held;
use crate::door::refusal::Refusal;
use crate::door::slots::{Slot, Waiting};
use crate::locked;
use patience::poll_deadline;

/// How much is read at once, in bytes.
const READ: usize = 8 * 1024;
/// How long a client that closed its side still gets its answer.
const HALF_CLOSED: Duration = Duration::from_secs(1);
/// How long the end of an answer may take to be written.
const LAST: Duration = Duration::from_secs(1);

/// A stream with a gate in front: hyper reads and writes it, the service looks at it, the door closes it.
pub(super) struct Gate<S>(Arc<Mutex<Inner<S>>>);

struct Inner<S> {
    stream: S,
    limits: Arc<Limits>,
    slot: Slot,
    phase: Phase,
    /// Bytes of the client that hyper has not yet.
    bytes: BytesMut,
    /// How many of them, from the front, hyper may have.
    cleared: usize,
    /// Whether this is the connection's first head.
    first: bool,
    /// Since when the gate waits for the client: for a head as a whole, for a body to go on.
    since: Option<Instant>,
    timer: Option<Pin<Box<Sleep>>>,
    write_timer: Option<Pin<Box<Sleep>>>,
    client_closed: bool,
    /// Whether more of an answer is about to come.
    held: Held,
}

enum Phase {
    /// Before or within a head; whether a byte of it is there.
    Head(Scan, bool),
    /// Within a body that has so many bytes left.
    Length(u64),
    /// Within a chunked body.
    Chunks(Chunks),
    /// A head was refused: the stand-in for it goes to hyper.
    RefusedHead(Refusal),
    /// A body was refused.
    RefusedBody(Refusal),
    /// Nothing more will be read.
    Over,
}

/// Why a request is not worked on any longer.
pub(super) enum Stop {
    /// Its body was refused.
    Refused(Refusal),
    /// Its client has gone.
    Gone,
}

impl<S> Clone for Gate<S> {
    fn clone(&self) -> Self {
        Gate(self.0.clone())
    }
}

impl<S> Gate<S> {
    fn lock(&self) -> MutexGuard<'_, Inner<S>> {
        locked(&self.0)
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Gate<S> {
    /// A gate in front of a stream whose first head is due from now on.
    pub(super) fn new(stream: S, limits: Arc<Limits>, slot: Slot) -> Gate<S> {
        slot.wait(Waiting::Head);
        Gate(Arc::new(Mutex::new(Inner {
            stream,
            limits,
            slot,
            phase: Phase::Head(Scan::default(), false),
            bytes: BytesMut::new(),
            cleared: 0,
            first: true,
            since: Some(Instant::now()),
            timer: None,
            write_timer: None,
            client_closed: false,
            held: Held::default(),
        })))
    }

    /// Whether somebody waits for a place, so that nobody should keep one between two requests.
    pub(super) fn is_wanted(&self) -> bool {
        self.lock().slot.is_wanted()
    }

    /// Where to say whether more of an answer is about to come.
    pub(super) fn held(&self) -> Held {
        self.lock().held.clone()
    }

    /// Refuses whatever is being read. A client that has not begun a head gets no answer, except that the house is full.
    pub(super) fn refuse(&self, refusal: Refusal) {
        self.lock().refuse(refusal);
    }

    /// Why the head was refused that the service was just called with, if it was.
    pub(super) fn refused_head(&self) -> Option<Refusal> {
        match self.lock().phase {
            Phase::RefusedHead(refusal) => Some(refusal),
            _ => None,
        }
    }

    /// Waits, while a request is being worked on, for a reason not to.
    pub(super) async fn stop(&self) -> Stop {
        std::future::poll_fn(|cx| self.lock().poll_stop(cx)).await
    }

    /// Ends the connection so that the client reads what was written last.
    pub(super) async fn close(&self) {
        self.held().set(false);
        self.lock().slot.wait(Waiting::Closing);
        let shutdown = std::future::poll_fn(|cx| Pin::new(&mut self.lock().stream).poll_shutdown(cx));
        // A client that does not even take the end of its answer does not wait for it.
        if let Ok(Ok(())) = timeout(LAST, shutdown).await {
            linger(|cx| self.lock().poll_unheard(cx)).await;
        }
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Inner<S> {
    fn poll_read(&mut self, cx: &mut Context<'_>, out: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        loop {
            if self.cleared > 0 {
                let count = self.cleared.min(out.remaining());
                out.put_slice(self.bytes.get(..count).unwrap_or_default());
                self.bytes.advance(count);
                self.cleared -= count;
                return Poll::Ready(Ok(()));
            }
            match self.phase {
                Phase::RefusedBody(refusal) => return Poll::Ready(Err(io::Error::other(refusal.to_string()))),
                Phase::RefusedHead(_) | Phase::Over => return Poll::Ready(Ok(())),
                _ => {}
            }
            if let Err(refusal) = self.look() {
                self.refuse(refusal);
            } else if self.cleared > 0 {
                continue;
            } else if self.client_closed {
                self.cut_short();
            } else {
                match self.poll_fill(cx) {
                    Poll::Ready(result) => result.map(|_| ())?,
                    Poll::Pending => ready!(self.poll_patience(cx)),
                }
            }
        }
    }

    /// Looks at what has arrived, and clears what may pass.
    fn look(&mut self) -> Result<(), Refusal> {
        if self.bytes.is_empty() {
            return Ok(());
        }
        let body_ends = match &mut self.phase {
            Phase::Head(scan, begun) => {
                if !*begun && !self.first {
                    self.since = None; // the idle time ends, the head's time begins
                }
                *begun = true;
                let Some(end) = scan.scan(&self.bytes, &self.limits)? else { return Ok(()) };
                let start = scan.start();
                let version = head::later_minor_version(self.bytes.get(start..end).unwrap_or_default());
                if let Some(minor) = version.and_then(|at| self.bytes.get_mut(start + at)) {
                    *minor = b'1'; // whoever reads behind the door may know no other
                }
                let framing = head::check(self.bytes.get(start..end).unwrap_or_default(), &self.limits)?;
                self.bytes.advance(start);
                self.cleared = end - start;
                self.first = false;
                match framing {
                    Framing::Length(0) => true,
                    Framing::Length(length) => {
                        self.phase = Phase::Length(length);
                        false
                    }
                    Framing::Chunked => {
                        self.phase = Phase::Chunks(Chunks::new(&self.limits));
                        false
                    }
                }
            }
            Phase::Length(left) => {
                self.cleared = usize::try_from(*left).unwrap_or(usize::MAX).min(self.bytes.len());
                *left -= self.cleared as u64;
                *left == 0
            }
            Phase::Chunks(chunks) => {
                let (cleared, ends) = chunks.scan(&self.bytes)?;
                self.cleared = cleared;
                ends
            }
            Phase::RefusedHead(_) | Phase::RefusedBody(_) | Phase::Over => false,
        };
        if body_ends {
            self.phase = Phase::Head(Scan::default(), false);
        }
        self.since = None;
        self.slot.wait(Waiting::Nothing);
        Ok(())
    }

    /// Reads once from the client.
    fn poll_fill(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        let mut space = [0; READ];
        let mut space = ReadBuf::new(&mut space);
        ready!(Pin::new(&mut self.stream).poll_read(cx, &mut space))?;
        let count = space.filled().len();
        self.bytes.extend_from_slice(space.filled());
        self.client_closed |= count == 0;
        Poll::Ready(Ok(count))
    }

    /// Reads once more, and throws it away; 0: the client has closed. Under TLS it may have said so before, and yet have sent more.
    fn poll_unheard(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        self.bytes.clear();
        self.poll_fill(cx)
    }

    /// hyper reads nothing between a message and its answer, so this does: it may show that the client has gone.
    fn poll_stop(&mut self, cx: &mut Context<'_>) -> Poll<Stop> {
        if let Phase::RefusedBody(refusal) = self.phase {
            return Poll::Ready(Stop::Refused(refusal));
        }
        if !matches!(self.phase, Phase::Head(..)) || self.cleared > 0 {
            return Poll::Pending;
        }
        while !self.client_closed && self.bytes.len() < self.limits.head_bytes {
            match ready!(self.poll_fill(cx)) {
                Ok(_) => {}
                Err(_) => return Poll::Ready(Stop::Gone),
            }
        }
        if !self.client_closed {
            return Poll::Pending;
        }
        let since = *self.since.get_or_insert_with(Instant::now);
        poll_deadline(&mut self.timer, since + HALF_CLOSED, cx).map(|()| Stop::Gone)
    }
}
