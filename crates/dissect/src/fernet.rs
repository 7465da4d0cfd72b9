//! Fernet tokens: recognised in a body, taken apart, and opened if the key is known.
//!
//! Source: the Fernet specification; base64url is RFC 4648 §5, the padding RFC 5652 §6.3.

use std::borrow::Cow;
use std::ops::Range;

use base64::Engine;
use base64::alphabet::URL_SAFE;

use super::cursor::{Cursor, Stop, blame, bytes, count, preview, stop};
use super::field::{Field, Value};
use super::message::{Message, Origin};
use super::names::fernet as label;
use super::protocol::Content;
use crate::recording::{SecretId, Secrets, Timestamp};
use crate::token::{self, BLOCK, IV_LEN, MAC_LEN, OVERHEAD, Parts};

/// How every token of version 0x80 begins until the year 2106.
const SHIBBOLETH: &[u8] = b"gAAAA";
/// The characters of the shortest token, without padding.
const SHORTEST: usize = (OVERHEAD + BLOCK) * 4 / 3 + 1;

/// Tokens as one of the contents that are recognised.
pub(super) const TOKEN: Content = Content { name: "a Fernet token", look };

/// If this range of a source, whose bytes are all given, is a token, with or without white space around it: the fields that
/// tile it. The decoded bytes, and the decrypted ones if a key fits, become further sources of the message.
pub(super) fn look(
    message: &mut Message,
    source: u16,
    bytes_of_source: &[u8],
    range: Range<usize>,
    secrets: &Secrets,
) -> Option<Vec<Field>> {
    let body = bytes_of_source.get(range.clone())?;
    let text = body.trim_ascii();
    let start = body.len() - body.trim_ascii_start().len();
    let (characters, after) = text.split_at(text.iter().take_while(|b| is_url_safe(b)).count());
    let padding = after.iter().take_while(|b| **b == b'=').count();
    let (good, clean) = (characters.len(), padding == after.len());
    if !(text.starts_with(SHIBBOLETH) || clean && good >= SHORTEST) {
        return None;
    }
    let decoded = decode(characters)?;
    if !is_token(text, &decoded, clean) {
        return None;
    }
    let mut c = Cursor::within(message.index, source, bytes_of_source, range);
    // A stop at this level leaves the rest unexplained, which `finish` does.
    let _ = (|| -> Result<(), Stop> {
        if start > 0 {
            c.leaf(&label::SPACE, start, Value::NONE)?;
        }
        let value =
            Value::NONE.meaning(format!("{} of text for {}", bytes(text.len() as u64), bytes(decoded.len() as u64)));
        let origin = Origin::Base64(c.span(if clean { text.len() } else { good }));
        let field = match clean {
            true => c.leaf(&label::TOKEN, text.len(), value)?,
            false => c.group(&label::TOKEN, text.len(), |c| broken_text(c, good, value))?,
        };
        if let Some(problem) = ending(characters, padding).filter(|_| clean) {
            blame(field, problem);
        }
        let decoded_source = message.add_source(origin, decoded);
        field.children.extend(token(message, decoded_source, secrets));
        Ok(())
    })();
    let trailing = c.left();
    if trailing > 0 {
        let _ = c.leaf(&label::SPACE, trailing, Value::NONE);
    }
    Some(c.finish())
}

fn is_url_safe(b: &u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')
}

/// Decodes as many whole bytes as the characters hold, whatever bits are left over.
fn decode(text: &[u8]) -> Option<Vec<u8>> {
    // One character alone holds no whole byte.
    let whole = if text.len() % 4 == 1 { text.split_last()?.1 } else { text };
    token::lenient(&URL_SAFE).decode(whole).ok()
}

/// Whether this is meant to be a token: it begins like one, or has the length of one and a time between 1970 and 2106.
fn is_token(text: &[u8], decoded: &[u8], clean: bool) -> bool {
    let legal = decoded.len() > OVERHEAD && (decoded.len() - OVERHEAD).is_multiple_of(BLOCK);
    match decoded {
        _ if text.starts_with(SHIBBOLETH) => true,
        [token::VERSION, ..] => clean && legal,
        [_, 0, 0, 0, 0, 1..=255, ..] => clean && legal,
        _ => false,
    }
}

