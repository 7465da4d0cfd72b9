//! Which claims of the lessons tell of an attack: whether it works is what the walk's own check of the claim said.

use super::walk::Walk;

/// What an attack came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It worked.
    Works,
    /// Something stopped it.
    Stopped,
}

impl Outcome {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Works => "works",
            Stopped => "stopped",
        }
    }
}

/// An attack, and what came of it in this walk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attack {
    /// The claim's id.
    pub id: String,
    /// What was claimed.
    pub text: String,
    /// What the claim says; `None` if it did not hold in this walk.
    pub outcome: Option<Outcome>,
    /// What was measured.
    pub evidence: String,
}

use Outcome::{Stopped, Works};

/// Claims that tell of an attack, and what they say of it when they hold.
pub const ATTACKS: &[(&str, Outcome)] = &[
    ("lesson1.secret-in-clear", Works),
    ("lesson1.forgery-accepted", Works),
    ("lesson1.longer-forgery-accepted", Works),
    ("lesson2.secret-hidden", Stopped),
    ("lesson2.every-flip-refused", Stopped),
    ("lesson2.replay-accepted", Works),
    ("lesson2.leaked-key-opens-all", Works),
    ("lesson3.secret-hidden", Stopped),
    ("lesson3.bad-keys-refused", Stopped),
    ("lesson3.careless-alice-is-read", Works),
    ("lesson3.mallory-reads", Works),
    ("lesson3.forgery-accepted", Works),
    ("lesson4.any-changed-byte-is-refused", Stopped),
    ("lesson4.another-root-of-the-same-name-is-refused", Stopped),
    ("lesson4.weapon-works", Works),
    ("lesson4.stolen-key-signs-anything", Works),
    ("lesson5.secret-hidden", Stopped),
    ("lesson5.flipped-bit-refused", Stopped),
    ("lesson5.removed-group-breaks-the-transcript", Stopped),
    ("lesson5.downgrade-marker-seen", Stopped),
    ("lesson5.cut-is-noticed", Stopped),
    ("lesson5.mallory-stopped-by-chain", Stopped),
    ("lesson5.mallory-stopped-by-signature", Stopped),
    ("lesson5.stolen-key-opens-no-ecdhe", Stopped),
    ("lesson5.stolen-key-opens-rsa", Works),
    ("lesson5.insecure-lets-mallory-read", Works),
    ("lesson6.no-certificate-refused", Stopped),
    ("lesson6.unknown-ca-refused", Stopped),
    ("lesson6.server-certificate-refused", Stopped),
    ("lesson6.revoked-refused", Stopped),
    ("lesson6.common-name-decides-nothing", Stopped),
    ("lesson6.headers-prove-nothing", Stopped),
    ("lesson6.weak-passphrase-found", Works),
    ("lesson6.stolen-key-works", Works),
    ("lesson7.forged-removed", Stopped),
    ("lesson7.pairs-refused", Stopped),
    ("lesson7.straight-refused", Stopped),
    ("lesson7.hsts-stops-stripping", Stopped),
    ("lesson7.forged-believed", Works),
    ("lesson7.smuggled-through-naive", Works),
    ("lesson7.stripped-reads-all", Works),
    ("lesson7.inner-mallory-rewrites", Works),
    ("lesson8.revoked-unnoticed", Works),
    ("lesson8.insecure-accepts-every-certificate", Works),
    ("lesson8.insecure-lets-mallory-read", Works),
    ("lesson9.single-use-refuses", Stopped),
    ("lesson9.too-early-put-off", Stopped),
    ("lesson9.single-use-links-nothing", Stopped),
    ("lesson9.replay-paid-twice", Works),
    ("lesson9.ticket-links-in-12", Works),
    ("lesson9.reuse-links-in-13", Works),
    ("lesson9.stolen-key-opens-12", Works),
    ("lesson9.stolen-key-opens-early-data-alone", Works),
    ("lesson10.amplified-at-most-three-times", Stopped),
    ("lesson10.retry-amplifies-nothing", Stopped),
    ("lesson10.single-use-refuses", Stopped),
    ("lesson10.move-is-not-linked", Stopped),
    ("lesson10.late-list-is-ignored", Stopped),
    ("lesson10.changed-packet-is-sent-again", Stopped),
    ("lesson10.early-data-paid-twice", Works),
    ("lesson10.rebinding-is-linked", Works),
    ("lesson10.forged-list-ends-the-attempt", Works),
];

/// The attacks of a walk.
pub(super) fn of(walk: &Walk) -> Vec<Attack> {
    let attack = |(id, says): &(&str, Outcome)| {
        let claim = walk.claims.iter().find(|c| c.id == *id)?;
        let (id, text, evidence) = (claim.id.to_string(), claim.text.to_string(), claim.evidence.clone());
        Some(Attack { id, text, outcome: claim.held.then_some(*says), evidence })
    };
    ATTACKS.iter().filter_map(attack).collect()
}
