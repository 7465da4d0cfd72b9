//! The small framing of lesson 3: what two programs say to each other over plain TCP while they agree on a key.
//!
//! | bytes | what | value |
//! |---|---|---|
//! | 3 | magic | `WW3`: this is lesson 3 of wirewalk and nothing else |
//! | 1 | version | 1 |
//! | 1 | type | 1 public key, 2 token, 3 refusal |
//! | 2 | length | of what follows, in bytes, most significant first; at most [`LONGEST`] |
//! | length | body | a public key of X25519 (32 bytes), a Fernet token (text), or a reason (UTF-8) |
//!
//! The client sends its public key, the server answers with its own and with a token. Either side may send a refusal instead
//! and close. `docs/lesson3.md` has the same table.

use std::fmt;
use std::io;

use thiserror::Error;

/// How every frame begins.
pub const MAGIC: [u8; 3] = *b"WW3";
/// The only version.
pub const VERSION: u8 = 1;
/// Bytes before the body: magic, version, type, length.
pub const HEADER: usize = 7;
/// The longest body that is read, in bytes.
pub const LONGEST: usize = 4096;

/// What a frame carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A public key of X25519.
    PublicKey,
    /// A Fernet token.
    Token,
    /// Why the sender goes no further.
    Refusal,
}

/// Why a conversation in frames broke off.
#[derive(Debug, Error)]
pub enum FrameError {
    /// It does not begin with [`MAGIC`] but with these bytes.
    #[error("a frame must begin with WW3, but this one begins with {}: check that both sides run lesson 3", .0.escape_ascii())]
    Magic([u8; 3]),
    /// It has this version.
    #[error("the frame has version {0}, but only version {VERSION} exists")]
    Version(u8),
    /// It has this type, which nobody knows.
    #[error("the frame has type {0}, but only types 1, 2 and 3 exist")]
    Type(u8),
    /// It announces a body of so many bytes.
    #[error("the frame announces {0} bytes, but a reader accepts at most {LONGEST}")]
    TooLong(usize),
    /// It has one type where another is due.
    #[error("the frame has type {got}, but a {due} was expected")]
    Unexpected { got: Kind, due: Kind },
    /// The other side ended the connection inside a frame, or before one.
    #[error("the other side ended the connection in the middle of a frame")]
    Ended,
    /// The other side went no further and said why. Holds nothing that a terminal would obey.
    #[error("the other side refused: {0}")]
    Refused(String),
    /// The conversation took too long.
    #[error("the conversation took too long")]
    Slow,
    /// The network failed.
    #[error("{0}")]
    Io(#[source] io::Error),
}

impl Kind {
    /// Its number in a frame.
    pub const fn number(self) -> u8 {
        match self {
            Kind::PublicKey => 1,
            Kind::Token => 2,
            Kind::Refusal => 3,
        }
    }

    /// The type with this number.
    pub fn from_number(number: u8) -> Option<Kind> {
        [Kind::PublicKey, Kind::Token, Kind::Refusal].into_iter().find(|kind| kind.number() == number)
    }
}

/// The bytes of a frame. A body of more than 65,535 bytes cannot be announced and is cut there.
pub fn frame(kind: Kind, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len()).unwrap_or(u16::MAX);
    let body = body.get(..usize::from(length)).unwrap_or_default();
    [MAGIC.as_slice(), &[VERSION, kind.number()], &length.to_be_bytes(), body].concat()
}

/// What a frame's header says: its type, and the length of its body.
///
/// # Errors
/// [`FrameError::Magic`], [`FrameError::Version`], [`FrameError::Type`], [`FrameError::TooLong`], in this order.
pub fn header(bytes: [u8; HEADER]) -> Result<(Kind, usize), FrameError> {
    let [a, b, c, version, kind, high, low] = bytes;
    if [a, b, c] != MAGIC {
        return Err(FrameError::Magic([a, b, c]));
    }
    if version != VERSION {
        return Err(FrameError::Version(version));
    }
    let kind = Kind::from_number(kind).ok_or(FrameError::Type(kind))?;
    match usize::from(u16::from_be_bytes([high, low])) {
        long if long > LONGEST => Err(FrameError::TooLong(long)),
        length => Ok((kind, length)),
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::PublicKey => "public key",
            Kind::Token => "token",
            Kind::Refusal => "refusal",
        })
    }
}

impl From<io::Error> for FrameError {
    fn from(error: io::Error) -> FrameError {
        match error.kind() {
            io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => FrameError::Slow,
            io::ErrorKind::UnexpectedEof => FrameError::Ended,
            _ => FrameError::Io(error),
        }
    }
}
