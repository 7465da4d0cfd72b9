//! Labels of MySQL's protocol.

super::define_labels! {
    PACKET = "wirewalk.mysql.packet", "packet of MySQL", MYSQL_PACKETS,
        "A length, a number, and what is said.";
    LENGTH: Length = "mysql.packet_length", "length", MYSQL_PACKETS,
        "Of what follows on the number, least significant byte first.";
    NUMBER: Number = "mysql.packet_number", "number", MYSQL_PACKETS,
        "Counts the packets of one exchange, both sides together.";
    GREETING = "mysql.server_greeting", "greeting", MYSQL_HANDSHAKE,
        "The server speaks first.";
    LOGIN = "mysql.login_request", "login", MYSQL_HANDSHAKE,
        "Who the client is; cut off before the name, a wish for TLS.";
    PROTOCOL: Number = "mysql.protocol", "version of the protocol", MYSQL_HANDSHAKE,
        "10 since 1998.";
    VERSION: Name = "mysql.version", "version of the server", MYSQL_HANDSHAKE,
        "Anyone who connects is told.";
    THREAD: Number = "mysql.thread_id", "thread", MYSQL_HANDSHAKE,
        "Which of the server's threads serves this connection.";
    SALT: Random = "mysql.salt", "salt", MYSQL_HANDSHAKE,
        "Hashed together with the password, so that no two logins look the same.";
    SALT_2: Random = "mysql.salt2", "rest of the salt", MYSQL_HANDSHAKE,
        "The first eight bytes stand before.";
    SERVER_CAPABILITIES: Choice = "mysql.caps.server", "the server can", MYSQL_CAPABILITIES,
        "Bits. 0x0800 is TLS: the offer that anyone on the way can take out.";
    SERVER_CAPABILITIES_2: Choice = "mysql.extcaps.server", "the server can also", MYSQL_CAPABILITIES,
        "The upper half of the bits.";
    CLIENT_CAPABILITIES: Choice = "mysql.caps.client", "the client wants", MYSQL_CAPABILITIES,
        "Bits. 0x0800: TLS, from here on.";
    CLIENT_CAPABILITIES_2: Choice = "mysql.extcaps.client", "the client also wants", MYSQL_CAPABILITIES,
        "The upper half of the bits.";
    LANGUAGE: Choice = "mysql.server_language", "the server's characters", MYSQL_HANDSHAKE,
        "How text is written.";
    STATUS: Number = "mysql.server_status", "state", MYSQL_HANDSHAKE,
        "Bits: in a transaction, and so on.";
    PLUGIN_LENGTH: Length = "mysql.auth_plugin.length", "length of the salt", MYSQL_HANDSHAKE;
    UNUSED = "mysql.unused", "unused", MYSQL_HANDSHAKE,
        "Zeros.";
    PLUGIN: Choice = "mysql.auth_plugin", "way to log in", MYSQL_HANDSHAKE,
        "How the server wants to know who the client is.";
    CLIENT_PLUGIN: Choice = "mysql.client_auth_plugin", "way to log in", MYSQL_HANDSHAKE,
        "How the client shows who it is.";
    MAX_PACKET: Number = "mysql.max_packet", "longest packet", MYSQL_HANDSHAKE,
        "The client takes no longer ones.";
    CHARSET: Choice = "mysql.charset", "the client's characters", MYSQL_HANDSHAKE,
        "How text is written.";
    USER: Name = "mysql.user", "user", MYSQL_HANDSHAKE,
        "Who logs in.";
    SCRAMBLE_LENGTH: Length = "wirewalk.mysql.passwd_length", "length of the proof", MYSQL_HANDSHAKE;
    SCRAMBLE: Data opaque = "mysql.passwd", "proof of the password", MYSQL_HANDSHAKE,
        "A hash of password and salt, or, inside TLS or with an old way to log in, the password itself.";
    SCHEMA: Name = "mysql.schema", "database", MYSQL_HANDSHAKE,
        "Which one the client wants to use.";
    ATTRIBUTES: Data opaque = "mysql.connattrs", "about the client", MYSQL_HANDSHAKE,
        "Program, version, system, process: names and values.";
    END = "wirewalk.mysql.end", "end", MYSQL_PACKETS,
        "A zero byte.";
    RESPONSE: Choice = "mysql.response_code", "answer", MYSQL_PACKETS,
        "0 OK, 0xff an error, 0xfe the end of something, or another way to log in.";
    ERROR: Number = "mysql.error_code", "error", MYSQL_PACKETS,
        "What went wrong, by number.";
    SQLSTATE_MARK = "wirewalk.mysql.sqlstate_mark", "mark", MYSQL_PACKETS,
        "A # before the SQLSTATE.";
    SQLSTATE: Choice = "mysql.sqlstate", "SQLSTATE", MYSQL_PACKETS,
        "What went wrong, for programs of any database.";
    ERROR_TEXT: Data = "mysql.error.message", "text", MYSQL_PACKETS,
        "What went wrong, for people.";
    COMMAND: Choice = "mysql.command", "command", MYSQL_PACKETS,
        "What the client wants.";
    QUERY: Data opaque = "mysql.query", "query", MYSQL_PACKETS,
        "SQL, in the clear unless TLS is around it.";
    BODY: Data opaque = "mysql.payload", "content", MYSQL_PACKETS,
        "Content that this program does not take apart.";
}
