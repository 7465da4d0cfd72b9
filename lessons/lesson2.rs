//! # Lesson 2 · A shared secret: Fernet
//!
//! Bob and Alice hold the same key, and a Fernet token travels: opened, built by hand, broken, replayed, betrayed by a leak.
//!
//! `cargo run --bin lesson2` walks; `-- keygen` prints a key, `-- encrypt` and `-- decrypt` use one,
//! `-- server` and `-- client` read it from `SECRET_KEY`.

#[path = "claims/lesson2.rs"]
mod claims;
#[path = "lesson2/keys.rs"]
mod keys;
#[path = "en/lesson2.rs"]
mod text;

use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Instant;

use aes::cipher::{BlockEncryptMut, KeyIvInit, block_padding::NoPadding};
use anyhow::{Context, Result};
use base64::{Engine, engine::general_purpose::URL_SAFE};
use hmac::{Hmac, Mac};
use tiny_http::{Response, Server};
use wirewalk::client;
use wirewalk::commands;
use wirewalk::door::Limits;
use wirewalk::fernet::{self, Key, Parts};
use wirewalk::stage::{self, Extra, Lesson, Side, Stage};
use wirewalk::story::{Shot, Voice, duration, hex};

/// The secret message of the Secret Squirrels, and the one that replaces it later.
const SECRET: &str = "fluffy tail";
const NEW_SECRET: &str = "hollow oak";
/// How old a token may be before Alice refuses it, in seconds.
const TTL: u64 = 60;

/// This lesson.
pub const LESSON: Lesson = Lesson {
    server: Some(|site| {
        let key = fernet::from_env()?;
        site.serves(Limits::default(), move |app| bob(app, &key, SECRET))
    }),
    client: Some(|url| alice(url, &fernet::from_env()?)),
    commands: &[
        Extra { name: "keygen", about: "Print a fresh key for SECRET_KEY", args: |c| c, run: |_| keygen() },
        commands::ENCRYPT,
        commands::DECRYPT,
    ],
    claims: &[claims::CHECKS],
    keys: true,
    ..Lesson::of(text::ABOUT, walk)
};

/// The program.
pub fn main() -> ExitCode {
    stage::lesson_main(&LESSON)
}

fn keygen() -> Result<()> {
    Ok(writeln!(io::stdout(), "{}", fernet::generate().to_text())?)
}

/// Bob: anyone who asks gets the secret, but as a token, and a new one each time.
pub fn bob(app: &Server, key: &Key, secret: &str) {
    for request in app.incoming_requests() {
        let _ = request.respond(Response::from_string(fernet::encrypt(key, secret.as_bytes())));
    }
}

/// Alice: asks, and opens the token if its MAC is right and it is not too old.
pub fn alice(url: &str, key: &Key) -> Result<String> {
    let token = client::agent().get(url).call()?.body_mut().read_to_string()?;
    Ok(String::from_utf8(fernet::decrypt(key, &token, Some(TTL), stage::now())?)?)
}

/// Mallory has no key. She forwards the request and answers it with a token that Eve once saw.
fn mallory(old_token: String) -> impl Fn(Side, &[u8]) -> Option<Vec<u8>> {
    move |side, sent| {
        if side == Side::Client {
            return Some(sent.to_vec());
        }
        let (head, body) = std::str::from_utf8(sent).ok()?.split_once("\r\n\r\n")?;
        // Both messages fill one block, so both tokens have the same length and the header may stay as it is.
        (body.len() >= old_token.len()).then(|| format!("{head}\r\n\r\n{old_token}").into_bytes())
    }
}

/// The warm-up cipher: each letter becomes the one `by` places later, around the alphabet.
fn shift(text: &str, by: u8) -> String {
    let letter = |c: char| match c {
        'a'..='z' => char::from(b'a' + (c as u8 - b'a' + by % 26) % 26),
        other => other,
    };
    text.chars().map(letter).collect()
}

/// A Fernet token by hand, with what each step made.
pub struct ByHand {
    /// The message with its padding, whole blocks of 16 bytes.
    pub padded: Vec<u8>,
    /// The same, encrypted.
    pub ciphertext: Vec<u8>,
    /// Version, time, IV and ciphertext, concatenated.
    pub signed: Vec<u8>,
    /// The MAC of that.
    pub mac: Vec<u8>,
    /// All of it as text.
    pub token: String,
}

