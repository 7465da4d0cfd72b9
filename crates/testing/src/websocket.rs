//! WebSocket by hand, with the examples of its standards.

use wirewalk::recording::WireEvent;

use crate::wire::{c, close, s};

/// What a client asks: the key of RFC 6455 §1.3.
pub const ASK: &str = "GET /chat HTTP/1.1\r\nHost: bob\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\
    Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n";

/// What the server answers, with these extensions.
pub fn answer(extensions: &str) -> String {
    let extensions = match extensions {
        "" => String::new(),
        some => format!("Sec-WebSocket-Extensions: {some}\r\n"),
    };
    format!(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n{extensions}\r\n"
    )
}

/// A frame with a mask or without.
pub fn frame(first: u8, key: Option<[u8; 4]>, payload: &[u8]) -> Vec<u8> {
    let mask = if key.is_some() { 0x80 } else { 0 };
    let mut frame = match payload.len() {
        short @ 0..=125 => vec![first, mask | short as u8],
        medium @ 126..=0xffff => [&[first, mask | 126][..], &(medium as u16).to_be_bytes()].concat(),
        long => [&[first, mask | 127][..], &(long as u64).to_be_bytes()].concat(),
    };
    frame.extend(key.unwrap_or_default().iter().take(if key.is_some() { 4 } else { 0 }));
    let key = key.unwrap_or_default();
    frame.extend(payload.iter().zip(key.iter().cycle()).map(|(byte, key)| byte ^ key));
    frame
}

/// The key of RFC 6455 §5.7.
pub const KEY: [u8; 4] = [0x37, 0xfa, 0x21, 0x3d];
/// `Hello`, compressed (RFC 7692 §7.2.3.1).
pub const HELLO: &[u8] = &[0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00];
/// `Hello` once more, which goes on from the first (§7.2.3.2).
pub const AGAIN: &[u8] = &[0xf2, 0x00, 0x11, 0x00, 0x00];

/// A conversation with everything: fragments, control frames between them, compression that goes on from message to message, a close.
pub fn deflated() -> Vec<WireEvent> {
    let first = [answer("permessage-deflate").as_bytes(), &frame(0xc1, None, HELLO)[..]].concat();
    vec![
        c(ASK),
        s(first),
        c([frame(0x41, Some(KEY), &HELLO[..3]), frame(0x89, Some(KEY), b"Hello"), frame(0x80, Some(KEY), &HELLO[3..])]
            .concat()),
        s([frame(0x8a, None, b"Hello"), frame(0xc1, None, AGAIN)].concat()),
        c(frame(0x82, Some(KEY), &[0xff; 200])),
        c(frame(0xc1, Some(KEY), AGAIN)),
        s(frame(0x88, None, b"\x03\xe8bye")),
        c(frame(0x88, Some(KEY), &[0x03, 0xe8])),
        close(),
    ]
}
