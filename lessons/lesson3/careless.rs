//! An Alice who forgot the check: Mallory answers with a point of low order, and everybody knows the secret.

use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context, Result};
use wirewalk::exchange;
use wirewalk::fernet;
use wirewalk::frames::{Kind, Wire};
use wirewalk::stage::{self, Stage};
use wirewalk::story::Voice;
use x25519_dalek::{PublicKey, StaticSecret};

use super::{fresh, key_of, text};

/// What Alice has to say.
const MESSAGE: &str = "meet me at the hollow oak";
/// How long Mallory may take to read it.
const PATIENCE: Duration = Duration::from_secs(5);

/// Alice without the check: the same steps, and no look at what came out of X25519. Then she sends a message.
fn alice(url: &str, private: StaticSecret) -> Result<()> {
    Wire::dial(url)?.holds(|wire| {
        wire.send(Kind::PublicKey, PublicKey::from(&private).as_bytes())?;
        let his = exchange::public_key(&wire.receive(Kind::PublicKey)?)?;
        let shared = private.diffie_hellman(&his); // `was_contributory()` would be false
        let key = key_of(shared.as_bytes(), wire.so_far());
        Ok(wire.send(Kind::Token, fernet::encrypt(&key, MESSAGE.as_bytes()).as_bytes())?)
    })
}

/// Mallory in Bob's place: a point of order 8, and no private key. The shared secret can only be zero.
fn mallory(wire: &mut Wire) -> Result<String> {
    wire.receive(Kind::PublicKey)?;
    let [_, _, eighth] = &exchange::LOW_ORDER;
    wire.send(Kind::PublicKey, eighth)?;
    let key = key_of(&[0; exchange::LEN], wire.so_far());
    let token = String::from_utf8(wire.receive(Kind::Token)?)?;
    Ok(String::from_utf8(fernet::decrypt(&key, &token, None, stage::now())?)?)
}

/// The scene, and what Eve has of it: no secret is given to the program.
pub fn scene(voice: &mut Voice, stage: &mut Stage) -> Result<()> {
    voice.says(&text::CARELESS)?;
    let (tells, told) = mpsc::channel();
    let (careless, read) = stage.scene(voice, "careless", |set| {
        let mallory = set.converses("Mallory", move |wire| Ok(tells.send(mallory(wire)?)?))?;
        alice(&set.wire("Alice", &mallory)?.tcp(), fresh())?;
        told.recv_timeout(PATIENCE).context("mallory read nothing")
    })?;
    voice.says(&text::CARELESS_READ)?;
    voice.measures(&text::ALICE_SENT, MESSAGE)?;
    voice.measures(&text::MALLORY_READ, &read)?;
    voice.keeps("careless.read", read);
    voice.shows_only(careless, &["wirewalk.dh.shared_secret", "wirewalk.dh.public_key"])?;
    voice.shows_only(careless, &["wirewalk.fernet.plaintext"])?;
    voice.claims("lesson3.careless-alice-is-read")
}
