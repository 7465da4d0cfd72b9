//! Labels of TLS extensions that most connections have.

super::define_labels! {
    EXTENSIONS_LENGTH: Length = "tls.handshake.extensions_length", "length of the extensions", TLS_EXTENSIONS,
        "How many bytes of extensions follow, all of them together.";
    EXTENSION = "wirewalk.tls.extension", "extension", TLS_EXTENSIONS,
        "A number, a length and data. This is how TLS gains new features; software that does not know an extension skips it.";
    EXTENSION_TYPE: Number = "tls.handshake.extension.type", "which extension", TLS_EXTENSIONS,
        "The extension's number in the IANA registry.";
    EXTENSION_LENGTH: Length = "tls.handshake.extension.len", "length of the extension", TLS_EXTENSIONS,
        "How many bytes of extension data follow.";
    EXTENSION_DATA = "tls.handshake.extension.data", "data of the extension", TLS_EXTENSIONS,
        "The contents of the extension, in its own format.";
    NAMES_LENGTH: Length = "tls.handshake.extensions_server_name_list_len", "length of the names", TLS_SERVER_NAME,
        "How many bytes of names follow. In practice, the list has one name.";
    NAME_TYPE: Number = "tls.handshake.extensions_server_name_type", "kind of name", TLS_SERVER_NAME,
        "0 means a host name. No other type was ever defined.";
    NAME_LENGTH: Length = "tls.handshake.extensions_server_name_len", "length of the name", TLS_SERVER_NAME,
        "How many bytes of name follow.";
    NAME: Name = "tls.handshake.extensions_server_name", "server name", TLS_SERVER_NAME,
        "The site that the client wants, in the clear. The server needs it to choose its certificate, and Eve can read it too.";
    FRAGMENT_LENGTH: Length = "tls.handshake.max_fragment_length", "longest fragment", TLS_MAX_FRAGMENT,
        "Small devices use this to ask for shorter records. record_size_limit has replaced it.";
    GROUPS_LENGTH: Length = "tls.handshake.extensions_supported_groups_length",
        "length of the groups", TLS_SUPPORTED_GROUPS,
        "How many bytes of groups follow, two for each group.";
    GROUPS: Choice = "tls.handshake.extensions_supported_groups", "groups", TLS_SUPPORTED_GROUPS,
        "The groups in which this side can agree on a secret, best first. If Mallory changes the list, the check of Finished fails.";
    GROUP: Choice = "tls.handshake.extensions_supported_group", "group", TLS_SUPPORTED_GROUPS,
        "A curve, a prime, or a curve combined with a scheme that resists quantum computers.";
    POINTS_LENGTH: Length = "tls.handshake.extensions_ec_point_formats_length",
        "length of the forms of points", TLS_POINT_FORMATS,
        "How many bytes of point formats follow.";
    POINTS: Choice = "tls.handshake.extensions_ec_point_formats", "forms of points", TLS_POINT_FORMATS,
        "Kept for compatibility: how curve points are written. Only uncompressed points are left, and TLS 1.3 no longer asks.";
    POINT: Choice = "tls.handshake.extensions_ec_point_format", "form of points", TLS_POINT_FORMATS,
        "0 means that both coordinates are written in full.";
    SCHEMES_LENGTH: Length = "tls.handshake.sig_hash_alg_len",
        "length of the signature schemes", TLS_SIGNATURE_ALGORITHMS,
        "How many bytes of signature schemes follow, two for each scheme.";
    SCHEMES: Choice = "tls.handshake.sig_hash_algs", "signature schemes", TLS_SIGNATURE_ALGORITHMS,
        "Which signatures this side accepts. The other side chooses its certificate accordingly.";
    SCHEME: Choice = "tls.handshake.sig_hash_alg", "signature scheme", TLS_SIGNATURE_ALGORITHMS,
        "A hash function, a type of key, and a way to sign with them.";
    SCHEME_HASH: Choice = "tls.handshake.sig_hash_hash", "hash in TLS 1.2", TLS12_SIGNATURE_ALGORITHMS,
        "In TLS 1.2, the first byte names a hash function. 8 means that the scheme cannot be split into hash and key.";
    SCHEME_KEY: Choice = "tls.handshake.sig_hash_sig", "key in TLS 1.2", TLS12_SIGNATURE_ALGORITHMS,
        "In TLS 1.2, the second byte names a type of key.";
    ALPN_LENGTH: Length = "tls.handshake.extensions_alpn_len", "length of the protocols", TLS_ALPN,
        "How many bytes of protocol names follow.";
    ALPN: Choice = "tls.handshake.extensions_alpn_list", "protocols", TLS_ALPN,
        "The protocols that can be used inside, best first. This saves a round trip later. The client's list is in the clear.";
    ALPN_ID_LENGTH: Length = "tls.handshake.extensions_alpn_str_len", "length of the protocol's name", TLS_ALPN,
        "How many bytes of protocol name follow.";
    ALPN_ID: Choice = "tls.handshake.extensions_alpn_str", "protocol", TLS_ALPN,
        "The name of one protocol, as bytes.";
    SHARES_LENGTH: Length = "tls.handshake.extensions_key_share_client_length",
        "length of the key shares", TLS_KEY_SHARE,
        "How many bytes of key shares follow, all of them together.";
    SHARE: Key = "wirewalk.tls.key_share", "key share", TLS_KEY_SHARE,
        "A public key for one group, sent before the server has chosen a group. A good guess saves a whole round trip.";
    SHARE_GROUP: Choice = "tls.handshake.extensions_key_share_group", "group of the key share", TLS_KEY_SHARE,
        "The group that the public key belongs to.";
    SHARE_LENGTH: Length = "tls.handshake.extensions_key_share_key_exchange_length",
        "length of the public key", TLS_KEY_SHARE,
        "How many bytes of public key follow.";
    SHARE_KEY: Key opaque = "tls.handshake.extensions_key_share_key_exchange",
        "public key of the exchange", TLS_KEY_SHARE,
        "New for this connection. One side's private key and the other side's public key give the secret. Eve sees only public keys.";
    SHARE_MLKEM_KEY: Key opaque = "wirewalk.tls.key_share.ml_kem_key", "ML-KEM encapsulation key", TLS_HYBRID,
        "The server encrypts a fresh secret to this key. It resists quantum computers, so today's recordings stay closed.";
    SHARE_MLKEM_TEXT: Key opaque = "wirewalk.tls.key_share.ml_kem_ciphertext", "ML-KEM ciphertext", TLS_HYBRID,
        "A fresh secret, encrypted to the client's key. This half of the exchange resists quantum computers.";
    SHARE_CURVE: Key opaque = "wirewalk.tls.key_share.curve_key", "public key on the curve", TLS_HYBRID,
        "The half that has been tested for decades. An attacker must break both halves to get the secret.";
    SHARE_SELECTED: Choice = "tls.handshake.extensions_key_share_selected_group",
        "group that is wanted", TLS_HELLO_RETRY,
        "The client guessed a different group. It must send another hello, with a public key for this one.";
    VERSIONS_LENGTH: Length = "tls.handshake.extensions.supported_versions_len",
        "length of the versions", TLS_SUPPORTED_VERSIONS,
        "How many bytes of versions follow, two for each version.";
    SUPPORTED_VERSION: Choice = "tls.handshake.extensions.supported_version", "version", TLS_SUPPORTED_VERSIONS,
        "The real version. Old servers failed on newer numbers in the old field, so TLS 1.3 negotiates here instead.";
    COOKIE_LENGTH: Length = "tls.handshake.extensions.cookie_len", "length of the cookie", TLS_COOKIE,
        "How many bytes of cookie follow.";
    COOKIE: Data opaque = "tls.handshake.extensions.cookie", "cookie", TLS_COOKIE,
        "The server hands its state to the client, which sends it back. The server thus need not remember strangers.";
    PSK_MODES_LENGTH: Length = "tls.extension.psk_ke_modes_length", "length of the modes", TLS_PSK_MODES,
        "How many bytes of modes follow.";
    PSK_MODE: Choice = "tls.extension.psk_ke_mode", "mode", TLS_PSK_MODES,
        "Whether a resumed session also agrees on a fresh secret. Only then does it keep forward secrecy.";
    IDENTITIES_LENGTH: Length = "tls.handshake.extensions.psk.identities.length",
        "length of the identities", TLS_PRE_SHARED_KEY,
        "How many bytes of identities follow.";
    IDENTITY = "wirewalk.tls.psk.identity", "identity of a shared key", TLS_PRE_SHARED_KEY,
        "One key that the client offers to use, from an earlier session or agreed in some other way.";
    IDENTITY_LENGTH: Length = "tls.handshake.extensions.psk.identity.identity_length",
        "length of the identity", TLS_PRE_SHARED_KEY,
        "How many bytes of identity follow.";
    IDENTITY_TICKET: Data opaque = "tls.handshake.extensions.psk.identity.identity", "ticket", TLS_PRE_SHARED_KEY,
        "The ticket from an earlier session, in the clear. A client that sends it twice lets Eve link the two connections.";
    IDENTITY_AGE = "tls.handshake.extensions.psk.identity.obfuscated_ticket_age", "masked age of the ticket", TLS_PRE_SHARED_KEY,
        "The ticket's age in milliseconds plus the mask that came with it. It helps to detect replays, and Eve cannot read it.";
    BINDERS_LENGTH: Length = "tls.handshake.extensions.psk.binders_len", "length of the binders", TLS_PSK_BINDER,
        "How many bytes of binders follow.";
    BINDERS = "tls.handshake.extensions.psk.binders", "binders", TLS_PSK_BINDER,
        "One for each identity: proof that the client has the key and sent exactly this hello.";
    BINDER_LENGTH: Length = "wirewalk.tls.psk.binder_length", "length of the binder", TLS_PSK_BINDER,
        "How many bytes of binder follow, as many as the hash has.";
    BINDER: Signature = "wirewalk.tls.psk.binder", "binder", TLS_PSK_BINDER,
        "An HMAC under the shared key, over the hello up to this point.";
    SELECTED_IDENTITY: Choice = "tls.handshake.extensions.psk.identity.selected", "chosen identity", TLS_PRE_SHARED_KEY,
        "Which of the client's identities the server accepted, counted from 0. The server then needs no certificate.";
    MAX_EARLY_DATA = "tls.early_data.max_early_data_size", "most early data", TLS_EARLY_DATA,
        "How many bytes the client may send with this ticket before the handshake ends. Mallory can replay early data.";
    RENEGOTIATION_LENGTH: Length = "tls.handshake.extensions_reneg_info_len",
        "length of the renegotiation info", TLS_RENEGOTIATION_INFO,
        "How many bytes of renegotiation info follow. It is 0 in a first handshake.";
    RENEGOTIATION: Data opaque = "tls.handshake.extensions_reneg_info", "renegotiation info", TLS_RENEGOTIATION_INFO,
        "The Finished data of the previous handshake. It binds this handshake to that one, which Mallory could otherwise have made.";
    TICKET_DATA: Data opaque = "tls.handshake.extensions.session_ticket", "ticket of TLS 1.2", TLS_SESSION_TICKET,
        "Empty: the client asks for a ticket. Not empty: the client sends one, in the clear.";
    PADDING: Data opaque = "tls.handshake.extensions_padding_data", "padding", TLS_PADDING,
        "Zeros. Some servers hung on hellos of 256 to 511 bytes, so clients make theirs longer.";
}
