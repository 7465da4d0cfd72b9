//! What lesson 2 claims.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;

use wirewalk::claims::{Check, Verdict, claim, every_byte_explained, kept, scene, search};
use wirewalk::dissect::Datum;
use wirewalk::dissect::names::{fernet as token, http};
use wirewalk::fernet::{self, Key, Parts};
use wirewalk::numbers;
use wirewalk::story::{AGE_OF_THE_UNIVERSE, Scene, duration};
use wirewalk_ground::now;

pub const CHECKS: &[Check] = &[
    claim("lesson2.shift-broken", "trying all 25 shifts finds the message", |t| {
        let (hidden, secret) = (kept(t, "shift.hidden")?, kept(t, "secret")?);
        let found: Vec<_> = (1..26).filter(|by| shifted(hidden, *by) == secret).collect();
        Some(Verdict::new(found.len() == 1, format!("shifts that give it: {found:?}")))
    }),
    claim(
        "lesson2.two-halves",
        "the first half of a key checks the MAC and reads nothing; the second half reads and checks nothing",
        |t| two_halves(kept(t, "halves.key")?, kept(t, "halves.token")?, kept(t, "secret")?),
    ),
    claim(
        "lesson2.too-many-keys",
        "at the speed measured here, trying all keys of AES-128 would take longer than the universe is old",
        |t| too_many_keys(kept(t, "tries")?),
    ),
    claim(
        "lesson2.secret-hidden",
        "the secret is not in Eve's recording, and the same search finds it in what the key opens",
        |t| Some(search::hidden(scene(t, "token")?, kept(t, "secret")?, "the key")),
    ),
    claim(
        "lesson2.time-leaks",
        "Eve reads without the key when the token was made, although the MAC covers that time",
        |t| {
            let answer = scene(t, "token")?.on_hop(false, 0).find(|m| m.find(&token::TIMESTAMP).is_some())?;
            let Datum::Time(made) = answer.find(&token::TIMESTAMP)?.value.datum else { return None };
            let recorded = answer.at.0 / 1_000_000_000;
            let evidence = format!("it says second {made} since 1970, and Eve recorded it in second {recorded}");
            Some(Verdict::new(made.abs_diff(recorded) <= 2, evidence))
        },
    ),
    claim("lesson2.alice-opened", "Alice received what Bob encrypted", |t| {
        let (heard, opened) = (kept(t, "token.heard")?, opened(scene(t, "token")?, 0)?);
        let held = heard.as_bytes() == opened && Some(heard) == kept(t, "secret");
        Some(Verdict::new(held, format!("{} bytes, the same", heard.len())))
    }),
    claim(
        "lesson2.every-byte-explained",
        "every byte that crossed the wire is explained, and so is every byte that the key opens",
        |t| Some(every_byte_explained(t)),
    ),
    claim("lesson2.by-hand-equals", "the token built by hand is Bob's token, character for character", |t| {
        let (bobs, made) = (token(scene(t, "token")?, 0)?, kept(t, "by-hand.token")?);
        Some(Verdict::new(bobs == made, format!("{} characters compared", made.len())))
    }),
    claim(
        "lesson2.damaged-tokens-refused",
        "a token that is damaged, too old, too new or opened with another key is refused, and the caller learns no reason",
        |t| refusals(scene(t, "token")?),
    ),
    claim("lesson2.every-flip-refused", "with any single bit flipped, the token is refused", |t| {
        flips(scene(t, "token")?)
    }),
    claim("lesson2.replay-accepted", "Alice accepted an old token instead of the new one", |t| {
        let (before, replay) = (scene(t, "copied")?, scene(t, "replay")?);
        let (old, got, sent) = (token(before, 0)?, token(replay, 0)?, token(replay, 1)?);
        let heard = kept(t, "replay.heard")?;
        let held = old == got && got != sent && heard.as_bytes() != opened(replay, 1)?;
        let said = String::from_utf8_lossy(opened(replay, 1)?).into_owned();
        Some(Verdict::new(held, format!("Bob sent \u{201c}{said}\u{201d}, Alice received \u{201c}{heard}\u{201d}")))
    }),
    claim(
        "lesson2.leaked-key-opens-all",
        "the one key opens every token that Eve recorded, and makes new ones that are accepted",
        |t| {
            let key = key(scene(t, "token")?)?;
            let tokens: Vec<_> = t.scenes.iter().flat_map(|s| (0..2).filter_map(|hop| token(s, hop))).collect();
            let opened = tokens.iter().filter(|token| decrypts(key, token)).count();
            let forged = fernet::encrypt(key, b"meet at the old oak");
            let held = tokens.len() > 1 && opened == tokens.len() && decrypts(key, &forged);
            Some(Verdict::new(held, format!("{opened} of {} recorded tokens opened, and one forged", tokens.len())))
        },
    ),
    claim(
        "lesson2.length-leaks",
        "the length of a token gives away the length of its message, to within one block",
        |t| {
            let key = key(scene(t, "token")?)?;
            let blocks =
                |n: usize| (fernet::encrypt(key, &vec![0; n]).len() / 4 * 3 - fernet::OVERHEAD) / fernet::BLOCK;
            let held = (0..200).all(|n| blocks(n) == n / fernet::BLOCK + 1);
            Some(Verdict::new(held, "tokens of 200 messages, of 0 to 199 bytes"))
        },
    ),
];

