//! What kind of file this is, by the tags of its first elements.

use super::kind::Kind;
use crate::der::{self, Header, Tag};

/// What the bytes are, given what a PEM label says: the bytes win; and whether they say otherwise. Where they are too broken
/// to be recognised, the label is believed as long as they begin like what it says.
pub(super) fn weigh(said: Option<Kind>, bytes: &[u8]) -> (Kind, bool) {
    let due = if said == Some(Kind::EcParameters) { der::OID } else { der::SEQUENCE };
    let plausible = elements(bytes).next().is_some_and(|e| e.tag == due);
    match (said, recognise(bytes)) {
        (None, found) => (found, false),
        (Some(said), Kind::Unknown) if plausible => (said, false),
        // Two numbers may be either, and the curve may be written out.
        (Some(said @ Kind::DhParameters), Kind::RsaPublicKey) => (said, false),
        (Some(Kind::EcParameters), found @ Kind::EcCurve) => (found, false),
        (Some(said), found) => (found, said != found),
    }
}

/// What these bytes are, from the tags of the first elements: also where they are cut off or wrong further on.
pub(crate) fn recognise(bytes: &[u8]) -> Kind {
    let outer = match elements(bytes).next() {
        Some(outer) if outer.tag == der::SEQUENCE => outer,
        Some(name) if name.tag == der::OID && name.content.len() + 2 == bytes.len() => return Kind::EcParameters,
        _ => return Kind::Unknown,
    };
    let inside: Vec<Element<'_>> = elements(outer.content).take(4).collect();
    let tags: Vec<Tag> = inside.iter().map(|e| e.tag).collect();
    let content = |at: usize| inside.get(at).map_or(&[][..], |e| e.content);
    let first = content(0);
    let number = der::number(first).unwrap_or(u64::MAX);
    match tags.as_slice() {
        [der::SEQUENCE, der::OCTET_STRING] if starts_with_oid(first) => Kind::EncryptedPrivateKey,
        [der::SEQUENCE, der::BIT_STRING] if starts_with_oid(first) => Kind::PublicKey,
        [der::SEQUENCE, ..] if is_question(first) => Kind::OcspRequest,
        [der::SEQUENCE, ..] => signed(first),
        [der::ENUMERATED] if number != 0 && first.len() == 1 => Kind::OcspResponse,
        [der::ENUMERATED, tag] if *tag == Tag::context(0) && first.len() == 1 => Kind::OcspResponse,
        [der::OID, tag] if *tag == Tag::context(0) && der::known(first).is_some() => Kind::Cms,
        [der::INTEGER, der::SEQUENCE, der::OCTET_STRING, ..] if number <= 1 => Kind::PrivateKey,
        [der::INTEGER, der::SEQUENCE, der::SEQUENCE, der::OCTET_STRING] if starts_with_oid(content(1)) => Kind::EcCurve,
        [der::INTEGER, der::SEQUENCE, ..] if number == 3 => Kind::Pkcs12,
        [der::INTEGER, der::OCTET_STRING, ..] if number == 1 => Kind::EcPrivateKey,
        [der::INTEGER, der::INTEGER, der::INTEGER, der::INTEGER] if number <= 1 => Kind::RsaPrivateKey,
        // An even exponent would be no key.
        [der::INTEGER, der::INTEGER] if first.len() >= 16 && content(1) == [2] => Kind::DhParameters,
        [der::INTEGER, der::INTEGER, der::INTEGER] if first.len() >= 16 && content(1).len() <= 8 => Kind::DhParameters,
        [der::INTEGER, der::INTEGER] if first.len() >= 64 => Kind::RsaPublicKey,
        _ => Kind::Unknown,
    }
}

fn starts_with_oid(content: &[u8]) -> bool {
    elements(content).next().is_some_and(|e| e.tag == der::OID)
}

/// Whether these are the contents of a question to OCSP: a list of certificates, each named by two hashes and a serial number.
fn is_question(content: &[u8]) -> bool {
    let inside = |content| elements(content).next().filter(|e| e.tag == der::SEQUENCE).map(|e| e.content);
    let list = elements(content).take(3).find(|e| e.tag.class == 0).filter(|e| e.tag == der::SEQUENCE);
    let Some(cert_id) = list.and_then(|list| inside(list.content)).and_then(inside) else { return false };
    let tags: Vec<Tag> = elements(cert_id).take(4).map(|e| e.tag).collect();
    let due = [der::SEQUENCE, der::OCTET_STRING, der::OCTET_STRING, der::INTEGER];
    // Where it is cut off, two will do.
    tags.len() >= 2 && due.starts_with(&tags)
}

/// Certificate, request or list, from what is signed.
fn signed(content: &[u8]) -> Kind {
    let tags: Vec<Tag> = elements(content).take(4).map(|e| e.tag).collect();
    let second = elements(content).nth(1).map_or(&[][..], |e| e.content);
    match tags.as_slice() {
        [t, der::INTEGER, ..] if *t == Tag::context(0) => Kind::Certificate,
        [der::INTEGER, der::SEQUENCE, der::SEQUENCE, der::SEQUENCE] => Kind::Certificate,
        [der::INTEGER, der::SEQUENCE, der::SEQUENCE, der::UTC_TIME | der::GENERALIZED_TIME] => Kind::Crl,
        [der::SEQUENCE, der::SEQUENCE, der::UTC_TIME | der::GENERALIZED_TIME, ..] => Kind::Crl,
        [der::INTEGER, der::SEQUENCE, der::SEQUENCE, ..] if !starts_with_oid(second) => Kind::Csr,
        _ => Kind::Unknown,
    }
}

struct Element<'a> {
    tag: Tag,
    content: &'a [u8],
}

/// The elements one after the other, as far as they can be told apart.
fn elements(bytes: &[u8]) -> impl Iterator<Item = Element<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let header = Header::read(rest).ok()?;
        let content = rest.get(header.len()..header.len() + header.content)?;
        rest = rest.get(header.whole(rest)..)?;
        Some(Element { tag: header.tag, content })
    })
}
