//! The record layer of TLS.

use super::Cite;

macro_rules! cites {
    ($($(#[$doc:meta])* $name:ident = $document:literal, $section:literal;)*) => {
        $($(#[$doc])* pub const $name: Cite = Cite::new($document, $section);)*
    };
}

cites! {
    /// What a record is, in the clear.
    RECORDS = "RFC 8446", "5.1";
    /// What a record is, encrypted.
    PROTECTED_RECORDS = "RFC 8446", "5.2";
    /// Zeros that hide how long something is.
    RECORD_PADDING = "RFC 8446", "5.4";
    /// Records of TLS 1.2 with an AEAD.
    AEAD_RECORDS = "RFC 5246", "6.2.3.3";
    /// Records of TLS 1.2 with a block cipher.
    CBC_RECORDS = "RFC 5246", "6.2.3.2";
    /// The nonce of GCM in TLS 1.2.
    GCM_NONCE = "RFC 5288", "3";
    /// Alerts.
    ALERTS = "RFC 8446", "6";
    /// What is left of ChangeCipherSpec.
    CHANGE_CIPHER_SPECS = "RFC 8446", "D.4";
    /// Messages that ask whether the other side is still there.
    HEARTBEAT = "RFC 6520", "3";
    /// A ClientHello in the clothes of SSL 2.0.
    SSL2_HELLO = "RFC 5246", "E.2";
}
