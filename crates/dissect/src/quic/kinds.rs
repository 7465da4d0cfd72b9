//! Which frames there are, and what is in those that are only numbers and bytes.

use crate::field::{Datum, Label, Value};
use crate::names::quic_frames as label;

/// A part of a frame.
#[derive(Clone, Copy)]
pub(super) enum Part {
    /// A number of variable length.
    Number(&'static Label),
    /// The number of a stream.
    Stream(&'static Label),
    /// So many bytes.
    Fixed(&'static Label, usize),
    /// Bytes with their length before them.
    Vector(&'static Label, &'static Label),
}

/// A kind of frame: its type, its name, what it says, and its parts where they are simple.
pub(super) struct Kind {
    pub(super) number: u64,
    pub(super) name: &'static str,
    pub(super) meaning: &'static str,
    pub(super) parts: Option<&'static [Part]>,
}

macro_rules! kinds {
    ($($number:literal $name:literal, $meaning:literal $(, [$($part:expr),*])?;)*) => {
        &[$(Kind { number: $number, name: $name, meaning: $meaning, parts: kinds!(@ $([$($part),*])?) }),*]
    };
    (@) => { None };
    (@ [$($part:expr),*]) => { Some(&[$($part),*]) };
}

use Part::{Fixed, Number, Stream, Vector};

static KINDS: &[Kind] = kinds! {
    0x00 "PADDING", "makes the packet longer";
    0x01 "PING", "asks only for an acknowledgement", [];
    0x02 "ACK", "these packets arrived";
    0x03 "ACK with ECN counts", "these packets arrived, and routers marked so many of them";
    0x04 "RESET_STREAM", "its sender gives the stream up",
        [Stream(&label::RESET_STREAM_ID), Number(&label::RESET_CODE), Number(&label::RESET_SIZE)];
    0x05 "STOP_SENDING", "its receiver wants no more of the stream",
        [Stream(&label::STOP_STREAM_ID), Number(&label::STOP_CODE)];
    0x06 "CRYPTO", "messages of TLS";
    0x07 "NEW_TOKEN", "a token for the client's next visit", [Vector(&label::TOKEN_LENGTH, &label::TOKEN)];
    0x10 "MAX_DATA", "raises the limit of the connection", [Number(&label::MAX_DATA)];
    0x11 "MAX_STREAM_DATA", "raises the limit of a stream",
        [Stream(&label::MAX_STREAM_ID), Number(&label::MAX_STREAM_DATA)];
    0x12 "MAX_STREAMS (bidirectional)", "the other side may open more streams on which both send",
        [Number(&label::MAX_STREAMS)];
    0x13 "MAX_STREAMS (unidirectional)", "the other side may open more streams on which only it sends",
        [Number(&label::MAX_STREAMS)];
    0x14 "DATA_BLOCKED", "the limit of the connection is reached", [Number(&label::BLOCKED)];
    0x15 "STREAM_DATA_BLOCKED", "the limit of a stream is reached",
        [Stream(&label::BLOCKED_STREAM_ID), Number(&label::BLOCKED)];
    0x16 "STREAMS_BLOCKED (bidirectional)", "no more streams on which both send may be opened",
        [Number(&label::BLOCKED_STREAMS)];
    0x17 "STREAMS_BLOCKED (unidirectional)", "no more streams on which one side sends may be opened",
        [Number(&label::BLOCKED_STREAMS)];
    0x18 "NEW_CONNECTION_ID", "another name for the connection, for use on another path";
    0x19 "RETIRE_CONNECTION_ID", "one of the receiver's names is not used any more", [Number(&label::RETIRED)];
    0x1a "PATH_CHALLENGE", "asks whether the other side receives at this address", [Fixed(&label::CHALLENGE, 8)];
    0x1b "PATH_RESPONSE", "answers a PATH_CHALLENGE", [Fixed(&label::RESPONSE, 8)];
    0x1c "CONNECTION_CLOSE", "QUIC ends the connection";
    0x1d "CONNECTION_CLOSE (application)", "the application ends the connection";
    0x1e "HANDSHAKE_DONE", "the server has confirmed the handshake", [];
    0x1f "IMMEDIATE_ACK", "asks for an acknowledgement at once", [];
    0x30 "DATAGRAM", "data outside all streams, up to the end of the packet";
    0x31 "DATAGRAM", "data outside all streams";
    0xac "IMMEDIATE_ACK", "asks for an acknowledgement at once", [];
    0xaf "ACK_FREQUENCY", "says how often to acknowledge", [
        Number(&label::AF_SEQUENCE), Number(&label::AF_THRESHOLD), Number(&label::AF_DELAY),
        Number(&label::AF_REORDERING)
    ];
};

/// The kind of frame with this type.
pub(super) fn of(number: u64) -> Option<&'static Kind> {
    static STREAM: Kind =
        Kind { number: 0x08, name: "STREAM", meaning: "a piece of what was sent on a stream", parts: None };
    match number {
        0x08..=0x0f => Some(&STREAM),
        _ => KINDS.binary_search_by_key(&number, |kind| kind.number).ok().and_then(|at| KINDS.get(at)),
    }
}

/// Whether packets of the handshake may carry a frame of this type (RFC 9000 §12.4).
pub(super) fn is_of_handshakes(number: u64) -> bool {
    matches!(number, 0x00..=0x03 | 0x06 | 0x1c)
}

/// Whether 0-RTT packets may carry one: nothing that answers the server, which has not said a word.
pub(super) fn is_early(number: u64) -> bool {
    !matches!(number, 0x02 | 0x03 | 0x06 | 0x07 | 0x19 | 0x1b | 0x1e)
}

/// A type of frame as a value.
pub(super) fn value(number: u64) -> Value {
    match of(number) {
        Some(kind) => {
            Value { datum: Datum::Named { number, name: kind.name.into() }, meaning: Some(kind.meaning.into()) }
        }
        None => Value::number(number).meaning(format!("unknown: {number:#x}")),
    }
}

/// The number of a stream, and what it says (RFC 9000 §2.1).
pub(super) fn stream(number: u64) -> Value {
    let opener = if number & 1 == 0 { "client" } else { "server" };
    let way = if number & 2 == 0 { "both sides send on it" } else { "only that side sends on it" };
    Value::number(number).meaning(format!("opened by the {opener}; {way}"))
}

/// Why QUIC ends a connection (RFC 9000 §20.1).
pub(super) fn error(number: u64) -> Value {
    let (name, meaning) = match number {
        0x00 => ("NO_ERROR", "the connection ends in order"),
        0x01 => ("INTERNAL_ERROR", "its sender has a fault and cannot go on"),
        0x02 => ("CONNECTION_REFUSED", "the server takes no new connections"),
        0x03 => ("FLOW_CONTROL_ERROR", "the other side sent more than it was allowed to"),
        0x04 => ("STREAM_LIMIT_ERROR", "the other side opened more streams than it was allowed to"),
        0x05 => ("STREAM_STATE_ERROR", "the other side used a stream that was not open for it"),
        0x06 => ("FINAL_SIZE_ERROR", "the other side changed its mind about the length of a stream"),
        0x07 => ("FRAME_ENCODING_ERROR", "a frame was malformed"),
        0x08 => ("TRANSPORT_PARAMETER_ERROR", "the transport parameters were malformed or contradict the packets"),
        0x09 => ("CONNECTION_ID_LIMIT_ERROR", "the other side gave more connection IDs than allowed"),
        0x0a => ("PROTOCOL_VIOLATION", "the other side broke a rule that has no error of its own"),
        0x0b => ("INVALID_TOKEN", "the token in the client's Initial is not one that the server gave"),
        0x0c => (
            "APPLICATION_ERROR",
            "the application ended the connection, and its reason must not be sent in Initial or Handshake packets",
        ),
        0x0d => ("CRYPTO_BUFFER_EXCEEDED", "more handshake data than the receiver holds"),
        0x0e => ("KEY_UPDATE_ERROR", "the other side changed its keys in a way that is not allowed"),
        0x0f => ("AEAD_LIMIT_REACHED", "too many packets were encrypted or forged under one key"),
        0x10 => ("NO_VIABLE_PATH", "no path between the two sides works"),
        0x11 => (
            "VERSION_NEGOTIATION_ERROR",
            "the versions that both sides name do not fit what happened: somebody may have forged a packet",
        ),
        _ => return Value::number(number).meaning(format!("no error that this program knows: {number:#x}")),
    };
    Value { datum: Datum::Named { number, name: name.into() }, meaning: Some(meaning.into()) }
}
