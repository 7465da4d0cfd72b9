//! TLS: its handshake, its extensions, its alerts.

use super::Cite;

macro_rules! cites {
    ($($(#[$doc:meta])* $name:ident = $document:literal, $section:literal;)*) => {
        $($(#[$doc])* pub const $name: Cite = Cite::new($document, $section);)*
    };
}

cites! {
    /// Handshake messages: a type, a length, a body.
    TLS_HANDSHAKE = "RFC 8446", "4";
    /// The client speaks first.
    TLS_CLIENT_HELLO = "RFC 8446", "4.1.2";
    /// The server chooses.
    TLS_SERVER_HELLO = "RFC 8446", "4.1.3";
    /// The server asks for another hello.
    TLS_HELLO_RETRY = "RFC 8446", "4.1.4";
    /// Extensions.
    TLS_EXTENSIONS = "RFC 8446", "4.2";
    /// Which versions.
    TLS_SUPPORTED_VERSIONS = "RFC 8446", "4.2.1";
    /// A cookie, so that a server need not remember a first hello.
    TLS_COOKIE = "RFC 8446", "4.2.2";
    /// Which signatures.
    TLS_SIGNATURE_ALGORITHMS = "RFC 8446", "4.2.3";
    /// Which authorities.
    TLS_CERTIFICATE_AUTHORITIES = "RFC 8446", "4.2.4";
    /// What must stand in a client's certificate.
    TLS_OID_FILTERS = "RFC 8446", "4.2.5";
    /// Which groups.
    TLS_SUPPORTED_GROUPS = "RFC 8446", "4.2.7";
    /// Public keys of the exchange.
    TLS_KEY_SHARE = "RFC 8446", "4.2.8";
    /// How a shared key from before is used.
    TLS_PSK_MODES = "RFC 8446", "4.2.9";
    /// Data before the handshake is over.
    TLS_EARLY_DATA = "RFC 8446", "4.2.10";
    /// A shared key from before.
    TLS_PRE_SHARED_KEY = "RFC 8446", "4.2.11";
    /// Proof of having it.
    TLS_PSK_BINDER = "RFC 8446", "4.2.11.2";
    /// The server asks for a certificate.
    TLS_CERTIFICATE_REQUEST = "RFC 8446", "4.3.2";
    /// The transcript.
    TLS_TRANSCRIPT = "RFC 8446", "4.4.1";
    /// Certificates.
    TLS_CERTIFICATE = "RFC 8446", "4.4.2";
    /// Proof of having the certificate's key.
    TLS_CERTIFICATE_VERIFY = "RFC 8446", "4.4.3";
    /// A MAC over all that was said.
    TLS_FINISHED = "RFC 8446", "4.4.4";
    /// Tickets.
    TLS_NEW_SESSION_TICKET = "RFC 8446", "4.6.1";
    /// New keys on a running connection.
    TLS_KEY_UPDATE = "RFC 8446", "4.6.3";
    /// Alerts.
    TLS_ALERT = "RFC 8446", "6";
    /// What middleboxes want to see.
    TLS_MIDDLEBOX = "RFC 8446", "D.4";
    /// Which suites are there.
    TLS_CIPHER_SUITES = "RFC 8446", "B.4";
    /// TLS 1.2: the hellos.
    TLS12_HELLO = "RFC 5246", "7.4.1.2";
    /// TLS 1.2: the server's half of the key exchange.
    TLS12_SERVER_KEY_EXCHANGE = "RFC 5246", "7.4.3";
    /// TLS 1.2: the server asks for a certificate.
    TLS12_CERTIFICATE_REQUEST = "RFC 5246", "7.4.4";
    /// TLS 1.2: the client's half of the key exchange.
    TLS12_CLIENT_KEY_EXCHANGE = "RFC 5246", "7.4.7";
    /// TLS 1.2: a secret under the server's RSA key.
    TLS12_RSA_KEY_EXCHANGE = "RFC 5246", "7.4.7.1";
    /// TLS 1.2: hash and signature.
    TLS12_SIGNATURE_ALGORITHMS = "RFC 5246", "7.4.1.4.1";
    /// Compression, which nobody uses any more.
    TLS_COMPRESSION = "RFC 3749", "2";
    /// Which name is meant.
    TLS_SERVER_NAME = "RFC 6066", "3";
    /// Shorter records.
    TLS_MAX_FRAGMENT = "RFC 6066", "4";
    /// A certificate's address instead of itself.
    TLS_CERTIFICATE_URL = "RFC 6066", "5";
    /// Is this certificate revoked?
    TLS_STATUS_REQUEST = "RFC 6066", "8";
    /// The same for a whole chain.
    TLS_STATUS_REQUEST_V2 = "RFC 6961", "2.2";
    /// Forms of points.
    TLS_POINT_FORMATS = "RFC 8422", "5.1.2";
    /// ECDHE in TLS 1.2, the server's half.
    TLS_ECDHE_SERVER = "RFC 8422", "5.4";
    /// ECDHE in TLS 1.2, the client's half.
    TLS_ECDHE_CLIENT = "RFC 8422", "5.7";
    /// Shared keys in TLS 1.2.
    TLS_PSK = "RFC 4279", "2";
    /// A password instead of a certificate.
    TLS_SRP = "RFC 5054", "2.8.1";
    /// Keys for encrypted voice.
    TLS_USE_SRTP = "RFC 5764", "4.1.1";
    /// A sign of life.
    TLS_HEARTBEAT = "RFC 6520", "2";
    /// Which protocol goes inside.
    TLS_ALPN = "RFC 7301", "3.1";
    /// Certificates of other kinds.
    TLS_CERTIFICATE_TYPES = "RFC 7250", "3";
    /// Padding of hellos.
    TLS_PADDING = "RFC 7685", "3";
    /// How many tickets a client would like.
    TLS_TICKET_REQUEST = "RFC 9149", "3";
    /// Finding a connection of DTLS when addresses change.
    DTLS_CONNECTION_ID = "RFC 9146", "3";
    /// Cookies that are tied to a key.
    TLS_TOKEN_BINDING = "RFC 8472", "2";
    /// Compressed certificates.
    TLS_COMPRESS_CERTIFICATE = "RFC 8879", "3";
    /// The message that holds them.
    TLS_COMPRESSED_CERTIFICATE = "RFC 8879", "4";
    /// Shorter records, done right.
    TLS_RECORD_SIZE_LIMIT = "RFC 8449", "4";
    /// Short-lived keys in the name of a certificate.
    TLS_DELEGATED_CREDENTIAL = "RFC 9345", "4";
    /// Tickets in TLS 1.2.
    TLS_SESSION_TICKET = "RFC 5077", "3.2";
    /// What they are.
    QUIC_PARAMETERS = "RFC 9000", "18.2";
    /// No second handshake under somebody else's first.
    TLS_RENEGOTIATION_INFO = "RFC 5746", "3.2";
    /// The hello inside of the hello.
    TLS_ECH = "RFC 9849", "5";
    /// Its encryption.
    TLS_HPKE = "RFC 9180", "5";
    /// Settings of the protocol inside.
    TLS_ALPS = "draft-vvv-tls-alps", "4";
    /// Short names of authorities.
    TLS_TRUST_ANCHORS = "draft-ietf-tls-trust-anchor-ids", "3";
    /// Keys of a browser.
    TLS_CHANNEL_ID = "draft-balfanz-tls-channelid", "5";
    /// ALPN's predecessor.
    TLS_NPN = "draft-agl-tls-nextprotoneg", "3";
    /// X25519 and ML-KEM together.
    TLS_HYBRID = "RFC 10024", "";
    /// OCSP.
    OCSP_RESPONSE = "RFC 6960", "4.2.1";
    /// OCSP requests.
    OCSP_REQUEST = "RFC 6960", "4.1.1";
}
