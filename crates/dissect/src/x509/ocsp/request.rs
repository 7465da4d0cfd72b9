//! The question (RFC 6960 §4.1).

use super::{cert_id, explicit, signed, version};
use crate::cursor::{Cursor, Stop};
use crate::der::{self, Inside};
use crate::field::{Datum, Field, Value};
use crate::names::ocsp as label;
use crate::x509::extensions::{self, extensions};
use crate::x509::general_name::{self, Whose};

/// An OCSPRequest.
pub(crate) fn request<'c>(c: &'c mut Cursor<'_>) -> Result<&'c mut Field, Stop> {
    der::sequence(c, &label::REQUEST, |c| {
        der::sequence(c, &label::TBS_REQUEST, question)?;
        explicit(c, 0, |c| der::sequence(c, &label::OPTIONAL_SIGNATURE, |c| signed(c).map(der::none)).map(der::none))?;
        Ok(Value::NONE)
    })
}

fn question(c: &mut Cursor<'_>) -> Inside {
    version(c)?;
    explicit(c, 1, |c| {
        let left = c.left();
        c.group(&label::REQUESTOR, left, |c| general_name::name(c, Whose::One).map(der::none)).map(der::none)
    })?;
    der::each_sequence(c, &label::REQUEST_LIST, der::SEQUENCE, ("certificate", &label::REQUEST_ITEM), one)?;
    explicit(c, 2, |c| extensions(c, &extensions::STATUS_REQUEST).map(der::none))?;
    Ok(Value::NONE)
}

fn one(c: &mut Cursor<'_>) -> Inside {
    let serial = match &cert_id(c, &label::REQUEST_CERT)?.value.datum {
        Datum::Text(serial) => serial.clone(),
        _ => String::new(),
    };
    explicit(c, 0, |c| extensions(c, &extensions::STATUS_REQUEST_ITEM).map(der::none))?;
    Ok(Value::text(format!("is {serial} revoked?")))
}
