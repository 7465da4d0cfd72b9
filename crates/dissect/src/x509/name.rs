//! Names: from the large to the small, each step a kind and a value (RFC 5280 §4.1.2.4).

use crate::cursor::{Cursor, Stop, stop};
use crate::der::{self, Inside, Reading, Tag};
use crate::field::{Datum, Field, Label, Value};
use crate::names::x509 as label;

/// A name; its value is the name in one line: `C=CH, O=Nuts, CN=localhost`.
pub(super) fn name<'c>(c: &'c mut Cursor<'_>, label: &'static Label) -> Result<&'c mut Field, Stop> {
    der::sequence(c, label, steps)
}

fn steps(c: &mut Cursor<'_>) -> Inside {
    let mut parts = Vec::new();
    while c.left() > 0 {
        parts.push(rdn(c)?);
    }
    Ok(Value::text(parts.join(", ")))
}

/// A name whose steps are a group of their own, without tag and length; its value is the same line.
pub(crate) fn distinguished_name(c: &mut Cursor<'_>, whole: &'static Label, inner: &'static Label) -> Result<(), Stop> {
    der::sequence(c, whole, |c| match c.left() {
        0 => Ok(Value::NONE),
        left => c.group(inner, left, steps).map(der::none),
    })
    .map(drop)
}

/// One step of a name.
pub(super) fn rdn(c: &mut Cursor<'_>) -> Result<String, Stop> {
    let mut text = String::new();
    let field = der::element(c, &label::RDN_SET, der::SET, |c| {
        let empty = c.left() == 0;
        text = attributes(c)?;
        if empty { stop("an empty part of a name") } else { Ok(Value::NONE) }
    })?;
    if text.is_empty() && field.problem.is_some() {
        text.push('?');
    }
    Ok(text)
}

/// The content of a step where its SET has another tag.
pub(super) fn rdn_content(c: &mut Cursor<'_>) -> Inside {
    attributes(c).map(Value::text)
}

fn attributes(c: &mut Cursor<'_>) -> Result<String, Stop> {
    let mut parts = Vec::new();
    while c.left() > 0 {
        parts.push(attribute(c)?);
    }
    Ok(parts.join(" + "))
}

fn attribute(c: &mut Cursor<'_>) -> Result<String, Stop> {
    let mut text = "?".to_owned();
    der::sequence(c, &label::RDN, |c| {
        let kind = der::primitive(c, &label::ATTRIBUTE_TYPE, der::OID, der::object_identifier)?;
        let value = attribute_value(c, kind)?;
        text = format!("{}={value}", short(kind));
        Ok(Value::text(&text))
    })?;
    Ok(text)
}

fn attribute_value(c: &mut Cursor<'_>, kind: &[u8]) -> Result<String, Stop> {
    let Some(tag) = der::peek(c) else { return stop("a name without a value") };
    let kind = der::known(kind).map_or("", |k| k.name);
    let label = match (kind, tag.number) {
        _ if tag.class != 0 || tag.constructed => {
            der::any(c, 0)?;
            return Ok("?".to_owned());
        }
        ("countryName" | "jurisdictionCountryName", 19) => &label::COUNTRY,
        ("serialNumber" | "dnQualifier", 19) => &label::PLAIN_PRINTABLE_NAME,
        (_, 12) => &label::UTF8_NAME,
        (_, 19) => &label::PRINTABLE_NAME,
        (_, 20) => &label::TELETEX_NAME,
        (_, 22) => &label::IA5_NAME,
        (_, 28) => &label::UNIVERSAL_NAME,
        (_, 30) => &label::BMP_NAME,
        _ => &label::OTHER_NAME_VALUE,
    };
    let mut text = String::new();
    der::primitive(c, label, tag, |content| {
        let reading = read(tag, kind, content);
        if let Datum::Text(value) = &reading.value.datum {
            text.clone_from(value);
        }
        reading
    })?;
    Ok(text)
}

fn read(tag: Tag, kind: &str, content: &[u8]) -> Reading {
    let mut reading = match tag.number {
        12 | 18..=22 | 26..=30 => der::string(tag.number)(content),
        _ => der::octets(content),
    };
    if kind == "countryName" && content.len() != 2 {
        reading.problem = reading.problem.or(Some("a country has two letters".into()));
    } else if content.is_empty() {
        reading.problem = reading.problem.or(Some("an empty value".into()));
    }
    reading
}

/// The abbreviation that everybody writes (RFC 4514 §3), or the name.
fn short(kind: &[u8]) -> String {
    let name = der::oid_name(kind);
    let short = match name.as_str() {
        "commonName" => "CN",
        "countryName" => "C",
        "localityName" => "L",
        "stateOrProvinceName" => "ST",
        "organizationName" => "O",
        "organizationalUnitName" => "OU",
        "streetAddress" => "STREET",
        "domainComponent" => "DC",
        "userId" => "UID",
        _ => return name,
    };
    short.to_owned()
}
