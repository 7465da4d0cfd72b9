//! A capture that was handed over instead of named: what `wirewalk serve` makes of one that a person dropped.

use std::fs::File;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Result, bail};

use super::args::ExplainArgs;
use super::command::{annotated, kept};
use super::input::Inputs;
use super::secrets;
use crate::recording::Secrets;
use crate::render::html::{self, Around};

/// Set by whoever does not want to know any more: reading ends at the next piece of the file.
pub type Stop = Arc<AtomicBool>;

/// An open capture, with what is known of its secrets.
pub struct Handed {
    args: ExplainArgs,
    inputs: Inputs,
    secrets: Secrets,
    stop: Stop,
}

/// What a page does not say by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The conversations in a table, under its head.
    pub table: Vec<Vec<String>>,
    /// How much there is, and what is in no conversation.
    pub sentences: Vec<String>,
    /// Why the capture was not read to its end.
    pub broke_off: Option<String>,
}

impl Handed {
    /// A file under the name that it had; `key_log` in the format of SSLKEYLOGFILE, empty for none. The key log and the key of the
    /// environment count too, as they are by now.
    ///
    /// # Errors
    /// The key log is none.
    pub fn new(name: &str, capture: File, key_log: &[u8], stop: Stop) -> Result<Handed> {
        let secrets = secrets::given(&[], &[])?.with_key_log(secrets::parse(key_log, "the key log")?);
        let args = ExplainArgs { captures: vec![PathBuf::from(name)], ..ExplainArgs::default() };
        Ok(Handed { args, inputs: Inputs::of(name, capture, stop.clone()), secrets, stop })
    }

    /// Writes its page. It leads nowhere: whoever wrote the capture must not learn from where it is read.
    ///
    /// # Errors
    /// It is no capture, nobody wants to know any more, or writing failed. One that breaks off is told of as far as it goes.
    pub fn page(&self, out: impl Write) -> Result<Outcome> {
        let kept = kept(&self.args, &self.inputs, &self.secrets, true)?;
        if self.stop.load(Ordering::Relaxed) {
            bail!("nobody is waiting for it any more");
        }
        let (table, sentences) = kept.summary();
        let (transcript, outcome) = kept.transcript(&self.args, &self.secrets);
        html::write(out, &transcript, Around::default())?;
        Ok(Outcome { table, sentences, broke_off: outcome.err().map(|error| format!("{error:#}")) })
    }

    /// Writes the same packets with comments, which tell nothing that only keys open.
    ///
    /// # Errors
    /// It cannot be read to its end, or writing failed.
    pub fn annotated(&self, out: impl Write) -> Result<()> {
        annotated(&self.args, &self.inputs, &self.secrets, out).map(|_| ())
    }
}
