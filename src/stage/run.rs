//! The three ways to run a lesson: walk, server, client.

use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Error, Result, anyhow};
use wirewalk_ground::{Folder, aside, asides_end, now, quoted};

use super::args::{HowMuch, WalkArgs};
use super::history::{self, Noting, Predicted};
use super::invocation::{Invocation, hints};
use super::lesson::Lesson;
use super::site::Site;
use super::{Stage, artifacts};
use crate::client;
use crate::pager::{Interrupts, Pace, Presenter};
use crate::paint::Paint;
use crate::render::ink::visible;
use crate::render::json;
use crate::render::terminal::Artifact;
use crate::story::{Audience, Flow, Left, Nobody, Transcript, Voice};

/// How long a measurement may take in a walk that a person asked for, and in one before nobody.
const PATIENCE: Duration = Duration::from_secs(2);
const REHEARSAL: Duration = Duration::from_millis(100);

/// How long the end of a program waits for standard error to take what was said.
const LAST_WORDS: Duration = Duration::from_millis(250);

/// Turns an outcome into an exit status, with the error on stderr.
pub fn report(outcome: Result<ExitCode>) -> ExitCode {
    let code = told(outcome);
    asides_end(LAST_WORDS);
    code
}

fn told(outcome: Result<ExitCode>) -> ExitCode {
    let error = match outcome {
        Ok(code) => return code,
        Err(error) => error,
    };
    match error.downcast_ref::<Left>() {
        Some(Left(Flow::Interrupted)) => return ExitCode::from(130),
        Some(_) => return ExitCode::SUCCESS,
        None => {}
    }
    if is_broken_pipe(&error) {
        return ExitCode::SUCCESS; // whoever read us has seen enough: `| head`
    }
    if let Some(usage) = error.downcast_ref::<clap::Error>() {
        usage.exit();
    }
    // It may quote what came over the network, which must not steer the terminal.
    aside(&format!("error: {}", hints(&visible(&format!("{error:#}")))));
    ExitCode::FAILURE
}

/// Whether nobody listened at the address.
fn is_refused(error: &Error) -> bool {
    let refused = |e: &io::Error| e.kind() == io::ErrorKind::ConnectionRefused;
    error.chain().any(|e| match e.downcast_ref::<ureq::Error>() {
        Some(ureq::Error::Io(e)) => refused(e),
        _ => e.downcast_ref::<io::Error>().is_some_and(refused),
    })
}

fn is_broken_pipe(error: &Error) -> bool {
    error.chain().filter_map(|e| e.downcast_ref::<io::Error>()).any(|e| e.kind() == io::ErrorKind::BrokenPipe)
}

