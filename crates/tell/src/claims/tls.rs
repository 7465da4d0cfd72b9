//! What claims, tables and the ledger read of TLS: records, handshake messages, alerts, certificates, and what can be counted.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::story::Scene;
use wirewalk_dissect::facts::{Alert, Facts, outside};
use wirewalk_dissect::names::{http, tls_extensions, tls_messages, tls_record};
use wirewalk_dissect::recording::Side;
use wirewalk_dissect::{Field, Label, Message};

pub use wirewalk_dissect::facts::is_record;

/// A record, as Eve and as an insider have it.
pub struct Record<'s> {
    /// Who sent it.
    pub who: &'s str,
    /// What stands on its outside.
    pub outside: String,
    /// What is in it, as far as the scene's secrets open it.
    pub inside: String,
    /// The insider's message.
    pub message: &'s Message,
}

/// What an insider knows of one leg.
pub fn facts(scene: &Scene, hop: u8) -> Facts {
    Facts::of(scene.on_hop(true, hop))
}

/// The records of one leg, in the order in which they crossed.
pub fn records(scene: &Scene, hop: u8) -> impl Iterator<Item = Record<'_>> {
    scene.on_hop(true, hop).filter(|m| is_record(m)).map(|message| {
        let outside = outside(message).and_then(Field::name).map_or_else(|| "—".to_owned(), Cow::into_owned);
        let who = sender(scene, message.connection, message.side);
        Record { who, outside, inside: inside(message), message }
    })
}

fn sender(scene: &Scene, connection: u32, side: Side) -> &str {
    scene.connection(connection).map_or("somebody", |c| c.end(side).name.as_str())
}

/// What a record holds, in a few words.
fn inside(message: &Message) -> String {
    let mut parts = Vec::new();
    for field in message.walk() {
        match () {
            () if field.is(&tls_messages::TYPE) || field.is(&tls_messages::ALERT_DESCRIPTION) => {
                parts.extend(field.name().map(Cow::into_owned));
            }
            () if field.is(&tls_record::CHANGE_CIPHER_SPEC) => parts.push("ChangeCipherSpec".to_owned()),
            () if field.is(&tls_record::CONTENT) => parts.push(first_line(message.bytes(&field.span))),
            () if field.is(&tls_record::FRAGMENT) => parts.push("piece of a handshake message".to_owned()),
            () => {}
        }
    }
    if parts.is_empty() { "(encrypted)".to_owned() } else { parts.join(", ") }
}

fn first_line(bytes: &[u8]) -> String {
    let line = bytes.split(|b| *b == b'\r').next().unwrap_or_default();
    String::from_utf8_lossy(line).chars().take(40).collect()
}

/// All fields of this kind that one side, or either, sent on a leg.
pub fn fields<'s>(
    scene: &'s Scene,
    (insider, hop): (bool, u8),
    side: Option<Side>,
    label: &'static Label,
) -> impl Iterator<Item = (&'s Message, &'s Field)> {
    let sent = scene.on_hop(insider, hop).filter(move |m| side.is_none_or(|side| m.side == side));
    sent.flat_map(move |m| m.all(label).map(move |f| (m, f)))
}

/// What an insider reads on one leg.
pub fn said(scene: &Scene, hop: u8) -> Vec<Message> {
    scene.on_hop(true, hop).cloned().collect()
}

/// The body of the answer on one leg, as an insider has it.
pub fn body(scene: &Scene, hop: u8) -> Option<&[u8]> {
    fields(scene, (true, hop), Some(Side::Server), &http::BODY).next().map(|(m, f)| m.bytes(&f.span))
}

/// The names of the handshake messages that can be read, each once, in order.
fn spoken(scene: &Scene, insider: bool) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let names = fields(scene, (insider, 0), None, &tls_messages::TYPE).filter_map(|(_, f)| f.name());
    names.filter(|name| seen.insert(name.clone())).map(Cow::into_owned).collect()
}

