//! Labels of the PROXY protocol: a proxy says to the server behind it for whom it connects.

super::define_labels! {
    HEADER = "wirewalk.proxy.header", "PROXY header", PROXY_1,
        "Says for whom a proxy connects. Anyone who reaches the server can send one: it must accept it only from its proxy.";
    MAGIC_1 = "proxy.v1.magic", "magic word", PROXY_1,
        "Six letters that begin no other protocol's connections.";
    PROTOCOL_1: Choice = "proxy.v1.proto", "protocol", PROXY_1,
        "TCP over IPv4 or IPv6, or unknown.";
    SPACE = "wirewalk.proxy.space", "space", PROXY_1,
        "Exactly one.";
    UNKNOWN_1 = "proxy.v1.unknown", "rest of the line", PROXY_1,
        "After UNKNOWN it means nothing.";
    LINE_END = "wirewalk.proxy.line_end", "end of the line", PROXY_1,
        "The header ends here: 107 bytes at most.";
    MAGIC_2 = "proxy.v2.magic", "signature", PROXY_2,
        "Twelve bytes at which every other protocol gives up.";
    VERSION_2: Number = "proxy.v2.version", "version", PROXY_2,
        "2 in the binary form.";
    COMMAND: Choice = "proxy.v2.cmd", "command", PROXY_2,
        "LOCAL: the proxy speaks for itself, to see whether the server lives. PROXY: it speaks for somebody else.";
    FAMILY: Choice = "proxy.v2.addr_family", "family of addresses", PROXY_2,
        "IPv4, IPv6, or sockets in the file system.";
    PROTOCOL_2: Choice = "proxy.v2.protocol", "protocol", PROXY_2,
        "Stream (TCP) or datagrams (UDP).";
    LENGTH: Length = "proxy.v2.length", "length", PROXY_2,
        "Of what follows, in bytes.";
    SOURCE_4: Name = "proxy.src.ipv4", "source", PROXY_2,
        "Who really connects.";
    DESTINATION_4: Name = "proxy.dst.ipv4", "destination", PROXY_2,
        "Which address they connected to: the proxy's own mostly.";
    SOURCE_6: Name = "proxy.src.ipv6", "source", PROXY_2,
        "Who really connects.";
    DESTINATION_6: Name = "proxy.dst.ipv6", "destination", PROXY_2,
        "Which address they connected to: the proxy's own mostly.";
    SOURCE_UNIX: Name = "proxy.v2.src.unix", "source", PROXY_2,
        "A socket in the file system: its path, filled up with zeros.";
    DESTINATION_UNIX: Name = "proxy.v2.dst.unix", "destination", PROXY_2,
        "A socket in the file system: its path, filled up with zeros.";
    SOURCE_PORT: Number = "proxy.srcport", "source port", PROXY_2,
        "From which port.";
    DESTINATION_PORT: Number = "proxy.dstport", "destination port", PROXY_2,
        "To which port.";
    TLV = "proxy.v2.tlv", "additional value", PROXY_TLV,
        "Something else that the proxy knows: type, length, value.";
    TLV_TYPE: Number = "proxy.v2.tlv.type", "type", PROXY_TLV,
        "What the value is.";
    TLV_LENGTH: Length = "proxy.v2.tlv.length", "length of the value", PROXY_TLV;
    TLV_VALUE = "proxy.v2.tlv.value", "value", PROXY_TLV,
        "What the proxy says.";
    SSL_CLIENT: Number = "proxy.v2.tlv.ssl.client", "client's connection", PROXY_TLV,
        "Bits: it came over TLS; it showed a certificate on this connection; in this session.";
    SSL_VERIFY: Number = "proxy.v2.tlv.ssl.verify", "verification", PROXY_TLV,
        "0: the client showed a certificate, and the proxy found it right.";
}
