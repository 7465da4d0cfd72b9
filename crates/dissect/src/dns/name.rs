//! Names: labels one after the other, up to the root or to a pointer at what stands earlier in the message (RFC 1035 §3.1, §4.1.4).

use std::borrow::Cow;

use crate::cursor::{Cursor, Stop, blame, stop};
use crate::field::{Label, Problem, Value};
use crate::names::dns as label;

/// A name is no longer than this, with the lengths of its labels (RFC 1035 §2.3.4).
const LONGEST: usize = 255;

/// So many pointers are followed for one name: one is enough, and two or three are met.
const MOST_POINTERS: usize = 32;

/// A name that was read, wherever its labels stood.
pub(super) struct Name {
    /// How many bytes it takes where it stands.
    pub(super) len: usize,
    /// As people write it: without the last dot, the root as a single one.
    pub(super) text: String,
    /// What is wrong with what it points to.
    problem: Option<Problem>,
}

/// The name at this place of a message of DNS.
///
/// Each pointer must lead to before the place that the last one led to, so that every name ends.
///
/// # Errors
/// The name has no end where it stands: then nothing behind it can be read.
pub(super) fn read(message: &[u8], at: usize) -> Result<Name, Stop> {
    let mut name = Name { len: 0, text: String::with_capacity(24), problem: None };
    let (mut pos, mut before, mut total, mut pointers) = (at, at, 1, 0);
    let problem = loop {
        let length = message.get(pos).copied();
        match length {
            Some(0) => {
                if pointers == 0 {
                    name.len = pos + 1 - at;
                }
                break None;
            }
            Some(length @ 1..=63) => {
                let end = pos + 1 + usize::from(length);
                let Some(part) = message.get(pos + 1..end) else { break Some(Cow::Borrowed(PAST_THE_END)) };
                total += part.len() + 1;
                if total > LONGEST {
                    break Some("a name of more than 255 bytes".into());
                }
                push(&mut name.text, part);
                pos = end;
            }
            Some(high @ 0xc0..) => {
                let Some(low) = message.get(pos + 1) else { break Some(PAST_THE_END.into()) };
                if pointers == 0 {
                    name.len = pos + 2 - at;
                }
                let target = usize::from(high & 0x3f) << 8 | usize::from(*low);
                if target >= before {
                    break Some(
                        format!(
                            "a pointer to byte {target}, which does not come before it: a reader would loop \
                            for ever"
                        )
                        .into(),
                    );
                }
                pointers += 1;
                if pointers > MOST_POINTERS {
                    break Some("more than 32 pointers for one name".into());
                }
                (pos, before) = (target, target);
            }
            Some(kind) => {
                break Some(format!("a label that begins with 0x{kind:02x}, a type that is not in use").into());
            }
            None => break Some(PAST_THE_END.into()),
        }
    };
    if let Some(problem) = problem {
        if name.len == 0 {
            return stop(problem);
        }
        name.problem = Some(Problem(problem));
    }
    if name.text.is_empty() {
        name.text.push('.');
    }
    Ok(name)
}

const PAST_THE_END: &str = "a name that continues past the end of the message";

/// Adds a label to the others, with a dot between them. A dot inside of it, and what is no text, is written as zone files have it
/// (RFC 1035 §5.1); UTF-8 is text (RFC 6762 §16).
fn push(text: &mut String, part: &[u8]) {
    if !text.is_empty() {
        text.push('.');
    }
    if part.iter().all(|b| matches!(b, b'!'..=b'~') && !matches!(b, b'.' | b'\\')) {
        return text.push_str(str::from_utf8(part).unwrap_or_default());
    }
    match str::from_utf8(part) {
        Ok(words) if !words.contains(char::is_control) => {
            for c in words.chars() {
                if matches!(c, '.' | '\\') {
                    text.push('\\');
                }
                text.push(c);
            }
        }
        _ => part.iter().for_each(|byte| match byte {
            b'!'..=b'~' if !matches!(byte, b'.' | b'\\') => text.push(char::from(*byte)),
            byte => text.push_str(&format!("\\{byte:03}")),
        }),
    }
}

/// The next bytes are a name that was read here.
pub(super) fn put(c: &mut Cursor<'_>, label: &'static Label, name: Name) -> Result<(), Stop> {
    let Name { len, text, problem } = name;
    let field = match *c.rest() {
        [0, ..] => c.leaf(label, len, Value::text(text).meaning("the root, above all names"))?,
        [high @ 0xc0..=0xff, low, ..] => {
            let target = u16::from(high & 0x3f) << 8 | u16::from(low);
            let meaning = format!("a pointer to byte {target} of the message, where the name already is");
            c.leaf(label, len, Value::text(text).meaning(meaning))?
        }
        _ => c.group(label, len, |c| parts(c).map(|()| Value::text(text)))?,
    };
    if let Some(problem) = problem {
        blame(field, problem.0);
    }
    Ok(())
}

/// The labels of a name as it stands, and what ends it.
fn parts(c: &mut Cursor<'_>) -> Result<(), Stop> {
    while c.left() > 0 {
        match *c.rest() {
            [0, ..] => c.leaf(&label::ROOT, 1, Value::NONE)?,
            [high @ 0xc0..=0xff, low, ..] => {
                let target = u64::from(high & 0x3f) << 8 | u64::from(low);
                c.leaf(&label::POINTER, 2, Value::number(target))?
            }
            [len, ref part @ ..] => {
                let len = usize::from(len);
                let mut text = String::new();
                push(&mut text, part.get(..len).unwrap_or(part));
                c.leaf(&label::LABEL, len + 1, Value::text(text))?
            }
            [] => return Ok(()),
        };
    }
    Ok(())
}
