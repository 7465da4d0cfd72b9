//! CMS, which was PKCS#7: bundles of certificates and lists, and signed content (RFC 5652).

use super::{algorithm, certificate, crl, name, ocsp, time, version};
use crate::cursor::{Cursor, Stop, bytes};
use crate::der::{self, Inside, Reading, Tag};
use crate::field::{Field, Label, Value};
use crate::names::cms as label;

/// A ContentInfo.
pub(crate) fn cms<'c>(c: &'c mut Cursor<'_>) -> Result<&'c mut Field, Stop> {
    der::sequence(c, &label::CONTENT_INFO, |c| {
        let kind = der::primitive(c, &label::CONTENT_TYPE, der::OID, der::object_identifier)?;
        if c.left() > 0 {
            der::element(c, &label::CONTENT, Tag::context(0), |c| match der::oid_name(kind).as_str() {
                "signedData" => der::sequence(c, &label::SIGNED_DATA, signed_data).map(der::none),
                _ => der::plain_content(c),
            })?;
        }
        Ok(Value::text(der::oid_name(kind)))
    })
}

fn signed_data(c: &mut Cursor<'_>) -> Inside {
    number(c)?;
    der::each(c, &label::DIGESTS, der::SET, "hash", |c| algorithm(c, &label::DIGEST).map(drop))?;
    der::sequence(c, &label::ENCAPSULATED, encapsulated)?;
    if der::next_is(c, Tag::context(0)) {
        der::each(c, &label::CERTIFICATES, Tag::context(0), "certificate", choice)?;
    }
    if der::next_is(c, Tag::context(1)) {
        der::each(c, &label::CRLS, Tag::context(1), "list", revocation)?;
    }
    der::each_sequence(c, &label::SIGNERS, der::SET, ("signer", &label::SIGNER), signer).map(der::none)
}

fn number(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let names = ["version 0", "version 1", "version 2", "version 3", "version 4", "version 5"];
    version(c, &label::VERSION, &names).map(drop)
}

fn encapsulated(c: &mut Cursor<'_>) -> Inside {
    let kind = der::primitive(c, &label::ENCAPSULATED_TYPE, der::OID, der::object_identifier)?;
    if c.left() == 0 {
        return Ok(Value::text(der::oid_name(kind)).meaning("no content: a bundle, or the content is elsewhere"));
    }
    der::element(c, &crate::names::der::TAGGED, Tag::context(0), |c| match der::next_is(c, der::OCTET_STRING) {
        true => der::primitive(c, &label::ENCAPSULATED_CONTENT, der::OCTET_STRING, content).map(der::none),
        // PKCS#7 had the content as it is; BER may cut the octets into pieces.
        false => der::plain_content(c),
    })?;
    Ok(Value::text(der::oid_name(kind)))
}

/// Content: its text, if it is a short one.
fn content(content: &[u8]) -> Reading {
    Reading::from(crate::cursor::preview(content).meaning(bytes(content.len() as u64)))
}

/// A CertificateChoices.
fn choice(c: &mut Cursor<'_>) -> Result<(), Stop> {
    match der::peek(c) {
        Some(tag) if tag.class == 2 => der::element(c, &label::OTHER_CERTIFICATE, tag, der::plain_content).map(drop),
        _ => certificate(c).map(drop),
    }
}

/// A RevocationInfoChoice.
fn revocation(c: &mut Cursor<'_>) -> Result<(), Stop> {
    if !der::next_is(c, Tag::context(1)) {
        return crl(c).map(drop);
    }
    der::element(c, &label::OTHER_REVOCATION, Tag::context(1), |c| {
        let kind = der::primitive(c, &label::OTHER_REVOCATION_TYPE, der::OID, der::object_identifier)?;
        match der::oid_name(kind).as_str() {
            "ri-ocsp-response" => ocsp::response(c).map(der::none),
            _ => der::plain_content(c),
        }
    })
    .map(drop)
}

fn signer(c: &mut Cursor<'_>) -> Inside {
    number(c)?;
    if der::next_is(c, Tag::primitive(0)) {
        der::primitive(c, &label::KEY_ID, Tag::primitive(0), der::octets)?;
    } else {
        der::sequence(c, &label::ISSUER_AND_SERIAL, |c| {
            let issuer = name::name(c, &label::ISSUER)?.value.datum.clone();
            let reading = |content: &[u8]| Reading { value: der::hex(content), ..der::unsigned(content) };
            der::primitive(c, &label::SERIAL, der::INTEGER, reading)?;
            Ok(Value { datum: issuer, meaning: None })
        })?;
    }
    algorithm(c, &label::DIGEST_ALGORITHM)?;
    attributes(c, 0, &label::SIGNED_ATTRIBUTES)?;
    algorithm(c, &label::SIGNATURE_ALGORITHM)?;
    der::primitive(c, &label::SIGNATURE, der::OCTET_STRING, der::opaque)?;
    attributes(c, 1, &label::UNSIGNED_ATTRIBUTES)?;
    Ok(Value::NONE)
}

fn attributes(c: &mut Cursor<'_>, number: u32, label: &'static Label) -> Result<(), Stop> {
    if der::next_is(c, Tag::context(number)) {
        der::each_sequence(c, label, Tag::context(number), ("attribute", &label::ATTRIBUTE), attribute)?;
    }
    Ok(())
}

fn attribute(c: &mut Cursor<'_>) -> Inside {
    let kind = der::primitive(c, &label::ATTRIBUTE_TYPE, der::OID, der::object_identifier)?;
    let name = der::oid_name(kind);
    der::each(c, &label::ATTRIBUTE_VALUES, der::SET, "value", |c| match name.as_str() {
        "contentType" => der::primitive(c, &label::CONTENT_TYPE_ATTRIBUTE, der::OID, der::object_identifier).map(drop),
        "messageDigest" => der::primitive(c, &label::MESSAGE_DIGEST, der::OCTET_STRING, der::octets).map(drop),
        "signingTime" => time(c, &label::SIGNING_TIME).map(drop),
        _ => der::any(c, 0).map(drop),
    })?;
    Ok(Value::text(name))
}
