//! Eve's ledger: what she reads, what leaks to her, what is hidden, and who is proven to whom. Every line is measured.

mod over_tls;

use super::{search, tls};
use crate::quic::is_datagram;
use crate::story::{LedgerRow, Scene, Seen, Transcript};
use wirewalk_dissect::names::{dh, fernet, headers, http};
use wirewalk_dissect::recording::{Side, rfc3339};
use wirewalk_dissect::{Field, Label, Message};

/// The ledger of one leg of the scene with this index, from Eve's view.
pub fn ledger(transcript: &Transcript, at: usize, hop: u8) -> Vec<LedgerRow> {
    let Some(scene) = transcript.scenes.get(at) else { return Vec::new() };
    let scene = &leg(scene, hop);
    if outer(scene).any(|message| tls::is_record(message) || is_datagram(message)) {
        return over_tls::rows(transcript, scene);
    }
    let mut rows = Vec::new();
    let mut add = |what, (seen, evidence)| rows.push(LedgerRow { what, seen, evidence });
    if let Some(secret) = transcript.kept.get("secret") {
        add("the secret message", message(scene, secret));
        add("its length", length(scene));
    }
    if let Some(sought) = transcript.kept.get("private-key") {
        let seen = if sought.starts_with("not found") { Seen::Hidden } else { Seen::Read };
        add("Bob's private key", (seen, sought.clone()));
    }
    if let Some(made) = find(scene, &fernet::TIMESTAMP) {
        add("when it was made", (Seen::Read, made_at(made.number().unwrap_or_default())));
    }
    let agreed = find(scene, &dh::PUBLIC_KEY).is_some();
    if agreed {
        add("the public keys", public_keys(scene));
        add("the key that both ends derived from them", shared(scene));
    } else {
        add("what was asked", asked(scene));
        add("with which programs", programs(scene));
    }
    add("who talks to whom", addresses(scene));
    add("when and how much", volume(scene));
    if agreed {
        let nobody = "a public key has no name on it: it may be anybody's".to_owned();
        add("who answered", (Seen::Unproven, nobody.clone()));
        add("who asked", (Seen::Unproven, nobody));
    } else {
        add("who answered", server(transcript, at));
        add("who asked", (Seen::Unproven, "the request carries nothing that proves it".to_owned()));
    }
    rows
}

/// One leg of a scene, as if there were no other.
fn leg(scene: &Scene, hop: u8) -> Scene {
    let mut recording = scene.recording.clone();
    recording.connections.retain(|connection| connection.hop == hop);
    recording.connections.iter_mut().for_each(|connection| connection.hop = 0);
    let [eve, insider] = [false, true].map(|insider| scene.on_hop(insider, hop).cloned().collect());
    let (id, announced, secrets) = (scene.id.clone(), scene.announced, scene.secrets.clone());
    Scene { id, announced, recording, secrets, eve, insider }
}

/// The ledger of a scene that is one connection over TLS.
pub(super) fn of_visit(transcript: &Transcript, visit: &Scene) -> Vec<LedgerRow> {
    over_tls::rows(transcript, visit)
}

fn made_at(seconds: u64) -> String {
    rfc3339(seconds).map_or_else(|| format!("{seconds} s after 1970"), |date| format!("{date}, in the token"))
}

fn outer(scene: &Scene) -> impl Iterator<Item = &Message> {
    scene.on_hop(false, 0)
}

fn find<'s>(scene: &'s Scene, label: &Label) -> Option<&'s Field> {
    outer(scene).find_map(|m| m.find(label))
}

fn text(scene: &Scene, label: &Label) -> Option<String> {
    outer(scene).find_map(|m| m.bytes_of(label).map(|bytes| String::from_utf8_lossy(bytes).trim_end().to_owned()))
}

