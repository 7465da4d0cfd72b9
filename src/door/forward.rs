//! Forwarding a request to whoever answers it: an app on this machine, over a connection of its own.
//!
//! One connection per request: nothing of one request can end up in another, and closing it is all it takes to give up.
//! Small bodies are read whole before the app is bothered, so that a slow client cannot hold up an app that serves one
//! request after the other; larger ones stream.

use std::io;
use std::net::SocketAddr;
#[cfg(unix)]
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper::header::{CONNECTION, HeaderName, HeaderValue};
use hyper::{Method, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot, watch};
use tokio::time::{Instant, sleep_until, timeout};

use super::body::{BodyError, Download, Progress, Upload};
use super::refusal::notice;
use super::{Request, Response, rebuild};
use crate::rfc::door as rfc;

/// How much the app may still say to somebody who has gone before it is cut off, in bytes.
const UNHEARD: u64 = 64 * 1024;

/// Where requests go.
#[derive(Clone, Debug)]
pub enum Backend {
    /// An app on a Unix socket.
    #[cfg(unix)]
    Unix(PathBuf),
    /// An app on TCP.
    Tcp(SocketAddr),
}

/// Forwards requests to one [`Backend`]; cheap to clone.
#[derive(Clone)]
pub struct Forward {
    backend: Backend,
    time: Duration,
    places: Arc<Semaphore>,
    /// Says why, once the app has ended.
    ended: Option<watch::Receiver<Option<String>>>,
    /// Added to each request.
    mark: Option<(HeaderName, HeaderValue)>,
}

/// A stream to an app.
trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

impl Forward {
    /// Forwards to `backend`, at most `at_once` requests at a time; it may take `time` to answer, or to go on answering.
    pub fn new(backend: Backend, at_once: usize, time: Duration) -> Forward {
        let places = Arc::new(Semaphore::new(at_once.clamp(1, Semaphore::MAX_PERMITS)));
        Forward { backend, time, places, ended: None, mark: None }
    }

    /// The same, for an app of ours that says when it ends.
    pub(super) fn until(mut self, ended: watch::Receiver<Option<String>>) -> Forward {
        self.ended = Some(ended);
        self
    }

    /// The same, with a header that tells the app that the request came through the door.
    pub(super) fn marked(mut self, mark: Option<(HeaderName, HeaderValue)>) -> Forward {
        self.mark = mark;
        self
    }

    /// Forwards a request and returns the answer, its body streaming: the app's; 502 if there is none, 503 if it is busy,
    /// 504 if it takes too long.
    pub async fn forward(&self, request: Request) -> Response {
        let attempt = async { self.attempt(request).await.unwrap_or_else(Failure::response) };
        tokio::select! {
            biased;
            response = attempt => response,
            why = self.ended() => Failure::Ended(why).response(),
        }
    }

    /// Waits until the app has ended, and says why.
    async fn ended(&self) -> String {
        let Some(mut ended) = self.ended.clone() else { return std::future::pending().await };
        match ended.wait_for(Option::is_some).await {
            Ok(why) => why.clone().unwrap_or_default(),
            Err(_) => String::from("it is gone"),
        }
    }

    async fn attempt(&self, request: Request) -> Result<Response, Failure> {
        let (parts, body) = request.into_parts();
        let method = parts.method.clone();
        let upload = Upload::ahead(body).await.map_err(Failure::Body)?;
        let progress = upload.progress();
        let mut request = rebuild::request(parts, crate::door::empty()).map(|_| upload);
        request.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        if let Some((name, value)) = &self.mark {
            request.headers_mut().insert(name.clone(), value.clone());
        }
        let place = timeout(self.time, self.places.clone().acquire_owned()).await.ok().and_then(Result::ok);
        let place = place.ok_or(Failure::Busy)?;
        let stream = timeout(self.time, self.connect()).await.map_err(|_| Failure::Late)?.map_err(Failure::Connect)?;
        let (mut sender, connection) = http1::Builder::new()
            .title_case_headers(true)
            .handshake::<_, Upload>(TokioIo::new(stream))
            .await
            .map_err(Failure::Answer)?;
        let (hold, released) = oneshot::channel();
        tokio::spawn(drive(connection, released, place));
        let response = self.in_time(&progress, sender.send_request(request)).await?.map_err(Failure::Answer)?;
        if response.status().is_informational() {
            return Err(Failure::Informational(response.status()));
        }
        Ok(self.answer(response, hold, &method))
    }

