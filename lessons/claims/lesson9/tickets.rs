//! What lesson 9 claims of tickets that are recognised, and of the key that opens them.

use wirewalk::claims::visits::{linked, shown_ticket, visits};
use wirewalk::claims::{Check, Verdict, claim, kept, scene, search, tls};
use wirewalk::dissect::names::{tls_messages, tls_record};
use wirewalk::recording::Side::{self, Client, Server};
use wirewalk::story::{Scene, Transcript};

pub const CHECKS: &[Check] = &[
    claim(
        "lesson9.ticket-links-in-12",
        "in TLS 1.2 Eve finds the ticket of the second visit on the first: both visits are of one client",
        |t| {
            let all = visits(scene(t, "tracker12")?, 0);
            let old = all.iter().all(|visit| tls::facts(visit, 0).version.as_deref() == Some("TLS 1.2"));
            let ticket = shown_ticket(all.get(1)?)?;
            Some(Verdict::new(old && linked(&all) == [(1, 2)], format!("{} bytes, in the clear on both", ticket.len())))
        },
    ),
    claim(
        "lesson9.single-use-links-nothing",
        "in TLS 1.3, where each ticket is given encrypted and shown once, Eve finds no ticket on two visits",
        |t| {
            let all = visits(scene(t, "tracker13")?, 0);
            let shown: Vec<_> = all.iter().filter_map(shown_ticket).collect();
            let given = |ticket: &&&[u8]| {
                let mut fields =
                    all.iter().flat_map(|v| tls::fields(v, (true, 0), Some(Server), &tls_messages::TICKET));
                fields.any(|(m, f)| m.bytes(&f.span) == **ticket)
            };
            // Whoever has the keys finds both: the search is a search.
            let found = shown.iter().filter(given).count();
            let held = all.len() == 3 && shown.len() == 2 && found == 2 && linked(&all).is_empty();
            let evidence =
                format!("{} tickets shown; with the keys {found} are found where Bob gave them", shown.len());
            Some(Verdict::new(held, evidence))
        },
    ),
    claim(
        "lesson9.reuse-links-in-13",
        "in TLS 1.3 too a ticket that is shown twice links the two visits, though not the one on which it was given",
        |t| {
            let all = visits(scene(t, "reused")?, 0);
            let new = all.iter().all(|visit| tls::facts(visit, 0).is_tls13());
            let ticket = shown_ticket(all.get(2)?)?;
            let evidence = format!("{} bytes, the same on the second and the third visit", ticket.len());
            Some(Verdict::new(new && linked(&all) == [(2, 3)], evidence))
        },
    ),
    claim(
        "lesson9.stolen-key-opens-12",
        "with the ticket key alone, Mallory reads both visits in TLS 1.2 whole, and Eve without it reads neither",
        |t| {
            let (stolen, secret) = (scene(t, "stolen-key-12")?, kept(t, "secret")?);
            let all = visits(stolen, 0);
            let open = |visit: &Scene| {
                let facts = tls::facts(visit, 0);
                let read = facts.read.client && facts.read.server && facts.sealed.client + facts.sealed.server == 0;
                read && tls::body(visit, 0) == Some(secret.as_bytes())
            };
            let Verdict { held, evidence } = search::hidden(stolen, secret, "the ticket's key");
            let resumed = all.len() == 2 && tls::facts(&all[1], 0).is_resumed();
            let held = held && resumed && all.iter().all(open) && only(t, "stolen-key-12", "CLIENT_RANDOM", 2)?;
            Some(Verdict::new(held, evidence))
        },
    ),
    claim(
        "lesson9.stolen-key-opens-early-data-alone",
        "with the ticket key, Mallory reads what was sent early in TLS 1.3, and nothing else of any visit",
        |t| {
            let all = visits(scene(t, "stolen-key-13")?, 0);
            let [first, later @ ..] = all.as_slice() else { return None };
            let early = |visit: &Scene| contents(visit, Client) == 1 && contents(visit, Server) == 0;
            let closed = |visit: &Scene, side: Side| tls::facts(visit, 0).sealed[side];
            let whole = contents(first, Client) + contents(first, Server) == 0 && closed(first, Server) > 0;
            let sealed: u64 = all.iter().map(|visit| closed(visit, Client) + closed(visit, Server)).sum();
            let alone = later.iter().all(|visit| closed(visit, Server) > 0 && tls::facts(visit, 0).group.is_some());
            let held = later.len() == 2 && later.iter().all(early) && whole && alone;
            let held = held && only(t, "stolen-key-13", "CLIENT_EARLY_TRAFFIC_SECRET", 2)?;
            let evidence = format!(
                "{} early requests read; {sealed} records stay closed",
                later.iter().filter(|v| early(v)).count()
            );
            Some(Verdict::new(held, evidence))
        },
    ),
];

/// Whether Mallory has so many secrets of this kind, and no other.
fn only(t: &Transcript, id: &str, label: &str, count: usize) -> Option<bool> {
    let key_log = scene(t, id)?.secrets.key_log();
    let entries = key_log.entries();
    Some(entries.len() == count && entries.iter().all(|entry| entry.label == label))
}

/// In how many records of a side data can be read.
fn contents(visit: &Scene, side: Side) -> usize {
    tls::fields(visit, (true, 0), Some(side), &tls_record::CONTENT).count()
}
