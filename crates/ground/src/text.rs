//! Text that is safe to show and to paste: escaped, quoted, in hexadecimal.

use std::borrow::Cow;
use std::path::Path;

use unicode_width::UnicodeWidthChar;

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    text.extend(bytes.iter().flat_map(|byte| digits(*byte).map(char::from)));
    text
}

/// The two hexadecimal digits of a byte.
#[inline]
pub fn digits(byte: u8) -> [u8; 2] {
    // Without a table, so that a loop over bytes takes many at once.
    [byte >> 4, byte & 15].map(|half| half + if half < 10 { b'0' } else { b'a' - 10 })
}

/// Whether a character does something to the terminal, the line or its neighbours instead of standing for itself:
/// controls, escapes, what reverses the direction, what has no width.
#[inline]
pub fn is_unruly(c: char) -> bool {
    // Nearly all that is asked about is printable ASCII: every digit of every byte in the JSON of a capture.
    !matches!(c, ' '..='~') && (c.is_control() || c.width().unwrap_or(0) == 0 || matches!(c, '\u{2028}' | '\u{2029}'))
}

/// The text with every [unruly](is_unruly) character written out: `\n`, `\x1b`, `\u{202e}`.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unruly) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_unruly(c) && u32::from(c) < 0x100 => out.push_str(&format!("\\x{:02x}", u32::from(c))),
            c if is_unruly(c) => out.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// A path as it can be pasted into a shell.
pub fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |c: char| c.is_ascii_alphanumeric() || "/\\:._-+@,".contains(c);
    if !text.is_empty() && text.chars().all(plain) { text } else { format!("'{}'", text.replace('\'', "'\\''")) }
}
