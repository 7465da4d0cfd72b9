//! WebSocket: the examples of RFC 6455 and RFC 7692, and what is wrong with others.

use wirewalk::dissect::{Field, Message};
use wirewalk_testing::websocket::{ASK, HELLO, KEY, answer, deflated, frame};
use wirewalk_testing::wire::*;

/// The texts under a label, in order.
fn texts(messages: &[Message], id: &str) -> Vec<String> {
    let all = messages.iter().flat_map(Message::walk).filter(|field| field.label.id == id);
    all.filter_map(Field::name).map(|name| name.into_owned()).collect()
}

fn problems(messages: &[Message]) -> Vec<String> {
    messages
        .iter()
        .flat_map(Message::walk)
        .filter_map(|field| field.problem.as_ref())
        .map(ToString::to_string)
        .collect()
}

#[test]
fn the_accept_value_is_computed_once_more_and_judged() {
    let seen = messages(&[c(ASK), s(answer(""))]);
    assert_eq!(texts(&seen, "wirewalk.websocket.accept"), ["s3pPLMBiTxaQ9kYGzzhZRbK+xOo="]);
    assert!(problems(&seen).is_empty(), "{}", trees(&seen));
    let wrong = messages(&[c(ASK), s(answer("").replace("s3pP", "s3pQ"))]);
    assert!(problems(&wrong)[0].contains("which requires s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), "{}", trees(&wrong));
}

#[test]
fn the_frames_of_rfc_6455_are_unmasked_and_put_together_by_their_message() {
    let masked = [0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58];
    assert_eq!(frame(0x81, Some(KEY), b"Hello"), masked);
    let fragments = [&[0x01, 0x03, 0x48, 0x65, 0x6c][..], &[0x80, 0x02, 0x6c, 0x6f]].concat();
    let binary = frame(0x82, None, &[7; 256]);
    let long = frame(0x82, None, &vec![7; 65536]);
    assert_eq!((&binary[..4], &long[..10]), (&[0x82, 0x7e, 1, 0][..], &[0x82, 0x7f, 0, 0, 0, 0, 0, 1, 0, 0][..]));
    let ping = [0x89, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f];
    let seen = messages(&[c(ASK), s(answer("")), c(masked), s(fragments), s(binary), s(long), s(ping)]);
    assert_eq!(texts(&seen, "websocket.payload.text"), ["Hello", "Hel", "lo"]);
    assert_eq!(texts(&seen, "websocket.payload.ping"), ["Hello"]);
    let lens: Vec<usize> = seen
        .iter()
        .flat_map(|m| m.walk())
        .filter(|f| f.label.id == "wirewalk.websocket.binary")
        .map(|f| f.span.len())
        .collect();
    assert_eq!(lens, [256, 65526, 10], "a frame longer than a piece comes in pieces");
    assert!(problems(&seen).is_empty(), "{:?}", problems(&seen));
}

#[test]
fn compressed_messages_go_on_from_one_another_unless_it_was_agreed_that_they_do_not() {
    let seen = messages(&deflated());
    assert!(problems(&seen).is_empty(), "{}", trees(&seen));
    // The client's first comes in two frames.
    assert_eq!(texts(&seen, "websocket.payload.text").concat(), "Hello".repeat(4), "{}", trees(&seen));
    assert_eq!(texts(&seen, "websocket.payload.close.status_code"), ["normal closure"; 2]);
    assert_eq!(texts(&seen, "websocket.payload.close.reason"), ["bye"]);
    let forgets = answer("permessage-deflate; server_no_context_takeover");
    let twice = messages(&[c(ASK), s(&forgets), s(frame(0xc1, None, HELLO)), s(frame(0xc1, None, HELLO))]);
    assert_eq!(texts(&twice, "websocket.payload.text"), ["Hello", "Hello"]);
    let lost = messages(&[c(ASK), s(&forgets), s(frame(0xc1, None, &[7, 0xff]))]);
    assert!(problems(&lost)[0].contains("not compressed data"), "{}", trees(&lost));
}

#[test]
fn what_is_wrong_with_a_frame_is_said() {
    for (side, bytes, why) in [
        (true, frame(0x81, None, b"a"), "a client must mask"),
        (false, frame(0x81, Some(KEY), b"a"), "a server must not mask"),
        (false, frame(0x83, None, b"a"), "an undefined opcode"),
        (false, frame(0xc1, None, b"a"), "a reserved bit"),
        (false, frame(0x80, None, b"a"), "has not begun"),
        (false, frame(0x09, None, b"a"), "in several frames"),
        (false, frame(0x89, None, &[0; 126]), "more than 125"),
        (false, [frame(1, None, b"a"), frame(1, None, b"b")].concat(), "before the last one has ended"),
        (false, frame(0x88, None, b"a"), "needs 2 bytes"),
        (false, vec![0x81, 5, b'a'], "cut off after 3 of 7 bytes"),
        (false, vec![0x81, 126, 0], "cut off after 3 bytes"),
    ] {
        let said = if side { c(&bytes) } else { s(&bytes) };
        let seen = messages(&[c(ASK), s(answer("")), said, close()]);
        assert!(problems(&seen).iter().any(|problem| problem.contains(why)), "{why}: {}", trees(&seen));
    }
}

#[test]
fn after_a_gap_nothing_is_guessed() {
    let gap = |len| event(wirewalk::recording::Side::Server, wirewalk::recording::What::Gap(len));
    let whole = frame(0x82, None, &[7; 300]);
    let seen = messages(&[c(ASK), s(answer("")), s(&whole[..100]), gap(50), s(frame(0x81, None, b"Hello"))]);
    assert!(texts(&seen, "websocket.payload.text").is_empty(), "{}", trees(&seen));
}
