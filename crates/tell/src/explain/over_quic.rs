//! How a conversation over QUIC was protected, what a listener learned of it all the same, and how it ended.

use super::agreed::{agreed, opened_words, papers};
use super::conversation::Conversation;
use crate::quic::{Close, called};
use crate::render::value::count;
use wirewalk_dissect::recording::Side;

/// Where the client's hello lies.
pub(super) const INITIAL: &str = " (in an Initial packet, which anyone can decrypt)";

/// Where an end is said that proves nothing: the keys of Initial packets are everybody's (RFC 9001 §5.2).
pub(super) const FORGEABLE: &str = "in an Initial packet, which anyone on the path can read and make";

/// How it was protected, in a few words; `None`: it is none of QUIC.
pub(super) fn protection(conversation: &Conversation) -> Option<String> {
    conversation.is_of_quic().then(|| protected(conversation))
}

fn protected(conversation: &Conversation) -> String {
    let (quic, tls) = (&conversation.quic, &conversation.tls);
    let name = quic.agreed().map_or_else(|| "QUIC".to_owned(), called);
    let words = || opened_words(conversation, quic.opened(), ["packet", "packets"]);
    if let Some(version) = &tls.version {
        let one_sided = one_sided(conversation).map(|said| format!("; {said}")).unwrap_or_default();
        let papers = papers(conversation).map(|said| format!("; {said}")).unwrap_or_default();
        return format!("{name}, {}; {}{one_sided}{papers}", agreed(conversation, version).join(", "), words());
    }
    let middle = match (quic.continues, quic.is_middle()) {
        (Some(flow), _) => Some(format!("{name}, which goes on from conversation {flow}")),
        (None, true) if quic.opened().0 > 0 => Some(format!("{name}, opened before the capture")),
        (None, true) => Some("QUIC, judging by its first bits and the port; opened before the capture".to_owned()),
        (None, false) => None,
    };
    if let Some(middle) = middle {
        let one_sided = one_sided(conversation).map(|said| format!("; {said}")).unwrap_or_default();
        return format!("{middle}; {}{one_sided}", words());
    }
    if let (true, Some(tried)) = (tried_in_vain(conversation), &quic.tried) {
        let offered: Vec<String> = quic.offered.iter().map(|version| called(version)).collect();
        return format!("{} was tried; the server offers {}", called(tried), listed(&offered));
    }
    match one_sided(conversation) {
        Some(side) => format!("{name}; {}; {side}", words()),
        None if quic.sent.client.unread > 0 => format!("{name}; its Initial packets could not be read; {}", words()),
        None if !quic.sent.server.any() => format!("{name} was tried; no answer is in the capture"),
        None if quic.sent.server.retry > 0 && quic.sent.server.initial == 0 => {
            format!("{name} was tried; the server answered only with Retry")
        }
        None => format!("{name}; the server's choice of keys could not be read; {}", words()),
    }
}

/// Whether the server listed its versions, and no packet of the handshake followed.
pub(super) fn tried_in_vain(conversation: &Conversation) -> bool {
    let server = &conversation.quic.sent.server;
    server.negotiation > 0 && server.initial + server.handshake + server.short + server.retry == 0
}

fn listed(versions: &[String]) -> String {
    if versions.is_empty() { "no version".to_owned() } else { versions.join(", ") }
}

/// Whose datagrams are missing although the other side must have received some.
pub(super) fn one_sided(conversation: &Conversation) -> Option<&'static str> {
    let quic = &conversation.quic;
    match () {
        () if !quic.sent.client.any() && quic.sent.server.any() => Some("the client's side is not in the capture"),
        () if !quic.sent.server.any() && quic.heard => Some("the server's side is not in the capture"),
        () => None,
    }
}

/// How it ended, as far as a side said so.
pub(super) fn ended(conversation: &Conversation) -> Option<String> {
    if let Some(close) = conversation.quic.end() {
        return Some(closed(close));
    }
    let reset = |side| conversation.quic.sent[side].reset > 0;
    let side = [Side::Server, Side::Client].into_iter().find(|side| reset(*side))?;
    Some(format!("the {side} had lost the connection's state, and reset it"))
}

/// Who closed it, and with which code.
pub(super) fn closed(close: &Close) -> String {
    let what = if close.application { "application code " } else { "" };
    let reason = close.reason.as_ref().map(|reason| format!(", “{reason}”")).unwrap_or_default();
    let where_ = if close.in_clear { format!(", {FORGEABLE}") } else { String::new() };
    format!("closed by the {}: {what}{}{reason}{where_}", close.side, close.called())
}

/// What a listener learned beside what a hello says.
pub(super) fn leaks(conversation: &Conversation) -> Vec<String> {
    let quic = &conversation.quic;
    let mut leaks = Vec::new();
    let parameters = quic.parameters.client.len() as u64;
    if parameters > 0 && !conversation.tls.offer.versions.is_empty() {
        leaks.push(format!(
            "{} of the client, a fingerprint of its program",
            count(parameters, "QUIC transport parameter", "QUIC transport parameters")
        ));
    }
    let ids = quic.ids.client.len() + quic.ids.server.len();
    if ids > 0 {
        leaks.push("connection IDs: they tie packets to one connection".to_owned());
    }
    if quic.spins.client == [true; 2] && quic.spins.server == [true; 2] {
        leaks.push("perhaps the round-trip time: the spin bit changes on both sides".to_owned());
    }
    // Nothing but first bits spoke for QUIC.
    let guessed = conversation.is_of_quic() && quic.is_middle() && quic.continues.is_none() && quic.opened().0 == 0;
    if leaks.is_empty() && guessed {
        leaks.push("not known; if it is not QUIC, anything that is not encrypted can be read".to_owned());
    }
    leaks
}
