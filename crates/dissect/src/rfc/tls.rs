//! TLS: its handshake, its extensions, its alerts, its records, its keys.

use super::cites;

cites! {
    // Handshake, extensions, alerts.
    "RFC 8446" {
        TLS_HANDSHAKE = "4", "Handshake messages: a type, a length, a body.";
        TLS_CLIENT_HELLO = "4.1.2", "The client speaks first.";
        TLS_SERVER_HELLO = "4.1.3", "The server chooses.";
        TLS_HELLO_RETRY = "4.1.4", "The server asks for another hello.";
        TLS_EXTENSIONS = "4.2", "Extensions.";
        TLS_SUPPORTED_VERSIONS = "4.2.1", "Which versions.";
        TLS_COOKIE = "4.2.2", "A cookie, so that a server need not remember a first hello.";
        TLS_SIGNATURE_ALGORITHMS = "4.2.3", "Which signatures.";
        TLS_CERTIFICATE_AUTHORITIES = "4.2.4", "Which authorities.";
        TLS_OID_FILTERS = "4.2.5", "What a client's certificate must contain.";
        TLS_SUPPORTED_GROUPS = "4.2.7", "Which groups.";
        TLS_KEY_SHARE = "4.2.8", "Public keys of the exchange.";
        TLS_PSK_MODES = "4.2.9", "How to use a shared key from an earlier session.";
        TLS_EARLY_DATA = "4.2.10", "Data before the handshake is over.";
        TLS_PRE_SHARED_KEY = "4.2.11", "A shared key from an earlier session.";
        TLS_PSK_BINDER = "4.2.11.2", "Proof that the client has it.";
        TLS_CERTIFICATE_REQUEST = "4.3.2", "The server asks for a certificate.";
        TLS_TRANSCRIPT = "4.4.1", "The transcript.";
        TLS_CERTIFICATE = "4.4.2", "Certificates.";
        TLS_CERTIFICATE_VERIFY = "4.4.3", "Proof that the sender has the certificate's key.";
        TLS_FINISHED = "4.4.4", "A MAC over all messages.";
        TLS_NEW_SESSION_TICKET = "4.6.1", "Tickets.";
        TLS_KEY_UPDATE = "4.6.3", "New keys on a running connection.";
        TLS_ALERT = "6", "Alerts.";
        TLS_MIDDLEBOX = "D.4", "What middleboxes want to see.";
        TLS_CIPHER_SUITES = "B.4", "The cipher suites that exist.";
    }
    "RFC 5246" {
        TLS12_HELLO = "7.4.1.2", "TLS 1.2: the hellos.";
        TLS12_SERVER_KEY_EXCHANGE = "7.4.3", "TLS 1.2: the server's half of the key exchange.";
        TLS12_CERTIFICATE_REQUEST = "7.4.4", "TLS 1.2: the server asks for a certificate.";
        TLS12_CLIENT_KEY_EXCHANGE = "7.4.7", "TLS 1.2: the client's half of the key exchange.";
        TLS12_RSA_KEY_EXCHANGE = "7.4.7.1", "TLS 1.2: a secret encrypted to the server's RSA key.";
        TLS12_SIGNATURE_ALGORITHMS = "7.4.1.4.1", "TLS 1.2: hash and signature.";
    }
    "RFC 3749" { TLS_COMPRESSION = "2", "Compression, which nobody uses any more."; }
    "RFC 6066" {
        TLS_SERVER_NAME = "3", "The name of the site that the client wants.";
        TLS_MAX_FRAGMENT = "4", "Shorter records.";
        TLS_CERTIFICATE_URL = "5", "A certificate's URL instead of the certificate.";
        TLS_STATUS_REQUEST = "8", "Is this certificate revoked?";
    }
    "RFC 6961" { TLS_STATUS_REQUEST_V2 = "2.2", "The same for a whole chain."; }
    "RFC 8422" {
        TLS_POINT_FORMATS = "5.1.2", "Forms of points.";
        TLS_ECDHE_SERVER = "5.4", "ECDHE in TLS 1.2, the server's half.";
        TLS_ECDHE_CLIENT = "5.7", "ECDHE in TLS 1.2, the client's half.";
    }
    "RFC 4279" { TLS_PSK = "2", "Shared keys in TLS 1.2."; }
    "RFC 5054" { TLS_SRP = "2.8.1", "A password instead of a certificate."; }
    "RFC 5764" { TLS_USE_SRTP = "4.1.1", "Keys for encrypted voice."; }
    "RFC 6520" { TLS_HEARTBEAT = "2", "A sign of life."; }
    "RFC 7301" { TLS_ALPN = "3.1", "Which protocol goes inside."; }
    "RFC 7250" { TLS_CERTIFICATE_TYPES = "3", "Certificates of other types."; }
    "RFC 7685" { TLS_PADDING = "3", "Padding of hellos."; }
    "RFC 9149" { TLS_TICKET_REQUEST = "3", "How many tickets a client wants."; }
    "RFC 9146" { DTLS_CONNECTION_ID = "3", "Finding a connection of DTLS when addresses change."; }
    "RFC 8472" { TLS_TOKEN_BINDING = "2", "Cookies that are tied to a key."; }
    "RFC 8879" {
        TLS_COMPRESS_CERTIFICATE = "3", "Compressed certificates.";
        TLS_COMPRESSED_CERTIFICATE = "4", "The message that holds them.";
    }
    "RFC 8449" { TLS_RECORD_SIZE_LIMIT = "4", "Shorter records, done right."; }
    "RFC 9345" { TLS_DELEGATED_CREDENTIAL = "4", "Short-lived keys in the name of a certificate."; }
    "RFC 5077" { TLS_SESSION_TICKET = "3.2", "Tickets in TLS 1.2."; }
    "RFC 9000" { QUIC_PARAMETERS = "18.2", "What they are."; }
    "RFC 5746" { TLS_RENEGOTIATION_INFO = "3.2", "Binds a second handshake to the first."; }
    "RFC 9849" {
        TLS_ECH = "5", "The hello inside the hello.";
        ECH_CONFIG = "4", "The keys for it.";
        ECH_CONFIG_EXTENSIONS = "4.2", "Extensions of a key.";
        TLS_ECH_ENCODING = "5.1", "How the inner hello is written down.";
        TLS_ECH_ACCEPTANCE = "7.2", "The sign of a server that accepts it.";
    }
    "RFC 9180" {
        TLS_HPKE = "5", "Its encryption.";
        HPKE_KEM = "7.1", "Its key exchanges.";
    }
    "draft-vvv-tls-alps" { TLS_ALPS = "4", "Settings of the protocol inside."; }
    "draft-ietf-tls-trust-anchor-ids" { TLS_TRUST_ANCHORS = "3", "Short names of authorities."; }
    "draft-balfanz-tls-channelid" { TLS_CHANNEL_ID = "5", "Keys of a browser."; }
    "draft-agl-tls-nextprotoneg" { TLS_NPN = "3", "ALPN's predecessor."; }
    "RFC 10024" { TLS_HYBRID = "", "X25519 and ML-KEM together."; }
    "RFC 6960" {
        OCSP_RESPONSE = "4.2.1", "OCSP.";
        OCSP_REQUEST = "4.1.1", "OCSP requests.";
    }
    // Records.
    "RFC 8446" {
        RECORDS = "5.1", "What a record is, in the clear.";
        PROTECTED_RECORDS = "5.2", "What a record is, encrypted.";
        RECORD_PADDING = "5.4", "Zeros that hide how long something is.";
        ALERTS = "6", "Alerts.";
        CHANGE_CIPHER_SPECS = "D.4", "What is left of ChangeCipherSpec.";
    }
    "RFC 5246" {
        AEAD_RECORDS = "6.2.3.3", "Records of TLS 1.2 with an AEAD.";
        CBC_RECORDS = "6.2.3.2", "Records of TLS 1.2 with a block cipher.";
        SSL2_HELLO = "E.2", "A ClientHello in the format of SSL 2.0.";
    }
    "RFC 6101" { SSL30_FINISHED = "5.6.9", "The Finished of SSL 3.0."; }
    "RFC 5288" { GCM_NONCE = "3", "The nonce of GCM in TLS 1.2."; }
    "RFC 6520" { HEARTBEAT = "3", "Messages that ask whether the other side is still there."; }
    // The key schedule.
    "RFC 8446" {
        SCHEDULE = "7.1", "The key schedule.";
        SCHEDULE_KEYS = "7.3", "Keys and IVs of a traffic secret.";
        SCHEDULE_SHARED = "7.4", "The shared secret of an exchange.";
        SCHEDULE_EXPORTER = "7.5", "Exporters.";
        SCHEDULE_TRANSCRIPT = "4.4.1", "The hash of all messages.";
        SCHEDULE_SIGNED = "4.4.3", "What CertificateVerify signs.";
        SCHEDULE_FINISHED = "4.4.4", "What Finished holds.";
        SCHEDULE_RESUMPTION = "4.6.1", "What tickets come from.";
    }
    "RFC 10024" { SCHEDULE_HYBRID = "", "A curve and ML-KEM together."; }
    "RFC 9850" { SCHEDULE_KEY_LOG = "2", "Key logs."; }
    "RFC 5246" {
        SCHEDULE12_PREMASTER = "7.4.7.1", "The premaster secret that a client chooses.";
        SCHEDULE12_MASTER = "8.1", "The master secret of TLS 1.2.";
        SCHEDULE12_KEY_BLOCK = "6.3", "The key block of TLS 1.2.";
        SCHEDULE12_SIGNED = "7.4.3", "What ServerKeyExchange signs.";
        SCHEDULE12_VERIFY = "7.4.8", "What CertificateVerify signs in TLS 1.2.";
    }
}
