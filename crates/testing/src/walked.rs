//! Walks that are played once in a test program, for all its tests that only look at them.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use wirewalk::LESSONS;
use wirewalk::stage::{self, Lesson};
use wirewalk::story::Transcript;

/// A walk, and what it left.
pub struct Walked {
    pub transcript: Transcript,
    /// The files that it left beside each other, by their names.
    pub left: Vec<(String, Vec<u8>)>,
    /// How many folders it left beside them.
    pub folders: usize,
}

/// The walk of this lesson: played by the test that asks first, while the others wait.
pub fn walked(lesson: &'static Lesson) -> &'static Walked {
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

impl Walked {
    /// One of the files that it left; `None`: there is none of this name.
    pub fn file(&self, name: &str) -> Option<&[u8]> {
        self.left.iter().find(|(left, _)| left == name).map(|(_, bytes)| &bytes[..])
    }

    /// Leaves the file of this name in another folder, too.
    pub fn leave(&self, name: &str, folder: &Path) {
        fs::write(folder.join(name), self.file(name).expect("the walk left it")).expect("written");
    }
}
