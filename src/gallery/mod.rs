//! The gallery of lesson 8: certificates with exactly one fault each, minted at start, so that none goes stale.
//!
//! ```text
//! Gallery::mint ─ bench (Carol and whom she trusts) ─ plans (one fault each) ──► Exhibit { faulty, sound }
//!                                                                                  │
//!                          serve: a door for each, and an index ──────────────────┤
//!                          visit: what rustls says, and what verify::diagnose finds ┘
//! ```
//!
//! Beside each faulty chain stands its twin, which is the same in everything but the fault (and its serial number and signature), and
//! is accepted. Minting belongs to [`crate::pki`], judging to [`crate::verify`]. What a person
//! types stands in [`crate::commands::gallery`]: `serve`, `list`, `check`.

mod bench;
mod exhibit;
mod line;
mod page;
mod plans;
mod serve;
mod show;
mod visit;
mod wallet;
pub mod words;

use std::sync::Arc;

use bench::Bench;
pub use exhibit::{Exhibit, Served, Twin};
pub use plans::{Entry, tour};
pub use serve::{Showroom, serve};
pub use visit::{Examiner, Trust, Visit, visit};
pub use wallet::{Asked, offered};

use rustls::Error;
use rustls::crypto::CryptoProvider;
use rustls::server::ResolvesServerCert;

use crate::pki::{Certificate, IssueError, Name, pem};

/// Everything that is shown, and whom a visitor has to trust for it.
pub struct Gallery {
    /// The root that visitors trust.
    pub root: Certificate,
    /// What stands at the entrance: a chain without a fault, for `localhost` or whatever the gallery is reached by.
    pub entrance: Served,
    /// The exhibits, in the order of the tour.
    pub exhibits: Vec<Exhibit>,
}

impl Gallery {
    /// Mints everything, with fresh keys, so that each fault is one at this time (seconds since 1970).
    ///
    /// # Errors
    /// [`IssueError`]: a key could not be made, or the time is too far off to be written.
    pub fn mint(now: u64) -> Result<Gallery, IssueError> {
        Gallery::mint_for(now, Name::loopback())
    }

    /// The same, with an entrance that has these names.
    ///
    /// # Errors
    /// As [`Gallery::mint`].
    pub fn mint_for(now: u64, names: Vec<Name>) -> Result<Gallery, IssueError> {
        let bench = Bench::new(now)?;
        let exhibits = plans::PLANS.iter().map(|plan| plan.mint(&bench)).collect::<Result<_, _>>()?;
        Ok(Gallery { root: bench.root.certificate().clone(), entrance: bench.entrance(names)?, exhibits })
    }

    /// The exhibit of this id.
    pub fn exhibit(&self, id: &str) -> Option<&Exhibit> {
        self.exhibits.iter().find(|exhibit| exhibit.id == id)
    }

    /// For a server that shows every exhibit, each to those who ask for its name; the entrance to everybody else. It takes the place of
    /// a certificate in the configuration of rustls, and does what a configuration refuses: it shows a certificate without its key.
    ///
    /// # Errors
    /// A key cannot be used.
    pub fn resolver(&self, twin: Twin, provider: &CryptoProvider) -> Result<Arc<dyn ResolvesServerCert>, Error> {
        let named = self.exhibits.iter().map(|exhibit| (exhibit.name.to_string(), exhibit.twin(twin)));
        show::by_name(&self.entrance, named, provider)
    }

    /// The revocation lists that visitors should know, in DER, each once.
    pub fn lists(&self) -> Vec<Vec<u8>> {
        self.exhibits.iter().flat_map(|exhibit| exhibit.faulty.lists.clone()).collect()
    }

    /// The same as a file.
    pub fn lists_pem(&self) -> String {
        self.lists().iter().map(|der| pem::text("X509 CRL", der)).collect()
    }

    /// The roots that visitors trust, in DER.
    pub fn roots(&self) -> Vec<Vec<u8>> {
        vec![self.root.der().to_vec()]
    }
}
