//! # Lesson 3 · Agreeing on a key in public: Diffie–Hellman
//!
//! Two people who never met agree on a key while Eve hears every word: with paint, with small numbers that Eve breaks, and
//! with X25519 over real sockets. Then Mallory sits in the middle, agrees with both, and nobody notices.
//!
//! `cargo run --bin lesson3` walks; `-- server` and `-- client` run [`bob`] and [`alice`] alone. No key is given to either.

#[path = "lesson3/careless.rs"]
mod careless;
#[path = "claims/lesson3.rs"]
mod claims;
#[path = "lesson3/paint.rs"]
mod paint;
#[path = "en/lesson3.rs"]
mod text;

use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use wirewalk::exchange::{self, KeyRefused};
use wirewalk::fernet::{self, Key};
use wirewalk::frames::{Kind, Wire};
use wirewalk::numbers;
use wirewalk::stage::{self, Lesson, Stage};
use wirewalk::story::{Chart, Line, Series, Voice};
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

/// The secret message of the Secret Squirrels.
const SECRET: &str = "fluffy tail";
/// How old a token may be before Alice refuses it, in seconds.
const TTL: u64 = 60;
/// The small numbers that everybody may know: a prime, and a number whose powers are all the others.
const P: u64 = 23;
const G: u64 = 5;
/// What Alice and Bob choose their exponents from: without 0, 1 and 11, whose powers give them away.
const EXPONENTS: [u64; 12] = [3, 6, 7, 9, 10, 13, 14, 15, 17, 18, 19, 20];
/// For which sizes, in bits, Eve's work is estimated: in the plot, and in words.
const FURTHER_PLOTTED: [u32; 2] = [40, 48];
const FURTHER: [u32; 6] = [64, 128, 256, 512, 1024, 2048];

/// This lesson.
pub const LESSON: Lesson = Lesson {
    port: 5987,
    scheme: "tcp",
    server: Some(|site| site.converses(|wire| bob(wire, fresh(), SECRET))),
    client: Some(|url| alice(url, fresh())),
    claims: &[claims::CHECKS],
    ..Lesson::of(text::ABOUT, walk)
};

/// The program.
pub fn main() -> ExitCode {
    stage::lesson_main(&LESSON)
}

/// A private key for one conversation: 32 random bytes, wiped when dropped.
fn fresh() -> StaticSecret {
    StaticSecret::random_from_rng(&mut rand::rng())
}

/// Bob: receives her public key, sends his own, derives the key, and sends the secret under it.
pub fn bob(wire: &mut Wire, private: StaticSecret, secret: &str) -> Result<()> {
    let hers = exchange::public_key(&wire.receive(Kind::PublicKey)?)?;
    wire.send(Kind::PublicKey, PublicKey::from(&private).as_bytes())?;
    let key = agree(&private, &hers, wire.so_far())?;
    wire.send(Kind::Token, fernet::encrypt(&key, secret.as_bytes()).as_bytes())?;
    Ok(())
}

/// Alice: sends her public key, receives his, derives the same key, and opens what he sends.
pub fn alice(url: &str, private: StaticSecret) -> Result<String> {
    Wire::dial(url)?.holds(|wire| {
        wire.send(Kind::PublicKey, PublicKey::from(&private).as_bytes())?;
        let his = exchange::public_key(&wire.receive(Kind::PublicKey)?)?;
        let key = agree(&private, &his, wire.so_far())?;
        let token = String::from_utf8(wire.receive(Kind::Token)?)?;
        Ok(String::from_utf8(fernet::decrypt(&key, &token, Some(TTL), stage::now())?)?)
    })
}

/// Both: my private key times your public key, then a key out of that, bound to every byte that crossed the wire.
pub fn agree(mine: &StaticSecret, theirs: &PublicKey, so_far: &[u8]) -> Result<Key> {
    // 1. X25519. A point of low order would give zero, which is no secret.
    let shared = mine.diffie_hellman(theirs);
    ensure!(shared.was_contributory(), KeyRefused::LowOrder);
    Ok(key_of(shared.as_bytes(), so_far))
}

/// The key that a shared secret gives, with no other secret in it.
fn key_of(shared: &[u8; 32], so_far: &[u8]) -> Key {
    // 2. HKDF-SHA256: extract without a salt, expand with the purpose and the hash of the transcript.
    let info = [exchange::PURPOSE, &Sha256::digest(so_far)].concat();
    let mut key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(None, shared).expand(&info, &mut *key).expect("HKDF gives up to 255 times 32 bytes");
    // 3. The 32 bytes are a Fernet key.
    Key::from_bytes(*key)
}

