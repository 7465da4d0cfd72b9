//! A file with certificates or keys: which kind it is, and its fields.

use bytes::Bytes;

use crate::cursor::{Cursor, Stop, blame};
use crate::der::{self, Header, Tag};
use crate::field::{Field, Value};
use crate::message::{Message, Origin, Source};
use crate::names::keys as label;
use crate::recording::{Side, Timestamp};
use crate::x509;

mod keys;
mod pem;

/// What a file, or one block of a PEM file, holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An X.509 certificate.
    Certificate,
    /// A certificate signing request (PKCS#10).
    Csr,
    /// A list of revoked certificates.
    Crl,
    /// A private key in clear: PKCS#8.
    PrivateKey,
    /// A private key in clear: PKCS#1, RSA only.
    RsaPrivateKey,
    /// A private key in clear: SEC1, elliptic curves only.
    EcPrivateKey,
    /// A private key under a passphrase: PKCS#8.
    EncryptedPrivateKey,
    /// A private key under a passphrase, of the old kind: PEM with `Proc-Type: 4,ENCRYPTED`.
    OldEncryptedPrivateKey,
    /// A public key: SubjectPublicKeyInfo.
    PublicKey,
    /// A public key: PKCS#1, RSA only.
    RsaPublicKey,
    /// Keys and certificates under a passphrase.
    Pkcs12,
    /// The name of a curve, as `openssl ecparam` writes it before a key.
    EcParameters,
    /// None of these.
    Unknown,
}

/// A dissected file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its fields. Source 0 is the file; what base64 stands for has sources of its own.
    pub message: Message,
    /// What it holds: one kind, or one for each block of a PEM file.
    pub kinds: Vec<Kind>,
}

impl File {
    /// Whether anything in it was recognised.
    pub fn is_known(&self) -> bool {
        self.kinds.iter().any(|k| *k != Kind::Unknown)
    }
}

/// Of more elements than this, the rest is not taken apart. Enough for 10,000 names in a certificate.
pub(super) const MOST_ELEMENTS: usize = 100_000;

/// Dissects a file, DER or PEM. Whatever the bytes are, every one of them gets a field.
pub fn file(bytes: impl Into<Bytes>) -> File {
    let bytes = bytes.into();
    let source = Source { origin: Origin::File, bytes: bytes.clone() };
    let mut message = Message {
        connection: 0,
        index: 0,
        side: Side::Client,
        at: Timestamp::default(),
        offset: 0,
        sources: vec![source],
        fields: Vec::new(),
    };
    let kinds = if pem::is_pem(&bytes) {
        pem::blocks(&mut message, &bytes)
    } else {
        let (fields, kind) = der_file(&message, 0, &bytes, None, &mut { MOST_ELEMENTS });
        message.fields = fields;
        vec![kind]
    };
    File { message, kinds }
}

/// The fields of a source that should be one element of DER; `said`: what a PEM label calls it.
/// `budget`: how many elements may still be taken apart.
pub(super) fn der_file(
    message: &Message,
    source: u16,
    bytes: &[u8],
    said: Option<Kind>,
    budget: &mut usize,
) -> (Vec<Field>, Kind) {
    let most = der::up_to(bytes, budget);
    let mut c = Cursor::within(message.index, source, bytes, 0..most);
    let (kind, otherwise) = weigh(said, bytes);
    let read = match kind {
        Kind::Certificate => x509::certificate(&mut c).map(drop),
        Kind::Csr => x509::csr(&mut c).map(drop),
        Kind::Crl => x509::crl(&mut c).map(drop),
        Kind::PrivateKey => keys::pkcs8(&mut c).map(drop),
        Kind::RsaPrivateKey => keys::rsa(&mut c).map(drop),
        Kind::EcPrivateKey => keys::sec1(&mut c).map(drop),
        Kind::EncryptedPrivateKey => keys::encrypted(&mut c).map(drop),
        Kind::PublicKey => x509::public_key_info(&mut c, &label::SPKI),
        Kind::RsaPublicKey => keys::rsa_public_file(&mut c).map(drop),
        Kind::Pkcs12 => keys::pkcs12(&mut c).map(drop),
        Kind::EcParameters => der::primitive(&mut c, &label::NAMED_CURVE, der::OID, der::object_identifier).map(drop),
        Kind::OldEncryptedPrivateKey => Ok(()),
        Kind::Unknown => unknown(&mut c),
    };
    if let Some(field) = c.last().filter(|_| otherwise) {
        blame(field, "the lines around it give it a different type");
    }
    let before = c.left();
    if let Err(Stop { 0: problem }) = read {
        // The file says one thing in its first line and is another.
        der::all(&mut c, 0);
        if let Some(field) = c.last() {
            blame(field, problem);
        }
    } else if before > 0 && kind != Kind::Unknown {
        trailing(&mut c);
    }
    let mut fields = c.finish();
    if most < bytes.len() {
        let mut c = Cursor::within(message.index, source, bytes, most..bytes.len());
        let why = format!("the first {MOST_ELEMENTS} elements are decoded, and this is the rest");
        if let Ok(field) = c.leaf(&crate::names::UNEXPLAINED, bytes.len() - most, Value::NONE) {
            blame(field, why);
        }
        fields.extend(c.finish());
    }
    (fields, kind)
}

