//! What Bob may keep for his tickets, and how: once too often, or in the ticket itself, under one key for all of them.

use std::sync::Arc;

use rustls::server::{ProducesTickets, ServerSessionMemoryCache, StoresServerSessions};
use wirewalk::fernet::{self, Key};
use wirewalk::stage;

/// A memory that forgets nothing: a ticket is good as often as it comes. So it is where several servers take the same tickets and do
/// not tell each other which have come.
#[derive(Debug)]
pub struct Drawer(pub Arc<ServerSessionMemoryCache>);

impl StoresServerSessions for Drawer {
    fn put(&self, ticket: Vec<u8>, session: Vec<u8>) -> bool {
        self.0.put(ticket, session)
    }

    fn get(&self, ticket: &[u8]) -> Option<Vec<u8>> {
        self.0.get(ticket)
    }

    fn take(&self, ticket: &[u8]) -> Option<Vec<u8>> {
        self.0.get(ticket) // the careful one takes it out
    }

    fn can_cache(&self) -> bool {
        self.0.can_cache()
    }
}

/// No memory at all: what Bob would have to remember travels in the ticket, as a token of lesson 2.
#[derive(Debug)]
pub struct TicketKey(pub Key);

impl ProducesTickets for TicketKey {
    fn enabled(&self) -> bool {
        true
    }

    fn lifetime(&self) -> u32 {
        12 * 60 * 60
    }

    fn encrypt(&self, session: &[u8]) -> Option<Vec<u8>> {
        Some(fernet::encrypt(&self.0, session).into_bytes())
    }

    fn decrypt(&self, ticket: &[u8]) -> Option<Vec<u8>> {
        let ticket = std::str::from_utf8(ticket).ok()?;
        fernet::decrypt(&self.0, ticket, Some(self.lifetime().into()), stage::now()).ok()
    }
}