/// Mallory: she plays Alice to Bob and Bob to Alice, with a key pair of her own for each.
fn mallory(wire: &mut Wire, to_bob: &str, [for_bob, for_alice]: [StaticSecret; 2]) -> Result<()> {
    let heard = alice(to_bob, for_bob)?;
    bob(wire, for_alice, &heard.replace("fluffy", "singed"))
}

/// Somebody with a bad public key, and Bob's answer.
fn offer(url: &str, public: &[u8]) -> String {
    let talk = |wire: &mut Wire| {
        wire.send(Kind::PublicKey, public)?;
        wire.receive(Kind::PublicKey)?;
        Ok(wire.receive(Kind::Token)?)
    };
    let outcome = Wire::dial(url).and_then(|wire| wire.holds(talk));
    outcome.map_or_else(|error| error.to_string(), |_| "accepted".to_owned())
}

fn walk(voice: &mut Voice, stage: &mut Stage) -> Result<()> {
    voice.keeps("secret", SECRET);
    voice.says(&text::HELLO)?;
    paint::scene(voice)?;
    small_numbers(voice)?;
    eves_work(voice, stage.patience())?;

    // Scene 1: two programs that share nothing, and Eve between them.
    voice.says(&text::CURVE)?;
    voice.says(&text::FRAMES)?;
    voice.tabulates(&text::FRAMES_HEAD, text::FRAMES_TABLE)?;
    voice.says(&text::AGREED)?;
    voice.asks(&text::WHAT_HELPS)?;
    let (alices, bobs) = (fresh(), fresh());
    let (agreed, heard) = stage.scene(voice, "agreed", |set| {
        set.knows_private(&[&alices, &bobs]);
        let bob = set.converses("Bob", move |wire| bob(wire, bobs.clone(), SECRET))?;
        let wire = set.wire("Alice", &bob)?;
        alice(&wire.tcp(), alices)
    })?;
    voice.says(&text::HEARD)?;
    voice.measures(&text::ALICE_HEARD, &heard)?;
    voice.traffic(agreed)?;
    voice.keeps("agreed.heard", heard);
    voice.says(&text::PUBLIC_KEYS)?;
    voice.shows(agreed, "wirewalk.dh.public_key")?;
    voice.answers(&text::WHAT_HELPS)?;
    voice.says(&text::DERIVED)?;
    voice.shows(agreed.opened(), "wirewalk.dh.shared_secret")?;
    voice.claims("lesson3.both-agree")?;
    voice.says(&text::OPENED)?;
    voice.shows_only(agreed.opened(), &["wirewalk.fernet.ciphertext", "wirewalk.fernet.hmac"])?;
    voice.says(&text::SEARCH)?;
    voice.claims("lesson3.secret-hidden")?;
    voice.claims("lesson3.eve-opens-nothing")?;
    voice.claims("lesson3.every-byte-explained")?;
    voice.says(&text::LEDGER)?;
    voice.ledger(agreed)?;

    // Scene 2: keys that are not keys.
    voice.says(&text::BAD_KEYS)?;
    voice.asks(&text::WHY_REFUSE)?;
    let whole = *PublicKey::from(&fresh()).as_bytes();
    let longer = [&whole[..], &[0]].concat();
    let [zero, one, eighth] = &exchange::LOW_ORDER;
    let offers = [&whole[..31], &longer, zero, one, eighth, &whole];
    let (bad, answers) = stage.scene(voice, "bad-keys", |set| {
        let bob = set.converses("Bob", |wire| bob(wire, fresh(), SECRET))?;
        let wire = set.wire("Mallory", &bob)?;
        Ok(offers.map(|public| offer(&wire.tcp(), public)))
    })?;
    voice.says(&text::REFUSED)?;
    let rows = text::OFFERS.iter().zip(answers).map(|(what, answer)| [what.to_string(), answer]);
    voice.tabulates(&text::OFFERS_HEAD, rows)?;
    voice.shows(bad, "wirewalk.dh.reason")?;
    voice.answers(&text::WHY_REFUSE)?;
    voice.claims("lesson3.bad-keys-refused")?;

    // Scene 3: what happens without that check.
    careless::scene(voice, stage)?;

    // Scene 4: Mallory does two exchanges.
    voice.says(&text::MALLORY)?;
    voice.asks(&text::WILL_SHE_NOTICE)?;
    let (alices, mallorys) = (fresh(), [fresh(), fresh()]);
    let (between, heard) = stage.scene(voice, "mallory", |set| {
        set.knows_private(&[&alices, &mallorys[0]]);
        let bob = set.converses("Bob", |wire| bob(wire, fresh(), SECRET))?;
        let to_bob = set.inner_wire("Mallory", &bob)?.tcp();
        let mallory = set.converses("Mallory", move |wire| mallory(wire, &to_bob, mallorys.clone()))?;
        alice(&set.wire("Alice", &mallory)?.tcp(), alices)
    })?;
    voice.says(&text::TWO_KEYS)?;
    voice.shows_only(between.hop(1).opened(), &["wirewalk.fernet.plaintext"])?;
    voice.shows_only(between.opened(), &["wirewalk.fernet.plaintext"])?;
    voice.measures(&text::ALICE_HEARD, &heard)?;
    voice.keeps("mallory.heard", heard);
    voice.answers(&text::WILL_SHE_NOTICE)?;
    voice.claims("lesson3.mallory-reads")?;
    voice.claims("lesson3.forgery-accepted")?;
    voice.says(&text::MISSING)?;

    voice.says(&text::FORWARD)?;
    voice.claims("lesson3.private-keys-gone")?;
    voice.says(&text::WORDS)?;
    voice.says(&text::HISTORY)?;
    voice.says(&text::LEFT)?;
    stage.leaves(voice)?;
    voice.says(&text::TRY)?;
    voice.tries(text::RECIPES, &stage.values(&LESSON))?;
    voice.asks(&text::THINK)?;
    voice.says(&text::THOUGHT)?;
    voice.answers(&text::THINK)
}

