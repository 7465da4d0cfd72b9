//! Private keys under a passphrase: EncryptedPrivateKeyInfo (RFC 5958 section 3) with PBES2 (RFC 8018 section 6.2).

use pkcs8::der::asn1::{AnyRef, OctetStringRef};
use pkcs8::der::{self, Decode, Encode, Reader};
use pkcs8::pkcs5::pbes2::{Kdf, Parameters, Pbkdf2Prf};
use pkcs8::pkcs5::{self, EncryptionScheme};
use pkcs8::spki::AlgorithmIdentifierRef;
use pkcs8::{EncryptedPrivateKeyInfoRef, PrivateKeyInfoRef};
use zeroize::Zeroizing;

use super::{KeyError, Passphrase};

/// Rounds of PBKDF2-HMAC-SHA256: what OWASP recommends, a fraction of a second for us and for each guess.
pub const ITERATIONS: u32 = 600_000;
/// Files that ask for more rounds are not opened: they would stall us.
const MOST_ROUNDS: u64 = 5_000_000;
/// The same for scrypt, N · r · p: 128 MB at the most, eight times what OpenSSL asks for.
const MOST_SCRYPT: u64 = 1 << 20;

pub(super) const LABEL: &str = "ENCRYPTED PRIVATE KEY";

const PBES2: &str = "1.2.840.113549.1.5.13";

/// Encrypts PKCS#8 DER under a passphrase, with fresh salt and IV.
pub(super) fn seal(key: &[u8], passphrase: &Passphrase) -> Result<Vec<u8>, KeyError> {
    let (salt, iv): ([u8; 16], [u8; 16]) = (rand::random(), rand::random());
    let failed = |_| KeyError::Backend("it could not encrypt the key");
    let parameters = Parameters::generate_pbkdf2_sha256_aes256cbc(ITERATIONS, &salt, iv).map_err(failed)?;
    let sealed = parameters.encrypt(passphrase.text(), key).map_err(failed)?;
    let written = OctetStringRef::new(&sealed).and_then(|encrypted_data| {
        EncryptedPrivateKeyInfoRef { encryption_algorithm: parameters.into(), encrypted_data }.to_der()
    });
    written.map_err(|_| KeyError::Backend("it could not write the key"))
}

/// Decrypts to PKCS#8 DER.
pub(super) fn open(der: &[u8], passphrase: Option<&Passphrase>) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let (algorithm, sealed) = split(der).map_err(|error| KeyError::Damaged(error.to_string()))?;
    let scheme = scheme(&algorithm)?;
    let passphrase = passphrase.ok_or(KeyError::NeedsPassphrase)?;
    let opened = scheme.decrypt(passphrase.text(), sealed).map(Zeroizing::new).map_err(|error| match error {
        pkcs5::Error::DecryptFailed | pkcs5::Error::EncryptFailed => KeyError::WrongPassphrase,
        other => KeyError::OldCipher(other.to_string()),
    })?;
    // One wrong passphrase in 256 leaves padding that looks right, and then no key behind it.
    if PrivateKeyInfoRef::try_from(opened.as_slice()).is_err() {
        return Err(KeyError::WrongPassphrase);
    }
    Ok(opened)
}

fn split(der: &[u8]) -> der::Result<(AlgorithmIdentifierRef<'_>, &[u8])> {
    AnyRef::from_der(der)?.sequence(|fields| {
        let algorithm = fields.decode()?;
        let sealed: &OctetStringRef = fields.decode()?;
        Ok((algorithm, sealed.as_bytes()))
    })
}

/// How the key is encrypted, if that is neither broken nor made to stall us.
fn scheme(algorithm: &AlgorithmIdentifierRef<'_>) -> Result<EncryptionScheme, KeyError> {
    let oid = algorithm.oid.to_string();
    if oid != PBES2 {
        return Err(pbes1(&oid).map_or(KeyError::OldCipher(format!("the scheme {oid}")), KeyError::Pbes1));
    }
    if let Some(cipher) = cipher(algorithm).and_then(|oid| old_cipher(&oid)) {
        return Err(KeyError::OldCipher(cipher));
    }
    let scheme = EncryptionScheme::try_from(*algorithm)
        .map_err(|error| KeyError::OldCipher(format!("a scheme that is not known ({error})")))?;
    match scheme.pbes2().map(|p| &p.kdf) {
        Some(Kdf::Pbkdf2(kdf)) if u64::from(kdf.iteration_count) > MOST_ROUNDS => {
            Err(KeyError::TooManyRounds(kdf.iteration_count.into()))
        }
        Some(Kdf::Pbkdf2(kdf)) if kdf.prf == Pbkdf2Prf::HmacWithSha1 => {
            Err(KeyError::OldCipher("PBKDF2 with HMAC-SHA1".to_owned()))
        }
        Some(Kdf::Scrypt(kdf)) => {
            // The cost is memory too: 128 · N · r bytes.
            let once = kdf.cost_parameter.saturating_mul(kdf.block_size.into());
            let all = once.saturating_mul(kdf.parallelization.into());
            if all > MOST_SCRYPT { Err(KeyError::TooManyRounds(all)) } else { Ok(scheme) }
        }
        _ => Ok(scheme),
    }
}

/// The object identifier of PBES2's cipher.
fn cipher(algorithm: &AlgorithmIdentifierRef<'_>) -> Option<String> {
    let parameters = algorithm.parameters?;
    let cipher = parameters.sequence(|fields| {
        fields.decode::<AlgorithmIdentifierRef<'_>>()?;
        fields.decode::<AlgorithmIdentifierRef<'_>>()
    });
    cipher.ok().map(|cipher: AlgorithmIdentifierRef<'_>| cipher.oid.to_string())
}

fn old_cipher(oid: &str) -> Option<String> {
    let name = match oid {
        "1.2.840.113549.3.7" => "DES3 (triple DES, des-ede3-cbc)",
        "1.3.14.3.2.7" => "DES",
        "1.2.840.113549.3.2" => "RC2",
        _ => return None,
    };
    Some(name.to_owned())
}

/// The schemes of PBES1 (RFC 8018 appendix A.3) and of PKCS#12 (RFC 7292 appendix C).
fn pbes1(oid: &str) -> Option<String> {
    let name = match oid {
        "1.2.840.113549.1.5.1" => "MD2 and DES",
        "1.2.840.113549.1.5.3" => "MD5 and DES",
        "1.2.840.113549.1.5.4" => "MD2 and RC2",
        "1.2.840.113549.1.5.6" => "MD5 and RC2",
        "1.2.840.113549.1.5.10" => "SHA-1 and DES",
        "1.2.840.113549.1.5.11" => "SHA-1 and RC2",
        "1.2.840.113549.1.12.1.1" => "SHA-1 and 128-bit RC4",
        "1.2.840.113549.1.12.1.2" => "SHA-1 and 40-bit RC4",
        "1.2.840.113549.1.12.1.3" => "SHA-1 and three-key DES3",
        "1.2.840.113549.1.12.1.4" => "SHA-1 and two-key DES3",
        "1.2.840.113549.1.12.1.5" => "SHA-1 and 128-bit RC2",
        "1.2.840.113549.1.12.1.6" => "SHA-1 and 40-bit RC2",
        _ => return None,
    };
    Some(name.to_owned())
}
