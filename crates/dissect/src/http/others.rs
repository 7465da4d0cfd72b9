//! Other protocols by their first bytes: named, and left as they are.

/// What is spoken, if it is one of these. Told as the meaning of what is not taken apart.
pub(super) fn name(client: &[u8], server: &[u8]) -> Option<&'static str> {
    by_server(server).or_else(|| by_client(client))
}

/// Protocols in which the server speaks first.
fn by_server(server: &[u8]) -> Option<&'static str> {
    let begins = |with: &[u8]| server.starts_with(with);
    Some(match server {
        _ if begins(b"SSH-") => "SSH, which has its own encryption; not decoded here",
        _ if begins(b"RFB 0") => "VNC, mostly in the clear; not decoded here",
        _ if begins(b"AMQP") => "AMQP, in the clear; not decoded here",
        _ => return None,
    })
}

/// Protocols in which the client speaks first.
fn by_client(client: &[u8]) -> Option<&'static str> {
    let begins = |with: &[u8]| client.starts_with(with);
    Some(match client {
        _ if begins(b"SSH-") => "SSH, which has its own encryption; not decoded here",
        // CONNECT (MQTT 3.1.1 and 5.0 §3.1): its length in one or two bytes, then the protocol's name.
        [0x10, ..] if has(client.get(..12).unwrap_or(client), b"MQTT") || has(client, b"MQIsdp") => {
            "MQTT, in the clear; not decoded here"
        }
        [b'*', b'1'..=b'9', ..] if has(client, b"\r\n$") => "Redis, in the clear; not decoded here",
        _ if begins(b"AMQP") => "AMQP, in the clear; not decoded here",
        _ if begins(b"\x13BitTorrent protocol") => "BitTorrent; not decoded here",
        _ if begins(b"NICK ") || begins(b"CAP LS") => "IRC, in the clear; not decoded here",
        [0, 0, _, _, 0xfe | 0xff, b'S', b'M', b'B', ..] => "SMB, which shares files; not decoded here",
        [3, 0, 0, _, _, 0xe0, ..] => "RDP, which may switch to TLS; not decoded here",
        _ => return None,
    })
}

/// Whether these bytes stand somewhere in the first line or so.
fn has(bytes: &[u8], what: &[u8]) -> bool {
    bytes.get(..512).unwrap_or(bytes).windows(what.len()).any(|window| window == what)
}
