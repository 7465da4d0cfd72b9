//! Labels of a packet as a whole, and of the links that it crosses.

super::define_labels! {
    PAYLOAD_TCP: Data opaque = "tcp.payload", "payload of TCP", TCP_SEQUENCE,
        "A part of what this side sends on the connection. The protocol inside defines where a message begins and ends in it.";
    PAYLOAD_UDP: Data opaque = "udp.payload", "payload of UDP", UDP,
        "The content of the datagram, which arrives as a whole or not at all.";
    FRAGMENT: Data opaque = "wirewalk.packet.fragment", "fragment", IPV4_FRAGMENT,
        "A part of a packet that was too long for a link. Only all parts together can be decoded.";
    CARRIED: Data opaque = "wirewalk.packet.carried", "carried", WIREWALK,
        "The content of a protocol that this program does not decode.";

    ETHERNET = "eth", "Ethernet", ETHERNET,
        "The frame on this network, from one network card to the next. Every router on the path puts a new frame around the packet.";
    ETHERNET_TO: Name = "eth.dst", "to", ETHERNET_ADDRESS,
        "The network card that should receive the frame: the other machine's, or that of the router on the way to it.";
    ETHERNET_FROM: Name = "eth.src", "from", ETHERNET_ADDRESS,
        "The network card that sent the frame. This address never leaves the local network.";
    TO_MAKER: Number = "wirewalk.eth.dst.maker", "high bits of the address", ETHERNET_ADDRESS,
        "The first six bits. Together with the two flag bits and two more bytes, they identify the card's maker.";
    FROM_MAKER: Number = "wirewalk.eth.src.maker", "high bits of the address", ETHERNET_ADDRESS,
        "The first six bits. Together with the two flag bits and two more bytes, they identify the card's maker.";
    TO_LOCAL = "eth.dst.lg", "locally given", ETHERNET_ADDRESS,
        "Set if software made the address up. Virtual machines do that, and so do phones that avoid being recognised.";
    FROM_LOCAL = "eth.src.lg", "locally given", ETHERNET_ADDRESS,
        "Set if software made the address up. Virtual machines do that, and so do phones that avoid being recognised.";
    TO_GROUP = "eth.dst.ig", "group", ETHERNET_ADDRESS,
        "Set if the frame is for a group of network cards, or for all of them, instead of one.";
    FROM_GROUP = "eth.src.ig", "group", ETHERNET_ADDRESS,
        "Always zero, because a group cannot send.";
    TO_REST: Name = "wirewalk.eth.dst.rest", "rest of the address", ETHERNET_ADDRESS,
        "Two more bytes that identify the maker, and three that the maker assigned to this card.";
    FROM_REST: Name = "wirewalk.eth.src.rest", "rest of the address", ETHERNET_ADDRESS,
        "Two more bytes that identify the maker, and three that the maker assigned to this card.";
    ETHER_TYPE: Number = "eth.type", "EtherType", ETHERNET_TYPE,
        "The protocol that the frame carries.";
    ETHER_LENGTH: Length = "eth.len", "length", ETHERNET_TYPE,
        "Up to 1500, these two bytes are not a type but the length of what follows, and that states its own type.";
    PADDING = "eth.padding", "padding", ETHERNET_PAD,
        "A frame has at least 60 bytes, so shorter ones are padded.";
    TRAILER = "eth.trailer", "trailer", ETHERNET,
        "Bytes after the packet: padding, a checksum, or information that a switch added.";

    VLAN = "vlan", "802.1Q tag", VLAN_TAG,
        "Says which virtual network the frame belongs to. Several virtual networks share one cable.";
    VLAN_CONTROL = "wirewalk.vlan.tci", "tag control information", VLAN_TAG,
        "The priority, a flag and the network's number.";
    VLAN_PRIORITY: Number = "vlan.priority", "priority", VLAN_TAG,
        "How urgent the frame is, from 0 to 7.";
    VLAN_DROP = "vlan.dei", "drop eligible", VLAN_TAG,
        "Whether this frame may be dropped first when the network is overloaded.";
    VLAN_ID: Number = "vlan.id", "VLAN", VLAN_TAG,
        "The number of the virtual network.";
    VLAN_TYPE: Number = "vlan.etype", "EtherType", VLAN_TAG,
        "The protocol that follows the tag.";
    OUTER_VLAN = "ieee8021ad", "802.1ad tag", VLAN_TAG,
        "A provider's tag, around the tags of its customers (QinQ).";
    OUTER_CONTROL = "wirewalk.ieee8021ad.tci", "tag control information", VLAN_TAG,
        "The priority, a flag and the network's number.";
    OUTER_PRIORITY: Number = "ieee8021ad.priority", "priority", VLAN_TAG,
        "How urgent the frame is, from 0 to 7.";
    OUTER_DROP = "ieee8021ad.dei", "drop eligible", VLAN_TAG,
        "Whether this frame may be dropped first when the network is overloaded.";
    OUTER_ID: Number = "ieee8021ad.id", "VLAN", VLAN_TAG,
        "The number of the provider's virtual network.";
    OUTER_TYPE: Number = "ieee8021ah.etype", "EtherType", VLAN_TAG,
        "The protocol that follows the tag.";

    LLC = "llc", "LLC", LLC,
        "Says what the frame carries, where the frame's own header does not.";
    LLC_TO: Number = "llc.dsap", "destination access point", LLC,
        "The protocol that the content is for. 0xaa means that an EtherType follows (SNAP).";
    LLC_FROM: Number = "llc.ssap", "source access point", LLC,
        "The protocol that sent it.";
    LLC_CONTROL: Number = "llc.control", "control", LLC,
        "3 means a frame without acknowledgement.";
    LLC_ORGANISATION: Number = "llc.oui", "organisation", SNAP,
        "The organisation that defined the type. 0 means that it is an EtherType.";
    LLC_TYPE: Number = "llc.type", "EtherType", SNAP,
        "The protocol that the frame carries.";

    ARP = "arp", "ARP", ARP,
        "Asks which network card has an IP address, and answers. There is no proof: machines believe whichever answer they receive.";
    ARP_HARDWARE: Number = "arp.hw.type", "hardware", ARP,
        "The type of network.";
    ARP_PROTOCOL: Number = "arp.proto.type", "protocol", ARP,
        "The type of address that is asked about, as an EtherType.";
    ARP_HARDWARE_LENGTH: Length = "arp.hw.size", "length of a card's address", ARP,
        "How many bytes a network card's address has.";
    ARP_PROTOCOL_LENGTH: Length = "arp.proto.size", "length of the other address", ARP,
        "How many bytes the other address has.";
    ARP_OPERATION: Number = "arp.opcode", "operation", ARP,
        "Whether this is a question or an answer.";
    ARP_FROM_CARD: Name = "arp.src.hw_mac", "sender's card", ARP,
        "Every machine that hears this can note that this card has the sender's address.";
    ARP_FROM: Name = "arp.src.proto_ipv4", "sender's address", ARP,
        "The sender's IP address.";
    ARP_TO_CARD: Name = "arp.dst.hw_mac", "target's card", ARP,
        "Zeros in a question, because the sender does not know it yet.";
    ARP_TO: Name = "arp.dst.proto_ipv4", "target's address", ARP,
        "The IP address that is asked about.";

    MPLS = "mpls", "MPLS label", MPLS,
        "Routers forward by this label without reading the packet inside. Labels can be stacked.";
    MPLS_LABEL: Number = "mpls.label", "label", MPLS,
        "The path to take. The number has a meaning only between two routers.";
    MPLS_CLASS: Number = "mpls.exp", "traffic class", MPLS,
        "How routers should treat the packet.";
    MPLS_BOTTOM = "mpls.bottom", "bottom of the stack", MPLS,
        "Whether this is the last label of the stack.";
    MPLS_TTL: Number = "mpls.ttl", "time to live", MPLS,
        "How many more routers may forward the packet.";
    CONTROL_WORD: Number = "pwethcw", "control word", PSEUDOWIRE,
        "Four bytes before a frame behind labels. They begin with four zero bits, which no version of IP does.";
    CHANNEL: Number = "pwach", "associated channel", PSEUDOWIRE,
        "Names the protocol of a message about the path itself.";

    PPPOE = "pppoes", "PPPoE session", PPPOE,
        "PPP in Ethernet frames, as many lines to internet providers use it.";
    PPPOE_VERSION: Number = "pppoe.version", "version", PPPOE,
        "Always 1.";
    PPPOE_TYPE: Number = "pppoe.type", "type", PPPOE,
        "Always 1.";
    PPPOE_CODE: Number = "pppoe.code", "code", PPPOE,
        "0 means that it carries data.";
    PPPOE_SESSION: Number = "pppoe.session_id", "session", PPPOE,
        "Which session between the two network cards this is.";
    PPPOE_LENGTH: Length = "pppoe.payload_length", "length", PPPOE,
        "How many bytes of payload follow.";
    PPP = "ppp", "PPP", PPP,
        "The protocol for lines with two ends.";
    PPP_ADDRESS: Number = "ppp.address", "address", PPP_FRAME,
        "Always 0xff, because there is only one other end.";
    PPP_CONTROL: Number = "ppp.control", "control", PPP_FRAME,
        "3 means a frame without acknowledgement.";
    PPP_DIRECTION: Number = "ppp.direction", "direction", PPP,
        "Whether the frame was sent or received.";
    PPP_PROTOCOL: Number = "ppp.protocol", "protocol", PPP,
        "The protocol that the frame carries.";
    CISCO = "chdlc", "Cisco HDLC", CISCO_HDLC,
        "Two bytes and an EtherType before the packet.";
    CISCO_ADDRESS: Number = "chdlc.address", "address", CISCO_HDLC,
        "For one receiver (0x0f) or for all (0x8f).";
    CISCO_CONTROL: Number = "chdlc.control", "control", CISCO_HDLC,
        "Zero.";
    CISCO_TYPE: Number = "chdlc.protocol", "EtherType", CISCO_HDLC,
        "The protocol that the frame carries.";
}
