//! The keys of Initial packets, which everybody can compute (RFC 9001 §5.2).

use super::keys::{Keys, Packet, whole_number};
use super::updates::Opened;
use super::version::Version;
use crate::recording::{SecretId, Secrets, Sides};
use crate::schedule::quic::{Initial, initial};
use crate::schedule::{Secret, Suite};

/// The suite of all Initial packets.
const SUITE: u16 = 0x1301;

/// The keys of Initial packets of one version.
pub(super) struct Initials {
    pub(super) version: &'static Version,
    pub(super) derived: Initial,
    pub(super) keys: Sides<Keys>,
}

impl Initials {
    pub(super) fn new(secrets: &Secrets, version: &'static Version, origin: &[u8]) -> Option<Initials> {
        let (derived, suite) = (initial(&version.salt, origin), Suite::of(SUITE)?);
        let keys =
            |secret: &Secret| Keys::new(secrets.crypto(), (suite, version.labels), secret.clone(), SecretId::Everybody);
        let keys = Sides { client: keys(&derived.client)?, server: keys(&derived.server)? };
        Some(Initials { version, derived, keys })
    }

    /// Whether they open this packet of the client.
    pub(super) fn open(secrets: &Secrets, version: &'static Version, origin: &[u8], packet: Packet<'_>) -> bool {
        Initials::new(secrets, version, origin)
            .is_some_and(|initials| open(&initials.keys.client, packet, None).is_some())
    }
}

/// Opens a packet with these keys; `largest`: the largest number so far.
pub(super) fn open(keys: &Keys, packet: Packet<'_>, largest: Option<u64>) -> Option<Opened> {
    let header = keys.unmask(packet)?;
    let number = whole_number(header.truncated, header.number_len, largest);
    let payload = keys.open(packet, &header, number)?;
    Some(Opened { header, number, payload })
}
