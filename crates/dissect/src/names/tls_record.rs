//! Labels of TLS records: what stands around the messages, and what encryption adds.

super::define_labels! {
    RECORD = "tls.record", "TLS record", RECORDS,
        "The unit of TLS on the wire: a header of five bytes, and up to 16 KiB of something, in the clear or encrypted.";
    CONTENT_TYPE: Number = "tls.record.content_type", "content type", RECORDS,
        "What the record carries: handshake messages, data, an alert, or the sign that encryption begins.";
    OPAQUE_TYPE: Number = "tls.record.opaque_type", "outer type", PROTECTED_RECORDS,
        "In TLS 1.3 every encrypted record says application data, whatever it carries: the true type is encrypted too.";
    VERSION: Number = "tls.record.version", "record version", RECORDS,
        "Which version frames the record. Middleboxes broke on new numbers, so TLS 1.3 froze it; nobody may decide by it.";
    LENGTH: Length = "tls.record.length", "length", RECORDS,
        "How many bytes of the record follow. TCP is a stream and keeps no borders.";
    HEARTBEAT: Data opaque = "tls.heartbeat_message", "heartbeat", HEARTBEAT,
        "A message that asks whether the other side is still there. Its sloppy handling was Heartbleed; hardly anybody speaks it now.";
    APP_DATA: Ciphertext = "tls.app_data", "encrypted record", PROTECTED_RECORDS,
        "What the record carries, encrypted: without the keys it looks like noise, and only its length shows.";
    HANDSHAKE = "tls.handshake", "handshake message", RECORDS,
        "One step of the handshake: type, length, body. Once encryption has begun, only the two ends can read it.";
    ALERT = "tls.alert_message", "alert", ALERTS,
        "A word that ends the connection, or says that it is ending in order. Encrypted, if keys are there already.";
    CHANGE_CIPHER_SPEC = "tls.change_cipher_spec", "ChangeCipherSpec", CHANGE_CIPHER_SPECS,
        "TLS 1.2: what this side sends from here on is encrypted. TLS 1.3: nothing, it is there for middleboxes only.";
    SEALED: Ciphertext = "wirewalk.tls.encrypted", "encrypted record of another type", AEAD_RECORDS,
        "A record of a type that is not expected to be encrypted, after encryption began.";
    NONCE: Random = "wirewalk.tls.explicit_nonce", "explicit nonce", GCM_NONCE,
        "The part of the nonce that TLS 1.2 sends with each record. No two records under one key may have the same.";
    IV: Random opaque = "wirewalk.tls.iv", "initialisation vector", CBC_RECORDS,
        "Random bytes that begin the chain of blocks, so that equal content never looks equal.";
    CIPHERTEXT: Ciphertext opaque = "wirewalk.tls.ciphertext", "ciphertext", PROTECTED_RECORDS,
        "The content, encrypted. In TLS 1.3 with its true type and its padding.";
    TAG: Signature opaque = "wirewalk.tls.tag", "authentication tag", PROTECTED_RECORDS,
        "Proof that nobody changed ciphertext, header or order: only who has the key can make it, one bit off and it fails.";
    MAC: Signature opaque = "wirewalk.tls.mac", "MAC", CBC_RECORDS,
        "A keyed hash of the record's number, header and content: proof that nobody changed them.";
    CONTENT: Data opaque = "wirewalk.tls.content", "application data", RECORDS,
        "What the application sent: a piece of a stream of bytes, cut wherever the sender liked.";
    PADDING: Length opaque = "wirewalk.tls.padding", "padding", RECORD_PADDING,
        "Bytes without meaning: they hide how long the content is, or fill the last block of a block cipher.";
    PADDING_LENGTH: Length = "wirewalk.tls.padding_length", "padding length", CBC_RECORDS,
        "How many bytes of padding stand before it. Every one of them has the same value.";
    FRAGMENT: Data opaque = "wirewalk.tls.handshake_fragment", "piece of a handshake message", RECORDS,
        "A handshake message may be longer than a record: this is a piece, the message is shown where its last piece is.";
    SSL2_HELLO: Data opaque = "wirewalk.tls.ssl2_hello", "SSL 2.0 hello", SSL2_HELLO,
        "A ClientHello in the format of SSL 2.0, as old clients sent it to reach servers of any age. TLS 1.2 servers may refuse it.";
    TRUNCATED: Data opaque = "wirewalk.tls.truncated", "cut record", RECORDS,
        "As much of a record as there is. Without its end it cannot be opened: the tag stands there.";
}
