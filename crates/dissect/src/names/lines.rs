//! Labels of the protocols that talk in lines: SMTP, IMAP, POP3, FTP.

/// What is said of a command that is in no list.
pub const UNKNOWN_COMMAND: &str = "a command that this program does not know";

super::define_labels! {
    SMTP_COMMAND = "smtp.command_line", "command of SMTP", SMTP_COMMANDS,
        "What the client asks the mail server to do, one line at a time.";
    SMTP_VERB: Choice = "smtp.req.command", "command", SMTP_COMMANDS,
        "The first word says what the server should do.";
    SMTP_ARGUMENT: Name = "smtp.req.parameter", "argument", SMTP_COMMANDS,
        "The command's parameters.";
    SMTP_REPLY = "smtp.response", "answer of SMTP", SMTP_REPLIES,
        "How the command went: a number for programs and text for people.";
    SMTP_CODE: Number = "smtp.response.code", "code", SMTP_REPLIES,
        "The first digit: 2 done, 3 continue, 4 not now, 5 no. The other two digits say more.";
    SMTP_MORE = "wirewalk.smtp.more", "more follows", SMTP_REPLIES,
        "A hyphen says that another line of the same answer follows; a space says that this is the last line.";
    SMTP_TEXT: Data = "smtp.rsp.parameter", "text", SMTP_REPLIES,
        "Text for people. In the answer to EHLO, the list of what the server supports.";
    SMTP_USER: Name = "smtp.auth.username", "user, in base64", SMTP_AUTH,
        "The user who logs in. Base64 hides nothing.";
    SMTP_PASSWORD: Data = "smtp.auth.password", "password, in base64", SMTP_AUTH,
        "Base64 hides nothing. Without TLS, Eve can read the password.";
    SMTP_BOTH: Data = "smtp.auth.username_password", "user and password, in base64", SMTP_AUTH,
        "Base64 hides nothing. Without TLS, Eve can read both.";
    SMTP_DATA: Data opaque = "wirewalk.smtp.data", "mail", SMTP_DATA_COMMAND,
        "The mail itself: header and body, with all attachments.";
    SMTP_DATA_END = "wirewalk.smtp.data_end", "end of the mail", SMTP_DATA_COMMAND,
        "A line that contains only a dot. In the mail itself, a line that begins with a dot gets a second one.";

    IMAP_LINE = "imap.line", "line of IMAP", IMAP_LINES,
        "A command, an answer, or something that the server reports unasked.";
    IMAP_REQUEST = "imap.request", "command of IMAP", IMAP_COMMANDS,
        "What the client asks the server to do with its mailbox.";
    IMAP_REQUEST_TAG: Number = "imap.request_tag", "tag", IMAP_COMMANDS,
        "The client's name for this command. The answer repeats it, so that several commands can be under way at once.";
    IMAP_VERB: Choice = "imap.request.command", "command", IMAP_COMMANDS,
        "What the server should do.";
    IMAP_ARGUMENT: Name = "wirewalk.imap.argument", "arguments", IMAP_COMMANDS,
        "The command's parameters.";
    IMAP_USER: Name = "imap.request.username", "user", IMAP_LOGIN,
        "The user who logs in.";
    IMAP_PASSWORD: Data = "imap.request.password", "password", IMAP_LOGIN,
        "Without TLS, Eve can read it.";
    IMAP_RESPONSE = "imap.response", "answer of IMAP", IMAP_ANSWERS,
        "How the command went.";
    IMAP_RESPONSE_TAG: Number = "imap.response_tag", "tag", IMAP_ANSWERS,
        "The command that this answers. A plus means that the server waits for more.";
    IMAP_STATUS: Choice = "imap.response.status", "status", IMAP_ANSWERS,
        "OK means success, NO failure, BAD an invalid command.";
    IMAP_UNTAGGED = "wirewalk.imap.untagged", "star", IMAP_ANSWERS,
        "The line does not answer one particular command: the server reports its state.";
    IMAP_TEXT: Data = "wirewalk.imap.text", "text", IMAP_ANSWERS,
        "The server's message. Programs read the part in brackets, people the rest.";
    IMAP_DATA: Data opaque = "wirewalk.imap.literal", "literal", IMAP_LITERAL,
        "A mail, or other data that does not fit into a line. The line before gives the number of bytes in braces.";

    POP3_COMMAND = "pop.request", "command of POP3", POP3_COMMANDS,
        "What the client asks the server to do with its mailbox.";
    POP3_VERB: Choice = "pop.request.command", "command", POP3_COMMANDS,
        "What the server should do.";
    POP3_ARGUMENT: Name = "pop.request.parameter", "argument", POP3_COMMANDS,
        "The command's parameters.";
    POP3_LOGIN: Data = "pop.request.data", "login", POP3_AUTH,
        "An answer to the server's challenge, in base64, which hides nothing.";
    POP3_REPLY = "pop.response", "answer of POP3", POP3_COMMANDS,
        "How the command went, and text for people.";
    POP3_STATUS: Choice = "pop.response.indicator", "status", POP3_COMMANDS,
        "+OK or -ERR. A plus on its own means that the server waits for more.";
    POP3_TEXT: Data = "pop.response.description", "text", POP3_COMMANDS,
        "Text, mostly for people.";
    POP3_LISTED: Data = "pop.response.data", "line of a longer answer", POP3_COMMANDS,
        "One line of a longer answer, which ends with a line that contains only a dot.";
    POP3_DATA: Data opaque = "wirewalk.pop.mail", "mail", POP3_COMMANDS,
        "The mail itself, or its beginning.";
    POP3_DATA_END = "wirewalk.pop.end", "end of the longer answer", POP3_COMMANDS,
        "A line that contains only a dot.";

    FTP_COMMAND = "wirewalk.ftp.request", "command of FTP", FTP_COMMANDS,
        "What the client asks the file server to do. The files themselves use separate connections.";
    FTP_VERB: Choice = "ftp.request.command", "command", FTP_COMMANDS,
        "What the server should do.";
    FTP_ARGUMENT: Name = "ftp.request.arg", "argument", FTP_COMMANDS,
        "The command's parameters.";
    FTP_REPLY = "wirewalk.ftp.response", "answer of FTP", FTP_REPLIES,
        "How the command went: a number for programs and text for people.";
    FTP_CODE: Number = "ftp.response.code", "code", FTP_REPLIES,
        "The first digit: 1 begun, 2 done, 3 continue, 4 not now, 5 no, 6 protected. The other two digits say more.";
    FTP_MORE = "wirewalk.ftp.more", "more follows", FTP_REPLIES,
        "A hyphen says that more lines follow, until a line with the same code and a space.";
    FTP_TEXT: Data = "ftp.response.arg", "text", FTP_REPLIES,
        "Text, mostly for people.";
    FTP_LISTED: Data = "wirewalk.ftp.listed", "line of a longer answer", FTP_REPLIES,
        "After FEAT, one feature that the server supports.";
}
