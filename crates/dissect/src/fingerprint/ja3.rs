//! JA3 (J. Althouse, J. Atkinson, J. Atkins, 2017): five lists as they stand in the hello, and their MD5.

use md5::{Digest, Md5};

use super::hello::{Hello, meant};

/// A JA3 value, and what it is the hash of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ja3 {
    /// Version, suites, extensions, groups, forms of points, in decimal and in their order, without GREASE.
    pub raw: String,
    /// MD5 of that.
    pub value: String,
}

impl Ja3 {
    pub(super) fn of(hello: &Hello) -> Ja3 {
        let list = |numbers: &[u16]| meant(numbers).map(|n| n.to_string()).collect::<Vec<_>>().join("-");
        let lists = [&hello.suites, &hello.extensions, &hello.groups, &hello.points].map(|numbers| list(numbers));
        let raw = format!("{},{}", hello.legacy_version, lists.join(","));
        let value = wirewalk_ground::hex(&Md5::digest(raw.as_bytes()));
        Ja3 { raw, value }
    }
}