/// What the bytes are, given what a PEM label says: the bytes win; and whether they say otherwise. Where they are too broken
/// to be recognised, the label is believed as long as they begin like what it says.
fn weigh(said: Option<Kind>, bytes: &[u8]) -> (Kind, bool) {
    let due = if said == Some(Kind::EcParameters) { der::OID } else { der::SEQUENCE };
    let plausible = elements(bytes).next().is_some_and(|e| e.tag == due);
    match (said, recognise(bytes)) {
        (None, found) => (found, false),
        (Some(said), Kind::Unknown) if plausible => (said, false),
        (Some(said), found) => (found, said != found),
    }
}

/// A file that is none of these: as DER, if it is well-formed DER at least.
fn unknown(c: &mut Cursor<'_>) -> Result<(), Stop> {
    if der::is_one_element(c) {
        c.group(&label::DER_FILE, c.left(), der::plain_content)?;
    }
    Ok(())
}

/// Bytes after the end.
fn trailing(c: &mut Cursor<'_>) {
    let len = c.left();
    if let Ok(field) = c.leaf(&crate::names::UNEXPLAINED, len, Value::NONE) {
        blame(field, format!("{} after the end", crate::cursor::bytes(len as u64)));
    }
}

/// What these bytes are, from the tags of the first elements: also where they are cut off or wrong further on.
pub(super) fn recognise(bytes: &[u8]) -> Kind {
    let Some(outer) = elements(bytes).next().filter(|e| e.tag == der::SEQUENCE) else { return Kind::Unknown };
    let inside: Vec<Element<'_>> = elements(outer.content).take(4).collect();
    let tags: Vec<Tag> = inside.iter().map(|e| e.tag).collect();
    let first = inside.first().map_or(&[][..], |e| e.content);
    let number = der::number(first).unwrap_or(u64::MAX);
    match tags.as_slice() {
        [der::SEQUENCE, der::OCTET_STRING] if starts_with_oid(first) => Kind::EncryptedPrivateKey,
        [der::SEQUENCE, der::BIT_STRING] if starts_with_oid(first) => Kind::PublicKey,
        [der::SEQUENCE, ..] => signed(first),
        [der::INTEGER, der::SEQUENCE, der::OCTET_STRING, ..] if number <= 1 => Kind::PrivateKey,
        [der::INTEGER, der::SEQUENCE, ..] if number == 3 => Kind::Pkcs12,
        [der::INTEGER, der::OCTET_STRING, ..] if number == 1 => Kind::EcPrivateKey,
        [der::INTEGER, der::INTEGER, der::INTEGER, der::INTEGER] if number <= 1 => Kind::RsaPrivateKey,
        [der::INTEGER, der::INTEGER] if first.len() >= 64 => Kind::RsaPublicKey,
        _ => Kind::Unknown,
    }
}

fn starts_with_oid(content: &[u8]) -> bool {
    elements(content).next().is_some_and(|e| e.tag == der::OID)
}

/// Certificate, request or list, from what is signed.
fn signed(content: &[u8]) -> Kind {
    let tags: Vec<Tag> = elements(content).take(4).map(|e| e.tag).collect();
    let second = elements(content).nth(1).map_or(&[][..], |e| e.content);
    match tags.as_slice() {
        [t, der::INTEGER, ..] if *t == Tag::context(0) => Kind::Certificate,
        [der::INTEGER, der::SEQUENCE, der::SEQUENCE, der::SEQUENCE] => Kind::Certificate,
        [der::INTEGER, der::SEQUENCE, der::SEQUENCE, der::UTC_TIME | der::GENERALIZED_TIME] => Kind::Crl,
        [der::SEQUENCE, der::SEQUENCE, der::UTC_TIME | der::GENERALIZED_TIME, ..] => Kind::Crl,
        [der::INTEGER, der::SEQUENCE, der::SEQUENCE, ..] if !starts_with_oid(second) => Kind::Csr,
        _ => Kind::Unknown,
    }
}

struct Element<'a> {
    tag: Tag,
    content: &'a [u8],
}

/// The elements one after the other, as far as they can be told apart.
fn elements(bytes: &[u8]) -> impl Iterator<Item = Element<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let header = Header::read(rest).ok()?;
        let content = rest.get(header.len()..header.len() + header.content)?;
        rest = rest.get(header.whole(rest)..)?;
        Some(Element { tag: header.tag, content })
    })
}
