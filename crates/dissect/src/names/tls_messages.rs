//! Labels of TLS handshake messages, alerts and the change of keys.

super::define_labels! {
    TYPE: Number = "tls.handshake.type", "type of message", TLS_HANDSHAKE,
        "Which handshake message this is. The order is fixed, so a message out of order ends the connection.";
    LENGTH: Length = "tls.handshake.length", "length of the message", TLS_HANDSHAKE,
        "How many bytes of the message follow. A message can span several records, and a record can hold several messages.";
    VERSION: Number = "tls.handshake.version", "version in the hello", TLS_CLIENT_HELLO,
        "Up to TLS 1.2, this was the version. TLS 1.3 writes 1.2 here to suit old servers; the real version is in supported_versions.";
    RANDOM: Random = "tls.handshake.random", "random", TLS_CLIENT_HELLO,
        "32 fresh random bytes from this side. They make every handshake different, so Mallory cannot replay a recorded one.";
    RANDOM_TIME: Random = "tls.handshake.random_time", "first bytes of the random", TLS12_HELLO,
        "Old versions sent their clock here. Today these bytes are random too, because a clock lets Eve tell one device from another.";
    RANDOM_BYTES: Random = "tls.handshake.random_bytes", "rest of the random", TLS12_HELLO,
        "Random bytes that are mixed into the keys. They are not secret: the keys also depend on a secret that Eve does not have.";
    RANDOM_HEAD: Random = "wirewalk.tls.random_bytes", "random bytes before the last eight", TLS_SERVER_HELLO,
        "Random bytes that are mixed into the keys. They are not secret.";
    DOWNGRADE = "wirewalk.tls.downgrade", "mark of a downgrade", TLS_SERVER_HELLO,
        "A server that supports a newer version sets this when it accepts an older one. A newer client that sees it knows of the tampering.";
    SESSION_ID_LENGTH: Length = "tls.handshake.session_id_length", "length of the session id", TLS_CLIENT_HELLO,
        "How many bytes of session ID follow, at most 32.";
    SESSION_ID: Random = "tls.handshake.session_id", "session id", TLS_MIDDLEBOX,
        "It once named a session to resume. In TLS 1.3 it only makes middleboxes see an old handshake: 32 bytes, echoed by the server.";
    SUITES_LENGTH: Length = "tls.handshake.cipher_suites_length", "length of the cipher suites", TLS_CLIENT_HELLO,
        "How many bytes of cipher suites follow, two for each suite.";
    SUITES: Choice = "tls.handshake.ciphersuites", "cipher suites", TLS_CIPHER_SUITES,
        "The suites this client supports, best first. They are sent in the clear: their order and number tell Eve which program this is.";
    SUITE: Choice = "tls.handshake.ciphersuite", "cipher suite", TLS_CIPHER_SUITES,
        "One number for a set of algorithms: cipher and hash in TLS 1.3; before, also the key exchange and the certificate type.";
    COMPRESSIONS_LENGTH: Length = "tls.handshake.comp_methods_length",
        "length of the compression methods", TLS_CLIENT_HELLO,
        "How many bytes of methods follow. Kept for compatibility: it is 1, and that byte means no compression.";
    COMPRESSIONS: Choice = "tls.handshake.comp_methods", "compression methods", TLS_COMPRESSION,
        "Kept for compatibility. Compressing before encrypting let an attacker guess cookies from message lengths (CRIME, 2012).";
    COMPRESSION: Choice = "tls.handshake.comp_method", "compression method", TLS_COMPRESSION,
        "0 means no compression. TLS 1.3 allows nothing else.";
    CERTIFICATES_LENGTH: Length = "tls.handshake.certificates_length", "length of the certificates", TLS_CERTIFICATE,
        "How many bytes of certificates follow, all of them together.";
    CERTIFICATES = "tls.handshake.certificates", "certificates", TLS_CERTIFICATE,
        "The sender's certificate, then those of the authorities above it. The root is left out, because the other side has its own copy.";
    CERTIFICATE_ENTRY = "wirewalk.tls.certificate_entry", "entry of the list", TLS_CERTIFICATE,
        "One certificate, with the extensions that apply to it.";
    CERTIFICATE_LENGTH: Length = "tls.handshake.certificate_length", "length of the certificate", TLS_CERTIFICATE,
        "How many bytes of certificate follow.";
    CERTIFICATE = "tls.handshake.certificate", "certificate", TLS_CERTIFICATE,
        "A name and a public key, signed. Anyone can copy it, so sending it proves nothing. Only CertificateVerify proves that the key is the sender's.";
    CONTEXT_LENGTH: Length = "tls.handshake.certificate_request_context_length",
        "length of the context", TLS_CERTIFICATE_REQUEST,
        "How many bytes of context follow. It is 0 during the handshake.";
    CONTEXT = "tls.handshake.certificate_request_context", "context", TLS_CERTIFICATE_REQUEST,
        "Links a client's certificate to the request it answers, for servers that ask after the handshake.";
    CERT_TYPES_COUNT: Number = "tls.handshake.cert_types_count",
        "number of kinds of certificates", TLS12_CERTIFICATE_REQUEST,
        "How many certificate types follow.";
    CERT_TYPES: Number = "tls.handshake.cert_types", "kinds of certificates", TLS12_CERTIFICATE_REQUEST,
        "The types of key that the server accepts. If a client sends no certificate, first compare its key with this list.";
    CERT_TYPE: Number = "tls.handshake.cert_type", "kind of certificate", TLS12_CERTIFICATE_REQUEST,
        "One type of key.";
    DNAMES_LENGTH: Length = "tls.handshake.dnames_len", "length of the authorities' names", TLS12_CERTIFICATE_REQUEST,
        "How many bytes of names follow. 0 means that the client may send a certificate from any authority.";
    DNAMES = "tls.handshake.dnames", "authorities", TLS_CERTIFICATE_AUTHORITIES,
        "The authorities the server accepts. A client with several certificates chooses by this list; with no match it may send none.";
    DNAME_LENGTH: Length = "tls.handshake.dname_len", "length of the authority's name", TLS_CERTIFICATE_AUTHORITIES,
        "How many bytes of name follow.";
    DNAME_ELEMENT = "wirewalk.tls.dname", "authority, with tag and length", TLS_CERTIFICATE_AUTHORITIES,
        "The name of one authority, in its DER encoding.";
    DNAME = "tls.handshake.dname", "authority", TLS_CERTIFICATE_AUTHORITIES,
        "The name of one authority, copied from its certificate. Compare it with the issuers in the client's chain.";
    SIGNATURE_LENGTH: Length = "tls.handshake.sig_len", "length of the signature", TLS12_SERVER_KEY_EXCHANGE,
        "How many bytes of signature follow.";
    SIGNATURE: Signature opaque = "tls.handshake.sig", "signature over the key exchange", TLS12_SERVER_KEY_EXCHANGE,
        "Made with the certificate's key over both randoms and the server's public key, so that Mallory cannot substitute her own.";
    VERIFY_LENGTH: Length = "tls.handshake.client_cert_vrfy.sig_len",
        "length of the signature over the handshake", TLS_CERTIFICATE_VERIFY,
        "How many bytes of signature follow.";
    VERIFY: Signature opaque = "tls.handshake.client_cert_vrfy.sig",
        "signature over the handshake", TLS_CERTIFICATE_VERIFY,
        "Made with the certificate's key over every message so far. It proves that the sender has that key and signed for this connection.";
    CURVE_TYPE: Number = "tls.handshake.server_curve_type", "kind of curve", TLS_ECDHE_SERVER,
        "3 means a named curve. Curves given by their parameters are forbidden, because an attacker could supply a weak one.";
    CURVE: Choice = "tls.handshake.server_named_curve", "curve", TLS_ECDHE_SERVER,
        "The curve on which both ends agree on a secret. The server chose it from the client's list.";
    SERVER_POINT_LENGTH: Length = "tls.handshake.server_point_len",
        "length of the server's public key", TLS_ECDHE_SERVER,
        "How many bytes of public key follow.";
    SERVER_POINT: Key opaque = "tls.handshake.server_point", "server's public key of the exchange", TLS_ECDHE_SERVER,
        "Made for this connection and then discarded. A certificate key stolen later cannot decrypt a recording: forward secrecy.";
    CLIENT_POINT_LENGTH: Length = "tls.handshake.client_point_len",
        "length of the client's public key", TLS_ECDHE_CLIENT,
        "How many bytes of public key follow.";
    CLIENT_POINT: Key opaque = "tls.handshake.client_point", "client's public key of the exchange", TLS_ECDHE_CLIENT,
        "Combined with the server's key, it gives a secret that both ends can compute. Eve sees both public keys and still cannot.";
    P_LENGTH: Length = "tls.handshake.p_len", "length of the prime", TLS12_SERVER_KEY_EXCHANGE,
        "How many bytes of prime follow. Fewer than 256 (2048 bits) is too short.";
    P: Key opaque = "tls.handshake.p", "prime", TLS12_SERVER_KEY_EXCHANGE,
        "The modulus of the exchange. The server chooses it, and the client cannot easily recognise a bad one: one reason why DHE was dropped.";
    G_LENGTH: Length = "tls.handshake.g_len", "length of the generator", TLS12_SERVER_KEY_EXCHANGE,
        "How many bytes of generator follow.";
    G: Key = "tls.handshake.g", "generator", TLS12_SERVER_KEY_EXCHANGE,
        "The number that both ends raise to a secret power, usually 2.";
    YS_LENGTH: Length = "tls.handshake.ys_len", "length of the server's number", TLS12_SERVER_KEY_EXCHANGE,
        "How many bytes of public number follow.";
    YS: Key opaque = "tls.handshake.ys", "server's public number", TLS12_SERVER_KEY_EXCHANGE,
        "The generator to the power of the server's secret, modulo the prime.";
    YC_LENGTH: Length = "tls.handshake.yc_len", "length of the client's number", TLS12_CLIENT_KEY_EXCHANGE,
        "How many bytes of public number follow.";
    YC: Key opaque = "tls.handshake.yc", "client's public number", TLS12_CLIENT_KEY_EXCHANGE,
        "The generator to the power of the client's secret, modulo the prime.";
    EPMS_LENGTH: Length = "tls.handshake.epms_len", "length of the encrypted secret", TLS12_RSA_KEY_EXCHANGE,
        "How many bytes of encrypted secret follow, as many as the RSA key has.";
    EPMS: Ciphertext opaque = "tls.handshake.epms", "encrypted premaster secret", TLS12_RSA_KEY_EXCHANGE,
        "All keys are derived from it, and the certificate's key decrypts it. Anyone who steals that key later can read every recording.";
    HINT_LENGTH: Length = "tls.handshake.hint_len", "length of the hint", TLS_PSK,
        "How many bytes of hint follow.";
    HINT = "tls.handshake.hint", "hint", TLS_PSK,
        "The server's hint about which of its shared keys the client should use.";
    IDENTITY_LENGTH: Length = "tls.handshake.identity_len", "length of the identity", TLS_PSK,
        "How many bytes of identity follow.";
    IDENTITY = "tls.handshake.identity", "identity", TLS_PSK,
        "The name of the shared key that the client uses, in the clear.";
    VERIFY_DATA: Signature = "tls.handshake.verify_data", "verify data", TLS_FINISHED,
        "A MAC over all messages so far, with a key from this handshake. If Mallory changed a single bit of them, it is wrong.";
    FINISHED_MD5: Signature = "tls.handshake.md5_hash", "MD5 half", SSL30_FINISHED,
        "SSL 3.0 authenticates the messages twice, once with each of its hash functions. This half uses MD5.";
    FINISHED_SHA1: Signature = "tls.handshake.sha_hash", "SHA-1 half", SSL30_FINISHED,
        "The half that uses SHA-1. Both hashes are broken today; it remains secure only if nobody breaks them during a handshake.";
    TICKET_LIFETIME = "tls.handshake.session_ticket_lifetime_hint", "lifetime of the ticket", TLS_NEW_SESSION_TICKET,
        "For how many seconds the ticket is valid, at most seven days.";
    TICKET_AGE_ADD = "tls.handshake.session_ticket_age_add", "mask of the ticket's age", TLS_NEW_SESSION_TICKET,
        "The client later sends the ticket's age plus this number, so that Eve cannot use the age to link two connections.";
    TICKET_NONCE_LENGTH: Length = "tls.handshake.session_ticket_nonce_length",
        "length of the nonce", TLS_NEW_SESSION_TICKET,
        "How many bytes of nonce follow.";
    TICKET_NONCE: Random = "tls.handshake.session_ticket_nonce", "nonce of the ticket", TLS_NEW_SESSION_TICKET,
        "Gives each ticket of this connection a different key.";
    TICKET_LENGTH: Length = "tls.handshake.session_ticket_length", "length of the ticket", TLS_NEW_SESSION_TICKET,
        "How many bytes of ticket follow.";
    TICKET: Data opaque = "tls.handshake.session_ticket", "session ticket", TLS_NEW_SESSION_TICKET,
        "With it the server finds this session again: a number in its memory, or the session itself, encrypted for the server. The client shows it when it comes back.";
    KEY_UPDATE = "tls.handshake.key_update.request_update", "answer wanted", TLS_KEY_UPDATE,
        "This side uses new keys from here on. 1 asks the other side to do the same.";
    STATUS_TYPE: Number = "tls.handshake.extensions_status_request_type", "kind of status", TLS_STATUS_REQUEST,
        "1 means OCSP, the only type in use.";
    OCSP_LENGTH: Length = "tls.handshake.ocsp_response_len", "length of the OCSP response", TLS_STATUS_REQUEST,
        "How many bytes of OCSP response follow.";
    OCSP_LIST_LENGTH: Length = "tls.handshake.ocsp_response_list_len",
        "length of the OCSP responses", TLS_STATUS_REQUEST_V2,
        "How many bytes of OCSP responses follow, all of them together.";
    OCSP = "wirewalk.tls.ocsp_response", "OCSP response", OCSP_RESPONSE,
        "The authority's statement, at most a few days old, on whether the certificate is revoked. The client need not ask, so nobody sees it ask.";
    URL_TYPE: Number = "tls.handshake.cert_url_type", "kind of the addresses", TLS_CERTIFICATE_URL,
        "0 means one URL for each certificate; 1 means one URL for all of them.";
    URLS_LENGTH: Length = "tls.handshake.cert_url.url_hash_len", "length of the addresses", TLS_CERTIFICATE_URL,
        "How many bytes of URLs and hashes follow.";
    URLS_TEXT = "wirewalk.tls.certificate_urls", "addresses", TLS_CERTIFICATE_URL,
        "The lengths, URLs and hashes of certificates.";
    URLS = "tls.handshake.cert_url.url_hash", "address and hash", TLS_CERTIFICATE_URL,
        "Where the server can fetch the client's certificate. Not used in practice: it lets a client make servers connect anywhere.";
    COMPRESSED_ALGORITHM: Choice = "tls.compress_certificate.algorithm", "compression", TLS_COMPRESS_CERTIFICATE,
        "How certificates can be compressed. They are the largest part of a handshake, and public.";
    COMPRESSED_SIZE: Length = "tls.compress_certificate.uncompressed_length",
        "length when decompressed", TLS_COMPRESSED_CERTIFICATE,
        "How many bytes the decompressed message has. A receiver accepts exactly that many: a small message could expand to a huge one.";
    COMPRESSED_LENGTH: Length = "tls.compress_certificate.compressed_certificate_message.length",
        "length of the compressed message", TLS_COMPRESSED_CERTIFICATE,
        "How many bytes of compressed message follow.";
    COMPRESSED: Data opaque = "tls.compress_certificate.compressed_certificate_message",
        "compressed message", TLS_COMPRESSED_CERTIFICATE,
        "A Certificate message without its header, compressed.";
    DECOMPRESSED = "wirewalk.tls.decompressed_certificate", "decompressed Certificate message", TLS_COMPRESSED_CERTIFICATE,
        "The result of decompressing the bytes. The transcript covers the compressed form.";
    NPN_LENGTH: Length = "tls.handshake.npn_selected_protocol_len", "length of the chosen protocol", TLS_NPN,
        "How many bytes of protocol name follow.";
    NPN = "tls.handshake.npn_selected_protocol", "chosen protocol", TLS_NPN,
        "The protocol to use inside the connection. ALPN has replaced this.";
    NPN_PADDING_LENGTH: Length = "tls.handshake.npn_padding_len", "length of the padding", TLS_NPN,
        "How many bytes of padding follow.";
    NPN_PADDING: Length = "tls.handshake.npn_padding", "padding", TLS_NPN,
        "Zeros, so that the length does not reveal the protocol.";
    MESSAGE_HASH = "wirewalk.tls.message_hash", "hash of the first hello", TLS_TRANSCRIPT,
        "Replaces the first ClientHello in the transcript after a HelloRetryRequest. It never crosses the wire.";
    UNKNOWN = "wirewalk.tls.unknown_message", "message of an unknown kind", TLS_HANDSHAKE,
        "This program does not know the message's number.";
    ALERT_LEVEL: Number = "tls.alert_message.level", "level", TLS_ALERT,
        "1 means warning, 2 fatal. Kept for compatibility: in TLS 1.3, only the description decides.";
    ALERT_DESCRIPTION: Number = "tls.alert_message.desc", "description", TLS_ALERT,
        "What went wrong, in one byte. It is short on purpose, because a detailed reason would help an attacker too.";
}
