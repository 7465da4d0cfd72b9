//! What lesson 10 claims of Mallory's attempts.

use std::collections::BTreeSet;

use wirewalk::claims::flows::{self, Kind, bytes, datagrams, first_flight, sent};
use wirewalk::claims::visits::{field, visit};
use wirewalk::claims::{Check, Verdict, claim, kept, scene, search};
use wirewalk::dissect::names::{quic as label, quic_frames, tls_extensions};
use wirewalk::recording::Side::{Client, Server};
use wirewalk::recording::Sides;
use wirewalk::story::{Scene, Transcript, hex};

/// As many times the bytes that it has received a server may send before it knows that the client is there (RFC 9000 section 8.1).
const LIMIT: u64 = 3;
/// The last datagram that a server begins before it is at the limit may go beyond it in part.
const DATAGRAM: u64 = 1500;

pub const CHECKS: &[Check] = &[
    claim(
        "lesson10.amplified-at-most-three-times",
        "Bob sent Victor more than Mallory had sent in his name, and stopped at three times as much",
        |t| {
            let victor = visit(scene(t, "victim")?, 0, 0)?;
            let Sides { client, server } = bytes(&victor);
            let copied = datagrams(&victor, Client) == first_flight(&visit(scene(t, "first")?, 0, 0)?);
            let held = copied && client > 0 && server > 2 * client && server <= LIMIT * client + DATAGRAM;
            let factor = server as f64 / client.max(1) as f64;
            let evidence = format!(
                "{client} bytes in Victor's name, copied from Alice; {server} bytes to Victor: {factor:.2} times"
            );
            Some(Verdict::new(held, evidence))
        },
    ),
    claim(
        "lesson10.retry-tag-recomputed",
        "the integrity tag of Bob's Retry is the one that anyone computes who saw Alice's first packet",
        |t| {
            let alice = visit(scene(t, "retry")?, 0, 1)?;
            let (message, packet) = sent(&alice, false, Server).find(|(_, packet)| packet.kind() == Kind::Retry)?;
            let tag = packet.field.find(&label::RETRY_TAG)?;
            let meaning = tag.value.meaning.as_deref()?;
            let held = tag.problem.is_none() && meaning.starts_with("checked, and right");
            let len = packet.field.find(&label::RETRY_TOKEN)?.span.len();
            Some(Verdict::new(held, format!("{meaning}; a Retry of {} bytes with a token of {len}", message.crossed())))
        },
    ),
    claim(
        "lesson10.retry-returned",
        "Alice sent the token back, byte for byte, and had her answer one round trip later than without",
        |t| {
            let (alice, first) = (visit(scene(t, "retry")?, 0, 1)?, visit(scene(t, "first")?, 0, 0)?);
            let find = |side, kind, token| {
                sent(&alice, false, side).filter(move |(_, packet)| packet.kind() == kind).find_map(
                    |(message, packet)| packet.field.find(token).map(|field| message.bytes(&field.span).to_vec()),
                )
            };
            let (given, shown) =
                (find(Server, Kind::Retry, &label::RETRY_TOKEN)?, find(Client, Kind::Initial, &label::TOKEN)?);
            let (with, without) = (flows::round_trips(&alice)?, flows::round_trips(&first)?);
            let heard = kept(t, "retry.heard")? == kept(t, "secret")?;
            let evidence = format!(
                "a token of {} bytes; {with} round trips until the answer, {without} without Retry",
                shown.len()
            );
            Some(Verdict::new(given == shown && with == without + 1 && heard, evidence))
        },
    ),
    claim(
        "lesson10.retry-amplifies-nothing",
        "with Retry, Victor received less than Mallory had sent in his name",
        |t| {
            let victor = visit(scene(t, "retry")?, 0, 0)?;
            let Sides { client, server } = bytes(&victor);
            let only = sent(&victor, false, Server).all(|(_, packet)| packet.kind() == Kind::Retry);
            let evidence = format!("{client} bytes in Victor's name, {server} bytes to Victor");
            Some(Verdict::new(only && server > 0 && server < client, evidence))
        },
    ),
    claim(
        "lesson10.early-data-paid-twice",
        "the other machine took Mallory's copy of Alice's early data: Alice paid twice",
        |t| {
            let Copied { len, datagrams, accepted, balance } = copied(t, "replay")?;
            let evidence =
                format!("{datagrams} datagrams, {len} bytes, sent twice; Alice ordered 5 acorns, Bob has {balance}");
            Some(Verdict::new(accepted && balance == "10 acorns", evidence))
        },
    ),
    claim(
        "lesson10.single-use-refuses",
        "with a store that hands a ticket out once, the other machine did not take the copy: Alice paid once",
        |t| {
            let Copied { len, datagrams, accepted, balance } = copied(t, "single-use")?;
            let evidence = format!("{datagrams} datagrams, {len} bytes, sent twice; Bob has {balance}");
            Some(Verdict::new(!accepted && balance == "5 acorns", evidence))
        },
    ),
    claim(
        "lesson10.rebinding-is-linked",
        "after the router's restart Alice still sent to the same connection ID, from another port: Eve knows that it is she",
        |t| {
            let (before, after) = flowed(scene(t, "rebound")?)?;
            let [a, b] = [&before, &after].map(flows::names);
            let same = a.client.intersection(&b.client).count();
            Some(Verdict::new(
                same > 0,
                format!("{same} of {} connection IDs that Alice sent to are in both flows", a.client.len()),
            ))
        },
    ),
    claim(
        "lesson10.move-is-not-linked",
        "when Alice moved, no connection ID of either direction moved with her: none of the first flow is in the second",
        |t| {
            let (before, after) = flowed(scene(t, "moved")?)?;
            let [a, b] = [&before, &after].map(flows::names);
            let all = |names: &Sides<BTreeSet<String>>| &names.client | &names.server;
            let (one, other) = (all(&a), all(&b));
            let shared = one.intersection(&other).count();
            // The search is for bytes too: a name might lie where no field shows it.
            let crossed =
                after.recording.connections.iter().flat_map(|flow| [flow.stream(Client), flow.stream(Server)]);
            let streams: Vec<String> = crossed.map(|stream| hex(&stream)).collect();
            let found = one.iter().filter(|name| streams.iter().any(|stream| stream.contains(name.as_str()))).count();
            let evidence = format!(
                "{} connection IDs, then {}; {shared} are in both, {found} of the first in the later bytes",
                one.len(),
                other.len()
            );
            Some(Verdict::new(!one.is_empty() && !other.is_empty() && shared == 0 && found == 0, evidence))
        },
    ),
    claim(
        "lesson10.forged-list-ends-the-attempt",
        "a Version Negotiation packet made from nothing but Alice's first packet ended her attempt; Bob never received a byte",
        |t| {
            let forged = scene(t, "forged")?;
            let alice = visit(forged, 0, 0)?;
            let packets: Vec<Kind> = sent(&alice, false, Server).map(|(_, packet)| packet.kind()).collect();
            let unreached = forged.recording.connections.iter().all(|flow| flow.hop == 0);
            let held = !packets.is_empty() && packets.iter().all(|kind| *kind == Kind::Negotiation) && unreached;
            Some(Verdict::new(held, format!("Alice's program: {}", kept(t, "forged.heard")?)))
        },
    ),
    claim(
        "lesson10.late-list-is-ignored",
        "the same packet behind Bob's first answer changed nothing: Alice has the secret",
        |t| {
            let alice = visit(scene(t, "late")?, 0, 0)?;
            let kinds: Vec<Kind> = sent(&alice, false, Server).map(|(_, packet)| packet.kind()).collect();
            let at = kinds.iter().position(|kind| *kind == Kind::Negotiation)?;
            let held = at > 0 && kept(t, "late.heard")? == kept(t, "secret")?;
            Some(Verdict::new(held, format!("{at} packets of Bob's before it, {} after it", kinds.len() - at - 1)))
        },
    ),
    claim(
        "lesson10.changed-packet-is-sent-again",
        "Bob dropped the packet with the changed bit, and Alice sent the same request again under another number",
        |t| {
            let flipped = scene(t, "flipped")?;
            let (before, after) = (visit(flipped, 0, 0)?, visit(flipped, 1, 0)?);
            let closed = sent(&after, true, Client).filter(|(_, packet)| !packet.is_open()).count();
            let (left, came) = (pieces(&before), pieces(&after));
            // A piece that left Alice came to Bob only later, in a packet with another number.
            let missing = left.iter().find(|piece| !came.contains(piece))?;
            let later = came.iter().find(|(number, place)| *place == missing.1 && *number > missing.0)?;
            let secret = kept(t, "secret")?;
            let answered = after
                .insider
                .iter()
                .any(|m| m.side == Server && m.sources.iter().any(|s| search::find(&s.bytes, secret).is_some()));
            let evidence = format!(
                "{closed} packet did not open; its piece of stream {} was sent in packet {}, and again in packet {}",
                missing.1.0, missing.0, later.0
            );
            Some(Verdict::new(closed == 1 && answered, evidence))
        },
    ),
];

