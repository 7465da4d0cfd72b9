//! Encryption under a passphrase: PBES2 with PBKDF2 or scrypt, and the PBES1 that came before (RFC 8018, RFC 7914).

use super::algorithm::algorithm;
use crate::cursor::{Cursor, Stop, blame};
use crate::der::{self, Inside, Reading};
use crate::field::{Label, Value};
use crate::names::keys as label;

/// Fewer rounds than this were too few already in 2010 (NIST SP 800-132 names 1,000 as the least of all).
const FEW_ROUNDS: u64 = 1_000;
/// What is advised for PBKDF2 with SHA-256 since 2023.
const ADVISED_ROUNDS: u64 = 600_000;

/// Reads the parameters of the algorithm with this name, if it is one of these; `false` if it is not.
pub(crate) fn parameters(c: &mut Cursor<'_>, name: &str) -> Result<bool, Stop> {
    match name {
        "PBES2" => drop(der::sequence(c, &label::PBES2, pbes2)?),
        "PBKDF2" => drop(der::sequence(c, &label::PBKDF2, pbkdf2)?),
        "scrypt" => drop(der::sequence(c, &label::SCRYPT, scrypt)?),
        _ if name.starts_with("pbeWith") => {
            let field = der::sequence(c, &label::PBES1, pbes1)?;
            blame(field, format!("{name}: outdated and weak; encrypt the key again with PBES2"));
        }
        "aes128-CBC" | "aes192-CBC" | "aes256-CBC" | "des-EDE3-CBC" | "desCBC"
            if der::next_is(c, der::OCTET_STRING) =>
        {
            der::primitive(c, &label::CIPHER_IV, der::OCTET_STRING, der::octets)?;
            if name.starts_with("des")
                && let Some(field) = c.last()
            {
                blame(field, format!("{name}: a cipher with 64-bit blocks, outdated; AES has replaced it"));
            }
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn pbes2(c: &mut Cursor<'_>) -> Inside {
    let kdf = algorithm(c, &label::KDF)?;
    let cipher = algorithm(c, &label::CIPHER)?;
    Ok(Value::text(format!("{} and {}", der::oid_name(kdf.oid), der::oid_name(cipher.oid))))
}

fn pbkdf2(c: &mut Cursor<'_>) -> Inside {
    if der::next_is(c, der::OCTET_STRING) {
        der::primitive(c, &label::SALT, der::OCTET_STRING, der::octets)?;
    } else {
        der::any(c, 0)?;
    }
    let content = der::primitive(c, &label::ITERATIONS, der::INTEGER, rounds)?;
    der::optional(c, &label::KEY_LENGTH, der::INTEGER, der::unsigned)?;
    if c.left() > 0 {
        algorithm(c, &label::PRF)?;
    }
    Ok(der::number(content).map_or(Value::NONE, |n| Value::text(format!("{n} rounds"))))
}

fn rounds(content: &[u8]) -> Reading {
    let mut reading = der::unsigned(content);
    match der::number(content) {
        Some(n) if n < FEW_ROUNDS => {
            reading.problem = reading.problem.or(Some("so few rounds that guessing is fast".into()));
        }
        Some(n) if n < ADVISED_ROUNDS => {
            reading.value.meaning =
                Some(format!("{ADVISED_ROUNDS} have been recommended for SHA-256 since 2023").into());
        }
        _ => {}
    }
    reading
}

fn scrypt(c: &mut Cursor<'_>) -> Inside {
    der::primitive(c, &label::SCRYPT_SALT, der::OCTET_STRING, der::octets)?;
    let numbers: [&'static Label; 3] = [&label::SCRYPT_COST, &label::SCRYPT_BLOCK, &label::SCRYPT_PARALLEL];
    for label in numbers {
        der::primitive(c, label, der::INTEGER, der::unsigned)?;
    }
    der::optional(c, &label::SCRYPT_KEY_LENGTH, der::INTEGER, der::unsigned).map(der::none)
}

fn pbes1(c: &mut Cursor<'_>) -> Inside {
    der::primitive(c, &label::PBES1_SALT, der::OCTET_STRING, der::octets)?;
    der::primitive(c, &label::PBES1_ITERATIONS, der::INTEGER, der::unsigned).map(der::none)
}
