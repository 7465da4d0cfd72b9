//! A handshake that has no end, and a client that leaves after it.

use super::told::Failure;
use super::tried::tried;
use crate::explain::conversation::{Conversation, Spoken};
use wirewalk_dissect::facts::handshake_type;
use wirewalk_dissect::recording::{Side, Sides};

/// A handshake that has no end.
pub(super) fn unfinished(conversation: &Conversation) -> Option<Failure> {
    let tls = &conversation.tls;
    let hello = tls.has_said(Side::Client, handshake_type::CLIENT_HELLO);
    if !conversation.begins_with(Side::Client, Spoken::Tls)
        || tls.is_established()
        || !hello
        || conversation.missing > 0
        || tls.cut.client && conversation.truncated.is_none()
    {
        return None;
    }
    let last = conversation.last.as_ref().map(|(side, said)| format!("the last message, from the {side}: {said}"));
    let tried: Vec<String> = tried(conversation).into_iter().chain(last).collect();
    let (name, what, remedy) = match conversation.who_ended() {
        Some(side) if conversation.truncated == Some(side) => cut_off(conversation, side),
        Some(Side::Client) => client_left(conversation),
        Some(Side::Server) => server_ended(conversation),
        None => (
            UNFINISHED,
            "the handshake did not finish: the capture ends first".to_owned(),
            "nothing after that was recorded: let the capture run until the connection ends".to_owned(),
        ),
    };
    Some(Failure::new(name, what, tried, remedy))
}

const UNFINISHED: &str = "no end of the handshake";

/// How a side ended the connection.
pub(super) fn how(conversation: &Conversation, side: Side) -> String {
    match conversation.reset == Some(side) && !conversation.ended[side] {
        true => format!("the {side} reset the connection (RST)"),
        false => format!("the {side} closed the connection"),
    }
}

fn cut_off(conversation: &Conversation, side: Side) -> (&'static str, String, String) {
    let how = how(conversation, side);
    (
        "record cut off",
        format!(
            "the {side}'s last TLS record, in the clear, was cut off in the middle: {how} before sending all of it"
        ),
        format!(
            "the {side} stopped while it was sending: check its log, and what is on the path (a proxy, a time limit, a size limit)"
        ),
    )
}

/// The client ended the handshake.
fn client_left(conversation: &Conversation) -> (&'static str, String, String) {
    let tls = &conversation.tls;
    let how = how(conversation, Side::Client);
    if tls.chose_nothing() {
        let remedy = "the server had not answered by then: possible causes are a time limit in the client, a user who gave up, or a browser \
            that tries two addresses at once and drops the slower one";
        return ("client left", format!("{how} before the server answered its hello"), remedy.to_owned());
    }
    if let Some(finding) = conversation.papers.fault(Side::Server) {
        let what = format!(
            "{how} after it received the server's certificate, which fails a check here: {} ({})",
            finding.what, finding.evidence
        );
        return ("certificate refused", what, finding.repair.clone());
    }
    let sent_nothing =
        tls.sealed.client + tls.opened.client == 0 && !tls.has_said(Side::Client, handshake_type::CLIENT_KEY_EXCHANGE);
    let what = match sent_nothing {
        true => format!("{how} after the server's flight, and had sent nothing after its hello, not even an alert"),
        false => format!("{how} in the middle of the handshake"),
    };
    let remedy = match () {
        () if tls.ends_like_an_alert(Side::Client) => {
            "the client's last record is as long as a TLS 1.3 alert: pass the keys with --keylog to read it".to_owned()
        }
        () if conversation.papers.of(Side::Server).is_some() => format!("{}{}", of_trust(conversation), LIKELY),
        () if tls.is_tls13() && tls.opened == Sides::default() => {
            format!(
                "{LIKELY}. Keys (--keylog) would show the certificate but not the reason: the client did not send one"
            )
        }
        () => LIKELY.to_owned(),
    };
    ("client left", what, remedy)
}

const LIKELY: &str = "the client likely does not trust the certificate, expects another name or another key (pinning), or only \
    wanted to see the certificate, as monitoring tools do: read the client's own error message";

/// What speaks against a certificate that everybody can see, but does not prove anything.
fn of_trust(conversation: &Conversation) -> String {
    let findings = conversation.papers.of(Side::Server).map(|shown| shown.findings()).unwrap_or_default();
    findings.first().map(|f| format!("{}: {}. ", f.what, f.evidence)).unwrap_or_default()
}

