//! Chunked bodies, followed strictly (RFC 9112 §7.1), so that the door and whoever reads behind it agree where one ends.

use super::Limits;
use super::head::is_token;
use super::refusal::Refusal;

/// What all extensions of a body may hold together, in bytes.
const EXTENSIONS: usize = 1024;
/// What the trailers may hold, in bytes.
const TRAILERS: usize = 4096;

/// Follows a chunked body.
pub(super) struct Chunks {
    state: State,
    /// What the body may still hold, in bytes.
    room: u64,
    limit: u64,
    extensions: usize,
    trailers: usize,
    /// How many trailer lines there may still be.
    lines: usize,
}

#[derive(Clone, Copy)]
enum State {
    /// In the digits of a size: how many, and their value.
    Size(u8, u64),
    /// In the extensions of a chunk of this size.
    Extension(u64, Extension),
    /// After the CR of a size line.
    SizeLf(u64),
    /// In the data: so many bytes are left.
    Data(u64),
    /// Where the CR after the data is due.
    DataCr,
    /// Where the LF after the data is due.
    DataLf,
    /// At the beginning of a trailer line.
    Trailer,
    /// In a trailer's name.
    TrailerName,
    /// In a trailer's value.
    TrailerValue,
    /// After the CR of a trailer line.
    TrailerLf,
    /// After the CR of the last, empty line.
    LastLf,
}

/// Where in a chunk extension (RFC 9112 §7.1.1): `*( BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ] )`. That
/// whitespace has no meaning, but recipients have to accept it (RFC 9110 §5.6.3).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extension {
    /// After whitespace where a semicolon is due.
    Due,
    /// Before a name.
    BeforeName,
    /// In a name.
    Name,
    /// After a name and whitespace.
    AfterName,
    /// Before a value.
    BeforeValue,
    /// In a value that is a token.
    Token,
    /// In a value in quotes.
    Quoted,
    /// After a backslash in quotes.
    Escaped,
    /// After a value in quotes.
    AfterValue,
}

impl Extension {
    /// After one more byte; `None`: it may not stand there.
    fn step(self, byte: u8) -> Option<Extension> {
        use Extension::*;
        Some(match (self, byte) {
            (Quoted, b'\\') => Escaped,
            (Quoted, b'"') => AfterValue,
            (Quoted | Escaped, b'\t' | b' '..=b'~') => Quoted,
            (Quoted | Escaped, _) => return None,
            (BeforeName | Name, byte) if is_token(byte) => Name,
            (BeforeValue | Token, byte) if is_token(byte) => Token,
            (BeforeValue, b'"') => Quoted,
            (Name | AfterName, b'=') => BeforeValue,
            (Due | Name | AfterName | Token | AfterValue, b';') => BeforeName,
            (Due | BeforeName | AfterName | BeforeValue, b' ' | b'\t') => self,
            (Name, b' ' | b'\t') => AfterName,
            (Token | AfterValue, b' ' | b'\t') => Due,
            _ => return None,
        })
    }

    /// Whether the line may end here.
    fn may_end(self) -> bool {
        matches!(self, Extension::Name | Extension::Token | Extension::AfterValue)
    }
}

impl Chunks {
    /// At the beginning of a body within these limits.
    pub(super) fn new(limits: &Limits) -> Chunks {
        let (limit, lines) = (limits.body_bytes, limits.headers);
        Chunks { state: State::Size(0, 0), room: limit, limit, extensions: 0, trailers: 0, lines }
    }

    /// Follows `bytes`: how many of them belong to the body, and whether it ends there.
    pub(super) fn scan(&mut self, bytes: &[u8]) -> Result<(usize, bool), Refusal> {
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if let State::Data(left) = self.state {
                let here = left.min((bytes.len() - at) as u64);
                at += here as usize;
                self.state = if here == left { State::DataCr } else { State::Data(left - here) };
                continue;
            }
            at += 1;
            match self.step(byte)? {
                Some(state) => self.state = state,
                None => return Ok((at, true)),
            }
        }
        Ok((at, false))
    }

    /// One byte of framing; `None`: the body ends with it.
    fn step(&mut self, byte: u8) -> Result<Option<State>, Refusal> {
        use State::*;
        Ok(Some(match (self.state, byte) {
            (Size(digits, size), byte) if byte.is_ascii_hexdigit() && digits < 16 => {
                Size(digits + 1, size << 4 | char::from(byte).to_digit(16).map_or(0, u64::from))
            }
            (Size(1.., size), b'\r') => SizeLf(size),
            (Size(1.., size), b';') => Extension(size, self::Extension::BeforeName),
            (Size(1.., size), b' ' | b'\t') => Extension(size, self::Extension::Due),
            (Extension(size, within), b'\r') if within.may_end() => SizeLf(size),
            (Extension(_, self::Extension::Due), b'\r') => return Err(Refusal::ChunkSize),
            (Extension(size, within), byte) if self.extensions < EXTENSIONS => {
                self.extensions += 1;
                Extension(size, within.step(byte).ok_or(Refusal::ChunkExtension)?)
            }
            (SizeLf(0), b'\n') => Trailer,
            (SizeLf(size), b'\n') => {
                self.room = self.room.checked_sub(size).ok_or(Refusal::BodyTooLarge(self.limit))?;
                Data(size)
            }
            (DataCr, b'\r') => DataLf,
            (DataLf, b'\n') => Size(0, 0),
            (Trailer, b'\r') => LastLf,
            (LastLf, b'\n') => return Ok(None),
            (Size(..) | SizeLf(_), _) => return Err(Refusal::ChunkSize),
            (Extension(..), _) => return Err(Refusal::ChunkExtension),
            (Data(_) | DataCr | DataLf, _) => return Err(Refusal::ChunkEnd),
            (Trailer | TrailerName | TrailerValue | TrailerLf | LastLf, byte) => self.trailer(byte)?,
        }))
    }

    /// One byte of a trailer line.
    fn trailer(&mut self, byte: u8) -> Result<State, Refusal> {
        use State::*;
        self.trailers += 1;
        if self.trailers > TRAILERS {
            return Err(Refusal::Trailers);
        }
        match (self.state, byte) {
            (Trailer | TrailerName, byte) if is_token(byte) => Ok(TrailerName),
            (TrailerName, b':') => Ok(TrailerValue),
            (TrailerValue, b'\t' | b' '..=b'~') => Ok(TrailerValue),
            (TrailerValue, b'\r') => Ok(TrailerLf),
            (TrailerLf, b'\n') if self.lines > 0 => {
                self.lines -= 1;
                Ok(Trailer)
            }
            _ => Err(Refusal::Trailers),
        }
    }
}