/// Walks a lesson: scenes run, steps are revealed, files are left, claims are summed up.
///
/// # Errors
/// A file that must not be replaced, a broken scene, a terminal that fails, or an audience that left ([`Left`]).
pub fn walk(lesson: &'static Lesson, args: &WalkArgs, invocation: Invocation) -> Result<ExitCode> {
    let number = lesson.about.number;
    let dir = args.out.clone().unwrap_or_else(|| PathBuf::from(format!("out/lesson{number}")));
    let folder = Folder::open(&dir, args.force, &lesson.file_names())?;
    let stage =
        Stage { bind: args.bind, port: args.port.unwrap_or(lesson.port), folder, invocation, patience: PATIENCE };
    let transcript = if args.json {
        // Nobody waits for Ctrl-C, and what is not whole yet is to go.
        Interrupts::end_at_once(|| ());
        let (transcript, _) = play(lesson, stage, rand::random(), Nobody)?;
        json::write_transcript(io::stdout().lock(), &transcript)?;
        transcript
    } else {
        // At a terminal a person turns the pages; elsewhere nobody could, and the presenter goes on by itself.
        let presenter = Presenter::new(args.pace.unwrap_or(Pace::Enter), Paint::for_stdout());
        let presenter = if args.detail == HowMuch::Brief { presenter.brief() } else { presenter };
        let mut audience = Noting::new(presenter, number);
        let played = play(lesson, stage, rand::random(), &mut audience);
        let (presenter, noted) = audience.ends();
        // Beside the folders of the lessons, or in the one folder that a person named.
        let history = args.out.as_deref().unwrap_or(Path::new("out"));
        let (transcript, mut files) = match played {
            Ok(played) => played,
            Err(error) => {
                drop(presenter); // so that what is said next stands in the terminal as it was
                remember(history, noted).1.iter().for_each(|note| aside(note));
                return Err(error);
            }
        };
        let (kept, note) = remember(history, noted);
        files.extend(kept);
        presenter.finish(&transcript, &files)?;
        note.iter().for_each(|note| aside(note));
        transcript
    };
    let held = transcript.claims().all(|claim| claim.held);
    Ok(if held { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Walks a lesson before nobody, on any free port, and leaves its files in `dir`: for tests and benchmarks.
///
/// # Errors
/// As [`walk`].
pub fn rehearse(lesson: &'static Lesson, dir: &Path) -> Result<Transcript> {
    rehearse_into(lesson, dir, false)
}

/// The same; with `force` it replaces files that are not as a walk left them.
///
/// # Errors
/// As [`walk`].
pub fn rehearse_into(lesson: &'static Lesson, dir: &Path, force: bool) -> Result<Transcript> {
    let folder = Folder::open(dir, force, &lesson.file_names())?;
    let bind = Ipv4Addr::LOCALHOST.into();
    let stage = Stage { bind, port: 0, folder, invocation: Invocation::Lesson, patience: REHEARSAL };
    // Always the same order of choices: what is kept of a rehearsal can be compared.
    Ok(play(lesson, stage, 0, Nobody)?.0)
}

/// Walks a lesson before an audience of its own, and leaves its files in a folder of its name under `out`, and there what was predicted.
///
/// # Errors
/// As [`walk`].
pub fn perform(
    lesson: &'static Lesson,
    out: &Path,
    force: bool,
    audience: impl Audience,
) -> Result<(Transcript, Vec<Artifact>)> {
    let number = lesson.about.number;
    let folder = Folder::open(&out.join(format!("lesson{number}")), force, &lesson.file_names())?;
    let (bind, port, invocation) = (Ipv4Addr::LOCALHOST.into(), lesson.port, Invocation::of_the_map());
    let stage = Stage { bind, port, folder, invocation, patience: PATIENCE };
    let mut audience = Noting::new(audience, number);
    let played = play(lesson, stage, rand::random(), &mut audience);
    let (kept, note) = remember(out, audience.ends().1);
    note.iter().for_each(|note| aside(note));
    played.map(|(transcript, files)| (transcript, files.into_iter().chain(kept).collect()))
}

/// Keeps what was predicted; the file, and what a person is to be told. A walk does not fail for it.
fn remember(folder: &Path, noted: Vec<Predicted>) -> (Option<Artifact>, Option<String>) {
    if noted.is_empty() {
        return (None, None);
    }
    let path = quoted(&folder.join(history::NAME));
    let what = "what you predicted so far, in every lesson; only you can read the file".to_owned();
    match history::add(folder, noted) {
        Ok(None) => (Some(Artifact { path, what }), None),
        Ok(Some(aside)) => {
            let note =
                format!("note: {path} was damaged, so it was begun anew; the old one is kept as {}", quoted(&aside));
            (Some(Artifact { path, what }), Some(note))
        }
        Err(error) => (None, Some(format!("note: {}", visible(&format!("{error:#}"))))),
    }
}

fn play(
    lesson: &'static Lesson,
    mut stage: Stage,
    seed: u32,
    audience: impl Audience,
) -> Result<(Transcript, Vec<Artifact>)> {
    let mut voice = Voice::new(&lesson.about, lesson.claims, now, audience).seeded(seed);
    (lesson.walk)(&mut voice, &mut stage)?;
    let transcript = voice.ends()?;
    let files = artifacts::leave(&mut stage.folder, &transcript)?;
    Ok((transcript, files))
}

/// Runs a lesson's server until Ctrl-C.
///
/// # Errors
/// The address cannot be listened on, or the lesson needs something (a key) that is not there.
pub fn server(lesson: &Lesson, at: SocketAddr) -> Result<ExitCode> {
    lesson.server.with_context(|| no_such_side(lesson, "server"))?(Site { at })?;
    Ok(ExitCode::SUCCESS)
}

fn no_such_side(lesson: &Lesson, side: &str) -> String {
    let n = lesson.about.number;
    format!("lesson {n} has no {side} of its own; `lesson{n} --help` names what it has")
}

/// Asks a lesson's server for the secret message and prints it.
///
/// # Errors
/// Whatever stood in the way: no server, a refusal, a wrong key.
pub fn client(lesson: &Lesson, url: Option<String>) -> Result<ExitCode> {
    let ask = lesson.client.with_context(|| no_such_side(lesson, "client"))?;
    tells(&url.unwrap_or_else(|| lesson.url()), ask)?;
    Ok(ExitCode::SUCCESS)
}

/// Asks for the secret message and prints it.
///
/// # Errors
/// Whatever stood in the way: no server, a refusal, a wrong key.
pub fn tells(url: &str, ask: impl FnOnce(&str) -> Result<String>) -> Result<()> {
    let message = ask(url).map_err(|error| {
        let hint = if is_refused(&error) { "; is the server running? name another with SECRET_URL" } else { "" };
        // As the library that refused says it, without what passed it on.
        anyhow!(client::reason(&error)).context(format!("no secret message from {url}{hint}"))
    })?;
    // What came over the network must not steer the terminal, nor stand in another order than it was sent.
    writeln!(io::stdout(), "The secret message is: {}", visible(&message))?;
    Ok(())
}
