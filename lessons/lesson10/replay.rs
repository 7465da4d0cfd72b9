//! Mallory sends Alice's early data to another machine of Bob's.

use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use rustls::server::{ServerSessionMemoryCache, StoresServerSessions};
use wirewalk::http3::Proof;
use wirewalk::lesson9::careless::Drawer;
use wirewalk::stage::{Side, Stage};
use wirewalk::story::{Shot, Voice};

use super::cast::Club;
use super::till::Till;
use super::{HOST, asks, text};

/// How far Bob is: so far that all of Alice's first flight has left before his first word.
const LINE: Duration = Duration::from_millis(8);
/// How long Mallory waits for an answer to her copy.
const ANSWER: Duration = Duration::from_secs(2);

/// What Mallory copied of a client: what came before the server's first word, since she began to copy.
#[derive(Clone, Default)]
struct Copies(Arc<Mutex<Flight>>);

#[derive(Default)]
struct Flight {
    copying: bool,
    datagrams: Vec<Vec<u8>>,
}

impl Copies {
    fn with<T>(&self, act: impl FnOnce(&mut Flight) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn notes(&self, side: Side, datagram: &[u8]) {
        const LONG: u8 = 0x80;
        // What an earlier connection still says in parting has a short header.
        if datagram.first().is_none_or(|byte| byte & LONG == 0) {
            return;
        }
        self.with(|flight| match side {
            Side::Client if flight.copying => flight.datagrams.push(datagram.to_vec()),
            Side::Server if !flight.datagrams.is_empty() => flight.copying = false,
            _ => {}
        });
    }
}

/// Mallory has no key, so she cannot go on after Bob's answer.
fn sends_copy(to: SocketAddr, datagrams: &[Vec<u8>]) -> Result<()> {
    let mallory = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).context("Mallory has no port")?;
    mallory.set_read_timeout(Some(ANSWER))?;
    for datagram in datagrams {
        mallory.send_to(datagram, to)?;
    }
    mallory.recv(&mut [0; 2048]).context("the other machine did not answer")?;
    std::thread::sleep(Duration::from_millis(100)); // he reads what came early before he answers it
    Ok(())
}

/// A scene in which Alice pays early at one machine, and Mallory sends a copy to another. `careless`: the store that both ask hands a
/// ticket out as often as it is shown.
fn pays((voice, stage): (&mut Voice, &mut Stage), club: &Club, scene: &'static str, careless: bool) -> Result<Shot> {
    let (shot, paid) = stage.scene(voice, scene, |set| {
        let (memory, till) = (ServerSessionMemoryCache::new(256), Till::default());
        let store: Arc<dyn StoresServerSessions> = if careless { Arc::new(Drawer(memory)) } else { memory };
        let shows = (&club.bob, Proof::Never);
        let machines = [(); 2].map(|()| club.machine(set, shows, store.clone(), till.clone()));
        let [one, other] = machines;
        let far = set.far_datagrams(&one?, LINE)?;
        let (copies, inner) = (Copies::default(), set.inner_datagram_wire("Mallory", &other?)?);
        let hers = copies.clone();
        let mallory = set.mallory_datagrams(&far, move |side, datagram| {
            hers.notes(side, datagram);
            vec![(side, datagram.to_vec())]
        })?;
        let (wire, client) = (set.datagram_wire("Alice", &mallory)?, club.alice(set, true)?);
        asks(&client, HOST, wire.addr, ("GET", "/", b""))?; // Alice gets a ticket
        client.moves()?; // and comes back from another port, as after a while
        copies.with(|flight| flight.copying = true);
        let (_, early) = asks(&client, HOST, wire.addr, ("POST", "/pay", b"acorns=5"))?;
        ensure!(early == Some(true), "the first machine did not read the early data");
        sends_copy(inner.addr, &copies.with(|flight| std::mem::take(&mut flight.datagrams)))?;
        client.moves()?;
        Ok(asks(&client, HOST, wire.addr, ("GET", "/paid", b""))?.0)
    })?;
    voice.keeps(scene, paid);
    Ok(shot)
}

/// Scene 5: paid twice, then once.
pub fn twice(voice: &mut Voice, stage: &mut Stage, club: &Club) -> Result<()> {
    voice.says(&text::REPLAY)?;
    voice.asks(&text::DOES_IT_WORK)?;
    let eves = pays((voice, stage), club, "replay", true)?;
    voice.says(&text::EARLY)?;
    voice.datagrams_of(&text::REST_HEAD, eves, 1)?;
    voice.shows_of(eves.opened().from_client(), 1, &["http3.data", "quic.stream", "http3.frame_type"])?;
    voice.says(&text::TWICE)?;
    voice.datagrams_of(&text::REST_HEAD, eves.hop(1), 0)?;
    voice.claims("lesson10.early-data-paid-twice")?;
    voice.answers(&text::DOES_IT_WORK)?;
    voice.says(&text::SINGLE)?;
    pays((voice, stage), club, "single-use", false)?;
    voice.claims("lesson10.single-use-refuses")
}
