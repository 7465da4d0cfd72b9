//! A capture read once: everything is counted and searched as it comes; of each connection the beginning is kept.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::io::Read;

use anyhow::{Context, Result};
use bytes::Bytes;

use super::comments::{Opening, opening};
use super::entropy::Histogram;
use super::search::{Needle, Searcher};
use super::walk::{Beside, Walk};
use super::{Compared, Secret, attacks, units};
use crate::quic::is_datagram;
use wirewalk_dissect::Dissector;
use wirewalk_dissect::recording::capture::{Entry, Reader, Traffic};
use wirewalk_dissect::recording::{Connection, Secrets, Side, StreamNumber, Transport, What, WireEvent};

/// So many connections of a capture are looked into; further ones are counted and searched.
const LOOKED_INTO: u32 = 4096;
/// So much is kept of one connection, in bytes of payload,
const BEGINNING: usize = 256 << 10;
/// and so much of all together.
const KEPT: usize = 64 << 20;

/// What is known beside the capture.
#[derive(Clone, Default)]
pub struct Options {
    /// What to search for; a walk's own secret if nobody says.
    pub secret: Option<String>,
    /// The keys of the parties.
    pub secrets: Secrets,
}

/// A connection while and after it is read.
pub(super) struct Live {
    /// Its ends, and the beginning of what happened.
    pub connection: Connection,
    /// What a lesson's comment says of it.
    pub opening: Option<Opening>,
    /// Its packets.
    pub traffic: Traffic,
    /// Its payload.
    pub histogram: Histogram,
    /// The search in what the client sent and in what the server sent.
    pub searchers: [Searcher; 2],
    /// Whether more happened than was kept.
    pub cut: bool,
    kept: usize,
}

/// What was read of a capture.
#[derive(Default)]
struct Reading {
    live: BTreeMap<u32, Live>,
    beyond: HashMap<u32, [Searcher; 2]>,
    found_beyond: bool,
    /// Flows of UDP of which no datagram was seen yet, and those that are QUIC.
    flows: HashMap<u32, Connection>,
    quic: HashSet<u32>,
    connections: u64,
    kept: usize,
    histogram: Histogram,
    openings: VecDeque<Opening>,
    notes: Vec<String>,
}

/// Where a capture is: the name of its file, and the whole path, as a person reads them.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The file's name.
    pub name: &'a str,
    /// The whole path.
    pub path: &'a str,
}

/// Reads a capture, with what a walk left beside it.
///
/// # Errors
/// It cannot be read, is no capture, or the transcript beside it is none.
pub fn read(place: Place, input: impl Read, beside: &Beside, options: &Options) -> Result<Compared> {
    let failed = || format!("cannot compare {}", place.path);
    let secrets = options.secrets.clone(); // a capture's own keys are for that capture alone
    let walk = beside.walk().with_context(failed)?;
    let (secrets, notes) = beside.keys(secrets);
    let told = walk.as_ref().and_then(Walk::secret);
    let secret = options.secret.as_deref().or(told).filter(|s| !s.is_empty());
    let mut reader = Reader::new(input).with_context(failed)?;
    let mut reading = Reading { notes, ..Reading::default() };
    let needle = secret.map(Needle::new);
    for entry in reader.by_ref() {
        reading.take(entry.with_context(failed)?, &secrets, needle.as_ref());
    }
    for (id, live) in &mut reading.live {
        live.traffic = reader.traffic_of(*id);
    }
    // Only TCP and QUIC are compared.
    let of_quic = reading.quic.iter().map(|flow| reader.traffic_of(*flow).packets).sum::<u64>();
    let skipped = reader.skipped().values().sum::<u64>() + reader.datagrams().saturating_sub(of_quic);
    Ok(reading.compared(place, reader.traffic(), skipped, walk.as_ref(), &secrets, secret))
}

impl Reading {
    fn take(&mut self, entry: Entry, secrets: &Secrets, needle: Option<&Needle>) {
        match entry {
            Entry::Comment { text, .. } => self.openings.extend(opening(&text)),
            Entry::Secrets(key_log, errors) => {
                secrets.learn(*key_log);
                self.notes.extend(errors.iter().map(|error| format!("the capture's own key log: {error}")));
            }
            Entry::Connection(connection) if connection.transport() == Transport::Udp => {
                self.flows.insert(connection.id, connection);
            }
            Entry::Connection(connection) => self.begin(connection),
            Entry::Event { connection, event } => {
                self.recognise(connection, &event);
                self.event(connection, event, needle);
            }
            Entry::Packet(_) => {}
            Entry::Over { connection } => {
                self.flows.remove(&connection);
                self.beyond.remove(&connection);
            }
        }
    }

