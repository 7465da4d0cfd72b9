//! TCP: its header with its options, and the payload.

use super::checksum;
use super::codes;
use super::context::Context;
use super::half::{Flags, Segment};
use super::next::forgive;
use super::numbers::{bit, bits};
use super::track::{Told, Window};
use crate::cursor::{Cursor, Stop, bytes, stop};
use crate::field::{Field, Label, Value};
use crate::names::packet as packet_label;
use crate::names::packet_tcp as label;
use crate::read::{byte, plain, rest, short};
use crate::recording::{StreamNumber, Transport};

const PROTOCOL: u8 = 6;
/// Bytes of the header without options.
const HEADER: usize = 20;

/// A segment.
pub(super) fn tcp(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Result<(), Stop> {
    let all = c.rest();
    let said = 4 * usize::from(all.get(12).copied().unwrap_or(0x50) >> 4);
    let len = said.max(HEADER).min(c.left());
    // As IP has it, whether the capture kept it or not.
    let whole = context.end.and_then(|end| end.checked_sub(c.pos())).unwrap_or(all.len()).max(len);
    let stream = context.conversation(Transport::Tcp);
    let header = all.get(..len).unwrap_or_default();
    let segment = segment(header, whole.saturating_sub(len), context).filter(|_| said >= HEADER && len == said);
    let told = stream.zip(segment).map(|(stream, segment)| context.tracks.push(stream.number, segment));
    c.group(&label::TCP, len, |c| {
        short(c, &label::SOURCE_PORT, |port| Value::number(port.into()))?;
        short(c, &label::DESTINATION_PORT, |port| Value::number(port.into()))?;
        sequence(c, told.as_ref())?;
        control(c)?;
        window(c, told.as_ref().map(|told| told.window))?;
        let kept = (!context.quoted && whole <= all.len()).then_some(whole);
        short(c, &label::CHECKSUM, |found| checksum::value(found, all, kept, Some(PROTOCOL), context))?;
        plain(c, &label::URGENT_POINTER, 2)?;
        if said < HEADER {
            return stop(format!("its header length is {}, but at least 20 are needed", bytes(said as u64)));
        }
        options(c, told.as_ref().and_then(|told| told.other_base))?;
        findings(c, told.as_ref())?;
        let meaning = stream.map(|stream| format!("connection {stream} (tcp.stream {stream})").into());
        Ok(Value { meaning, ..Value::NONE })
    })?;
    forgive(c, context);
    payload(c, stream, told.as_ref(), whole.saturating_sub(len))
}

/// What is told of a segment by its header and by those before it.
fn segment(header: &[u8], len: usize, context: &Context<'_>) -> Option<Segment> {
    let [s0, s1, d0, d1, q0, q1, q2, q3, a0, a1, a2, a3, _, flags, w0, w1, ..] = *header.first_chunk::<HEADER>()?;
    let half = context.ends.len / 2;
    let (from, to) = context.ends.bytes.get(..context.ends.len)?.split_at_checked(half)?;
    let has = |mask: u8| flags & mask != 0;
    let flags = Flags { syn: has(2), ack: has(16), fin: has(1), reset: has(4) };
    Some(Segment {
        from_higher: (from, [s0, s1]) > (to, [d0, d1]),
        seq: u32::from_be_bytes([q0, q1, q2, q3]),
        ack: if flags.ack { u32::from_be_bytes([a0, a1, a2, a3]) } else { 0 },
        flags,
        window: u16::from_be_bytes([w0, w1]),
        len: u32::try_from(len).unwrap_or(u32::MAX),
        scale: scale(header.get(HEADER..)?),
    })
}

/// The window scale among options.
fn scale(mut options: &[u8]) -> Option<u8> {
    loop {
        options = match *options {
            [] | [0, ..] => return None,
            [1, ..] => options.get(1..)?,
            [3, 3, shift, ..] => return Some(shift),
            [_, len, ..] if len >= 2 => options.get(usize::from(len)..)?,
            _ => return None,
        };
    }
}

/// Both numbers, relative with what was sent inside.
fn sequence(c: &mut Cursor<'_>, told: Option<&Told>) -> Result<(), Stop> {
    let relative = |number: Option<u32>| match number {
        Some(number) => Value::number(number.into()).meaning("relative to the initial number on this connection"),
        None => Value::NONE,
    };
    c.group(&label::SEQUENCE, 4, |c| {
        plain(c, &label::SEQUENCE_RAW, 4)?;
        Ok(relative(told.map(|told| told.seq)))
    })?;
    c.group(&label::ACKNOWLEDGEMENT, 4, |c| {
        let raw = plain(c, &label::ACKNOWLEDGEMENT_RAW, 4)?;
        Ok(match told.map(|told| told.ack) {
            Some(None) if raw == 0 => Value::number(0).meaning("none yet"),
            Some(ack) => relative(ack),
            None => Value::NONE,
        })
    })?;
    Ok(())
}

/// Header length and flags, to the bit.
fn control(c: &mut Cursor<'_>) -> Result<(), Stop> {
    c.group(&label::CONTROL, 2, |c| {
        bits(c, &label::HEADER_LENGTH, 0..4, |words| Value::number(words.into()).meaning(bytes(4 * u64::from(words))))?;
        c.wide_group(&label::FLAGS, 2, 4..16, |c| {
            bits(c, &label::RESERVED, 4..7, |number| Value::number(number.into()))?;
            bit(c, &label::ACCURATE_ECN, 7)?;
            let all: [(&'static Label, &str); 8] = [
                (&label::CWR, "CWR"),
                (&label::ECE, "ECE"),
                (&label::URGENT, "URG"),
                (&label::ACK, "ACK"),
                (&label::PUSH, "PSH"),
                (&label::RESET, "RST"),
                (&label::SYN, "SYN"),
                (&label::FIN, "FIN"),
            ];
            let mut set = Vec::new();
            for ((label, name), at) in all.into_iter().zip(0..) {
                if bit(c, label, at)? {
                    set.push(name);
                }
            }
            Ok(if set.is_empty() { Value::text("none") } else { Value::text(set.join(", ")) })
        })?;
        Ok(Value::NONE)
    })?;
    Ok(())
}

fn window(c: &mut Cursor<'_>, how: Option<Window>) -> Result<(), Stop> {
    c.group(&label::WINDOW, 2, |c| {
        let raw = plain(c, &label::WINDOW_RAW, 2)?;
        Ok(match how {
            Some(Window::Scaled(shift)) => {
                Value::number(raw << shift).meaning(format!("bytes: {raw} times 2^{shift}, as its SYN announced"))
            }
            Some(Window::Plain) => Value::number(raw).meaning("bytes, not multiplied"),
            Some(Window::Unknown) => Value::number(raw).meaning(
                "perhaps multiplied: the factor is in the packets that opened the connection, which are not in the \
                    capture",
            ),
            None => Value::NONE,
        })
    })?;
    Ok(())
}

fn options(c: &mut Cursor<'_>, other_base: Option<u32>) -> Result<(), Stop> {
    let left = c.left();
    if left == 0 {
        return Ok(());
    }
    c.group(&label::OPTIONS, left, |c| {
        while c.left() > 0 {
            option(c, other_base)?;
        }
        Ok(Value::NONE)
    })?;
    Ok(())
}

fn option(c: &mut Cursor<'_>, other_base: Option<u32>) -> Result<(), Stop> {
    let kind = c.rest().first().copied().unwrap_or(0);
    let len = match (kind, c.rest().get(1)) {
        (0 | 1, _) => 1,
        (_, Some(len)) if *len >= 2 => usize::from(*len),
        (_, len) => {
            return stop(format!("an option that claims to be {} long", bytes(len.copied().unwrap_or(0).into())));
        }
    };
    let whole = match (kind, len) {
        (0, _) => &label::END,
        (1, _) => &label::NOTHING,
        (2, 4) => &label::MSS,
        (3, 3) => &label::SCALE,
        (4, 2) => &label::SACK_PERMITTED,
        (5, _) => &label::SACK,
        (8, 10) => &label::TIMESTAMP,
        (19, 18) => &label::MD5,
        (30, _) => &label::MULTIPATH,
        (34, _) => &label::FAST_OPEN,
        _ => &label::OTHER,
    };
    c.group(whole, len, |c| {
        byte(c, &label::KIND, codes::tcp_option)?;
        if len > 1 {
            plain(c, &label::LENGTH, 1)?;
        }
        match (kind, len) {
            (2, 4) => drop(plain(c, &label::MSS_VALUE, 2)?),
            (3, 3) => drop(byte(c, &label::SCALE_SHIFT, |shift| {
                Value::number(shift.into()).meaning(format!("times {}", 1_u64 << shift.min(14)))
            })?),
            (5, _) => pieces(c, other_base)?,
            (8, 10) => {
                plain(c, &label::TIMESTAMP_VALUE, 4)?;
                plain(c, &label::TIMESTAMP_ECHO, 4)?;
            }
            (19, 18) => drop(c.leaf(&label::MD5_DIGEST, 16, Value::NONE)?),
            (34, 3..) => {
                let left = c.left();
                c.leaf(&label::FAST_OPEN_COOKIE, left, Value::NONE)?;
            }
            _ => {}
        }
        rest(c, &label::OPTION_VALUE)?;
        Ok(Value::NONE)
    })?;
    Ok(())
}

/// What came out of order, each piece from where to where.
fn pieces(c: &mut Cursor<'_>, base: Option<u32>) -> Result<(), Stop> {
    let edge = |number: u64| {
        let relative = base.zip(u32::try_from(number).ok()).map(|(base, number)| number.wrapping_sub(base));
        let value = Value::number(number);
        Ok::<_, Stop>(match relative {
            Some(relative) => value.meaning(format!("{relative}, relative")),
            None => value,
        })
    };
    while c.left() >= 8 {
        for label in [&label::SACK_LEFT, &label::SACK_RIGHT] {
            let number = plain(c, label, 4)?;
            let value = edge(number)?;
            if let Some(field) = c.last() {
                field.value = value;
            }
        }
    }
    Ok(())
}

/// What is to be said of the segment, each as a field without a byte.
fn findings(c: &mut Cursor<'_>, told: Option<&Told>) -> Result<(), Stop> {
    for (label, text) in told.map(|told| told.findings.as_slice()).unwrap_or_default() {
        c.leaf(label, 0, Value { meaning: Some(text.clone().into()), ..Value::NONE })?;
    }
    Ok(())
}

/// The payload as one leaf, with its place in what this side says.
fn payload(c: &mut Cursor<'_>, stream: Option<StreamNumber>, told: Option<&Told>, whole: usize) -> Result<(), Stop> {
    let left = c.left();
    if left == 0 {
        return Ok(());
    }
    let mut meaning = bytes(left as u64);
    if let (Some(stream), Some(told)) = (stream, told) {
        let from = u64::from(told.seq.wrapping_sub(1));
        let to = from.saturating_add(left as u64).saturating_sub(1);
        meaning.push_str(&format!(", bytes {from} to {to} of this side's data on connection {stream}"));
    }
    if whole > left {
        meaning.push_str(&format!("; the capture kept only these of {whole}"));
    }
    let field: &mut Field = c.leaf(&packet_label::PAYLOAD_TCP, left, Value::NONE)?;
    field.value.meaning = Some(meaning.into());
    Ok(())
}
