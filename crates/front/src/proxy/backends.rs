//! Several backends that do the same: each gets its turn, and one that is gone is passed over for a while.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::time::Instant;

use crate::door::{Begun, Forward, Request, Response};
use crate::locked;

/// How long one that could not be reached is passed over.
const PASSED_OVER: Duration = Duration::from_secs(2);

/// The backends of a proxy.
pub(super) struct Backends {
    all: Vec<Backend>,
    turn: AtomicUsize,
}

struct Backend {
    forward: Forward,
    /// Until when it is passed over.
    down: Mutex<Option<Instant>>,
}

impl Backends {
    /// These, in turn.
    pub(super) fn new(forwards: impl IntoIterator<Item = Forward>) -> Backends {
        let all = forwards.into_iter().map(|forward| Backend { forward, down: Mutex::default() }).collect();
        Backends { all, turn: AtomicUsize::new(0) }
    }

    /// Forwards a request to the next one. It goes to another only while nothing of it was sent: what one of them may have
    /// acted on is never asked of a second one.
    pub(super) async fn forward(&self, request: Request) -> Response {
        let mut begun = match Begun::of(request).await {
            Ok(begun) => begun,
            Err(response) => return response,
        };
        let mut last = None;
        for backend in self.in_turn() {
            match backend.forward.offer(begun).await {
                Ok(response) => {
                    backend.passes_over(None);
                    return response;
                }
                Err(untaken) => {
                    backend.passes_over(untaken.unreachable().then(|| Instant::now() + PASSED_OVER));
                    let (again, why) = untaken.parts();
                    begun = again;
                    last = Some(why);
                }
            }
        }
        last.unwrap_or_else(|| super::Denied::NoBackend.into())
    }

    /// All of them, beginning with whose turn it is; those that are passed over come last, since they may be back.
    fn in_turn(&self) -> impl Iterator<Item = &Backend> {
        let first = self.turn.fetch_add(1, Ordering::Relaxed) % self.all.len().max(1);
        let (before, from) = self.all.split_at(first);
        let (down, up): (Vec<_>, Vec<_>) = from.iter().chain(before).partition(|backend| backend.is_passed_over());
        up.into_iter().chain(down)
    }
}

impl Backend {
    fn is_passed_over(&self) -> bool {
        locked(&self.down).is_some_and(|until| Instant::now() < until)
    }

    fn passes_over(&self, until: Option<Instant>) {
        *locked(&self.down) = until;
    }
}
