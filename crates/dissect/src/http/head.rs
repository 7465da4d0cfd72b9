//! The head of a message: start line, header lines, empty line.

use std::borrow::Cow;

use crate::cursor::{Cursor, Stop, blame, lossy, stop};
use crate::names::http as label;
use crate::recording::Side;
use crate::{Datum, Field, Value};

use super::framing::{self, Facts};
use super::lines::{beginning, content, header, is_space, is_token, line_end, line_len, trim_end};
use super::values;

/// Reads a head, or what there is of one.
pub(super) fn read(message: u32, side: Side, bytes: &[u8]) -> (Vec<Field>, Facts) {
    let expected = memchr::memchr_iter(b'\n', bytes).count() + 1;
    let mut c = Cursor::expecting(message, 0, bytes, expected);
    let mut facts = Facts::default();
    // A stop at this level leaves the rest unexplained, which `finish` does.
    let _ = lines(&mut c, side, &mut facts);
    let mut fields = c.finish();
    framing::judge(&mut fields, side, &facts);
    (fields, facts)
}

fn lines(c: &mut Cursor<'_>, side: Side, facts: &mut Facts) -> Result<(), Stop> {
    let mut number = 0;
    while let [b'\r', b'\n', ..] | [b'\n', ..] = c.rest() {
        line_end(c, &label::EMPTY_LINE)?;
        number += 1;
    }
    if c.left() == 0 {
        return Ok(());
    }
    facts.start_line = Some(number);
    let len = line_len(c.rest());
    match side {
        Side::Client => c.group(&label::REQUEST_LINE, len, |c| request_line(c, facts))?,
        Side::Server => c.group(&label::STATUS_LINE, len, |c| status_line(c, facts))?,
    };
    while c.left() > 0 {
        number += 1;
        if let [b'\r', b'\n', ..] | [b'\n', ..] = c.rest() {
            line_end(c, &label::HEAD_END)?;
            facts.complete = true;
            return Ok(());
        }
        let Some(header) = header(c, side, None)? else { continue };
        match header.name.as_str() {
            "content-length" => facts.lengths.push((number, header.value.into_owned())),
            "transfer-encoding" => facts.codings.push((number, header.value.into_owned())),
            "host" => facts.hosts.push(number),
            "upgrade" => facts.upgrade = Some(header.value.into_owned()),
            "sec-websocket-key" => {
                let place = c.last().and_then(|field| field.find(&label::HEADER_VALUE)).map(|field| field.span.clone());
                facts.key = place.map(|place| (place, header.value.into_owned()));
            }
            "sec-websocket-extensions" => {
                let separator = if facts.extensions.is_empty() { "" } else { "," };
                facts.extensions = format!("{}{separator}{}", facts.extensions, header.value);
            }
            "sec-websocket-accept" => facts.accepts = Some(number),
            _ => {}
        }
    }
    Ok(())
}

fn request_line(c: &mut Cursor<'_>, facts: &mut Facts) -> Result<Value, Stop> {
    let line = content(c.rest());
    let text = Value::text(lossy(line));
    let method = word(line);
    if method.is_empty() {
        return stop("it begins with white space where the method should be");
    }
    let name = lossy(method);
    let meaning = values::method(&name);
    let field = c.leaf(&label::METHOD, method.len(), Value::text(name.clone()).meaning(meaning))?;
    if !is_token(method) {
        blame(field, "not a token: a method cannot contain such characters");
    }
    facts.method = Some(name);
    space(c)?;
    let rest = content(c.rest());
    let words = trim_end(rest);
    let last = words.iter().rposition(is_space).map_or(0, |space| space + 1);
    let target = trim_end(beginning(words, last));
    let is_connect = facts.method.as_deref() == Some("CONNECT");
    if target.is_empty() {
        self::target(c, words, is_connect)?;
        return stop("no version follows the target: either this is HTTP/0.9, or the line is cut off");
    }
    self::target(c, target, is_connect)?;
    space(c)?;
    facts.version_11 = version(c, words.len() - last, true)? == b"HTTP/1.1";
    trailing_space(c)?;
    line_end(c, &label::LINE_END)?;
    Ok(text)
}

