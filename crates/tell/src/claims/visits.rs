//! What claims and tables read of single connections of a scene in which somebody comes more than once: a visit is one of them.

use std::time::Duration;

use super::{ledger, tls};
use crate::story::{LedgerRow, Scene, Seen, Transcript};
use wirewalk_dissect::facts::handshake_type::{CERTIFICATE_VERIFY, FINISHED};
use wirewalk_dissect::names::{tls_extensions, tls_messages, tls_record};
use wirewalk_dissect::recording::{Side, Timestamp, What};
use wirewalk_dissect::{Field, Label, Message};

/// One connection of a leg, from 0, as if there were no other; its leg is the first then.
pub fn visit(scene: &Scene, hop: u8, nth: usize) -> Option<Scene> {
    let mut connection = scene.recording.connections.iter().filter(|c| c.hop == hop).nth(nth)?.clone();
    connection.hop = 0;
    let number = connection.id;
    let said = |messages: &[Message]| messages.iter().filter(|m| m.connection == number).cloned().collect();
    let (eve, insider) = (said(&scene.eve), said(&scene.insider));
    let recording = wirewalk_dissect::recording::Recording { connections: vec![connection] };
    Some(Scene { id: scene.id.clone(), announced: None, recording, secrets: scene.secrets.clone(), eve, insider })
}

/// All connections of a leg, each as if there were no other.
pub fn visits(scene: &Scene, hop: u8) -> Vec<Scene> {
    (0..).map_while(|nth| visit(scene, hop, nth)).collect()
}

/// The first field of this kind that a side sent in a visit, as an insider or Eve has it, and its bytes.
pub fn field<'s>(visit: &'s Scene, insider: bool, side: Side, label: &'static Label) -> Option<(&'s Field, &'s [u8])> {
    tls::fields(visit, (insider, 0), Some(side), label).next().map(|(m, f)| (f, m.bytes(&f.span)))
}

/// The ticket that a client shows in the clear: in TLS 1.3 among its shared keys, in TLS 1.2 in an extension of its own, if not empty.
pub fn shown_ticket(visit: &Scene) -> Option<&[u8]> {
    let kinds = [&tls_extensions::IDENTITY_TICKET, &tls_extensions::TICKET_DATA];
    let shown = kinds.into_iter().find_map(|label| field(visit, false, Side::Client, label));
    shown.map(|(_, bytes)| bytes).filter(|bytes| !bytes.is_empty())
}

/// Whether these bytes crossed the wire in the clear in a visit, in either direction.
pub fn crossed(visit: &Scene, bytes: &[u8]) -> bool {
    let streams = visit.recording.connections.iter().flat_map(|c| [c.stream(Side::Client), c.stream(Side::Server)]);
    streams.into_iter().any(|stream| wirewalk_ground::find(&stream, bytes).is_some())
}

/// How long it took from the first byte that the client sent until the first data of the server was there.
pub fn until_answer(visit: &Scene) -> Option<Duration> {
    let answered = visit.insider.iter().filter(|m| m.side == Side::Server && m.find(&tls_record::CONTENT).is_some());
    Some(answered.map(|m| m.at).min()?.since(begun(visit)?))
}

/// How long it took from the first byte of the client to the first of the server: a round trip.
pub fn round_trip(visit: &Scene) -> Option<Duration> {
    Some(first(visit, Side::Server)?.since(begun(visit)?))
}

fn begun(visit: &Scene) -> Option<Timestamp> {
    first(visit, Side::Client)
}

fn first(visit: &Scene, side: Side) -> Option<Timestamp> {
    let events = visit.recording.connections.iter().flat_map(|c| &c.events);
    events.filter(|e| e.side == side && matches!(e.what, What::Bytes(_))).map(|e| e.at).min()
}

/// What two visits are compared by.
pub fn figures(visit: &Scene) -> Vec<(&'static str, String)> {
    let facts = tls::facts(visit, 0);
    let said = |kind| facts.has_said(Side::Server, kind);
    // What nobody opened may hold either.
    let none = if said(FINISHED) { "none" } else { "not known: encrypted" };
    let sent = |side| visit.recording.connections.iter().map(|c| c.sent(side)).sum::<u64>();
    vec![
        ("version", facts.version.clone().unwrap_or_else(|| "—".to_owned())),
        ("the server takes a ticket", if facts.is_resumed() { "yes" } else { "no" }.to_owned()),
        ("Certificate, bytes", facts.certificate.server.map_or(none.to_owned(), |len| len.to_string())),
        ("CertificateVerify", if said(CERTIFICATE_VERIFY) { "sent" } else { none }.to_owned()),
        ("bytes on the wire (client + server)", format!("{} + {}", sent(Side::Client), sent(Side::Server))),
        ("round trips before the request", facts.round_trips.to_string()),
    ]
}

/// What visits over a long line are compared by.
pub fn times(visit: &Scene) -> Vec<(&'static str, String)> {
    let ms = |time: Option<Duration>| time.map_or("—".to_owned(), |time| format!("{:.1}", time.as_secs_f64() * 1e3));
    let facts = tls::facts(visit, 0);
    vec![
        ("the server takes a ticket", if facts.is_resumed() { "yes" } else { "no" }.to_owned()),
        ("round trips before the request", facts.round_trips.to_string()),
        ("milliseconds until the server's first byte", ms(round_trip(visit))),
        ("milliseconds until its answer", ms(until_answer(visit))),
    ]
}

/// Which visits Eve can tell to be of one client, by a ticket that she has seen in two of them: their numbers, from 1.
pub fn linked(visits: &[Scene]) -> Vec<(usize, usize)> {
    let mut links = Vec::new();
    for (later, visit) in visits.iter().enumerate() {
        let Some(ticket) = shown_ticket(visit) else { continue };
        links.extend((0..later).filter(|earlier| crossed(&visits[*earlier], ticket)).map(|e| (e + 1, later + 1)));
    }
    links
}

/// Whether the ticket that a client shows in this visit was given in an earlier one of the same scene in which the server had
/// signed; as far as the keys open both.
fn stands_on(earlier: &[Scene], visit: &Scene) -> bool {
    let Some(ticket) = shown_ticket(visit) else { return false };
    let gave = |scene: &&Scene| {
        let mut given = tls::fields(scene, (true, 0), Some(Side::Server), &tls_messages::TICKET);
        given.any(|(m, f)| m.bytes(&f.span) == ticket)
    };
    tls::facts(visit, 0).is_resumed() && earlier.iter().filter(gave).any(|s| tls::facts(s, 0).has_proved(Side::Server))
}

/// Eve's ledger of one visit. Who answered may be proven by what an earlier visit of the scene proved.
pub fn ledger_of(transcript: &Transcript, at: usize, hop: u8, nth: usize) -> Vec<LedgerRow> {
    let Some(scene) = transcript.scenes.get(at) else { return Vec::new() };
    let all = visits(scene, hop);
    let Some((earlier, visit)) = all.get(nth).map(|visit| (&all[..nth], visit)) else { return Vec::new() };
    let mut rows = ledger::of_visit(transcript, visit);
    if stands_on(earlier, visit) {
        for row in rows.iter_mut().filter(|row| row.what == "who answered") {
            row.seen = Seen::Proven;
            row.evidence =
                "to the client: it has the key of an earlier visit, in which the key of its certificate signed"
                    .to_owned();
        }
    }
    rows
}
