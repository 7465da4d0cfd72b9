//! Labels that protocols share which begin in the clear and may go over into TLS: the offer, the answer, who logs in.

super::define_labels! {
    OFFER: Choice = "wirewalk.upgrade.offer", "offer of TLS", OPPORTUNISTIC,
        "The server can go over into TLS. Anyone on the way can take this out, and only a client that insists on TLS notices.";
    NO_OFFER: Choice = "wirewalk.upgrade.no_offer", "no offer of TLS", OPPORTUNISTIC,
        "The list of what the server offers ends, and TLS is not in it.";
    ASK: Choice = "wirewalk.upgrade.ask", "wish for TLS", OPPORTUNISTIC,
        "The client asks to go over into TLS on this connection.";
    GRANT: Choice = "wirewalk.upgrade.grant", "yes to TLS", OPPORTUNISTIC,
        "What follows is TLS: the client begins its handshake.";
    REFUSE: Choice = "wirewalk.upgrade.refuse", "no to TLS", OPPORTUNISTIC,
        "The server does not go over into TLS. Whoever goes on all the same goes on in the clear.";
    EARLY: Data opaque = "wirewalk.upgrade.early", "said between the wish and TLS", OPPORTUNISTIC,
        "In the clear, though its sender had asked for TLS: nobody protects it.";
    MECHANISM: Choice = "wirewalk.login.mechanism", "mechanism", SASL,
        "The way in which the client shows who it is.";
    BASE64 = "wirewalk.login.base64", "base64", SASL,
        "Bytes as text. It hides nothing: anyone can undo it.";
    AUTHORIZATION: Name = "wirewalk.login.authorization", "acts as", SASL_PLAIN,
        "As whom the client wants to act, if that is not the one who logs in.";
    ZERO = "wirewalk.login.zero", "zero byte", SASL_PLAIN,
        "Parts what stands before and behind it.";
    USER: Name = "wirewalk.login.user", "user", SASL_PLAIN,
        "Who logs in.";
    PASSWORD: Data = "wirewalk.login.password", "password", SASL_PLAIN,
        "Outside of TLS it crosses the wire in the clear: anyone who listens can log in too.";
    TOKEN: Data opaque = "wirewalk.login.token", "token", SASL_OAUTH,
        "Whoever has it may do what its owner may, as long as it is valid.";
    PROOF: Data opaque = "wirewalk.login.proof", "proof", SASL,
        "Computed from the password and a challenge. Anyone who listens can try passwords against it.";
    CHALLENGE: Data opaque = "wirewalk.login.challenge", "challenge", SASL,
        "What the server wants to have answered.";
    STOPPED = "wirewalk.login.stopped", "login given up", SASL,
        "A star: the client does not go on with this login.";
    SPACE = "wirewalk.line.space", "space", LINE_OF_TEXT,
        "Parts the words of a line.";
    END = "wirewalk.line.end", "end of the line", LINE_OF_TEXT,
        "Carriage return and line feed.";
    EMPTY = "wirewalk.line.text", "text", LINE_OF_TEXT,
        "The rest of a line, whatever it is.";
}
