//! Raw bytes to and from a door, in memory and over TCP.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http_body_util::BodyExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use wirewalk::door::{self, Identity, Limits, Peer, Request, Response};

/// Any free port.
pub const LOOPBACK: ([u8; 4], u16) = ([127, 0, 0, 1], 0);
/// A request after which the connection ends.
pub const LAST_GET: &str = "GET / HTTP/1.1\r\nHost: bob\r\nConnection: close\r\n\r\n";

/// Connects; nothing takes longer than ten seconds.
pub fn connect(addr: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(addr).expect("the door listens");
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout can be set");
    stream.set_write_timeout(Some(Duration::from_secs(10))).expect("a timeout can be set");
    stream
}

/// Sends bytes and returns everything that comes back until the door closes.
pub fn exchange(addr: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = connect(addr);
    stream.write_all(bytes).expect("the door reads");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("the door answers and closes");
    String::from_utf8_lossy(&answer).into_owned()
}

/// One honest request, on a connection of its own.
pub fn honest(addr: SocketAddr) -> String {
    exchange(addr, LAST_GET.as_bytes())
}

/// An answer of text.
pub fn answer(text: impl Into<String>) -> Response {
    Response::new(door::full(text.into()))
}

/// Serves one connection in memory with a handler; the other end is the client's.
pub fn serve<H, F>(limits: Limits, handler: H) -> DuplexStream
where
    H: Fn(Request) -> F + Send + Sync + 'static,
    F: Future<Output = Response> + Send + 'static,
{
    let (client, server) = tokio::io::duplex(1 << 16);
    let peer = Peer {
        identity: Some(Identity { subject: String::from("CN=alice"), ..Identity::default() }),
        ..Peer::default()
    };
    tokio::spawn(async move { door::serve(server, peer, Arc::new(limits), handler).await });
    client
}

/// Sends bytes over a connection in memory to a handler that notes what it sees; returns the answer and the notes.
pub async fn send(limits: Limits, bytes: &[u8]) -> (String, Vec<String>) {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let notes = seen.clone();
    let mut client = serve(limits, move |request| {
        let notes = notes.clone();
        async move {
            let line = format!("{} {}", request.method(), request.uri());
            let body = request.into_body().collect().await.map(|body| body.to_bytes());
            let body = body.map_or_else(|e| format!("broken: {e}"), |b| String::from_utf8_lossy(&b).into_owned());
            notes.lock().unwrap().push(format!("{line} [{body}]"));
            answer(line)
        }
    });
    let mut text = Vec::new();
    // A door that refuses may stop reading; what it says is what matters.
    let _ = client.write_all(bytes).await;
    tokio::time::timeout(Duration::from_secs(5), client.read_to_end(&mut text))
        .await
        .expect("the door closes")
        .unwrap();
    let seen = seen.lock().unwrap().clone();
    (String::from_utf8(text).unwrap(), seen)
}
