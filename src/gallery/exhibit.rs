//! One fault, and the same without it.

use std::sync::Arc;

use crate::pki::{Name, PrivateKey};
use crate::verify::{Fault, Shown};

/// One fault, and the same without it.
pub struct Exhibit {
    /// A word for it: `expired`.
    pub id: &'static str,
    /// What a visitor sees first.
    pub title: &'static str,
    /// The name by which it is asked for: `expired.localhost`, which browsers take to this machine (RFC 6761 section 6.3).
    pub name: Name,
    /// What is wrong with it; for the one that only looks wrong, what looks so.
    pub fault: Fault,
    /// What rustls' own verifier says, the beginning of its error; `None` if it accepts it.
    pub rustls: Option<&'static str>,
    /// With the fault.
    pub faulty: Served,
    /// Without it.
    pub sound: Served,
}

/// What a server shows, and with which key.
pub struct Served {
    /// What it sends, in this order, in DER.
    pub chain: Vec<Vec<u8>>,
    /// What it signs the handshake with.
    pub key: Arc<PrivateKey>,
    /// The revocation lists that a visitor should know, in DER.
    pub lists: Vec<Vec<u8>>,
}

/// Which of the two of each exhibit is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Twin {
    /// The one with the fault.
    Faulty,
    /// The one without.
    Sound,
}

impl Exhibit {
    /// For [`crate::verify::diagnose()`]: what a visitor is shown who asks by the exhibit's name. `possession`: whether the handshake's
    /// signature held, if it came so far.
    pub fn shown<'a>(
        &'a self,
        served: &'a Served,
        roots: &'a [Vec<u8>],
        at: u64,
        possession: Option<bool>,
    ) -> Shown<'a> {
        Shown {
            chain: &served.chain,
            host: &self.name,
            roots,
            lists: &served.lists,
            at,
            known: &[],
            possession,
            crypto: Default::default(),
        }
    }

    /// With the fault, or without.
    pub fn twin(&self, twin: Twin) -> &Served {
        match twin {
            Twin::Faulty => &self.faulty,
            Twin::Sound => &self.sound,
        }
    }
}
