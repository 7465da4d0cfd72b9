//! Where a passphrase comes from: typed without echo, or an environment variable. Never the command line, which everybody can read.

use std::env;
use std::path::Path;

use anyhow::{Context, Result, bail};
use clap::{Arg, ArgMatches, Command};
use zeroize::Zeroizing;

use super::arguments::flag;
use crate::pki::Passphrase;

/// The argument for the authority's passphrase.
pub(super) const AUTHORITY: &str = "passphrase-env";
/// The argument for the passphrase of a client's files.
pub(super) const BUNDLE: &str = "client-passphrase-env";

/// Where to take a passphrase from.
pub(super) struct Source {
    variable: Option<String>,
    argument: &'static str,
}

/// `--passphrase-env VAR`.
pub(super) fn arg(command: Command, name: &'static str, whose: &str) -> Command {
    let help = format!("Read the passphrase of {whose} from this environment variable instead of asking for it");
    command.arg(Arg::new(name).long(name).value_name("VAR").help(help))
}

/// `--no-passphrase`.
pub(super) fn none_arg(command: Command, whose: &str) -> Command {
    command.arg(flag("no-passphrase").help(format!("Write {whose} unencrypted: anyone who reads the file has the key")))
}

impl Source {
    pub(super) fn of(matches: &ArgMatches, argument: &'static str) -> Source {
        Source { variable: matches.get_one::<String>(argument).cloned(), argument }
    }

    /// It is asked for.
    pub(super) fn none(argument: &'static str) -> Source {
        Source { variable: None, argument }
    }

    /// Whether a variable was named.
    pub(super) fn is_named(&self) -> bool {
        self.variable.is_some()
    }

    /// The passphrase of a key that is there.
    pub(super) fn existing(&self, path: &Path) -> Result<Passphrase> {
        match &self.variable {
            Some(variable) => from_env(variable),
            None => {
                self.ask(&format!("Passphrase for {}: ", path.display())).with_context(|| path.display().to_string())
            }
        }
    }

    /// A passphrase for something new: typed twice.
    pub(super) fn fresh(&self, what: &str) -> Result<Passphrase> {
        if let Some(variable) = &self.variable {
            return from_env(variable);
        }
        let first = self.ask(&format!("New passphrase for {what}: "))?;
        let second = self.ask("The same passphrase again: ")?;
        if first.text() != second.text() {
            bail!("the two passphrases differ; nothing was written");
        }
        Ok(first)
    }

    fn ask(&self, prompt: &str) -> Result<Passphrase> {
        let typed = rpassword::prompt_password(prompt).with_context(|| {
            format!(
                "there is no terminal to ask for a passphrase; name an environment variable with --{}",
                self.argument
            )
        })?;
        Ok(Passphrase::new(typed)?)
    }
}

fn from_env(variable: &str) -> Result<Passphrase> {
    let text = match env::var(variable) {
        Ok(text) => Zeroizing::new(text),
        Err(env::VarError::NotPresent) => {
            bail!("the environment variable {variable} should hold the passphrase and is not set")
        }
        Err(env::VarError::NotUnicode(_)) => bail!("the environment variable {variable} is not text (UTF-8)"),
    };
    Passphrase::new(text.as_str()).with_context(|| format!("the environment variable {variable}"))
}