/// The warm-up cipher, computed a second time: a lesson cannot vouch for itself.
fn shifted(text: &str, by: u8) -> String {
    let letter = |c: u8| if c.is_ascii_lowercase() { b'a' + (c - b'a' + by) % 26 } else { c };
    text.bytes().map(|byte| char::from(letter(byte))).collect()
}

/// What each half of the key does beside zeros, computed with the library's own routines.
fn two_halves(key: &str, token: &str, secret: &str) -> Option<Verdict> {
    let (key, bytes) = (Key::from_text(key).ok()?, fernet::decode(token).ok()?);
    let parts = Parts::split(&bytes)?;
    let cut = |signing: &[u8; 16], encryption: &[u8; 16]| {
        let key = Key::from_bytes([*signing, *encryption].concat().try_into().ok()?);
        let opened = fernet::decrypt_unverified(&key, &parts).ok()?;
        let message = fernet::padding(&opened).and_then(|padding| opened.get(..opened.len().checked_sub(padding)?));
        Some((parts.mac_verifies(&key), message == Some(secret.as_bytes())))
    };
    let (whole, zeros) = (cut(key.signing(), key.encryption())?, [0; 16]);
    let (first, second) = (cut(key.signing(), &zeros)?, cut(&zeros, key.encryption())?);
    let held = whole == (true, true) && first == (true, false) && second == (false, true);
    let can = |(checks, reads): (bool, bool)| match (checks, reads) {
        (true, true) => "checks and reads",
        (true, false) => "checks",
        (false, true) => "reads",
        (false, false) => "does nothing",
    };
    let evidence = format!("whole key: {}; first half: {}; second half: {}", can(whole), can(first), can(second));
    Some(Verdict::new(held, evidence))
}

/// `tried; seconds; whether one of them fitted; whether the right one was recognised; what was said of all 2^128`.
fn too_many_keys(kept: &str) -> Option<Verdict> {
    let parts: Vec<&str> = kept.split("; ").collect();
    let [tried, seconds, fitted, recognised, said] = parts[..] else { return None };
    let (tried, seconds): (f64, f64) = (tried.parse().ok()?, seconds.parse().ok()?);
    let each = seconds / tried;
    let all = each * 128f64.exp2();
    let honest = tried >= 1.0 && seconds > 0.0 && numbers::doubled(each, 128.0) == said;
    let held = honest && all > AGE_OF_THE_UNIVERSE && fitted == "false" && recognised == "true";
    let known = if recognised == "true" { "recognised" } else { "not recognised" };
    let evidence =
        format!("{tried} wrong keys in {}, the right one {known}; all of them: {said}, estimated", duration(seconds));
    Some(Verdict::new(held, evidence))
}

/// The first token that crossed this leg.
fn token(scene: &Scene, hop: u8) -> Option<&str> {
    std::str::from_utf8(scene.bytes_of(hop, &http::BODY)?).ok()
}

/// What the key opens of it.
fn opened(scene: &Scene, hop: u8) -> Option<&[u8]> {
    scene.on_hop(true, hop).find_map(|m| m.bytes_of(&token::PLAINTEXT))
}

fn key(scene: &Scene) -> Option<&Key> {
    scene.secrets.fernet_keys().next().map(|(_, key)| key)
}

fn decrypts(key: &Key, token: &str) -> bool {
    fernet::decrypt(key, token, None, now()).is_ok()
}

fn refusals(scene: &Scene) -> Option<Verdict> {
    let (token, key) = (token(scene, 0)?, key(scene)?);
    let time = Parts::split(&fernet::decode(token).ok()?)?.timestamp;
    let refused = |key: &Key, token: &str, now| fernet::decrypt(key, token, Some(60), now).err().map(|e| e.to_string());
    let other = Key::from_bytes([0; 32]);
    let mut told = vec![
        refused(&other, token, time),
        refused(key, token, time.saturating_add(61)),
        refused(key, token, time.saturating_sub(61)),
        refused(key, &token.replacen('g', "!", 1), time),
        refused(key, token.get(..40)?, time),
    ];
    // One bit of the version, the time, the IV, the ciphertext and the MAC.
    let bytes = fernet::decode(token).ok()?;
    for at in [0, 8, 9, 25, bytes.len().checked_sub(32)?] {
        told.push(refused(key, &flipped(&bytes, 8 * at), time));
    }
    let same = told.iter().all(|t| t.is_some() && t == &told[0]);
    let accepted = refused(key, token, time).is_none();
    let answer = told[0].as_deref().unwrap_or("accepted");
    Some(Verdict::new(same && accepted, format!("{} ways, one answer: {answer}; untouched it passes", told.len())))
}

/// The token of these bytes with one bit flipped.
fn flipped(bytes: &[u8], bit: usize) -> String {
    let mut bytes = bytes.to_vec();
    if let Some(byte) = bytes.get_mut(bit / 8) {
        *byte ^= 1 << (bit % 8);
    }
    URL_SAFE.encode(bytes)
}

fn flips(scene: &Scene) -> Option<Verdict> {
    let (token, key) = (token(scene, 0)?, key(scene)?);
    let bytes = fernet::decode(token).ok()?;
    let now = Parts::split(&bytes)?.timestamp;
    let bits = bytes.len() * 8;
    let refused = (0..bits).filter(|bit| fernet::decrypt(key, &flipped(&bytes, *bit), Some(60), now).is_err()).count();
    Some(Verdict::new(refused == bits, format!("{refused} of {bits} refused")))
}
