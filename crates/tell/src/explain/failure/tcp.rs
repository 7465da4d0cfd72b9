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
            format!("connection refused: the server's machine answered that no program listens on {server}"),
            asked,
            format!("start the server, or check that it listens on port {}", server.port()),
        )),
        (false, None) if !conversation.ended.contains(&true) => Some(Failure::new(
            "no answer",
            format!("no answer from {server}"),
            asked,
            "check the address, check for firewalls on the path, and check that the machine is running",
        )),
        (true, _) => Some(Failure::new(
            "nothing was said",
            "the connection was opened, and no data was sent",
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
    let last = conversation.last.as_ref().map(|(side, said)| format!("the last message, from the {side}: {said}"));
    let remedy = format!("check the {side}'s log; common causes are a crash, a timeout or a firewall");
    Some(Failure::new(
        "broken off",
        format!("the {side} reset the connection (RST)"),
        last.into_iter().collect(),
        remedy,
    ))
}
