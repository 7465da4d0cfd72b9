//! gRPC: messages in frames and over several, protobuf without its schema, and how calls end.

use wirewalk::dissect::{Field, Message};
use wirewalk_testing::grpc::{PREFACE, asks, calls, frame, message};
use wirewalk_testing::wire::*;

fn all<'m>(messages: &'m [Message], id: &str) -> Vec<&'m Field> {
    messages.iter().flat_map(Message::walk).filter(|field| field.label.id == id).collect()
}

fn names(messages: &[Message], id: &str) -> Vec<String> {
    all(messages, id).into_iter().filter_map(Field::name).map(|name| name.into_owned()).collect()
}

#[test]
fn messages_are_found_in_frames_and_over_several_and_their_fields_are_told() {
    let seen = messages(&calls());
    let problems: Vec<_> = seen.iter().flat_map(Message::walk).filter(|field| field.problem.is_some()).collect();
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(names(&seen, "grpc.compressed_flag"), ["0", "1", "0", "0"], "one has its five bytes cut in two");
    // Asked, answered, and answered compressed.
    assert_eq!(names(&seen, "wirewalk.protobuf.text"), ["acorn", "nuts", "acorn", "nuts", "acorn"], "{}", trees(&seen));
    let numbers = names(&seen, "protobuf.field.number");
    assert_eq!(numbers, ["1", "2", "3", "1", "2", "4", "5", "6", "1", "2", "3", "1", "2", "4", "5", "6", "1"]);
    let values = all(&seen, "protobuf.field.value");
    let meanings: Vec<_> = values[..5].iter().map(|field| field.value.meaning.as_deref().unwrap_or_default()).collect();
    assert_eq!(values[0].number(), Some(150));
    assert_eq!(meanings, ["", "as a signed number -1", "", "as a fraction 1.5", "as a fraction 2.0"]);
    let tags = all(&seen, "wirewalk.protobuf.tag");
    assert_eq!(tags[0].value.meaning.as_deref(), Some("field 100, with a length"));
}

#[test]
fn how_a_call_ends_is_told_by_name() {
    let seen = messages(&calls());
    assert_eq!(names(&seen, "wirewalk.grpc.status"), ["OK", "NOT_FOUND"]);
    assert_eq!(names(&seen, "wirewalk.grpc.status_message"), ["no acorn"]);
}

#[test]
fn what_is_no_protobuf_stays_bytes_and_what_is_no_call_stays_data() {
    let data = |content: &[u8]| {
        let first = [PREFACE, &frame(4, 0, 0, b""), &asks(1), &frame(0, 1, 1, &message(false, content))].concat();
        messages(&[c(first)])
    };
    assert!(all(&data(b"\x0a\x05acor"), "wirewalk.protobuf.field").is_empty(), "cut off");
    assert!(all(&data(b"\x0b\x0c"), "wirewalk.protobuf.field").is_empty(), "groups are given up");
    assert!(all(&data(b"\x02\x00"), "wirewalk.protobuf.field").is_empty(), "there is no field 0");
    assert_eq!(all(&data(b"\x08\x01"), "wirewalk.protobuf.field").len(), 1);
    let other =
        [PREFACE, &frame(4, 0, 0, b""), &frame(1, 4, 1, &[0x83, 0x86]), &frame(0, 1, 1, &message(false, b"\x08\x01"))];
    assert!(all(&messages(&[c(other.concat())]), "wirewalk.grpc.message").is_empty());
}

#[test]
fn a_message_that_never_ends_comes_out_in_pieces() {
    let piece = frame(0, 0, 1, &[7; 16_000]);
    let endless = [PREFACE, &asks(1), &frame(0, 0, 1, &[0, 0xff, 0xff, 0xff, 0xff]), &piece.repeat(20)].concat();
    let seen = messages(&[c(endless), close()]);
    assert_eq!(all(&seen, "wirewalk.grpc.message_piece").len(), 20);
}
