//! What is known of a connection of QUIC, in whatever flow it goes on: what it goes by, the keys of its levels, its streams.

use std::borrow::Cow;

use super::context::Event;
use super::header::{Kind, Layout, space};
use super::ids::{Ids, parameter};
use super::initial::{Initials, open};
use super::keys::{Keys, Packet};
use super::pieces::Pieces;
use super::streams::Streams;
use super::updates::{Opened, Updates};
use super::version::Version;
use crate::field::{Span, Value};
use crate::recording::{SecretId, Secrets, Side, Sides, TlsSecret};
use crate::schedule::{Secret, Suite, quic::Labels};
use crate::tls::Levels;

/// The suites that QUIC has (RFC 9001 §5.3).
const SUITES: [u16; 4] = [0x1301, 0x1302, 0x1303, 0x1304];

/// What came of a packet.
pub(super) enum Outcome {
    Opened(Opened),
    /// It stays closed, as it must.
    Closed(Cow<'static, str>),
    /// It should open and does not.
    Broken(Cow<'static, str>),
}

/// One direction.
#[derive(Default)]
pub(super) struct Direction {
    early: Option<Keys>,
    handshake: Option<Keys>,
    data: Option<Updates>,
    /// The largest packet number so far: of Initial, of Handshake, of all other packets.
    largest: [Option<u64>; 3],
    pub(super) crypto: [Pieces; 3],
    /// What this side goes by.
    pub(super) ids: Ids,
    /// What its ACK delays are multiplied by, as an exponent of 2.
    exponent: Option<u32>,
}

/// A connection.
#[derive(Default)]
pub(super) struct State {
    pub(super) sides: Sides<Direction>,
    /// The connection id that the keys of Initial packets come from, and where a packet shows it.
    pub(super) origin: Option<Vec<u8>>,
    pub(super) origin_at: Option<Span>,
    /// Where a Retry told the client to go on.
    pub(super) retried: Option<Vec<u8>>,
    pub(super) streams: Streams,
    /// The flow that it is in, how many it is followed in that are not over yet, and the protocol on its streams.
    pub(super) flow: u32,
    pub(super) flows: usize,
    pub(super) alpn: Option<Vec<u8>>,
    /// How often the length of a connection id was guessed.
    guesses: u32,
    /// Whether a side said that it closes the connection.
    pub(super) closed: bool,
    initials: Vec<Initials>,
    /// What keys are derived with.
    labels: Option<Labels>,
}

/// What packets are opened with beside what the connection itself knows.
pub(super) struct With<'a, 's> {
    pub(super) tls: &'a mut Levels<'s>,
    pub(super) secrets: &'s Secrets,
    /// What a code of the application means, if it is known which that is.
    pub(super) error: Option<fn(u64) -> Value>,
}

impl State {
    /// A connection that begins in this flow.
    pub(super) fn in_flow(flow: u32) -> State {
        State { flow, ..State::default() }
    }

    /// The keys of Initial packets come from this connection id.
    pub(super) fn begins_with(&mut self, id: &[u8]) {
        self.origin = Some(id.to_vec());
        self.origin_at = None;
        self.initials.clear();
    }

    /// Whether data of a side was opened: then the connection can be followed into another flow.
    pub(super) fn is_open(&self) -> bool {
        Sides::new(|side| self.sides[side].data.is_some()).contains(&true)
    }

    /// How many names both sides gave.
    pub(super) fn given(&self) -> usize {
        self.sides.client.ids.given() + self.sides.server.ids.given()
    }

    /// Takes note of what a packet of this side said of the connection, with its two connection ids.
    pub(super) fn learns(&mut self, side: Side, kind: Kind, [dcid, scid]: [&[u8]; 2], events: &[Event]) {
        // By then both sides use the names that they were given.
        if kind == Kind::Handshake {
            self.sides[side.other()].ids.add(dcid);
        }
        match kind {
            Kind::Short | Kind::Negotiation | Kind::Other => {}
            Kind::Retry => {
                // A client accepts one Retry alone (RFC 9000 §17.2.5.2): a server may answer each of its first datagrams with one.
                self.retried.get_or_insert_with(|| scid.to_vec());
                self.sides[side].ids.add(scid);
            }
            _ => self.sides[side].ids.add(scid),
        }
        for event in events {
            match event {
                Event::Named { id, token } => {
                    self.sides[side].ids.add(id);
                    token.iter().for_each(|token| self.sides[side].ids.trust(*token));
                }
                Event::Closes => self.closed = true,
                _ => {}
            }
        }
    }

    /// How long the receiver's name is at the beginning of a packet with a short header, where nobody saw it say so: found by trial.
    pub(super) fn guess(&mut self, with: &mut With<'_, '_>, side: Side, bytes: &[u8]) -> Option<usize> {
        const PATIENCE: u32 = 16;
        const LONGEST: usize = 20;
        if self.guesses >= PATIENCE {
            return None;
        }
        self.guesses += 1;
        (0..=LONGEST).find(|len| {
            let Some(layout) = Layout::short(bytes, *len) else { return false };
            let packet = Packet { bytes, number_at: layout.number_at };
            matches!(self.open(with, side, &layout, packet), Outcome::Opened(_))
        })
    }

    /// It goes on in another flow.
    pub(super) fn moves_to(&mut self, flow: u32) {
        if self.flow != flow {
            self.streams.moves(self.flow, flow);
            self.flow = flow;
        }
    }

    /// Tries to open a packet of this side.
    pub(super) fn open(&mut self, with: &mut With<'_, '_>, side: Side, layout: &Layout, packet: Packet<'_>) -> Outcome {
        if let Some(version) = layout.version {
            self.labels = Some(version.labels);
        }
        let missing = layout.missing();
        if missing > 0 {
            return Outcome::Closed(
                format!("{missing} bytes of it are missing from the datagram, so it cannot be decrypted").into(),
            );
        }
        if packet.sample().is_none() {
            return Outcome::Broken("too short to be encrypted".into());
        }
        let opened = match layout.kind {
            Kind::Initial => self.open_initial(with.secrets, side, layout, packet),
            Kind::Short => self.open_data(with, side, packet).map_err(|outcome| match outcome {
                Outcome::Broken(why) => Outcome::Broken(
                    format!("{why}; or it is a stateless reset, with a token that is not known here").into(),
                ),
                other => other,
            }),
            Kind::Handshake => self.open_long(with, side, TlsSecret::handshake(side), packet),
            Kind::ZeroRtt if side == Side::Client => self.open_long(with, side, TlsSecret::ClientEarly, packet),
            Kind::ZeroRtt => return Outcome::Broken("only a client may send 0-RTT packets".into()),
            // Nothing of a Retry or a list of versions is encrypted, and how another version encrypts is not known.
            Kind::Retry | Kind::Negotiation | Kind::Other => {
                return Outcome::Closed("nothing of it can be decrypted here".into());
            }
        };
        match opened {
            Ok(opened) => {
                self.note(side, layout.kind, opened.number);
                if matches!(layout.kind, Kind::Handshake | Kind::Short) {
                    with.tls.is_opened();
                }
                Outcome::Opened(opened)
            }
            Err(outcome) => outcome,
        }
    }

    fn note(&mut self, side: Side, kind: Kind, number: u64) {
        if let Some(largest) = self.sides[side].largest.get_mut(space(kind)) {
            *largest = (*largest).max(Some(number));
        }
    }

    fn open_initial(
        &mut self,
        secrets: &Secrets,
        side: Side,
        layout: &Layout,
        packet: Packet<'_>,
    ) -> Result<Opened, Outcome> {
        let (Some(version), Some(origin)) = (layout.version, self.origin.as_deref()) else {
            return Err(Outcome::Closed(
                "not decrypted: the keys of Initial packets come from the connection ID in the client's first \
                    packet, which is not in the recording"
                    .into(),
            ));
        };
        if !self.initials.iter().any(|known| known.version.number == version.number) {
            self.initials.extend(Initials::new(secrets, version, origin));
        }
        let keys = self.initials.iter().find(|known| known.version.number == version.number);
        let largest = self.sides[side].largest.first().copied().flatten();
        let opened = keys.and_then(|initials| open(&initials.keys[side], packet, largest));
        opened.ok_or(Outcome::Broken(
            "its tag does not match the keys that everyone can compute: the packet was changed on the path, or belongs \
                to another connection"
                .into(),
        ))
    }

    /// The keys of Initial packets of this version.
    pub(super) fn initials(&mut self, version: &Version) -> Option<&mut Initials> {
        self.initials.iter_mut().find(|known| known.version.number == version.number)
    }

    fn open_long(
        &mut self,
        with: &mut With<'_, '_>,
        side: Side,
        which: TlsSecret,
        packet: Packet<'_>,
    ) -> Result<Opened, Outcome> {
        let early = which == TlsSecret::ClientEarly;
        let direction = &self.sides[side];
        let (loaded, at) = if early { (&direction.early, 2) } else { (&direction.handshake, 1) };
        let largest = direction.largest.get(at).copied().flatten();
        if let Some(keys) = loaded {
            return open(keys, packet, largest).ok_or_else(broken);
        }
        let (keys, opened) = self.load(with, which, |keys| open(keys, packet, largest))?;
        let direction = &mut self.sides[side];
        *(if early { &mut direction.early } else { &mut direction.handshake }) = Some(keys);
        Ok(opened)
    }

    fn open_data(&mut self, with: &mut With<'_, '_>, side: Side, packet: Packet<'_>) -> Result<Opened, Outcome> {
        let largest = self.sides[side].largest.last().copied().flatten();
        if let Some(updates) = &mut self.sides[side].data {
            return updates.open(packet, largest).ok_or_else(broken);
        }
        let (keys, opened) = self.load(with, TlsSecret::application(side), |keys| open(keys, packet, largest))?;
        self.sides[side].data = Some(Updates::new(keys));
        Ok(opened)
    }

    /// The keys of a secret, if they do this. Without the ServerHello, the suite is found by trial.
    fn load<T>(
        &self,
        by: &mut With<'_, '_>,
        which: TlsSecret,
        opens: impl Fn(&Keys) -> Option<T>,
    ) -> Result<(Keys, T), Outcome> {
        let chosen = by.tls.suite().filter(|_| which != TlsSecret::ClientEarly);
        let labels = self.labels.unwrap_or(crate::schedule::quic::V1);
        let crypto = by.secrets.crypto();
        let try_all = |secret: &[u8], with: SecretId| {
            let others = SUITES.into_iter().filter_map(Suite::of).filter(|suite| suite.hash.size() == secret.len());
            let suites: Vec<Suite> = chosen.map_or_else(|| others.collect(), |suite| vec![suite]);
            let keys = |suite| Keys::new(crypto, (suite, labels), Secret::new(secret.to_vec()), with);
            suites.into_iter().filter_map(keys).find_map(|keys| opens(&keys).map(|found| (keys, found)))
        };
        if by.tls.secret(which).is_none() {
            by.tls.adopts(which, |secret| try_all(secret, SecretId::KeyLog(which)).is_some());
        }
        match by.tls.secret(which) {
            Some((secret, with)) => try_all(&secret, with).ok_or_else(broken),
            None if by.tls.is_known() => Err(Outcome::Closed(by.tls.why_closed())),
            None => Err(Outcome::Closed(
                "encrypted, and the client's first packet, which names the connection in a key log, is not in the recording"
                    .into(),
            )),
        }
    }

    /// The keys that opened a packet.
    pub(super) fn used(&mut self, side: Side, layout: &Layout, opened: &Opened) -> Option<&mut Keys> {
        match layout.kind {
            Kind::Initial => Some(&mut self.initials(layout.version?)?.keys[side]),
            Kind::Handshake => self.sides[side].handshake.as_mut(),
            Kind::ZeroRtt => self.sides[side].early.as_mut(),
            _ => self.sides[side].data.as_mut().map(|updates| updates.used(&opened.header)),
        }
    }

    /// What this side's ACK delays are multiplied by, as an exponent of 2; 3 where nothing else can be meant (RFC 9000 §19.3).
    pub(super) fn exponent(&mut self, tls: &Levels<'_>, side: Side, kind: Kind) -> Option<u32> {
        if kind != Kind::Short {
            return Some(3);
        }
        if self.sides[side].exponent.is_none()
            && let Some(parameters) = tls.parameters(side)
        {
            let said = parameter(parameters, 0x0a).and_then(crate::read::variable);
            self.sides[side].exponent = Some(said.map_or(3, |(_, exponent)| u32::try_from(exponent).unwrap_or(64)));
        }
        self.sides[side].exponent
    }
}

fn broken() -> Outcome {
    Outcome::Broken(
        "its tag does not match: the packet was changed on the path, keys changed more than once in packets that are not in the \
            capture, or the key log has the keys of another connection with the same client random"
            .into(),
    )
}
