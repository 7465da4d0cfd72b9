//! Labels of what follows from the secret of a TLS connection, for whoever has it.

use crate::recording::TlsSecret;

super::define_labels! {
    SHARED_SECRET: Key secret = "wirewalk.tls.schedule.shared_secret", "shared secret", SCHEDULE_SHARED,
        "What the key exchange gave both ends. It never crosses the wire, and everything secret follows from it.";
    HYBRID_KEM: Key = "wirewalk.tls.schedule.shared_secret_kem", "ML-KEM's part", SCHEDULE_HYBRID,
        "The half that a quantum computer does not get at: the server made it up and locked it with the client's ML-KEM key.";
    HYBRID_CURVE: Key = "wirewalk.tls.schedule.shared_secret_curve", "the curve's part", SCHEDULE_HYBRID,
        "The half that has been tried for decades: the exchange on the curve, should ML-KEM turn out to be weak.";
    EARLY_SECRET: Key secret = "wirewalk.tls.schedule.early_secret", "early secret", SCHEDULE,
        "The first stage of the schedule. Only a key from before could make it secret; without one it is the same for everybody.";
    DERIVED_SECRET: Key secret = "wirewalk.tls.schedule.derived_secret", "derived secret", SCHEDULE,
        "Leads from one stage to the next: who has a later stage cannot go back to an earlier one.";
    HANDSHAKE_SECRET: Key secret = "wirewalk.tls.schedule.handshake_secret", "handshake secret", SCHEDULE,
        "The second stage: here the shared secret goes in.";
    MASTER_SECRET: Key secret = "wirewalk.tls.schedule.master_secret", "master secret", SCHEDULE,
        "The third stage: nothing new goes in, but what is made of it depends on the whole handshake.";
    TRANSCRIPT_HASH = "wirewalk.tls.schedule.transcript_hash", "transcript hash", SCHEDULE_TRANSCRIPT,
        "The hash of all handshake messages so far. Ends that saw different bytes get different keys from here on.";
    CLIENT_HANDSHAKE: Key secret = "wirewalk.tls.schedule.client_handshake_traffic_secret",
        "client's handshake traffic secret", SCHEDULE,
        "The keys of the rest of the client's handshake come from it.";
    SERVER_HANDSHAKE: Key secret = "wirewalk.tls.schedule.server_handshake_traffic_secret",
        "server's handshake traffic secret", SCHEDULE,
        "The keys of the rest of the server's handshake come from it, its certificate's among them.";
    CLIENT_APPLICATION: Key secret = "wirewalk.tls.schedule.client_application_traffic_secret",
        "client's application traffic secret", SCHEDULE,
        "The keys of the client's data come from it, until a KeyUpdate.";
    SERVER_APPLICATION: Key secret = "wirewalk.tls.schedule.server_application_traffic_secret",
        "server's application traffic secret", SCHEDULE,
        "The keys of the server's data come from it, until a KeyUpdate.";
    EXPORTER: Key secret = "wirewalk.tls.schedule.exporter_secret", "exporter secret", SCHEDULE_EXPORTER,
        "Other protocols derive keys from it that belong to this connection alone.";
    RESUMPTION: Key secret = "wirewalk.tls.schedule.resumption_secret", "resumption secret", SCHEDULE_RESUMPTION,
        "The keys that the server's tickets stand for come from it: with one of them the next connection is quicker.";
    LOGGED_SECRET: Key secret = "wirewalk.tls.schedule.logged_secret", "secret from the key log", SCHEDULE_KEY_LOG,
        "One end wrote it down. What comes before it in the schedule cannot be computed back.";
    KEY: Key secret = "wirewalk.tls.schedule.key", "key", SCHEDULE_KEYS,
        "What records are encrypted with.";
    IV: Key secret = "wirewalk.tls.schedule.iv", "IV", SCHEDULE_KEYS,
        "Each record's number is mixed into it: so no two records have the same nonce, and none is sent.";
    FINISHED_KEY: Key secret = "wirewalk.tls.schedule.finished_key", "key of Finished", SCHEDULE_FINISHED,
        "What the MAC in Finished is made with.";
    VERIFY_DATA: Signature = "wirewalk.tls.schedule.verify_data", "verify data, recomputed", SCHEDULE_FINISHED,
        "What Finished must hold: a MAC over the transcript hash, for TLS 1.3; for TLS 1.2, 12 bytes made of master secret and hash.";
    PREMASTER: Key secret = "wirewalk.tls.schedule.premaster_secret", "premaster secret", SCHEDULE12_MASTER,
        "What the key exchange of TLS 1.2 gave both ends.";
    PREMASTER_VERSION: Number = "wirewalk.tls.schedule.premaster_version",
        "version in the premaster secret", SCHEDULE12_PREMASTER,
        "The newest version that the client speaks: it notices if somebody made the server believe in an older one.";
    PREMASTER_RANDOM: Random = "wirewalk.tls.schedule.premaster_random",
        "random part of the premaster secret", SCHEDULE12_PREMASTER,
        "46 bytes that the client made up.";
    MASTER12: Key secret = "wirewalk.tls.schedule.tls12_master_secret", "master secret of TLS 1.2", SCHEDULE12_MASTER,
        "48 bytes, whatever the exchange was. All keys of the connection come from it, and of those that resume it.";
    KEY_BLOCK: Key secret = "wirewalk.tls.schedule.key_block", "key block", SCHEDULE12_KEY_BLOCK,
        "As many bytes as both directions need, cut into keys in a fixed order.";
    CLIENT_MAC_KEY: Key = "wirewalk.tls.schedule.client_mac_key", "client's MAC key", SCHEDULE12_KEY_BLOCK,
        "What the MAC of the client's records is made with.";
    SERVER_MAC_KEY: Key = "wirewalk.tls.schedule.server_mac_key", "server's MAC key", SCHEDULE12_KEY_BLOCK,
        "What the MAC of the server's records is made with.";
    CLIENT_KEY: Key = "wirewalk.tls.schedule.client_key", "client's key", SCHEDULE12_KEY_BLOCK,
        "What the client's records are encrypted with.";
    SERVER_KEY: Key = "wirewalk.tls.schedule.server_key", "server's key", SCHEDULE12_KEY_BLOCK,
        "What the server's records are encrypted with.";
    CLIENT_IV: Key = "wirewalk.tls.schedule.client_iv", "client's part of the nonce", SCHEDULE12_KEY_BLOCK,
        "The part of each nonce that is not sent.";
    SERVER_IV: Key = "wirewalk.tls.schedule.server_iv", "server's part of the nonce", SCHEDULE12_KEY_BLOCK,
        "The part of each nonce that is not sent.";
    SIGNED = "wirewalk.tls.signed_content", "what is signed", SCHEDULE_SIGNED,
        "The signature is over these bytes. Both ends put them together on their own; they are not sent.";
    SIGNED_PADDING: Length = "wirewalk.tls.signed_content.padding", "64 spaces", SCHEDULE_SIGNED,
        "TLS 1.2 signs a client's random first: with these in front, no old signature can pass for a new one.";
    SIGNED_CONTEXT = "wirewalk.tls.signed_content.context", "what the signature is for", SCHEDULE_SIGNED,
        "A server's signature cannot pass for a client's.";
    SIGNED_SEPARATOR = "wirewalk.tls.signed_content.separator", "separator", SCHEDULE_SIGNED,
        "Always 0: the text ends here.";
    SIGNED_HASH = "wirewalk.tls.signed_content.transcript_hash", "transcript hash", SCHEDULE_SIGNED,
        "All that was said so far, the certificate included: the signature belongs to this connection and to no other.";
    SIGNED_CLIENT_RANDOM: Random = "wirewalk.tls.signed_content.client_random", "client's random", SCHEDULE12_SIGNED,
        "New in each connection: an old signature will not do.";
    SIGNED_SERVER_RANDOM: Random = "wirewalk.tls.signed_content.server_random", "server's random", SCHEDULE12_SIGNED,
        "The server's share in it.";
    SIGNED_PARAMS = "wirewalk.tls.signed_content.params", "parameters of the exchange", SCHEDULE12_SIGNED,
        "The server's public key of the exchange. The suite that was agreed on is not signed; TLS 1.3 signs everything.";
    SIGNED_MESSAGES = "wirewalk.tls.signed_content.messages", "all handshake messages", SCHEDULE12_VERIFY,
        "A client of TLS 1.2 signs the messages themselves.";
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
