//! What is said: the transcript of a walk, and the voice that a lesson speaks it with.
//!
//! A lesson tells its story once, forwards, through a [`Voice`]; what it says becomes [`Step`]s of a [`Transcript`].
//! Whoever presents the transcript (terminal, JSON, page) may go through it as often and in whatever order a person likes:
//! nothing that runs is touched by it.

mod chart;
mod evidence;
mod gallery;
mod presented;
mod shot;
mod tls;
mod traffic;
mod voice;

use std::collections::BTreeMap;

pub use chart::{AGE_OF_THE_UNIVERSE, Chart, Point, Series, Swatch, Swatches, duration};
pub use presented::Presented;
pub use shot::Shot;
pub use voice::{Audience, Flow, Left, Nobody, Voice};
pub use wirewalk_ground::hex;

use wirewalk_dissect::recording::secrets::KeyLog;
use wirewalk_dissect::recording::{Connection, Recording, Secrets, Side};
use wirewalk_dissect::{Label, Message, dissect};

/// A sentence or more of prose with the id of the step that it opens. Holds no values, so that it can be translated.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    /// The step's id, unique in its lesson: `plain.request`.
    pub id: &'static str,
    /// The step's headline.
    pub title: &'static str,
    /// Paragraphs, parted by blank lines; `code` in backticks.
    pub text: &'static str,
}

/// A name for a value that is shown, with an id of its own.
#[derive(Debug, PartialEq, Eq)]
pub struct Name {
    /// The value's id, unique in its lesson.
    pub id: &'static str,
    /// What a person reads.
    pub text: &'static str,
}

/// A prediction to make before a scene runs, or a question to think about, with the answer to reveal.
#[derive(Debug, PartialEq, Eq)]
pub struct Question {
    /// Its id, unique in its lesson.
    pub id: &'static str,
    /// The question.
    pub ask: &'static str,
    /// The answers to choose from; empty: an open question.
    pub choices: &'static [&'static str],
    /// Which choice is right, from 0.
    pub answer: usize,
    /// Why.
    pub because: &'static str,
}

/// What a lesson is, for the course map and the head of a walk.
#[derive(Debug, PartialEq, Eq)]
pub struct About {
    /// Its number, from 1.
    pub number: u8,
    /// Its title.
    pub title: &'static str,
    /// One line for the course map.
    pub line: &'static str,
    /// How long a walk takes a person, in minutes.
    pub minutes: u16,
    /// What one should know before.
    pub before: &'static str,
    /// What one can do afterwards.
    pub objectives: &'static [&'static str],
    /// Where to read on: (citation, what is found there).
    pub read_on: &'static [(wirewalk_dissect::rfc::Cite, &'static str)],
}

/// Everything that a walk said and saw.
pub struct Transcript {
    /// The lesson.
    pub about: &'static About,
    /// The scenes that ran, in order.
    pub scenes: Vec<Scene>,
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// Values that the lesson kept for the claims, by their id.
    pub kept: BTreeMap<&'static str, String>,
}

/// One or more connections that ran unpaused, with what Eve recorded, seen without and with the secrets.
pub struct Scene {
    /// Its id, unique in its lesson.
    pub id: &'static str,
    /// The line that announced it; `None` where nobody spoke before.
    pub announced: Option<&'static Line>,
    /// What Eve recorded.
    pub recording: Recording,
    /// What the parties knew.
    pub secrets: Secrets,
    /// Dissected without the secrets.
    pub eve: Vec<Message>,
    /// Dissected with them: message for message the same as Eve's, with more sources; under TLS with further messages.
    pub insider: Vec<Message>,
}

/// What is revealed at one keypress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The line that opened it.
    pub line: &'static Line,
    /// What it holds, in order.
    pub items: Vec<Item>,
}

/// Something that a step shows after its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A prediction is asked for; what the person chose, from 0.
    Asks { question: &'static Question, chosen: Option<usize> },
    /// The answer to a question that was asked before.
    Answers { question: &'static Question, chosen: Option<usize> },
    /// A message of a scene, to be shown to the byte.
    Message(Exhibit),
    /// Values measured in this run.
    Values(Vec<(&'static Name, String)>),
    /// A table of values measured in this run: the first row is its head.
    Table(Vec<Vec<String>>),
    /// Colours, with their names in words.
    Swatches(Swatches),
    /// Measurements beside each other.
    Chart(Chart),
    /// What Eve could and could not read.
    Ledger(Vec<LedgerRow>),
    /// A claim, checked.
    Claim(Claim),
    /// Commands to try.
    Commands(Vec<Command>),
}

/// Which message to show, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exhibit {
    /// The scene, as an index into [`Transcript::scenes`].
    pub scene: usize,
    /// The message, as an index into the scene's messages.
    pub message: usize,
    /// Whether it is shown with the secrets.
    pub insider: bool,
    /// Show only fields with these ids and what lies inside them; empty: all.
    pub only: &'static [&'static str],
}

/// One line of Eve's ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerRow {
    /// What it is about: `the secret message`, `addresses`, `who Bob is`.
    pub what: &'static str,
    /// Whether Eve has it.
    pub seen: Seen,
    /// What was measured that says so.
    pub evidence: String,
}

