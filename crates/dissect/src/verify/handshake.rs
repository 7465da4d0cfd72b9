//! Proofs of a TLS handshake, checked in a dissected recording: signatures, Finished, and the key schedule itself.
//!
//! What is signed, what a Finished must hold and what the schedule gives are in the fields already, recomputed from the
//! bytes that crossed the wire; here they are held against what was sent and against the key log. A connection on which
//! there is nothing to check does not pass: one byte changed on the way may leave nothing that can be opened.

use std::collections::{BTreeMap, BTreeSet};

use rustls_pki_types::{AlgorithmIdentifier, alg_id};
use x509_parser::prelude::{FromDer, X509Certificate};

use super::signature::{SignatureError, split_key, unreadable};
use crate::crypto::Crypto;
use crate::facts::handshake_type::SERVER_HELLO;
use crate::names::{self, tls_extensions, tls_messages, tls_record, tls_schedule};
use crate::recording::secrets::KeyLog;
use crate::recording::{Side, StreamNumber, TlsSecret};
use crate::tls::scheme_name;
use crate::{Field, Label, Message};

/// What a signature over a handshake may stand in.
static SIGNATURES: [&Label; 2] = [&tls_messages::SIGNATURE, &tls_messages::VERIFY];

/// A signature of a handshake.
#[derive(Clone, Copy, Debug)]
pub struct Signature<'a> {
    /// The number of its scheme in IANA's registry.
    pub scheme: u16,
    /// Whether it is one of TLS 1.3, which allows fewer: no PKCS#1 v1.5, and of each curve only its own.
    pub tls13: bool,
    /// What is signed.
    pub content: &'a [u8],
    /// The signature.
    pub bytes: &'a [u8],
    /// The backend that checks it.
    pub crypto: &'a dyn Crypto,
}

/// Dissected messages whose handshakes are checked.
#[derive(Clone, Copy, Debug)]
pub struct Handshakes<'a> {
    /// The messages, of one connection or several.
    pub messages: &'a [Message],
    /// The backend that checks their signatures.
    pub crypto: &'a dyn Crypto,
}

/// With the backend that the features choose.
impl<'a, M: AsRef<[Message]> + ?Sized> From<&'a M> for Handshakes<'a> {
    fn from(messages: &'a M) -> Handshakes<'a> {
        Handshakes { messages: messages.as_ref(), crypto: Default::default() }
    }
}

/// Checks a signature of a handshake with the key of a certificate in DER.
///
/// # Errors
/// [`SignatureError`]: which check refused it.
pub fn handshake_signature(certificate: &[u8], signature: &Signature) -> Result<(), SignatureError> {
    let (_, certificate) = X509Certificate::from_der(certificate).map_err(unreadable)?;
    let (kind, key) = split_key(certificate.public_key().raw).map_err(unreadable)?;
    let refused = || SignatureError::Algorithm(scheme_name(signature.scheme));
    let (algorithm, keys) = algorithm(signature.scheme, signature.tls13).ok_or_else(refused)?;
    if !keys.iter().any(|allowed| allowed.as_ref() == kind) {
        return Err(SignatureError::KeyMismatch);
    }
    let algorithm = signature.crypto.signature_algorithm(&algorithm, kind).ok_or_else(refused)?;
    algorithm.verify_signature(key, signature.content, signature.bytes).map_err(|_| SignatureError::Wrong)
}

