//! What claims, tables and the ledger read of TLS: records, handshake messages, alerts, certificates, and what can be counted.

use std::collections::BTreeSet;

use crate::story::Scene;
use wirewalk_dissect::recording::Side;
use wirewalk_dissect::{Datum, Field, Message, Origin};

/// Types of handshake messages (IANA's registry).
const SERVER_KEY_EXCHANGE: u64 = 12;
const CERTIFICATE_REQUEST: u64 = 13;
const CERTIFICATE_VERIFY: u64 = 15;

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

/// An alert that ended a connection.
pub struct Alert<'s> {
    /// Who sent it.
    pub who: &'s str,
    /// On which side that is.
    pub side: Side,
    /// Its number and name.
    pub name: String,
    /// Its number.
    pub number: u64,
    /// Whether Eve reads it.
    pub in_clear: bool,
}

/// Whether it crossed the wire as a TLS record. (What was put together of decrypted records did not.)
pub fn is_record(message: &Message) -> bool {
    message.find("tls.record").is_some() && matches!(message.sources.first().map(|s| &s.origin), Some(Origin::Wire))
}

/// The records of one leg, in the order in which they crossed.
pub fn records(scene: &Scene, hop: u8) -> impl Iterator<Item = Record<'_>> {
    scene.on_hop(true, hop).filter(|m| is_record(m)).map(|message| {
        let outside = ["tls.record.opaque_type", "tls.record.content_type"];
        let outside = outside.iter().find_map(|id| name(message.find(id)?)).unwrap_or_else(|| "—".to_owned());
        Record { who: sender(scene, message), outside, inside: inside(message), message }
    })
}

fn sender<'s>(scene: &'s Scene, message: &Message) -> &'s str {
    scene.connection(message.connection).map_or("somebody", |c| c.end(message.side).name.as_str())
}

/// What a record holds, in a few words.
fn inside(message: &Message) -> String {
    let mut parts = Vec::new();
    for field in message.walk() {
        match field.label.id {
            "tls.handshake.type" | "tls.alert_message.desc" => parts.extend(name(field)),
            "tls.change_cipher_spec" => parts.push("ChangeCipherSpec".to_owned()),
            "wirewalk.tls.content" => parts.push(first_line(message.bytes(&field.span))),
            "wirewalk.tls.handshake_fragment" => parts.push("piece of a handshake message".to_owned()),
            _ => {}
        }
    }
    if parts.is_empty() { "(encrypted)".to_owned() } else { parts.join(", ") }
}

fn first_line(bytes: &[u8]) -> String {
    let line = bytes.split(|b| *b == b'\r').next().unwrap_or_default();
    String::from_utf8_lossy(line).chars().take(40).collect()
}

/// The name of a value that has one, and otherwise its number.
pub fn name(field: &Field) -> Option<String> {
    match &field.value.datum {
        Datum::Named { name, .. } => Some(name.to_string()),
        Datum::Number(number) => Some(number.to_string()),
        Datum::Text(text) => Some(text.clone()),
        _ => None,
    }
}

/// A value's number.
pub fn number(field: &Field) -> Option<u64> {
    match field.value.datum {
        Datum::Named { number, .. } | Datum::Number(number) => Some(number),
        _ => None,
    }
}

/// All fields with this id that one side, or either, sent on a leg.
pub fn fields<'s>(
    scene: &'s Scene,
    (insider, hop): (bool, u8),
    side: Option<Side>,
    id: &'static str,
) -> impl Iterator<Item = (&'s Message, &'s Field)> {
    let sent = scene.on_hop(insider, hop).filter(move |m| side.is_none_or(|side| m.side == side));
    sent.flat_map(move |m| m.walk().filter(move |f| f.label.id == id).map(move |f| (m, f)))
}

/// The names of the handshake messages that can be read, each once, in order.
fn spoken(scene: &Scene, insider: bool) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let names = fields(scene, (insider, 0), None, "tls.handshake.type").filter_map(|(_, f)| name(f));
    names.filter(|name| seen.insert(name.clone())).collect()
}

/// The alert that ended a leg.
pub fn fatal(scene: &Scene, hop: u8) -> Option<Alert<'_>> {
    let is_fatal = |f: &Field| number(f).filter(|n| *n != 0);
    let mut alerts = fields(scene, (true, hop), None, "tls.alert_message.desc");
    let (message, field, number) = alerts.find_map(|(m, f)| Some((m, f, is_fatal(f)?)))?;
    let in_clear = fields(scene, (false, hop), None, "tls.alert_message.desc").any(|(_, f)| is_fatal(f).is_some());
    let name = name(field).unwrap_or_default();
    Some(Alert { who: sender(scene, message), side: message.side, name, number, in_clear })
}

/// The certificates that a leg's server showed, in DER, its own first.
pub fn shown(scene: &Scene, hop: u8) -> Vec<Vec<u8>> {
    shown_by(scene, hop, Side::Server)
}

/// The certificates that one side of a leg showed, in DER, its own first.
pub fn shown_by(scene: &Scene, hop: u8, side: Side) -> Vec<Vec<u8>> {
    let all = fields(scene, (true, hop), Some(side), "tls.handshake.certificate");
    all.map(|(m, f)| m.bytes(&f.span).to_vec()).collect()
}

