//! The messages of SOCKS: which it is, how long, and what is in it.

use core::net::{Ipv4Addr, Ipv6Addr};

use crate::codes::lists;
use crate::cursor::{Cursor, Stop, bytes, lossy, stop};
use crate::field::{Label, Value};
use crate::names::socks as label;
use crate::read::{byte, length, plain, short};
use crate::recording::Side;

/// The command to wait for a connection.
pub(super) const BIND: u8 = 2;
/// The command to pass on datagrams.
pub(super) const ASSOCIATE: u8 = 3;
/// A longer text of version 4 is none.
const LONGEST: usize = 512;

/// Which message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The first of a side, whatever the version.
    First,
    /// A later one, whatever it is.
    Later,
    Methods,
    Choice,
    Login,
    LoginAnswer,
    Request,
    Reply,
    Request4,
    Reply4,
}

impl Kind {
    /// What it is called.
    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Methods => "SOCKS 5 greeting",
            Kind::Choice => "SOCKS 5 choice of method",
            Kind::Login => "SOCKS 5 login",
            Kind::LoginAnswer => "SOCKS 5 answer to the login",
            Kind::Request => "SOCKS 5 request",
            Kind::Reply => "SOCKS 5 reply",
            Kind::Request4 => "SOCKS 4 request",
            Kind::Reply4 => "SOCKS 4 reply",
            Kind::First | Kind::Later => "SOCKS",
        }
    }
}

/// How long a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    Known(usize),
    Wait,
    Never,
}

lists! {
    /// How a client may introduce itself (IANA's "SOCKS Methods").
    look method(u8) {
        0 = "no authentication", "anyone may use this proxy";
        1 = "GSSAPI", "a ticket, usually from Kerberos";
        2 = "user and password", "in the clear";
        3 = "CHAP";
        5 = "challenge and response";
        6 = "TLS";
        7 = "NDS";
        8 = "several factors";
        9 = "JSON parameter block";
        0xff = "none of them", "the proxy accepts none of the client's methods and closes the connection";
    }

    /// What the proxy shall do.
    look command(u8) {
        1 = "CONNECT", "connect to this address for me";
        2 = "BIND", "wait for a connection from this address for me";
        3 = "UDP ASSOCIATE", "forward my datagrams";
    }

    /// Types of addresses.
    look address_type(u8) {
        1 = "IPv4";
        3 = "name", "the proxy resolves it, so that the client needs no DNS";
        4 = "IPv6";
    }

    /// How it went, in version 5.
    look reply(u8) {
        0 = "succeeded", "everything after this is between the client and its destination";
        1 = "general failure";
        2 = "not allowed", "by the rules of the proxy";
        3 = "network unreachable";
        4 = "host unreachable", "or its name was not found";
        5 = "connection refused", "by the destination";
        6 = "TTL expired";
        7 = "command not supported";
        8 = "address type not supported";
    }

    /// How it went, in version 4.
    look reply_4(u8) {
        90 = "granted", "everything after this is between the client and its destination";
        91 = "rejected or failed";
        92 = "rejected", "the proxy cannot ask the client's machine who the user is";
        93 = "rejected", "the client's machine names another user";
    }
}

/// Whether a side begins with SOCKS; `None`: too early to tell. A client's first bytes are few, and so all of them must fit.
pub(super) fn begins(side: Side, said: &[u8]) -> Option<bool> {
    if side == Side::Server {
        return Some(false);
    }
    match said {
        [] | [4 | 5] => None,
        [5, count, methods @ ..] => {
            let (own, after) = methods.split_at_checked(usize::from(*count)).unwrap_or((methods, &[]));
            let plausible = (1..=9).contains(count) && own.iter().all(|method| *method <= 9 || *method >= 0x80);
            let distinct = own.iter().enumerate().all(|(at, method)| !own.iter().take(at).any(|other| other == method));
            // Some do not wait for the proxy's choice.
            let follows = matches!(after, [] | [5, 1..=3, ..] | [5] | [1, ..]);
            match plausible && distinct && follows {
                true if own.len() < usize::from(*count) => None,
                fits => Some(fits),
            }
        }
        [4, 1 | 2, rest @ ..] => {
            let ([high, low, ip @ ..], user) = rest.split_first_chunk::<6>()?;
            let address = *ip != [0, 0, 0, 0] && (*high, *low) != (0, 0);
            // What follows on the text may be what the client says to its destination.
            let printable = user.iter().take_while(|byte| **byte != 0).all(|byte| matches!(byte, b' '..=b'~' | 0x80..));
            match address && printable {
                true if user.is_empty() => None,
                fits => Some(fits),
            }
        }
        _ => Some(false),
    }
}

/// Which message begins here, and how long it is.
pub(super) fn extent(side: Side, expected: Kind, held: &[u8]) -> (Kind, Extent) {
    let first = held.first().copied().unwrap_or_default();
    let kind = match (side, expected, first) {
        (Side::Client, Kind::First, 5) => Kind::Methods,
        (Side::Client, Kind::First, 4) => Kind::Request4,
        (Side::Client, Kind::Later, 1) => Kind::Login,
        (Side::Client, Kind::Later, 5) => Kind::Request,
        (Side::Server, Kind::First, 5) => Kind::Choice,
        (Side::Server, Kind::First | Kind::Later, 0) => Kind::Reply4,
        (Side::Server, Kind::Later, 1) => Kind::LoginAnswer,
        (Side::Server, Kind::Later, 5) => Kind::Reply,
        _ => return (expected, Extent::Never),
    };
    let len = match kind {
        Kind::Choice | Kind::LoginAnswer => Some(2),
        Kind::Reply4 => Some(8),
        Kind::Methods => held.get(1).map(|count| 2 + usize::from(*count)),
        Kind::Login => login(held),
        Kind::Request | Kind::Reply => request(held),
        _ => return (kind, request_4(held)),
    };
    (kind, len.map_or(Extent::Wait, Extent::Known))
}

