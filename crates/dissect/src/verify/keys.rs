//! The keys in the certificates of a chain. A signature proves nothing if others than its holder can make it: the modulus was
//! factored, the exponent is 1, the point is on no curve.

use std::cmp::Ordering;

use rustls_pki_types::alg_id;
use x509_parser::prelude::{FromDer, X509Certificate};
use x509_parser::public_key::PublicKey;
use x509_parser::x509::SubjectPublicKeyInfo;

use super::signature::{SHORTEST_RSA, short_rsa, split_key};
use super::verdict::Complaint;
use super::{Fault, names};
use crate::crypto::{Crypto, Curve, is_ed25519_key};

/// What the libraries take at most.
const LONGEST_RSA: usize = 8192;

/// Every key of the chain is of a kind that signatures are checked with, long enough, and well made.
pub(super) fn check(crypto: &dyn Crypto, path: &[X509Certificate]) -> Result<String, Complaint> {
    for certificate in path {
        judge(crypto, certificate.public_key().raw).map_err(|Complaint { fault, why }| {
            let who = names::subject(certificate);
            fault.because(format!("the key of {who} is not accepted: {why}"))
        })?;
    }
    Ok("long enough and well made".to_owned())
}

/// A SubjectPublicKeyInfo in DER.
fn judge(crypto: &dyn Crypto, public_key: &[u8]) -> Result<(), Complaint> {
    let unreadable = || Fault::Unreadable.because("it cannot be read".to_owned());
    let (algorithm, key) = split_key(public_key).map_err(|_| unreadable())?;
    let on_curve = |curve| crypto.is_on_curve(curve, key);
    let point = |holds: bool| match holds {
        true => Ok(()),
        false => Err(Fault::BadKey.because("it is not a point on its curve, so it cannot be a real key".to_owned())),
    };
    let is = |id: rustls_pki_types::AlgorithmIdentifier| id.as_ref() == algorithm;
    if is(alg_id::ECDSA_P256) {
        point(on_curve(Curve::P256))
    } else if is(alg_id::ECDSA_P384) {
        point(on_curve(Curve::P384))
    } else if is(alg_id::ECDSA_P521) {
        point(on_curve(Curve::P521))
    } else if is(alg_id::ED25519) {
        point(is_ed25519_key(key))
    } else if is(alg_id::RSA_ENCRYPTION) {
        rsa_key(public_key)
    } else if crypto.signature_algorithms().iter().any(|a| is(a.public_key_alg_id())) {
        Ok(())
    } else {
        let kind = SubjectPublicKeyInfo::from_der(public_key).map(|(_, info)| info.algorithm.algorithm.to_id_string());
        let kind = kind.map_err(|_| unreadable())?;
        Err(Fault::Algorithm.because(format!("rustls does not check signatures with a key of this type ({kind})")))
    }
}

/// An RSA key: its modulus is odd, and its exponent odd and at least 3 (RFC 8017 section 3.1; the lengths are the libraries').
fn rsa_key(public_key: &[u8]) -> Result<(), Complaint> {
    if let Some(bits) = short_rsa(public_key) {
        return Err(Fault::WeakKey
            .because(format!("it is an RSA key of {bits} bits, and at least {SHORTEST_RSA} are required")));
    }
    let info = SubjectPublicKeyInfo::from_der(public_key).map(|(_, info)| info);
    let Some(PublicKey::RSA(key)) = info.as_ref().ok().and_then(|info| info.parsed().ok()) else {
        return Err(Fault::BadKey.because("its numbers cannot be read".to_owned()));
    };
    let bad = |why: String| Err(Fault::BadKey.because(why));
    let (modulus, exponent) = (trimmed(key.modulus), trimmed(key.exponent));
    let even = |number: &[u8]| number.last().is_none_or(|last| last % 2 == 0);
    if even(modulus) {
        return bad("its modulus is even, so 2 is one of its factors".to_owned());
    }
    if modulus.len() > LONGEST_RSA / 8 {
        return bad(format!("it has more than {LONGEST_RSA} bits, which the libraries do not accept"));
    }
    match exponent.cmp(&[1]) {
        Ordering::Less | Ordering::Equal => {
            bad("its exponent is 1 or less: encryption changes nothing, and anyone can sign".to_owned())
        }
        Ordering::Greater if even(exponent) => bad("its exponent is even, so no private key belongs to it".to_owned()),
        Ordering::Greater => Ok(()),
    }
}

/// Without the zeros in front.
fn trimmed(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    number.get(zeros..).unwrap_or_default()
}
