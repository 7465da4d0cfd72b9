//! PEM: base64 between two lines that say what it is (RFC 7468), and the headers of the encrypted keys that came before.

use bytes::Bytes;

use super::kind::Kind;
use super::recognise::recognise;
use super::{MOST_ELEMENTS, base64, der_file, ssh};
use crate::cursor::{Cursor, Stop, blame, bytes, lossy};
use crate::field::{Field, Value};
use crate::message::Message;
use crate::names::pem as label;

const BEGIN: &[u8] = b"-----BEGIN ";
const END: &[u8] = b"-----END ";
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();
/// A file of more blocks than this is not read to its end: nobody keeps so many keys.
const MOST_BLOCKS: usize = 10_000;

/// Whether a file holds a PEM block: a line begins like one.
pub(super) fn is_pem(bytes: &[u8]) -> bool {
    find_line(bytes, BEGIN).is_some() && recognise(bytes) == Kind::Unknown
}

/// Takes all blocks of a file apart; what each is.
pub(super) fn blocks(message: &mut Message, file: &Bytes) -> Vec<Kind> {
    let mut c = Cursor::new(message.index, 0, file);
    let mut kinds = Vec::new();
    let mut budget = MOST_ELEMENTS;
    // A stop leaves the rest unexplained, which `finish` does.
    let _ = (|| -> Result<(), Stop> {
        while kinds.len() < MOST_BLOCKS {
            let outside = find_line(c.rest(), BEGIN).unwrap_or(c.left());
            if outside > 0 {
                c.text(&label::OUTSIDE, outside)?;
            }
            if c.left() == 0 {
                break;
            }
            kinds.push(block(&mut c, message, &mut budget)?);
        }
        Ok(())
    })();
    message.fields = c.finish();
    kinds
}

/// Where a line begins with these characters.
fn find_line(bytes: &[u8], start: &[u8]) -> Option<usize> {
    // Some editors put a byte order mark before the first line.
    let mut at = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    loop {
        let line = bytes.get(at..).filter(|l| !l.is_empty())?;
        if line.starts_with(start) {
            return Some(at);
        }
        at += line_len(line);
    }
}

/// The length of the first line, with its end.
fn line_len(rest: &[u8]) -> usize {
    rest.iter().position(|b| *b == b'\n').map_or(rest.len(), |at| at + 1)
}

fn block(c: &mut Cursor<'_>, message: &mut Message, budget: &mut usize) -> Result<Kind, Stop> {
    let rest = c.rest();
    let first = line_len(rest);
    let inside = rest.get(first..).unwrap_or_default();
    // A block ends where the next one begins, at the latest: so each byte is looked at a fixed number of times.
    let most = find_line(inside, BEGIN).unwrap_or(inside.len());
    let ended = find_line(inside.get(..most).unwrap_or_default(), END);
    let body = first + ended.unwrap_or(most);
    let len = ended.map_or(body, |_| body + line_len(rest.get(body..).unwrap_or_default()));
    let name = name(rest, BEGIN);
    let mut kind = Kind::Unknown;
    let field = c.group(&label::BLOCK, len, |c| {
        let value = Value::text(lossy(rest.get(..first).unwrap_or_default().trim_ascii_end()));
        let begin = c.leaf(&label::BEGIN, first, value)?;
        if name.is_none() {
            blame(begin, "the line does not end in five dashes");
        }
        kind = headers_and_data(c, message, body - first, name.as_deref(), budget)?;
        if ended.is_none() {
            return crate::cursor::stop("the last line (`-----END …`) is missing");
        }
        let line = c.rest();
        let end = c.leaf(&label::END, line.len(), Value::text(lossy(line.trim_ascii_end())))?;
        if self::name(line, END) != name {
            blame(end, "it does not give the same name as the first line");
        }
        Ok(name.as_ref().map_or(Value::NONE, Value::text))
    })?;
    if let Some(name) = &name {
        field.value = Value::text(name);
    }
    Ok(kind)
}

/// The label in a first or last line.
fn name(rest: &[u8], start: &[u8]) -> Option<String> {
    let line = rest.get(..line_len(rest))?.trim_ascii_end();
    let name = line.strip_prefix(start)?.strip_suffix(b"-----")?;
    Some(lossy(name))
}

/// The lines between the first and the last, `len` bytes.
fn headers_and_data(
    c: &mut Cursor<'_>,
    message: &mut Message,
    len: usize,
    name: Option<&str>,
    budget: &mut usize,
) -> Result<Kind, Stop> {
    let after = c.left() - len.min(c.left());
    let mut encrypted = false;
    while c.left() > after {
        let line = c.rest().get(..line_len(c.rest())).unwrap_or_default();
        let continues = encrypted && line.starts_with(b" ");
        if !line.contains(&b':') && !continues {
            break;
        }
        encrypted |= line.starts_with(b"Proc-Type:") && line.windows(9).any(|w| w == b"ENCRYPTED");
        let value = Value::text(lossy(line.trim_ascii()));
        let value =
            if line.starts_with(b"DEK-Info:") { value.meaning("cipher and initialisation vector") } else { value };
        c.leaf(&label::HEADER, line.len(), value)?;
    }
    let kind = if encrypted { Some(Kind::OldEncryptedPrivateKey) } else { name.and_then(Kind::promised) };
    data(c, message, c.left() - after, kind, budget)
}

/// The base64 and what it stands for.
fn data(
    c: &mut Cursor<'_>,
    message: &mut Message,
    len: usize,
    said: Option<Kind>,
    budget: &mut usize,
) -> Result<Kind, Stop> {
    let found = base64::data(c, message, len, &label::BASE64, |message, number, decoded| match said {
        Some(kind @ Kind::OldEncryptedPrivateKey) => (old_encrypted(message, number, decoded), kind),
        Some(Kind::SshPrivateKey) if ssh::is_private(decoded) => ssh::private(message, number, decoded),
        Some(Kind::SshPrivateKey) => der_file(message, number, decoded, None, budget),
        _ => der_file(message, number, decoded, said, budget),
    })?;
    Ok(found.unwrap_or(Kind::Unknown))
}

fn old_encrypted(message: &Message, source: u16, data: &[u8]) -> Vec<Field> {
    let mut c = Cursor::new(message.index, source, data);
    let value = Value::NONE.meaning(format!("{}, all encrypted, so no structure is visible", bytes(data.len() as u64)));
    if let Ok(field) = c.leaf(&label::ENCRYPTED, data.len(), value) {
        blame(field, "an outdated way to encrypt a key; `openssl pkcs8 -topk8` turns it into an encrypted PKCS#8 file");
    }
    c.finish()
}
