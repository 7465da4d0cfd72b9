//! Every reason for which the door turns a request down, each with its status, its sentence and the section that says so.
//!
//! The set is closed: whoever shows refusals (lesson 7 does) can show them all, and a test sends each of them.

use std::fmt;

use hyper::StatusCode;
use hyper::header::{CONNECTION, CONTENT_TYPE, HeaderValue};

use super::{Response, body};
use wirewalk_dissect::rfc::{Cite, door as rfc};

/// Why a request was refused. After each of them the connection is closed, since where the next request begins is no longer certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A line feed without its carriage return.
    BareLf,
    /// A carriage return without its line feed.
    BareCr,
    /// A control byte, NUL among them.
    ControlByte(u8),
    /// A byte above 127 in a head.
    NotAscii(u8),
    /// The first bytes of a TLS connection on a port that speaks plain HTTP.
    Tls,
    /// The first bytes of an HTTP/2 connection.
    Http2Preface,
    /// Not three parts with one space between them.
    RequestLine,
    /// A method with a character that a token may not have.
    Method(u8),
    /// CONNECT: the door is no tunnel.
    Connect,
    /// A target with a character that a URI may not have there.
    TargetCharacter(u8),
    /// A `%` without two hexadecimal digits.
    TargetPercent,
    /// A target that is neither a path nor an `http` URI (nor `*` with OPTIONS).
    TargetForm,
    /// A request line longer than a whole head may be.
    TargetTooLong(usize),
    /// A request line without a version: HTTP/0.9.
    Http09,
    /// Something else than a version.
    VersionSyntax,
    /// A version other than 1.0 and 1.1.
    Version,
    /// A header that begins with whitespace: folded, or pretending to be.
    ObsFold,
    /// A header without a colon.
    NoColon,
    /// Whitespace between a header's name and its colon.
    SpaceBeforeColon,
    /// A header name that is empty (0) or has a character that a token may not have.
    FieldName(u8),
    /// Refused by the parser, although nothing above applied.
    Syntax,
    /// A head longer than the limit, in bytes.
    HeadTooLarge(usize),
    /// More headers than the limit.
    TooManyHeaders(usize),
    /// No Host.
    NoHost,
    /// More than one Host.
    TwoHosts,
    /// A Host that is empty or not a name or address with at most a port.
    HostSyntax,
    /// A target that names another host than Host does.
    HostMismatch,
    /// Both Content-Length and Transfer-Encoding.
    LengthAndEncoding,
    /// More than one Content-Length, equal or not.
    TwoLengths,
    /// A Content-Length that is not digits only.
    LengthSyntax,
    /// A Content-Length that no 64-bit number holds.
    LengthOverflow,
    /// Any Transfer-Encoding but exactly one `chunked`.
    TransferEncoding,
    /// Transfer-Encoding in HTTP/1.0, which has none.
    TransferEncodingInHttp10,
    /// An expectation other than `100-continue`.
    Expectation,
    /// A body longer than the limit, in bytes.
    BodyTooLarge(u64),
    /// A chunk size that is not 1 to 16 hexadecimal digits.
    ChunkSize,
    /// A chunk extension that is too long or has a control byte.
    ChunkExtension,
    /// A chunk that is not followed by CRLF.
    ChunkEnd,
    /// Trailers that are too long or not header lines.
    Trailers,
    /// The client closed its side within a head.
    HeadCutShort,
    /// The client closed its side within a body.
    BodyCutShort,
    /// The head was not whole in time.
    HeadTimeout,
    /// The body made no progress in time.
    BodyTimeout,
    /// The place was needed for somebody else, after the longest wait of all.
    Evicted,
    /// All places are taken by requests that are being served.
    Full,
}

impl Refusal {
    /// The status that the client gets.
    pub fn status(self) -> StatusCode {
        use Refusal::*;
        match self {
            HeadTimeout | BodyTimeout | Evicted => StatusCode::REQUEST_TIMEOUT,
            BodyTooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            TargetTooLong(_) => StatusCode::URI_TOO_LONG,
            Expectation => StatusCode::EXPECTATION_FAILED,
            HeadTooLarge(_) | TooManyHeaders(_) => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Connect => StatusCode::NOT_IMPLEMENTED,
            Full => StatusCode::SERVICE_UNAVAILABLE,
            Http09 | Version => StatusCode::HTTP_VERSION_NOT_SUPPORTED,
            _ => StatusCode::BAD_REQUEST,
        }
    }

    /// Where the standards speak of it.
    pub fn cite(self) -> Cite {
        use Refusal::*;
        match self {
            BareLf | BareCr => rfc::LINES,
            ControlByte(_) | NotAscii(_) => rfc::FIELD_VALUE,
            Tls => rfc::HTTPS,
            Http2Preface => rfc::HTTP2_PREFACE,
            RequestLine | Syntax => rfc::REQUEST_LINE,
            Method(_) => rfc::METHOD,
            Connect => rfc::CONNECT,
            TargetCharacter(_) | TargetPercent => rfc::URI_CHARACTERS,
            TargetForm | HostMismatch => rfc::TARGET,
            TargetTooLong(_) => rfc::URI_TOO_LONG,
            Http09 | VersionSyntax | Version => rfc::VERSION,
            ObsFold => rfc::OBS_FOLD,
            NoColon | SpaceBeforeColon => rfc::FIELD_LINE,
            FieldName(_) => rfc::FIELD_NAME,
            HeadTooLarge(_) | TooManyHeaders(_) => rfc::FIELDS_TOO_LARGE,
            NoHost | TwoHosts | HostSyntax => rfc::HOST,
            LengthAndEncoding | TwoLengths => rfc::BODY_LENGTH,
            LengthSyntax | LengthOverflow => rfc::CONTENT_LENGTH,
            TransferEncoding | TransferEncodingInHttp10 => rfc::TRANSFER_ENCODING,
            Expectation => rfc::EXPECT,
            BodyTooLarge(_) => rfc::TOO_LARGE,
            ChunkSize | ChunkExtension | ChunkEnd => rfc::CHUNKS,
            Trailers => rfc::TRAILERS,
            HeadCutShort | BodyCutShort => rfc::INCOMPLETE,
            HeadTimeout | BodyTimeout | Evicted => rfc::TIMEOUT,
            Full => rfc::UNAVAILABLE,
        }
    }
}

