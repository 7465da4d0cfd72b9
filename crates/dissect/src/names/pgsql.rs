//! Labels of PostgreSQL's protocol.

super::define_labels! {
    MESSAGE = "wirewalk.pgsql.message", "message of PostgreSQL", PGSQL_MESSAGES,
        "A type, a length, and contents that depend on the type.";
    TYPE: Choice = "pgsql.type", "type", PGSQL_MESSAGES,
        "A letter. Only a client's first message has none.";
    LENGTH: Length = "pgsql.length", "length", PGSQL_MESSAGES,
        "How many bytes the message has, including this length but not the type.";
    CODE: Number = "wirewalk.pgsql.request_code", "request", PGSQL_SSL,
        "A number that no version has. It asks for TLS, for GSSAPI, or to cancel a query.";
    MAJOR: Number = "pgsql.version_major", "version", PGSQL_STARTUP,
        "Always 3 since 2003.";
    MINOR: Number = "pgsql.version_minor", "minor version", PGSQL_STARTUP,
        "0 or 2.";
    PARAMETER: Name = "pgsql.parameter_name", "parameter", PGSQL_STARTUP,
        "The name of a setting.";
    PARAMETER_VALUE: Name = "pgsql.parameter_value", "value", PGSQL_STARTUP,
        "The value of the setting.";
    END = "wirewalk.pgsql.end", "end", PGSQL_MESSAGES,
        "A zero byte marks the end.";
    ANSWER: Choice = "wirewalk.pgsql.answer", "answer", PGSQL_SSL,
        "One letter without a length: S means yes, N means no.";
    AUTH: Choice = "pgsql.authtype", "how to log in", PGSQL_AUTH,
        "How the server wants the client to prove who it is. 0 means that the login succeeded.";
    SALT: Random = "pgsql.salt", "salt", PGSQL_AUTH,
        "Hashed together with the password, so that no two logins look the same.";
    SASL_MECHANISM: Choice = "pgsql.auth.sasl.mech", "mechanism", PGSQL_AUTH,
        "A login method that the server supports, or that the client chose.";
    SASL_LENGTH: Length = "pgsql.auth.sasl.data.length", "length", PGSQL_AUTH,
        "How many bytes of data follow.";
    SASL_DATA: Data opaque = "pgsql.auth.sasl.data", "step of the login", PGSQL_AUTH,
        "A challenge or an answer to one.";
    PASSWORD: Data = "pgsql.password", "password", PGSQL_AUTH,
        "The password itself or a hash of it, as the server asked.";
    QUERY: Data = "pgsql.query", "query", PGSQL_MESSAGES,
        "The query in SQL.";
    STATEMENT: Name = "pgsql.statement", "statement", PGSQL_MESSAGES,
        "The name of a prepared query.";
    TAG: Data = "pgsql.tag", "done", PGSQL_MESSAGES,
        "Which command finished, and how many rows it affected.";
    STATUS: Choice = "pgsql.status", "state", PGSQL_MESSAGES,
        "The server is ready: outside a transaction, inside one, or inside one that has failed.";
    PID: Number = "pgsql.pid", "process", PGSQL_MESSAGES,
        "The server process that handles this connection.";
    KEY: Key = "pgsql.key", "cancellation key", PGSQL_MESSAGES,
        "Anyone who knows it can cancel this connection's queries from another connection.";
    SEVERITY: Choice = "pgsql.severity", "severity", PGSQL_ERRORS,
        "ERROR, FATAL, WARNING and so on.";
    SQLSTATE: Choice = "pgsql.code", "SQLSTATE", PGSQL_ERRORS,
        "What went wrong, as a code for programs.";
    TEXT: Data = "pgsql.message", "text", PGSQL_ERRORS,
        "What went wrong, as text for people.";
    OTHER: Data = "pgsql.text", "more about it", PGSQL_ERRORS,
        "A letter that says what the text is, then the text.";
    COLUMNS: Length = "pgsql.field.count", "number of columns", PGSQL_MESSAGES,
        "How many columns follow.";
    COLUMN: Name = "pgsql.col.name", "column", PGSQL_MESSAGES,
        "The name of a column.";
    COLUMN_ABOUT = "wirewalk.pgsql.column", "about the column", PGSQL_MESSAGES,
        "18 bytes: table, number, type, size, modifier and format.";
    VALUE_LENGTH: Length = "pgsql.val.length", "length of the value", PGSQL_MESSAGES,
        "How many bytes of value follow. -1 means that there is no value (NULL).";
    VALUE: Data opaque = "pgsql.val.data", "value", PGSQL_MESSAGES,
        "The value in the column.";
    BODY: Data opaque = "wirewalk.pgsql.body", "content", PGSQL_MESSAGES,
        "Content that this program does not decode.";
}
