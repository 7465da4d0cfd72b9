//! Crowds that ask, and crowds that come and go without a word: nobody who asks is cut off.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rustls::ClientConfig;
use wirewalk::door::{Door, Limits, Tls};
use wirewalk::lesson1::bob;
use wirewalk_testing::by_hand::Seen;
use wirewalk_testing::https::Club;

/// How many ask at the same time.
const BUSY: usize = 200;
/// How often each of them does.
const TIMES: usize = 5;
/// How many connections a flood opens in a second, and how many of them it keeps open.
const FLOOD: u32 = 1000;
const KEPT: usize = 400;

/// Asks once, on a connection of its own: what was heard, or why nothing.
fn asked(addr: SocketAddr) -> Result<(), String> {
    let ask = || {
        let mut stream = TcpStream::connect(addr)?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        stream.write_all(b"GET / HTTP/1.1\r\nHost: bob\r\nConnection: close\r\n\r\n")?;
        let mut text = String::new();
        stream.read_to_string(&mut text)?;
        Ok::<_, std::io::Error>(text)
    };
    match ask() {
        Ok(text) if text.starts_with("HTTP/1.1 200 ") && text.ends_with("fluffy tail") => Ok(()),
        Ok(text) => Err(text),
        Err(error) => Err(error.to_string()),
    }
}

#[test]
fn two_hundred_busy_clients_are_all_served() {
    let _alone = super::alone();
    super::make_room();
    // As many places as there are, and far fewer than clients.
    for limits in [Limits::default(), Limits { connections: 32, ..Limits::default() }] {
        let door = Door::open(([127, 0, 0, 1], 0).into(), limits.clone(), bob).expect("a door");
        let addr = door.addr();
        let client = move || (0..TIMES).filter_map(|_| asked(addr).err()).collect::<Vec<_>>();
        let crowd: Vec<_> = (0..BUSY).map(|_| thread::spawn(client)).collect();
        let cut_off: Vec<String> = crowd.into_iter().flat_map(|client| client.join().expect("no panic")).collect();
        assert!(cut_off.is_empty(), "{} places, {} cut off: {:?}", limits.connections, cut_off.len(), cut_off.first());
    }
}

/// Opens connections and says nothing on them, until it is told to stop.
fn flood(addr: SocketAddr, stop: &AtomicBool) -> u32 {
    let (start, mut kept, mut opened) = (Instant::now(), VecDeque::new(), 0);
    while !stop.load(Ordering::Relaxed) {
        while f64::from(opened) < start.elapsed().as_secs_f64() * f64::from(FLOOD) {
            kept.extend(TcpStream::connect_timeout(&addr, Duration::from_secs(1)));
            opened += 1;
            if kept.len() > KEPT {
                kept.pop_front();
            }
        }
        thread::sleep(Duration::from_millis(2));
    }
    opened
}

/// Stops a flood, however a test ends.
struct Stop<'a>(&'a AtomicBool);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// One honest client, which did not set TCP_NODELAY.
fn honest(addr: SocketAddr, config: &ClientConfig) -> Duration {
    let start = Instant::now();
    let (mut seen, shaken) = Seen::connect(addr, config.clone(), "localhost");
    assert_eq!(shaken, Ok(()));
    let (answer, _) = seen.ask("GET / HTTP/1.1\r\nHost: bob\r\nConnection: close\r\n\r\n");
    assert!(answer.ends_with(b"fluffy tail"), "{}", String::from_utf8_lossy(&answer));
    start.elapsed()
}

#[test]
fn a_flood_that_says_nothing_keeps_nobody_out() {
    let _alone = super::alone();
    super::make_room();
    let club = Club::new();
    for limits in [Limits::default(), Limits { connections: 64, ..Limits::default() }] {
        let door = Door::open_over(([127, 0, 0, 1], 0).into(), limits, Tls::new(club.server()), bob).expect("a door");
        let (addr, stop) = (door.addr(), AtomicBool::new(false));
        thread::scope(|scope| {
            let flood = scope.spawn(|| flood(addr, &stop));
            let stop = Stop(&stop);
            thread::sleep(Duration::from_millis(500));
            for _ in 0..15 {
                let took = honest(addr, &club.client());
                assert!(took < Duration::from_secs(2), "{took:?}");
                thread::sleep(Duration::from_millis(100));
            }
            drop(stop);
            assert!(flood.join().expect("no panic") > 500, "that was no flood");
        });
    }
}
