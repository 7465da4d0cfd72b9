//! Eve's ledger: what she reads, what leaks to her, what is hidden, and who is proven to whom. Every line is measured.

use super::gallery::Call;
use super::{lesson2, search, tls};
use crate::dissect::{Datum, Field, Message};
use crate::gallery::tour;
use crate::recording::{Side, rfc3339};
use crate::story::{LedgerRow, Scene, Seen, Transcript};

/// The ledger of one leg of the scene with this index, from Eve's view.
pub fn ledger(transcript: &Transcript, at: usize, hop: u8) -> Vec<LedgerRow> {
    let Some(scene) = transcript.scenes.get(at) else { return Vec::new() };
    let scene = &leg(scene, hop);
    if outer(scene).any(tls::is_record) {
        return over_tls(transcript, scene);
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
    if let Some(made) = find(scene, "wirewalk.fernet.timestamp") {
        add("when it was made", (Seen::Read, made_at(number(made))));
    }
    let agreed = find(scene, "wirewalk.dh.public_key").is_some();
    if agreed {
        add("the public keys", public_keys(scene));
        add("the key that both ends made of them", shared(scene));
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
    Scene { id: scene.id, announced: scene.announced, recording, secrets: scene.secrets.clone(), eve, insider }
}

/// The same where TLS is spoken.
fn over_tls(transcript: &Transcript, scene: &Scene) -> Vec<LedgerRow> {
    let mut rows = Vec::new();
    let mut add = |what, (seen, evidence)| rows.push(LedgerRow { what, seen, evidence });
    if let Some(secret) = transcript.kept.get("secret") {
        add("the secret message", message(scene, secret));
    }
    add("its length", sealed(scene));
    add("what was asked", asked(scene));
    add("with which program", program(scene));
    add("which server is meant", server_name(scene));
    add("what is spoken inside", protocol(scene));
    add("the server's certificate", certificate(scene));
    if tls::asked_back(scene, 0) {
        add("the client's certificate", clients_certificate(scene));
    }
    add("who talks to whom", addresses(scene));
    add("when and how much", volume(scene));
    add("who answered", authenticated(transcript, scene));
    add("who asked", identified(scene));
    rows
}

/// The longest record of data that the server sent tells nearly how long its answer is.
fn sealed(scene: &Scene) -> (Seen, String) {
    let data = |m: &&Message| m.side == Side::Server && m.find("wirewalk.tls.content").is_some();
    let answers = scene.on_hop(true, 0).filter(|m| tls::is_record(m)).filter(data);
    match answers.map(|m| m.wire().len()).max() {
        Some(len) => (Seen::Leaks, format!("head and body together fit into a record of {len} bytes")),
        None => (Seen::Hidden, "no data was sent".to_owned()),
    }
}

/// What a ClientHello offers is a fingerprint of the program that speaks.
fn program(scene: &Scene) -> (Seen, String) {
    let count = |id| tls::fields(scene, (false, 0), Some(Side::Client), id).count();
    let (suites, extensions) = (count("tls.handshake.ciphersuite"), count("tls.handshake.extension.type"));
    match suites {
        0 => (Seen::Hidden, "no ClientHello was seen".to_owned()),
        _ => (Seen::Leaks, format!("{suites} suites and {extensions} extensions: which ones is a fingerprint")),
    }
}

fn server_name(scene: &Scene) -> (Seen, String) {
    match text(scene, "tls.handshake.extensions_server_name") {
        Some(name) => (Seen::Read, format!("{name}, in the ClientHello")),
        None => (Seen::Hidden, "no name was sent".to_owned()),
    }
}

fn protocol(scene: &Scene) -> (Seen, String) {
    match text(scene, "tls.handshake.extensions_alpn_str") {
        Some(protocol) => (Seen::Read, format!("{protocol}, offered in the ClientHello")),
        None => (Seen::Hidden, "nothing was offered in clear".to_owned()),
    }
}

fn certificate(scene: &Scene) -> (Seen, String) {
    let read = find(scene, "tls.handshake.certificate").map(|f| f.span.len());
    match (read, tls::shown(scene, 0).first()) {
        (Some(len), _) => (Seen::Read, format!("{len} bytes, in clear")),
        (None, Some(der)) => (Seen::Hidden, format!("{} bytes, encrypted", der.len())),
        (None, None) => (Seen::Hidden, "none was shown".to_owned()),
    }
}

fn authenticated(transcript: &Transcript, scene: &Scene) -> (Seen, String) {
    if !tls::proven(scene, 0) {
        return (Seen::Unproven, "the client did not go on after it saw the certificate".to_owned());
    }
    // Lesson 8's Alice goes on with her eyes shut: then it is no proof to her.
    let mut calls = tour().filter_map(|entry| Call::of(scene, entry.id));
    if let Some(fault) = calls.find_map(|call| call.findings(transcript)?.fault()) {
        return (Seen::Unproven, format!("the certificate is refused by who looks: {}", fault.name()));
    }
    (Seen::Proven, "to the client: its key signed this handshake, and the client accepted its certificate".to_owned())
}

/// The first certificate that the client sent is its own; Eve's view says whether she reads it.
fn clients_certificate(scene: &Scene) -> (Seen, String) {
    let read = tls::fields(scene, (false, 0), Some(Side::Client), "tls.handshake.certificate").next();
    match (read, tls::shown_by(scene, 0, Side::Client).first()) {
        (Some((_, field)), _) => (Seen::Read, format!("{} bytes, in clear: who asked, by name", field.span.len())),
        (None, Some(der)) => (Seen::Hidden, format!("{} bytes, encrypted", der.len())),
        (None, None) => (Seen::Hidden, "the client was asked and showed none".to_owned()),
    }
}

fn identified(scene: &Scene) -> (Seen, String) {
    let why = match (tls::asked_back(scene, 0), tls::proven_client(scene, 0)) {
        (false, _) => "the server asked for no certificate",
        (true, false) if tls::shown_by(scene, 0, Side::Client).is_empty() => {
            "the server asked for a certificate, and the client showed none"
        }
        (true, false) => "the server asked for a certificate, and did not answer what came",
        (true, true) => {
            let proof = "to the server: its key signed this handshake, and the server accepted its certificate";
            return (Seen::Proven, proof.to_owned());
        }
    };
    (Seen::Unproven, why.to_owned())
}

fn made_at(seconds: u64) -> String {
    rfc3339(seconds).map_or_else(|| format!("{seconds} s after 1970"), |date| format!("{date}, in the token"))
}

fn outer(scene: &Scene) -> impl Iterator<Item = &Message> {
    scene.on_hop(false, 0)
}

fn find<'s>(scene: &'s Scene, id: &'s str) -> Option<&'s Field> {
    outer(scene).find_map(|m| m.find(id))
}

fn text(scene: &Scene, id: &str) -> Option<String> {
    outer(scene).find_map(|m| m.find(id).map(|f| String::from_utf8_lossy(m.bytes(&f.span)).trim_end().to_owned()))
}

fn number(field: &Field) -> u64 {
    match field.value.datum {
        Datum::Number(n) | Datum::Time(n) | Datum::Named { number: n, .. } => n,
        _ => 0,
    }
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
    if let Some(sealed) = find(scene, "wirewalk.fernet.ciphertext") {
        let most = sealed.span.len().saturating_sub(1);
        return (Seen::Leaks, format!("{} to {most} bytes, from the ciphertext", most.saturating_sub(15)));
    }
    match find(scene, "http.file_data") {
        Some(body) => (Seen::Read, format!("{} bytes", body.span.len())),
        None => (Seen::Hidden, "no body was seen".to_owned()),
    }
}

fn asked(scene: &Scene) -> (Seen, String) {
    match (text(scene, "http.request.method"), text(scene, "http.request.uri")) {
        (Some(method), Some(target)) => (Seen::Read, format!("{method} {target}")),
        _ => (Seen::Hidden, "no request line was seen".to_owned()),
    }
}

fn programs(scene: &Scene) -> (Seen, String) {
    let lines: Vec<_> = ["http.user_agent", "http.server"].into_iter().filter_map(|id| text(scene, id)).collect();
    match lines.is_empty() {
        false => (Seen::Read, lines.join(", ")),
        true => (Seen::Hidden, "no header names one".to_owned()),
    }
}

fn public_keys(scene: &Scene) -> (Seen, String) {
    let keys = outer(scene).flat_map(Message::walk).filter(|f| f.label.id == "wirewalk.dh.public_key");
    (Seen::Read, format!("{} of them, in clear; that is what they are for", keys.count()))
}

/// Looked for byte by byte in all that Eve has.
fn shared(scene: &Scene) -> (Seen, String) {
    let Some((message, key)) = scene.insider.iter().find_map(|m| Some((m, m.find("wirewalk.dh.key")?))) else {
        return (Seen::Hidden, "no private key is known here that would tell it".to_owned());
    };
    let key = message.bytes(&key.span);
    let found = scene.eve.iter().flat_map(|m| &m.sources).any(|s| s.bytes.windows(key.len()).any(|w| w == key));
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

fn server(transcript: &Transcript, at: usize) -> (Seen, String) {
    if lesson2::verified(transcript, at) {
        return (
            Seen::Proven,
            "a holder of the shared key made the message, says the MAC; not which, nor for which question".to_owned(),
        );
    }
    (Seen::Unproven, "the response carries nothing that proves it".to_owned())
}
