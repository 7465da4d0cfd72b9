//! What crosses the wire of QUIC readable: what its hello offers, its settings, connection ids, the spin bit.

use std::collections::BTreeSet;

use crate::explain::conversation::Conversation;
use crate::render::value::count;
use crate::story::{Heard, Seen};
use wirewalk_dissect::recording::Sides;

/// So much is told of each, in entries.
const TOLD: usize = 6;

/// What somebody who sees these conversations has of those that are QUIC.
pub(super) fn rows(of: &[&Conversation]) -> Vec<Heard> {
    let of: Vec<&Conversation> = of.iter().copied().filter(|c| c.is_of_quic()).collect();
    if of.is_empty() {
        return Vec::new();
    }
    [offers(&of), settings(&of), ids(&of), spin(&of)].into_iter().flatten().collect()
}

fn heard(what: &'static str, value: String, seen: Seen, evidence: String, hides: &str) -> Heard {
    Heard { what, value, seen, evidence, hides: Some(hides.to_owned()) }
}

/// `conversations udp:0, udp:3`.
fn among(of: &[&Conversation]) -> String {
    let numbers: Vec<String> = of.iter().take(TOLD).map(|c| c.number().to_string()).collect();
    let more = of.len().saturating_sub(TOLD) as u64;
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let word = if of.len() == 1 { "conversation" } else { "conversations" };
    format!("{word} {}{more}", numbers.join(", "))
}

fn offers(of: &[&Conversation]) -> Option<Heard> {
    let of: Vec<&Conversation> = of.iter().copied().filter(|c| !c.tls.offer.alpn.is_empty()).collect();
    let all: BTreeSet<&str> = of.iter().flat_map(|c| c.tls.offer.alpn.iter().map(String::as_str)).collect();
    let value = all.into_iter().take(TOLD).collect::<Vec<_>>().join(", ");
    let evidence = format!("offered by ALPN in the Initial packets of {}, which anyone can decrypt", among(&of));
    let hides = "for the hello, Encrypted ClientHello, which may offer something else in its outer hello";
    (!of.is_empty()).then(|| heard("protocol", value, Seen::Read, evidence, hides))
}

fn settings(of: &[&Conversation]) -> Option<Heard> {
    let of: Vec<&Conversation> = of.iter().copied().filter(|c| !c.quic.readable.is_empty()).collect();
    let first = of.first()?;
    let readable = &first.quic.readable;
    let named = |(name, value): &(String, Option<String>)| match value {
        Some(value) => format!("{name} {value}"),
        None => name.clone(),
    };
    let told: Vec<String> = readable.iter().take(TOLD).map(named).collect();
    let more = readable.len().saturating_sub(TOLD);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let evidence = format!(
        "{} of the client in the Initial packets of {}: which there are, and in which order, is a fingerprint of its program",
        count(readable.len() as u64, "transport parameter", "transport parameters"),
        among(&of)
    );
    let value = format!("{}{more}", told.join(", "));
    let hides = "nothing that is in use; those of the server are encrypted";
    Some(heard("settings", value, Seen::Read, evidence, hides))
}

fn ids(of: &[&Conversation]) -> Option<Heard> {
    let chosen = |c: &&Conversation| !c.quic.ids.client.is_empty() || !c.quic.ids.server.is_empty();
    let of: Vec<&Conversation> = of.iter().copied().filter(chosen).collect();
    let ids: Vec<&String> = of.iter().flat_map(|c| c.quic.ids.client.iter().chain(&c.quic.ids.server)).collect();
    let value = ids.iter().take(TOLD).map(|id| id.as_str()).collect::<Vec<_>>().join(", ");
    let more = ids.len().saturating_sub(TOLD);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let evidence = format!(
        "in the headers of {}: they tie packets to one connection, whatever address they come from",
        among(&of)
    );
    let hides = "nothing hides them; new ones, which are sent encrypted, cannot be tied to those before";
    (!ids.is_empty()).then(|| heard("connection IDs", format!("{value}{more}"), Seen::Read, evidence, hides))
}

fn spin(of: &[&Conversation]) -> Option<Heard> {
    let both = |c: &&Conversation| c.quic.spins == Sides { client: [true; 2], server: [true; 2] };
    let of: Vec<&Conversation> = of.iter().copied().filter(both).collect();
    let evidence =
        format!("the spin bit takes both values on both sides of {}; some programs set it at random", among(&of));
    let hides = "either side can set the bit to a constant or to random values";
    (!of.is_empty()).then(|| heard("round-trip time", "perhaps".to_owned(), Seen::Leaks, evidence, hides))
}
