//! Labels of what QUIC's packets are opened with. What belongs to Initial packets is no secret: everybody can compute it.

super::define_labels! {
    SALT: Random = "wirewalk.quic.initial.salt", "salt of this version", QUIC_INITIAL_SECRETS,
        "A constant, printed in the standard. A new version has a new salt, so software that does not know it cannot read on.";
    CONNECTION_ID = "wirewalk.quic.initial.connection_id", "connection ID that the keys come from", QUIC_INITIAL_SECRETS,
        "The destination connection ID of the client's first packet, or of the first after a Retry. Everyone on the path sees it.";
    INITIAL_SECRET: Key = "wirewalk.quic.initial.secret", "initial secret", QUIC_INITIAL_SECRETS,
        "Made from the salt and a connection ID that crossed the wire: not a secret, whatever its name says.";
    CLIENT_INITIAL: Key = "wirewalk.quic.initial.client_secret", "client's initial secret", QUIC_INITIAL_SECRETS,
        "The keys for the client's Initial packets are derived from it. Everyone can compute it.";
    SERVER_INITIAL: Key = "wirewalk.quic.initial.server_secret", "server's initial secret", QUIC_INITIAL_SECRETS,
        "The keys for the server's Initial packets are derived from it. Everyone can compute it.";
    INITIAL_KEY: Key = "wirewalk.quic.initial.key", "key", QUIC_KEYS,
        "The key that encrypts Initial packets of this side. Everyone can compute it.";
    INITIAL_IV: Key = "wirewalk.quic.initial.iv", "IV", QUIC_KEYS,
        "Mixed with each packet's number to give the nonce. Everyone can compute it.";
    INITIAL_HP: Key = "wirewalk.quic.initial.hp", "header protection key", QUIC_KEYS,
        "The key that makes the masks of this side's Initial packets. Everyone can compute it.";
    KEY: Key secret = "wirewalk.quic.key", "key", QUIC_KEYS,
        "The key that encrypts the packets of this side.";
    IV: Key secret = "wirewalk.quic.iv", "IV", QUIC_KEYS,
        "Mixed with each packet's number to give the nonce, so that no two packets share one.";
    HP: Key secret = "wirewalk.quic.hp", "header protection key", QUIC_KEYS,
        "The key that makes the masks that hide packet numbers. A key update does not change it.";
    UPDATED: Key secret = "wirewalk.quic.updated_secret", "updated traffic secret", QUIC_KEY_UPDATE,
        "Derived from the secret before it. Whoever learns it later cannot go back to that one.";
    SAMPLE: Ciphertext = "wirewalk.quic.sample", "sample", QUIC_SAMPLE,
        "16 bytes of the ciphertext, taken from where they are even if the packet number has four bytes. The mask depends on them.";
    MASK: Random = "wirewalk.quic.mask", "mask", QUIC_HEADER_PROTECTION,
        "The sample, encrypted with the header protection key. The receiver mixes it into the header again, and the numbers appear.";
}
