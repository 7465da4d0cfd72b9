//! `wirewalk explain`: which of its outputs are wanted, and who writes them.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Error, Result, bail};
use clap::{ArgMatches, FromArgMatches};
use wirewalk_ground::{Access, quoted};

use super::annotate::{self, AnnotateError};
use super::args::{ExplainArgs, matching};
use super::input::Inputs;
use super::output::{self, Output};
use super::redacted;
use super::summary::sentences;
use super::{Account, Keeper, Scope, Told, input, lines, packet, secrets};
use crate::pager::{Pace, Presenter};
use crate::paint::Paint;
use crate::recording::capture::{CaptureError, Reader};
use crate::recording::{Secrets, StreamNumber, Transport};
use crate::render::html::{self, Around};
use crate::story::{Audience, Flow, Left, Transcript};

/// Runs `wirewalk explain` with its arguments.
///
/// # Errors
/// What a person named cannot be read or written, a capture is none or ends early (what was there has been told then), or
/// the audience left.
pub fn run(matches: &ArgMatches) -> Result<ExitCode> {
    let mut args = ExplainArgs::from_arg_matches(matches)?;
    let packets = args.settle(matches)?;
    if (args.annotate.is_some() || args.redact.is_some()) && args.captures.len() > 1 {
        bail!("--annotate and --redact take one capture; put several together first (mergecap -w all.pcapng …)");
    }
    let secrets = secrets::given(&args.keylog, &args.private_key)?;
    let files = [&args.annotate, &args.redact, &args.html].into_iter().flatten();
    if files.clone().next().is_some() {
        output::watch();
    }
    let several = files.clone().next().is_some() || packets.is_some();
    files.into_iter().try_for_each(|path| Output::check(path, args.force))?;
    // What these write cannot be turned back into the capture.
    if let Some(path) = [&args.redact, &args.html].into_iter().flatten().find(|path| is_one_of(path, &args.captures)) {
        bail!("{} is the capture itself: name another file, or it would be lost", quoted(path));
    }
    let once = args.fingerprint || args.summary || args.json && !args.story;
    let inputs = Inputs::open(&args.captures, several || !once)?;
    if let Some(wanted) = packets {
        packet::tell(&args, wanted, &inputs, &secrets)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut failed = false;
    if args.fingerprint {
        lines::fingerprints(&args, &inputs, &secrets)?;
    } else if args.story {
        lines::story(&args, &inputs, &secrets)?;
    } else if args.json {
        lines::json_lines(&args, &inputs, &secrets)?;
    } else if args.summary {
        failed = lines::summary(&args, &inputs, &secrets)?;
    } else if !several {
        walk(&args, &inputs, &secrets)?;
    }
    if let Some(path) = &args.html {
        page(&args, path, &inputs, &secrets)?;
    }
    if let Some(path) = &args.annotate {
        annotate(&args, path, &inputs, &secrets)?;
    }
    if let Some(path) = &args.redact {
        redacted::write(&args, path, &inputs, &secrets)?;
    }
    Ok(if args.check && failed { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
}

/// Whether a file is one of the captures, by whatever way it is named.
fn is_one_of(path: &Path, captures: &[PathBuf]) -> bool {
    path.canonicalize()
        .is_ok_and(|path| captures.iter().any(|capture| capture.canonicalize().is_ok_and(|it| it == path)))
}

/// The exit status of `--check` where something failed.
const FAILED: u8 = 3;

/// Whether a message holds one of the fields that `--only` names; all do if it names none.
pub(super) fn wanted(args: &ExplainArgs) -> impl Fn(&Told) -> bool {
    let only: Vec<&str> = args.only.iter().flat_map(|word| matching(word)).collect();
    move |told| match told {
        Told::Message(_, message) => only.is_empty() || message.walk().any(|f| only.contains(&f.label.id)),
        _ => true,
    }
}

/// What a pass through the captures can end with.
enum Stop {
    Capture(CaptureError),
    Output(io::Error),
}

impl From<CaptureError> for Stop {
    fn from(error: CaptureError) -> Stop {
        Stop::Capture(error)
    }
}

/// Goes through the captures once and tells what is asked for. The account is true whatever comes back.
pub(super) fn pass(
    args: &ExplainArgs,
    inputs: &Inputs,
    reader: &mut Reader<super::input::Input>,
    (secrets, as_eve): (&Secrets, bool),
    account: &mut Account,
    mut tell: impl FnMut(Told) -> io::Result<()>,
) -> Result<()> {
    let scope = Scope { stream: args.stream.map(StreamNumber::id), as_eve, ..Scope::default() };
    let told = super::run(reader, secrets, scope, account, |told| tell(told).map_err(Stop::Output));
    let outcome = told.map_err(|stop| match stop {
        Stop::Capture(error) => inputs.named(error, reader.file()),
        Stop::Output(error) => Error::new(error),
    });
    if let (Ok(()), Some(stream)) = (&outcome, args.stream)
        && let (there, what) = match stream.transport {
            Transport::Tcp => (account.connections, "TCP connections"),
            Transport::Udp => (account.flows, "UDP flows"),
        }
        && u64::from(stream.number) >= there
    {
        bail!("there is no conversation {stream}: the capture has {there} {what}, counted from 0");
    }
    outcome
}

/// The reading, beside a bar if nothing else is written on the terminal meanwhile.
pub(super) fn begin(inputs: &Inputs, quiet: bool) -> Result<Reader<super::input::Input>> {
    inputs.reader((!quiet).then_some("reading"))
}

/// What there is to show, as far as it is kept, and what stood in the way.
pub(super) struct Kept {
    keeper: Keeper,
    reader: Reader<super::input::Input>,
    account: Account,
    pub(super) outcome: Result<()>,
}

/// Goes through the captures and keeps what there is to show. `both`: as Eve sees it too.
pub(super) fn kept(args: &ExplainArgs, inputs: &Inputs, secrets: &Secrets, both: bool) -> Result<Kept> {
    let mut reader = begin(inputs, false)?;
    let names = args.captures.iter().map(|path| input::name(path)).collect();
    let (mut account, mut keeper) = (Account::default(), Keeper::new(names, !secrets.is_empty()));
    let wanted = wanted(args);
    let outcome = pass(args, inputs, &mut reader, (secrets, false), &mut account, |told| {
        let keep = wanted(&told);
        keeper.note(told, keep);
        Ok(())
    });
    if account.packets == 0 && outcome.is_err() {
        return Err(outcome.err().context("an error")?);
    }
    if both || !secrets.is_empty() {
        lines::as_eve(args, inputs, |told| keeper.as_eve(told, both))?;
    }
    Ok(Kept { keeper, reader, account, outcome })
}

impl Kept {
    /// The conversations in a table, and what the capture held beside them.
    pub(super) fn summary(&self) -> (Vec<Vec<String>>, Vec<String>) {
        let summary = self.keeper.summary();
        (summary.table(|number| self.reader.packets_of(number)), sentences(&self.account, summary.more))
    }

    /// The walk, and what stood in the way.
    pub(super) fn transcript(self, args: &ExplainArgs, secrets: &Secrets) -> (Transcript, Result<()>) {
        let only: Vec<_> = args.only.iter().flat_map(|word| matching(word)).collect();
        let packets = |number| self.reader.packets_of(number);
        (self.keeper.transcript(&self.account, secrets, &only, packets), self.outcome)
    }
}

fn page(args: &ExplainArgs, path: &Path, inputs: &Inputs, secrets: &Secrets) -> Result<()> {
    let (transcript, outcome) = kept(args, inputs, secrets, true)?.transcript(args, secrets);
    // By now those are among them that the capture brought: what they open is in the page.
    let access = if secrets.is_empty() { Access::Normal } else { Access::Private };
    let mut output = Output::new(path, args.force, access)?;
    html::write(&mut output, &transcript, Around::default())?;
    let path = output.keep()?;
    if !args.json {
        writeln!(io::stdout(), "{}: open it in a browser; it makes no requests", quoted(&path))?;
    }
    outcome
}

fn walk(args: &ExplainArgs, inputs: &Inputs, secrets: &Secrets) -> Result<()> {
    let (transcript, outcome) = kept(args, inputs, secrets, false)?.transcript(args, secrets);
    let mut presenter = Presenter::new(args.pace.unwrap_or(Pace::Enter), Paint::for_stdout());
    match presenter.reveal(&transcript)? {
        Flow::On | Flow::Quit => {}
        flow @ Flow::Interrupted => return Err(Left(flow).into()),
    }
    drop(presenter);
    outcome
}

fn annotate(args: &ExplainArgs, path: &Path, inputs: &Inputs, secrets: &Secrets) -> Result<()> {
    let access = if args.with_secrets { Access::Private } else { Access::Normal };
    let mut output = Output::new(path, args.force, access)?;
    let Annotated { packets, comments, broke_off } = annotated(args, inputs, secrets, &mut output)?;
    let path = output.keep()?;
    if !args.json {
        let mut out = io::stdout().lock();
        writeln!(out, "{}: {packets} packets, {} with a comment", quoted(&path), comments.len())?;
        if let Some(packet) = comments.full() {
            writeln!(out, "From packet {packet} on, nothing has a comment: there was more to say than memory allows.")?;
        }
        if args.with_secrets {
            writeln!(out, "It contains the TLS secrets: anyone who has the file can read these connections.")?;
        }
    }
    broke_off.map_or(Ok(()), Err)
}

/// What became of an annotated copy.
pub(super) struct Annotated {
    packets: u64,
    comments: annotate::Comments,
    /// Why it has not all that the capture should have.
    broke_off: Option<Error>,
}

/// Writes the same packets with what there is to say about them.
pub(super) fn annotated(
    args: &ExplainArgs,
    inputs: &Inputs,
    secrets: &Secrets,
    mut out: impl Write,
) -> Result<Annotated> {
    // Whoever gets the file without the keys is not to read in its comments what they open, those neither that the capture brings.
    let none = Secrets::none();
    let known = if args.with_secrets { secrets } else { &none };
    let mut reader = inputs.reader(Some("explaining"))?;
    let mut comments = annotate::Comments::default();
    let (mut account, wanted) = (Account::default(), wanted(args));
    let outcome = pass(args, inputs, &mut reader, (known, !args.with_secrets), &mut account, |told| {
        if wanted(&told) {
            comments.note(&told);
        }
        Ok(())
    });
    drop(reader);
    let broke_off = match outcome {
        Ok(()) => None,
        Err(error) if account.packets > 0 && is_its_own(&error) => Some(error),
        Err(error) => return Err(error),
    };
    let keys = args.with_secrets.then(|| secrets.key_log());
    let input = inputs.only(Some("writing"))?;
    match annotate::write(input, &mut out, &comments, keys) {
        Ok(()) => {}
        // It ends where the explaining did.
        Err(AnnotateError::Capture(_)) if broke_off.is_some() => {}
        Err(AnnotateError::Capture(error)) => return Err(inputs.named(error, 0)),
        Err(AnnotateError::Output(error)) => return Err(error.into()),
    }
    Ok(Annotated { packets: account.packets, comments, broke_off })
}

/// Whether a capture itself is to blame, which ends early or cannot be explained to its end: a copy of what there is can be
/// made all the same.
pub(super) fn is_its_own(error: &Error) -> bool {
    error.downcast_ref::<CaptureError>().is_some_and(|error| !matches!(error, CaptureError::Io(_)))
}
