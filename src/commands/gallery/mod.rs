//! Lesson 8's commands: `serve` opens the gallery for browsers and whatever else, `list` is its catalogue, `check` visits a server.

mod check;
mod list;
mod print;
mod report;
mod serve;

pub use check::CHECK;
pub use list::LIST;
pub use serve::SERVE;
