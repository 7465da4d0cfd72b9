//! A whole walk of each lesson: scenes over real sockets, dissection in both views, claims, files.

use wirewalk::{lesson1, lesson2, stage};

fn main() {
    divan::main();
}

#[divan::bench(args = [1, 2])]
fn walk(number: u8) {
    let lesson = if number == 1 { &lesson1::LESSON } else { &lesson2::LESSON };
    let dir = tempfile::tempdir().expect("a folder");
    let transcript = stage::rehearse(lesson, dir.path()).expect("a walk");
    assert!(transcript.claims().all(|c| c.held));
}
