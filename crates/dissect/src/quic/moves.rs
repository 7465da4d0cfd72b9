//! Connections that may go on in another flow: a client that changes its address keeps the connection, and names it by another
//! connection id (RFC 9000 §9).

use std::any::Any;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use crate::recording::{Side, Sides};

/// So many names of connections are remembered: the newest.
const MOST: usize = 1024;
/// A shorter name says too little.
const SHORTEST: usize = 4;
/// The longest name that there is.
const LONGEST: usize = 20;

/// What the flows of a connection share, whatever that is: this table need not know.
pub(super) type Shared = Arc<dyn Any + Send + Sync>;

/// The names of the connections that the flows of a capture share.
#[derive(Clone, Default)]
pub(crate) struct Moves(Arc<Mutex<Table>>);

#[derive(Default)]
struct Table {
    by_name: HashMap<Vec<u8>, (Shared, Side)>,
    order: VecDeque<Vec<u8>>,
    /// How many names there are of each length.
    lengths: [usize; LONGEST + 1],
    /// The ports of servers of which a connection began in this capture, and how long the names were in the latest one.
    homes: HashMap<u16, Sides<usize>>,
}

impl Moves {
    /// A side of a connection goes by this name.
    pub(super) fn add(&self, name: &[u8], side: Side, state: impl FnOnce() -> Shared) {
        if !(SHORTEST..=LONGEST).contains(&name.len()) {
            return;
        }
        let mut table = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if table.by_name.contains_key(name) {
            return;
        }
        table.by_name.insert(name.to_vec(), (state(), side));
        table.order.push_back(name.to_vec());
        table.counts(name.len(), 1);
        if table.order.len() > MOST
            && let Some(oldest) = table.order.pop_front()
        {
            table.by_name.remove(&oldest);
            table.counts(oldest.len(), -1);
        }
    }

    /// A server with this port speaks QUIC, with names that are so long.
    pub(super) fn lives(&self, port: u16, lengths: Sides<usize>) {
        let mut table = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if table.homes.len() < MOST || table.homes.contains_key(&port) {
            table.homes.insert(port, lengths);
        }
    }

    /// How long names are in connections with this port of a server, if any began in this capture.
    pub(super) fn home(&self, port: u16) -> Option<Sides<usize>> {
        let table = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        table.homes.get(&port).copied()
    }

    /// The connection whose name begins these bytes, and the side that goes by it.
    pub(super) fn find(&self, bytes: &[u8]) -> Option<(Shared, Side)> {
        let table = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let lengths = table.lengths.iter().enumerate().rev().filter(|(_, count)| **count > 0);
        lengths.filter_map(|(len, _)| table.by_name.get(bytes.get(..len)?)).next().cloned()
    }
}

impl Table {
    fn counts(&mut self, len: usize, by: isize) {
        if let Some(count) = self.lengths.get_mut(len) {
            *count = count.saturating_add_signed(by);
        }
    }
}
