//! Labels of tunnels: what stands between the packet outside and the one inside.

super::define_labels! {
    GRE = "gre", "GRE", GRE,
        "A tunnel: it carries any packet inside an IP packet. Nothing is encrypted, and nothing proves who sent it.";
    GRE_FLAGS = "gre.flags_and_version", "flags and version", GRE,
        "Which further words the header has.";
    GRE_CHECKSUM_THERE = "gre.flags.checksum", "checksum there", GRE,
        "Whether a checksum follows.";
    GRE_ROUTING = "gre.flags.routing", "routing there", GRE,
        "Always zero: lists of routers are no longer used here.";
    GRE_KEY_THERE = "gre.flags.key", "key there", GRE_KEY,
        "Whether a key follows.";
    GRE_SEQUENCE_THERE = "gre.flags.sequence_number", "number there", GRE_KEY,
        "Whether a number follows.";
    GRE_STRICT = "gre.flags.strict_source_route", "strict route", GRE,
        "Zero.";
    GRE_RECURSION: Number = "gre.flags.recursion_control", "recursion control", GRE,
        "Zero.";
    GRE_ACK_THERE = "gre.flags.ack", "acknowledgement there", PPTP,
        "Whether an acknowledgement follows.";
    GRE_RESERVED: Number = "gre.flags.reserved", "reserved", GRE,
        "Zero.";
    GRE_VERSION: Number = "gre.flags.version", "version", GRE,
        "0, or 1 in PPTP.";
    GRE_TYPE: Number = "gre.proto", "EtherType", GRE,
        "The protocol inside the tunnel.";
    GRE_CHECKSUM: Signature = "gre.checksum", "checksum", GRE,
        "Covers this header and the content.";
    GRE_OFFSET: Number = "gre.offset", "reserved", GRE,
        "Zero.";
    GRE_KEY: Number = "gre.key", "key", GRE_KEY,
        "Which tunnel between the two machines this is. In spite of its name, the key protects nothing.";
    GRE_LENGTH: Length = "gre.key.payload_length", "payload length", PPTP,
        "How many bytes of payload follow.";
    GRE_CALL: Number = "gre.key.call_id", "call", PPTP,
        "Which session this is.";
    GRE_SEQUENCE: Number = "gre.sequence_number", "number", GRE_KEY,
        "Counts the packets, so that the receiver can tell which ones are missing.";
    GRE_ACK: Number = "gre.ack_number", "acknowledgement", PPTP,
        "The highest number received so far.";
    ERSPAN = "erspan", "ERSPAN", ERSPAN,
        "A copy of a frame, sent by a switch to a machine that monitors the network.";
    ERSPAN_HEADER: Data opaque = "wirewalk.erspan.header", "header", ERSPAN,
        "Version, VLAN, session, and the place where the frame was copied.";
    ETHER_IP = "etherip", "Ethernet in IP", ETHER_IP,
        "Two bytes before an Ethernet frame.";
    ETHER_IP_VERSION: Number = "etherip.ver", "version", ETHER_IP,
        "Always 3.";
    ETHER_IP_RESERVED: Number = "etherip.reserved", "reserved", ETHER_IP,
        "Zero.";
    VXLAN = "vxlan", "VXLAN", VXLAN,
        "A network of virtual machines on top of a real network: Ethernet frames in datagrams. Nothing is encrypted.";
    VXLAN_FLAGS = "vxlan.flags", "flags", VXLAN,
        "Which parts of the header have a meaning.";
    VXLAN_FLAG_GROUP = "vxlan.flag_g", "group policy there", VXLAN,
        "Whether the two bytes that follow give a group of machines.";
    VXLAN_FLAG_NETWORK = "vxlan.flag_i", "network there", VXLAN,
        "Whether the header contains a network number. It always does.";
    VXLAN_FLAG_LEARN = "vxlan.flag_d", "do not learn", VXLAN,
        "Whether the receiver should not learn the sender's location from this packet.";
    VXLAN_FLAG_APPLIED = "vxlan.flag_a", "policy applied", VXLAN,
        "Whether the policy has already been applied.";
    VXLAN_FLAG_RESERVED: Number = "vxlan.flags_reserved", "reserved", VXLAN,
        "Zero.";
    VXLAN_VERSION: Number = "vxlan.ver", "version", VXLAN,
        "Zero.";
    VXLAN_NETWORK_BIT = "vxlan.i_bit", "network there", VXLAN,
        "Whether the header contains a network number.";
    VXLAN_NEXT_BIT = "vxlan.p_bit", "next protocol there", VXLAN,
        "Whether the header gives the protocol inside. If not, it is Ethernet.";
    VXLAN_OAM_BIT = "vxlan.o_bit", "about the tunnel", VXLAN,
        "Whether the packet is about the tunnel itself.";
    VXLAN_RESERVED_16: Number = "vxlan.reserved_16", "reserved", VXLAN,
        "Zero.";
    VXLAN_POLICY: Number = "vxlan.gbp", "group policy", VXLAN,
        "Zero, or the number of a group of machines.";
    VXLAN_NEXT: Number = "vxlan.next_proto", "next protocol", VXLAN,
        "The protocol inside the tunnel, if it is not Ethernet.";
    VXLAN_NETWORK: Number = "vxlan.vni", "network", VXLAN,
        "The number of the virtual network.";
    VXLAN_RESERVED: Number = "vxlan.reserved8", "reserved", VXLAN,
        "Zero.";
    GENEVE = "geneve", "GENEVE", GENEVE,
        "Like VXLAN, but with options, and for any protocol inside.";
    GENEVE_FIRST = "wirewalk.geneve.first", "version and length", GENEVE,
        "One byte, which holds the version and the length of the options.";
    GENEVE_VERSION: Number = "geneve.version", "version", GENEVE,
        "0.";
    GENEVE_LENGTH: Length = "geneve.option.length", "length of the options", GENEVE,
        "The length of the options, in words of four bytes.";
    GENEVE_FLAGS = "geneve.flags", "flags", GENEVE,
        "Who should read the packet, and whether options are critical.";
    GENEVE_OAM = "geneve.flags.oam", "about the tunnel", GENEVE,
        "Whether the packet is about the tunnel itself.";
    GENEVE_CRITICAL = "geneve.flags.critical", "critical options", GENEVE,
        "Whether there is an option that the receiver must understand.";
    GENEVE_FLAGS_RESERVED: Number = "geneve.flags.reserved", "reserved", GENEVE,
        "Zero.";
    GENEVE_TYPE: Number = "geneve.proto_type", "EtherType", GENEVE,
        "The protocol inside the tunnel.";
    GENEVE_NETWORK: Number = "geneve.vni", "network", GENEVE,
        "The number of the virtual network.";
    GENEVE_RESERVED: Number = "geneve.reserved", "reserved", GENEVE,
        "Zero.";
    GENEVE_OPTIONS = "geneve.options", "options", GENEVE_OPTION,
        "What the ends of the tunnel tell each other.";
    GENEVE_OPTION = "geneve.option", "option", GENEVE_OPTION,
        "A class, a type, a length and a value.";
    GENEVE_OPTION_CLASS: Number = "geneve.option.class", "class", GENEVE_OPTION,
        "Who defined the option.";
    GENEVE_OPTION_TYPE: Number = "geneve.option.type", "type", GENEVE_OPTION,
        "Which option this is. From 0x80 on, the receiver must understand it.";
    GENEVE_OPTION_RESERVED: Number = "geneve.option.flags.reserved", "reserved", GENEVE_OPTION,
        "Zero.";
    GENEVE_OPTION_DATA: Data opaque = "geneve.option.unknown.data", "value", GENEVE_OPTION,
        "The contents of the option.";
}
