//! Datagrams that did not arrive, and ICMP says why.

use super::told::Failure;
use crate::explain::conversation::Conversation;
use wirewalk_dissect::recording::{Side, Undelivered};

/// What was sent on a flow of UDP did not arrive, and no answer came.
pub(super) fn unheard(conversation: &Conversation) -> Option<Failure> {
    let (side, reason) = conversation.undelivered.filter(|(side, _)| conversation.bytes[side.other()] == 0)?;
    let to = match side {
        Side::Client => conversation.server,
        Side::Server => conversation.client,
    };
    let name = match reason {
        Undelivered::Port => "port unreachable",
        Undelivered::Host => "host unreachable",
        Undelivered::Prohibited => "prohibited",
        Undelivered::TooBig => "too big",
        Undelivered::Expired => "did not arrive",
        Undelivered::Other => "did not arrive",
    };
    let remedy = match (reason, side) {
        (Undelivered::Port, Side::Client) => {
            format!(
                "start the server, or check that it listens on UDP port {}; if the service answers only over TCP, use TCP",
                to.port()
            )
        }
        (Undelivered::Port, Side::Server) => {
            "the client was no longer waiting: check whether the answer came too late, or went to another program"
                .to_owned()
        }
        (Undelivered::Host, _) => format!("check that {} is switched on, and check the routes to it", to.ip()),
        (Undelivered::Prohibited, _) => format!("check the firewalls on the path to {}", to.ip()),
        (Undelivered::TooBig, _) => {
            "send shorter datagrams; a program that reacts to ICMP does so by itself".to_owned()
        }
        (Undelivered::Expired | Undelivered::Other, _) => format!("check the routes to {}", to.ip()),
    };
    let asked = conversation.dns.list.first().filter(|lookup| lookup.asked.is_some());
    let tried = vec![match asked {
        Some(lookup) => format!("the {side} asked {to} for {} ({})", lookup.name, lookup.kind),
        None if conversation.is_of_quic() => format!("the {side} tried QUIC with {to}"),
        None => format!("the {side} sent a datagram to {to}"),
    }];
    Some(Failure::new(name, format!("a datagram from the {side} did not arrive: {}", why(reason)), tried, remedy))
}

/// Why a datagram did not arrive, as ICMP says.
pub(in crate::explain) fn why(reason: Undelivered) -> &'static str {
    match reason {
        Undelivered::Port => "an ICMP message says that no program listens on that port",
        Undelivered::Host => "an ICMP message says that the machine cannot be reached",
        Undelivered::Prohibited => "an ICMP message says that a firewall or a router forbids it",
        Undelivered::TooBig => "an ICMP message says that it is too long for a link on the path",
        Undelivered::Expired => "an ICMP message says that it was on the way for too long",
        Undelivered::Other => "an ICMP message says that it could not be delivered",
    }
}
