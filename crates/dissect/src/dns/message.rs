//! A message of DNS: header, questions, records (RFC 1035 §4.1).

use std::ops::Range;

use super::codes;
use super::data::data;
use super::name;
use super::opt;
use super::whole::{Flavour, Whole};
use crate::cursor::{Cursor, Stop, blame, bytes, stop};
use crate::field::{Datum, Field, Label, Value};
use crate::names::dns as label;
use crate::read::{length, nothing_more, plain, short};

/// Bytes of the header.
pub(super) const HEADER: usize = 12;

/// The fields of a message that is this range of a source. `framed`: its length stands before it.
pub(super) fn fields(
    (message, source): (u32, u16),
    bytes: &[u8],
    range: Range<usize>,
    framed: bool,
    flavour: Flavour,
    problem: Option<String>,
) -> Vec<Field> {
    let len = range.len();
    let mut c = Cursor::within(message, source, bytes, range);
    // It cannot stop: exactly what is there is taken.
    if let Ok(field) = c.group(&label::MESSAGE, len, |c| {
        if framed {
            // Where less follows, it is told of the message.
            plain(c, &label::LENGTH, 2)?;
        }
        body(c, flavour)
    }) && let Some(problem) = problem
    {
        field.problem = None;
        blame(field, problem);
    }
    c.finish()
}

