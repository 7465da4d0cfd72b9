//! Where the gate's patience ends: how long it waits for a client, and what becomes of what was being read when it is refused.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::BytesMut;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::{Instant, Sleep, sleep_until};

use super::{Inner, Phase};
use crate::door::refusal::Refusal;
use crate::door::slots::Waiting;

impl<S: AsyncRead + AsyncWrite + Unpin> Inner<S> {
    /// Waits for the client to go on, as long as the limits allow; ready once it was refused.
    pub(super) fn poll_patience(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let waiting = if let Phase::Head(..) = self.phase { Waiting::Head } else { Waiting::Body };
        self.slot.wait(waiting);
        let (time, refusal) = match self.phase {
            Phase::Head(_, begun) if self.first || begun => (self.limits.head_time, Refusal::HeadTimeout),
            Phase::Head(..) => (self.limits.idle_time, Refusal::HeadTimeout),
            _ => (self.limits.body_time, Refusal::BodyTimeout),
        };
        let since = *self.since.get_or_insert_with(Instant::now);
        ready!(poll_deadline(&mut self.timer, since + time, cx));
        self.refuse(refusal);
        Poll::Ready(())
    }

    /// The client closed its side: at the end of a message, or too early.
    pub(super) fn cut_short(&mut self) {
        match self.phase {
            Phase::Head(_, false) => self.phase = Phase::Over,
            Phase::Head(_, true) => self.refuse(Refusal::HeadCutShort),
            _ => self.refuse(Refusal::BodyCutShort),
        }
    }

    pub(super) fn refuse(&mut self, refusal: Refusal) {
        self.phase = match self.phase {
            // What stands cleared was found right and is still on its way to hyper.
            _ if self.cleared > 0 => return,
            Phase::Head(_, false) if refusal != Refusal::Full => Phase::Over,
            Phase::Head(..) => {
                let method: &[u8] = if self.bytes.starts_with(b"HEAD ") { b"HEAD" } else { b"GET" };
                self.bytes = BytesMut::from(method);
                self.bytes.extend_from_slice(b" / HTTP/1.1\r\nHost: refused\r\nConnection: close\r\n\r\n");
                self.cleared = self.bytes.len();
                Phase::RefusedHead(refusal)
            }
            Phase::Length(_) | Phase::Chunks(_) => {
                self.bytes.clear();
                Phase::RefusedBody(refusal)
            }
            Phase::RefusedHead(_) | Phase::RefusedBody(_) | Phase::Over => return,
        };
    }
}

/// Waits until a moment, on a timer that is made when it is first needed.
pub(super) fn poll_deadline(timer: &mut Option<Pin<Box<Sleep>>>, deadline: Instant, cx: &mut Context<'_>) -> Poll<()> {
    let timer = timer.get_or_insert_with(|| Box::pin(sleep_until(deadline)));
    if timer.deadline() != deadline {
        timer.as_mut().reset(deadline);
    }
    timer.as_mut().poll(cx)
}
