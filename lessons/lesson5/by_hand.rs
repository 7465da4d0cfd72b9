//! One key by hand: from the shared secret to the bytes that open the record with Bob's answer. The walk shows these lines.

use anyhow::{Context, Result, anyhow};
use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use hkdf::Hkdf;
use sha2::{Digest, Sha384};
use wirewalk::story::{Shot, Voice, hex};

use super::text;

// shown in the walk:
/// Mixes a secret into the chain.
fn extract(chain: &[u8], secret: &[u8]) -> Vec<u8> {
    Hkdf::<Sha384>::extract(Some(chain), secret).0.to_vec()
}

/// Takes bytes out of the chain, under a label and with a hash.
fn expand(chain: &[u8], label: &str, hash: &[u8], len: u8) -> Result<Vec<u8>> {
    let label = format!("tls13 {label}");
    let lens = [label.len() as u8, hash.len() as u8];
    let info = [&[0, len, lens[0]], label.as_bytes(), &lens[1..], hash];
    let mut out = vec![0; usize::from(len)];
    let hkdf = Hkdf::<Sha384>::from_prk(chain).map_err(|e| anyhow!("{e}"))?;
    hkdf.expand(&info.concat(), &mut out).map_err(|e| anyhow!("{e}"))?;
    Ok(out)
}

/// Opens Bob's first record of data.
fn opens(shared: &[u8], messages: &[u8], record: &[u8]) -> Result<Vec<u8>> {
    let (zeros, of_nothing) = ([0; 48], Sha384::digest([]));
    let early = extract(&zeros, &zeros);
    let derived = expand(&early, "derived", &of_nothing, 48)?;
    let handshake = extract(&derived, shared);
    let derived = expand(&handshake, "derived", &of_nothing, 48)?;
    let master = extract(&derived, &zeros);

    let transcript_hash = Sha384::digest(messages);
    let traffic = expand(&master, "s ap traffic", &transcript_hash, 48)?;
    let key = expand(&traffic, "key", &[], 32)?;
    let iv = expand(&traffic, "iv", &[], 12)?;

    // nonce = IV XOR record number, and the number is 0
    let nonce = Nonce::try_assume_unique_for_key(&iv)?;
    let (header, sealed) = record.split_at(5);
    let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &key)?);
    let mut bytes = sealed.to_vec();
    let plain = key.open_in_place(nonce, Aad::from(header), &mut bytes)?;
    Ok(plain.to_vec())
}
// until here.

/// Takes from the recording what the two ends had, and opens the record.
pub fn opened(voice: &mut Voice, https: Shot) -> Result<()> {
    let (alices, bobs) = (https.opened().from_client(), https.opened().from_server());
    let shared = voice.bytes(bobs, "wirewalk.tls.schedule.shared_secret")?.concat();
    // From the ClientHello to Bob's Finished: he sends nothing of the handshake after that.
    let hello = voice.bytes(alices, "tls.handshake")?.into_iter().next().context("Alice sent no ClientHello")?;
    let messages = [hello, voice.bytes(bobs, "tls.handshake")?.concat()].concat();
    let record = voice.record(bobs, "wirewalk.tls.content")?;
    let plain = opens(&shared, &messages, &record)?;

    voice.says(&text::BY_HAND)?;
    voice.lists(&text::BY_HAND_CODE, include_str!("by_hand.rs"))?;
    let hash = hex(&Sha384::digest(&messages));
    let first_line = String::from_utf8_lossy(&plain).lines().next().unwrap_or_default().to_owned();
    voice.says(&text::BY_HAND_OPENED)?;
    voice.measures(&text::BY_HAND_HASHED, messages.len())?;
    voice.measures(&text::BY_HAND_HASH, &hash)?;
    voice.measures(&text::BY_HAND_RECORD, record.len())?;
    voice.measures(&text::BY_HAND_PLAIN, first_line)?;
    voice.keeps("by-hand.transcript-hash", hash);
    voice.keeps("by-hand.opened", hex(&plain));
    voice.claims("lesson5.opened-by-hand")
}
