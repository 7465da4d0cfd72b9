//! Records of TLS 1.3 (RFC 8446 §5.2): three or more keys follow each other in each direction, and each counts from 0.

use std::borrow::Cow;

use bytes::Bytes;

use super::aead::Aead;
use super::attempts::Attempts;
use super::record::{Opened, Outcome, Record};
use super::suites::{no_key, why_not};
use crate::crypto::Crypto;
use crate::names::tls_record as label;
use crate::recording::secrets::TlsSecret;
use crate::recording::{SecretId, Side};
use crate::schedule::{Secret, Suite, next_traffic_secret, traffic_keys};
use crate::tls::derivation::Keyring;
use crate::tls::facts::Facts;

/// Bytes of a tag, where the suite is not known yet.
const LEAST_TAG: usize = 16;

/// Which of its keys a side uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::tls) enum Phase {
    /// For data that a client sends before the server has said a word.
    Early,
    /// For the rest of the handshake.
    Handshake,
    /// For data, after so many KeyUpdates.
    Application(u32),
}

/// The keys of one direction.
pub(in crate::tls) struct Keys {
    side: Side,
    phase: Phase,
    pub(super) attempts: Attempts,
    current: Option<Current>,
}

/// The key in use.
struct Current {
    /// Where the first secret of this phase comes from.
    with: SecretId,
    crypto: &'static dyn Crypto,
    secret: Secret,
    suite: Suite,
    aead: Aead,
}

impl Keys {
    pub(in crate::tls) fn new(side: Side, phase: Phase) -> Keys {
        Keys { side, phase, attempts: Attempts::default(), current: None }
    }

    /// The key in use.
    pub(in crate::tls) fn phase(&self) -> Phase {
        self.phase
    }

    /// From the next record on, this key is used.
    pub(in crate::tls) fn enter(&mut self, phase: Phase) {
        let previous = self
            .current
            .take()
            .filter(|_| matches!((self.phase, phase), (Phase::Application(_), Phase::Application(_))));
        (self.phase, self.attempts) = (phase, Attempts::default());
        self.current = previous.and_then(|current| current.update());
    }

    /// The suite: the one that the server chose, or, before that, the one that opened early data.
    pub(super) fn suite(&self, facts: &Facts) -> Option<Suite> {
        let chosen = facts.agreed().filter(Suite::is_tls13);
        chosen.or(self.current.as_ref().map(|current| current.suite))
    }

    /// Opens a record with the key in use, or, if that does not fit, with one that may have come after it.
    pub(super) fn open(&mut self, record: Record<'_>, facts: &Facts, keyring: Keyring<'_>) -> Outcome {
        let tag = self.suite(facts).map_or(LEAST_TAG, |suite| suite.tag_len());
        if record.body.len() < tag {
            return Outcome::Broken(format!("too short to be encrypted: the tag already has {tag} bytes").into());
        }
        if let Some(why) = facts.other_schedule() {
            return Outcome::Closed(why.into());
        }
        if let Some(number) = facts.suite.filter(|_| facts.is_tls13() && self.phase != Phase::Early)
            && Suite::of(number).is_none_or(|suite| !suite.is_tls13())
        {
            return Outcome::Closed(why_not(number));
        }
        let mut out = Vec::new();
        if self.current.is_none() {
            self.current = self.load(self.phase, record, facts, keyring, &mut out);
        }
        let had_key = self.current.is_some();
        if let Some(current) = &self.current {
            let fits = |number: &u64| current.open(*number, record, &mut out);
            let expected = self.attempts.expected();
            if let Some(number) = [expected].into_iter().chain(self.attempts.others()).find(fits) {
                let lost = self.attempts.opened(number);
                return Outcome::Opened(opened(out, current.name(self.phase), Some(lost), self.phase));
            }
        }
        if let Some(outcome) = self.later(record, facts, keyring, &mut out) {
            return outcome;
        }
        if had_key && self.phase != Phase::Early {
            self.attempts.fail();
        }
        self.closed(had_key, facts, keyring)
    }

    /// Tries the keys that may have come into use unseen.
    fn later(&mut self, record: Record<'_>, facts: &Facts, keyring: Keyring<'_>, out: &mut Vec<u8>) -> Option<Outcome> {
        let phases: &[Phase] = match self.phase {
            Phase::Early => &[Phase::Handshake, Phase::Application(0)],
            Phase::Handshake => &[Phase::Application(0)],
            Phase::Application(update) => &[Phase::Application(update.saturating_add(1))],
        };
        for phase in phases {
            let Some(next) = self.load(*phase, record, facts, keyring, out) else { continue };
            let mut attempts = Attempts::default();
            if self.attempts.in_doubt() {
                attempts.miss();
            }
            let mut numbers = [0].into_iter().chain(attempts.others());
            let Some(number) = numbers.find(|number| next.open(*number, record, out)) else { continue };
            let all_there = number == 0 && !self.attempts.in_doubt();
            attempts.opened(number);
            (self.phase, self.attempts) = (*phase, attempts);
            let name = next.name(*phase);
            self.current = Some(next);
            return Some(Outcome::Opened(opened(std::mem::take(out), name, all_there.then_some(0), *phase)));
        }
        None
    }

