//! Where exhibits are made: Carol's root, an authority below it, and what they sign when nothing is wrong.

use std::sync::Arc;

use super::Served;
use crate::pki::{Authority, Certificate, IssueError, KeyKind, Name, PrivateKey, Profile, Subject, Validity};

/// Seconds of a day.
pub(super) const DAY: u64 = 24 * 60 * 60;
/// How long authorities below the root hold, in days.
const BELOW: u32 = 365;

pub(super) struct Bench {
    pub now: u64,
    pub root: Authority,
    /// The authority that signs servers' certificates.
    pub below: Authority,
}

/// The certificate of a server in the making, with its key.
pub(super) struct Draft {
    pub key: Arc<PrivateKey>,
    pub profile: Profile,
}

impl Bench {
    pub fn new(now: u64) -> Result<Bench, IssueError> {
        let root = root(Subject::authority(ROOT_NAME), now)?;
        let below =
            root.intermediate(key()?, Subject::authority("below.gallery.example"), Validity::days(now, BELOW))?;
        Ok(Bench { now, root, below })
    }

    /// What Carol would sign for a server of this name.
    pub fn draft(&self, name: &Name) -> Result<Draft, IssueError> {
        let profile = Profile::server(Subject::server(), vec![name.clone()], Validity::leaf(self.now), false);
        Ok(Draft { key: Arc::new(key()?), profile })
    }

    /// An authority of this name, with the profile changed.
    pub fn authority(
        &self,
        parent: &Authority,
        name: &str,
        change: impl FnOnce(&mut Profile),
    ) -> Result<Authority, IssueError> {
        let mut profile = Profile::authority(Subject::authority(name), Validity::days(self.now, BELOW), None);
        change(&mut profile);
        let key = key()?;
        let certificate = parent.issue(&key, &profile)?;
        Ok(Authority::pretended(key, certificate))
    }

    /// What a visitor meets first: nothing is wrong with it.
    pub fn entrance(&self, names: Vec<Name>) -> Result<Served, IssueError> {
        let mut draft = self.draft(&Name::Dns("localhost".to_owned()))?;
        draft.profile.names = names;
        draft.by(&[&self.below])
    }
}

/// The name of the gallery's root.
pub(super) const ROOT_NAME: &str = "gallery.example";

impl Draft {
    /// Signed by the first of these authorities, which stand one above the other; all of them are sent.
    pub fn by(&self, authorities: &[&Authority]) -> Result<Served, IssueError> {
        let Some(issuer) = authorities.first() else { return Err(IssueError::NoNames) };
        let own = issuer.issue(&*self.key, &self.profile)?;
        Ok(self.serving(&own, authorities.iter().map(|a| a.certificate())))
    }

    /// The same with the profile changed, and a serial number of its own: two certificates of one issuer never share one.
    pub fn but(&self, change: impl FnOnce(&mut Profile)) -> Draft {
        let fresh = Profile::server(Subject::server(), Vec::new(), self.profile.validity, false).serial;
        let mut profile = Profile { serial: fresh, ..self.profile.clone() };
        change(&mut profile);
        Draft { key: self.key.clone(), profile }
    }

    pub fn serving<'a>(&self, own: &'a Certificate, others: impl IntoIterator<Item = &'a Certificate>) -> Served {
        let chain = std::iter::once(own).chain(others).map(|c| c.der().to_vec()).collect();
        Served { chain, key: self.key.clone(), lists: Vec::new() }
    }
}

pub(super) fn root(subject: Subject, now: u64) -> Result<Authority, IssueError> {
    Authority::root(key()?, subject, older(Validity::root(now)))
}

/// Begun sixty days earlier: even the certificate that expired was issued by an authority that was there.
fn older(validity: Validity) -> Validity {
    Validity { not_before: validity.not_before.saturating_sub(60 * DAY), ..validity }
}

pub(super) fn key() -> Result<PrivateKey, IssueError> {
    Ok(PrivateKey::generate(KeyKind::EcdsaP256)?)
}
