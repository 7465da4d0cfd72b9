//! Where a message ends (RFC 9112 §6.3), and everything in a head that two programs could read differently.

use crate::cursor::blame;
use crate::field::{Field, Span};
use crate::recording::Side;

/// What a head says, as far as the messages after it depend on it.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// The request's method.
    pub method: Option<String>,
    /// The response's status.
    pub status: Option<u16>,
    /// Whether it is HTTP/1.1, where Host is required and chunks exist.
    pub version_11: bool,
    /// Field and value of each Content-Length line.
    pub lengths: Vec<(usize, String)>,
    /// Field and value of each Transfer-Encoding line.
    pub codings: Vec<(usize, String)>,
    /// Field of each Host line.
    pub hosts: Vec<usize>,
    /// What the Upgrade line says.
    pub upgrade: Option<String>,
    /// What the client wants to have answered before it speaks WebSocket, and where it stands.
    pub key: Option<(Span, String)>,
    /// The extensions of WebSocket that a server agrees to.
    pub extensions: String,
    /// Field of the answer to the key.
    pub accepts: Option<usize>,
    /// Field of the start line.
    pub start_line: Option<usize>,
    /// Whether the empty line was there.
    pub complete: bool,
}

/// What follows a head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Framing {
    /// The next message.
    Nothing,
    /// So many bytes of body.
    Length(u64),
    /// A body in chunks.
    Chunked,
    /// A body that ends with the connection.
    UntilClose,
    /// A tunnel, if the proxy opens it.
    Asked,
    /// No HTTP any more.
    Tunnel(String),
    /// Nobody can tell.
    Unknown(&'static str),
}

/// What a request asked for, as far as the shape of its answer depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Head,
    Connect,
    Other,
}

impl Asked {
    pub(super) fn of(method: Option<&str>) -> Asked {
        match method {
            Some("HEAD") => Asked::Head,
            Some("CONNECT") => Asked::Connect,
            _ => Asked::Other,
        }
    }
}

/// What follows a request's head.
pub(super) fn of_request(facts: &Facts) -> Framing {
    match facts.method.as_deref() {
        Some("PRI") => Framing::Tunnel("HTTP/2".to_owned()),
        Some("CONNECT") => Framing::Asked,
        _ if !facts.codings.is_empty() && chunked_last(facts) => Framing::Chunked,
        _ if !facts.codings.is_empty() => Framing::Unknown("the body's transfer coding is unknown"),
        _ if facts.lengths.is_empty() => Framing::Nothing,
        _ => length(facts).map_or(Framing::Unknown("the body's length is not a number"), Framing::Length),
    }
}

/// What follows a response's head, given the request that it answers.
pub(super) fn of_response(facts: &Facts, asked: Asked) -> Framing {
    let status = facts.status.unwrap_or_default();
    match (status, asked) {
        (101, _) => Framing::Tunnel(facts.upgrade.clone().unwrap_or_else(|| "another protocol".to_owned())),
        (200..=299, Asked::Connect) => Framing::Tunnel("a tunnel".to_owned()),
        (100..=199 | 204 | 304, _) | (_, Asked::Head) => Framing::Nothing,
        _ if !facts.codings.is_empty() && chunked_last(facts) => Framing::Chunked,
        _ if !facts.codings.is_empty() => Framing::UntilClose,
        _ => length(facts).map_or(Framing::UntilClose, Framing::Length),
    }
}

fn chunked_last(facts: &Facts) -> bool {
    let last = facts.codings.last().and_then(|(_, value)| value.rsplit(',').next());
    last.is_some_and(|coding| coding.trim().eq_ignore_ascii_case("chunked"))
}

/// The first length that is a number.
fn length(facts: &Facts) -> Option<u64> {
    facts.lengths.iter().flat_map(|(_, value)| value.split(',')).find_map(|v| exact(v.trim()))
}

/// Digits and nothing else: `+5`, `0x5` and `-1` are none.
fn exact(digits: &str) -> Option<u64> {
    Some(digits).filter(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()
}

/// Marks what two programs could read differently.
pub(super) fn judge(fields: &mut [Field], side: Side, facts: &Facts) {
    judge_lengths(fields, facts);
    judge_codings(fields, facts);
    let host_required = side == Side::Client && facts.version_11 && facts.complete;
    if host_required && facts.hosts.is_empty() {
        blame_at(
            fields,
            facts.start_line,
            "HTTP/1.1 requires a Host header, but there is none, so the site is \
            unknown",
        );
    }
    if let [_, second, ..] = facts.hosts.as_slice() {
        blame_at(fields, Some(*second), "a second Host header: one program uses the first, another the last");
    }
}

fn judge_lengths(fields: &mut [Field], facts: &Facts) {
    let mut first: Option<&str> = None;
    for (at, value) in &facts.lengths {
        for number in value.split(',').map(str::trim) {
            if exact(number).is_none() {
                let problem =
                    format!("{number:?} is not a length: one program guesses a number, another refuses the message");
                blame_at(fields, Some(*at), problem);
            }
            match first {
                None => first = Some(number),
                Some(other) if exact(other) == exact(number) => {
                    blame_at(
                        fields,
                        Some(*at),
                        "the length is given twice, which is harmless as long as both are \
                        equal",
                    );
                }
                Some(other) => {
                    let problem = format!(
                        "two lengths, {other} and {number}: one program uses the first, another the last, so they \
                            split the stream into different messages (request smuggling)"
                    );
                    blame_at(fields, Some(*at), problem);
                }
            }
        }
    }
}

fn judge_codings(fields: &mut [Field], facts: &Facts) {
    for (at, value) in &facts.codings {
        if !facts.lengths.is_empty() {
            blame_at(
                fields,
                Some(*at),
                "Transfer-Encoding and Content-Length: one program counts chunks, another bytes, so they split the \
                    stream into different messages (request smuggling)",
            );
        }
        if !value.trim().eq_ignore_ascii_case("chunked") {
            let problem = format!("{value:?} is not `chunked`: a program that does not know it may ignore it");
            blame_at(fields, Some(*at), problem);
        }
        if !facts.version_11 {
            blame_at(fields, Some(*at), "HTTP/1.0 has no Transfer-Encoding: one program ignores it, another obeys it");
        }
    }
    if let [_, second, ..] = facts.codings.as_slice() {
        blame_at(fields, Some(second.0), "a second Transfer-Encoding: one program uses the first, another the last");
    }
}

fn blame_at(fields: &mut [Field], at: Option<usize>, problem: impl Into<std::borrow::Cow<'static, str>>) {
    if let Some(field) = at.and_then(|at| fields.get_mut(at)) {
        blame(field, problem);
    }
}
