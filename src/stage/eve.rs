//! Eve: a relay that writes down bytes, times and directions, and nothing else.
//!
//! She never looks into what she passes on. Whoever wants to know what the bytes mean asks [`crate::dissect`] afterwards.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};

use crate::recording::{Connection, Endpoint, Recording, Side, StreamNumber, Timestamp, Transport, What, WireEvent};

/// How long a connection may be silent before Eve gives it up.
const SILENCE: Duration = Duration::from_secs(30);
/// How long Eve waits when the system has no descriptor for a caller; Mallory too.
pub(super) const BREATHER: Duration = Duration::from_millis(20);
/// How much one scene may record, in bytes; after that Eve hangs up rather than fill the memory.
const MEMORY: u64 = 64 << 20;
/// How much she takes in one piece.
const PIECE: usize = 16 << 10;

/// What the Eves of one scene write into. Cheap to clone: all clones are the same notebook.
#[derive(Clone)]
pub struct Notebook {
    pages: Arc<Mutex<Pages>>,
}

struct Pages {
    connections: Vec<Connection>,
    open: usize,
    bytes: u64,
    started: (Instant, SystemTime),
}

impl Default for Notebook {
    fn default() -> Notebook {
        let started = (Instant::now(), SystemTime::now());
        Notebook { pages: Arc::new(Mutex::new(Pages { connections: Vec::new(), open: 0, bytes: 0, started })) }
    }
}

impl Notebook {
    /// What was recorded so far, hops in order: the connections of hop 0 first opened come first.
    pub fn recording(&self) -> Recording {
        Recording { connections: self.lock().connections.clone() }
    }

    /// How many connections are still open.
    pub fn open(&self) -> usize {
        self.lock().open
    }

    /// A panic while the lock was held leaves whole events behind, so a poisoned notebook is still good to read.
    fn lock(&self) -> MutexGuard<'_, Pages> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn begin(&self, hop: u8, client: Endpoint, server: Endpoint) -> usize {
        let mut pages = self.lock();
        let id = pages.turns(Transport::Tcp, (hop, client, server));
        pages.open += 1;
        pages.note(id, Side::Client, What::Open);
        id
    }

    /// A flow of UDP, which nobody opens or closes.
    pub(super) fn begin_flow(&self, hop: u8, client: Endpoint, server: Endpoint) -> usize {
        self.lock().turns(Transport::Udp, (hop, client, server))
    }

    /// When something was written down last.
    pub(super) fn latest(&self) -> Option<Timestamp> {
        let pages = self.lock();
        pages.connections.iter().filter_map(|connection| Some(connection.events.last()?.at)).max()
    }

    pub(super) fn note(&self, connection: usize, side: Side, what: What) -> io::Result<()> {
        let mut pages = self.lock();
        if let What::Bytes(bytes) = &what {
            pages.bytes += bytes.len() as u64;
            if pages.bytes > MEMORY {
                return Err(io::Error::other(format!("eve's notebook is full after {MEMORY} bytes")));
            }
        }
        pages.note(connection, side, what);
        Ok(())
    }

    fn end(&self, connection: usize, orderly: bool) {
        let mut pages = self.lock();
        pages.open -= 1;
        if orderly {
            pages.note(connection, Side::Client, What::Close);
        }
    }
}

impl Pages {
    /// A new page; its place in the notebook, which is also its number among those of its kind: no scene has both kinds.
    fn turns(&mut self, transport: Transport, (hop, client, server): (u8, Endpoint, Endpoint)) -> usize {
        let at = self.connections.len();
        let id = StreamNumber { transport, number: at as u32 }.id();
        self.connections.push(Connection { id, hop, client, server, through: Vec::new(), events: Vec::new() });
        at
    }

    /// The time is taken under the lock, so events are in order of time.
    fn note(&mut self, connection: usize, side: Side, what: What) {
        let (instant, system) = self.started;
        let at = Timestamp::from_system(system + instant.elapsed());
        if let Some(connection) = self.connections.get_mut(connection) {
            connection.events.push(WireEvent { at, side, what, packet: None });
        }
    }
}

/// One Eve on one leg of the journey.
pub struct Eve {
    /// Which leg: 0 is the one nearest to the client.
    pub hop: u8,
    /// Who is expected to call.
    pub client: &'static str,
    /// Who is called.
    pub server: &'static str,
    /// Where the server is.
    pub to: SocketAddr,
    /// Where everything is written down.
    pub notebook: Notebook,
}

impl Eve {
    /// Relays every connection that `listener` accepts, until the task is aborted.
    pub async fn relay(self: Arc<Eve>, listener: TcpListener) {
        loop {
            let Ok((from_client, addr)) = listener.accept().await else {
                // Out of descriptors, or the caller has gone already: neither ends a scene.
                sleep(BREATHER).await;
                continue;
            };
            let eve = Arc::clone(&self);
            let listening = listener.local_addr();
            tokio::spawn(async move {
                if let Ok(listening) = listening {
                    eve.sit_between(from_client, addr, listening).await;
                }
            });
        }
    }

    async fn sit_between(&self, client: TcpStream, from: SocketAddr, listening: SocketAddr) {
        let end = |name: &str, addr| Endpoint { name: name.to_owned(), addr };
        // Written down before the call goes on: whoever sits behind may open a connection of her own at once.
        let id = self.notebook.begin(self.hop, end(self.client, from), end(self.server, listening));
        let Ok(server) = TcpStream::connect(self.to).await else {
            let _ = self.notebook.note(id, Side::Server, What::Reset);
            let _ = client.set_zero_linger();
            return self.notebook.end(id, false);
        };
        // Small writes are passed on as they come; otherwise Nagle would change the times that are recorded.
        let _ = (client.set_nodelay(true), server.set_nodelay(true));
        let (client_reads, client_writes) = client.into_split();
        let (server_reads, server_writes) = server.into_split();
        let ended = tokio::join!(
            self.pass_on(id, Side::Client, client_reads, server_writes),
            self.pass_on(id, Side::Server, server_reads, client_writes),
        );
        self.notebook.end(id, ended.0.is_ok() && ended.1.is_ok());
    }

    /// One direction. Each piece is written down before it is passed on: an answer can never stand before its question.
    async fn pass_on(&self, id: usize, side: Side, mut from: OwnedReadHalf, mut to: OwnedWriteHalf) -> io::Result<()> {
        let mut piece = vec![0; PIECE];
        loop {
            let read = timeout(SILENCE, from.read(&mut piece)).await.unwrap_or_else(|late| Err(late.into()));
            let passed = match read {
                Ok(0) => {
                    self.notebook.note(id, side, What::HalfClose)?;
                    return to.shutdown().await;
                }
                Ok(n) => match self.notebook.note(id, side, What::Bytes(Bytes::copy_from_slice(&piece[..n]))) {
                    Ok(()) => timeout(SILENCE, to.write_all(&piece[..n])).await.unwrap_or_else(|late| Err(late.into())),
                    full => full,
                },
                Err(error) => {
                    self.notebook.note(id, side, What::Reset)?;
                    Err(error)
                }
            };
            if passed.is_err() {
                // A break is passed on as a break: the other end must not take it for an orderly end.
                let _ = to.as_ref().set_zero_linger();
                return passed;
            }
        }
    }
}
