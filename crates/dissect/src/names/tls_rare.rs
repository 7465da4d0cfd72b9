//! Labels of TLS extensions that some connections have.

super::define_labels! {
    STATUS_LIST_LENGTH: Length = "tls.handshake.extensions_status_request_list_len",
        "length of the requests for a status", TLS_STATUS_REQUEST_V2,
        "How many bytes of status requests follow.";
    STATUS_LENGTH: Length = "tls.handshake.extensions_status_request_len",
        "length of the request for a status", TLS_STATUS_REQUEST_V2,
        "How many bytes of status request follow.";
    RESPONDERS_LENGTH: Length = "tls.handshake.extensions_status_request_responder_ids_len",
        "length of the responders", TLS_STATUS_REQUEST,
        "How many bytes of responder names follow. 0 means any responder that the authority trusts.";
    RESPONDERS = "wirewalk.tls.responder_ids", "responders", OCSP_REQUEST,
        "The responders whose statement about the certificate the client accepts.";
    RESPONDER_LENGTH: Length = "wirewalk.tls.responder_id_length", "length of the responder", TLS_STATUS_REQUEST;
    RESPONDER = "wirewalk.tls.responder_id", "responder", OCSP_REQUEST,
        "A responder whose answer the client would take, by its name or the hash of its key.";
    REQUEST_EXTENSIONS_LENGTH: Length = "tls.handshake.extensions_status_request_exts_len",
        "length of the request's extensions", TLS_STATUS_REQUEST,
        "How many bytes of request extensions follow. In practice it is 0.";
    REQUEST_EXTENSIONS = "wirewalk.tls.ocsp_request_extensions", "extensions of the request", OCSP_REQUEST,
        "Further requests to OCSP.";
    RECORD_SIZE_LIMIT = "tls.record_size_limit", "longest record", TLS_RECORD_SIZE_LIMIT,
        "The longest record that this side accepts. Devices with little memory use it.";
    HEARTBEAT = "tls.handshake.extension.heartbeat.mode", "heartbeat", TLS_HEARTBEAT,
        "Whether the other side may ask if this side is still there. In 2014, OpenSSL's answers leaked its memory: Heartbleed.";
    ALGORITHMS_LENGTH: Length = "tls.compress_certificate.algorithms_length",
        "length of the compressions", TLS_COMPRESS_CERTIFICATE,
        "How many bytes of compression methods follow, two for each method.";
    CERT_KINDS_LENGTH: Length = "tls.handshake.cert_type.types_len", "length of the forms", TLS_CERTIFICATE_TYPES,
        "How many bytes of certificate forms follow.";
    CERT_KINDS: Number = "tls.handshake.cert_type.types", "forms of certificates", TLS_CERTIFICATE_TYPES,
        "The forms in which a key can be sent.";
    CERT_KIND: Number = "tls.handshake.cert_type.type", "form of certificate", TLS_CERTIFICATE_TYPES,
        "An X.509 certificate, or a bare public key whose owner is known in some other way.";
    SRTP_LENGTH: Length = "wirewalk.tls.use_srtp.length", "length of the profiles", TLS_USE_SRTP,
        "How many bytes of profiles follow, two for each profile.";
    SRTP_PROFILE = "wirewalk.tls.use_srtp.profile", "SRTP profile", TLS_USE_SRTP,
        "How voice and video outside this connection will be encrypted.";
    SRTP_MKI_LENGTH: Length = "wirewalk.tls.use_srtp.mki_length", "length of the key's name", TLS_USE_SRTP,
        "How many bytes of the key's name follow.";
    SRTP_MKI = "wirewalk.tls.use_srtp.mki", "key's name", TLS_USE_SRTP,
        "Says which of several master keys is used.";
    TOKEN_VERSION: Number = "wirewalk.tls.token_binding.version", "version of token binding", TLS_TOKEN_BINDING,
        "The major and minor version number.";
    TOKEN_LENGTH: Length = "wirewalk.tls.token_binding.length", "length of the parameters", TLS_TOKEN_BINDING,
        "How many bytes of parameters follow.";
    TOKEN_PARAMETER = "wirewalk.tls.token_binding.parameter", "kind of key for cookies", TLS_TOKEN_BINDING,
        "The type of key that binds cookies to a browser. Browsers no longer support this.";
    CREDENTIAL_TIME = "tls.handshake.cred.valid_time", "seconds of validity", TLS_DELEGATED_CREDENTIAL,
        "For how long the short-lived key is valid, counted from the start of the certificate's validity.";
    CREDENTIAL_KEY_LENGTH: Length = "tls.handshake.cred.pubkey_len",
        "length of the short-lived key", TLS_DELEGATED_CREDENTIAL,
        "How many bytes of short-lived key follow.";
    CREDENTIAL_KEY: Key = "tls.handshake.cred.pubkey", "short-lived key", TLS_DELEGATED_CREDENTIAL,
        "Signs this handshake instead of the certificate's key, which therefore need not be on the server.";
    CREDENTIAL_SIGNATURE_LENGTH: Length = "tls.handshake.cred.signature_len",
        "length of the credential's signature", TLS_DELEGATED_CREDENTIAL,
        "How many bytes of signature follow.";
    CREDENTIAL_SIGNATURE: Signature opaque = "tls.handshake.cred.signature",
        "signature of the credential", TLS_DELEGATED_CREDENTIAL,
        "Made with the certificate's key, which vouches for the short-lived key.";
    FILTERS_LENGTH: Length = "tls.extension.oid_filters_length", "length of the filters", TLS_OID_FILTERS,
        "How many bytes of filters follow.";
    FILTER = "wirewalk.tls.oid_filter", "filter", TLS_OID_FILTERS,
        "An extension that the client's certificate must have, with these values.";
    FILTER_OID_LENGTH: Length = "tls.extension.oid_filters.oid_length", "length of the filter's OID", TLS_OID_FILTERS,
        "How many bytes of OID follow.";
    FILTER_OID: Number = "tls.extension.oid_filters.oid", "filter's extension", TLS_OID_FILTERS,
        "The certificate extension that the filter checks.";
    FILTER_VALUES_LENGTH: Length = "tls.extension.oid_filters.values_length",
        "length of the filter's values", TLS_OID_FILTERS,
        "How many bytes of values follow.";
    FILTER_VALUES = "wirewalk.tls.oid_filter.values", "filter's values", TLS_OID_FILTERS,
        "The values that the extension must have.";
    SRP_LENGTH: Length = "tls.handshake.extensions_srp_len", "length of the user's name", TLS_SRP,
        "How many bytes of user name follow.";
    SRP = "tls.handshake.extensions_srp_username", "user's name", TLS_SRP,
        "The user who logs in with a password instead of a certificate, in the clear.";
    ALPS_LENGTH: Length = "tls.handshake.extensions_alps_len", "length of the protocols with settings", TLS_ALPS,
        "How many bytes of protocol names follow.";
    ALPS: Choice = "tls.handshake.extensions_alps_alpn_list", "protocols with settings", TLS_ALPS,
        "The protocols whose settings this side wants during the handshake. Only Chromium uses this.";
    ALPS_ID_LENGTH: Length = "tls.handshake.extensions_alps_alpn_str_len",
        "length of the protocol with settings", TLS_ALPS,
        "How many bytes of protocol name follow.";
    ALPS_ID: Choice = "tls.handshake.extensions_alps_alpn_str", "protocol with settings", TLS_ALPS,
        "The name of one protocol.";
    ALPS_SETTINGS = "tls.handshake.extensions_alps.settings", "settings", TLS_ALPS,
        "Settings for the protocol inside.";
    NPN_ID_LENGTH: Length = "tls.handshake.extensions_npn_str_len", "length of the offered protocol", TLS_NPN,
        "How many bytes of protocol name follow.";
    NPN_ID = "tls.handshake.extensions_npn", "offered protocol", TLS_NPN,
        "The server listed its protocols, and the client chose one. ALPN has replaced this.";
    ECH_TYPE: Number = "tls.ech.client_hello_type", "which hello", TLS_ECH,
        "0 means the outer hello, which anyone can read; 1 means the inner hello, the real one.";
    ECH_SUITE: Choice = "tls.ech.cipher_suite", "suite of the encrypted hello", TLS_ECH,
        "How the inner hello is encrypted.";
    ECH_KDF: Choice = "tls.ech.hpke.keyconfig.cipher_suite.kdf_id", "derivation of HPKE", TLS_HPKE,
        "The function that derives the keys.";
    ECH_AEAD: Choice = "tls.ech.hpke.keyconfig.cipher_suite.aead_id", "cipher of HPKE", TLS_HPKE,
        "The cipher that encrypts the inner hello.";
    ECH_CONFIG = "tls.ech.config_id", "which key", TLS_ECH,
        "Which of the server's published keys the client used. A client without one sends a random number as a decoy.";
    ECH_ENC_LENGTH: Length = "tls.ech.enc_length", "length of the encapsulated key", TLS_ECH,
        "How many bytes of encapsulated key follow. It is 0 in a second hello.";
    ECH_ENC: Key opaque = "tls.ech.enc", "encapsulated key", TLS_HPKE,
        "The client's half of a key exchange with the key that the server published in DNS.";
    ECH_PAYLOAD_LENGTH: Length = "tls.ech.payload_length", "length of the encrypted hello", TLS_ECH,
        "How many bytes of encrypted hello follow.";
    ECH_PAYLOAD: Ciphertext opaque = "tls.ech.payload", "encrypted hello", TLS_ECH,
        "The inner hello with the real server name, or random bytes as a decoy. Without the key, nobody can tell which.";
    ECH_ENCODED = "wirewalk.tls.ech.encoded_inner", "inner hello as it was encrypted", TLS_ECH_ENCODING,
        "It has no session ID and omits what it shares with the outer hello. Zeros at its end hide its length.";
    ECH_ENCODED_PADDING: Length = "wirewalk.tls.ech.padding", "padding of the inner hello", TLS_ECH_ENCODING,
        "Zeros, so that the length does not reveal the hidden name.";
    ECH_INNER = "wirewalk.tls.ech.inner", "inner hello", TLS_ECH,
        "The real hello, reassembled as the server does it. If the server accepts it, both ends continue with this one.";
    ECH_INNER_RANDOM: Random = "wirewalk.tls.ech.inner_random", "random of the inner hello", SCHEDULE_KEY_LOG,
        "It never crosses the wire in the clear. If the server accepts the inner hello, a key log identifies the connection by it.";
    ECH_SIGNAL: Random = "wirewalk.tls.ech.accept_confirmation", "sign of acceptance, or random", TLS_ECH_ACCEPTANCE,
        "A server that accepts the encrypted hello computes these bytes from the inner hello. Otherwise they are random.";
    ECH_CONFIRMATION = "tls.ech.confirmation", "confirmation", TLS_ECH,
        "Eight bytes that tell the client which of the two hellos the server accepted.";
    ECH_CONFIGS = "tls.ech.retry_configs", "keys for the next try", TLS_ECH,
        "The server could not decrypt the inner hello, so it sends its current keys.";
    ECH_OUTER_LENGTH: Length = "wirewalk.tls.ech.outer_length", "length of the references", TLS_ECH,
        "How many bytes of references follow, two for each reference.";
    ECH_OUTER = "wirewalk.tls.ech.outer_extension", "extension of the outer hello", TLS_ECH,
        "The inner hello leaves out this extension because the outer hello already contains it.";
    CHANNEL_ID: Data opaque = "wirewalk.tls.channel_id", "channel id", TLS_CHANNEL_ID,
        "A key that a browser made for this site, and a signature with it. Browsers no longer support this.";
    TICKET_REQUEST = "wirewalk.tls.ticket_request", "tickets wanted", TLS_TICKET_REQUEST,
        "How many tickets the client wants: first for a new session, then for a resumed one.";
    CONNECTION_ID_LENGTH: Length = "tls.connection_id_length", "length of the connection id", DTLS_CONNECTION_ID,
        "How many bytes of connection ID follow.";
    CONNECTION_ID = "tls.connection_id", "connection id", DTLS_CONNECTION_ID,
        "DTLS over UDP uses it to recognise a connection after an address has changed.";
    ANCHORS_LENGTH: Length = "wirewalk.tls.trust_anchors.length",
        "length of the authorities' short names", TLS_TRUST_ANCHORS,
        "How many bytes of short names follow.";
    ANCHOR_LENGTH: Length = "wirewalk.tls.trust_anchor.length", "length of the short name", TLS_TRUST_ANCHORS,
        "How many bytes of short name follow.";
    ANCHOR = "wirewalk.tls.trust_anchor", "authority's short name", TLS_TRUST_ANCHORS,
        "An object identifier below 1.3.6.1.4.1. A server with several certificates chooses by it; it also tells Eve what the browser trusts.";
    QUIC_PARAMETER = "tls.quic.parameter", "parameter of QUIC", QUIC_PARAMETERS,
        "A setting of QUIC, the transport under HTTP/3.";
    QUIC_TYPE: Number = "tls.quic.parameter.type", "which parameter", QUIC_PARAMETERS,
        "The parameter's number.";
    QUIC_LENGTH: Length = "tls.quic.parameter.length", "length of the parameter", QUIC_PARAMETERS,
        "How many bytes of value follow.";
    QUIC_VALUE: Data opaque = "tls.quic.parameter.value", "value of the parameter", QUIC_PARAMETERS,
        "The value that the parameter is set to.";
}
