//! One connection of Bob's, and the requests on it.

use bytes::{Buf, Bytes};
use h3::error::{Code, StreamError};
use h3::server::{RequestResolver, RequestStream};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{Method, Response, StatusCode};
use quinn::Connection;
use tokio::sync::watch;
use tokio::task::{JoinSet, spawn_blocking};
use tokio::time::{Duration, Instant, sleep, sleep_until, timeout};

use super::asked::{Answer, App, Request};
use super::handshake::Handshake;
use super::limits::Limits;
use super::metered::{Counted, Metered};
use super::places::Place;

/// How long a client may take to hear that nothing more is accepted, before the connection ends with what it has not heard.
const LAST_WORD: Duration = Duration::from_millis(50);

/// What all connections of a server share.
#[derive(Clone)]
pub(super) struct Host {
    pub(super) limits: Limits,
    pub(super) app: App,
    /// Whether the server is closing.
    pub(super) closing: watch::Receiver<bool>,
}

type Streams = Metered<h3_quinn::Connection>;
type Stream = RequestStream<Counted<h3_quinn::BidiStream<Bytes>>, Bytes>;

/// Why a connection is served no longer.
enum End {
    /// The client has gone, or broke the rules; h3 has told it.
    Gone,
    /// It was asked for the last time: the client says so, or the server closes.
    Done,
    /// The client has done nothing for too long.
    Silent,
}

/// Serves a connection until either side ends it.
pub(super) async fn serve(connection: Connection, handshake: Handshake, place: Place, host: Host) {
    let streams = Metered::new(connection.clone(), host.limits.meter());
    let mut builder = h3::server::builder();
    builder.max_field_section_size(host.limits.header).send_grease(false); // a lesson explains each byte
    let Ok(Ok(mut h3)) = timeout(host.limits.handshake, builder.build(streams)).await else { return };
    let mut running = JoinSet::new();
    let end = requests(&mut h3, &handshake, place, &host, &mut running).await;
    match end {
        End::Gone => running.abort_all(),
        End::Done => {
            // What cannot be said any more is not missed.
            let _ = h3.shutdown(0).await;
            let _ = timeout(host.limits.idle, async { while running.join_next().await.is_some() {} }).await;
            let _ = timeout(LAST_WORD, connection.closed()).await;
        }
        End::Silent => {}
    }
    // h3 ends it without an error, unless it has ended.
}

/// Takes requests, and starts their answers.
async fn requests(
    h3: &mut h3::server::Connection<Streams, Bytes>,
    handshake: &Handshake,
    mut place: Place,
    host: &Host,
    running: &mut JoinSet<()>,
) -> End {
    let (deadline, mut closing) = (Instant::now() + host.limits.handshake, host.closing.clone());
    loop {
        tokio::select! {
            accepted = h3.accept() => match accepted {
                Ok(Some(resolver)) => {
                    // Asked when its stream begins: what follows may come later, and be a copy all the same.
                    let early = !handshake.is_over();
                    running.spawn(answers(resolver, early, host.clone()));
                }
                Ok(None) => return End::Done,
                Err(_) => return End::Gone,
            },
            Some(_) = running.join_next() => {}
            () = handshake.over(), if place.is_beginning() => place.settle(),
            () = sleep_until(deadline), if place.is_beginning() => return End::Silent,
            () = sleep(host.limits.idle), if running.is_empty() => return End::Silent,
            _ = closing.wait_for(|closing| *closing) => return End::Done,
        }
    }
}

/// Reads one request and answers it.
async fn answers(resolver: RequestResolver<Streams, Bytes>, early: bool, host: Host) {
    let patience = host.limits.idle;
    // h3 answers 431 by itself, and tells of what is malformed.
    let Ok(Ok((head, mut stream))) = timeout(patience, resolver.resolve_request()).await else { return };
    let is_head = head.method() == Method::HEAD;
    let length = head.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    let answer = match timeout(patience, body(&mut stream, length, host.limits.body)).await {
        Ok(Ok(Some(body))) => {
            let path = head.uri().path_and_query().map_or("", |path| path.as_str()).to_owned();
            ask(host.app, Request { method: head.method().to_string(), path, body, early }).await
        }
        Ok(Ok(None)) => {
            let body = format!("413: send a body of at most {} bytes\n", host.limits.body);
            Answer { status: StatusCode::PAYLOAD_TOO_LARGE.as_u16(), body }
        }
        Ok(Err(_)) => return,
        Err(_) => return stream.stop_stream(Code::H3_REQUEST_INCOMPLETE),
    };
    let too_long = answer.status == StatusCode::PAYLOAD_TOO_LARGE;
    match timeout(patience, send(&mut stream, answer, is_head)).await {
        // The rest is not wanted, which is no error (RFC 9114 section 4.1).
        Ok(Ok(())) if too_long => stream.stop_sending(Code::H3_NO_ERROR),
        Ok(_) => {}
        Err(_) => stream.stop_stream(Code::H3_REQUEST_CANCELLED),
    }
}

/// The body of a request; `None`: it is longer than it may be.
async fn body(stream: &mut Stream, announced: Option<u64>, most: usize) -> Result<Option<Vec<u8>>, StreamError> {
    if announced.is_some_and(|length| usize::try_from(length).map_or(true, |length| length > most)) {
        return Ok(None);
    }
    let mut body = Vec::new();
    while let Some(mut piece) = stream.recv_data().await? {
        if piece.remaining() > most - body.len() {
            return Ok(None);
        }
        body.extend_from_slice(&piece.copy_to_bytes(piece.remaining()));
    }
    Ok(Some(body))
}

/// Lets the app answer, on a thread of its own. A panic is its own affair, and is answered too.
async fn ask(app: App, request: Request) -> Answer {
    let failed = || Answer { status: 500, body: "500: the app failed; its own output says why\n".to_owned() };
    spawn_blocking(move || app(&request)).await.unwrap_or_else(|_| failed())
}

async fn send(stream: &mut Stream, answer: Answer, is_head: bool) -> Result<(), StreamError> {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = Bytes::from(answer.body);
    let mut head = Response::new(());
    *head.status_mut() = status;
    head.headers_mut().insert(CONTENT_TYPE, http::HeaderValue::from_static("text/plain; charset=utf-8"));
    head.headers_mut().insert(CONTENT_LENGTH, body.len().into());
    stream.send_response(head).await?;
    if !is_head && !body.is_empty() {
        stream.send_data(body).await?;
    }
    stream.finish().await
}
