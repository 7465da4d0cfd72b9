//! Which connection a packet belongs to, and how long its connection id is, which a short header does not say.

use std::sync::Arc;

use super::connection::{Connection, lock};
use super::header::{Kind, Layout};
use super::initial::Initials;
use super::keys::Packet;
use super::state::With;
use super::{FIXED, LONG, MOST, Quic, SHORTEST, ids};
use crate::recording::Side;

impl<'s> Quic<'s> {
    /// Where the parts of the packet are that begins here, and to which connection it belongs.
    pub(super) fn layout(&mut self, side: Side, bytes: &[u8]) -> Option<(Layout, Option<usize>)> {
        let first = *bytes.first()?;
        if first & LONG != 0 {
            let layout = Layout::long(bytes)?;
            let which = self.find(side, &layout, bytes);
            return Some((layout, which));
        }
        let rest = bytes.get(1..).filter(|_| bytes.len() >= SHORTEST)?;
        let length = |c: &Connection<'_>| lock(&c.state).sides[side.other()].ids.length(rest);
        let mut all = self.connections.iter().enumerate().rev();
        let known = all.find_map(|(at, c)| length(c).filter(|(_, known)| *known).map(|(len, _)| (at, len)));
        let known = known.or_else(|| self.moved(side, rest));
        if known.is_none() && first & FIXED == 0 && !self.greases() {
            return None;
        }
        let known = known.or_else(|| self.guessed(side, bytes));
        let last = || self.connections.iter().enumerate().next_back();
        match known.or_else(|| last().map(|(at, c)| (at, length(c).map_or(0, |(len, _)| len)))) {
            Some((at, len)) => Some((Layout::short(bytes, len)?, Some(at))),
            None => {
                // As long as in the connection before that had the same port.
                let home = self.out.opening.sessions.moves.home(self.out.opening.ports.server);
                Some((Layout::short(bytes, home.map_or(0, |lengths| lengths[side.other()]))?, None))
            }
        }
    }

    /// Whether a side said, as far as that was heard, that it takes packets without the bit that is always there (RFC 9287 §3); of a flow
    /// that others came before on, whose hello is not here, nobody knows.
    fn greases(&self) -> bool {
        let said = |c: &Connection<'_>| {
            [Side::Client, Side::Server].iter().any(|side| c.tls.parameters(*side).is_some_and(ids::greases))
        };
        match self.connections.as_slice() {
            [] => self.out.opening.sessions.moves.home(self.out.opening.ports.server).is_some(),
            all => all.iter().any(said),
        }
    }

    /// The same, where nobody saw how long the receiver's name is.
    fn guessed(&mut self, side: Side, bytes: &[u8]) -> Option<(usize, usize)> {
        let secrets = self.out.opening.secrets;
        let at = self.connections.len().checked_sub(1)?;
        let connection = self.connections.get_mut(at)?;
        let mut state = lock(&connection.state);
        if state.sides[side.other()].ids.given() > 0 {
            return None;
        }
        let len = state.guess(&mut With { tls: &mut connection.tls, secrets, error: None }, side, bytes)?;
        state.sides[side.other()].ids.add(bytes.get(1..1 + len)?);
        Some((at, len))
    }

    /// The connection of another flow that goes on here, since its receiver has one with this name: which it is, and how long the name.
    fn moved(&mut self, side: Side, bytes: &[u8]) -> Option<(usize, usize)> {
        let (state, owner) = self.out.opening.sessions.moves.find(bytes)?;
        let state = state.downcast().ok()?;
        let known = self.connections.iter().any(|c| Arc::ptr_eq(&c.state, &state));
        if owner != side.other() || known {
            return None;
        }
        let (len, _) = lock(&state).sides[owner].ids.length(bytes)?;
        self.continues = Some(lock(&state).flow);
        let at = self.begin(Connection::of(self.out.opening.clone(), state));
        Some((at, len))
    }

    /// The connection that a packet with a long header belongs to. One that opens with keys made of its own destination begins another.
    fn find(&mut self, side: Side, layout: &Layout, bytes: &[u8]) -> Option<usize> {
        let id = bytes.get(layout.dcid.clone())?;
        let begins = side == Side::Client && layout.kind == Kind::Initial;
        let is_retried = |c: &Connection<'_>| lock(&c.state).retried.as_deref() == Some(id);
        let knows = |c: &Connection<'_>| {
            let state = lock(&c.state);
            state.sides[side.other()].ids.has(id) || side == Side::Client && state.origin.as_deref() == Some(id)
        };
        let known = self.connections.iter().rposition(knows);
        let retried = self.connections.iter().rposition(is_retried).filter(|_| begins);
        if let Some(at) = known.filter(|_| retried.is_none()) {
            return Some(at);
        }
        if let Some(version) = layout.version.filter(|_| begins) {
            let packet = Packet { bytes: bytes.get(..layout.end)?, number_at: layout.number_at };
            if Initials::open(self.out.opening.secrets, version, id, packet) {
                let at = retried.unwrap_or_else(|| self.begin(Connection::new(self.out.opening.clone())));
                let mut state = lock(&self.connections.get(at)?.state);
                if state.origin.as_deref() != Some(id) {
                    state.begins_with(id);
                }
                return Some(at);
            }
        }
        if self.connections.is_empty() && layout.kind != Kind::Other {
            self.begin(Connection::new(self.out.opening.clone()));
        }
        known.or(self.connections.len().checked_sub(1))
    }

    /// Another connection: which it is.
    fn begin(&mut self, connection: Connection<'s>) -> usize {
        if self.connections.len() >= MOST {
            let oldest = self.connections.remove(0);
            self.retired.push(oldest);
        }
        self.connections.push(connection);
        self.connections.len() - 1
    }
}
