//! Whether a connection's handshake is over, for whoever asks in between and for whoever waits.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Mutex;
use std::task::{Context, Poll, Waker};

use quinn::ZeroRttAccepted;

use crate::locked;

/// A handshake as a server sees it.
pub(super) struct Handshake(Mutex<State>);

struct State {
    /// `None`: it is over.
    ends: Option<ZeroRttAccepted>,
    /// Who waits for it: quinn wakes one only, so that an asker must not take its place.
    waiting: Waker,
}

impl Handshake {
    pub(super) fn new(ends: ZeroRttAccepted) -> Handshake {
        Handshake(Mutex::new(State { ends: Some(ends), waiting: Waker::noop().clone() }))
    }

    /// Whether it is over now, or the connection with it. A task that only sets a mark would be late at times: the first request
    /// after the handshake is read by another one.
    pub(super) fn is_over(&self) -> bool {
        let mut state = locked(&self.0);
        let waiting = state.waiting.clone();
        let over =
            state.ends.as_mut().is_none_or(|ends| Pin::new(ends).poll(&mut Context::from_waker(&waiting)).is_ready());
        if over && state.ends.take().is_some() {
            waiting.wake();
        }
        over
    }

    /// Waits until it is over; for one task.
    pub(super) async fn over(&self) {
        poll_fn(|cx| {
            locked(&self.0).waiting = cx.waker().clone();
            if self.is_over() { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    }
}
