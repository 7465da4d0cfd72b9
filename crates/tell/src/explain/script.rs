//! A walk through a capture with words of its own: a page borrows them and they are gone with it; a terminal's transcript keeps
//! them as long as the program runs, as it does a lesson's, and needs them once.

use crate::render::html::{self, Report};
use crate::story::{About, Item, Line, Scene, Step, Transcript};
use wirewalk_dissect::Message;
use wirewalk_dissect::recording::{Connection, Recording, Secrets};

/// What is to be told, and of what.
pub struct Script {
    /// What the captures are called.
    pub title: String,
    /// What there is in them.
    pub line: String,
    /// The steps.
    pub parts: Vec<Part>,
    /// The conversations.
    pub places: Vec<Place>,
}

/// A step.
pub struct Part {
    /// Its id, unique in the walk.
    pub id: String,
    /// Its headline.
    pub title: String,
    /// What the program has to say itself.
    pub text: &'static str,
    /// What it shows; an exhibit's scene is an index into [`Script::places`].
    pub items: Vec<Item>,
}

/// A conversation's messages: what happened beside them is not kept.
pub struct Place {
    /// Its id, unique in the walk.
    pub id: String,
    /// The step that opens it, as an index into [`Script::parts`].
    pub announced: Option<usize>,
    /// Who talks.
    pub connection: Connection,
    /// The messages as they are without the secrets.
    pub eve: Vec<Message>,
    /// The messages as they are with them, if there are secrets.
    pub insider: Vec<Message>,
}

impl Script {
    /// The page.
    pub fn report(&self) -> Report<'_> {
        // Whoever took the capture is not in it.
        let mut report = Report {
            title: self.title.as_str().into(),
            line: self.line.as_str().into(),
            about: None,
            eavesdropper: None,
            views: ["without the keys", "with the keys"],
            steps: self.parts.iter().map(Part::step).collect(),
            scenes: self.places.iter().map(|place| place.scene(&self.parts)).collect(),
            home: None,
            live: None,
        };
        if report.scenes.iter().all(|scene| scene.insider.is_empty()) {
            report.views = ["without keys"; 2];
            report.scenes.iter_mut().for_each(|scene| scene.insider = scene.eve);
        }
        report
    }

    /// The walk for a terminal.
    pub fn transcript(self) -> Transcript {
        let about = About {
            number: 0,
            title: word(self.title),
            line: word(self.line),
            minutes: 0,
            before: "",
            objectives: &[],
            read_on: &[],
        };
        let mut transcript = Transcript::new(Box::leak(Box::new(about)));
        transcript.steps.extend(self.parts.into_iter().map(|Part { id, title, text, items }| {
            let line = Box::leak(Box::new(Line { id: word(id), title: word(title), text }));
            Step { line, items }
        }));
        for Place { id, announced, connection, eve, insider } in self.places {
            let announced = announced.and_then(|step| transcript.steps.get(step)).map(|step| step.line);
            let recording = Recording { connections: vec![connection] };
            transcript.scenes.push(Scene {
                id: word(id),
                announced,
                recording,
                secrets: Secrets::none(),
                eve,
                insider,
            });
        }
        transcript
    }
}

impl Part {
    fn step(&self) -> html::Step<'_> {
        html::Step { id: &self.id, title: &self.title, text: self.text, items: &self.items }
    }
}

impl Place {
    fn scene<'a>(&'a self, parts: &'a [Part]) -> html::Scene<'a> {
        let announced = self.announced.and_then(|part| parts.get(part));
        html::Scene {
            id: &self.id,
            title: announced.map_or(&self.id, |part| &part.title),
            announced: announced.map(|part| part.id.as_str()),
            connections: std::slice::from_ref(&self.connection),
            eve: &self.eve,
            insider: &self.insider,
        }
    }
}

/// A text for as long as the program runs.
fn word(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}
