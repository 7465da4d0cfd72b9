//! A public key between two lines, with headers (RFC 4716).

use super::parts::Budget;
use super::{MOST_KEYS, base64, blob, line};
use crate::cursor::{Cursor, Stop, stop};
use crate::field::Value;
use crate::files::kind::Kind;
use crate::message::Message;
use crate::names::ssh as label;

const BEGIN: &[u8] = b"---- BEGIN SSH2 PUBLIC KEY ----";
const END: &[u8] = b"---- END SSH2 PUBLIC KEY ----";

/// Whether a file holds such keys: a line begins one.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    line::lines(bytes).any(|line| line.trim_ascii_end() == BEGIN)
}

/// All keys of a file.
pub(super) fn keys(
    c: &mut Cursor<'_>,
    message: &mut Message,
    kinds: &mut Vec<Kind>,
    budget: &mut Budget,
) -> Result<(), Stop> {
    while c.left() > 0 && kinds.len() < MOST_KEYS {
        let outside = until(c.rest(), BEGIN);
        if outside > 0 {
            c.text(&label::IGNORED, outside)?;
        }
        let rest = c.rest();
        if rest.is_empty() {
            break;
        }
        let end = until(rest, END);
        let last = line::lines(rest.get(end..).unwrap_or_default()).next().map_or(0, <[u8]>::len);
        let mut kind = Kind::SshPublicKey;
        c.group(&label::RFC4716, end + last, |c| {
            boundary(c)?;
            headers(c, last)?;
            let len = c.left() - last;
            let found = base64::data(c, message, len, &label::BASE64, |message, source, bytes| {
                blob(message, source, bytes, budget)
            })?;
            kind = found.unwrap_or(kind);
            if last == 0 {
                return stop("the last line (`---- END …`) is missing");
            }
            boundary(c)?;
            Ok(Value::NONE)
        })?;
        kinds.push(kind);
    }
    Ok(())
}

/// How many bytes stand before the line that is this.
fn until(bytes: &[u8], wanted: &[u8]) -> usize {
    line::lines(bytes).take_while(|line| line.trim_ascii_end() != wanted).map(<[u8]>::len).sum()
}

fn boundary(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let line = line::lines(c.rest()).next().unwrap_or_default();
    let value = Value::text(crate::cursor::lossy(line.trim_ascii_end()));
    c.leaf(&label::BOUNDARY, line.len(), value).map(drop)
}

/// Headers, each with the lines that continue it; `after` bytes are the last line's.
fn headers(c: &mut Cursor<'_>, after: usize) -> Result<(), Stop> {
    loop {
        let room = c.rest().get(..c.left().saturating_sub(after)).unwrap_or_default();
        let mut lines = line::lines(room);
        let Some(first) = lines.next().filter(|line| line.contains(&b':')) else { return Ok(()) };
        let continues = |line: &[u8]| line.trim_ascii_end().ends_with(b"\\");
        let (mut len, mut goes_on) = (first.len(), continues(first));
        while let Some(next) = lines.next().filter(|_| goes_on) {
            len += next.len();
            goes_on = continues(next);
        }
        let value = Value::text(crate::cursor::lossy(room.get(..len).unwrap_or_default().trim_ascii_end()));
        c.leaf(&label::HEADER, len, value)?;
    }
}
