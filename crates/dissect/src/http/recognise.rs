//! Whether it is HTTP at all, and where it begins again after something was missing.

use super::lines::{beginning, content, find_lf, is_space};
use super::values::METHODS;
use crate::recording::Side;

/// A head longer than this is given up.
pub(super) const LONGEST_HEAD: usize = 256 * 1024;

/// How far the client's first line was looked for, so that one that comes byte by byte is not looked through each time.
#[derive(Default)]
pub(super) struct Looked {
    /// Bytes of empty lines before it.
    empty: usize,
    /// Bytes behind those in which it does not end.
    line: usize,
}

/// Whether these two streams, of which this is the beginning, are HTTP/1.x, or why not; `None`: too early to tell.
///
/// `speaker` spoke last: a server that speaks does not wait for the rest of a line. `now`: no more will come.
pub(super) fn protocol(
    looked: &mut Looked,
    [client, server]: [&[u8]; 2],
    speaker: Side,
    now: bool,
) -> Option<Result<(), &'static str>> {
    const NO_REQUEST: &str = "not HTTP/1.1: the client's first line is not a request line";
    if looked.line == 0 {
        let rest = client.get(looked.empty..).unwrap_or_default();
        looked.empty += rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
    }
    let line = client.get(looked.empty..).unwrap_or_default();
    match line.first() {
        // Empty lines alone may stand before a request.
        None if server.is_empty() => return Some(Ok(())).filter(|_| now && !client.is_empty()),
        None if server.starts_with(b"HTTP/") => return Some(Ok(())),
        None if !now && b"HTTP/".starts_with(server) => return None,
        None => return Some(Err("not HTTP/1.1: the server sends the first message")),
        Some(first) if !first.is_ascii_graphic() && *first != b' ' => return Some(Err(NO_REQUEST)),
        Some(_) => {}
    }
    let within = beginning(line, LONGEST_HEAD);
    let unseen = within.get(looked.line..).unwrap_or_default();
    looked.line = within.len();
    let answer = match find_lf(unseen) {
        Some(_) => looks_like_request(content(within)),
        None if now || speaker == Side::Server || line.len() > LONGEST_HEAD => begins_with_method(within),
        None => return None,
    };
    Some(if answer { Ok(()) } else { Err(NO_REQUEST) })
}

/// Whether this beginning holds what no line of text does.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    const ENOUGH: usize = 64;
    bytes.iter().take(ENOUGH).any(|b| !matches!(b, b'\t' | b'\r' | b'\n' | b' '..=b'~'))
}

/// Whether this line could open a message of this side, well-formed or not.
pub(super) fn looks_like_start(side: Side, line: &[u8]) -> bool {
    match side {
        Side::Client => looks_like_request(line),
        Side::Server => looks_like_status(line),
    }
}

fn looks_like_request(line: &[u8]) -> bool {
    let last = line.rsplit(is_space).find(|word| !word.is_empty()).unwrap_or_default();
    begins_with_method(line) || last.starts_with(b"HTTP/") && last.len() < line.len()
}

fn begins_with_method(line: &[u8]) -> bool {
    METHODS.iter().any(|m| line.strip_prefix(m.as_bytes()).is_some_and(|rest| rest.first().is_some_and(is_space)))
}

fn looks_like_status(line: &[u8]) -> bool {
    let code = line.split(is_space).nth(1).unwrap_or_default();
    line.starts_with(b"HTTP/") || code.len() == 3 && code.iter().all(u8::is_ascii_digit)
}

/// Whether a message of this side begins here; `None`: too early to tell.
pub(super) fn begins(side: Side, bytes: &[u8]) -> Option<bool> {
    let mut undecided = false;
    let mut matches = |word: &str, end: u8| match bytes.strip_prefix(word.as_bytes()) {
        Some([]) => {
            undecided = true;
            false
        }
        Some([next, ..]) => *next == end,
        None => {
            undecided |= word.as_bytes().starts_with(bytes);
            false
        }
    };
    let found = match side {
        Side::Server => matches("HTTP/1", b'.'),
        Side::Client => METHODS.iter().any(|method| matches(method, b' ')),
    };
    match found {
        true => Some(true),
        false if undecided => None,
        false => Some(false),
    }
}
