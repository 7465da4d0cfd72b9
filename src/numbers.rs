//! The numbers of lesson 3: powers modulo a prime, and the two ways back that Eve tries. Large enough to measure, much too
//! small to use: everything here takes numbers of up to 32 bits, so that a product fits into 64.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use crate::story::{AGE_OF_THE_UNIVERSE, Point, duration};

/// One step of a power by squaring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The bit of the exponent.
    pub bit: u64,
    /// What there was before.
    pub before: u64,
    /// Its square.
    pub squared: u64,
    /// That, times g if the bit is 1.
    pub result: u64,
}

impl Step {
    /// The bit, the squaring and the multiplication, as a person writes them.
    pub fn in_words(&self, g: u64, p: u64) -> [String; 3] {
        let Step { bit, before, squared, result } = self;
        let times = if *bit == 1 { format!("{squared} · {g} mod {p} = {result}") } else { "—".to_owned() };
        [bit.to_string(), format!("{before}² mod {p} = {squared}"), times]
    }
}

/// g to the power of `e` modulo p: for each bit of `e`, from the highest, square, and multiply by g if the bit is 1.
pub fn power(g: u64, e: u64, p: u64) -> (u64, Vec<Step>) {
    let (mut result, mut steps) = (1, Vec::new());
    for at in (0..u64::BITS - e.leading_zeros()).rev() {
        let (before, bit) = (result, e >> at & 1);
        let squared = before * before % p;
        result = if bit == 1 { squared * g % p } else { squared };
        steps.push(Step { bit, before, squared, result });
    }
    (result, steps)
}

/// Eve with patience: every exponent in turn, until one gives `public`.
pub fn brute_force(p: u64, g: u64, public: u64) -> Option<u64> {
    let mut power = 1;
    for x in 0..p {
        if power == public {
            return Some(x);
        }
        power = power * g % p;
    }
    None
}

/// Eve with memory, baby-step giant-step: a table of the first √p powers, then strides of that length back from `public`
/// until one lands in the table.
pub fn baby_giant(p: u64, g: u64, public: u64) -> Option<u64> {
    let stride = p.isqrt() + 1;
    let (mut table, mut baby) = (HashMap::new(), 1);
    for x in 0..stride {
        table.entry(baby).or_insert(x);
        baby = baby * g % p;
    }
    let (back, _) = power(baby, p - 2, p); // g to the power of −stride, by Fermat
    let mut giant = public;
    for strides in 0..stride {
        if let Some(x) = table.get(&giant) {
            return Some(strides * stride + x);
        }
        giant = giant * back % p;
    }
    None
}

/// One size of prime: how long Eve took, in both ways.
pub struct Lap {
    /// How long the prime is.
    pub bits: u32,
    /// The prime, a safe one.
    pub p: u64,
    /// 4 to the power of an exponent so large that it is tried last.
    pub public: u64,
    /// What brute force and baby-step giant-step found.
    pub found: [Option<u64>; 2],
    /// How long they took.
    pub seconds: [f64; 2],
}

/// Measures both ways for growing safe primes, until that has taken about as long as `patience`.
pub fn race(patience: Duration) -> Vec<Lap> {
    const FIRST: u32 = 12;
    let (start, mut laps, mut bits) = (Instant::now(), Vec::new(), FIRST);
    while let Some(p) = safe_prime(bits) {
        // 4 is a square, so its powers are half of all numbers, (p − 1) / 2 of them.
        let (public, _) = power(4, p / 2 - 1, p);
        let [force, strides] = [brute_force, baby_giant].map(|way| {
            let start = Instant::now();
            (way(p, 4, public), start.elapsed())
        });
        let seconds = [force.1, strides.1].map(|t| t.as_secs_f64());
        laps.push(Lap { bits, p, public, found: [force.0, strides.0], seconds });
        let left = patience.saturating_sub(start.elapsed());
        bits += match force.1 {
            took if took * 4 <= left => 2,
            took if took * 4 <= left * 3 => 1, // half as long again as is left will do
            _ => break,
        };
    }
    laps
}

/// How often the work doubles with each bit, in both ways: brute force goes with p, baby-step giant-step with √p.
const DOUBLINGS: [f64; 2] = [1.0, 0.5];

/// What a race gave, way by way, and what it would give for these sizes if the work went on growing as it must.
pub fn curves(laps: &[Lap], further: &[u32]) -> [Vec<Point>; 2] {
    [0, 1].map(|way| {
        let measured = laps.iter().map(|lap| Point::measured(lap.bits, lap.seconds[way]));
        let estimate = |last: &Lap, bits: u32| last.seconds[way] * (more_bits(last, bits) * DOUBLINGS[way]).exp2();
        let estimated = laps.last().into_iter().flat_map(|last| further.iter().map(move |bits| (last, *bits)));
        measured.chain(estimated.map(|(last, bits)| Point::estimated(bits, estimate(last, bits)))).collect()
    })
}

/// The same for one size, which may be a real one, in words: the bits, and the time in both ways.
pub fn further(laps: &[Lap], bits: u32) -> [String; 3] {
    let time = |way: usize| {
        laps.last().map_or("?".to_owned(), |last| doubled(last.seconds[way], more_bits(last, bits) * DOUBLINGS[way]))
    };
    [bits.to_string(), time(0), time(1)]
}

fn more_bits(last: &Lap, bits: u32) -> f64 {
    f64::from(bits) - f64::from(last.bits)
}

/// Whether this is a prime number, by trial division: for numbers of up to 32 bits.
pub fn is_prime(n: u64) -> bool {
    match n {
        0 | 1 => false,
        2 | 3 => true,
        n if n.is_multiple_of(2) || n.is_multiple_of(3) => false,
        n => (5..).step_by(6).take_while(|d| d * d <= n).all(|d| !n.is_multiple_of(d) && !n.is_multiple_of(d + 2)),
    }
}

/// The largest safe prime of so many bits (4 to 32): a prime p for which (p − 1) / 2 is prime too, so that the powers of a
/// square fall into no small cycle. `None` for other numbers of bits.
pub fn safe_prime(bits: u32) -> Option<u64> {
    if !(4..=32).contains(&bits) {
        return None;
    }
    let (least, most) = (1u64 << (bits - 1), (1u64 << bits) - 1);
    // All safe primes from 11 on leave 11 when divided by 12.
    let first = most - (most + 1) % 12;
    (least..=first).rev().step_by(12).find(|p| is_prime(p / 2) && is_prime(*p))
}

/// How long something takes that took `seconds` and doubled so many times, as a person says it.
pub fn doubled(seconds: f64, doublings: f64) -> String {
    let log = seconds.log10() + doublings * 2f64.log10();
    match log {
        log if log < 300.0 => duration(10f64.powf(log)),
        log => format!("10^{:.0} times the age of the universe", log - AGE_OF_THE_UNIVERSE.log10()),
    }
}
