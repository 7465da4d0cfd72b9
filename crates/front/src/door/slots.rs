//! Slots for connections: how many there may be, and who goes when there are too many.
//!
//! A slow client must never lock an honest one out. When all places are taken, the connection goes that has kept the door
//! waiting longest: for its head, or (after [`STALLED`]) for a body to go on or an answer to be read. Whoever waits for the
//! app stays; if all do, and none of them is done in a moment, the newcomer is told so.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::{Notify, watch};
use tokio::time::{Instant, timeout};

use crate::locked;

/// How long a body or an answer must have stood still before its connection may be sent away for another.
const STALLED: Duration = Duration::from_millis(100);
/// How long a newcomer waits for those to go who were sent away, and how long for each.
const PATIENCE: Duration = Duration::from_secs(1);
const LEAVING: Duration = Duration::from_millis(250);
/// How long a newcomer waits for somebody to have been served, so that a crowd of quick clients is served one after the other.
const HOPE: Duration = Duration::from_millis(100);
/// Descriptors that stay free for the rest of the process: standard streams, recordings, actors.
const RESERVE: usize = 16;
/// Descriptors of a door itself: its listeners, its runtime, those whom it turns away.
const PER_DOOR: usize = 10;
/// Descriptors of a connection that is being served: the client's, and three to the app (tiny_http doubles its side).
const PER_CONNECTION: usize = 4;

/// The doors that are open in this process; they share its descriptors.
static DOORS: AtomicUsize = AtomicUsize::new(0);

/// What a connection keeps the door waiting for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Waiting {
    /// Nothing: it is being served.
    Nothing,
    /// A head that is whole.
    Head,
    /// More of a body.
    Body,
    /// An answer to be read.
    Write,
    /// Only to be closed.
    Closing,
}

/// A place for one connection, for as long as it is held.
#[derive(Clone)]
pub(super) struct Slot(Arc<Place>);

struct Place {
    state: Mutex<State>,
    evict: Notify,
    outside: Option<Outside>,
}

/// What the places behind one door share.
#[derive(Clone)]
struct Outside {
    /// Rung when a newcomer should look again.
    freed: Arc<Notify>,
    stopping: watch::Receiver<bool>,
}

struct State {
    waiting: Waiting,
    since: Instant,
    evicted: bool,
}

/// The places behind one door.
pub(super) struct Slots {
    asked: usize,
    places: Mutex<Vec<Arc<Place>>>,
    /// Whether a place has become free since somebody waited for one in vain.
    hope: AtomicBool,
    outside: Outside,
}

/// Holds a connection's place; dropping it gives the place to somebody else.
pub(super) struct Permit {
    slots: Arc<Slots>,
    slot: Slot,
}

impl Slot {
    /// A place behind no door: nobody is sent away from it.
    pub(super) fn alone() -> Slot {
        Slot::inside(None)
    }

    fn inside(outside: Option<Outside>) -> Slot {
        let state = State { waiting: Waiting::Nothing, since: Instant::now(), evicted: false };
        Slot(Arc::new(Place { state: Mutex::new(state), evict: Notify::new(), outside }))
    }

    /// Notes what the door waits for.
    pub(super) fn wait(&self, waiting: Waiting) {
        let mut state = locked(&self.0.state);
        if state.waiting != waiting {
            (state.waiting, state.since) = (waiting, Instant::now());
        }
    }

    /// What the door waits for.
    pub(super) fn waiting(&self) -> Waiting {
        locked(&self.0.state).waiting
    }

    /// Waits to be sent away.
    pub(super) async fn evicted(&self) {
        self.0.evict.notified().await;
    }

    /// Stays after all, since its request arrived just before it was sent away.
    pub(super) fn stay(&self) {
        locked(&self.0.state).evicted = false;
        if let Some(outside) = &self.0.outside {
            outside.freed.notify_one();
        }
    }

