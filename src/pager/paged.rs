//! One step per page on the alternate screen.

use std::io;
use std::time::Duration;

use crossterm::{event, terminal};

use super::interrupts::Interrupts;
use super::screen::{Action, Key, Screen};
use super::tty::{self, Painted, Tty};
use crate::paint::Paint;
use crate::render::ink::{Ink, Row};
use crate::render::terminal::{Detail, View, head_rows, question_rows, step_rows};
use crate::story::{Flow, Item, Prediction, Presented, Transcript};

/// How long a signal may wait for being noticed while no key comes.
const NOTICE: Duration = Duration::from_millis(200);

/// The pages, and where a person is in them. Page 0 is the lesson's head, page n its n-th step.
pub struct Paged {
    paint: Paint,
    tty: Option<(Tty, Interrupts)>,
    screen: Screen,
    pages: Vec<Vec<Line>>,
    size: (u16, u16),
    pub(super) detail: Detail,
    presented: Presented,
    /// A prediction whose item is not in the transcript yet, and its page.
    asked: Option<(Prediction, usize)>,
}

/// A line of a page as the terminal's width cuts it.
struct Line {
    row: Row,
    joined: bool,
}

/// What the footer says beside the keys.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Reading,
    Running,
}

impl Paged {
    /// Nothing is shown until the first steps come.
    pub fn new(paint: Paint) -> Paged {
        Paged {
            paint,
            tty: None,
            screen: Screen::default(),
            pages: Vec::new(),
            size: (80, 24),
            detail: Detail::All,
            presented: Presented::default(),
            asked: None,
        }
    }

    /// Shows what is new, from its first page on, until the last page was read.
    pub fn reveal(&mut self, transcript: &Transcript) -> io::Result<Flow> {
        let begins = self.tty.is_none();
        let fresh = self.presented.next(transcript);
        if fresh.is_none() && !begins {
            return Ok(Flow::On);
        }
        if let Some(flow) = self.prepare(transcript)? {
            return Ok(flow);
        }
        self.turn_to(fresh, begins);
        let (_, flow) = self.read(transcript)?;
        self.presented = Presented::all(transcript);
        Ok(flow)
    }

    /// Shows what is new, and the question on the last page.
    pub fn ask(&mut self, transcript: &Transcript, prediction: &Prediction) -> io::Result<(Option<usize>, Flow)> {
        let begins = self.tty.is_none();
        let fresh = self.presented.next(transcript);
        let page = transcript.steps.len();
        let grown = self.pages.get(page).map_or(0, Vec::len);
        self.asked = Some((prediction.clone(), page));
        if let Some(flow) = self.prepare(transcript)? {
            return Ok((None, flow));
        }
        self.screen.offer(Some(prediction.choices().len()));
        match (fresh, begins) {
            (None, false) => {
                self.screen.unread(page);
                self.screen.show(page, grown.saturating_sub(1));
            }
            _ => self.turn_to(fresh, begins),
        }
        let (chosen, flow) = self.read(transcript)?;
        self.screen.offer(None);
        self.asked = Some((prediction.clone().answered(chosen), page));
        self.presented = Presented { asked: Some(prediction.question.id), ..Presented::all(transcript) };
        if flow == Flow::On {
            self.lay_out(transcript);
            self.draw(State::Running)?;
        }
        Ok((chosen, flow))
    }

    /// Takes the terminal if it is not ours yet, forgets keys that were pressed before there was something to read,
    /// and lays the pages out. `Some`: among those keys was one that leaves.
    fn prepare(&mut self, transcript: &Transcript) -> io::Result<Option<Flow>> {
        if self.tty.is_none() {
            self.tty = Some((Tty::take()?, Interrupts::watch(tty::restore)));
        }
        while event::poll(Duration::ZERO)? {
            match tty::key(&event::read()?) {
                Some(Key::Interrupt) => return Ok(Some(Flow::Interrupted)),
                Some(Key::Leave) => return Ok(Some(Flow::Quit)),
                _ => {}
            }
        }
        self.size = terminal::size()?;
        self.lay_out(transcript);
        Ok(None)
    }

    /// Shows the first page with something new.
    fn turn_to(&mut self, fresh: Option<(usize, Option<usize>)>, begins: bool) {
        match fresh {
            _ if begins => self.screen.show(0, 0),
            Some((step, _)) => {
                self.screen.unread(step + 1);
                self.screen.show(step + 1, 0);
            }
            None => {}
        }
    }

    /// Lets the person read until they pass the last page, choose, or leave.
    fn read(&mut self, transcript: &Transcript) -> io::Result<(Option<usize>, Flow)> {
        self.draw(State::Reading)?;
        loop {
            match self.next_action(transcript)? {
                Action::Ignore => continue,
                Action::Draw => {}
                Action::Done => {
                    self.draw(State::Running)?;
                    return Ok((None, Flow::On));
                }
                Action::Chosen(choice) => return Ok((Some(choice), Flow::On)),
                Action::Leave => return Ok((None, Flow::Quit)),
                Action::Interrupt => return Ok((None, Flow::Interrupted)),
                Action::Suspend => self.suspend(transcript)?,
                Action::Fold => self.fold(transcript),
            }
            self.draw(State::Reading)?;
        }
    }