/// Pad, encrypt, concatenate, authenticate, write as text: the Fernet specification's five steps.
pub fn by_hand(key: &Key, message: &[u8], time: u64, iv: [u8; 16]) -> ByHand {
    // 1. PKCS#7: n bytes of value n, at least one, up to a whole block.
    let n = 16 - message.len() % 16;
    let padded = [message, &vec![n as u8; n]].concat();
    // 2. AES-128-CBC under the second half of the key.
    let ciphertext = cbc::Encryptor::<aes::Aes128>::new(key.encryption().into(), &iv.into())
        .encrypt_padded_vec_mut::<NoPadding>(&padded);
    // 3. Version, time (64 bits, big-endian), IV, ciphertext.
    let signed = [&[0x80][..], &time.to_be_bytes(), &iv, &ciphertext].concat();
    // 4. HMAC-SHA256 over all of that under the first half of the key.
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(key.signing()).expect("HMAC takes keys of any length");
    mac.update(&signed);
    let mac = mac.finalize().into_bytes().to_vec();
    // 5. Url-safe base64, with its padding.
    let token = URL_SAFE.encode([&signed[..], &mac].concat());
    ByHand { padded, ciphertext, signed, mac, token }
}

fn walk(voice: &mut Voice, stage: &mut Stage) -> Result<()> {
    voice.keeps("secret", SECRET);
    voice.says(&text::HELLO)?;
    warm_up(voice)?;

    // A key that protects nothing: its halves, and how many others there are.
    keys::show(voice, stage.patience() / 20)?;

    // Scene 1: lesson 1 again, but Bob's answer is a token.
    let key = fernet::generate();
    voice.says(&text::TOKEN)?;
    voice.asks(&text::WHAT_REMAINS)?;
    let (sealed, heard) = alice_asks_bob(voice, stage, "token", &key)?;
    voice.says(&text::HEARD)?;
    voice.measures(&text::ALICE_HEARD, &heard)?;
    voice.traffic(sealed)?;
    voice.keeps("token.heard", heard);
    voice.says(&text::EVES_VIEW)?;
    voice.shows(sealed, "wirewalk.fernet.version")?;
    voice.answers(&text::WHAT_REMAINS)?;
    voice.claims("lesson2.time-leaks")?;
    voice.says(&text::INSIDERS_VIEW)?;
    voice.shows_only(sealed.opened(), &["wirewalk.fernet.ciphertext"])?;
    voice.says(&text::SEARCH)?;
    voice.claims("lesson2.secret-hidden")?;
    voice.claims("lesson2.alice-opened")?;
    voice.claims("lesson2.every-byte-explained")?;
    voice.says(&text::LEDGER)?;
    voice.ledger(sealed)?;

    let token = voice.text(sealed, "http.file_data")?;
    build(voice, &key, &token)?;
    break_it(voice, &key, &token)?;

    // Scene 2: Eve copies a token, and Mallory repeats it. No step comes between them: a pause could outlive the token.
    voice.says(&text::REPLAY)?;
    voice.asks(&text::WILL_IT_PASS)?;
    let (copied, _) = alice_asks_bob(voice, stage, "copied", &key)?;
    let old_token = voice.text(copied, "http.file_data")?;
    let bobs = key.clone();
    let (replay, heard) = stage.scene(voice, "replay", |set| {
        set.knows(&key);
        let bob = set.serves("Bob", Limits::default(), move |app| bob(app, &bobs, NEW_SECRET))?;
        let inner = set.inner_wire("Mallory", &bob)?;
        let mallory = set.mallory(&inner, mallory(old_token))?;
        let wire = set.wire("Alice", &mallory)?;
        alice(&wire.url(), &key)
    })?;
    voice.says(&text::REPLAYED)?;
    voice.shows_only(replay.hop(1).opened(), &["wirewalk.fernet.timestamp", "wirewalk.fernet.plaintext"])?;
    voice.shows_only(replay.opened(), &["wirewalk.fernet.timestamp", "wirewalk.fernet.plaintext"])?;
    voice.measures(&text::ALICE_HEARD, &heard)?;
    voice.keeps("replay.heard", heard);
    voice.answers(&text::WILL_IT_PASS)?;
    voice.claims("lesson2.replay-accepted")?;

    voice.says(&text::LEAK)?;
    voice.claims("lesson2.leaked-key-opens-all")?;
    voice.says(&text::LENGTHS)?;
    let sizes = [0, 1, 11, 15, 16, 31, 32, 100].map(|n| [n, fernet::encrypt(&key, &vec![b'x'; n]).len()]);
    voice.tabulates(&text::LENGTHS_HEAD, sizes)?;
    voice.claims("lesson2.length-leaks")?;

    voice.says(&text::LEFT)?;
    let question = (&text::QUESTION, &text::THINK, &text::THOUGHT);
    stage.ends(voice, &LESSON, (&text::TRY, text::RECIPES), question)
}

