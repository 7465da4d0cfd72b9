//! Labels of Fernet tokens.

super::define_labels! {
    TOKEN: Data opaque = "wirewalk.fernet.token", "Fernet token", FERNET,
        "An encrypted message in URL-safe base64. Anyone with the key can read it, and can tell that nobody changed it.";
    SPACE = "wirewalk.fernet.space", "white space", FERNET,
        "White space around a token. It is not part of the token.";
    TEXT = "wirewalk.fernet.text", "base64 text", BASE64_URL,
        "Letters, digits, `-` and `_`; four of them carry three bytes. This is an encoding, not encryption: anyone can undo it.";
    BAD_CHARACTER = "wirewalk.fernet.bad_character", "a character that does not belong there", BASE64_URL,
        "URL-safe base64 uses 64 characters, and `=` at the end. No others are allowed.";
    VERSION: Number = "wirewalk.fernet.version", "version", FERNET_VERSION,
        "The format of the token. There is only one, 0x80, so the text of every token begins with `gAAAA`.";
    TIMESTAMP = "wirewalk.fernet.timestamp", "time", FERNET_TIMESTAMP,
        "When the token was made, in the clear, so that a receiver can refuse old ones. The MAC protects it from changes.";
    IV: Random opaque = "wirewalk.fernet.iv", "initialisation vector", FERNET_IV,
        "Random, public and new for each token, so that encrypting the same message twice never gives the same bytes.";
    CIPHERTEXT: Ciphertext opaque = "wirewalk.fernet.ciphertext", "ciphertext", FERNET_CIPHERTEXT,
        "The message, padded to blocks of 16 bytes and encrypted with AES-128 in CBC mode. This hides the content but not the length.";
    HMAC: Signature opaque = "wirewalk.fernet.hmac", "MAC", FERNET_HMAC,
        "HMAC-SHA256 over everything before it. Only a holder of the signing key can make it, so a changed bit is noticed.";
    PLAINTEXT: Data opaque = "wirewalk.fernet.plaintext", "plaintext", FERNET_CIPHERTEXT,
        "The message itself. Only a holder of the key can see it; these bytes never crossed the wire.";
    PADDING: Length = "wirewalk.fernet.padding", "padding", PKCS7_PADDING,
        "CBC needs whole blocks of 16 bytes, so the message is padded, with a full block if it already fits exactly (PKCS #7 padding).";
    PADDING_BYTE = "wirewalk.fernet.padding_byte", "padding byte", PKCS7_PADDING,
        "Each byte of padding gives the length of the padding, so that the receiver can remove it.";
}
