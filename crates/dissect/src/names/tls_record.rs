//! Labels of TLS records: what stands around the messages, and what encryption adds.

super::define_labels! {
    RECORD = "tls.record", "TLS record", RECORDS,
        "The unit of TLS on the wire: a five-byte header, then up to 16 KiB of content, in the clear or encrypted.";
    CONTENT_TYPE: Number = "tls.record.content_type", "content type", RECORDS,
        "What the record carries: handshake messages, data, an alert, or the signal that encryption begins.";
    OPAQUE_TYPE: Number = "tls.record.opaque_type", "outer type", PROTECTED_RECORDS,
        "In TLS 1.3 every encrypted record claims to be application data. The real type is encrypted too.";
    VERSION: Number = "tls.record.version", "record version", RECORDS,
        "The version of the record format. Middleboxes failed on new numbers, so TLS 1.3 froze it. Software must ignore it.";
    LENGTH: Length = "tls.record.length", "length", RECORDS,
        "How many bytes of the record follow. TCP is a stream and does not mark where records begin and end.";
    HEARTBEAT: Data opaque = "tls.heartbeat_message", "heartbeat", HEARTBEAT,
        "A message that asks whether the other side is still there. A bug in handling it was Heartbleed; it is hardly used any more.";
    APP_DATA: Ciphertext = "tls.app_data", "encrypted record", PROTECTED_RECORDS,
        "The record's content, encrypted. Without the keys it looks like noise; only its length is visible.";
    HANDSHAKE = "tls.handshake", "handshake message", RECORDS,
        "One step of the handshake: a type, a length and a body. Once encryption has begun, only the two ends can read it.";
    ALERT = "tls.alert_message", "alert", ALERTS,
        "A message that ends the connection after an error, or closes it properly. Encrypted if keys already exist.";
    CHANGE_CIPHER_SPEC = "tls.change_cipher_spec", "ChangeCipherSpec", CHANGE_CIPHER_SPECS,
        "In TLS 1.2, everything this side sends from here on is encrypted. In TLS 1.3 it means nothing and is only there for middleboxes.";
    SEALED: Ciphertext = "wirewalk.tls.encrypted", "encrypted record of another type", AEAD_RECORDS,
        "A record, sent after encryption began, whose type should not be encrypted.";
    NONCE: Random = "wirewalk.tls.explicit_nonce", "explicit nonce", GCM_NONCE,
        "The part of the nonce that TLS 1.2 sends with each record. No two records under the same key may share it.";
    IV: Random opaque = "wirewalk.tls.iv", "initialisation vector", CBC_RECORDS,
        "Random bytes that start the chain of blocks, so that encrypting the same content twice gives different bytes.";
    CIPHERTEXT: Ciphertext opaque = "wirewalk.tls.ciphertext", "ciphertext", PROTECTED_RECORDS,
        "The encrypted content. In TLS 1.3 it includes the real type and the padding.";
    TAG: Signature opaque = "wirewalk.tls.tag", "authentication tag", PROTECTED_RECORDS,
        "Proof that nobody changed the ciphertext, header or order. Only a holder of the key can make it, and one wrong bit makes it fail.";
    MAC: Signature opaque = "wirewalk.tls.mac", "MAC", CBC_RECORDS,
        "A keyed hash of the record's number, header and content: proof that nobody changed them.";
    CONTENT: Data opaque = "wirewalk.tls.content", "application data", RECORDS,
        "What the application sent: a piece of a byte stream, cut wherever the sender chose.";
    PADDING: Length opaque = "wirewalk.tls.padding", "padding", RECORD_PADDING,
        "Meaningless bytes that hide the content's length or fill the last block of a block cipher.";
    PADDING_LENGTH: Length = "wirewalk.tls.padding_length", "padding length", CBC_RECORDS,
        "How many bytes of padding come before it. Each of them has this same value.";
    FRAGMENT: Data opaque = "wirewalk.tls.handshake_fragment", "piece of a handshake message", RECORDS,
        "A handshake message can be longer than a record. This is a piece; the message is shown at its last piece.";
    SSL2_HELLO: Data opaque = "wirewalk.tls.ssl2_hello", "SSL 2.0 hello", SSL2_HELLO,
        "A ClientHello in the format of SSL 2.0, which old clients sent to reach servers of any age. TLS 1.2 servers may refuse it.";
    TRUNCATED: Data opaque = "wirewalk.tls.truncated", "cut record", RECORDS,
        "The part of a record that is present. It cannot be decrypted without its end, which contains the tag.";
}
