//! `wirewalk compare`: captures side by side. What one question and its answer cost, what Eve has of it, who is proven to whom.
//!
//! A capture is [read()] once, packet by packet; of each connection the beginning is kept and measured by means of
//! the same messages, search and ledger as in a lesson. Every number comes from the capture. What a capture cannot tell (the
//! secret that was told, which attacks worked) comes from the transcript that a walk left beside it, or is not known.

mod attacks;
pub mod comments;
pub mod entropy;
pub mod html;
pub mod json;
mod measure;
mod quic;
pub mod read;
pub mod search;
pub mod svg;
pub mod tables;
pub mod terminal;
mod units;
mod walk;

use std::time::Duration;

use crate::story::LedgerRow;
use entropy::Entropy;
use wirewalk_dissect::recording::capture::Traffic;

pub use attacks::{ATTACKS, Attack, Outcome};
pub use measure::round_trips;
pub use read::{Options, Place, read};
pub use walk::Beside;

/// A capture, measured.
#[derive(Clone, Debug)]
pub struct Compared {
    /// What it is called: its file's name, or the lesson's number and title.
    pub name: String,
    /// Where it is.
    pub path: String,
    /// All of its packets.
    pub traffic: Traffic,
    /// How many of them are neither TCP nor QUIC, or could not be read.
    pub skipped: u64,
    /// How many connections of TCP and of QUIC there are.
    pub connections: u64,
    /// What TCP and QUIC's datagrams carried, in bytes.
    pub payload: u64,
    /// Of that.
    pub entropy: Entropy,
    /// The secret, in what Eve has of any connection on the outermost leg.
    pub secret: Secret,
    /// Its scenes, or, where nobody told of scenes, its connections.
    pub units: Vec<Unit>,
    /// Which of the attacks on it worked; `None` where nobody tells.
    pub attacks: Option<Vec<Attack>>,
    /// What went wrong on the way, or was left out.
    pub notes: Vec<String>,
}

/// A scene of a lesson, or a connection.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The scene's title, or between whom the connection is.
    pub title: String,
    /// The step that announced the scene.
    pub step: Option<String>,
    /// Its packets.
    pub traffic: Traffic,
    /// How many connections, on all legs.
    pub connections: u64,
    /// What TCP and QUIC's datagrams carried, in bytes.
    pub payload: u64,
    /// Of that.
    pub entropy: Entropy,
    /// What is spoken.
    pub protocol: String,
    /// How often the server spoke after the client had, TCP's own opening included, until the first byte of an answer was
    /// there. `None`: no answer was seen, or it cannot be told from the handshake without the keys.
    pub round_trips: Option<u64>,
    /// What was said before the first data. `None`: there was no data, or it cannot be told.
    pub handshake: Option<Handshake>,
    /// How long the answer itself is, in bytes, freed of heads, encodings and encryption.
    pub answer: Option<u64>,
    /// The secret, in what Eve has of the outermost leg.
    pub secret: Secret,
    /// Eve's ledger.
    pub ledger: Vec<LedgerRow>,
    /// The alert that ended it.
    pub alert: Option<String>,
    /// Whether only the beginning of a connection was looked into.
    pub cut: bool,
}

/// What two sides said before the first data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handshake {
    /// How much, in bytes, both sides together.
    pub bytes: u64,
    /// From its first byte to the first byte of data.
    pub time: Duration,
}

/// What came of the search for the secret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Secret {
    /// Nobody named one.
    #[default]
    Unnamed,
    /// Eve has it.
    Found {
        /// Where, and in which disguise.
        place: String,
    },
    /// Eve does not have it.
    Hidden {
        /// So many bytes were searched.
        searched: u64,
        /// Whether the same search finds it in what the keys open; `None` without keys.
        control: Option<bool>,
    },
}

impl Unit {
    /// How many bytes crossed the wire for each byte of the answer.
    pub fn overhead(&self) -> Option<f64> {
        self.answer.filter(|len| *len > 0).map(|len| self.traffic.bytes as f64 / len as f64)
    }
}

impl Compared {
    /// What stands for the capture: the first scene or connection that got an answer, else the first.
    pub fn first(&self) -> Option<&Unit> {
        let answered = |u: &&Unit| u.answer.is_some() || u.round_trips.is_some();
        self.units.iter().find(|u| u.answer.is_some()).or(self.units.iter().find(answered)).or(self.units.first())
    }
}