/// Whether Eve has something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// She reads it.
    Read,
    /// She learns something about it.
    Leaks,
    /// It is hidden from her.
    Hidden,
    /// Nobody proved it (who is who).
    Unproven,
    /// It was proven to the parties.
    Proven,
}

/// A claim after it was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Its id: `lesson1.secret-in-clear`.
    pub id: &'static str,
    /// The claim.
    pub text: &'static str,
    /// Whether it held in this run.
    pub held: bool,
    /// What was measured that says so.
    pub evidence: String,
}

/// A command to try, as prose: `{url}` and the like stand for this run's values.
#[derive(Debug, PartialEq, Eq)]
pub struct Recipe {
    /// What it shows.
    pub why: &'static str,
    /// The command for a Unix shell.
    pub unix: &'static str,
    /// The command for PowerShell, where it differs.
    pub windows: Option<&'static str>,
    /// What to look for.
    pub look: &'static str,
}

/// A command to type, with what to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// What it shows.
    pub why: &'static str,
    /// The command, with this run's ports and paths.
    pub line: String,
    /// The same for Windows (PowerShell), where it differs.
    pub windows: Option<String>,
    /// What to look for.
    pub look: &'static str,
}

impl Transcript {
    /// An empty transcript of a lesson.
    pub fn new(about: &'static About) -> Transcript {
        Transcript { about, scenes: Vec::new(), steps: Vec::new(), kept: BTreeMap::new() }
    }

    /// All claims of all steps, in order.
    pub fn claims(&self) -> impl Iterator<Item = &Claim> {
        self.steps.iter().flat_map(|s| &s.items).filter_map(|i| match i {
            Item::Claim(claim) => Some(claim),
            _ => None,
        })
    }

    /// The TLS secrets that the parties of any scene knew, each once.
    pub fn key_log(&self) -> KeyLog {
        let mut key_log = KeyLog::new();
        self.scenes.iter().for_each(|scene| key_log.merge(scene.secrets.key_log()));
        key_log
    }

    /// The message that an exhibit names.
    pub fn exhibit(&self, exhibit: &Exhibit) -> Option<&Message> {
        let scene = self.scenes.get(exhibit.scene)?;
        let messages = if exhibit.insider { &scene.insider } else { &scene.eve };
        messages.get(exhibit.message)
    }
}

impl Scene {
    /// What was recorded, dissected without the secrets and with them.
    pub fn of(id: &'static str, recording: Recording, secrets: Secrets) -> Scene {
        let eve = dissect(&recording, &Secrets::none()).collect();
        let insider = dissect(&recording, &secrets).collect();
        Scene { id, announced: None, recording, secrets, eve, insider }
    }

    /// Its messages, without or with the secrets.
    pub fn messages(&self, insider: bool) -> &[Message] {
        if insider { &self.insider } else { &self.eve }
    }

    /// The connection with this number.
    pub fn connection(&self, id: u32) -> Option<&Connection> {
        self.recording.connections.iter().find(|c| c.id == id)
    }

    /// Whether it is no scene but a file that was taken apart: it has the file's name and no connection.
    pub fn is_file(&self) -> bool {
        self.recording.connections.is_empty()
    }

    /// Whether it was not played here but read from a recording that was kept: its events stand in packets.
    pub fn is_recalled(&self) -> bool {
        self.recording.connections.iter().flat_map(|c| &c.events).any(|e| e.packet.is_some())
    }

    /// Which leg of the journey a connection is; a file counts as on the first.
    pub fn hop(&self, connection: u32) -> Option<u8> {
        if self.is_file() { Some(0) } else { self.connection(connection).map(|c| c.hop) }
    }

    /// The messages that crossed one leg of the journey.
    pub fn on_hop(&self, insider: bool, hop: u8) -> impl Iterator<Item = &Message> {
        self.messages(insider).iter().filter(move |m| self.hop(m.connection) == Some(hop))
    }

    /// The bytes of the first field of this kind in what a server said on one leg, as Eve has them. What callers said is
    /// passed over: anybody on this machine may call while a scene is played.
    pub fn bytes_of(&self, hop: u8, label: &Label) -> Option<&[u8]> {
        let mut said = self.on_hop(false, hop).filter(|m| m.side == Side::Server);
        said.find_map(|m| m.bytes_of(label))
    }
}
