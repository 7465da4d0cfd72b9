//! A datagram of QUIC in a few words: its packets, and what each carries.

use super::pcapng::cut;
use super::value::{camel_case, count};
use crate::quic::{Frame, Kind, Packet, frame, packets};
use wirewalk_dissect::names::{quic, quic_frames, tls_record};
use wirewalk_dissect::{Datum, Field, Label, Message};

/// So many things are told of one packet, and so many packets of a datagram.
const MOST: usize = 6;
/// A reason is not longer than this, in bytes.
const LONGEST: usize = 80;

/// The gist of a datagram; `None`: it is none of QUIC.
pub fn gist(message: &Message) -> Option<String> {
    let mut all = packets(message);
    let mut told: Vec<String> = all.by_ref().take(MOST).map(packet).collect();
    let more = all.count() as u64;
    told.extend((more > 0).then(|| count(more, "more packet", "more packets")));
    (!told.is_empty()).then(|| told.join("; "))
}

fn packet(packet: Packet) -> String {
    let kind = packet.kind();
    let head = match packet.number() {
        Some(number) if packet.is_open() => format!("{} {number}", kind.name()),
        _ => kind.name().to_owned(),
    };
    match kind {
        Kind::Negotiation => {
            let versions: Vec<String> = all(packet.field, &quic::SUPPORTED_VERSION).collect();
            format!("{head}: {}", versions.join(", "))
        }
        Kind::Retry | Kind::Reset => head,
        _ if packet.is_open() => {
            let carried = carried(packet);
            if carried.is_empty() { head } else { format!("{head}: {carried}") }
        }
        _ => format!("{head}, {}, encrypted", count(packet.size() as u64, "byte", "bytes")),
    }
}

fn all<'f>(field: &'f Field, label: &'static Label) -> impl Iterator<Item = String> + 'f {
    field.walk().filter(move |field| field.is(label)).filter_map(|field| Some(field.name()?.into_owned()))
}

/// What a packet carries: messages of TLS by name, then its frames.
fn carried(packet: Packet) -> String {
    let mut parts: Vec<String> = packet.handshakes().map(handshake).collect();
    let pieces = packet.field.walk().filter(|field| field.is(&tls_record::FRAGMENT)).count();
    if parts.is_empty() && (pieces > 0 || packet.frames().any(|frame| frame.is(frame::CRYPTO))) {
        parts.push("a piece of a handshake message".to_owned());
    }
    let (mut acks, mut quiet) = (false, false);
    for frame in packet.frames() {
        match frame.kind() {
            Some(frame::PADDING) => quiet = true,
            Some(frame::ACK | frame::ACK_ECN) => acks = true,
            Some(frame::CRYPTO) => {}
            _ => add(&mut parts, told(frame)),
        }
    }
    // What only fills up, or says that something arrived, is told where there is nothing else.
    if parts.is_empty() {
        parts.extend(acks.then(|| "ACK".to_owned()));
        parts.extend((quiet && !acks).then(|| "PADDING".to_owned()));
    }
    let more = parts.len().saturating_sub(MOST) as u64;
    parts.truncate(MOST);
    parts.extend((more > 0).then(|| format!("{more} more")));
    parts.join(", ")
}

/// The same twice is told once.
fn add(parts: &mut Vec<String>, part: String) {
    if !parts.contains(&part) {
        parts.push(part);
    }
}

fn handshake(field: &Field) -> String {
    match &field.value.datum {
        Datum::Text(name) => camel_case(name),
        Datum::Named { name, .. } => camel_case(name),
        _ => field.label.name.to_owned(),
    }
}

fn told(frame: Frame) -> String {
    let name = frame.name();
    match frame.kind() {
        Some(frame::CLOSE | frame::CLOSE_APPLICATION) => {
            let code = frame.0.find(&quic_frames::CLOSE_CODE).or_else(|| frame.0.find(&quic_frames::CLOSE_APP_CODE));
            let reason = frame.0.find(&quic_frames::REASON).and_then(Field::name).filter(|reason| !reason.is_empty());
            let reason = reason.map(|reason| format!(" “{}”", cut(&reason, LONGEST))).unwrap_or_default();
            format!("{name} {}{reason}", code.and_then(Field::name).unwrap_or_default())
        }
        _ if frame.is_stream() => {
            let stream = frame.number(&quic_frames::STREAM_ID).unwrap_or_default();
            let len = frame.0.find(&quic_frames::STREAM_DATA).map_or(0, |data| data.span.len());
            format!("STREAM {stream}, {}", count(len as u64, "byte", "bytes"))
        }
        _ => {
            let stream = [&quic_frames::RESET_STREAM_ID, &quic_frames::STOP_STREAM_ID]
                .into_iter()
                .find_map(|id| frame.number(id));
            stream.map_or_else(|| name.clone(), |stream| format!("{name} {stream}"))
        }
    }
}
