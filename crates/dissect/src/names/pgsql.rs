//! Labels of PostgreSQL's protocol.

super::define_labels! {
    MESSAGE = "wirewalk.pgsql.message", "message of PostgreSQL", PGSQL_MESSAGES,
        "A type, a length, and what the type needs.";
    TYPE: Choice = "pgsql.type", "type", PGSQL_MESSAGES,
        "A letter. What a client says first has none.";
    LENGTH: Length = "pgsql.length", "length", PGSQL_MESSAGES,
        "Of the message with this length, without its type, in bytes.";
    CODE: Number = "wirewalk.pgsql.request_code", "request", PGSQL_SSL,
        "A number that no version has: it asks for TLS, for GSSAPI, or to break off a query.";
    MAJOR: Number = "pgsql.version_major", "version", PGSQL_STARTUP,
        "3 since 2003.";
    MINOR: Number = "pgsql.version_minor", "minor version", PGSQL_STARTUP,
        "0 or 2.";
    PARAMETER: Name = "pgsql.parameter_name", "parameter", PGSQL_STARTUP,
        "What is set.";
    PARAMETER_VALUE: Name = "pgsql.parameter_value", "value", PGSQL_STARTUP,
        "What it is set to.";
    END = "wirewalk.pgsql.end", "end", PGSQL_MESSAGES,
        "A zero byte.";
    ANSWER: Choice = "wirewalk.pgsql.answer", "answer", PGSQL_SSL,
        "One letter, without a length: S yes, N no.";
    AUTH: Choice = "pgsql.authtype", "how to log in", PGSQL_AUTH,
        "How the server wants to know who the client is; 0: it knows now.";
    SALT: Random = "pgsql.salt", "salt", PGSQL_AUTH,
        "Hashed together with the password, so that no two logins look the same.";
    SASL_MECHANISM: Choice = "pgsql.auth.sasl.mech", "mechanism", PGSQL_AUTH,
        "A way to log in that the server knows, or that the client chose.";
    SASL_LENGTH: Length = "pgsql.auth.sasl.data.length", "length", PGSQL_AUTH;
    SASL_DATA: Data opaque = "pgsql.auth.sasl.data", "step of the login", PGSQL_AUTH,
        "Challenge or answer.";
    PASSWORD: Data = "pgsql.password", "password", PGSQL_AUTH,
        "As it is, or as a hash, whatever the server asked for.";
    QUERY: Data = "pgsql.query", "query", PGSQL_MESSAGES,
        "SQL.";
    STATEMENT: Name = "pgsql.statement", "statement", PGSQL_MESSAGES,
        "The name of a prepared query.";
    TAG: Data = "pgsql.tag", "done", PGSQL_MESSAGES,
        "What was done, and how many rows it concerned.";
    STATUS: Choice = "pgsql.status", "state", PGSQL_MESSAGES,
        "The server is ready: outside of a transaction, inside of one, or inside of one that failed.";
    PID: Number = "pgsql.pid", "process", PGSQL_MESSAGES,
        "Which process of the server serves this connection.";
    KEY: Key = "pgsql.key", "cancellation key", PGSQL_MESSAGES,
        "Whoever knows it can break off this connection's queries from another one.";
    SEVERITY: Choice = "pgsql.severity", "severity", PGSQL_ERRORS,
        "ERROR, FATAL, WARNING and so on.";
    SQLSTATE: Choice = "pgsql.code", "SQLSTATE", PGSQL_ERRORS,
        "What went wrong, for programs.";
    TEXT: Data = "pgsql.message", "text", PGSQL_ERRORS,
        "What went wrong, for people.";
    OTHER: Data = "pgsql.text", "more about it", PGSQL_ERRORS,
        "A letter that says what it is, and a text.";
    COLUMNS: Length = "pgsql.field.count", "number of columns", PGSQL_MESSAGES,
        "So many follow.";
    COLUMN: Name = "pgsql.col.name", "column", PGSQL_MESSAGES,
        "Its name.";
    COLUMN_ABOUT = "wirewalk.pgsql.column", "about the column", PGSQL_MESSAGES,
        "Table, number, type, size, modifier, format: 18 bytes.";
    VALUE_LENGTH: Length = "pgsql.val.length", "length of the value", PGSQL_MESSAGES,
        "In bytes; -1: there is none (NULL).";
    VALUE: Data opaque = "pgsql.val.data", "value", PGSQL_MESSAGES,
        "What stands in the column.";
    BODY: Data opaque = "wirewalk.pgsql.body", "content", PGSQL_MESSAGES,
        "Content that this program does not take apart.";
}
