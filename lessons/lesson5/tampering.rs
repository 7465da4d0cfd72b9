//! Mallory on the line, without a certificate: she changes bytes, or withholds them. Four attempts, and who notices.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::Result;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, KeyLog, NoKeyLog, ServerConfig, ServerConnection, StreamOwned};
use wirewalk::client;
use wirewalk::door::Limits;
use wirewalk::lesson1;
use wirewalk::stage::{Place, Set, Side, Stage};
use wirewalk::story::{Shot, Voice};
use wirewalk::tls::Recorder;

use super::{Club, HOST, alice, alices_side, bobs_side, hello, said, text};

/// What crosses a record's header first: handshake, or application data (which every encrypted record pretends to be).
const HANDSHAKE: u8 = 22;
const APPLICATION_DATA: u8 = 23;
/// What old Bob sends, each part in a record of its own. He says no length: the end of the connection is the end of the message.
const PARTS: [&str; 2] = [
    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\nCome to the old oak at noon",
    ", but only after the cat has left",
];

/// Where the two ends of a scene write their secrets down.
type Logs = fn(&Recorder) -> Arc<dyn KeyLog>;

/// The records in these bytes; `None`: the last one is not whole yet.
fn records(bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    let (mut records, mut rest) = (Vec::new(), bytes);
    while !rest.is_empty() {
        let len = u16::from_be_bytes([*rest.get(3)?, *rest.get(4)?]);
        let (record, more) = rest.split_at_checked(5 + usize::from(len))?;
        records.push(record.to_vec());
        rest = more;
    }
    Some(records)
}

/// Takes one value out of Alice's ClientHello.
fn takes_out(value: [u8; 2]) -> impl Fn(Side, &[u8]) -> Option<Vec<u8>> {
    move |side, bytes| {
        let mut records = records(bytes)?;
        for record in records.iter_mut().filter(|record| side == Side::Client && record[0] == HANDSHAKE) {
            *record = hello::without_value(record, value)?;
        }
        Some(records.concat())
    }
}

/// Changes Bob's records after Alice's request, each with its number. Mallory cannot read them, but she can count: Alice's
/// first encrypted record is her Finished, the second her request.
fn after_the_request(change: impl Fn(usize, &mut Vec<u8>)) -> impl Fn(Side, &[u8]) -> Option<Vec<u8>> {
    let (asked, answered) = (AtomicUsize::new(0), AtomicUsize::new(0));
    move |side, bytes| {
        let mut records = records(bytes)?;
        for record in records.iter_mut().filter(|record| record[0] == APPLICATION_DATA) {
            match side {
                Side::Client => drop(asked.fetch_add(1, Ordering::SeqCst)),
                Side::Server if asked.load(Ordering::SeqCst) < 2 => {}
                Side::Server => change(answered.fetch_add(1, Ordering::SeqCst), record),
            }
        }
        Some(records.concat())
    }
}

/// Flips one bit in the middle of the first of them.
fn flips(number: usize, record: &mut [u8]) {
    let middle = record.len() / 2;
    if let (0, Some(byte)) = (number, record.get_mut(middle)) {
        *byte ^= 1;
    }
}

/// Withholds all but the first of them.
fn withholds(number: usize, record: &mut Vec<u8>) {
    if number > 0 {
        record.clear();
    }
}

/// Mallory before Bob, with Eve on both sides of her.
fn before(
    set: &mut Set,
    bob: &Place,
    alter: impl Fn(Side, &[u8]) -> Option<Vec<u8>> + Send + Sync + 'static,
) -> Result<Place> {
    let inside = set.inner_wire("Mallory", bob)?;
    let mallory = set.mallory(&inside, alter)?;
    set.wire("Alice", &mallory)
}

/// A scene in which Alice asks through Mallory; what her program said.
fn through(
    (voice, stage): (&mut Voice, &mut Stage),
    scene: &'static str,
    (club, log): (&Club, Logs),
    alter: impl Fn(Side, &[u8]) -> Option<Vec<u8>> + Send + Sync + 'static,
) -> Result<(Shot, String)> {
    stage.scene(voice, scene, |set| {
        let notes = set.recorder();
        let config = bobs_side(&club.bob, notes.provider(), log(&notes))?;
        let bob = set.serves_tls("Bob", Limits::default(), config, lesson1::bob)?;
        let wire = before(set, &bob, alter)?;
        let config = alices_side(&club.trust(), notes.provider(), log(&notes))?;
        Ok(said(alice(&wire.https(HOST), config).map_err(|error| client::reason(&error))))
    })
}

/// Old Bob, for two callers.
fn old_bob(door: &TcpListener, config: ServerConfig) -> Result<()> {
    let config = Arc::new(config);
    for _ in 0..2 {
        let mut stream = StreamOwned::new(ServerConnection::new(config.clone())?, door.accept()?.0);
        let _ = stream.read(&mut [0; 1024])?; // he is always asked the same
        for part in PARTS {
            stream.write_all(part.as_bytes())?;
            stream.flush()?;
        }
        stream.conn.send_close_notify();
        stream.flush()?;
        stream.sock.shutdown(Shutdown::Write)?;
        io::copy(&mut stream.sock, &mut io::sink())?; // whoever closes with something unread resets the connection
    }
    Ok(())
}

