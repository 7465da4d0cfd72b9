//! Connections of QUIC that came to nothing: nobody answered, no version in common, an address that was not proved, an end with an error.

use super::told::Failure;
use super::tried::tried;
use crate::explain::conversation::Conversation;
use crate::explain::over_quic::{FORGEABLE, one_sided, tried_in_vain};
use crate::quic::{Close, called};
use crate::render::value::count;
use wirewalk_dissect::recording::{Side, Sides};

const INVALID_TOKEN: u64 = 0x0b;
const CONNECTION_REFUSED: u64 = 0x02;
/// As many times the bytes that it has received a server may send before it knows that the client is there (RFC 9000 §8.1).
const LIMIT: u64 = 3;

/// What failed, if QUIC tells; alerts of TLS are told where TLS's are.
pub(super) fn failed(conversation: &Conversation) -> Option<Failure> {
    if !conversation.is_of_quic() {
        return None;
    }
    const REASONS: [fn(&Conversation) -> Option<Failure>; 6] =
        [closed, reset, no_version, unanswered, only_retries, unfinished];
    REASONS.iter().find_map(|reason| reason(conversation))
}

/// A side ended it with an error.
fn closed(conversation: &Conversation) -> Option<Failure> {
    let alpn = conversation.tls.alpn.as_deref().or(conversation.tls.offer.alpn.first().map(String::as_str));
    let wrong = |close: &&Close| close.alert().is_none() && !close.is_in_order(alpn);
    let close = conversation.quic.closes.iter().find(wrong)?;
    let when = if conversation.quic.is_established() { "after the handshake" } else { "during the handshake" };
    let reason = close.reason.as_ref().map(|reason| format!(", with the words “{reason}”")).unwrap_or_default();
    let forgeable = if close.in_clear { format!(", {FORGEABLE}") } else { String::new() };
    let what = format!("the {} closed the connection {when}: {}{reason}{forgeable}", close.side, close.called());
    let meaning = close.meaning.as_ref().map(|meaning| format!("{meaning}. ")).unwrap_or_default();
    let other = close.side.other();
    let remedy = match close.code {
        _ if close.application => {
            format!("{meaning}Check the {}'s log: its program, not QUIC, ended the connection", close.side)
        }
        INVALID_TOKEN => {
            format!(
                "{meaning}The client showed a token from an earlier visit or a Retry that the server does not accept: a client that forgets its tokens and starts again gets a new one"
            )
        }
        CONNECTION_REFUSED => {
            format!("{meaning}Check that the server serves this name and has room for more connections")
        }
        _ => format!("{meaning}The {} blames the {other}: check the logs of both", close.side),
    };
    Some(Failure::new("QUIC connection closed", what, tried(conversation), remedy))
}

/// The other side has forgotten the connection.
fn reset(conversation: &Conversation) -> Option<Failure> {
    let side = [Side::Server, Side::Client].into_iter().find(|side| conversation.quic.sent[*side].reset > 0)?;
    let what = format!(
        "the {side} reset the connection: a stateless reset, which says that it no longer knows the connection"
    );
    let remedy = format!(
        "the {side} restarted, or its packets now reach another machine: check its uptime and the load balancer in front of it. Clients connect again by themselves"
    );
    Some(Failure::new("stateless reset", what, tried(conversation), remedy))
}

/// The server listed versions of which the client took none.
fn no_version(conversation: &Conversation) -> Option<Failure> {
    let quic = &conversation.quic;
    let offered = tried_in_vain(conversation).then_some(&quic.offered)?;
    let tried = quic.tried.as_deref()?;
    let listed = offered.iter().map(|version| called(version)).collect::<Vec<_>>().join(", ");
    // A client ignores a list that has its own version in it (RFC 9000 §6.2).
    let (what, remedy) = match offered.iter().any(|version| version == tried) {
        true => (
            format!("a Version Negotiation packet lists {listed}, although the client had tried {}", called(tried)),
            "a server does not answer like this: check the path for someone who forges packets. Clients ignore such a packet",
        ),
        false => (
            format!("no common version: the client tried {}, and the server offers {listed}", called(tried)),
            "update the older of the two. Nothing protects a Version Negotiation packet, so someone on the path may have forged it; browsers fall back to TCP",
        ),
    };
    Some(Failure::new("no common QUIC version", what, asked(conversation), remedy))
}

