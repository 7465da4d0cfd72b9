//! What an answer of OCSP is worth: about which certificates it speaks, from when to when it counts, and who signed it
//! (RFC 6960 §3.2, §4.2.2.2). Whether the signer is to be believed is the reader's own affair.

use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};
use wirewalk_ground::escaped;
use x509_parser::prelude::X509Certificate;

use super::signature::{Signed, signature};
use super::{names, parse};
use crate::crypto::Crypto;
use crate::field::{Field, Label};
use crate::message::Message;
use crate::names::{ocsp as label, x509};

/// So many answers of one response are told.
const MOST: usize = 4;

/// An answer as it was seen.
#[derive(Clone, Copy, Debug)]
pub struct Answered<'a> {
    /// The message that it stands in.
    pub message: &'a Message,
    /// The field of the OCSPResponse.
    pub response: &'a Field,
    /// Certificates that are known, in DER: those that the server sent, or that were in the capture before.
    pub known: &'a [Vec<u8>],
    /// When, in seconds since 1970; `None`: times are not judged.
    pub at: Option<u64>,
    /// Who computes.
    pub crypto: &'a dyn Crypto,
}

/// What can be said of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vouched {
    /// The response status; anything but `successful` is an error without a signature.
    pub status: String,
    /// Who says that it answers, escaped.
    pub responder: String,
    /// What it says about each certificate, escaped.
    pub answers: Vec<String>,
    /// Whether a certificate is said to be revoked.
    pub revoked: bool,
    /// Why a client must not go by it; empty: nothing was found.
    pub faults: Vec<String>,
    /// Who signed it, or what is missing to tell.
    pub signer: String,
    /// Whether the signature was checked, and holds.
    pub signed: bool,
}

impl Vouched {
    /// All of it in a sentence.
    pub fn words(&self) -> String {
        if self.responder.is_empty() {
            return format!("the OCSP responder gave no answer: {}", self.status);
        }
        let faults: String = self.faults.iter().map(|fault| format!("; {fault}")).collect();
        format!("OCSP answer by {}: {}{faults}; {}", self.responder, self.answers.join(", "), self.signer)
    }
}

/// Looks at an answer.
pub fn vouched(answered: &Answered) -> Vouched {
    let Answered { message, response, .. } = *answered;
    let status = response.find(&label::STATUS).and_then(Field::name).unwrap_or_default().into_owned();
    let Some(basic) = response.find(&label::BASIC) else { return Vouched { status, ..Vouched::default() } };
    let attached = basic.walk().filter(|f| f.is(&x509::CERTIFICATE)).take(MOST);
    let attached: Vec<&[u8]> = attached.map(|field| message.bytes(&field.span)).collect();
    let all = attached.iter().copied().chain(answered.known.iter().map(Vec::as_slice));
    let all: Vec<X509Certificate> = all.filter_map(|der| parse(der).ok()).collect();
    let singles: Vec<&Field> = basic.walk().filter(|field| field.is(&label::SINGLE)).collect();
    let issuer = singles.iter().find_map(|single| all.iter().find(|c| is_issuer(message, single, c)));
    let mut told = Vouched {
        status,
        responder: match all.iter().find(|c| is_responder(message, basic, c)) {
            Some(responder) => names::subject(responder),
            None => responder(basic),
        },
        revoked: singles.iter().any(|single| single.child(&label::REVOKED).is_some()),
        ..Vouched::default()
    };
    for single in singles.iter().take(MOST) {
        told.answers.push(about(message, single, issuer, &all));
        told.faults.extend(answered.at.and_then(|at| untimely(single, at)));
    }
    told.faults.dedup();
    if singles.len() > MOST {
        told.answers.push(format!("and {} more", singles.len() - MOST));
    }
    (told.signed, told.signer) = signer(answered, basic, issuer, &all);
    told
}

fn responder(basic: &Field) -> String {
    let Some(name) = basic.find(&label::RESPONDER).and_then(Field::name) else { return "nobody".to_owned() };
    match basic.find(&label::BY_KEY) {
        Some(_) => format!("the holder of the key with the hash {name}"),
        None => escaped(&name),
    }
}

/// Which certificate, and its status.
fn about(message: &Message, single: &Field, issuer: Option<&X509Certificate>, all: &[X509Certificate]) -> String {
    let serial = single.find(&label::SERIAL);
    let bytes = serial.map(|field| message.bytes(&field.span)).unwrap_or_default();
    let meant = issuer.and_then(|issuer| {
        let is = |c: &&X509Certificate| c.raw_serial() == bytes && c.issuer().as_raw() == issuer.subject().as_raw();
        all.iter().find(is)
    });
    let who = match meant {
        Some(certificate) => names::subject(certificate),
        None => format!("serial number {}", serial.and_then(Field::name).unwrap_or_default()),
    };
    let time = |label: &Label| single.find(label).and_then(Field::number).map(names::moment);
    let status = match [&label::GOOD, &label::REVOKED, &label::UNKNOWN].map(|label| single.child(label).is_some()) {
        [true, ..] => "good".to_owned(),
        [_, true, _] => {
            let reason = single.find(&label::REVOCATION_REASON).and_then(Field::name);
            let reason = reason.map(|reason| format!(" ({reason})")).unwrap_or_default();
            format!("revoked since {}{reason}", time(&label::REVOCATION_TIME).unwrap_or_default())
        }
        [_, _, true] => "not known to the responder".to_owned(),
        _ => "of no status that can be read".to_owned(),
    };
    let from = time(&label::THIS_UPDATE).unwrap_or_default();
    let until = time(&label::NEXT_UPDATE).map(|until| format!(" to {until}")).unwrap_or_default();
    format!("{who} is {status}, from {from}{until}")
}