/// The same with numbers so small that every step can be followed, and every secret found.
fn small_numbers(voice: &mut Voice) -> Result<()> {
    voice.says(&text::SMALL)?;
    let [a, b] = [(); 2].map(|()| EXPONENTS[rand::random_range(0..EXPONENTS.len())]);
    for (name, value) in [(&text::SMALL_P, P), (&text::SMALL_G, G), (&text::SMALL_A, a), (&text::SMALL_B, b)] {
        voice.measures(name, value)?;
    }
    let [public_a, public_b] = [squares(voice, &text::POWER_A, G, a)?, squares(voice, &text::POWER_B, G, b)?];
    let [at_alice, at_bob] =
        [squares(voice, &text::AT_ALICE, public_b, a)?, squares(voice, &text::AT_BOB, public_a, b)?];
    voice.keeps("small", format!("{P} {G} {a} {b} {public_a} {public_b} {at_alice} {at_bob}"));
    voice.claims("lesson3.small-numbers-agree")?;
    voice.says(&text::SMALL_EVE)?;
    voice.tabulates(&text::POWERS_HEAD, (0..P - 1).map(|x| [x, numbers::power(G, x, P).0]))?;
    voice.measures(&text::EVE_FINDS, numbers::brute_force(P, G, public_a).context("every number is a power of g")?)
}

/// A power of g modulo p, every step of it.
fn squares(voice: &mut Voice, line: &'static Line, g: u64, exponent: u64) -> Result<u64> {
    voice.says(line)?;
    let (result, steps) = numbers::power(g, exponent, P);
    voice.tabulates(&text::SQUARES_HEAD, steps.iter().map(|step| step.in_words(g, P)))?;
    voice.measures(&text::POWER_IS, format!("{g}^{exponent} mod {P} = {result}"))?;
    Ok(result)
}

/// Eve at work on growing primes, for as long as there is patience, and what that says about primes that are large.
fn eves_work(voice: &mut Voice, patience: Duration) -> Result<()> {
    voice.says(&text::WORK)?;
    voice.asks(&text::HOW_FAST)?;
    let laps = numbers::race(patience);
    let [force, strides] = numbers::curves(&laps, &FURTHER_PLOTTED);
    let series =
        [(&text::FORCE, force), (&text::STRIDES, strides)].map(|(name, points)| Series { name, points }).into();
    voice.says(&text::MEASURED)?;
    let (title, across, estimate) = (&text::CHART, &text::BITS, &text::ESTIMATE);
    voice.charts(Chart { title, across, estimate, series })?;
    voice.answers(&text::HOW_FAST)?;
    let found = laps.iter().map(|lap| format!("{} {} {:?} {:?}\n", lap.p, lap.public, lap.found[0], lap.found[1]));
    voice.keeps("exponents", found.collect::<String>());
    voice.claims("lesson3.exponents-found")?;
    voice.says(&text::FASTER)?;
    voice.tabulates(&text::FASTER_HEAD, FURTHER.map(|bits| numbers::further(&laps, bits)))
}
