//! Both ends of lesson 3's [framing](wirewalk_dissect::frames) over real sockets.

use std::time::Duration;

mod listen;
mod wire;

pub use listen::Listener;
pub use wire::Wire;
pub use wirewalk_dissect::frames::{FrameError, HEADER, Kind, LONGEST, MAGIC, VERSION, frame, header};

/// What a server allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many conversations there are at once; whoever comes then is told so.
    pub connections: usize,
    /// How long a whole conversation may take.
    pub conversation: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { connections: 64, conversation: CONVERSATION }
    }
}

/// How long a whole conversation may take.
const CONVERSATION: Duration = Duration::from_secs(10);
