//! Questions about names that came to nothing.

use super::told::Failure;
use crate::explain::conversation::Conversation;
use crate::render::value::count;
use wirewalk_dissect::dns::facts::{Answer, Lookup};

const FORMAT: u64 = 1;
const SERVER_FAILURE: u64 = 2;
const NO_SUCH_NAME: u64 = 3;
const NOT_IMPLEMENTED: u64 = 4;
const REFUSED: u64 = 5;

/// A name that does not exist, a server that failed or refused, a question without an answer. Of several, the first.
pub(super) fn failed(conversation: &Conversation) -> Option<Failure> {
    let refused = conversation.dns.list.iter().find_map(|lookup| refusal(conversation, lookup));
    refused.or_else(|| unanswered(conversation))
}

fn refusal(conversation: &Conversation, lookup: &Lookup) -> Option<Failure> {
    let answer = lookup.answer.as_ref().filter(|answer| answer.code != 0)?;
    let (name, server) = (&lookup.name, conversation.server);
    let (short, what, remedy) = match answer.code {
        NO_SUCH_NAME => (
            "no such name",
            format!("{name} does not exist: {server} answered NXDOMAIN"),
            "check the spelling; if the name is new, a resolver may remember for a while that it did not exist".to_owned(),
        ),
        SERVER_FAILURE => (
            "resolver failed",
            format!("{server} could not find an answer for {name} (SERVFAIL)"),
            "ask another resolver; if there is an answer when signatures are not checked (dig +cd), the zone's DNSSEC is broken; \
             otherwise the zone's servers do not answer"
                .to_owned(),
        ),
        REFUSED => (
            "resolver refused",
            format!("{server} refused to answer for {name} (REFUSED)"),
            "ask a resolver that serves this network: this one does not answer this client, or answers only for its own names".to_owned(),
        ),
        FORMAT => (
            "query not understood",
            format!("{server} did not understand the question for {name} (FORMERR)"),
            "some old servers cannot handle options: ask again without EDNS (dig +noedns)".to_owned(),
        ),
        NOT_IMPLEMENTED => (
            "query not supported",
            format!("{server} does not support this kind of question for {name} (NOTIMP)"),
            "ask another server, or for another type".to_owned(),
        ),
        _ => (
            "name not resolved",
            format!("{server} answered {} to the question for {name}", answer.code_name),
            format!("look up what {} means in answer to a {} question", answer.code_name, lookup.kind),
        ),
    };
    Some(Failure::new(short, format!("{what}{}", reason(answer)), tried(conversation, lookup), remedy))
}

/// What the extended error says.
fn reason(answer: &Answer) -> String {
    let Some((name, meaning, text)) = &answer.error else { return String::new() };
    let text = text.as_ref().map(|text| format!(", “{text}”")).unwrap_or_default();
    match meaning.as_str() {
        "" => format!("; the reason it gives: {name}{text}"),
        meaning => format!("; the reason it gives: {name} ({meaning}){text}"),
    }
}

/// What is sent to everyone may well be answered by nobody.
fn unanswered(conversation: &Conversation) -> Option<Failure> {
    let server = conversation.server;
    let to_all = server.ip().is_multicast() || matches!(server.port(), 5353 | 5355);
    let waits = |lookup: &&Lookup| lookup.answer.is_none() && lookup.asked.is_some();
    let lookup = conversation.dns.all().find(waits).filter(|_| !to_all)?;
    Some(Failure::new(
        "no answer",
        format!("no answer to the question for {} ({}) is in the capture", lookup.name, lookup.kind),
        tried(conversation, lookup),
        format!(
            "check that {} is a resolver, and that firewalls allow UDP and TCP to port {}; a capture that ends too early looks the same",
            server.ip(),
            server.port()
        ),
    ))
}

fn tried(conversation: &Conversation, lookup: &Lookup) -> Vec<String> {
    let times = match lookup.times {
        0 => return Vec::new(),
        1 => String::new(),
        times => format!(", {}", count(times.into(), "time", "times")),
    };
    vec![format!("the client asked {} for {} ({}){times}", conversation.server, lookup.name, lookup.kind)]
}
