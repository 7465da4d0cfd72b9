//! The key schedule of TLS 1.3 (RFC 8446 §7.1), stage by stage: each is made of the one before and of what was said so far.

use super::{Hash, Secret, derive_secret, extract};

/// The label between two stages.
pub const DERIVED: &str = "derived";
/// The label of the client's handshake traffic secret.
pub const CLIENT_HANDSHAKE: &str = "c hs traffic";
/// The label of the server's handshake traffic secret.
pub const SERVER_HANDSHAKE: &str = "s hs traffic";
/// The label of the client's first application traffic secret.
pub const CLIENT_APPLICATION: &str = "c ap traffic";
/// The label of the server's first application traffic secret.
pub const SERVER_APPLICATION: &str = "s ap traffic";
/// The label of the exporter secret.
pub const EXPORTER: &str = "exp master";
/// The label of the resumption secret.
pub const RESUMPTION: &str = "res master";
/// The label of the client's early traffic secret.
pub const CLIENT_EARLY: &str = "c e traffic";
/// The label of the early exporter secret.
pub const EARLY_EXPORTER: &str = "e exp master";

/// The first stage: before anything was agreed on. Only a pre-shared key can go into it.
pub struct Early {
    hash: Hash,
    /// The early secret.
    pub secret: Secret,
    /// What the next stage goes on with.
    pub derived: Secret,
}

/// The second stage: the shared secret of the key exchange goes into it.
pub struct Handshake {
    hash: Hash,
    /// The handshake secret.
    pub secret: Secret,
    /// What the client encrypts the rest of its handshake with.
    pub client: Secret,
    /// What the server encrypts the rest of its handshake with.
    pub server: Secret,
    /// What the next stage goes on with.
    pub derived: Secret,
}

/// The third stage: nothing new goes into it but the transcript.
pub struct Application {
    hash: Hash,
    /// The master secret.
    pub secret: Secret,
    /// What the client's data is encrypted with.
    pub client: Secret,
    /// What the server's data is encrypted with.
    pub server: Secret,
    /// What other protocols derive keys of their own from.
    pub exporter: Secret,
}

impl Early {
    /// The early secret, of a pre-shared key or, without one, of as many zeros as a digest has bytes.
    pub fn new(hash: Hash, psk: Option<&[u8]>) -> Early {
        let zeros = vec![0; hash.size()];
        let secret = extract(hash, &zeros, psk.unwrap_or(&zeros));
        let derived = derive_secret(hash, &secret, DERIVED, &hash.digest(&[]));
        Early { hash, secret, derived }
    }

    /// What the binder of a pre-shared key is made with; `resumed`: the key is of an earlier connection.
    pub fn binder_key(&self, resumed: bool) -> Secret {
        let label = if resumed { "res binder" } else { "ext binder" };
        derive_secret(self.hash, &self.secret, label, &self.hash.digest(&[]))
    }

    /// What early data is encrypted with; `transcript_hash`: of ClientHello.
    pub fn client(&self, transcript_hash: &[u8]) -> Secret {
        derive_secret(self.hash, &self.secret, CLIENT_EARLY, transcript_hash)
    }

    /// The early exporter secret; `transcript_hash`: of ClientHello.
    pub fn exporter(&self, transcript_hash: &[u8]) -> Secret {
        derive_secret(self.hash, &self.secret, EARLY_EXPORTER, transcript_hash)
    }

    /// The next stage: the shared secret (none with a pre-shared key alone), and the hash of ClientHello to ServerHello.
    pub fn handshake(&self, shared: Option<&[u8]>, transcript_hash: &[u8]) -> Handshake {
        let hash = self.hash;
        let zeros = vec![0; hash.size()];
        let secret = extract(hash, &self.derived, shared.unwrap_or(&zeros));
        let client = derive_secret(hash, &secret, CLIENT_HANDSHAKE, transcript_hash);
        let server = derive_secret(hash, &secret, SERVER_HANDSHAKE, transcript_hash);
        let derived = derive_secret(hash, &secret, DERIVED, &hash.digest(&[]));
        Handshake { hash, secret, client, server, derived }
    }
}

impl Handshake {
    /// The next stage, with the hash of ClientHello to the server's Finished.
    pub fn application(&self, transcript_hash: &[u8]) -> Application {
        let hash = self.hash;
        let secret = extract(hash, &self.derived, &vec![0; hash.size()]);
        let client = derive_secret(hash, &secret, CLIENT_APPLICATION, transcript_hash);
        let server = derive_secret(hash, &secret, SERVER_APPLICATION, transcript_hash);
        let exporter = derive_secret(hash, &secret, EXPORTER, transcript_hash);
        Application { hash, secret, client, server, exporter }
    }
}

impl Application {
    /// What the pre-shared keys of later connections come from, with the hash of ClientHello to the client's Finished.
    pub fn resumption(&self, transcript_hash: &[u8]) -> Secret {
        derive_secret(self.hash, &self.secret, RESUMPTION, transcript_hash)
    }
}
