//! What each side tried: the offer, the choice, the certificates.

use crate::explain::conversation::Conversation;
use crate::explain::names::asked_for;
use crate::explain::papers::Shown;
use wirewalk_dissect::facts::{Facts, Offer};
use wirewalk_dissect::recording::Side;

/// What both sides of TLS tried, as far as it can be seen.
pub(super) fn tried(conversation: &Conversation) -> Vec<String> {
    let tls = &conversation.tls;
    let mut tried = Vec::new();
    if tls.ssl2 {
        tried.push("the client sent a hello in SSL 2.0 format".to_owned());
    }
    if !tls.said.client.is_empty() {
        tried.push(offered(tls));
    }
    tried.extend(chosen(tls));
    if tls.asked_for_certificate() {
        let by = match conversation.papers.wanted.as_slice() {
            [] => String::new(),
            names => format!(", issued by {}", names.join(" | ")),
        };
        tried.push(format!("the server asked for the client's certificate{by}"));
    }
    for side in [Side::Server, Side::Client] {
        tried.extend(conversation.papers.of(side).map(|shown| showed(side, shown)));
    }
    tried
}

fn chosen(tls: &Facts) -> Option<String> {
    if let Some(version) = &tls.version {
        let group = tls.group.as_ref().map(|group| format!(", group {group}")).unwrap_or_default();
        let suite = tls.suite.as_deref().unwrap_or("no suite");
        return Some(format!("the server chose {version}, {suite}{group}"));
    }
    let spoke = !tls.said.server.is_empty() || !tls.alerts.is_empty();
    spoke.then(|| "the server chose nothing".to_owned())
}

/// The certificate that a side showed.
fn showed(side: Side, shown: &Shown) -> String {
    match &shown.sight {
        None => format!("the {side} showed no certificate: its list was empty"),
        Some(sight) => format!("the {side} showed a certificate for {}, issued by {}", sight.subject, sight.issuer),
    }
}

/// What the client offered.
pub(super) fn offered(tls: &Facts) -> String {
    let Offer { versions, suites, groups, alpn, server_name } = &tls.offer;
    let name = server_name.as_ref().map(|_| format!(" for {}", asked_for(tls))).unwrap_or_default();
    let versions = match tls.cut.client && versions.is_empty() {
        true => "versions that are not in the capture".to_owned(),
        false => listed(versions),
    };
    let mut parts = vec![format!("the client offered{name} {versions}")];
    for (what, list) in [("suites", suites), ("groups", groups), ("protocols inside", alpn)] {
        if !list.is_empty() {
            parts.push(format!("{what} {}", listed(list)));
        }
    }
    parts.join("; ")
}

/// The first of a list, and how many more there are.
pub(super) fn listed(list: &[String]) -> String {
    const FIRST: usize = 5;
    let first = list.get(..FIRST).unwrap_or(list).join(", ");
    match list.len().saturating_sub(FIRST) {
        _ if list.is_empty() => "nothing".to_owned(),
        0 => first,
        more => format!("{first} and {more} more"),
    }
}
