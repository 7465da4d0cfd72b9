//! What everything stands on: text that is safe to show, and, with the feature `system`, output folders, the clock
//! and standard error.
//!
//! Without that feature nothing here touches the system, so that what dissects and tells can be built for a browser.

#[cfg(feature = "system")]
mod aside;
#[cfg(feature = "system")]
mod files;
#[cfg(feature = "system")]
mod own;
#[cfg(feature = "system")]
mod signals;
#[cfg(feature = "system")]
mod temporary;
mod text;
#[cfg(feature = "system")]
mod turn;

#[cfg(feature = "system")]
pub use aside::{Aside, aside, asides_end};
#[cfg(feature = "system")]
pub use files::{Access, Folder};
pub use memchr::memmem::find;
#[cfg(all(feature = "system", unix))]
pub use own::outlives_its_terminal;
#[cfg(feature = "system")]
pub use own::{is_own, is_own_file, is_own_or_roots, open_own_file};
#[cfg(feature = "system")]
pub use signals::{signals_are_taken, take_signals};
#[cfg(feature = "system")]
pub use temporary::{Temporary, TemporaryFolder, may_write, remove_temporary};
pub use text::{digits, escaped, hex, is_unruly, quoted, visible};
#[cfg(feature = "system")]
pub use turn::Turn;

/// The time, in seconds since 1970-01-01T00:00:00Z; 0 before that. For whoever runs: what dissects, tells or verifies is given it.
#[cfg(feature = "system")]
pub fn now() -> u64 {
    use std::time::{SystemTime, UNIX_EPOCH};
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
