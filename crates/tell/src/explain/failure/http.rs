//! What failed above TLS: the answer says so, the stream was reset, the body is not whole.

use super::told::Failure;
use crate::explain::conversation::{Conversation, Spoken};
use crate::explain::exchanges::{Answer, Body};
use wirewalk_dissect::recording::Side;

/// What failed, if HTTP tells.
pub(super) fn failed(conversation: &Conversation) -> Option<Failure> {
    going_round(conversation)
        .or_else(|| reset_stream(conversation))
        .or_else(|| going_away(conversation))
        .or_else(|| broken_chunk(conversation))
        .or_else(|| refused(conversation))
        .or_else(|| called_in_vain(conversation))
        .or_else(|| cut_short(conversation))
        .or_else(|| unanswered(conversation))
}

fn asked(request: Option<&String>) -> Vec<String> {
    request.map(|request| format!("the client asked: {request}")).into_iter().collect()
}

/// The last answer says that the request failed.
fn refused(conversation: &Conversation) -> Option<Failure> {
    let answer = conversation.http.last.as_ref().filter(|answer| answer.status >= 400)?;
    let Answer { status, name, request, says, .. } = answer;
    let says_so = says.as_ref().map(|says| format!(", and its page says “{says}”")).unwrap_or_default();
    let what = format!("the server answered {status} {name}{says_so}");
    let mut tried = asked(request.as_ref());
    let mut remedy = answer.meaning.clone();
    if let Some(about) = of_certificate(conversation, answer) {
        tried.extend(about.0);
        remedy = about.1;
    }
    let class = if *status >= 500 { "HTTP error of the server" } else { "HTTP request refused" };
    Some(Failure::new(class, what, tried, remedy))
}

/// The last call of gRPC failed, whatever HTTP says of it.
fn called_in_vain(conversation: &Conversation) -> Option<Failure> {
    let call = conversation.http.call.as_ref()?;
    let says = call.says.as_ref().filter(|says| !says.is_empty()).map(|says| format!(": “{says}”")).unwrap_or_default();
    let what = format!("the gRPC call ended with {}{says}, although the HTTP status reports success", call.name);
    let request = conversation.http.last.as_ref().and_then(|answer| answer.request.as_ref());
    let remedy = call.meaning.clone().unwrap_or_else(|| "check the server's log".to_owned());
    Some(Failure::new("gRPC call failed", what, asked(request), remedy))
}

/// nginx and others take a bad client's certificate in the handshake and refuse it with 400 (or 403, 495, 496) inside.
fn of_certificate(conversation: &Conversation, answer: &Answer) -> Option<(Vec<String>, String)> {
    let says = answer.says.as_deref().unwrap_or_default();
    let about =
        ["SSL certificate", "client certificate", "Client certificate"].iter().any(|words| says.contains(words))
            || matches!(answer.status, 495 | 496);
    if !about {
        return None;
    }
    let wanted = match conversation.papers.wanted.as_slice() {
        [] => String::new(),
        names => format!(" issued by {}", names.join(" | ")),
    };
    let none = says.contains("No required") || answer.status == 496;
    let shown = conversation.papers.of(Side::Client);
    Some(match shown {
        Some(shown) if shown.sight.is_none() => (
            vec!["the client showed no certificate: its list was empty".to_owned()],
            format!("the client must show a certificate{wanted} (curl: --cert and --key)"),
        ),
        None if none => (Vec::new(), format!("the client must show a certificate{wanted} (curl: --cert and --key)")),
        Some(shown) => {
            let sight = shown.sight.as_ref();
            let whose =
                sight.map(|s| format!("the client showed a certificate for {}, issued by {}", s.subject, s.issuer));
            let faults = shown.findings().iter().find(|f| f.certain).or_else(|| shown.findings().first());
            let remedy = match faults {
                Some(f) => format!("the client's certificate: {} ({}). {}", f.what, f.evidence, f.repair),
                None => format!("the server does not accept this certificate{}: check its log", asks_for(&wanted)),
            };
            (whose.into_iter().collect(), remedy)
        }
        None => (
            Vec::new(),
            format!(
                "the server does not accept the client's certificate{}: another authority issued it, it has expired, or the client \
                 did not send the intermediate certificates. The server's log says which",
                asks_for(&wanted)
            ),
        ),
    })
}

fn asks_for(wanted: &str) -> String {
    if wanted.is_empty() { String::new() } else { format!(" (it asks for one{wanted})") }
}

