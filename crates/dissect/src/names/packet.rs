//! Labels of a packet as a whole, and of the links that it crosses.

super::define_labels! {
    PAYLOAD_TCP: Data opaque = "tcp.payload", "payload of TCP", TCP_SEQUENCE,
        "A part of what this side says on the connection. Where a message begins and ends in it is the business of what is spoken.";
    PAYLOAD_UDP: Data opaque = "udp.payload", "payload of UDP", UDP,
        "What the datagram carries: whole, or not at all.";
    FRAGMENT: Data opaque = "wirewalk.packet.fragment", "fragment", IPV4_FRAGMENT,
        "A part of a packet that was too long for a link. What it says is known once all parts are there.";
    CARRIED: Data opaque = "wirewalk.packet.carried", "carried", WIREWALK,
        "What a protocol carries that is not taken apart here.";

    ETHERNET = "eth", "Ethernet", ETHERNET,
        "The frame on this network, from one network card to the next. Each router on the way puts a new one around the packet.";
    ETHERNET_TO: Name = "eth.dst", "to", ETHERNET_ADDRESS,
        "The network card that should take the frame: of the other machine, or of the router that leads there.";
    ETHERNET_FROM: Name = "eth.src", "from", ETHERNET_ADDRESS,
        "The network card that sent the frame. It never leaves this network.";
    TO_MAKER: Number = "wirewalk.eth.dst.maker", "high bits of the address", ETHERNET_ADDRESS,
        "The first six bits. Three bytes with the two bits that follow name the card's maker.";
    FROM_MAKER: Number = "wirewalk.eth.src.maker", "high bits of the address", ETHERNET_ADDRESS,
        "The first six bits. Three bytes with the two bits that follow name the card's maker.";
    TO_LOCAL = "eth.dst.lg", "locally given", ETHERNET_ADDRESS,
        "Whether the address is made up, as virtual machines and phones do that do not want to be recognised, or its maker's.";
    FROM_LOCAL = "eth.src.lg", "locally given", ETHERNET_ADDRESS,
        "Whether the address is made up, as virtual machines and phones do that do not want to be recognised, or its maker's.";
    TO_GROUP = "eth.dst.ig", "group", ETHERNET_ADDRESS,
        "Whether the frame is for a group of cards, or for all, instead of one.";
    FROM_GROUP = "eth.src.ig", "group", ETHERNET_ADDRESS,
        "Zero: no group sends.";
    TO_REST: Name = "wirewalk.eth.dst.rest", "rest of the address", ETHERNET_ADDRESS,
        "Two more bytes of the maker, three that the maker counts.";
    FROM_REST: Name = "wirewalk.eth.src.rest", "rest of the address", ETHERNET_ADDRESS,
        "Two more bytes of the maker, three that the maker counts.";
    ETHER_TYPE: Number = "eth.type", "EtherType", ETHERNET_TYPE,
        "What the frame carries.";
    ETHER_LENGTH: Length = "eth.len", "length", ETHERNET_TYPE,
        "Up to 1500 the two bytes are no type but the length of what follows, which says itself what it is.";
    PADDING = "eth.padding", "padding", ETHERNET_PAD,
        "A frame has 60 bytes at least; a shorter one is filled up.";
    TRAILER = "eth.trailer", "trailer", ETHERNET,
        "Bytes behind the packet: filling, a checksum, or notes of a switch.";

    VLAN = "vlan", "802.1Q tag", VLAN_TAG,
        "Says which virtual network the frame belongs to: several share one cable.";
    VLAN_CONTROL = "wirewalk.vlan.tci", "tag control information", VLAN_TAG,
        "Priority, a flag and the network's number.";
    VLAN_PRIORITY: Number = "vlan.priority", "priority", VLAN_TAG,
        "How urgent the frame is: 0 to 7.";
    VLAN_DROP = "vlan.dei", "drop eligible", VLAN_TAG,
        "Whether the frame may be dropped first where there is too much.";
    VLAN_ID: Number = "vlan.id", "VLAN", VLAN_TAG,
        "The number of the virtual network.";
    VLAN_TYPE: Number = "vlan.etype", "EtherType", VLAN_TAG,
        "What follows on the tag.";
    OUTER_VLAN = "ieee8021ad", "802.1ad tag", VLAN_TAG,
        "The tag of a provider, around the tags of its customers (QinQ).";
    OUTER_CONTROL = "wirewalk.ieee8021ad.tci", "tag control information", VLAN_TAG,
        "Priority, a flag and the network's number.";
    OUTER_PRIORITY: Number = "ieee8021ad.priority", "priority", VLAN_TAG,
        "How urgent the frame is: 0 to 7.";
    OUTER_DROP = "ieee8021ad.dei", "drop eligible", VLAN_TAG,
        "Whether the frame may be dropped first where there is too much.";
    OUTER_ID: Number = "ieee8021ad.id", "VLAN", VLAN_TAG,
        "The number of the provider's virtual network.";
    OUTER_TYPE: Number = "ieee8021ah.etype", "EtherType", VLAN_TAG,
        "What follows on the tag.";

    LLC = "llc", "LLC", LLC,
        "Says what is carried where the frame itself does not.";
    LLC_TO: Number = "llc.dsap", "destination access point", LLC,
        "Which protocol it is for: 0xaa says that an EtherType follows (SNAP).";
    LLC_FROM: Number = "llc.ssap", "source access point", LLC,
        "Which protocol sent it.";
    LLC_CONTROL: Number = "llc.control", "control", LLC,
        "3: a frame that nobody acknowledges.";
    LLC_ORGANISATION: Number = "llc.oui", "organisation", SNAP,
        "Whose list the type is from: 0 for EtherTypes.";
    LLC_TYPE: Number = "llc.type", "EtherType", SNAP,
        "What is carried.";

    ARP = "arp", "ARP", ARP,
        "Asks which network card has an address of IP, and answers. Nobody proves anything: whoever answers first is believed.";
    ARP_HARDWARE: Number = "arp.hw.type", "hardware", ARP,
        "Which kind of network.";
    ARP_PROTOCOL: Number = "arp.proto.type", "protocol", ARP,
        "Which kind of address is asked about, as an EtherType.";
    ARP_HARDWARE_LENGTH: Length = "arp.hw.size", "length of a card's address", ARP;
    ARP_PROTOCOL_LENGTH: Length = "arp.proto.size", "length of the other address", ARP;
    ARP_OPERATION: Number = "arp.opcode", "operation", ARP,
        "A question or an answer.";
    ARP_FROM_CARD: Name = "arp.src.hw_mac", "sender's card", ARP,
        "Whoever hears it notes that this card has the sender's address.";
    ARP_FROM: Name = "arp.src.proto_ipv4", "sender's address", ARP,
        "The sender's address of IP.";
    ARP_TO_CARD: Name = "arp.dst.hw_mac", "target's card", ARP,
        "In a question unknown: zeros.";
    ARP_TO: Name = "arp.dst.proto_ipv4", "target's address", ARP,
        "The address that is asked about.";

    MPLS = "mpls", "MPLS label", MPLS,
        "Routers forward by this label without a look at the packet. Several may be stacked.";
    MPLS_LABEL: Number = "mpls.label", "label", MPLS,
        "Which way: it means something between two routers only.";
    MPLS_CLASS: Number = "mpls.exp", "traffic class", MPLS,
        "How the packet shall be treated.";
    MPLS_BOTTOM = "mpls.bottom", "bottom of the stack", MPLS,
        "Whether this is the last label.";
    MPLS_TTL: Number = "mpls.ttl", "time to live", MPLS,
        "How many routers more may forward it.";
    CONTROL_WORD: Number = "pwethcw", "control word", PSEUDOWIRE,
        "Four bytes before a frame that travels behind labels: they begin with four zero bits, which no version of IP has.";
    CHANNEL: Number = "pwach", "associated channel", PSEUDOWIRE,
        "Says which protocol speaks about the way itself.";

    PPPOE = "pppoes", "PPPoE session", PPPOE,
        "PPP in frames of Ethernet, as many lines to a provider have it.";
    PPPOE_VERSION: Number = "pppoe.version", "version", PPPOE,
        "Always 1.";
    PPPOE_TYPE: Number = "pppoe.type", "type", PPPOE,
        "Always 1.";
    PPPOE_CODE: Number = "pppoe.code", "code", PPPOE,
        "0: it carries data.";
    PPPOE_SESSION: Number = "pppoe.session_id", "session", PPPOE,
        "Which session between the two cards.";
    PPPOE_LENGTH: Length = "pppoe.payload_length", "length", PPPOE;
    PPP = "ppp", "PPP", PPP,
        "The protocol of lines with two ends.";
    PPP_ADDRESS: Number = "ppp.address", "address", PPP_FRAME,
        "0xff: there is only one other end.";
    PPP_CONTROL: Number = "ppp.control", "control", PPP_FRAME,
        "3: a frame that nobody acknowledges.";
    PPP_DIRECTION: Number = "ppp.direction", "direction", PPP,
        "Whether the frame was sent or received.";
    PPP_PROTOCOL: Number = "ppp.protocol", "protocol", PPP,
        "What the frame carries.";
    CISCO = "chdlc", "Cisco HDLC", CISCO_HDLC,
        "Two bytes and an EtherType before the packet.";
    CISCO_ADDRESS: Number = "chdlc.address", "address", CISCO_HDLC,
        "For one (0x0f) or for all (0x8f).";
    CISCO_CONTROL: Number = "chdlc.control", "control", CISCO_HDLC,
        "Zero.";
    CISCO_TYPE: Number = "chdlc.protocol", "EtherType", CISCO_HDLC,
        "What is carried.";
}
