//! How a conversation was protected, and what a listener learned of it all the same.

use super::agreed::{age, agreed, one_sided, opened_words, papers};
use super::conversation::{Conversation, Spoken};
use super::{names, over_quic, tunnels, upgrade};
use crate::render::value::count;
use wirewalk_dissect::dns::facts::Lookup;
use wirewalk_dissect::facts::{PROXY, handshake_type};
use wirewalk_dissect::recording::Side;

/// How what is in clear is protected.
const NOT_AT_ALL: &str = "not at all: ";

/// How it was protected, in a few words; and what authorities answered about certificates.
pub fn protection(conversation: &Conversation) -> String {
    let ended = over_quic::ended(conversation).map(|ended| format!("; {ended}"));
    let answers = conversation.papers.revocation.answers.iter().map(|answer| format!("; {answer}"));
    std::iter::once(protected(conversation)).chain(ended).chain(answers).collect()
}

fn protected(conversation: &Conversation) -> String {
    let upgraded = upgrade::before(conversation).unwrap_or_default();
    let alone = |conversation| format!("{upgraded}{}", alone(conversation));
    let Some(innermost) = conversation.tunnels.last() else { return alone(conversation) };
    let inside = match conversation.begins.both() {
        [None, None] => "nothing was sent in it".to_owned(),
        _ if innermost.by == PROXY => alone(conversation),
        _ => {
            let how = alone(conversation);
            match how.strip_prefix(NOT_AT_ALL) {
                Some(what) => format!("in it {what}, not protected at all"),
                None => format!("in it {how}"),
            }
        }
    };
    let through: Vec<String> = conversation.tunnels.iter().map(tunnels::through).chain([inside]).collect();
    through.join("; ")
}

/// The same without the tunnels in which it lies.
pub(super) fn alone(conversation: &Conversation) -> String {
    if let Some(said) = over_quic::protection(conversation) {
        return said;
    }
    let tls = &conversation.tls;
    let client = |spoken| conversation.begins_with(Side::Client, spoken);
    let server = |spoken| conversation.begins_with(Side::Server, spoken);
    let speaks_tls = client(Spoken::Tls) || server(Spoken::Tls);
    if speaks_tls && conversation.lacks_hellos() {
        return missing_beginning(conversation);
    }
    if speaks_tls && let Some(version) = &tls.version {
        let one_sided = one_sided(conversation).map(|said| format!("; {said}")).unwrap_or_default();
        let papers = papers(conversation).map(|said| format!("; {said}")).unwrap_or_default();
        let [opened, sealed] = [tls.opened, tls.sealed].map(|of| of.client.saturating_add(of.server));
        let agreed = agreed(conversation, version).join(", ");
        return format!(
            "{agreed}{}; {}{one_sided}{papers}",
            age(version),
            opened_words(conversation, (opened, sealed), ["record", "records"])
        );
    }
    if speaks_tls && tls.cut.server {
        return "TLS; the capture kept too little of the ServerHello to tell which version".to_owned();
    }
    if client(Spoken::Tls) && server(Spoken::Tls) || tls.ssl2 {
        return "TLS was tried, but no version was chosen".to_owned();
    }
    if speaks_tls {
        return "TLS on one side only".to_owned();
    }
    let begins = conversation.begins.both().into_iter().flatten().next();
    match begins {
        Some(Spoken::Http) if conversation.websocket => "not at all: HTTP in the clear, then WebSocket".to_owned(),
        Some(Spoken::Http) => "not at all: HTTP in the clear".to_owned(),
        Some(Spoken::Proxy) => "SOCKS in the clear, and no tunnel was opened".to_owned(),
        Some(Spoken::Http2) => "not at all: HTTP/2 in the clear".to_owned(),
        Some(Spoken::WebSocket) => "not at all: WebSocket in the clear".to_owned(),
        Some(Spoken::Dns) => dns_in_clear(conversation).to_owned(),
        Some(Spoken::Clear(name)) => upgrade::in_clear(name, &conversation.upgrade),
        Some(Spoken::Lesson3) => "lesson 3's key exchange, with nobody to vouch for the keys".to_owned(),
        Some(Spoken::Other) if !conversation.opened && !conversation.named => {
            "unknown: opened before the capture, and nothing recognised".to_owned()
        }
        Some(Spoken::Other) => conversation.other.clone().unwrap_or_else(|| "unknown: nothing recognised".to_owned()),
        None if !conversation.asked => "nothing was sent; opened before the capture".to_owned(),
        // What QUIC is, is told above; HTTP/3 lies in it.
        Some(Spoken::Tls | Spoken::Quic | Spoken::Http3) | None => "nothing was sent".to_owned(),
    }
}

/// DNS that is not inside TLS.
fn dns_in_clear(conversation: &Conversation) -> &'static str {
    let to = conversation.server;
    match to.port() {
        _ if !conversation.is_of_datagrams() => "not at all: DNS over TCP in the clear",
        5353 => "not at all: multicast DNS, to everyone on the network",
        5355 => "not at all: LLMNR, to everyone on the network",
        _ => "not at all: DNS in the clear",
    }
}

