//! The ClientHello, before rustls decides.
//!
//! - A client of old has to learn that its version is what is wrong. rustls looks at the extensions first, and TLS 1.1 has none of
//!   those that TLS 1.2 needs: it would answer handshake_failure, which reads like "no common cipher suite".
//! - Where rustls ends a connection without an alert, one is sent here: the one that OpenSSL, and so nginx, sends.
//! - Records are read one by one, and nothing beyond the ClientHello: what a client sends after it is for rustls to judge at once,
//!   not when something more arrives.

mod offer;

use std::io;

use rustls::server::{Accepted, Acceptor};
use rustls::{AlertDescription, ContentType, Error, HandshakeType, InvalidMessage, PeerIncompatible, PeerMisbehaved};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// How long the header of a record is, in bytes.
const HEADER: usize = 5;
/// The most that a record holds that is not encrypted, in bytes (RFC 8446 section 5.1).
const RECORD: usize = 1 << 14;
/// The content type of handshake messages.
const HANDSHAKE: u8 = 22;
/// The type of the message that comes first (RFC 8446 section 4).
const CLIENT_HELLO: u8 = 1;

/// Reads a ClientHello. If it cannot be answered, the alert that says so was sent.
pub(super) async fn read<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut S) -> io::Result<Accepted> {
    let mut acceptor = Acceptor::default();
    let mut hello = Vec::new();
    loop {
        let record = record(stream).await?;
        if let [HANDSHAKE, _, _, _, _, fragment @ ..] = &record[..] {
            hello.extend_from_slice(fragment);
        }
        let (error, alert) = match judged(&mut acceptor, &record, &hello) {
            Ok(None) => continue,
            Ok(Some(accepted)) => return Ok(accepted),
            Err(refused) => refused,
        };
        stream.write_all(&alert).await?;
        return Err(io::Error::new(io::ErrorKind::InvalidData, error));
    }
}

/// A record; of one that is none, or holds more than it may, only the header.
async fn record<S: AsyncRead + Unpin>(stream: &mut S) -> io::Result<Vec<u8>> {
    let mut record = vec![0; HEADER];
    stream.read_exact(&mut record).await?;
    if let [20..=24, 3, _, high, low] = record[..] {
        let length = usize::from(u16::from_be_bytes([high, low]));
        if length <= RECORD {
            record.resize(HEADER + length, 0);
            stream.read_exact(record.get_mut(HEADER..).unwrap_or_default()).await?;
        }
    }
    Ok(record)
}

/// What has arrived so far, with one more record: not all of a hello, all of one, or why it is none, and the alert that says so.
fn judged(acceptor: &mut Acceptor, record: &[u8], hello: &[u8]) -> Result<Option<Accepted>, (Error, Vec<u8>)> {
    let refused = |error: Error, description| Err((error, alert([3, 3], description)));
    if let [HANDSHAKE, 3, _, high, low] = *record
        && usize::from(u16::from_be_bytes([high, low])) > RECORD
    {
        return refused(Error::PeerSentOversizedRecord, AlertDescription::RecordOverflow);
    }
    match hello.first() {
        None | Some(&CLIENT_HELLO) => {}
        Some(other) => {
            let (expected, got) = (HandshakeType::ClientHello, HandshakeType::from(*other));
            let error = Error::InappropriateHandshakeMessage { expect_types: vec![expected], got_type: got };
            return refused(error, AlertDescription::UnexpectedMessage);
        }
    }
    let mut rest = record;
    while !rest.is_empty() {
        // Reading from memory fails only where rustls has no room left: for handshake messages of 64 KiB and more.
        if acceptor.read_tls(&mut rest).is_err() {
            let error = Error::from(InvalidMessage::HandshakePayloadTooLarge);
            return refused(error.clone(), unsaid(&error).unwrap_or(AlertDescription::IllegalParameter));
        }
    }
    let accepted = acceptor.accept();
    if let (false, Some(version)) = (matches!(accepted, Ok(None)), offer::only_old_versions(hello)) {
        // The alert as a record of the client's version: some do not read it otherwise.
        return Err((PeerIncompatible::Tls12NotOffered.into(), alert(version, AlertDescription::ProtocolVersion)));
    }
    accepted.map_err(|(error, mut answer)| {
        let mut record = Vec::new();
        // Writing to memory cannot fail.
        let _ = answer.write_all(&mut record);
        if let Some(description) = unsaid(&error).filter(|_| record.is_empty()) {
            record = alert([3, 3], description);
        }
        (error, record)
    })
}

/// The alert for an error to which rustls says nothing (RFC 8446 section 6.2): what OpenSSL answers to it. An alert is not answered.
pub(super) fn unsaid(error: &Error) -> Option<AlertDescription> {
    use PeerMisbehaved::*;
    match error {
        Error::InappropriateMessage { .. } | Error::InappropriateHandshakeMessage { .. } => {
            Some(AlertDescription::UnexpectedMessage)
        }
        Error::PeerMisbehaved(
            MessageInterleavedWithHandshakeMessage
            | TooManyEmptyFragments
            | TooManyWarningAlertsReceived
            | TooManyRenegotiationRequests
            | IllegalMiddleboxChangeCipherSpec,
        ) => Some(AlertDescription::UnexpectedMessage),
        Error::InvalidMessage(InvalidMessage::HandshakePayloadTooLarge) | Error::PeerMisbehaved(_) => {
            Some(AlertDescription::IllegalParameter)
        }
        Error::InvalidMessage(_) => Some(AlertDescription::DecodeError),
        Error::PeerIncompatible(_) => Some(AlertDescription::HandshakeFailure),
        _ => None,
    }
}

/// A fatal alert, as a record of this version.
pub(super) fn alert([major, minor]: [u8; 2], description: AlertDescription) -> Vec<u8> {
    vec![u8::from(ContentType::Alert), major, minor, 0, 2, 2, description.into()]
}

/// Whether an error is that of TLS, and which.
pub(super) fn cause(error: &io::Error) -> Option<&Error> {
    error.get_ref()?.downcast_ref()
}
