//! What lesson 4 claims of signatures.

use num_bigint::BigUint;
use x509_parser::prelude::{FromDer, X509Certificate};

use wirewalk::claims::{Check, Verdict, claim, der, kept};
use wirewalk::story::{Transcript, hex};
use wirewalk::verify::{self, SignatureError};

pub const SIGNATURES: &[Check] = &[
    claim(
        "lesson4.textbook-rsa",
        "the signature fits the message that was signed, and not the altered one; the private exponent undoes the public one",
        |t| textbook(kept(t, "rsa")?, kept(t, "rsa.signed")?, kept(t, "rsa.altered")?),
    ),
    claim(
        "lesson4.signature-over-the-certificate",
        "Carol's key made the signature over Bob's certificate, and with one bit of any byte of the signed part flipped it is refused",
        |t| over(&der(t, "server-public-key.pem")?, &der(t, "ca-public-key.pem")?),
    ),
    claim(
        "lesson4.nothing-to-decrypt",
        "checking ECDSA gives r, which the signature holds already; the hash is in none of its numbers",
        nothing_to_decrypt,
    ),
];

/// `p q e d signature`, all computed again by another's arithmetic.
fn textbook(numbers: &str, signed: &str, altered: &str) -> Option<Verdict> {
    let numbers: Vec<u64> = numbers.split(' ').filter_map(|n| n.parse().ok()).collect();
    let [p, q, e, d, signature] = numbers[..] else { return None };
    let n = p.checked_mul(q).filter(|n| (1000..10_000).contains(n))?;
    let power = |base: u64, exponent: u64| {
        BigUint::from(base).modpow(&exponent.into(), &n.into()).to_u64_digits().first().copied().unwrap_or_default()
    };
    let hash = |message: &str| {
        let [a, b, c, d] = *verify::sha256(message.as_bytes()).first_chunk()?;
        Some(u64::from(u32::from_be_bytes([a, b, c, d])) % n)
    };
    let (hash, other) = (hash(signed)?, hash(altered)?);
    let opened = power(signature, e);
    let undone = (0..n).all(|number| power(power(number, e), d) == number);
    let held = signature == power(hash, d) && opened == hash && opened != other && undone && signed != altered;
    let evidence = format!(
        "{hash}^{d} = {signature} and {signature}^{e} = {opened} modulo {n}; the altered message has the hash {other}"
    );
    Some(Verdict::new(held, evidence))
}

fn over(certificate: &[u8], root: &[u8]) -> Option<Verdict> {
    let (_, bobs) = X509Certificate::from_der(certificate).ok()?;
    let (_, carols) = X509Certificate::from_der(root).ok()?;
    let (signed, key) = (bobs.tbs_certificate.as_ref(), carols.public_key().raw);
    let as_it_is = verify::signed_by(certificate, key);
    let begins = certificate.windows(signed.len()).position(|w| w == signed)?;
    // The first bytes say how long the signed part is; with another length there is no certificate to check.
    let bytes = begins + 4..begins + signed.len();
    let refused = |bit: &usize| {
        let mut other = certificate.to_vec();
        if let Some(byte) = other.get_mut(bytes.start + bit / 8) {
            *byte ^= 1 << (bit % 8);
        }
        matches!(verify::signed_by(&other, key), Err(SignatureError::Wrong | SignatureError::Unreadable(_)))
    };
    // One bit of every byte is enough, each time another one.
    let tried: Vec<usize> = (0..bytes.len()).map(|byte| byte * 8 + byte % 8).collect();
    let count = tried.iter().filter(|bit| refused(bit)).count();
    let why = as_it_is.as_ref().err().map_or("accepted".to_owned(), ToString::to_string);
    let held = as_it_is.is_ok() && !tried.is_empty() && count == tried.len();
    Some(Verdict::new(held, format!("as it is: {why}; with one bit flipped: {count} of {} refused", tried.len())))
}

/// `hash, what the check computed, what it computed with another hash`, beside the signature that is in the certificate.
fn nothing_to_decrypt(t: &Transcript) -> Option<Verdict> {
    let certificate = der(t, "server-public-key.pem")?;
    let (_, parsed) = X509Certificate::from_der(&certificate).ok()?;
    let mut kept = kept(t, "ecdsa")?.split(' ');
    let (hash, computed, other) = (kept.next()?, kept.next()?, kept.next()?);
    let [r, s] = numbers(&parsed.signature_value.data)?;
    let is_hash = hash == hex(&verify::sha256(parsed.tbs_certificate.as_ref()));
    let hidden = [&r[..], &s, computed, other].iter().all(|number| *number != hash);
    let held = is_hash && computed == r && other != r && hidden;
    let comes_out = if computed == r { "r" } else { "another number" };
    let evidence = format!(
        "the hash {}… goes in, {comes_out} {}… comes out, and with one bit flipped {}…",
        hash.get(..8)?,
        computed.get(..8)?,
        other.get(..8)?
    );
    Some(Verdict::new(held, evidence))
}

/// The two INTEGERs of an ECDSA signature in DER, as 32 bytes in hexadecimal each.
fn numbers(signature: &[u8]) -> Option<[String; 2]> {
    fn integer(bytes: &[u8]) -> Option<(String, &[u8])> {
        let [2, length, rest @ ..] = bytes else { return None };
        let (number, rest) = rest.split_at_checked(usize::from(*length))?;
        let digits: Vec<u8> = number.iter().copied().skip_while(|byte| *byte == 0).collect();
        Some((format!("{:0>64}", hex(&digits)), rest))
    }
    let (r, rest) = integer(signature.get(2..)?)?;
    let (s, _) = integer(rest)?;
    Some([r, s])
}
