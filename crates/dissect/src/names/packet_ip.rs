//! Labels of IP in both versions.

super::define_labels! {
    IPV4 = "ip", "IPv4", IPV4,
        "Carries a packet from machine to machine, over the networks between them. Each router reads this header: nothing in it is secret.";
    VERSION: Number = "ip.version", "version", IPV4,
        "4.";
    HEADER_LENGTH: Length = "ip.hdr_len", "header length", IPV4,
        "In words of four bytes: 5, or more with options.";
    SERVICES = "ip.dsfield", "differentiated services", DSCP,
        "How routers should treat the packet.";
    DSCP: Number = "ip.dsfield.dscp", "class", DSCP,
        "Which treatment is asked for: 0 is as everybody.";
    ECN: Number = "ip.dsfield.ecn", "congestion", ECN,
        "A router that has too much to do can say so here instead of dropping packets.";
    TOTAL_LENGTH: Length = "ip.len", "total length", IPV4,
        "Of the packet with this header, in bytes.";
    ID: Random = "ip.id", "identification", IPV4,
        "Tells the fragments of one packet from those of another.";
    FLAGS = "ip.flags", "flags", IPV4,
        "Whether the packet may be taken into parts, and whether it was.";
    RESERVED = "ip.flags.rb", "reserved", IPV4,
        "Zero.";
    DONT_FRAGMENT = "ip.flags.df", "do not fragment", IPV4,
        "A router for whose next link the packet is too long drops it and says so, instead of taking it into parts.";
    MORE_FRAGMENTS = "ip.flags.mf", "more fragments", IPV4,
        "Whether further parts follow.";
    FRAGMENT_OFFSET: Number = "ip.frag_offset", "fragment offset", IPV4,
        "Where in the whole packet this part belongs, in units of eight bytes.";
    TTL: Number = "ip.ttl", "time to live", IPV4,
        "Each router takes one off and drops the packet at 0. Systems begin with 64, 128 or 255: what is left tells how far away the sender may be.";
    PROTOCOL: Choice = "ip.proto", "protocol", IPV4,
        "What the packet carries.";
    CHECKSUM: Signature = "ip.checksum", "header checksum", IPV4,
        "Shows what broke on the way. Each router computes it anew; against whoever changes it on purpose it does not help.";
    SOURCE: Name = "ip.src", "source", IPV4,
        "The machine that sent it, as it says itself: nobody proves it.";
    DESTINATION: Name = "ip.dst", "destination", IPV4,
        "The machine that shall have it.";
    OPTIONS = "wirewalk.ip.options", "options", IPV4_OPTIONS,
        "Rare: many routers drop packets that have any.";
    OPTION = "wirewalk.ip.option", "option", IPV4_OPTIONS,
        "A wish about the way.";
    OPTION_TYPE = "ip.opt.type", "type", IPV4_OPTIONS,
        "Which option.";
    OPTION_COPY = "ip.opt.type.copy", "copied", IPV4_OPTIONS,
        "Whether each fragment has it too.";
    OPTION_CLASS: Number = "ip.opt.type.class", "class", IPV4_OPTIONS,
        "0: control; 2: measuring.";
    OPTION_NUMBER: Number = "ip.opt.type.number", "number", IPV4_OPTIONS,
        "Which of its class.";
    OPTION_LENGTH: Length = "ip.opt.len", "length", IPV4_OPTIONS,
        "Of the option with its type, in bytes.";
    OPTION_POINTER: Number = "ip.opt.ptr", "pointer", IPV4_OPTIONS,
        "Where the next router reads or writes, counted from 1.";
    OPTION_ALERT: Number = "ip.opt.ra", "router alert", ROUTER_ALERT,
        "0: every router shall look into the packet.";
    OPTION_OVERFLOW: Number = "ip.opt.overflow", "overflow", IPV4_OPTIONS,
        "How many routers found no room.";
    OPTION_FLAG: Number = "ip.opt.flag", "flag", IPV4_OPTIONS,
        "Times alone, or addresses too.";
    OPTION_VALUE: Data opaque = "wirewalk.ip.option_value", "value", IPV4_OPTIONS,
        "What the option says: addresses or times.";

    IPV6 = "ipv6", "IPv6", IPV6,
        "The same as IPv4 with longer addresses, and with nothing in it that routers must compute.";
    VERSION_6: Number = "ipv6.version", "version", IPV6,
        "6.";
    CLASS_6 = "ipv6.tclass", "traffic class", IPV6,
        "How routers should treat the packet.";
    DSCP_6: Number = "ipv6.tclass.dscp", "class", DSCP,
        "Which treatment is asked for: 0 is as everybody.";
    ECN_6: Number = "ipv6.tclass.ecn", "congestion", ECN,
        "A router that has too much to do can say so here instead of dropping packets.";
    FLOW_6: Random = "ipv6.flow", "flow label", IPV6,
        "The same for all packets of a conversation, so that routers keep them on one way without looking deeper.";
    LENGTH_6: Length = "ipv6.plen", "payload length", IPV6,
        "Of what follows on this header, in bytes.";
    NEXT_6: Choice = "ipv6.nxt", "next header", IPV6,
        "What follows: an extension, or what is carried.";
    HOPS_6: Number = "ipv6.hlim", "hop limit", IPV6,
        "Each router takes one off; at 0 the packet is dropped.";
    SOURCE_6: Name = "ipv6.src", "source", IPV6,
        "The machine that sent it, as it says itself.";
    DESTINATION_6: Name = "ipv6.dst", "destination", IPV6,
        "The machine that shall have it.";
    HOP_OPTIONS = "ipv6.hopopts", "hop-by-hop options", IPV6_EXTENSIONS,
        "For every router on the way.";
    HOP_NEXT: Choice = "ipv6.hopopts.nxt", "next header", IPV6_EXTENSIONS,
        "What follows.";
    HOP_LENGTH: Length = "ipv6.hopopts.len", "length", IPV6_EXTENSIONS,
        "In units of eight bytes, the first eight not counted.";
    END_OPTIONS = "ipv6.dstopts", "destination options", IPV6_EXTENSIONS,
        "For the machine at the end.";
    END_NEXT: Choice = "ipv6.dstopts.nxt", "next header", IPV6_EXTENSIONS,
        "What follows.";
    END_LENGTH: Length = "ipv6.dstopts.len", "length", IPV6_EXTENSIONS,
        "In units of eight bytes, the first eight not counted.";
    OPTION_6 = "ipv6.opt", "option", IPV6_OPTIONS,
        "Type, length, value.";
    OPTION_6_TYPE = "ipv6.opt.type", "type", IPV6_OPTIONS,
        "Which option.";
    OPTION_6_ACTION: Number = "ipv6.opt.type.action", "if unknown", IPV6_OPTIONS,
        "What a machine does that does not know it: skip it (0), drop the packet (1), and say so (2, 3).";
    OPTION_6_CHANGE = "ipv6.opt.type.change", "may change", IPV6_OPTIONS,
        "Whether routers may change the value.";
    OPTION_6_REST: Number = "ipv6.opt.type.rest", "number", IPV6_OPTIONS,
        "Which option, in five bits.";
    OPTION_6_LENGTH: Length = "ipv6.opt.length", "length of the value", IPV6_OPTIONS;
    OPTION_6_ALERT: Number = "ipv6.opt.router_alert", "router alert", ROUTER_ALERT_6,
        "Which protocol wants every router to look: 0 is the one by which groups are joined.";
    OPTION_6_PADDING = "ipv6.opt.padn", "padding", IPV6_OPTIONS,
        "Zeros that fill up to eight bytes.";
    OPTION_6_VALUE: Data opaque = "wirewalk.ipv6.option_value", "value", IPV6_OPTIONS,
        "What the option says.";
    ROUTING = "ipv6.routing", "routing header", IPV6_ROUTING,
        "Machines through which the packet shall go.";
    ROUTING_NEXT: Choice = "ipv6.routing.nxt", "next header", IPV6_ROUTING,
        "What follows.";
    ROUTING_LENGTH: Length = "ipv6.routing.len", "length", IPV6_ROUTING,
        "In units of eight bytes, the first eight not counted.";
    ROUTING_TYPE: Number = "ipv6.routing.type", "type", IPV6_ROUTING,
        "Which kind of list follows.";
    ROUTING_LEFT: Number = "ipv6.routing.segleft", "segments left", IPV6_ROUTING,
        "How many of the machines are still ahead.";
    ROUTING_VALUE: Data opaque = "wirewalk.ipv6.routing_value", "list", IPV6_ROUTING,
        "The machines.";
    FRAGMENT_6 = "ipv6.fraghdr", "fragment header", IPV6_FRAGMENT,
        "The packet was too long for a link, and its sender took it into parts: routers of IPv6 never do.";
    FRAGMENT_NEXT: Choice = "ipv6.fraghdr.nxt", "next header", IPV6_FRAGMENT,
        "What the whole carries.";
    FRAGMENT_RESERVED: Number = "ipv6.fraghdr.reserved_octet", "reserved", IPV6_FRAGMENT,
        "Zero.";
    FRAGMENT_PLACE = "wirewalk.ipv6.fragment_place", "place", IPV6_FRAGMENT,
        "Where this part belongs, and whether more follow.";
    FRAGMENT_6_OFFSET: Number = "ipv6.fraghdr.offset", "offset", IPV6_FRAGMENT,
        "Where in the whole packet this part belongs, in units of eight bytes.";
    FRAGMENT_BITS: Number = "ipv6.fraghdr.reserved_bits", "reserved", IPV6_FRAGMENT,
        "Zero.";
    FRAGMENT_MORE = "ipv6.fraghdr.more", "more fragments", IPV6_FRAGMENT,
        "Whether further parts follow.";
    FRAGMENT_ID: Random = "ipv6.fraghdr.ident", "identification", IPV6_FRAGMENT,
        "Tells the fragments of one packet from those of another.";

    AUTHENTICATION = "ah", "authentication header", AUTHENTICATION,
        "IPsec: a checksum with a key that proves who sent the packet; nothing is encrypted.";
    AUTHENTICATION_NEXT: Choice = "ah.next_header", "next header", AUTHENTICATION,
        "What follows.";
    AUTHENTICATION_LENGTH: Length = "ah.length", "length", AUTHENTICATION,
        "In words of four bytes, the first two not counted.";
    AUTHENTICATION_RESERVED: Number = "ah.reserved", "reserved", AUTHENTICATION,
        "Zero.";
    AUTHENTICATION_SPI: Number = "ah.spi", "security parameters index", AUTHENTICATION,
        "Which keys.";
    AUTHENTICATION_SEQUENCE: Number = "ah.sequence", "number", AUTHENTICATION,
        "Counts packets, so that none is played again.";
    AUTHENTICATION_CHECK: Signature opaque = "ah.icv", "integrity check value", AUTHENTICATION,
        "The checksum with a key.";
    ESP = "esp", "ESP", ESP,
        "IPsec: what follows is encrypted.";
    ESP_SPI: Number = "esp.spi", "security parameters index", ESP,
        "Which keys.";
    ESP_SEQUENCE: Number = "esp.sequence", "number", ESP,
        "Counts packets, so that none is played again.";
    ESP_SEALED: Ciphertext opaque = "wirewalk.esp.sealed", "encrypted", ESP,
        "A packet, or what one carries; only the two ends have the keys, which are none of TLS.";
}
