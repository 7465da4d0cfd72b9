//! Extensions: IANA's registry "TLS ExtensionType Values", and a few that were never in it.

use super::lists;

lists! {
    /// The extension with this number.
    look_greased extension(u16) {
        0 = "server_name", "whom the client wants to talk to; the server's empty one says that it knows the name";
        1 = "max_fragment_length", "a wish for shorter records; record_size_limit took its place";
        2 = "client_certificate_url", "an address instead of a certificate; unused";
        3 = "trusted_ca_keys", "which authorities the client trusts; unused, and it would tell Eve much";
        4 = "truncated_hmac", "shorter MACs; unsafe and unused";
        5 = "status_request", "please send the authority's word that the certificate is not revoked (OCSP stapling)";
        6 = "user_mapping", "unused";
        7 = "client_authz", "unused";
        8 = "server_authz", "unused";
        9 = "cert_type", "OpenPGP instead of X.509; obsolete";
        10 = "supported_groups", "in which groups this side can agree on a secret";
        11 = "ec_point_formats", "a relic: how points are written";
        12 = "srp", "a user's name for a login by password";
        13 = "signature_algorithms", "which signatures this side accepts in the handshake";
        14 = "use_srtp", "keys for encrypted voice and video";
        15 = "heartbeat", "a sign of life; the place of Heartbleed (2014)";
        16 = "application_layer_protocol_negotiation", "which protocol shall be spoken inside";
        17 = "status_request_v2", "OCSP for a whole chain; TLS 1.3 needs it no more";
        18 = "signed_certificate_timestamp", "please show the promises of public logs";
        19 = "client_certificate_type", "in which form the client shows its key";
        20 = "server_certificate_type", "in which form the server shows its key";
        21 = "padding", "zeros that make the hello longer";
        22 = "encrypt_then_mac", "for CBC: the MAC over the ciphertext, an order that leaks nothing";
        23 = "extended_master_secret", "keys that depend on all that was said; closed a hole of 2014";
        24 = "token_binding", "cookies tied to a key; given up";
        25 = "cached_info", "leave out what the client has already";
        26 = "tls_lts", "a variant of TLS 1.2 for devices that live long";
        27 = "compress_certificate", "certificates may be compressed";
        28 = "record_size_limit", "the longest record that this side will take";
        29 = "pwd_protect", "a login by password, the name encrypted";
        30 = "pwd_clear", "a login by password, the name in clear";
        31 = "password_salt", "the salt of a login by password";
        32 = "ticket_pinning", "remember the server's key by its tickets";
        33 = "tls_cert_with_extern_psk", "a certificate and a shared key at once";
        34 = "delegated_credential", "short-lived keys in the name of a certificate";
        35 = "session_ticket", "TLS 1.2: a ticket instead of a session that the server remembers";
        36 = "TLMSP", "middleboxes that are let in on purpose";
        37 = "TLMSP_proxying", "middleboxes that are let in on purpose";
        38 = "TLMSP_delegate", "middleboxes that are let in on purpose";
        39 = "supported_ekt_ciphers", "keys for encrypted conferences";
        41 = "pre_shared_key", "a key from an earlier session, instead of a certificate; always the last one";
        42 = "early_data", "content before the handshake is over; it can be replayed";
        43 = "supported_versions", "the real version";
        44 = "cookie", "brought back by the client, so that the server need not remember";
        45 = "psk_key_exchange_modes", "how a key from an earlier session may be used";
        47 = "certificate_authorities", "whose certificates will do";
        48 = "oid_filters", "what must stand in the client's certificate";
        49 = "post_handshake_auth", "the client may be asked for its certificate later";
        50 = "signature_algorithms_cert", "which signatures this side accepts in certificates";
        51 = "key_share", "public keys of the key exchange";
        52 = "transparency_info", "proofs of public logs";
        53 = "connection_id (deprecated)", "for DTLS; an early number";
        54 = "connection_id", "for DTLS over changing addresses";
        55 = "external_id_hash", "ties a session to an identity outside";
        56 = "external_session_id", "ties a session to a call outside";
        57 = "quic_transport_parameters", "settings of QUIC; on TCP it has no business";
        58 = "ticket_request", "how many tickets the client would like";
        59 = "dnssec_chain", "proofs of DNSSEC";
        60 = "sequence_number_encryption_algorithms", "for DTLS 1.3";
        61 = "rrc", "for DTLS: is the other side still there?";
        62 = "tls_flags", "yes-or-no abilities, a bit each";
        13172 = "next_protocol_negotiation", "ALPN's predecessor, never in IANA's list";
        17513 = "application_settings", "settings of HTTP/2 during the handshake, by Chromium; its old number";
        17613 = "application_settings", "settings of HTTP/2 during the handshake, by Chromium";
        30031 = "channel_id (old)", "a browser's key; given up";
        30032 = "channel_id", "a browser's key; given up";
        51764 = "trust_anchors",
            "short names of the authorities that the client trusts, so that the server picks its certificate by them";
        64768 = "ech_outer_extensions", "what the inner hello takes over from the outer one";
        65037 = "encrypted_client_hello",
            "the real hello inside, encrypted; or random bytes so that nobody can tell who has one";
        65281 = "renegotiation_info", "ties a second handshake to the first";
        65445 = "quic_transport_parameters (draft)", "settings of QUIC under its draft number";
    }
}
