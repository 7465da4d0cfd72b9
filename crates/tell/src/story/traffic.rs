//! How much crossed the wire, counted from the recording.

use super::{Name, Scene};
use wirewalk_dissect::recording::Side;

const WIRE: Name = Name { id: "traffic.wire", text: "the wire" };
const ASKED: Name = Name { id: "traffic.from-client", text: "bytes from the client" };
const ANSWERED: Name = Name { id: "traffic.from-server", text: "bytes from the server" };
const LASTED: Name = Name { id: "traffic.lasted", text: "from first to last event" };

/// The outermost leg of a scene: between whom, how many bytes each way, how long.
pub fn of(scene: &Scene) -> Vec<(&'static Name, String)> {
    let outer: Vec<_> = scene.recording.connections.iter().filter(|c| c.hop == 0).collect();
    let bytes = |side| outer.iter().map(|c| c.sent(side)).sum::<u64>().to_string();
    let times = || outer.iter().flat_map(|c| &c.events).map(|e| e.at);
    let mut rows = Vec::new();
    if let Some(first) = outer.first() {
        let end = |side| format!("{} {}", first.end(side).name, first.end(side).addr);
        rows.push((&WIRE, format!("{} → {}", end(Side::Client), end(Side::Server))));
    }
    rows.push((&ASKED, bytes(Side::Client)));
    rows.push((&ANSWERED, bytes(Side::Server)));
    if let (Some(first), Some(last)) = (times().min(), times().max()) {
        rows.push((&LASTED, format!("{:.3} ms", last.since(first).as_secs_f64() * 1e3)));
    }
    rows
}
