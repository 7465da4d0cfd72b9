//! HTTP/2 and its compressed headers.

use super::Cite;

/// How a client begins.
pub const HTTP2_PREFACE: Cite = Cite::new("RFC 9113", "3.4");
/// What every frame begins with.
pub const HTTP2_FRAMES: Cite = Cite::new("RFC 9113", "4.1");
/// Header fields, compressed and cut into frames.
pub const HTTP2_FIELD_BLOCKS: Cite = Cite::new("RFC 9113", "4.3");
/// Many requests beside each other.
pub const HTTP2_STREAMS: Cite = Cite::new("RFC 9113", "5.1.1");
/// Which stream is more urgent; given up.
pub const HTTP2_PRIORITY: Cite = Cite::new("RFC 9113", "5.3");
/// Frames of kinds that nobody knows.
pub const HTTP2_EXTENSIONS: Cite = Cite::new("RFC 9113", "5.5");
/// DATA.
pub const HTTP2_DATA: Cite = Cite::new("RFC 9113", "6.1");
/// HEADERS.
pub const HTTP2_HEADERS: Cite = Cite::new("RFC 9113", "6.2");
/// RST_STREAM.
pub const HTTP2_RST_STREAM: Cite = Cite::new("RFC 9113", "6.4");
/// SETTINGS.
pub const HTTP2_SETTINGS_FRAMES: Cite = Cite::new("RFC 9113", "6.5");
/// PUSH_PROMISE.
pub const HTTP2_PUSH_PROMISE: Cite = Cite::new("RFC 9113", "6.6");
/// PING.
pub const HTTP2_PING: Cite = Cite::new("RFC 9113", "6.7");
/// GOAWAY.
pub const HTTP2_GOAWAY: Cite = Cite::new("RFC 9113", "6.8");
/// WINDOW_UPDATE.
pub const HTTP2_WINDOW_UPDATE: Cite = Cite::new("RFC 9113", "6.9");
/// CONTINUATION.
pub const HTTP2_CONTINUATION: Cite = Cite::new("RFC 9113", "6.10");
/// Method, target and status as header fields.
pub const HTTP2_PSEUDO_FIELDS: Cite = Cite::new("RFC 9113", "8.3");
/// How a header field is compressed.
pub const HPACK_FIELDS: Cite = Cite::new("RFC 7541", "6");
