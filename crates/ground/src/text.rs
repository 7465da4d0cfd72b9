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

/// Whether a character does something to the terminal, the line or its neighbours instead of standing for itself, or stands there and
/// shows nothing: controls, escapes, what reverses the direction, what has no width, blanks that are no space of prose.
#[inline]
pub fn is_unruly(c: char) -> bool {
    // Nearly all that is asked about is printable ASCII: every digit of every byte in the JSON of a capture.
    !matches!(c, ' '..='~' | '\u{a0}')
        && (c.is_control() || c.is_whitespace() || c.width().unwrap_or(0) == 0 || is_blank(c))
}

/// Characters that have a width and no ink. Those that Unicode lets nobody draw (DerivedCoreProperties.txt, Default_Ignorable_Code_Point),
/// as far as they are not of width 0, and the two that are drawn as nothing.
fn is_blank(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' // soft hyphen
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}' // fillers of Hangul
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{2800}' // a cell of Braille without a dot
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fff8}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d159}' // a note without a head
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
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

/// The same for a value that stands among others: quotes and backslashes are written out too, so that it cannot end there.
pub fn escaped(text: &str) -> String {
    visible(&text.escape_debug().to_string()).into_owned()
}

/// A path as it can be pasted into a shell.
pub fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |c: char| c.is_ascii_alphanumeric() || "/\\:._-+@,".contains(c);
    if !text.is_empty() && text.chars().all(plain) { text } else { format!("'{}'", text.replace('\'', "'\\''")) }
}
