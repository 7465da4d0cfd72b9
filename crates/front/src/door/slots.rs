//! Slots for connections: how many there may be, and who goes when there are too many.
//!
//! A slow client must never lock an honest one out. When all places are taken, the connection goes that has kept the door
//! waiting longest: for its head, or (after [`STALLED`]) for a body to go on or an answer to be read. Whoever has sent something
//! is preferred a little to whoever has not, so that a crowd that says nothing does not drive out who is about to ask. Whoever
//! waits for the app stays; if all do, and none of them is done in a moment, the newcomer is told so.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::{Notify, watch};
use tokio::time::{Instant, timeout};

use super::limits::AT_ONCE;
use crate::locked;

/// How long a body or an answer must have stood still before its connection may be sent away for another.
const STALLED: Duration = Duration::from_millis(100);
/// How long a head may take before its connection may be sent away for another: so much for each place, so that three thousand
/// a second come in even if nobody says anything, and no longer than [`BEGINNING`]. Clients that ask at once are done by then.
const FOR_EACH_PLACE: Duration = Duration::from_micros(300);
const BEGINNING: Duration = Duration::from_millis(50);
/// How much longer a connection may stay on which something has arrived.
const HEARD: Duration = Duration::from_millis(100);
/// How long a newcomer waits for those to go who were sent away, and how long for each.
const PATIENCE: Duration = Duration::from_secs(1);
const LEAVING: Duration = Duration::from_millis(250);
/// How long a newcomer waits for somebody to have been served, so that a crowd of quick clients is served one after the other.
const HOPE: Duration = Duration::from_millis(100);
/// Descriptors that stay free for the rest of the process: standard streams, recordings, actors.
const RESERVE: usize = 16;
/// Descriptors of a door itself: its listeners, its runtime, those whom it turns away.
const PER_DOOR: usize = 10;
/// Descriptors of a request that is with the app, beside the client's: the door's, and the app's, which tiny_http doubles.
const PER_REQUEST: usize = 3;

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
    /// Whether all places are taken and somebody waits.
    wanted: Arc<AtomicBool>,
    stopping: watch::Receiver<bool>,
}

struct State {
    waiting: Waiting,
    since: Instant,
    /// Whether anything has arrived.
    heard: bool,
    evicted: bool,
}

/// What came of looking for somebody to send away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Eviction {
    /// Somebody is leaving.
    Leaving,
    /// Somebody may be sent away after that time.
    Soon(Duration),
    /// Nobody keeps the door waiting.
    Nobody,
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
        let state = State { waiting: Waiting::Nothing, since: Instant::now(), heard: false, evicted: false };
        Slot(Arc::new(Place { state: Mutex::new(state), evict: Notify::new(), outside }))
    }

    /// Notes what the door waits for.
    pub(super) fn wait(&self, waiting: Waiting) {
        let mut state = locked(&self.0.state);
        if state.waiting != waiting {
            (state.waiting, state.since) = (waiting, Instant::now());
        }
    }

    /// Notes that something has arrived.
    pub(super) fn heard(&self) {
        locked(&self.0.state).heard = true;
    }

    /// Whether somebody waits for a place.
    pub(super) fn is_wanted(&self) -> bool {
        self.0.outside.as_ref().is_some_and(|outside| outside.wanted.load(Ordering::Relaxed))
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
            outside: Outside { freed: Arc::default(), wanted: Arc::default(), stopping },
        })
    }

    /// How many connections there may be now.
    pub(super) fn cap(&self) -> usize {
        let share = share();
        (share - at_once(share) * PER_REQUEST).min(self.asked).max(1)
    }

    /// How many requests may be with the app at once.
    pub(super) fn at_once(&self) -> usize {
        at_once(share()).min(self.asked).max(1)
    }

    /// A place for a newcomer, if need be that of whoever kept the door waiting longest; `None`: all are being served.
    pub(super) async fn admit(self: &Arc<Slots>) -> Option<Permit> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(permit) = self.place() {
                return Some(permit);
            }
            let eviction = self.evict();
            let wait = match eviction {
                _ if Instant::now() > deadline => return None,
                Eviction::Leaving => LEAVING, // whoever dawdles is followed by another
                Eviction::Soon(time) => time,
                Eviction::Nobody if self.hope.load(Ordering::Relaxed) => HOPE,
                Eviction::Nobody => return None,
            };
            let in_vain = timeout(wait, self.outside.freed.notified()).await.is_err();
            if in_vain && !matches!(eviction, Eviction::Soon(_)) {
                self.hope.store(false, Ordering::Relaxed);
            }
        }
    }

    /// A place that is free.
    fn place(self: &Arc<Slots>) -> Option<Permit> {
        let mut places = locked(&self.places);
        let free = self.cap().saturating_sub(places.len());
        // The last one is wanted by whoever comes next.
        self.outside.wanted.store(free <= 1, Ordering::Relaxed);
        (free > 0).then(|| {
            let slot = Slot::inside(Some(self.outside.clone()));
            places.push(slot.0.clone());
            Permit { slots: self.clone(), slot }
        })
    }

    /// Sends away whoever kept the door waiting longest.
    pub(super) fn evict(&self) -> Eviction {
        let now = Instant::now();
        let beginning = BEGINNING.min(FOR_EACH_PLACE.saturating_mul(u32::try_from(self.cap()).unwrap_or(u32::MAX)));
        let places = locked(&self.places);
        let mut first: Option<((bool, Instant), Instant, &Arc<Place>)> = None;
        let mut leaving = false;
        for place in places.iter() {
            let state = locked(&place.state);
            leaving |= state.evicted;
            let may_go = match state.waiting {
                Waiting::Closing => state.since,
                Waiting::Head => state.since + beginning,
                Waiting::Body | Waiting::Write => state.since + STALLED,
                Waiting::Nothing => continue,
            };
            let bonus = if state.heard && state.waiting == Waiting::Head { HEARD } else { Duration::ZERO };
            // Of those who may go already, whoever waits longest; else whoever may go next.
            let rank = if may_go <= now { (false, state.since + bonus) } else { (true, may_go) };
            if !state.evicted && first.is_none_or(|(least, ..)| rank < least) {
                first = Some((rank, may_go, place));
            }
        }
        match first {
            Some((_, may_go, place)) if may_go <= now => {
                locked(&place.state).evicted = true;
                place.evict.notify_one();
                Eviction::Leaving
            }
            _ if leaving => Eviction::Leaving,
            Some((_, may_go, _)) => Eviction::Soon(may_go - now),
            None => Eviction::Nobody,
        }
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

/// The descriptors of one door's connections.
fn share() -> usize {
    let doors = DOORS.load(Ordering::Relaxed).max(1);
    descriptors().saturating_sub(RESERVE + doors * PER_DOOR) / doors
}

/// How many requests may be with the app at once, where there are so many descriptors.
fn at_once(descriptors: usize) -> usize {
    (descriptors / (1 + PER_REQUEST)).min(AT_ONCE)
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
