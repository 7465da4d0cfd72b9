//! One connection: gate, hyper, handler, and a polite end.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::header::{CONNECTION, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::{sleep, timeout};

use super::body::Inbound;
use super::gate::{Gate, Stop};
use super::paced::Paced;
use super::slots::{Slot, Waiting};
use super::{Limits, Peer, Refusal, Request, Response, rebuild};

/// How long one that is sent away may take to be told so.
const LAST_WORD: Duration = Duration::from_millis(100);
/// The smallest buffer that hyper takes, in bytes.
const HYPER_BUFFER: usize = 8 * 1024;

/// Serves one connection until it ends: each request that passes the gate goes to the handler, rebuilt, with the
/// [`Peer`] among its extensions. Errors end the connection; nobody else needs to know.
pub async fn serve<S, H, F>(stream: S, peer: Peer, limits: Arc<Limits>, handler: H)
where
    S: AsyncRead + AsyncWrite + Unpin + Send,
    H: Fn(Request) -> F + Send + Sync,
    F: Future<Output = Response> + Send,
{
    let slot = Slot::alone();
    let gate = Gate::new(stream, limits.clone(), slot.clone());
    serve_in(gate, peer, &limits, &slot, &handler).await;
}

/// The same for a connection that has its gate, and a place that it may have to leave.
pub(super) async fn serve_in<S, H, F>(gate: Gate<S>, peer: Peer, limits: &Limits, slot: &Slot, handler: &H)
where
    S: AsyncRead + AsyncWrite + Unpin + Send,
    H: Fn(Request) -> F + Send + Sync,
    F: Future<Output = Response> + Send,
{
    if !converse(&gate, &peer, limits, slot, handler).await {
        return;
    }
    let soon = async {
        slot.stopping().await;
        sleep(LAST_WORD).await;
    };
    tokio::select! {
        () = gate.close() => {}
        () = slot.evicted() => {}
        () = soon => {}
    }
}

/// Request after request. Whether there is time to part: false, if the place is needed now. What was being answered is given up
/// with that, and does not wait for the client to close.
async fn converse<S, H, F>(gate: &Gate<S>, peer: &Peer, limits: &Limits, slot: &Slot, handler: &H) -> bool
where
    S: AsyncRead + AsyncWrite + Unpin + Send,
    H: Fn(Request) -> F + Send + Sync,
    F: Future<Output = Response> + Send,
{
    let service = service_fn(|request| answer(request, gate, peer, handler));
    let connection = http1::Builder::new()
        .half_close(true) // the gate sees to clients that leave
        .title_case_headers(true)
        .max_headers(limits.headers)
        .max_buf_size(limits.head_bytes.max(HYPER_BUFFER) + HYPER_BUFFER)
        .serve_connection(TokioIo::new(gate.clone()), service);
    let mut connection = pin!(connection);
    let mut stopping = false;
    loop {
        tokio::select! {
            biased; // whatever has arrived counts before anybody is sent away
            _ = &mut connection => return true,
            () = slot.stopping(), if !stopping => {
                stopping = true;
                connection.as_mut().graceful_shutdown();
            }
            () = slot.evicted() => match slot.waiting() {
                Waiting::Nothing => slot.stay(),
                Waiting::Write => return false,
                _ => {
                    gate.refuse(Refusal::Evicted);
                    // Best effort: the place is needed now.
                    let _ = timeout(LAST_WORD, &mut connection).await;
                    return false;
                }
            },
        }
    }
}

/// One request: refused by the gate already, or rebuilt and handled.
async fn answer<S, H, F>(
    request: hyper::Request<Incoming>,
    gate: &Gate<S>,
    peer: &Peer,
    handler: &H,
) -> Result<hyper::Response<Paced>, Gone>
where
    S: AsyncRead + AsyncWrite + Unpin + Send,
    H: Fn(Request) -> F + Send + Sync,
    F: Future<Output = Response> + Send,
{
    if let Some(refusal) = gate.refused_head() {
        return Ok(at_once(refusal, gate));
    }
    let (parts, incoming) = request.into_parts();
    let method = parts.method.clone();
    let (body, read_to_its_end) = Inbound::new(incoming);
    let mut request = rebuild::request(parts, body.boxed_unsync());
    request.extensions_mut().insert(peer.clone());
    let response = tokio::select! {
        biased;
        stop = gate.stop() => match stop {
            Stop::Refused(refusal) => return Ok(at_once(refusal, gate)),
            Stop::Gone => return Err(Gone),
        },
        response = handler(request) => response,
    };
    let (parts, body) = response.into_parts();
    let mut response = rebuild::response(parts, body, &method);
    // What is left of the body would have to be read before the next request: the connection ends instead. So does one whose
    // place is wanted: said beforehand it cuts nobody off, as sending it away between two requests might.
    if !read_to_its_end.load(Ordering::Relaxed) || gate.is_wanted() {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    Ok(response.map(|body| Paced::new(body, gate.held())))
}

/// A refusal as an answer.
fn at_once<S: AsyncRead + AsyncWrite + Unpin>(refusal: Refusal, gate: &Gate<S>) -> hyper::Response<Paced> {
    Response::from(refusal).map(|body| Paced::new(body, gate.held()))
}

/// The client has gone before it was answered.
#[derive(Debug, thiserror::Error)]
#[error("the client has gone")]
struct Gone;
