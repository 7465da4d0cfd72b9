//! What a scene or a connection cost until its answer was there.

use super::{Handshake, quic};
use crate::quic::is_datagram;
use crate::story::Scene;
use wirewalk_dissect::facts::{Facts, Holds, is_record};
use wirewalk_dissect::names::{dh, fernet, http, http2, http3};
use wirewalk_dissect::recording::{Connection, Side, What};
use wirewalk_dissect::{Label, Message};

/// A block of AES, in bytes: Fernet's ciphertext is the message and 1 to 16 bytes of padding.
const BLOCK: usize = 16;

/// How often the server answered until the answer to a request was there, on the outermost leg; that of TCP is one of these.
pub fn round_trips(scene: &Scene) -> Option<u64> {
    Measured::of(scene, None, false).round_trips
}

/// The measurements of the first connection on the outermost leg that got an answer, and the answers of all.
pub(super) struct Measured {
    pub round_trips: Option<u64>,
    pub handshake: Option<Handshake>,
    pub answer: Option<u64>,
}

impl Measured {
    pub fn of(scene: &Scene, secret: Option<&str>, cut: bool) -> Measured {
        let outer = || scene.recording.connections.iter().filter(|c| c.hop == 0);
        let costs: Vec<Cost> = outer().map(|c| Cost::of(scene, c)).collect();
        let answered = costs.iter().find(|cost| cost.round_trips.is_some());
        let shaken = answered.or_else(|| costs.iter().find(|cost| cost.handshake.is_some()));
        let answers: u64 = outer().map(|c| answer(scene, c, secret)).sum();
        Measured {
            round_trips: answered.and_then(|cost| cost.round_trips),
            handshake: shaken.and_then(|cost| cost.handshake),
            answer: (answers > 0 && !cut).then_some(answers),
        }
    }
}

fn messages<'s>(scene: &'s Scene, connection: &Connection) -> impl Iterator<Item = &'s Message> {
    let id = connection.id;
    scene.insider.iter().filter(move |m| m.connection == id)
}

/// What one connection cost, as far as it can be told.
#[derive(Default)]
pub(super) struct Cost {
    /// How often the server answered until its first data came, that of TCP included.
    pub round_trips: Option<u64>,
    /// What came before the first data of either side.
    pub handshake: Option<Handshake>,
}

impl Cost {
    fn of(scene: &Scene, connection: &Connection) -> Cost {
        if messages(scene, connection).any(is_datagram) {
            return quic::cost(messages(scene, connection));
        }
        let opened = connection.events.iter().any(|e| e.what == What::Open);
        let (mut cost, mut facts, mut bytes) = (Cost::default(), Facts::default(), 0);
        let mut first = None;
        for message in messages(scene, connection).filter(|m| m.crossed() > 0) {
            let unasked = facts.is_unasked(message);
            let holds = holds(message, &facts);
            facts.note(message);
            let first = *first.get_or_insert(message.at);
            match holds {
                Holds::Unknown => break, // without the keys nobody can tell where the data begins
                Holds::Data => {
                    cost.handshake.get_or_insert(Handshake { bytes, time: message.at.since(first) });
                    if message.side == Side::Server && !unasked {
                        cost.round_trips = Some(u64::from(opened) + facts.answers);
                        break;
                    }
                }
                Holds::Handshake => {}
            }
            bytes += message.crossed() as u64;
        }
        cost
    }
}

/// What a message that crossed the wire is for.
fn holds(message: &Message, facts: &Facts) -> Holds {
    let is = |label| message.find(label).is_some();
    match () {
        () if is_record(message) => facts.holds(message),
        () if is(&dh::FRAME) && !is(&fernet::TOKEN) => Holds::Handshake,
        () => Holds::Data,
    }
}

/// How long the bodies are that the server sent, freed of what is around them.
fn answer(scene: &Scene, connection: &Connection, secret: Option<&str>) -> u64 {
    let lens = messages(scene, connection).filter(|m| m.side == Side::Server).map(|m| body(m, secret));
    lens.map(|len| len as u64).sum()
}

fn body(message: &Message, secret: Option<&str>) -> usize {
    let len = |label| message.find(label).map(|f| f.span.len());
    if let Some(plaintext) = len(&fernet::PLAINTEXT) {
        return plaintext;
    }
    if let Some(sealed) = len(&fernet::CIPHERTEXT) {
        // Nobody here has the key. If the secret is known, it must be the message that fits.
        let fits = |secret: &&str| (sealed.saturating_sub(BLOCK)..sealed).contains(&secret.len());
        return secret.filter(fits).map_or(0, str::len);
    }
    let bodies = message.walk().filter(|f| f.is(&http::BODY) || f.is(&http2::DATA) || f.is(&http3::DATA));
    bodies.map(|f| f.span.len()).sum()
}

/// What is spoken on the outermost leg, in a few words.
pub(super) fn protocol(scene: &Scene) -> String {
    let has = |label: &Label| scene.on_hop(false, 0).any(|m| m.find(label).is_some());
    let token = if has(&fernet::TOKEN) { ", Fernet" } else { "" };
    if scene.on_hop(false, 0).any(is_record) {
        let outer = || scene.recording.connections.iter().filter(|c| c.hop == 0);
        return outer()
            .find_map(|c| Facts::of(messages(scene, c)).version)
            .unwrap_or_else(|| "TLS, nothing agreed".to_owned());
    }
    if scene.on_hop(false, 0).any(is_datagram) {
        return quic::protocol(scene.on_hop(true, 0));
    }
    match () {
        () if has(&http::METHOD) || has(&http::STATUS_CODE) => format!("HTTP{token}"),
        () if has(&dh::FRAME) => format!("X25519{token}"),
        () if scene.eve.is_empty() => "nothing was sent".to_owned(),
        () => "not known".to_owned(),
    }
}
