//! What lesson 10 adds to a scene: Bob over HTTP/3, and who sits on a wire of datagrams.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use tokio::net::UdpSocket;

use super::super::datagrams::{AlterDatagram, Relay, Router, Writes};
use super::super::ports;
use super::{CURTAIN, Place, Set};
use crate::http3::{Answer, Limits, Proof, Request, Server};
use crate::recording::Side;

/// Datagrams have no end that anybody sees: when nothing has come for so long, all has.
const QUIET: Duration = Duration::from_millis(40);

impl Set {
    /// `name` answers over HTTP/3, on a port of his own.
    pub fn serves_http3(
        &mut self,
        name: &'static str,
        tls: rustls::ServerConfig,
        proof: Proof,
        app: impl Fn(&Request) -> Answer + Send + Sync + 'static,
    ) -> Result<Place> {
        let at = (Ipv4Addr::LOCALHOST, 0).into();
        let server =
            Server::open(at, tls, proof, Limits::default(), app).with_context(|| format!("{name} could not listen"))?;
        let addr = server.addr();
        self.behind.push(Box::new(server));
        Ok(Place { name, addr })
    }

    /// As [`Set::wire`], for datagrams.
    pub fn datagram_wire(&mut self, client: &'static str, to: &Place) -> Result<Place> {
        self.eve_on_datagrams(client, to, 0)
    }

    /// As [`Set::inner_wire`], for datagrams.
    pub fn inner_datagram_wire(&mut self, client: &'static str, to: &Place) -> Result<Place> {
        self.eve_on_datagrams(client, to, 1)
    }

    /// Mallory, on a wire of datagrams. She is given a datagram and who sent it, and says what goes on its way in its place: nothing, the same
    /// or others, each with whoever seems to send it.
    pub fn mallory_datagrams(
        &mut self,
        to: &Place,
        alter: impl Fn(Side, &[u8]) -> Vec<(Side, Vec<u8>)> + Send + Sync + 'static,
    ) -> Result<Place> {
        let alter: AlterDatagram = Arc::new(alter);
        self.sits_between("Mallory", Relay { alter: Some(alter), ..relay_to(to) })
    }

    /// As [`Set::far`], for datagrams.
    pub fn far_datagrams(&mut self, to: &Place, delay: Duration) -> Result<Place> {
        self.longest = self.longest.max(delay);
        self.sits_between(to.name, Relay { delay, ..relay_to(to) })
    }

    /// A router between clients and `to`, as most homes have one, and what makes it restart.
    pub fn router(&mut self, to: &Place) -> Result<(Place, Router)> {
        let router = Router::default();
        let place = self.sits_between(to.name, Relay { router: router.clone(), ..relay_to(to) })?;
        Ok((place, router))
    }

    fn sits_between(&mut self, name: &'static str, relay: Relay) -> Result<Place> {
        let socket = self.takes_datagrams(Ipv4Addr::LOCALHOST.into(), 0)?;
        let addr = socket.local_addr()?;
        self.relays.push(self.runtime.spawn(relay.relay(socket)));
        Ok(Place { name, addr })
    }

    fn eve_on_datagrams(&mut self, client: &'static str, to: &Place, hop: u8) -> Result<Place> {
        let wanted = self.wanted(hop);
        let socket = self.takes_datagrams(self.bind, wanted)?;
        let addr = socket.local_addr()?;
        self.wired(hop, addr);
        self.has_datagrams = true;
        let eve = Writes { hop, client, server: to.name, notebook: self.notebook.clone() };
        let relay = self.runtime.spawn(Relay { eve: Some(eve), ..relay_to(to) }.relay(socket));
        self.relays.push(relay);
        Ok(Place { name: to.name, addr: ports::reachable(addr) })
    }

    fn takes_datagrams(&self, bind: IpAddr, wanted: u16) -> Result<UdpSocket> {
        let socket =
            ports::datagrams(bind, wanted).with_context(|| format!("no UDP port on {bind} could be opened"))?;
        let _inside = self.runtime.enter();
        Ok(UdpSocket::from_std(socket)?)
    }

    /// Waits until nothing is under way any more, where there are datagrams.
    pub(super) fn calms(&self) {
        let quiet = QUIET + 2 * self.longest;
        let (deadline, mut seen, mut since) = (Instant::now() + CURTAIN, None, Instant::now());
        while self.has_datagrams && since.elapsed() < quiet && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(2));
            let latest = self.notebook.latest();
            if latest != seen {
                (seen, since) = (latest, Instant::now());
            }
        }
    }
}

fn relay_to(to: &Place) -> Relay {
    Relay { to: to.addr, delay: Duration::ZERO, alter: None, eve: None, router: Router::default() }
}
