//! Lines, and the header lines among them.

use std::borrow::Cow;

use crate::cursor::{Cursor, Stop, blame, lossy, stop};
use crate::names::headers;
use crate::names::http as label;
use crate::recording::Side;
use crate::{Label, Value};

use super::values;

/// A header as it was understood.
pub(super) struct Header<'a> {
    /// In lower case.
    pub name: String,
    /// Without white space around it; the parts of a folded one joined by single spaces.
    pub value: Cow<'a, str>,
}

/// How long the first line is, with its line end; everything, if it has none.
pub(super) fn line_len(bytes: &[u8]) -> usize {
    line(bytes).len()
}

/// The first line with its line end; everything, if it has none.
fn line(bytes: &[u8]) -> &[u8] {
    find_lf(bytes).and_then(|lf| bytes.get(..=lf)).unwrap_or(bytes)
}

/// The first `len` bytes, or as many as there are.
pub(super) fn beginning(bytes: &[u8], len: usize) -> &[u8] {
    bytes.get(..len).unwrap_or(bytes)
}

/// Where the first line feed is.
pub(super) fn find_lf(bytes: &[u8]) -> Option<usize> {
    memchr::memchr(b'\n', bytes)
}

/// Where an empty line ends that begins after a line feed at or after `from`: one past its own line feed. `from` moves
/// on to where the next look must begin when there are more bytes.
pub(super) fn find_empty_line(bytes: &[u8], from: &mut usize) -> Option<usize> {
    loop {
        let Some(lf) = bytes.get(*from..).and_then(find_lf) else {
            *from = bytes.len().max(*from);
            return None;
        };
        let after = *from + lf + 1;
        match bytes.get(after..)? {
            [b'\n', ..] => return Some(after + 1),
            [b'\r', b'\n', ..] => return Some(after + 2),
            [] | [b'\r'] => {
                *from = after - 1;
                return None;
            }
            _ => *from = after,
        }
    }
}

/// The first line without its line end.
pub(super) fn content(bytes: &[u8]) -> &[u8] {
    let line = line(bytes);
    line.strip_suffix(b"\r\n").or_else(|| line.strip_suffix(b"\n")).unwrap_or(line)
}

pub(super) fn is_space(b: &u8) -> bool {
    matches!(b, b' ' | b'\t')
}

/// Without the white space at its end.
pub(super) fn trim_end(mut bytes: &[u8]) -> &[u8] {
    while let [rest @ .., b' ' | b'\t'] = bytes {
        bytes = rest;
    }
    bytes
}

/// A token (RFC 9110 §5.6.2): at least one of these characters.
pub(super) fn is_token(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(b))
}

/// Reads the line end that must come now.
pub(super) fn line_end(c: &mut Cursor<'_>, what: &'static Label) -> Result<(), Stop> {
    match c.rest() {
        [b'\r', b'\n', ..] => c.leaf(what, 2, Value::NONE)?,
        [b'\n', ..] => {
            let field = c.leaf(what, 1, Value::NONE)?;
            blame(field, "a bare line feed: one program takes it for a line end, another waits for CR LF");
            field
        }
        [] | [b'\r'] => return stop("the line does not end"),
        _ => return stop("there is something where the line should end"),
    };
    Ok(())
}

/// How long a header line is, with the lines into which it is folded.
pub(super) fn header_len(bytes: &[u8]) -> usize {
    let mut len = line_len(bytes);
    while let Some(rest) = bytes.get(len..).filter(|rest| rest.first().is_some_and(is_space)) {
        len += line_len(rest);
    }
    len
}

/// Reads one header line, known or not; with `trailer`, under that label.
pub(super) fn header<'a>(
    c: &mut Cursor<'a>,
    side: Side,
    trailer: Option<&'static Label>,
) -> Result<Option<Header<'a>>, Stop> {
    let len = header_len(c.rest());
    let line = content(c.rest());
    let spelled = trim_end(beginning(line, memchr::memchr(b':', line).unwrap_or(line.len())));
    let other = if side == Side::Client { &label::REQUEST_HEADER } else { &label::RESPONSE_HEADER };
    let known = headers::line(spelled);
    let outer = trailer.or(known).unwrap_or(other);
    let mut understood = None;
    c.group(outer, len, |c| {
        let nested = std::ptr::eq(outer, &headers::CONTENT_LENGTH) && plain_number(c.rest()).is_some();
        let header = if nested { length_number(c, len)? } else { parts(c)? };
        let meaning = values::header(&header.name, &header.value);
        let text = match std::ptr::eq(outer, other) || trailer.is_some() {
            true => format!("{}: {}", String::from_utf8_lossy(spelled), header.value),
            false => header.value.to_string(),
        };
        understood = Some(header);
        Ok(Value { meaning, ..Value::text(text) })
    })?;
    Ok(understood)
}

