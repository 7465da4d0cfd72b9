//! Whole captures: the frozen ones, and a folder of others where `WIREWALK_CORPUS` names one. Each is taken apart to the last byte,
//! and each file that is none, or was damaged, gets a clear error or a full account.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use wirewalk::dissect::tiling;
use wirewalk::explain::Account;
use wirewalk::explain::annotate::{self, Comments};
use wirewalk::explain::summary::{Summary, sentences};
use wirewalk::explain::{Scope, Told, explain, run};
use wirewalk::recording::Side::Client;
use wirewalk::recording::capture::{CaptureError, Reader};
use wirewalk::recording::secrets::KeyLog;
use wirewalk::recording::{Recording, Secrets, What};
use wirewalk_testing::captures::{bytes, connection, written};

/// Each capture with its key log, if there is one beside it.
fn captures() -> Vec<(PathBuf, Secrets)> {
    let frozen = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/captures");
    let folders = [Some(frozen), env::var_os("WIREWALK_CORPUS").map(PathBuf::from)];
    let files = folders.iter().flatten().flat_map(|folder| fs::read_dir(folder).unwrap().flatten());
    let mut captures: Vec<PathBuf> =
        files.map(|file| file.path()).filter(|path| path.extension().is_some_and(|e| e == "pcapng")).collect();
    captures.sort();
    assert!(captures.len() >= 13);
    let keys = |path: &Path| fs::read(path.with_extension("keys")).unwrap_or_default();
    let secrets = |path: &Path| Secrets::none().with_key_log(KeyLog::parse(&keys(path)).0);
    captures.into_iter().map(|path| (path.clone(), secrets(&path))).collect()
}

/// The account of a file, all its messages tiled, its summary and its annotated copy made.
fn account(file: &[u8], secrets: &Secrets) -> Result<Account, CaptureError> {
    let (mut summary, mut comments) = (Summary::default(), Comments::default());
    let mut account = Account::default();
    let mut reader = Reader::new(file)?;
    let outcome = run(&mut reader, secrets, Scope::default(), &mut account, |told| {
        summary.note(&told);
        comments.note(&told);
        if let Told::Message(_, message) = told {
            tiling::check(&message).unwrap_or_else(|error| panic!("{}/{}: {error}", message.connection, message.index));
        }
        Ok::<_, CaptureError>(())
    });
    let rows = summary.rows(&account, |number| reader.packets_of(number), 80);
    assert!(!rows.is_empty() && rows.iter().all(|row| row.width() <= 80));
    let mut copy = Vec::new();
    let written = annotate::write(file, &mut copy, &comments, Some(secrets.key_log()));
    if outcome.is_ok() {
        assert!(written.is_ok(), "{written:?}");
        let again = explain(&copy[..], secrets, |_| ()).expect("the copy is a capture");
        assert_eq!((again.packets, again.connections), (account.packets, account.connections));
    }
    outcome.map(|()| account)
}

#[test]
fn every_capture_is_taken_apart_to_the_last_byte_as_eve_and_as_an_insider() {
    for (path, secrets) in captures() {
        let file = fs::read(&path).unwrap();
        for secrets in [&secrets, &Secrets::none()] {
            let account = account(&file, secrets).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            assert!(account.connections > 0 || account.packets == 0, "{}", path.display());
        }
    }
}

#[test]
fn a_capture_that_was_cut_tells_what_was_there() {
    for (path, secrets) in captures().iter().take(15) {
        let file = fs::read(path).unwrap();
        for end in [0, 3, 40, file.len() / 3, file.len() / 2, file.len() - 5] {
            let cut = account(&file[..end], secrets);
            let fits = matches!(
                cut,
                Ok(_) | Err(CaptureError::Truncated { .. } | CaptureError::Empty | CaptureError::NotACapture(_))
            );
            assert!(fits, "{} cut at {end}: {cut:?}", path.display());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_the_bytes_are_there_is_an_error_or_an_account(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let _ = account(&bytes, &Secrets::none());
    }

    #[test]
    fn whatever_was_changed_there_is_an_error_or_an_account(
        which in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
    ) {
        let captures = captures();
        let (path, secrets) = which.get(&captures);
        let mut file = fs::read(path).unwrap();
        file.truncate(200_000);
        for (at, byte) in changes {
            *at.get_mut(&mut file) = byte;
        }
        let _ = account(&file, secrets);
    }
}

/// What is told with so much room for what waits: bytes told on the wire, bytes missing, bytes passed over.
fn with_room(file: &[u8], secrets: &Secrets, waiting: u64) -> [u64; 3] {
    let (mut told, mut missing, mut account) = (0, 0, Account::default());
    let scope = Scope { waiting, ..Scope::default() };
    run(&mut Reader::new(file).expect("a capture"), secrets, scope, &mut account, |news| {
        match news {
            Told::Message(_, message) => {
                tiling::check(&message).unwrap_or_else(|e| panic!("{}/{}: {e}", message.connection, message.index));
                told += if message.is_inside() { 0 } else { message.wire().len() as u64 };
            }
            Told::Event(_, event) => {
                if let What::Gap(len) = event.what {
                    missing += len;
                }
            }
            _ => {}
        }
        Ok::<_, CaptureError>(())
    })
    .expect("it is read to its end");
    [told, missing, account.passed_over]
}

#[test]
fn what_there_is_no_room_for_is_passed_over_counted_and_told_as_missing() {
    for (path, secrets) in captures() {
        let file = fs::read(&path).unwrap();
        let [told, missing, passed_over] = with_room(&file, &secrets, Scope::default().waiting);
        assert_eq!(passed_over, 0, "{}: an honest capture waits for little", path.display());
        for waiting in [0, 64, 1000] {
            let [less, more, over] = with_room(&file, &secrets, waiting);
            assert_eq!((less + over, more), (told, missing + over), "{}: each byte is told or counted", path.display());
        }
    }
}

#[test]
fn thousands_of_messages_that_never_end_take_no_more_room_than_there_is() {
    let head = |id: u32| {
        let more = (1..20).map(|at| (at, Client, What::Bytes(vec![b'a'; 500].into())));
        connection(id, [(0, Client, bytes("GET / HTTP/1.1\r\nA: "))].into_iter().chain(more))
    };
    let connections: Vec<_> = (0..200).map(head).collect();
    let file = written(&[&Recording { connections }]);
    let [told, missing, passed_over] = with_room(&file, &Secrets::none(), 100_000);
    assert!(passed_over > 0 && missing == passed_over, "{told} {missing} {passed_over}");
    let said = sentences(&Account { passed_over, ..Account::default() }, 0).join(" ");
    assert!(said.contains(&format!("{passed_over} bytes were passed over")), "{said}");
}
