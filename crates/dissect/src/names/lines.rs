//! Labels of the protocols that talk in lines: SMTP, IMAP, POP3, FTP.

super::define_labels! {
    SMTP_COMMAND = "smtp.command_line", "command of SMTP", SMTP_COMMANDS,
        "What the client wants of the mail server, one line at a time.";
    SMTP_VERB: Choice = "smtp.req.command", "command", SMTP_COMMANDS,
        "The first word says what shall be done.";
    SMTP_ARGUMENT: Name = "smtp.req.parameter", "argument", SMTP_COMMANDS,
        "What the command is about.";
    SMTP_REPLY = "smtp.response", "answer of SMTP", SMTP_REPLIES,
        "How it went: a number for programs, a text for people.";
    SMTP_CODE: Number = "smtp.response.code", "code", SMTP_REPLIES,
        "2 done, 3 go on, 4 not now, 5 no. The other two digits say more.";
    SMTP_MORE = "wirewalk.smtp.more", "more follows", SMTP_REPLIES,
        "A hyphen says that another line of the same answer follows, a space that this is its last.";
    SMTP_TEXT: Data = "smtp.rsp.parameter", "text", SMTP_REPLIES,
        "For people; in the answer to EHLO, what the server can do.";
    SMTP_USER: Name = "smtp.auth.username", "user, in base64", SMTP_AUTH,
        "Who logs in. Base64 hides nothing.";
    SMTP_PASSWORD: Data = "smtp.auth.password", "password, in base64", SMTP_AUTH,
        "Base64 hides nothing: outside of TLS anyone who listens has it.";
    SMTP_BOTH: Data = "smtp.auth.username_password", "user and password, in base64", SMTP_AUTH,
        "Base64 hides nothing: outside of TLS anyone who listens has both.";
    SMTP_DATA: Data opaque = "wirewalk.smtp.data", "mail", SMTP_DATA_COMMAND,
        "The mail itself: head and body, with everything that is attached.";
    SMTP_DATA_END = "wirewalk.smtp.data_end", "end of the mail", SMTP_DATA_COMMAND,
        "A line that is only a dot. In the mail itself, a line that begins with a dot gets a second one.";

    IMAP_LINE = "imap.line", "line of IMAP", IMAP_LINES,
        "A command, an answer, or what the server says unasked.";
    IMAP_REQUEST = "imap.request", "command of IMAP", IMAP_COMMANDS,
        "What the client wants of its mailbox.";
    IMAP_REQUEST_TAG: Number = "imap.request_tag", "tag", IMAP_COMMANDS,
        "The client's name for this command: the answer repeats it, so several may be under way.";
    IMAP_VERB: Choice = "imap.request.command", "command", IMAP_COMMANDS,
        "What shall be done.";
    IMAP_ARGUMENT: Name = "wirewalk.imap.argument", "arguments", IMAP_COMMANDS,
        "What the command is about.";
    IMAP_USER: Name = "imap.request.username", "user", IMAP_LOGIN,
        "Who logs in.";
    IMAP_PASSWORD: Data = "imap.request.password", "password", IMAP_LOGIN,
        "Outside of TLS anyone who listens has it.";
    IMAP_RESPONSE = "imap.response", "answer of IMAP", IMAP_ANSWERS,
        "How a command went.";
    IMAP_RESPONSE_TAG: Number = "imap.response_tag", "tag", IMAP_ANSWERS,
        "Which command is answered; a plus: the server waits for more.";
    IMAP_STATUS: Choice = "imap.response.status", "status", IMAP_ANSWERS,
        "OK, NO or BAD.";
    IMAP_UNTAGGED = "wirewalk.imap.untagged", "star", IMAP_ANSWERS,
        "The line answers no command by name: the server tells what is the case.";
    IMAP_TEXT: Data = "wirewalk.imap.text", "text", IMAP_ANSWERS,
        "What the server tells; in brackets for programs, the rest for people.";
    IMAP_DATA: Data opaque = "wirewalk.imap.literal", "literal", IMAP_LITERAL,
        "As many bytes as the line before says in braces: a mail, or whatever does not fit into a line.";

    POP3_COMMAND = "pop.request", "command of POP3", POP3_COMMANDS,
        "What the client wants of its mailbox.";
    POP3_VERB: Choice = "pop.request.command", "command", POP3_COMMANDS,
        "What shall be done.";
    POP3_ARGUMENT: Name = "pop.request.parameter", "argument", POP3_COMMANDS,
        "What the command is about.";
    POP3_LOGIN: Data = "pop.request.data", "login", POP3_AUTH,
        "An answer to the server's challenge, in base64, which hides nothing.";
    POP3_REPLY = "pop.response", "answer of POP3", POP3_COMMANDS,
        "How it went, and a text for people.";
    POP3_STATUS: Choice = "pop.response.indicator", "status", POP3_COMMANDS,
        "+OK or -ERR; a plus alone waits for more.";
    POP3_TEXT: Data = "pop.response.description", "text", POP3_COMMANDS,
        "For people mostly.";
    POP3_LISTED: Data = "pop.response.data", "line of a longer answer", POP3_COMMANDS,
        "Longer answers end with a line that is only a dot.";
    POP3_DATA: Data opaque = "wirewalk.pop.mail", "mail", POP3_COMMANDS,
        "The mail itself, or its beginning.";
    POP3_DATA_END = "wirewalk.pop.end", "end of the longer answer", POP3_COMMANDS,
        "A line that is only a dot.";

    FTP_COMMAND = "wirewalk.ftp.request", "command of FTP", FTP_COMMANDS,
        "What the client wants of the file server. Files themselves take connections of their own.";
    FTP_VERB: Choice = "ftp.request.command", "command", FTP_COMMANDS,
        "What shall be done.";
    FTP_ARGUMENT: Name = "ftp.request.arg", "argument", FTP_COMMANDS,
        "What the command is about.";
    FTP_REPLY = "wirewalk.ftp.response", "answer of FTP", FTP_REPLIES,
        "How it went: a number for programs, a text for people.";
    FTP_CODE: Number = "ftp.response.code", "code", FTP_REPLIES,
        "1 begun, 2 done, 3 go on, 4 not now, 5 no, 6 protected. The other two digits say more.";
    FTP_MORE = "wirewalk.ftp.more", "more follows", FTP_REPLIES,
        "A hyphen says that more lines follow, up to one with the same code and a space.";
    FTP_TEXT: Data = "ftp.response.arg", "text", FTP_REPLIES,
        "For people mostly.";
    FTP_LISTED: Data = "wirewalk.ftp.listed", "line of a longer answer", FTP_REPLIES,
        "After FEAT, something that the server can do.";
}
