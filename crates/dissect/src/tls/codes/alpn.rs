//! Protocols: IANA's registry "TLS Application-Layer Protocol Negotiation (ALPN) Protocol IDs".

use super::is_grease;
use crate::cursor::lossy;
use crate::field::{Datum, Value};

/// The protocol with this name: its text, and what it stands for.
pub(in crate::tls) fn alpn(id: &[u8]) -> Value {
    if let Ok(two) = id.try_into().map(u16::from_be_bytes)
        && is_grease(two)
    {
        return super::grease(two);
    }
    let text = if id.iter().all(|b| (0x20..0x7f).contains(b)) { lossy(id) } else { format!("{id:02x?}") };
    let meaning = PROTOCOLS.iter().find(|(name, _)| name.as_bytes() == id).map(|(_, meaning)| *meaning);
    Value {
        datum: Datum::Text(text),
        meaning: Some(meaning.unwrap_or("not in any list that this program knows").into()),
    }
}

const PROTOCOLS: &[(&str, &str)] = &[
    ("http/0.9", "HTTP/0.9"),
    ("http/1.0", "HTTP/1.0"),
    ("http/1.1", "HTTP/1.1"),
    ("spdy/1", "SPDY, HTTP/2's predecessor"),
    ("spdy/2", "SPDY, HTTP/2's predecessor"),
    ("spdy/3", "SPDY, HTTP/2's predecessor"),
    ("spdy/3.1", "SPDY, HTTP/2's predecessor"),
    ("stun.turn", "TURN: a relay for calls"),
    ("stun.nat-discovery", "STUN: which public address do I have?"),
    ("h2", "HTTP/2 over TLS"),
    ("h2c", "HTTP/2 without TLS, which does not belong here"),
    ("webrtc", "WebRTC"),
    ("c-webrtc", "confidential WebRTC"),
    ("ftp", "FTP"),
    ("imap", "IMAP: reading mail"),
    ("pop3", "POP3: fetching mail"),
    ("managesieve", "ManageSieve: rules for mail"),
    ("coap", "CoAP over TLS, for small devices"),
    ("co", "CoAP over DTLS, for small devices"),
    ("xmpp-client", "XMPP, client to server"),
    ("xmpp-server", "XMPP, server to server"),
    ("acme-tls/1", "ACME: proves to an authority that this server has this name"),
    ("mqtt", "MQTT, for devices"),
    ("dot", "DNS over TLS"),
    ("ntske/1", "keys for signed time (NTS)"),
    ("sunrpc", "RPC, for NFS"),
    ("h3", "HTTP/3, which runs over QUIC"),
    ("smb", "SMB2: files"),
    ("irc", "IRC"),
    ("nntp", "NNTP, reading"),
    ("nnsp", "NNTP, transit"),
    ("doq", "DNS over QUIC"),
    ("sip/2", "SIP: calls"),
    ("tds/8.0", "TDS: SQL Server"),
    ("dicom", "DICOM: medical images"),
    ("postgresql", "PostgreSQL"),
    ("radius/1.0", "RADIUS/1.0"),
    ("radius/1.1", "RADIUS/1.1"),
    ("grpc-exp", "gRPC, experimental; never in IANA's list"),
];
