//! HTTP: what it means, and how it stands on the wire.

use super::Cite;

// HTTP semantics (RFC 9110).
/// Names of header fields.
pub const FIELD_NAMES: Cite = Cite::new("RFC 9110", "5.1");
/// Values of header fields.
pub const FIELD_VALUES: Cite = Cite::new("RFC 9110", "5.5");
/// What a token is made of.
pub const TOKENS: Cite = Cite::new("RFC 9110", "5.6.2");
/// Where white space may stand, and where it must not.
pub const WHITESPACE: Cite = Cite::new("RFC 9110", "5.6.3");
/// What a body is for.
pub const CONTENT: Cite = Cite::new("RFC 9110", "6.4");
/// Fields after a body.
pub const TRAILERS: Cite = Cite::new("RFC 9110", "6.5");
/// When a message was made.
pub const DATE: Cite = Cite::new("RFC 9110", "6.6.1");
/// Which fields come after the body.
pub const TRAILER: Cite = Cite::new("RFC 9110", "6.6.2");
/// Which site is meant.
pub const HOST: Cite = Cite::new("RFC 9110", "7.2");
/// What holds for this connection only.
pub const CONNECTION: Cite = Cite::new("RFC 9110", "7.6.1");
/// Through whom a message came.
pub const VIA: Cite = Cite::new("RFC 9110", "7.6.3");
/// Another protocol on the same connection.
pub const UPGRADE: Cite = Cite::new("RFC 9110", "7.8");
/// What kind of data a body is.
pub const CONTENT_TYPE: Cite = Cite::new("RFC 9110", "8.3");
/// How a body is compressed.
pub const CONTENT_ENCODING: Cite = Cite::new("RFC 9110", "8.4");
/// How long a body is.
pub const CONTENT_LENGTH: Cite = Cite::new("RFC 9110", "8.6");
/// When a resource changed.
pub const LAST_MODIFIED: Cite = Cite::new("RFC 9110", "8.8.2");
/// The version of a resource.
pub const ETAG: Cite = Cite::new("RFC 9110", "8.8.3");
/// What a request asks for.
pub const METHODS: Cite = Cite::new("RFC 9110", "9");
/// Waiting for leave to send a body.
pub const EXPECT: Cite = Cite::new("RFC 9110", "10.1.1");
/// Which page led here.
pub const REFERER: Cite = Cite::new("RFC 9110", "10.1.3");
/// Which transfer codings are understood.
pub const TE: Cite = Cite::new("RFC 9110", "10.1.4");
/// Which program asks.
pub const USER_AGENT: Cite = Cite::new("RFC 9110", "10.1.5");
/// Which methods work.
pub const ALLOW: Cite = Cite::new("RFC 9110", "10.2.1");
/// Where to go instead.
pub const LOCATION: Cite = Cite::new("RFC 9110", "10.2.2");
/// When to try again.
pub const RETRY_AFTER: Cite = Cite::new("RFC 9110", "10.2.3");
/// Which program answers.
pub const SERVER: Cite = Cite::new("RFC 9110", "10.2.4");
/// How to prove who one is.
pub const WWW_AUTHENTICATE: Cite = Cite::new("RFC 9110", "11.6.1");
/// Proof of who one is.
pub const AUTHORIZATION: Cite = Cite::new("RFC 9110", "11.6.2");
/// How to prove who one is to a proxy.
pub const PROXY_AUTHENTICATE: Cite = Cite::new("RFC 9110", "11.7.1");
/// Proof of who one is, to a proxy.
pub const PROXY_AUTHORIZATION: Cite = Cite::new("RFC 9110", "11.7.2");
/// Which kinds of data are welcome.
pub const ACCEPT: Cite = Cite::new("RFC 9110", "12.5.1");
/// Which compressions are understood.
pub const ACCEPT_ENCODING: Cite = Cite::new("RFC 9110", "12.5.3");
/// Which languages are welcome.
pub const ACCEPT_LANGUAGE: Cite = Cite::new("RFC 9110", "12.5.4");
/// What an answer depends on.
pub const VARY: Cite = Cite::new("RFC 9110", "12.5.5");
/// Only if it is another version.
pub const IF_NONE_MATCH: Cite = Cite::new("RFC 9110", "13.1.2");
/// Only if it changed.
pub const IF_MODIFIED_SINCE: Cite = Cite::new("RFC 9110", "13.1.3");
/// A part of a resource only.
pub const RANGE: Cite = Cite::new("RFC 9110", "14.2");
/// Whether parts can be asked for.
pub const ACCEPT_RANGES: Cite = Cite::new("RFC 9110", "14.3");
/// Which part this is.
pub const CONTENT_RANGE: Cite = Cite::new("RFC 9110", "14.4");
/// How a request went.
pub const STATUS_CODES: Cite = Cite::new("RFC 9110", "15");

// HTTP/1.1 on the wire (RFC 9112).
/// Start line, fields, empty line, body.
pub const MESSAGE_FORMAT: Cite = Cite::new("RFC 9112", "2.1");
/// How to read a message, and line ends.
pub const MESSAGE_PARSING: Cite = Cite::new("RFC 9112", "2.2");
/// The version.
pub const HTTP_VERSION: Cite = Cite::new("RFC 9112", "2.3");
/// The first line of a request.
pub const REQUEST_LINE: Cite = Cite::new("RFC 9112", "3");
/// The method in the request line.
pub const METHOD: Cite = Cite::new("RFC 9112", "3.1");
/// What a request is about.
pub const REQUEST_TARGET: Cite = Cite::new("RFC 9112", "3.2");
/// The first line of a response.
pub const STATUS_LINE: Cite = Cite::new("RFC 9112", "4");
/// Header lines.
pub const FIELD_SYNTAX: Cite = Cite::new("RFC 9112", "5");
/// No white space before the colon.
pub const FIELD_PARSING: Cite = Cite::new("RFC 9112", "5.1");
/// Header lines that go on in the next line.
pub const OBS_FOLD: Cite = Cite::new("RFC 9112", "5.2");
/// How a body is framed.
pub const TRANSFER_ENCODING: Cite = Cite::new("RFC 9112", "6.1");
/// The body.
pub const MESSAGE_BODY: Cite = Cite::new("RFC 9112", "6");
/// How the end of a body is found.
pub const BODY_LENGTH: Cite = Cite::new("RFC 9112", "6.3");
/// A body in chunks.
pub const CHUNKED: Cite = Cite::new("RFC 9112", "7.1");
/// What may stand behind a chunk's size.
pub const CHUNK_EXTENSIONS: Cite = Cite::new("RFC 9112", "7.1.1");
/// Fields after the last chunk.
pub const CHUNKED_TRAILER: Cite = Cite::new("RFC 9112", "7.1.2");
/// Messages that are cut off.
pub const INCOMPLETE: Cite = Cite::new("RFC 9112", "8");
