//! A visit of Alice's: one connection, and what she asks on it.

use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use anyhow::{Context, Error, Result, anyhow, bail};
use bytes::{Buf, Bytes};
use h3::client::{RequestStream, SendRequest};
use h3::error::StreamError;
use http::Request;
use quinn::{Connecting, Connection, ZeroRttAccepted};
use tokio::time::timeout;

use super::asked::Answer;
use super::client::Client;
use super::gate::{Driver, start};
use super::metered::{Counted, Meter, Metered};
use super::server::no_error;
use super::words::{Silent, Words};
use crate::client::LONGEST;

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(5);
/// How long a request may take as a whole, with its answer.
const CALL: Duration = Duration::from_secs(30);
/// How long a visit waits for its last word to leave. Its connection is remembered for longer, in case the server has not heard it
/// (RFC 9000 section 10.2), and nobody has to wait for that.
const END: Duration = Duration::from_millis(30);
/// How much may come on a stream: the longest answer and the frames around it.
const METER: Meter = Meter { request: LONGEST + 128 * 1024, control: 64 * 1024 };

type Requests = SendRequest<Metered<h3_quinn::OpenStreams>, Bytes>;
type H3 = h3::client::Connection<Metered<h3_quinn::Connection>, Bytes>;
type Stream = RequestStream<Counted<h3_quinn::BidiStream<Bytes>>, Bytes>;

/// A visit of Alice's: one connection, until it is dropped.
pub struct Visit<'a> {
    client: &'a Client,
    connection: Connection,
    authority: String,
    talk: Talk,
    early: Option<bool>,
}

enum Talk {
    /// Nothing is sent yet: the first request goes along with the first flight.
    Early(ZeroRttAccepted, Vec<Driver>),
    /// HTTP/3 is spoken.
    Open(Requests),
    /// It could not be.
    Failed,
}

impl<'a> Visit<'a> {
    /// Makes the handshake.
    pub(super) fn begin(
        client: &'a Client,
        host: &str,
        (connecting, to): (Connecting, SocketAddr),
        drivers: Vec<Driver>,
    ) -> Result<Visit<'a>> {
        let authority = authority(host, to);
        let opened = client.runtime.block_on(async {
            start(drivers);
            let connected =
                timeout(CONNECT, connecting).await.map_err(|_| Error::from(Silent { to, after: CONNECT }))?;
            let connection = connected.map_err(|error| Words::of(&error).told())?;
            let (h3, requests) = timeout(CONNECT, open(&connection)).await.context("the server takes no streams")??;
            drive(h3);
            Ok::<_, Error>((connection, requests))
        });
        let (connection, requests) = opened?;
        Ok(Visit { client, connection, authority, talk: Talk::Open(requests), early: None })
    }

    /// Waits for the first request.
    pub(super) fn waits(
        client: &'a Client,
        host: &str,
        connection: Connection,
        accepted: ZeroRttAccepted,
        drivers: Vec<Driver>,
    ) -> Visit<'a> {
        let authority = authority(host, connection.remote_address());
        Visit { client, connection, authority, talk: Talk::Early(accepted, drivers), early: None }
    }
}

impl Visit<'_> {
    /// Asks, and reads the answer whole. An early request that the server did not take early is sent again after the handshake, on
    /// the same connection.
    ///
    /// # Errors
    /// The connection ended, nothing came in time, or the answer is longer than 1 MiB. A status that is an error is an answer.
    pub fn ask(&mut self, method: &str, path: &str, body: &[u8]) -> Result<Answer> {
        let request = Request::builder().method(method).uri(format!("https://{}{path}", self.authority)).body(());
        let request = request.with_context(|| format!("{method} {path} is no request; a path looks like /acorns"))?;
        let body = Bytes::copy_from_slice(body);
        let runtime = &self.client.runtime;
        let talk = std::mem::replace(&mut self.talk, Talk::Failed);
        let (connection, early) = (&self.connection, &mut self.early);
        let (answer, requests) = runtime.block_on(async {
            let asked = async {
                let (mut requests, first) = match talk {
                    Talk::Early(accepted, drivers) => {
                        let sent = sends_early(connection, (&request, &body), accepted, drivers).await?;
                        *early = Some(sent.is_some());
                        match sent {
                            Some((requests, stream)) => (requests, Some(stream)),
                            None => (reopens(connection).await?, None),
                        }
                    }
                    Talk::Open(requests) => (requests, None),
                    Talk::Failed => return Err(anyhow!("this connection has failed before; visit the server again")),
                };
                let answer = match first {
                    Some(stream) => receives(stream, None).await,
                    None => asks(&mut requests, &request, &body).await,
                };
                Ok((answer.map_err(|error| Words::why(connection, error)), requests))
            };
            let late = || anyhow!("no whole answer came within {} seconds", CALL.as_secs());
            timeout(CALL, asked).await.unwrap_or_else(|_| Err(late()))
        })?;
        self.talk = Talk::Open(requests);
        answer
    }

    /// Whether what was sent early was accepted; `None`: nothing was sent early.
    pub fn early(&self) -> Option<bool> {
        self.early
    }

    /// Ends the connection without an error (H3_NO_ERROR, RFC 9114 section 8.1), and waits until the server can have heard it, at
    /// most a second. Dropping a visit ends it so too, and waits for nobody.
    pub fn closes(self) {
        let client = self.client;
        drop(self);
        client.rests(END);
    }
}

