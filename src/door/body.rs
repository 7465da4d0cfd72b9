//! Bodies that stream, in both directions.

use std::error::Error;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Empty, Full};
use hyper::body::{Frame, Incoming, SizeHint};

/// Why a body broke off.
pub type BodyError = Box<dyn Error + Send + Sync>;

/// A body that streams. Read it frame by frame (`http_body_util::BodyExt`); it holds no trailers.
pub type Body = UnsyncBoxBody<Bytes, BodyError>;

/// A body out of memory.
pub fn full(bytes: impl Into<Bytes>) -> Body {
    Full::new(bytes.into()).map_err(|never| match never {}).boxed_unsync()
}

/// No body.
pub fn empty() -> Body {
    Empty::new().map_err(|never| match never {}).boxed_unsync()
}

/// A client's body without its trailers, that tells whether it was read to its end.
pub(super) struct Inbound {
    incoming: Incoming,
    ended: Arc<AtomicBool>,
}

impl Inbound {
    /// The body, and a flag that is set once it has ended.
    pub(super) fn new(incoming: Incoming) -> (Inbound, Arc<AtomicBool>) {
        let ended = Arc::new(AtomicBool::new(hyper::body::Body::is_end_stream(&incoming)));
        (Inbound { incoming, ended: ended.clone() }, ended)
    }
}

impl hyper::body::Body for Inbound {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let frame = poll_data(&mut self.incoming, cx);
        if let Poll::Ready(None) = frame {
            self.ended.store(true, Ordering::Relaxed);
        } else if self.incoming.is_end_stream() {
            self.ended.store(true, Ordering::Relaxed);
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.incoming.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.incoming.size_hint()
    }
}

/// The next data frame; trailers are dropped.
pub(super) fn poll_data(body: &mut Incoming, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
    use hyper::body::Body as _;
    loop {
        match ready!(Pin::new(&mut *body).poll_frame(cx)) {
            Some(Ok(frame)) if frame.is_data() => return Poll::Ready(Some(Ok(frame))),
            Some(Ok(_)) => {}
            Some(Err(error)) => return Poll::Ready(Some(Err(error.into()))),
            None => return Poll::Ready(None),
        }
    }
}
