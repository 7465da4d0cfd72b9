//! A scene: servers, relays and clients that run unpaused, on real sockets, while Eve writes.
//!
//! The lesson builds it from the server outwards (Bob, then whoever sits between, then the wire that Alice speaks into),
//! runs its client, and returns. Then everything is closed in order, and what Eve wrote is dissected twice.

mod answers;
mod calls;
mod datagrams;
mod proxied;

use std::any::Any;
use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::task::{AbortHandle, JoinHandle};

use super::eve::{Eve, Notebook};
use super::mallory::{self, Alter};
use super::ports;
use crate::door::{Acceptor, Door, Limits, Plain, Tls};
use crate::exchange::PrivateKey;
use crate::fernet;
use crate::frames::{self, Listener, Wire};
use crate::recording::{Secrets, Side};
use crate::story::Scene;
use crate::tls::Recorder;

/// How long the last connections of a scene may take to close.
const CURTAIN: Duration = Duration::from_secs(3);

/// Where somebody listens.
#[derive(Clone, Debug)]
pub struct Place {
    /// Who listens there, as far as the caller can know.
    pub name: &'static str,
    /// The address.
    pub addr: SocketAddr,
}

impl Place {
    /// Its URL for plain HTTP.
    pub fn url(&self) -> String {
        format!("http://{}/", self.addr)
    }

    /// Its URL for HTTPS, under the name that its certificate has to hold.
    pub fn https(&self, host: &str) -> String {
        format!("https://{host}:{}/", self.addr.port())
    }

    /// Its URL for frames over plain TCP.
    pub fn tcp(&self) -> String {
        format!("tcp://{}", self.addr)
    }
}

/// The actors of one scene.
pub struct Set {
    runtime: Runtime,
    notebook: Notebook,
    doors: Vec<Door>,
    /// Eve and Mallory, as long as they take calls.
    relays: Vec<JoinHandle<()>>,
    listeners: Vec<Listener>,
    /// What runs behind the doors, and ends after they have closed.
    behind: Vec<Box<dyn Any>>,
    secrets: Secrets,
    recorder: Recorder,
    bind: IpAddr,
    port: u16,
    /// Where Eve listens, if not on the lesson's port.
    elsewhere: Option<SocketAddr>,
    /// On how many wires of each leg she listens already: each has a port of its own, one after the other.
    wired: [u16; 2],
    /// What ends each of her wires, by its address.
    wires: HashMap<SocketAddr, AbortHandle>,
    /// Whether there is a wire of datagrams, and how long one is under way at the most.
    has_datagrams: bool,
    longest: Duration,
}

