//! AlgorithmIdentifier and SubjectPublicKeyInfo: which algorithm, which parameters, which key (RFC 5280 §4.1.1.2, §4.1.2.7).

use super::pbe;
use crate::cursor::{Cursor, Stop, blame, bytes, stop};
use crate::der::{self, Inside, Tag};
use crate::field::{Datum, Label, Value};
use crate::names::{der as tags, keys as key, x509 as label};

/// What an AlgorithmIdentifier says.
#[derive(Clone, Copy, Default)]
pub(crate) struct Algorithm<'a> {
    /// The algorithm.
    pub oid: &'a [u8],
    /// The curve, where it has one.
    pub curve: &'a [u8],
    /// All of its bytes.
    pub whole: &'a [u8],
}

impl Algorithm<'_> {
    /// Its name in the table.
    pub(crate) fn name(&self) -> &'static str {
        der::known(self.oid).map_or("", |k| k.name)
    }
}

/// An AlgorithmIdentifier.
pub(crate) fn algorithm<'a>(c: &mut Cursor<'a>, label: &'static Label) -> Result<Algorithm<'a>, Stop> {
    let mut found = Algorithm { whole: c.rest(), ..Algorithm::default() };
    let field = der::sequence(c, label, |c| {
        found.oid = der::primitive(c, &label::ALGORITHM_ID, der::OID, der::object_identifier)?;
        if c.left() > 0 {
            parameters(c, &mut found)?;
        }
        let mut name = der::oid_name(found.oid);
        if !found.curve.is_empty() {
            name = format!("{name} on {}", der::oid_name(found.curve));
        }
        Ok(Value::text(name))
    })?;
    found.whole = found.whole.get(..field.span.len()).unwrap_or_default();
    Ok(found)
}

fn parameters<'a>(c: &mut Cursor<'a>, found: &mut Algorithm<'a>) -> Result<(), Stop> {
    match found.name() {
        "id-ecPublicKey" | "ecDH" if der::next_is(c, der::OID) => {
            found.curve = der::primitive(c, &key::NAMED_CURVE, der::OID, der::object_identifier)?;
        }
        "id-ecPublicKey" | "ecDH" => {
            let field = der::any(c, 0)?;
            blame(
                field,
                "a curve given by its parameters: it must be named, or an attacker can choose one that \
                allows forgery",
            );
        }
        "id-RSASSA-PSS" if der::next_is(c, der::SEQUENCE) => drop(der::sequence(c, &key::PSS, pss)?),
        "id-mgf1" if der::next_is(c, der::SEQUENCE) => drop(algorithm(c, &key::PSS_MASK_HASH)?),
        name if pbe::parameters(c, name)? => {}
        _ => drop(der::any(c, 0)?),
    }
    Ok(())
}

fn pss(c: &mut Cursor<'_>) -> Inside {
    for (number, label) in [(0, &key::PSS_HASH), (1, &key::PSS_MASK)] {
        if der::next_is(c, Tag::context(number)) {
            der::element(c, &tags::TAGGED, Tag::context(number), |c| algorithm(c, label).map(der::none))?;
        }
    }
    for (number, label) in [(2, &key::PSS_SALT), (3, &key::PSS_TRAILER)] {
        if der::next_is(c, Tag::context(number)) {
            der::element(c, &tags::TAGGED, Tag::context(number), |c| {
                der::primitive(c, label, der::INTEGER, der::unsigned).map(der::none)
            })?;
        }
    }
    Ok(Value::NONE)
}

/// A SubjectPublicKeyInfo.
pub(crate) fn public_key_info(c: &mut Cursor<'_>, label: &'static Label) -> Result<(), Stop> {
    let field = der::sequence(c, label, |c| {
        let algorithm = algorithm(c, &label::ALGORITHM)?;
        der::whole_bytes(c, &label::PUBLIC_KEY, der::BIT_STRING, |c| public_key(c, &algorithm))?;
        Ok(Value::text(der::oid_name(algorithm.oid)))
    })?;
    let size = field.find(&key::MODULUS).and_then(|f| f.value.meaning.clone());
    if field.problem.is_none()
        && let (Some(size), Datum::Text(text)) = (size, &mut field.value.datum)
    {
        *text = format!("{text}, {size}");
    }
    Ok(())
}

/// The bytes of a public key, in the form that its algorithm has for it.
pub(crate) fn public_key(c: &mut Cursor<'_>, algorithm: &Algorithm<'_>) -> Inside {
    match algorithm.name() {
        "rsaEncryption" | "id-RSASSA-PSS" => der::sequence(c, &key::RSA_PUBLIC, rsa_public).map(der::none),
        "id-ecPublicKey" | "ecDH" => point(c, algorithm.curve),
        name => {
            let len = c.left();
            c.leaf(&key::RAW_KEY, len, Value::NONE.meaning(bytes(len as u64)))?;
            let due = match name {
                "Ed25519" | "X25519" => 32,
                "Ed448" => 57,
                "X448" => 56,
                _ => len,
            };
            if len == due { Ok(Value::NONE) } else { stop(format!("a key of {name} has {}", bytes(due as u64))) }
        }
    }
}

/// The two numbers of an RSA public key.
pub(crate) fn rsa_public(c: &mut Cursor<'_>) -> Inside {
    der::primitive(c, &key::MODULUS, der::INTEGER, |content| der::unsigned(content).meaning(der::bits(content)))?;
    der::primitive(c, &key::PUBLIC_EXPONENT, der::INTEGER, der::unsigned).map(der::none)
}

/// A point of a curve (SEC 1 §2.3.3).
pub(crate) fn point(c: &mut Cursor<'_>, curve: &[u8]) -> Inside {
    let Some(form) = c.rest().first().copied() else { return stop("a point needs at least one byte") };
    let meaning = match form {
        4 => "uncompressed: x and y",
        2 | 3 => "compressed: x, and one bit of y",
        0 => "the point at infinity, which is not a key",
        _ => "not a known format",
    };
    let field = c.leaf(&key::POINT_FORM, 1, Value::number(u64::from(form)).meaning(meaning))?;
    if !(2..=4).contains(&form) {
        blame(field, format!("a point begins with 4, 2 or 3, but this one with {form}"));
    }
    let left = c.left();
    if form == 4 && left.is_multiple_of(2) {
        c.leaf(&key::POINT_X, left / 2, Value::NONE.meaning(bytes(left as u64 / 2)))?;
        c.leaf(&key::POINT_Y, left / 2, Value::NONE.meaning(bytes(left as u64 / 2)))?;
    } else if left > 0 {
        c.leaf(&key::POINT_X, left, Value::NONE.meaning(bytes(left as u64)))?;
    }
    let size = match der::known(curve).map_or("", |k| k.name) {
        "secp256r1" | "secp256k1" | "brainpoolP256r1" => 32,
        "secp384r1" | "brainpoolP384r1" => 48,
        "secp521r1" => 66,
        "brainpoolP512r1" => 64,
        "secp224r1" => 28,
        _ => return Ok(Value::NONE),
    };
    let due = if form == 4 { 2 * size } else { size };
    match left == due {
        true => Ok(Value::NONE),
        false => stop(format!("{} of coordinates, but this curve has {}", bytes(left as u64), bytes(due as u64))),
    }
}
