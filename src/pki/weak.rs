//! **Weak, on purpose.** An authority with an RSA key of 1024 bits, which aws-lc-rs neither makes nor uses, for lesson 8 to show
//! that it is refused.
//!
//! The signature of RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2.1) is one power modulo a number, so it is done here, in the open, on
//! numbers of any size. It takes a time that depends on the key, so the key would leak, if it were one worth stealing.

use aws_lc_rs::digest;
use num_bigint::BigUint;
use pkcs8::der::asn1::UintRef;
use pkcs8::der::{self, Encode};
use rcgen::{Issuer, PublicKeyData, SignatureAlgorithm, SigningKey};
use rustls_pki_types::CertificateDer;

use super::ca::IssueError;
use super::profile::{Certificate, Profile};
use super::{Authority, KeyError};

/// The length of the modulus, in bytes: 1024 bits.
const LENGTH: usize = 128;
/// Rounds of Miller and Rabin: at random numbers of this size, far more than enough.
const ROUNDS: usize = 20;
/// Primes that sieve out most candidates before the rounds begin.
const SMALL: [u32; 15] = [3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53];
/// The DER of a DigestInfo up to the digest, for SHA-256 (RFC 8017 section 9.2, note 1).
const SHA256_INFO: [u8; 19] =
    [0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20];

/// An authority whose key is too short to be believed. It never leaves the process and is fresh in every run.
pub struct WeakAuthority {
    key: ShortRsa,
    certificate: Certificate,
}

struct ShortRsa {
    modulus: BigUint,
    private_exponent: BigUint,
    public: Vec<u8>,
}

impl WeakAuthority {
    /// A short key, and the certificate that `parent` gives it.
    ///
    /// # Errors
    /// [`IssueError`]: the parent does not sign this.
    pub fn below(parent: &Authority, profile: &Profile) -> Result<WeakAuthority, IssueError> {
        let key = ShortRsa::generate().ok_or(IssueError::Key(KeyError::Backend("it could not write a short key")))?;
        let certificate = parent.issue(&key, profile)?;
        Ok(WeakAuthority { key, certificate })
    }

    /// Signs what the profile says about a public key. Nothing is checked: no check would accept it.
    ///
    /// # Errors
    /// [`IssueError`].
    pub fn issue(&self, key: &impl PublicKeyData, profile: &Profile) -> Result<Certificate, IssueError> {
        let backend = |error: rcgen::Error| IssueError::Backend(error.to_string());
        let params = profile.params(key)?;
        let own = CertificateDer::from(self.certificate.der());
        let issuer = Issuer::from_ca_cert_der(&own, &self.key).map_err(backend)?;
        let signed = params.signed_by(key, &issuer).map_err(backend)?;
        Ok(Certificate::from_der(signed.der().to_vec()))
    }

    /// Its certificate.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl ShortRsa {
    /// Two primes of 512 bits (RFC 8017 section 3.2), with the exponent that everybody uses.
    fn generate() -> Option<ShortRsa> {
        let (one, e) = (BigUint::from(1u32), BigUint::from(65_537u32));
        loop {
            let (p, q) = (prime(), prime());
            let Some(private_exponent) = e.modinv(&((&p - &one) * (&q - &one))) else { continue };
            if p != q {
                let modulus = p * q;
                let public = public_key(&modulus, &e).ok()?;
                return Some(ShortRsa { modulus, private_exponent, public });
            }
        }
    }
}

/// RSAPublicKey (RFC 8017 appendix A.1.1).
fn public_key(modulus: &BigUint, exponent: &BigUint) -> der::Result<Vec<u8>> {
    let (modulus, exponent) = (modulus.to_bytes_be(), exponent.to_bytes_be());
    vec![UintRef::new(&modulus)?, UintRef::new(&exponent)?].to_der()
}

/// A random prime of 512 bits. Its two highest bits are set, so that a product of two has 1024.
fn prime() -> BigUint {
    loop {
        let mut bytes: [u8; LENGTH / 2] = rand::random();
        bytes[0] |= 0xc0;
        bytes[LENGTH / 2 - 1] |= 1;
        let candidate = BigUint::from_bytes_be(&bytes);
        if is_prime(&candidate) {
            return candidate;
        }
    }
}

/// Whether a large odd number is prime, after Miller and Rabin, who err once in 4^20 times at the most.
fn is_prime(n: &BigUint) -> bool {
    let zero = BigUint::from(0u32);
    if SMALL.iter().any(|small| n % small == zero) {
        return false;
    }
    let (one, two) = (BigUint::from(1u32), BigUint::from(2u32));
    let last = n - &one;
    let twos = last.trailing_zeros().unwrap_or(0);
    let odd = &last >> twos;
    (0..ROUNDS).all(|_| {
        let base = BigUint::from_bytes_be(&rand::random::<[u8; LENGTH / 2 - 1]>()) + &two;
        let mut power = base.modpow(&odd, n);
        if power == one || power == last {
            return true;
        }
        (1..twos).any(|_| {
            power = power.modpow(&two, n);
            power == last
        })
    })
}

impl PublicKeyData for ShortRsa {
    fn der_bytes(&self) -> &[u8] {
        &self.public
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        &rcgen::PKCS_RSA_SHA256
    }
}

impl SigningKey for ShortRsa {
    /// 00 01 ff … ff 00, then what was hashed how (RFC 8017 section 9.2), to the power of the private exponent.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rcgen::Error> {
        let digest = digest::digest(&digest::SHA256, message);
        let mut padded = vec![0xff; LENGTH];
        let tail = [&[0], SHA256_INFO.as_slice(), digest.as_ref()].concat();
        padded[..2].copy_from_slice(&[0, 1]);
        padded[LENGTH - tail.len()..].copy_from_slice(&tail);
        let signature = BigUint::from_bytes_be(&padded).modpow(&self.private_exponent, &self.modulus).to_bytes_be();
        let zeros = LENGTH.saturating_sub(signature.len());
        Ok([vec![0; zeros], signature].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn primes_are_told_from_products() {
        let mersenne = (BigUint::from(1u32) << 521u32) - 1u32;
        assert!(is_prime(&mersenne));
        assert!(!is_prime(&((BigUint::from(1u32) << 523u32) - 1u32)));
        assert!(!is_prime(&(prime() * prime())));
    }

    #[test]
    fn what_is_signed_comes_back_with_the_public_exponent() {
        let key = ShortRsa::generate().expect("a key");
        assert_eq!(key.modulus.bits(), 1024);
        let signature = BigUint::from_bytes_be(&key.sign(b"fluffy tail").expect("signed"));
        let opened = signature.modpow(&BigUint::from(65_537u32), &key.modulus).to_bytes_be();
        assert_eq!(opened[..2], [1, 0xff]); // the zero in front is not written
        assert!(opened.ends_with(digest::digest(&digest::SHA256, b"fluffy tail").as_ref()));
    }
}
