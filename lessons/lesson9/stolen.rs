//! Mallory has recorded for a long time. Now she has stolen the key under which Bob's tickets are encrypted.

use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockDecryptMut, KeyIvInit};
use anyhow::{Context, Result, anyhow, ensure};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use wirewalk::fernet::{self, Key};
use wirewalk::stage::{self, Access, Stage};
use wirewalk::story::{Voice, hex};

use super::cast::Club;
use super::text;
use super::tracker::{KEPT, in_tls12};

/// nginx's ticket key: a name of 16 bytes, 32 for the MAC, 32 for the cipher.
const STOLEN: &[u8] = include_bytes!("../../tests/captures/ticket-key.nginx");

const RANDOM: &str = "tls.handshake.random";
const MASTER: &[&str] = &["wirewalk.tls.content", "tls.record.content_type"];

/// TLS 1.2: both visits, whole. TLS 1.3: what was sent early, and nothing else.
pub fn two(voice: &mut Voice, stage: &mut Stage, club: &Club) -> Result<()> {
    voice.says(&text::STOLEN)?;
    voice.asks(&text::WHAT_OPENS)?;
    let key = fernet::generate();
    let (shot, ()) = stage.scene(voice, "stolen-key-12", |set| in_tls12(club, set, key.clone(), false))?;
    // The ticket that Alice showed, taken from the recording.
    let ticket = voice.bytes_of(shot.from_client(), 1, "tls.handshake.extensions.session_ticket")?;
    let master = master_secret(&key, &ticket)?;
    let mut lines = String::new();
    for visit in 0..2 {
        let random = voice.bytes_of(shot.from_client(), visit, RANDOM)?;
        lines += &format!("CLIENT_RANDOM {} {}\n", hex(&random), hex(&master));
    }
    voice.unlocks(shot, &lines)?;
    voice.says(&text::OPENED12)?;
    voice.measures(
        &text::TICKET_HELD,
        format!("{} bytes, of them {} of the master secret", ticket.len(), master.len()),
    )?;
    voice.shows_of(shot.opened().from_client(), 1, MASTER)?;
    voice.shows_of(shot.opened().from_server(), 0, MASTER)?;
    voice.claims("lesson9.stolen-key-opens-12")?;

    voice.says(&text::STOLEN13)?;
    voice.measures(&text::STOLEN_FILE, stage.file("ticket-key.nginx", Access::Private, STOLEN)?)?;
    let shot = voice.recalls_sealed("stolen-key-13", KEPT)?;
    let mut lines = String::new();
    for visit in 1..3 {
        let ticket = voice.bytes_of(shot.from_client(), visit, "tls.handshake.extensions.psk.identity.identity")?;
        let hello = voice.bytes_of(shot.from_client(), visit, "tls.handshake")?;
        let random = voice.bytes_of(shot.from_client(), visit, RANDOM)?;
        let early = early_secret(&shared_key(&ticket, STOLEN)?, &hello)?;
        lines += &format!("CLIENT_EARLY_TRAFFIC_SECRET {} {}\n", hex(&random), hex(&early));
    }
    voice.unlocks(shot, &lines)?;
    voice.says(&text::OPENED13)?;
    voice.shows_of(shot.opened().from_client(), 1, MASTER)?;
    voice.timeline_of(&text::TIMELINE_HEAD, shot.opened(), 1)?;
    voice.claims("lesson9.stolen-key-opens-early-data-alone")?;
    voice.answers(&text::WHAT_OPENS)
}

/// What stands in a ticket of rustls's: whether a name follows, the name, version, suite; then the secret, its length before it.
fn master_secret(key: &Key, ticket: &[u8]) -> Result<Vec<u8>> {
    let state = fernet::decrypt(key, std::str::from_utf8(ticket)?, None, stage::now())?;
    let name = match state.as_slice() {
        [1, len, ..] => 1 + usize::from(*len),
        _ => 0,
    };
    let (len, secret) = state.get(1 + name + 4..).and_then(<[u8]>::split_first).context("the ticket is too short")?;
    Ok(secret.get(..usize::from(*len)).context("the ticket is too short")?.to_vec())
}

/// A ticket of OpenSSL's: the key's name, an IV, what AES-256-CBC makes of the session, and an HMAC over all that (RFC 5077
/// section 4 recommends it so). In the session, in DER: two numbers, the suite, the session id, and the secret.
fn shared_key(ticket: &[u8], key: &[u8]) -> Result<Vec<u8>> {
    ensure!(ticket.len() > 64 && key.len() == 80 && ticket[..16] == key[..16], "the ticket names another key");
    let (sealed, tag) = ticket.split_at(ticket.len() - 32);
    let mut mac = Hmac::<Sha256>::new_from_slice(&key[16..48])?;
    mac.update(sealed);
    mac.verify_slice(tag)?;
    let session = cbc::Decryptor::<aes::Aes256>::new_from_slices(&key[48..], &sealed[16..32])?
        .decrypt_padded_vec_mut::<Pkcs7>(&sealed[32..])
        .map_err(|_| anyhow!("the ticket's padding is wrong"))?;
    let mut rest = match session.as_slice() {
        [0x30, 0x82, _, _, rest @ ..] | [0x30, 0x81, _, rest @ ..] | [0x30, _, rest @ ..] => rest,
        _ => &[],
    };
    for _ in 0..4 {
        let len = usize::from(*rest.get(1).context("the session is too short")?);
        rest = rest.get(2 + len..).context("the session is too short")?;
    }
    let len = usize::from(*rest.get(1).context("the session is too short")?);
    Ok(rest.get(2..2 + len).context("the session is too short")?.to_vec())
}

/// From the key that goes with the ticket to the key of the early data: one extract, one expand, over a hello that Eve has too (RFC
/// 8446 section 7.1). No secret of this visit goes in.
fn early_secret(shared: &[u8], hello: &[u8]) -> Result<[u8; 32]> {
    let (_, early) = Hkdf::<Sha256>::extract(Some(&[0; 32]), shared);
    let label = b"tls13 c e traffic";
    let info = [&[0, 32, label.len() as u8][..], label, &[32], &Sha256::digest(hello)].concat();
    let mut secret = [0; 32];
    early.expand(&info, &mut secret).map_err(|error| anyhow!("{error}"))?;
    Ok(secret)
}
