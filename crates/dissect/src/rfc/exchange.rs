//! Lesson 3: agreeing on a key in public.

use super::Cite;

/// X25519, the function.
pub const X25519: Cite = Cite::new("RFC 7748", "5");
/// Public keys of X25519, and how they are read.
pub const X25519_PUBLIC_KEY: Cite = Cite::new("RFC 7748", "6.1");
/// What both ends compute, and the check for zero.
pub const X25519_SHARED: Cite = Cite::new("RFC 7748", "6.1");
/// What to know before one builds on it.
pub const X25519_SECURITY: Cite = Cite::new("RFC 7748", "7");
/// HKDF, the whole of it.
pub const HKDF: Cite = Cite::new("RFC 5869", "2");
/// Its first step.
pub const HKDF_EXTRACT: Cite = Cite::new("RFC 5869", "2.2");
/// Its second step.
pub const HKDF_EXPAND: Cite = Cite::new("RFC 5869", "2.3");
/// What `info` is good for.
pub const HKDF_INFO: Cite = Cite::new("RFC 5869", "3.2");
/// Why the public keys belong into the derivation.
pub const TRANSCRIPT_HASH: Cite = Cite::new("RFC 7748", "6.1");
/// The two halves of a Fernet key.
pub const FERNET_KEY: Cite = Cite::new("Fernet specification", "Key Format");
/// Diffie–Hellman over primes, in TLS, with groups that are large enough.
pub const FFDHE: Cite = Cite::new("RFC 7919", "1");
/// The paper that made it public.
pub const NEW_DIRECTIONS: Cite = Cite::new("Diffie and Hellman, New Directions in Cryptography (1976)", "");
/// How 512-bit groups were broken in practice.
pub const LOGJAM: Cite = Cite::new("Adrian et al., Imperfect Forward Secrecy (2015)", "");
