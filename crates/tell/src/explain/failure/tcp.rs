//! Nobody answered, nobody was there, or a connection was broken off in the middle of something.

use super::told::Failure;
use crate::explain::conversation::Conversation;
use wirewalk_dissect::recording::{Side, Sides};

/// Nobody answered, or nobody was there.
pub(super) fn silent(conversation: &Conversation) -> Option<Failure> {
    let server = conversation.server;
    if conversation.messages > 0 || conversation.bytes != Sides::default() || !conversation.asked {
        return None;
    }
    let asked = vec![format!("the client asked to connect to {server}")];
    match (conversation.opened, conversation.reset) {
        (false, Some(Side::Server)) => Some(Failure::new(
            "connection refused",
            "connection refused: the server's machine answered that nobody listens there",
            asked,
            format!("start the server, or look whether it listens on port {}", server.port()),
        )),
        (false, None) if !conversation.ended.contains(&true) => Some(Failure::new(
            "no answer",
            "nobody answered",
            asked,
            "look at the address, at firewalls on the way, and whether the machine is there",
        )),
        (true, _) => Some(Failure::new(
            "nothing was said",
            "it was opened, and nothing was said",
            Vec::new(),
            "a browser's spare connection and a port scan look like this",
        )),
        _ => None,
    }
}

/// A connection that was broken off in the middle of something.
pub(super) fn broken_off(conversation: &Conversation) -> Option<Failure> {
    let side = conversation.reset?;
    // Who has closed answers with RST whatever still comes; and a client does so once the server has said everything.
    let over = conversation.ended[side] || (side == Side::Client && conversation.ended[Side::Server]);
    if over || conversation.tls.goodbye.contains(&true) || conversation.lacks_hellos() {
        return None;
    }
    let last = conversation.last.as_ref().map(|(side, said)| format!("the {side} said last: {said}"));
    let remedy = "a program that crashed, a timeout, a firewall: look at the log of the side that broke it off";
    Some(Failure::new(
        "broken off",
        format!("the {side} broke the connection off (RST)"),
        last.into_iter().collect(),
        remedy,
    ))
}