/// The answer that says so, and that the connection ends with it.
impl From<Refusal> for Response {
    fn from(refusal: Refusal) -> Response {
        let mut response = notice(refusal.status(), &format!("{refusal} ({})", refusal.cite()));
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        response
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use Refusal::*;
        match *self {
            BareLf => f.write_str("a line feed without a carriage return before it; lines end in CRLF"),
            BareCr => f.write_str("a carriage return without a line feed after it; lines end in CRLF"),
            ControlByte(byte) => write!(f, "the control byte 0x{byte:02x} in a head"),
            NotAscii(byte) => write!(f, "the byte 0x{byte:02x} in a head; only ASCII is accepted there"),
            Tls => f.write_str("this looks like TLS, but this port speaks plain HTTP; try http:// instead of https://"),
            Http2Preface => f.write_str("the preface of HTTP/2; this server speaks HTTP/1.1 and HTTP/1.0"),
            RequestLine => {
                f.write_str("a request line is a method, a target and a version with one space between them")
            }
            Method(byte) => write!(f, "{} in the method", Shown(byte)),
            Connect => f.write_str("CONNECT asks for a tunnel; this server is none"),
            TargetCharacter(byte) => write!(f, "{} in the target; percent-encode it as %{byte:02X}", Shown(byte)),
            TargetPercent => f.write_str("a % in the target without two hexadecimal digits after it; % itself is %25"),
            TargetForm => f.write_str("a target begins with / or is a whole http URI"),
            TargetTooLong(limit) => write!(f, "a request line of more than {limit} bytes"),
            Http09 => f.write_str("a request line without a version is HTTP/0.9; write HTTP/1.1 after the target"),
            VersionSyntax => f.write_str("a version is HTTP/ and two digits with a dot between them: HTTP/1.1"),
            Version => f.write_str("only HTTP/1.1 and HTTP/1.0 are spoken here"),
            ObsFold => f.write_str("a header line that begins with whitespace; folded headers are obsolete"),
            NoColon => f.write_str("a header line without a colon"),
            SpaceBeforeColon => f.write_str("whitespace between a header's name and its colon"),
            FieldName(0) => f.write_str("a header without a name"),
            FieldName(byte) => write!(f, "{} in a header's name", Shown(byte)),
            Syntax => f.write_str("the head does not parse"),
            HeadTooLarge(limit) => write!(f, "a head of more than {limit} bytes"),
            TooManyHeaders(limit) => write!(f, "more than {limit} headers"),
            NoHost => f.write_str("no Host header; a request has exactly one"),
            TwoHosts => f.write_str("more than one Host header; a request has exactly one"),
            HostSyntax => f.write_str("a Host is a name or an address, with :port if need be"),
            HostMismatch => f.write_str("the target names another host than the Host header"),
            LengthAndEncoding => {
                f.write_str("both Content-Length and Transfer-Encoding; two parsers may disagree which one holds")
            }
            TwoLengths => f.write_str("more than one Content-Length"),
            LengthSyntax => f.write_str("a Content-Length is decimal digits and nothing else"),
            LengthOverflow => f.write_str("a Content-Length beyond 2^64"),
            TransferEncoding => f.write_str("a Transfer-Encoding other than exactly one chunked"),
            TransferEncodingInHttp10 => f.write_str("Transfer-Encoding in HTTP/1.0, which does not know it"),
            Expectation => f.write_str("an expectation other than 100-continue"),
            BodyTooLarge(limit) => write!(f, "a body of more than {limit} bytes"),
            ChunkSize => f.write_str("a chunk size is 1 to 16 hexadecimal digits, followed by CRLF"),
            ChunkExtension => f.write_str("a chunk extension that is too long or has a control byte"),
            ChunkEnd => f.write_str("a chunk that is not followed by CRLF"),
            Trailers => f.write_str("trailers that are too long or not header lines"),
            HeadCutShort => f.write_str("the connection was closed within the head"),
            BodyCutShort => f.write_str("the connection was closed within the body"),
            HeadTimeout => f.write_str("the head took too long"),
            BodyTimeout => f.write_str("the body made no progress for too long"),
            Evicted => f.write_str("all places were taken and this connection had kept the door waiting longest"),
            Full => f.write_str("all places are taken; try again in a moment"),
        }
    }
}

/// A byte as a person reads it.
struct Shown(u8);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            byte if byte.is_ascii_graphic() => write!(f, "the character {}", char::from(byte)),
            byte => write!(f, "the byte 0x{byte:02x}"),
        }
    }
}

/// A short answer in plain text that the door gives itself: the status, and what there is to say about it.
pub(crate) fn notice(status: StatusCode, text: &str) -> Response {
    let mut response = Response::new(body::full(format!("{status}: {text}\n")));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}
