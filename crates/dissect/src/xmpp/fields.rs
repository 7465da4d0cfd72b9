//! The fields of an element: its tags and what stands between them.

use super::scan::Unit;
use crate::cursor::{Cursor, Stop, lossy, preview};
use crate::field::{Field, Label, Value};
use crate::login::{Mechanism, marked};
use crate::names::{UNEXPLAINED, upgrade, xmpp as label};
use crate::recording::Side;

/// What the conversation was when the element was said.
pub(super) struct Context {
    pub(super) side: Side,
    pub(super) asked: bool,
    pub(super) open: bool,
}

/// The fields that tile the bytes of a message.
pub(super) fn read(index: u32, wire: &[u8], unit: Unit, context: &Context) -> Vec<Field> {
    let mut c = Cursor::new(index, 0, wire);
    let len = wire.len();
    let space = wire.iter().all(u8::is_ascii_whitespace);
    // None of these can stop: each takes what is there.
    let _ = match unit {
        Unit::Element => whole(&mut c, &label::ELEMENT, context),
        Unit::Open => whole(&mut c, &label::STREAM, context),
        Unit::Close => whole(&mut c, &label::STREAM_END, context),
        Unit::Declaration => c.text(&label::DECLARATION, len).map(drop),
        Unit::Space if space => c.leaf(&label::SPACE, len, Value::NONE).map(drop),
        Unit::Space => c.text(&label::TEXT, len).map(drop),
        Unit::Piece => c.leaf(&label::PIECE, len, preview(wire)).map(drop),
        Unit::Lost => c
            .leaf(&UNEXPLAINED, len, Value::NONE.meaning("the rest of an element whose beginning is missing"))
            .map(drop),
    };
    c.finish()
}

fn whole(c: &mut Cursor<'_>, name: &'static Label, context: &Context) -> Result<(), Stop> {
    let first = first_name(c.rest());
    let value = Value::text(lossy(first));
    let mut offered = false;
    c.group(name, c.left(), |c| {
        while c.left() > 0 {
            if c.rest().starts_with(b"<") {
                let len = tag_len(c.rest());
                c.group(&label::TAG, len, |c| tag(c, first, context, &mut offered).map(|()| Value::NONE))?;
            } else {
                let len = c.rest().iter().take_while(|byte| **byte != b'<').count();
                let login = matches!(first, b"auth" | b"response" | b"challenge" | b"success");
                let space = c.rest().iter().take(len).all(u8::is_ascii_whitespace);
                c.text(if login && !space { &label::LOGIN } else { &label::TEXT }, len)?;
            }
        }
        Ok(value)
    })
    .map(drop)
}

/// How long the tag is that begins here.
fn tag_len(bytes: &[u8]) -> usize {
    let mut quote = None;
    let end = bytes.iter().position(|byte| match (quote, byte) {
        (None, b'>') => true,
        (None, b'"' | b'\'') => {
            quote = Some(*byte);
            false
        }
        (Some(open), close) if open == *close => {
            quote = None;
            false
        }
        _ => false,
    });
    end.map_or(bytes.len(), |at| at + 1)
}

fn tag(c: &mut Cursor<'_>, first: &[u8], context: &Context, offered: &mut bool) -> Result<(), Stop> {
    let closing = c.rest().starts_with(b"</");
    c.leaf(&label::BRACKET, if closing { 2 } else { 1 }, Value::NONE)?;
    let all = c.rest();
    let end = match all {
        [.., b'/', b'>'] => 2,
        [.., b'>'] => 1,
        _ => 0,
    };
    let name = name_of(all.get(..all.len() - end).unwrap_or_default());
    let local = local(name);
    let is_offer = first == b"features" && local == b"starttls" && !closing && context.open;
    *offered |= is_offer;
    let no_offer = first == b"features" && local == b"features" && closing && !*offered && context.open;
    let mark = match (context.side, local) {
        _ if is_offer => Some((&upgrade::OFFER, OFFERED)),
        _ if no_offer => Some((&upgrade::NO_OFFER, NOT_OFFERED)),
        (Side::Client, b"starttls") if !closing => {
            Some((&upgrade::ASK, "the client asks to switch to TLS, and the answer decides"))
        }
        (Side::Server, b"proceed") if context.asked && !closing => {
            Some((&upgrade::GRANT, "yes: TLS begins after this element"))
        }
        (Side::Server, b"failure") if context.asked && !closing && first == b"failure" => {
            Some((&upgrade::REFUSE, "no: nothing is encrypted"))
        }
        _ => None,
    };
    marked(
        c,
        &label::NAME,
        name.len(),
        value(name, local),
        mark.map(|(mark, what)| (mark, Value::NONE.meaning(what))),
    )?;
    let left = c.left() - end;
    if left > 0 {
        attributes(c, left, local)?;
    }
    if end > 0 { c.leaf(&label::BRACKET, end, Value::NONE).map(drop) } else { Ok(()) }
}

