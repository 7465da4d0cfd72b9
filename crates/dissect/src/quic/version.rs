//! The versions of QUIC, and what differs between them: salts, labels, the bits of the packet types.

use crate::field::{Datum, Value};
use crate::schedule::quic::{Labels, V1, V2};

/// A version whose packets are read here.
#[derive(Debug)]
pub(super) struct Version {
    /// What stands in its headers.
    pub(super) number: u32,
    name: &'static str,
    /// Mixed with a connection id into the secrets of its Initial packets.
    pub(super) salt: [u8; 20],
    /// What keys are derived with.
    pub(super) labels: Labels,
    /// Key and nonce of the tag of its Retry packets.
    pub(super) retry: ([u8; 16], [u8; 12]),
    /// Whether its types have the numbers of version 2.
    pub(super) is_2: bool,
}

#[expect(clippy::indexing_slicing, reason = "the compiler evaluates it")]
const fn hex<const N: usize>(text: &str) -> [u8; N] {
    let (bytes, mut out, mut at) = (text.as_bytes(), [0; N], 0);
    while at < N {
        out[at] = digit(bytes[2 * at]) << 4 | digit(bytes[2 * at + 1]);
        at += 1;
    }
    out
}

const fn digit(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => byte - b'0',
        _ => byte - b'a' + 10,
    }
}

/// Version 1 (RFC 9001 §5.2, §5.8), version 2 (RFC 9369 §3.3), and the last drafts of version 1, which share its layout.
static VERSIONS: [Version; 3] = [
    Version {
        number: 1,
        name: "1",
        salt: hex("38762cf7f55934b34d179ae6a4c80cadccbb7f0a"),
        labels: V1,
        retry: (hex("be0c690b9f66575a1d766b54e368c84e"), hex("461599d35d632bf2239825bb")),
        is_2: false,
    },
    Version {
        number: 0x6b33_43cf,
        name: "2",
        salt: hex("0dede3def700a6db819381be6e269dcbf9bd2ed9"),
        labels: V2,
        retry: (hex("8fb4b01b56ac48e260fbcbcead7ccc92"), hex("d86969bc2d7c6d9990efb04a")),
        is_2: true,
    },
    Version {
        number: 0xff00_001d,
        name: "draft 29",
        salt: hex("afbfec289993d24c9e9786f19c6111e04390a899"),
        labels: V1,
        retry: (hex("ccce187ed09a09d05728155a6cb96be1"), hex("e54930f97f2136f0530a8c1c")),
        is_2: false,
    },
];

/// A version that is read here.
pub(super) fn of(number: u32) -> Option<&'static Version> {
    VERSIONS.iter().find(|version| version.number == number)
}

/// Whether it is one of those that exist so that nobody relies on the ones that are in use (RFC 9000 §15).
fn is_reserved(number: u32) -> bool {
    number & 0x0f0f_0f0f == 0x0a0a_0a0a
}

/// Whether a datagram with this version may be QUIC on any port.
pub(super) fn is_known(number: u32) -> bool {
    of(number).is_some() || draft(number).is_some() || is_reserved(number)
}

fn draft(number: u32) -> Option<u32> {
    Some(number & 0xff).filter(|draft| number >> 8 == 0x00ff_0000 && (1..=34).contains(draft))
}

/// A version by name.
pub(super) fn name(number: u32) -> String {
    match (of(number), draft(number)) {
        (Some(version), _) => version.name.to_owned(),
        (_, Some(draft)) => format!("draft {draft}"),
        _ if number == 0 => "Version Negotiation".to_owned(),
        _ if is_reserved(number) => "reserved".to_owned(),
        _ if number >> 24 == 0x51 => "Google's QUIC".to_owned(),
        _ => format!("{number:#010x}"),
    }
}

/// A version as a value.
pub(super) fn value(number: u32) -> Value {
    let meaning = match number {
        0 => "no version: this packet negotiates one",
        1 => "the version of RFC 9000",
        0x6b33_43cf => {
            "the version of RFC 9369: the same protocol under other numbers, so that nobody relies on those of version 1"
        }
        _ if is_reserved(number) => {
            "reserved: nobody speaks it. It keeps servers used to versions that they do not know"
        }
        _ if of(number).is_some() => "the last widely used draft of version 1",
        _ if draft(number).is_some() => "a draft of version 1; not decrypted here",
        _ => "a version that this program does not know",
    };
    Value { datum: Datum::Named { number: number.into(), name: name(number).into() }, meaning: Some(meaning.into()) }
}
