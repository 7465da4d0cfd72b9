//! What lesson 2 claims.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;

use wirewalk::claims::{Check, Verdict, claim, every_byte_explained, kept, scene, search};
use wirewalk::dissect::Datum;
use wirewalk::dissect::names::{fernet as token, http};
use wirewalk::fernet::{self, Key, Parts};
use wirewalk::story::Scene;
use wirewalk_ground::now;

pub const CHECKS: &[Check] = &[
    claim("lesson2.shift-broken", "trying all 25 shifts finds the message", |t| {
        let (hidden, secret) = (kept(t, "shift.hidden")?, kept(t, "secret")?);
        let found: Vec<_> = (1..26).filter(|by| shifted(hidden, *by) == secret).collect();
        Some(Verdict::new(found.len() == 1, format!("shifts that give it: {found:?}")))
    }),
    claim(
        "lesson2.secret-hidden",
        "the secret does not stand in Eve's recording, and the same search finds it in what the key opens",
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
    claim("lesson2.alice-opened", "Alice heard what Bob encrypted", |t| {
        let (heard, opened) = (kept(t, "token.heard")?, opened(scene(t, "token")?, 0)?);
        let held = heard.as_bytes() == opened && Some(heard) == kept(t, "secret");
        Some(Verdict::new(held, format!("{} bytes, the same", heard.len())))
    }),
    claim(
        "lesson2.every-byte-explained",
        "every byte that crossed the wire is explained, and every byte that the key opens",
        |t| Some(every_byte_explained(t)),
    ),
    claim("lesson2.by-hand-equals", "the token built by hand is Bob's token, character for character", |t| {
        let (bobs, made) = (token(scene(t, "token")?, 0)?, kept(t, "by-hand.token")?);
        Some(Verdict::new(bobs == made, format!("{} characters compared", made.len())))
    }),
    claim(
        "lesson2.damaged-tokens-refused",
        "a token that is damaged, too old, too young or opened with another key is refused, and no reason is told",
        |t| refusals(scene(t, "token")?),
    ),
    claim("lesson2.every-flip-refused", "whichever single bit of the token is flipped, it is refused", |t| {
        flips(scene(t, "token")?)
    }),
    claim("lesson2.replay-accepted", "Alice accepted an old token in the place of a new one", |t| {
        let (before, replay) = (scene(t, "copied")?, scene(t, "replay")?);
        let (old, got, sent) = (token(before, 0)?, token(replay, 0)?, token(replay, 1)?);
        let heard = kept(t, "replay.heard")?;
        let held = old == got && got != sent && heard.as_bytes() != opened(replay, 1)?;
        let said = String::from_utf8_lossy(opened(replay, 1)?).into_owned();
        Some(Verdict::new(held, format!("Bob said \u{201c}{said}\u{201d}, Alice heard \u{201c}{heard}\u{201d}")))
    }),
    claim(
        "lesson2.leaked-key-opens-all",
        "the one key opens every token that Eve recorded, and makes new ones that pass",
        |t| {
            let key = key(scene(t, "token")?)?;
            let tokens: Vec<_> = t.scenes.iter().flat_map(|s| (0..2).filter_map(|hop| token(s, hop))).collect();
            let opened = tokens.iter().filter(|token| decrypts(key, token)).count();
            let forged = fernet::encrypt(key, b"meet at the old oak");
            let held = tokens.len() > 1 && opened == tokens.len() && decrypts(key, &forged);
            Some(Verdict::new(held, format!("{opened} of {} recorded tokens opened, and one forged", tokens.len())))
        },
    ),
    claim("lesson2.length-leaks", "the length of a token tells the length of its message to within one block", |t| {
        let key = key(scene(t, "token")?)?;
        let blocks = |n: usize| (fernet::encrypt(key, &vec![0; n]).len() / 4 * 3 - fernet::OVERHEAD) / fernet::BLOCK;
        let held = (0..200).all(|n| blocks(n) == n / fernet::BLOCK + 1);
        Some(Verdict::new(held, "tokens of 200 messages, of 0 to 199 bytes"))
    }),
];

/// The warm-up cipher, reckoned once more: a lesson cannot vouch for itself.
fn shifted(text: &str, by: u8) -> String {
    let letter = |c: u8| if c.is_ascii_lowercase() { b'a' + (c - b'a' + by) % 26 } else { c };
    text.bytes().map(|byte| char::from(letter(byte))).collect()
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
