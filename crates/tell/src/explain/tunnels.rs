//! The tunnels in which a conversation lies: where they lead, and what they tell whoever listens.

use wirewalk_dissect::facts::{PROXY, Tunnel};
use wirewalk_dissect::recording::Encapsulation;

/// What stands before how a conversation was protected that lies in a tunnel.
pub(super) fn through(tunnel: &Tunnel) -> String {
    match (&tunnel.from, tunnel.by) {
        (Some(from), PROXY) => {
            format!("a proxy on behalf of {from}, which connected to {} (PROXY protocol)", tunnel.to)
        }
        (None, PROXY) => "a proxy that does not name its client (PROXY protocol)".to_owned(),
        (_, by) => format!("a tunnel to {} through {by}", tunnel.to),
    }
}

/// What a listener learned of a tunnel.
pub(super) fn leaks(tunnel: &Tunnel) -> Vec<String> {
    let where_to = match (&tunnel.from, tunnel.by) {
        (Some(from), PROXY) => Some(format!("the client behind the proxy: {from}")),
        (None, PROXY) => None,
        _ => Some(format!("the tunnel's destination: {}", tunnel.to)),
    };
    let delicate =
        tunnel.delicate.iter().map(|what| format!("{what}, in the clear: anyone who listens can use them too"));
    where_to.into_iter().chain(delicate).collect()
}

/// The true other end, where it is not the one that packets name.
pub(super) fn ends(tunnels: &[Tunnel]) -> String {
    let each = |tunnel: &Tunnel| match (&tunnel.from, tunnel.by) {
        (Some(from), PROXY) => format!(", for {from}"),
        (None, PROXY) => String::new(),
        _ => format!(", on to {}", tunnel.to),
    };
    tunnels.iter().map(each).collect()
}

/// What the packets of a conversation came in; `None`: nothing.
pub(super) fn came_through(through: &[Encapsulation]) -> Option<String> {
    let words: Vec<String> = through.iter().map(Encapsulation::to_string).collect();
    (!words.is_empty()).then(|| words.join(" > "))
}

/// What a listener below a tunnel learned of it: its ends are in the clear, whatever is inside.
pub(super) fn ends_leaked(through: &[Encapsulation]) -> Option<String> {
    let ends: Vec<String> =
        through.iter().filter_map(Encapsulation::ends).map(|(from, to)| format!("{from} and {to}")).collect();
    (!ends.is_empty()).then(|| format!("the tunnel's ends: {}", ends.join(", ")))
}
