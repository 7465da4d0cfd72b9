//! What quinn's two ends say to each other in HTTP/3.

use std::future::poll_fn;
use std::net::SocketAddr;
use std::time::Duration;

use bytes::{Buf, Bytes};
use h3::client::SendRequest;
use h3::server::RequestResolver;
use h3_quinn::OpenStreams;
use http::{Request, Response};
use quinn::{Connection, Endpoint, Incoming};
use tokio::time::timeout;

use super::quinn::{Done, Talk, socket};

/// How long a whole talk may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// What a frame of data carries.
const PIECE: usize = 16_384;

type Resolver = RequestResolver<h3_quinn::Connection, Bytes>;

/// Answers whoever comes.
pub(super) async fn serve(endpoint: Endpoint, retry: bool) {
    while let Some(incoming) = endpoint.accept().await {
        if retry && !incoming.remote_address_validated() {
            // Who has gone meanwhile needs none.
            let _ = incoming.retry();
            continue;
        }
        tokio::spawn(serve_one(incoming));
    }
}

async fn serve_one(incoming: Incoming) -> Done {
    let connection = incoming.await?;
    let mut connection =
        h3::server::builder().enable_datagram(true).build::<_, Bytes>(h3_quinn::Connection::new(connection)).await?;
    while let Some(resolver) = connection.accept().await? {
        tokio::spawn(answer(resolver));
    }
    Ok(())
}

async fn answer(resolver: Resolver) -> Done {
    let (request, mut stream) = resolver.resolve_request().await?;
    let mut received = 0;
    while let Some(piece) = stream.recv_data().await? {
        received += piece.remaining();
    }
    let path = request.uri().path();
    let (kind, body) = match path.strip_prefix("/bytes/") {
        Some(len) => ("application/octet-stream", noise(len.parse()?)),
        None if path == "/page" => ("text/html", PAGE.into()),
        None => ("text/plain", Bytes::from(format!("{path}: {received} bytes\n"))),
    };
    let head = Response::builder().header("content-type", kind).header("content-length", body.len()).body(())?;
    stream.send_response(head).await?;
    for at in (0..body.len()).step_by(PIECE) {
        stream.send_data(body.slice(at..body.len().min(at + PIECE))).await?;
    }
    Ok(stream.finish().await?)
}

/// A page that asks for more.
const PAGE: &str = "<!doctype html><title>a page</title><link rel=icon href=/icon><img src=/bytes/3000><img src=/bytes/40000>\
    <script src=/script></script><script>fetch('/post', { method: 'POST', body: 'acorns! '.repeat(500) })</script><p>here";

fn noise(len: usize) -> Bytes {
    (0..len as u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect()
}

/// Asks as the talk says; comes back when the connection is over.
pub(super) async fn ask(endpoint: &Endpoint, to: SocketAddr, talk: &Talk) -> Done {
    let connection = endpoint.connect(to, "localhost")?.await?;
    timeout(PATIENCE, converse(endpoint, connection, talk)).await??;
    if talk.again {
        let early = endpoint.connect(to, "localhost")?.into_0rtt();
        let (connection, _) = early.map_err(|_| "there is no ticket for early data")?;
        timeout(PATIENCE, converse(endpoint, connection, talk)).await??;
    }
    timeout(PATIENCE, endpoint.wait_idle()).await?;
    Ok(())
}

async fn converse(endpoint: &Endpoint, connection: Connection, talk: &Talk) -> Done {
    let (mut driver, requests) = h3::client::builder()
        .enable_datagram(talk.datagrams > 0)
        .build::<_, _, Bytes>(h3_quinn::Connection::new(connection.clone()))
        .await?;
    let driven = tokio::spawn(async move { poll_fn(|context| driver.poll_close(context)).await });
    for number in 0..talk.datagrams {
        // Of the first stream, divided by four (RFC 9297).
        connection.send_datagram(Bytes::from(format!("\0acorn {number}")))?;
    }
    let mut running = Vec::new();
    for path in &talk.paths {
        let one = one_request(requests.clone(), path.clone(), talk.post);
        if talk.together {
            running.push(tokio::spawn(one));
            continue;
        }
        one.await?;
        if talk.update_keys {
            connection.force_key_update();
        }
        if talk.moves {
            endpoint.rebind(socket())?;
        }
    }
    for one in running {
        one.await??;
    }
    if let Some(code) = talk.close {
        connection.close(code.into(), b"the squirrels have eaten");
    }
    drop(requests);
    driven.await?;
    Ok(())
}

async fn one_request(mut requests: SendRequest<OpenStreams, Bytes>, path: String, post: Option<usize>) -> Done {
    let builder = Request::builder().uri(format!("https://localhost{path}")).header("user-agent", "quinn");
    let method = if post.is_some() { "POST" } else { "GET" };
    let mut stream = requests.send_request(builder.method(method).body(())?).await?;
    if let Some(len) = post {
        stream.send_data(noise(len)).await?;
    }
    stream.finish().await?;
    stream.recv_response().await?;
    while stream.recv_data().await?.is_some() {}
    Ok(())
}
