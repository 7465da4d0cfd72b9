//! What a step shows: questions, messages, values, the ledger, claims, commands; and what a lesson points at to have it shown.

use serde::{Deserialize, Serialize};

use super::{Chart, Chronicle, Listener, Name, Prediction, Swatches, Words};
use wirewalk_dissect::recording::Side;

/// Something that a step shows after its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A prediction is asked for, with what the person chose.
    Asks(Prediction),
    /// The answer to a question that was asked before.
    Answers(Prediction),
    /// A message of a scene, to be shown to the byte.
    Message(Exhibit),
    /// Values measured in this run.
    Values(Vec<(&'static Name, String)>),
    /// A table of values measured in this run: the first row is its head.
    Table(Vec<Vec<String>>),
    /// A table of which only some rows are shown at first, by their index; the first row is its head.
    Folded {
        /// All of it.
        table: Vec<Vec<String>>,
        /// The rows that are shown.
        shown: Vec<usize>,
    },
    /// Colours, with their names in words.
    Swatches(Swatches),
    /// Measurements beside each other.
    Chart(Chart),
    /// What Eve could and could not read.
    Ledger(Vec<LedgerRow>),
    /// What happened in a capture, event by event.
    Chronicle(Chronicle),
    /// What each listener of a capture learns.
    Listeners(Vec<Listener>),
    /// A claim, checked.
    Claim(Claim),
    /// Commands to try.
    Commands(Vec<Command>),
    /// Lines of a program that ran in this walk, cut from its own source: which file they are from, and the lines.
    Code(&'static Name, &'static str),
}

/// Which message to show, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exhibit {
    /// The scene, as an index into [`Transcript::scenes`](super::Transcript::scenes).
    pub scene: usize,
    /// The message, as an index into the scene's messages.
    pub message: usize,
    /// Whether it is shown with the secrets.
    pub insider: bool,
    /// Show only fields with these ids and what lies inside them; empty: all.
    pub only: Vec<&'static str>,
    /// The ids of the fields that the step is about, in the order in which they are shown at first; the rest is folded. Empty: all
    /// of it is folded. `None`: nothing is.
    pub points: Option<Vec<&'static str>>,
}

/// One line of Eve's ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LedgerRow {
    /// What it is about: `the secret message`, `addresses`, `who Bob is`.
    pub what: &'static str,
    /// Whether Eve has it.
    pub seen: Seen,
    /// What was measured that says so.
    pub evidence: String,
}

/// Whether Eve has something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Its id: `lesson1.secret-in-clear`.
    pub id: Words,
    /// The claim.
    pub text: Words,
    /// Whether it held in this run.
    pub held: bool,
    /// What was measured that says so.
    pub evidence: String,
}

/// A command to type, with what to look for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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

impl Seen {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Seen::Read => "read",
            Seen::Leaks => "leaks",
            Seen::Hidden => "hidden",
            Seen::Unproven => "unproven",
            Seen::Proven => "proven",
        }
    }
}

/// A scene that ran, as a lesson points at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shot {
    pub(super) scene: usize,
    pub(super) hop: u8,
    pub(super) insider: bool,
    /// Only what this side said; `None`: either.
    pub(super) side: Option<Side>,
}

impl Shot {
    /// The same scene on another leg of the journey.
    pub fn hop(self, hop: u8) -> Shot {
        Shot { hop, ..self }
    }

    /// The same scene with the parties' secrets.
    pub fn opened(self) -> Shot {
        Shot { insider: true, ..self }
    }

    /// Of the same scene only what the client said.
    pub fn from_client(self) -> Shot {
        Shot { side: Some(Side::Client), ..self }
    }

    /// Of the same scene only what the server said.
    pub fn from_server(self) -> Shot {
        Shot { side: Some(Side::Server), ..self }
    }
}
