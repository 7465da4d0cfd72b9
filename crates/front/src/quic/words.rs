//! What went wrong on a connection of QUIC, in words.

use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Error, anyhow};
use h3::error::{Code, StreamError};
use quinn::{Connection, ConnectionError, TransportErrorCode};
use rustls::AlertDescription;

use crate::client::TlsError;

/// Nobody answered.
#[derive(Debug, thiserror::Error)]
#[error(
    "nobody answers on UDP port {} of {} within {} seconds; check that the server runs, and that UDP gets through", to.port(), to.ip(), after.as_secs()
)]
pub(super) struct Silent {
    pub(super) to: SocketAddr,
    pub(super) after: Duration,
}

/// Why a connection ended.
pub(super) enum Words {
    /// TLS ended it, and what that means here.
    Tls(TlsError, Option<&'static str>),
    /// Anything else.
    Plain(String),
}

impl Words {
    /// Why a connection ended.
    pub(super) fn of(error: &ConnectionError) -> Words {
        let plain = |text: &str| Words::Plain(text.to_owned());
        match error {
            ConnectionError::VersionMismatch => plain(
                "the server speaks no version of QUIC that the client speaks; this client speaks version 1 (0x00000001)",
            ),
            // What our own side found wrong.
            ConnectionError::TransportError(error) => match alert(error.code) {
                Some(sent) => {
                    Words::Tls(TlsError { raw: error.reason.clone(), received: None, sent: Some(sent) }, None)
                }
                None => Words::Plain(format!("the server broke the rules of QUIC: {error}")),
            },
            ConnectionError::ConnectionClosed(close) => closed(close.error_code, &close.reason),
            ConnectionError::ApplicationClosed(close) => {
                let code = Code::from(close.error_code.into_inner());
                Words::Plain(format!("the server closed the connection: {code}{}", Quoted(&close.reason)))
            }
            ConnectionError::Reset => plain("the server knows nothing of this connection any more (stateless reset)"),
            ConnectionError::TimedOut => plain("the server has been silent for too long; the connection is over"),
            ConnectionError::LocallyClosed => plain("the connection is closed; visit the server again"),
            ConnectionError::CidsExhausted => plain("there is no connection ID left"),
        }
    }

    /// Why a request failed: because its connection ended, if it has.
    pub(super) fn why(connection: &Connection, error: Error) -> Error {
        match connection.close_reason() {
            Some(ConnectionError::LocallyClosed) | None => {}
            Some(reason) => return Words::of(&reason).told(),
        }
        match error.downcast_ref() {
            Some(StreamError::RemoteTerminate { code, .. }) => anyhow!("the server broke the request off: {code}"),
            Some(StreamError::StreamError { code, reason, .. }) => {
                anyhow!("the answer cannot be read ({code}): {reason}")
            }
            Some(StreamError::HeaderTooBig { actual_size, max_size, .. }) => {
                anyhow!("the header section has {actual_size} bytes, of which the other side takes {max_size} at most")
            }
            // h3 lets nobody match this one.
            Some(other) if format!("{other:?}") == "RemoteClosing" => {
                anyhow!("the server takes no further request on this connection (GOAWAY); visit it again")
            }
            _ => error,
        }
    }

    /// The same as an error.
    pub(super) fn told(self) -> Error {
        match self {
            Words::Tls(error, None) => error.into(),
            Words::Tls(error, Some(means)) => Error::from(error).context(means),
            Words::Plain(text) => anyhow!(text),
        }
    }
}

/// What a server says that closes a connection of QUIC.
fn closed(code: TransportErrorCode, reason: &[u8]) -> Words {
    if let Some(received) = alert(code) {
        let none_in_common = received == format!("{:?}", AlertDescription::NoApplicationProtocol);
        let means =
            "the server has no application protocol in common with the client, which offers h3: it speaks no HTTP/3";
        let raw = format!("received fatal alert: {received}");
        return Words::Tls(TlsError { raw, received: Some(received), sent: None }, none_in_common.then_some(means));
    }
    match code {
        TransportErrorCode::CONNECTION_REFUSED => Words::Plain(
            "the server refuses the connection: it has no place for another one; try again later".to_owned(),
        ),
        code => Words::Plain(format!("the server closed the connection: {code:?}, {code}{}", Quoted(reason))),
    }
}

/// The alert of TLS that an error of QUIC stands for (RFC 9001 section 4.8).
fn alert(code: TransportErrorCode) -> Option<String> {
    let alert = u64::from(code).checked_sub(0x100).and_then(|alert| u8::try_from(alert).ok())?;
    Some(format!("{:?}", AlertDescription::from(alert)))
}

/// The reason that a server gives, if it gives one.
struct Quoted<'a>(&'a [u8]);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            [] => Ok(()),
            reason => write!(f, ", it says {:?}", String::from_utf8_lossy(reason)),
        }
    }
}
