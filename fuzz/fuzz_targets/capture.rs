//! Any capture: an account or an error, whatever the bytes are. Every byte of every message must have exactly one leaf, in
//! what an insider sees and in what Eve does; the annotated copy must hold the same packets, and be a capture again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wirewalk::dissect::tiling;
use wirewalk::explain::annotate::{self, Comments};
use wirewalk::explain::summary::Summary;
use wirewalk::explain::{Account, Scope, Told, run};
use wirewalk::recording::Secrets;
use wirewalk::recording::capture::{CaptureError, Reader};
use wirewalk::render::json;

#[path = "../../crates/testing/src/untouched.rs"]
mod untouched;

/// What a capture tells, and the comments on its packets.
fn account(file: &[u8], as_eve: bool) -> Result<(Account, Comments), CaptureError> {
    let (mut summary, mut comments, mut account) = (Summary::default(), Comments::default(), Account::default());
    let (mut reader, secrets) = (Reader::new(file)?, Secrets::none());
    let scope = Scope { as_eve, ..Scope::default() };
    let outcome = run(&mut reader, &secrets, scope, &mut account, |told| {
        summary.note(&told);
        comments.note(&told);
        if let Told::Message(_, message) = told {
            if let Err(error) = tiling::check(&message) {
                panic!("{}/{}: {error}", message.connection, message.index);
            }
            json::write_message(std::io::sink(), &message).expect("a sink takes everything");
        }
        Ok::<_, CaptureError>(())
    });
    let rows = summary.rows(&account, |number| reader.packets_of(number), 80);
    assert!(!rows.is_empty() && rows.iter().all(|row| row.width() <= 80));
    outcome.map(|()| (account, comments))
}

fuzz_target!(|file: &[u8]| {
    // Packed, a few bytes may be many: how well that goes is flate2's.
    if file.starts_with(&[0x1f, 0x8b]) {
        return;
    }
    let eve = account(file, true);
    let insider = account(file, false);
    let comments = match &eve {
        Ok((_, comments)) => comments,
        Err(_) => &Comments::default(),
    };
    let mut copy = Vec::new();
    let written = annotate::write(file, &mut copy, comments, None);
    if let Err(error) = untouched::check(file, &copy) {
        panic!("{error}");
    }
    if let Ok((insider, _)) = insider {
        assert!(written.is_ok(), "{written:?}");
        let (again, _) = account(&copy, false).expect("the copy is a capture");
        assert_eq!((again.packets, again.connections), (insider.packets, insider.connections));
    }
});
