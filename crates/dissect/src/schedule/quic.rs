//! How QUIC makes the keys of its packets out of secrets (RFC 9001 §5, RFC 9369 §3.3).

use super::{Hash, Secret, Suite, expand_label, extract};

/// What a version of QUIC derives with: names that go into HKDF-Expand-Label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Labels {
    /// Of the key.
    pub key: &'static str,
    /// Of the IV.
    pub iv: &'static str,
    /// Of the key of the header protection.
    pub hp: &'static str,
    /// Of the secret after an update.
    pub ku: &'static str,
}

/// Those of version 1, and of the drafts before it.
pub const V1: Labels = Labels { key: "quic key", iv: "quic iv", hp: "quic hp", ku: "quic ku" };
/// Those of version 2.
pub const V2: Labels = Labels { key: "quicv2 key", iv: "quicv2 iv", hp: "quicv2 hp", ku: "quicv2 ku" };

/// The name of the client's initial secret.
pub const CLIENT_IN: &str = "client in";
/// The name of the server's initial secret.
pub const SERVER_IN: &str = "server in";

/// What the packets of one direction are protected with.
pub struct PacketKeys {
    /// The key.
    pub key: Secret,
    /// What is mixed with a packet's number into its nonce.
    pub iv: Secret,
    /// The key of the header protection.
    pub hp: Secret,
}

/// The secrets of a connection's first packets, which everybody can compute.
pub struct Initial {
    /// What both come from.
    pub secret: Secret,
    /// What the client's keys come from.
    pub client: Secret,
    /// What the server's keys come from.
    pub server: Secret,
}

/// The initial secrets (RFC 9001 §5.2), from a version's salt and the client's first destination connection id.
pub fn initial(salt: &[u8], connection_id: &[u8]) -> Initial {
    let hash = Hash::Sha256;
    let secret = extract(hash, salt, connection_id);
    let of = |label| expand_label(hash, &secret, label, &[], hash.size() as u16);
    Initial { client: of(CLIENT_IN), server: of(SERVER_IN), secret }
}

/// The keys of a secret.
pub fn packet_keys(suite: &Suite, labels: Labels, secret: &[u8]) -> PacketKeys {
    let part = |label, len: usize| expand_label(suite.hash, secret, label, &[], len as u16);
    PacketKeys {
        key: part(labels.key, suite.key_len()),
        iv: part(labels.iv, suite.iv_len()),
        hp: part(labels.hp, suite.key_len()),
    }
}

/// The secret after a key update (RFC 9001 §6.1).
pub fn next_secret(hash: Hash, labels: Labels, secret: &[u8]) -> Secret {
    expand_label(hash, secret, labels.ku, &[], hash.size() as u16)
}
