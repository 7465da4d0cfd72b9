//! The answer: one line for each check.

use std::fmt;

use super::Fault;

/// What a check is about, in the order in which they are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// It is a certificate at all.
    Readable,
    /// A chain of signatures leads to a trusted root.
    Signatures,
    /// The keys of the chain are ones that only their holders can sign with.
    Keys,
    /// It is not too early and not too late, for each certificate of the chain.
    Dates,
    /// Who signed others may do so, and not too far down; the certificate itself is a leaf.
    Authorities,
    /// keyUsage: authorities sign certificates, the leaf signs handshakes.
    KeyUsage,
    /// extKeyUsage: made for servers, or for clients.
    Purpose,
    /// What is marked critical is known and acted on, and no extension says what its certificate may not say.
    Extensions,
    /// It is made as standards ask of authorities. No reason to refuse.
    Profile,
    /// The name that was asked for is among its names.
    Name,
    /// Its names, and those of the authorities below them, are such as its authorities may certify.
    Constraints,
    /// Its authority has not taken it back.
    Revocation,
    /// rustls-webpki says the same.
    Library,
}

/// How a check ended, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It held.
    Held(String),
    /// It refused the certificate.
    Refused(String),
    /// It found what should be otherwise, and is no reason to refuse.
    Noted(String),
    /// It was not made.
    Skipped(String),
}

/// One check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What it is about.
    pub what: What,
    /// How it ended.
    pub outcome: Outcome,
    /// What is wrong, if it refused.
    pub fault: Option<Fault>,
}

/// A refusal with its reason.
pub(super) struct Complaint {
    pub fault: Fault,
    pub why: String,
}

/// All checks of one certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// In the order in which they were made.
    pub checks: Vec<Check>,
    /// The chain, as far as it was found, in DER: the certificate, who signed it, and so on to the root.
    pub path: Vec<Vec<u8>>,
}

impl What {
    /// Its name in a list of checks.
    pub fn name(self) -> &'static str {
        match self {
            What::Readable => "readable",
            What::Signatures => "chain of signatures",
            What::Keys => "public keys",
            What::Dates => "dates",
            What::Authorities => "basic constraints",
            What::KeyUsage => "key usage",
            What::Purpose => "extended key usage",
            What::Extensions => "extensions",
            What::Profile => "profile",
            What::Name => "name",
            What::Constraints => "name constraints",
            What::Revocation => "revocation",
            What::Library => "rustls-webpki",
        }
    }
}

impl Fault {
    pub(super) fn because(self, why: String) -> Complaint {
        Complaint { fault: self, why }
    }
}

impl Check {
    pub(super) fn new(what: What, result: Result<String, Complaint>) -> Check {
        match result {
            Ok(why) => Check::held(what, why),
            Err(Complaint { fault, why }) => Check { what, outcome: Outcome::Refused(why), fault: Some(fault) },
        }
    }

    pub(super) fn held(what: What, why: String) -> Check {
        Check { what, outcome: Outcome::Held(why), fault: None }
    }

    pub(super) fn skipped(what: What, why: &str) -> Check {
        Check { what, outcome: Outcome::Skipped(why.to_owned()), fault: None }
    }
}

impl Verdict {
    pub(super) fn unreadable(why: String) -> Verdict {
        Verdict { checks: vec![Check::new(What::Readable, Err(Fault::Unreadable.because(why)))], path: Vec::new() }
    }

    /// Whether no check refused.
    pub fn held(&self) -> bool {
        self.refusals().next().is_none()
    }

    /// Whether no check refused, and nothing was noted either.
    pub fn flawless(&self) -> bool {
        self.held() && !self.checks.iter().any(|check| matches!(check.outcome, Outcome::Noted(_)))
    }

    /// How many checks were made, and how many were not.
    pub fn counts(&self) -> (usize, usize) {
        let skipped = self.checks.iter().filter(|check| matches!(check.outcome, Outcome::Skipped(_))).count();
        (self.checks.len() - skipped, skipped)
    }

    /// What refused, with the reasons.
    pub fn refusals(&self) -> impl Iterator<Item = (What, &str)> {
        self.checks.iter().filter_map(|check| match &check.outcome {
            Outcome::Refused(why) => Some((check.what, why.as_str())),
            _ => None,
        })
    }

    /// Whether this check refused.
    pub fn refused(&self, what: What) -> bool {
        self.refusals().any(|(refused, _)| refused == what)
    }
}

impl fmt::Display for Check {
    /// `held     dates: …`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (word, why) = match &self.outcome {
            Outcome::Held(why) => ("held", why),
            Outcome::Refused(why) => ("REFUSED", why),
            Outcome::Noted(why) => ("noted", why),
            Outcome::Skipped(why) => ("skipped", why),
        };
        write!(f, "{word:8} {}: {why}", self.what.name())
    }
}
