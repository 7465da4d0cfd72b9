//! Labels of SOCKS: a client asks a proxy to connect for it.

super::define_labels! {
    MESSAGE = "wirewalk.socks.message", "message of SOCKS", SOCKS5_METHODS,
        "A few bytes between a client and its proxy, before the proxy passes the connection's data on.";
    VERSION: Number = "socks.version", "version", SOCKS5_METHODS,
        "Version 4 supports only IPv4 addresses; version 5 adds names, IPv6 and passwords. Answers in version 4 have 0 here.";
    METHOD_COUNT: Length = "socks.auth_method_count", "number of methods", SOCKS5_METHODS,
        "How many login methods follow, one byte each.";
    METHOD: Choice = "socks.auth_method", "method", SOCKS5_METHODS,
        "A method with which the client can log in to the proxy.";
    ACCEPTED: Choice = "socks.auth_accepted_method", "chosen method", SOCKS5_METHODS,
        "The method that the proxy chose from the client's list.";
    LOGIN_VERSION: Number = "socks.subnegotiation_version", "version of the login", SOCKS5_PASSWORD,
        "Always 1, the only version.";
    USER_LENGTH: Length = "wirewalk.socks.username_length", "length of the user's name", SOCKS5_PASSWORD,
        "How many bytes of user name follow.";
    USER: Name = "socks.username", "user", SOCKS5_PASSWORD,
        "The user of the proxy, in the clear. In version 4 the client can write anything here, or leave it empty.";
    PASSWORD_LENGTH: Length = "wirewalk.socks.password_length", "length of the password", SOCKS5_PASSWORD,
        "How many bytes of password follow.";
    PASSWORD: Data = "socks.password", "password", SOCKS5_PASSWORD,
        "It crosses the wire in the clear, so Eve can use the proxy too.";
    LOGIN_STATUS: Number = "socks.auth_status", "answer to the login", SOCKS5_PASSWORD,
        "0 means that the proxy accepted the login.";
    COMMAND: Choice = "socks.command", "command", SOCKS5_REQUEST,
        "What the proxy should do: connect, wait for a connection, or forward datagrams.";
    RESERVED = "socks.reserved", "reserved", SOCKS5_REQUEST,
        "Always 0.";
    ADDRESS_TYPE: Number = "socks.address_type", "type of address", SOCKS5_ADDRESS,
        "IPv4, IPv6, or a name. The proxy resolves a name, so that the client does not need DNS.";
    IPV4: Name = "socks.dst", "IPv4 address", SOCKS5_ADDRESS,
        "The address that the proxy should connect to. In an answer, the address it connects from.";
    IPV6: Name = "socks.dstV6", "IPv6 address", SOCKS5_ADDRESS,
        "The address that the proxy should connect to. In an answer, the address it connects from.";
    NAME_LENGTH: Length = "wirewalk.socks.remote_name_length", "length of the name", SOCKS5_ADDRESS,
        "How many bytes of name follow.";
    NAME: Name = "socks.remote_name", "name", SOCKS5_ADDRESS,
        "The name that the proxy should connect to. The proxy asks DNS for it, but Eve can still read the name here.";
    PORT: Number = "socks.port", "port", SOCKS5_REQUEST,
        "The port at the address beside it.";
    REPLY: Number = "socks.results", "answer", SOCKS5_REPLY,
        "How the request went. If it succeeded, the connection now carries the data of client and destination.";
    PORT_4: Number = "socks.dstport", "port", SOCKS4,
        "The port at the address beside it.";
    NAME_4: Name = "socks.v4a_dns_name", "name", SOCKS4A,
        "The name that the proxy should connect to. Version 4 has no names; an impossible address 0.0.0.x announces one.";
    END = "wirewalk.socks.end_of_text", "end of the text", SOCKS4,
        "A zero byte.";
}
