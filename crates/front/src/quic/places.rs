//! How many connections a server holds, in all and from each address.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};

use super::Limits;
use crate::locked;

/// The places of a server.
pub(super) struct Places {
    most: [usize; 2],
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    all: usize,
    /// Those whose handshake is not over.
    beginning: usize,
    from: HashMap<IpAddr, usize>,
}

/// A place that is taken until this is dropped.
pub(super) struct Place {
    places: Arc<Places>,
    from: IpAddr,
    beginning: bool,
}

impl Places {
    pub(super) fn new(limits: &Limits) -> Arc<Places> {
        let most = [limits.connections, limits.from_one_address];
        Arc::new(Places { most, taken: Mutex::default() })
    }

    /// Whether half of the places are held by clients that have not finished their handshake: many of them may not exist.
    pub(super) fn are_crowded(&self) -> bool {
        let most = self.most[0].min(self.most[1]);
        locked(&self.taken).beginning * 2 > most
    }

    /// A place for a client; `None`: there is none.
    pub(super) fn take(self: &Arc<Places>, from: IpAddr) -> Option<Place> {
        let from = from.to_canonical();
        let mut taken = locked(&self.taken);
        let [all, from_one] = self.most;
        if taken.all >= all || taken.from.get(&from).is_some_and(|count| *count >= from_one) {
            return None;
        }
        taken.all += 1;
        taken.beginning += 1;
        *taken.from.entry(from).or_default() += 1;
        drop(taken);
        Some(Place { places: self.clone(), from, beginning: true })
    }
}

impl Place {
    /// Whether the handshake is still under way.
    pub(super) fn is_beginning(&self) -> bool {
        self.beginning
    }

    /// The handshake is over: the client exists.
    pub(super) fn settle(&mut self) {
        if std::mem::take(&mut self.beginning) {
            locked(&self.places.taken).beginning -= 1;
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.settle();
        let mut taken = locked(&self.places.taken);
        taken.all -= 1;
        if let Some(count) = taken.from.get_mut(&self.from) {
            *count -= 1;
            if *count == 0 {
                taken.from.remove(&self.from);
            }
        }
    }
}
