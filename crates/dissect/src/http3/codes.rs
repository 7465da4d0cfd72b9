//! Numbers of HTTP/3 and what they mean: types of streams and frames, settings, errors (IANA's registries "HTTP/3 …").

use crate::field::{Datum, Value};

/// Types of frames (RFC 9114 §7.2, RFC 9218 §7.2).
pub(super) mod kind {
    pub(in super::super) const DATA: u64 = 0x00;
    pub(in super::super) const HEADERS: u64 = 0x01;
    pub(in super::super) const CANCEL_PUSH: u64 = 0x03;
    pub(in super::super) const SETTINGS: u64 = 0x04;
    pub(in super::super) const PUSH_PROMISE: u64 = 0x05;
    pub(in super::super) const GOAWAY: u64 = 0x07;
    pub(in super::super) const MAX_PUSH_ID: u64 = 0x0d;
    pub(in super::super) const WEBTRANSPORT: u64 = 0x41;
    pub(in super::super) const PRIORITY_REQUEST: u64 = 0xf0700;
    pub(in super::super) const PRIORITY_PUSH: u64 = 0xf0701;
}

/// Types of streams in one direction (RFC 9114 §6.2, RFC 9204 §4.2).
pub(super) mod stream {
    pub(in super::super) const CONTROL: u64 = 0x00;
    pub(in super::super) const PUSH: u64 = 0x01;
    pub(in super::super) const ENCODER: u64 = 0x02;
    pub(in super::super) const DECODER: u64 = 0x03;
    pub(in super::super) const WEBTRANSPORT: u64 = 0x54;
}

/// Settings that mean something here.
pub(super) mod setting {
    pub(in super::super) const TABLE_CAPACITY: u64 = 0x01;
    pub(in super::super) const SECTION_SIZE: u64 = 0x06;
    pub(in super::super) const BLOCKED_STREAMS: u64 = 0x07;
    pub(in super::super) const EXTENDED_CONNECT: u64 = 0x08;
    pub(in super::super) const DATAGRAM: u64 = 0x33;
    pub(in super::super) const DATAGRAM_DRAFT: u64 = 0xffd277;
    pub(in super::super) const WEBTRANSPORT: u64 = 0x2b603742;
}

type Table = [(u64, &'static str, &'static str)];

const STREAMS: &Table = &[
    (0x00, "control stream", "settings, and what concerns the whole connection"),
    (0x01, "push stream", "a response that the client did not ask for"),
    (0x02, "QPACK encoder stream", "changes of the table that this side's headers refer to"),
    (0x03, "QPACK decoder stream", "what this side has received of the other's table"),
    (0x54, "WebTransport stream", "a stream of a WebTransport session; not decoded here"),
];

const TYPES: &Table = &[
    (0x00, "DATA", "a piece of a body"),
    (0x01, "HEADERS", "the headers of a request or a response, or trailers after a body"),
    (0x03, "CANCEL_PUSH", "this push is not wanted, or will not come"),
    (0x04, "SETTINGS", "what the sender tells the other side about itself"),
    (0x05, "PUSH_PROMISE", "the server will send a response that the client did not ask for"),
    (0x07, "GOAWAY", "no new requests: the connection is about to end"),
    (0x0c, "ORIGIN", "which sites this connection may be used for"),
    (0x0d, "MAX_PUSH_ID", "how many responses the server may push"),
    (0x41, "WEBTRANSPORT_STREAM", "the stream belongs to a WebTransport session; not decoded here"),
    (0x4d, "METADATA", "metadata, which no standard defines"),
    (0xf0700, "PRIORITY_UPDATE", "how urgent a request is"),
    (0xf0701, "PRIORITY_UPDATE", "how urgent a push is"),
];

/// HTTP/2's types, which HTTP/3 reserves so that nobody takes one for the other.
const OLD_TYPES: &Table = &[
    (0x02, "PRIORITY of HTTP/2", "forbidden in HTTP/3"),
    (0x06, "PING of HTTP/2", "forbidden in HTTP/3, where QUIC has a PING of its own"),
    (0x08, "WINDOW_UPDATE of HTTP/2", "forbidden in HTTP/3, where QUIC limits the flow"),
    (0x09, "CONTINUATION of HTTP/2", "forbidden in HTTP/3, where headers fit into one frame"),
];

const SETTINGS: &Table = &[
    (
        0x01,
        "QPACK_MAX_TABLE_CAPACITY",
        "how many bytes of header fields the sender keeps for the other side to refer to",
    ),
    (0x06, "MAX_FIELD_SECTION_SIZE", "the maximum length of all headers of a message, decompressed"),
    (0x07, "QPACK_BLOCKED_STREAMS", "how many streams may wait for table entries that have not arrived"),
    (0x08, "ENABLE_CONNECT_PROTOCOL", "whether a stream may carry another protocol, such as WebSocket"),
    (0x33, "H3_DATAGRAM", "whether the sender can receive datagrams that belong to a request"),
    (0x4d44, "ENABLE_METADATA", "whether the sender can receive METADATA frames"),
    (0xffd277, "H3_DATAGRAM (draft 04)", "whether the sender can receive datagrams, by the number of a draft"),
    (0x2b603742, "ENABLE_WEBTRANSPORT (draft)", "whether the sender supports WebTransport, by the number of a draft"),
    (0x2b603743, "WEBTRANSPORT_MAX_SESSIONS (draft)", "how many WebTransport sessions may be open, by a draft"),
    (0xc671706a, "WEBTRANSPORT_MAX_SESSIONS (draft)", "how many WebTransport sessions may be open, by a draft"),
    (0x14e9cd29, "WT_MAX_SESSIONS (draft)", "how many WebTransport sessions may be open, by a draft"),
];

