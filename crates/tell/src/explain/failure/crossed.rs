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
            format!("the client sent plain HTTP to port {port}, which speaks TLS, and the server refused it"),
            asked(conversation),
            "the server answered in TLS",
            use_https(port),
        ),
        (Spoken::Tls, Spoken::Http) => (
            "TLS to an HTTP port",
            format!("the client sent a ClientHello to port {port}, and the server answered in plain HTTP"),
            offered(tls),
            "the server answered in plain HTTP",
            format!("use http:// for port {port}, or configure the server to speak TLS there"),
        ),
        (Spoken::Tls, Spoken::Other) => (
            "TLS to another protocol",
            format!("the client sent a ClientHello to port {port}, and the server answered in another protocol"),
            offered(tls),
            "the server answered in another protocol",
            format!(
                "check which program listens on port {port}; some protocols start in the clear and switch to TLS later (STARTTLS)"
            ),
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
    format!("use https:// for port {port}")
}

/// A server that understands both says in HTTP that it wants TLS.
fn told_in_clear(conversation: &Conversation) -> Option<Failure> {
    let answer = conversation.http.last.as_ref()?;
    let says = answer.says.as_ref()?;
    let is_refused = answer.status == 400 && NAMES_HTTPS.iter().any(|name| says.contains(name));
    (conversation.begins_with(Side::Client, Spoken::Http) && is_refused).then(|| {
        let port = conversation.server.port();
        let what = format!(
            "the client sent plain HTTP to port {port}, which speaks TLS, and the server refused it in plain HTTP"
        );
        let answered = format!("the server answered {}: {says}", answer.status);
        Failure::new(PLAIN, what, vec![asked(conversation), answered], use_https(port))
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
        let what = format!(
            "the client sent plain HTTP to port {port}, which usually speaks TLS: the server did not answer and {how}"
        );
        let remedy = format!(
            "{}, if the server speaks TLS there; if not, check the server's log for why it {how}",
            use_https(port)
        );
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
    let what = format!("the client sent a hello in SSL 2.0 format, and the server chose no version: {how}");
    let remedy = "SSL 2.0 is forbidden (RFC 6176), and servers do not have to understand its hello: update the client, or turn off SSL 2.0 in it";
    Some(Failure::new("SSL 2.0 hello", what, Vec::new(), remedy))
}
