//! Tag and length of an element: what comes before every value (X.690 §8.1).

#![deny(clippy::arithmetic_side_effects)]

use std::borrow::Cow;

use crate::cursor::{Stop, bytes, stop};

/// What kind of element it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tag {
    /// 0 universal, 1 application, 2 context-specific, 3 private.
    pub class: u8,
    /// Whether the value is made of elements.
    pub constructed: bool,
    /// The type, in a class.
    pub number: u32,
}

pub(crate) const BOOLEAN: Tag = Tag::universal(1);
pub(crate) const INTEGER: Tag = Tag::universal(2);
pub(crate) const BIT_STRING: Tag = Tag::universal(3);
pub(crate) const OCTET_STRING: Tag = Tag::universal(4);
pub(crate) const NULL: Tag = Tag::universal(5);
pub(crate) const OID: Tag = Tag::universal(6);
pub(crate) const ENUMERATED: Tag = Tag::universal(10);
pub(crate) const UTF8_STRING: Tag = Tag::universal(12);
pub(crate) const IA5_STRING: Tag = Tag::universal(22);
pub(crate) const UTC_TIME: Tag = Tag::universal(23);
pub(crate) const GENERALIZED_TIME: Tag = Tag::universal(24);
pub(crate) const SEQUENCE: Tag = Tag { constructed: true, ..Tag::universal(16) };
pub(crate) const SET: Tag = Tag { constructed: true, ..Tag::universal(17) };

impl Tag {
    const fn universal(number: u32) -> Tag {
        Tag { class: 0, constructed: false, number }
    }

    /// `[number]`, whose value is one value and not made of elements.
    pub(crate) const fn primitive(number: u32) -> Tag {
        Tag { class: 2, constructed: false, number }
    }

    /// `[number]`, whose value is made of elements.
    pub(crate) const fn context(number: u32) -> Tag {
        Tag { class: 2, constructed: true, number }
    }

    /// What the standard calls it.
    pub(crate) fn name(self) -> Cow<'static, str> {
        let class = match self.class {
            0 => return universal_name(self.number),
            1 => "APPLICATION ",
            2 => "",
            _ => "PRIVATE ",
        };
        match (class, self.number) {
            ("", n @ 0..9) => Cow::Borrowed(
                ["[0]", "[1]", "[2]", "[3]", "[4]", "[5]", "[6]", "[7]", "[8]"]
                    .get(n as usize)
                    .copied()
                    .unwrap_or("[]"),
            ),
            (class, n) => Cow::Owned(format!("[{class}{n}]")),
        }
    }
}

fn universal_name(number: u32) -> Cow<'static, str> {
    Cow::Borrowed(match number {
        1 => "BOOLEAN",
        2 => "INTEGER",
        3 => "BIT STRING",
        4 => "OCTET STRING",
        5 => "NULL",
        6 => "OBJECT IDENTIFIER",
        10 => "ENUMERATED",
        12 => "UTF8String",
        16 => "SEQUENCE",
        17 => "SET",
        18 => "NumericString",
        19 => "PrintableString",
        20 => "TeletexString",
        22 => "IA5String",
        23 => "UTCTime",
        24 => "GeneralizedTime",
        26 => "VisibleString",
        28 => "UniversalString",
        30 => "BMPString",
        n => return Cow::Owned(format!("universal type {n}")),
    })
}

/// Tag and length, and what is wrong with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    pub tag: Tag,
    /// Bytes of the tag.
    pub tag_len: usize,
    /// Bytes of the length.
    pub length_len: usize,
    /// What the length says; `None`: up to two zero bytes.
    pub says: Option<u64>,
    /// Bytes of the value that are there.
    pub content: usize,
    /// Whether the length, or the tag, has another form than DER's.
    pub problem: Option<Cow<'static, str>>,
}

impl Header {
    /// Bytes of tag and length.
    pub(crate) fn len(&self) -> usize {
        self.tag_len.saturating_add(self.length_len)
    }

    /// Whether the length says more bytes than there are.
    pub(crate) fn is_cut_off(&self) -> bool {
        self.says.is_some_and(|says| says > self.content as u64)
    }

    /// Bytes of tag, length, value, and the two zero bytes after a value of indefinite length.
    pub(crate) fn whole(&self, rest: &[u8]) -> usize {
        let end = self.len().saturating_add(self.content);
        let marked = self.says.is_none() && rest.get(end..).is_some_and(|after| after.starts_with(&[0, 0]));
        end.saturating_add(if marked { 2 } else { 0 })
    }

    /// Reads the header at the start of `rest`; the value may be cut off, the header not.
    pub(crate) fn read(rest: &[u8]) -> Result<Header, Stop> {
        let header = Header::shallow(rest)?;
        if header.says.is_some() {
            return Ok(header);
        }
        let inside = rest.get(header.len()..).unwrap_or_default();
        let (content, found) = indefinite_end(inside);
        let problem = match (header.tag.constructed, found) {
            (false, _) => "only a value that consists of elements can have an indefinite length",
            (_, false) => "an indefinite length, but the two zero bytes that should end it are missing",
            _ => {
                "an indefinite length (BER): DER gives the length in advance, so that each value has only one \
                encoding"
            }
        };
        Ok(Header { content, problem: Some(Cow::Borrowed(problem)), ..header })
    }

