//! Alice's HTTP client: ureq, with a limit on everything; and the same over rustls.

mod raw;
mod tls;

use std::error::Error;
use std::fmt;
use std::io::{self, Read};
use std::time::Duration;

use rustls::AlertDescription;
use ureq::config::ConfigBuilder;
use ureq::http::{Request, Response, StatusCode};
use ureq::middleware::MiddlewareNext;
use ureq::typestate::AgentScope;
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::{Connector, TcpConnector};
use ureq::{Agent, Body, SendBody};

pub use raw::{send_raw, send_raw_tls};
pub use tls::is_below_localhost;

/// The longest answer that is read, in bytes.
pub const LONGEST: u64 = 1024 * 1024;
/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(5);
/// How long each part of the rest may take: to send, to be answered, to receive.
const PART: Duration = Duration::from_secs(10);
/// How long a call may take as a whole.
const CALL: Duration = Duration::from_secs(30);

/// Alice's client for plain HTTP.
///
/// ```no_run
/// fn alice(url: &str) -> Result<String, ureq::Error> {
///     wirewalk_front::client::agent().get(url).call()?.body_mut().read_to_string()
/// }
/// ```
///
/// - It asks exactly the URL that it is given: no proxy from the environment, no redirect followed.
/// - An answer other than 2xx is an error that says what the server said ([`Refused`]): no page about an error or about
///   another place is taken for the secret.
/// - Everything takes a limited time, and no more than [`LONGEST`] bytes of a body are read.
/// - Each agent has connections of its own; they close when it is dropped.
pub fn agent() -> Agent {
    Agent::with_parts(configured().build(), TcpConnector::default(), DefaultResolver::default())
}

/// Alice's client for HTTPS, with TLS as it is configured; otherwise like [`agent`].
///
/// - It speaks nothing but `https`; the certificate has to be for the host of the URL, a name or an address.
/// - What rustls finds wrong, and an alert that the server sends, come back word for word: [`tls_error`].
/// - Names below `localhost` are this machine, whatever the system's resolver knows ([`is_below_localhost`]).
/// - If the configuration names no application protocol, it is `http/1.1`.
/// - Connections end with close_notify. Sessions are resumed among the connections of one agent only, if its configuration
///   has not switched that off: an agent that is made for one call makes a full handshake.
pub fn agent_tls(mut config: rustls::ClientConfig) -> Agent {
    if config.alpn_protocols.is_empty() {
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
    }
    let connector = ().chain(TcpConnector::default()).chain(tls::TlsConnector::new(config));
    let config = configured().middleware(|request: Request<SendBody>, next: MiddlewareNext| {
        tls::https_only(request.uri().scheme())?;
        next.handle(request)
    });
    Agent::with_parts(config.build(), connector, tls::FourFirst::default())
}

/// The failure of TLS that an error is, if it is one.
pub fn tls_error(error: &anyhow::Error) -> Option<&TlsError> {
    error.chain().find_map(TlsError::of)
}

/// Why nothing came back, in the server's own words if it said some.
pub fn reason(error: &anyhow::Error) -> String {
    if let Some(tls) = tls_error(error) {
        return tls.to_string();
    }
    let refused = error.downcast_ref::<ureq::Error>().and_then(Refused::of);
    refused.map_or_else(|| format!("{error:#}"), |refused| refused.to_string())
}

fn configured() -> ConfigBuilder<AgentScope> {
    Agent::config_builder()
        .proxy(None)
        .max_redirects(0)
        .http_status_as_error(false) // the middleware makes errors that say more
        .middleware(limited)
        .timeout_global(Some(CALL))
        .timeout_resolve(Some(CONNECT))
        .timeout_connect(Some(CONNECT))
        .timeout_send_request(Some(PART))
        .timeout_send_body(Some(PART))
        .timeout_recv_response(Some(PART))
        .timeout_recv_body(Some(PART))
}

/// Limits the body, and makes an error of a status that is one.
fn limited(request: Request<SendBody>, next: MiddlewareNext) -> Result<Response<Body>, ureq::Error> {
    let response = next.handle(request)?;
    let status = response.status();
    let (parts, body) = response.into_parts();
    if !status.is_success() {
        let mut text = Vec::new();
        // What arrived before an error tells more than the error.
        let _ = body.into_with_config().limit(LONGEST).reader().take(1024).read_to_end(&mut text);
        let text = String::from_utf8_lossy(&text).trim().to_owned();
        return Err(ureq::Error::Other(Box::new(Refused { status, text })));
    }
    let kind = body.mime_type().map(str::to_owned);
    let charset = body.charset().map(str::to_owned);
    let mut limited = Body::builder();
    if let Some(kind) = kind {
        limited = limited.mime_type(kind);
    }
    if let Some(charset) = charset {
        limited = limited.charset(charset);
    }
    let reader = body.into_with_config().limit(LONGEST).reader();
    Ok(Response::from_parts(parts, limited.reader(reader)))
}

/// A connection that TLS ended.
///
/// Inside a `ureq::Error::Other`; [`tls_error`] takes it out again.
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
    pub(crate) fn from_rustls(error: rustls::Error) -> TlsError {
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
    fn told(raw: String) -> TlsError {
        TlsError { raw, received: None, sent: None }
    }

    /// The failure of TLS that an error is or holds.
    fn of<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a TlsError> {
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

/// A server that answered, but not with 2xx.
///
/// Inside a `ureq::Error::Other`; `Refused::of` takes it out again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Refused {
    /// The status.
    pub status: StatusCode,
    /// The first kilobyte of what the server said.
    pub text: String,
}

impl Refused {
    /// The refusal that an error is, if it is one.
    pub fn of(error: &ureq::Error) -> Option<&Refused> {
        match error {
            ureq::Error::Other(inner) => inner.downcast_ref(),
            _ => None,
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the server answered {}", self.status)?;
        // Most servers begin their text with the status, ours among them.
        match self.text.strip_prefix(&self.status.to_string()).unwrap_or(&self.text).trim_start_matches([':', ' ']) {
            "" => Ok(()),
            text => write!(f, ": {text}"),
        }
    }
}
