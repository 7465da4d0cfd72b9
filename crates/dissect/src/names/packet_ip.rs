//! Labels of IP in both versions.

super::define_labels! {
    IPV4 = "ip", "IPv4", IPV4,
        "Carries a packet from machine to machine across networks. Every router on the path reads this header, so nothing in it is secret.";
    VERSION: Number = "ip.version", "version", IPV4,
        "Always 4.";
    HEADER_LENGTH: Length = "ip.hdr_len", "header length", IPV4,
        "In words of four bytes: 5, or more with options.";
    SERVICES = "ip.dsfield", "differentiated services", DSCP,
        "How routers should treat the packet.";
    DSCP: Number = "ip.dsfield.dscp", "class", DSCP,
        "The treatment that the sender asks for. 0 means none in particular.";
    ECN: Number = "ip.dsfield.ecn", "congestion", ECN,
        "A router that is overloaded can report it here instead of dropping packets.";
    TOTAL_LENGTH: Length = "ip.len", "total length", IPV4,
        "How many bytes the packet has, including this header.";
    ID: Random = "ip.id", "identification", IPV4,
        "Distinguishes the fragments of one packet from those of another.";
    FLAGS = "ip.flags", "flags", IPV4,
        "Whether routers may fragment the packet, and whether this is a fragment.";
    RESERVED = "ip.flags.rb", "reserved", IPV4,
        "Zero.";
    DONT_FRAGMENT = "ip.flags.df", "do not fragment", IPV4,
        "If the packet is too long for the next link, a router drops it and reports this, instead of fragmenting it.";
    MORE_FRAGMENTS = "ip.flags.mf", "more fragments", IPV4,
        "Whether more fragments follow.";
    FRAGMENT_OFFSET: Number = "ip.frag_offset", "fragment offset", IPV4,
        "Where in the whole packet this fragment belongs, in units of eight bytes.";
    TTL: Number = "ip.ttl", "time to live", IPV4,
        "Each router subtracts one and drops the packet at 0. Systems start at 64, 128 or 255, so the rest hints at how far away the sender is.";
    PROTOCOL: Choice = "ip.proto", "protocol", IPV4,
        "The protocol that the packet carries.";
    CHECKSUM: Signature = "ip.checksum", "header checksum", IPV4,
        "Detects damage on the path. Each router recalculates it, so it does not stop anyone who changes the packet on purpose.";
    SOURCE: Name = "ip.src", "source", IPV4,
        "The address that the packet claims to come from. Nothing proves it.";
    DESTINATION: Name = "ip.dst", "destination", IPV4,
        "The machine that should receive the packet.";
    OPTIONS = "wirewalk.ip.options", "options", IPV4_OPTIONS,
        "Rarely used: many routers drop packets that have options.";
    OPTION = "wirewalk.ip.option", "option", IPV4_OPTIONS,
        "A request about the packet's path.";
    OPTION_TYPE = "ip.opt.type", "type", IPV4_OPTIONS,
        "Which option this is.";
    OPTION_COPY = "ip.opt.type.copy", "copied", IPV4_OPTIONS,
        "Whether every fragment contains the option too.";
    OPTION_CLASS: Number = "ip.opt.type.class", "class", IPV4_OPTIONS,
        "0 means control, 2 measurement.";
    OPTION_NUMBER: Number = "ip.opt.type.number", "number", IPV4_OPTIONS,
        "Which option of its class this is.";
    OPTION_LENGTH: Length = "ip.opt.len", "length", IPV4_OPTIONS,
        "How many bytes the option has, including its type.";
    OPTION_POINTER: Number = "ip.opt.ptr", "pointer", IPV4_OPTIONS,
        "Where the next router reads or writes, counted from 1.";
    OPTION_ALERT: Number = "ip.opt.ra", "router alert", ROUTER_ALERT,
        "0 asks every router to look inside the packet.";
    OPTION_OVERFLOW: Number = "ip.opt.overflow", "overflow", IPV4_OPTIONS,
        "How many routers had no room to write.";
    OPTION_FLAG: Number = "ip.opt.flag", "flag", IPV4_OPTIONS,
        "Whether routers record only times, or addresses too.";
    OPTION_VALUE: Data opaque = "wirewalk.ip.option_value", "value", IPV4_OPTIONS,
        "The option's addresses or times.";

    IPV6 = "ipv6", "IPv6", IPV6,
        "Does the same as IPv4, with longer addresses and without a checksum that routers must recalculate.";
    VERSION_6: Number = "ipv6.version", "version", IPV6,
        "Always 6.";
    CLASS_6 = "ipv6.tclass", "traffic class", IPV6,
        "How routers should treat the packet.";
    DSCP_6: Number = "ipv6.tclass.dscp", "class", DSCP,
        "The treatment that the sender asks for. 0 means none in particular.";
    ECN_6: Number = "ipv6.tclass.ecn", "congestion", ECN,
        "A router that is overloaded can report it here instead of dropping packets.";
    FLOW_6: Random = "ipv6.flow", "flow label", IPV6,
        "The same for all packets of a conversation, so that routers can keep them on one path without looking further inside.";
    LENGTH_6: Length = "ipv6.plen", "payload length", IPV6,
        "How many bytes follow this header.";
    NEXT_6: Choice = "ipv6.nxt", "next header", IPV6,
        "The type of the next header: an extension, or the protocol that the packet carries.";
    HOPS_6: Number = "ipv6.hlim", "hop limit", IPV6,
        "Each router subtracts one and drops the packet at 0.";
    SOURCE_6: Name = "ipv6.src", "source", IPV6,
        "The address that the packet claims to come from. Nothing proves it.";
    DESTINATION_6: Name = "ipv6.dst", "destination", IPV6,
        "The machine that should receive the packet.";
    HOP_OPTIONS = "ipv6.hopopts", "hop-by-hop options", IPV6_EXTENSIONS,
        "Options for every router on the path.";
    HOP_NEXT: Choice = "ipv6.hopopts.nxt", "next header", IPV6_EXTENSIONS,
        "The type of the next header.";
    HOP_LENGTH: Length = "ipv6.hopopts.len", "length", IPV6_EXTENSIONS,
        "In units of eight bytes, not counting the first eight.";
    END_OPTIONS = "ipv6.dstopts", "destination options", IPV6_EXTENSIONS,
        "Options for the destination only.";
    END_NEXT: Choice = "ipv6.dstopts.nxt", "next header", IPV6_EXTENSIONS,
        "The type of the next header.";
    END_LENGTH: Length = "ipv6.dstopts.len", "length", IPV6_EXTENSIONS,
        "In units of eight bytes, not counting the first eight.";
    OPTION_6 = "ipv6.opt", "option", IPV6_OPTIONS,
        "A type, a length and a value.";
    OPTION_6_TYPE = "ipv6.opt.type", "type", IPV6_OPTIONS,
        "Which option this is.";
    OPTION_6_ACTION: Number = "ipv6.opt.type.action", "if unknown", IPV6_OPTIONS,
        "What a machine should do if it does not know the option: skip it (0), drop the packet (1), or drop it and report that (2, 3).";
    OPTION_6_CHANGE = "ipv6.opt.type.change", "may change", IPV6_OPTIONS,
        "Whether routers may change the value on the path.";
    OPTION_6_REST: Number = "ipv6.opt.type.rest", "number", IPV6_OPTIONS,
        "Which option this is, in five bits.";
    OPTION_6_LENGTH: Length = "ipv6.opt.length", "length of the value", IPV6_OPTIONS,
        "How many bytes of value follow.";
    OPTION_6_ALERT: Number = "ipv6.opt.router_alert", "router alert", ROUTER_ALERT_6,
        "The protocol for which every router should look inside. 0 is the one that machines use to join groups.";
    OPTION_6_PADDING = "ipv6.opt.padn", "padding", IPV6_OPTIONS,
        "Zeros that fill the header up to a multiple of eight bytes.";
    OPTION_6_VALUE: Data opaque = "wirewalk.ipv6.option_value", "value", IPV6_OPTIONS,
        "The contents of the option.";
    ROUTING = "ipv6.routing", "routing header", IPV6_ROUTING,
        "A list of machines that the packet should pass through.";
    ROUTING_NEXT: Choice = "ipv6.routing.nxt", "next header", IPV6_ROUTING,
        "The type of the next header.";
    ROUTING_LENGTH: Length = "ipv6.routing.len", "length", IPV6_ROUTING,
        "In units of eight bytes, not counting the first eight.";
    ROUTING_TYPE: Number = "ipv6.routing.type", "type", IPV6_ROUTING,
        "The type of list that follows.";
    ROUTING_LEFT: Number = "ipv6.routing.segleft", "segments left", IPV6_ROUTING,
        "How many of the machines the packet must still pass.";
    ROUTING_VALUE: Data opaque = "wirewalk.ipv6.routing_value", "list", IPV6_ROUTING,
        "The machines to pass through.";
    FRAGMENT_6 = "ipv6.fraghdr", "fragment header", IPV6_FRAGMENT,
        "The packet was too long for a link, so its sender fragmented it. IPv6 routers never do.";
    FRAGMENT_NEXT: Choice = "ipv6.fraghdr.nxt", "next header", IPV6_FRAGMENT,
        "The type of the next header in the whole packet.";
    FRAGMENT_RESERVED: Number = "ipv6.fraghdr.reserved_octet", "reserved", IPV6_FRAGMENT,
        "Zero.";
    FRAGMENT_PLACE = "wirewalk.ipv6.fragment_place", "place", IPV6_FRAGMENT,
        "Where this fragment belongs, and whether more follow.";
    FRAGMENT_6_OFFSET: Number = "ipv6.fraghdr.offset", "offset", IPV6_FRAGMENT,
        "Where in the whole packet this fragment belongs, in units of eight bytes.";
    FRAGMENT_BITS: Number = "ipv6.fraghdr.reserved_bits", "reserved", IPV6_FRAGMENT,
        "Zero.";
    FRAGMENT_MORE = "ipv6.fraghdr.more", "more fragments", IPV6_FRAGMENT,
        "Whether more fragments follow.";
    FRAGMENT_ID: Random = "ipv6.fraghdr.ident", "identification", IPV6_FRAGMENT,
        "Distinguishes the fragments of one packet from those of another.";

    AUTHENTICATION = "ah", "authentication header", AUTHENTICATION,
        "Part of IPsec: a keyed checksum that proves who sent the packet. Nothing is encrypted.";
    AUTHENTICATION_NEXT: Choice = "ah.next_header", "next header", AUTHENTICATION,
        "The type of the next header.";
    AUTHENTICATION_LENGTH: Length = "ah.length", "length", AUTHENTICATION,
        "In words of four bytes, not counting the first two.";
    AUTHENTICATION_RESERVED: Number = "ah.reserved", "reserved", AUTHENTICATION,
        "Zero.";
    AUTHENTICATION_SPI: Number = "ah.spi", "security parameters index", AUTHENTICATION,
        "Says which keys protect the packet.";
    AUTHENTICATION_SEQUENCE: Number = "ah.sequence", "number", AUTHENTICATION,
        "Counts the packets, so that Mallory cannot replay one.";
    AUTHENTICATION_CHECK: Signature opaque = "ah.icv", "integrity check value", AUTHENTICATION,
        "The keyed checksum itself.";
    ESP = "esp", "ESP", ESP,
        "Part of IPsec: everything that follows is encrypted.";
    ESP_SPI: Number = "esp.spi", "security parameters index", ESP,
        "Says which keys protect the packet.";
    ESP_SEQUENCE: Number = "esp.sequence", "number", ESP,
        "Counts the packets, so that Mallory cannot replay one.";
    ESP_SEALED: Ciphertext opaque = "wirewalk.esp.sealed", "encrypted", ESP,
        "A packet, or a packet's content, encrypted. Only the two ends have the keys, and TLS keys do not help.";
}
