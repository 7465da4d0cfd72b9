//! A comparison as JSON, as `docs/json.md` describes it.

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::attacks::Outcome;
use super::entropy::Entropy;
use super::{Attack, Compared, Secret, Unit};
use crate::render::json;
use crate::story::LedgerRow;

/// Writes the comparison as one line.
///
/// # Errors
/// What the output says.
pub fn write(out: impl Write, captures: &[Compared]) -> io::Result<()> {
    json::write(out, &View { format: json::FORMAT, captures: captures.iter().map(CaptureView::new).collect() })
}

#[derive(Serialize)]
struct View<'a> {
    format: u32,
    captures: Vec<CaptureView<'a>>,
}

#[derive(Serialize)]
struct CaptureView<'a> {
    name: &'a str,
    path: &'a str,
    packets: u64,
    bytes: u64,
    skipped: u64,
    connections: u64,
    payload: u64,
    entropy: Option<f64>,
    entropy_of_random: Option<f64>,
    secret: SecretView<'a>,
    first: Option<usize>,
    scenes: Vec<UnitView<'a>>,
    attacks: Option<Vec<AttackView<'a>>>,
    notes: &'a [String],
}

impl<'a> CaptureView<'a> {
    fn new(c: &'a Compared) -> CaptureView<'a> {
        let first = c.first().and_then(|first| c.units.iter().position(|u| std::ptr::eq(u, first)));
        let [entropy, entropy_of_random] = entropy(c.entropy, c.payload);
        CaptureView {
            name: &c.name,
            path: &c.path,
            packets: c.traffic.packets,
            bytes: c.traffic.bytes,
            skipped: c.skipped,
            connections: c.connections,
            payload: c.payload,
            entropy,
            entropy_of_random,
            secret: SecretView::new(&c.secret),
            first,
            scenes: c.units.iter().map(UnitView::new).collect(),
            attacks: c.attacks.as_ref().map(|all| all.iter().map(AttackView::new).collect()),
            notes: &c.notes,
        }
    }
}

/// A millionth of a bit is enough; of nothing there is none.
fn entropy(entropy: Entropy, bytes: u64) -> [Option<f64>; 2] {
    [entropy.bits, entropy.random].map(|bits| (bytes > 0).then_some((bits * 1e6).round() / 1e6))
}

#[derive(Serialize)]
struct UnitView<'a> {
    title: &'a str,
    step: Option<&'a str>,
    protocol: &'a str,
    packets: u64,
    bytes: u64,
    connections: u64,
    payload: u64,
    round_trips: Option<u64>,
    handshake: Option<HandshakeView>,
    answer: Option<u64>,
    bytes_per_byte: Option<f64>,
    entropy: Option<f64>,
    entropy_of_random: Option<f64>,
    secret: SecretView<'a>,
    ledger: &'a [LedgerRow],
    alert: Option<&'a str>,
    cut: bool,
}

#[derive(Serialize)]
struct HandshakeView {
    bytes: u64,
    nanoseconds: u64,
}

impl<'a> UnitView<'a> {
    fn new(u: &'a Unit) -> UnitView<'a> {
        let nanoseconds = |time: std::time::Duration| u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        let [entropy, entropy_of_random] = entropy(u.entropy, u.payload);
        UnitView {
            title: &u.title,
            step: u.step.as_deref(),
            protocol: &u.protocol,
            packets: u.traffic.packets,
            bytes: u.traffic.bytes,
            connections: u.connections,
            payload: u.payload,
            round_trips: u.round_trips,
            handshake: u.handshake.map(|h| HandshakeView { bytes: h.bytes, nanoseconds: nanoseconds(h.time) }),
            answer: u.answer,
            bytes_per_byte: u.overhead().map(|times| (times * 1e3).round() / 1e3),
            entropy,
            entropy_of_random,
            secret: SecretView::new(&u.secret),
            ledger: &u.ledger,
            alert: u.alert.as_deref(),
            cut: u.cut,
        }
    }
}

/// `null` where nobody named a secret.
struct SecretView<'a>(&'a Secret);

impl<'a> SecretView<'a> {
    fn new(secret: &'a Secret) -> SecretView<'a> {
        SecretView(secret)
    }
}

impl Serialize for SecretView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct View<'a> {
            found: bool,
            place: Option<&'a str>,
            searched: Option<u64>,
            control: Option<bool>,
        }
        let view = match self.0 {
            Secret::Unnamed => None,
            Secret::Found { place } => Some(View { found: true, place: Some(place), searched: None, control: None }),
            Secret::Hidden { searched, control } => {
                Some(View { found: false, place: None, searched: Some(*searched), control: *control })
            }
        };
        view.serialize(serializer)
    }
}

#[derive(Serialize)]
struct AttackView<'a> {
    id: &'a str,
    text: &'a str,
    outcome: Option<&'static str>,
    evidence: &'a str,
}

impl<'a> AttackView<'a> {
    fn new(attack: &'a Attack) -> AttackView<'a> {
        let outcome = attack.outcome.map(|outcome| match outcome {
            Outcome::Works => "works",
            Outcome::Stopped => "stopped",
        });
        AttackView { id: &attack.id, text: &attack.text, outcome, evidence: &attack.evidence }
    }
}
