//! An answer's body at a pace: its pieces go out together if they come together.
//!
//! hyper flushes whenever the next piece of a body is not there yet, so a head would go out alone and each piece after it
//! too; under TLS each in a record of its own. Here a piece that comes [`SOON`] is waited for.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body as _, Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep_until};

use super::{Body, BodyError};

/// How long what was written waits for the next piece. An app on this machine that is not done by then thinks, or streams.
const SOON: Duration = Duration::from_millis(10);

/// Whether more of an answer is about to come, so that the stream need not be flushed yet. All clones are the same.
#[derive(Clone, Default)]
pub(super) struct Held(Arc<AtomicBool>);

impl Held {
    /// Whether it is.
    pub(super) fn get(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Says whether it is.
    pub(super) fn set(&self, held: bool) {
        self.0.store(held, Ordering::Relaxed);
    }
}

/// A body that tells the gate whether more of it is about to come.
pub(super) struct Paced {
    body: Body,
    held: Held,
    timer: Option<Pin<Box<Sleep>>>,
}

impl Paced {
    pub(super) fn new(body: Body, held: Held) -> Paced {
        held.set(!body.is_end_stream());
        Paced { body, held, timer: None }
    }
}

impl hyper::body::Body for Paced {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(cx) {
            self.timer = None;
            self.held.set(matches!(frame, Some(Ok(_))) && !self.body.is_end_stream());
            return Poll::Ready(frame);
        }
        let timer = self.timer.get_or_insert_with(|| Box::pin(sleep_until(Instant::now() + SOON)));
        if timer.as_mut().poll(cx).is_ready() {
            // hyper flushes after this.
            self.held.set(false);
        }
        Poll::Pending
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Paced {
    fn drop(&mut self) {
        self.held.set(false);
    }
}
