//! A key of lesson 2 that protects nothing: cut in two, and hidden among all the keys that there are.

use std::time::{Duration, Instant};

use aes::Aes128;
use aes::cipher::{BlockDecrypt, BlockDecryptMut, KeyInit, KeyIvInit, block_padding::NoPadding};
use anyhow::{Context, Result};
use hmac::{Hmac, Mac};
use wirewalk::fernet::{self, Key, Parts};
use wirewalk::numbers;
use wirewalk::story::{Voice, duration, hex};

use super::{SECRET, text};

/// How many keys are tried between two looks at the clock.
const ROUND: u128 = 1000;

/// Shows a key, its halves, what each can do alone, and how far Eve gets by trying.
pub fn show(voice: &mut Voice, patience: Duration) -> Result<()> {
    let key = fernet::generate();
    voice.says(&text::KEY)?;
    voice.measures(&text::KEY_TEXT, key.to_text())?;
    voice.measures(&text::KEY_SIGNS, hex(key.signing()))?;
    voice.measures(&text::KEY_ENCRYPTS, hex(key.encryption()))?;
    let token = fernet::encrypt(&key, SECRET.as_bytes());
    cut(voice, &key, &token)?;
    all_keys(voice, &key, &token, patience)
}

/// The whole key, then each half beside zeros: is the MAC right, and what does AES make of the ciphertext?
fn cut(voice: &mut Voice, key: &Key, token: &str) -> Result<()> {
    voice.says(&text::HALVES)?;
    let bytes = fernet::decode(token)?;
    let parts = Parts::split(&bytes).context("this token is too short to be one")?;
    let halves = [(key.signing(), key.encryption()), (key.signing(), &[0; 16]), (&[0; 16], key.encryption())];
    let rows = text::HALVES_KEYS.iter().zip(halves).map(|(name, (signing, encryption))| {
        let right = if mac_is_right(signing, &parts) { text::MAC_RIGHT } else { text::MAC_WRONG };
        [name.to_string(), right.to_owned(), read(encryption, &parts)]
    });
    voice.tabulates(&text::HALVES_HEAD, rows)?;
    voice.keeps("halves.key", key.to_text());
    voice.keeps("halves.token", token);
    voice.claims("lesson2.two-halves")
}

/// Whether the MAC is the one that this half of a key makes.
fn mac_is_right(signing: &[u8; 16], parts: &Parts) -> bool {
    let mut mac = <Hmac<sha2::Sha256> as Mac>::new_from_slice(signing).expect("HMAC takes keys of any length");
    mac.update(parts.signed);
    mac.verify_slice(parts.mac).is_ok()
}

/// What this half of a key makes of the ciphertext, without a look at the MAC: as text if it is, else as bytes.
fn read(encryption: &[u8; 16], parts: &Parts) -> String {
    let opened = cbc::Decryptor::<Aes128>::new(encryption.into(), parts.iv.into())
        .decrypt_padded_vec_mut::<NoPadding>(parts.ciphertext)
        .unwrap_or_default();
    let message = fernet::padding(&opened).map_or(&opened[..], |padding| &opened[..opened.len() - padding]);
    match std::str::from_utf8(message) {
        Ok(text) if text.chars().all(|c| !c.is_control()) => text.to_owned(),
        _ => hex(message),
    }
}

/// Tries this many AES keys on a block, counting up from `first`, and says which one turns it into `wanted`.
fn try_keys(first: u128, many: u128, block: [u8; 16], wanted: [u8; 16]) -> Option<u128> {
    (0..many).map(|n| first.wrapping_add(n)).find(|key| {
        let mut tried = block.into();
        Aes128::new(&key.to_be_bytes().into()).decrypt_block(&mut tried);
        <[u8; 16]>::from(tried) == wanted
    })
}

/// Keys per second, and how long all of them would take at that speed.
fn all_keys(voice: &mut Voice, key: &Key, token: &str, patience: Duration) -> Result<()> {
    voice.says(&text::TRIES)?;
    let bytes = fernet::decode(token)?;
    let parts = Parts::split(&bytes).context("this token is too short to be one")?;
    let block: [u8; 16] = *parts.ciphertext.first_chunk().context("this token has no block")?;
    // CBC mixed the message's block with the IV first. To make it easy, we tell Eve what must come out.
    let padded = super::by_hand(key, SECRET.as_bytes(), parts.timestamp, *parts.iv).padded;
    let wanted = std::array::from_fn(|i| padded[i] ^ parts.iv[i]);
    let right = u128::from_be_bytes(*key.encryption());
    let (start, mut tried, mut found) = (Instant::now(), 0, None);
    while found.is_none() && (tried == 0 || start.elapsed() < patience) {
        found = try_keys(right.wrapping_add(1 + tried), ROUND, block, wanted);
        tried += ROUND;
    }
    let time = start.elapsed().as_secs_f64();
    let recognised = try_keys(right.wrapping_sub(ROUND / 2), ROUND, block, wanted) == Some(right);
    let (each, all) = (time / tried as f64, numbers::doubled(time / tried as f64, 128.0));
    voice.measures(&text::TRIED, tried)?;
    voice.measures(&text::TRIED_IN, duration(time))?;
    voice.measures(&text::TRIED_RATE, format!("{:.0}", 1.0 / each))?;
    voice.measures(&text::SHIFTS_AT_THAT_RATE, duration(25.0 * each))?;
    voice.measures(&text::ALL_AT_THAT_RATE, &all)?;
    voice.keeps("tries", format!("{tried}; {time}; {}; {recognised}; {all}", found.is_some()));
    voice.claims("lesson2.too-many-keys")
}
