//! One packet: what opens it, what is inside, and what becomes of it.

use std::borrow::Cow;

use bytes::Bytes;

use super::context::{Context, Event};
use super::fields::{Inside, parts};
use super::frames;
use super::header::{self, Kind, Layout, space};
use super::keys::Packet;
use super::state::{Outcome, State, With};
use super::steps;
use super::updates::Opened;
use crate::cursor::{Cursor, blame, bytes};
use crate::field::{Datum, Field, Span, Value};
use crate::message::{Message, Origin};
use crate::names::quic as label;
use crate::recording::{SecretId, Side};
use crate::tls::Level;

/// Bytes of the smallest datagram with an Initial packet of a client (RFC 9000 §14.1).
const SMALLEST: usize = 1200;

/// What became of a packet.
pub(super) struct Read {
    pub(super) field: Field,
    pub(super) events: Vec<Event>,
    pub(super) opened: bool,
}

/// Reads the packet that begins at `start` of a datagram.
pub(super) fn read(
    message: &mut Message,
    connection: Option<(&mut State, With<'_, '_>)>,
    layout: &Layout,
    start: usize,
) -> Read {
    let wire = message.wire().clone();
    let whole = wire.slice(start..start + layout.end);
    let packet = Packet { bytes: &whole, number_at: layout.number_at };
    let side = message.side;
    let mut events = Vec::new();
    let (mut inside, mut problem, name) = (None, None, header::name(layout.kind));
    let what: Cow<'static, str> = match connection {
        _ if matches!(layout.kind, Kind::Retry | Kind::Negotiation) => format!("{name}: QUIC encrypts nothing in it").into(),
        None if layout.kind == Kind::Short => {
            "it looks like a 1-RTT packet of QUIC: the beginning of the connection is not in the recording, so neither the \
                length of its connection ID nor anything inside can be known"
                .into()
        }
        None => format!("{name}: nothing of it can be decrypted here").into(),
        Some((state, mut by)) => match state.open(&mut by, side, layout, packet) {
            Outcome::Opened(opened) => {
                // Before its frames are read: what they carry is told in this flow.
                state.moves_to(message.connection);
                let (number, with) = (opened.number, state.used(side, layout, &opened).map(|keys| keys.with));
                let (shown, names) = open(message, (state, by), layout, opened, (&whole, start), &mut events);
                inside = Some(shown);
                let how = match with {
                    Some(SecretId::Everybody) => ", decrypted with keys that everyone can compute",
                    _ => ", decrypted",
                };
                format!("{name} packet {number}{how}: {names}").into()
            }
            Outcome::Closed(why) => format!("{name}: {why}").into(),
            Outcome::Broken(why) => {
                problem = Some(why);
                name.into()
            }
        },
    };
    let opened = inside.is_some();
    let mut c = Cursor::within(message.index, 0, &wire, start..start + layout.end);
    let left = c.left();
    let mut field = match c.group(&label::PACKET, left, |c| parts(c, layout, inside)) {
        Ok(field) => std::mem::replace(field, message.leaf(0, 0..0, &label::PACKET, Value::NONE)),
        Err(_) => message.leaf(0, start..start + layout.end, &label::PACKET, Value::NONE),
    };
    field.value = Value { datum: Datum::Text(name.to_owned()), meaning: Some(what) };
    problem.into_iter().for_each(|problem| blame(&mut field, problem));
    if layout.kind == Kind::Initial && side == Side::Client && wire.len() < SMALLEST {
        let len = bytes(wire.len() as u64);
        blame(
            &mut field,
            format!(
                "in a datagram of {len}: a server ignores what has fewer than {SMALLEST}, so that nobody uses it to amplify"
            ),
        );
    }
    Read { field, events, opened }
}

/// What a packet has inside: its sources, its steps, its frames and their names.
fn open(
    message: &mut Message,
    (state, by): (&mut State, With<'_, '_>),
    layout: &Layout,
    opened: Opened,
    (whole, start): (&Bytes, usize),
    events: &mut Vec<Event>,
) -> (Inside, String) {
    let side = message.side;
    let number_end = layout.number_at + opened.header.number_len;
    let first = opened.header.bytes.first().copied().unwrap_or_default();
    let mut plain = vec![first];
    plain.extend(opened.header.bytes.get(layout.number_at..).unwrap_or_default());
    let span = |range: std::ops::Range<usize>| Span::new(message.index, 0, start + range.start..start + range.end);
    let from = vec![span(0..1), span(layout.number_at..number_end)];
    let record = span(0..whole.len());
    let source = message.add_source(Origin::Derived(from), plain);
    let packet = Packet { bytes: whole, number_at: layout.number_at };
    let steps = steps::read(message, (state, &by), layout, &opened, (packet, start));
    let with = state.used(side, layout, &opened).map_or(SecretId::Everybody, |keys| keys.with);
    let Opened { header, number, payload } = opened;
    let payload = message.add_source(Origin::Decrypted { record, with }, payload);
    let exponent = state.exponent(by.tls, side, layout.kind);
    let level = match layout.kind {
        Kind::Initial => Some(Level::Initial),
        Kind::Handshake => Some(Level::Handshake),
        Kind::Short => Some(Level::Application),
        _ => None,
    };
    let [initial, handshake, application] = &mut state.sides[side].crypto;
    let crypto = match space(layout.kind) {
        0 => initial,
        1 => handshake,
        _ => application,
    };
    let mut context = Context {
        message,
        source: payload,
        level,
        tls: by.tls,
        crypto,
        streams: &mut state.streams,
        exponent,
        error: by.error,
        events: Vec::new(),
    };
    let (frames, names) = frames::read(&mut context);
    events.append(&mut context.events);
    (Inside { source, first, number_len: header.number_len, number, steps, frames }, names)
}
