//! The ways into a tunnel.

use wirewalk::recording::Side;
use wirewalk::recording::Side::{Client, Server};

/// Who says what, in order.
pub type Script = Vec<(Side, Vec<u8>)>;

/// The ways into a tunnel to localhost:9443 in the clear, each with a name for it.
pub fn tunnels() -> Vec<(&'static str, Script)> {
    let c = |bytes: &[u8]| (Client, bytes.to_vec());
    let s = |bytes: &[u8]| (Server, bytes.to_vec());
    let named = [&[5, 1, 0, 3, 9][..], b"localhost", &[0x24, 0xe3]].concat();
    let granted = [5, 0, 0, 1, 127, 0, 0, 1, 0x24, 0xe3];
    let tlv = [&[2, 0, 9][..], b"localhost", &[0x20, 0, 15, 1, 0, 0, 0, 0, 0x21, 0, 7], b"TLSv1.3"].concat();
    let mut binary = [&b"\r\n\r\n\0\r\nQUIT\n\x21\x11"[..], &(12 + tlv.len() as u16).to_be_bytes()].concat();
    binary.extend([192, 0, 2, 1, 127, 0, 0, 1, 0xc8, 0, 0x24, 0xe3]);
    binary.extend(tlv);
    vec![
        (
            "an HTTP proxy (CONNECT)",
            vec![
                c(b"CONNECT localhost:9443 HTTP/1.1\r\nHost: localhost:9443\r\nProxy-Authorization: Basic YTpi\r\n\r\n"),
                s(b"HTTP/1.1 200 Connection established\r\n\r\n"),
            ],
        ),
        ("a SOCKS 5 proxy", vec![c(&[5, 1, 0]), s(&[5, 0]), c(&named), s(&granted)]),
        (
            "a SOCKS 5 proxy",
            vec![
                c(&[5, 2, 0, 2]),
                s(&[5, 2]),
                c(b"\x01\x05alice\x06walnut"),
                s(&[1, 0]),
                c(&named),
                s(&granted),
            ],
        ),
        (
            "a SOCKS 4 proxy",
            vec![c(b"\x04\x01\x24\xe3\0\0\0\x01alice\0localhost\0"), s(&[0, 90, 0x24, 0xe3, 127, 0, 0, 1])],
        ),
        ("PROXY protocol", vec![c(b"PROXY TCP4 192.0.2.1 127.0.0.1 51200 9443\r\n")]),
        ("PROXY protocol", vec![c(&binary)]),
    ]
}
