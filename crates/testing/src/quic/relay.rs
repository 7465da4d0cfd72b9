//! A relay for datagrams that records them where the server stands.

use std::collections::HashMap;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use wirewalk::recording::Timestamp;
use wirewalk::render::pcapng::{Interface, LINKTYPE_RAW, Writer};

use crate::udp;

/// How long a datagram that was held back waits for one that overtakes it.
const LATE: Duration = Duration::from_millis(5);
/// How long nothing must have come before all has.
const QUIET: Duration = Duration::from_millis(150);
/// How long that may take at the most.
const PATIENCE: Duration = Duration::from_secs(3);

/// What happens to datagrams on their way, each in so many of a thousand cases.
#[derive(Clone, Copy, Debug, Default)]
pub struct Weather {
    /// Where the dice begin.
    pub seed: u64,
    /// Does not arrive; half of them before they are recorded, half of them after that.
    pub lost: u64,
    /// Is overtaken by the next one.
    pub late: u64,
    /// Comes twice.
    pub twice: u64,
    /// After so many datagrams of the client, its address is another one from then on, as behind a router that restarts.
    pub moves_after: Option<usize>,
}

/// A relay before a server.
pub struct Relay {
    port: u16,
    shared: Arc<Shared>,
    thread: JoinHandle<()>,
}

struct Shared {
    front: UdpSocket,
    server: SocketAddr,
    weather: Weather,
    packets: Mutex<Vec<(Timestamp, Vec<u8>)>>,
    over: AtomicBool,
}

impl Relay {
    /// Before the server at this address.
    pub fn before(server: SocketAddr, weather: Weather) -> Relay {
        let front = socket();
        let port = front.local_addr().expect("bound").port();
        let packets = Mutex::default();
        let shared = Arc::new(Shared { front, server, weather, packets, over: AtomicBool::new(false) });
        let carries = shared.clone();
        Relay { port, shared, thread: thread::spawn(move || from_clients(&carries)) }
    }

    /// Where clients reach it.
    pub fn address(&self) -> SocketAddr {
        (Ipv4Addr::LOCALHOST, self.port).into()
    }

    /// Waits until nobody says anything more; gives the capture.
    pub fn capture(self) -> Vec<u8> {
        let count = || self.shared.packets.lock().expect("no panic").len();
        let (begun, mut seen, mut since) = (Instant::now(), count(), Instant::now());
        while since.elapsed() < QUIET && begun.elapsed() < PATIENCE {
            thread::sleep(Duration::from_millis(10));
            if count() != seen {
                (seen, since) = (count(), Instant::now());
            }
        }
        self.shared.over.store(true, Ordering::Relaxed);
        self.thread.join().expect("no panic");
        let mut writer = Writer::new(Vec::new(), "").expect("memory takes everything");
        writer.interface(&Interface { link_type: LINKTYPE_RAW, name: "", description: "" }).expect("memory");
        for (at, packet) in self.shared.packets.lock().expect("no panic").iter() {
            writer.packet(0, *at, packet, None).expect("memory");
        }
        writer.finish().expect("memory")
    }
}

fn socket() -> UdpSocket {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    socket.set_read_timeout(Some(LATE)).expect("it takes a time");
    socket
}

/// What clients send, to the server; for each of them a socket, and a thread that carries back what it gets.
fn from_clients(shared: &Arc<Shared>) {
    let mut backs: HashMap<SocketAddr, (Arc<UdpSocket>, usize)> = HashMap::new();
    let (mut threads, mut way) = (Vec::new(), Way::new(shared.weather.seed));
    let mut bytes = vec![0; 65_536];
    while !shared.over.load(Ordering::Relaxed) {
        let Ok((len, client)) = shared.front.recv_from(&mut bytes) else {
            way.calm(shared);
            continue;
        };
        let sent = backs.get(&client).map_or(0, |(_, sent)| *sent);
        if sent == 0 || shared.weather.moves_after == Some(sent) {
            let back = Arc::new(socket());
            back.connect(shared.server).expect("an address of this machine");
            backs.insert(client, (back.clone(), sent));
            let (shared, seed) = (shared.clone(), shared.weather.seed ^ threads.len() as u64 ^ 0xff);
            threads.push(thread::spawn(move || from_server(&shared, &back, client, seed)));
        }
        let Some((back, sent)) = backs.get_mut(&client) else { continue };
        *sent += 1;
        let from = back.local_addr().expect("bound");
        way.carry(shared, Datagram { from, to: shared.server, by: back.clone(), client: None }, &bytes[..len]);
    }
    threads.into_iter().for_each(|thread| thread.join().expect("no panic"));
}

fn from_server(shared: &Arc<Shared>, back: &Arc<UdpSocket>, client: SocketAddr, seed: u64) {
    let (mut way, mut bytes) = (Way::new(seed), vec![0; 65_536]);
    let to = back.local_addr().expect("bound");
    while !shared.over.load(Ordering::Relaxed) {
        match back.recv(&mut bytes) {
            Ok(len) => {
                let datagram = Datagram { from: shared.server, to, by: back.clone(), client: Some(client) };
                way.carry(shared, datagram, &bytes[..len]);
            }
            // A server that has gone is one that says nothing.
            Err(_) => way.calm(shared),
        }
    }
}

/// Between whom it is recorded, and how it goes on.
struct Datagram {
    from: SocketAddr,
    to: SocketAddr,
    by: Arc<UdpSocket>,
    /// To whom; `None`: to the server.
    client: Option<SocketAddr>,
}

impl Datagram {
    fn record(&self, shared: &Shared, bytes: &[u8]) {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_nanos() as u64;
        let packet = udp::datagram(&self.from.to_string(), &self.to.to_string(), bytes);
        shared.packets.lock().expect("no panic").push((Timestamp(now), packet));
    }

    fn send(&self, shared: &Shared, bytes: &[u8]) {
        // An end that has gone hears nothing any more.
        let _: io::Result<usize> = match self.client {
            None => self.by.send(bytes),
            Some(client) => shared.front.send_to(bytes, client),
        };
    }

    fn pass(&self, shared: &Shared, bytes: &[u8]) {
        self.record(shared, bytes);
        self.send(shared, bytes);
    }
}

/// One direction, with its dice and what it holds back.
struct Way {
    dice: u64,
    held: Option<(Datagram, Vec<u8>)>,
}

impl Way {
    fn new(seed: u64) -> Way {
        Way { dice: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1, held: None }
    }

    fn happens(&mut self, of_thousand: u64) -> bool {
        // Marsaglia's xorshift.
        self.dice ^= self.dice << 13;
        self.dice ^= self.dice >> 7;
        self.dice ^= self.dice << 17;
        (self.dice >> 20) % 1000 < of_thousand
    }

    fn carry(&mut self, shared: &Shared, datagram: Datagram, bytes: &[u8]) {
        let weather = shared.weather;
        if self.happens(weather.lost) {
            if self.happens(500) {
                datagram.record(shared, bytes);
            }
            return;
        }
        if self.held.is_none() && self.happens(weather.late) {
            self.held = Some((datagram, bytes.to_vec()));
            return;
        }
        datagram.pass(shared, bytes);
        if self.happens(weather.twice) {
            datagram.pass(shared, bytes);
        }
        self.calm(shared);
    }

    /// Nothing overtakes what was held back any more.
    fn calm(&mut self, shared: &Shared) {
        if let Some((datagram, bytes)) = self.held.take() {
            datagram.pass(shared, &bytes);
        }
    }
}
