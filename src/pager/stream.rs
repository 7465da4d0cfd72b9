//! Steps printed one below the other, with a pause or without.

use std::io::{self, Write};
use std::time::Duration;

use super::interrupts::Interrupts;
use super::tty::width;
use crate::paint::Paint;
use crate::render::ink::Row;
use crate::render::terminal::{Detail, View, folding_rows, head_rows, is_parted, item_rows, step_rows};
use crate::story::{Flow, Presented, Transcript};

/// How far the printing is.
pub struct Stream {
    paint: Paint,
    pause: Option<(Duration, Interrupts)>,
    begun: bool,
    pub(super) detail: Detail,
    presented: Presented,
}

impl Stream {
    /// With this pause after each step.
    pub fn new(paint: Paint, pause: Option<Duration>) -> Stream {
        let pause = pause.map(|p| (p, Interrupts::watch(|| ())));
        if pause.is_none() {
            // Nobody waits for Ctrl-C, and what is not whole yet is to go.
            Interrupts::end_at_once(|| ());
        }
        Stream { paint, pause, begun: false, detail: Detail::All, presented: Presented::default() }
    }

    /// Whether it stops after each step.
    pub fn pauses(&self) -> bool {
        self.pause.is_some()
    }

    /// Prints what is new.
    pub fn reveal(&mut self, transcript: &Transcript) -> io::Result<Flow> {
        if !self.begun {
            self.begun = true;
            let folding = folding_rows(View::new(width(), self.detail));
            if self.print(&[head_rows(&transcript.subject, width()), folding].concat())? != Flow::On {
                return Ok(Flow::Interrupted);
            }
        }
        while let Some((index, from)) = self.presented.next(transcript) {
            let view = View::new(width(), self.detail);
            let mut rows = vec![Row::new(); usize::from(is_parted(transcript, index, from, view))];
            rows.extend(match from {
                None => step_rows(transcript, index, view),
                Some(item) => item_rows(transcript, index, item, view),
            });
            let items = transcript.steps[index].items.len();
            self.presented = Presented { steps: index + 1, items, asked: None };
            if self.print(&rows)? != Flow::On {
                return Ok(Flow::Interrupted);
            }
        }
        Ok(Flow::On)
    }

    fn print(&self, rows: &[Row]) -> io::Result<Flow> {
        let mut out = io::stdout().lock();
        self.paint.write(&mut out, rows)?;
        out.flush()?;
        drop(out);
        match &self.pause {
            Some((pause, interrupts)) if interrupts.within(*pause) => Ok(Flow::Interrupted),
            _ => Ok(Flow::On),
        }
    }
}