    async fn connect(&self) -> io::Result<Box<dyn Stream>> {
        Ok(match &self.backend {
            #[cfg(unix)]
            Backend::Unix(path) => Box::new(tokio::net::UnixStream::connect(path).await?),
            Backend::Tcp(addr) => {
                let stream = TcpStream::connect(addr).await?;
                stream.set_nodelay(true)?;
                Box::new(stream)
            }
        })
    }

    /// Waits for the answer. The time does not run while it is the client that is waited for.
    async fn in_time<T>(&self, progress: &Progress, answer: impl Future<Output = T>) -> Result<T, Failure> {
        let mut answer = std::pin::pin!(answer);
        loop {
            let deadline = progress.get().unwrap_or_else(Instant::now) + self.time;
            tokio::select! {
                answer = &mut answer => return Ok(answer),
                () = sleep_until(deadline) => {}
            }
            if progress.get().is_some_and(|since| since + self.time <= Instant::now()) {
                return Err(Failure::Late);
            }
        }
    }

    /// The app's answer, rebuilt.
    fn answer(&self, response: hyper::Response<Incoming>, hold: oneshot::Sender<()>, method: &Method) -> Response {
        let (parts, incoming) = response.into_parts();
        let download = Download::new(incoming, self.time, hold);
        let mut response = rebuild::response(parts, download.boxed_unsync(), method);
        // What the app wishes for its connection to the door is not the client's concern.
        response.headers_mut().remove(CONNECTION);
        response
    }
}

/// Drives a connection to the app until its answer is over or nobody wants it any more. The place is held until the app
/// has closed its side too, so that an app that lags behind never has more descriptors open than it was given.
async fn drive(
    mut connection: http1::Connection<TokioIo<Box<dyn Stream>>, Upload>,
    released: oneshot::Receiver<()>,
    place: OwnedSemaphorePermit,
) {
    tokio::select! {
        _ = std::future::poll_fn(|cx| connection.poll_without_shutdown(cx)) => {}
        _ = released => {}
    }
    let mut stream = connection.into_parts().io.into_inner();
    // Whether it went well does not matter any more.
    let _ = stream.shutdown().await;
    let _ = tokio::io::copy(&mut stream.take(UNHEARD), &mut tokio::io::sink()).await;
    drop(place);
}

/// Why there is no answer from the app.
enum Failure {
    Body(BodyError),
    Busy,
    Late,
    Connect(io::Error),
    Answer(hyper::Error),
    Informational(StatusCode),
    Ended(String),
}

impl Failure {
    fn response(self) -> Response {
        let (status, cite, text) = match self {
            Failure::Body(error) => (StatusCode::BAD_REQUEST, rfc::INCOMPLETE, format!("the body broke off: {error}")),
            Failure::Busy => (StatusCode::SERVICE_UNAVAILABLE, rfc::UNAVAILABLE, String::from("the app is busy")),
            Failure::Late => (StatusCode::GATEWAY_TIMEOUT, rfc::GATEWAY_TIMEOUT, String::from("the app took too long")),
            Failure::Connect(error) => {
                (StatusCode::BAD_GATEWAY, rfc::BAD_GATEWAY, format!("the app cannot be reached: {error}"))
            }
            Failure::Answer(error) => {
                (StatusCode::BAD_GATEWAY, rfc::BAD_GATEWAY, format!("the app gave no answer: {error}"))
            }
            Failure::Informational(status) => {
                (StatusCode::BAD_GATEWAY, rfc::BAD_GATEWAY, format!("the app answered {status} and nothing more"))
            }
            Failure::Ended(why) => (StatusCode::BAD_GATEWAY, rfc::BAD_GATEWAY, format!("the app has ended: {why}")),
        };
        notice(status, &format!("{text} ({cite})"))
    }
}
