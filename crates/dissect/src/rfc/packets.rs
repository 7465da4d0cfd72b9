//! Packets: links, IP, TCP, UDP, and what puts packets into packets.

use super::cites;

cites! {
    "IEEE 802.3" {
        ETHERNET = "3.1", "A frame of Ethernet.";
        ETHERNET_ADDRESS = "3.2.3", "Addresses of network cards.";
        ETHERNET_TYPE = "3.2.6", "What a frame carries, or its length.";
        ETHERNET_PAD = "3.2.8", "Padding for a short frame.";
    }
    "IEEE 802.1Q" { VLAN_TAG = "9.6", "A tag that says which virtual network a frame belongs to."; }
    "IEEE 802.2" { LLC = "3", "Which protocol a frame carries."; }
    "IEEE 802.11" {
        WIRELESS = "9.2", "A frame sent by radio.";
        WIRELESS_CONTROL = "9.2.4.1", "What kind of frame it is.";
        WIRELESS_QUALITY = "9.2.4.5", "Which class of traffic it belongs to.";
    }
    "radiotap.org" { RADIOTAP = "", "What a capturing machine records about a wireless frame."; }
    "link-layer header types (tcpdump.org)" {
        LINK_NULL = "LINKTYPE_NULL", "The loopback of BSD.";
        LINK_SLL = "LINKTYPE_LINUX_SLL", "Linux's any interface.";
        LINK_SLL2 = "LINKTYPE_LINUX_SLL2", "The same, second form.";
        LINK_NFLOG = "LINKTYPE_NFLOG", "What Linux's firewall logs.";
        LINK_PKTAP = "LINKTYPE_PKTAP", "What macOS records about a packet.";
        LINK_PPI = "LINKTYPE_PPI", "Information about a packet.";
    }
    "RFC 1042" { SNAP = "", "EtherTypes after LLC."; }
    "RFC 1547" { CISCO_HDLC = "", "Cisco's form of HDLC."; }
    "RFC 1661" { PPP = "2", "PPP's frame around a packet."; }
    "RFC 1662" { PPP_FRAME = "3.1", "The two bytes before it."; }
    "RFC 2516" { PPPOE = "4", "PPP over Ethernet."; }
    "RFC 826" { ARP = "", "Which network card has an IP address."; }
    "RFC 3032" { MPLS = "2.1", "Labels by which routers forward."; }
    "RFC 4385" { PSEUDOWIRE = "3", "A control word behind labels."; }
    "RFC 791" {
        IPV4 = "3.1", "IP's header.";
        IPV4_OPTIONS = "3.1", "Options of IP.";
        IPV4_FRAGMENT = "3.2", "Fragments.";
    }
    "RFC 2474" { DSCP = "3", "Which treatment a packet asks for."; }
    "RFC 3168" { ECN = "5", "Reporting congestion instead of dropping packets."; ECN_TCP = "6.1", "The same in TCP."; }
    "RFC 2113" { ROUTER_ALERT = "2.1", "A request that every router look inside."; }
    "RFC 4302" { AUTHENTICATION = "2", "A keyed checksum."; }
    "RFC 4303" { ESP = "2", "Encryption by IPsec."; }
    "RFC 8200" {
        IPV6 = "3", "IPv6's header.";
        IPV6_EXTENSIONS = "4", "The headers between it and the content.";
        IPV6_OPTIONS = "4.2", "Options of IPv6.";
        IPV6_ROUTING = "4.4", "A path that the sender chose.";
        IPV6_FRAGMENT = "4.5", "Fragments.";
    }
    "RFC 2711" { ROUTER_ALERT_6 = "2.1", "A request that every router look inside."; }
    "RFC 792" {
        ICMP = "", "Messages about packets.";
        ICMP_ECHO = "Echo or Echo Reply Message", "Are you there?";
        ICMP_QUOTE = "Destination Unreachable Message", "The packet that it is about.";
    }
    "RFC 1191" { ICMP_MTU = "4", "How long a packet may be."; }
    "RFC 4443" {
        ICMPV6 = "2.1", "Messages about packets of IPv6.";
        ICMPV6_ECHO = "4.1", "Are you there?";
        ICMPV6_MTU = "3.2", "How long a packet may be.";
        ICMPV6_QUOTE = "2.4", "The packet that it is about.";
    }
    "RFC 4861" {
        NEIGHBOUR = "4.3", "Which network card has an IPv6 address.";
        NEIGHBOUR_ANSWER = "4.4", "The answer.";
        NEIGHBOUR_OPTION = "4.6", "Options of these messages.";
        ROUTER = "4.2", "A router says that it is there.";
    }
    "RFC 3810" { MULTICAST_LISTENER = "5.2", "Which machines want to receive which group."; }
    "RFC 9293" {
        TCP = "3.1", "TCP's header.";
        TCP_OPTIONS = "3.2", "Options of TCP.";
        TCP_SEQUENCE = "3.4", "Every byte is numbered.";
        TCP_HANDSHAKE = "3.5", "How a connection opens.";
        TCP_CLOSE = "3.6", "How it ends.";
        TCP_WINDOW = "3.8.6", "How much the other side may send.";
        TCP_KEEPALIVE = "3.8.4", "Is the other side still there?";
        TCP_RETRANSMISSION = "3.8.1", "Sending lost data again.";
    }
    "RFC 7323" { TCP_SCALE = "2", "Windows larger than 65,535 bytes."; TCP_TIMESTAMPS = "3", "Times in TCP."; }
    "RFC 2018" { TCP_SACK = "3", "Data that arrived out of order."; }
    "RFC 5681" { TCP_DUPLICATE = "2", "The same acknowledgement again."; }
    "RFC 7413" { TCP_FAST_OPEN = "4.1.1", "Data with the first packet."; }
    "RFC 2385" { TCP_MD5 = "3.0", "A keyed checksum."; }
    "RFC 8684" { TCP_MULTIPATH = "3", "One connection over several paths."; }
    "RFC 768" { UDP = "", "UDP's header."; }
    "RFC 2784" { GRE = "2.1", "A tunnel."; }
    "RFC 2890" { GRE_KEY = "2", "Its key and its numbers."; }
    "RFC 2637" { PPTP = "4.1", "GRE as PPTP has it."; }
    "draft-foschiano-erspan" { ERSPAN = "4", "Copies of frames."; }
    "RFC 3378" { ETHER_IP = "", "Ethernet in IP."; }
    "RFC 7348" { VXLAN = "5", "Ethernet in UDP."; }
    "RFC 8926" { GENEVE = "3.4", "Anything in UDP."; GENEVE_OPTION = "3.5", "Its options."; }
}
