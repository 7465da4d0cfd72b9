//! Lines and their words.

/// What a line says, without its end.
pub(super) fn content(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// The first word, up to a space.
pub(super) fn word(bytes: &[u8]) -> &[u8] {
    bytes.split(|byte| *byte == b' ').next().unwrap_or_default()
}

/// The words of a line, without spaces.
pub(super) fn words(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    content(line).split(|byte| *byte == b' ').filter(|word| !word.is_empty())
}

/// Whether a line holds a word, however it is written.
pub(super) fn holds(line: &[u8], word: &str) -> bool {
    place(line, word).is_some()
}

/// Where a line holds a word.
pub(super) fn place(line: &[u8], word: &str) -> Option<usize> {
    line.windows(word.len()).position(|at| at.eq_ignore_ascii_case(word.as_bytes()))
}

/// How long a text in quotes is, with them.
pub(super) fn quoted(bytes: &[u8]) -> Option<usize> {
    let inside = bytes.strip_prefix(b"\"")?;
    let mut escaped = false;
    let end = inside.iter().position(|byte| {
        let ends = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        ends
    })?;
    Some(end + 2)
}

/// The code with which a line begins.
pub(super) fn code(line: &[u8]) -> Option<u16> {
    let (digits, rest) = line.split_first_chunk::<3>()?;
    let is_code =
        matches!(rest.first(), None | Some(b' ' | b'-' | b'\r' | b'\n')) && digits.iter().all(u8::is_ascii_digit);
    is_code.then(|| digits.iter().fold(0, |code, digit| code * 10 + u16::from(digit - b'0')))
}

/// The number of bytes of a literal that a line announces at its end: `{12}`, `{12+}`, `~{12}`.
pub(super) fn literal(line: &[u8]) -> Option<u64> {
    let inside = content(line).strip_suffix(b"}")?;
    let inside = inside.strip_suffix(b"+").unwrap_or(inside);
    let digits = inside.get(inside.iter().rposition(|byte| *byte == b'{')? + 1..)?;
    number(digits)
}

/// A number in digits, of at most eighteen.
pub(super) fn number(digits: &[u8]) -> Option<u64> {
    let fits = (1..=18).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit);
    fits.then(|| digits.iter().fold(0, |number, digit| number * 10 + u64::from(digit - b'0')))
}
