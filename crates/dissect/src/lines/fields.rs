//! The fields of a line.

use super::dialect::{Act, Dialect, Style, Which};
use super::words::{code, content, place, quoted, word};
use crate::cursor::{Cursor, Stop, lossy};
use crate::field::{Label, Value};
use crate::login::{Mechanism, all, cram, marked};
use crate::names::{lines, upgrade as label};

/// All that is left of the line's words but its end; then that.
pub(super) fn end(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let left = c.left();
    if left > 0 { c.leaf(&label::END, left, Value::NONE).map(drop) } else { Ok(()) }
}

/// How much of what is left of a line is no end.
fn said(c: &Cursor<'_>) -> usize {
    content(c.rest()).len()
}

/// The spaces that come next.
fn spaces(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let len = c.rest().iter().take_while(|byte| **byte == b' ').count();
    if len > 0 { c.leaf(&label::SPACE, len, Value::NONE).map(drop) } else { Ok(()) }
}

/// A command.
pub(super) fn command(c: &mut Cursor<'_>, dialect: &Dialect, act: Act) -> Result<(), Stop> {
    if dialect.style == Style::Tags {
        let len = said(c);
        if len > 0 {
            c.group(&lines::IMAP_REQUEST, len, |c| {
                let tag = word(c.rest());
                if dialect.verb(tag).is_none() || c.rest().contains(&b' ') {
                    c.text(&lines::IMAP_REQUEST_TAG, tag.len())?;
                    spaces(c)?;
                }
                words(c, dialect, act).map(|()| Value::NONE)
            })?;
        }
    } else {
        words(c, dialect, act)?;
    }
    end(c)
}

fn words(c: &mut Cursor<'_>, dialect: &Dialect, act: Act) -> Result<(), Stop> {
    let verb = word(c.rest().get(..said(c)).unwrap_or_default());
    if !verb.is_empty() {
        let ask = Value::NONE.meaning("the client asks to switch to TLS, and the answer decides");
        let mark = (act == Act::Upgrade).then_some((&label::ASK, ask));
        marked(c, dialect.labels.verb, verb.len(), dialect.verb_value(verb), mark)?;
    }
    spaces(c)?;
    let len = said(c);
    let name = dialect.labels.argument;
    match act {
        _ if len == 0 => Ok(()),
        Act::User => c.group(name, len, |c| all(c, &label::USER).map(|()| Value::NONE)).map(drop),
        Act::Password => c.group(name, len, |c| all(c, &label::PASSWORD).map(|()| Value::NONE)).map(drop),
        Act::Both => both(c, 0),
        Act::Digest => c.group(name, len, |c| cram(c).map(|()| Value::NONE)).map(drop),
        Act::Login => c.group(name, len, |c| login(c, dialect.which).map(|()| Value::NONE)).map(drop),
        _ => c.text(name, len).map(drop),
    }
}

/// A mechanism, and perhaps the first step of the login.
fn login(c: &mut Cursor<'_>, which: Which) -> Result<(), Stop> {
    let name = word(c.rest());
    c.leaf(&label::MECHANISM, name.len(), Mechanism::value(name))?;
    spaces(c)?;
    let len = c.left();
    if len > 0 { c.leaf(base64(which, Mechanism::named(name), 0), len, Value::NONE).map(drop) } else { Ok(()) }
}

/// How a step of a login is called.
pub(super) fn base64(which: Which, mechanism: Mechanism, step: u8) -> &'static Label {
    match (which, mechanism, step) {
        (Which::Smtp, Mechanism::Plain, _) => &lines::SMTP_BOTH,
        (Which::Smtp, Mechanism::Login, 0) => &lines::SMTP_USER,
        (Which::Smtp, Mechanism::Login, _) => &lines::SMTP_PASSWORD,
        (Which::Pop3, ..) => &lines::POP3_LOGIN,
        _ => &label::BASE64,
    }
}

/// User and password of IMAP's LOGIN, from the first or the second on: atoms, or text in quotes. What comes as a literal has a line of
/// its own.
pub(super) fn both(c: &mut Cursor<'_>, from: usize) -> Result<(), Stop> {
    const PARTS: [(&Label, &Label); 2] = [(&lines::IMAP_USER, &label::USER), (&lines::IMAP_PASSWORD, &label::PASSWORD)];
    for (outer, inner) in PARTS.into_iter().skip(from) {
        spaces(c)?;
        let rest = c.rest().get(..said(c)).unwrap_or_default();
        let len = quoted(rest).unwrap_or_else(|| word(rest).len());
        if len == 0 || rest.starts_with(b"{") {
            break;
        }
        c.group(outer, len, |c| {
            let is_quoted = len >= 2 && c.rest().starts_with(b"\"");
            if is_quoted {
                c.leaf(&label::EMPTY, 1, Value::NONE)?;
            }
            let own = c.left() - usize::from(is_quoted);
            if own > 0 {
                c.text(inner, own)?;
            }
            if is_quoted {
                c.leaf(&label::EMPTY, 1, Value::NONE)?;
            }
            Ok(Value::NONE)
        })?;
    }
    let left = said(c);
    if left > 0 { c.text(&lines::IMAP_ARGUMENT, left).map(drop) } else { Ok(()) }
}

