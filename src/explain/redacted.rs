//! `--redact`: a capture that one may show, with a key that nobody keeps.

use std::io::{self, Write};
use std::path::Path;

use anyhow::Result;
use wirewalk_ground::{Access, quoted};
use wirewalk_tell::explain::redact::{self, KEY, Plan, RedactError};

use super::Account;
use super::args::ExplainArgs;
use super::command::{is_its_own, pass};
use super::input::Inputs;
use super::output::Output;
use crate::recording::Secrets;

/// Writes the redacted copy, and says what was done and what could not be.
///
/// # Errors
/// The capture cannot be read or ends early (what there is was written then), or the copy cannot be written.
pub fn write(args: &ExplainArgs, path: &Path, inputs: &Inputs, secrets: &Secrets) -> Result<()> {
    let access = if args.with_secrets { Access::Private } else { Access::Normal };
    let mut output = Output::new(path, args.force, access)?;
    let mut reader = inputs.reader(Some("explaining"))?;
    let (mut account, mut plan) = (Account::default(), Plan::new(rand::random::<[u8; KEY]>()));
    // What only keys open stays encrypted in the copy: there is nothing of it to replace.
    let outcome = pass(args, inputs, &mut reader, (&Secrets::none(), true), &mut account, |told| {
        plan.note(&told);
        Ok(())
    });
    drop(reader);
    let broke_off = match outcome {
        Ok(()) => None,
        Err(error) if account.packets > 0 && is_its_own(&error) => Some(error),
        Err(error) => return Err(error),
    };
    let keys = args.with_secrets.then(|| secrets.key_log());
    let (counts, copied) = redact::write(inputs.only(Some("writing"))?, &mut output, plan, keys);
    match copied {
        Ok(()) => {}
        // It ends where the explaining did.
        Err(RedactError::Capture(_)) if broke_off.is_some() => {}
        Err(RedactError::Capture(error)) => return Err(inputs.named(error, 0)),
        Err(RedactError::Output(error)) => return Err(error.into()),
    }
    let path = output.keep()?;
    if !args.json {
        let mut out = io::stdout().lock();
        let told = counts.sentences();
        writeln!(out, "{}: {}", quoted(&path), told.join("\n- "))?;
    }
    broke_off.map_or(Ok(()), Err)
}
