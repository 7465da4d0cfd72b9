//! A walk whose claims are to fail: the same transcript with something changed in it.

use bytes::Bytes;
use wirewalk::dissect::Message;
use wirewalk::recording::{Recording, Side, What};
use wirewalk::story::{About, Scene, Transcript};
use wirewalk::{LESSONS, claims};

/// A scene's recording in which this byte of what a side sent on its first connection is another one.
pub fn changed(scene: &Scene, side: Side, at: usize) -> Recording {
    let mut recording = scene.recording.clone();
    let connection = recording.connections.iter_mut().find(|c| c.hop == 0).expect("somebody called");
    let mut passed = 0;
    for event in connection.events.iter_mut().filter(|e| e.side == side) {
        let What::Bytes(bytes) = &event.what else { continue };
        if let Some(byte) = at.checked_sub(passed).filter(|at| *at < bytes.len()) {
            let mut other = bytes.to_vec();
            other[byte] ^= 1;
            passed += other.len();
            event.what = What::Bytes(Bytes::from(other));
        } else {
            passed += bytes.len();
        }
    }
    assert!(at < passed, "{at} is past what {side} sent");
    recording
}

/// The same walk with other scenes where there are some.
pub fn with(about: &'static About, walk: &Transcript, other: impl Fn(&Scene) -> Option<Scene>) -> Transcript {
    let mut transcript = Transcript::new(about);
    transcript.kept.clone_from(&walk.kept);
    let scenes = walk.scenes.iter();
    transcript.scenes = scenes.map(|scene| other(scene).unwrap_or_else(|| scene.clone())).collect();
    transcript
}

/// A scene under this name.
pub fn same(scene: &Scene, id: &'static str) -> Scene {
    Scene { id: id.into(), ..scene.clone() }
}

pub fn fails(id: &str, transcript: &Transcript, why: &str) {
    let about = transcript.subject.lesson().expect("a walk through a lesson");
    let lesson = LESSONS.iter().find(|lesson| lesson.about.number == about.number).expect("a lesson");
    let claim = claims::check(id, lesson.claims, transcript);
    assert!(!claim.held, "{id} held although {why}: {}", claim.evidence);
}

/// Where the first record of a side that holds a field with this id begins in what it sent, and how long it is.
pub fn record(scene: &Scene, side: Side, field: &str) -> (usize, usize) {
    let is = |m: &&Message| m.side == side && m.find_id("tls.record").is_some() && m.find_id(field).is_some();
    let message = scene.on_hop(true, 0).find(is).expect("such a record");
    (message.offset as usize, message.wire().len())
}