const OFFERED: &str =
    "the server offers TLS; an attacker on the path could remove this offer, and the client would not notice";
const NOT_OFFERED: &str = "TLS is not in the server's list of features. These bytes do not show whether the server \
    left it out or an attacker removed it: capture at the server, or ask the server from another network";

/// So many bytes of attributes; in a login, with the mechanism as a field of its own.
fn attributes(c: &mut Cursor<'_>, len: usize, local: &[u8]) -> Result<(), Stop> {
    let bytes = c.rest().get(..len).unwrap_or_default();
    let text = Value::text(lossy(bytes.trim_ascii()));
    let place = attribute_place(bytes, b"mechanism").filter(|_| local == b"auth");
    let Some(place) = place.filter(|place| !place.is_empty()) else {
        return c.leaf(&label::ATTRIBUTES, len, text).map(drop);
    };
    let name = bytes.get(place.clone()).unwrap_or_default();
    c.group(&label::ATTRIBUTES, len, |c| {
        if place.start > 0 {
            c.leaf(&upgrade::EMPTY, place.start, Value::NONE)?;
        }
        c.leaf(&upgrade::MECHANISM, place.len(), Mechanism::value(name))?;
        if c.left() > 0 {
            c.leaf(&upgrade::EMPTY, c.left(), Value::NONE)?;
        }
        Ok(text)
    })
    .map(drop)
}

/// The value of an attribute of the first tag.
pub(super) fn attribute<'w>(wire: &'w [u8], name: &[u8]) -> Option<&'w [u8]> {
    let tag = wire.get(..tag_len(wire))?;
    tag.get(attribute_place(tag, name)?)
}

/// Where the value of an attribute stands.
fn attribute_place(tag: &[u8], name: &[u8]) -> Option<std::ops::Range<usize>> {
    let at = tag.windows(name.len() + 1).position(|window| window.strip_suffix(b"=") == Some(name))?;
    let open = at + name.len() + 1;
    let quote = *tag.get(open).filter(|byte| matches!(byte, b'"' | b'\''))?;
    let len = tag.get(open + 1..)?.iter().position(|byte| *byte == quote)?;
    Some(open + 1..open + 1 + len)
}

/// The name of the first element, without its prefix.
pub(super) fn first_name(wire: &[u8]) -> &[u8] {
    let begins = wire.strip_prefix(b"</").or_else(|| wire.strip_prefix(b"<")).unwrap_or_default();
    local(name_of(begins))
}

fn name_of(bytes: &[u8]) -> &[u8] {
    bytes.split(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>')).next().unwrap_or_default()
}

fn local(name: &[u8]) -> &[u8] {
    name.rsplit(|byte| *byte == b':').next().unwrap_or_default()
}

/// What kind of element it is.
fn value(name: &[u8], local: &[u8]) -> Value {
    let value = Value::text(lossy(name));
    let meaning = match local {
        b"stream" => "one side's document, open until that side has finished sending",
        b"features" => "the server's features, and what it requires first",
        b"starttls" => "TLS",
        b"required" => "the server insists on it",
        b"proceed" => "go ahead",
        b"failure" => "it failed",
        b"mechanism" => "a login method",
        b"auth" => "the client logs in",
        b"challenge" => "a challenge that the client must answer",
        b"response" => "the answer",
        b"success" => "the client is logged in",
        b"message" => "a message from one user to another",
        b"presence" => "who is online",
        b"iq" => "a question, or its answer",
        b"body" => "the text of a message",
        b"bind" => "the name of this connection",
        b"error" => "what went wrong",
        _ => return value,
    };
    value.meaning(meaning)
}
