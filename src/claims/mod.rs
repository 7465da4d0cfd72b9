//! What each lesson claims, and how each claim is checked: from the messages of its scenes and what it kept.

mod lesson1;
mod lesson2;
mod lesson3;
mod lesson4;
mod lesson5;
mod lesson6;
mod lesson7;
mod lesson8;

pub use wirewalk_tell::claims::{Check, Verdict, call, ledger, search, tls};

use crate::story::{Claim, Transcript};

use wirewalk_tell::claims::{every_byte_explained, kept, scene, with_evidence};

/// The claims of all lessons.
pub const CHECKS: &[&[Check]] = &[
    lesson1::CHECKS,
    lesson2::CHECKS,
    lesson3::CHECKS,
    lesson4::CHECKS,
    lesson5::CHECKS,
    lesson5::BESIDE,
    lesson5::REFUSALS,
    lesson6::CHECKS,
    lesson6::REFUSALS,
    lesson6::TRUST,
    lesson7::CHECKS,
    lesson7::ATTACKS,
    lesson7::WORK,
    lesson8::CHECKS,
    lesson8::REFUSALS,
];

/// All claims of all lessons.
pub fn all() -> impl Iterator<Item = &'static Check> {
    CHECKS.iter().copied().flatten()
}

/// Checks the claim of a lesson with this id. One that nobody defined does not hold.
pub fn check(id: &str, transcript: &Transcript) -> Claim {
    wirewalk_tell::claims::check(id, CHECKS, transcript)
}
