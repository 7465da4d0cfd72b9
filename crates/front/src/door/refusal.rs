//! Every reason for which the door turns a request down, each with its status, its sentence and the section that says so.
//!
//! The set is closed: whoever shows refusals (lesson 7 does) can show them all, and a test sends each of them.

use hyper::StatusCode;
use hyper::header::{CONNECTION, CONTENT_TYPE, HeaderValue};

use super::{Response, body};
use wirewalk_dissect::rfc::{Cite, door as rfc};

/// Why a request was refused. After each of them the connection is closed, since where the next request begins is no longer certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A line feed without its carriage return.
    #[error("a line feed without a carriage return before it; lines end in CRLF")]
    BareLf,
    /// A carriage return without its line feed.
    #[error("a carriage return without a line feed after it; lines end in CRLF")]
    BareCr,
    /// A control byte, NUL among them.
    #[error("the control byte 0x{0:02x} in a head")]
    ControlByte(u8),
    /// A byte above 127 in a head.
    #[error("the byte 0x{0:02x} in a head; only ASCII is accepted there")]
    NotAscii(u8),
    /// The first bytes of a TLS connection on a port that speaks plain HTTP.
    #[error("this looks like TLS, but this port speaks plain HTTP; try http:// instead of https://")]
    Tls,
    /// The first bytes of an HTTP/2 connection.
    #[error("the preface of HTTP/2; this server speaks HTTP/1.1 and HTTP/1.0")]
    Http2Preface,
    /// Not three parts with one space between them.
    #[error("a request line is a method, a target and a version with one space between them")]
    RequestLine,
    /// A method with a character that a token may not have.
    #[error("{} in the method", shown(*.0))]
    Method(u8),
    /// CONNECT: the door is no tunnel.
    #[error("CONNECT asks for a tunnel; this server does not open one")]
    Connect,
    /// A target with a character that a URI may not have there.
    #[error("{} in the target; percent-encode it as %{:02X}", shown(*.0), .0)]
    TargetCharacter(u8),
    /// A `%` without two hexadecimal digits.
    #[error("a % in the target without two hexadecimal digits after it; % itself is %25")]
    TargetPercent,
    /// A target that is neither a path nor an `http` URI (nor `*` with OPTIONS).
    #[error("a target begins with / or is a whole http URI")]
    TargetForm,
    /// A request line longer than a whole head may be.
    #[error("a request line of more than {0} bytes")]
    TargetTooLong(usize),
    /// A request line without a version: HTTP/0.9.
    #[error("a request line without a version is HTTP/0.9; write HTTP/1.1 after the target")]
    Http09,
    /// Something else than a version.
    #[error("a version is HTTP/ and two digits with a dot between them: HTTP/1.1")]
    VersionSyntax,
    /// A version whose first digit is not 1.
    #[error("this server speaks only HTTP/1.1 and HTTP/1.0")]
    Version,
    /// A header that begins with whitespace: folded, or pretending to be.
    #[error("a header line that begins with whitespace; folded headers are obsolete")]
    ObsFold,
    /// A header without a colon.
    #[error("a header line without a colon")]
    NoColon,
    /// Whitespace between a header's name and its colon.
    #[error("whitespace between a header's name and its colon")]
    SpaceBeforeColon,
    /// A header name that is empty (0) or has a character that a token may not have.
    #[error("{}", if *.0 == 0 { "a header without a name".to_owned() } else { format!("{} in a header's name", shown(*.0)) })]
    FieldName(u8),
    /// Refused by the parser, although nothing above applied.
    #[error("the head does not parse")]
    Syntax,
    /// A head longer than the limit, in bytes.
    #[error("a head of more than {0} bytes")]
    HeadTooLarge(usize),
    /// More headers than the limit.
    #[error("more than {0} headers")]
    TooManyHeaders(usize),
    /// No Host in HTTP/1.1.
    #[error("no Host header; a request has exactly one")]
    NoHost,
    /// More than one Host.
    #[error("more than one Host header; a request has exactly one")]
    TwoHosts,
    /// A Host that is empty or not a name or address with at most a port.
    #[error("a Host is a name or an address, with :port if needed")]
    HostSyntax,
    /// A target that names another host than Host does.
    #[error("the target and the Host header name different hosts")]
    HostMismatch,
    /// Both Content-Length and Transfer-Encoding.
    #[error("both Content-Length and Transfer-Encoding; two parsers may disagree about which one counts")]
    LengthAndEncoding,
    /// More than one Content-Length, equal or not.
    #[error("more than one Content-Length")]
    TwoLengths,
    /// A Content-Length that is not digits only.
    #[error("a Content-Length is decimal digits and nothing else")]
    LengthSyntax,
    /// A Content-Length that no 64-bit number holds.
    #[error("a Content-Length beyond 2^64")]
    LengthOverflow,
    /// Any Transfer-Encoding but exactly one `chunked`.
    #[error("a Transfer-Encoding other than exactly one chunked")]
    TransferEncoding,
    /// Transfer-Encoding in HTTP/1.0, which has none.
    #[error("Transfer-Encoding in HTTP/1.0, which does not define it")]
    TransferEncodingInHttp10,
    /// An expectation other than `100-continue`.
    #[error("an expectation other than 100-continue")]
    Expectation,
    /// A body longer than the limit, in bytes.
    #[error("a body of more than {0} bytes")]
    BodyTooLarge(u64),
    /// A chunk size that is not 1 to 16 hexadecimal digits.
    #[error("a chunk size is 1 to 16 hexadecimal digits, followed by CRLF")]
    ChunkSize,
    /// A chunk extension that is too long, or not built as one.
    #[error("a chunk extension that is too long or is not ;name or ;name=value")]
    ChunkExtension,
    /// A chunk that is not followed by CRLF.
    #[error("a chunk that is not followed by CRLF")]
    ChunkEnd,
    /// Trailers that are too long or not header lines.
    #[error("trailers that are too long or not header lines")]
    Trailers,
    /// The client closed its side within a head.
    #[error("the connection was closed within the head")]
    HeadCutShort,
    /// The client closed its side within a body.
    #[error("the connection was closed within the body")]
    BodyCutShort,
    /// The head was not whole in time.
    #[error("the head took too long")]
    HeadTimeout,
    /// The body made no progress in time.
    #[error("the body made no progress for too long")]
    BodyTimeout,
    /// The place was needed for somebody else, after the longest wait of all.
    #[error("all places were taken and this connection had kept the door waiting longest")]
    Evicted,
    /// All places are taken by requests that are being served.
    #[error("all places are taken; try again in a moment")]
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

/// A byte as a person reads it.
fn shown(byte: u8) -> String {
    match byte {
        byte if byte.is_ascii_graphic() => format!("the character {}", char::from(byte)),
        byte => format!("the byte 0x{byte:02x}"),
    }
}

/// A short answer that the door gives itself: the status, and what there is to say about it.
pub(crate) fn notice(status: StatusCode, text: &str) -> Response {
    answer(status, format!("{status}: {text}\n"))
}

/// An answer of plain text, for who answers at the door itself, where it is known who asks.
pub fn answer(status: StatusCode, text: impl Into<String>) -> Response {
    let mut response = Response::new(body::full(text.into()));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}
