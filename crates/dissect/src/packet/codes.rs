//! Numbers that say what a packet carries, and what it says.

use crate::codes::lists;

lists! {
    /// What an EtherType says that there is.
    look ether_type(u16) {
        0x0800 = "IPv4";
        0x0806 = "ARP";
        0x8035 = "RARP";
        0x8100 = "802.1Q", "a virtual network's tag";
        0x86dd = "IPv6";
        0x8809 = "slow protocols", "switches agree to bundle links";
        0x8847 = "MPLS";
        0x8848 = "MPLS multicast";
        0x8863 = "PPPoE discovery";
        0x8864 = "PPPoE session";
        0x88a8 = "802.1ad", "a provider's tag around its customers' tags";
        0x888e = "802.1X", "a machine proves its identity to the network";
        0x88cc = "LLDP", "a switch announces itself";
        0x88be = "ERSPAN";
        0x22eb = "ERSPAN III";
        0x6558 = "Ethernet", "a bridged Ethernet frame";
        0x880b = "PPP";
        0x9000 = "loopback";
    }
    /// What IP carries.
    look protocol(u8) {
        0 = "hop-by-hop options";
        1 = "ICMP";
        2 = "IGMP", "machines join groups";
        4 = "IPv4", "an IPv4 packet: a tunnel";
        6 = "TCP";
        17 = "UDP";
        41 = "IPv6", "an IPv6 packet: a tunnel";
        43 = "routing header";
        44 = "fragment header";
        47 = "GRE", "a tunnel";
        50 = "ESP", "IPsec, encrypted";
        51 = "AH", "IPsec, signed";
        58 = "ICMPv6";
        59 = "nothing";
        60 = "destination options";
        89 = "OSPF", "routers exchange routes";
        97 = "Ethernet", "an Ethernet frame: a tunnel";
        103 = "PIM", "routers join groups";
        112 = "VRRP", "routers replace each other after a failure";
        132 = "SCTP";
        137 = "MPLS";
    }
    /// What PPP carries.
    look ppp(u16) {
        0x0021 = "IPv4";
        0x0057 = "IPv6";
        0x003d = "multilink";
        0x00fd = "compressed", "compressed or encrypted packets";
        0x0281 = "MPLS";
        0x0283 = "MPLS multicast";
        0x8021 = "IPCP", "both ends agree on IPv4 addresses";
        0x8057 = "IPV6CP", "both ends agree on IPv6 addresses";
        0xc021 = "LCP", "both ends agree on the line's settings";
        0xc023 = "PAP", "a password in the clear";
        0xc223 = "CHAP", "the client proves that it knows a password without sending it";
    }
    /// What ARP does.
    look arp(u16) {
        1 = "request", "who has this address?";
        2 = "reply", "I have it";
        3 = "reverse request";
        4 = "reverse reply";
    }
    /// What ICMP says.
    look icmp(u8) {
        0 = "echo reply", "I am here";
        3 = "destination unreachable", "a packet did not arrive";
        4 = "source quench", "the sender should send less";
        5 = "redirect", "a shorter path exists";
        8 = "echo request", "are you there?";
        9 = "router advertisement";
        10 = "router solicitation";
        11 = "time exceeded", "a packet's time to live ran out, or a fragment did not arrive";
        12 = "parameter problem", "a packet has a header that makes no sense";
        13 = "timestamp request";
        14 = "timestamp reply";
    }
    /// Why a destination is unreachable.
    look unreachable(u8) {
        0 = "network", "there is no route to the network";
        1 = "host", "the machine does not answer";
        2 = "protocol", "the machine does not support the protocol";
        3 = "port", "no program listens there";
        4 = "too long", "the packet is too long for the next link and may not be fragmented";
        9 = "network prohibited", "a firewall forbids it";
        10 = "host prohibited", "a firewall forbids it";
        13 = "prohibited", "a firewall forbids it";
    }
    /// What ICMPv6 says.
    look icmpv6(u8) {
        1 = "destination unreachable", "a packet did not arrive";
        2 = "packet too big", "a packet is too long for the next link";
        3 = "time exceeded", "a packet's time to live ran out, or a fragment did not arrive";
        4 = "parameter problem", "a packet has a header that makes no sense";
        128 = "echo request", "are you there?";
        129 = "echo reply", "I am here";
        130 = "multicast listener query", "who receives which group?";
        131 = "multicast listener report", "I receive this group";
        132 = "multicast listener done", "I no longer receive it";
        133 = "router solicitation", "is there a router?";
        134 = "router advertisement", "I am a router";
        135 = "neighbour solicitation", "who has this address?";
        136 = "neighbour advertisement", "I have it";
        137 = "redirect", "a shorter path exists";
        143 = "multicast listener report 2", "I receive these groups";
    }
    /// Why a destination is unreachable in IPv6.
    look unreachable_6(u8) {
        0 = "no route", "there is no route";
        1 = "prohibited", "a firewall forbids it";
        2 = "beyond scope", "the sender's address has no meaning there";
        3 = "address", "the machine does not answer";
        4 = "port", "no program listens there";
    }
    /// Options of a message about neighbours.
    look neighbour_option(u8) {
        1 = "source's card";
        2 = "target's card";
        3 = "prefix", "the prefix of the addresses on this network";
        4 = "redirected packet";
        5 = "MTU", "the maximum length of packets";
        14 = "nonce";
        24 = "route";
        25 = "DNS servers";
        31 = "DNS search list";
    }
    /// What congestion is told.
    look ecn(u8) {
        0 = "not ECN-capable", "an overloaded router drops packets";
        1 = "ECN-capable (1)", "an overloaded router may mark the packet instead of dropping it";
        2 = "ECN-capable (0)", "an overloaded router may mark the packet instead of dropping it";
        3 = "congestion experienced", "a router was overloaded";
    }
    /// Options of TCP.
    look tcp_option(u8) {
        0 = "end of options";
        1 = "no operation";
        2 = "maximum segment size";
        3 = "window scale";
        4 = "SACK permitted";
        5 = "SACK";
        8 = "timestamps";
        19 = "MD5 signature";
        29 = "authentication";
        30 = "multipath TCP";
        34 = "fast open";
        69 = "encryption negotiation";
    }
    /// Options of IPv4.
    look ip_option(u8) {
        0 = "end of options";
        1 = "no operation";
        7 = "record route";
        68 = "timestamp";
        130 = "security";
        131 = "loose source route";
        137 = "strict source route";
        148 = "router alert";
    }
    /// Options of IPv6.
    look ipv6_option(u8) {
        0 = "pad one";
        1 = "pad";
        5 = "router alert";
        0xc2 = "jumbo payload";
        0xc9 = "home address";
    }
    /// Which way a packet went that Linux captured.
    look linux_direction(u16) {
        0 = "to this machine";
        1 = "to all";
        2 = "to a group";
        3 = "to another machine";
        4 = "from this machine";
    }
    /// Kinds of networks, as ARP and Linux number them.
    look hardware(u16) {
        1 = "Ethernet";
        512 = "PPP";
        772 = "loopback";
        778 = "GRE";
        801 = "802.11";
        803 = "802.11 with radiotap";
        65534 = "none", "a tunnel that carries IP packets without a frame";
    }
    /// Types of frames that cross the air.
    look wireless(u8) {
        0 = "management";
        1 = "control";
        2 = "data";
    }
}
