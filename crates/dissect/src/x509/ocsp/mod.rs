//! OCSP: a client asks whether certificates are revoked, and an authority answers (RFC 6960). Nothing is verified here.

mod request;
mod response;

pub(crate) use request::request;
pub(crate) use response::{responder, response};

use super::extensions::{STATUS_REQUEST, extensions};
use super::signature::signature;
use super::{algorithm, certificate};
use crate::cursor::{Cursor, Stop};
use crate::der::{self, Inside, Tag};
use crate::field::{Field, Label, Value};
use crate::names::{der as tags, ocsp as label};

/// Which certificate is meant; its value is the serial number.
fn cert_id<'c>(c: &'c mut Cursor<'_>, label: &'static Label) -> Result<&'c mut Field, Stop> {
    der::sequence(c, label, |c| {
        algorithm(c, &label::HASH_ALGORITHM)?;
        der::primitive(c, &label::NAME_HASH, der::OCTET_STRING, der::octets)?;
        der::primitive(c, &label::KEY_HASH, der::OCTET_STRING, der::octets)?;
        let reading = |content: &[u8]| der::Reading { value: der::hex(content), ..der::unsigned(content) };
        let serial = der::primitive(c, &label::SERIAL, der::INTEGER, reading)?;
        Ok(der::hex(serial))
    })
}

/// Extensions that a client of TLS wishes for in the question.
pub(crate) fn wishes(c: &mut Cursor<'_>) -> Result<(), Stop> {
    extensions(c, &STATUS_REQUEST).map(drop)
}

/// A version, which is left out where it is the first one, and there is no other.
fn version(c: &mut Cursor<'_>) -> Result<(), Stop> {
    explicit(c, 0, |c| {
        super::version(c, &label::VERSION, &["version 1"])?;
        if let Some(field) = c.last() {
            crate::cursor::blame(field, "version 1 is what its absence says: DER leaves it out");
        }
        Ok(Value::NONE)
    })
}

/// What stands under a tag of its own, if it is there.
fn explicit<'a>(c: &mut Cursor<'a>, number: u32, read: impl FnOnce(&mut Cursor<'a>) -> Inside) -> Result<(), Stop> {
    match der::next_is(c, Tag::context(number)) {
        true => der::element(c, &tags::TAGGED, Tag::context(number), read).map(drop),
        false => Ok(()),
    }
}

/// Algorithm, signature, and certificates to check it with.
fn signed(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let found = algorithm(c, &label::SIGNATURE_ALGORITHM)?;
    der::whole_bytes(c, &label::SIGNATURE, der::BIT_STRING, |c| signature(c, found.name()))?;
    explicit(c, 0, |c| {
        der::each(c, &label::CERTS, der::SEQUENCE, "certificate", |c| certificate(c).map(drop)).map(der::none)
    })
}
