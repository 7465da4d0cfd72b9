//! `wirewalk explain --packets`: packets in every form that messages have.

use std::io::{self, BufWriter, IsTerminal, Write};

use anyhow::{Result, bail};
use wirewalk_ground::{Access, quoted};

use super::args::{ExplainArgs, matching};
use super::input::Inputs;
use super::output::Output;
use super::packets::{Notes, Packet, Packets, Wanted};
use super::{Scope, input};
use crate::pager::{Pace, Presenter};
use crate::paint::Paint;
use crate::recording::capture::CaptureError;
use crate::recording::{Recording, Secrets, StreamNumber};
use crate::render::gist::gist;
use crate::render::html::{self, Around};
use crate::render::json;
use crate::render::value::count;
use crate::story::{Audience, Exhibit, Flow, Item, Left, Name, Scene, Step, Subject, Transcript};

/// So many packets are kept for a walk or a page.
const MOST: usize = 400;

const LEFT_OUT: Name = Name { id: "explain.packets-left-out", text: "left out" };

/// What stops a pass.
enum Stop {
    Capture(CaptureError),
    Output(io::Error),
}

impl From<CaptureError> for Stop {
    fn from(error: CaptureError) -> Stop {
        Stop::Capture(error)
    }
}

/// Tells the packets that are wanted.
///
/// # Errors
/// The capture cannot be read to its end (what was there has been told then), there is no such packet, or the audience left.
pub(super) fn tell(args: &ExplainArgs, wanted: Wanted, inputs: &Inputs, secrets: &Secrets) -> Result<()> {
    let quiet = args.json && io::stdout().is_terminal();
    let notes = notes(wanted, inputs, secrets, quiet)?;
    if args.json {
        json_lines(args, &notes, inputs)?;
    }
    if args.json && args.html.is_none() {
        return Ok(());
    }
    let (transcript, outcome) = transcript(args, &notes, inputs)?;
    if let Some(path) = &args.html {
        let access = if secrets.is_empty() { Access::Normal } else { Access::Private };
        let mut output = Output::new(path, args.force, access)?;
        html::write(&mut output, &transcript, Around::default())?;
        let path = output.keep()?;
        if !args.json {
            writeln!(io::stdout(), "{}: open it in a browser; it makes no requests", quoted(&path))?;
        }
        return outcome;
    }
    let mut presenter = Presenter::new(args.pace.unwrap_or(Pace::Enter), Paint::for_stdout());
    if let flow @ Flow::Interrupted = presenter.reveal(&transcript)? {
        return Err(Left(flow).into());
    }
    drop(presenter);
    outcome
}

/// What payloads say. What stands in the way is met again when packets are told.
fn notes(wanted: Wanted, inputs: &Inputs, secrets: &Secrets, quiet: bool) -> Result<Notes> {
    let mut reader = inputs.reader((!quiet).then_some("reading"))?;
    let mut notes = Notes::new(wanted);
    let mut account = super::Account::default();
    let _ = super::run(&mut reader, secrets, Scope::default(), &mut account, |told| {
        notes.note(&told);
        Ok::<_, CaptureError>(())
    });
    Ok(notes)
}

/// Goes through the packets once; says how many were told.
fn pass(
    args: &ExplainArgs,
    notes: &Notes,
    inputs: &Inputs,
    mut tell: impl FnMut(Packet) -> io::Result<()>,
) -> Result<()> {
    let only: Vec<&str> = args.only.iter().flat_map(|word| matching(word)).collect();
    let mut told = 0_u64;
    let mut packets = Packets::new(notes, args.stream.map(StreamNumber::id));
    let outcome = packets.run(inputs.reader(None)?, |packet| {
        told += 1;
        let wanted = only.is_empty() || packet.message.walk().any(|field| only.contains(&field.label.id));
        if wanted { tell(packet).map_err(Stop::Output) } else { Ok(()) }
    });
    match outcome {
        Ok(count) if told == 0 => bail!("there is no such packet: the capture has {count}, counted from 1"),
        Ok(_) => Ok(()),
        Err(Stop::Capture(error)) => Err(inputs.named(error, 0)),
        Err(Stop::Output(error)) => Err(error.into()),
    }
}

fn json_lines(args: &ExplainArgs, notes: &Notes, inputs: &Inputs) -> Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let outcome = pass(args, notes, inputs, |packet| json::write_packet(&mut out, &packet.captured, &packet.message));
    out.flush()?;
    outcome
}

/// The packets as a walk, each a step, as many as are kept; and what stood in the way.
fn transcript(args: &ExplainArgs, notes: &Notes, inputs: &Inputs) -> Result<(Transcript, Result<()>)> {
    let only: Vec<_> = args.only.iter().flat_map(|word| matching(word)).collect();
    let (mut messages, mut steps, mut dropped) = (Vec::new(), Vec::new(), 0_u64);
    let outcome = pass(args, notes, inputs, |packet| {
        if messages.len() >= MOST {
            dropped += 1;
            return Ok(());
        }
        let number = packet.captured.number;
        let exhibit = Exhibit { scene: 0, message: messages.len(), insider: false, only: only.clone(), points: None };
        let title = format!("Packet {number}: {}", gist(&packet.message));
        let items = vec![Item::Message(exhibit)];
        steps.push(Step { id: format!("p{number}").into(), title: title.into(), text: "".into(), items });
        // A page finds messages by the conversation and their number: these belong to a file.
        messages.push(crate::dissect::Message { connection: 0, ..packet.message });
        Ok(())
    });
    if messages.is_empty() {
        outcome?;
        bail!("no packet has such a field");
    }
    if dropped > 0 {
        let text = "A walk holds everything that it shows, and this capture has more than it can hold. Narrow it with a range (`--packets 100-200`), with `--stream` or \
            `--only`, or use `--json`, which has no limit.";
        let items = vec![Item::Values(vec![(&LEFT_OUT, format!("{dropped} more packets"))])];
        let title = "The walk ends here; the capture does not";
        steps.push(Step { id: "packets.rest".into(), title: title.into(), text: text.into(), items });
    }
    let title = args.captures.iter().map(|path| input::name(path)).collect::<Vec<_>>().join(", ");
    let line = format!("{}, header by header.", count(messages.len() as u64, "packet", "packets"));
    let mut walk = Transcript::new(Subject::Captures { title, line });
    walk.scenes.push(Scene {
        id: "packet".into(),
        announced: None,
        recording: Recording::default(),
        secrets: Secrets::none(),
        eve: messages,
        insider: Vec::new(),
    });
    walk.steps = steps;
    Ok((walk, outcome))
}
