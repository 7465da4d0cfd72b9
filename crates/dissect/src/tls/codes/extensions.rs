//! Extensions: IANA's registry "TLS ExtensionType Values", and a few that were never in it.

use super::lists;

lists! {
    /// The extension with this number.
    look_greased extension(u16) {
        0 = "server_name", "the site that the client wants; an empty one from the server means that it knows the name";
        1 = "max_fragment_length", "a request for shorter records; record_size_limit has replaced it";
        2 = "client_certificate_url", "a URL instead of a certificate; unused";
        3 = "trusted_ca_keys", "which authorities the client trusts; unused, and it would tell Eve a lot";
        4 = "truncated_hmac", "shorter MACs; unsafe and unused";
        5 = "status_request", "a request for the authority's statement that the certificate is not revoked (OCSP \
            stapling)";
        6 = "user_mapping", "unused";
        7 = "client_authz", "unused";
        8 = "server_authz", "unused";
        9 = "cert_type", "OpenPGP instead of X.509; obsolete";
        10 = "supported_groups", "the groups in which this side can agree on a secret";
        11 = "ec_point_formats", "kept for compatibility: how curve points are written";
        12 = "srp", "a user name for a login with a password";
        13 = "signature_algorithms", "which signatures this side accepts in the handshake";
        14 = "use_srtp", "keys for encrypted voice and video";
        15 = "heartbeat", "a sign of life; the cause of Heartbleed (2014)";
        16 = "application_layer_protocol_negotiation", "the protocol to use inside the connection";
        17 = "status_request_v2", "OCSP for a whole chain; TLS 1.3 no longer needs it";
        18 = "signed_certificate_timestamp", "a request for the promises of public logs";
        19 = "client_certificate_type", "the form in which the client sends its key";
        20 = "server_certificate_type", "the form in which the server sends its key";
        21 = "padding", "zeros that make the hello longer";
        22 = "encrypt_then_mac", "for CBC: computes the MAC over the ciphertext, an order that leaks nothing";
        23 = "extended_master_secret", "keys that depend on the whole handshake; closed a vulnerability from 2014";
        24 = "token_binding", "cookies bound to a key; abandoned";
        25 = "cached_info", "leaves out what the client already has";
        26 = "tls_lts", "a variant of TLS 1.2 for long-lived devices";
        27 = "compress_certificate", "the ways in which certificates can be compressed";
        28 = "record_size_limit", "the longest record that this side accepts";
        29 = "pwd_protect", "a login with a password, with the name encrypted";
        30 = "pwd_clear", "a login with a password, with the name in the clear";
        31 = "password_salt", "the salt for a login with a password";
        32 = "ticket_pinning", "tickets with which a client remembers the server's key";
        33 = "tls_cert_with_extern_psk", "a certificate together with a shared key";
        34 = "delegated_credential", "short-lived keys that a certificate vouches for";
        35 = "session_ticket", "TLS 1.2: a ticket instead of a session that the server remembers";
        36 = "TLMSP", "middleboxes that take part on purpose";
        37 = "TLMSP_proxying", "middleboxes that take part on purpose";
        38 = "TLMSP_delegate", "middleboxes that take part on purpose";
        39 = "supported_ekt_ciphers", "keys for encrypted conferences";
        41 = "pre_shared_key", "a key from an earlier session, instead of a certificate; always the last extension";
        42 = "early_data", "data before the handshake ends; an attacker can replay it";
        43 = "supported_versions", "the real version";
        44 = "cookie", "the client sends it back, so that the server need not remember the client";
        45 = "psk_key_exchange_modes", "how a key from an earlier session can be used";
        47 = "certificate_authorities", "which authorities' certificates are accepted";
        48 = "oid_filters", "what the client's certificate must contain";
        49 = "post_handshake_auth", "the server may ask the client for its certificate later";
        50 = "signature_algorithms_cert", "which signatures this side accepts in certificates";
        51 = "key_share", "public keys of the key exchange";
        52 = "transparency_info", "proofs from public logs";
        53 = "connection_id (deprecated)", "for DTLS; an early number";
        54 = "connection_id", "for DTLS over changing addresses";
        55 = "external_id_hash", "binds a session to an outside identity";
        56 = "external_session_id", "binds a session to a telephone call";
        57 = "quic_transport_parameters", "settings for QUIC: limits, timeouts, connection IDs";
        58 = "ticket_request", "how many tickets the client wants";
        59 = "dnssec_chain", "DNSSEC proofs";
        60 = "sequence_number_encryption_algorithms", "for DTLS 1.3";
        61 = "rrc", "for DTLS: checks that the other side can be reached";
        62 = "tls_flags", "yes-or-no features, one bit each";
        13172 = "next_protocol_negotiation", "ALPN's predecessor, never in the IANA registry";
        17513 = "application_settings", "HTTP/2 settings during the handshake, from Chromium; the old number";
        17613 = "application_settings", "HTTP/2 settings during the handshake, from Chromium";
        30031 = "channel_id (old)", "a browser's key; abandoned";
        30032 = "channel_id", "a browser's key; abandoned";
        51764 = "trust_anchors",
            "short names of the authorities that the client trusts; the server chooses its certificate by them";
        64768 = "ech_outer_extensions", "the extensions that the inner hello copies from the outer one";
        65037 = "encrypted_client_hello",
            "the real hello, encrypted; or random bytes, so that nobody can tell which clients have one";
        65281 = "renegotiation_info", "binds a second handshake to the first";
        65445 = "quic_transport_parameters (draft)", "settings for QUIC, under a draft number";
    }
}
