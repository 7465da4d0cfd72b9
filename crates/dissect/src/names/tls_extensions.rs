//! Labels of TLS extensions that most connections have.

super::define_labels! {
    EXTENSIONS_LENGTH: Length = "tls.handshake.extensions_length", "length of the extensions", TLS_EXTENSIONS,
        "In bytes, all of them together.";
    EXTENSION = "wirewalk.tls.extension", "extension", TLS_EXTENSIONS,
        "A number, a length, and data: new abilities are added so, and who does not know one skips it.";
    EXTENSION_TYPE: Number = "tls.handshake.extension.type", "which extension", TLS_EXTENSIONS,
        "Its number in IANA's list.";
    EXTENSION_LENGTH: Length = "tls.handshake.extension.len", "length of the extension", TLS_EXTENSIONS,
        "How many bytes of data follow.";
    EXTENSION_DATA = "tls.handshake.extension.data", "data of the extension", TLS_EXTENSIONS,
        "What the extension says, in a form of its own.";
    NAMES_LENGTH: Length = "tls.handshake.extensions_server_name_list_len", "length of the names", TLS_SERVER_NAME,
        "In bytes; the list has one name in practice.";
    NAME_TYPE: Number = "tls.handshake.extensions_server_name_type", "kind of name", TLS_SERVER_NAME,
        "0: a host name; no other kind was ever defined.";
    NAME_LENGTH: Length = "tls.handshake.extensions_server_name_len", "length of the name", TLS_SERVER_NAME;
    NAME: Name = "tls.handshake.extensions_server_name", "server name", TLS_SERVER_NAME,
        "Whom the client wants to talk to, in clear: the server needs it to choose its certificate, and Eve reads it too.";
    FRAGMENT_LENGTH: Length = "tls.handshake.max_fragment_length", "longest fragment", TLS_MAX_FRAGMENT,
        "Small devices ask for shorter records; record_size_limit took its place.";
    GROUPS_LENGTH: Length = "tls.handshake.extensions_supported_groups_length",
        "length of the groups", TLS_SUPPORTED_GROUPS,
        "In bytes; each group takes two.";
    GROUPS: Choice = "tls.handshake.extensions_supported_groups", "groups", TLS_SUPPORTED_GROUPS,
        "In which groups this side can agree on a secret, the best first. Mallory changing it would show in Finished.";
    GROUP: Choice = "tls.handshake.extensions_supported_group", "group", TLS_SUPPORTED_GROUPS,
        "A curve, a prime, or a curve together with a scheme that withstands quantum computers.";
    POINTS_LENGTH: Length = "tls.handshake.extensions_ec_point_formats_length",
        "length of the forms of points", TLS_POINT_FORMATS;
    POINTS: Choice = "tls.handshake.extensions_ec_point_formats", "forms of points", TLS_POINT_FORMATS,
        "A relic: how points are written. Only uncompressed is left, and TLS 1.3 dropped the question.";
    POINT: Choice = "tls.handshake.extensions_ec_point_format", "form of points", TLS_POINT_FORMATS,
        "0: x and y in full.";
    SCHEMES_LENGTH: Length = "tls.handshake.sig_hash_alg_len",
        "length of the signature schemes", TLS_SIGNATURE_ALGORITHMS,
        "In bytes; each takes two.";
    SCHEMES: Choice = "tls.handshake.sig_hash_algs", "signature schemes", TLS_SIGNATURE_ALGORITHMS,
        "Which signatures this side accepts: the other chooses its certificate by it.";
    SCHEME: Choice = "tls.handshake.sig_hash_alg", "signature scheme", TLS_SIGNATURE_ALGORITHMS,
        "What is hashed how and signed with which kind of key.";
    SCHEME_HASH: Choice = "tls.handshake.sig_hash_hash", "hash in TLS 1.2", TLS12_SIGNATURE_ALGORITHMS,
        "In TLS 1.2 the first byte is a hash. 8: the scheme does not come apart into hash and key.";
    SCHEME_KEY: Choice = "tls.handshake.sig_hash_sig", "key in TLS 1.2", TLS12_SIGNATURE_ALGORITHMS,
        "In TLS 1.2 the second byte is a kind of key.";
    ALPN_LENGTH: Length = "tls.handshake.extensions_alpn_len", "length of the protocols", TLS_ALPN;
    ALPN: Choice = "tls.handshake.extensions_alpn_list", "protocols", TLS_ALPN,
        "What shall be spoken inside, the best first: it saves the round trip of asking later. The client's list is in clear.";
    ALPN_ID_LENGTH: Length = "tls.handshake.extensions_alpn_str_len", "length of the protocol's name", TLS_ALPN;
    ALPN_ID: Choice = "tls.handshake.extensions_alpn_str", "protocol", TLS_ALPN,
        "The name of one protocol, as bytes.";
    SHARES_LENGTH: Length = "tls.handshake.extensions_key_share_client_length",
        "length of the key shares", TLS_KEY_SHARE,
        "In bytes, all of them together.";
    SHARE: Key = "wirewalk.tls.key_share", "key share", TLS_KEY_SHARE,
        "A public key for one group, sent before the server has chosen: a good guess saves a whole round trip.";
    SHARE_GROUP: Choice = "tls.handshake.extensions_key_share_group", "group of the key share", TLS_KEY_SHARE,
        "For which group the public key is.";
    SHARE_LENGTH: Length = "tls.handshake.extensions_key_share_key_exchange_length",
        "length of the public key", TLS_KEY_SHARE;
    SHARE_KEY: Key opaque = "tls.handshake.extensions_key_share_key_exchange",
        "public key of the exchange", TLS_KEY_SHARE,
        "Fresh for this connection. From one's own private key and the other's public key follows the secret; Eve sees public keys only.";
    SHARE_MLKEM_KEY: Key opaque = "wirewalk.tls.key_share.ml_kem_key", "ML-KEM encapsulation key", TLS_HYBRID,
        "The server encrypts a fresh secret to it. It withstands quantum computers: recordings of today stay closed.";
    SHARE_MLKEM_TEXT: Key opaque = "wirewalk.tls.key_share.ml_kem_ciphertext", "ML-KEM ciphertext", TLS_HYBRID,
        "A fresh secret, encrypted to the client's key: this half of the exchange withstands quantum computers.";
    SHARE_CURVE: Key opaque = "wirewalk.tls.key_share.curve_key", "public key on the curve", TLS_HYBRID,
        "The half that has been tested for decades: both halves must be broken before the secret is.";
    SHARE_SELECTED: Choice = "tls.handshake.extensions_key_share_selected_group",
        "group that is wanted", TLS_HELLO_RETRY,
        "The client guessed another group; it must come again with a public key for this one.";
    VERSIONS_LENGTH: Length = "tls.handshake.extensions.supported_versions_len",
        "length of the versions", TLS_SUPPORTED_VERSIONS,
        "In bytes; each takes two.";
    SUPPORTED_VERSION: Choice = "tls.handshake.extensions.supported_version", "version", TLS_SUPPORTED_VERSIONS,
        "The real version: old servers choked on newer numbers in the old place, so TLS 1.3 asks and answers here.";
    COOKIE_LENGTH: Length = "tls.handshake.extensions.cookie_len", "length of the cookie", TLS_COOKIE;
    COOKIE: Data opaque = "tls.handshake.extensions.cookie", "cookie", TLS_COOKIE,
        "The server hands its state to the client, which brings it back: so it need not remember strangers.";
    PSK_MODES_LENGTH: Length = "tls.extension.psk_ke_modes_length", "length of the modes", TLS_PSK_MODES;
    PSK_MODE: Choice = "tls.extension.psk_ke_mode", "mode", TLS_PSK_MODES,
        "Whether a resumed session agrees on a fresh secret too, which keeps forward secrecy.";
    IDENTITIES_LENGTH: Length = "tls.handshake.extensions.psk.identities.length",
        "length of the identities", TLS_PRE_SHARED_KEY;
    IDENTITY = "wirewalk.tls.psk.identity", "identity of a shared key", TLS_PRE_SHARED_KEY,
        "One key from an earlier session, or from outside, that could be used.";
    IDENTITY_LENGTH: Length = "tls.handshake.extensions.psk.identity.identity_length",
        "length of the identity", TLS_PRE_SHARED_KEY;
    IDENTITY_TICKET: Data opaque = "tls.handshake.extensions.psk.identity.identity", "ticket", TLS_PRE_SHARED_KEY,
        "The ticket of an earlier session, in clear: shown twice, it links two connections for Eve.";
    IDENTITY_AGE = "tls.handshake.extensions.psk.identity.obfuscated_ticket_age", "masked age of the ticket", TLS_PRE_SHARED_KEY,
        "Its age in milliseconds plus the mask that came with it: against replay, and unreadable for Eve.";
    BINDERS_LENGTH: Length = "tls.handshake.extensions.psk.binders_len", "length of the binders", TLS_PSK_BINDER;
    BINDERS = "tls.handshake.extensions.psk.binders", "binders", TLS_PSK_BINDER,
        "One for each identity: proof that the client has the key and means this very hello.";
    BINDER_LENGTH: Length = "wirewalk.tls.psk.binder_length", "length of the binder", TLS_PSK_BINDER,
        "In bytes, as many as the hash has.";
    BINDER: Signature = "wirewalk.tls.psk.binder", "binder", TLS_PSK_BINDER,
        "An HMAC under the shared key over the hello up to here.";
    SELECTED_IDENTITY: Choice = "tls.handshake.extensions.psk.identity.selected", "chosen identity", TLS_PRE_SHARED_KEY,
        "Which one of the client's the server took, from 0: no certificate is needed then.";
    MAX_EARLY_DATA = "tls.early_data.max_early_data_size", "most early data", TLS_EARLY_DATA,
        "How many bytes may be sent with this ticket before the handshake is over. Early data can be replayed.";
    RENEGOTIATION_LENGTH: Length = "tls.handshake.extensions_reneg_info_len",
        "length of the renegotiation info", TLS_RENEGOTIATION_INFO,
        "0 in a first handshake.";
    RENEGOTIATION: Data opaque = "tls.handshake.extensions_reneg_info", "renegotiation info", TLS_RENEGOTIATION_INFO,
        "The Finished of the handshake before: ties a second handshake to the first, which an attacker could else have made.";
    TICKET_DATA: Data opaque = "tls.handshake.extensions.session_ticket", "ticket of TLS 1.2", TLS_SESSION_TICKET,
        "Empty: the client would like one. Not empty: it shows one, in clear.";
    PADDING: Data opaque = "tls.handshake.extensions_padding_data", "padding", TLS_PADDING,
        "Zeros: some servers hung on hellos of 256 to 511 bytes, and a longer one hides less of its content.";
}
