//! What goes wrong with TLS, exactly.

use std::error::Error;
use std::io;

use rustls::AlertDescription;

/// A connection that TLS ended.
///
/// Inside a `ureq::Error::Other`; [`super::tls_error`] takes it out again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{raw}")]
pub struct TlsError {
    /// What rustls says, word for word.
    pub raw: String,
    /// The alert that the server sent, if that is what ended the connection: `UnknownCA`.
    pub received: Option<String>,
    /// The alert with which the server was told, if it was. rustls encrypts it and does not name it; this is the one that it
    /// chooses for such an error.
    pub sent: Option<String>,
}

impl TlsError {
    /// What rustls found wrong with what the server sent.
    pub(super) fn from_rustls(error: rustls::Error) -> TlsError {
        let raw = error.to_string();
        let (received, sent) = match error {
            rustls::Error::AlertReceived(alert) => (Some(alert), None),
            rustls::Error::InvalidCertificate(why) => (None, Some(why.into())),
            rustls::Error::InvalidMessage(why) => (None, Some(why.into())),
            rustls::Error::DecryptError => (None, Some(AlertDescription::BadRecordMac)),
            rustls::Error::PeerSentOversizedRecord => (None, Some(AlertDescription::RecordOverflow)),
            _ => (None, None),
        };
        let name = |alert: Option<AlertDescription>| alert.map(|alert| format!("{alert:?}"));
        TlsError { raw, received: name(received), sent: name(sent) }
    }

    /// What rustls found wrong without an alert.
    pub(super) fn told(raw: String) -> TlsError {
        TlsError { raw, received: None, sent: None }
    }

    /// The failure of TLS that an error is or holds.
    pub(super) fn of<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a TlsError> {
        if let Some(found) = error.downcast_ref::<TlsError>() {
            return Some(found);
        }
        if let Some(error) = error.downcast_ref::<ureq::Error>() {
            return match error {
                ureq::Error::Other(inner) => TlsError::of(&**inner),
                ureq::Error::Io(inner) => TlsError::of(inner),
                _ => None,
            };
        }
        TlsError::of(error.downcast_ref::<io::Error>()?.get_ref()?)
    }
}

impl From<TlsError> for ureq::Error {
    fn from(error: TlsError) -> ureq::Error {
        ureq::Error::Other(Box::new(error))
    }
}
