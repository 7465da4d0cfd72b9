//! A file with certificates or keys: which kind it is, and its fields.

use bytes::Bytes;

use crate::cursor::{Cursor, Stop, blame};
use crate::der;
use crate::field::{Field, Value};
use crate::message::{Message, Origin, Source};
use crate::names::keys as label;
use crate::recording::{Side, Timestamp};
use crate::x509;

mod base64;
pub(crate) mod body;
mod keys;
mod kind;
mod pem;
mod recognise;
mod ssh;

pub use kind::Kind;
pub(crate) use recognise::recognise;
use recognise::weigh;

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
    } else if recognise(&bytes) == Kind::Unknown && ssh::is_file(&bytes) {
        ssh::file(&mut message, &bytes)
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
        Kind::EcCurve => x509::specified_curve(&mut c).map(drop),
        Kind::DhParameters => x509::dh(&mut c).map(drop),
        Kind::Cms => x509::cms(&mut c).map(drop),
        Kind::OcspRequest => x509::ocsp::request(&mut c).map(drop),
        Kind::OcspResponse => x509::ocsp::response(&mut c).map(drop),
        // They are no DER, and are read elsewhere.
        Kind::OldEncryptedPrivateKey
        | Kind::SshPublicKey
        | Kind::SshCertificate
        | Kind::SshPrivateKey
        | Kind::SshEncryptedPrivateKey => Ok(()),
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
