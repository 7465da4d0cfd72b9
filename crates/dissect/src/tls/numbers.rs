//! Numbers of TLS that decide what a record or a message is (IANA's "Transport Layer Security (TLS) Parameters").

/// Types of records (RFC 8446 §5.1).
pub mod content_type {
    /// ChangeCipherSpec.
    pub const CHANGE_CIPHER_SPEC: u8 = 20;
    /// An alert.
    pub const ALERT: u8 = 21;
    /// Messages of the handshake.
    pub const HANDSHAKE: u8 = 22;
    /// Data, or, in TLS 1.3, whatever is encrypted.
    pub const APPLICATION_DATA: u8 = 23;
    /// A sign of life (RFC 6520).
    pub const HEARTBEAT: u8 = 24;
}

/// Types of handshake messages (RFC 8446 §4, RFC 5246 §7.4).
pub mod handshake_type {
    /// Hashed by nobody (RFC 5246 §7.4.1.1).
    pub const HELLO_REQUEST: u8 = 0;
    pub const CLIENT_HELLO: u8 = 1;
    pub const SERVER_HELLO: u8 = 2;
    /// A part of the handshake in TLS 1.2, not in TLS 1.3.
    pub const NEW_SESSION_TICKET: u8 = 4;
    pub const END_OF_EARLY_DATA: u8 = 5;
    pub const ENCRYPTED_EXTENSIONS: u8 = 8;
    pub const CERTIFICATE: u8 = 11;
    pub const SERVER_KEY_EXCHANGE: u8 = 12;
    pub const CERTIFICATE_REQUEST: u8 = 13;
    pub const SERVER_HELLO_DONE: u8 = 14;
    pub const CERTIFICATE_VERIFY: u8 = 15;
    pub const CLIENT_KEY_EXCHANGE: u8 = 16;
    pub const FINISHED: u8 = 20;
    /// Belongs to no handshake.
    pub const KEY_UPDATE: u8 = 24;
    /// Stands for the first ClientHello after a HelloRetryRequest.
    pub const MESSAGE_HASH: u8 = 254;
}

/// What an alert says (RFC 8446 §6).
pub mod alert {
    pub const CLOSE_NOTIFY: u8 = 0;
    pub const UNEXPECTED_MESSAGE: u8 = 10;
    pub const BAD_RECORD_MAC: u8 = 20;
    pub const BAD_CERTIFICATE: u8 = 42;
    pub const UNSUPPORTED_CERTIFICATE: u8 = 43;
    pub const CERTIFICATE_REVOKED: u8 = 44;
    pub const CERTIFICATE_EXPIRED: u8 = 45;
    pub const ILLEGAL_PARAMETER: u8 = 47;
    pub const UNKNOWN_CA: u8 = 48;
    pub const DECODE_ERROR: u8 = 50;
    pub const DECRYPT_ERROR: u8 = 51;
    pub const PROTOCOL_VERSION: u8 = 70;
    pub const INTERNAL_ERROR: u8 = 80;
    pub const USER_CANCELED: u8 = 90;
    pub const CERTIFICATE_REQUIRED: u8 = 116;
}
