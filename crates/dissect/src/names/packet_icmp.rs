//! Labels of ICMP in both versions.

super::define_labels! {
    ICMP = "icmp", "ICMP", ICMP,
        "Machines and routers tell each other what became of packets. Nobody proves anything.";
    TYPE: Choice = "icmp.type", "type", ICMP,
        "What is told.";
    CODE: Number = "icmp.code", "code", ICMP,
        "Which case of it.";
    CHECKSUM: Signature = "icmp.checksum", "checksum", ICMP,
        "Shows what broke on the way.";
    IDENTIFIER: Random = "icmp.ident", "identifier", ICMP_ECHO,
        "Tells the pings of one program from those of another.";
    SEQUENCE: Number = "icmp.seq", "number", ICMP_ECHO,
        "Counts pings.";
    UNUSED = "icmp.unused", "unused", ICMP,
        "Zero.";
    MTU: Number = "icmp.mtu", "longest packet", ICMP_MTU,
        "How long a packet may be on the next link, in bytes: the sender should send shorter ones from now on.";
    GATEWAY: Name = "icmp.redir_gw", "router", ICMP,
        "There is a shorter way, over this router.";
    DATA: Data opaque = "wirewalk.icmp.data", "data", ICMP_ECHO,
        "The answer repeats it.";
    QUOTE = "wirewalk.icmp.quote", "the packet that it is about", ICMP_QUOTE,
        "The beginning of the packet, so that its sender knows which conversation is meant.";
    ICMPV6 = "icmpv6", "ICMPv6", ICMPV6,
        "What ICMP is in IPv6, and ARP too: neighbours and routers find each other by it.";
    TYPE_6: Choice = "icmpv6.type", "type", ICMPV6,
        "What is told.";
    CODE_6: Number = "icmpv6.code", "code", ICMPV6,
        "Which case of it.";
    CHECKSUM_6: Signature = "icmpv6.checksum", "checksum", ICMPV6,
        "Shows what broke on the way. The addresses are in it, since IPv6's header has none.";
    IDENTIFIER_6: Random = "icmpv6.echo.identifier", "identifier", ICMPV6_ECHO,
        "Tells the pings of one program from those of another.";
    SEQUENCE_6: Number = "icmpv6.echo.sequence_number", "number", ICMPV6_ECHO,
        "Counts pings.";
    RESERVED_6 = "icmpv6.reserved", "reserved", ICMPV6,
        "Zero.";
    POINTER_6: Number = "icmpv6.pointer", "pointer", ICMPV6,
        "At which byte of the packet the problem is.";
    MTU_6: Number = "icmpv6.mtu", "longest packet", ICMPV6_MTU,
        "How long a packet may be on the next link, in bytes. Routers of IPv6 take none into parts: the sender must send shorter ones.";
    TARGET_ASKED: Name = "icmpv6.nd.ns.target_address", "target", NEIGHBOUR,
        "The address that is asked about: which network card has it?";
    ANSWER_FLAGS = "icmpv6.nd.na.flag", "flags", NEIGHBOUR_ANSWER,
        "Who answers, and why.";
    ANSWER_ROUTER = "icmpv6.nd.na.flag.r", "router", NEIGHBOUR_ANSWER,
        "Whether a router answers.";
    ANSWER_SOLICITED = "icmpv6.nd.na.flag.s", "asked for", NEIGHBOUR_ANSWER,
        "Whether somebody asked.";
    ANSWER_OVERRIDE = "icmpv6.nd.na.flag.o", "override", NEIGHBOUR_ANSWER,
        "Whether what was noted before shall be replaced.";
    ANSWER_RESERVED = "icmpv6.nd.na.flag.rsv", "reserved", NEIGHBOUR_ANSWER,
        "Zero.";
    TARGET_ANSWERED: Name = "icmpv6.nd.na.target_address", "target", NEIGHBOUR_ANSWER,
        "The address whose network card this is.";
    HOPS: Number = "icmpv6.nd.ra.cur_hop_limit", "hop limit", ROUTER,
        "What machines on this network should begin with.";
    ROUTER_FLAGS: Number = "icmpv6.nd.ra.flag", "flags", ROUTER,
        "Whether addresses come by DHCPv6, and other things.";
    LIFETIME: Number = "icmpv6.nd.ra.router_lifetime", "lifetime", ROUTER,
        "For how many seconds this router leads out of the network; 0: it does not.";
    REACHABLE: Number = "icmpv6.nd.ra.reachable_time", "reachable time", ROUTER,
        "How long a neighbour counts as there, in milliseconds.";
    RETRANSMIT: Number = "icmpv6.nd.ra.retrans_timer", "retransmission", ROUTER,
        "After how many milliseconds one asks again.";
    OPTION = "icmpv6.opt", "option", NEIGHBOUR_OPTION,
        "Type, length in units of eight bytes, value.";
    OPTION_TYPE: Number = "icmpv6.opt.type", "type", NEIGHBOUR_OPTION,
        "Which option.";
    OPTION_LENGTH: Length = "icmpv6.opt.length", "length", NEIGHBOUR_OPTION,
        "In units of eight bytes, all counted.";
    OPTION_CARD: Name = "icmpv6.opt.linkaddr", "network card", NEIGHBOUR_OPTION,
        "The address of a network card.";
    OPTION_VALUE: Data opaque = "wirewalk.icmpv6.option_value", "value", NEIGHBOUR_OPTION,
        "What the option says.";
    DATA_6: Data opaque = "wirewalk.icmpv6.data", "data", ICMPV6,
        "What the message says, or what the answer repeats.";
    RECORDS: Number = "icmpv6.mldr.nb_mcast_records", "number of records", MULTICAST_LISTENER,
        "How many groups are told of.";
    RECORD = "icmpv6.mldr.mar", "record", MULTICAST_LISTENER,
        "One group.";
    RECORD_TYPE: Number = "icmpv6.mldr.mar.record_type", "type", MULTICAST_LISTENER,
        "Whether the sender wants to hear the group.";
    RECORD_AUXILIARY: Length = "icmpv6.mldr.mar.aux_data_len", "length of further data", MULTICAST_LISTENER;
    RECORD_SOURCES: Number = "icmpv6.mldr.mar.nb_sources", "number of sources", MULTICAST_LISTENER,
        "How many senders are meant; 0: all.";
    RECORD_GROUP: Name = "icmpv6.mldr.mar.multicast_address", "group", MULTICAST_LISTENER,
        "The group's address.";
    RECORD_REST: Data opaque = "wirewalk.icmpv6.record_rest", "sources", MULTICAST_LISTENER,
        "The senders that are meant.";
}