    /// A flow of UDP begins: if its first datagram is one of QUIC, it is a connection as those of TCP are.
    fn recognise(&mut self, flow: u32, event: &WireEvent) {
        if !matches!(event.what, What::Bytes(_)) {
            return;
        }
        let Some(connection) = self.flows.remove(&flow) else { return };
        let secrets = Secrets::none();
        let mut dissector = Dissector::of(&connection, &secrets);
        dissector.push(event);
        if dissector.pop().is_some_and(|message| is_datagram(&message)) {
            self.quic.insert(flow);
            self.begin(connection);
        }
    }

    fn begin(&mut self, mut connection: Connection) {
        self.connections += 1;
        let (client, server) = (connection.client.addr, connection.server.addr);
        let is_this = |o: &Opening| (o.client.1, o.server.1) == (client, server);
        let opening = self.openings.iter().position(is_this).and_then(|at| self.openings.remove(at));
        self.openings.clear(); // a comment stands on the first packet, nowhere else
        if let Some(opening) = &opening {
            connection.client.name.clone_from(&opening.client.0);
            connection.server.name.clone_from(&opening.server.0);
        }
        if StreamNumber::of(connection.id).number >= LOOKED_INTO {
            self.beyond.insert(connection.id, Default::default());
            return;
        }
        let (traffic, histogram) = (Traffic::default(), Histogram::default());
        let live = Live { connection, opening, traffic, histogram, searchers: Default::default(), cut: false, kept: 0 };
        self.live.insert(live.connection.id, live);
    }

    fn event(&mut self, number: u32, mut event: WireEvent, needle: Option<&Needle>) {
        let live = self.live.get_mut(&number);
        let side = usize::from(event.side == Side::Server);
        let Some(live) = live else {
            if let What::Bytes(bytes) = &event.what {
                self.histogram.add(bytes);
                if let (Some(needle), Some(both)) = (needle, self.beyond.get_mut(&number)) {
                    both[side].push(bytes, needle);
                    self.found_beyond |= both[side].found.is_some();
                }
            }
            return;
        };
        if let What::Bytes(bytes) = &mut event.what {
            self.histogram.add(bytes);
            live.histogram.add(bytes);
            if let Some(needle) = needle {
                live.searchers[side].push(bytes, needle);
            }
            live.cut |= live.kept + bytes.len() > BEGINNING || self.kept + bytes.len() > KEPT;
            if live.cut {
                return;
            }
            live.kept += bytes.len();
            self.kept += bytes.len();
            *bytes = Bytes::copy_from_slice(bytes); // a slice would hold the piece of the file that it is in
        }
        if !live.cut {
            live.connection.events.push(event);
        }
    }

    fn compared(
        mut self,
        place: Place,
        traffic: Traffic,
        skipped: u64,
        walk: Option<&Walk>,
        secrets: &Secrets,
        secret: Option<&str>,
    ) -> Compared {
        let looked_into = self.live.len() as u64;
        let control = walk.and_then(Walk::found_inside);
        let units = units::of(self.live.into_values().collect(), secrets, secret, control);
        if self.connections > looked_into {
            let rest = self.connections - looked_into;
            self.notes.push(format!("{rest} further connections are counted and searched, but not examined"));
        }
        if skipped > 0 {
            self.notes.push(format!("{skipped} packets are neither TCP nor QUIC, or could not be read"));
        }
        let payload = self.histogram.len();
        let name = match walk {
            Some(walk) => format!("{} {}", walk.lesson.number, walk.lesson.title),
            None => place.name.to_owned(),
        };
        Compared {
            name,
            path: place.path.to_owned(),
            traffic,
            skipped,
            connections: self.connections,
            payload,
            entropy: self.histogram.entropy(),
            secret: whole(secret, &units, self.found_beyond, payload),
            units,
            attacks: walk.map(attacks::of),
            notes: self.notes,
        }
    }
}

/// The search in the whole capture.
fn whole(secret: Option<&str>, units: &[super::Unit], beyond: bool, searched: u64) -> Secret {
    if secret.is_none() {
        return Secret::Unnamed;
    }
    if let Some(found) = units.iter().find(|u| matches!(u.secret, Secret::Found { .. })) {
        return found.secret.clone();
    }
    if beyond {
        return Secret::Found { place: "in a connection that was not examined".to_owned() };
    }
    let control = |u: &super::Unit| match u.secret {
        Secret::Hidden { control, .. } => control,
        _ => None,
    };
    Secret::Hidden { searched, control: units.iter().filter_map(control).max() }
}
