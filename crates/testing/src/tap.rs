//! A relay that writes down what passes, as Eve does in a walk, between programs that a test starts.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;

use wirewalk::recording::{Connection, Endpoint, Recording, Side, Timestamp, What, WireEvent};

/// How long the last connections may take to end before the recording is taken as it is.
const CURTAIN: Duration = Duration::from_secs(10);

/// A wire to a server: whoever calls `addr` speaks to that server, and it is recorded.
pub struct Tap {
    pub addr: SocketAddr,
    shared: Arc<Shared>,
    accepts: Option<JoinHandle<()>>,
}

struct Shared {
    to: SocketAddr,
    connections: Mutex<Vec<Connection>>,
    open: AtomicUsize,
    ended: AtomicBool,
}

impl Tap {
    /// A wire to the server that listens there.
    pub fn to(server: SocketAddr) -> Tap {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let addr = listener.local_addr().expect("bound");
        let (open, ended) = (AtomicUsize::new(0), AtomicBool::new(false));
        let shared = Arc::new(Shared { to: server, connections: Mutex::default(), open, ended });
        let relay = Arc::clone(&shared);
        let accepts = thread::spawn(move || {
            for client in listener.incoming().flatten() {
                if relay.ended.load(Ordering::SeqCst) {
                    return;
                }
                relay.open.fetch_add(1, Ordering::SeqCst);
                let relay = Arc::clone(&relay);
                thread::spawn(move || {
                    relay.carry(client, addr);
                    relay.open.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        Tap { addr, shared, accepts: Some(accepts) }
    }

    /// What was said, once everybody has hung up.
    pub fn recording(self) -> Recording {
        let start = Instant::now();
        while self.shared.open.load(Ordering::SeqCst) > 0 && start.elapsed() < CURTAIN {
            thread::sleep(Duration::from_millis(5));
        }
        Recording { connections: self.shared.connections.lock().expect("no panic").clone() }
    }
}

impl Drop for Tap {
    fn drop(&mut self) {
        self.shared.ended.store(true, Ordering::SeqCst);
        if TcpStream::connect(self.addr).is_ok() {
            let _ = self.accepts.take().map(JoinHandle::join);
        }
    }
}

impl Shared {
    fn note(&self, id: usize, side: Side, what: What) {
        let mut connections = self.connections.lock().expect("no panic");
        let at = Timestamp::from_system(SystemTime::now());
        connections[id].events.push(WireEvent { at, side, what, packet: None });
    }

    /// One connection from its beginning to its end.
    fn carry(&self, client: TcpStream, here: SocketAddr) {
        let end = |name: &str, addr| Endpoint { name: name.to_owned(), addr };
        let (from, to) = (client.peer_addr().expect("connected"), end("Bob", here));
        let id = {
            let mut connections = self.connections.lock().expect("no panic");
            let (id, client) = (connections.len(), end("Alice", from));
            connections.push(Connection {
                id: id as u32,
                hop: 0,
                client,
                server: to,
                through: Vec::new(),
                events: Vec::new(),
            });
            id
        };
        self.note(id, Side::Client, What::Open);
        let server = TcpStream::connect(self.to).expect("the server listens");
        let _ = (client.set_nodelay(true), server.set_nodelay(true));
        let orderly = thread::scope(|scope| {
            let up = scope.spawn(|| self.pass(id, Side::Client, &client, &server));
            let down = self.pass(id, Side::Server, &server, &client);
            up.join().expect("no panic") && down
        });
        if orderly {
            self.note(id, Side::Client, What::Close);
        }
    }

    /// Passes on what one side says; whether it ended in order.
    fn pass(&self, id: usize, side: Side, mut from: &TcpStream, mut to: &TcpStream) -> bool {
        let mut piece = [0; 16 << 10];
        loop {
            match from.read(&mut piece) {
                Ok(0) => {
                    self.note(id, side, What::HalfClose);
                    let _ = to.shutdown(Shutdown::Write);
                    return true;
                }
                Ok(len) => {
                    self.note(id, side, What::Bytes(Bytes::copy_from_slice(&piece[..len])));
                    if to.write_all(&piece[..len]).is_err() {
                        return false;
                    }
                }
                Err(_) => {
                    self.note(id, side, What::Reset);
                    let _ = to.shutdown(Shutdown::Both);
                    return false;
                }
            }
        }
    }
}
