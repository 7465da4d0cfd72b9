//! Labels of PEM: base64 between two lines that say what it is.

super::define_labels! {
    BLOCK = "wirewalk.pem.block", "PEM block", PEM,
        "Binary data written as letters, so that it survives mail and editors. This is an encoding: it hides nothing.";
    BEGIN = "wirewalk.pem.begin", "first line", PEM,
        "Says what follows: five dashes, `BEGIN`, a label, and five dashes again.";
    END = "wirewalk.pem.end", "last line", PEM,
        "Repeats the label of the first line.";
    HEADER = "wirewalk.pem.header", "header", PEM_HEADERS,
        "Says how the data was processed before it became base64. Only old encrypted keys have such lines.";
    BASE64: Data opaque = "wirewalk.pem.base64", "base64", BASE64,
        "Four letters for every three bytes, in lines of 64.";
    TEXT: Data opaque = "wirewalk.pem.text", "base64 before the break", BASE64,
        "The letters before the first character that does not belong there.";
    BAD_CHARACTER = "wirewalk.pem.bad_character", "what does not belong there", BASE64,
        "Base64 has 64 characters, `=` at its end, and line ends in between.";
    OUTSIDE: Data opaque = "wirewalk.pem.outside", "text outside", PEM,
        "Text before, between and after the blocks. Programs skip it.";
    ENCRYPTED: Data opaque = "wirewalk.pem.encrypted", "encrypted private key of the old kind", PEM_HEADERS,
        "One round of MD5 turns the passphrase into the key, so guessing is fast. `openssl pkcs8 -topk8` makes a better file.";
}
