//! Reading on after the last word.
//!
//! If the door closed a connection while a client still sends, the system would answer with a reset, and the client's system
//! would throw away what the client has not read yet: a refusal, an alert. Clients that send all they have before they read
//! anything are common. So the door closes only its own side and reads on, unheard, as nginx does.

use std::future::poll_fn;
use std::io;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::timeout;

/// How long that may take (nginx: `lingering_time`).
const LONGEST: Duration = Duration::from_secs(30);
/// How long nothing may arrive meanwhile (nginx: `lingering_timeout`).
const PAUSE: Duration = Duration::from_secs(5);

/// Reads on until the other side closes, pauses for too long, or has had time enough. Each read says how much it was, and
/// throws it away.
pub(super) async fn linger(mut read: impl FnMut(&mut Context<'_>) -> Poll<io::Result<usize>>) {
    let unheard = async { while let Ok(Ok(1..)) = timeout(PAUSE, poll_fn(&mut read)).await {} };
    // Whether the client stayed to listen is its own affair.
    let _ = timeout(LONGEST, unheard).await;
}
