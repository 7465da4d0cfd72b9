//! The ledger of a whole capture, by who is listening.

use std::collections::BTreeSet;
use std::net::IpAddr;

use super::ears::Ears;
use super::heard::{Knows, placed, unnamed, within};
use super::quic;
use super::values::{MOST as KEPT, Via};
use crate::explain::conversation::{Conversation, Spoken};
use crate::explain::summary::Summary;
use crate::render::value::count;
use crate::story::{Heard, Listener, Place, Seen};
use wirewalk_dissect::facts::Asked;
use wirewalk_dissect::recording::{Side, Timestamp};

/// So many values are told of a listener, and so many listeners of a kind.
const ROWS: usize = 24;
const LISTENERS: usize = 12;

/// Everybody who could listen.
pub(in crate::explain) fn listeners(ears: &Ears, summary: &Summary) -> Vec<Listener> {
    let all: Vec<&Conversation> = summary.in_order().collect();
    if all.is_empty() {
        return Vec::new();
    }
    let is_covered = |c: &&&Conversation| matches!(c.tls.asked(), Asked::Hidden | Asked::Inner(_));
    let covered = all.iter().filter(is_covered).map(|c| c.id).collect();
    let in_initials = all.iter().filter(|c| c.is_of_quic()).map(|c| c.id).collect();
    let knows = Knows { ears, published: published(&all), covered, in_initials };
    let here = "anyone who listens where this capture was made".to_owned();
    let mut listeners = vec![knows.listener(Place::Here, here, &all)];
    let (resolvers, servers): (Vec<&Conversation>, Vec<&Conversation>) = all
        .iter()
        .copied()
        .filter(|c| !c.server.ip().is_multicast())
        .partition(|c| is_lookup(c) && c.tunnels.is_empty());
    let by = |of: &[&'_ Conversation]| -> Vec<IpAddr> {
        let mut ends = Vec::new();
        of.iter().map(|c| c.server.ip()).for_each(|end| {
            if !ends.contains(&end) {
                ends.push(end)
            }
        });
        ends.truncate(LISTENERS);
        ends
    };
    for end in by(&resolvers) {
        let of: Vec<&Conversation> = resolvers.iter().copied().filter(|c| c.server.ip() == end).collect();
        listeners.push(knows.resolver(end, &of));
    }
    for end in by(&servers) {
        let of: Vec<&Conversation> = servers.iter().copied().filter(|c| c.server.ip() == end).collect();
        // What stands behind a proxy is told by its own way.
        let who = match of.iter().all(|c| !c.tunnels.is_empty()) {
            false => format!("the network of the server {end}, and everyone on the path to it"),
            true => format!(
                "the network of the proxy {end}, and everyone on the path to it; the path beyond it is not in this capture"
            ),
        };
        listeners.push(knows.listener(Place::Network, who, &of));
    }
    listeners
}

/// Whether a conversation asks for names: in clear, inside TLS as far as it is opened, or by the port that is for nothing else
/// (RFC 7858 §3.1).
fn is_lookup(conversation: &Conversation) -> bool {
    const OVER_TLS: u16 = 853;
    let encrypted = conversation.begins.contains(&Some(Spoken::Tls)) || conversation.is_of_quic();
    conversation.dns.all().next().is_some() || encrypted && conversation.server.port() == OVER_TLS
}

/// The names for which a record gave a key for an encrypted hello.
fn published(all: &[&Conversation]) -> BTreeSet<String> {
    let answers = all.iter().flat_map(|c| c.dns.all()).filter_map(|lookup| Some((lookup, lookup.answer.as_ref()?)));
    let with_key = answers.filter(|(_, answer)| answer.services.iter().any(|service| service.has_ech));
    with_key.map(|(lookup, _)| lookup.name.trim_end_matches('.').to_ascii_lowercase()).collect()
}

impl Knows<'_> {
    /// Somebody who sees these conversations from outside.
    fn listener(&self, place: Place, who: String, of: &[&Conversation]) -> Listener {
        let ids: BTreeSet<u32> = of.iter().map(|c| c.id).collect();
        let mut rows = Vec::new();
        for (at, (value, places)) in self.ears.all.all.iter().enumerate() {
            let there = within(Some(places), &ids);
            if !there.is_empty() {
                rows.push(self.heard(at, value, &there, &ids, place));
            }
        }
        rows.extend(of.iter().filter_map(|c| unnamed(c)));
        rows.extend(quic::rows(of));
        finish(place, who, rows, of, self.ears.all.full)
    }

    /// Who is asked for names reads them, whatever they are encrypted with on the way.
    fn resolver(&self, end: IpAddr, of: &[&Conversation]) -> Listener {
        let ids: BTreeSet<u32> = of.iter().map(|c| c.id).collect();
        let mut rows = Vec::new();
        for (value, places) in &self.ears.all.all {
            let there = within(Some(places), &ids);
            if let Some(stands) = there.get(&Via::Dns) {
                let evidence = format!("the client asked this server for it, {}", placed(stands));
                let hides =
                    "nothing hides a name from the server that is asked about it; with another server, that one would learn it"
                        .to_owned();
                rows.push(Heard {
                    what: "name",
                    value: value.shown.clone(),
                    seen: Seen::Read,
                    evidence,
                    hides: Some(hides),
                });
            }
        }
        let closed = of.iter().filter(|c| c.dns.all().next().is_none()).count() as u64;
        if closed > 0 {
            rows.push(Heard {
                what: "names",
                value: "not known here".to_owned(),
                seen: Seen::Read,
                evidence: format!(
                    "{} encrypted for it, judging by port 853; no key here opens the questions",
                    count(closed, "conversation", "conversations")
                ),
                hides: None,
            });
        }
        finish(Place::Resolver, format!("the DNS server {end}"), rows, of, self.ears.all.full)
    }
}

/// What all listeners have: how much, between whom, when.
fn finish(place: Place, who: String, rows: Vec<Heard>, of: &[&Conversation], full: bool) -> Listener {
    let more = rows.len().saturating_sub(ROWS) as u64;
    let mut rows: Vec<Heard> = rows.into_iter().take(ROWS).collect();
    let sum = |side| of.iter().map(|c| c.bytes[side]).fold(0, u64::saturating_add);
    let times = of.iter().filter_map(|c| c.time);
    let (first, last) = times.fold((Timestamp(u64::MAX), Timestamp(0)), |(a, b), (c, d)| (a.min(c), b.max(d)));
    let value = format!(
        "{}, {} there, {} back, in {:.3} s",
        count(of.len() as u64, "conversation", "conversations"),
        count(sum(Side::Client), "byte", "bytes"),
        count(sum(Side::Server), "byte", "bytes"),
        last.since(first).as_secs_f64()
    );
    rows.push(Heard {
        what: "sizes, times",
        value,
        seen: Seen::Leaks,
        evidence: "the headers of every packet".to_owned(),
        hides: Some(
            "nothing in this capture hides them; padding blurs lengths, and a tunnel shows them to another network"
                .to_owned(),
        ),
    });
    if full {
        rows.push(Heard {
            what: "names",
            value: "perhaps more".to_owned(),
            seen: Seen::Unproven,
            evidence: format!("only {KEPT} names, pages and credentials are kept, and this capture has more"),
            hides: None,
        });
    }
    Listener { place, who, rows, more }
}