/// The value of the first field with this id that the server sent, by name.
fn server_says(scene: &Scene, ids: &[&'static str]) -> String {
    let said = ids.iter().find_map(|id| fields(scene, (true, 0), Some(Side::Server), id).find_map(|(_, f)| name(f)));
    said.unwrap_or_else(|| "—".to_owned())
}

/// Which group both agreed in.
pub fn group(scene: &Scene) -> Option<u64> {
    let ids = ["tls.handshake.extensions_key_share_group", "tls.handshake.server_named_curve"];
    ids.iter().find_map(|id| fields(scene, (true, 0), Some(Side::Server), id).find_map(|(_, f)| number(f)))
}

/// How long the public keys are that a side sent, in bytes.
pub fn share_len(scene: &Scene, side: Side) -> usize {
    let point = match side {
        Side::Client => "tls.handshake.client_point",
        Side::Server => "tls.handshake.server_point",
    };
    let lens = |id| fields(scene, (true, 0), Some(side), id).map(|(_, f)| f.span.len()).sum::<usize>();
    match lens("tls.handshake.extensions_key_share_key_exchange") {
        0 => lens(point),
        len => len,
    }
}

/// How often the client had to wait for the server before it sent its first data.
pub fn round_trips(scene: &Scene) -> usize {
    let (mut trips, mut last) = (0, None);
    for record in scene.on_hop(true, 0).filter(|m| is_record(m)) {
        if record.side == Side::Client && record.find("wirewalk.tls.content").is_some() {
            return trips;
        }
        trips += usize::from(record.side == Side::Server && last == Some(Side::Client));
        last = Some(record.side);
    }
    trips
}

/// How many bytes of records a side sent before any data.
pub fn handshake_len(scene: &Scene, side: Side) -> usize {
    let records = scene.on_hop(true, 0).filter(|m| is_record(m));
    let before = records.take_while(|m| m.find("wirewalk.tls.content").is_none());
    before.filter(|m| m.side == side).map(|m| m.wire().len()).sum()
}

/// What two conversations are compared by.
pub fn figures(scene: &Scene) -> Vec<(&'static str, String)> {
    let both = |count: fn(&Scene, Side) -> usize| {
        let [client, server] = [Side::Client, Side::Server].map(|side| count(scene, side));
        format!("{client} + {server}")
    };
    let (clear, all) = (spoken(scene, false), spoken(scene, true));
    let hidden: Vec<_> = all.into_iter().filter(|name| !clear.contains(name)).collect();
    let listed = |names: Vec<String>| if names.is_empty() { "none".to_owned() } else { names.join(", ") };
    vec![
        ("version", server_says(scene, &["tls.handshake.extensions.supported_version", "tls.handshake.version"])),
        ("cipher suite", server_says(scene, &["tls.handshake.ciphersuite"])),
        (
            "group",
            server_says(scene, &["tls.handshake.extensions_key_share_group", "tls.handshake.server_named_curve"]),
        ),
        ("public keys, bytes (client + server)", both(share_len)),
        ("handshake, bytes (client + server)", both(handshake_len)),
        ("all bytes on the wire", scene.recording.payload_len().to_string()),
        ("round trips before the request", round_trips(scene).to_string()),
        ("handshake messages in clear", listed(clear)),
        ("handshake messages encrypted", listed(hidden)),
    ]
}

/// Whether the server proved on this leg that it has the certificate's key, by CertificateVerify or by the signature over the key
/// exchange of TLS 1.2, and the client accepted that and sent data.
pub fn proven(scene: &Scene, hop: u8) -> bool {
    let signed = types(scene, hop, Side::Server).any(|kind| [CERTIFICATE_VERIFY, SERVER_KEY_EXCHANGE].contains(&kind));
    let went_on = fields(scene, (true, hop), Some(Side::Client), "wirewalk.tls.content").next().is_some();
    signed && went_on
}

/// Whether the server of a leg asked the client for a certificate.
pub fn asked_back(scene: &Scene, hop: u8) -> bool {
    types(scene, hop, Side::Server).any(|kind| kind == CERTIFICATE_REQUEST)
}

/// Whether the client proved on this leg that it has the key of the certificate that it showed, and the server accepted that and sent
/// data.
pub fn proven_client(scene: &Scene, hop: u8) -> bool {
    let answered = fields(scene, (true, hop), Some(Side::Server), "wirewalk.tls.content").next().is_some();
    types(scene, hop, Side::Client).any(|kind| kind == CERTIFICATE_VERIFY) && answered
}

fn types(scene: &Scene, hop: u8, side: Side) -> impl Iterator<Item = u64> {
    fields(scene, (true, hop), Some(side), "tls.handshake.type").filter_map(|(_, f)| number(f))
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
        eves.is_some_and(|m| m.find("tls.handshake.type").or(m.find("tls.change_cipher_spec")).is_some())
    };
    let mut all = Vec::new();
    for record in records(scene, 0) {
        let in_clear = readable(record.message);
        for field in record.message.walk() {
            let name = match field.label.id {
                "tls.handshake.type" => name(field),
                "tls.change_cipher_spec" => Some("ChangeCipherSpec".to_owned()),
                "wirewalk.tls.content" => Some("application data".to_owned()),
                _ => None,
            };
            let side = record.message.side;
            all.extend(name.map(|name| Spoken { who: record.who, side, name, in_clear }));
        }
    }
    all
}