impl Set {
    pub(super) fn new(bind: IpAddr, port: u16) -> Result<Set> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .context("the relays' threads could not be started")?;
        let notebook = Notebook::default();
        Ok(Set {
            runtime,
            notebook,
            doors: Vec::new(),
            relays: Vec::new(),
            listeners: Vec::new(),
            behind: Vec::new(),
            secrets: Secrets::none(),
            recorder: Recorder::new(),
            bind,
            port,
            elsewhere: None,
            wired: [0; 2],
            wires: HashMap::new(),
            has_datagrams: false,
            longest: Duration::ZERO,
        })
    }

    /// `name` serves `app` behind a door of its own, on a port of its own.
    pub fn serves(
        &mut self,
        name: &'static str,
        limits: Limits,
        app: impl FnOnce(&tiny_http::Server) + Send + 'static,
    ) -> Result<Place> {
        self.serves_over(name, limits, Plain, app)
    }

    /// The same, over TLS.
    pub fn serves_tls(
        &mut self,
        name: &'static str,
        limits: Limits,
        config: rustls::ServerConfig,
        app: impl FnOnce(&tiny_http::Server) + Send + 'static,
    ) -> Result<Place> {
        self.serves_over(name, limits, Tls::new(config), app)
    }

    fn serves_over(
        &mut self,
        name: &'static str,
        limits: Limits,
        acceptor: impl Acceptor,
        app: impl FnOnce(&tiny_http::Server) + Send + 'static,
    ) -> Result<Place> {
        self.opened(name, Door::open_over((Ipv4Addr::LOCALHOST, 0).into(), limits, acceptor, app))
    }

    /// `name` is behind this door, which is closed at the end of the scene.
    fn opened(&mut self, name: &'static str, door: io::Result<Door>) -> Result<Place> {
        let door = door.with_context(|| format!("{name}'s door could not be opened"))?;
        let addr = door.addr();
        self.doors.push(door);
        Ok(Place { name, addr })
    }

    /// `name` converses in frames with whoever connects, on a port of its own.
    pub fn converses(
        &mut self,
        name: &'static str,
        talk: impl Fn(&mut Wire) -> Result<()> + Send + Sync + 'static,
    ) -> Result<Place> {
        // What goes wrong here shows on the wire, and the scene is about that.
        let listener = Listener::open((Ipv4Addr::LOCALHOST, 0).into(), frames::Limits::default(), talk, |_, _| {})
            .with_context(|| format!("{name} could not listen"))?;
        let addr = listener.addr();
        self.listeners.push(listener);
        Ok(Place { name, addr })
    }

    /// The wire on which `client` will speak to whoever listens at `to`, with Eve on it: on the lesson's port if it is free.
    pub fn wire(&mut self, client: &'static str, to: &Place) -> Result<Place> {
        self.eve(client, to, 0)
    }

    /// The wire onwards from somebody who sits between, with Eve on it too: on a neighbouring port if it is free.
    pub fn inner_wire(&mut self, client: &'static str, to: &Place) -> Result<Place> {
        self.eve(client, to, 1)
    }

    /// Mallory, between whoever calls her and `to`.
    pub fn mallory(
        &mut self,
        to: &Place,
        alter: impl Fn(Side, &[u8]) -> Option<Vec<u8>> + Send + Sync + 'static,
    ) -> Result<Place> {
        self.relayed("Mallory", to, Arc::new(alter), Duration::ZERO)
    }

    fn relayed(&mut self, name: &'static str, to: &Place, alter: Alter, delay: Duration) -> Result<Place> {
        let listener = self.listen(Ipv4Addr::LOCALHOST.into(), 0)?;
        let addr = listener.local_addr()?;
        self.relays.push(self.runtime.spawn(mallory::relay(listener, to.addr, alter, delay)));
        Ok(Place { name, addr })
    }

    /// A key that the parties hold and Eve does not: the insider's view is opened with it.
    pub fn knows(&mut self, key: &fernet::Key) {
        self.secrets = std::mem::take(&mut self.secrets).with_fernet(key.clone());
    }

    /// Private keys that the parties hold and Eve does not: the insider's view derives what they give.
    pub fn knows_private(&mut self, keys: &[&PrivateKey]) {
        let known = std::mem::take(&mut self.secrets);
        self.secrets = keys.iter().fold(known, |all, key| all.with_x25519((*key).clone()));
    }

    /// Writes down TLS secrets that the parties hold and Eve does not: the insider's view is opened with them.
    pub fn recorder(&self) -> Recorder {
        self.recorder.clone()
    }

    fn eve(&mut self, client: &'static str, to: &Place, hop: u8) -> Result<Place> {
        let listener = self.listen(self.bind, self.wanted(hop))?;
        let addr = listener.local_addr()?;
        self.wired(hop, addr);
        let eve = Eve { hop, client, server: to.name, to: to.addr, notebook: self.notebook.clone() };
        let relay = self.runtime.spawn(Arc::new(eve).relay(listener));
        let addr = ports::reachable(addr);
        self.wires.insert(addr, relay.abort_handle());
        self.relays.push(relay);
        Ok(Place { name: to.name, addr })
    }

    /// The port that the next wire of a leg asks for.
    fn wanted(&self, hop: u8) -> u16 {
        let nth = self.wired.get(usize::from(hop)).copied().unwrap_or_default();
        match ports::for_hop(self.port, hop) {
            0 => 0,
            port => port.saturating_add(nth),
        }
    }

    /// Eve listens there on a wire of this leg.
    fn wired(&mut self, hop: u8, addr: SocketAddr) {
        let Some(wired) = self.wired.get_mut(usize::from(hop)) else { return };
        if hop == 0 && *wired == 0 && self.port != 0 && addr.port() != self.port {
            self.elsewhere = Some(addr);
        }
        *wired += 1;
    }

    fn listen(&self, bind: IpAddr, wanted: u16) -> Result<TcpListener> {
        let listener = ports::listen(bind, wanted).with_context(|| format!("no port on {bind} could be opened"))?;
        let _inside = self.runtime.enter();
        Ok(TcpListener::from_std(listener)?)
    }

    /// Where Eve listens, if the lesson's port was taken.
    pub(super) fn elsewhere(&self) -> Option<SocketAddr> {
        self.elsewhere
    }

    /// Closes everything in order and dissects what was recorded.
    pub(super) fn curtain(self, id: &'static str) -> Scene {
        self.calms();
        let deadline = Instant::now() + CURTAIN;
        // The scene has been played: whoever calls now does not belong to it.
        self.relays.iter().for_each(JoinHandle::abort);
        // The clients have hung up; a door hangs up when it sees that, and Eve writes both down.
        while self.notebook.open() > 0 && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(1));
        }
        for door in self.doors {
            door.close();
        }
        drop((self.listeners, self.behind));
        self.runtime.shutdown_timeout(CURTAIN);
        let recording = self.notebook.recording();
        let secrets = self.recorder.add_to(self.secrets);
        Scene::of(id, recording, secrets)
    }
}
