//! The ledger where TLS is spoken: what Eve reads of it, and who is proven to whom, as far as the keys that are here open it.
//! Where they do not, that is what it says.

use super::{addresses, asked, find, message, text, volume};
use crate::claims::call::Call;
use crate::claims::tls::{self, fields, number};
use crate::story::{LedgerRow, Scene, Seen, Transcript};
use wirewalk_dissect::recording::Side;

/// Types of handshake messages (IANA's registry).
const CERTIFICATE: u64 = 11;
const SERVER_KEY_EXCHANGE: u64 = 12;
const CERTIFICATE_REQUEST: u64 = 13;
const CERTIFICATE_VERIFY: u64 = 15;
const CLIENT_KEY_EXCHANGE: u64 = 16;
/// Type of a record with data.
const APPLICATION_DATA: u64 = 23;

/// What can be read of a leg.
struct Heard {
    said: [Vec<u64>; 2], // types of handshake messages, the client's and the server's
    sent: [bool; 2],     // data
    sealed: bool,        // whether records of TLS 1.3 are left that the keys do not open
    shown: [bool; 2],    // a certificate
    longest: usize,      // record with data, or one that may hold data, from the server, in bytes
    opened: bool,        // whether data of the server is in clear here
}

const SEALED: &str = "not known: the handshake is encrypted, and its keys are not here";

/// The lines of one leg, from Eve's view.
pub(super) fn rows(transcript: &Transcript, scene: &Scene) -> Vec<LedgerRow> {
    let heard = heard(scene);
    let mut rows = Vec::new();
    let mut add = |what, (seen, evidence)| rows.push(LedgerRow { what, seen, evidence });
    if let Some(secret) = transcript.kept.get("secret") {
        add("the secret message", message(scene, secret));
    }
    add("its length", length(&heard));
    add("what was asked", asked(scene));
    add("with which program", program(scene));
    add("which server is meant", server_name(scene));
    add("what is spoken inside", protocol(scene));
    add("the server's certificate", certificate(scene, &heard));
    if heard.asked_back() {
        add("the client's certificate", clients_certificate(scene));
    }
    add("who talks to whom", addresses(scene));
    add("when and how much", volume(scene));
    add("who answered", server(transcript, scene, &heard));
    add("who asked", client(&heard));
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
        let content = message.find("wirewalk.tls.content").is_some();
        sent[side] |= content || data && !tls13 && !opened;
        sealed |= data && tls13 && !opened;
        clear |= side == 1 && content;
        if side == 1 && (content || data && !opened) {
            longest = longest.max(message.wire().len());
        }
    }
    let shown = sides.map(|side| fields(scene, (true, 0), Some(side), "tls.handshake.certificate").next().is_some());
    Heard { said, sent, sealed, shown, longest, opened: clear }
}

impl Heard {
    fn asked_back(&self) -> bool {
        self.said[1].contains(&CERTIFICATE_REQUEST)
    }
}

/// The longest record of data that the server sent tells nearly how long its answer is.
fn length(heard: &Heard) -> (Seen, String) {
    match heard.longest {
        0 => (Seen::Hidden, "no data was sent".to_owned()),
        len if heard.opened => (Seen::Leaks, format!("head and body together fit into a record of {len} bytes")),
        len => (Seen::Leaks, format!("the server's longest encrypted record has {len} bytes")),
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

fn certificate(scene: &Scene, heard: &Heard) -> (Seen, String) {
    let read = find(scene, "tls.handshake.certificate").map(|f| f.span.len());
    match (read, tls::shown(scene, 0).first()) {
        (Some(len), _) => (Seen::Read, format!("{len} bytes, in clear")),
        (None, Some(der)) => (Seen::Hidden, format!("{} bytes, encrypted", der.len())),
        (None, None) if heard.sealed => (Seen::Hidden, "encrypted, if there was one".to_owned()),
        (None, None) => (Seen::Hidden, "none was shown".to_owned()),
    }
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

fn server(transcript: &Transcript, scene: &Scene, heard: &Heard) -> (Seen, String) {
    let [client, server] = &heard.said;
    let signed = server.iter().any(|t| [SERVER_KEY_EXCHANGE, CERTIFICATE_VERIFY].contains(t));
    let transport = !signed && server.contains(&CERTIFICATE) && client.contains(&CLIENT_KEY_EXCHANGE);
    let (seen, why) = match (heard.sent[0], heard.shown[1]) {
        (true, true) if signed || transport => match (refused(transcript, scene), signed) {
            (Some(why), _) => return (Seen::Unproven, why),
            (None, true) => (Seen::Proven, "to the client: its key signed this handshake, and the client went on"),
            (None, false) => (Seen::Proven, "to the client: only its key opens what the client sent, and both went on"),
        },
        _ if heard.sealed => (Seen::Unproven, SEALED),
        (true, false) => (Seen::Unproven, "no certificate was shown: a resumed connection stands on an earlier one"),
        (false, false) => (Seen::Unproven, "no certificate was shown"),
        (_, true) => (Seen::Unproven, "the client did not go on after it saw the certificate"),
    };
    (seen, why.to_owned())
}

/// Lesson 8's Alice goes on with her eyes shut: then it is no proof to her.
fn refused(transcript: &Transcript, scene: &Scene) -> Option<String> {
    let fault = Call::all(scene, 0).find_map(|call| call.findings(transcript)?.fault())?;
    Some(format!("the certificate is refused by who looks: {}", fault.name()))
}

fn client(heard: &Heard) -> (Seen, String) {
    let signed = heard.said[0].contains(&CERTIFICATE_VERIFY);
    let (seen, why) = match (heard.shown[0], heard.asked_back()) {
        (true, _) if signed && heard.sent[1] => {
            (Seen::Proven, "to the server: its key signed this handshake, and the server answered")
        }
        _ if heard.sealed => (Seen::Unproven, SEALED),
        (true, _) if signed => (Seen::Unproven, "its key signed this handshake, and the server did not answer"),
        (true, _) => (Seen::Unproven, "the client showed a certificate, and did not sign with its key"),
        (false, true) => (Seen::Unproven, "the server asked for a certificate, and the client showed none"),
        (false, false) => (Seen::Unproven, "the server asked for no certificate"),
    };
    (seen, why.to_owned())
}
