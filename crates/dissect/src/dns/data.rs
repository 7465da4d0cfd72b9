//! What records say, by their type: addresses, names, text. Types that are not known here are opaque (RFC 3597).

use super::address::{ipv4, ipv6};
use super::whole::Whole;
use super::{dnssec, service};
use crate::cursor::{Cursor, Stop, lossy};
use crate::field::{Datum, Label, Value};
use crate::names::dns_records as label;
use crate::read::{each, length, plain, rest};

/// The data of a record of this type.
pub(super) fn data(c: &mut Cursor<'_>, whole: &Whole<'_>, kind: u16) -> Result<(), Stop> {
    match kind {
        1 => ipv4(c, &label::A),
        2 => whole.put_name(c, &label::NS),
        5 => whole.put_name(c, &label::CNAME),
        6 => start_of_authority(c, whole),
        12 => whole.put_name(c, &label::PTR),
        15 => {
            plain(c, &label::MX_PREFERENCE, 2)?;
            whole.put_name(c, &label::MX)
        }
        16 => texts(c),
        28 => ipv6(c, &label::AAAA),
        33 => server(c, whole),
        39 => whole.put_name(c, &label::DNAME),
        43 | 59 => dnssec::delegation(c),
        46 => dnssec::signature(c, whole),
        47 => dnssec::next(c, whole),
        48 | 60 => dnssec::key(c),
        50 => dnssec::next_hashed(c),
        52 => service::association(c),
        64 | 65 => service::binding(c, whole),
        257 => authorization(c),
        _ => rest(c, &label::DATA),
    }
}

fn start_of_authority(c: &mut Cursor<'_>, whole: &Whole<'_>) -> Result<(), Stop> {
    whole.put_name(c, &label::SOA_SERVER)?;
    whole.put_name(c, &label::SOA_MAILBOX)?;
    let numbers: [&'static Label; 5] =
        [&label::SOA_SERIAL, &label::SOA_REFRESH, &label::SOA_RETRY, &label::SOA_EXPIRE, &label::SOA_MINIMUM];
    numbers.into_iter().try_for_each(|label| plain(c, label, 4).map(drop))
}

/// Texts, each with its length; there may be several, and a program puts them together.
fn texts(c: &mut Cursor<'_>) -> Result<(), Stop> {
    each(c, |c| {
        let len = length(c, &label::TXT_LENGTH, 1)?;
        match len {
            0 => Ok(()),
            len => c.text(&label::TXT, len).map(drop),
        }
    })
}

fn server(c: &mut Cursor<'_>, whole: &Whole<'_>) -> Result<(), Stop> {
    plain(c, &label::SRV_PRIORITY, 2)?;
    plain(c, &label::SRV_WEIGHT, 2)?;
    plain(c, &label::SRV_PORT, 2)?;
    whole.put_name(c, &label::SRV_TARGET)
}

/// Which authority may make certificates (RFC 8659 §4.1).
fn authorization(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let flags = c.rest().first().copied().unwrap_or_default();
    c.group(&label::CAA_FLAGS, 1, |c| {
        let critical = Value { datum: Datum::Flag(flags & 0x80 != 0), meaning: None };
        c.bits(&label::CAA_CRITICAL, 0..1, critical)?;
        c.bits(&label::CAA_RESERVED, 1..8, Value::number((flags & 0x7f).into()))?;
        Ok(Value::NONE)
    })?;
    let len = length(c, &label::CAA_TAG_LENGTH, 1)?;
    let tag = lossy(c.rest().get(..len).unwrap_or_default());
    let meaning = match tag.to_ascii_lowercase().as_str() {
        "issue" => "the value names an authority that may issue certificates for the name",
        "issuewild" => "the value names an authority that may issue certificates for all names below this one",
        "issuemail" => "the value names an authority that may issue certificates for mail",
        "iodef" => "the value says where an authority should report a request that it refused",
        _ => "a tag that this program does not know",
    };
    if len > 0 {
        c.leaf(&label::CAA_TAG, len, Value::text(tag).meaning(meaning))?;
    }
    match c.left() {
        0 => Ok(()),
        left => c.text(&label::CAA_VALUE, left).map(drop),
    }
}
