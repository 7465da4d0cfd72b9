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
    (1, "HEADERS", "the headers of a request or an answer, or what follows on a body"),
    (2, "PRIORITY", "how urgent a stream is; given up"),
    (3, "RST_STREAM", "this stream ends here, before its time"),
    (4, "SETTINGS", "what its sender asks of the other side"),
    (5, "PUSH_PROMISE", "the server will send what nobody asked for"),
    (6, "PING", "is the other side there?"),
    (7, "GOAWAY", "no new streams: the connection will end"),
    (8, "WINDOW_UPDATE", "there is room for more DATA"),
    (9, "CONTINUATION", "more of the headers before"),
    (10, "ALTSVC", "the same site can be reached elsewhere too"),
    (12, "ORIGIN", "for which sites this connection may be used"),
    (16, "PRIORITY_UPDATE", "how urgent a stream is, in the newer way"),
];

const SETTINGS: &Table = &[
    (1, "HEADER_TABLE_SIZE", "so many bytes the other side's compression of headers may keep in its table"),
    (2, "ENABLE_PUSH", "whether the server may push: 0 is no"),
    (3, "MAX_CONCURRENT_STREAMS", "so many streams may be open at once"),
    (4, "INITIAL_WINDOW_SIZE", "so many bytes of DATA may come on a new stream before there is more room"),
    (5, "MAX_FRAME_SIZE", "so long a frame may be"),
    (6, "MAX_HEADER_LIST_SIZE", "so long all headers of a message may be, decompressed"),
    (8, "ENABLE_CONNECT_PROTOCOL", "whether WebSocket may be carried in a stream"),
    (9, "NO_RFC7540_PRIORITIES", "whether the old way to say what is urgent is ignored"),
];

const ERRORS: &Table = &[
    (0, "NO_ERROR", "in order"),
    (1, "PROTOCOL_ERROR", "the other side did what the protocol forbids"),
    (2, "INTERNAL_ERROR", "the sender's own fault"),
    (3, "FLOW_CONTROL_ERROR", "more DATA came than there was room for"),
    (4, "SETTINGS_TIMEOUT", "settings were not acknowledged"),
    (5, "STREAM_CLOSED", "a frame came on a stream that had ended"),
    (6, "FRAME_SIZE_ERROR", "a frame of a wrong length"),
    (7, "REFUSED_STREAM", "nothing was done: it can be asked again"),
    (8, "CANCEL", "it is no longer wanted"),
    (9, "COMPRESSION_ERROR", "the headers cannot be decompressed: the connection is lost"),
    (10, "CONNECT_ERROR", "the connection behind the tunnel broke"),
    (11, "ENHANCE_YOUR_CALM", "too much was asked"),
    (12, "INADEQUATE_SECURITY", "the TLS below is too weak"),
    (13, "HTTP_1_1_REQUIRED", "ask again in HTTP/1.1"),
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
