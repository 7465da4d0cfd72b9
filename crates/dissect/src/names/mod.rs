//! Every label there is, and which of them may stand for bytes that are not taken apart.

use std::sync::LazyLock;

use super::field::Label;

pub use super::field::{GAP, UNEXPLAINED};

pub(super) mod der;
pub(super) mod dh;
pub(super) mod fernet;
pub(super) mod headers;
pub(super) mod http;
pub(super) mod http2;
pub(super) mod keys;
pub(super) mod pem;
pub(super) mod tls_extensions;
pub(super) mod tls_messages;
pub(super) mod tls_rare;
pub(super) mod tls_record;
pub(super) mod tls_schedule;
pub(super) mod x509;
pub(super) mod x509ce;

/// Statics of labels, and the list of them: `NAME = id, name, citation, why;`.
macro_rules! define_labels {
    ($($label:ident = $id:literal, $name:literal, $cite:ident, $why:literal;)*) => {
        $(
            #[doc = $why]
            pub(crate) static $label: $crate::Label =
                $crate::Label::new($id, $name, $why, $crate::rfc::$cite);
        )*
        /// All of them.
        pub(super) static ALL: &[&$crate::Label] = &[$(&$label),*];
    };
}
use define_labels;

/// Every label that a field can carry.
pub fn labels() -> &'static [&'static Label] {
    static LABELS: LazyLock<Vec<&'static Label>> = LazyLock::new(|| {
        let http = [http::ALL, headers::ALL, headers::VALUES, http2::ALL, fernet::ALL, dh::ALL].concat();
        let files = [der::ALL, pem::ALL, x509::ALL, x509ce::ALL, keys::ALL].concat();
        let tls = [tls_record::ALL, tls_messages::ALL, tls_extensions::ALL, tls_rare::ALL, tls_schedule::ALL].concat();
        [&[&UNEXPLAINED, &GAP][..], &http, &files, &tls].concat()
    });
    &LABELS
}

/// The label of a secret of TLS that was computed.
pub fn tls_secret(secret: crate::recording::TlsSecret) -> &'static Label {
    tls_schedule::of(secret)
}

/// The ids of leaves that may be long: what they hold is content, or looks random on purpose.
pub const OPAQUE: &[&str] = &[
    "http.file_data",
    "http.chunk_data",
    "wirewalk.http.body_piece",
    "wirewalk.http.surplus",
    "http2.data.data",
    "http2.data.padding",
    "http2.headers",
    "http2.headers.padding",
    "http2.header.repr",
    "http2.continuation.header",
    "http2.goaway.addata",
    "http2.unknown",
    "wirewalk.fernet.token",
    "wirewalk.fernet.iv",
    "wirewalk.fernet.ciphertext",
    "wirewalk.fernet.hmac",
    "wirewalk.fernet.plaintext",
    "ber.unknown.OCTETSTRING",
    "ber.unknown.BITSTRING",
    "ber.unknown.primitive",
    "wirewalk.pem.base64",
    "wirewalk.pem.text",
    "wirewalk.pem.outside",
    "wirewalk.pem.encrypted",
    "wirewalk.x509.signature_bytes",
    "tls.sct.sct_signature",
    "pkcs1.modulus",
    "pkcs1.r",
    "pkcs1.s",
    "wirewalk.key.raw_public",
    "wirewalk.key.x",
    "wirewalk.key.y",
    "wirewalk.key.rsa_d",
    "wirewalk.key.rsa_p",
    "wirewalk.key.rsa_q",
    "wirewalk.key.rsa_dp",
    "wirewalk.key.rsa_dq",
    "wirewalk.key.rsa_qinv",
    "wirewalk.key.secret_number",
    "wirewalk.key.seed",
    "wirewalk.key.other",
    "wirewalk.key.ciphertext",
    "wirewalk.dh.public_key",
    "wirewalk.dh.reason",
    "wirewalk.dh.shared_secret",
    "wirewalk.dh.prk",
    "wirewalk.dh.purpose",
    "wirewalk.dh.transcript",
    "wirewalk.dh.signing_key",
    "wirewalk.dh.encryption_key",
    "tls.heartbeat_message",
    "wirewalk.tls.iv",
    "wirewalk.tls.ciphertext",
    "wirewalk.tls.tag",
    "wirewalk.tls.mac",
    "wirewalk.tls.content",
    "wirewalk.tls.padding",
    "wirewalk.tls.handshake_fragment",
    "wirewalk.tls.ssl2_hello",
    "wirewalk.tls.truncated",
    "tls.handshake.extensions.psk.identity.identity",
    "tls.handshake.session_ticket",
    "tls.handshake.extensions.session_ticket",
    "tls.handshake.extensions_key_share_key_exchange",
    "wirewalk.tls.key_share.ml_kem_key",
    "wirewalk.tls.key_share.ml_kem_ciphertext",
    "wirewalk.tls.key_share.curve_key",
    "tls.handshake.server_point",
    "tls.handshake.client_point",
    "tls.handshake.p",
    "tls.handshake.ys",
    "tls.handshake.yc",
    "tls.handshake.epms",
    "tls.handshake.sig",
    "tls.handshake.client_cert_vrfy.sig",
    "tls.handshake.cred.signature",
    "tls.handshake.extensions.cookie",
    "tls.handshake.extensions_reneg_info",
    "tls.handshake.extensions_padding_data",
    "tls.compress_certificate.compressed_certificate_message",
    "tls.ech.enc",
    "tls.ech.payload",
    "tls.ech.retry_configs",
    "wirewalk.tls.channel_id",
    "tls.quic.parameter.value",
];

/// The ids of fields that hold what opens a recording: they are shown to a person and written into no file.
pub const KEYS: &[&str] = &[
    "wirewalk.dh.shared_secret",
    "wirewalk.dh.prk",
    "wirewalk.dh.key",
    "wirewalk.tls.schedule.shared_secret",
    "wirewalk.tls.schedule.early_secret",
    "wirewalk.tls.schedule.derived_secret",
    "wirewalk.tls.schedule.handshake_secret",
    "wirewalk.tls.schedule.master_secret",
    "wirewalk.tls.schedule.client_handshake_traffic_secret",
    "wirewalk.tls.schedule.server_handshake_traffic_secret",
    "wirewalk.tls.schedule.client_application_traffic_secret",
    "wirewalk.tls.schedule.server_application_traffic_secret",
    "wirewalk.tls.schedule.exporter_secret",
    "wirewalk.tls.schedule.resumption_secret",
    "wirewalk.tls.schedule.logged_secret",
    "wirewalk.tls.schedule.key",
    "wirewalk.tls.schedule.iv",
    "wirewalk.tls.schedule.finished_key",
    "wirewalk.tls.schedule.premaster_secret",
    "wirewalk.tls.schedule.tls12_master_secret",
    "wirewalk.tls.schedule.key_block",
];