fn login(held: &[u8]) -> Option<usize> {
    let user = usize::from(*held.get(1)?);
    Some(3 + user + usize::from(*held.get(2 + user)?))
}

fn request(held: &[u8]) -> Option<usize> {
    let address = match held.get(3)? {
        1 => 4,
        4 => 16,
        3 => 1 + usize::from(*held.get(4)?),
        _ => 0,
    };
    Some(4 + address + 2)
}

fn request_4(held: &[u8]) -> Extent {
    let text = |from: usize| {
        let rest = held.get(from..).unwrap_or_default();
        match rest.iter().take(LONGEST).position(|byte| *byte == 0) {
            Some(at) => Ok(from + at + 1),
            None if rest.len() < LONGEST => Err(Extent::Wait),
            None => Err(Extent::Never),
        }
    };
    let end = if names_follow(held) { text(8).and_then(text) } else { text(8) };
    end.map_or_else(|extent| extent, Extent::Known)
}

/// Whether a name stands behind a request of version 4 (4a).
fn names_follow(request: &[u8]) -> bool {
    matches!(request.get(4..8), Some([0, 0, 0, last]) if *last != 0)
}

/// The fields of a message.
pub(super) fn read(c: &mut Cursor<'_>, kind: Kind) -> Result<(), Stop> {
    match kind {
        Kind::Methods => {
            version(c)?;
            let count = plain(c, &label::METHOD_COUNT, 1)?;
            (0..count).try_for_each(|_| byte(c, &label::METHOD, method).map(drop))
        }
        Kind::Choice => {
            version(c)?;
            byte(c, &label::ACCEPTED, method).map(drop)
        }
        Kind::Login => {
            plain(c, &label::LOGIN_VERSION, 1)?;
            sized(c, &label::USER_LENGTH, &label::USER)?;
            sized(c, &label::PASSWORD_LENGTH, &label::PASSWORD)
        }
        Kind::LoginAnswer => {
            plain(c, &label::LOGIN_VERSION, 1)?;
            let answer =
                |status| Value::number(u64::from(status)).meaning(if status == 0 { "accepted" } else { "refused" });
            byte(c, &label::LOGIN_STATUS, answer).map(drop)
        }
        Kind::Request | Kind::Reply => {
            version(c)?;
            match kind {
                Kind::Request => byte(c, &label::COMMAND, command)?,
                _ => byte(c, &label::REPLY, reply)?,
            };
            plain(c, &label::RESERVED, 1)?;
            address(c)?;
            short(c, &label::PORT, |port| Value::number(port.into())).map(drop)
        }
        Kind::Request4 => {
            let named = names_follow(c.rest());
            version(c)?;
            byte(c, &label::COMMAND, command)?;
            short(c, &label::PORT_4, |port| Value::number(port.into()))?;
            ipv4(c, named)?;
            text(c, &label::USER)?;
            if named { text(c, &label::NAME_4) } else { Ok(()) }
        }
        Kind::Reply4 => {
            version(c)?;
            byte(c, &label::REPLY, reply_4)?;
            short(c, &label::PORT_4, |port| Value::number(port.into()))?;
            ipv4(c, false)
        }
        Kind::First | Kind::Later => stop("this is not a known SOCKS message"),
    }
}

fn version(c: &mut Cursor<'_>) -> Result<(), Stop> {
    plain(c, &label::VERSION, 1).map(drop)
}

fn sized(c: &mut Cursor<'_>, len: &'static Label, label: &'static Label) -> Result<(), Stop> {
    let len = length(c, len, 1)?;
    if len > 0 { c.text(label, len).map(drop) } else { Ok(()) }
}

/// A text up to its zero.
fn text(c: &mut Cursor<'_>, label: &'static Label) -> Result<(), Stop> {
    let len = c.rest().iter().take_while(|byte| **byte != 0).count();
    if len > 0 {
        c.text(label, len)?;
    }
    c.leaf(&label::END, 1, Value::NONE).map(drop)
}

fn ipv4(c: &mut Cursor<'_>, none: bool) -> Result<(), Stop> {
    let value = c.rest().first_chunk::<4>().map_or(Value::NONE, |b| Value::text(Ipv4Addr::from(*b).to_string()));
    let value = if none { value.meaning("an impossible address: the name after it counts (4a)") } else { value };
    c.leaf(&label::IPV4, 4, value).map(drop)
}

fn address(c: &mut Cursor<'_>) -> Result<(), Stop> {
    match byte(c, &label::ADDRESS_TYPE, address_type)? {
        1 => ipv4(c, false),
        3 => {
            let len = length(c, &label::NAME_LENGTH, 1)?;
            let name = lossy(c.rest().get(..len).unwrap_or_default());
            c.leaf(&label::NAME, len, Value::text(name)).map(drop)
        }
        4 => {
            let value =
                c.rest().first_chunk::<16>().map_or(Value::NONE, |b| Value::text(Ipv6Addr::from(*b).to_string()));
            c.leaf(&label::IPV6, 16, value).map(drop)
        }
        other => {
            stop(format!("address type {other} is unknown, and so is its length: {} left", bytes(c.left() as u64)))
        }
    }
}
