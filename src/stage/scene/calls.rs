//! What lesson 9 adds to a scene: a server that drives TLS by hand, connection by connection; and a Mallory who copies.

use std::net::{Ipv4Addr, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result};

use super::super::site::CALLERS;
use super::{Place, Set};
use crate::callers::Callers;
use crate::recording::Side;

impl Set {
    /// `name` takes each connection into his own hands, on a port of its own.
    pub fn takes_calls(
        &mut self,
        name: &'static str,
        talk: impl Fn(TcpStream) -> Result<()> + Send + Sync + 'static,
    ) -> Result<Place> {
        // What goes wrong here shows on the wire, and the scene is about that.
        let callers = Callers::open((Ipv4Addr::LOCALHOST, 0).into(), (CALLERS, Vec::new()), talk, |_, _| {})
            .with_context(|| format!("{name} could not listen"))?;
        let addr = callers.addr();
        self.behind.push(Box::new(callers));
        Ok(Place { name, addr })
    }
}

/// What Mallory copied.
#[derive(Clone, Default)]
pub struct Copies(Arc<Mutex<Flight>>);

#[derive(Default)]
struct Flight {
    bytes: Vec<u8>,
    answered: bool,
}

impl Copies {
    /// What the client has sent since she forgot, up to the server's first word.
    pub fn first_flight(&self) -> Vec<u8> {
        self.lock().bytes.clone()
    }

    /// Whatever came so far is of no use to her.
    pub fn forgets(&self) {
        *self.lock() = Flight::default();
    }

    fn notes(&self, side: Side, bytes: &[u8]) {
        const HANDSHAKE: u8 = 22;
        let mut flight = self.lock();
        // What an earlier connection still says in parting is neither its beginning nor an answer to it.
        let begins = bytes.first() == Some(&HANDSHAKE);
        match side {
            Side::Server => flight.answered |= begins && !flight.bytes.is_empty(),
            Side::Client if !flight.answered && (begins || !flight.bytes.is_empty()) => {
                flight.bytes.extend_from_slice(bytes)
            }
            Side::Client => {}
        }
    }

    fn lock(&self) -> MutexGuard<'_, Flight> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Set {
    /// Mallory, between whoever calls her and `to`: she alters nothing, and copies what clients say first.
    pub fn mallory_copies(&mut self, to: &Place) -> Result<(Place, Copies)> {
        let copies = Copies::default();
        let hers = copies.clone();
        let place = self.mallory(to, move |side, bytes| {
            hers.notes(side, bytes);
            Some(bytes.to_vec())
        })?;
        Ok((place, copies))
    }
}
