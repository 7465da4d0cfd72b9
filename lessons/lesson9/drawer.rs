//! What Bob may keep for his tickets once too often. Lesson 10 has this Bob too.

use std::sync::Arc;

use rustls::server::{ServerSessionMemoryCache, StoresServerSessions};

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
