//! Connections become scenes where the capture tells of scenes, and each is measured.

use super::entropy::Histogram;
use super::read::Live;
use super::{Secret, Unit, measure, search};
use crate::claims::{self, tls};
use crate::quic::{Quic, is_datagram};
use crate::story::{LedgerRow, Scene, Subject, Transcript};
use wirewalk_dissect::dissect;
use wirewalk_dissect::recording::capture::Traffic;
use wirewalk_dissect::recording::{Connection, Recording, Secrets, Side};

/// The scenes and connections of a capture, in order. `control` is what a walk itself said of the search, whose keys may be
/// gone.
pub(super) fn of(lives: Vec<Live>, secrets: &Secrets, secret: Option<&str>, control: Option<bool>) -> Vec<Unit> {
    let mut groups: Vec<Vec<Live>> = Vec::new();
    for live in lives {
        let step = |l: &Live| l.opening.as_ref().map(|o| o.step.clone());
        match groups.last_mut() {
            Some(group) if step(&live).is_some() && group.first().and_then(step) == step(&live) => group.push(live),
            _ => groups.push(vec![live]),
        }
    }
    groups.into_iter().map(|group| unit(group, secrets, secret, control)).collect()
}

/// Whoever opens a connection and was called on an earlier one of the scene sits between.
fn hop(connection: &Connection, earlier: &[Live]) -> u8 {
    let called = earlier.iter().rev().find(|l| l.connection.server.name == connection.client.name);
    called.map_or(0, |l| l.connection.hop.saturating_add(1))
}

fn unit(mut group: Vec<Live>, secrets: &Secrets, secret: Option<&str>, control: Option<bool>) -> Unit {
    for i in 1..group.len() {
        let (earlier, rest) = group.split_at_mut(i);
        if let Some(live) = rest.first_mut() {
            live.connection.hop = hop(&live.connection, earlier);
        }
    }
    let mut histogram = Histogram::default();
    group.iter().for_each(|l| histogram.merge(&l.histogram));
    let traffic = group.iter().fold(Traffic::default(), |all, l| all.and(l.traffic));
    let cut = group.iter().any(|l| l.cut);
    let connections = group.iter().map(|l| l.connection.clone()).collect();
    let recording = Recording { connections };
    let eve = dissect(&recording, &Secrets::none()).collect();
    let insider = dissect(&recording, secrets).collect();
    // The scene does without the secrets: a key log may be long, and the scenes many.
    let scene = Scene { id: "compared".into(), announced: None, recording, secrets: Secrets::none(), eve, insider };
    let opening = group.first().and_then(|l| l.opening.clone());
    let title = match (&opening, group.first()) {
        (Some(opening), _) => opening.title.clone(),
        (None, Some(l)) => format!("{} → {}", l.connection.client.addr, l.connection.server.addr),
        (None, None) => String::new(),
    };
    let measured = measure::Measured::of(&scene, secret, cut);
    Unit {
        step: opening.map(|o| o.step),
        traffic,
        connections: group.len() as u64,
        payload: histogram.len(),
        entropy: histogram.entropy(),
        protocol: measure::protocol(&scene),
        round_trips: measured.round_trips,
        handshake: measured.handshake,
        answer: measured.answer,
        secret: secret.map_or(Secret::Unnamed, |secret| sought(&group, &scene, secret, control)),
        alert: alert(&scene),
        ledger: ledger(&title, scene, secret),
        title,
        cut,
    }
}

/// What ended it, and from whom: an alert of TLS, or an error of QUIC.
fn alert(scene: &Scene) -> Option<String> {
    let alert = tls::fatal(scene, 0).map(|(who, alert)| format!("{} from {who}", alert.name));
    alert.or_else(|| {
        let mut quic = Quic::default();
        scene.on_hop(true, 0).filter(|message| is_datagram(message)).for_each(|message| quic.note(message));
        let close = quic.closes.iter().find(|close| !close.is_in_order(None))?;
        let who = scene.recording.connections.first().map(|connection| connection.end(close.side).name.clone());
        Some(format!("{} from {}", close.name, who.unwrap_or_default()))
    })
}

/// The search in all that Eve has of the outermost leg.
fn sought(group: &[Live], scene: &Scene, secret: &str, control: Option<bool>) -> Secret {
    let outer = || group.iter().filter(|l| l.connection.hop == 0);
    for live in outer() {
        for (side, searcher) in [Side::Client, Side::Server].into_iter().zip(&live.searchers) {
            if let Some((form, at)) = searcher.found {
                let who = &live.connection.end(side).name;
                return Secret::Found { place: format!("{form}, from byte {at} of what {who} sent") };
            }
        }
    }
    let messages = |insider| scene.on_hop(insider, 0).cloned().collect::<Vec<_>>();
    if let Some(form) = search::derived(&messages(false), secret) {
        return Secret::Found { place: format!("{form}, after undoing encodings that need no key") };
    }
    let searched = outer().map(|l| l.histogram.len()).sum();
    Secret::Hidden { searched, control: search::opened(&messages(true), secret).or(control) }
}

/// Eve's ledger of a scene. The secret has a line of its own elsewhere.
fn ledger(title: &str, scene: Scene, secret: Option<&str>) -> Vec<LedgerRow> {
    let mut transcript = Transcript::new(Subject::Captures { title: title.to_owned(), line: String::new() });
    transcript.kept.extend(secret.map(|s| ("secret", s.to_owned())));
    transcript.scenes.push(scene);
    let mut rows = claims::ledger(&transcript, 0, 0);
    rows.retain(|row| row.what != "the secret message");
    rows
}
