//! Captures of QUIC between programs that others wrote, with their keys: quinn, aioquic and Chromium, through a relay on this machine
//! that records each datagram, and loses, delays or doubles some if it is told to.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rcgen::PublicKeyData;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use sha2::{Digest, Sha256};
use wirewalk::recording::Secrets;
use wirewalk::recording::secrets::KeyLog;
use wirewalk_dissect::pem;

pub mod aioquic;
pub mod chromium;
mod peers;
pub mod quinn;
pub mod raw;
mod relay;
mod scenarios;

pub use relay::{Relay, Weather};
pub use scenarios::{of_others, of_quinn};

/// What was recorded of one scenario.
pub struct Captured {
    /// What it shows.
    pub name: &'static str,
    /// The capture, without keys.
    pub file: Vec<u8>,
    /// A key log.
    pub keys: String,
    /// What the client says that it received, where it does: for each connection, header lists and lengths of bodies by stream.
    pub told: serde_json::Value,
}

impl Captured {
    /// Its keys, as secrets for a dissection.
    pub fn secrets(&self) -> Secrets {
        Secrets::none().with_key_log(KeyLog::parse(self.keys.as_bytes()).0)
    }
}

/// A certificate for `localhost` that nobody else trusts.
pub struct Identity {
    certificate: CertificateDer<'static>,
    key: Vec<u8>,
    texts: [String; 2],
    /// The hash of its public key, as Chromium takes it.
    pub pin: String,
}

impl Identity {
    /// A new one.
    pub fn new() -> Identity {
        let names = ["localhost".to_owned(), "127.0.0.1".to_owned()];
        let made = rcgen::generate_simple_self_signed(names).expect("a certificate");
        Identity {
            certificate: made.cert.der().clone(),
            key: made.signing_key.serialize_der(),
            texts: [
                pem::text("CERTIFICATE", made.cert.der()),
                pem::text("PRIVATE KEY", &made.signing_key.serialize_der()),
            ],
            pin: STANDARD.encode(Sha256::digest(made.signing_key.subject_public_key_info())),
        }
    }

    /// The certificate itself, which is its own root.
    pub fn der(&self) -> &[u8] {
        &self.certificate
    }

    fn key(&self) -> PrivateKeyDer<'static> {
        PrivatePkcs8KeyDer::from(self.key.clone()).into()
    }

    /// Writes certificate and key into a folder.
    fn write(&self, folder: &Path) -> [PathBuf; 2] {
        let paths = ["cert.pem", "key.pem"].map(|name| folder.join(name));
        for (path, text) in paths.iter().zip(&self.texts) {
            fs::write(path, text).expect("room");
        }
        paths
    }
}
