//! XMPP: each side sends one long document of XML, and says one element after the other in it. A client may ask for TLS; then both
//! begin their documents again, inside.
//!
//! Sources: RFC 6120, RFC 7590.

use crate::cursor::blame;
use crate::login::{self, Mechanism};
use crate::message::Message;
use crate::names::xmpp as label;
use crate::protocol::talk::{After, Extent, Grammar, Talk, begins_tls};
use crate::protocol::{Open, Registration};
use crate::recording::{Side, Sides};
use scan::{Scan, Unit};

mod fields;
mod scan;

/// XMPP as one of the protocols.
pub(super) const XMPP: Registration = Registration {
    begins: |_, bytes| begins(bytes),
    open: |opening| {
        let xmpp = Xmpp { open: !opening.covered, ..Xmpp::default() };
        Box::new(Talk::new(opening, xmpp))
    },
    beside: None,
    late: None,
    alpn: &[b"xmpp-client", b"xmpp-server"],
};

/// So many bytes tell whether a stream begins, with a declaration before it.
const ENOUGH: usize = 90;
/// How a stream begins.
const STREAM: &[u8] = b"<stream:stream";

/// Whether a side that begins so speaks it; `None`: too early to tell.
fn begins(bytes: &[u8]) -> Option<bool> {
    const DECLARATION: &[u8] = b"<?xml ";
    let is = |rest: &[u8]| match () {
        () if rest.starts_with(STREAM) => Some(true),
        () if STREAM.starts_with(rest) && bytes.len() < ENOUGH => None,
        () => Some(false),
    };
    if DECLARATION.starts_with(bytes) {
        return None;
    }
    if !bytes.starts_with(DECLARATION) {
        return is(bytes);
    }
    match bytes.windows(2).position(|two| two == b"?>") {
        Some(at) => is(bytes.get(at + 2..).unwrap_or_default().trim_ascii_start()),
        None if bytes.len() < ENOUGH => None,
        None => Some(false),
    }
}

/// One conversation.
#[derive(Default)]
struct Xmpp {
    scans: Sides<Scan>,
    /// Whether the client has asked for TLS and waits for the answer.
    asked: bool,
    /// Whether TLS may begin: not inside of it, and nobody logged in.
    open: bool,
    mechanism: Option<Mechanism>,
    /// How many steps of its login the client has made.
    step: u8,
}

impl Grammar for Xmpp {
    fn waits(&self, side: Side) -> bool {
        side == Side::Client && self.asked
    }

    fn unanswered(&mut self, next: &[u8]) -> After {
        self.asked = false;
        if begins_tls(next) { After::Upgrades } else { After::GoesOn }
    }

    fn is_tls(&self, side: Side, next: &[u8]) -> bool {
        self.scans[side].is_between() && begins_tls(next)
    }

    fn extent(&mut self, side: Side, held: &[u8]) -> Extent {
        self.scans[side].extent(held)
    }

    fn read(&mut self, message: &mut Message, cut: Option<String>) -> After {
        let (side, wire) = (message.side, message.wire().clone());
        let unit = self.scans[side].taken();
        let context = fields::Context { side, asked: self.asked, open: self.open };
        let name = match unit {
            Unit::Element | Unit::Open | Unit::Close if cut.is_none() => fields::first_name(&wire),
            _ => &[],
        };
        message.fields = fields::read(message.index, &wire, unit, &context);
        if let (Some(cut), Some(field)) = (&cut, message.fields.first_mut()) {
            blame(field, cut.clone());
        }
        match (side, name) {
            (Side::Client, b"starttls") => self.asked = true,
            (Side::Client, b"auth" | b"authenticate") => {
                let mechanism = Mechanism::named(fields::attribute(&wire, b"mechanism").unwrap_or_default());
                login::open(message, &label::LOGIN, mechanism, 0);
                (self.mechanism, self.step) = (Some(mechanism), 1);
            }
            (Side::Client, b"response") => {
                login::open(message, &label::LOGIN, self.mechanism.unwrap_or(Mechanism::Other), self.step);
                self.step = self.step.saturating_add(1);
            }
            (Side::Server, b"success") => self.open = false,
            (Side::Server, b"proceed") if self.asked => return After::Upgrades,
            (Side::Server, b"failure") => self.asked = false,
            _ => {}
        }
        After::GoesOn
    }

    fn lost(&mut self, side: Side, _len: u64) {
        self.scans[side] = Scan::lost();
        self.asked &= side != Side::Server;
    }

    fn inside(&self) -> Open {
        |opening| Box::new(Talk::new(opening, Xmpp::default()))
    }
}