impl Drop for Visit<'_> {
    fn drop(&mut self) {
        let _within = self.client.runtime.enter();
        self.connection.close(no_error(), b"");
        if let Talk::Early(_, drivers) = std::mem::replace(&mut self.talk, Talk::Failed) {
            start(drivers);
        }
    }
}

/// Host and port of a URL.
fn authority(host: &str, to: SocketAddr) -> String {
    let host = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
    if to.port() == 443 { host } else { format!("{host}:{}", to.port()) }
}

/// Begins to speak HTTP/3.
async fn open(connection: &Connection) -> Result<(H3, Requests)> {
    let streams = Metered::new(connection.clone(), METER);
    let opened = h3::client::builder().send_grease(false).build(streams).await; // a lesson explains each byte
    opened.map_err(|error| Words::why(connection, error.into()))
}

/// Reads what concerns the connection as a whole, until it ends.
fn drive(mut h3: H3) {
    tokio::spawn(async move { h3.wait_idle().await });
}

/// Begins once more on a connection that took nothing early.
async fn reopens(connection: &Connection) -> Result<Requests> {
    let (h3, requests) = open(connection).await?;
    drive(h3);
    Ok(requests)
}

/// Sends a request along with the first flight; `None`: the server did not take it.
async fn sends_early(
    connection: &Connection,
    (request, body): (&Request<()>, &Bytes),
    mut accepted: ZeroRttAccepted,
    drivers: Vec<Driver>,
) -> Result<Option<(Requests, Stream)>> {
    let mut sending = pin!(async {
        let (h3, mut requests) = open(connection).await?;
        let (stream, _) = sends(&mut requests, request, body).await.map_err(|error| Words::why(connection, error))?;
        Ok::<_, Error>((h3, requests, stream))
    });
    let (mut sent, mut drivers) = (None, Some(drivers));
    let connected = std::future::poll_fn(|cx| {
        if sent.is_none()
            && let Poll::Ready(outcome) = sending.as_mut().poll(cx)
        {
            sent = Some(outcome);
        }
        // What could be written is in the streams now, and goes out with the first flight.
        drivers.take().into_iter().for_each(start);
        Pin::new(&mut accepted).poll(cx)
    });
    let to = connection.remote_address();
    let accepted = timeout(CONNECT, connected).await.map_err(|_| Error::from(Silent { to, after: CONNECT }))?;
    if let Some(error) = connection.close_reason() {
        return Err(Words::of(&error).told());
    }
    if !accepted {
        return Ok(None);
    }
    let (h3, requests, stream) = match sent {
        Some(outcome) => outcome?,
        None => sending.await?,
    };
    drive(h3);
    Ok(Some((requests, stream)))
}

/// Sends a request; and what went wrong with its body, where a server may still have answered.
async fn sends(requests: &mut Requests, request: &Request<()>, body: &Bytes) -> Result<(Stream, Option<StreamError>)> {
    let mut stream = requests.send_request(request.clone()).await?;
    let rest = async {
        if !body.is_empty() {
            stream.send_data(body.clone()).await?;
        }
        stream.finish().await
    };
    let failed = rest.await.err();
    Ok((stream, failed))
}

async fn asks(requests: &mut Requests, request: &Request<()>, body: &Bytes) -> Result<Answer> {
    let (stream, failed) = sends(requests, request, body).await?;
    receives(stream, failed).await
}

/// Reads an answer. A server may answer before it has heard all (RFC 9114 section 4.1); without an answer, what went wrong before
/// says more.
async fn receives(mut stream: Stream, failed: Option<StreamError>) -> Result<Answer> {
    let head = match stream.recv_response().await {
        Ok(head) => head,
        Err(error) => return Err(failed.unwrap_or(error).into()),
    };
    let mut body = Vec::new();
    while let Some(mut piece) = stream.recv_data().await? {
        if (body.len() + piece.remaining()) as u64 > LONGEST {
            bail!("the answer is longer than {LONGEST} bytes");
        }
        body.extend_from_slice(&piece.copy_to_bytes(piece.remaining()));
    }
    Ok(Answer { status: head.status().as_u16(), body: String::from_utf8_lossy(&body).into_owned() })
}
