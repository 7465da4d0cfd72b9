//! A reverse proxy as one writes it in ten lines, to be attacked. Each of them looks right, and lesson 7 shows what is wrong:
//!
//! - it adds who the client is and removes nothing, so a client can say it too, and is believed;
//! - it splits the head at every `\n` and passes it on as it came, and Bob splits at `\r\n`: one of them sees a header that the other
//!   does not, so they disagree where a body ends, and what is left over becomes a request;
//! - it has one connection to Bob for everybody, so that request, and its answer, become somebody else's (and a client that says
//!   `Connection: close` ends it for all).

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::io::{AsyncBufRead, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Mutex;

use crate::door::{Acceptor, Peer};

/// This file, for the lesson that shows the ten lines.
pub const SOURCE: &str = include_str!("naive.rs");

/// The most that it reads of one message, in bytes: an attack has to succeed, and not to fill the memory.
const LONGEST: usize = 64 * 1024;

/// Its one connection to Bob.
type Bob = Mutex<BufReader<TcpStream>>;

/// Passes on what clients say, and what Bob answers, for as long as the future is polled.
/// Serves until it is dropped: each connection gets one to `bob`.
///
/// # Errors
/// No connection can be accepted.
pub async fn serve<A: Acceptor>(listener: TcpListener, acceptor: A, bob: SocketAddr) -> io::Result<()> {
    let bob = Arc::new(Bob::new(BufReader::new(TcpStream::connect(bob).await?)));
    let acceptor = Arc::new(acceptor);
    loop {
        let (stream, addr) = listener.accept().await?;
        let (acceptor, bob) = (acceptor.clone(), bob.clone());
        tokio::spawn(async move {
            let (stream, peer) = acceptor.accept(stream.into(), addr).await?;
            pass_on(BufReader::new(stream), &peer, &bob).await
        });
    }
}

// shown in the walk:
/// The ten lines.
async fn pass_on<S>(mut client: BufReader<S>, peer: &Peer, bob: &Bob) -> io::Result<()>
where
    BufReader<S>: AsyncBufRead + AsyncWriteExt + Unpin,
{
    while let Some((head, body)) = message(&mut client).await? {
        let who = peer.identity.iter().flat_map(|identity| &identity.common_names);
        let who: String = who.map(|cn| format!("\r\nX-SSL-Client-CN: {cn}\r\nX-SSL-Client-Verify: SUCCESS")).collect();
        let mut bob = bob.lock().await;
        bob.write_all(format!("{head}{who}\r\n\r\n{body}").as_bytes()).await?;
        let Some((head, body)) = message(&mut *bob).await? else { break };
        client.write_all(format!("{head}\r\n\r\n{body}").as_bytes()).await?;
        client.flush().await?;
    }
    client.shutdown().await
}
// until here.

/// A message: its head, and the body that its lines tell of.
async fn message(from: &mut (impl AsyncBufRead + Unpin)) -> io::Result<Option<(String, String)>> {
    let Some(head) = until(from, "\r\n\r\n").await? else { return Ok(None) };
    let says = |name: &str| {
        let mut lines = head.lines().filter_map(|line| line.split_once(':'));
        lines.find(|(said, _)| said.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned())
    };
    let body = match (says("transfer-encoding"), says("content-length")) {
        (Some(_), _) => until(from, "0\r\n\r\n").await?.map(|body| body + "0\r\n\r\n").unwrap_or_default(),
        (None, length) => {
            let length = length.and_then(|length| length.parse().ok()).unwrap_or(0);
            let mut body = vec![0; LONGEST.min(length)];
            from.read_exact(&mut body).await?;
            String::from_utf8_lossy(&body).into_owned()
        }
    };
    Ok(Some((head, body)))
}

/// What comes before `end`; `None`: nothing does.
async fn until(from: &mut (impl AsyncBufRead + Unpin), end: &str) -> io::Result<Option<String>> {
    let mut read = Vec::new();
    while !read.ends_with(end.as_bytes()) {
        match from.read_u8().await {
            Ok(byte) if read.len() < LONGEST => read.push(byte),
            _ => return Ok(None),
        }
    }
    read.truncate(read.len() - end.len());
    Ok(Some(String::from_utf8_lossy(&read).into_owned()))
}
