//! Labels of Fernet tokens.

super::define_labels! {
    TOKEN: Data opaque = "wirewalk.fernet.token", "Fernet token", FERNET,
        "An encrypted message in url-safe base64: whoever has the key reads it and knows that nobody changed it.";
    SPACE = "wirewalk.fernet.space", "white space", FERNET,
        "White space around a token. It does not belong to it.";
    TEXT = "wirewalk.fernet.text", "base64 text", BASE64_URL,
        "Letters, digits, `-` and `_`: four of them carry three bytes. An encoding, not an encryption: anybody can undo it.";
    BAD_CHARACTER = "wirewalk.fernet.bad_character", "a character that does not belong there", BASE64_URL,
        "Url-safe base64 has 64 characters and `=` at the end, no others.";
    VERSION: Number = "wirewalk.fernet.version", "version", FERNET_VERSION,
        "Which format this is. There is one only, 0x80, so every token's text begins with `gAAAA`.";
    TIMESTAMP = "wirewalk.fernet.timestamp", "time", FERNET_TIMESTAMP,
        "When the token was made, in clear, so that a receiver can refuse old ones. The MAC keeps it from being changed.";
    IV: Random opaque = "wirewalk.fernet.iv", "initialisation vector", FERNET_IV,
        "Random, public and new for each token, so that the same message never looks the same twice.";
    CIPHERTEXT: Ciphertext opaque = "wirewalk.fernet.ciphertext", "ciphertext", FERNET_CIPHERTEXT,
        "The message, padded to blocks of 16 bytes and encrypted with AES-128 in CBC mode. It hides what, not how much.";
    HMAC: Signature opaque = "wirewalk.fernet.hmac", "MAC", FERNET_HMAC,
        "HMAC-SHA256 over everything before it: only who has the signing key can make it, so a changed bit is noticed.";
    PLAINTEXT: Data opaque = "wirewalk.fernet.plaintext", "plaintext", FERNET_CIPHERTEXT,
        "The message itself. Only who has the key sees it; these bytes never crossed the wire.";
    PADDING: Length = "wirewalk.fernet.padding", "padding", PKCS7_PADDING,
        "CBC takes whole blocks of 16 bytes, so the message is filled up, by a whole block if it needs nothing (PKCS #7 padding).";
    PADDING_BYTE = "wirewalk.fernet.padding_byte", "padding byte", PKCS7_PADDING,
        "Each byte of the padding says how long the padding is, so that it can be taken off again.";
}
