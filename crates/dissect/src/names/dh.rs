//! Labels of lesson 3: its frames, and what the two ends derive from them.

super::define_labels! {
    FRAME = "wirewalk.dh.frame", "frame", WIREWALK,
        "One message in lesson 3's own small framing: a seven-byte header, then a body of the length that the header announces.";
    MAGIC = "wirewalk.dh.magic", "magic", WIREWALK,
        "Three letters that identify this protocol, so that anything else is noticed at once.";
    VERSION: Number = "wirewalk.dh.version", "version", WIREWALK,
        "The version of the framing. There is only one.";
    TYPE: Number = "wirewalk.dh.type", "type", WIREWALK,
        "What the body contains: a public key, a token or a refusal.";
    LENGTH: Length = "wirewalk.dh.length", "length", WIREWALK,
        "How many bytes of body follow, most significant byte first. TCP is a stream and does not mark where messages begin and end.";
    PUBLIC_KEY: Key opaque = "wirewalk.dh.public_key", "public key", X25519_PUBLIC_KEY,
        "A point on Curve25519, as 32 bytes: the base point multiplied by a number that never leaves its owner. Anyone may see it.";
    REASON: Data opaque = "wirewalk.dh.reason", "reason", WIREWALK,
        "Why the sender stops here, as text for people.";
    SHARED_SECRET: Key opaque secret = "wirewalk.dh.shared_secret", "shared secret", X25519_SHARED,
        "Your own private key times the other side's public key. Both ends get the same 32 bytes, and these never cross the wire.";
    PRK: Key opaque secret = "wirewalk.dh.prk", "pseudorandom key", HKDF_EXTRACT,
        "HKDF's first step, extract. The shared secret is a point and not evenly random; an HMAC turns it into evenly random bytes.";
    INFO = "wirewalk.dh.info", "info", HKDF_EXPAND,
        "What HKDF's second step mixes in: the key's purpose, and the messages so far. Ends that saw different messages derive different keys.";
    PURPOSE: Data opaque = "wirewalk.dh.purpose", "purpose", HKDF_INFO,
        "What the key will be used for. The same secret gives different keys for different purposes.";
    TRANSCRIPT: Data opaque = "wirewalk.dh.transcript", "transcript hash", TRANSCRIPT_HASH,
        "SHA-256 of both public keys with their framing. If anyone changes a byte on the way, the two ends derive different keys.";
    KEY: Key secret = "wirewalk.dh.key", "agreed Fernet key", HKDF_EXPAND,
        "HKDF's second step, expand: it makes as many bytes as are needed, here the 32 of a Fernet key.";
    SIGNING: Key opaque = "wirewalk.dh.signing_key", "signing half", FERNET_KEY,
        "The first half of a Fernet key, used for the MAC.";
    ENCRYPTION: Key opaque = "wirewalk.dh.encryption_key", "encryption half", FERNET_KEY,
        "The second half of a Fernet key, used for AES-128.";
}