/// RST_STREAM with an error.
fn reset_stream(conversation: &Conversation) -> Option<Failure> {
    let reset = conversation.http.reset.as_ref()?;
    let about = reset.request.as_ref().map(|request| format!(" for {request}")).unwrap_or_default();
    let what = format!("the {} reset stream {}{about}: {} ({})", reset.side, reset.stream, reset.code, reset.meaning);
    let remedy = match reset.side {
        Side::Client => {
            "the client no longer wanted the answer, or could not process it: read the client's own message"
        }
        Side::Server => "the server gave up on this request: check its log; the connection goes on",
    };
    Some(Failure::new("stream reset", what, asked(reset.request.as_ref()), remedy))
}

/// GOAWAY with an error.
fn going_away(conversation: &Conversation) -> Option<Failure> {
    let end = conversation.http.goaway.as_ref()?;
    let remark = end.request.as_ref().map(|remark| format!(", with the message “{remark}”")).unwrap_or_default();
    let what = format!("the {} ended the connection with GOAWAY: {} ({}){remark}", end.side, end.code, end.meaning);
    let remedy = format!("the {} blames the {}: check the logs of both", end.side, end.side.other());
    Some(Failure::new("HTTP/2 connection ended", what, asked(conversation.http.examples.first()), remedy))
}

/// A body in chunks of which one cannot be read.
fn broken_chunk(conversation: &Conversation) -> Option<Failure> {
    let (side, problem) = conversation.http.broken.as_ref()?;
    let what = format!("the body that the {side} sent in chunks cannot be read: {problem}");
    let remedy = format!(
        "the {side}'s program, or a proxy in front of it, writes its chunks incorrectly: RFC 9112 section 7.1 defines their format"
    );
    Some(Failure::new("broken chunk", what, asked(conversation.http.examples.first()), remedy))
}

/// A body that ends before its end.
fn cut_short(conversation: &Conversation) -> Option<Failure> {
    let over = conversation.ended.contains(&true) || conversation.reset.is_some();
    if conversation.missing > 0 || !over || !speaks_http1(conversation) {
        return None;
    }
    [Side::Server, Side::Client].into_iter().find_map(|side| {
        let body = &conversation.http.bodies[side];
        let (had, request) = match body {
            Body::Length { total, got, request } if got < total => (format!("{got} of {total} bytes arrived"), request),
            Body::Chunked { got, done: false, request } => {
                (format!("{got} bytes arrived, without the empty chunk that ends it"), request)
            }
            _ => return None,
        };
        let kind = if side == Side::Server { "answer" } else { "request" };
        let who = match conversation.who_left() {
            Some(who) => super::handshake::how(conversation, who),
            None => "the connection ended".to_owned(),
        };
        let what = format!("the {kind} was cut short: {had}, then {who}");
        let remedy = match conversation.who_left() {
            Some(who) if who == side => format!(
                "the {side} announced more than it sent: it crashed, gave up, or counted wrongly. Check its log"
            ),
            _ => {
                format!("the {} did not wait for the rest: look for a time limit, or a user who gave up", side.other())
            }
        };
        Some(Failure::new("body cut short", what, asked(request.as_ref()), remedy))
    })
}

fn speaks_http1(conversation: &Conversation) -> bool {
    conversation.inside == Some(Spoken::Http) || conversation.begins_with(Side::Client, Spoken::Http)
}

/// A request that nobody answered before the connection ended.
fn unanswered(conversation: &Conversation) -> Option<Failure> {
    let by_server = conversation.who_left() == Some(Side::Server);
    let request = conversation.http.unanswered()?;
    (by_server && conversation.missing == 0 && conversation.http.is_read_whole(&conversation.tls)).then(|| {
        let what = format!("{} without answering the request", super::handshake::how(conversation, Side::Server));
        let remedy = "the server's program failed, or refused this request: check its log. If the request was a GET, sending it again may do no harm";
        Failure::new("no answer to the request", what, asked(Some(request)), remedy)
    })
}

/// A redirect that leads back.
fn going_round(conversation: &Conversation) -> Option<Failure> {
    let round = conversation.http.round.as_ref()?;
    let what = format!("the redirects form a loop: {}", round.join(" → "));
    let remedy = "the server sends the client back to where it came from: often a proxy in front of the server speaks plain HTTP to it although \
        it wants https://, or the client does not send back a cookie that the server set";
    Some(Failure::new("redirect loop", what, Vec::new(), remedy))
}
