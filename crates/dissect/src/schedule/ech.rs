//! What Encrypted ClientHello computes beside the schedule of TLS 1.3: to what its key is bound, and the sign that a server gives
//! if it accepts (RFC 9849 §7.2).

use super::{Hash, Secret, expand_label, extract};

/// Bytes of the sign.
pub const SIGNAL_LEN: usize = 8;

/// Where the sign stands in a ServerHello, with its header of four bytes: the last bytes of the random value.
pub const SIGNAL_AT: usize = 4 + 2 + 32 - SIGNAL_LEN;

/// To what the key of the encrypted hello is bound: the published key, as it was published (RFC 9849 §6.1).
pub fn info(config: &[u8]) -> Vec<u8> {
    [&b"tls ech\0"[..], config].concat()
}

/// The sign in the random of a ServerHello, or (`retry`) in the extension of a HelloRetryRequest; `transcript_hash`: of the inner
/// hello up to this message, in which the eight bytes are zeros.
pub fn confirmation(hash: Hash, inner_random: &[u8; 32], transcript_hash: &[u8], retry: bool) -> Secret {
    let secret = extract(hash, &vec![0; hash.size()], inner_random);
    let label = if retry { "hrr ech accept confirmation" } else { "ech accept confirmation" };
    expand_label(hash, &secret, label, transcript_hash, SIGNAL_LEN as u16)
}
