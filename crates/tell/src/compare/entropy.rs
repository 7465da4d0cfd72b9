//! How evenly bytes are distributed: Shannon's entropy of a sample, and what as many random bytes would show.
//!
//! Source: C. E. Shannon, A Mathematical Theory of Communication (1948). Estimated from a small sample it comes out too low: 100
//! random bytes cannot show more than log2(100) bits. So the value of equally many random bytes stands beside each.

/// How often each byte occurred.
#[derive(Clone, Debug)]
pub struct Histogram([u64; 256]);

/// The entropy of a sample.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Entropy {
    /// In bits per byte: 0 (always the same byte) to 8.
    pub bits: f64,
    /// What equally many random bytes show on average.
    pub random: f64,
}

impl Default for Histogram {
    fn default() -> Histogram {
        Histogram([0; 256])
    }
}

impl Histogram {
    /// Counts these bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0[usize::from(*byte)] += 1;
        }
    }

    /// Counts what another has counted.
    pub fn merge(&mut self, other: &Histogram) {
        self.0.iter_mut().zip(other.0).for_each(|(mine, more)| *mine += more);
    }

    /// How many bytes were counted.
    pub fn len(&self) -> u64 {
        self.0.iter().sum()
    }

    /// Whether none was.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entropy of what was counted.
    pub fn entropy(&self) -> Entropy {
        let all = self.len() as f64;
        let share = |count: &u64| *count as f64 / all;
        let bits = self.0.iter().filter(|c| **c > 0).map(share).map(|p| -p * p.log2()).sum::<f64>();
        Entropy { bits: bits.max(0.0), random: random(self.len()) }
    }
}

/// The entropy, in bits per byte, that `count` random bytes show on average.
pub fn random(count: u64) -> f64 {
    /// Above it the second term of the series (Miller and Madow) leaves less than a thousandth.
    const MANY: u64 = 1 << 16;
    let n = count as f64;
    if count == 0 {
        return 0.0;
    }
    if count > MANY {
        return 8.0 - 255.0 / (2.0 * n * std::f64::consts::LN_2);
    }
    // Each byte's count has the binomial distribution of n trials with 1/256: the expected value of c·log2(c), 256 times.
    let (p, q) = (1.0 / 256.0, 255.0 / 256.0_f64);
    let (mut chance, mut sum) = (q.powf(n), 0.0);
    for c in 1..=count {
        let c = c as f64;
        chance *= (n - c + 1.0) / c * (p / q);
        sum += chance * c * c.log2();
        if c > n * p && chance < 1e-18 {
            break;
        }
    }
    n.log2() - 256.0 * sum / n
}