/// What is odd about the end of a token's text.
fn ending(text: &[u8], padding: usize) -> Option<&'static str> {
    let last = text.last().copied().unwrap_or(b'A');
    let spare: &[u8] = match text.len() % 4 {
        2 => b"AQgw",
        3 => b"AEIMQUYcgkosw048",
        _ => &[],
    };
    match (text.len() % 4, padding) {
        (1, _) => Some("one character too many: four carry three bytes, and a single one carries none"),
        (2 | 3, _) if !spare.contains(&last) => {
            Some("the last character has bits that belong to no byte: one program refuses them, another ignores them")
        }
        (0, 0) | (2, 2) | (3, 1) => None,
        _ => Some("the padding (`=`) is wrong: one program requires it, another does not"),
    }
}

/// Text with a character that does not belong there: before it, it, after it.
fn broken_text(c: &mut Cursor<'_>, good: usize, value: Value) -> Result<Value, Stop> {
    if good > 0 {
        c.leaf(&label::TEXT, good, Value::NONE)?;
    }
    let found = c.rest().first().copied().unwrap_or_default();
    let field = c.leaf(&label::BAD_CHARACTER, 1, Value::text(char::from(found)))?;
    let why = match found {
        b'+' | b'/' => {
            "a character from standard base64 (here - and _ replace + and /): one program accepts it, another does \
                not"
        }
        b'=' => "padding in the middle: one program stops reading here, another refuses the token",
        _ => "not a base64 character: one program refuses it, another skips it",
    };
    blame(field, format!("character {} ({:?}): {why}", good + 1, char::from(found)));
    Ok(value)
}

/// The fields of a decoded token.
fn token(message: &mut Message, source: u16, secrets: &Secrets) -> Vec<Field> {
    let Some(data) = message.sources.get(usize::from(source)).map(|s| s.bytes.clone()) else { return Vec::new() };
    let mut c = Cursor::new(message.index, source, &data);
    let result = parts(&mut c, message, &data, secrets);
    let mut fields = c.finish();
    if let (Err(problem), Some(last)) = (result, fields.last_mut()) {
        blame(last, problem.0);
    }
    fields
}

fn parts(c: &mut Cursor<'_>, message: &mut Message, data: &[u8], secrets: &Secrets) -> Result<(), Stop> {
    version(c)?;
    let Some((time, _)) = c.rest().split_first_chunk() else {
        return stop("the token is cut off within its time");
    };
    let time = u64::from_be_bytes(*time);
    c.leaf(&label::TIMESTAMP, 8, Value::time(time).meaning(age(time, message.at)))?;
    if c.left() < IV_LEN {
        return stop("the token is cut off within its IV");
    }
    c.leaf(&label::IV, IV_LEN, Value::NONE)?;
    let Some(parts) = Parts::split(data) else {
        return stop(format!(
            "the token is cut off: it has {}, but even without ciphertext it needs {OVERHEAD}",
            bytes(data.len() as u64)
        ));
    };
    let verified = secrets.fernet_keys().find(|(_, key)| parts.mac_verifies(key));
    let opened = verified.and_then(|(id, key)| Some((id, token::open(key, &parts).ok()?)));
    ciphertext(c, message, &parts, opened)?;
    mac(c, secrets, verified.map(|(id, _)| id))
}

fn version(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let Some(version) = c.rest().first().copied() else {
        return stop("the token is empty");
    };
    let field = c.leaf(&label::VERSION, 1, Value::number(u64::from(version)))?;
    match version {
        token::VERSION => {
            field.value.meaning = Some("0x80, the only version: AES-128-CBC and HMAC-SHA256".into());
        }
        other => blame(field, format!("version 0x{other:02x}: only 0x80 exists, and every program refuses others")),
    }
    Ok(())
}

/// How the token's time compares with when it crossed the wire.
fn age(time: u64, seen: Timestamp) -> Cow<'static, str> {
    let seen = seen.seconds();
    match (seen.checked_sub(time), time.saturating_sub(seen)) {
        (Some(0), _) => Cow::Borrowed("made in the same second in which it crossed the wire"),
        (Some(age), _) => Cow::Owned(format!("made {} before it crossed the wire", count(age, "second"))),
        (None, ahead) => {
            let ahead = count(ahead, "second");
            Cow::Owned(format!("{ahead} after it crossed the wire: the clocks differ, or someone forged it"))
        }
    }
}

