//! Whoever a walk is presented to, and how far they have come: what is news to them, and what is not.

use std::io;

use super::{Item, Prediction, Transcript};

/// Whoever the walk is presented to: a terminal, or nobody.
pub trait Audience {
    /// Presents the steps that were not presented yet.
    ///
    /// # Errors
    /// The terminal or the pipe failed.
    fn reveal(&mut self, transcript: &Transcript) -> io::Result<Flow>;

    /// Presents what was not presented yet and asks for an answer: its place among the choices shown, from 0, or `None`.
    ///
    /// # Errors
    /// The terminal or the pipe failed.
    fn ask(&mut self, transcript: &Transcript, prediction: &Prediction) -> io::Result<(Option<usize>, Flow)>;

    /// Whether the walk stands still while somebody reads, who may try there what they are told to.
    fn waits(&self) -> bool {
        true
    }
}

/// Whether the audience stays.
#[must_use]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Go on.
    On,
    /// The person left.
    Quit,
    /// The person pressed Ctrl-C.
    Interrupted,
}

impl<A: Audience> Audience for &mut A {
    fn reveal(&mut self, transcript: &Transcript) -> io::Result<Flow> {
        (**self).reveal(transcript)
    }

    fn ask(&mut self, transcript: &Transcript, prediction: &Prediction) -> io::Result<(Option<usize>, Flow)> {
        (**self).ask(transcript, prediction)
    }

    fn waits(&self) -> bool {
        (**self).waits()
    }
}

/// The reason why a walk ended early: the audience left. Not a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the walk was left before its end")]
pub struct Left(pub Flow);

/// An audience that wants nothing: for JSON, benchmarks and tests.
pub struct Nobody;

impl Audience for Nobody {
    fn reveal(&mut self, _: &Transcript) -> io::Result<Flow> {
        Ok(Flow::On)
    }

    fn ask(&mut self, _: &Transcript, _: &Prediction) -> io::Result<(Option<usize>, Flow)> {
        Ok((None, Flow::On))
    }

    fn waits(&self) -> bool {
        false
    }
}

/// How far a transcript was presented.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Presented {
    /// Steps that were begun.
    pub steps: usize,
    /// Items of the last of them.
    pub items: usize,
    /// The question that was asked since, whose item is no news.
    pub asked: Option<&'static str>,
}

impl Presented {
    /// All of it.
    pub fn all(transcript: &Transcript) -> Presented {
        let items = transcript.steps.last().map_or(0, |s| s.items.len());
        Presented { steps: transcript.steps.len(), items, asked: None }
    }

    /// The first step with something new, and from which item on: `None` if the whole step is new.
    pub fn next(&self, transcript: &Transcript) -> Option<(usize, Option<usize>)> {
        if let Some(last) = self.steps.checked_sub(1).and_then(|i| transcript.steps.get(i)) {
            let old = |item: &Item| match item {
                Item::Asks(prediction) => self.asked == Some(prediction.question.id),
                _ => false,
            };
            let fresh = last.items.iter().skip(self.items).skip_while(|i| old(i)).count();
            if fresh > 0 {
                return Some((self.steps - 1, Some(last.items.len() - fresh)));
            }
        }
        (self.steps < transcript.steps.len()).then_some((self.steps, None))
    }
}
