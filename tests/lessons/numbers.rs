//! The numbers of lesson 3: powers, primes, and both of Eve's ways back.

use std::time::{Duration, Instant};

use wirewalk::numbers::{baby_giant, brute_force, doubled, is_prime, power, race, safe_prime};
use wirewalk::story::duration;

#[test]
fn both_ways_find_every_exponent() {
    for p in [23, 47, 2039] {
        for x in 0..p / 2 {
            let (public, _) = power(4, x, p);
            assert_eq!(brute_force(p, 4, public), Some(x));
            assert_eq!(baby_giant(p, 4, public), Some(x), "4^{x} mod {p}");
        }
    }
    // 5 is no power of 4 modulo 23: it is no square.
    assert_eq!((brute_force(23, 4, 5), baby_giant(23, 4, 5)), (None, None));
}

#[test]
fn a_race_is_run_with_growing_primes_and_ends_in_time() {
    let (start, laps) = (Instant::now(), race(Duration::from_millis(50)));
    assert!(start.elapsed() < Duration::from_secs(5));
    assert!(laps.windows(2).all(|pair| pair[0].bits < pair[1].bits));
    assert!(laps.iter().all(|lap| lap.found == [Some(lap.p / 2 - 1); 2]));
}

#[test]
fn safe_primes_are_what_tables_say() {
    let all = |bits: u32| (1u64 << (bits - 1)..1 << bits).filter(|p| is_prime(*p) && is_prime(p / 2)).max();
    for bits in 4..=14 {
        assert_eq!(safe_prime(bits), all(bits), "{bits} bits");
    }
    assert_eq!(safe_prime(32), Some(4_294_967_087)); // 2^32 − 209
    assert_eq!((safe_prime(3), safe_prime(33)), (None, None));
}

#[test]
fn primes_are_told_from_products() {
    let primes: Vec<u64> = (0..60).filter(|n| is_prime(*n)).collect();
    assert_eq!(primes, [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59]);
    assert!(is_prime(4_294_967_291) && !is_prime(65_521 * 65_521));
}

#[test]
fn durations_are_said_in_a_unit_that_fits() {
    let said = [3e-8, 2.5e-3, 1.5, 3600.0 * 24.0 * 30.0, 1e12, 1e40].map(duration);
    let wanted = ["30 ns", "2.5 ms", "1.5 s", "30 days", "31689 years", "10^22 times the age of the universe"];
    assert_eq!(said, wanted);
    assert_eq!(doubled(1.0, 10.0), "17 minutes");
    assert_eq!(doubled(1.0, 2000.0), "10^584 times the age of the universe");
}
