//! What is said: the transcript of a walk, and the voice that a lesson speaks it with.
//!
//! The [`Transcript`] is the one document that everything renders, of a lesson as of anybody's capture. A lesson tells its
//! story once, forwards, through a [`Voice`]; what it says becomes [`Step`]s. Whoever presents the transcript (terminal,
//! JSON, page) may go through it as often and in whatever order a person likes: nothing that runs is touched by it.

mod audience;
mod capture;
mod chart;
mod document;
mod evidence;
mod gallery;
pub mod introduced;
mod item;
pub mod misconceptions;
mod points;
mod prediction;
mod prose;
mod tls;
mod visits;
mod voice;

pub use crate::{asks, says, tries};
pub use audience::{Audience, Flow, Left, Nobody, Presented};
pub use capture::{Chronicle, Event, EventKind, Heard, Lane, Listener, Place};
pub use chart::{AGE_OF_THE_UNIVERSE, Chart, Point, Series, Swatch, Swatches, duration};
pub use document::{Scene, Step, Subject, Transcript, Words};
pub use item::{Claim, Command, Exhibit, Item, LedgerRow, Seen, Shot};
pub use misconceptions::Misconception;
pub use prediction::{Choice, Prediction, Question};
pub use prose::{About, Line, Name, Piece, Recipe, pieces, words};
pub use voice::Voice;
pub use wirewalk_ground::hex;
