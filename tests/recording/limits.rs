//! What a capture may claim without end takes bounded memory, and says so.

use wirewalk::explain::explain;
use wirewalk::recording::Secrets;
use wirewalk::recording::capture::{self, CaptureError};
use wirewalk::recording::secrets::MOST_ERRORS;
use wirewalk_testing::blocks::Order;

const LITTLE: Order = Order { big_endian: false };

/// A Decryption Secrets Block with this text.
fn secrets(text: &[u8]) -> Vec<u8> {
    LITTLE.block(10, &[&LITTLE.word(0x544C_534B)[..], &LITTLE.word(text.len() as u32), text].concat())
}

fn head() -> Vec<u8> {
    [LITTLE.section(u64::MAX, &[]), LITTLE.interface(101, &[])].concat()
}

#[test]
fn of_lines_that_are_none_the_first_thousand_are_told() {
    let file = [head(), secrets(&b"x\n".repeat(700)), secrets(&b"y\n".repeat(700))].concat();
    let account = explain(&file[..], &Secrets::none(), |_| ()).unwrap();
    assert_eq!(account.key_log_errors.len(), MOST_ERRORS);
    let once = [head(), secrets(&b"x\n".repeat(5000))].concat();
    assert_eq!(capture::read(&once[..]).unwrap().key_log_errors.len(), MOST_ERRORS);
}

#[test]
fn key_logs_of_more_than_64_mib_are_refused() {
    let block = secrets(&[b'#'].repeat(15 << 20));
    let mut file = head();
    for _ in 0..4 {
        file.extend_from_slice(&block);
    }
    assert_eq!(capture::read(&file[..]).unwrap().packets, 0);
    file.extend_from_slice(&block);
    let error = capture::read(&file[..]).unwrap_err();
    assert!(matches!(error, CaptureError::Secrets { .. }), "{error:?}");
    assert!(error.to_string().contains("67108864 bytes") && error.to_string().contains("--keylog"), "{error}");
}

#[test]
fn interfaces_without_end_are_refused() {
    let most = 1 << 16;
    let file = [head(), LITTLE.interface(101, &[]).repeat(most - 1)].concat();
    assert!(capture::read(&file[..]).is_ok());
    let more = [file, LITTLE.interface(101, &[])].concat();
    let error = capture::read(&more[..]).unwrap_err();
    assert!(error.to_string().contains("more interfaces than any machine has"), "{error}");
}

#[test]
fn of_comments_on_one_packet_the_first_thousand_are_read() {
    let comments = |number| LITTLE.options(&vec![(1, &b"again"[..]); number]);
    let file = [head(), LITTLE.packet(0, 0, &[0; 40], Some(comments(5_000)))].concat();
    assert_eq!(capture::read(&file[..]).unwrap().comments.len(), 1_000);
}
