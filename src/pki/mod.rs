//! The public-key infrastructure of lesson 4: keys, requests, the authority that signs, bundles.
//!
//! ```text
//! PrivateKey ──► Request ──► CheckedRequest ──► Authority::issue_server ──► Certificate
//!  (key)          (csr)       signature held      names allowed, extensions hers
//! ```
//!
//! What a request asks for is shown and never copied; [`copying`] is the tutorial's way, kept to be attacked.

pub mod ca;
pub mod copying;
pub mod crl;
pub mod csr;
pub mod key;
pub mod p12;
pub mod paths;
pub mod profile;
pub mod subject;
pub mod weak;

pub use rcgen::{ExtendedKeyUsagePurpose, KeyUsagePurpose, RevocationReason};

pub use ca::{Authority, IssueError};
pub use copying::CopyingAuthority;
pub use crl::{Revocation, RevocationList};
pub use csr::{CheckedRequest, CsrError, Request, Wishes};
pub use key::{KeyError, KeyKind, Passphrase, PrivateKey};
pub use profile::{Certificate, Profile, Validity};
pub use subject::Subject;
pub use weak::WeakAuthority;
pub use wirewalk_dissect::pem;
pub use wirewalk_dissect::verify::{Name, NameError, signed_by};
