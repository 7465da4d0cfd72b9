//! How often one address may ask: a bucket of tokens for each, filled at a steady rate (RFC 6585 §4).

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::Mutex;
use std::time::Duration;

use tokio::time::Instant;

use super::Denied;
use crate::locked;

/// How many addresses are remembered at most; a bucket is some 50 bytes.
pub const REMEMBERED: usize = 10_000;

/// A limit for each client address.
pub struct RateLimit {
    /// How long one token takes.
    interval: Duration,
    burst: u32,
    buckets: Mutex<HashMap<IpAddr, Instant>>,
}

impl RateLimit {
    /// One request every `interval` in the long run, and `burst` of them (at least one) at once.
    pub fn every(interval: Duration, burst: u32) -> RateLimit {
        RateLimit { interval, burst: burst.max(1), buckets: Mutex::default() }
    }

    /// Takes a token for a request from this address.
    pub(super) fn take(&self, addr: IpAddr) -> Result<(), Denied> {
        self.take_at(addr, Instant::now())
    }

    /// The same at this moment. A bucket is kept as the one at which it will be full again: a request moves it one interval on, and it may not lie
    /// further ahead than a burst is long. (The same as counting tokens, with one number less to keep.)
    ///
    /// # Errors
    /// [`Denied::TooMany`].
    pub fn take_at(&self, addr: IpAddr, now: Instant) -> Result<(), Denied> {
        let addr = whose(addr);
        let mut buckets = locked(&self.buckets);
        let full = buckets.get(&addr).map_or(now, |full| (*full).max(now)) + self.interval;
        let over = full.saturating_duration_since(now + self.interval * self.burst);
        if !over.is_zero() {
            return Err(Denied::TooMany(over.as_secs() + u64::from(over.subsec_nanos() > 0)));
        }
        if buckets.len() >= REMEMBERED && !buckets.contains_key(&addr) {
            make_room(&mut buckets, now);
        }
        buckets.insert(addr, full);
        Ok(())
    }

    /// How many addresses are remembered now.
    pub fn remembered(&self) -> usize {
        locked(&self.buckets).len()
    }
}

/// Forgets those whose bucket is full, or else all: a crowd of addresses must not fill the memory.
fn make_room(buckets: &mut HashMap<IpAddr, Instant>, now: Instant) {
    buckets.retain(|_, full| *full > now);
    if buckets.len() >= REMEMBERED {
        buckets.clear();
    }
}

/// Whom an address stands for: with IPv6, one household or machine has 2^64 of them.
fn whose(addr: IpAddr) -> IpAddr {
    match addr.to_canonical() {
        IpAddr::V6(six) => Ipv6Addr::from_bits(six.to_bits() >> 64 << 64).into(),
        four => four,
    }
}