fn body(c: &mut Cursor<'_>, flavour: Flavour) -> Result<Value, Stop> {
    let whole = Whole::new(c, flavour);
    let id = plain(c, &label::ID, 2)?;
    if flavour == Flavour::Multicast
        && let Some(field) = c.last().filter(|_| id == 0)
    {
        field.value.meaning = Some("none: in multicast DNS, the name asked for is enough".into());
    }
    let opcode = flags(c, flavour)?;
    let counted: [&'static Label; 4] = match opcode {
        codes::UPDATE => [&label::ZONES, &label::PREREQUISITES, &label::UPDATES, &label::ADDITIONALS],
        _ => [&label::QUESTIONS, &label::ANSWERS, &label::AUTHORITIES, &label::ADDITIONALS],
    };
    let [mut questions, mut answers, mut authorities, mut additionals] = [0; 4];
    for (count, label) in [&mut questions, &mut answers, &mut authorities, &mut additionals].into_iter().zip(counted) {
        *count = plain(c, label, 2)?;
    }
    for _ in 0..questions {
        question(c, &whole)?;
    }
    let sections: [(u64, &'static Label); 3] =
        [(answers, &label::ANSWER), (authorities, &label::AUTHORITY), (additionals, &label::ADDITIONAL)];
    for (count, label) in sections {
        for _ in 0..count {
            record(c, &whole, label)?;
        }
    }
    match c.left() {
        0 => Ok(Value::NONE),
        left => {
            stop(format!("{} after the last record: the counts in the header announce no more", bytes(left as u64)))
        }
    }
}

/// The flags, to the bit; gives the opcode.
fn flags(c: &mut Cursor<'_>, flavour: Flavour) -> Result<u8, Stop> {
    let [high, low] = c.rest().first_chunk().copied().unwrap_or_default();
    let is = |byte: u8, bit: u8| Value { datum: Datum::Flag(byte & bit != 0), meaning: None };
    let opcode = high >> 3 & 0xf;
    let is_local = flavour == Flavour::LinkLocal;
    c.group(&label::FLAGS, 2, |c| {
        let kind = if high & 0x80 == 0 { "a query" } else { "an answer" };
        c.bits(&label::RESPONSE, 0..1, is(high, 0x80).meaning(kind))?;
        c.bits(&label::OPCODE, 1..5, codes::opcode(opcode))?;
        match is_local {
            true => c.bits(&label::CONFLICT, 5..6, is(high, 4))?,
            false => c.bits(&label::AUTHORITATIVE, 5..6, is(high, 4))?,
        };
        c.bits(&label::TRUNCATED, 6..7, is(high, 2))?;
        match is_local {
            true => {
                c.bits(&label::TENTATIVE, 7..8, is(high, 1))?;
                c.bits(&label::LLMNR_RESERVED, 0..4, Value::number((low >> 4).into()))?;
            }
            false => {
                c.bits(&label::RECURSION_DESIRED, 7..8, is(high, 1))?;
                c.bits(&label::RECURSION_AVAILABLE, 0..1, is(low, 0x80))?;
                c.bits(&label::ZERO, 1..2, is(low, 0x40))?;
                c.bits(&label::AUTHENTIC, 2..3, is(low, 0x20))?;
                c.bits(&label::CHECKING_DISABLED, 3..4, is(low, 0x10))?;
            }
        }
        let outcome = match high & 0x80 {
            0 => Value::number((low & 0xf).into()).meaning("has no meaning in a query"),
            _ => codes::rcode((low & 0xf).into()),
        };
        c.bits(&label::RCODE, 4..8, outcome)?;
        Ok(Value::NONE)
    })?;
    Ok(opcode)
}

fn question(c: &mut Cursor<'_>, whole: &Whole<'_>) -> Result<(), Stop> {
    let name = whole.name(c)?;
    let len = name.len + 4;
    c.group(&label::QUESTION, len, |c| {
        name::put(c, &label::NAME_ASKED, name)?;
        short(c, &label::TYPE_ASKED, codes::kind)?;
        class(c, whole, &label::CLASS_ASKED, &label::UNICAST_WANTED)?;
        Ok(Value::NONE)
    })
    .map(drop)
}

/// A class, whose first bit is a flag in multicast DNS.
fn class(c: &mut Cursor<'_>, whole: &Whole<'_>, label: &'static Label, flag: &'static Label) -> Result<u16, Stop> {
    if whole.flavour != Flavour::Multicast {
        return short(c, label, codes::class);
    }
    let [high, low] = c.rest().first_chunk().copied().unwrap_or_default();
    let number = u16::from_be_bytes([high & 0x7f, low]);
    c.group(label, 2, |c| {
        let set = Value { datum: Datum::Flag(high & 0x80 != 0), meaning: None };
        c.bits(flag, 0..1, set)?;
        c.bits(&label::CLASS_HIGH, 1..8, Value::number((high & 0x7f).into()))?;
        c.leaf(&label::CLASS_LOW, 1, Value::number(low.into()))?;
        Ok(codes::class(number))
    })?;
    Ok(number)
}

/// A record. One whose data are malformed carries the problem, and the next one goes on.
fn record(c: &mut Cursor<'_>, whole: &Whole<'_>, label: &'static Label) -> Result<(), Stop> {
    let name = whole.name(c)?;
    let head = name.len + 10;
    let len = c.rest().get(name.len + 8..).and_then(|rest| rest.first_chunk()).map(|two| u16::from_be_bytes(*two));
    let Some(len) = len else { return stop(format!("{} ends within its header", label.name)) };
    let all = (head + usize::from(len)).min(c.left());
    c.group(label, all, |c| {
        name::put(c, &label::NAME, name)?;
        let kind = short(c, &label::TYPE, codes::kind)?;
        if kind == codes::OPT {
            opt::head(c)?;
            length(c, &label::DATA_LENGTH, 2)?;
            opt::options(c, whole)?;
        } else {
            let class = class(c, whole, &label::CLASS, &label::CACHE_FLUSH)?;
            plain(c, &label::TTL, 4)?;
            let len = length(c, &label::DATA_LENGTH, 2)?;
            // In updates, a record without data stands for all of its type (RFC 2136 §2.4, §2.5).
            if len > 0 || !matches!(class, codes::CLASS_NONE | codes::CLASS_ANY) {
                data(c, whole, kind)?;
            }
        }
        nothing_more(c).map(|()| Value::NONE)
    })
    .map(drop)
}

/// No message has more questions, or more records of a kind: they would not fit.
const MOST_QUESTIONS: u16 = 64;
const MOST_RECORDS: u16 = 4096;

/// Whether a message may begin like this, whole or cut: a kind that there is, and counts that fit into a datagram. Tunnels that hide behind
/// the port of DNS look like noise here.
pub(super) fn may_be_one(bytes: &[u8]) -> bool {
    let Some([_, _, high, _, counts @ ..]) = bytes.first_chunk::<HEADER>() else { return false };
    let [q0, q1, records @ ..] = *counts;
    let records =
        records.chunks_exact(2).all(|count| matches!(count, [h, l] if u16::from_be_bytes([*h, *l]) <= MOST_RECORDS));
    // RFC 6895 section 2.2: 3 is not assigned, nor is anything above 6.
    matches!(high >> 3 & 0xf, 0..=2 | 4..=6) && u16::from_be_bytes([q0, q1]) <= MOST_QUESTIONS && records
}

/// Whether these bytes can be nothing but a whole message: a plain query or the answer to one, to its last byte.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    let Some([_, _, high, low, counts @ ..]) = bytes.first_chunk::<HEADER>() else { return false };
    let [q0, q1, a0, a1, n0, n1, d0, d1] = *counts;
    let is_query = high & 0x80 == 0;
    let fits = high & 0x78 == 0 && low & 0x40 == 0 && [q0, q1] == [0, 1] && (!is_query || low & 0x8f == 0);
    fits && ends_there(bytes, [[a0, a1], [n0, n1], [d0, d1]].map(u16::from_be_bytes)).unwrap_or(false)
}

/// Whether a question and as many records end with the last byte.
fn ends_there(bytes: &[u8], counts: [u16; 3]) -> Option<bool> {
    let mut at = HEADER + name::read(bytes, HEADER).ok()?.len;
    let [k0, k1, c0, c1] = *bytes.get(at..)?.first_chunk()?;
    if !codes::is_known(u16::from_be_bytes([k0, k1])) || u16::from_be_bytes([c0, c1]) & 0x7fff != 1 {
        return Some(false);
    }
    at += 4;
    for _ in 0..counts.iter().map(|count| u32::from(*count)).sum() {
        at += name::read(bytes, at).ok()?.len;
        let [_, _, _, _, _, _, _, _, l0, l1] = *bytes.get(at..)?.first_chunk::<10>()?;
        at += 10 + usize::from(u16::from_be_bytes([l0, l1]));
    }
    Some(at == bytes.len())
}