/// The pieces of requests and answers that a client's packets carry, for an insider: the packet's number, the stream, the offset.
fn pieces(visit: &Scene) -> Vec<(u64, (u64, u64))> {
    let mut pieces = Vec::new();
    for (_, packet) in sent(visit, true, Client) {
        for frame in packet.frames().filter(|frame| frame.is_stream()) {
            let place = |label| frame.number(label).unwrap_or_default();
            let (stream, offset) = (place(&quic_frames::STREAM_ID), place(&quic_frames::STREAM_OFFSET));
            // Streams whose number is a multiple of four carry requests (RFC 9000 section 2.1).
            pieces
                .extend(packet.number().filter(|_| stream.is_multiple_of(4)).map(|number| (number, (stream, offset))));
        }
    }
    pieces
}

/// The two flows of a connection whose address changed, if an insider opened packets of both.
fn flowed(scene: &Scene) -> Option<(Scene, Scene)> {
    let (before, after) = (visit(scene, 0, 0)?, visit(scene, 0, 1)?);
    let asked = !pieces(&before).is_empty() && !pieces(&after).is_empty();
    asked.then_some((before, after))
}

/// What a scene shows in which Alice paid early and Mallory sent a copy to another machine.
struct Copied {
    /// How many bytes were copied.
    len: usize,
    datagrams: usize,
    /// Whether the other machine took the ticket: its ServerHello, which anyone can open, says so.
    accepted: bool,
    /// What Bob told Alice afterwards.
    balance: String,
}

/// Alice's second visit, and Mallory's only one.
fn copied(t: &Transcript, id: &str) -> Option<Copied> {
    let scene = scene(t, id)?;
    let (paid, copy) = (visit(scene, 0, 1)?, visit(scene, 1, 0)?);
    let sent_early = |visit: &Scene| sent(visit, false, Client).any(|(_, packet)| packet.kind() == Kind::ZeroRtt);
    let (original, replayed) = (datagrams(&paid, Client), datagrams(&copy, Client));
    // The copy is what Alice sent, in order, and no more.
    let same = !replayed.is_empty() && replayed.iter().all(|datagram| original.contains(datagram));
    if !same || !sent_early(&copy) {
        return None;
    }
    let accepted = field(&copy, false, Server, &tls_extensions::SELECTED_IDENTITY);
    let len = replayed.iter().map(Vec::len).sum();
    let (datagrams, accepted, balance) = (replayed.len(), accepted.is_some(), kept(t, id)?.to_owned());
    Some(Copied { len, datagrams, accepted, balance })
}
