//! Which label an element of unknown grammar gets, and how it is read.

use super::header::Tag;
use super::value::Reading;
use super::{oid, time, value};
use crate::field::{Label, Value};
use crate::names::der as label;

/// The group that an element with this tag becomes where its grammar gives it no name of its own.
pub(super) fn of(tag: Tag) -> &'static Label {
    match (tag.class, tag.number) {
        (0, 1) => &label::BOOLEAN,
        (0, 2) => &label::INTEGER,
        (0, 3) => &label::BIT_STRING,
        (0, 4) => &label::OCTET_STRING,
        (0, 5) => &label::NULL,
        (0, 6) => &label::OID,
        (0, 10) => &label::ENUMERATED,
        (0, 16) => &label::SEQUENCE,
        (0, 17) => &label::SET,
        (0, 23 | 24) => &label::TIME,
        (0, 12 | 18..=22 | 25..=30) => &label::STRING,
        _ => &label::TAGGED,
    }
}

/// The leaf for a value with this tag whose purpose is not known, and how it is read.
pub(super) fn plain(tag: Tag) -> (&'static Label, fn(&[u8]) -> Reading) {
    match (tag.class, tag.number) {
        (0, 1) => (&label::PLAIN_BOOLEAN, value::boolean),
        (0, 2) => (&label::PLAIN_INTEGER, value::integer),
        (0, 3) => (&label::PLAIN_BIT_STRING, |_| Reading::from(Value::NONE)),
        (0, 4) => (&label::PLAIN_OCTET_STRING, value::octets),
        (0, 5) => (&label::PLAIN_NULL, value::null),
        (0, 6) => (&label::PLAIN_OID, oid::read),
        (0, 10) => (&label::PLAIN_ENUMERATED, value::integer),
        (0, 12) => (&label::PLAIN_UTF8, value::utf8),
        (0, 19) => (&label::PLAIN_PRINTABLE, value::printable),
        (0, 22) => (&label::PLAIN_IA5, value::ascii),
        (0, 23) => (&label::PLAIN_UTC_TIME, time::utc),
        (0, 24) => (&label::PLAIN_GENERALIZED_TIME, time::generalized),
        (0, n @ (18..=22 | 25..=30)) => (&label::PLAIN_STRING, value::string(n)),
        _ => (&label::PLAIN_PRIMITIVE, value::octets),
    }
}
