//! encrypted_client_hello: the hello that is meant, inside of one that everybody may read (RFC 9849 §5).

use crate::cursor::{Cursor, Stop};
use crate::ech;
use crate::field::Value;
use crate::names::tls_rare as label;
use crate::tls::codes;
use crate::tls::context::Place;
use crate::tls::read::{byte, each, length, plain, rest, short, vector};

/// The extension in each of the messages that it may stand in.
pub(super) fn hello(c: &mut Cursor<'_>, place: Place) -> Result<(), Stop> {
    match place {
        Place::Retry => rest(c, &label::ECH_CONFIRMATION),
        Place::ClientHello => client(c),
        _ => {
            let left = c.left();
            c.group(&label::ECH_CONFIGS, left, |c| ech::configs(c).map(|()| Value::NONE)).map(drop)
        }
    }
}

fn client(c: &mut Cursor<'_>) -> Result<(), Stop> {
    if byte(c, &label::ECH_TYPE, codes::hello_type)? != 0 {
        return Ok(());
    }
    c.group(&label::ECH_SUITE, 4.min(c.left()), |c| {
        short(c, &label::ECH_KDF, ech::hpke_kdf)?;
        short(c, &label::ECH_AEAD, ech::hpke_aead)?;
        Ok(Value::NONE)
    })?;
    plain(c, &label::ECH_CONFIG, 1)?;
    vector(c, &label::ECH_ENC_LENGTH, 2, &label::ECH_ENC)?;
    vector(c, &label::ECH_PAYLOAD_LENGTH, 2, &label::ECH_PAYLOAD)
}

/// ech_outer_extensions: which extensions the inner hello takes over.
pub(super) fn outer_extensions(c: &mut Cursor<'_>) -> Result<(), Stop> {
    length(c, &label::ECH_OUTER_LENGTH, 1)?;
    each(c, |c| short(c, &label::ECH_OUTER, codes::extension).map(drop))
}