/// The algorithm of a scheme, and with which keys it goes: in TLS 1.3 it says which curve, in TLS 1.2 only which hash
/// (RFC 8446 §4.2.3).
fn algorithm(scheme: u16, tls13: bool) -> Option<(AlgorithmIdentifier, &'static [AlgorithmIdentifier])> {
    use alg_id::*;
    const RSA: &[AlgorithmIdentifier] = &[RSA_ENCRYPTION];
    let (algorithm, keys): (_, &[_]) = match scheme {
        0x0401 if !tls13 => (RSA_PKCS1_SHA256, RSA),
        0x0501 if !tls13 => (RSA_PKCS1_SHA384, RSA),
        0x0601 if !tls13 => (RSA_PKCS1_SHA512, RSA),
        0x0403 => (ECDSA_SHA256, &[ECDSA_P256, ECDSA_P384, ECDSA_P521]),
        0x0503 => (ECDSA_SHA384, &[ECDSA_P384, ECDSA_P256, ECDSA_P521]),
        0x0603 => (ECDSA_SHA512, &[ECDSA_P521, ECDSA_P384, ECDSA_P256]),
        0x0804 => (RSA_PSS_SHA256, RSA),
        0x0805 => (RSA_PSS_SHA384, RSA),
        0x0806 => (RSA_PSS_SHA512, RSA),
        0x0807 => (ED25519, &[ED25519]),
        0x0904 => (ML_DSA_44, &[ML_DSA_44]),
        0x0905 => (ML_DSA_65, &[ML_DSA_65]),
        0x0906 => (ML_DSA_87, &[ML_DSA_87]),
        _ => return None,
    };
    Some((algorithm, if tls13 { keys.get(..1).unwrap_or_default() } else { keys }))
}

/// Checks every signature of every handshake (CertificateVerify; in TLS 1.2 ServerKeyExchange too) with the key of the
/// certificate that its side showed. Each TLS connection must have one: not for RSA key transport, where nothing is
/// signed, nor for resumption.
///
/// # Errors
/// What does not hold, for a person.
pub fn certificate_verify<'a>(handshakes: impl Into<Handshakes<'a>>) -> Result<String, String> {
    let Handshakes { messages, crypto } = handshakes.into();
    let mut shown: BTreeMap<(u32, Side), Vec<u8>> = BTreeMap::new();
    let mut proved: BTreeMap<u32, usize> = connections(messages).map(|connection| (connection, 0)).collect();
    for message in messages {
        let who = (message.connection, message.side);
        if let Some(certificate) = message.find(&tls_messages::CERTIFICATE) {
            shown.insert(who, message.bytes(&certificate.span).to_vec());
        }
        let signs = |f: &&Field| SIGNATURES.iter().any(|signature| f.find(signature).is_some());
        for field in message.all(&tls_record::HANDSHAKE).filter(signs) {
            check_signature(crypto, message, field, shown.get(&who)).map_err(|why| at(message, &why))?;
            *proved.entry(message.connection).or_default() += 1;
        }
    }
    all_of(&proved, "signature", "verified with the key of the certificate that was sent")
}

/// The signature in a handshake message, with the content that was rebuilt beside it.
fn check_signature(
    crypto: &dyn Crypto,
    message: &Message,
    field: &Field,
    certificate: Option<&Vec<u8>>,
) -> Result<(), String> {
    let bytes = |label| field.find(label).map(|f| message.bytes(&f.span));
    let certificate = certificate.ok_or("a signature without a certificate before it")?;
    let content = bytes(&tls_schedule::SIGNED).ok_or("the signed content could not be rebuilt")?;
    let signature = SIGNATURES.into_iter().find_map(bytes).ok_or("there is no signature")?;
    let scheme = bytes(&tls_extensions::SCHEME)
        .and_then(|b| b.try_into().ok())
        .map(u16::from_be_bytes)
        .ok_or("it does not name a signature scheme")?;
    let tls13 = bytes(&tls_schedule::SIGNED_PADDING).is_some();
    let signature = Signature { scheme, tls13, content, bytes: signature, crypto };
    handshake_signature(certificate, &signature).map_err(|error| error.to_string())
}

