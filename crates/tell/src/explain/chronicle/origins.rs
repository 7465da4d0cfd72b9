//! Which answer gave an address: what a connection follows from.

use std::collections::HashMap;
use std::net::IpAddr;

use wirewalk_dissect::dns::facts::{Answer, Lookup};
use wirewalk_dissect::recording::Connection;

/// So many addresses are remembered.
const MOST: usize = 10_000;
/// An answer of so many records may have had more.
const TOLD: usize = 12;

/// An answer that gave an address.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    /// The name that was asked for.
    pub(super) name: String,
    /// In which packet the answer stands.
    pub(super) packet: Option<u64>,
    /// Who had asked.
    asker: IpAddr,
    /// Whether that is who connects, as far as addresses tell.
    pub(super) same: bool,
}

/// The latest answer for each address.
#[derive(Debug, Default)]
pub(super) struct Origins {
    by_address: HashMap<IpAddr, Origin>,
    /// Whether anything was answered at all, and whether some of it is not remembered.
    any: bool,
    more: bool,
}

impl Origins {
    /// Takes note of an answer to this machine.
    pub(super) fn note(&mut self, lookup: &Lookup, answer: &Answer, asker: IpAddr, packet: Option<u64>) {
        self.any = true;
        // Of a long answer only the first records are told.
        self.more |= answer.addresses.len() + answer.services.len() + answer.aliases.len() >= TOLD;
        let hints = answer.services.iter().flat_map(|service| &service.hints);
        for address in answer.addresses.iter().chain(hints).filter_map(|text| text.parse().ok()) {
            if self.by_address.len() < MOST || self.by_address.contains_key(&address) {
                let name = lookup.name.trim_end_matches('.').to_owned();
                self.by_address.insert(address, Origin { name, packet, asker, same: true });
            } else {
                self.more = true;
            }
        }
    }

    /// Whether there were answers, and all addresses in them are remembered: then one that is not, was in none.
    pub(super) fn knows_all(&self) -> bool {
        self.any && !self.more
    }

    /// The answer that gave the address to which a connection goes.
    pub(super) fn of(&self, connection: &Connection) -> Option<Origin> {
        let origin = self.by_address.get(&connection.server.addr.ip().to_canonical())?;
        let client = connection.client.addr.ip();
        // A resolver of the machine itself is asked from its loopback address.
        let same = origin.asker == client || origin.asker.is_loopback() || client.is_loopback();
        Some(Origin { same, ..origin.clone() })
    }
}
