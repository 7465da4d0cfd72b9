//! A visit over QUIC: what Eve opens without a key, what an insider sees, and the same over TCP.

use anyhow::{Result, anyhow};
use wirewalk::client;
use wirewalk::door::Limits;
use wirewalk::lesson1;
use wirewalk::lesson5;
use wirewalk::stage::Stage;
use wirewalk::story::{Shot, Voice};

use super::cast::Club;
use super::{HOST, alice, text};

const KEYS: &[&str] = &[
    "wirewalk.quic.initial.salt",
    "wirewalk.quic.initial.connection_id",
    "wirewalk.quic.initial.secret",
    "wirewalk.quic.initial.client_secret",
    "wirewalk.quic.initial.key",
    "wirewalk.quic.initial.iv",
    "wirewalk.quic.initial.hp",
];
const MASK: &[&str] = &[
    "wirewalk.quic.mask",
    "wirewalk.quic.sample",
    "wirewalk.quic.first_byte",
    "quic.packet_number_length",
    "quic.packet_number",
    "quic.frame",
];
const NAME: &[&str] =
    &["tls.handshake.extensions_server_name", "tls.handshake.extensions_alpn_str", "tls.quic.parameter"];
const SHORT: &[&str] = &["quic.spin_bit", "quic.dcid", "wirewalk.quic.protected_bits", "quic.remaining_payload"];

const REQUEST: &[&str] = &["http3.headers.method", "wirewalk.qpack.line", "http3.headers.path", "quic.stream"];

/// Scene 1: Alice asks over QUIC, and Eve reads what she can.
pub fn visit(voice: &mut Voice, stage: &mut Stage, club: &Club) -> Result<Shot> {
    voice.says(&text::FIRST)?;
    voice.asks(&text::WHAT_EVE_OPENS)?;
    let (eves, heard) = stage.scene(voice, "first", |set| {
        let bob = club.bob(set)?;
        let (wire, client) = (set.datagram_wire("Alice", &bob)?, club.alice(set, false)?);
        alice(&client, HOST, wire.addr)
    })?;
    voice.keeps("first.heard", heard.clone());
    voice.says(&text::KEYS)?;
    voice.shows_of(eves.from_client(), 0, KEYS)?;
    voice.claims("lesson10.initial-keys-from-the-id")?;
    voice.claims("lesson10.another-id-opens-nothing")?;
    voice.says(&text::MASK)?;
    voice.shows_of(eves.from_client(), 0, MASK)?;
    voice.says(&text::NAME)?;
    voice.shows_of(eves.from_client(), 0, NAME)?;
    voice.claims("lesson10.name-in-clear")?;
    voice.answers(&text::WHAT_EVE_OPENS)?;
    voice.says(&text::WHY)?;
    voice.says(&text::REST)?;
    voice.datagrams_of(&text::REST_HEAD, eves, 0)?;
    voice.claims("lesson10.rest-sealed")?;
    voice.says(&text::SHORT)?;
    voice.shows_last_of(eves.from_server(), 0, SHORT)?;
    voice.says(&text::LEDGER)?;
    voice.measures(&text::ALICE_HEARD, &heard)?;
    voice.ledger(eves)?;
    voice.claims("lesson10.secret-hidden")?;
    Ok(eves)
}

/// The same with the keys.
pub fn opened(voice: &mut Voice, eves: Shot) -> Result<()> {
    let opened = eves.opened();
    voice.says(&text::OPENED)?;
    voice.datagrams_of(&text::OPENED_HEAD, opened, 0)?;
    voice.claims("lesson10.every-packet-opened")?;
    voice.says(&text::REQUEST)?;
    voice.shows_of(opened.from_client(), 0, REQUEST)?;
    voice.says(&text::STATIONS)?;
    voice.tabulates(&text::STATIONS_HEAD, text::STATIONS_TABLE)?;
    voice.says(&text::PROVED)?;
    voice.claims("lesson10.certificate-verify-verified")?;
    voice.claims("lesson10.finished-recomputed")?;
    voice.claims("lesson10.schedule-equals-key-log")
}

/// Scene 2: lesson 5's Alice and Bob, beside them.
pub fn beside_tcp(voice: &mut Voice, stage: &mut Stage, club: &Club, udp: Shot) -> Result<()> {
    voice.says(&text::TCP)?;
    voice.asks(&text::WHAT_IS_SAVED)?;
    let (tcp, heard) = stage.scene(voice, "tcp", |set| {
        let notes = set.recorder();
        let bobs = lesson5::bobs_side(&club.bob, notes.provider(), notes.key_log())?;
        let bob = set.serves_tls("Bob", Limits::default(), bobs, lesson1::bob)?;
        let wire = set.wire("Alice", &bob)?;
        let alices = lesson5::alices_side(&club.wishes(), notes.provider(), notes.key_log())?;
        Ok(lesson5::alice(&wire.https(HOST), alices).map_err(|error| client::reason(&error)))
    })?;
    voice.keeps("tcp.heard", heard.map_err(|error| anyhow!(error))?);
    voice.says(&text::COMPARED)?;
    voice.compares_costs(&text::COMPARED_HEAD, [tcp, udp])?;
    voice.claims("lesson10.one-round-trip-less")?;
    voice.answers(&text::WHAT_IS_SAVED)
}
