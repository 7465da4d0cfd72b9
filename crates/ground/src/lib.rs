//! What everything stands on: text that is safe to show, and, with the feature `system`, output folders and the clock.
//!
//! Without that feature nothing here touches the system, so that what dissects and tells can be built for a browser.

#[cfg(feature = "system")]
mod clock;
#[cfg(feature = "system")]
mod files;
mod text;

#[cfg(feature = "system")]
pub use clock::now;
#[cfg(feature = "system")]
pub use files::{Access, Folder};
pub use text::{hex, is_unruly, quoted, visible};