fn target(c: &mut Cursor<'_>, target: &[u8], is_connect: bool) -> Result<(), Stop> {
    let text = lossy(target);
    let meaning = match target {
        _ if is_connect => "the host and port that the tunnel should lead to",
        b"*" => "the server as a whole, not one of its resources",
        b"/" => "the site's start page",
        [b'/', ..] => "a path on the site that the Host header names",
        _ => "a complete URI, as clients send it to a proxy; it overrides the Host header",
    };
    let value = Value::text(text).meaning(meaning);
    let field = match target.iter().position(|b| *b == b'?') {
        None => c.leaf(&label::URI, target.len(), value)?,
        Some(mark) => c.group(&label::URI, target.len(), |c| {
            if mark > 0 {
                c.text(&label::URI_PATH, mark)?;
            }
            c.leaf(&label::URI_DELIMITER, 1, Value::NONE)?;
            let query = c.left();
            if query > 0 {
                c.group(&label::URI_QUERY, query, |c| parameters(c))?;
            }
            Ok(value)
        })?,
    };
    if target.iter().any(|b| *b <= b' ' || *b >= 0x7f) {
        blame(
            field,
            "white space, a control character or a non-ASCII byte: programs disagree about where the target ends",
        );
    }
    if target.contains(&b'#') {
        blame(
            field,
            "a fragment (`#`) does not belong in a request: one program cuts it off, another treats it as part of \
                the path",
        );
    }
    Ok(())
}

fn parameters(c: &mut Cursor<'_>) -> Result<Value, Stop> {
    let query = Value::text(lossy(c.rest()));
    while c.left() > 0 {
        match c.rest().iter().position(|b| *b == b'&').unwrap_or(c.left()) {
            0 => c.leaf(&label::URI_DELIMITER, 1, Value::NONE)?,
            parameter => c.text(&label::URI_PARAMETER, parameter)?,
        };
    }
    Ok(query)
}

fn status_line(c: &mut Cursor<'_>, facts: &mut Facts) -> Result<Value, Stop> {
    let text = Value::text(lossy(content(c.rest())));
    let version_len = word(content(c.rest())).len();
    facts.version_11 = version(c, version_len, false)? == b"HTTP/1.1";
    space(c)?;
    let code = word(content(c.rest()));
    facts.status = Some(code).filter(|c| c.len() == 3 && c.iter().all(u8::is_ascii_digit)).map(number);
    let Some(status) = facts.status else {
        c.text(&label::STATUS_CODE, code.len())?;
        return stop("the status code is not three digits");
    };
    let (name, meaning) = values::status(status);
    c.group(&label::STATUS_CODE, code.len(), |c| {
        c.leaf(&label::STATUS_CODE_DESC, code.len(), Value::text(name))?;
        let datum = Datum::Named { number: u64::from(status), name: Cow::Borrowed(name) };
        Ok(Value { datum, meaning: Some(Cow::Borrowed(meaning)) })
    })?;
    if content(c.rest()).is_empty() {
        line_end(c, &label::LINE_END)?;
        return stop("no space follows the code, although one is required even before an empty phrase");
    }
    c.leaf(&label::SPACE, 1, Value::NONE)?;
    let phrase = content(c.rest());
    if !phrase.is_empty() {
        let field = c.text(&label::PHRASE, phrase.len())?;
        if phrase.iter().any(|b| *b < b' ' && *b != b'\t' || *b == 0x7f) {
            blame(field, "a control character in the phrase: for some programs, a CR without LF ends the line");
        }
    }
    line_end(c, &label::LINE_END)?;
    Ok(text)
}

fn version<'a>(c: &mut Cursor<'a>, len: usize, request: bool) -> Result<&'a [u8], Stop> {
    let found = beginning(c.rest(), len);
    let meaning = match found {
        b"HTTP/1.1" => "the version from 1997: connections stay open, and Host is required",
        b"HTTP/1.0" => "the version from 1996: one request per connection, unless both sides agree otherwise",
        b"HTTP/2.0" => "not a request line: HTTP/2 begins like this and continues in binary",
        _ => "a version that this format does not have",
    };
    let what = if request { &label::REQUEST_VERSION } else { &label::RESPONSE_VERSION };
    let field = c.leaf(what, found.len(), Value::text(lossy(found)).meaning(meaning))?;
    if !matches!(found, b"HTTP/1.1" | b"HTTP/1.0") {
        blame(field, format!("{:?} is neither HTTP/1.1 nor HTTP/1.0", lossy(found)));
    }
    Ok(found)
}

/// The bytes before the first white space.
fn word(line: &[u8]) -> &[u8] {
    line.split(is_space).next().unwrap_or_default()
}

fn number(digits: &[u8]) -> u16 {
    digits.iter().fold(0, |n, d| n * 10 + u16::from(d - b'0'))
}

/// The space that must come now.
fn space(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let len = c.rest().iter().take_while(|b| is_space(b)).count();
    if len == 0 {
        return stop("the line ends too early");
    }
    let single = c.rest().first() == Some(&b' ') && len == 1;
    let field = c.leaf(&label::SPACE, len, Value::NONE)?;
    if !single {
        blame(field, "more than one space, or a tab: one program skips it, another reads an empty word");
    }
    Ok(())
}

fn trailing_space(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let len = content(c.rest()).iter().take_while(|b| is_space(b)).count();
    if len > 0 {
        let field = c.leaf(&label::SPACE, len, Value::NONE)?;
        blame(field, "white space before the line end: one program ignores it, another refuses the version");
    }
    Ok(())
}
