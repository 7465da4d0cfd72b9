//! How a conversation was protected, and what a listener learned of it all the same.

use super::conversation::{Conversation, Spoken};
use crate::render::value::count;
use wirewalk_dissect::facts::handshake_type;
use wirewalk_dissect::recording::Side;

/// How it was protected, in a few words.
pub fn protection(conversation: &Conversation) -> String {
    let tls = &conversation.tls;
    let client = |spoken| conversation.begins_with(Side::Client, spoken);
    let server = |spoken| conversation.begins_with(Side::Server, spoken);
    let unknown = tls.version.is_none() && conversation.cut.both().contains(&true);
    if (client(Spoken::Tls) || server(Spoken::Tls)) && unknown {
        return "TLS whose beginning is missing".to_owned();
    }
    if client(Spoken::Tls) && server(Spoken::Tls) {
        let Some(version) = &tls.version else { return "TLS was tried, and no version chosen".to_owned() };
        let agreed = [&tls.suite, &tls.group].into_iter().flatten().cloned();
        let resumed = tls.is_resumed() && conversation.missing == 0;
        let resumed = resumed.then(|| "resumed".to_owned());
        let early = match tls.early_data.both() {
            [_, true] => Some("early data, which can be played again".to_owned()),
            [true, _] => Some("early data tried".to_owned()),
            _ => None,
        };
        let parts: Vec<String> = std::iter::once(version.clone()).chain(agreed).chain(early).chain(resumed).collect();
        return format!("{}{}; {}", parts.join(", "), outdated(version), opened(conversation));
    }
    if client(Spoken::Tls) || server(Spoken::Tls) {
        return "TLS on one side alone".to_owned();
    }
    let begins = conversation.begins.both().into_iter().flatten().next();
    match begins {
        Some(Spoken::Http) => "not at all: HTTP in clear".to_owned(),
        Some(Spoken::Http2) => "not at all: HTTP/2 in clear".to_owned(),
        Some(Spoken::Lesson3) => "lesson 3's key exchange, with nobody who vouches for the keys".to_owned(),
        Some(Spoken::Other) => conversation.other.clone().unwrap_or_else(|| "unknown: nothing recognised".to_owned()),
        Some(Spoken::Tls) | None => "nothing was said".to_owned(),
    }
}

fn outdated(version: &str) -> &'static str {
    match version {
        "TLS 1.3" | "TLS 1.2" => "",
        _ => " (outdated: no browser speaks it any more)",
    }
}

/// Whether its records could be opened.
fn opened(conversation: &Conversation) -> String {
    let tls = &conversation.tls;
    let [opened, sealed] = [tls.opened, tls.sealed].map(|of| of.client.saturating_add(of.server));
    let inside = match (conversation.inside, &tls.alpn) {
        (Some(Spoken::Http), _) => "HTTP/1.1 inside".to_owned(),
        (Some(Spoken::Http2), _) => "HTTP/2 inside".to_owned(),
        (None, _) => "nothing was said inside".to_owned(),
        (_, Some(alpn)) => format!("{alpn} inside"),
        _ => "something else inside".to_owned(),
    };
    match (opened, sealed) {
        (0, 0) => "no encrypted record".to_owned(),
        (0, _) => "not decrypted: no key for it".to_owned(),
        (_, 0) => format!("decrypted: {inside}"),
        (_, sealed) if conversation.inside.is_none() => {
            format!("decrypted but for {}", count(sealed, "record", "records"))
        }
        (_, sealed) => format!("decrypted but for {}: {inside}", count(sealed, "record", "records")),
    }
}

/// What whoever listened learned, beside addresses, ports, sizes and times, which nothing here hides.
pub fn leaks(conversation: &Conversation) -> Vec<String> {
    let (tls, http) = (&conversation.tls, &conversation.http);
    let mut leaks = Vec::new();
    if http.in_clear {
        leaks.push("everything: addresses, pages, answers".to_owned());
        leaks.extend(http.examples.first().cloned());
        leaks.extend(http.delicate.iter().map(|what| format!("{what}: whoever has them is who they name")));
    }
    if tls.has_said(Side::Client, handshake_type::CLIENT_HELLO) {
        leaks.extend(tls.offer.server_name.as_ref().map(|name| format!("the server's name: {name}")));
        if !tls.offer.alpn.is_empty() {
            leaks.push(format!("what the client would speak: {}", tls.offer.alpn.join(", ")));
        }
    }
    if tls.certificate_in_clear.server {
        let names = match tls.names_in_clear.as_slice() {
            [] => String::new(),
            names => format!(": {}", names.join(", ")),
        };
        leaks.push(format!("the server's certificate{names}"));
    }
    if tls.certificate_in_clear.client {
        leaks.push("the client's certificate, and with it who the person is".to_owned());
    }
    if tls.suite.as_deref().is_some_and(|suite| suite.contains("_NULL_")) {
        leaks.push("everything: the cipher suite encrypts nothing".to_owned());
    }
    if leaks.is_empty() && conversation.begins.both().contains(&Some(Spoken::Other)) {
        leaks.push("not known; what is not encrypted is read".to_owned());
    }
    leaks
}