/// A careless Alice: she takes any end of the connection for the end of the message.
fn careless(wire: &Place, config: ClientConfig) -> Result<String> {
    let connection = ClientConnection::new(Arc::new(config), ServerName::try_from(HOST)?)?;
    let mut stream = StreamOwned::new(connection, TcpStream::connect(wire.addr)?);
    stream.write_all(format!("GET / HTTP/1.1\r\nHost: {HOST}\r\n\r\n").as_bytes())?;
    let mut heard = Vec::new();
    let _ = stream.read_to_end(&mut heard); // and so the error is lost that says how it ended
    let heard = String::from_utf8(heard)?;
    Ok(heard.split_once("\r\n\r\n").map_or("", |(_, body)| body).to_owned())
}

/// All four.
pub fn four(voice: &mut Voice, stage: &mut Stage, club: &Club) -> Result<()> {
    voice.says(&text::TAMPERING)?;
    voice.says(&text::FLIPPED)?;
    voice.asks(&text::FLIPPED_WHAT)?;
    let (flipped, raw) = through(
        (voice, stage),
        "flipped",
        (club, Recorder::key_log),
        after_the_request(|number, record| flips(number, record)),
    )?;
    voice.says(&text::FLIPPED_SEEN)?;
    voice.measures(&text::RAW_ERROR, raw)?;
    voice.shows_only(flipped.opened().from_client(), &["tls.alert_message.desc"])?;
    voice.claims("lesson5.flipped-bit-refused")?;
    voice.answers(&text::FLIPPED_WHAT)?;

    voice.says(&text::GROUP)?;
    voice.asks(&text::GROUP_WHO)?;
    // The two ends will have different secrets for one connection, which a key log cannot say.
    let unlogged = |_: &Recorder| -> Arc<dyn KeyLog> { Arc::new(NoKeyLog) };
    let (group, raw) = through((voice, stage), "group-removed", (club, unlogged), takes_out(hello::HYBRID))?;
    voice.says(&text::GROUP_SEEN)?;
    voice.measures(&text::RAW_ERROR, raw)?;
    let groups = &["tls.handshake.extensions_supported_groups"];
    voice.shows_only(group.from_client(), groups)?;
    voice.shows_only(group.hop(1).from_client(), groups)?;
    voice.answers(&text::GROUP_WHO)?;
    voice.says(&text::GROUP_HASHES)?;
    let hash = &["wirewalk.tls.schedule.transcript_hash"];
    voice.shows_only(group.opened().from_server(), hash)?;
    voice.shows_only(group.hop(1).opened().from_server(), hash)?;
    voice.claims("lesson5.removed-group-breaks-the-transcript")?;

    voice.says(&text::DOWNGRADE)?;
    voice.asks(&text::DOWNGRADE_WHAT)?;
    let (downgrade, raw) = through((voice, stage), "downgrade", (club, Recorder::key_log), takes_out(hello::TLS13))?;
    voice.says(&text::DOWNGRADE_SEEN)?;
    voice.measures(&text::RAW_ERROR, raw)?;
    voice.shows_only(downgrade.from_server(), &["wirewalk.tls.downgrade"])?;
    voice.claims("lesson5.downgrade-marker-seen")?;
    voice.answers(&text::DOWNGRADE_WHAT)?;

    voice.says(&text::CUT)?;
    voice.asks(&text::CUT_HOW)?;
    let (cut, (error, believed)) = stage.scene(voice, "cut", |set| {
        let notes = set.recorder();
        let door = TcpListener::bind("127.0.0.1:0")?;
        let bob = Place { name: "Bob", addr: door.local_addr()? };
        let config = bobs_side(&club.bob, notes.provider(), notes.key_log())?;
        thread::spawn(move || old_bob(&door, config));
        let alices = || alices_side(&club.trust(), notes.provider(), notes.key_log());
        let wire = before(set, &bob, after_the_request(withholds))?;
        let error = said(alice(&wire.https(HOST), alices()?).map_err(|error| client::reason(&error)));
        let wire = before(set, &bob, after_the_request(withholds))?;
        Ok((error, careless(&wire, alices()?)?))
    })?;
    voice.says(&text::CUT_SEEN)?;
    let sent = voice.bytes(cut.hop(1).opened().from_server(), "http.file_data")?.into_iter().next().unwrap_or_default();
    voice.measures(&text::BOB_SENT, String::from_utf8_lossy(&sent))?;
    voice.measures(&text::RAW_ERROR, &error)?;
    voice.measures(&text::CARELESS, &believed)?;
    voice.records(&text::RECORDS_HEAD, cut)?;
    voice.keeps("cut.error", error);
    voice.keeps("cut.believed", believed);
    voice.claims("lesson5.cut-is-noticed")?;
    voice.answers(&text::CUT_HOW)
}
