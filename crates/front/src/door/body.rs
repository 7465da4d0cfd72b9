//! Requests and answers, and their bodies, which stream in both directions.

use std::collections::VecDeque;
use std::error::Error;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Empty, Full};
use hyper::body::{Frame, Incoming, SizeHint};
use tokio::sync::oneshot;
use tokio::time::{Instant, Sleep, sleep_until};

use crate::locked;

/// How much of a body is read before the app is called, in bytes.
const AHEAD: u64 = 32 * 1024;

/// Why a body broke off.
pub type BodyError = Box<dyn Error + Send + Sync>;

/// A body that streams. Read it frame by frame (`http_body_util::BodyExt`); it holds no trailers.
pub type Body = UnsyncBoxBody<Bytes, BodyError>;

/// A request as a handler gets it: rebuilt from parsed parts, with a [`Peer`](super::Peer) among its extensions.
pub type Request = hyper::Request<Body>;
/// An answer.
pub type Response = hyper::Response<Body>;

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
        if matches!(frame, Poll::Ready(None)) || self.incoming.is_end_stream() {
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
fn poll_data(body: &mut Incoming, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
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

/// Since when the app has all it was sent; `None` while more is awaited from the client.
#[derive(Clone)]
pub(super) struct Progress(Arc<Mutex<Option<Instant>>>);

impl Progress {
    /// Since when, if so.
    pub(super) fn get(&self) -> Option<Instant> {
        *locked(&self.0)
    }

    fn set(&self, since: Option<Instant>) {
        *locked(&self.0) = since;
    }
}

/// A request's body on its way to the app: what was read ahead, then the rest.
pub(super) struct Upload {
    ahead: VecDeque<Bytes>,
    rest: Option<Body>,
    progress: Progress,
}

impl Upload {
    /// Reads the beginning of a body, or all of it if it is small.
    pub(super) async fn ahead(body: Body) -> Result<Upload, BodyError> {
        let mut upload = Upload { ahead: VecDeque::new(), rest: Some(body), progress: Progress(Arc::default()) };
        while upload.held() < AHEAD
            && let Some(body) = &mut upload.rest
        {
            match body.frame().await {
                Some(frame) => upload.ahead.extend(frame?.into_data()),
                None => upload.rest = None,
            }
        }
        upload.progress.set(Some(Instant::now()));
        Ok(upload)
    }

    /// How far it has come.
    pub(super) fn progress(&self) -> Progress {
        self.progress.clone()
    }

    fn held(&self) -> u64 {
        self.ahead.iter().map(|bytes| bytes.len() as u64).sum()
    }
}

impl hyper::body::Body for Upload {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        if let Some(bytes) = self.ahead.pop_front() {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        let Some(rest) = &mut self.rest else { return Poll::Ready(None) };
        let frame = Pin::new(rest).poll_frame(cx);
        self.progress.set(frame.is_ready().then(Instant::now));
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.ahead.is_empty() && self.rest.as_ref().is_none_or(Body::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        match self.rest.as_ref().map_or(Some(0), |rest| rest.size_hint().exact()) {
            Some(rest) => SizeHint::with_exact(self.held() + rest),
            None => SizeHint::new(),
        }
    }
}

/// An answer's body on its way to the client. Dropping it ends the connection to the app.
pub(super) struct Download {
    incoming: Incoming,
    time: Duration,
    timer: Option<Pin<Box<Sleep>>>,
    _hold: oneshot::Sender<()>,
}

impl Download {
    /// A body that may stand still for `time`; `hold` is dropped with it.
    pub(super) fn new(incoming: Incoming, time: Duration, hold: oneshot::Sender<()>) -> Download {
        Download { incoming, time, timer: None, _hold: hold }
    }
}

impl hyper::body::Body for Download {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        if let Poll::Ready(frame) = poll_data(&mut self.incoming, cx) {
            self.timer = None;
            return Poll::Ready(frame);
        }
        let time = self.time;
        let timer = self.timer.get_or_insert_with(|| Box::pin(sleep_until(Instant::now() + time)));
        ready!(timer.as_mut().poll(cx));
        Poll::Ready(Some(Err("the app's answer has stalled".into())))
    }

    fn is_end_stream(&self) -> bool {
        self.incoming.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.incoming.size_hint()
    }
}
