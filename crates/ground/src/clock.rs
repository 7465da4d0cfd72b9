//! The clock of the system, for whoever runs; what dissects, tells or verifies is given the time.

use std::time::{SystemTime, UNIX_EPOCH};

/// The time, in seconds since 1970-01-01T00:00:00Z; 0 before that.
pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
