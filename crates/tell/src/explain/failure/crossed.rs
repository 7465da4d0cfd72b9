//! One side speaks TLS, and the other does not.

use super::told::Failure;
use super::tried::offered;
use crate::explain::conversation::{Conversation, Spoken};
use wirewalk_dissect::recording::{Side, Sides};

/// What nginx says to plain HTTP on a port for TLS, and others in their own words.
const NAMES_HTTPS: [&str; 4] = ["sent to HTTPS port", "HTTPS port", "SSL-enabled server port", "speaking plain HTTP"];

pub(super) fn crossed(conversation: &Conversation) -> Option<Failure> {
    answered_in_another(conversation)
        .or_else(|| told_in_clear(conversation))
        .or_else(|| reset_at_once(conversation))
        .or_else(|| ssl2(conversation))
}

fn answered_in_another(conversation: &Conversation) -> Option<Failure> {
    let (port, tls) = (conversation.server.port(), &conversation.tls);
    let Sides { client, server } = conversation.begins;
    if !conversation.begins_with_hello() && client == Some(Spoken::Tls) {
        return None;
    }
    let (name, what, asked, answered, remedy) = match (client?, server?) {
        (Spoken::Http, Spoken::Tls) => (
            PLAIN,
            "plain HTTP to a port that speaks TLS: the server refused",
            asked(conversation),
            "the server answered in TLS",
            use_https(port),
        ),
        (Spoken::Tls, Spoken::Http) => (
            "TLS to an HTTP port",
            "TLS to a port that speaks plain HTTP: the server did not understand",
            offered(tls),
            "the server answered in plain HTTP",
            format!("ask with http:// where the port is {port}, or let the server speak TLS there"),
        ),
        (Spoken::Tls, Spoken::Other) => (
            "TLS to another protocol",
            "TLS to a port that speaks something else",
            offered(tls),
            "the server answered in another protocol",
            "check what listens there; some protocols begin in clear and switch to TLS later (STARTTLS)".to_owned(),
        ),
        _ => return None,
    };
    Some(Failure::new(name, what, vec![asked, answered.to_owned()], remedy))
}

const PLAIN: &str = "HTTP to a TLS port";

fn asked(conversation: &Conversation) -> String {
    format!(
        "the client asked in plain HTTP: {}",
        conversation.http.examples.first().map_or("something", String::as_str)
    )
}

fn use_https(port: u16) -> String {
    format!("ask with https:// where the port is {port}")
}

/// A server that understands both says in HTTP that it wants TLS.
fn told_in_clear(conversation: &Conversation) -> Option<Failure> {
    let answer = conversation.http.last.as_ref()?;
    let says = answer.says.as_ref()?;
    let is_refused = answer.status == 400 && NAMES_HTTPS.iter().any(|name| says.contains(name));
    (conversation.begins_with(Side::Client, Spoken::Http) && is_refused).then(|| {
        let what = "plain HTTP to a port that speaks TLS: the server refused, in plain HTTP";
        let answered = format!("the server answered {}: {says}", answer.status);
        Failure::new(PLAIN, what, vec![asked(conversation), answered], use_https(conversation.server.port()))
    })
}

/// One that understands TLS alone breaks off. By the port it is likely one; what the server speaks, nobody heard.
fn reset_at_once(conversation: &Conversation) -> Option<Failure> {
    let port = conversation.server.port();
    let silent = conversation.bytes[Side::Server] == 0 && conversation.missing == 0;
    let gone = conversation.reset == Some(Side::Server) || conversation.ended[Side::Server];
    let asks = conversation.begins_with(Side::Client, Spoken::Http) && conversation.http.in_clear;
    let by_custom = port % 1000 == 443 || matches!(port, 465 | 636 | 853 | 993 | 995 | 4433 | 5986 | 6443);
    (asks && silent && gone && by_custom).then(|| {
        let how =
            if conversation.reset == Some(Side::Server) { "reset the connection" } else { "closed the connection" };
        let what = format!("plain HTTP to a port where TLS is spoken by custom: the server answered nothing and {how}");
        let remedy = format!("{}, if TLS is spoken there; if not, the server's log says why it {how}", use_https(port));
        Failure::new(PLAIN, what, vec![asked(conversation)], remedy)
    })
}

/// A hello of 1995, which servers of today do not answer in TLS.
fn ssl2(conversation: &Conversation) -> Option<Failure> {
    let tls = &conversation.tls;
    if !tls.ssl2 || tls.version.is_some() || conversation.missing > 0 {
        return None;
    }
    let how = match (tls.alerts.first(), conversation.reset, conversation.ended) {
        (Some(alert), _, _) => format!("the {} sent alert {} {}", alert.side, alert.number, alert.name),
        (None, Some(side), _) => format!("the {side} reset the connection"),
        (None, None, Sides { server: true, .. }) => "the server closed the connection".to_owned(),
        (None, None, Sides { client: true, .. }) => "the client closed the connection".to_owned(),
        (None, None, _) => "no answer is in the capture".to_owned(),
    };
    let what = format!("the client began in the format of SSL 2.0, and the server chose no version: {how}");
    let remedy = "SSL 2.0 is forbidden (RFC 6176), and servers need not understand its hello: update the client, or turn SSL 2.0 off in it";
    Some(Failure::new("SSL 2.0 hello", what, Vec::new(), remedy))
}
