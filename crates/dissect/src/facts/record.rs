//! What stands on the outside of a TLS record, and what that tells of its inside.

use crate::names::tls_record as label;
use crate::recording::SecretId;
use crate::tls::{ANOTHER_KEY, ONLY_SIGNS};
use crate::{Field, Message, Origin};

/// What a record is for, as far as it can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// The handshake and what belongs to it: alerts, tickets, new keys.
    Handshake,
    /// Data.
    Data,
    /// Either: a record of TLS 1.3 that could not be opened.
    Unknown,
}

/// Whether a message crossed the wire as a TLS record. (What was put together of decrypted records did not.)
pub fn is_record(message: &Message) -> bool {
    record(message).is_some() && matches!(message.sources.first().map(|s| &s.origin), Some(Origin::Wire))
}

/// The field that says on a record's outside what it carries.
pub fn outside(message: &Message) -> Option<&Field> {
    let record = record(message)?;
    record.child(&label::OPAQUE_TYPE).or_else(|| record.child(&label::CONTENT_TYPE))
}

/// Whether a record was decrypted. A hello in the clear with an encrypted one in it, which was opened, was not.
pub fn is_opened(message: &Message) -> bool {
    let secret = |with: SecretId| !matches!(with, SecretId::Ech | SecretId::Everybody);
    let decrypted = |origin: &Origin| matches!(origin, Origin::Decrypted { with, .. } if secret(*with));
    message.sources.iter().any(|source| decrypted(&source.origin))
}

/// Whether a record's body is encrypted.
pub(super) fn is_sealed(message: &Message) -> bool {
    // A handshake message or an alert that is encrypted has the parts of a ciphertext.
    let is =
        |body: &Field| body.is(&label::APP_DATA) || body.is(&label::SEALED) || body.child(&label::CIPHERTEXT).is_some();
    record(message).is_some_and(|record| record.children.iter().any(is))
}

/// Why a private key opens a record not, if that is why it did not open.
pub(super) fn private_key(message: &Message) -> Option<&'static str> {
    let why = record(message)?.children.last()?.value.meaning.as_deref()?;
    match why {
        _ if why == ONLY_SIGNS => Some("the secret is agreed on with Diffie-Hellman, and the private key only signs"),
        _ if why == ANOTHER_KEY => Some("this is a different private key"),
        _ => None,
    }
}

/// Whether a record did not open although there was a key for it.
pub(super) fn is_misfit(message: &Message) -> bool {
    record(message).is_some_and(|record| record.children.iter().any(|body| body.problem.is_some()))
}

fn record(message: &Message) -> Option<&Field> {
    message.fields.first().filter(|field| field.is(&label::RECORD))
}
