//! What a frame and its headers must be, where they stand (RFC 9114 §4.2, §4.3, §7).

use super::codes::{self, kind};
use super::payload::Said;
use super::stream::{Role, Stream};
use crate::cursor::lossy;
use crate::recording::Side;

/// Why a frame must not stand where it stands, if so (RFC 9114 §7, §4.1).
pub(super) fn misplaced(kind: u64, stream: &Stream) -> Option<String> {
    let name = codes::frame_name(kind);
    let is_control = matches!(
        kind,
        kind::CANCEL_PUSH
            | kind::SETTINGS
            | kind::GOAWAY
            | kind::MAX_PUSH_ID
            | kind::PRIORITY_REQUEST
            | kind::PRIORITY_PUSH
    );
    let of_client = matches!(kind, kind::MAX_PUSH_ID | kind::PRIORITY_REQUEST | kind::PRIORITY_PUSH);
    let is_content = matches!(kind, kind::DATA | kind::HEADERS | kind::PUSH_PROMISE);
    let unexpected = |why: &str| Some(format!("{name} {why}: H3_FRAME_UNEXPECTED"));
    match stream.role {
        _ if codes::is_old_frame(kind) => unexpected("must not be sent in HTTP/3"),
        Role::Control if !stream.begun && kind != kind::SETTINGS => {
            Some("a control stream must begin with SETTINGS: H3_MISSING_SETTINGS".to_owned())
        }
        Role::Control if stream.begun && kind == kind::SETTINGS => unexpected("may be sent only once"),
        Role::Control if is_content => unexpected("does not belong on the control stream"),
        Role::Control if of_client && stream.side == Side::Server => unexpected("is for clients to send"),
        Role::Request | Role::Push if is_control => unexpected("belongs on the control stream"),
        Role::Push if kind == kind::PUSH_PROMISE => unexpected("belongs on the stream of a request"),
        Role::Request if kind == kind::PUSH_PROMISE && stream.side == Side::Client => {
            unexpected("is for servers to send")
        }
        Role::Request | Role::Push if kind == kind::DATA && !stream.has_headers => unexpected("comes before HEADERS"),
        _ => None,
    }
}

/// Header fields that stand for the first line of HTTP/1.1.
const PSEUDO: [&[u8]; 6] = [b":method", b":scheme", b":authority", b":path", b":status", b":protocol"];
/// Header fields that belong to a connection of HTTP/1.1 (RFC 9114 §4.2).
const OF_CONNECTIONS: [&[u8]; 5] =
    [b"connection", b"keep-alive", b"proxy-connection", b"transfer-encoding", b"upgrade"];

/// Why headers must be refused, if so. Only for headers that are all known.
pub(super) fn malformed(kind: u64, stream: &Stream, said: &Said) -> Option<String> {
    if said.lines.unknown > 0 || said.lines.count == 0 {
        return None;
    }
    names(said).or_else(|| match (kind, stream.side) {
        (kind::PUSH_PROMISE, _) => request(said),
        (kind::HEADERS, Side::Client) if stream.role == Role::Request && !stream.has_headers => request(said),
        (kind::HEADERS, Side::Client) => trailers(said),
        (kind::HEADERS, Side::Server) if !stream.has_headers && !said.has(b":status") => {
            Some("a response without :status".to_owned())
        }
        (kind::HEADERS, Side::Server) if !said.has(b":status") => trailers(said),
        _ => None,
    })
}

/// Names as they must not be, whatever the message is.
fn names(said: &Said) -> Option<String> {
    let mut is_past = false;
    for (name, value) in said.all() {
        let why = match name {
            [] => "a header without a name".to_owned(),
            name if name.iter().any(u8::is_ascii_uppercase) => format!("{} has capital letters", lossy(name)),
            [b':', ..] if is_past => format!("{} comes after other headers", lossy(name)),
            [b':', ..] if !PSEUDO.contains(&name) => format!("{} is defined by no standard", lossy(name)),
            [b':', ..] if said.values(name).nth(1).is_some() => format!("{} comes twice", lossy(name)),
            [b':', ..] => continue,
            b"te" if value != b"trailers" => "te may only say trailers".to_owned(),
            name if OF_CONNECTIONS.contains(&name) => {
                format!("{} belongs to a connection of HTTP/1.1", lossy(name))
            }
            _ => {
                is_past = true;
                continue;
            }
        };
        return Some(why);
    }
    None
}

fn request(said: &Said) -> Option<String> {
    let missing = |name: &&str| !said.has(name.as_bytes());
    let is_connect = said.values(b":method").any(|method| method == b"CONNECT") && !said.has(b":protocol");
    let needed: &[&str] = if is_connect { &[":authority"] } else { &[":method", ":scheme", ":path"] };
    if let Some(name) = needed.iter().find(|name| missing(name)) {
        return Some(format!("a request without {name}"));
    }
    said.has(b":status").then(|| ":status in a request".to_owned())
}

fn trailers(said: &Said) -> Option<String> {
    let pseudo = said.all().find(|(name, _)| name.starts_with(b":"));
    pseudo.map(|(name, _)| format!("{} in trailers", lossy(name)))
}
