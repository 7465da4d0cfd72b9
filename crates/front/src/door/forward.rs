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
use hyper::StatusCode;
use hyper::client::conn::http1;
use hyper::header::{CONNECTION, HOST, HeaderValue};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot, watch};
use tokio::time::{Instant, sleep_until, timeout};

use super::body::{BodyError, Download, Progress, Upload};
use super::refusal::notice;
use super::{Mark, Request, Response, rebuild};
use wirewalk_dissect::rfc::door as rfc;

/// How much the app may still say to somebody who has gone before it is cut off, in bytes.
const UNHEARD: u64 = 64 * 1024;
/// How long a connection to the app may take to come about.
const CONNECT: Duration = Duration::from_secs(3);
/// How long to wait before an app is called again whose queue of callers is full.
#[cfg(unix)]
const QUEUE: Duration = Duration::from_millis(2);

/// Where requests go.
#[derive(Clone, Debug)]
pub enum Backend {
    /// An app on a Unix socket.
    #[cfg(unix)]
    Unix(PathBuf),
    /// An app on TCP.
    Tcp(SocketAddr),
}

impl Backend {
    /// Whom a request is for that names nobody: the app itself, as nginx's `$proxy_host` does.
    fn host(&self) -> HeaderValue {
        let localhost = HeaderValue::from_static("localhost");
        match self {
            #[cfg(unix)]
            Backend::Unix(_) => localhost,
            Backend::Tcp(addr) => HeaderValue::from_str(&addr.to_string()).unwrap_or(localhost),
        }
    }
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
    mark: Option<Mark>,
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
    pub(crate) fn until(self, ended: watch::Receiver<Option<String>>) -> Forward {
        Forward { ended: Some(ended), ..self }
    }

    /// The same, with a header that tells the app that the request came through the door.
    pub fn marked(self, mark: Option<Mark>) -> Forward {
        Forward { mark, ..self }
    }

    /// Forwards a request and returns the answer, its body streaming: the app's; 502 if there is none, 503 if it is busy,
    /// 504 if it takes too long.
    pub async fn forward(&self, request: Request) -> Response {
        match Begun::of(request).await {
            Ok(begun) => self.offer(begun).await.unwrap_or_else(|untaken| untaken.parts().1),
            Err(response) => response,
        }
    }

    /// The same for a request whose body has begun to arrive. An error comes before anything was sent to the app, so that the
    /// request can be offered to another.
    pub(crate) async fn offer(&self, begun: Begun) -> Result<Response, Untaken> {
        let reached = tokio::select! {
            biased;
            why = self.ended() => Err(Failure::Ended(why)),
            reached = self.reach() => reached,
        };
        let (stream, place) = match reached {
            Ok(reached) => reached,
            Err(why) => return Err(Untaken { begun, why }),
        };
        let attempt = async { self.attempt(begun, stream, place).await.unwrap_or_else(Failure::response) };
        Ok(tokio::select! {
            biased;
            response = attempt => response,
            why = self.ended() => Failure::Ended(why).response(),
        })
    }

    /// Waits until the app has ended, and says why.
    async fn ended(&self) -> String {
        let Some(mut ended) = self.ended.clone() else { return std::future::pending().await };
        match ended.wait_for(Option::is_some).await {
            Ok(why) => why.clone().unwrap_or_default(),
            Err(_) => String::from("it is gone"),
        }
    }

    /// A place, and a connection to the app.
    async fn reach(&self) -> Result<(Box<dyn Stream>, OwnedSemaphorePermit), Failure> {
        let place = timeout(self.time, self.places.clone().acquire_owned()).await.ok().and_then(Result::ok);
        let place = place.ok_or(Failure::Busy)?;
        let stream = timeout(self.time.min(CONNECT), self.connect()).await.map_err(|_| Failure::Late)?;
        Ok((stream.map_err(Failure::Connect)?, place))
    }

    async fn attempt(
        &self,
        begun: Begun,
        stream: Box<dyn Stream>,
        place: OwnedSemaphorePermit,
    ) -> Result<Response, Failure> {
        let mut request = begun.0;
        let method = request.method().clone();
        let progress = request.body().progress();
        request.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        // HTTP/1.1 always says for whom a request is; one in HTTP/1.0 may have left that open (RFC 9112 section 3.2).
        request.headers_mut().entry(HOST).or_insert_with(|| self.backend.host());
        if let Some(mark) = &self.mark {
            mark.put(request.headers_mut());
        }
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
        let (parts, incoming) = response.into_parts();
        let download = Download::new(incoming, self.time, hold);
        let mut response = rebuild::response(parts, download.boxed_unsync(), &method);
        // What the app wishes for its connection to the door is not the client's concern.
        response.headers_mut().remove(CONNECTION);
        Ok(response)
    }

    async fn connect(&self) -> io::Result<Box<dyn Stream>> {
        Ok(match &self.backend {
            #[cfg(unix)]
            Backend::Unix(path) => loop {
                match tokio::net::UnixStream::connect(path).await {
                    // Its queue of callers is full; over TCP the system would wait by itself.
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => tokio::time::sleep(QUEUE).await,
                    stream => break Box::new(stream?),
                }
            },
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
}

/// A request whose body has begun to arrive, whole if it is small. Nobody was sent anything of it.
pub(crate) struct Begun(hyper::Request<Upload>);

impl Begun {
    /// Reads the beginning of a body.
    pub(crate) async fn of(request: Request) -> Result<Begun, Response> {
        let (parts, body) = request.into_parts();
        let upload = Upload::ahead(body).await.map_err(|error| Failure::Body(error).response())?;
        Ok(Begun(rebuild::request(parts, crate::door::empty()).map(|_| upload)))
    }
}

/// A request that an app was sent nothing of, and why.
pub(crate) struct Untaken {
    begun: Begun,
    why: Failure,
}

impl Untaken {
    /// Whether the app cannot be reached, rather than being busy.
    pub(crate) fn unreachable(&self) -> bool {
        !matches!(self.why, Failure::Busy)
    }

    /// The request, to offer it to another, and what there is to say if nobody takes it.
    pub(crate) fn parts(self) -> (Begun, Response) {
        (self.begun, self.why.response())
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
#[derive(thiserror::Error, Debug)]
enum Failure {
    #[error("the body was cut off: {0}")]
    Body(BodyError),
    #[error("the app is busy")]
    Busy,
    #[error("the app took too long")]
    Late,
    #[error("the app cannot be reached: {0}")]
    Connect(io::Error),
    #[error("the app gave no answer: {0}")]
    Answer(hyper::Error),
    #[error("the app answered {0} and nothing more")]
    Informational(StatusCode),
    #[error("the app has ended: {0}")]
    Ended(String),
}

impl Failure {
    fn response(self) -> Response {
        let (status, cite) = match self {
            Failure::Body(_) => (StatusCode::BAD_REQUEST, rfc::INCOMPLETE),
            Failure::Busy => (StatusCode::SERVICE_UNAVAILABLE, rfc::UNAVAILABLE),
            Failure::Late => (StatusCode::GATEWAY_TIMEOUT, rfc::GATEWAY_TIMEOUT),
            _ => (StatusCode::BAD_GATEWAY, rfc::BAD_GATEWAY),
        };
        notice(status, &format!("{self} ({cite})"))
    }
}
