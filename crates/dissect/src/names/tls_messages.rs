//! Labels of TLS handshake messages, alerts and the change of keys.

super::define_labels! {
    TYPE: Number = "tls.handshake.type", "type of message", TLS_HANDSHAKE,
        "Which message of the handshake this is; their order is fixed, and one out of order ends the connection.";
    LENGTH: Length = "tls.handshake.length", "length of the message", TLS_HANDSHAKE,
        "How many bytes follow. A message may be spread over several records, and one record may hold several.";
    VERSION: Number = "tls.handshake.version", "version in the hello", TLS_CLIENT_HELLO,
        "Up to TLS 1.2 this was the version. In 1.3 it stays 1.2, a relic for old servers; supported_versions says the real one.";
    RANDOM: Random = "tls.handshake.random", "random", TLS_CLIENT_HELLO,
        "32 fresh random bytes of this side: no two handshakes are alike, so a recorded one cannot be played again.";
    RANDOM_TIME: Random = "tls.handshake.random_time", "first bytes of the random", TLS12_HELLO,
        "Old versions put their clock here. Today these are random bytes too, since a clock tells one device from another.";
    RANDOM_BYTES: Random = "tls.handshake.random_bytes", "rest of the random", TLS12_HELLO,
        "Random bytes, which everybody may see: they are mixed into the keys and are no secret.";
    RANDOM_HEAD: Random = "wirewalk.tls.random_bytes", "random bytes before the last eight", TLS_SERVER_HELLO,
        "Random bytes, which everybody may see.";
    DOWNGRADE = "wirewalk.tls.downgrade", "mark of a downgrade", TLS_SERVER_HELLO,
        "A server that knows a newer version marks its random when it agrees on an older one; the newer client then knows of a forger.";
    SESSION_ID_LENGTH: Length = "tls.handshake.session_id_length", "length of the session id", TLS_CLIENT_HELLO,
        "How many bytes the session id has, at most 32.";
    SESSION_ID: Random = "tls.handshake.session_id", "session id", TLS_MIDDLEBOX,
        "Once it named a session to be resumed. In TLS 1.3 it is 32 bytes of disguise, echoed so that middleboxes see an old handshake.";
    SUITES_LENGTH: Length = "tls.handshake.cipher_suites_length", "length of the cipher suites", TLS_CLIENT_HELLO,
        "In bytes; each suite takes two.";
    SUITES: Choice = "tls.handshake.ciphersuites", "cipher suites", TLS_CIPHER_SUITES,
        "What this client can do, the best first. The list is in clear: its order and length tell Eve which program this is.";
    SUITE: Choice = "tls.handshake.ciphersuite", "cipher suite", TLS_CIPHER_SUITES,
        "A set of algorithms under one number: in TLS 1.3 cipher and hash; before, key exchange and kind of certificate too.";
    COMPRESSIONS_LENGTH: Length = "tls.handshake.comp_methods_length",
        "length of the compression methods", TLS_CLIENT_HELLO,
        "A relic: one byte follows, and it says that nothing is compressed.";
    COMPRESSIONS: Choice = "tls.handshake.comp_methods", "compression methods", TLS_COMPRESSION,
        "A relic: compressing before encrypting let an attacker guess cookies from lengths (CRIME, 2012).";
    COMPRESSION: Choice = "tls.handshake.comp_method", "compression method", TLS_COMPRESSION,
        "0: none. TLS 1.3 allows nothing else.";
    CERTIFICATES_LENGTH: Length = "tls.handshake.certificates_length", "length of the certificates", TLS_CERTIFICATE,
        "In bytes, all of them together.";
    CERTIFICATES = "tls.handshake.certificates", "certificates", TLS_CERTIFICATE,
        "The sender's certificate first, then those of the authorities that vouch for it; the root is left out: the other side has it.";
    CERTIFICATE_ENTRY = "wirewalk.tls.certificate_entry", "entry of the list", TLS_CERTIFICATE,
        "One certificate and what is said about it.";
    CERTIFICATE_LENGTH: Length = "tls.handshake.certificate_length", "length of the certificate", TLS_CERTIFICATE;
    CERTIFICATE = "tls.handshake.certificate", "certificate", TLS_CERTIFICATE,
        "A name and a public key, signed. It is public: showing it proves nothing, only CertificateVerify does.";
    CONTEXT_LENGTH: Length = "tls.handshake.certificate_request_context_length",
        "length of the context", TLS_CERTIFICATE_REQUEST,
        "0 during the handshake.";
    CONTEXT = "tls.handshake.certificate_request_context", "context", TLS_CERTIFICATE_REQUEST,
        "Ties a client's certificate to the request for it, where a server asks after the handshake.";
    CERT_TYPES_COUNT: Number = "tls.handshake.cert_types_count",
        "number of kinds of certificates", TLS12_CERTIFICATE_REQUEST,
        "How many kinds follow.";
    CERT_TYPES: Number = "tls.handshake.cert_types", "kinds of certificates", TLS12_CERTIFICATE_REQUEST,
        "Which kinds of key a client's certificate may have.";
    CERT_TYPE: Number = "tls.handshake.cert_type", "kind of certificate", TLS12_CERTIFICATE_REQUEST,
        "One kind of key.";
    DNAMES_LENGTH: Length = "tls.handshake.dnames_len", "length of the authorities' names", TLS12_CERTIFICATE_REQUEST,
        "In bytes; 0: any authority.";
    DNAMES = "tls.handshake.dnames", "authorities", TLS_CERTIFICATE_AUTHORITIES,
        "Whose certificates will do: a client with several chooses by it.";
    DNAME_LENGTH: Length = "tls.handshake.dname_len", "length of the authority's name", TLS_CERTIFICATE_AUTHORITIES;
    DNAME_ELEMENT = "wirewalk.tls.dname", "authority, with tag and length", TLS_CERTIFICATE_AUTHORITIES,
        "One authority.";
    DNAME = "tls.handshake.dname", "authority", TLS_CERTIFICATE_AUTHORITIES,
        "The name of one authority, as it stands in its certificate.";
    SIGNATURE_LENGTH: Length = "tls.handshake.sig_len", "length of the signature", TLS12_SERVER_KEY_EXCHANGE;
    SIGNATURE: Signature opaque = "tls.handshake.sig", "signature over the key exchange", TLS12_SERVER_KEY_EXCHANGE,
        "The certificate's key signs both randoms and the server's public key: so nobody in the middle can put in another.";
    VERIFY_LENGTH: Length = "tls.handshake.client_cert_vrfy.sig_len",
        "length of the signature over the handshake", TLS_CERTIFICATE_VERIFY;
    VERIFY: Signature opaque = "tls.handshake.client_cert_vrfy.sig",
        "signature over the handshake", TLS_CERTIFICATE_VERIFY,
        "Made with the certificate's key over all that was said so far: whoever made it has that key, and made it now.";
    CURVE_TYPE: Number = "tls.handshake.server_curve_type", "kind of curve", TLS_ECDHE_SERVER,
        "3: a curve with a name. Curves that are written out are forbidden, since a weak one could be smuggled in.";
    CURVE: Choice = "tls.handshake.server_named_curve", "curve", TLS_ECDHE_SERVER,
        "On which curve both ends agree on a secret; the server chose it from the client's list.";
    SERVER_POINT_LENGTH: Length = "tls.handshake.server_point_len",
        "length of the server's public key", TLS_ECDHE_SERVER;
    SERVER_POINT: Key opaque = "tls.handshake.server_point", "server's public key of the exchange", TLS_ECDHE_SERVER,
        "Made for this connection alone and thrown away after it: that is forward secrecy.";
    CLIENT_POINT_LENGTH: Length = "tls.handshake.client_point_len",
        "length of the client's public key", TLS_ECDHE_CLIENT;
    CLIENT_POINT: Key opaque = "tls.handshake.client_point", "client's public key of the exchange", TLS_ECDHE_CLIENT,
        "With the server's it gives a secret that both can compute and Eve, who sees both, cannot.";
    P_LENGTH: Length = "tls.handshake.p_len", "length of the prime", TLS12_SERVER_KEY_EXCHANGE,
        "In bytes; fewer than 256 (2048 bits) are too few.";
    P: Key opaque = "tls.handshake.p", "prime", TLS12_SERVER_KEY_EXCHANGE,
        "The modulus of the exchange. The server chooses it, and the client cannot easily tell a good one: one reason why DHE went.";
    G_LENGTH: Length = "tls.handshake.g_len", "length of the generator", TLS12_SERVER_KEY_EXCHANGE;
    G: Key = "tls.handshake.g", "generator", TLS12_SERVER_KEY_EXCHANGE,
        "The number that both ends raise to a secret power, mostly 2.";
    YS_LENGTH: Length = "tls.handshake.ys_len", "length of the server's number", TLS12_SERVER_KEY_EXCHANGE;
    YS: Key opaque = "tls.handshake.ys", "server's public number", TLS12_SERVER_KEY_EXCHANGE,
        "The generator to the power of the server's secret, modulo the prime.";
    YC_LENGTH: Length = "tls.handshake.yc_len", "length of the client's number", TLS12_CLIENT_KEY_EXCHANGE;
    YC: Key opaque = "tls.handshake.yc", "client's public number", TLS12_CLIENT_KEY_EXCHANGE,
        "The generator to the power of the client's secret, modulo the prime.";
    EPMS_LENGTH: Length = "tls.handshake.epms_len", "length of the encrypted secret", TLS12_RSA_KEY_EXCHANGE,
        "In bytes, as many as the RSA key has.";
    EPMS: Ciphertext opaque = "tls.handshake.epms", "encrypted premaster secret", TLS12_RSA_KEY_EXCHANGE,
        "All keys follow from it, and the certificate's key opens it: who steals that key years later reads every recording.";
    HINT_LENGTH: Length = "tls.handshake.hint_len", "length of the hint", TLS_PSK;
    HINT = "tls.handshake.hint", "hint", TLS_PSK,
        "The server tells which of its shared keys it means.";
    IDENTITY_LENGTH: Length = "tls.handshake.identity_len", "length of the identity", TLS_PSK;
    IDENTITY = "tls.handshake.identity", "identity", TLS_PSK,
        "The name of the shared key that the client uses, in clear.";
    VERIFY_DATA: Signature = "tls.handshake.verify_data", "verify data", TLS_FINISHED,
        "A MAC over all messages so far under a key of this handshake: if Mallory changed one bit of them, it is wrong.";
    FINISHED_MD5: Signature = "tls.handshake.md5_hash", "MD5 half", SSL30_FINISHED,
        "SSL 3.0 proves the messages twice, once with each hash that it has: this is the half with MD5.";
    FINISHED_SHA1: Signature = "tls.handshake.sha_hash", "SHA-1 half", SSL30_FINISHED,
        "The same with SHA-1. Both are broken today; that nobody breaks them within a handshake is all that is left.";
    TICKET_LIFETIME = "tls.handshake.session_ticket_lifetime_hint", "lifetime of the ticket", TLS_NEW_SESSION_TICKET,
        "For how many seconds it is good, at most seven days.";
    TICKET_AGE_ADD = "tls.handshake.session_ticket_age_add", "mask of the ticket's age", TLS_NEW_SESSION_TICKET,
        "The client adds this number to the age that it sends later, so that Eve cannot link two connections by it.";
    TICKET_NONCE_LENGTH: Length = "tls.handshake.session_ticket_nonce_length",
        "length of the nonce", TLS_NEW_SESSION_TICKET;
    TICKET_NONCE: Random = "tls.handshake.session_ticket_nonce", "nonce of the ticket", TLS_NEW_SESSION_TICKET,
        "Makes the key of each ticket of this connection another one.";
    TICKET_LENGTH: Length = "tls.handshake.session_ticket_length", "length of the ticket", TLS_NEW_SESSION_TICKET;
    TICKET: Data opaque = "tls.handshake.session_ticket", "session ticket", TLS_NEW_SESSION_TICKET,
        "With it the server finds this session again: a number in its memory, or the session itself, encrypted for the server. The client shows it when it comes back.";
    KEY_UPDATE = "tls.handshake.key_update.request_update", "answer wanted", TLS_KEY_UPDATE,
        "This side goes on with new keys from here; 1 asks the other to do the same.";
    STATUS_TYPE: Number = "tls.handshake.extensions_status_request_type", "kind of status", TLS_STATUS_REQUEST,
        "1: OCSP, the only one in use.";
    OCSP_LENGTH: Length = "tls.handshake.ocsp_response_len", "length of the OCSP response", TLS_STATUS_REQUEST;
    OCSP_LIST_LENGTH: Length = "tls.handshake.ocsp_response_list_len",
        "length of the OCSP responses", TLS_STATUS_REQUEST_V2,
        "In bytes, all of them together.";
    OCSP = "wirewalk.tls.ocsp_response", "OCSP response", OCSP_RESPONSE,
        "The authority's own word, a few days old at most, that the certificate is not revoked; so the client need not ask and be seen.";
    URL_TYPE: Number = "tls.handshake.cert_url_type", "kind of the addresses", TLS_CERTIFICATE_URL,
        "0: each certificate has an address; 1: one for all.";
    URLS_LENGTH: Length = "tls.handshake.cert_url.url_hash_len", "length of the addresses", TLS_CERTIFICATE_URL;
    URLS_TEXT = "wirewalk.tls.certificate_urls", "addresses", TLS_CERTIFICATE_URL,
        "Lengths, addresses and hashes of certificates.";
    URLS = "tls.handshake.cert_url.url_hash", "address and hash", TLS_CERTIFICATE_URL,
        "Where the server may fetch the client's certificate. Nobody uses it: it lets a client send servers anywhere.";
    COMPRESSED_ALGORITHM: Choice = "tls.compress_certificate.algorithm", "compression", TLS_COMPRESS_CERTIFICATE,
        "How certificates may be compressed: they are the largest part of a handshake, and public.";
    COMPRESSED_SIZE: Length = "tls.compress_certificate.uncompressed_length",
        "length when decompressed", TLS_COMPRESSED_CERTIFICATE,
        "In bytes. A receiver makes room for so many and not one more: a small message could stand for a very large one.";
    COMPRESSED_LENGTH: Length = "tls.compress_certificate.compressed_certificate_message.length",
        "length of the compressed message", TLS_COMPRESSED_CERTIFICATE;
    COMPRESSED: Data opaque = "tls.compress_certificate.compressed_certificate_message",
        "compressed message", TLS_COMPRESSED_CERTIFICATE,
        "A Certificate message without its header, compressed.";
    DECOMPRESSED = "wirewalk.tls.decompressed_certificate", "decompressed Certificate message", TLS_COMPRESSED_CERTIFICATE,
        "What the compressed bytes stand for. The transcript covers the compressed form.";
    NPN_LENGTH: Length = "tls.handshake.npn_selected_protocol_len", "length of the chosen protocol", TLS_NPN;
    NPN = "tls.handshake.npn_selected_protocol", "chosen protocol", TLS_NPN,
        "Which protocol goes inside; ALPN took its place.";
    NPN_PADDING_LENGTH: Length = "tls.handshake.npn_padding_len", "length of the padding", TLS_NPN;
    NPN_PADDING: Length = "tls.handshake.npn_padding", "padding", TLS_NPN,
        "Zeros, so that the length does not tell which protocol it is.";
    MESSAGE_HASH = "wirewalk.tls.message_hash", "hash of the first hello", TLS_TRANSCRIPT,
        "Stands for the first ClientHello in the transcript after a HelloRetryRequest; it never crosses the wire.";
    UNKNOWN = "wirewalk.tls.unknown_message", "message of an unknown kind", TLS_HANDSHAKE,
        "Its number is in no list that this program knows.";
    ALERT_LEVEL: Number = "tls.alert_message.level", "level", TLS_ALERT,
        "1 warning, 2 fatal. A relic: TLS 1.3 decides by the description alone.";
    ALERT_DESCRIPTION: Number = "tls.alert_message.desc", "description", TLS_ALERT,
        "What is wrong, in one byte: kept short on purpose, since a detailed reason helps an attacker too.";
}
