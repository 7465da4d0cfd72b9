//! How a packet's keys come about, and how its header becomes readable: each step a source of its own, as the standard writes it down
//! (RFC 9001 §5 and §A).

use super::header::{Kind, Layout};
use super::keys::{Keys, Packet};
use super::state::{State, With};
use super::updates::Opened;
use crate::field::{Field, Label, Span, Value};
use crate::message::{Message, Origin};
use crate::names::{quic_keys as label, tls_schedule};
use crate::recording::{SecretId, Side};
use crate::schedule::quic::{CLIENT_IN, Labels, SERVER_IN};
use crate::tls::Levels;

/// The steps of a packet that begins at `start` of its datagram and was opened.
pub(super) fn read(
    message: &mut Message,
    (state, with): (&mut State, &With<'_, '_>),
    layout: &Layout,
    opened: &Opened,
    (packet, start): (Packet<'_>, usize),
) -> Vec<Field> {
    let side = message.side;
    let mut fields = Vec::new();
    let shown = state.used(side, layout, opened).is_none_or(|keys| std::mem::replace(&mut keys.shown, true));
    if !shown {
        let from = match layout.kind {
            Kind::Initial => initial(message, state, (layout, start), side, &mut fields),
            _ => logged(message, (state, with.tls), layout, opened, &mut fields),
        };
        if let (Some(from), Some(keys)) = (from, state.used(side, layout, opened)) {
            let labels = match keys.with {
                SecretId::Everybody => [&label::INITIAL_KEY, &label::INITIAL_IV, &label::INITIAL_HP],
                _ => [&label::KEY, &label::IV, &label::HP],
            };
            fields.extend(three(message, &from, keys, labels));
        }
    }
    if let Some((at, sample)) = packet.sample() {
        let span = Span::new(message.index, 0, start + at..start + at + sample.len());
        let how = "the 16 bytes of ciphertext that begin 4 bytes behind the beginning of the packet number";
        let sample = add(message, &label::SAMPLE, vec![span], sample, how);
        let how = "the first 5 bytes of the sample, encrypted with the header protection key";
        let mask = add(message, &label::MASK, vec![sample.span.clone()], &opened.header.mask, how);
        fields.extend([sample, mask]);
    }
    fields
}

/// A step: what came out, of what, and how.
fn add(
    message: &mut Message,
    label: &'static Label,
    from: Vec<Span>,
    bytes: &[u8],
    how: impl Into<std::borrow::Cow<'static, str>>,
) -> Field {
    let number = message.add_source(Origin::Derived(from), bytes.to_vec());
    message.leaf(number, 0..bytes.len(), label, Value::NONE.meaning(how))
}

/// The secrets of Initial packets; gives where the one of this side is shown.
fn initial(
    message: &mut Message,
    state: &mut State,
    (layout, start): (&Layout, usize),
    side: Side,
    fields: &mut Vec<Field>,
) -> Option<Span> {
    let id = state.origin.clone()?;
    let shown = start + layout.dcid.start..start + layout.dcid.end;
    if side == Side::Client && message.wire().get(shown.clone()) == Some(id.as_slice()) {
        state.origin_at = Some(Span::new(message.index, 0, shown));
    }
    let at: Vec<Span> = state.origin_at.clone().into_iter().collect();
    let initials = state.initials(layout.version?)?;
    let how = format!("a constant of version {}", super::version::name(layout.number));
    let salt = add(message, &label::SALT, Vec::new(), &initials.version.salt, how);
    let how = "where the client sent its first packet, or its first after a Retry";
    let id = add(message, &label::CONNECTION_ID, at, &id, how);
    let from = vec![salt.span.clone(), id.span.clone()];
    let how = "HKDF-Extract(salt, connection ID) with SHA-256";
    let secret = add(message, &label::INITIAL_SECRET, from, &initials.derived.secret, how);
    let (label, derived, name) = match side {
        Side::Client => (&label::CLIENT_INITIAL, &initials.derived.client, CLIENT_IN),
        Side::Server => (&label::SERVER_INITIAL, &initials.derived.server, SERVER_IN),
    };
    let how = format!("HKDF-Expand-Label(initial secret, \"{name}\", \"\", 32)");
    let own = add(message, label, vec![secret.span.clone()], derived, how);
    let span = own.span.clone();
    fields.extend([salt, id, secret, own]);
    Some(span)
}

/// The secret of other packets: where the handshake showed it, or what the key log has.
fn logged(
    message: &mut Message,
    (state, tls): (&mut State, &Levels<'_>),
    layout: &Layout,
    opened: &Opened,
    fields: &mut Vec<Field>,
) -> Option<Span> {
    let (with, secret, ku) = {
        let keys = state.used(message.side, layout, opened)?;
        (keys.with, keys.secret.to_vec(), keys.labels.ku)
    };
    let place = match with {
        SecretId::KeyLog(which) => tls.place(which),
        _ => None,
    };
    if place.is_some() {
        return place;
    }
    let field = match with {
        SecretId::Updated(which, updates) => {
            let how = format!(
                "HKDF-Expand-Label(the secret before, \"{ku}\", \"\", as many bytes): update {updates} of {which}"
            );
            add(message, &label::UPDATED, Vec::new(), &secret, how)
        }
        SecretId::KeyLog(which) => {
            add(message, &tls_schedule::LOGGED_SECRET, Vec::new(), &secret, format!("the key log's line {which}"))
        }
        _ => {
            let how = "computed from the shared secret of the key exchange";
            add(message, &tls_schedule::LOGGED_SECRET, Vec::new(), &secret, how)
        }
    };
    let span = field.span.clone();
    fields.push(field);
    Some(span)
}

/// Key, IV and the key of the header protection. An update does not change that last one.
fn three(message: &mut Message, from: &Span, keys: &Keys, [key, iv, hp]: [&'static Label; 3]) -> Vec<Field> {
    let Labels { key: key_name, iv: iv_name, hp: hp_name, .. } = keys.labels;
    let how = |name, len| format!("HKDF-Expand-Label(traffic secret, \"{name}\", \"\", {len})");
    let mut fields = vec![
        add(message, key, vec![from.clone()], &keys.raw.key, how(key_name, keys.raw.key.len())),
        add(message, iv, vec![from.clone()], &keys.raw.iv, how(iv_name, keys.raw.iv.len())),
    ];
    if !matches!(keys.with, SecretId::Updated(..)) {
        fields.push(add(message, hp, vec![from.clone()], &keys.raw.hp, how(hp_name, keys.raw.hp.len())));
    }
    fields
}
