//! The words of an event.

use super::draft::{Draft, Occasion};
use super::origins::Origin;
use super::{Noted, is_silent};
use crate::explain::conversation::Conversation;
use crate::explain::exchanges::Said;
use crate::explain::failure::{Failure, failure, why};
use crate::explain::summary::Summary;
use crate::explain::verdict::{alone, protection};
use crate::explain::{names, over_quic, tunnels, upgrade};
use crate::story::{Event, EventKind};
use wirewalk_dissect::dns::facts::Lookup;
use wirewalk_dissect::facts::Alert;
use wirewalk_dissect::recording::Timestamp;

/// What is said of a draft; `None`: nothing after all.
pub(super) fn event(draft: &Draft, noted: &Noted, summary: &Summary) -> Option<Event> {
    let conversation = summary.conversations.get(&draft.conversation)?;
    let (kind, text) = match &draft.occasion {
        Occasion::Question(lookup, inside) => (EventKind::Question, question(conversation, lookup, *inside)),
        Occasion::Answer(lookup, inside) => (EventKind::Answer, answer(conversation, lookup, *inside)),
        Occasion::Open { from } => (EventKind::Open, open(conversation, from.as_ref(), noted.origins.knows_all())),
        Occasion::Quic { from } => quic(conversation, from.as_ref(), noted, draft.at),
        Occasion::Closed => (EventKind::End, closed(conversation)?),
        Occasion::Begin => (EventKind::Begin, before(conversation)),
        Occasion::Hello => (EventKind::Hello, hello(conversation)),
        Occasion::Agreed => (EventKind::Agreed, format!("the server chooses: {}", alone(conversation))),
        Occasion::Alert(index) => (EventKind::Alert, alert(conversation, conversation.tls.alerts.get(*index)?)?),
        Occasion::Tunnel(index) => (EventKind::Tunnel, tunnels::through(conversation.tunnels.get(*index)?)),
        // What carries DNS is told as DNS.
        Occasion::Request(..) | Occasion::Response(_) if conversation.dns.all().next().is_some() => return None,
        Occasion::Request(asked, inside) => {
            (EventKind::Request, format!("{asked}, {}", if *inside { "encrypted" } else { "in the clear" }))
        }
        Occasion::Response(said) => (EventKind::Response, response(said)),
        Occasion::Offer(offered) => (EventKind::Upgrade, upgrade::offer(*offered).to_owned()),
        Occasion::Wish => (EventKind::Upgrade, "the client asks for TLS".to_owned()),
        Occasion::Grant(granted) => (EventKind::Upgrade, upgrade::answer(&conversation.upgrade, *granted)),
        Occasion::Login(index) => (EventKind::Login, upgrade::login(conversation.upgrade.credentials.get(*index)?)),
        Occasion::Spoken => (EventKind::Spoken, spoken(conversation)),
        Occasion::Undelivered(side, reason) => {
            (EventKind::Undelivered, format!("what the {side} sent did not arrive: {}", why(*reason)))
        }
        Occasion::End => (EventKind::End, end(conversation)),
    };
    let Draft { at, packet, conversation, message, .. } = *draft;
    Some(Event { at, packet, conversation, message, kind, text })
}

/// What failed on a conversation whose end was not seen, told where anything happened on it last.
pub(super) fn unended(conversation: &Conversation, (at, packet): (Timestamp, Option<u64>)) -> Option<Event> {
    if conversation.is_of_datagrams() {
        // What failed of DNS is told at the question, or at the datagram that did not arrive; of QUIC, at its end, if it has one.
        let told = !conversation.is_of_quic() || over_quic::ended(conversation).is_some();
        if told || conversation.undelivered.is_some() {
            return None;
        }
    }
    let text = format!("nothing more is in the capture{}", failed(failure(conversation)?));
    Some(Event { at, packet, conversation: conversation.id, message: None, kind: EventKind::End, text })
}

fn question(conversation: &Conversation, lookup: &Lookup, inside: bool) -> String {
    let to_all = conversation.server.ip().is_multicast();
    let whom = if to_all { "everyone on the network".to_owned() } else { conversation.server.to_string() };
    let encrypted = if inside { ", encrypted" } else { "" };
    let same = |known: &&Lookup| (&known.name, &known.kind, known.id) == (&lookup.name, &lookup.kind, lookup.id);
    let silent = conversation.dns.all().find(same).is_some_and(|known| known.answer.is_none()) && !to_all;
    let silent = if silent { "; no answer is in the capture" } else { "" };
    format!("{} asks {whom} for {} ({}){encrypted}{silent}", conversation.client.ip(), lookup.name, lookup.kind)
}

fn answer(conversation: &Conversation, lookup: &Lookup, inside: bool) -> String {
    let words = lookup.answer.as_ref().map(|answer| answer.words()).unwrap_or_default();
    let encrypted = if inside { ", encrypted" } else { "" };
    format!("{} answers about {} ({}){encrypted}: {words}", conversation.server.ip(), lookup.name, lookup.kind)
}

