//! Who sits on a wire of datagrams: Eve, who writes each of them down; Mallory, who alters, adds and withholds; a long line; a router
//! that restarts.
//!
//! As with TCP, Eve never looks into what she passes on. All four are this one relay, each with another part of it.

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use tokio::net::UdpSocket;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until};

use super::eve::{BREATHER, Notebook};
use crate::recording::{Endpoint, Side, What};

/// So many flows a relay keeps apart; a scene has a handful.
const FLOWS: usize = 64;
/// No datagram is longer, in bytes.
const LONGEST: usize = 65_535;

/// Mallory's alteration. It is given a datagram and who sent it, and returns what goes on its way in its place: nothing, the same, or
/// others, each with whoever seems to send it.
pub type AlterDatagram = Arc<dyn Fn(Side, &[u8]) -> Vec<(Side, Vec<u8>)> + Send + Sync>;

/// A relay of datagrams.
pub(super) struct Relay {
    /// Where the server is.
    pub to: SocketAddr,
    /// How long each datagram is under way.
    pub delay: Duration,
    /// What becomes of a datagram.
    pub alter: Option<AlterDatagram>,
    /// Who writes it down.
    pub eve: Option<Writes>,
    /// What makes it forget.
    pub router: Router,
}

/// Eve's part: which leg she is on, between whom, and where she writes.
pub(super) struct Writes {
    pub hop: u8,
    pub client: &'static str,
    pub server: &'static str,
    pub notebook: Notebook,
}

/// A router that gives a client's packets a port of its own, and can forget which one it was.
#[derive(Clone, Default)]
pub struct Router(Arc<AtomicUsize>);

impl Router {
    /// From now on, clients' packets leave by another port.
    pub fn restarts(&self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

impl Relay {
    /// Passes on whatever comes to `front`, until the task is aborted.
    pub async fn relay(self, front: UdpSocket) {
        let (relay, front) = (Arc::new(self), Arc::new(front));
        let mut flows: HashMap<(SocketAddr, usize), Arc<Flow>> = HashMap::new();
        // They end with this task.
        let mut tasks = JoinSet::new();
        let mut bytes = vec![0; LONGEST];
        loop {
            let Ok((len, client)) = front.recv_from(&mut bytes).await else {
                sleep(BREATHER).await;
                continue;
            };
            let key = (client, relay.router.0.load(Ordering::SeqCst));
            if !flows.contains_key(&key) && flows.len() < FLOWS {
                let Ok(flow) = Flow::open(&relay, &front, client, &mut tasks).await else { continue };
                flows.insert(key, flow);
            }
            let Some(flow) = flows.get(&key) else { continue };
            flow.passes(Side::Client, &bytes[..len]).await;
        }
    }
}

/// A datagram under way, and when it arrives.
type Late = (Instant, Vec<u8>);

/// The datagrams between a client's address and the server.
struct Flow {
    relay: Arc<Relay>,
    front: Arc<UdpSocket>,
    client: SocketAddr,
    /// Towards the server.
    back: UdpSocket,
    /// Its page in Eve's notebook.
    page: Option<usize>,
    /// What is under way, of the client's and of the server's.
    under_way: Option<[UnboundedSender<Late>; 2]>,
}

impl Flow {
    async fn open(
        relay: &Arc<Relay>,
        front: &Arc<UdpSocket>,
        client: SocketAddr,
        tasks: &mut JoinSet<()>,
    ) -> std::io::Result<Arc<Flow>> {
        let back = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        back.connect(relay.to).await?;
        let listening = front.local_addr()?;
        let end = |name: &str, addr| Endpoint { name: name.to_owned(), addr };
        let begins =
            |eve: &Writes| eve.notebook.begin_flow(eve.hop, end(eve.client, client), end(eve.server, listening));
        let page = relay.eve.as_ref().map(begins);
        let (mut queues, mut under_way) = (Vec::new(), None);
        if !relay.delay.is_zero() {
            let ways = [Side::Client, Side::Server].map(|side| {
                let (sends, queue) = unbounded_channel();
                queues.push((side, queue));
                sends
            });
            under_way = Some(ways);
        }
        let (relay, front) = (relay.clone(), front.clone());
        let flow = Arc::new(Flow { relay, front, client, back, page, under_way });
        for (side, mut queue) in queues {
            let flow = flow.clone();
            tasks.spawn(async move {
                while let Some((at, bytes)) = queue.recv().await {
                    sleep_until(at).await;
                    flow.sends(side, &bytes).await;
                }
            });
        }
        tasks.spawn(flow.clone().answers());
        Ok(flow)
    }

    /// What the server sends back.
    async fn answers(self: Arc<Flow>) {
        let mut bytes = vec![0; LONGEST];
        loop {
            match self.back.recv(&mut bytes).await {
                Ok(len) => self.passes(Side::Server, &bytes[..len]).await,
                // Nobody listens there any more: a server that has gone is one that says nothing.
                Err(_) => sleep(BREATHER).await,
            }
        }
    }

    /// A datagram is written down before it is passed on: an answer can never stand before its question.
    async fn passes(&self, side: Side, bytes: &[u8]) {
        let out = match &self.relay.alter {
            Some(alter) => alter(side, bytes),
            None => vec![(side, bytes.to_vec())],
        };
        for (side, bytes) in out {
            if let (Some(eve), Some(page)) = (&self.relay.eve, self.page)
                && eve.notebook.note(page, side, What::Bytes(Bytes::copy_from_slice(&bytes))).is_err()
            {
                return; // her notebook is full, and nothing passes that she has not written down
            }
            match &self.under_way {
                None => self.sends(side, &bytes).await,
                Some([client, server]) => {
                    let way = if side == Side::Client { client } else { server };
                    // An error means that the scene is over.
                    let _ = way.send((Instant::now() + self.relay.delay, bytes));
                }
            }
        }
    }

    /// Whoever has gone hears nothing any more, which is no matter of the relay's.
    async fn sends(&self, side: Side, bytes: &[u8]) {
        let _ = match side {
            Side::Client => self.back.send(bytes).await,
            Side::Server => self.front.send_to(bytes, self.client).await,
        };
    }
}
