//! Labels that protocols share which begin in the clear and may go over into TLS: the offer, the answer, who logs in.

super::define_labels! {
    OFFER: Choice = "wirewalk.upgrade.offer", "offer of TLS", OPPORTUNISTIC,
        "The server can switch to TLS. Mallory can remove this offer, and only a client that insists on TLS notices.";
    NO_OFFER: Choice = "wirewalk.upgrade.no_offer", "no offer of TLS", OPPORTUNISTIC,
        "The server's list of features ends, and TLS is not in it.";
    ASK: Choice = "wirewalk.upgrade.ask", "wish for TLS", OPPORTUNISTIC,
        "The client asks to switch this connection to TLS.";
    GRANT: Choice = "wirewalk.upgrade.grant", "yes to TLS", OPPORTUNISTIC,
        "TLS begins after this: the client starts its handshake.";
    REFUSE: Choice = "wirewalk.upgrade.refuse", "no to TLS", OPPORTUNISTIC,
        "The server does not switch to TLS. A client that continues anyway continues in the clear.";
    EARLY: Data opaque = "wirewalk.upgrade.early", "said between the wish and TLS", OPPORTUNISTIC,
        "Sent in the clear and unprotected, although its sender had asked for TLS.";
    MECHANISM: Choice = "wirewalk.login.mechanism", "mechanism", SASL,
        "The method with which the client proves who it is.";
    BASE64 = "wirewalk.login.base64", "base64", SASL,
        "Bytes written as text. It hides nothing: anyone can decode it.";
    AUTHORIZATION: Name = "wirewalk.login.authorization", "acts as", SASL_PLAIN,
        "The user on whose behalf the client wants to act, if different from the one who logs in.";
    ZERO = "wirewalk.login.zero", "zero byte", SASL_PLAIN,
        "Separates the texts before and after it.";
    USER: Name = "wirewalk.login.user", "user", SASL_PLAIN,
        "The user who logs in.";
    PASSWORD: Data = "wirewalk.login.password", "password", SASL_PLAIN,
        "Without TLS, it crosses the wire in the clear, and Eve can log in too.";
    TOKEN: Data opaque = "wirewalk.login.token", "token", SASL_OAUTH,
        "Anyone who has it can do whatever its owner can, as long as it is valid.";
    PROOF: Data opaque = "wirewalk.login.proof", "proof", SASL,
        "Computed from the password and a challenge. Eve can test guessed passwords against it.";
    CHALLENGE: Data opaque = "wirewalk.login.challenge", "challenge", SASL,
        "What the server wants the client to answer.";
    STOPPED = "wirewalk.login.stopped", "login given up", SASL,
        "A star: the client cancels this login.";
    SPACE = "wirewalk.line.space", "space", LINE_OF_TEXT,
        "Separates the words of a line.";
    END = "wirewalk.line.end", "end of the line", LINE_OF_TEXT,
        "Carriage return and line feed.";
    EMPTY = "wirewalk.line.text", "text", LINE_OF_TEXT,
        "The rest of a line.";
}
