//! JA4, the client's (J. Althouse for FoxIO, 2023; BSD 3-Clause): a part that people can read, and two hashes of sorted lists.

use super::hello::{Hello, meant};
use crate::schedule::Hash;

/// So many characters of a hash.
const SHORT: usize = 12;

/// A JA4 value, and what it is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ja4 {
    /// Transport, version, whether a name is asked for, how many suites and extensions, the first protocol of ALPN.
    pub readable: String,
    /// The suites, sorted.
    pub suites: String,
    /// The extensions, sorted, without the name and ALPN, which are in the part that people can read; then the signature schemes
    /// in their order.
    pub extensions: String,
    /// The readable part, and the first twelve characters of the SHA-256 of either list.
    pub value: String,
    /// The same with the lists in place of their hashes.
    pub raw: String,
}

impl Ja4 {
    pub(super) fn of(hello: &Hello, over_quic: bool) -> Ja4 {
        let readable = readable(hello, over_quic);
        let suites = sorted(meant(&hello.suites));
        let names = |number: &u16| !matches!(number, 0 | 16);
        let mut extensions = sorted(meant(&hello.extensions).filter(names));
        let schemes = listed(meant(&hello.schemes));
        if !schemes.is_empty() {
            extensions = format!("{extensions}_{schemes}");
        }
        let value = format!("{readable}_{}_{}", short(&suites), short(&extensions));
        let raw = format!("{readable}_{suites}_{extensions}");
        Ja4 { readable, suites, extensions, value, raw }
    }
}

fn readable(hello: &Hello, over_quic: bool) -> String {
    let version = match meant(&hello.versions).max().unwrap_or(hello.legacy_version) {
        0x0304 => "13",
        0x0303 => "12",
        0x0302 => "11",
        0x0301 => "10",
        0x0300 => "s3",
        0x0002 => "s2",
        _ => "00",
    };
    let name = if hello.extensions.contains(&0) { 'd' } else { 'i' };
    let count = |numbers: &[u16]| meant(numbers).count().min(99);
    let (suites, extensions) = (count(&hello.suites), count(&hello.extensions));
    let transport = if over_quic { 'q' } else { 't' };
    format!("{transport}{version}{name}{suites:02}{extensions:02}{}", protocol(hello))
}

/// The first and the last character of the first protocol, or of its hexadecimal digits.
fn protocol(hello: &Hello) -> String {
    let Some((first, last)) = hello.alpn.first().and_then(|name| Some((*name.first()?, *name.last()?))) else {
        return "00".to_owned();
    };
    match first.is_ascii_alphanumeric() && last.is_ascii_alphanumeric() {
        true => [char::from(first), char::from(last)].iter().collect(),
        false => format!("{:x}{:x}", first >> 4, last & 0xf),
    }
}

fn listed(numbers: impl Iterator<Item = u16>) -> String {
    numbers.map(|number| format!("{number:04x}")).collect::<Vec<_>>().join(",")
}

fn sorted(numbers: impl Iterator<Item = u16>) -> String {
    let mut numbers: Vec<u16> = numbers.collect();
    numbers.sort_unstable();
    listed(numbers.into_iter())
}

fn short(list: &str) -> String {
    if list.is_empty() {
        return "0".repeat(SHORT);
    }
    wirewalk_ground::hex(&Hash::Sha256.digest(list.as_bytes())).chars().take(SHORT).collect()
}
