//! Records of TLS 1.2 (RFC 5246 §6.2.3): one key in each direction, from ChangeCipherSpec on.

use bytes::Bytes;

use super::aead::Aead;
use super::attempts::Attempts;
use super::cbc::{Cbc, Shown};
use super::record::{Opened, Outcome, Record};
use super::shape::Shape;
use crate::crypto::Crypto;
use crate::recording::{SecretId, Side};
use crate::schedule::Suite;
use crate::schedule::tls12::KeyBlock;

/// The keys of one direction.
pub(in crate::tls) struct Keys {
    suite: &'static Suite,
    cipher: Cipher,
    with: SecretId,
    pub(super) attempts: Attempts,
    encrypt_then_mac: bool,
}

enum Cipher {
    Aead(Aead),
    Cbc(Box<Cbc>),
}

impl Keys {
    /// What a side encrypts with; `None`: the suite is none that is opened here.
    pub(super) fn new(
        crypto: &dyn Crypto,
        suite: &'static Suite,
        block: &KeyBlock,
        side: Side,
        encrypt_then_mac: bool,
        with: SecretId,
    ) -> Option<Keys> {
        let keys = block.keys(side);
        let cipher = match suite.mac() {
            Some(mac) => Cipher::Cbc(Box::new(Cbc::new(mac, keys.key, keys.mac, encrypt_then_mac))),
            None => Cipher::Aead(Aead::new(crypto, suite, keys.key, keys.iv)?),
        };
        Some(Keys { suite, cipher, with, attempts: Attempts::default(), encrypt_then_mac })
    }

    pub(super) fn shape(&self) -> Shape {
        Shape::of(self.suite, self.encrypt_then_mac)
    }

    pub(super) fn open(&mut self, record: Record<'_>) -> Outcome {
        let expected = self.attempts.expected();
        let opened = match &self.cipher {
            Cipher::Aead(aead) => self.aead(aead, record),
            Cipher::Cbc(cbc) => {
                let mut numbers = [expected].into_iter().chain(self.attempts.others());
                numbers.find_map(|number| Some((number, cbc.open(number, record)?)))
            }
        };
        let Some((number, Shown { bytes, content, rest, problem })) = opened else {
            self.attempts.fail();
            let what = if self.suite.mac().is_some() { "MAC" } else { "tag" };
            return Outcome::Broken(format!("its {what} does not fit: changed on the way, or not its sender's").into());
        };
        let lost = Some(self.attempts.opened(number));
        let kind = Some(record.header[0]);
        Outcome::Opened(Opened { bytes, with: self.with, kind, content, rest, problem, lost, early: false })
    }

    fn aead(&self, aead: &Aead, record: Record<'_>) -> Option<(u64, Shown)> {
        let (explicit, sealed) = record.body.split_at_checked(self.suite.explicit_len())?;
        let len = aead.content_len(sealed)?;
        let mut out = Vec::new();
        let fits = |number: &u64| {
            let nonce = match explicit.try_into() {
                Ok(sent) => aead.explicit(sent),
                Err(_) => aead.numbered(*number),
            };
            aead.open(nonce, &record.authenticated(*number, len), sealed, &mut out)
        };
        let number = [self.attempts.expected()].into_iter().chain(self.attempts.others()).find(fits)?;
        Some((number, Shown { content: len, bytes: Bytes::from(out), rest: Vec::new(), problem: None }))
    }
}