/// Why an answer does not count at this time.
fn untimely(single: &Field, at: u64) -> Option<String> {
    let time = |label| single.find(label).and_then(Field::number);
    let from = time(&label::THIS_UPDATE).filter(|from| at < *from);
    let until = time(&label::NEXT_UPDATE).filter(|until| at > *until);
    match (from, until) {
        (Some(_), _) => Some("at the time of the capture it was still to come".to_owned()),
        (_, Some(until)) => {
            Some(format!("at the time of the capture it was out of date since {}", names::moment(until)))
        }
        _ => None,
    }
}

/// Whether this certificate's name and key have the hashes by which the issuer is named.
fn is_issuer(message: &Message, single: &Field, certificate: &X509Certificate) -> bool {
    let bytes = |label| single.find(label).map(|field| message.bytes(&field.span)).unwrap_or_default();
    let is = |hash: &[u8], of: &[u8]| match hash.len() {
        20 => Sha1::digest(of).as_slice() == hash,
        32 => Sha256::digest(of).as_slice() == hash,
        48 => Sha384::digest(of).as_slice() == hash,
        64 => Sha512::digest(of).as_slice() == hash,
        _ => false,
    };
    is(bytes(&label::NAME_HASH), certificate.subject().as_raw())
        && is(bytes(&label::KEY_HASH), &certificate.public_key().subject_public_key.data)
}

/// Whether this certificate is the one of the responder.
fn is_responder(message: &Message, basic: &Field, certificate: &X509Certificate) -> bool {
    if let Some(hash) = basic.find(&label::BY_KEY) {
        let key = &certificate.public_key().subject_public_key.data;
        return Sha1::digest(key).as_slice() == message.bytes(&hash.span);
    }
    let name = basic.find(&label::BY_NAME).map(|field| message.bytes(&field.span));
    name == Some(certificate.subject().as_raw())
}

/// Who signed: the issuer itself, or somebody whom it appointed. Whether the signature was checked and holds, and a sentence.
fn signer(
    answered: &Answered,
    basic: &Field,
    issuer: Option<&X509Certificate>,
    all: &[X509Certificate],
) -> (bool, String) {
    let (message, place) = (answered.message, if answered.at.is_some() { "capture" } else { "file" });
    let own = issuer.filter(|issuer| is_responder(message, basic, issuer));
    let Some(signer) = own.or_else(|| all.iter().find(|c| is_responder(message, basic, c))) else {
        return (false, format!("its signature cannot be checked: the responder's certificate is not in the {place}"));
    };
    let who = names::subject(signer);
    let holds = signed(answered, basic)
        .ok_or_else(|| "its signature cannot be read".to_owned())
        .and_then(|signed| signature(signer.public_key().raw, &signed).map_err(|error| error.to_string()));
    if let Err(why) = holds {
        return (false, format!("its signature by {who} does not hold: {why}"));
    }
    if own.is_some() {
        return (true, format!("its signature holds, and {who} is the issuer itself"));
    }
    let Some(issuer) = issuer else {
        let missing =
            format!("the issuer's certificate is not in the {place}, so nobody here vouches for the responder");
        return (false, format!("its signature by {who} holds, but {missing}"));
    };
    match appointed(answered, signer, issuer) {
        Ok(()) => (true, format!("its signature holds, and the issuer appointed {who} to answer")),
        Err(why) => (false, format!("its signature by {who} holds, but {why}")),
    }
}

/// Whether the issuer appointed this responder: it signed its certificate, for answers of OCSP, for this time.
fn appointed(answered: &Answered, responder: &X509Certificate, issuer: &X509Certificate) -> Result<(), String> {
    let by = names::subject(issuer);
    Signed::parse(responder.as_raw(), answered.crypto)
        .and_then(|signed| signature(issuer.public_key().raw, &signed))
        .map_err(|error| format!("{by} did not sign the responder's certificate: {error}"))?;
    let purposes = responder.extended_key_usage().ok().flatten();
    if !purposes.is_some_and(|purposes| purposes.value.ocsp_signing) {
        return Err("the responder's certificate is not for OCSP: its extKeyUsage lacks OCSPSigning".to_owned());
    }
    let dates = responder.validity();
    let seconds = |time: x509_parser::time::ASN1Time| u64::try_from(time.timestamp()).unwrap_or_default();
    match answered.at {
        Some(at) if at < seconds(dates.not_before) => Err("the responder's certificate was not valid yet".to_owned()),
        Some(at) if at > seconds(dates.not_after) => Err("the responder's certificate had expired".to_owned()),
        _ => Ok(()),
    }
}

/// The signature, with what it covers.
fn signed<'a>(answered: &Answered<'a>, basic: &Field) -> Option<Signed<'a>> {
    let message = answered.message;
    let covered = basic.child(&label::TBS_RESPONSE)?;
    let algorithm = basic.child(&label::SIGNATURE_ALGORITHM)?;
    let header: usize = algorithm.children.iter().take(2).map(|part| part.span.len()).sum();
    Some(Signed {
        message: message.bytes(&covered.span),
        algorithm: message.bytes(&algorithm.span).get(header..)?,
        signature: message.bytes(&basic.find(&label::SIGNATURE)?.span),
        crypto: answered.crypto,
    })
}