    fn closed(&self, had_key: bool, facts: &Facts, keyring: Keyring<'_>) -> Outcome {
        match (self.phase, facts.early_accepted) {
            (Phase::Early, Some(false)) => Outcome::Closed(
                "early data that the server did not accept and skips; the key log cannot decrypt it".into(),
            ),
            (Phase::Early, _) if !had_key => Outcome::Closed(early(keyring, facts)),
            _ if had_key => Outcome::Broken(
                "its tag does not match: the record was changed on the path, or encrypted with a key that should \
                    not be in use here, or the key log has the keys of another connection with the same client random"
                    .into(),
            ),
            _ => Outcome::Closed(no_key(keyring, facts)),
        }
    }

    /// The key of a phase, if the key log has it. Which suite early data is encrypted with is found by trial.
    fn load(
        &self,
        phase: Phase,
        record: Record<'_>,
        facts: &Facts,
        keyring: Keyring<'_>,
        out: &mut Vec<u8>,
    ) -> Option<Current> {
        if let (Phase::Application(update), Some(current)) = (phase, &self.current)
            && self.phase == Phase::Application(update.wrapping_sub(1))
        {
            return current.update();
        }
        let random = facts.client_random?;
        let line = line(self.side, phase);
        // Whoever sends early data counts on being accepted, and logs it under the inner hello's random.
        let inner = facts.inner_random.filter(|_| phase == Phase::Early);
        let (mut secret, with) = keyring.secret(line, &random).or_else(|| keyring.secret(line, &inner?))?;
        if phase == Phase::Early {
            let suites = [0x1301, 0x1302, 0x1303, 0x1304, 0x1305].into_iter().filter_map(Suite::of);
            let candidates = suites.filter(|suite: &Suite| suite.hash.size() == secret.len());
            let mut keys = candidates.filter_map(|suite| Current::new(keyring.crypto(), secret.clone(), suite, with));
            return keys.find(|key| key.open(0, record, out));
        }
        let suite = facts.agreed().filter(Suite::is_tls13)?;
        if let Phase::Application(updates) = phase {
            // Bounded: as many as KeyUpdates were read, each of which was a record.
            for _ in 0..updates {
                secret = next_traffic_secret(suite.hash, &secret);
            }
        }
        Current::new(keyring.crypto(), secret, suite, with)
    }
}

fn early(keyring: Keyring<'_>, facts: &Facts) -> Cow<'static, str> {
    match keyring.has_key_log() {
        false => no_key(keyring, facts),
        true => "early data, and the key log has no CLIENT_EARLY_TRAFFIC_SECRET that decrypts it".into(),
    }
}

impl Current {
    fn new(crypto: &'static dyn Crypto, secret: Secret, suite: Suite, with: SecretId) -> Option<Current> {
        let keys = traffic_keys(&suite, &secret);
        Some(Current { aead: Aead::new(crypto, &suite, &keys.key, &keys.iv)?, crypto, secret, suite, with })
    }

    fn update(&self) -> Option<Current> {
        Current::new(self.crypto, next_traffic_secret(self.suite.hash, &self.secret), self.suite, self.with)
    }

    fn name(&self, phase: Phase) -> SecretId {
        match (self.with, phase) {
            (SecretId::KeyLog(which), Phase::Application(updates @ 1..)) => SecretId::Updated(which, updates),
            (with, _) => with,
        }
    }

    fn open(&self, number: u64, record: Record<'_>, out: &mut Vec<u8>) -> bool {
        self.aead.open(self.aead.numbered(number), &record.header, record.body, out)
    }
}

/// Whether this secret opens a record that is the first under its key.
pub(in crate::tls) fn opens_first(
    crypto: &'static dyn Crypto,
    suite: Suite,
    secret: &[u8],
    record: Record<'_>,
) -> bool {
    let key = Current::new(crypto, Secret::new(secret.to_vec()), suite, SecretId::Ech);
    suite.is_tls13() && key.is_some_and(|key| key.open(0, record, &mut Vec::new()))
}

/// The line of a key log that a phase needs.
fn line(side: Side, phase: Phase) -> TlsSecret {
    match phase {
        Phase::Early => TlsSecret::ClientEarly,
        Phase::Handshake => TlsSecret::handshake(side),
        Phase::Application(_) => TlsSecret::application(side),
    }
}

/// The parts of what was encrypted: content, true type, zeros (RFC 8446 §5.2, §5.4).
fn opened(bytes: Vec<u8>, with: SecretId, lost: Option<u64>, phase: Phase) -> Opened {
    let len = bytes.len();
    let padding = bytes.iter().rev().take_while(|b| **b == 0).count();
    let typed = len.checked_sub(padding + 1);
    let mut rest = Vec::new();
    rest.extend(typed.map(|at| (&label::CONTENT_TYPE, at..at + 1)));
    rest.extend(Some((&label::PADDING, len - padding..len)).filter(|_| padding > 0));
    Opened {
        kind: typed.and_then(|at| bytes.get(at).copied()),
        content: typed.unwrap_or(0),
        bytes: Bytes::from(bytes),
        with,
        rest,
        problem: None,
        lost,
        early: phase == Phase::Early,
    }
}