    fn next_action(&mut self, transcript: &Transcript) -> io::Result<Action> {
        if self.tty.as_ref().is_some_and(|(_, interrupts)| interrupts.came()) {
            return Ok(Action::Interrupt);
        }
        if !event::poll(NOTICE)? {
            return Ok(Action::Ignore);
        }
        let event = event::read()?;
        if let event::Event::Resize(columns, rows) = event {
            self.size = (columns, rows);
            self.lay_out(transcript);
            return Ok(Action::Draw);
        }
        Ok(tty::key(&event).map_or(Action::Ignore, |key| self.screen.key(key)))
    }

    fn suspend(&mut self, transcript: &Transcript) -> io::Result<()> {
        if let Some((tty, _)) = &mut self.tty {
            tty.suspend();
        }
        self.size = terminal::size()?;
        self.lay_out(transcript);
        Ok(())
    }

    /// Unfolds what is folded, on every page, or folds it again; the page begins anew.
    fn fold(&mut self, transcript: &Transcript) {
        self.detail = if self.detail == Detail::All { Detail::Paged } else { Detail::All };
        self.screen.show(self.screen.page(), 0);
        self.lay_out(transcript);
    }

    fn lay_out(&mut self, transcript: &Transcript) {
        let width = usize::from(self.size.0).max(1);
        let cut = |rows: Vec<Row>| -> Vec<Line> { rows.iter().flat_map(|row| lines(row, width)).collect() };
        self.pages = (0..=transcript.steps.len()).map(|page| cut(self.page_rows(transcript, page, width))).collect();
        let body = usize::from(self.size.1).saturating_sub(1);
        self.screen.fit(self.pages.iter().map(Vec::len), body);
    }

    fn page_rows(&self, transcript: &Transcript, page: usize, width: usize) -> Vec<Row> {
        let Some(step) = page.checked_sub(1) else { return head_rows(&transcript.subject, width) };
        let mut rows = step_rows(transcript, step, View::new(width, self.detail));
        if let Some((prediction, _)) = self.asked.as_ref().filter(|(p, on)| *on == page && !is_told(transcript, p)) {
            rows.push(Row::new());
            rows.extend(question_rows(prediction, width));
        }
        rows
    }

    fn draw(&mut self, state: State) -> io::Result<()> {
        let body = usize::from(self.size.1).saturating_sub(1);
        let page = self.pages.get(self.screen.page()).map_or(&[][..], Vec::as_slice);
        let shown = page.iter().skip(self.screen.top()).take(body);
        let paint = |line: &Line| Painted { text: self.paint.line(&line.row), joined: line.joined };
        let mut lines: Vec<Painted> = shown.map(paint).collect();
        lines.resize_with(body, || Painted { text: String::new(), joined: false });
        let footer = footer(&self.screen, (state, self.detail), usize::from(self.size.0));
        lines.push(Painted { text: self.paint.line(&footer), joined: false });
        match &mut self.tty {
            Some((tty, _)) => tty.draw(&lines),
            None => Ok(()),
        }
    }
}

/// A row cut at the terminal's edge. A piece that fills its line to the edge is joined to the next by the terminal.
fn lines(row: &Row, width: usize) -> Vec<Line> {
    let mut joined = false;
    let line = |row: Row| {
        let full = row.width() == width && !row.runs.last().is_some_and(|r| r.text().ends_with(' '));
        Line { row, joined: std::mem::replace(&mut joined, full) }
    };
    row.cut(width).into_iter().map(line).collect()
}

/// Whether a prediction's item is in the transcript.
fn is_told(transcript: &Transcript, prediction: &Prediction) -> bool {
    let is = |item: &Item| matches!(item, Item::Asks(asked) if asked.question.id == prediction.question.id);
    transcript.items().any(is)
}

/// `── step 4 ── Enter next · ← back · d all · q leave ──────`
fn footer(screen: &Screen, (state, detail): (State, Detail), width: usize) -> Row {
    let detail = if detail == Detail::All { "brief" } else { "all" };
    let mut row = Row::new().and("── ", Ink::Dim);
    match screen.page() {
        0 => row.push("start", Ink::Title),
        step => row.push(format!("step {step}"), Ink::Title),
    }
    row.push(" ── ", Ink::Dim);
    let back = if screen.page() > 0 { " · ← back" } else { "" };
    let keys = match (state, screen.below(), screen.choices()) {
        (State::Running, ..) => "running …".to_string(),
        (_, 0, Some(0)) => format!("think, then Enter{back} · q leave"),
        (_, 0, Some(choices)) if screen.is_passing() => {
            format!("no prediction yet: 1–{choices} choose · Enter again goes on without")
        }
        (_, 0, Some(choices)) => format!("1–{choices} choose · Enter twice skips{back} · q leave"),
        (_, 0, None) => format!("Enter next{back} · d {detail} · q leave"),
        (_, 1, _) => format!("1 line below · Enter down{back} · d {detail} · q leave"),
        (_, lines, _) => format!("{lines} lines below · Enter down{back} · d {detail} · q leave"),
    };
    row = row.and(keys, Ink::Plain).and(" ", Ink::Plain);
    row.push("─".repeat(width.saturating_sub(row.width())), Ink::Dim);
    row.cut(width.max(1)).into_iter().next().unwrap_or_default()
}