/// Checks that each TLS connection has a Finished of both sides, and that each holds what was recomputed.
///
/// # Errors
/// What does not hold, for a person.
pub fn finished(messages: &[Message]) -> Result<String, String> {
    let mut proved: BTreeMap<u32, usize> = connections(messages).map(|connection| (connection, 0)).collect();
    let mut sides = BTreeSet::new();
    for message in messages {
        let Some(held) = message.bytes_of(&tls_messages::VERIFY_DATA) else { continue };
        let expected = message
            .bytes_of(&tls_schedule::VERIFY_DATA)
            .ok_or_else(|| at(message, "its Finished could not be recomputed"))?;
        if held != expected {
            return Err(at(message, "its Finished differs from the recomputed one"));
        }
        sides.insert((message.connection, message.side));
        *proved.entry(message.connection).or_default() += 1;
    }
    let one =
        |connection: &&u32| [Side::Client, Side::Server].iter().any(|side| !sides.contains(&(**connection, *side)));
    if let Some(connection) = proved.keys().find(one) {
        let connection = StreamNumber::of(*connection);
        return Err(format!("connection {connection}: there is no Finished from both sides that could be decrypted"));
    }
    all_of(&proved, "Finished", "recomputed from the messages, and equal")
}

/// Checks that the schedule, recomputed from the shared secret of each connection, gives every line that the key log has
/// for it; early secrets, which a key from before would be needed for, are left out.
///
/// # Errors
/// What does not hold, for a person.
pub fn schedule(messages: &[Message], key_log: &KeyLog) -> Result<String, String> {
    let mut proved = BTreeMap::new();
    for connection in connections(messages) {
        let own: Vec<&Message> = messages.iter().filter(|m| m.connection == connection).collect();
        let random = own.iter().find_map(|m| m.bytes_of(&tls_messages::RANDOM));
        let secrets =
            TlsSecret::ALL.into_iter().filter(|s| !matches!(s, TlsSecret::ClientEarly | TlsSecret::EarlyExporter));
        for which in secrets {
            let line = key_log
                .entries()
                .into_iter()
                .find(|e| Some(e.client_random.as_slice()) == random && e.label == which.label());
            let Some(line) = line else { continue };
            let label = names::tls_secret(which);
            let mut computed = own.iter().flat_map(|m| m.all(label).map(|f| m.bytes(&f.span)));
            if !computed.any(|secret| secret == line.secret.as_slice()) {
                let connection = StreamNumber::of(connection);
                return Err(format!("connection {connection}: the key log's line {which} was not recomputed"));
            }
            *proved.entry(connection).or_default() += 1;
        }
        proved.entry(connection).or_insert(0);
    }
    all_of(&proved, "line", "of the key log recomputed from the shared secret, and equal")
}

/// The connections on which a server said hello.
fn connections(messages: &[Message]) -> impl Iterator<Item = u32> {
    let hello = |m: &&Message| m.all(&tls_messages::TYPE).any(|f| f.number() == Some(SERVER_HELLO.into()));
    let found: BTreeSet<u32> = messages.iter().filter(hello).map(|m| m.connection).collect();
    found.into_iter()
}

fn at(message: &Message, why: &str) -> String {
    format!("connection {}, message {}: {why}", StreamNumber::of(message.connection), message.index)
}

/// So many on so many connections, if there is one on each.
fn all_of(proved: &BTreeMap<u32, usize>, what: &str, how: &str) -> Result<String, String> {
    if proved.is_empty() {
        return Err("no TLS connection on which a server answered: nothing could be checked".to_owned());
    }
    if let Some((connection, _)) = proved.iter().find(|(_, count)| **count == 0) {
        return Err(format!("connection {}: no {what} that could be checked", StreamNumber::of(*connection)));
    }
    let (count, connections) = (proved.values().sum::<usize>(), proved.len());
    let plural = |n: usize, one: &str| if n == 1 { format!("{n} {one}") } else { format!("{n} {one}s") };
    let what = if what == "Finished" { format!("{count} Finished") } else { plural(count, what) };
    Ok(format!("{what} on {} {how}", plural(connections, "connection")))
}
