//! One capture explained, as WebAssembly: the JSON lines of `wirewalk explain --json`, without the program.
//!
//! ```text
//! cargo build --release -p wirewalk-page --target wasm32-unknown-unknown
//! node crates/page/explain.mjs wirewalk_page.wasm capture.pcapng [key.log]
//! ```
//!
//! Bytes go in, bytes come out: no network, no file, no clock, and nothing is imported. The seam between the two memories is
//! in `abi`, the one place of the project with `unsafe`.

#[cfg(target_family = "wasm")]
mod abi;

use wirewalk_dissect::crypto::RustCrypto;
use wirewalk_dissect::recording::Secrets;
use wirewalk_dissect::recording::secrets::KeyLog;
use wirewalk_tell::explain::{Told, explain};
use wirewalk_tell::render::json;

/// What there is to say of a capture.
pub struct Answer {
    /// One message in each line, as `wirewalk explain --json` prints them.
    pub json: Vec<u8>,
    /// What could not be read, for a person, a line each: of the key log, and of the capture.
    pub problems: Vec<String>,
    /// Whether the capture was read to its end.
    pub whole: bool,
}

/// Explains a capture with the TLS secrets of a key log, which may be empty. The JSON is written behind what is in `json`.
pub fn answer(capture: &[u8], key_log: &[u8], mut json: Vec<u8>) -> Answer {
    // Of nearly every byte there are two digits, and six if it is opened, and then what is said of them. A text that grows from
    // little is copied again and again; where there is not so much room at once, it grows.
    let times = if key_log.is_empty() { 3 } else { 7 };
    let _ = json.try_reserve(capture.len().saturating_mul(times));
    let (key_log, errors) = KeyLog::parse(key_log);
    let mut answer = Answer { json, problems: errors.iter().map(ToString::to_string).collect(), whole: true };
    let secrets = Secrets::none().over(&RustCrypto).with_key_log(key_log);
    let mut written = Ok(());
    let outcome = explain(capture, &secrets, |told| {
        if let (Told::Message(_, message), Ok(())) = (told, &written) {
            written = json::write_message(&mut answer.json, &message);
        }
    });
    let read = outcome.map(|account| answer.problems.extend(account.key_log_errors.iter().map(ToString::to_string)));
    let failed = [read.err().map(|error| error.to_string()), written.err().map(|error| error.to_string())];
    answer.whole = failed.iter().all(Option::is_none);
    answer.problems.extend(failed.into_iter().flatten());
    answer
}
