//! Conversations on streams without QUIC around them: how HTTP/3 is written, and what is read of it.

use wirewalk_dissect::names::http3;
use wirewalk_dissect::recording::Side;
use wirewalk_dissect::recording::{Secrets, Timestamp};
use wirewalk_dissect::streams::{Happened, StreamDissector, StreamEvent};
use wirewalk_dissect::{Field, Message, tiling};

/// A number of variable length of QUIC, in four bytes or eight.
pub fn varint(number: u64) -> Vec<u8> {
    match number {
        0..64 => vec![number as u8],
        64..0x4000_0000 => (number as u32 | 0x8000_0000).to_be_bytes().to_vec(),
        _ => (number | 0xc000_0000_0000_0000).to_be_bytes().to_vec(),
    }
}

/// A frame of HTTP/3.
pub fn frame(kind: u64, payload: &[u8]) -> Vec<u8> {
    [varint(kind), varint(payload.len() as u64), payload.to_vec()].concat()
}

/// What happened on a stream, at no particular time.
pub fn event(side: Side, stream: u64, what: Happened) -> StreamEvent {
    StreamEvent { at: Timestamp::default(), side, stream, what }
}

/// Bytes on a stream.
pub fn bytes(side: Side, stream: u64, bytes: impl Into<Vec<u8>>) -> StreamEvent {
    event(side, stream, Happened::Bytes(bytes.into().into()))
}

/// All messages of these events, each of them tiled; without the pieces that carried them.
pub fn messages(alpn: &str, events: &[StreamEvent]) -> Vec<Message> {
    let secrets = Secrets::none();
    let mut dissector = StreamDissector::new(0, alpn.as_bytes(), &secrets).unwrap();
    events.iter().for_each(|event| dissector.push(event));
    dissector.finish();
    let messages: Vec<Message> = std::iter::from_fn(|| dissector.pop()).collect();
    for (i, message) in messages.iter().enumerate() {
        assert_eq!(message.index, i as u32);
        tiling::check(message).unwrap();
    }
    messages.into_iter().filter(|message| message.crossed() == 0).collect()
}

/// The stream of a message.
pub fn stream(message: &Message) -> u64 {
    message.find(&http3::STREAM).and_then(|field| field.number()).unwrap()
}

/// The headers of a message, name and value.
pub fn headers(message: &Message) -> Vec<(String, String)> {
    let text = |field: Option<&Field>| {
        field.map(|field| String::from_utf8_lossy(message.bytes(&field.span)).into_owned()).unwrap_or_default()
    };
    let marks = [&http3::HEADER_NAME, &http3::HEADER_COLON, &http3::HEADER_END];
    let value = |field: &&Field| marks.iter().all(|label| !field.is(label));
    let lines = message.all(&http3::HEADER);
    lines.map(|line| (text(line.child(&http3::HEADER_NAME)), text(line.children.iter().find(value)))).collect()
}

/// Every problem of these messages.
pub fn problems(messages: &[Message]) -> Vec<String> {
    messages.iter().flat_map(|m| m.walk().filter_map(|f| f.problem.as_ref().map(ToString::to_string))).collect()
}
