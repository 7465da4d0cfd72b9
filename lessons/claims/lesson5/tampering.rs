//! What lesson 5 claims about Mallory on the line: which of the two ends noticed, by which alert, and what she had changed.

use wirewalk::claims::tls::{self, fields};
use wirewalk::claims::{Check, Verdict, claim, kept, scene};
use wirewalk::dissect::facts::Facts;
use wirewalk::dissect::facts::alert::{BAD_RECORD_MAC, ILLEGAL_PARAMETER};
use wirewalk::dissect::names::{tls_extensions, tls_messages, tls_record, tls_schedule};
use wirewalk::dissect::{Label, Message};
use wirewalk::recording::Side;
use wirewalk::story::{Scene, Transcript, hex};

/// Towards Alice, and towards Bob.
const OUTER: u8 = 0;
const INNER: u8 = 1;
/// What Mallory took out: X25519MLKEM768, TLS 1.3.
const HYBRID: u64 = 0x11ec;
const TLS13: u64 = 0x0304;
/// What a server of TLS 1.3 writes when it agrees on TLS 1.2: `DOWNGRD` and a 1 (RFC 8446 section 4.1.3).
const MARKER: &str = "444f574e47524401";

pub const TAMPERING: &[Check] = &[
    claim(
        "lesson5.flipped-bit-refused",
        "one bit flipped: Alice refuses all of the answer with bad_record_mac",
        flipped,
    ),
    claim(
        "lesson5.removed-group-breaks-the-transcript",
        "one group removed: both ends get the same secret, and different keys",
        removed_group,
    ),
    claim(
        "lesson5.downgrade-marker-seen",
        "TLS 1.3 removed: Bob's random has the downgrade marker, Alice refuses",
        downgrade,
    ),
    claim("lesson5.cut-is-noticed", "Alice's program reports the cut; a careless one takes a part for all", cut),
];

/// The numbers in a list of the client's hello.
fn offered(scene: &Scene, hop: u8, label: &'static Label) -> Vec<u64> {
    fields(scene, (false, hop), Some(Side::Client), label).filter_map(|(_, field)| field.number()).collect()
}

/// Whether a list lacks this number on the inner leg, and nothing else.
fn took_out(scene: &Scene, label: &'static Label, number: u64) -> bool {
    let [mut outer, inner] = [OUTER, INNER].map(|hop| offered(scene, hop, label));
    let before = outer.len();
    outer.retain(|other| *other != number);
    before == outer.len() + 1 && outer == inner
}

/// The bytes of the first field of this kind that the server sent on a leg, or that follows from that.
fn first(scene: &Scene, hop: u8, label: &'static Label) -> Option<Vec<u8>> {
    fields(scene, (true, hop), Some(Side::Server), label).next().map(|(m, f)| m.bytes(&f.span).to_vec())
}

/// How many bytes of data from the server open on a leg.
fn data(scene: &Scene, hop: u8) -> usize {
    fields(scene, (true, hop), Some(Side::Server), &tls_record::CONTENT).map(|(_, f)| f.span.len()).sum()
}

fn flipped(t: &Transcript) -> Option<Verdict> {
    let scene = scene(t, "flipped")?;
    let sent = |hop| scene.recording.connections.iter().find(|c| c.hop == hop).map(|c| c.stream(Side::Server));
    let bits: u32 = sent(OUTER)?.iter().zip(&sent(INNER)?).map(|(a, b)| (a ^ b).count_ones()).sum();
    let (who, alert) = tls::fatal(scene, OUTER)?;
    let (there, here) = (data(scene, INNER), data(scene, OUTER));
    let held = (alert.side, alert.number) == (Side::Client, BAD_RECORD_MAC) && bits == 1 && there > 0 && here == 0;
    let evidence = format!("{bits} bit; {who} sent {} ({}); {here} of {there} bytes opened", alert.name, alert.number);
    Some(Verdict::new(held, evidence))
}

