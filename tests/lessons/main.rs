//! The lessons: their walks and claims, their commands, the papers that they make, the gallery.

mod folder;
mod gallery;
mod glossary;
mod history;
mod lesson2;
mod lesson3;
mod lesson4;
mod lesson5;
mod lesson6;
mod lesson7;
mod lesson7_commands;
mod lesson8;
mod lesson8_commands;
mod lesson9;
mod newcomer;
mod numbers;
mod palette;
mod pki;
mod pki_commands;
mod predictions;
mod programs;
mod quiz;

use std::fs;
use std::sync::OnceLock;

use wirewalk::LESSONS;
use wirewalk::stage::{self, Lesson};
use wirewalk::story::Transcript;

/// A walk that is played once for all the tests that only look at it.
struct Walked {
    transcript: Transcript,
    /// The files that it left beside each other, by their names.
    left: Vec<(String, Vec<u8>)>,
    /// How many folders it left beside them.
    folders: usize,
}

fn walked(lesson: &'static Lesson) -> &'static Walked {
    static WALKS: [OnceLock<Walked>; LESSONS.len()] = [const { OnceLock::new() }; LESSONS.len()];
    let place = LESSONS.iter().position(|other| other.about.number == lesson.about.number).expect("one of the lessons");
    WALKS[place].get_or_init(|| {
        let dir = tempfile::tempdir().expect("a folder");
        let transcript = stage::rehearse(lesson, dir.path()).expect("a walk");
        let all = fs::read_dir(dir.path()).expect("the folder").flatten();
        let (files, folders): (Vec<_>, Vec<_>) = all.partition(|entry| entry.path().is_file());
        let file = |entry: fs::DirEntry| {
            (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).expect("a file"))
        };
        Walked { transcript, left: files.into_iter().map(file).collect(), folders: folders.len() }
    })
}
