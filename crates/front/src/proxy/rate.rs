//! How often one address may ask: a bucket of tokens for each, filled at a steady rate (RFC 6585 §4).

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::Denied;

/// How many addresses are remembered at most; a bucket is some 50 bytes.
const REMEMBERED: usize = 10_000;

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
        self.take_at(whose(addr), Instant::now())
    }

    /// A bucket is kept as the moment at which it will be full again: a request moves it one interval on, and it may not lie
    /// further ahead than a burst is long. (The same as counting tokens, with one number less to keep.)
    fn take_at(&self, addr: IpAddr, now: Instant) -> Result<(), Denied> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_passes_then_the_rate_and_each_address_for_itself() {
        let limit = RateLimit::every(Duration::from_millis(500), 3);
        let [alice, eve] = [IpAddr::from([127, 0, 0, 1]), IpAddr::from([127, 0, 0, 2])];
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        for _ in 0..3 {
            assert_eq!(limit.take_at(alice, start), Ok(()));
        }
        assert_eq!(limit.take_at(alice, at(0)), Err(Denied::TooMany(1)));
        assert_eq!(limit.take_at(alice, at(499)), Err(Denied::TooMany(1)));
        assert_eq!(limit.take_at(eve, at(499)), Ok(()));
        assert_eq!(limit.take_at(alice, at(500)), Ok(()));
        assert_eq!(limit.take_at(alice, at(501)), Err(Denied::TooMany(1)));
        // Long silence fills the bucket, and no more than that.
        for _ in 0..3 {
            assert_eq!(limit.take_at(alice, at(60_000)), Ok(()));
        }
        assert!(limit.take_at(alice, at(60_000)).is_err());
        let slow = RateLimit::every(Duration::from_secs(10), 1);
        assert_eq!(slow.take_at(alice, at(0)), Ok(()));
        assert_eq!(slow.take_at(alice, at(1)), Err(Denied::TooMany(10)));
    }

    #[test]
    fn a_crowd_of_addresses_is_forgotten_in_time() {
        let limit = RateLimit::every(Duration::from_secs(1), 1);
        let now = Instant::now();
        for nth in 0..2 * REMEMBERED as u32 {
            assert_eq!(limit.take_at(IpAddr::from(nth.to_be_bytes()), now), Ok(()));
        }
        assert!(limit.buckets.lock().unwrap().len() <= REMEMBERED);
        let neighbours = ["2001:db8::1", "2001:db8::ffff:1"].map(|addr| whose(addr.parse().unwrap()));
        assert_eq!(neighbours[0], neighbours[1]);
        assert_eq!(whose("::ffff:127.0.0.1".parse().unwrap()), IpAddr::from([127, 0, 0, 1]));
    }
}
