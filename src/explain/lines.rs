//! What `wirewalk explain` prints at once, line by line: JSON, fingerprints, the table of conversations, the story.

use std::io::{self, BufWriter, IsTerminal, Write};

use anyhow::Result;

use super::args::ExplainArgs;
use super::command::{begin, pass, wanted};
use super::fingerprint::{self, Fingerprints};
use super::input::Inputs;
use super::story::Story;
use super::summary::Summary;
use super::{Account, Told};
use crate::pager;
use crate::paint::Paint;
use crate::recording::Secrets;
use crate::render::{json, terminal};

/// Each message.
pub(super) fn json_lines(args: &ExplainArgs, inputs: &Inputs, secrets: &Secrets) -> Result<()> {
    let stdout = io::stdout();
    let mut reader = begin(inputs, stdout.is_terminal())?;
    let mut out = BufWriter::with_capacity(1 << 16, stdout.lock());
    let (mut account, wanted) = (Account::default(), wanted(args));
    let outcome = pass(args, inputs, &mut reader, (secrets, false), &mut account, |told| match told {
        told if !wanted(&told) => Ok(()),
        Told::Message(_, message) => json::write_message(&mut out, &message),
        _ => Ok(()),
    });
    out.flush()?;
    outcome
}

/// Each hello as it comes.
pub(super) fn fingerprints(args: &ExplainArgs, inputs: &Inputs, secrets: &Secrets) -> Result<()> {
    let stdout = io::stdout();
    let mut reader = begin(inputs, stdout.is_terminal())?;
    let paint = Paint::for_stdout();
    let (mut out, width) = (BufWriter::new(stdout.lock()), pager::width());
    let (mut account, mut all) = (Account::default(), Fingerprints::default());
    let outcome = pass(args, inputs, &mut reader, (secrets, false), &mut account, |told| match all.note(&told) {
        Some((_, one)) if args.json => fingerprint::write(&mut out, &one),
        Some((connection, one)) => paint.write(&mut out, &fingerprint::rows(connection, &one, width)),
        None => Ok(()),
    });
    if !args.json && (account.packets > 0 || outcome.is_ok()) {
        paint.write(&mut out, &all.rows(width))?;
    }
    out.flush()?;
    outcome
}

/// Says whether something failed.
pub(super) fn summary(args: &ExplainArgs, inputs: &Inputs, secrets: &Secrets) -> Result<bool> {
    let mut reader = begin(inputs, false)?;
    let (mut account, mut summary) = (Account::default(), Summary::default());
    let outcome = pass(args, inputs, &mut reader, (secrets, false), &mut account, |told| {
        summary.note(&told);
        Ok(())
    });
    let rows = summary.rows(&account, |number| reader.packets_of(number), pager::width());
    let packets = reader.packets();
    drop(reader);
    if packets > 0 || outcome.is_ok() {
        Paint::for_stdout().write(&mut io::stdout().lock(), &rows)?;
    }
    outcome.map(|()| summary.failures().next().is_some())
}

/// What happened, and who learned what of it.
pub(super) fn story(args: &ExplainArgs, inputs: &Inputs, secrets: &Secrets) -> Result<()> {
    let mut reader = begin(inputs, false)?;
    let (mut account, mut story) = (Account::default(), Story::default());
    let outcome = pass(args, inputs, &mut reader, (secrets, false), &mut account, |told| {
        story.note(&told);
        Ok(())
    });
    drop(reader);
    // By now those secrets are among them that the capture brought.
    if !secrets.is_empty() {
        as_eve(args, inputs, |told| story.as_eve(&told))?;
    }
    let (chronicle, listeners) = (story.chronicle(), story.listeners());
    let mut out = BufWriter::new(io::stdout().lock());
    if args.json {
        json::write_story(&mut out, &chronicle, &listeners)?;
    } else if account.packets > 0 || outcome.is_ok() {
        Paint::for_stdout().write(&mut out, &terminal::story_rows(&chronicle, &listeners, pager::width()))?;
    }
    out.flush()?;
    outcome
}

/// Goes through the captures again as somebody without keys would. What stood in the way before stands there again.
pub(super) fn as_eve(args: &ExplainArgs, inputs: &Inputs, mut tell: impl FnMut(Told)) -> Result<()> {
    let (mut reader, mut uncounted) = (begin(inputs, false)?, Account::default());
    let _ = pass(args, inputs, &mut reader, (&Secrets::none(), true), &mut uncounted, |told| {
        tell(told);
        Ok(())
    });
    Ok(())
}
