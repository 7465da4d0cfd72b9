//! What a packet was wrapped in: tags, labels and tunnels below the conversation that it belongs to.

use std::fmt;
use std::net::IpAddr;

/// Something that packets are put into on a part of their way, with what tells it from others of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encapsulation {
    /// A tag of a virtual network on Ethernet (IEEE 802.1Q, 802.1ad): its number.
    Vlan(u16),
    /// PPP over Ethernet (RFC 2516): the number of the session.
    Pppoe(u16),
    /// A label by which routers forward (RFC 3032).
    Mpls(u32),
    /// A tunnel between two machines.
    Tunnel {
        /// Which protocol it is.
        by: TunnelKind,
        /// The machine at which this direction enters.
        from: IpAddr,
        /// The machine at which it leaves.
        to: IpAddr,
        /// What tells it from other tunnels between the two: a key, a network, a session.
        id: Option<u32>,
    },
}

/// The protocols of tunnels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TunnelKind {
    /// A packet of IP in a packet of IP, in either version (RFC 2003, RFC 2473, RFC 4213).
    IpInIp,
    /// GRE (RFC 2784, RFC 2890).
    Gre,
    /// GRE as PPTP changed it (RFC 2637).
    Pptp,
    /// ERSPAN, copies of frames that a switch sends to whoever watches.
    Erspan,
    /// Ethernet in IP (RFC 3378).
    EtherIp,
    /// VXLAN (RFC 7348).
    Vxlan,
    /// GENEVE (RFC 8926).
    Geneve,
    /// MPLS in IP or in UDP (RFC 4023, RFC 7510).
    Mpls,
}

impl Encapsulation {
    /// The two machines at the ends of a tunnel, where there are two.
    pub fn ends(&self) -> Option<(IpAddr, IpAddr)> {
        match self {
            Encapsulation::Tunnel { from, to, .. } => Some((*from, *to)),
            _ => None,
        }
    }
}

impl fmt::Display for Encapsulation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Encapsulation::Vlan(id) => write!(f, "VLAN {id}"),
            Encapsulation::Pppoe(id) => write!(f, "PPPoE session {id}"),
            Encapsulation::Mpls(label) => write!(f, "MPLS label {label}"),
            Encapsulation::Tunnel { by, from, to, id } => {
                write!(f, "{by} from {from} to {to}")?;
                match (by, id) {
                    (_, None) => Ok(()),
                    (TunnelKind::Gre, Some(key)) => write!(f, ", key {key}"),
                    (TunnelKind::Pptp, Some(call)) => write!(f, ", call {call}"),
                    (TunnelKind::Erspan, Some(session)) => write!(f, ", session {session}"),
                    (_, Some(network)) => write!(f, ", network {network}"),
                }
            }
        }
    }
}

impl fmt::Display for TunnelKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TunnelKind::IpInIp => "IP in IP",
            TunnelKind::Gre => "GRE",
            TunnelKind::Pptp => "PPTP",
            TunnelKind::Erspan => "ERSPAN",
            TunnelKind::EtherIp => "Ethernet in IP",
            TunnelKind::Vxlan => "VXLAN",
            TunnelKind::Geneve => "GENEVE",
            TunnelKind::Mpls => "MPLS in IP",
        })
    }
}