/// A step of a login.
pub(super) fn step(c: &mut Cursor<'_>, name: &'static Label) -> Result<(), Stop> {
    let len = said(c);
    match c.rest().get(..len) {
        Some(b"*") => drop(c.leaf(&label::STOPPED, 1, Value::NONE)?),
        Some([]) | None => {}
        Some(_) => drop(c.leaf(name, len, Value::NONE)?),
    }
    end(c)
}

/// The rest of a line after a literal, or any other line that says nothing by its words.
pub(super) fn plain(c: &mut Cursor<'_>, name: &'static Label, found: Option<Found>) -> Result<(), Stop> {
    let len = said(c);
    text(c, name, len, found)?;
    end(c)
}

/// A text of so many bytes, in which a word may be marked.
fn text(c: &mut Cursor<'_>, name: &'static Label, len: usize, found: Option<Found>) -> Result<(), Stop> {
    let bytes = c.rest().get(..len).unwrap_or_default();
    let place = found.and_then(|found| {
        let start = if found.word.is_empty() { Some(0) } else { place(bytes, found.word) }?;
        Some((found, start, if found.word.is_empty() { len } else { found.word.len() }))
    });
    let (Some((found, start, marked)), true) = (place, len > 0) else {
        return if len > 0 { c.text(name, len).map(drop) } else { Ok(()) };
    };
    c.group(name, len, |c| {
        if start > 0 {
            c.leaf(&label::EMPTY, start, Value::NONE)?;
        }
        c.leaf(found.mark, marked, Value::NONE.meaning(found.what))?;
        if c.left() > 0 {
            c.leaf(&label::EMPTY, c.left(), Value::NONE)?;
        }
        Ok(Value::text(lossy(bytes)))
    })
    .map(drop)
}

/// What a word of a text says beside what it says; without a word, the whole text.
#[derive(Clone, Copy)]
pub(super) struct Found {
    pub(super) word: &'static str,
    pub(super) mark: &'static Label,
    pub(super) what: &'static str,
}

/// What status and text of an answer say beside what they say.
#[derive(Clone, Copy, Default)]
pub(super) struct Marks {
    pub(super) status: Option<(&'static Label, &'static str)>,
    pub(super) text: Option<Found>,
}

impl Marks {
    fn on_status(&self) -> Option<(&'static Label, Value)> {
        self.status.map(|(mark, what)| (mark, Value::NONE.meaning(what)))
    }
}

/// A line of an answer in codes.
pub(super) fn coded(c: &mut Cursor<'_>, dialect: &Dialect, marks: Marks) -> Result<(), Stop> {
    let labels = &dialect.labels;
    let Some(code) = code(c.rest()) else {
        spaces(c)?;
        return plain(c, labels.listed, marks.text);
    };
    marked(c, labels.status, 3, dialect.code(code), marks.on_status())?;
    if said(c) > 0 {
        let more = c.rest().first() == Some(&b'-');
        let meaning = if more { "another line follows" } else { "the last line of this answer" };
        c.leaf(labels.more, 1, Value::NONE.meaning(meaning))?;
    }
    plain(c, labels.text, marks.text)
}

/// The status line of an answer of POP3.
pub(super) fn signed(c: &mut Cursor<'_>, dialect: &Dialect, marks: Marks) -> Result<(), Stop> {
    let sign = word(c.rest().get(..said(c)).unwrap_or_default());
    if !sign.is_empty() {
        marked(c, dialect.labels.status, sign.len(), dialect.word(sign), marks.on_status())?;
    }
    spaces(c)?;
    plain(c, dialect.labels.text, marks.text)
}

/// A line that IMAP's server says.
pub(super) fn tagged(c: &mut Cursor<'_>, dialect: &Dialect, marks: Marks) -> Result<(), Stop> {
    let len = said(c);
    let tag = word(c.rest().get(..len).unwrap_or_default());
    match tag {
        [] => {}
        b"*" => {
            c.leaf(dialect.labels.more, 1, Value::NONE)?;
            status(c, dialect, marks, len - 1)?;
        }
        tag => {
            let value = match tag {
                b"+" => Value::text("+").meaning("the server waits for more"),
                tag => Value::text(lossy(tag)),
            };
            c.group(&lines::IMAP_RESPONSE, len, |c| {
                c.leaf(&lines::IMAP_RESPONSE_TAG, tag.len(), value)?;
                let left = c.left();
                status(c, dialect, marks, left).map(|()| Value::NONE)
            })?;
        }
    }
    end(c)
}

/// A status and a text, of so many bytes together.
fn status(c: &mut Cursor<'_>, dialect: &Dialect, marks: Marks, len: usize) -> Result<(), Stop> {
    let until = c.left() - len;
    spaces(c)?;
    let status = word(c.rest().get(..c.left() - until).unwrap_or_default());
    if dialect.words.iter().any(|(name, _)| status.eq_ignore_ascii_case(name.as_bytes())) {
        marked(c, dialect.labels.status, status.len(), dialect.word(status), marks.on_status())?;
        spaces(c)?;
    }
    let left = c.left() - until;
    text(c, dialect.labels.text, left, marks.text)
}
