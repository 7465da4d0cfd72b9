//! The hello inside of the hello: opened with the shared secret of a key log, and put together as the server reads it.

use std::ops::Range;

use crate::crypto::Crypto;
use crate::schedule::ech::info;
use crate::schedule::hpke::{HpkeContext, HpkeSuite};
use crate::tls::raw::Reader;

/// Bytes of a handshake message's header.
const HEADER: usize = 4;
/// Version and random of a hello.
const FIXED: usize = 2 + 32;
/// The extension encrypted_client_hello.
pub(super) const ECH: u16 = 0xfe0d;
/// The extension ech_outer_extensions.
const OUTER_EXTENSIONS: u16 = 0xfd00;

/// An outer hello, as far as the inner one depends on it.
pub(super) struct Outer<'a> {
    message: &'a [u8],
    session_id: &'a [u8],
    /// Each extension with its header.
    extensions: Vec<(u16, &'a [u8])>,
    kdf: u16,
    aead: u16,
    /// Empty in a second hello: the key goes on to be used.
    enc: &'a [u8],
    payload: Range<usize>,
}

impl<'a> Outer<'a> {
    /// Reads a ClientHello, with its header; `None`: it is malformed, or has no encrypted hello.
    pub(super) fn read(message: &'a [u8]) -> Option<Outer<'a>> {
        let mut r = Reader::new(message, HEADER + FIXED);
        let session_id = r.vector(1)?.rest();
        r.vector(2)?;
        r.vector(1)?;
        let extensions = extensions(r.vector(2)?)?;
        let mut r = extensions.iter().find(|(kind, ..)| *kind == ECH)?.2.clone();
        if r.take(1)? != [0] {
            return None;
        }
        let (kdf, aead) = (r.number()?, r.number()?);
        r.take(1)?;
        let enc = r.vector(2)?.rest();
        let payload = r.vector(2)?;
        let payload = payload.at..payload.at + payload.rest().len();
        let extensions = extensions.into_iter().map(|(kind, whole, _)| (kind, whole)).collect();
        Some(Outer { message, session_id, extensions, kdf, aead, enc, payload })
    }

    /// What is encrypted in it (RFC 9849 §5.2), with the secret and the published key of a key log.
    pub(super) fn open(&self, config: &[u8], secret: &[u8], crypto: &dyn Crypto) -> Result<Vec<u8>, &'static str> {
        let kem = Reader::new(config, 5).number().ok_or("the key log's ECH_CONFIG is too short to be one")?;
        let suite = HpkeSuite { kem, kdf: self.kdf, aead: self.aead };
        let context =
            HpkeContext::new(suite, secret, &info(config)).ok_or("this program does not know its HPKE suite")?;
        let mut aad = self.message.get(HEADER..).unwrap_or_default().to_vec();
        let place = self.payload.start - HEADER..self.payload.end - HEADER;
        aad.get_mut(place).into_iter().for_each(|payload| payload.fill(0));
        let sealed = self.message.get(self.payload.clone()).unwrap_or_default();
        let number = u64::from(self.enc.is_empty());
        let opened = context.open(crypto, number, &aad, sealed);
        opened.ok_or("the key log's ECH_SECRET and ECH_CONFIG for this hello do not decrypt it")
    }

    /// The inner hello as a message with its header, of what was encrypted: with the session id of the outer one, and with the
    /// extensions that it takes over from there (RFC 9849 §5.1). `None`: it is malformed.
    pub(super) fn rebuild(&self, encoded: &[u8]) -> Option<Vec<u8>> {
        let mut r = Reader::new(encoded, FIXED);
        let fixed = encoded.get(..FIXED)?;
        r.vector(1)?;
        let middle = r.at;
        r.vector(2)?;
        r.vector(1)?;
        let (middle, own) = (encoded.get(middle..r.at)?, extensions(r.vector(2)?)?);
        let mut list = Vec::with_capacity(encoded.len());
        // They must stand in the order of the outer hello, so that each is passed once.
        let mut others = self.extensions.iter().filter(|(kind, _)| *kind != ECH);
        for (kind, whole, data) in own {
            if kind != OUTER_EXTENSIONS {
                list.extend_from_slice(whole);
                continue;
            }
            let mut wanted = data.clone().vector(1)?;
            while let Some(kind) = wanted.number() {
                list.extend_from_slice(others.find(|(other, _)| *other == kind)?.1);
            }
        }
        let session_id = [&[u8::try_from(self.session_id.len()).ok()?], self.session_id].concat();
        let len = u16::try_from(list.len()).ok()?.to_be_bytes();
        let body = [fixed, &session_id, middle, &len, &list].concat();
        let len = u32::try_from(body.len()).ok()?.to_be_bytes();
        Some([&[1, len[1], len[2], len[3]], body.as_slice()].concat())
    }
}

/// The extensions of a list: number, whole, data; `None`: the list is malformed.
fn extensions(mut list: Reader<'_>) -> Option<Vec<(u16, &[u8], Reader<'_>)>> {
    let mut all = Vec::new();
    while !list.rest().is_empty() {
        let before = list.rest();
        let (kind, data) = (list.number()?, list.vector(2)?);
        all.push((kind, before.get(..before.len() - list.rest().len())?, data));
    }
    Some(all)
}