fn open(conversation: &Conversation, from: Option<&Origin>, any: bool) -> String {
    let (client, server) = (conversation.client, conversation.server);
    // Of a capture that has one side alone nobody can tell whether the other answered.
    let verb = if conversation.opened { "connects to" } else { "asks for a connection to" };
    let whence = whence(from, any);
    let through =
        tunnels::came_through(&conversation.through).map(|through| format!(" in {through}")).unwrap_or_default();
    format!("{client} {verb} {server}{through}{whence}")
}

/// Where the address of the server comes from.
fn whence(from: Option<&Origin>, any: bool) -> String {
    match from {
        Some(Origin { name, packet, same, .. }) => {
            let packet = packet.map(|packet| format!(" in packet {packet}")).unwrap_or_default();
            let whom = if *same { "" } else { ", to another machine" };
            format!(", an address that the answer{packet} gave for {name}{whom}")
        }
        None if any => ", an address that is in no answer read here".to_owned(),
        None => String::new(),
    }
}

/// QUIC begins, or goes on from before the capture or from another address.
fn quic(conversation: &Conversation, from: Option<&Origin>, noted: &Noted, at: Timestamp) -> (EventKind, String) {
    let (client, server) = (conversation.client, conversation.server);
    let through =
        tunnels::came_through(&conversation.through).map(|through| format!(" in {through}")).unwrap_or_default();
    if conversation.quic.is_middle() {
        return (EventKind::Begin, format!("{client} → {server}{through}: {}", protection(conversation)));
    }
    let whence = whence(from, noted.origins.knows_all());
    let name = conversation.tls.offer.server_name.as_deref();
    let offer = name.and_then(|name| noted.offers.of(name, client.ip(), at));
    let offer = offer.map(|offer| format!("; {offer}")).unwrap_or_default();
    (EventKind::Open, format!("{client} begins QUIC with {server}{through}{whence}{offer}"))
}

/// Who says that a connection of QUIC is over, and what failed with it.
fn closed(conversation: &Conversation) -> Option<String> {
    let ended = over_quic::ended(conversation)?;
    let failed = failure(conversation).map(failed).unwrap_or_default();
    Some(format!("{ended}{failed}"))
}

fn before(conversation: &Conversation) -> String {
    let (client, server) = (conversation.client, conversation.server);
    format!("{client} → {server}, a connection opened before the capture; protected: {}", protection(conversation))
}

fn hello(conversation: &Conversation) -> String {
    let tls = &conversation.tls;
    let within = if conversation.is_of_quic() { " in QUIC, in an Initial packet that anyone can decrypt," } else { "" };
    let Some(outer) = &tls.offer.server_name else {
        let format = if tls.ssl2 { ", in SSL 2.0 format," } else { "" };
        return format!("the client begins TLS{within}{format} and names no server");
    };
    let named = format!("the client begins TLS{within} and names the server: {outer}");
    match (&tls.encrypted_hello, tls.accepts_inner()) {
        (None, _) => named,
        (Some(hello), Some(false)) if hello.inner.is_none() => {
            format!("{named}; beside it, an encrypted hello that the server did not accept, or a decoy")
        }
        _ => {
            format!("the client begins TLS{within}, with an encrypted hello or a decoy; {}", names::leaked(tls, outer))
        }
    }
}

fn alert(conversation: &Conversation, alert: &Alert) -> Option<String> {
    // In QUIC an alert is the code with which a side closes the connection, and is told so.
    if conversation.tls.is_remark(alert) || conversation.is_of_quic() {
        return None;
    }
    let clear = if alert.in_clear { "" } else { ", encrypted" };
    Some(format!("the {} sends alert {} ({}){clear}: {}", alert.side, alert.number, alert.name, alert.meaning))
}

fn response(said: &Said) -> String {
    let name = if said.name.is_empty() { String::new() } else { format!(" {}", said.name) };
    match &said.request {
        Some(request) => format!("{}{name}, the answer to {request}", said.status),
        None => format!("{}{name}", said.status),
    }
}

fn spoken(conversation: &Conversation) -> String {
    let words = match conversation.clear {
        Some(name) => format!("{name} begins, in the clear"),
        None => protection(conversation),
    };
    match conversation.is_of_datagrams() {
        true => format!("{} → {}: {words}", conversation.client, conversation.server),
        false => words,
    }
}

fn end(conversation: &Conversation) -> String {
    let how = match (conversation.reset, conversation.who_ended()) {
        (Some(side), _) => format!("the {side} resets the connection"),
        (None, Some(side)) => format!("closed; the {side} ended first"),
        (None, None) => "closed".to_owned(),
    };
    let silent = if is_silent(conversation) { "; nothing was sent on it" } else { "" };
    let failed = failure(conversation).map(failed).unwrap_or_default();
    format!("{how}{silent}{failed}")
}

fn failed(failure: Failure) -> String {
    format!("; failed: {}", failure.what)
}
