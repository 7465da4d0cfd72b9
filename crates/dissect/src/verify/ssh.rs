//! What SSH keys and certificates in a file say, and whether a certificate's signature is by the CA key that stands in it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use rustls_pki_types::{AlgorithmIdentifier, alg_id};
use sha2::{Digest, Sha256};
use wirewalk_ground::escaped;

use crate::crypto::Crypto;
use crate::field::{Datum, Field, Label};
use crate::message::Message;
use crate::names::{keys, ssh as label};
use crate::recording::rfc3339;

/// So many principals are told.
const MOST: usize = 4;
/// So many keys are told of.
const MOST_KEYS: usize = 16;

/// What `ssh-keygen -l` calls a key: the hash of its bytes.
pub fn fingerprint(key: &[u8]) -> String {
    format!("SHA256:{}", STANDARD_NO_PAD.encode(Sha256::digest(key)))
}

/// A sentence for each certificate and each public key on a line or in a file of its own.
pub fn sentences(message: &Message, crypto: &dyn Crypto) -> Vec<String> {
    let found = message.walk().filter(|f| f.is(&label::CERTIFICATE) || f.is(&label::PUBLIC));
    let sentence = |field: &Field| match field.is(&label::CERTIFICATE) {
        true => certificate(message, field, crypto),
        false => {
            let kind = field.find(&label::TYPE).and_then(Field::name).unwrap_or_default();
            format!("the {} key has the fingerprint {}", escaped(&kind), fingerprint(message.bytes(&field.span)))
        }
    };
    found.take(MOST_KEYS).map(sentence).collect()
}

/// What a certificate says, and whether its signature holds.
fn certificate(message: &Message, field: &Field, crypto: &dyn Crypto) -> String {
    let text = |label| field.find(label).and_then(Field::name).unwrap_or_default();
    let moment = |label: &Label| match field.find(label).map(|f| &f.value.datum) {
        Some(Datum::Time(seconds)) => rfc3339(*seconds).unwrap_or_default(),
        Some(Datum::Number(0)) => "the beginning".to_owned(),
        _ => "the end of time".to_owned(),
    };
    let names: Vec<String> =
        field.walk().filter(|f| f.is(&label::PRINCIPAL)).filter_map(|f| f.name().map(|name| escaped(&name))).collect();
    let whose = match (text(&label::CERT_TYPE).as_ref(), names.len()) {
        (kind, 0) => format!("every {kind}"),
        (kind, n) if n > MOST => {
            format!("the {kind}s {} and {} more", names.get(..MOST).unwrap_or_default().join(", "), n - MOST)
        }
        (kind, 1) => format!("the {kind} {}", names.join("")),
        (kind, _) => format!("the {kind}s {}", names.join(", ")),
    };
    let ca = field.find(&label::CA).map(|ca| fingerprint(message.bytes(&ca.span))).unwrap_or_default();
    let holds = match holds(message, field, crypto) {
        Some(true) => "the signature holds",
        Some(false) => "the signature does not hold",
        None => "the signature is of a kind that is not checked here",
    };
    let (from, until) = (moment(&label::VALID_AFTER), moment(&label::VALID_BEFORE));
    let id = escaped(&text(&label::KEY_ID));
    format!("from {from} to {until} this key is for {whose} (key id {id}), says the CA with the key {ca}: {holds}")
}

/// Whether the CA's key signed the certificate; `None`: of a kind that is not checked here, or too broken.
fn holds(message: &Message, certificate: &Field, crypto: &dyn Crypto) -> Option<bool> {
    let (ca, signature) = (certificate.child(&label::CA)?, certificate.child(&label::SIGNATURE)?);
    let whole = message.bytes(&certificate.span);
    // Everything before the signature's length is signed.
    let covered = whole.get(..signature.span.range.start.checked_sub(certificate.span.range.start + 4)?)?;
    let parts = |field: &Field, label: &Label| -> Vec<Vec<u8>> {
        field.walk().filter(|f| f.is(label) && f.is_leaf()).map(|f| message.bytes(&f.span).to_vec()).collect()
    };
    let bytes = parts(signature, &label::SIGNATURE_BYTES);
    let (kind, way) = (ca.find(&label::TYPE)?.name()?, signature.find(&label::SIGNATURE_TYPE)?.name()?);
    let algorithms: (AlgorithmIdentifier, AlgorithmIdentifier) = match (kind.as_ref(), way.as_ref()) {
        ("ssh-ed25519", "ssh-ed25519") => (alg_id::ED25519, alg_id::ED25519),
        ("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256") => (alg_id::ECDSA_P256, alg_id::ECDSA_SHA256),
        ("ecdsa-sha2-nistp384", "ecdsa-sha2-nistp384") => (alg_id::ECDSA_P384, alg_id::ECDSA_SHA384),
        ("ecdsa-sha2-nistp521", "ecdsa-sha2-nistp521") => (alg_id::ECDSA_P521, alg_id::ECDSA_SHA512),
        ("ssh-rsa", "rsa-sha2-256") => (alg_id::RSA_ENCRYPTION, alg_id::RSA_PKCS1_SHA256),
        ("ssh-rsa", "rsa-sha2-512") => (alg_id::RSA_ENCRYPTION, alg_id::RSA_PKCS1_SHA512),
        _ => return None,
    };
    let (key, signed) = match kind.as_ref() {
        "ssh-ed25519" => (parts(ca, &label::ED25519).concat(), bytes.concat()),
        "ssh-rsa" => {
            let numbers = [parts(ca, &label::RSA_N), parts(ca, &label::RSA_E)].concat();
            (sequence(&numbers), bytes.concat())
        }
        _ => {
            let coordinates =
                [&keys::POINT_FORM, &keys::POINT_X, &keys::POINT_Y].map(|label| parts(ca, label).concat());
            (coordinates.concat(), sequence(&bytes))
        }
    };
    let algorithm = crypto.signature_algorithm(algorithms.1.as_ref(), algorithms.0.as_ref())?;
    Some(algorithm.verify_signature(&key, covered, &signed).is_ok())
}

/// Numbers as a SEQUENCE of DER: SSH writes them as DER does, with another length before them.
fn sequence(numbers: &[Vec<u8>]) -> Vec<u8> {
    let element = |tag: u8, content: &[u8]| {
        let len = content.len();
        let digits: Vec<u8> = len.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
        let length = match u8::try_from(len) {
            Ok(short) if short < 0x80 => vec![short],
            _ => [&[0x80 | u8::try_from(digits.len()).unwrap_or(0x7f)][..], &digits].concat(),
        };
        [&[tag][..], &length, content].concat()
    };
    let inside: Vec<u8> = numbers.iter().flat_map(|number| element(2, number)).collect();
    element(0x30, &inside)
}
