//! The ledger where TLS is spoken: what Eve reads of it, and who is proven to whom, as far as the keys that are here open it.
//! Where they do not, that is what it says.

use super::{addresses, asked, message, read, text, volume};
use crate::claims::call::Call;
use crate::claims::tls;
use crate::quic::{Kind, is_datagram, packets};
use crate::story::{LedgerRow, Scene, Seen, Transcript};
use wirewalk_dissect::facts::{Asked, Facts, handshake_type};
use wirewalk_dissect::names::{tls_extensions, tls_messages};
use wirewalk_dissect::recording::Side;

const SEALED: &str = "not known: the handshake is encrypted, and its keys are not here";

/// The lines of one leg, from Eve's view.
pub(super) fn rows(transcript: &Transcript, scene: &Scene) -> Vec<LedgerRow> {
    let [eve, heard] = [false, true].map(|insider| Facts::of(scene.on_hop(insider, 0)));
    let mut rows = Vec::new();
    let mut add = |what, (seen, evidence)| rows.push(LedgerRow { what, seen, evidence });
    if let Some(secret) = transcript.kept.get("secret") {
        add("the secret message", message(scene, secret));
    }
    add("its length", length(scene, &heard));
    add("what was asked", asked(scene));
    add("with which program", program(scene));
    add("which server is meant", server_name(scene, &eve, &heard));
    add("which protocol is inside", protocol(scene));
    add("the server's certificate", certificate(&eve, &heard));
    if heard.asked_for_certificate() {
        add("the client's certificate", clients_certificate(&eve, &heard));
    }
    add("who talks to whom", addresses(scene));
    add("when and how much", volume(scene));
    add("who answered", server(transcript, scene, &heard));
    add("who asked", client(&heard));
    rows
}

/// The longest record of data that the server sent tells nearly how long its answer is.
fn length(scene: &Scene, heard: &Facts) -> (Seen, String) {
    if let Some(bytes) = datagrams(scene) {
        return match bytes {
            0 => (Seen::Hidden, "no data was sent".to_owned()),
            _ => (Seen::Leaks, format!("the server's packets after the handshake have {bytes} bytes together")),
        };
    }
    match heard.longest.server {
        0 => (Seen::Hidden, "no data was sent".to_owned()),
        len if heard.read.server => (Seen::Leaks, format!("head and body together fit into a record of {len} bytes")),
        len => (Seen::Leaks, format!("the server's longest encrypted record has {len} bytes")),
    }
}

/// How many bytes the server's packets after the handshake have, where they are those of QUIC.
fn datagrams(scene: &Scene) -> Option<usize> {
    let is_quic = scene.on_hop(false, 0).any(is_datagram);
    let sent = scene.on_hop(false, 0).filter(|message| message.side == Side::Server).flat_map(packets);
    is_quic.then(|| sent.filter(|packet| packet.kind() == Kind::Short).map(|packet| packet.size()).sum())
}

/// What a ClientHello offers is a fingerprint of the program that speaks.
fn program(scene: &Scene) -> (Seen, String) {
    let count = |id| tls::fields(scene, (false, 0), Some(Side::Client), id).count();
    let (suites, extensions) = (count(&tls_messages::SUITE), count(&tls_extensions::EXTENSION_TYPE));
    match suites {
        0 => (Seen::Hidden, "no ClientHello was seen".to_owned()),
        _ => (Seen::Leaks, format!("{suites} suites and {extensions} extensions: the choice of them is a fingerprint")),
    }
}

fn server_name(scene: &Scene, eve: &Facts, heard: &Facts) -> (Seen, String) {
    let name = text(scene, &tls_extensions::NAME);
    // Beside an encrypted hello it may be a cover name, and then the one that is meant is hidden.
    if let (Some(name), Some(_)) = (&name, &eve.encrypted_hello) {
        return match heard.asked() {
            Asked::Inner(_) | Asked::Hidden => {
                (Seen::Hidden, format!("encrypted; {name} in the ClientHello is only a cover name"))
            }
            Asked::Clear(_) | Asked::Nothing => (
                Seen::Read,
                format!("{name}, in the ClientHello; the server did not accept the encrypted hello beside it"),
            ),
            Asked::Undecided => (
                Seen::Leaks,
                format!("{name}, in the ClientHello: a cover name if the encrypted hello beside it is real"),
            ),
        };
    }
    read(name.map(|name| format!("{name}, in the ClientHello")), "no name was sent")
}

