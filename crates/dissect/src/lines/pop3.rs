//! POP3 (RFC 1939), with STLS (RFC 2595) and AUTH (RFC 5034).

use super::dialect::{Act, Dialect, Labels, Style, Which};
use crate::names::lines as label;

/// POP3.
pub(super) static POP3: Dialect = Dialect {
    which: Which::Pop3,
    style: Style::Signs,
    verbs: &[
        ("CAPA", Act::Lists, "which features does the server support?"),
        ("STLS", Act::Upgrade, "the client asks to switch to TLS"),
        ("USER", Act::User, "the user who logs in"),
        ("PASS", Act::Password, "the password itself"),
        ("APOP", Act::Digest, "the user who logs in, with a hash (MD5) of the server's greeting and the password"),
        ("AUTH", Act::Login, "the client logs in"),
        ("STAT", Act::Plain, "how many mails are there?"),
        ("LIST", Act::Long, "how long are they?"),
        ("UIDL", Act::Long, "what are their permanent names?"),
        ("RETR", Act::Mail, "send this mail"),
        ("TOP", Act::Mail, "send the beginning of this mail"),
        ("DELE", Act::Plain, "mark this mail for deletion"),
        ("NOOP", Act::Plain, "nothing: it keeps the connection alive"),
        ("RSET", Act::Plain, "clear all marks"),
        ("QUIT", Act::Plain, "the client wants to end the connection; the server deletes the marked mails"),
        ("UTF8", Act::Plain, "names and mails may contain any characters"),
    ],
    codes: &[],
    words: &[
        ("+OK", "the command succeeded"),
        ("-ERR", "the command failed"),
        ("+", "the server waits for the next step"),
    ],
    offer: "STLS",
    ports: &[110, 995],
    labels: Labels {
        command: &label::POP3_COMMAND,
        verb: &label::POP3_VERB,
        argument: &label::POP3_ARGUMENT,
        reply: &label::POP3_REPLY,
        status: &label::POP3_STATUS,
        more: &label::POP3_STATUS,
        text: &label::POP3_TEXT,
        listed: &label::POP3_LISTED,
        data: &label::POP3_DATA,
        data_end: &label::POP3_DATA_END,
    },
};