/// Nobody answered.
fn unanswered(conversation: &Conversation) -> Option<Failure> {
    let quic = &conversation.quic;
    let sent = quic.sent.client.initial;
    // What does not open may as well come from the server of a connection whose client's side is missing.
    let unread = quic.sent.client.unread > 0;
    if unread || quic.sent.server.any() || quic.heard || sent == 0 || conversation.bytes[Side::Server] > 0 {
        return None;
    }
    let server = conversation.server;
    let what = format!("no answer from {server} over QUIC is in the capture");
    let remedy = format!(
        "check that a server listens on UDP port {}, and that no firewall on the path blocks UDP: many do. Browsers then use TCP. A capture that ends too early looks the same",
        server.port()
    );
    let mut tried = asked(conversation);
    tried.push(format!("it sent {}{}", count(sent, "Initial packet", "Initial packets"), within(conversation)));
    Some(Failure::new("no answer over QUIC", what, tried, remedy))
}

fn within(conversation: &Conversation) -> String {
    let Some((first, last)) = conversation.time.filter(|(first, last)| first < last) else { return String::new() };
    format!(" in {:.1} s", last.since(first).as_secs_f64())
}

/// The server asks for a proof of the address, over and over.
fn only_retries(conversation: &Conversation) -> Option<Failure> {
    let quic = &conversation.quic;
    let server = &quic.sent.server;
    if server.retry == 0 || server.initial + server.handshake + server.short > 0 {
        return None;
    }
    let retries = count(server.retry, "Retry packet", "Retry packets");
    let (what, remedy) = match (quic.token, server.retry) {
        (true, 2..) => (
            format!("the server answered with {retries} and did not accept the client's token"),
            "if several servers share the address, they must share the key with which they make tokens; and the client's address must not change in between, as behind some NATs",
        ),
        (true, _) => (
            "the client sent the token from the server's Retry back, and no answer to that is in the capture"
                .to_owned(),
            "check the server's log: it may not accept its own token, because another server made it or the client's address changed",
        ),
        (false, _) => (
            "the server asked the client to prove its address (Retry), and the client did not go on".to_owned(),
            "the Retry may not have reached the client, or its integrity tag is wrong; a sender that forged its address never receives it",
        ),
    };
    Some(Failure::new("Retry without a handshake", what, tried(conversation), remedy))
}

/// A handshake that has no end.
fn unfinished(conversation: &Conversation) -> Option<Failure> {
    let quic = &conversation.quic;
    let server = &quic.sent.server;
    let begun = quic.sent.client.initial > 0 && server.initial + server.handshake > 0;
    let gone_on = quic.sent.client.short + quic.sent.client.handshake > 0;
    // Where a side ended it, that is told; and whoever went over to other packets has got its keys.
    let unread = quic.sent.client.unread + server.unread > 0;
    if !begun || unread || quic.is_established() || !quic.closes.is_empty() || one_sided(conversation).is_some() {
        return None;
    }
    if quic.went_on == 0 {
        return Some(stalled(conversation));
    }
    (!gone_on).then(|| {
        Failure::new(
            "no end of the QUIC handshake",
            "the handshake did not finish: nothing more is in the capture, and neither side closed the connection",
            tried(conversation),
            "the rest was lost, or a side gave up: check that datagrams of 1200 bytes pass in both directions, and read the client's own error message. A capture that ends too early looks the same",
        )
    })
}

/// The client did not react to the server's answer.
fn stalled(conversation: &Conversation) -> Failure {
    let Sides { client, server } = conversation.quic.unvalidated;
    let limit = client.saturating_mul(LIMIT);
    let full = limit > 0 && server.saturating_mul(10) >= limit.saturating_mul(9);
    let limited = match full {
        true => {
            format!(", which is as much as it may before it knows that the client is there ({LIMIT} times as many)")
        }
        false => String::new(),
    };
    let what = format!(
        "nothing from the client follows the server's answer in the capture: the server sent {server} bytes for the client's {client}{limited}"
    );
    let remedy = "the answer did not reach the client (a firewall, datagrams too long for the path), or the client had given up, or someone forged its address. A capture that ends too early looks the same";
    Failure::new("no reaction to the server's answer", what, tried(conversation), remedy)
}

/// What the client tried, where nothing else is known.
fn asked(conversation: &Conversation) -> Vec<String> {
    let all = tried(conversation);
    let version = conversation.quic.tried.as_deref().map(called).unwrap_or_else(|| "QUIC".to_owned());
    let first = format!("the client tried {version} with {}", conversation.server);
    let offer = all.into_iter().filter(|said| said.starts_with("the client offered"));
    std::iter::once(first).chain(offer).collect()
}
