//! Protocols that begin in the clear and may go over into TLS.

use super::cites;

cites! {
    "RFC 7435" { OPPORTUNISTIC = "3", "TLS if the other side offers it: protects against Eve, but not against \
        Mallory."; }
    "RFC 4422" { SASL = "3", "Logging in, whatever the protocol."; }
    "RFC 4616" { SASL_PLAIN = "2", "User name and password themselves."; }
    "RFC 7628" { SASL_OAUTH = "3", "A token instead of a password."; }
    "RFC 854" { LINE_OF_TEXT = "NVT", "Lines of text."; }
    "RFC 5321" {
        SMTP_COMMANDS = "4.1", "What a mail client says.";
        SMTP_REPLIES = "4.2", "What a mail server answers.";
        SMTP_DATA_COMMAND = "4.1.1.4", "The mail itself.";
    }
    "RFC 4954" { SMTP_AUTH = "4", "Logging in at a mail server."; }
    "RFC 3501" {
        IMAP_LINES = "2.2", "Commands and answers.";
        IMAP_COMMANDS = "6", "What a client says.";
        IMAP_LOGIN = "6.2.3", "User name and password themselves.";
        IMAP_ANSWERS = "7", "What a server says.";
        IMAP_LITERAL = "4.3", "Bytes whose number is given in advance.";
    }
    "RFC 1939" { POP3_COMMANDS = "3", "Commands and answers."; }
    "RFC 5034" { POP3_AUTH = "4", "Logging in at a mailbox."; }
    "RFC 959" {
        FTP_COMMANDS = "4.1", "What a client says.";
        FTP_REPLIES = "4.2", "What a server answers.";
    }
    "RFC 6120" {
        XMPP_STREAM = "4", "Two streams of XML.";
        XMPP_ELEMENT = "8", "Their contents.";
        XMPP_SASL = "6", "Logging in.";
    }
    "RFC 4511" {
        LDAP_MESSAGE = "4.1.1", "What every message is.";
        LDAP_RESULT = "4.1.9", "How it went.";
        LDAP_BIND = "4.2", "Logging in.";
        LDAP_SEARCH = "4.5", "Looking for entries.";
        LDAP_EXTENDED = "4.12", "Operations that came later, TLS among them.";
    }
    "PostgreSQL documentation, Frontend/Backend Protocol" {
        PGSQL_MESSAGES = "Message Formats", "All messages.";
        PGSQL_STARTUP = "Start-up", "What a client says first.";
        PGSQL_SSL = "SSL Session Encryption", "How TLS begins.";
        PGSQL_AUTH = "Start-up", "How a client logs in.";
        PGSQL_ERRORS = "Error and Notice Message Fields", "What went wrong.";
    }
    "MySQL Internals, Client/Server Protocol" {
        MYSQL_PACKETS = "MySQL Packets", "A length, a number and the content.";
        MYSQL_HANDSHAKE = "Connection Phase", "Greeting, TLS, login.";
        MYSQL_CAPABILITIES = "Capabilities Flags", "The features of both sides.";
    }
}
