//! Whose capture is read. Each may take as much memory as a page needs, so that there are two at most: one that has just begun, and one
//! that takes longer. Whoever comes next waits for the first alone.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::explain::handed::Stop;

/// What takes longer gives its place to the next.
const SHORT: Duration = Duration::from_secs(1);

/// The two places.
pub(super) struct Turns {
    short: Arc<Semaphore>,
    long: Arc<Semaphore>,
}

impl Turns {
    /// Nobody's yet.
    pub(super) fn new() -> Turns {
        let place = || Arc::new(Semaphore::new(1));
        Turns { short: place(), long: place() }
    }

    /// Does this when its turn has come; it keeps its place until it is done, whatever has become of whoever waits for it.
    ///
    /// # Errors
    /// Its own; or it takes long and another one does already: then it is stopped.
    pub(super) async fn take<T: Send + 'static>(
        &self,
        stop: &Stop,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        const BROKEN: &str = "the capture could not be taken apart; the terminal may say why";
        let turn = self.short.clone().acquire_owned().await?;
        let place = Arc::new(Mutex::new(turn));
        let held = place.clone();
        let mut doing = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(held);
            done
        });
        if let Ok(done) = timeout(SHORT, &mut doing).await {
            return done.context(BROKEN)?;
        }
        let Ok(long) = self.long.clone().try_acquire_owned() else {
            stop.store(true, Ordering::Relaxed);
            // It notices soon, and the next one waits for that.
            let _ = doing.await;
            bail!(
                "another capture is being read, which takes long; drop this one again when that is done, or use `wirewalk explain`"
            )
        };
        exchange(&place, long);
        drop(place);
        doing.await.context(BROKEN)?
    }

    /// Waits until nobody has a turn, or for so long.
    pub(super) fn end(&self, patience: Duration) {
        let deadline = Instant::now() + patience;
        while [&self.short, &self.long].iter().any(|place| place.available_permits() == 0) && Instant::now() < deadline
        {
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

/// The place that was held is free then.
fn exchange(place: &Mutex<OwnedSemaphorePermit>, other: OwnedSemaphorePermit) {
    *place.lock().unwrap_or_else(PoisonError::into_inner) = other;
}