/// The number in a Content-Length line that holds nothing else.
fn plain_number(line: &[u8]) -> Option<u64> {
    let value = content(line).splitn(2, |b| *b == b':').nth(1)?.trim_ascii();
    let digits = !value.is_empty() && value.iter().all(u8::is_ascii_digit) && header_len(line) == line_len(line);
    str::from_utf8(value).ok().filter(|_| digits)?.parse().ok()
}

/// Content-Length has, as in Wireshark, a second field for the number, over the same bytes.
fn length_number<'a>(c: &mut Cursor<'a>, len: usize) -> Result<Header<'a>, Stop> {
    let number = plain_number(c.rest()).unwrap_or_default();
    let mut header = None;
    let read = |c: &mut Cursor<'a>| {
        header = Some(parts(c)?);
        Ok(Value::number(number))
    };
    let field = c.group(&label::CONTENT_LENGTH_NUMBER, len, read)?;
    match header {
        Some(header) => Ok(header),
        None => Err(field.problem.take().unwrap_or(crate::Problem("no length".into()))),
    }
}

/// Name, colon, value, line end.
fn parts<'a>(c: &mut Cursor<'a>) -> Result<Header<'a>, Stop> {
    let line = content(c.rest());
    let Some((before, after)) = memchr::memchr(b':', line).and_then(|colon| line.split_at_checked(colon)) else {
        c.text(&label::HEADER_NAME, line.len())?;
        line_end(c, &label::LINE_END)?;
        return stop("a line without a colon is not a header: one program skips it, another refuses the message");
    };
    let bare = trim_end(before);
    let field = c.text(&label::HEADER_NAME, bare.len())?;
    if !is_token(bare) {
        blame(field, "not a name: a name contains only letters, digits and some signs, and no white space");
    }
    if bare.len() < before.len() {
        let field = c.leaf(&label::HEADER_SPACE, before.len() - bare.len(), Value::NONE)?;
        blame(field, "white space before the colon: one program ignores it, another reads a different header");
    }
    let spaces = after.iter().skip(1).take_while(|b| is_space(b)).count();
    c.leaf(&label::HEADER_COLON, 1 + spaces, Value::NONE)?;
    let mut name = lossy(bare);
    name.make_ascii_lowercase();
    let value = value(c, &name)?;
    Ok(Header { name, value })
}

/// The value and what follows it, over as many lines as it is folded into.
fn value<'a>(c: &mut Cursor<'a>, name: &str) -> Result<Cow<'a, str>, Stop> {
    let mut whole = Cow::Borrowed("");
    loop {
        let line = content(c.rest());
        let part = trim_end(line);
        let spaces = line.len() - part.len();
        if !part.is_empty() {
            let text = String::from_utf8_lossy(part);
            whole = if whole.is_empty() { text } else { format!("{whole} {text}").into() };
            value_part(c, name, part)?;
        }
        let after_value = c.rest().get(spaces..).unwrap_or_default();
        let (line_end_bytes, next_line) = after_value.split_at(line_len(after_value));
        let indent = next_line.iter().take_while(|b| is_space(b)).count();
        if indent == 0 {
            if spaces > 0 {
                c.leaf(&label::HEADER_SPACE, spaces, Value::NONE)?;
            }
            line_end(c, &label::LINE_END)?;
            return Ok(whole);
        }
        let field = c.leaf(&label::HEADER_FOLD, spaces + line_end_bytes.len() + indent, Value::NONE)?;
        blame(field, "a folded header: one program continues the value, another reads a new and strange header here");
    }
}

fn value_part(c: &mut Cursor<'_>, name: &str, part: &[u8]) -> Result<(), Stop> {
    let field = match name {
        "cookie" => c.group(&label::HEADER_VALUE, part.len(), |c| cookies(c))?,
        _ => c.text(headers::value(name.as_bytes()).unwrap_or(&label::HEADER_VALUE), part.len())?,
    };
    if part.iter().any(|b| *b < b' ' && *b != b'\t' || *b == 0x7f) {
        blame(field, "a control character in the value: for some programs, a NUL or a CR without LF ends it");
    }
    Ok(())
}

fn cookies(c: &mut Cursor<'_>) -> Result<Value, Stop> {
    let all = Value::text(lossy(c.rest()));
    while c.left() > 0 {
        let separator = c.rest().iter().take_while(|b| matches!(b, b';' | b' ' | b'\t')).count();
        if separator > 0 {
            c.leaf(&label::COOKIE_SEPARATOR, separator, Value::NONE)?;
        }
        let pair = c.rest().iter().position(|b| *b == b';').unwrap_or(c.left());
        if pair > 0 {
            c.text(&label::COOKIE_PAIR, pair)?;
        }
    }
    Ok(all)
}
