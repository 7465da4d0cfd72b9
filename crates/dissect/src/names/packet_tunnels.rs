//! Labels of tunnels: what stands between the packet outside and the one inside.

super::define_labels! {
    GRE = "gre", "GRE", GRE,
        "A tunnel: any packet in a packet of IP. Nothing is encrypted, and nobody proves anything.";
    GRE_FLAGS = "gre.flags_and_version", "flags and version", GRE,
        "Which further words there are.";
    GRE_CHECKSUM_THERE = "gre.flags.checksum", "checksum there", GRE,
        "Whether a checksum follows.";
    GRE_ROUTING = "gre.flags.routing", "routing there", GRE,
        "Zero: nobody lists routers here any more.";
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
        "0, or 1 as PPTP has it.";
    GRE_TYPE: Number = "gre.proto", "EtherType", GRE,
        "What is in the tunnel.";
    GRE_CHECKSUM: Signature = "gre.checksum", "checksum", GRE,
        "Over this header and what is inside.";
    GRE_OFFSET: Number = "gre.offset", "reserved", GRE,
        "Zero.";
    GRE_KEY: Number = "gre.key", "key", GRE_KEY,
        "Which tunnel between the two machines. It is called a key and protects nothing.";
    GRE_LENGTH: Length = "gre.key.payload_length", "payload length", PPTP;
    GRE_CALL: Number = "gre.key.call_id", "call", PPTP,
        "Which session.";
    GRE_SEQUENCE: Number = "gre.sequence_number", "number", GRE_KEY,
        "Counts packets, so that the receiver sees which are missing.";
    GRE_ACK: Number = "gre.ack_number", "acknowledgement", PPTP,
        "The highest number that came.";
    ERSPAN = "erspan", "ERSPAN", ERSPAN,
        "A copy of a frame that a switch sends to whoever watches.";
    ERSPAN_HEADER: Data opaque = "wirewalk.erspan.header", "header", ERSPAN,
        "Version, VLAN, session, and where the frame was copied.";
    ETHER_IP = "etherip", "Ethernet in IP", ETHER_IP,
        "Two bytes before a frame of Ethernet.";
    ETHER_IP_VERSION: Number = "etherip.ver", "version", ETHER_IP,
        "3.";
    ETHER_IP_RESERVED: Number = "etherip.reserved", "reserved", ETHER_IP,
        "Zero.";
    VXLAN = "vxlan", "VXLAN", VXLAN,
        "A network of virtual machines over a network of real ones: frames of Ethernet in datagrams. Nothing is encrypted.";
    VXLAN_FLAGS = "vxlan.flags", "flags", VXLAN,
        "What of the header means something.";
    VXLAN_FLAG_GROUP = "vxlan.flag_g", "group policy there", VXLAN,
        "Whether the two bytes that follow name a group of machines.";
    VXLAN_FLAG_NETWORK = "vxlan.flag_i", "network there", VXLAN,
        "Whether there is a network's number: always.";
    VXLAN_FLAG_LEARN = "vxlan.flag_d", "do not learn", VXLAN,
        "Whether the receiver should not note where the sender is.";
    VXLAN_FLAG_APPLIED = "vxlan.flag_a", "policy applied", VXLAN,
        "Whether the policy was applied already.";
    VXLAN_FLAG_RESERVED: Number = "vxlan.flags_reserved", "reserved", VXLAN,
        "Zero.";
    VXLAN_VERSION: Number = "vxlan.ver", "version", VXLAN,
        "Zero.";
    VXLAN_NETWORK_BIT = "vxlan.i_bit", "network there", VXLAN,
        "Whether there is a network's number.";
    VXLAN_NEXT_BIT = "vxlan.p_bit", "next protocol there", VXLAN,
        "Whether the header says what follows; if not, it is Ethernet.";
    VXLAN_OAM_BIT = "vxlan.o_bit", "about the tunnel", VXLAN,
        "Whether the packet is about the tunnel itself.";
    VXLAN_RESERVED_16: Number = "vxlan.reserved_16", "reserved", VXLAN,
        "Zero.";
    VXLAN_POLICY: Number = "vxlan.gbp", "group policy", VXLAN,
        "Zero, or the number of a group of machines.";
    VXLAN_NEXT: Number = "vxlan.next_proto", "next protocol", VXLAN,
        "What is in the tunnel, where it is not Ethernet.";
    VXLAN_NETWORK: Number = "vxlan.vni", "network", VXLAN,
        "Which virtual network.";
    VXLAN_RESERVED: Number = "vxlan.reserved8", "reserved", VXLAN,
        "Zero.";
    GENEVE = "geneve", "GENEVE", GENEVE,
        "As VXLAN, with options and with anything inside.";
    GENEVE_FIRST = "wirewalk.geneve.first", "version and length", GENEVE,
        "One byte.";
    GENEVE_VERSION: Number = "geneve.version", "version", GENEVE,
        "0.";
    GENEVE_LENGTH: Length = "geneve.option.length", "length of the options", GENEVE,
        "In words of four bytes.";
    GENEVE_FLAGS = "geneve.flags", "flags", GENEVE,
        "For whom the packet is.";
    GENEVE_OAM = "geneve.flags.oam", "about the tunnel", GENEVE,
        "Whether the packet is about the tunnel itself.";
    GENEVE_CRITICAL = "geneve.flags.critical", "critical options", GENEVE,
        "Whether an option must be understood.";
    GENEVE_FLAGS_RESERVED: Number = "geneve.flags.reserved", "reserved", GENEVE,
        "Zero.";
    GENEVE_TYPE: Number = "geneve.proto_type", "EtherType", GENEVE,
        "What is in the tunnel.";
    GENEVE_NETWORK: Number = "geneve.vni", "network", GENEVE,
        "Which virtual network.";
    GENEVE_RESERVED: Number = "geneve.reserved", "reserved", GENEVE,
        "Zero.";
    GENEVE_OPTIONS = "geneve.options", "options", GENEVE_OPTION,
        "What the ends of the tunnel tell each other.";
    GENEVE_OPTION = "geneve.option", "option", GENEVE_OPTION,
        "Class, type, length, value.";
    GENEVE_OPTION_CLASS: Number = "geneve.option.class", "class", GENEVE_OPTION,
        "Whose option it is.";
    GENEVE_OPTION_TYPE: Number = "geneve.option.type", "type", GENEVE_OPTION,
        "Which option; from 0x80 on it must be understood.";
    GENEVE_OPTION_RESERVED: Number = "geneve.option.flags.reserved", "reserved", GENEVE_OPTION,
        "Zero.";
    GENEVE_OPTION_DATA: Data opaque = "geneve.option.unknown.data", "value", GENEVE_OPTION,
        "What the option says.";
}
