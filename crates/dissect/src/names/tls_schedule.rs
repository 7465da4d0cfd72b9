//! Labels of what follows from the secret of a TLS connection, for whoever has it.

use crate::recording::TlsSecret;

super::define_labels! {
    SHARED_SECRET: Key secret = "wirewalk.tls.schedule.shared_secret", "shared secret", SCHEDULE_SHARED,
        "The result of the key exchange, which both ends have. It never crosses the wire, and all secret keys are derived from it.";
    HYBRID_KEM: Key = "wirewalk.tls.schedule.shared_secret_kem", "ML-KEM's part", SCHEDULE_HYBRID,
        "The half that resists quantum computers: the server chose it at random and encrypted it to the client's ML-KEM key.";
    HYBRID_CURVE: Key = "wirewalk.tls.schedule.shared_secret_curve", "the curve's part", SCHEDULE_HYBRID,
        "The half that has been tested for decades: the exchange on the curve, in case ML-KEM turns out to be weak.";
    EARLY_SECRET: Key secret = "wirewalk.tls.schedule.early_secret", "early secret", SCHEDULE,
        "The first stage of the schedule. Only a key from an earlier session makes it secret; without one, it is the same for everyone.";
    DERIVED_SECRET: Key secret = "wirewalk.tls.schedule.derived_secret", "derived secret", SCHEDULE,
        "Leads from one stage to the next. Anyone who knows a later stage cannot compute an earlier one.";
    HANDSHAKE_SECRET: Key secret = "wirewalk.tls.schedule.handshake_secret", "handshake secret", SCHEDULE,
        "The second stage, into which the shared secret is mixed.";
    MASTER_SECRET: Key secret = "wirewalk.tls.schedule.master_secret", "master secret", SCHEDULE,
        "The third stage. Nothing new is mixed in, but the keys derived from it depend on the whole handshake.";
    TRANSCRIPT_HASH = "wirewalk.tls.schedule.transcript_hash", "transcript hash", SCHEDULE_TRANSCRIPT,
        "The hash of all handshake messages so far. Ends that saw different bytes derive different keys from here on.";
    CLIENT_HANDSHAKE: Key secret = "wirewalk.tls.schedule.client_handshake_traffic_secret",
        "client's handshake traffic secret", SCHEDULE,
        "The keys for the rest of the client's handshake are derived from it.";
    SERVER_HANDSHAKE: Key secret = "wirewalk.tls.schedule.server_handshake_traffic_secret",
        "server's handshake traffic secret", SCHEDULE,
        "The keys for the rest of the server's handshake, including its certificate, are derived from it.";
    CLIENT_APPLICATION: Key secret = "wirewalk.tls.schedule.client_application_traffic_secret",
        "client's application traffic secret", SCHEDULE,
        "The keys for the client's data are derived from it, until a KeyUpdate.";
    SERVER_APPLICATION: Key secret = "wirewalk.tls.schedule.server_application_traffic_secret",
        "server's application traffic secret", SCHEDULE,
        "The keys for the server's data are derived from it, until a KeyUpdate.";
    EXPORTER: Key secret = "wirewalk.tls.schedule.exporter_secret", "exporter secret", SCHEDULE_EXPORTER,
        "Other protocols derive keys from it that belong only to this connection.";
    RESUMPTION: Key secret = "wirewalk.tls.schedule.resumption_secret", "resumption secret", SCHEDULE_RESUMPTION,
        "The keys that the server's tickets refer to are derived from it. With such a key, the next connection is faster.";
    LOGGED_SECRET: Key secret = "wirewalk.tls.schedule.logged_secret", "secret from the key log", SCHEDULE_KEY_LOG,
        "One end wrote it to the key log. Earlier stages of the schedule cannot be computed from it.";
    KEY: Key secret = "wirewalk.tls.schedule.key", "key", SCHEDULE_KEYS,
        "The key that encrypts the records.";
    IV: Key secret = "wirewalk.tls.schedule.iv", "IV", SCHEDULE_KEYS,
        "Mixed with each record's number to give the nonce, so that no two records share one and none needs to be sent.";
    FINISHED_KEY: Key secret = "wirewalk.tls.schedule.finished_key", "key of Finished", SCHEDULE_FINISHED,
        "The key for the MAC in Finished.";
    VERIFY_DATA: Signature = "wirewalk.tls.schedule.verify_data", "verify data, recomputed", SCHEDULE_FINISHED,
        "What Finished must contain: in TLS 1.3, a MAC over the transcript hash; in TLS 1.2, 12 bytes made from the master secret and the hash.";
    PREMASTER: Key secret = "wirewalk.tls.schedule.premaster_secret", "premaster secret", SCHEDULE12_MASTER,
        "The result of the TLS 1.2 key exchange, which both ends have.";
    PREMASTER_VERSION: Number = "wirewalk.tls.schedule.premaster_version",
        "version in the premaster secret", SCHEDULE12_PREMASTER,
        "The newest version that the client supports. If Mallory faked an older version to the server, the server notices here.";
    PREMASTER_RANDOM: Random = "wirewalk.tls.schedule.premaster_random",
        "random part of the premaster secret", SCHEDULE12_PREMASTER,
        "46 random bytes, chosen by the client.";
    MASTER12: Key secret = "wirewalk.tls.schedule.tls12_master_secret", "master secret of TLS 1.2", SCHEDULE12_MASTER,
        "Always 48 bytes, whatever the exchange was. All keys of this connection, and of those that resume it, are derived from it.";
    KEY_BLOCK: Key secret = "wirewalk.tls.schedule.key_block", "key block", SCHEDULE12_KEY_BLOCK,
        "As many bytes as both directions need, cut into keys in a fixed order.";
    CLIENT_MAC_KEY: Key = "wirewalk.tls.schedule.client_mac_key", "client's MAC key", SCHEDULE12_KEY_BLOCK,
        "The key for the MACs of the client's records.";
    SERVER_MAC_KEY: Key = "wirewalk.tls.schedule.server_mac_key", "server's MAC key", SCHEDULE12_KEY_BLOCK,
        "The key for the MACs of the server's records.";
    CLIENT_KEY: Key = "wirewalk.tls.schedule.client_key", "client's key", SCHEDULE12_KEY_BLOCK,
        "The key that encrypts the client's records.";
    SERVER_KEY: Key = "wirewalk.tls.schedule.server_key", "server's key", SCHEDULE12_KEY_BLOCK,
        "The key that encrypts the server's records.";
    CLIENT_IV: Key = "wirewalk.tls.schedule.client_iv", "client's part of the nonce", SCHEDULE12_KEY_BLOCK,
        "The part of each nonce that is not sent.";
    SERVER_IV: Key = "wirewalk.tls.schedule.server_iv", "server's part of the nonce", SCHEDULE12_KEY_BLOCK,
        "The part of each nonce that is not sent.";
    SIGNED = "wirewalk.tls.signed_content", "what is signed", SCHEDULE_SIGNED,
        "The bytes that the signature covers. Each end puts them together for itself; they are never sent.";
    SIGNED_PADDING: Length = "wirewalk.tls.signed_content.padding", "64 spaces", SCHEDULE_SIGNED,
        "In TLS 1.2 the signed bytes begin with the client's random. These spaces keep a signature made there from being valid here.";
    SIGNED_CONTEXT = "wirewalk.tls.signed_content.context", "what the signature is for", SCHEDULE_SIGNED,
        "Says who signs, so that a server's signature is not valid as a client's.";
    SIGNED_SEPARATOR = "wirewalk.tls.signed_content.separator", "separator", SCHEDULE_SIGNED,
        "Always 0. It ends the text.";
    SIGNED_HASH = "wirewalk.tls.signed_content.transcript_hash", "transcript hash", SCHEDULE_SIGNED,
        "Covers every message so far, including the certificate, so the signature is valid only in this connection.";
    SIGNED_CLIENT_RANDOM: Random = "wirewalk.tls.signed_content.client_random", "client's random", SCHEDULE12_SIGNED,
        "New in each connection, so an old signature is not valid here.";
    SIGNED_SERVER_RANDOM: Random = "wirewalk.tls.signed_content.server_random", "server's random", SCHEDULE12_SIGNED,
        "The server's own random bytes, also new in each connection.";
    SIGNED_PARAMS = "wirewalk.tls.signed_content.params", "parameters of the exchange", SCHEDULE12_SIGNED,
        "The server's key-exchange public key. The chosen suite is not signed here; TLS 1.3 signs everything.";
    SIGNED_MESSAGES = "wirewalk.tls.signed_content.messages", "all handshake messages", SCHEDULE12_VERIFY,
        "A TLS 1.2 client signs the messages themselves.";
}

/// The label of a secret that key logs have a name for.
pub(crate) fn of(secret: TlsSecret) -> &'static super::Label {
    match secret {
        TlsSecret::Master => &MASTER12,
        TlsSecret::ClientHandshake => &CLIENT_HANDSHAKE,
        TlsSecret::ServerHandshake => &SERVER_HANDSHAKE,
        TlsSecret::ClientApplication => &CLIENT_APPLICATION,
        TlsSecret::ServerApplication => &SERVER_APPLICATION,
        TlsSecret::Exporter => &EXPORTER,
        TlsSecret::ClientEarly | TlsSecret::EarlyExporter => &LOGGED_SECRET,
    }
}