/// What DNS in clear gives away: each name, with what was asked about it and what was answered.
fn names_asked(conversation: &Conversation) -> Vec<String> {
    let dns = &conversation.dns;
    let mut names: Vec<&str> = Vec::new();
    for lookup in dns.list.iter().filter(|lookup| lookup.asked.is_some() || lookup.answer.is_some()) {
        if !names.contains(&lookup.name.as_str()) {
            names.push(&lookup.name);
        }
    }
    let told = names.iter().take(NAMES).map(|name| {
        let of: Vec<&Lookup> = dns.list.iter().filter(|lookup| lookup.name == *name).collect();
        let kinds = listed(of.iter().map(|lookup| lookup.kind.clone()), ", ");
        let answers = listed(of.iter().filter_map(|lookup| Some(lookup.answer.as_ref()?.words())), "; ");
        let asked = if of.iter().any(|lookup| lookup.asked.is_some()) { "asked for" } else { "in an answer" };
        let answers = if answers.is_empty() { String::new() } else { format!(", and the answer: {answers}") };
        format!("the name {asked}: {name} ({kinds}){answers}")
    });
    let mut leaks: Vec<String> = told.collect();
    let more = names.len().saturating_sub(NAMES) as u64 + dns.more + (dns.all().count() - dns.list.len()) as u64;
    if more > 0 {
        leaks.push(format!("and {}", count(more, "more question", "more questions")));
    }
    leaks
}

/// Each of them once.
fn listed(all: impl Iterator<Item = String>, between: &str) -> String {
    let mut once: Vec<String> = Vec::new();
    for one in all {
        if !once.contains(&one) {
            once.push(one);
        }
    }
    once.join(between)
}

/// So many names are told.
const NAMES: usize = 4;

/// TLS of which neither hello says what was agreed on.
fn missing_beginning(conversation: &Conversation) -> String {
    let missing = "TLS whose beginning is missing";
    match one_sided(conversation) {
        Some(side) => format!("{missing}: {side}"),
        None if !conversation.opened && !conversation.begins_with_hello() => {
            format!("{missing}: opened before the capture")
        }
        None => missing.to_owned(),
    }
}

/// What whoever listened learned, beside addresses, ports, sizes and times, which nothing here hides.
pub fn leaks(conversation: &Conversation) -> Vec<String> {
    let (tls, http) = (&conversation.tls, &conversation.http);
    let mut leaks: Vec<String> = conversation.tunnels.iter().flat_map(tunnels::leaks).collect();
    leaks.extend(tunnels::ends_leaked(&conversation.through));
    leaks.extend(conversation.asking.open().map(tunnels::leaks).into_iter().flatten());
    leaks.extend(upgrade::leaks(conversation));
    if http.in_clear {
        leaks.push("everything: addresses, pages, answers".to_owned());
        leaks.extend(http.examples.first().cloned());
        leaks.extend(http.delicate.iter().map(|what| format!("{what}: anyone who has them can act as their owner")));
    }
    if tls.has_said(Side::Client, handshake_type::CLIENT_HELLO) {
        let whence = if conversation.is_of_quic() { over_quic::INITIAL } else { "" };
        leaks.extend(tls.offer.server_name.as_deref().map(|name| format!("{}{whence}", names::leaked(tls, name))));
        if !tls.offer.alpn.is_empty() {
            leaks.push(format!("protocols that the client offers: {}", tls.offer.alpn.join(", ")));
        }
    }
    leaks.extend(over_quic::leaks(conversation));
    if tls.certificate_in_clear.server {
        let names = match tls.names_in_clear.as_slice() {
            [] => String::new(),
            names => format!(": {}", names.join(", ")),
        };
        leaks.push(format!("the server's certificate{names}"));
    }
    if tls.certificate_in_clear[Side::Client] {
        let sight = conversation.papers.of(Side::Client).and_then(|shown| shown.sight.as_ref());
        let who = sight.map(|sight| format!(": {}", sight.subject)).unwrap_or_default();
        leaks.push(format!("the client's certificate, and with it the client's identity{who}"));
    }
    if http.in_clear && !conversation.papers.revocation.asked.is_empty() {
        let serials = conversation.papers.revocation.asked.join(", ");
        leaks.push(format!(
            "which certificates the client asks about, and so which sites it visits (serial numbers {serials})"
        ));
    }
    if tls.suite.as_deref().is_some_and(|suite| suite.contains("_NULL_")) {
        leaks.push("everything: the cipher suite encrypts nothing".to_owned());
    }
    if conversation.begins.contains(&Some(Spoken::Dns)) {
        leaks.extend(names_asked(conversation));
    }
    if leaks.is_empty() && conversation.begins.both().contains(&Some(Spoken::Other)) {
        leaks.push("not known; anything that is not encrypted can be read".to_owned());
    }
    leaks
}
