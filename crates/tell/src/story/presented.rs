//! How far an audience has come: what is news to it, and what is not.

use super::{Item, Transcript};

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
                Item::Asks { question, .. } => self.asked == Some(question.id),
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
