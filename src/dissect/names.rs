//! Every label there is, and which of them may stand for bytes that are not taken apart.

use std::sync::LazyLock;

use super::field::Label;
use crate::rfc;

pub(super) mod fernet;
pub(super) mod headers;
pub(super) mod http;

/// Statics of labels, and the list of them: `NAME = id, name, citation, why;`.
macro_rules! define_labels {
    ($($label:ident = $id:literal, $name:literal, $cite:ident, $why:literal;)*) => {
        $(
            #[doc = $why]
            pub(in crate::dissect) static $label: $crate::dissect::Label =
                $crate::dissect::Label::new($id, $name, $why, $crate::rfc::$cite);
        )*
        /// All of them.
        pub(super) static ALL: &[&$crate::dissect::Label] = &[$(&$label),*];
    };
}
use define_labels;

/// Bytes that nothing was found out about.
pub static UNEXPLAINED: Label = Label::new(
    "wirewalk.unexplained",
    "unexplained",
    "Bytes that this program does not understand. They are shown because they crossed the wire, like all others.",
    rfc::WIREWALK,
);

/// Bytes that were sent and are not in the recording.
pub static GAP: Label = Label::new(
    "wirewalk.gap",
    "gap",
    "Bytes that were sent and that the capture missed. TCP numbers every byte, so a gap shows, and so does its length.",
    rfc::TCP_STREAM,
);

/// Every label that a field can carry.
pub fn labels() -> &'static [&'static Label] {
    static LABELS: LazyLock<Vec<&'static Label>> =
        LazyLock::new(|| [&[&UNEXPLAINED, &GAP], http::ALL, headers::ALL, headers::VALUES, fernet::ALL].concat());
    &LABELS
}

/// The ids of leaves that may be long: what they hold is content, or looks random on purpose.
pub const OPAQUE: &[&str] = &[
    "http.file_data",
    "http.chunk_data",
    "wirewalk.http.body_piece",
    "wirewalk.http.surplus",
    "wirewalk.fernet.token",
    "wirewalk.fernet.iv",
    "wirewalk.fernet.ciphertext",
    "wirewalk.fernet.hmac",
    "wirewalk.fernet.plaintext",
];
