//! Records opened with the connection's secrets: which keys a side encrypts with by now, and what comes of trying them.

use std::borrow::Cow;

use super::derivation::Keyring;
use super::facts::{Facts, SSL30, TLS12};
use super::numbers::content_type;
use super::sessions::Sessions;
use crate::field::Label;
use crate::names::tls_record as label;
use crate::recording::Side;
use crate::recording::secrets::TlsSecret;
use crate::schedule::Suite;

mod aead;
mod attempts;
mod cbc;
mod mac;
mod rc4;
mod record;
mod shape;
mod suites;
mod tls12;
pub(super) mod tls13;

pub(super) use record::{Opened, Outcome, Record};
pub(super) use shape::Shape;
pub(super) use suites::no_key;
pub(crate) use suites::{ANOTHER_KEY, ONLY_SIGNS};
pub(super) use tls13::Phase;

/// How the records of one direction are read.
#[derive(Default)]
pub(super) enum Reading {
    /// In the clear: no keys are agreed on.
    #[default]
    Clear,
    /// TLS 1.3: whatever says that it is application data is encrypted.
    Tls13(Box<tls13::Keys>),
    /// TLS 1.2 and before: everything is encrypted.
    Tls12(Box<tls12::Keys>),
    /// Everything is encrypted, and cannot be opened here.
    Sealed { suite: Option<Suite>, facts: Box<Facts>, why: Cow<'static, str> },
    /// A suite that encrypts nothing; so many bytes of MAC follow the content.
    Bare { mac: usize },
}

impl Reading {
    /// What both sides settled in TLS 1.2 or before is in force from here on: this side has said ChangeCipherSpec.
    pub(super) fn after_change(facts: &Facts, keyring: Keyring<'_>, sessions: &Sessions, side: Side) -> Reading {
        let suite = facts.agreed();
        let sealed = |why: Cow<'static, str>| Reading::Sealed { suite, facts: Box::new(facts.clone()), why };
        let (Some(version), Some(number)) = (facts.version, facts.suite) else {
            return sealed("encrypted, but the hellos that say how are not in the recording".into());
        };
        if let Some(mac) = suites::null_mac(number) {
            return Reading::Bare { mac };
        }
        if !(SSL30..=TLS12).contains(&version) {
            return sealed(suites::unknown(version));
        }
        let Some(suite) = suite else {
            return sealed(suites::why_not(number));
        };
        let (Some(client), Some(server)) = (facts.client_random, facts.server_random) else {
            return sealed("encrypted, but a hello is missing whose random the keys are made from".into());
        };
        match keyring.secret(TlsSecret::Master, &client).or_else(|| sessions.resumed(facts)) {
            Some((master, with)) => {
                sessions.remember(facts, &master, with);
                let block = crate::schedule::tls12::key_block(&suite, &master, &client, &server);
                match tls12::Keys::new(keyring.crypto(), suite, &block, side, facts.encrypt_then_mac, with) {
                    Some(keys) => Reading::Tls12(Box::new(keys)),
                    None => sealed("its keys do not have the length that the cipher needs".into()),
                }
            }
            None => sealed(suites::no_key(keyring, facts)),
        }
    }

    /// Whether a record of this type is encrypted.
    pub(super) fn is_sealed(&self, kind: u8) -> bool {
        match self {
            Reading::Clear | Reading::Tls13(_) => kind == content_type::APPLICATION_DATA,
            Reading::Tls12(_) | Reading::Sealed { .. } => true,
            Reading::Bare { .. } => false,
        }
    }

    /// Records may be missing before the next.
    pub(super) fn miss(&mut self) {
        match self {
            Reading::Tls13(keys) => keys.attempts.miss(),
            Reading::Tls12(keys) => keys.miss(),
            _ => {}
        }
    }

    /// Tries to open a record.
    pub(super) fn open(&mut self, record: Record<'_>, facts: &Facts, keyring: Keyring<'_>) -> Outcome {
        match self {
            Reading::Tls13(keys) => keys.open(record, facts, keyring),
            Reading::Tls12(keys) => keys.open(record),
            Reading::Sealed { why, .. } => Outcome::Closed(why.clone()),
            Reading::Clear | Reading::Bare { .. } if facts.server_random.is_some() => {
                let what = match record.header[0] {
                    content_type::APPLICATION_DATA => "application data",
                    content_type::ALERT => "an alert too long to be in the clear,",
                    _ => "not something that is sent in the clear,",
                };
                Outcome::Broken(format!("{what} before this side has any key to encrypt it with").into())
            }
            Reading::Clear | Reading::Bare { .. } => {
                Outcome::Closed("encrypted, but the handshake that says how is not in the recording".into())
            }
        }
    }

    /// The parts of an encrypted record's body, as far as the suite says so.
    pub(super) fn shape(&self, facts: &Facts) -> Shape {
        match self {
            Reading::Tls13(keys) => keys.suite(facts).map(|suite| Shape::of(&suite, false)).unwrap_or_default(),
            Reading::Tls12(keys) => keys.shape(),
            Reading::Sealed { suite: Some(suite), facts, .. } => Shape::of(suite, facts.encrypt_then_mac),
            _ => Shape::default(),
        }
    }
}

/// The label of an encrypted record's body. In TLS 1.3 all of them look alike.
pub(super) fn sealed_label(kind: u8) -> &'static Label {
    match kind {
        content_type::HANDSHAKE => &label::HANDSHAKE,
        content_type::ALERT => &label::ALERT,
        content_type::APPLICATION_DATA => &label::APP_DATA,
        _ => &label::SEALED,
    }
}
