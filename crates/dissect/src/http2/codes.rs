//! Numbers of HTTP/2 and what they mean: types of frames, settings, errors (IANA's registries "HTTP/2 …").

use crate::field::{Datum, Value};

/// Types of frames (RFC 9113 §6).
pub(super) mod kind {
    pub(in super::super) const DATA: u8 = 0;
    pub(in super::super) const HEADERS: u8 = 1;
    pub(in super::super) const PRIORITY: u8 = 2;
    pub(in super::super) const RST_STREAM: u8 = 3;
    pub(in super::super) const SETTINGS: u8 = 4;
    pub(in super::super) const PUSH_PROMISE: u8 = 5;
    pub(in super::super) const PING: u8 = 6;
    pub(in super::super) const GOAWAY: u8 = 7;
    pub(in super::super) const WINDOW_UPDATE: u8 = 8;
    pub(in super::super) const CONTINUATION: u8 = 9;
}

pub(super) const END_STREAM: u8 = 0x1;
pub(super) const ACK: u8 = 0x1;
pub(super) const END_HEADERS: u8 = 0x4;
pub(super) const PADDED: u8 = 0x8;
pub(super) const PRIORITY: u8 = 0x20;

type Table = [(u64, &'static str, &'static str)];

const TYPES: &Table = &[
    (0, "DATA", "a piece of a body"),
    (1, "HEADERS", "the headers of a request or a response, or trailers after a body"),
    (2, "PRIORITY", "how urgent a stream is; abandoned"),
    (3, "RST_STREAM", "this stream ends early"),
    (4, "SETTINGS", "settings that the sender asks the other side to respect"),
    (5, "PUSH_PROMISE", "the server will send a response that the client did not ask for"),
    (6, "PING", "a check that the other side is there"),
    (7, "GOAWAY", "no new streams: the connection is about to end"),
    (8, "WINDOW_UPDATE", "the sender has room for more DATA"),
    (9, "CONTINUATION", "more of the previous headers"),
    (10, "ALTSVC", "the same site is available elsewhere too"),
    (12, "ORIGIN", "which sites this connection may be used for"),
    (16, "PRIORITY_UPDATE", "how urgent a stream is, in the newer format"),
];

const SETTINGS: &Table = &[
    (1, "HEADER_TABLE_SIZE", "the maximum size of the other side's header compression table, in bytes"),
    (2, "ENABLE_PUSH", "whether the server may push: 0 means no"),
    (3, "MAX_CONCURRENT_STREAMS", "how many streams may be open at once"),
    (4, "INITIAL_WINDOW_SIZE", "how many bytes of DATA the other side may send on a new stream before a WINDOW_UPDATE"),
    (5, "MAX_FRAME_SIZE", "the maximum length of a frame"),
    (6, "MAX_HEADER_LIST_SIZE", "the maximum length of all headers of a message, decompressed"),
    (8, "ENABLE_CONNECT_PROTOCOL", "whether a stream may carry WebSocket"),
    (9, "NO_RFC7540_PRIORITIES", "whether the sender ignores the old format for urgency"),
];

const ERRORS: &Table = &[
    (0, "NO_ERROR", "an orderly end"),
    (1, "PROTOCOL_ERROR", "the other side broke the protocol's rules"),
    (2, "INTERNAL_ERROR", "an error in the sender itself"),
    (3, "FLOW_CONTROL_ERROR", "more DATA arrived than there was room for"),
    (4, "SETTINGS_TIMEOUT", "the other side did not acknowledge the settings"),
    (5, "STREAM_CLOSED", "a frame arrived on a stream that had ended"),
    (6, "FRAME_SIZE_ERROR", "a frame had the wrong length"),
    (7, "REFUSED_STREAM", "the request was not processed and can be repeated"),
    (8, "CANCEL", "the response is no longer needed"),
    (9, "COMPRESSION_ERROR", "the headers cannot be decompressed, so the connection cannot continue"),
    (10, "CONNECT_ERROR", "the connection behind the tunnel failed"),
    (11, "ENHANCE_YOUR_CALM", "the other side sends too much"),
    (12, "INADEQUATE_SECURITY", "the TLS connection below is too weak"),
    (13, "HTTP_1_1_REQUIRED", "repeat the request in HTTP/1.1"),
];

/// A frame's type.
pub(super) fn frame_type(number: u64) -> Value {
    look(TYPES, number)
}

/// A setting.
pub(super) fn setting(number: u64) -> Value {
    look(SETTINGS, number)
}

/// An error.
pub(super) fn error(number: u64) -> Value {
    look(ERRORS, number)
}

fn look(table: &Table, number: u64) -> Value {
    match table.iter().find(|(known, ..)| *known == number) {
        Some((_, name, meaning)) => {
            Value { datum: Datum::Named { number, name: (*name).into() }, meaning: Some((*meaning).into()) }
        }
        None => Value::number(number).meaning("not in the registry that this program knows"),
    }
}
