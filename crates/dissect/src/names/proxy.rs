//! Labels of the PROXY protocol: a proxy says to the server behind it for whom it connects.

super::define_labels! {
    HEADER = "wirewalk.proxy.header", "PROXY header", PROXY_1,
        "Says for which client a proxy connects. Anyone who reaches the server can send one, so the server must accept it only from its proxy.";
    MAGIC_1 = "proxy.v1.magic", "magic word", PROXY_1,
        "Six letters with which no other protocol begins.";
    PROTOCOL_1: Choice = "proxy.v1.proto", "protocol", PROXY_1,
        "TCP over IPv4 or IPv6, or unknown.";
    SPACE = "wirewalk.proxy.space", "space", PROXY_1,
        "Exactly one.";
    UNKNOWN_1 = "proxy.v1.unknown", "rest of the line", PROXY_1,
        "After UNKNOWN, the rest of the line has no meaning.";
    LINE_END = "wirewalk.proxy.line_end", "end of the line", PROXY_1,
        "The header ends here, after at most 107 bytes.";
    MAGIC_2 = "proxy.v2.magic", "signature", PROXY_2,
        "Twelve bytes that make a server for any other protocol give up.";
    VERSION_2: Number = "proxy.v2.version", "version", PROXY_2,
        "Always 2 in the binary form.";
    COMMAND: Choice = "proxy.v2.cmd", "command", PROXY_2,
        "LOCAL: the proxy connects for itself, to check that the server is running. PROXY: it connects for a client.";
    FAMILY: Choice = "proxy.v2.addr_family", "family of addresses", PROXY_2,
        "IPv4, IPv6, or a socket in the file system.";
    PROTOCOL_2: Choice = "proxy.v2.protocol", "protocol", PROXY_2,
        "A stream (TCP) or datagrams (UDP).";
    LENGTH: Length = "proxy.v2.length", "length", PROXY_2,
        "How many bytes follow.";
    SOURCE_4: Name = "proxy.src.ipv4", "source", PROXY_2,
        "The address of the client itself.";
    DESTINATION_4: Name = "proxy.dst.ipv4", "destination", PROXY_2,
        "The address that the client connected to, usually the proxy's own.";
    SOURCE_6: Name = "proxy.src.ipv6", "source", PROXY_2,
        "The address of the client itself.";
    DESTINATION_6: Name = "proxy.dst.ipv6", "destination", PROXY_2,
        "The address that the client connected to, usually the proxy's own.";
    SOURCE_UNIX: Name = "proxy.v2.src.unix", "source", PROXY_2,
        "The path of a socket in the file system, padded with zeros.";
    DESTINATION_UNIX: Name = "proxy.v2.dst.unix", "destination", PROXY_2,
        "The path of a socket in the file system, padded with zeros.";
    SOURCE_PORT: Number = "proxy.srcport", "source port", PROXY_2,
        "The client's port.";
    DESTINATION_PORT: Number = "proxy.dstport", "destination port", PROXY_2,
        "The port that the client connected to.";
    TLV = "proxy.v2.tlv", "additional value", PROXY_TLV,
        "Something else that the proxy knows, as a type, a length and a value.";
    TLV_TYPE: Number = "proxy.v2.tlv.type", "type", PROXY_TLV,
        "What the value is.";
    TLV_LENGTH: Length = "proxy.v2.tlv.length", "length of the value", PROXY_TLV,
        "How many bytes of value follow.";
    TLV_VALUE = "proxy.v2.tlv.value", "value", PROXY_TLV,
        "What the proxy reports.";
    SSL_CLIENT: Number = "proxy.v2.tlv.ssl.client", "client's connection", PROXY_TLV,
        "Bits that say whether the client used TLS, sent a certificate on this connection, or sent one in this session.";
    SSL_VERIFY: Number = "proxy.v2.tlv.ssl.verify", "verification", PROXY_TLV,
        "0 means that the client sent a certificate and that the proxy verified it.";
}
