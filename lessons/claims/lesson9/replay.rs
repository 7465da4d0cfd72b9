//! What lesson 9 claims of early data that comes twice.

use wirewalk::claims::visits::{field, visit};
use wirewalk::claims::{Check, Verdict, claim, kept, scene, search, tls};
use wirewalk::dissect::names::{http, tls_extensions, tls_record};
use wirewalk::recording::Side::{Client, Server};
use wirewalk::story::{Scene, Transcript};

/// What is asked early.
const PAY: &[u8] = b"POST /pay";

pub const CHECKS: &[Check] = &[
    claim(
        "lesson9.replay-paid-twice",
        "Mallory sent a copy of Alice's early data without a key, and the careless Bob took it: Alice paid twice",
        |t| {
            let Copied { len, taken, opened, balance } = copied(t, "replay")?;
            let held = taken == [true, true] && opened == [true, true] && balance == "10 acorns";
            Some(Verdict::new(held, format!("{len} bytes, sent twice; Alice ordered 5 acorns, Bob has {balance}")))
        },
    ),
    claim(
        "lesson9.single-use-refuses",
        "a Bob who takes each ticket once takes Alice's and not the copy: Alice paid once",
        |t| {
            let Copied { len, taken, opened, balance } = copied(t, "single-use")?;
            let held = taken == [true, false] && opened[0] && balance == "5 acorns";
            Some(Verdict::new(held, format!("{len} bytes, sent twice, the ticket taken once; Bob has {balance}")))
        },
    ),
    claim(
        "lesson9.too-early-put-off",
        "a Bob who waits answers the early request with 425 and pays after the handshake: Alice paid once, and the copy came to nothing",
        |t| {
            let Copied { len, taken, opened, balance } = copied(t, "too-early")?;
            let paid = visit(scene(t, "too-early")?, 0, 1)?;
            let statuses = tls::fields(&paid, (true, 0), Some(Server), &http::STATUS_CODE);
            let statuses: Vec<_> = statuses.filter_map(|(_, f)| f.number()).collect();
            let held =
                taken == [true, true] && opened == [true, true] && statuses == [425, 200] && balance == "5 acorns";
            let evidence = format!("Alice was answered {statuses:?}; {len} bytes, sent twice; Bob has {balance}");
            Some(Verdict::new(held, evidence))
        },
    ),
];

/// What a scene shows in which Alice paid and Mallory sent a copy.
struct Copied {
    /// How long the copy is.
    len: usize,
    /// Whether Bob took the ticket, of Alice and of Mallory: his ServerHello says so in the clear.
    taken: [bool; 2],
    /// Whether the order stands in the early data of each, for an insider.
    opened: [bool; 2],
    /// What Bob told Alice afterwards.
    balance: String,
}

/// Mallory's connections to Bob are Alice's three, and between them her own, with a copy of how the second begins.
fn copied(t: &Transcript, id: &str) -> Option<Copied> {
    let scene = scene(t, id)?;
    let (paid, copy) = (visit(scene, 1, 1)?, visit(scene, 1, 2)?);
    let [original, replayed] = [&paid, &copy].map(|visit| visit.recording.connections[0].stream(Client));
    if replayed.is_empty() || !original.starts_with(&replayed) {
        return None;
    }
    let pair = [&paid, &copy];
    let taken = pair.map(|visit| field(visit, false, Server, &tls_extensions::SELECTED_IDENTITY).is_some());
    let asked = visit(scene, 0, 2)?;
    let balance = String::from_utf8(tls::body(&asked, 0)?.to_vec()).ok()?;
    let told = kept(t, scene.id.as_ref())? == balance;
    told.then(|| Copied { len: replayed.len(), taken, opened: pair.map(ordered), balance })
}

/// Whether a record of the client holds the order.
fn ordered(visit: &Scene) -> bool {
    let mut data = tls::fields(visit, (true, 0), Some(Client), &tls_record::CONTENT);
    data.any(|(m, f)| search::find_bytes(m.bytes(&f.span), PAY))
}
