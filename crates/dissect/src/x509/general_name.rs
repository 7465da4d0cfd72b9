//! GeneralName: a host, an address, a person, a directory name… (RFC 5280 §4.2.1.6).

// The types of addresses alone; they do no I/O.
use core::net::{Ipv4Addr, Ipv6Addr};

use super::name;
use crate::cursor::{Cursor, Stop, stop};
use crate::der::{self, Inside, Reading, Tag};
use crate::field::{Field, Label, Value};
use crate::names::{der as tags, x509 as plain, x509ce as label};

/// A SEQUENCE of names, or what has another tag and the same content.
pub(super) fn names<'c>(c: &'c mut Cursor<'_>, label: &'static Label, tag: Tag) -> Result<&'c mut Field, Stop> {
    let field = der::each(c, label, tag, "name", |c| name(c, Whose::One))?;
    if field.children.iter().all(|f| f.is(&tags::TAG) || f.is(&tags::LENGTH)) {
        crate::cursor::blame(field, "an empty list of names");
    }
    Ok(field)
}

/// Whether a name stands for itself or for all below it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// One name.
    One,
    /// A part of the tree: an address has a mask.
    Subtree,
}

/// One name.
pub(super) fn name(c: &mut Cursor<'_>, whose: Whose) -> Result<(), Stop> {
    let tag = der::peek(c).filter(|t| t.class == 2);
    match tag.map(|t| t.number) {
        Some(0) => drop(der::element(c, &label::OTHER_NAME, Tag::context(0), other)?),
        Some(1) => drop(der::primitive(c, &label::RFC822_NAME, Tag::primitive(1), der::ascii)?),
        Some(2) => drop(der::primitive(c, &label::DNS_NAME, Tag::primitive(2), dns)?),
        Some(3) => drop(der::element(c, &label::X400_ADDRESS, Tag::context(3), der::plain_content)?),
        Some(4) => drop(der::element(c, &label::DIRECTORY_NAME, Tag::context(4), directory)?),
        Some(5) => drop(der::element(c, &label::EDI_PARTY_NAME, Tag::context(5), der::plain_content)?),
        Some(6) => drop(der::primitive(c, &label::URI_NAME, Tag::primitive(6), der::ascii)?),
        Some(7) if whose == Whose::Subtree => range(c)?,
        Some(7) => address(c)?,
        Some(8) => drop(der::primitive(c, &label::REGISTERED_ID, Tag::primitive(8), der::object_identifier)?),
        _ => return stop("an undefined type of name: only [0] to [8] exist"),
    }
    Ok(())
}

fn other(c: &mut Cursor<'_>) -> Inside {
    let kind = der::primitive(c, &label::OTHER_NAME_TYPE, der::OID, der::object_identifier)?;
    der::element(c, &label::OTHER_NAME_VALUE, Tag::context(0), |c| {
        der::optional(c, &plain::UTF8_ATTRIBUTE, der::UTF8_STRING, der::utf8)?;
        der::plain_content(c)
    })?;
    Ok(Value::text(der::oid_name(kind)))
}

fn directory(c: &mut Cursor<'_>) -> Inside {
    Ok(Value { meaning: None, ..name::name(c, &plain::NAME)?.value.clone() })
}

/// A host name: letters, digits, hyphens; `*` as the whole first label.
fn dns(content: &[u8]) -> Reading {
    let mut reading = der::ascii(content);
    let label = |(i, label): (usize, &[u8])| {
        let good = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
        label.iter().all(good) || i == 0 && label == b"*"
    };
    let problem = match content {
        [] => Some("an empty name"),
        [b' '] => Some("a space instead of a name"),
        _ if !content.split(|b| *b == b'.').enumerate().all(label) => {
            Some("not a host name: only letters, digits and hyphens are allowed, and `*` as the whole first label")
        }
        [b'*', ..] => {
            reading.value.meaning = Some("a wildcard: it matches any single label".into());
            None
        }
        _ => None,
    };
    reading.problem = reading.problem.or(problem.map(Into::into));
    reading
}

fn text_of(content: &[u8]) -> Option<String> {
    match content.len() {
        4 => content.first_chunk::<4>().map(|a| Ipv4Addr::from(*a).to_string()),
        16 => content.first_chunk::<16>().map(|a| Ipv6Addr::from(*a).to_string()),
        _ => None,
    }
}

fn address(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let tag = Tag::primitive(7);
    der::within(c, &label::IP_OTHER, tag, |c| {
        let content = c.rest();
        let label = match content.len() {
            4 => &label::IPV4,
            16 => &label::IPV6,
            _ => &label::IP_OTHER,
        };
        let text = text_of(content);
        let field = c.leaf(label, content.len(), text.clone().map_or_else(|| der::hex(content), Value::text))?;
        if text.is_none() {
            let len = content.len() as u64;
            crate::cursor::blame(field, format!("an address of {}", crate::cursor::bytes(len)));
        }
        Ok(())
    })
}

/// An address and its mask.
fn range(c: &mut Cursor<'_>) -> Result<(), Stop> {
    der::within(c, &label::IP_RANGE, Tag::primitive(7), |c| {
        let len = c.left();
        c.group(&label::IP_RANGE, len, |c| {
            let content = c.rest();
            let (address, mask) = content.split_at(len / 2);
            let (Some(network), Some(bits)) = (text_of(address), text_of(mask).filter(|_| len.is_multiple_of(2)))
            else {
                return stop("a range is an address and a mask of the same length: 8 or 32 bytes");
            };
            c.leaf(&label::IP_RANGE_ADDRESS, len / 2, Value::text(&network))?;
            c.leaf(&label::IP_RANGE_MASK, len / 2, Value::text(&bits))?;
            Ok(Value::text(format!("{network} with mask {bits}")))
        })?;
        Ok(())
    })
}
