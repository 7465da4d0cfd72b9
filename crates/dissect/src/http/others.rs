//! Other protocols by their first bytes: named, and left as they are.

/// What is spoken, if it is one of these. Told as the meaning of what is not taken apart.
pub(super) fn name(client: &[u8], server: &[u8]) -> Option<&'static str> {
    by_server(server).or_else(|| by_client(client))
}

/// Protocols in which the server speaks first.
fn by_server(server: &[u8]) -> Option<&'static str> {
    let begins = |with: &[u8]| server.starts_with(with);
    Some(match server {
        _ if begins(b"SSH-") => "SSH, which has an encryption of its own; not taken apart here",
        _ if begins(b"220") && has(server, b"FTP") => {
            "FTP, in clear unless it goes over into TLS; not taken apart here"
        }
        _ if begins(b"220") => "SMTP, in clear unless it goes over into TLS; not taken apart here",
        _ if begins(b"* OK") || begins(b"* PREAUTH") => {
            "IMAP, in clear unless it goes over into TLS; not taken apart here"
        }
        _ if begins(b"+OK") => "POP3, in clear unless it goes over into TLS; not taken apart here",
        _ if begins(b"RFB 0") => "VNC, in clear mostly; not taken apart here",
        _ if begins(b"AMQP") => "AMQP, in clear; not taken apart here",
        [_, _, 0, 0, 10, b'0'..=b'9', ..] => "MySQL, in clear unless it goes over into TLS; not taken apart here",
        _ => return None,
    })
}

/// Protocols in which the client speaks first.
fn by_client(client: &[u8]) -> Option<&'static str> {
    let begins = |with: &[u8]| client.starts_with(with);
    Some(match client {
        _ if begins(b"SSH-") => "SSH, which has an encryption of its own; not taken apart here",
        [0, 0, 0, 8, 4, 210, 22, 47, ..] => "PostgreSQL, whose client asks for TLS; not taken apart here",
        [0, 0, _, _, 0, 3, 0, 0, ..] => "PostgreSQL, in clear; not taken apart here",
        // CONNECT (MQTT 3.1.1 and 5.0 §3.1): its length in one or two bytes, then the protocol's name.
        [0x10, ..] if has(client.get(..12).unwrap_or(client), b"MQTT") || has(client, b"MQIsdp") => {
            "MQTT, in clear; not taken apart here"
        }
        [b'*', b'1'..=b'9', ..] if has(client, b"\r\n$") => "Redis, in clear; not taken apart here",
        // A message of ASN.1 with a number and a bind or an extended request (RFC 4511 §4.1.1, §4.14).
        [0x30, ..] if ldap(client) => "LDAP, in clear unless it goes over into TLS; not taken apart here",
        _ if begins(b"<?xml") && has(client, b"stream") || begins(b"<stream:stream") => {
            "XMPP, in clear unless it goes over into TLS; not taken apart here"
        }
        _ if begins(b"AMQP") => "AMQP, in clear; not taken apart here",
        _ if begins(b"\x13BitTorrent protocol") => "BitTorrent; not taken apart here",
        _ if begins(b"EHLO ") || begins(b"HELO ") => {
            "SMTP, in clear unless it goes over into TLS; not taken apart here"
        }
        _ if begins(b"NICK ") || begins(b"CAP LS") => "IRC, in clear; not taken apart here",
        [0, 0, _, _, 0xfe | 0xff, b'S', b'M', b'B', ..] => "SMB, the sharing of files; not taken apart here",
        [3, 0, 0, _, _, 0xe0, ..] => "RDP, which may go over into TLS; not taken apart here",
        _ => return None,
    })
}

fn ldap(client: &[u8]) -> bool {
    let message = match client {
        [_, 0x84, _, _, _, _, rest @ ..] | [_, 0x82, _, _, rest @ ..] | [_, 0x81, _, rest @ ..] => rest,
        [_, 0..=0x7f, rest @ ..] => rest,
        _ => return false,
    };
    matches!(message, [2, 1, _, 0x60 | 0x63 | 0x77, ..])
}

/// Whether these bytes stand somewhere in the first line or so.
fn has(bytes: &[u8], what: &[u8]) -> bool {
    bytes.get(..512).unwrap_or(bytes).windows(what.len()).any(|window| window == what)
}
