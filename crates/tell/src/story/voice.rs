//! The voice of a lesson: it says, asks, shows, keeps and claims, in the order in which things are told.

use std::fmt::Display;

use anyhow::{Context, Result};

use super::{
    About, Audience, Chart, Command, Exhibit, Flow, Item, Left, Line, Name, Prediction, Question, Recipe, Scene, Shot,
    Step, Swatches, Transcript, points,
};
use crate::claims::{self, Check};
use wirewalk_dissect::{Label, Message, names};

/// A lesson's voice.
pub struct Voice<'a> {
    pub(super) transcript: Transcript,
    audience: Box<dyn Audience + 'a>,
    /// The claims that it may make, and how each is checked.
    checks: &'static [&'static [Check]],
    /// The time, in seconds since 1970.
    clock: fn() -> u64,
    /// What is to be told with the next step.
    pending: Vec<(&'static Name, String)>,
}

impl<'a> Voice<'a> {
    /// A voice that has said nothing yet, can make the claims that have a check here, and looks at this clock (seconds since
    /// 1970).
    pub fn new(
        about: &'static About,
        checks: &'static [&'static [Check]],
        clock: fn() -> u64,
        audience: impl Audience + 'a,
    ) -> Voice<'a> {
        Voice { transcript: Transcript::new(about), audience: Box::new(audience), checks, clock, pending: Vec::new() }
    }

    /// The same, asking in the order of choices that belongs to this seed.
    pub fn seeded(mut self, seed: u32) -> Voice<'a> {
        self.transcript.seed = seed;
        self
    }

    pub(super) fn now(&self) -> u64 {
        (self.clock)()
    }

    /// Reveals what was said before and opens a new step.
    ///
    /// # Errors
    /// The audience left, or could not be reached.
    pub fn says(&mut self, line: &'static Line) -> Result<()> {
        self.reveal()?;
        let pending = std::mem::take(&mut self.pending);
        let items = if pending.is_empty() { Vec::new() } else { vec![Item::Values(pending)] };
        self.transcript.steps.push(Step::new(line, items));
        Ok(())
    }

    /// Asks for a prediction, before the scene that will answer it.
    ///
    /// # Errors
    /// As [`Voice::says`].
    pub fn asks(&mut self, question: &'static Question) -> Result<()> {
        let prediction = Prediction::of(question, self.transcript.seed);
        let (chosen, flow) = self.audience.ask(&self.transcript, &prediction)?;
        self.add(Item::Asks(prediction.answered(chosen)))?;
        stays(flow)
    }

    /// Answers a question that was asked before, beside what the person predicted.
    ///
    /// # Errors
    /// No step is open.
    pub fn answers(&mut self, question: &'static Question) -> Result<()> {
        let asked = self.transcript.items().find_map(|i| match i {
            Item::Asks(prediction) if prediction.question.id == question.id => Some(prediction.clone()),
            _ => None,
        });
        self.add(Item::Answers(asked.unwrap_or_else(|| Prediction::of(question, self.transcript.seed))))
    }

    /// Shows the first message that holds a field with this id, to the byte: first this field and what is new beside it, the rest
    /// folded.
    ///
    /// # Errors
    /// There is no such message: the step is broken.
    pub fn shows(&mut self, shot: Shot, id: &'static str) -> Result<()> {
        self.exhibit(shot, id, &[], None)
    }

    /// Shows a message to the byte, first the fields with these ids, in this order; the first one says which message.
    ///
    /// # Errors
    /// As [`Voice::shows`].
    pub fn points_at(&mut self, shot: Shot, ids: &[&'static str]) -> Result<()> {
        self.exhibit(shot, ids.first().context("no field was named to be pointed at")?, &[], Some(ids))
    }

    /// Shows of that message only the fields with these ids; the first one says which message.
    ///
    /// # Errors
    /// As [`Voice::shows`].
    pub fn shows_only(&mut self, shot: Shot, ids: &[&'static str]) -> Result<()> {
        self.exhibit(shot, ids.first().context("no field was named to be shown")?, ids, Some(ids))
    }

    /// Shows a value that was measured in this run.
    ///
    /// # Errors
    /// No step is open.
    pub fn measures(&mut self, name: &'static Name, value: impl Display) -> Result<()> {
        let value = (name, value.to_string());
        if let Some(Item::Values(values)) = self.transcript.steps.last_mut().and_then(|s| s.items.last_mut()) {
            values.push(value);
            return Ok(());
        }
        self.add(Item::Values(vec![value]))
    }

    /// Shows a table under its head.
    ///
    /// # Errors
    /// No step is open.
    pub fn tabulates<R>(&mut self, head: &[&str], rows: impl IntoIterator<Item = R>) -> Result<()>
    where
        R: IntoIterator<Item: Display>,
    {
        let head = head.iter().map(|cell| cell.to_string()).collect();
        let rows = rows.into_iter().map(|row| row.into_iter().map(|cell| cell.to_string()).collect());
        self.add(Item::Table(std::iter::once(head).chain(rows).collect()))
    }

    /// Shows colours, each with its name.
    ///
    /// # Errors
    /// No step is open.
    pub fn paints(&mut self, swatches: Swatches) -> Result<()> {
        self.add(Item::Swatches(swatches))
    }

    /// Shows measurements as bars; they become the walk's plot.
    ///
    /// # Errors
    /// No step is open.
    pub fn charts(&mut self, chart: Chart) -> Result<()> {
        self.add(Item::Chart(chart))
    }

    /// The text of the first field with this id, as it crossed the wire: what Mallory can take out of Eve's notes.
    ///
    /// # Errors
    /// There is no such field, or it is not UTF-8.
    pub fn text(&self, shot: Shot, id: &str) -> Result<String> {
        let scene = self.scene(shot);
        let bytes =
            scene.bytes_of(shot.hop, label(id)?).with_context(|| format!("nothing in this scene has a field {id}"))?;
        Ok(String::from_utf8(bytes.to_vec())?)
    }

    /// Keeps a value for the claims.
    pub fn keeps(&mut self, id: &'static str, value: impl Into<String>) {
        self.transcript.kept.insert(id, value.into());
    }

    /// Opens Eve's ledger of one leg of a scene.
    ///
    /// # Errors
    /// No step is open.
    pub fn ledger(&mut self, shot: Shot) -> Result<()> {
        let rows = claims::ledger(&self.transcript, shot.scene, shot.hop);
        self.add(Item::Ledger(rows))
    }

    /// Makes a claim; it is checked here and now, from what was recorded and kept.
    ///
    /// # Errors
    /// No step is open.
    pub fn claims(&mut self, id: &'static str) -> Result<()> {
        let claim = claims::check(id, self.checks, &self.transcript);
        self.add(Item::Claim(claim))
    }

    /// Gives commands to try, with this run's `values` in place of their `{names}`.
    ///
    /// # Errors
    /// No step is open.
    pub fn tries(&mut self, recipes: &'static [Recipe], values: &[(&str, String)]) -> Result<()> {
        let fill =
            |text: &str| values.iter().fold(text.to_owned(), |t, (name, v)| t.replace(&format!("{{{name}}}"), v));
        let command = |recipe: &Recipe| {
            let (line, windows) = (fill(recipe.unix), recipe.windows.map(fill));
            Command { why: recipe.why, line, windows, look: recipe.look }
        };
        self.add(Item::Commands(recipes.iter().map(command).collect()))
    }

    /// Shows lines of a program that runs in this walk, cut from the `source` that was compiled, so that the two cannot
    /// differ: those between the line `// shown in the walk:` and the line `// until here.`.
    ///
    /// # Errors
    /// One of the two lines is not there: the step is broken.
    pub fn lists(&mut self, name: &'static Name, source: &'static str) -> Result<()> {
        let shown =
            source.split_once("// shown in the walk:\n").and_then(|(_, rest)| rest.split_once("// until here."));
        let (lines, _) = shown.with_context(|| format!("{} does not say which of its lines are shown", name.text))?;
        self.add(Item::Code(name, lines.trim_end()))
    }

    /// The bytes of every field with this id in what a side said, in the order in which it was sent: for what a lesson
    /// computes by hand.
    ///
    /// # Errors
    /// No label has this id.
    pub fn bytes(&self, shot: Shot, id: &str) -> Result<Vec<Vec<u8>>> {
        let label = label(id)?;
        let all = self.seen(shot).flat_map(|m| m.all(label).map(move |field| m.bytes(&field.span).to_vec()));
        Ok(all.collect())
    }

    /// The first record with a field of this id, as it crossed the wire.
    ///
    /// # Errors
    /// There is no such record.
    pub fn record(&self, shot: Shot, id: &str) -> Result<Vec<u8>> {
        let (label, whole) = (label(id)?, label("tls.record")?);
        let record = self.seen(shot).find(|m| m.find(label).is_some() && m.find(whole).is_some());
        Ok(record.with_context(|| format!("no record in this scene has a field {id}"))?.wire().to_vec())
    }

    fn seen(&self, shot: Shot) -> impl Iterator<Item = &Message> {
        let on_hop = self.scene(shot).on_hop(shot.insider, shot.hop);
        on_hop.filter(move |m| shot.side.is_none_or(|side| m.side == side))
    }

    /// Reveals what was said so far.
    ///
    /// # Errors
    /// The audience left, or could not be reached.
    pub fn reveal(&mut self) -> Result<()> {
        stays(self.audience.reveal(&self.transcript)?)
    }

    /// Whether the walk stands still while somebody reads.
    pub fn waits(&self) -> bool {
        self.audience.waits()
    }

    /// What was said and seen so far.
    pub fn transcript(&self) -> &Transcript {
        &self.transcript
    }

    /// Reveals the rest and ends.
    ///
    /// # Errors
    /// The audience left, or could not be reached.
    pub fn ends(mut self) -> Result<Transcript> {
        self.reveal()?;
        Ok(self.transcript)
    }

    /// Has a value told with the next step, whatever the lesson says in it.
    pub fn notes(&mut self, name: &'static Name, value: String) {
        self.pending.push((name, value));
    }

    /// Takes in a scene that ran.
    pub fn saw(&mut self, mut scene: Scene) -> Shot {
        scene.announced = self.transcript.steps.len().checked_sub(1);
        self.transcript.scenes.push(scene);
        Shot { scene: self.transcript.scenes.len() - 1, hop: 0, insider: false, side: None }
    }

    fn exhibit(
        &mut self,
        shot: Shot,
        id: &'static str,
        only: &[&'static str],
        points: Option<&[&'static str]>,
    ) -> Result<()> {
        let Shot { scene, hop, insider, side } = shot;
        let label = label(id)?;
        let message = self.transcript.scenes.get(scene).and_then(|s| {
            let seen = |m: &Message| s.hop(m.connection) == Some(hop) && side.is_none_or(|side| m.side == side);
            s.messages(insider).iter().position(|m| seen(m) && m.find(label).is_some())
        });
        let message = message.with_context(|| format!("nothing in this scene has a field {id} on hop {hop}"))?;
        let points = points.map(<[_]>::to_vec).or_else(|| {
            let shown = self.transcript.scenes.get(scene)?.messages(insider).get(message)?;
            Some(points::news(&self.transcript, shown, Some(id)))
        });
        self.add(Item::Message(Exhibit { scene, message, insider, only: only.to_vec(), points }))
    }

    pub(super) fn scene(&self, shot: Shot) -> &Scene {
        &self.transcript.scenes[shot.scene]
    }

    pub(super) fn add(&mut self, item: Item) -> Result<()> {
        let step = self.transcript.steps.last_mut().context("nothing was said yet, so nothing can be shown")?;
        step.items.push(item);
        Ok(())
    }
}

/// The label with an id that a lesson names.
fn label(id: &str) -> Result<&'static Label> {
    names::by_id(id).with_context(|| format!("no label has the id {id}"))
}

fn stays(flow: Flow) -> Result<()> {
    match flow {
        Flow::On => Ok(()),
        left => Err(Left(left).into()),
    }
}
