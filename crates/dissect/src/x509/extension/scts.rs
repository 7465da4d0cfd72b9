//! Signed certificate timestamps: promises of public logs, in the form of TLS inside an OCTET STRING (RFC 6962 §3.3).

use crate::cursor::{Cursor, Stop, blame, bytes, stop};
use crate::der::{self, Inside};
use crate::field::{Label, Value};
use crate::names::x509ce as label;
use crate::tls::signature_scheme;
use crate::x509::signature::signature;

/// The name of an algorithm whose signatures are two numbers.
const ECDSA: &str = "ecdsa-with-SHA256";

/// Reads the list.
pub(super) fn list(c: &mut Cursor<'_>) -> Result<(), Stop> {
    der::within_as(c, &label::SCTS, &label::SCTS, der::OCTET_STRING, timestamps)
}

/// The list without DER around it, as an extension of TLS has it.
pub(crate) fn timestamps(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let len = length(c, &label::SCTS_LENGTH)?;
    if len != c.left() {
        return stop(format!("the list announces {} and has {}", bytes(len as u64), bytes(c.left() as u64)));
    }
    while c.left() > 0 {
        let len = 2 + usize::from(c.rest().first_chunk().map_or(0, |b| u16::from_be_bytes(*b)));
        c.group(&label::SCT, len, sct)?;
    }
    Ok(())
}

/// Two bytes that say a length.
fn length(c: &mut Cursor<'_>, label: &'static Label) -> Result<usize, Stop> {
    let Some(two) = c.rest().first_chunk() else { return stop(format!("cut off in {}", label.name)) };
    let len = u16::from_be_bytes(*two);
    c.leaf(label, 2, Value::number(u64::from(len)))?;
    Ok(usize::from(len))
}

fn sct(c: &mut Cursor<'_>) -> Inside {
    length(c, &label::SCT_LENGTH)?;
    let version = c.rest().first().copied().unwrap_or_default();
    let value = Value::number(u64::from(version));
    c.leaf(&label::SCT_VERSION, 1, if version == 0 { value.meaning("version 1") } else { value })?;
    if version != 0 {
        return stop("this program does not decode promises of other versions");
    }
    let log = der::hex(c.rest().get(..32).unwrap_or_default());
    c.leaf(&label::SCT_LOG, 32, log)?;
    let Some(time) = c.rest().first_chunk() else { return stop("cut off within the time") };
    let milliseconds = u64::from_be_bytes(*time);
    let time = Value::time(milliseconds / 1000).meaning(format!("and {} ms", milliseconds % 1000));
    c.leaf(&label::SCT_TIME, 8, time)?;
    let extensions = length(c, &label::SCT_EXTENSIONS_LENGTH)?;
    if extensions > 0 {
        c.leaf(&label::SCT_EXTENSIONS, extensions, Value::NONE)?;
    }
    let is_ecdsa = matches!(c.rest(), [_, 3, ..]);
    let log_may = matches!(c.rest(), [4, 1 | 3, ..]);
    signature_scheme(c)?;
    if let Some(field) = c.last().filter(|_| !log_may) {
        blame(field, "a log signs with SHA-256 and either RSA or ECDSA");
    }
    let len = length(c, &label::SCT_SIGNATURE_LENGTH)?;
    let name = if is_ecdsa && der::next_is(c, der::SEQUENCE) { ECDSA } else { "" };
    c.group(&label::SCT_SIGNATURE, len, |c| signature(c, name))?;
    Ok(Value::NONE)
}