/// A scene: Alice asks Bob, and only Eve is between them.
fn alice_asks_bob(voice: &mut Voice, stage: &mut Stage, id: &'static str, key: &Key) -> Result<(Shot, String)> {
    let bobs = key.clone();
    stage.scene(voice, id, |set| {
        set.knows(key);
        let bob = set.serves("Bob", Limits::default(), move |app| bob(app, &bobs, SECRET))?;
        alice(&set.wire("Alice", &bob)?.url(), key)
    })
}

/// A cipher that a child can break: try every key.
fn warm_up(voice: &mut Voice) -> Result<()> {
    voice.says(&text::SHIFT)?;
    let hidden = shift(SECRET, 25); // one back is twenty-five forward
    voice.measures(&text::SHIFT_PLAIN, SECRET)?;
    voice.measures(&text::SHIFT_HIDDEN, &hidden)?;
    voice.says(&text::SHIFT_BROKEN)?;
    let start = Instant::now();
    let tries: Vec<_> = (1..=25).map(|by| [by.to_string(), shift(&hidden, by)]).collect();
    voice.measures(&text::SHIFT_TIME, duration(start.elapsed().as_secs_f64()))?;
    voice.tabulates(&text::SHIFT_HEAD, tries)?;
    voice.keeps("shift.hidden", hidden);
    voice.claims("lesson2.shift-broken")
}

/// The same token again, from its own time and IV.
fn build(voice: &mut Voice, key: &Key, token: &str) -> Result<()> {
    let bytes = fernet::decode(token)?;
    let parts = Parts::split(&bytes).context("bob's token is too short to be one")?;
    let made = by_hand(key, SECRET.as_bytes(), parts.timestamp, *parts.iv);
    voice.says(&text::BY_HAND)?;
    voice.measures(&text::STEP_PAD, hex(&made.padded))?;
    voice.measures(&text::STEP_ENCRYPT, hex(&made.ciphertext))?;
    voice.measures(&text::STEP_JOIN, hex(&made.signed))?;
    voice.measures(&text::STEP_MAC, hex(&made.mac))?;
    voice.measures(&text::STEP_TEXT, &made.token)?;
    voice.keeps("by-hand.token", made.token);
    voice.claims("lesson2.by-hand-equals")
}

/// Ways in which a token can be wrong, and which check refuses it.
fn break_it(voice: &mut Voice, key: &Key, token: &str) -> Result<()> {
    voice.says(&text::BREAK)?;
    voice.asks(&text::WHICH_CHECK)?;
    let bytes = fernet::decode(token)?;
    let time = Parts::split(&bytes).context("bob's token is too short to be one")?.timestamp;
    let wrong_key = Key::from_text(&format!("{}=", "A".repeat(43)))?;
    let flipped = |at: usize| {
        let mut bytes = bytes.clone();
        bytes[at] ^= 1;
        URL_SAFE.encode(bytes)
    };
    let (iv, ciphertext, mac) = (9, 25, bytes.len() - 32);
    let cases = [
        (&wrong_key, token.to_owned(), time),
        (key, flipped(0), time),
        (key, flipped(8), time),
        (key, flipped(iv), time),
        (key, flipped(ciphertext), time),
        (key, flipped(mac), time),
        (key, token.to_owned(), time.saturating_add(TTL + 1)),
        (key, token.to_owned(), time.saturating_sub(fernet::MAX_CLOCK_SKEW + 1)),
        (key, token.replacen('g', "!", 1), time),
        (key, token[..40].to_owned(), time),
    ];
    voice.says(&text::REFUSED)?;
    let rows = text::CASES.iter().zip(&cases).map(|(name, (key, token, now))| {
        let by = fernet::why_refused(key, token, Some(TTL), *now).map(|check| check.to_string());
        let told = fernet::decrypt(key, token, Some(TTL), *now).err().map(|error| error.to_string());
        [name.to_string(), by.unwrap_or("—".to_owned()), told.unwrap_or("accepted".to_owned())]
    });
    voice.tabulates(&text::CASES_HEAD, rows)?;
    voice.answers(&text::WHICH_CHECK)?;
    voice.claims("lesson2.damaged-tokens-refused")?;
    voice.claims("lesson2.every-flip-refused")
}