fn removed_group(t: &Transcript) -> Option<Verdict> {
    let scene = scene(t, "group-removed")?;
    let both = |label| Some([first(scene, OUTER, label)?, first(scene, INNER, label)?]);
    let [outer, inner] = both(&tls_schedule::SHARED_SECRET)?;
    let secret = outer == inner;
    let [outer, inner] = both(&tls_schedule::TRANSCRIPT_HASH)?;
    let (who, alert) = tls::fatal(scene, OUTER)?;
    let alices = (alert.side, alert.number) == (Side::Client, BAD_RECORD_MAC);
    // Bob could send his certificate, and Alice could not open it.
    let opened = tls::shown(scene, INNER).len() > tls::shown(scene, OUTER).len();
    let begin = |hash: &[u8]| hex(hash.get(..4).unwrap_or_default());
    let evidence = format!(
        "the shared secret: {}; transcript hashes {}… and {}…; {who} sent {} ({})",
        if secret { "the same" } else { "different" },
        begin(&outer),
        begin(&inner),
        alert.name,
        alert.number
    );
    let taken = took_out(scene, &tls_extensions::GROUP, HYBRID);
    Some(Verdict::new(taken && secret && outer != inner && alices && opened, evidence))
}

fn downgrade(t: &Transcript) -> Option<Verdict> {
    let scene = scene(t, "downgrade")?;
    let taken = took_out(scene, &tls_extensions::SUPPORTED_VERSION, TLS13);
    let marker = fields(scene, (false, OUTER), Some(Side::Server), &tls_messages::DOWNGRADE).next();
    let marker = marker.map(|(m, field)| hex(m.bytes(&field.span)))?;
    let (who, alert) = tls::fatal(scene, OUTER)?;
    let held = (alert.side, alert.number) == (Side::Client, ILLEGAL_PARAMETER) && alert.in_clear && marker == MARKER;
    let evidence = format!("marker {marker}; {who} sent {} ({})", alert.name, alert.number);
    Some(Verdict::new(taken && held && data(scene, OUTER) == 0, evidence))
}

/// Of each connection on a leg: the body that the server sent, and whether it said close_notify.
fn answers(scene: &Scene, hop: u8) -> Vec<(String, bool)> {
    let on_hop = scene.recording.connections.iter().filter(|c| c.hop == hop);
    let answer = |id: u32| {
        let messages: Vec<&Message> = scene.insider.iter().filter(|m| m.connection == id).collect();
        let sent = messages.iter().filter(|m| m.side == Side::Server);
        let data: Vec<u8> =
            sent.flat_map(|m| m.all(&tls_record::CONTENT).flat_map(|f| m.bytes(&f.span).to_vec())).collect();
        let data = String::from_utf8_lossy(&data);
        let body = data.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        (body.to_owned(), Facts::of(messages).goodbye.server)
    };
    on_hop.map(|connection| answer(connection.id)).collect()
}

fn cut(t: &Transcript) -> Option<Verdict> {
    let (scene, error, believed) = (scene(t, "cut")?, kept(t, "cut.error")?, kept(t, "cut.believed")?);
    let (outer, inner) = (answers(scene, OUTER), answers(scene, INNER));
    let begun = |(cut, whole): (&(String, bool), &(String, bool))| {
        let (closed, opened) = (cut.1, whole.1);
        !closed && opened && whole.0.starts_with(&cut.0) && whole.0.len() > cut.0.len() && !cut.0.is_empty()
    };
    let all = outer.len() == 2 && inner.len() == 2 && outer.iter().zip(&inner).all(begun);
    let last = outer.last()?.0 == believed;
    let noticed = error.contains("close_notify");
    let evidence = format!("{} of {} bytes arrived, without close_notify", believed.len(), inner.last()?.0.len());
    Some(Verdict::new(all && last && noticed, evidence))
}
