//! Labels of lesson 3: its frames, and what the two ends derive from them.

super::define_labels! {
    FRAME = "wirewalk.dh.frame", "frame", WIREWALK,
        "One message of lesson 3's own small framing: a header of seven bytes, and a body of the length that it announces.";
    MAGIC = "wirewalk.dh.magic", "magic", WIREWALK,
        "Three letters that say which protocol this is, so that a stranger is noticed at once.";
    VERSION: Number = "wirewalk.dh.version", "version", WIREWALK,
        "Which version of the framing this is. There is one only.";
    TYPE: Number = "wirewalk.dh.type", "type", WIREWALK,
        "What the body is: a public key, a token, or a refusal.";
    LENGTH: Length = "wirewalk.dh.length", "length", WIREWALK,
        "How many bytes of body follow, the most significant byte first. TCP is a stream and keeps no borders between messages.";
    PUBLIC_KEY: Key opaque = "wirewalk.dh.public_key", "public key", X25519_PUBLIC_KEY,
        "A point on Curve25519 as 32 bytes: the base point, multiplied by a number that never leaves its owner. Anybody may see it.";
    REASON: Data opaque = "wirewalk.dh.reason", "reason", WIREWALK,
        "Why the sender goes no further, for a person.";
    SHARED_SECRET: Key opaque secret = "wirewalk.dh.shared_secret", "shared secret", X25519_SHARED,
        "One's own private key times the other's public key: both ends get the same 32 bytes, and these never cross the wire.";
    PRK: Key opaque secret = "wirewalk.dh.prk", "pseudorandom key", HKDF_EXTRACT,
        "HKDF's first step, extract: the shared secret is a point and not quite random; an HMAC evens it out.";
    INFO = "wirewalk.dh.info", "info", HKDF_EXPAND,
        "What HKDF's second step mixes in: what the key is for, and what was said. Ends that saw something else get another key.";
    PURPOSE: Data opaque = "wirewalk.dh.purpose", "purpose", HKDF_INFO,
        "What the key will be used for: the same secret gives other keys for other uses.";
    TRANSCRIPT: Data opaque = "wirewalk.dh.transcript", "transcript hash", TRANSCRIPT_HASH,
        "SHA-256 of both public keys with their framing. Whoever changes a byte on the way splits the two keys.";
    KEY: Key secret = "wirewalk.dh.key", "agreed Fernet key", HKDF_EXPAND,
        "HKDF's second step, expand: as many bytes as are needed, here the 32 of a Fernet key.";
    SIGNING: Key opaque = "wirewalk.dh.signing_key", "signing half", FERNET_KEY,
        "The first half of a Fernet key: for the MAC.";
    ENCRYPTION: Key opaque = "wirewalk.dh.encryption_key", "encryption half", FERNET_KEY,
        "The second half of a Fernet key: for AES-128.";
}