fn message(scene: &Scene, secret: &str) -> (Seen, String) {
    let connections = &scene.recording.connections;
    let streams = connections.iter().flat_map(|c| [(c, Side::Client), (c, Side::Server)]);
    for (connection, side) in streams.clone() {
        if let Some(hit) = search::find(&connection.stream(side), secret) {
            let who = &connection.end(side).name;
            return (Seen::Read, format!("found {} from byte {} of what {who} sent", hit.form, hit.at));
        }
    }
    (Seen::Hidden, format!("{} bytes searched, not found", scene.recording.payload_len()))
}

fn length(scene: &Scene) -> (Seen, String) {
    if let Some(sealed) = find(scene, &fernet::CIPHERTEXT) {
        let most = sealed.span.len().saturating_sub(1);
        return (Seen::Leaks, format!("{} to {most} bytes, from the ciphertext", most.saturating_sub(15)));
    }
    read(find(scene, &http::BODY).map(|body| format!("{} bytes", body.span.len())), "no body was seen")
}

/// That Eve reads it; if it is not there, that it is hidden, and why.
fn read(there: Option<String>, otherwise: &str) -> (Seen, String) {
    there.map_or_else(|| (Seen::Hidden, otherwise.to_owned()), |text| (Seen::Read, text))
}

fn asked(scene: &Scene) -> (Seen, String) {
    let line = text(scene, &http::METHOD).zip(text(scene, &http::URI));
    read(line.map(|(method, target)| format!("{method} {target}")), "no request line was seen")
}

fn programs(scene: &Scene) -> (Seen, String) {
    let lines = [&headers::USER_AGENT, &headers::SERVER].map(|label| text(scene, label));
    let lines: Vec<String> = lines.into_iter().flatten().collect();
    read((!lines.is_empty()).then(|| lines.join(", ")), "no header names one")
}

fn public_keys(scene: &Scene) -> (Seen, String) {
    let keys = outer(scene).flat_map(|m| m.all(&dh::PUBLIC_KEY));
    (Seen::Read, format!("{} of them, in the clear; that is what they are for", keys.count()))
}

/// Looked for byte by byte in all that Eve has.
fn shared(scene: &Scene) -> (Seen, String) {
    let Some(key) = scene.insider.iter().find_map(|m| m.bytes_of(&dh::KEY)) else {
        return (Seen::Hidden, "no private key is known here that would reveal it".to_owned());
    };
    let found = scene.eve.iter().flat_map(|m| &m.sources).any(|s| wirewalk_ground::find(&s.bytes, key).is_some());
    match found {
        true => (Seen::Read, "it crossed the wire".to_owned()),
        false => (Seen::Hidden, format!("{} bytes searched, not found", scene.recording.payload_len())),
    }
}

fn addresses(scene: &Scene) -> (Seen, String) {
    match scene.recording.connections.iter().find(|c| c.hop == 0) {
        Some(c) => (Seen::Leaks, format!("{} → {}, in every packet", c.client.addr, c.server.addr)),
        None => (Seen::Hidden, "nobody connected".to_owned()),
    }
}

fn volume(scene: &Scene) -> (Seen, String) {
    let outer = || scene.recording.connections.iter().filter(|c| c.hop == 0);
    let sent = |side| outer().map(|c| c.sent(side)).sum::<u64>();
    (Seen::Leaks, format!("{} bytes one way, {} the other, each with its time", sent(Side::Client), sent(Side::Server)))
}

/// The shared key's holders alone make tokens that verify under it.
fn server(transcript: &Transcript, at: usize) -> (Seen, String) {
    let opens = |s: &Scene| s.insider.iter().any(|m| m.find(&fernet::PLAINTEXT).is_some());
    let (seen, why) = match transcript.scenes.get(at).is_some_and(opens) {
        true => (
            Seen::Proven,
            "the MAC proves that a holder of the shared key made the message, but not which holder, or in answer to which request",
        ),
        false => (Seen::Unproven, "the response carries nothing that proves it"),
    };
    (seen, why.to_owned())
}