const OLD_SETTINGS: &Table = &[
    (0x00, "reserved", "forbidden in HTTP/3"),
    (0x02, "ENABLE_PUSH of HTTP/2", "forbidden in HTTP/3, which has MAX_PUSH_ID"),
    (0x03, "MAX_CONCURRENT_STREAMS of HTTP/2", "forbidden in HTTP/3, where QUIC limits streams"),
    (0x04, "INITIAL_WINDOW_SIZE of HTTP/2", "forbidden in HTTP/3, where QUIC limits the flow"),
    (0x05, "MAX_FRAME_SIZE of HTTP/2", "forbidden in HTTP/3"),
];

const ERRORS: &Table = &[
    (0x33, "H3_DATAGRAM_ERROR", "a datagram was wrong, or belongs to no request"),
    (0x100, "H3_NO_ERROR", "an orderly end"),
    (0x101, "H3_GENERAL_PROTOCOL_ERROR", "the other side broke the protocol's rules"),
    (0x102, "H3_INTERNAL_ERROR", "an error in the sender itself"),
    (0x103, "H3_STREAM_CREATION_ERROR", "the other side opened a stream that the sender does not accept"),
    (0x104, "H3_CLOSED_CRITICAL_STREAM", "a stream ended that the connection cannot do without"),
    (0x105, "H3_FRAME_UNEXPECTED", "a frame arrived that does not belong here"),
    (0x106, "H3_FRAME_ERROR", "a frame had the wrong form or length"),
    (0x107, "H3_EXCESSIVE_LOAD", "the other side sends too much"),
    (0x108, "H3_ID_ERROR", "a stream or push number was wrong"),
    (0x109, "H3_SETTINGS_ERROR", "an error in the settings"),
    (0x10a, "H3_MISSING_SETTINGS", "the other side did not begin with its settings"),
    (0x10b, "H3_REQUEST_REJECTED", "the request was not processed and can be repeated"),
    (0x10c, "H3_REQUEST_CANCELLED", "the response is no longer needed, or will not come"),
    (0x10d, "H3_REQUEST_INCOMPLETE", "the request ended before it was whole"),
    (0x10e, "H3_MESSAGE_ERROR", "the headers of a request or a response are not allowed"),
    (0x10f, "H3_CONNECT_ERROR", "the connection behind the tunnel failed"),
    (0x110, "H3_VERSION_FALLBACK", "repeat the request in HTTP/1.1"),
    (0x200, "QPACK_DECOMPRESSION_FAILED", "headers cannot be decompressed, so the connection cannot continue"),
    (0x201, "QPACK_ENCODER_STREAM_ERROR", "a change of the table makes no sense, so the connection cannot continue"),
    (0x202, "QPACK_DECODER_STREAM_ERROR", "an acknowledgement of table entries makes no sense"),
    (0x170d7b68, "WEBTRANSPORT_SESSION_GONE", "the WebTransport session has ended"),
    (0x3994bd84, "WEBTRANSPORT_BUFFERED_STREAM_REJECTED", "the WebTransport session was not there yet"),
];

/// What a stream in one direction is for.
pub(super) fn stream_type(number: u64) -> Value {
    let unknown = "not in the registry that this program knows; a receiver ignores the stream";
    look(
        &[STREAMS],
        number,
        "reserved",
        "a stream without meaning, so that every receiver learns to ignore one",
        unknown,
    )
}

/// A frame's type.
pub(super) fn frame_type(number: u64) -> Value {
    let unknown = "not in the registry that this program knows; a receiver skips the frame";
    look(
        &[TYPES, OLD_TYPES],
        number,
        "reserved",
        "a frame without meaning, so that every receiver learns to skip one",
        unknown,
    )
}

/// A frame's type in a word.
pub(super) fn frame_name(number: u64) -> String {
    match frame_type(number).datum {
        Datum::Named { name, .. } => name.into_owned(),
        _ => format!("type {number:#x}"),
    }
}

/// Whether this type of frame is HTTP/2's, and forbidden here.
pub(super) fn is_old_frame(number: u64) -> bool {
    OLD_TYPES.iter().any(|(old, ..)| *old == number)
}

/// A setting.
pub(super) fn setting(number: u64) -> Value {
    let unknown = "not in the registry that this program knows; a receiver skips the setting";
    look(
        &[SETTINGS, OLD_SETTINGS],
        number,
        "reserved",
        "a setting without meaning, so that every receiver learns to skip one",
        unknown,
    )
}

/// Whether this setting is HTTP/2's, and forbidden here.
pub(super) fn is_old_setting(number: u64) -> bool {
    OLD_SETTINGS.iter().any(|(old, ..)| *old == number)
}

/// An error of a stream or the connection.
pub(crate) fn error(number: u64) -> Value {
    look(&[ERRORS], number, "reserved", "means no more than H3_NO_ERROR", "not in the registry that this program knows")
}

/// Whether a number is one of those that mean nothing (RFC 9114 §7.2.8).
pub(super) fn is_reserved(number: u64) -> bool {
    number.checked_sub(0x21).is_some_and(|rest| rest.is_multiple_of(0x1f))
}

fn look(tables: &[&Table], number: u64, reserved: &'static str, nothing: &'static str, unknown: &'static str) -> Value {
    let known = tables.iter().flat_map(|table| table.iter()).find(|(known, ..)| *known == number);
    let (name, meaning) = match known {
        Some((_, name, meaning)) => (*name, *meaning),
        None if is_reserved(number) => (reserved, nothing),
        None => return Value::number(number).meaning(unknown),
    };
    Value { datum: Datum::Named { number, name: name.into() }, meaning: Some(meaning.into()) }
}
