//! What a record carries (RFC 8446 §5.1).

use super::named;
use crate::field::Value;
use crate::tls::numbers::content_type::{ALERT, APPLICATION_DATA, CHANGE_CIPHER_SPEC, HANDSHAKE, HEARTBEAT};

/// A content type.
pub(in crate::tls) fn value(kind: u8) -> Value {
    let (name, meaning) = about(kind);
    named(kind, name).meaning(meaning)
}

/// Name and meaning of a content type.
pub(in crate::tls) fn about(kind: u8) -> (&'static str, &'static str) {
    match kind {
        CHANGE_CIPHER_SPEC => ("ChangeCipherSpec", "a signal that encryption begins"),
        ALERT => ("Alert", "a warning, the end of the connection, or the reason for a failure"),
        HANDSHAKE => ("Handshake", "who the two sides are, which keys they use, and the proof"),
        APPLICATION_DATA => ("Application Data", "the application's data or, in TLS 1.3, anything encrypted"),
        HEARTBEAT => ("Heartbeat", "a sign of life"),
        _ => ("unknown", "no known meaning"),
    }
}