    /// Waits until the door closes.
    pub(super) async fn stopping(&self) {
        match self.0.outside.clone() {
            // The sender gone means closed as well.
            Some(mut outside) => drop(outside.stopping.wait_for(|stop| *stop).await),
            None => std::future::pending().await,
        }
    }
}

impl Slots {
    /// Slots for at most `asked` connections, fewer if the process has not enough descriptors.
    pub(super) fn new(asked: usize, stopping: watch::Receiver<bool>) -> Arc<Slots> {
        DOORS.fetch_add(1, Ordering::Relaxed);
        Arc::new(Slots {
            asked,
            places: Mutex::default(),
            hope: AtomicBool::new(true),
            outside: Outside { freed: Arc::default(), stopping },
        })
    }

    /// How many connections there may be now.
    pub(super) fn cap(&self) -> usize {
        let doors = DOORS.load(Ordering::Relaxed).max(1);
        let free = descriptors().saturating_sub(RESERVE + doors * PER_DOOR);
        (free / PER_CONNECTION / doors).min(self.asked).max(1)
    }

    /// A place for a newcomer, if need be that of whoever kept the door waiting longest; `None`: all are being served.
    pub(super) async fn admit(self: &Arc<Slots>) -> Option<Permit> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            {
                let mut places = locked(&self.places);
                if places.len() < self.cap() {
                    let slot = Slot::inside(Some(self.outside.clone()));
                    places.push(slot.0.clone());
                    return Some(Permit { slots: self.clone(), slot });
                }
            }
            let wait = match self.evict() {
                _ if Instant::now() > deadline => return None,
                true => LEAVING, // whoever dawdles is followed by another
                false if self.hope.load(Ordering::Relaxed) => HOPE,
                false if self.keeps_waiting() => STALLED, // by then it may go
                false => return None,
            };
            if timeout(wait, self.outside.freed.notified()).await.is_err() {
                self.hope.store(false, Ordering::Relaxed);
            }
        }
    }

    /// Sends away whoever kept the door waiting longest; false: nobody does.
    pub(super) fn evict(&self) -> bool {
        let places = locked(&self.places);
        let leaving = places.iter().any(|place| locked(&place.state).evicted);
        let rank = |place: &Arc<Place>| {
            let state = locked(&place.state);
            let may_go = match state.waiting {
                Waiting::Nothing => false,
                Waiting::Head | Waiting::Closing => true,
                Waiting::Body | Waiting::Write => state.since.elapsed() >= STALLED,
            };
            (may_go && !state.evicted).then_some((state.waiting != Waiting::Closing, state.since))
        };
        let may_go = places.iter().filter_map(|place| Some((rank(place)?, place)));
        let Some((_, place)) = may_go.min_by_key(|(rank, _)| *rank) else { return leaving };
        locked(&place.state).evicted = true;
        place.evict.notify_one();
        true
    }

    /// Whether anybody keeps the door waiting, however short.
    fn keeps_waiting(&self) -> bool {
        locked(&self.places).iter().any(|place| locked(&place.state).waiting != Waiting::Nothing)
    }

    /// Waits until nobody is left.
    pub(super) async fn empty(&self) {
        while !locked(&self.places).is_empty() {
            self.outside.freed.notified().await;
        }
    }
}

impl Drop for Slots {
    fn drop(&mut self) {
        DOORS.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Permit {
    /// The place.
    pub(super) fn slot(&self) -> &Slot {
        &self.slot
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        locked(&self.slots.places).retain(|place| !Arc::ptr_eq(place, &self.slot.0));
        self.slots.hope.store(true, Ordering::Relaxed);
        self.slots.outside.freed.notify_one();
    }
}

/// How many descriptors the process may have.
#[cfg(unix)]
fn descriptors() -> usize {
    rlimit::Resource::NOFILE.get_soft().map_or(256, |soft| usize::try_from(soft).unwrap_or(usize::MAX))
}

/// Windows counts handles, of which there are always enough.
#[cfg(not(unix))]
fn descriptors() -> usize {
    usize::MAX
}
