//! A public key on a line: options, kind, base64, comment.

use super::parts::Budget;
use super::{base64, blob};
use crate::cursor::{Cursor, Stop, blame};
use crate::field::{Field, Value};
use crate::files::kind::Kind;
use crate::message::Message;
use crate::names::ssh as label;

/// So a kind of key begins.
const KINDS: [&[u8]; 4] = [b"ssh-", b"ecdsa-sha2-", b"sk-ssh-", b"sk-ecdsa-sha2-"];
/// So the base64 of every key begins: with the length of a short text.
const BEGINS: &[u8] = b"AAAA";

/// The lines of a file, each with its end.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split_inclusive(|b| *b == b'\n')
}

fn is_space(b: &u8) -> bool {
    matches!(b, b' ' | b'\t')
}

fn token(rest: &[u8]) -> usize {
    rest.iter().position(|b| b.is_ascii_whitespace()).unwrap_or(rest.len())
}

/// Where in a line the kind of key stands.
pub(super) fn find(line: &[u8]) -> Option<usize> {
    if line.trim_ascii_start().starts_with(b"#") {
        return None;
    }
    let begins = |at: &usize| {
        let rest = line.get(*at..).unwrap_or_default();
        let after_space = at.checked_sub(1).is_none_or(|before| line.get(before).is_some_and(is_space));
        if !after_space || !KINDS.iter().any(|kind| rest.starts_with(kind)) {
            return false;
        }
        let after = rest.get(token(rest)..).unwrap_or_default();
        let spaces = after.iter().take_while(|b| is_space(b)).count();
        spaces > 0 && after.get(spaces..).is_some_and(|data| data.starts_with(BEGINS))
    };
    (0..line.len()).find(begins)
}

/// The next line, which has a key.
pub(super) fn read(c: &mut Cursor<'_>, message: &mut Message, line: &[u8], budget: &mut Budget) -> Result<Kind, Stop> {
    let mut kind = Kind::Unknown;
    c.group(&label::LINE, line.len(), |c| {
        let at = find(line).unwrap_or_default();
        let before = line.get(..at).unwrap_or_default().trim_ascii_end();
        if !before.is_empty() {
            c.text(&label::OPTIONS, before.len())?;
        }
        spaces(c)?;
        let said = c.rest().get(..token(c.rest())).unwrap_or_default();
        c.text(&label::LINE_TYPE, said.len())?;
        spaces(c)?;
        let len = token(c.rest());
        let found = base64::data(c, message, len, &label::BASE64, |message, source, bytes| {
            blob(message, source, bytes, budget)
        })?;
        kind = found.unwrap_or(Kind::SshPublicKey);
        if let Some(field) = c.last().filter(|field| differs(field, said)) {
            blame(field, "the kind inside is not the one on the line");
        }
        spaces(c)?;
        let comment = c.rest().trim_ascii_end().len();
        if comment > 0 {
            c.text(&label::COMMENT, comment)?;
        }
        let left = c.left();
        if left > 0 {
            c.leaf(&label::SEPARATOR, left, Value::NONE)?;
        }
        Ok(Value::text(crate::cursor::lossy(said)))
    })?;
    Ok(kind)
}

fn spaces(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let len = c.rest().iter().take_while(|b| is_space(b)).count();
    if len > 0 {
        c.leaf(&label::SEPARATOR, len, Value::NONE)?;
    }
    Ok(())
}

/// Whether the kind inside is another one.
fn differs(field: &Field, said: &[u8]) -> bool {
    let inside = field.find(&label::TYPE).and_then(Field::name);
    inside.is_some_and(|inside| inside.as_bytes() != said)
}