/// The server ended the handshake without a word.
fn server_ended(conversation: &Conversation) -> (&'static str, String, String) {
    let tls = &conversation.tls;
    let what = format!("the handshake did not finish: {}", how(conversation, Side::Server));
    let answered = tls.has_said(Side::Server, handshake_type::SERVER_HELLO);
    let remedy = match (answered, conversation.reset) {
        (false, Some(_)) => {
            "no TLS came back: something on the path may block the server's name, or the server does not speak TLS there".to_owned()
        }
        (false, None) => "the server did not answer the hello: check its log; it may want another version or name".to_owned(),
        (true, _) if tls.ends_like_an_alert(Side::Client) => {
            "the client had sent a record as long as a TLS 1.3 alert, most likely its reason for refusing: pass the keys with \
             --keylog to read it"
                .to_owned()
        }
        (true, _) if tls.asked_for_certificate() && conversation.papers.of(Side::Client).is_some() => {
            let shown = conversation.papers.of(Side::Client);
            let finding = shown.and_then(|shown| shown.findings().first());
            let why = finding.map(|f| format!("the client's certificate: {} ({}). ", f.what, f.evidence));
            format!("{}the server gave no reason: check its log", why.unwrap_or_default())
        }
        (true, _) if tls.ends_like_an_alert(Side::Server) => {
            "the server's last record is as long as a TLS 1.3 alert: pass the keys with --keylog to read it".to_owned()
        }
        (true, _) => "the server gave no reason: check its log".to_owned(),
    };
    (UNFINISHED, what, remedy)
}

/// A client that shook hands and left: no question, no alert, no goodbye.
pub(super) fn left(conversation: &Conversation) -> Option<Failure> {
    let tls = &conversation.tls;
    if !tls.is_established()
        || conversation.missing > 0
        || conversation.inside.is_some()
        || !tls.said_nothing(Side::Client)
    {
        return None;
    }
    if conversation.who_ended() != Some(Side::Client) && conversation.papers.fault(Side::Server).is_none() {
        return None;
    }
    let fault = conversation.papers.fault(Side::Server).filter(|_| !tls.sent.server || !tls.read.server);
    if let Some(finding) = fault {
        let what = format!(
            "the client sent no request after the handshake; the server's certificate fails a check here: {} ({})",
            finding.what, finding.evidence
        );
        return Some(Failure::new("certificate refused", what, tried(conversation), finding.repair.clone()));
    }
    // Who says goodbye in order may have had nothing to ask. In TLS 1.3 a goodbye looks like any other record.
    // What was not read, and came after no certificate that could displease, is not guessed at.
    let seen = tls.sealed == Sides::default() || tls.is_tls13() || conversation.papers.of(Side::Server).is_some();
    let quiet = seen && !tls.goodbye.contains(&true) && !tls.sealed_alert[Side::Client];
    quiet.then(|| {
        let sure = match tls.sealed.client {
            0 => "the client ended the connection after the handshake without sending a request",
            _ if !tls.is_tls13() => "the client ended the connection after the handshake without sending a request",
            _ => "the client ended the connection after the handshake: after its Finished, it sent nothing longer than an alert",
        };
        let remedy = format!(
            "{}read the client's own error message: some clients (wget, Node.js) do this when they do not trust the \
             certificate. A browser's spare connection looks the same",
            of_trust(conversation)
        );
        Failure::new("left without a word", sure, tried(conversation), remedy)
    })
}

/// A server that ends the connection without having answered what the client sent last. What that was, is not known here.
pub(super) fn unheard(conversation: &Conversation) -> Option<Failure> {
    let tls = &conversation.tls;
    let by_server = conversation.who_left() == Some(Side::Server) && conversation.missing == 0;
    if !by_server || !tls.is_established() || conversation.inside.is_some() {
        return None;
    }
    let (said, remedy) = match () {
        () if tls.is_unheard() => ("", "the server's program failed, or refused this client: check its log"),
        () if tls.answers_like_an_alert() => (
            "; its last record is as long as an alert",
            "most likely the server refused something, such as the client's certificate: pass the keys with --keylog to read the alert",
        ),
        () => return None,
    };
    let what = format!("{} without answering what the client sent last{said}", how(conversation, Side::Server));
    Some(Failure::new("no answer to the client", what, tried(conversation), remedy))
}

/// A sign of life in the middle of a handshake is none: it is how Heartbleed was tried.
pub(super) fn heartbeat(conversation: &Conversation) -> Option<Failure> {
    const PADDING: usize = 16;
    let beats = &conversation.tls.heartbeat;
    [Side::Client, Side::Server].into_iter().find_map(|side| {
        let beat = beats[side].filter(|beat| beat.asks)?;
        let overreaching = beat.says + PADDING > beat.has;
        let answer = beats[side.other()].filter(|answer| !answer.asks);
        (overreaching || beat.in_clear).then(|| {
            let what = match overreaching {
                true => format!(
                    "the {side} sent a heartbeat that asks for {} bytes back and carries {}: this is the Heartbleed attack (CVE-2014-0160)",
                    beat.says,
                    beat.has.saturating_sub(PADDING)
                ),
                false => format!("the {side} sent a heartbeat in the clear, before the handshake was over"),
            };
            let (answered, remedy) = match answer {
                Some(answer) if overreaching && answer.has > beat.has => (
                    format!("the {} answered with {} bytes of its memory", side.other(), answer.has),
                    "part of that machine's memory is now known to others: update OpenSSL, and replace keys, certificates and passwords",
                ),
                Some(_) => (format!("the {} answered", side.other()), "turn off the heartbeat extension; hardly anybody needs it over TCP"),
                None => (format!("the {} did not answer it", side.other()), "it had no effect; RFC 6520 tells a receiver to discard such a message"),
            };
            Failure::new("heartbeat", what, vec![answered], remedy)
        })
    })
}