fn protocol(scene: &Scene) -> (Seen, String) {
    let protocol = text(scene, &tls_extensions::ALPN_ID);
    read(protocol.map(|protocol| format!("{protocol}, offered in the ClientHello")), "nothing was offered in the clear")
}

fn certificate(eve: &Facts, heard: &Facts) -> (Seen, String) {
    let none = if heard.hidden { "encrypted, if there was one" } else { "none was shown" };
    shown(eve, heard, Side::Server, "", none)
}

/// The first certificate that the client sent is its own; Eve's view says whether she reads it.
fn clients_certificate(eve: &Facts, heard: &Facts) -> (Seen, String) {
    shown(eve, heard, Side::Client, ": it names the client", "the client was asked for one and showed none")
}

fn shown(eve: &Facts, heard: &Facts, side: Side, tells: &str, none: &str) -> (Seen, String) {
    match (eve.certificate[side], heard.certificate[side]) {
        (Some(len), _) => (Seen::Read, format!("{len} bytes, in the clear{tells}")),
        (None, Some(len)) => (Seen::Hidden, format!("{len} bytes, encrypted")),
        (None, None) => (Seen::Hidden, none.to_owned()),
    }
}

fn server(transcript: &Transcript, scene: &Scene, heard: &Facts) -> (Seen, String) {
    let signed = heard.has_signed(Side::Server);
    let transport = !signed
        && heard.has_said(Side::Server, handshake_type::CERTIFICATE)
        && heard.has_said(Side::Client, handshake_type::CLIENT_KEY_EXCHANGE);
    let (seen, why) = match (heard.sent.client, heard.certificate.server.is_some()) {
        (true, true) if signed || transport => match (refused(transcript, scene), signed) {
            (Some(why), _) => return (Seen::Unproven, why),
            (None, true) => (Seen::Proven, "to the client: its key signed this handshake, and the client went on"),
            (None, false) => (Seen::Proven, "to the client: only its key opens what the client sent, and both went on"),
        },
        _ if heard.hidden => (Seen::Unproven, SEALED),
        (true, false) => (Seen::Unproven, "no certificate was shown: a resumed connection relies on an earlier one"),
        (false, false) => (Seen::Unproven, "no certificate was shown"),
        (_, true) => (Seen::Unproven, "the client did not continue after it received the certificate"),
    };
    (seen, why.to_owned())
}

/// Lesson 8's Alice goes on with her eyes shut: then it is no proof to her.
fn refused(transcript: &Transcript, scene: &Scene) -> Option<String> {
    let fault = Call::all(scene, 0).find_map(|call| call.findings(transcript)?.fault())?;
    Some(format!("a client that checks the certificate refuses it: {}", fault.name()))
}

fn client(heard: &Facts) -> (Seen, String) {
    let signed = heard.has_signed(Side::Client);
    let (seen, why) = match (heard.certificate.client.is_some(), heard.asked_for_certificate()) {
        (true, _) if signed && heard.sent.server => {
            (Seen::Proven, "to the server: its key signed this handshake, and the server answered")
        }
        _ if heard.hidden => (Seen::Unproven, SEALED),
        (true, _) if signed => (Seen::Unproven, "its key signed this handshake, but the server did not answer"),
        (true, _) => (Seen::Unproven, "the client showed a certificate, but did not sign with its key"),
        (false, true) => (Seen::Unproven, "the server asked for a certificate, but the client showed none"),
        (false, false) => (Seen::Unproven, "the server asked for no certificate"),
    };
    (seen, why.to_owned())
}
