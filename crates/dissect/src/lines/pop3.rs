//! POP3 (RFC 1939), with STLS (RFC 2595) and AUTH (RFC 5034).

use super::dialect::{Act, Dialect, Labels, Style, Which};
use crate::names::lines as label;

/// POP3.
pub(super) static POP3: Dialect = Dialect {
    which: Which::Pop3,
    style: Style::Signs,
    verbs: &[
        ("CAPA", Act::Lists, "what can the server do?"),
        ("STLS", Act::Upgrade, "the client asks to go over into TLS"),
        ("USER", Act::User, "who logs in"),
        ("PASS", Act::Password, "the password, as it is"),
        ("APOP", Act::Digest, "who logs in, with a hash (MD5) over the server's greeting and the password"),
        ("AUTH", Act::Login, "the client logs in"),
        ("STAT", Act::Plain, "how many mails are there?"),
        ("LIST", Act::Long, "how long are they?"),
        ("UIDL", Act::Long, "what are their lasting names?"),
        ("RETR", Act::Mail, "give me this mail"),
        ("TOP", Act::Mail, "give me the beginning of this mail"),
        ("DELE", Act::Plain, "mark this mail for removal"),
        ("NOOP", Act::Plain, "nothing; to keep the connection alive"),
        ("RSET", Act::Plain, "remove no mark"),
        ("QUIT", Act::Plain, "the client is done; what is marked is removed"),
        ("UTF8", Act::Plain, "names and mails may have any characters"),
    ],
    codes: &[],
    words: &[("+OK", "it went well"), ("-ERR", "it did not go well"), ("+", "the server waits for the next step")],
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
