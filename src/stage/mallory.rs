//! Mallory: a relay with one alteration.
//!
//! She needs no key and breaks nothing: she accepts the client's connection, opens one of her own to the server, and passes on
//! what she likes. Altering nothing, and taking her time, she is a long line.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};

use super::eve::BREATHER;
use crate::recording::Side;

/// How long a connection may be silent, as for Eve.
const SILENCE: Duration = Duration::from_secs(30);
/// How much she holds back at most while she waits for more, in bytes.
const HELD: usize = 1 << 20;

/// Mallory's one alteration. It is given what `Side` sent and was not passed on yet, and returns what to pass on in its
/// place, or `None` to wait for more. What is still held when that side has no more to say passes unaltered.
pub type Alter = Arc<dyn Fn(Side, &[u8]) -> Option<Vec<u8>> + Send + Sync>;

/// Relays every connection that `listener` accepts to `server`, altered, until the task is aborted.
///
/// Each piece waits `delay` before it is passed on.
pub async fn relay(listener: TcpListener, server: SocketAddr, alter: Alter, delay: Duration) {
    loop {
        let Ok((client, _)) = listener.accept().await else {
            sleep(BREATHER).await;
            continue;
        };
        let alter = Arc::clone(&alter);
        tokio::spawn(async move {
            let Ok(server) = TcpStream::connect(server).await else { return };
            let _ = (client.set_nodelay(true), server.set_nodelay(true));
            let (client_reads, client_writes) = client.into_split();
            let (server_reads, server_writes) = server.into_split();
            let _ = tokio::join!(
                pass_on(Side::Client, client_reads, server_writes, (&alter, delay)),
                pass_on(Side::Server, server_reads, client_writes, (&alter, delay)),
            );
        });
    }
}

async fn pass_on(
    side: Side,
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    (alter, delay): (&Alter, Duration),
) -> io::Result<()> {
    let mut held = Vec::new();
    let mut piece = vec![0; 16 << 10];
    loop {
        let n = timeout(SILENCE, from.read(&mut piece)).await??;
        if !delay.is_zero() {
            sleep(delay).await; // even a sleep of no length would let pieces run together
        }
        held.extend_from_slice(&piece[..n]);
        let last = n == 0 || held.len() > HELD;
        let out = if last { Some(held.clone()) } else { alter(side, &held) };
        if let Some(out) = out {
            timeout(SILENCE, to.write_all(&out)).await??;
            held.clear();
        }
        if n == 0 {
            return to.shutdown().await;
        }
    }
}