/// The alert that ended a leg, and who sent it.
pub fn fatal(scene: &Scene, hop: u8) -> Option<(&str, Alert)> {
    let alert = facts(scene, hop).alerts.into_iter().next()?;
    Some((sender(scene, alert.connection, alert.side), alert))
}

/// The certificates that a leg's server showed, in DER, its own first.
pub fn shown(scene: &Scene, hop: u8) -> Vec<Vec<u8>> {
    shown_by(scene, hop, Side::Server)
}

/// The certificates that one side of a leg showed, in DER, its own first.
pub fn shown_by(scene: &Scene, hop: u8, side: Side) -> Vec<Vec<u8>> {
    let all = fields(scene, (true, hop), Some(side), &tls_messages::CERTIFICATE);
    all.map(|(m, f)| m.bytes(&f.span).to_vec()).collect()
}

/// How long the public keys are that both sides sent, in bytes.
pub fn share_lens(scene: &Scene) -> [usize; 2] {
    let len = |side, label| fields(scene, (true, 0), Some(side), label).map(|(_, f)| f.span.len()).sum::<usize>();
    let points = [(Side::Client, &tls_messages::CLIENT_POINT), (Side::Server, &tls_messages::SERVER_POINT)];
    points.map(|(side, point)| match len(side, &tls_extensions::SHARE_KEY) {
        0 => len(side, point),
        len => len,
    })
}

/// What two conversations are compared by.
pub fn figures(scene: &Scene) -> Vec<(&'static str, String)> {
    let both = |[client, server]: [usize; 2]| format!("{client} + {server}");
    let (clear, all, facts) = (spoken(scene, false), spoken(scene, true), facts(scene, 0));
    let hidden: Vec<_> = all.into_iter().filter(|name| !clear.contains(name)).collect();
    let listed = |names: Vec<String>| if names.is_empty() { "none".to_owned() } else { names.join(", ") };
    let chosen = |what: Option<String>| what.unwrap_or_else(|| "—".to_owned());
    vec![
        ("version", chosen(facts.version)),
        ("cipher suite", chosen(facts.suite)),
        ("group", chosen(facts.group)),
        ("public keys, bytes (client + server)", both(share_lens(scene))),
        ("handshake, bytes (client + server)", both(facts.handshake_len.both())),
        ("all bytes on the wire", scene.recording.payload_len().to_string()),
        ("round trips before the request", facts.round_trips.to_string()),
        ("handshake messages in the clear", listed(clear)),
        ("handshake messages encrypted", listed(hidden)),
    ]
}

/// A message of the handshake, ChangeCipherSpec, or data.
pub struct Spoken<'s> {
    /// Who sent it.
    pub who: &'s str,
    /// On which side that is.
    pub side: Side,
    /// What it is.
    pub name: String,
    /// Whether Eve reads what it is.
    pub in_clear: bool,
}

/// What was said on a scene's first leg, message by message, in the order in which it crossed.
pub fn conversation(scene: &Scene) -> Vec<Spoken<'_>> {
    let readable = |record: &Message| {
        let same = |m: &&Message| (m.connection, m.side, m.offset) == (record.connection, record.side, record.offset);
        let eves = scene.on_hop(false, 0).find(same);
        eves.is_some_and(|m| m.find(&tls_messages::TYPE).or(m.find(&tls_record::CHANGE_CIPHER_SPEC)).is_some())
    };
    let mut all = Vec::new();
    for record in records(scene, 0) {
        let in_clear = readable(record.message);
        for field in record.message.walk() {
            let name = match () {
                () if field.is(&tls_messages::TYPE) => field.name().map(Cow::into_owned),
                () if field.is(&tls_record::CHANGE_CIPHER_SPEC) => Some("ChangeCipherSpec".to_owned()),
                () if field.is(&tls_record::CONTENT) => Some("application data".to_owned()),
                () => None,
            };
            let side = record.message.side;
            all.extend(name.map(|name| Spoken { who: record.who, side, name, in_clear }));
        }
    }
    all
}
