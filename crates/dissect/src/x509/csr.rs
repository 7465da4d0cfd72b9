//! Certificate signing requests (RFC 2986): PKCS#10.

use super::{extensions, name, public_key_info, signed, version};
use crate::cursor::{Cursor, Stop};
use crate::der::{self, Inside, Tag};
use crate::field::{Field, Value};
use crate::names::x509 as label;

/// A CertificationRequest.
pub(crate) fn csr<'c>(c: &'c mut Cursor<'_>) -> Result<&'c mut Field, Stop> {
    der::sequence(c, &label::CSR, |c| {
        der::sequence(c, &label::CSR_INFO, info)?;
        signed(c, &[], &label::CSR_ALGORITHM, &label::CSR_SIGNATURE).map(der::none)
    })
}

fn info(c: &mut Cursor<'_>) -> Inside {
    version(c, &label::CSR_VERSION, &["version 1"])?;
    name::name(c, &label::CSR_SUBJECT)?;
    public_key_info(c, &label::CSR_KEY)?;
    if der::next_is(c, Tag::context(0)) {
        let item = ("attribute", &label::CSR_ATTRIBUTE);
        der::each_sequence(c, &label::CSR_ATTRIBUTES, Tag::context(0), item, attribute)?;
    }
    Ok(Value::NONE)
}

fn attribute(c: &mut Cursor<'_>) -> Inside {
    let kind = der::primitive(c, &label::CSR_ATTRIBUTE_TYPE, der::OID, der::object_identifier)?;
    let wishes = der::known(kind).is_some_and(|k| k.name == "extensionRequest");
    der::each(c, &label::CSR_VALUES, der::SET, "value", |c| {
        match wishes {
            true => extensions::extensions(c, &extensions::REQUEST),
            false => der::any(c, 0),
        }
        .map(drop)
    })?;
    Ok(Value::text(der::oid_name(kind)))
}
