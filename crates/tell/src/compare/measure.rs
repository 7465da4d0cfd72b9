//! What a scene or a connection cost until its answer was there.

use super::Handshake;
use crate::claims::tls;
use crate::story::Scene;
use wirewalk_dissect::recording::{Connection, Side, Timestamp, What};
use wirewalk_dissect::{Message, Origin};

/// Type of a record with data (RFC 8446 §5.1): before TLS 1.3 it stands on the outside and tells the truth.
const APPLICATION_DATA: u64 = 23;
/// A block of AES, in bytes: Fernet's ciphertext is the message and 1 to 16 bytes of padding.
const BLOCK: usize = 16;

/// The measurements of the first connection on the outermost leg that got an answer, and the answers of all.
pub(super) struct Measured {
    pub round_trips: Option<u64>,
    pub handshake: Option<Handshake>,
    pub answer: Option<u64>,
}

impl Measured {
    pub fn of(scene: &Scene, secret: Option<&str>, cut: bool) -> Measured {
        let outer = || scene.recording.connections.iter().filter(|c| c.hop == 0);
        let answered = outer().find(|c| data(scene, c, Some(Side::Server)).is_some());
        let shaken = answered.or_else(|| outer().find(|c| data(scene, c, None).is_some()));
        let answers: u64 = outer().map(|c| answer(scene, c, secret)).sum();
        Measured {
            round_trips: answered.and_then(|c| Some(round_trips(c, data(scene, c, Some(Side::Server))?.at))),
            handshake: shaken.and_then(|c| handshake(scene, c)),
            answer: (answers > 0 && !cut).then_some(answers),
        }
    }
}

fn messages<'s>(scene: &'s Scene, connection: &Connection) -> impl Iterator<Item = &'s Message> {
    let id = connection.id;
    scene.insider.iter().filter(move |m| m.connection == id)
}

/// The first data that a side, or either, sent; `None` if there is none, or nobody can tell without the keys.
fn data<'s>(scene: &'s Scene, connection: &Connection, side: Option<Side>) -> Option<&'s Message> {
    let mut crossed = messages(scene, connection).filter(|m| m.crossed() > 0);
    let agreed = version(scene, connection);
    crossed
        .find_map(|m| match kind(m, agreed.as_deref()) {
            Kind::Data if side.is_none_or(|s| s == m.side) => Some(Some(m)),
            Kind::Unknown => Some(None),
            _ => None,
        })
        .flatten()
}

enum Kind {
    Handshake,
    Data,
    Unknown,
}

/// What a message that crossed the wire is for.
fn kind(message: &Message, version: Option<&str>) -> Kind {
    if tls::is_record(message) {
        let outer = ["tls.record.opaque_type", "tls.record.content_type"].iter().find_map(|id| message.find(id));
        let is_data = outer.and_then(tls::number) == Some(APPLICATION_DATA);
        let opened = message.sources.iter().any(|s| matches!(s.origin, Origin::Decrypted { .. }));
        return match (message.find("wirewalk.tls.content").is_some(), is_data && !opened) {
            (true, _) => Kind::Data,
            (_, true) if version == Some("TLS 1.3") => Kind::Unknown,
            (_, true) => Kind::Data,
            _ => Kind::Handshake,
        };
    }
    let is_frame = message.find("wirewalk.dh.frame").is_some();
    if is_frame && message.find("wirewalk.fernet.token").is_none() { Kind::Handshake } else { Kind::Data }
}

/// The version of TLS that a connection's server chose.
fn version(scene: &Scene, connection: &Connection) -> Option<String> {
    let mut server = messages(scene, connection).filter(|m| m.side == Side::Server);
    let ids = ["tls.handshake.extensions.supported_version", "tls.handshake.version"];
    server.find_map(|m| ids.iter().find_map(|id| tls::name(m.find(id)?)))
}

/// How often the server spoke after the client had, up to this moment.
fn round_trips(connection: &Connection, until: Timestamp) -> u64 {
    let opened = connection.events.iter().any(|e| e.what == What::Open);
    let (mut trips, mut last) = (u64::from(opened), None);
    for event in connection.events.iter().filter(|e| matches!(e.what, What::Bytes(_))) {
        if event.at > until {
            break;
        }
        trips += u64::from(event.side == Side::Server && last == Some(Side::Client));
        last = Some(event.side);
    }
    trips
}

fn handshake(scene: &Scene, connection: &Connection) -> Option<Handshake> {
    let data = data(scene, connection, None)?;
    let before = messages(scene, connection).take_while(|m| m.index != data.index);
    let bytes = before.map(|m| m.crossed() as u64).sum();
    let first = messages(scene, connection).next()?;
    Some(Handshake { bytes, time: data.at.since(first.at) })
}

/// How long the bodies are that the server sent, freed of what is around them.
fn answer(scene: &Scene, connection: &Connection, secret: Option<&str>) -> u64 {
    let lens = messages(scene, connection).filter(|m| m.side == Side::Server).map(|m| body(m, secret));
    lens.map(|len| len as u64).sum()
}

fn body(message: &Message, secret: Option<&str>) -> usize {
    let len = |id| message.find(id).map(|f| f.span.len());
    if let Some(plaintext) = len("wirewalk.fernet.plaintext") {
        return plaintext;
    }
    if let Some(sealed) = len("wirewalk.fernet.ciphertext") {
        // Nobody here has the key. If the secret is known, it must be the message that fits.
        let fits = |secret: &&str| (sealed.saturating_sub(BLOCK)..sealed).contains(&secret.len());
        return secret.filter(fits).map_or(0, str::len);
    }
    message.walk().filter(|f| f.label.id == "http.file_data").map(|f| f.span.len()).sum()
}

/// What is spoken on the outermost leg, in a few words.
pub(super) fn protocol(scene: &Scene) -> String {
    let has = |insider, id| scene.on_hop(insider, 0).any(|m| m.find(id).is_some());
    let token = if has(false, "wirewalk.fernet.token") { ", Fernet" } else { "" };
    if scene.on_hop(false, 0).any(tls::is_record) {
        let outer = || scene.recording.connections.iter().filter(|c| c.hop == 0);
        return outer().find_map(|c| version(scene, c)).unwrap_or_else(|| "TLS, nothing agreed".to_owned());
    }
    match () {
        () if has(false, "http.request.method") || has(false, "http.response.code") => format!("HTTP{token}"),
        () if has(false, "wirewalk.dh.frame") => format!("X25519{token}"),
        () if scene.eve.is_empty() => "nothing was said".to_owned(),
        () => "not known".to_owned(),
    }
}
