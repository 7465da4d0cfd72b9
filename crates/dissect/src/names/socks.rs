//! Labels of SOCKS: a client asks a proxy to connect for it.

super::define_labels! {
    MESSAGE = "wirewalk.socks.message", "message of SOCKS", SOCKS5_METHODS,
        "A few bytes between a client and its proxy, before the connection belongs to others.";
    VERSION: Number = "socks.version", "version", SOCKS5_METHODS,
        "Version 4 knows addresses only, 5 names, IPv6 and passwords too. In the answers of version 4 it is 0.";
    METHOD_COUNT: Length = "socks.auth_method_count", "number of methods", SOCKS5_METHODS,
        "Of ways to introduce oneself; each takes a byte.";
    METHOD: Choice = "socks.auth_method", "method", SOCKS5_METHODS,
        "A way in which the client can introduce itself to the proxy.";
    ACCEPTED: Choice = "socks.auth_accepted_method", "chosen method", SOCKS5_METHODS,
        "The proxy's choice among the client's methods.";
    LOGIN_VERSION: Number = "socks.subnegotiation_version", "version of the login", SOCKS5_PASSWORD,
        "There is one only, 1.";
    USER_LENGTH: Length = "wirewalk.socks.username_length", "length of the user's name", SOCKS5_PASSWORD;
    USER: Name = "socks.username", "user", SOCKS5_PASSWORD,
        "Who wants to use the proxy, in clear. In version 4 it is what the client says, and may be empty.";
    PASSWORD_LENGTH: Length = "wirewalk.socks.password_length", "length of the password", SOCKS5_PASSWORD;
    PASSWORD: Data = "socks.password", "password", SOCKS5_PASSWORD,
        "It crosses the wire in clear: whoever listens can use the proxy too.";
    LOGIN_STATUS: Number = "socks.auth_status", "answer to the login", SOCKS5_PASSWORD,
        "0: the proxy lets the client in.";
    COMMAND: Choice = "socks.command", "command", SOCKS5_REQUEST,
        "What the proxy shall do: connect, wait for a connection, or pass on datagrams.";
    RESERVED = "socks.reserved", "reserved", SOCKS5_REQUEST,
        "Always 0.";
    ADDRESS_TYPE: Number = "socks.address_type", "type of address", SOCKS5_ADDRESS,
        "IPv4, IPv6, or a name that the proxy resolves, so that the client needs no DNS.";
    IPV4: Name = "socks.dst", "IPv4 address", SOCKS5_ADDRESS,
        "Where the proxy connects to, or in its answer, from where.";
    IPV6: Name = "socks.dstV6", "IPv6 address", SOCKS5_ADDRESS,
        "Where the proxy connects to, or in its answer, from where.";
    NAME_LENGTH: Length = "wirewalk.socks.remote_name_length", "length of the name", SOCKS5_ADDRESS;
    NAME: Name = "socks.remote_name", "name", SOCKS5_ADDRESS,
        "Where the proxy connects to: it asks DNS itself, and whoever listens here reads the name all the same.";
    PORT: Number = "socks.port", "port", SOCKS5_REQUEST,
        "Which port is meant.";
    REPLY: Number = "socks.results", "answer", SOCKS5_REPLY,
        "How it went. If it went well, the connection carries what client and destination say to each other.";
    PORT_4: Number = "socks.dstport", "port", SOCKS4,
        "Which port is meant.";
    NAME_4: Name = "socks.v4a_dns_name", "name", SOCKS4A,
        "Where the proxy connects to. Version 4 has no names: an address 0.0.0.x that cannot exist says that one follows.";
    END = "wirewalk.socks.end_of_text", "end of the text", SOCKS4,
        "A zero byte.";
}
