//! A comparison as JSON, as `docs/json.md` describes it.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::entropy::Entropy;
use super::{Attack, Compared, Secret, Unit};
use crate::render::json;

/// Writes the comparison as one line.
///
/// # Errors
/// What the output says.
pub fn write(out: impl Write, captures: &[Compared]) -> io::Result<()> {
    let captures: Vec<Value> = captures.iter().map(capture).collect();
    json::write(out, &json!({ "format": json::FORMAT, "captures": captures }))
}

fn capture(c: &Compared) -> Value {
    let first = c.first().and_then(|first| c.units.iter().position(|u| std::ptr::eq(u, first)));
    let [entropy, entropy_of_random] = entropy(c.entropy, c.payload);
    json!({
        "name": c.name,
        "path": c.path,
        "packets": c.traffic.packets,
        "bytes": c.traffic.bytes,
        "skipped": c.skipped,
        "connections": c.connections,
        "payload": c.payload,
        "entropy": entropy,
        "entropy_of_random": entropy_of_random,
        "secret": secret(&c.secret),
        "first": first,
        "scenes": c.units.iter().map(unit).collect::<Vec<_>>(),
        "attacks": c.attacks.as_ref().map(|all| all.iter().map(attack).collect::<Vec<_>>()),
        "notes": c.notes,
    })
}

/// A millionth of a bit is enough; of nothing there is none.
fn entropy(entropy: Entropy, bytes: u64) -> [Option<f64>; 2] {
    [entropy.bits, entropy.random].map(|bits| (bytes > 0).then_some((bits * 1e6).round() / 1e6))
}

fn unit(u: &Unit) -> Value {
    let nanoseconds = |time: std::time::Duration| u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
    let [entropy, entropy_of_random] = entropy(u.entropy, u.payload);
    json!({
        "title": u.title,
        "step": u.step,
        "protocol": u.protocol,
        "packets": u.traffic.packets,
        "bytes": u.traffic.bytes,
        "connections": u.connections,
        "payload": u.payload,
        "round_trips": u.round_trips,
        "handshake": u.handshake.map(|h| json!({ "bytes": h.bytes, "nanoseconds": nanoseconds(h.time) })),
        "answer": u.answer,
        "bytes_per_byte": u.overhead().map(|times| (times * 1e3).round() / 1e3),
        "entropy": entropy,
        "entropy_of_random": entropy_of_random,
        "secret": secret(&u.secret),
        "ledger": u.ledger,
        "alert": u.alert,
        "cut": u.cut,
    })
}

/// `null` where nobody named a secret.
fn secret(secret: &Secret) -> Value {
    match secret {
        Secret::Unnamed => Value::Null,
        Secret::Found { place } => json!({ "found": true, "place": place, "searched": null, "control": null }),
        Secret::Hidden { searched, control } => {
            json!({ "found": false, "place": null, "searched": searched, "control": control })
        }
    }
}

fn attack(attack: &Attack) -> Value {
    let outcome = attack.outcome.map(|outcome| outcome.word());
    json!({ "id": attack.id, "text": attack.text, "outcome": outcome, "evidence": attack.evidence })
}