fn ciphertext(
    c: &mut Cursor<'_>,
    message: &mut Message,
    parts: &Parts<'_>,
    opened: Option<(SecretId, Vec<u8>)>,
) -> Result<(), Stop> {
    let len = parts.ciphertext.len();
    let blocks = len / BLOCK;
    let record = c.span(len);
    let meaning = match blocks {
        0 => Cow::Borrowed("no whole block"),
        1 => Cow::Borrowed("one block: a message of 0 to 15 bytes"),
        n => Cow::Owned(format!("{n} blocks: a message of {} to {} bytes", (n - 1) * BLOCK, n * BLOCK - 1)),
    };
    let field = c.leaf(&label::CIPHERTEXT, len, Value::NONE.meaning(meaning))?;
    if len == 0 || !len.is_multiple_of(BLOCK) {
        blame(field, format!("{} of ciphertext: it must be one or more whole blocks of {BLOCK}", bytes(len as u64)));
    }
    if let Some((with, padded)) = opened {
        let origin = Origin::Decrypted { record, with };
        let padding = token::padding(&padded);
        let source = message.add_source(origin, padded);
        field.children = decrypted(message, source, padding);
    }
    Ok(())
}

/// Plaintext and padding of an opened token.
fn decrypted(message: &Message, source: u16, padding: Option<usize>) -> Vec<Field> {
    let Some(data) = message.sources.get(usize::from(source)).map(|s| s.bytes.clone()) else { return Vec::new() };
    let mut c = Cursor::new(message.index, source, &data);
    let length = data.len().saturating_sub(padding.unwrap_or(0));
    // A stop at this level leaves the rest unexplained, which `finish` does.
    let _ = (|| -> Result<(), Stop> {
        let value =
            preview(data.get(..length).unwrap_or_default()).meaning(format!("the message, {}", bytes(length as u64)));
        let field = c.leaf(&label::PLAINTEXT, length, value)?;
        let Some(padding) = padding else {
            blame(field, "it does not end in padding, although the MAC is right: the program that made it has a bug");
            return Ok(());
        };
        c.group(&label::PADDING, padding, |c| {
            for nth in 1..=padding {
                let value = Value::number(padding as u64).meaning(format!("{nth} of {padding}"));
                c.leaf(&label::PADDING_BYTE, 1, value)?;
            }
            let whole =
                if padding == BLOCK { " (a whole block, because the message ends at the end of a block)" } else { "" };
            Ok(Value::NONE.meaning(format!("{}, each holding {padding}{whole}", bytes(padding as u64))))
        })?;
        Ok(())
    })();
    c.finish()
}

fn mac(c: &mut Cursor<'_>, secrets: &Secrets, verified: Option<SecretId>) -> Result<(), Stop> {
    let known = secrets.fernet_keys().count();
    let field = c.leaf(&label::HMAC, MAC_LEN, Value::NONE)?;
    match verified {
        None if known == 0 => {
            field.value.meaning = Some("only a holder of the signing key can check it or make it".into());
        }
        None if known == 1 => {
            blame(field, "it does not verify with the known key: either the key is wrong or a byte was changed")
        }
        None => blame(field, format!("it does not verify with any of the {known} known keys")),
        Some(SecretId::Agreed) => {
            field.value.meaning = Some(
                "recomputed with the key that both ends derived, and equal: both have the \
                same key"
                    .into(),
            );
        }
        Some(SecretId::Fernet(_)) if known == 1 => {
            field.value.meaning = Some("recomputed with the signing key, and equal: nobody changed a byte".into());
        }
        Some(SecretId::Fernet(n)) => {
            let which = format!("signing key {} of {known}", n + 1);
            field.value.meaning = Some(format!("recomputed with {which}, and equal: nobody changed a byte").into());
        }
        // Secrets of TLS open records, not tokens.
        Some(
            SecretId::KeyLog(_)
            | SecretId::Updated(..)
            | SecretId::Exchange(_)
            | SecretId::Rsa(_)
            | SecretId::Ech
            | SecretId::Everybody,
        ) => {}
    }
    Ok(())
}
