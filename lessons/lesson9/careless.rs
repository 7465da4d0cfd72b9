//! What Bob may keep for his tickets in the ticket itself, under one key for all of them.

#[path = "drawer.rs"]
mod drawer;

use rustls::server::ProducesTickets;
use wirewalk::fernet::{self, Key};
use wirewalk::stage;

pub use drawer::Drawer;

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
