//! The list of extensions, in certificates, requests and lists of revoked certificates (RFC 5280 §4.2).

use std::collections::HashSet;

use super::extension;
use crate::cursor::{Cursor, Stop, blame};
use crate::der::{self, Inside};
use crate::field::{Field, Label, Value};
use crate::names::{ocsp, x509 as label};

/// What the parts of an extension are called, depending on where it stands.
pub(super) struct Place {
    list: &'static Label,
    item: &'static Label,
    id: &'static Label,
    critical: &'static Label,
}

/// In a certificate.
pub(super) static CERTIFICATE: Place = at(&label::EXTENSIONS);
/// For a list of revoked certificates as a whole.
pub(super) static LIST: Place = at(&label::CRL_EXTENSIONS);
/// For one entry of such a list.
pub(super) static ENTRY: Place = at(&label::ENTRY_EXTENSIONS);
/// Asked for, in a request.
pub(super) static REQUEST: Place = beside(&label::CSR_EXTENSIONS);
/// In a question to OCSP, for all of it.
pub(super) static STATUS_REQUEST: Place = beside(&ocsp::REQUEST_EXTENSIONS);
/// For one certificate of the question.
pub(super) static STATUS_REQUEST_ITEM: Place = beside(&ocsp::SINGLE_REQUEST_EXTENSIONS);
/// In an answer of OCSP, for all of it.
pub(super) static STATUS_RESPONSE: Place = beside(&ocsp::RESPONSE_EXTENSIONS);
/// For one certificate of the answer.
pub(super) static STATUS_ANSWER: Place = beside(&ocsp::SINGLE_EXTENSIONS);

/// Outside of certificates and lists Wireshark has other names for the parts.
const fn beside(list: &'static Label) -> Place {
    Place { list, item: &label::CSR_EXTENSION, id: &label::CSR_EXTENSION_ID, critical: &label::CSR_CRITICAL }
}

const fn at(list: &'static Label) -> Place {
    Place { list, item: &label::EXTENSION, id: &label::EXTENSION_ID, critical: &label::CRITICAL }
}

/// All extensions.
pub(super) fn extensions<'c>(c: &'c mut Cursor<'_>, place: &Place) -> Result<&'c mut Field, Stop> {
    let mut seen = HashSet::new();
    der::each(c, place.list, der::SEQUENCE, "extension", |c| {
        let id = extension(c, place)?;
        if let Some(field) = c.last().filter(|_| !seen.insert(id)) {
            blame(field, "the same extension twice, although each may appear only once");
        }
        Ok(())
    })
}

fn extension<'a>(c: &mut Cursor<'a>, place: &Place) -> Result<&'a [u8], Stop> {
    let mut id = &[][..];
    der::sequence(c, place.item, |c| {
        id = der::primitive(c, place.id, der::OID, der::object_identifier)?;
        let default = "without this field it is not critical either, so DER leaves it out";
        let critical = der::flag_if_set(c, place.critical, default)?;
        der::element(c, &label::EXTENSION_VALUE, der::OCTET_STRING, |c| value(c, id))?;
        let critical = if critical { ", critical" } else { "" };
        Ok(Value::text(format!("{}{critical}", der::oid_name(id))))
    })?;
    Ok(id)
}

/// What the box holds; of an extension that is not known, its elements.
fn value(c: &mut Cursor<'_>, id: &[u8]) -> Inside {
    if extension::read(c, der::known(id).map_or("", |k| k.name))? {
        return Ok(Value::NONE);
    }
    if !der::is_one_element(c) {
        let len = c.left();
        let value = der::hex(c.rest());
        c.leaf(&crate::names::der::PLAIN_OCTET_STRING, len, value)?;
    } else {
        der::any(c, 0)?;
    }
    Ok(Value::NONE.meaning("an extension that this program does not know"))
}
