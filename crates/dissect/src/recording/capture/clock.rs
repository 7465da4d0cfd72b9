//! What the times in a capture mean.

use crate::recording::Timestamp;

/// What a time counts and from when.
#[derive(Clone, Copy)]
pub(super) struct Clock {
    per_second: u128,
    offset_seconds: i64,
}

impl Clock {
    /// One that counts so many units a second from 1970 on.
    pub fn since_1970(per_second: u32) -> Clock {
        Clock { per_second: per_second.into(), offset_seconds: 0 }
    }

    /// So many units into a second.
    pub fn at(self, second: u32, units: u32) -> Timestamp {
        self.timestamp(u64::from(second) * self.per_second as u64 + u64::from(units))
    }

    /// From an interface's options: a negative power of ten, or of two if the highest bit is set.
    pub fn new(resolution: u8, offset_seconds: i64) -> Option<Clock> {
        let exponent = u32::from(resolution & 0x7f);
        let base: u128 = if resolution & 0x80 == 0 { 10 } else { 2 };
        Some(Clock { per_second: base.checked_pow(exponent)?, offset_seconds })
    }

    /// The time at which it has counted so far.
    pub fn timestamp(self, count: u64) -> Timestamp {
        // count is below 2^64 and 10^9 below 2^30: no overflow in 128 bits.
        let since = u128::from(count) * 1_000_000_000 / self.per_second;
        let nanos = (since as i128).saturating_add(i128::from(self.offset_seconds) * 1_000_000_000);
        Timestamp(u64::try_from(nanos.max(0)).unwrap_or(u64::MAX))
    }
}
