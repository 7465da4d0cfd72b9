//! The front of every server of the course, the reverse proxy, Alice's client, and both sides of TLS.
//!
//! Everything that listens stands behind a [`door`], except where a lesson is about the connection itself: [`callers`], [`quic`].

mod announce;
pub mod callers;
pub mod client;
pub mod door;
pub mod frames;
pub mod proxy;
pub mod quic;
pub mod tls;

use std::sync::{Mutex, MutexGuard, PoisonError};

/// A panic while a lock was held leaves whole values behind, here everywhere.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
