//! Keys in files: PKCS#8 in clear and encrypted (RFC 5958), PKCS#1 (RFC 8017), SEC1 (RFC 5915), public keys.

use crate::cursor::{Cursor, Stop, bytes};
use crate::der::{self, Inside, Tag};
use crate::field::{Field, Label, Value};
use crate::names::keys as label;
use crate::x509::{Algorithm, algorithm, point, public_key, rsa_public};

/// A PrivateKeyInfo.
pub(super) fn pkcs8<'c>(c: &'c mut Cursor<'_>) -> Result<&'c mut Field, Stop> {
    der::sequence(c, &label::PKCS8, |c| {
        der::primitive(c, &label::PKCS8_VERSION, der::INTEGER, der::unsigned)?;
        let algorithm = algorithm(c, &label::PKCS8_ALGORITHM)?;
        der::element(c, &label::PKCS8_KEY, der::OCTET_STRING, |c| inside(c, &algorithm))?;
        if der::next_is(c, Tag::context(0)) {
            der::element(c, &label::PKCS8_ATTRIBUTES, Tag::context(0), der::plain_content)?;
        }
        if der::next_is(c, Tag::primitive(1)) {
            der::whole_bytes(c, &label::PKCS8_PUBLIC, Tag::primitive(1), |c| public_key(c, &algorithm))?;
        }
        Ok(Value::text(der::oid_name(algorithm.oid)))
    })
}

/// The key in its box.
fn inside<'a>(c: &mut Cursor<'a>, algorithm: &Algorithm<'a>) -> Inside {
    match algorithm.name() {
        "rsaEncryption" | "id-RSASSA-PSS" => drop(rsa(c)?),
        "id-ecPublicKey" | "ecDH" => drop(sec1_on(c, algorithm.curve)?),
        "Ed25519" | "Ed448" | "X25519" | "X448" => {
            der::primitive(c, &label::EDWARDS_SEED, der::OCTET_STRING, der::opaque)?;
        }
        _ if der::is_one_element(c) => drop(der::any(c, 0)?),
        _ => {
            let len = c.left();
            c.leaf(&label::OTHER_PRIVATE, len, Value::NONE.meaning(bytes(len as u64)))?;
        }
    }
    Ok(Value::NONE)
}

/// An RSAPrivateKey.
pub(super) fn rsa<'c>(c: &'c mut Cursor<'_>) -> Result<&'c mut Field, Stop> {
    der::sequence(c, &label::RSA_PRIVATE, |c| {
        der::primitive(c, &label::RSA_VERSION, der::INTEGER, der::unsigned)?;
        rsa_public(c)?;
        let numbers: [&'static Label; 6] =
            [&label::RSA_D, &label::RSA_P, &label::RSA_Q, &label::RSA_DP, &label::RSA_DQ, &label::RSA_QINV];
        for label in numbers {
            der::primitive(c, label, der::INTEGER, |content| {
                let reading = der::unsigned(content);
                der::Reading { value: Value::NONE.meaning(der::bits(content)), ..reading }
            })?;
        }
        Ok(Value::NONE)
    })
}

/// An RSAPublicKey, without anything around it.
pub(super) fn rsa_public_file<'c>(c: &'c mut Cursor<'_>) -> Result<&'c mut Field, Stop> {
    der::sequence(c, &label::RSA_PUBLIC, rsa_public)
}

/// An ECPrivateKey.
pub(super) fn sec1<'c>(c: &'c mut Cursor<'_>) -> Result<&'c mut Field, Stop> {
    sec1_on(c, &[])
}

fn sec1_on<'a, 'c>(c: &'c mut Cursor<'a>, curve: &'a [u8]) -> Result<&'c mut Field, Stop> {
    der::sequence(c, &label::EC_PRIVATE, |c| {
        let mut curve = curve;
        der::primitive(c, &label::EC_VERSION, der::INTEGER, der::unsigned)?;
        der::primitive(c, &label::EC_NUMBER, der::OCTET_STRING, der::opaque)?;
        if der::next_is(c, Tag::context(0)) {
            der::element(c, &label::EC_CURVE, Tag::context(0), |c| {
                if der::next_is(c, der::OID) {
                    curve = der::primitive(c, &label::NAMED_CURVE, der::OID, der::object_identifier)?;
                }
                Ok(Value::text(der::oid_name(curve)))
            })?;
        }
        if der::next_is(c, Tag::context(1)) {
            der::element(c, &label::EC_PUBLIC, Tag::context(1), |c| {
                der::whole_bytes(c, &label::EC_PUBLIC_POINT, der::BIT_STRING, |c| point(c, curve)).map(der::none)
            })?;
        }
        Ok(Value::NONE)
    })
}

/// An EncryptedPrivateKeyInfo.
pub(super) fn encrypted<'c>(c: &'c mut Cursor<'_>) -> Result<&'c mut Field, Stop> {
    der::sequence(c, &label::ENCRYPTED_KEY, |c| {
        algorithm(c, &label::ENCRYPTION)?;
        der::primitive(c, &label::ENCRYPTED_DATA, der::OCTET_STRING, |content| {
            der::opaque(content).meaning(format!(
                "{}; only someone who knows the passphrase can read them",
                bytes(content.len() as u64)
            ))
        })
        .map(der::none)
    })
}

/// A PFX of PKCS#12: as elements, with what they are named where an object identifier says it.
pub(super) fn pkcs12<'c>(c: &'c mut Cursor<'_>) -> Result<&'c mut Field, Stop> {
    der::sequence(c, &label::PKCS12, der::plain_content)
}