    /// The header alone; the content of an indefinite length is 0.
    pub(super) fn shallow(rest: &[u8]) -> Result<Header, Stop> {
        let (tag, tag_len, tag_problem) = tag(rest)?;
        let after = rest.get(tag_len..).unwrap_or_default();
        let (says, length_len, problem) = length(after)?;
        let left = after.len().saturating_sub(length_len);
        let content = says.map_or(0, |n| usize::try_from(n).unwrap_or(usize::MAX)).min(left);
        let mut problem = tag_problem.or(problem).map(Cow::Borrowed);
        if let Some(n) = says.filter(|n| *n > left as u64) {
            let cut = format!("cut off: the length says {}, but only {left} remain", bytes(n));
            problem = Some(match problem {
                Some(earlier) => Cow::Owned(format!("{earlier}; {cut}")),
                None => Cow::Owned(cut),
            });
        }
        Ok(Header { tag, tag_len, length_len, says, content, problem })
    }
}

type WithProblem<T> = (T, usize, Option<&'static str>);

fn tag(rest: &[u8]) -> Result<WithProblem<Tag>, Stop> {
    let Some(first) = rest.first().copied() else { return stop("an element is missing") };
    let (class, constructed) = (first >> 6, first & 0x20 != 0);
    if first & 0x1f != 0x1f {
        return Ok((Tag { class, constructed, number: u32::from(first & 0x1f) }, 1, None));
    }
    let mut number = 0u32;
    for (len, byte) in (2..).zip(rest.iter().skip(1).take(4)) {
        number = number << 7 | u32::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            let short = number < 31 || rest.get(1) == Some(&0x80);
            let problem = short.then_some("a tag number that takes more bytes than it needs");
            return Ok((Tag { class, constructed, number }, len, problem));
        }
    }
    match rest.len() {
        0..5 => stop("cut off in a tag"),
        _ => stop("a tag number of more than 28 bits"),
    }
}

fn length(rest: &[u8]) -> Result<WithProblem<Option<u64>>, Stop> {
    const MOST: usize = 8;
    let Some(first) = rest.first().copied() else { return stop("cut off before a length") };
    let count = usize::from(first & 0x7f);
    match first {
        0..0x80 => return Ok((Some(u64::from(first)), 1, None)),
        0x80 => return Ok((None, 1, None)),
        _ if count > MOST => return stop(format!("a length in {count} bytes (0x{first:02x}): no file is that long")),
        _ => {}
    }
    let Some(digits) = rest.get(1..=count) else { return stop("cut off in a length") };
    let says = digits.iter().fold(0u64, |n, b| n << 8 | u64::from(*b));
    let long = digits.first() == Some(&0) || says < 0x80;
    let problem = long.then_some("a length that takes more bytes than it needs (BER): DER uses as few as possible");
    Ok((Some(says), count.saturating_add(1), problem))
}

/// Where the content of an indefinite length ends, and whether the two zero bytes are there. Without recursion: a counter
/// is enough.
fn indefinite_end(content: &[u8]) -> (usize, bool) {
    let (mut at, mut open) = (0, 1usize);
    while let Some(rest) = content.get(at..).filter(|r| !r.is_empty()) {
        if rest.starts_with(&[0, 0]) {
            open = open.saturating_sub(1);
            if open == 0 {
                return (at, true);
            }
            at = at.saturating_add(2);
            continue;
        }
        let Ok(header) = Header::shallow(rest) else { break };
        match header.says {
            None => open = open.saturating_add(1),
            Some(says) if says > header.content as u64 => break,
            Some(_) => {}
        }
        at = at.saturating_add(header.len()).saturating_add(header.content);
    }
    (content.len(), false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (usize, usize, usize, Option<String>) {
        let header = Header::read(bytes).expect("a header");
        (header.tag_len, header.length_len, header.content, header.problem.map(Cow::into_owned))
    }

    #[test]
    fn lengths_are_read_in_every_form() {
        assert_eq!(read(&[2, 1, 5]), (1, 1, 1, None));
        assert_eq!(read(&[&[4, 0x81, 0x80][..], &[0; 128]].concat()), (1, 2, 128, None));
        assert!(read(&[4, 0x81, 1, 0]).3.is_some_and(|p| p.contains("as few as possible")));
        assert!(read(&[4, 5, 0]).3.is_some_and(|p| p.contains("says 5 bytes, but only 1 remain")));
        assert!(read(&[0x7f, 5, 0]).3.is_some_and(|p| p.contains("more bytes than it needs")));
        assert_eq!(read(&[0x7f, 0x81, 5, 0]), (3, 1, 0, None));
        for bad in
            [&[][..], &[2], &[0x1f], &[0x1f, 0x80], &[0x1f, 0xff, 0xff, 0xff, 0xff, 0xff], &[2, 0x89], &[2, 0x82, 1]]
        {
            assert!(Header::read(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn an_indefinite_length_ends_at_its_own_two_zero_bytes() {
        let (_, _, content, problem) = read(&[0x30, 0x80, 0x30, 0x80, 2, 1, 0, 0, 0, 0, 0, 9]);
        assert_eq!(content, 7);
        assert!(problem.is_some_and(|p| p.contains("BER")));
        assert!(read(&[0x30, 0x80, 2, 1, 0]).3.is_some_and(|p| p.contains("missing")));
        let deep = [0x30, 0x80].repeat(1_000_000);
        assert_eq!(read(&deep).2, deep.len() - 2);
    }
}
