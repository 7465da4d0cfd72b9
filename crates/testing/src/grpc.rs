//! gRPC by hand: calls over HTTP/2 in the clear.

use wirewalk::recording::WireEvent;

use crate::wire::{c, close, s};

pub const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// A frame of HTTP/2.
pub fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = (payload.len() as u32).to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}

/// A header that is written out.
pub fn header(name: &str, value: &str) -> Vec<u8> {
    [&[0, name.len() as u8][..], name.as_bytes(), &[value.len() as u8], value.as_bytes()].concat()
}

/// What begins a call on this stream: POST, http, the method's path.
pub fn asks(stream: u32) -> Vec<u8> {
    let block = [&[0x83, 0x86][..], &header(":path", "/nut.Store/Find"), &header("content-type", "application/grpc")];
    frame(1, 4, stream, &block.concat())
}

/// What begins its answer.
pub fn answers(stream: u32) -> Vec<u8> {
    frame(1, 4, stream, &[&[0x88][..], &header("content-type", "application/grpc+proto")].concat())
}

/// How it ends.
pub fn trailers(stream: u32, status: &str, text: &str) -> Vec<u8> {
    frame(1, 5, stream, &[header("grpc-status", status), header("grpc-message", text)].concat())
}

/// A message with the five bytes before it.
pub fn message(compressed: bool, content: &[u8]) -> Vec<u8> {
    [&[u8::from(compressed)][..], &(content.len() as u32).to_be_bytes(), content].concat()
}

/// A number, a negative one, a message with a text in it, a fraction of each size, bytes, and a field with a large number.
pub const NUT: &[u8] =
    b"\x08\x96\x01\x10\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x1a\x09\x0a\x05acorn\x10\x02\x21\0\0\0\0\0\0\xf8\x3f\
    \x2d\0\0\0\x40\x32\x03\xff\xfe\xfd\xa2\x06\x04nuts";
/// `\x0a\x05acorn`, as gzip.
pub const ZIPPED: &[u8] = &[
    0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xe3, 0x62, 0x4d, 0x4c, 0xce, 0x2f, 0xca, 0x03, 0, 0x67, 0x45, 0x8b, 0x6b, 7,
    0, 0, 0,
];

/// Two calls: one whose answer goes over three frames, with the five bytes cut in two; one that fails.
pub fn calls() -> Vec<WireEvent> {
    let first = [PREFACE, &frame(4, 0, 0, b""), &asks(1), &frame(0, 1, 1, &message(false, NUT))].concat();
    let answer = [message(false, NUT), message(true, ZIPPED), message(false, b"")].concat();
    let (head, rest) = answer.split_at(3);
    let (middle, end) = rest.split_at(20);
    let frames = [head, middle, end].map(|piece| frame(0, 0, 1, piece)).concat();
    vec![
        c(first),
        s([frame(4, 0, 0, b""), answers(1), frames, trailers(1, "0", "")].concat()),
        c([asks(3), frame(0, 1, 3, &message(false, b"\x07 not protobuf"))].concat()),
        s([answers(3), trailers(3, "5", "no%20acorn")].concat()),
        close(),
    ]
}
