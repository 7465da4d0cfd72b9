//! What a packet is about, in a line: between whom, which protocols, and what stands out.

use wirewalk_dissect::names::{packet, packet_icmp, packet_ip, packet_tcp, packet_tunnels};
use wirewalk_dissect::{Field, Label, Message};

/// What may be said of a segment beside its flags.
static FINDINGS: [&Label; 12] = [
    &packet_tcp::RETRANSMISSION,
    &packet_tcp::SPURIOUS,
    &packet_tcp::OUT_OF_ORDER,
    &packet_tcp::LOST,
    &packet_tcp::ACKED_LOST,
    &packet_tcp::DUPLICATE,
    &packet_tcp::KEEP_ALIVE,
    &packet_tcp::KEEP_ALIVE_ACK,
    &packet_tcp::ZERO_WINDOW,
    &packet_tcp::ZERO_WINDOW_PROBE,
    &packet_tcp::WINDOW_UPDATE,
    &packet_tcp::WINDOW_FULL,
];

/// Tunnels as what they begin with.
static TUNNELS: [&Label; 3] = [&packet_tunnels::VXLAN, &packet_tunnels::GENEVE, &packet::MPLS];

/// Whether a message is a tunnel in a datagram.
pub fn is_tunnel(message: &Message) -> bool {
    message.fields.first().is_some_and(|first| TUNNELS.iter().any(|label| first.is(label)))
}

/// The gist of a packet; `None`: the message is none.
pub fn gist(message: &Message) -> Option<String> {
    let tunnel = message.fields.first().filter(|_| is_tunnel(message));
    let inside = inside(message)?;
    Some(tunnel.map_or(inside.clone(), |tunnel| format!("{}: {inside}", tunnel.label.name)))
}

fn inside(message: &Message) -> Option<String> {
    // What is quoted comes last, and what is in a tunnel behind the tunnel.
    let quoted = message.fields.iter().position(|layer| layer.is(&packet_icmp::ICMP) || layer.is(&packet_icmp::ICMPV6));
    let own = message.fields.get(..quoted.map_or(message.fields.len(), |at| at + 1))?;
    let arp = own.iter().find(|layer| layer.is(&packet::ARP));
    if let Some(meaning) = arp.and_then(|arp| arp.value.meaning.as_deref()) {
        return Some(format!("ARP: {meaning}"));
    }
    let Some(ip) = own.iter().rev().find(|layer| layer.is(&packet_ip::IPV4) || layer.is(&packet_ip::IPV6)) else {
        let link = [&packet::ETHERNET, &packet::PPP, &packet::LLC, &packet::CARRIED];
        let first = own.iter().find(|layer| link.iter().any(|label| layer.is(label)))?;
        let kind = first.child(&packet::ETHER_TYPE).or(first.child(&packet::PPP_PROTOCOL)).and_then(Field::name);
        return Some(format!("{}{}", first.label.name, kind.map(|kind| format!(", {kind}")).unwrap_or_default()));
    };
    let end = |four, six| ip.child(four).or(ip.child(six)).and_then(Field::name).unwrap_or_default().into_owned();
    let mut from = end(&packet_ip::SOURCE, &packet_ip::SOURCE_6);
    let mut to = end(&packet_ip::DESTINATION, &packet_ip::DESTINATION_6);
    let last = own.iter().rev().find(|layer| {
        [&packet_tcp::TCP, &packet_tcp::UDP, &packet_icmp::ICMP, &packet_icmp::ICMPV6]
            .iter()
            .any(|label| layer.is(label))
    });
    let Some(last) = last else {
        let carried = own.iter().any(|layer| layer.is(&packet::FRAGMENT));
        let what = if carried { "a fragment" } else { ip.label.name };
        return Some(format!("{from} → {to}, {what}"));
    };
    let port = |tcp, udp| last.child(tcp).or(last.child(udp)).and_then(Field::number);
    if let Some(port) = port(&packet_tcp::SOURCE_PORT, &packet_tcp::UDP_SOURCE) {
        from = with_port(&from, port);
    }
    if let Some(port) = port(&packet_tcp::DESTINATION_PORT, &packet_tcp::UDP_DESTINATION) {
        to = with_port(&to, port);
    }
    Some(format!("{from} → {to}, {}", about(last, own)))
}

fn with_port(address: &str, port: u64) -> String {
    if address.contains(':') { format!("[{address}]:{port}") } else { format!("{address}:{port}") }
}

/// What the last layer says.
fn about(last: &Field, layers: &[Field]) -> String {
    let mut words = vec![last.label.name.to_owned()];
    let kind = last.child(&packet_icmp::TYPE).or(last.child(&packet_icmp::TYPE_6)).and_then(Field::name);
    words.extend(kind.map(|kind| kind.into_owned()));
    words.extend(last.find(&packet_tcp::FLAGS).and_then(Field::name).map(|flags| flags.into_owned()));
    let payload = layers.iter().find(|layer| layer.is(&packet::PAYLOAD_TCP) || layer.is(&packet::PAYLOAD_UDP));
    words.extend(payload.map(|payload| super::value::count(payload.span.len() as u64, "byte", "bytes")));
    let found = last.children.iter().filter(|field| FINDINGS.iter().any(|label| field.is(label)));
    words.extend(found.map(|field| field.label.name.to_owned()));
    words.join(", ")
}
