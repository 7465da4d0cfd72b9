//! What lesson 9 claims.

#[path = "lesson9/replay.rs"]
mod replay;
#[path = "lesson9/tickets.rs"]
mod tickets;

use std::time::Duration;

use wirewalk::claims::visits::{field, round_trip, shown_ticket, until_answer, visit, visits};
use wirewalk::claims::{Check, Verdict, claim, every_byte_explained, kept, scene, search, tls, visits as all};
use wirewalk::dissect::names::{tls_extensions, tls_messages, tls_record};
use wirewalk::recording::Side::{Client, Server};
use wirewalk::recording::What;
use wirewalk::story::Scene;
use wirewalk::verify;

pub use replay::CHECKS as REPLAY;
pub use tickets::CHECKS as TICKETS;

/// Numbers of handshake messages (RFC 8446 section 4).
const CERTIFICATE: u8 = 11;
const CERTIFICATE_VERIFY: u8 = 15;
const FINISHED: u8 = 20;

pub const CHECKS: &[Check] = &[
    claim(
        "lesson9.ticket-given-encrypted",
        "Bob gave the ticket that Alice shows later, and gave it encrypted: on the first visit Eve's recording does not have it",
        |t| {
            let (first, second) = two(scene(t, "visits")?)?;
            let ticket = shown_ticket(&second)?;
            let given: Vec<_> = tls::fields(&first, (true, 0), Some(Server), &tls_messages::TICKET).collect();
            let gave = given.iter().any(|(m, f)| m.bytes(&f.span) == ticket);
            let hidden = !all::crossed(&first, ticket) && all::crossed(&second, ticket);
            let evidence = format!(
                "{} tickets given; the one that is shown has {} bytes, found on the second visit only",
                given.len(),
                ticket.len()
            );
            Some(Verdict::new(gave && hidden, evidence))
        },
    ),
    claim(
        "lesson9.binder-recomputed",
        "the binder that Alice sent is the one that follows from the secret of the first visit",
        |t| {
            let (_, second) = two(scene(t, "visits")?)?;
            let (binder, _) = field(&second, true, Client, &tls_extensions::BINDER)?;
            let meaning = binder.value.meaning.as_deref()?;
            let held = binder.problem.is_none() && meaning.contains("recomputed from") && meaning.contains("and equal");
            Some(Verdict::new(held, meaning))
        },
    ),
    claim(
        "lesson9.nothing-signed",
        "on the second visit Bob showed no certificate and signed nothing, and both still made a fresh key exchange",
        |t| {
            let (first, second) = two(scene(t, "visits")?)?;
            let [one, other] = [&first, &second].map(|visit| tls::facts(visit, 0));
            let said = |kind| [&one, &other].map(|facts| facts.has_said(Server, kind));
            let gone = said(CERTIFICATE) == [true, false] && said(CERTIFICATE_VERIFY) == [true, false];
            // Without Finished nothing of the flight was opened, and nothing could be missing from it.
            let whole = said(FINISHED) == [true, true] && !one.is_resumed() && other.is_resumed();
            let fresh = [&first, &second].map(|visit| field(visit, false, Server, &tls_extensions::SHARE_KEY));
            let [Some((_, a)), Some((_, b))] = fresh else { return None };
            let evidence = format!(
                "certificate of {} bytes and a signature, then neither; {} bytes of handshake from Bob, then {}",
                one.certificate.server?, one.handshake_len.server, other.handshake_len.server
            );
            Some(Verdict::new(gone && whole && a != b, evidence))
        },
    ),
    claim(
        "lesson9.finished-vouches",
        "both Finished of the second visit are right, under keys that only a holder of the ticket's key can have",
        |t| {
            let (_, second) = two(scene(t, "visits")?)?;
            let resumed = tls::facts(&second, 0).is_resumed();
            let Verdict { held, evidence } = Verdict::from(verify::finished(&second.insider));
            Some(Verdict::new(held && resumed, evidence))
        },
    ),
    claim(
        "lesson9.early-saves-a-round-trip",
        "a ticket alone saves no round trip in TLS 1.3, and early data saves one",
        |t| {
            let trip = Duration::from_millis(kept(t, "line.round-trip")?.parse().ok()?);
            let all = visits(scene(t, "line")?, 0);
            let [first, resumed, early] = all.as_slice() else { return None };
            let trips = [first, resumed, early].map(|visit| tls::facts(visit, 0).round_trips);
            // Bob's first byte takes a round trip in either case. A busy machine makes both late, and the time in between hardly.
            let [waited, at_once] = [resumed, early].map(|visit| until_answer(visit)?.checked_sub(round_trip(visit)?));
            let (waited, at_once) = (waited?, at_once?);
            let held = trips == [1, 1, 0] && waited >= trip && at_once < waited;
            let ms = |time: Duration| time.as_secs_f64() * 1e3;
            let evidence = format!(
                "from Bob's first byte to his answer: {:.1} ms with a ticket, {:.1} ms with early data; a round trip takes at least {} ms",
                ms(waited),
                ms(at_once),
                trip.as_millis()
            );
            Some(Verdict::new(held, evidence))
        },
    ),
    claim(
        "lesson9.early-data-hidden-from-eve",
        "Alice's request left before Bob's first byte, and Eve reads nothing of it",
        |t| {
            let early = visit(scene(t, "line")?, 0, 2)?;
            let sent = early.insider.iter().find(|m| m.side == Client && m.find(&tls_record::CONTENT).is_some())?;
            let before = sent.at <= first_of_bob(&early)?;
            let Verdict { held, evidence } = search::hidden(&early, "GET / HTTP/1.1", "the ticket's key");
            Some(Verdict::new(held && before, evidence))
        },
    ),
    claim("lesson9.every-byte-explained", "every byte of every scene is explained, with and without the keys", |t| {
        Some(every_byte_explained(t))
    }),
];

/// The first two visits of a scene.
fn two(scene: &Scene) -> Option<(Scene, Scene)> {
    Some((visit(scene, 0, 0)?, visit(scene, 0, 1)?))
}

fn first_of_bob(visit: &Scene) -> Option<wirewalk::recording::Timestamp> {
    let events = visit.recording.connections.iter().flat_map(|c| &c.events);
    events.filter(|e| e.side == Server && matches!(e.what, What::Bytes(_))).map(|e| e.at).min()
}
