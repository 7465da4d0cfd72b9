//! Labels of TLS extensions that some connections have.

super::define_labels! {
    STATUS_LIST_LENGTH: Length = "tls.handshake.extensions_status_request_list_len",
        "length of the requests for a status", TLS_STATUS_REQUEST_V2;
    STATUS_LENGTH: Length = "tls.handshake.extensions_status_request_len",
        "length of the request for a status", TLS_STATUS_REQUEST_V2;
    RESPONDERS_LENGTH: Length = "tls.handshake.extensions_status_request_responder_ids_len",
        "length of the responders", TLS_STATUS_REQUEST,
        "In bytes; 0: any that the authority trusts.";
    RESPONDERS = "wirewalk.tls.responder_ids", "responders", OCSP_REQUEST,
        "Whose word on the status is welcome.";
    RESPONDER_LENGTH: Length = "wirewalk.tls.responder_id_length", "length of the responder", TLS_STATUS_REQUEST;
    RESPONDER = "wirewalk.tls.responder_id", "responder", OCSP_REQUEST,
        "A responder whose answer the client would take, by its name or the hash of its key.";
    REQUEST_EXTENSIONS_LENGTH: Length = "tls.handshake.extensions_status_request_exts_len",
        "length of the request's extensions", TLS_STATUS_REQUEST,
        "In bytes; 0 in practice.";
    REQUEST_EXTENSIONS = "wirewalk.tls.ocsp_request_extensions", "extensions of the request", OCSP_REQUEST,
        "What else is asked of OCSP.";
    RECORD_SIZE_LIMIT = "tls.record_size_limit", "longest record", TLS_RECORD_SIZE_LIMIT,
        "The most that this side will take in one record, for devices with little memory.";
    HEARTBEAT = "tls.handshake.extension.heartbeat.mode", "heartbeat", TLS_HEARTBEAT,
        "Whether signs of life may be asked for. In 2014 OpenSSL answered them with its memory: Heartbleed.";
    ALGORITHMS_LENGTH: Length = "tls.compress_certificate.algorithms_length",
        "length of the compressions", TLS_COMPRESS_CERTIFICATE,
        "In bytes; each takes two.";
    CERT_KINDS_LENGTH: Length = "tls.handshake.cert_type.types_len", "length of the forms", TLS_CERTIFICATE_TYPES;
    CERT_KINDS: Number = "tls.handshake.cert_type.types", "forms of certificates", TLS_CERTIFICATE_TYPES,
        "In which forms a key may be shown.";
    CERT_KIND: Number = "tls.handshake.cert_type.type", "form of certificate", TLS_CERTIFICATE_TYPES,
        "X.509, or a bare public key whose owner is known in another way.";
    SRTP_LENGTH: Length = "wirewalk.tls.use_srtp.length", "length of the profiles", TLS_USE_SRTP,
        "In bytes; each takes two.";
    SRTP_PROFILE = "wirewalk.tls.use_srtp.profile", "SRTP profile", TLS_USE_SRTP,
        "How voice and video that are sent beside this connection will be encrypted.";
    SRTP_MKI_LENGTH: Length = "wirewalk.tls.use_srtp.mki_length", "length of the key's name", TLS_USE_SRTP;
    SRTP_MKI = "wirewalk.tls.use_srtp.mki", "key's name", TLS_USE_SRTP,
        "Which of several master keys is meant.";
    TOKEN_VERSION: Number = "wirewalk.tls.token_binding.version", "version of token binding", TLS_TOKEN_BINDING,
        "Major and minor number.";
    TOKEN_LENGTH: Length = "wirewalk.tls.token_binding.length", "length of the parameters", TLS_TOKEN_BINDING;
    TOKEN_PARAMETER = "wirewalk.tls.token_binding.parameter", "kind of key for cookies", TLS_TOKEN_BINDING,
        "With which key cookies would be tied to a browser. Browsers have given it up.";
    CREDENTIAL_TIME = "tls.handshake.cred.valid_time", "seconds of validity", TLS_DELEGATED_CREDENTIAL,
        "How long after the certificate's beginning the short-lived key is good.";
    CREDENTIAL_KEY_LENGTH: Length = "tls.handshake.cred.pubkey_len",
        "length of the short-lived key", TLS_DELEGATED_CREDENTIAL;
    CREDENTIAL_KEY: Key = "tls.handshake.cred.pubkey", "short-lived key", TLS_DELEGATED_CREDENTIAL,
        "Signs this handshake in the certificate's place, so that the certificate's key can stay at home.";
    CREDENTIAL_SIGNATURE_LENGTH: Length = "tls.handshake.cred.signature_len",
        "length of the credential's signature", TLS_DELEGATED_CREDENTIAL;
    CREDENTIAL_SIGNATURE: Signature opaque = "tls.handshake.cred.signature",
        "signature of the credential", TLS_DELEGATED_CREDENTIAL,
        "The certificate's key vouches for the short-lived one.";
    FILTERS_LENGTH: Length = "tls.extension.oid_filters_length", "length of the filters", TLS_OID_FILTERS;
    FILTER = "wirewalk.tls.oid_filter", "filter", TLS_OID_FILTERS,
        "An extension that the client's certificate must have, with these values.";
    FILTER_OID_LENGTH: Length = "tls.extension.oid_filters.oid_length", "length of the filter's OID", TLS_OID_FILTERS;
    FILTER_OID: Number = "tls.extension.oid_filters.oid", "filter's extension", TLS_OID_FILTERS,
        "Which extension of the certificate.";
    FILTER_VALUES_LENGTH: Length = "tls.extension.oid_filters.values_length",
        "length of the filter's values", TLS_OID_FILTERS;
    FILTER_VALUES = "wirewalk.tls.oid_filter.values", "filter's values", TLS_OID_FILTERS,
        "What the extension must hold.";
    SRP_LENGTH: Length = "tls.handshake.extensions_srp_len", "length of the user's name", TLS_SRP;
    SRP = "tls.handshake.extensions_srp_username", "user's name", TLS_SRP,
        "Who logs in with a password instead of a certificate, in clear.";
    ALPS_LENGTH: Length = "tls.handshake.extensions_alps_len", "length of the protocols with settings", TLS_ALPS;
    ALPS: Choice = "tls.handshake.extensions_alps_alpn_list", "protocols with settings", TLS_ALPS,
        "For which protocols this side would like the settings during the handshake. Chromium alone does.";
    ALPS_ID_LENGTH: Length = "tls.handshake.extensions_alps_alpn_str_len",
        "length of the protocol with settings", TLS_ALPS;
    ALPS_ID: Choice = "tls.handshake.extensions_alps_alpn_str", "protocol with settings", TLS_ALPS,
        "The name of one protocol.";
    ALPS_SETTINGS = "tls.handshake.extensions_alps.settings", "settings", TLS_ALPS,
        "Settings of the protocol inside.";
    NPN_ID_LENGTH: Length = "tls.handshake.extensions_npn_str_len", "length of the offered protocol", TLS_NPN;
    NPN_ID = "tls.handshake.extensions_npn", "offered protocol", TLS_NPN,
        "The server told which protocols it has, and the client chose. ALPN took its place.";
    ECH_TYPE: Number = "tls.ech.client_hello_type", "which hello", TLS_ECH,
        "0: the outer hello, which everybody may read. 1: the inner one, which is meant.";
    ECH_SUITE: Choice = "tls.ech.cipher_suite", "suite of the encrypted hello", TLS_ECH,
        "How the inner hello is encrypted.";
    ECH_KDF: Choice = "tls.ech.hpke.keyconfig.cipher_suite.kdf_id", "derivation of HPKE", TLS_HPKE,
        "Which function makes the keys.";
    ECH_AEAD: Choice = "tls.ech.hpke.keyconfig.cipher_suite.aead_id", "cipher of HPKE", TLS_HPKE,
        "Which cipher hides the inner hello.";
    ECH_CONFIG = "tls.ech.config_id", "which key", TLS_ECH,
        "Which of the server's published keys was used; a client without one sends a random number as a decoy.";
    ECH_ENC_LENGTH: Length = "tls.ech.enc_length", "length of the encapsulated key", TLS_ECH,
        "In bytes; 0 in a second hello.";
    ECH_ENC: Key opaque = "tls.ech.enc", "encapsulated key", TLS_HPKE,
        "The client's half of a key exchange with the key that the server has published in DNS.";
    ECH_PAYLOAD_LENGTH: Length = "tls.ech.payload_length", "length of the encrypted hello", TLS_ECH;
    ECH_PAYLOAD: Ciphertext opaque = "tls.ech.payload", "encrypted hello", TLS_ECH,
        "The inner hello with the real server name, or random bytes that look like one: without a key nobody can tell.";
    ECH_ENCODED = "wirewalk.tls.ech.encoded_inner", "inner hello as it was encrypted", TLS_ECH_ENCODING,
        "Without its session id and without what it takes over from the outer hello; zeros at its end hide how long it is.";
    ECH_ENCODED_PADDING: Length = "wirewalk.tls.ech.padding", "padding of the inner hello", TLS_ECH_ENCODING,
        "Zeros, so that the length of the hidden name does not show.";
    ECH_INNER = "wirewalk.tls.ech.inner", "inner hello", TLS_ECH,
        "The hello that is meant, put together as the server does. If the server accepts, both ends go on with this one.";
    ECH_INNER_RANDOM: Random = "wirewalk.tls.ech.inner_random", "random of the inner hello", SCHEDULE_KEY_LOG,
        "It never crosses the wire in clear. A key log names a connection by it if the server accepted the inner hello.";
    ECH_SIGNAL: Random = "wirewalk.tls.ech.accept_confirmation", "sign of acceptance, or random", TLS_ECH_ACCEPTANCE,
        "A server that accepts the encrypted hello computes these bytes from the inner one. Otherwise they are random.";
    ECH_CONFIRMATION = "tls.ech.confirmation", "confirmation", TLS_ECH,
        "Eight bytes that tell the client which of the two hellos the server went on with.";
    ECH_CONFIGS = "tls.ech.retry_configs", "keys for the next try", TLS_ECH,
        "The server could not open the inner hello and hands out its present keys.";
    ECH_OUTER_LENGTH: Length = "wirewalk.tls.ech.outer_length", "length of the references", TLS_ECH,
        "In bytes; each takes two.";
    ECH_OUTER = "wirewalk.tls.ech.outer_extension", "extension of the outer hello", TLS_ECH,
        "The inner hello leaves out what the outer one says already.";
    CHANNEL_ID: Data opaque = "wirewalk.tls.channel_id", "channel id", TLS_CHANNEL_ID,
        "A key that a browser made for this site, and a signature with it. Browsers have given it up.";
    TICKET_REQUEST = "wirewalk.tls.ticket_request", "tickets wanted", TLS_TICKET_REQUEST,
        "How many tickets the client would like: first for a new session, then for a resumed one.";
    CONNECTION_ID_LENGTH: Length = "tls.connection_id_length", "length of the connection id", DTLS_CONNECTION_ID;
    CONNECTION_ID = "tls.connection_id", "connection id", DTLS_CONNECTION_ID,
        "DTLS over UDP finds its connection by it when addresses change.";
    ANCHORS_LENGTH: Length = "wirewalk.tls.trust_anchors.length",
        "length of the authorities' short names", TLS_TRUST_ANCHORS;
    ANCHOR_LENGTH: Length = "wirewalk.tls.trust_anchor.length", "length of the short name", TLS_TRUST_ANCHORS;
    ANCHOR = "wirewalk.tls.trust_anchor", "authority's short name", TLS_TRUST_ANCHORS,
        "An object identifier below 1.3.6.1.4.1. Servers with several certificates choose by it; Eve learns what a browser trusts.";
    QUIC_PARAMETER = "tls.quic.parameter", "parameter of QUIC", QUIC_PARAMETERS,
        "A setting of the transport under HTTP/3.";
    QUIC_TYPE: Number = "tls.quic.parameter.type", "which parameter", QUIC_PARAMETERS,
        "Its number.";
    QUIC_LENGTH: Length = "tls.quic.parameter.length", "length of the parameter", QUIC_PARAMETERS;
    QUIC_VALUE: Data opaque = "tls.quic.parameter.value", "value of the parameter", QUIC_PARAMETERS,
        "What it is set to.";
}
