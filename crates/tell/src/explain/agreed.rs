//! What both sides of a handshake of TLS agreed on, whatever carries it, and what that hides.

use super::conversation::{Conversation, Spoken};
use crate::render::value::count;
use wirewalk_dissect::recording::{Side, Sides};

/// What was agreed on, the version first, and how the session began.
pub(super) fn agreed(conversation: &Conversation, version: &str) -> Vec<String> {
    let tls = &conversation.tls;
    let agreed = [&tls.suite, &tls.group].into_iter().flatten().cloned();
    let resumed = tls.is_resumed() && conversation.missing == 0;
    let resumed = resumed.then(|| "resumed".to_owned());
    let early = match tls.early_data.both() {
        [_, true] => Some("early data, which can be replayed".to_owned()),
        [true, _] => Some("early data tried".to_owned()),
        _ => None,
    };
    std::iter::once(version.to_owned()).chain(agreed).chain(early).chain(resumed).collect()
}

/// Whose bytes are all missing, where they are known to have been sent.
pub(super) fn one_sided(conversation: &Conversation) -> Option<&'static str> {
    let unseen = |side| conversation.bytes[side] == 0 && conversation.cut[side];
    match () {
        () if unseen(Side::Client) => Some("the client's side is not in the capture"),
        () if unseen(Side::Server) => Some("the server's side is not in the capture"),
        () => None,
    }
}

/// What is wrong with a certificate that was taken all the same.
pub(super) fn papers(conversation: &Conversation) -> Option<String> {
    let of = |side| {
        let finding = conversation.papers.fault(side)?;
        Some(format!("the certificate that the {side} showed: {}", finding.what))
    };
    let said: Vec<String> = [Side::Server, Side::Client].into_iter().filter_map(of).collect();
    (!said.is_empty()).then(|| said.join(", "))
}

pub(super) fn age(version: &str) -> &'static str {
    match version {
        "TLS 1.3" | "TLS 1.2" => "",
        _ if version.starts_with("TLS 1.3 (draft") => " (from before the standard was finished)",
        "SSL 2.0" | "SSL 3.0" | "TLS 1.0" | "TLS 1.1" => " (outdated: no browser supports it any more)",
        _ => " (a version that no standard defines)",
    }
}

/// What is spoken inside, as far as that was opened.
fn inside(conversation: &Conversation) -> String {
    let tls = &conversation.tls;
    match (conversation.inside, &tls.alpn) {
        (Some(Spoken::Http | Spoken::Http2 | Spoken::Http3), _) if !conversation.dns.list.is_empty() => {
            "DNS over HTTPS inside".to_owned()
        }
        (Some(Spoken::Http), _) if conversation.websocket => "HTTP/1.1 inside, then WebSocket".to_owned(),
        (Some(Spoken::Http), _) => "HTTP/1.1 inside".to_owned(),
        (Some(Spoken::Http2), _) => "HTTP/2 inside".to_owned(),
        (Some(Spoken::Http3), _) => "HTTP/3 inside".to_owned(),
        (Some(Spoken::Dns), _) => "DNS inside".to_owned(),
        (Some(Spoken::Clear(name)), _) => format!("{name} inside"),
        (Some(Spoken::Tls), _) => "TLS inside, in a tunnel".to_owned(),
        (None, _) if has_no_data(conversation) => "nothing was sent inside".to_owned(),
        (_, Some(alpn)) => format!("{alpn} inside"),
        _ => "something else inside".to_owned(),
    }
}

/// Whether what is encrypted could be opened, and what is in it: so many records or packets were, and so many were not.
pub(super) fn opened_words(
    conversation: &Conversation,
    (opened, sealed): (u64, u64),
    [one, more]: [&str; 2],
) -> String {
    let tls = &conversation.tls;
    let inside = inside(conversation);
    match (opened, sealed) {
        (0, 0) => format!("no encrypted {one}"),
        (0, _) if tls.misfits != Sides::default() => "not decrypted: the key given for it does not fit".to_owned(),
        (0, _) => format!("not decrypted: {}", tls.private_key.unwrap_or("no key for it")),
        (_, 0) => format!("decrypted: {inside}"),
        (_, sealed) if conversation.inside.is_none() && has_no_data(conversation) => {
            format!("decrypted except for {}", count(sealed, one, more))
        }
        (_, sealed) => format!("decrypted except for {}: {inside}", count(sealed, one, more)),
    }
}

/// Whether no data was read.
fn has_no_data(conversation: &Conversation) -> bool {
    conversation.tls.read == Sides::default() && !conversation.quic.has_data()
}
