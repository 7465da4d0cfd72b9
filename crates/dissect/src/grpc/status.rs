//! How a call went: a number and a text in the trailers.

use crate::codes::lists;
use crate::cursor::lossy;
use crate::field::Value;

lists! {
    /// The numbers of gRPC's status.
    look code(u16) {
        0 = "OK";
        1 = "CANCELLED", "the caller cancelled the call";
        2 = "UNKNOWN", "something went wrong, but the server does not say what";
        3 = "INVALID_ARGUMENT", "the argument is wrong, whatever the state of the server";
        4 = "DEADLINE_EXCEEDED", "the call took longer than the caller was willing to wait";
        5 = "NOT_FOUND";
        6 = "ALREADY_EXISTS";
        7 = "PERMISSION_DENIED", "the server knows the caller but does not allow the call";
        8 = "RESOURCE_EXHAUSTED", "a quota or the memory is used up";
        9 = "FAILED_PRECONDITION", "not possible in this state; trying again does not help";
        10 = "ABORTED", "another call interfered; repeat the whole transaction";
        11 = "OUT_OF_RANGE";
        12 = "UNIMPLEMENTED", "the server does not have this method";
        13 = "INTERNAL", "something in the server is broken";
        14 = "UNAVAILABLE", "not available now; try again later";
        15 = "DATA_LOSS";
        16 = "UNAUTHENTICATED", "the caller did not prove who it is";
    }
}

/// What the header `grpc-status` says.
pub(crate) fn status(text: &[u8]) -> Value {
    match str::from_utf8(text).ok().and_then(|text| text.parse().ok()) {
        Some(number) => code(number),
        None => Value::text(lossy(text)),
    }
}

/// What the header `grpc-message` says: percent-encoded UTF-8.
pub(crate) fn status_text(text: &[u8]) -> Value {
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        let pair = after.get(..2).and_then(|pair| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok());
        match (first, pair) {
            (b'%', Some(byte)) => {
                plain.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                plain.push(*first);
                rest = after;
            }
        }
    }
    Value::text(lossy(&plain))
}
