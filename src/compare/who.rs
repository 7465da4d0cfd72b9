//! Who is proven to whom on a TLS connection, and what else the ledger of a lesson tells by means of the keys, as far as a
//! capture tells it without.

use crate::claims::tls::{self, fields, number};
use crate::recording::Side;
use crate::story::{LedgerRow, Scene, Seen};

/// Types of handshake messages (IANA's registry).
const CERTIFICATE: u64 = 11;
const SERVER_KEY_EXCHANGE: u64 = 12;
const CERTIFICATE_VERIFY: u64 = 15;
const CLIENT_KEY_EXCHANGE: u64 = 16;
/// Type of a record with data.
const APPLICATION_DATA: u64 = 23;

/// What can be read of a scene's outermost leg.
struct Heard {
    said: [Vec<u64>; 2], // types of handshake messages, the client's and the server's
    sent: [bool; 2],     // data
    sealed: bool,        // whether records of TLS 1.3 are left that the keys do not open
    shown: [bool; 2],    // a certificate
    longest: usize,      // record with data, or one that may hold data, from the server, in bytes
    opened: bool,        // whether data of the server is in clear here
}

/// Lines of the ledger; none where no TLS is spoken.
pub(super) fn over_tls(scene: &Scene) -> Vec<LedgerRow> {
    if !scene.on_hop(false, 0).any(tls::is_record) {
        return Vec::new();
    }
    let heard = heard(scene);
    let row = |what, (seen, evidence): (Seen, &str)| LedgerRow { what, seen, evidence: evidence.to_owned() };
    let mut rows = vec![row("who answered", server(&heard)), row("who asked", client(&heard))];
    if !heard.opened && heard.longest > 0 {
        let length = format!("the server's longest encrypted record has {} bytes", heard.longest);
        rows.push(row("its length", (Seen::Leaks, &length)));
    }
    if heard.sealed && !heard.shown[1] {
        rows.push(row("the server's certificate", (Seen::Hidden, "encrypted, if there was one")));
    }
    rows
}

fn heard(scene: &Scene) -> Heard {
    let sides = [Side::Client, Side::Server];
    let said = sides.map(|side| {
        let types = fields(scene, (true, 0), Some(side), "tls.handshake.type").filter_map(|(_, f)| number(f));
        types.collect::<Vec<_>>()
    });
    let chose = fields(scene, (true, 0), Some(Side::Server), "tls.handshake.extensions.supported_version").next();
    let tls13 = chose.is_some_and(|(_, f)| tls::name(f).as_deref() == Some("TLS 1.3"));
    let (mut sent, mut sealed, mut longest, mut clear) = ([false; 2], false, 0, false);
    for message in scene.on_hop(true, 0).filter(|m| tls::is_record(m)) {
        let side = usize::from(message.side == Side::Server);
        let outer = ["tls.record.opaque_type", "tls.record.content_type"].iter().find_map(|id| message.find(id));
        let data = outer.and_then(number) == Some(APPLICATION_DATA);
        let opened = message.sources.len() > 1;
        sent[side] |= message.find("wirewalk.tls.content").is_some() || data && !tls13 && !opened;
        sealed |= data && tls13 && !opened;
        clear |= side == 1 && message.find("wirewalk.tls.content").is_some();
        if side == 1 && data {
            longest = longest.max(message.wire().len());
        }
    }
    let shown = sides.map(|side| fields(scene, (true, 0), Some(side), "tls.handshake.certificate").next().is_some());
    Heard { said, sent, sealed, shown, longest, opened: clear }
}

fn server(heard: &Heard) -> (Seen, &'static str) {
    let [client, server] = &heard.said;
    let signed = server.iter().any(|t| [SERVER_KEY_EXCHANGE, CERTIFICATE_VERIFY].contains(t));
    let transport = !signed && server.contains(&CERTIFICATE) && client.contains(&CLIENT_KEY_EXCHANGE);
    match (heard.sent[0], heard.shown[1]) {
        (true, true) if signed => {
            (Seen::Proven, "to the client: its key signed this handshake, and the client went on")
        }
        (true, true) if transport => {
            (Seen::Proven, "to the client: only its key opens what the client sent, and both went on")
        }
        (true, false) if !heard.sealed => {
            (Seen::Unproven, "no certificate was shown: a resumed connection stands on an earlier one")
        }
        _ if heard.sealed => (Seen::Unproven, "not known: the handshake is encrypted, and its keys are not here"),
        _ => (Seen::Unproven, "the client did not go on after it saw the certificate"),
    }
}

fn client(heard: &Heard) -> (Seen, &'static str) {
    let signed = heard.said[0].contains(&CERTIFICATE_VERIFY);
    match (heard.shown[0], signed) {
        (true, true) if heard.sent[1] => {
            (Seen::Proven, "to the server: its key signed this handshake, and the server answered")
        }
        (true, true) => (Seen::Unproven, "its key signed this handshake, and the server did not answer"),
        _ if heard.sealed => (Seen::Unproven, "not known: the handshake is encrypted, and its keys are not here"),
        _ => (Seen::Unproven, "the client showed no certificate"),
    }
}
