//! The audience of a walk in a browser: each step is handed over when the page asks for it.

use std::io;
use std::sync::mpsc::{Receiver, Sender};

use serde_json::Value;

use crate::render::html::{self, Growing};
use crate::render::terminal::Artifact;
use crate::story::{Audience, Flow, Item, Prediction, Presented, Transcript};

/// What a walk says.
pub enum Word {
    /// What is new, and the question that it waits with.
    News { news: Value, asks: Option<Value> },
    /// It is over, and left these files.
    Over(Vec<Artifact>),
    /// It broke off.
    Failed(String),
}

/// What a page says: go on, with this answer to the question.
pub type Nod = Option<usize>;

/// A page, from where a walk sees it. It is gone when nobody listens, or when nobody can nod any more.
pub struct Tab {
    said: Sender<Word>,
    nods: Receiver<Nod>,
    told: Growing,
    presented: Presented,
}

impl Tab {
    /// A page that was told nothing yet.
    pub fn new(said: Sender<Word>, nods: Receiver<Nod>) -> Tab {
        Tab { said, nods, told: Growing::default(), presented: Presented::default() }
    }

    /// Tells what is new and waits for the nod. `None`: nobody is there any more.
    fn tell(&mut self, transcript: &Transcript, asks: Option<Value>) -> Option<Nod> {
        let news = self.told.news(transcript);
        self.said.send(Word::News { news, asks }).ok()?;
        self.nods.recv().ok()
    }
}

impl Audience for Tab {
    fn reveal(&mut self, transcript: &Transcript) -> io::Result<Flow> {
        if self.presented.next(transcript).is_none() {
            return Ok(Flow::On);
        }
        self.presented = Presented::all(transcript);
        Ok(self.tell(transcript, None).map_or(Flow::Quit, |_| Flow::On))
    }

    fn ask(&mut self, transcript: &Transcript, prediction: &Prediction) -> io::Result<(Option<usize>, Flow)> {
        self.presented = Presented { asked: Some(prediction.question.id), ..Presented::all(transcript) };
        let asks = html::item(&Item::Asks(prediction.clone()));
        Ok(match self.tell(transcript, asks) {
            Some(choice) => (choice.filter(|choice| *choice < prediction.choices().len()), Flow::On),
            None => (None, Flow::Quit),
        })
    }
}
