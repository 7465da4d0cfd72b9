//! What a person predicted on this machine: a small file for them alone, from which practice can tell what to ask again.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use wirewalk_ground::{Access, Temporary, Turn, now, open_own_file, quoted};

use crate::story::{Audience, Flow, Prediction, Transcript};

/// Its name, in the folder under which walks leave their files.
pub const NAME: &str = "predictions.json";
/// The number of its format.
const FORMAT: u32 = 1;
/// How many answers are kept; the oldest go first.
const MOST: usize = 2000;
/// A file that is larger is none of ours.
const LARGEST: u64 = 4 << 20;

/// The file's contents.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct History {
    format: u32,
    predictions: Vec<Predicted>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Predicted {
    /// When, in seconds since 1970.
    pub at: u64,
    /// In which lesson.
    pub lesson: u8,
    /// The question's id in it.
    pub question: String,
    /// The choice that was made, in its words.
    pub said: String,
    /// Whether it was right.
    pub right: bool,
    /// The misconception behind it.
    pub believes: Option<String>,
}

/// An audience whose answers are noted.
pub struct Noting<A> {
    audience: A,
    lesson: u8,
    noted: Vec<Predicted>,
}

impl<A: Audience> Noting<A> {
    /// Nothing is noted yet.
    pub fn new(audience: A, lesson: u8) -> Noting<A> {
        Noting { audience, lesson, noted: Vec::new() }
    }

    /// The audience again, and what it answered.
    pub fn ends(self) -> (A, Vec<Predicted>) {
        (self.audience, self.noted)
    }
}

impl<A: Audience> Audience for Noting<A> {
    fn reveal(&mut self, transcript: &Transcript) -> io::Result<Flow> {
        self.audience.reveal(transcript)
    }

    fn ask(&mut self, transcript: &Transcript, prediction: &Prediction) -> io::Result<(Option<usize>, Flow)> {
        let (chosen, flow) = self.audience.ask(transcript, prediction)?;
        if let Some(choice) = prediction.clone().answered(chosen).choice() {
            self.noted.push(Predicted {
                at: now(),
                lesson: self.lesson,
                question: prediction.question.id.to_owned(),
                said: choice.text.to_owned(),
                right: choice.right,
                believes: choice.believes.map(|belief| belief.id.to_owned()),
            });
        }
        Ok((chosen, flow))
    }

    fn waits(&self) -> bool {
        self.audience.waits()
    }
}

/// Adds answers to the file of this folder, whole or not at all. `Some`: what was there could not be read, and is kept under that name.
///
/// # Errors
/// The file cannot be read or written, or is not this person's.
pub fn add(folder: &Path, predicted: Vec<Predicted>) -> Result<Option<PathBuf>> {
    // One walk after the other: a course in a browser plays several at a time, and a person starts some in two terminals.
    let _turn = Turn::in_folder(folder);
    let path = folder.join(NAME);
    let failed = || format!("what you predicted was not kept in {}", quoted(&path));
    let (mut predictions, aside) = match read(&path).with_context(failed)? {
        Some(Ok(before)) => (before, None),
        Some(Err(_)) => (Vec::new(), Some(set_aside(folder).with_context(failed)?)),
        None => (Vec::new(), None),
    };
    predictions.extend(predicted);
    predictions.drain(..predictions.len().saturating_sub(MOST));
    let mut file = Temporary::new_in(folder, Access::Private).with_context(failed)?;
    serde_json::to_writer_pretty(&mut file, &History { format: FORMAT, predictions }).with_context(failed)?;
    file.write_all(b"\n").with_context(failed)?;
    file.keep(&path, true).with_context(failed)?;
    Ok(aside)
}

/// The answers that are kept in this folder.
///
/// # Errors
/// The file cannot be read, or is damaged.
pub fn kept(folder: &Path) -> Result<Vec<Predicted>> {
    let path = folder.join(NAME);
    read(&path)?.unwrap_or_else(|| Ok(Vec::new())).with_context(|| format!("{} is damaged", quoted(&path)))
}

/// The answers in a file; `None`: there is none. The inner error: it is damaged, or of another format.
fn read(path: &Path) -> Result<Option<Result<Vec<Predicted>>>> {
    let file = match open_own_file(path) {
        Ok((file, _)) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let mut text = Vec::new();
    file.take(LARGEST).read_to_end(&mut text)?;
    let history = serde_json::from_slice::<History>(&text).map_err(anyhow::Error::from);
    Ok(Some(history.and_then(|history| {
        anyhow::ensure!(history.format == FORMAT, "it has format {}, not {FORMAT}", history.format);
        Ok(history.predictions)
    })))
}

/// Gives a damaged file a name that nothing has.
fn set_aside(folder: &Path) -> Result<PathBuf> {
    let names = (1..).map(|number| folder.join(format!("predictions-damaged-{number}.json")));
    let free = names.take(1000).find(|name| name.symlink_metadata().is_err());
    let free = free.context("too many damaged files stand beside it; remove some")?;
    fs::rename(folder.join(NAME), &free)?;
    Ok(free)
}
