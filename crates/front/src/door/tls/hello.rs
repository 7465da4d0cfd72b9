//! The ClientHello, before rustls decides: a client of old has to learn that its version is what is wrong.
//!
//! rustls looks at the extensions first, and TLS 1.1 has none of those that TLS 1.2 needs: it would answer handshake_failure, which
//! reads like "no common cipher suite". And where it says nothing at all, to what is no hello, it is said here.

use std::io;

use rustls::server::{Accepted, Acceptor};
use rustls::{AlertDescription, Error, InvalidMessage, PeerIncompatible};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// How much is read at once, in bytes.
const READ: usize = 4 * 1024;
/// How long the header of a record is, in bytes.
const HEADER: usize = 5;
/// Where the version stands in a ClientHello: after the headers of record and message.
const VERSION: usize = 9;
/// The oldest version that rustls speaks.
const TLS_1_2: [u8; 2] = [3, 3];

/// Reads a ClientHello. If it cannot be answered, the alert that says so was sent.
pub(super) async fn read<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut S) -> io::Result<Accepted> {
    let mut acceptor = Acceptor::default();
    let (mut space, mut beginning) = ([0; READ], Vec::new());
    loop {
        let count = stream.read(&mut space).await?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut rest = space.get(..count).unwrap_or_default();
        beginning.extend_from_slice(rest.get(..(VERSION + 2).saturating_sub(beginning.len())).unwrap_or(rest));
        let mut too_long = false;
        while !rest.is_empty() && !too_long {
            // Reading from memory fails only where rustls has no room left: for handshake messages of 64 KiB and more.
            too_long = acceptor.read_tls(&mut rest).is_err();
        }
        let (error, alert) = match (acceptor.accept(), old_version(&beginning)) {
            (Ok(None), None) if too_long => {
                (InvalidMessage::HandshakePayloadTooLarge.into(), alert([3, 3], AlertDescription::DecodeError))
            }
            (Ok(None), _) => continue,
            (Ok(Some(accepted)), None) => return Ok(accepted),
            (Err((error, mut answer)), None) => {
                let mut record = Vec::new();
                answer.write_all(&mut record)?;
                if let Some(description) = unsaid(&error).filter(|_| record.is_empty()) {
                    record = alert([3, 3], description);
                }
                (error, record)
            }
            // The alert as a record of the client's version: some do not read it otherwise.
            (_, Some(version)) => {
                (PeerIncompatible::Tls12NotOffered.into(), alert(version, AlertDescription::ProtocolVersion))
            }
        };
        stream.write_all(&alert).await?;
        return Err(io::Error::new(io::ErrorKind::InvalidData, error));
    }
}

/// The version of a ClientHello that begins so, if it is TLS 1.1 or older (RFC 4346 section 7.4.1.2). One whose first record ends
/// before its version does is left to rustls.
fn old_version(beginning: &[u8]) -> Option<[u8; 2]> {
    let (&[22, 3, _, high, low, 1, _, _, _], version) = beginning.split_first_chunk::<VERSION>()? else { return None };
    let version = *version.first_chunk::<2>()?;
    let is_whole = usize::from(u16::from_be_bytes([high, low])) + HEADER >= VERSION + version.len();
    (is_whole && version[0] == 3 && version < TLS_1_2).then_some(version)
}

/// The alert for an error to which rustls says nothing (RFC 8446 section 6.2). An alert is not answered.
fn unsaid(error: &Error) -> Option<AlertDescription> {
    match error {
        Error::InappropriateMessage { .. } => Some(AlertDescription::UnexpectedMessage),
        Error::InvalidMessage(_) => Some(AlertDescription::DecodeError),
        _ => None,
    }
}

/// A fatal alert, as a record of this version.
fn alert([major, minor]: [u8; 2], description: AlertDescription) -> Vec<u8> {
    vec![21, major, minor, 0, 2, 2, description.into()]
}

/// Whether an error is that of TLS, and which.
pub(super) fn cause(error: &io::Error) -> Option<&Error> {
    error.get_ref()?.downcast_ref()
}
