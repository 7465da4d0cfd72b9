//! Labels of PEM: base64 between two lines that say what it is.

super::define_labels! {
    BLOCK = "wirewalk.pem.block", "PEM block", PEM,
        "Binary data in letters, so that it survives mail and editors. An encoding: it hides nothing.";
    BEGIN = "wirewalk.pem.begin", "first line", PEM,
        "Says what follows. Five dashes, `BEGIN`, a label, five dashes.";
    END = "wirewalk.pem.end", "last line", PEM,
        "The same label again.";
    HEADER = "wirewalk.pem.header", "header", PEM_HEADERS,
        "How the data was treated before it became base64. Only old encrypted keys have such lines.";
    BASE64: Data opaque = "wirewalk.pem.base64", "base64", BASE64,
        "Four letters for each three bytes, in lines of 64.";
    TEXT: Data opaque = "wirewalk.pem.text", "base64 before the break", BASE64,
        "Letters up to where something does not belong there.";
    BAD_CHARACTER = "wirewalk.pem.bad_character", "what does not belong there", BASE64,
        "Base64 has 64 characters, `=` at its end, and between them line ends.";
    OUTSIDE: Data opaque = "wirewalk.pem.outside", "text outside", PEM,
        "Text before, between and after the blocks. Programs skip it.";
    ENCRYPTED: Data opaque = "wirewalk.pem.encrypted", "encrypted private key of the old kind", PEM_HEADERS,
        "The key made from the passphrase by one round of MD5: a guess costs nothing. `openssl pkcs8 -topk8` makes a better one.";
}
