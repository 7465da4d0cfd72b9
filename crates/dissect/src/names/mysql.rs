//! Labels of MySQL's protocol.

super::define_labels! {
    PACKET = "wirewalk.mysql.packet", "packet of MySQL", MYSQL_PACKETS,
        "A length, a packet number and the content.";
    LENGTH: Length = "mysql.packet_length", "length", MYSQL_PACKETS,
        "How many bytes follow after the packet number, least significant byte first.";
    NUMBER: Number = "mysql.packet_number", "number", MYSQL_PACKETS,
        "Counts the packets of one exchange, over both sides together.";
    GREETING = "mysql.server_greeting", "greeting", MYSQL_HANDSHAKE,
        "The server sends the first message.";
    LOGIN = "mysql.login_request", "login", MYSQL_HANDSHAKE,
        "Who the client is. If it ends before the user name, it is a request for TLS.";
    PROTOCOL: Number = "mysql.protocol", "version of the protocol", MYSQL_HANDSHAKE,
        "Always 10 since 1998.";
    VERSION: Name = "mysql.version", "version of the server", MYSQL_HANDSHAKE,
        "The server's version, which it tells anyone who connects.";
    THREAD: Number = "mysql.thread_id", "thread", MYSQL_HANDSHAKE,
        "The server thread that handles this connection.";
    SALT: Random = "mysql.salt", "salt", MYSQL_HANDSHAKE,
        "Hashed together with the password, so that no two logins look the same.";
    SALT_2: Random = "mysql.salt2", "rest of the salt", MYSQL_HANDSHAKE,
        "The rest of the salt; the first eight bytes come earlier.";
    SERVER_CAPABILITIES: Choice = "mysql.caps.server", "the server can", MYSQL_CAPABILITIES,
        "Bits for what the server supports. 0x0800 is the offer of TLS, which Mallory can remove.";
    SERVER_CAPABILITIES_2: Choice = "mysql.extcaps.server", "the server can also", MYSQL_CAPABILITIES,
        "The upper half of the capability bits.";
    CLIENT_CAPABILITIES: Choice = "mysql.caps.client", "the client wants", MYSQL_CAPABILITIES,
        "Bits for what the client wants. 0x0800 means TLS from here on.";
    CLIENT_CAPABILITIES_2: Choice = "mysql.extcaps.client", "the client also wants", MYSQL_CAPABILITIES,
        "The upper half of the capability bits.";
    LANGUAGE: Choice = "mysql.server_language", "the server's characters", MYSQL_HANDSHAKE,
        "How the server encodes text.";
    STATUS: Number = "mysql.server_status", "state", MYSQL_HANDSHAKE,
        "Bits that describe the state, such as being inside a transaction.";
    PLUGIN_LENGTH: Length = "mysql.auth_plugin.length", "length of the salt", MYSQL_HANDSHAKE,
        "How many bytes of salt there are.";
    UNUSED = "mysql.unused", "unused", MYSQL_HANDSHAKE,
        "Unused bytes, all zero.";
    PLUGIN: Choice = "mysql.auth_plugin", "way to log in", MYSQL_HANDSHAKE,
        "How the server wants the client to prove who it is.";
    CLIENT_PLUGIN: Choice = "mysql.client_auth_plugin", "way to log in", MYSQL_HANDSHAKE,
        "How the client proves who it is.";
    MAX_PACKET: Number = "mysql.max_packet", "longest packet", MYSQL_HANDSHAKE,
        "The longest packet that the client accepts.";
    CHARSET: Choice = "mysql.charset", "the client's characters", MYSQL_HANDSHAKE,
        "How the client encodes text.";
    USER: Name = "mysql.user", "user", MYSQL_HANDSHAKE,
        "The user who logs in.";
    SCRAMBLE_LENGTH: Length = "wirewalk.mysql.passwd_length", "length of the proof", MYSQL_HANDSHAKE,
        "How many bytes of proof follow.";
    SCRAMBLE: Data opaque = "mysql.passwd", "proof of the password", MYSQL_HANDSHAKE,
        "A hash of password and salt; or, inside TLS or with an old login method, the password itself.";
    SCHEMA: Name = "mysql.schema", "database", MYSQL_HANDSHAKE,
        "The database that the client wants to use.";
    ATTRIBUTES: Data opaque = "mysql.connattrs", "about the client", MYSQL_HANDSHAKE,
        "The client's program, version, system and process, as names and values.";
    END = "wirewalk.mysql.end", "end", MYSQL_PACKETS,
        "A zero byte.";
    RESPONSE: Choice = "mysql.response_code", "answer", MYSQL_PACKETS,
        "0 means OK, 0xff an error, 0xfe the end of something or a different login method.";
    ERROR: Number = "mysql.error_code", "error", MYSQL_PACKETS,
        "What went wrong, as a number.";
    SQLSTATE_MARK = "wirewalk.mysql.sqlstate_mark", "mark", MYSQL_PACKETS,
        "A # that precedes the SQLSTATE.";
    SQLSTATE: Choice = "mysql.sqlstate", "SQLSTATE", MYSQL_PACKETS,
        "What went wrong, as a code that programs can use with any database.";
    ERROR_TEXT: Data = "mysql.error.message", "text", MYSQL_PACKETS,
        "What went wrong, as text for people.";
    COMMAND: Choice = "mysql.command", "command", MYSQL_PACKETS,
        "What the client asks the server to do.";
    QUERY: Data opaque = "mysql.query", "query", MYSQL_PACKETS,
        "SQL, in the clear unless it is sent over TLS.";
    BODY: Data opaque = "mysql.payload", "content", MYSQL_PACKETS,
        "Content that this program does not decode.";
}
