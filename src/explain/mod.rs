//! `wirewalk explain`: a person's own capture taken apart, connection by connection, to the last byte. Arguments and files are
//! here; what is told of a capture, and how, is [`wirewalk_tell::explain`].

pub mod args;
pub mod command;
pub mod handed;
mod input;
mod lines;
mod output;
mod packet;
mod redacted;
pub(crate) mod secrets;

pub use wirewalk_tell::explain::{
    Account, Keeper, Scope, Told, annotate, conversation, explain, fingerprint, packets, redact, run, story, summary,
};
