//! What a signature is: RSA with four digits, where all arithmetic can be followed, then ECDSA over the real certificate.

use anyhow::{Context, Result};
use p256::ecdsa::{Signature, VerifyingKey};
use p256::elliptic_curve::ops::{Invert, Reduce};
use p256::elliptic_curve::point::AffineCoordinates;
use p256::{FieldBytes, ProjectivePoint, Scalar};
use sha2::{Digest, Sha256};
use wirewalk::numbers;
use wirewalk::pki;
use wirewalk::story::{Line, Name, Shot, Voice, hex};
use x509_parser::prelude::{FromDer, X509Certificate};

use super::text;

/// What Carol signs, and what Mallory makes of it.
const MESSAGE: &str = "this key is Bob's";
const ALTERED: &str = "this key is Mallory's";
/// Two primes each, whose products have four digits; the public exponent goes with all of them.
const PRIMES: [[u64; 2]; 6] = [[61, 53], [67, 71], [73, 79], [83, 89], [59, 97], [43, 47]];
const E: u64 = 17;

/// The beginning of the message's SHA-256, modulo n.
fn hash(message: &str, n: u64) -> u64 {
    let digest = Sha256::digest(message);
    u64::from(u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]])) % n
}

/// Textbook RSA: a key pair, a signature, a check that holds and one that fails.
pub fn textbook(voice: &mut Voice) -> Result<()> {
    let [p, q] = PRIMES[rand::random_range(0..PRIMES.len())];
    let (n, phi) = (p * q, (p - 1) * (q - 1));
    let d = (1..phi).find(|d| E * d % phi == 1).context("17 goes with each of these primes")?;
    voice.says(&text::SIGN)?;
    for (name, value) in
        [(&text::SIGN_P, p), (&text::SIGN_Q, q), (&text::SIGN_N, n), (&text::SIGN_E, E), (&text::SIGN_D, d)]
    {
        voice.measures(name, value)?;
    }
    voice.measures(&text::SIGN_ED, format!("{E} · {d} = {} = {} · {phi} + 1", E * d, E * d / phi))?;

    let signed = hash(MESSAGE, n);
    let raised = (&text::SIGN_MADE, &text::SIGN_SIGNATURE);
    let signature = power(
        voice,
        raised,
        [(&text::SIGN_MESSAGE, MESSAGE.into()), (&text::SIGN_HASH, signed.to_string())],
        (signed, d, n),
    )?;
    let raised = (&text::SIGN_VERIFIED, &text::SIGN_CHECKED);
    let checked = power(voice, raised, [(&text::SIGN_HASH, signed.to_string())], (signature, E, n))?;
    verdict(voice, checked == signed)?;

    let altered = hash(ALTERED, n);
    voice.says(&text::SIGN_ALTERED)?;
    voice.measures(&text::SIGN_MESSAGE, ALTERED)?;
    voice.measures(&text::SIGN_HASH, altered)?;
    voice.measures(&text::SIGN_CHECKED, format!("{signature}^{E} mod {n} = {checked}"))?;
    verdict(voice, checked == altered)?;
    voice.keeps("rsa", format!("{p} {q} {E} {d} {signature}"));
    voice.keeps("rsa.signed", MESSAGE);
    voice.keeps("rsa.altered", ALTERED);
    voice.claims("lesson4.textbook-rsa")
}

fn verdict(voice: &mut Voice, equal: bool) -> Result<()> {
    voice.measures(&text::SIGN_VERDICT, if equal { text::ACCEPTED } else { text::REFUSED })
}

/// A step that says a line, shows these values, and raises a number to an exponent modulo n, every step of it.
fn power<const N: usize>(
    voice: &mut Voice,
    (line, result): (&'static Line, &'static Name),
    values: [(&'static Name, String); N],
    (base, exponent, n): (u64, u64, u64),
) -> Result<u64> {
    voice.says(line)?;
    for (name, value) in values {
        voice.measures(name, value)?;
    }
    let (power, steps) = numbers::power(base, exponent, n);
    voice.tabulates(&text::SQUARES_HEAD, steps.iter().map(|step| step.in_words(base, n)))?;
    voice.measures(result, format!("{base}^{exponent} mod {n} = {power}"))?;
    Ok(power)
}

/// The real thing: Carol's signature over Bob's certificate, checked by the library, and with nothing in it to decrypt.
pub fn over(voice: &mut Voice, file: Shot, certificate: &str, root: &pki::Certificate) -> Result<()> {
    let certificate = pki::pem::certificates(certificate)?.into_iter().next().context("carol sent no certificate")?;
    let (_, bobs) = X509Certificate::from_der(&certificate)?;
    let (_, carols) = X509Certificate::from_der(root.der())?;
    let (signed, key) = (bobs.tbs_certificate.as_ref(), carols.public_key());
    let digest: [u8; 32] = Sha256::digest(signed).into();
    voice.says(&text::SIGNATURE)?;
    voice.shows_only(file, &["x509af.encrypted"])?;
    voice.measures(&text::SIGNATURE_HASH, hex(&digest))?;
    let library = |der: &[u8]| match pki::signed_by(der, key.raw) {
        Ok(()) => text::ACCEPTED.to_owned(),
        Err(error) => format!("{}: {error}", text::REFUSED),
    };
    voice.measures(&text::SIGNATURE_VERDICT, library(&certificate))?;
    let mut other = certificate.to_vec();
    let at = other.windows(signed.len()).position(|w| w == signed).context("the signed part is not in it")?;
    other[at + signed.len() - 1] ^= 1;
    voice.measures(&text::SIGNATURE_FLIPPED, library(&other))?;
    voice.claims("lesson4.signature-over-the-certificate")?;

    voice.says(&text::NOT_ENCRYPTING)?;
    let signature = Signature::from_der(&bobs.signature_value.data)?;
    let key = VerifyingKey::from_sec1_bytes(&key.subject_public_key.data)?;
    let mut flipped = digest;
    flipped[31] ^= 1;
    let [x, unlike] = [digest, flipped].map(|hash| checked(&signature, &key, hash));
    voice.measures(&text::ECDSA_HASH, hex(&digest))?;
    voice.measures(&text::ECDSA_R, hex(&signature.r().to_bytes()))?;
    voice.measures(&text::ECDSA_X, hex(&x))?;
    voice.measures(&text::ECDSA_OTHER, hex(&unlike))?;
    voice.keeps("ecdsa", [digest, x, unlike].map(|bytes| hex(&bytes)).join(" "));
    voice.claims("lesson4.nothing-to-decrypt")
}

/// The check of ECDSA: the hash goes in, and a point comes out whose x coordinate must be r.
fn checked(signature: &Signature, key: &VerifyingKey, hash: [u8; 32]) -> [u8; 32] {
    let (r, s) = signature.split_scalars();
    let hash = <Scalar as Reduce<FieldBytes>>::reduce(&hash.into());
    let inverse = Invert::invert(&s);
    let (of_base, of_key) = (hash * *inverse, *r * *inverse);
    let point = ProjectivePoint::GENERATOR * of_base + ProjectivePoint::from(*key.as_affine()) * of_key;
    let x = <Scalar as Reduce<FieldBytes>>::reduce(&point.to_affine().x());
    x.to_bytes().into()
}
