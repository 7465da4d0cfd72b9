//! Records of TLS 1.2 and before (RFC 5246 §6.2.3): one key in each direction, from ChangeCipherSpec on.

use std::borrow::Cow;

use bytes::Bytes;

use super::aead::Aead;
use super::attempts::Attempts;
use super::cbc::{Cbc, Iv, Shown};
use super::mac::Mac;
use super::rc4::Rc4;
use super::record::{Opened, Outcome, Record};
use super::shape::Shape;
use crate::crypto::Crypto;
use crate::recording::{SecretId, Side};
use crate::schedule::tls12::KeyBlock;
use crate::schedule::{self, Age, Secret, Suite};

/// The keys of one direction.
pub(in crate::tls) struct Keys {
    suite: Suite,
    cipher: Cipher,
    with: SecretId,
    attempts: Attempts,
    encrypt_then_mac: bool,
}

enum Cipher {
    Aead(Aead),
    Cbc(Box<Cbc>),
    Rc4(Box<Rc4>),
}

impl Keys {
    /// What a side encrypts with; `None`: its keys have another length.
    pub(super) fn new(
        crypto: &dyn Crypto,
        suite: Suite,
        block: &KeyBlock,
        side: Side,
        encrypt_then_mac: bool,
        with: SecretId,
    ) -> Option<Keys> {
        let keys = block.keys(side);
        let mac = |hash| Mac::new(hash, keys.mac, suite.age);
        let cipher = match suite.cipher {
            schedule::Cipher::Cbc(block, hash) => Cipher::Cbc(Box::new(Cbc {
                block,
                key: Secret::new(keys.key.to_vec()),
                mac: mac(hash),
                encrypt_then_mac,
                iv: if keys.iv.is_empty() { Iv::Sent } else { Iv::Chained(keys.iv.to_vec()) },
                even: suite.age != Age::Ssl30,
            })),
            schedule::Cipher::Rc4(hash) => Cipher::Rc4(Box::new(Rc4::new(keys.key, mac(hash))?)),
            _ => Cipher::Aead(Aead::new(crypto, &suite, keys.key, keys.iv)?),
        };
        Some(Keys { suite, cipher, with, attempts: Attempts::default(), encrypt_then_mac })
    }

    pub(super) fn shape(&self) -> Shape {
        Shape::of(&self.suite, self.encrypt_then_mac)
    }

    /// Records may be missing before the next.
    pub(super) fn miss(&mut self) {
        self.attempts.miss();
        match &mut self.cipher {
            Cipher::Aead(_) => {}
            Cipher::Cbc(cbc) => cbc.miss(),
            Cipher::Rc4(rc4) => rc4.miss(),
        }
    }

    pub(super) fn open(&mut self, record: Record<'_>) -> Outcome {
        let numbers = [self.attempts.expected()].into_iter().chain(self.attempts.others());
        let closed = self.closed();
        let opened = match &mut self.cipher {
            Cipher::Aead(aead) => opened(aead, self.suite.explicit_len(), numbers, record),
            Cipher::Rc4(rc4) => rc4.open(numbers, record),
            Cipher::Cbc(cbc) => {
                let mut numbers = numbers;
                let opened = numbers.find_map(|number| Some((number, cbc.open(number, record)?)));
                cbc.passed(record);
                opened
            }
        };
        let Some((number, Shown { bytes, content, rest, problem })) = opened else {
            self.attempts.fail();
            let what = if self.suite.mac().is_some() { "MAC" } else { "tag" };
            let broken = || {
                format!("its {what} does not match: the record was changed on the path, or someone else made it").into()
            };
            return closed.map_or_else(|| Outcome::Broken(broken()), Outcome::Closed);
        };
        let lost = Some(self.attempts.opened(number));
        let kind = Some(record.header[0]);
        Outcome::Opened(Opened { bytes, with: self.with, kind, content, rest, problem, lost, early: false })
    }

    /// Why the next record cannot be opened, whatever it is.
    fn closed(&self) -> Option<Cow<'static, str>> {
        match &self.cipher {
            Cipher::Cbc(cbc) if matches!(cbc.iv, Iv::Missing) => Some(
                "encrypted, and its IV is missing: up to TLS 1.0 that is the end of the previous record, which is \
                    not in the recording"
                    .into(),
            ),
            Cipher::Rc4(rc4) if rc4.is_lost() => Some(
                "encrypted with RC4, which uses one key stream for all records: some are not in the recording, so \
                    nothing shows where in the stream this one begins"
                    .into(),
            ),
            _ => None,
        }
    }
}

fn opened(
    aead: &Aead,
    explicit: usize,
    mut numbers: impl Iterator<Item = u64>,
    record: Record<'_>,
) -> Option<(u64, Shown)> {
    let (explicit, sealed) = record.body.split_at_checked(explicit)?;
    let len = aead.content_len(sealed)?;
    let mut out = Vec::new();
    let number = numbers.find(|number| {
        let nonce = match explicit.try_into() {
            Ok(sent) => aead.explicit(sent),
            Err(_) => aead.numbered(*number),
        };
        aead.open(nonce, &record.authenticated(*number, len), sealed, &mut out)
    })?;
    Some((number, Shown { content: len, bytes: Bytes::from(out), rest: Vec::new(), problem: None }))
}
