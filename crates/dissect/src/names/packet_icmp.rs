//! Labels of ICMP in both versions.

super::define_labels! {
    ICMP = "icmp", "ICMP", ICMP,
        "Messages in which machines and routers report what happened to packets. Anyone can forge them.";
    TYPE: Choice = "icmp.type", "type", ICMP,
        "What the message is about.";
    CODE: Number = "icmp.code", "code", ICMP,
        "Which case of it this is.";
    CHECKSUM: Signature = "icmp.checksum", "checksum", ICMP,
        "Detects damage on the path.";
    IDENTIFIER: Random = "icmp.ident", "identifier", ICMP_ECHO,
        "Distinguishes one program's pings from another's.";
    SEQUENCE: Number = "icmp.seq", "number", ICMP_ECHO,
        "Counts the pings.";
    UNUSED = "icmp.unused", "unused", ICMP,
        "Zero.";
    MTU: Number = "icmp.mtu", "longest packet", ICMP_MTU,
        "How long a packet may be on the next link, in bytes. From now on, the sender should send shorter packets.";
    GATEWAY: Name = "icmp.redir_gw", "router", ICMP,
        "The router of a shorter path.";
    DATA: Data opaque = "wirewalk.icmp.data", "data", ICMP_ECHO,
        "The answer repeats it.";
    QUOTE = "wirewalk.icmp.quote", "the packet that it is about", ICMP_QUOTE,
        "The beginning of the packet, so that its sender knows which conversation this is about.";
    ICMPV6 = "icmpv6", "ICMPv6", ICMPV6,
        "The ICMP of IPv6. It replaces ARP too: neighbours and routers use it to find each other.";
    TYPE_6: Choice = "icmpv6.type", "type", ICMPV6,
        "What the message is about.";
    CODE_6: Number = "icmpv6.code", "code", ICMPV6,
        "Which case of it this is.";
    CHECKSUM_6: Signature = "icmpv6.checksum", "checksum", ICMPV6,
        "Detects damage on the path. It covers the addresses too, because the IPv6 header has no checksum.";
    IDENTIFIER_6: Random = "icmpv6.echo.identifier", "identifier", ICMPV6_ECHO,
        "Distinguishes one program's pings from another's.";
    SEQUENCE_6: Number = "icmpv6.echo.sequence_number", "number", ICMPV6_ECHO,
        "Counts the pings.";
    RESERVED_6 = "icmpv6.reserved", "reserved", ICMPV6,
        "Zero.";
    POINTER_6: Number = "icmpv6.pointer", "pointer", ICMPV6,
        "The byte of the packet that caused the problem.";
    MTU_6: Number = "icmpv6.mtu", "longest packet", ICMPV6_MTU,
        "How long a packet may be on the next link, in bytes. IPv6 routers do not fragment, so the sender must send shorter packets.";
    TARGET_ASKED: Name = "icmpv6.nd.ns.target_address", "target", NEIGHBOUR,
        "The address that is asked about. The question is which network card has it.";
    ANSWER_FLAGS = "icmpv6.nd.na.flag", "flags", NEIGHBOUR_ANSWER,
        "What kind of machine answers, and why.";
    ANSWER_ROUTER = "icmpv6.nd.na.flag.r", "router", NEIGHBOUR_ANSWER,
        "Whether the answering machine is a router.";
    ANSWER_SOLICITED = "icmpv6.nd.na.flag.s", "asked for", NEIGHBOUR_ANSWER,
        "Whether this answers a question.";
    ANSWER_OVERRIDE = "icmpv6.nd.na.flag.o", "override", NEIGHBOUR_ANSWER,
        "Whether receivers should replace the address that they noted before.";
    ANSWER_RESERVED = "icmpv6.nd.na.flag.rsv", "reserved", NEIGHBOUR_ANSWER,
        "Zero.";
    TARGET_ANSWERED: Name = "icmpv6.nd.na.target_address", "target", NEIGHBOUR_ANSWER,
        "The address whose network card this message names.";
    HOPS: Number = "icmpv6.nd.ra.cur_hop_limit", "hop limit", ROUTER,
        "The hop limit that machines on this network should use for their packets.";
    ROUTER_FLAGS: Number = "icmpv6.nd.ra.flag", "flags", ROUTER,
        "Whether machines should ask DHCPv6 for an address, and further settings.";
    LIFETIME: Number = "icmpv6.nd.ra.router_lifetime", "lifetime", ROUTER,
        "For how many seconds this router can be used to leave the network. 0 means that it cannot.";
    REACHABLE: Number = "icmpv6.nd.ra.reachable_time", "reachable time", ROUTER,
        "For how many milliseconds a neighbour counts as reachable after a sign of life.";
    RETRANSMIT: Number = "icmpv6.nd.ra.retrans_timer", "retransmission", ROUTER,
        "After how many milliseconds a machine should ask again.";
    OPTION = "icmpv6.opt", "option", NEIGHBOUR_OPTION,
        "A type, a length in units of eight bytes, and a value.";
    OPTION_TYPE: Number = "icmpv6.opt.type", "type", NEIGHBOUR_OPTION,
        "Which option this is.";
    OPTION_LENGTH: Length = "icmpv6.opt.length", "length", NEIGHBOUR_OPTION,
        "The length of the whole option, in units of eight bytes.";
    OPTION_CARD: Name = "icmpv6.opt.linkaddr", "network card", NEIGHBOUR_OPTION,
        "The address of a network card.";
    OPTION_VALUE: Data opaque = "wirewalk.icmpv6.option_value", "value", NEIGHBOUR_OPTION,
        "The contents of the option.";
    DATA_6: Data opaque = "wirewalk.icmpv6.data", "data", ICMPV6,
        "The contents of the message, or data that the answer repeats.";
    RECORDS: Number = "icmpv6.mldr.nb_mcast_records", "number of records", MULTICAST_LISTENER,
        "How many groups this message reports.";
    RECORD = "icmpv6.mldr.mar", "record", MULTICAST_LISTENER,
        "The report about one group.";
    RECORD_TYPE: Number = "icmpv6.mldr.mar.record_type", "type", MULTICAST_LISTENER,
        "Whether the sender wants to receive packets for this group.";
    RECORD_AUXILIARY: Length = "icmpv6.mldr.mar.aux_data_len", "length of further data", MULTICAST_LISTENER,
        "How much further data follows, in words of four bytes.";
    RECORD_SOURCES: Number = "icmpv6.mldr.mar.nb_sources", "number of sources", MULTICAST_LISTENER,
        "How many senders the report is about. 0 means all.";
    RECORD_GROUP: Name = "icmpv6.mldr.mar.multicast_address", "group", MULTICAST_LISTENER,
        "The group's address.";
    RECORD_REST: Data opaque = "wirewalk.icmpv6.record_rest", "sources", MULTICAST_LISTENER,
        "The senders that the report is about.";
}
