//! The document: what a walk is about, its scenes and its steps.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{About, Choice, Claim, Exhibit, Item, Line, Prediction};
use wirewalk_dissect::recording::secrets::KeyLog;
use wirewalk_dissect::recording::{Connection, Recording, Secrets, Side};
use wirewalk_dissect::{Label, Message, dissect};

/// A text of the document: a lesson's stands in its table of prose, what is said of a capture was made for it.
pub type Words = Cow<'static, str>;

/// Everything that a walk said and saw.
pub struct Transcript {
    /// What it is about.
    pub subject: Subject,
    /// The scenes that ran, in order.
    pub scenes: Vec<Scene>,
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// Values that the lesson kept for the claims, by their id.
    pub kept: BTreeMap<&'static str, String>,
    /// What the order of the choices of this run's predictions follows from.
    pub seed: u32,
}

/// What is walked through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A lesson.
    Lesson(&'static About),
    /// Captures that somebody took.
    Captures {
        /// What they are called.
        title: String,
        /// What there is in them.
        line: String,
    },
}

/// One or more connections that ran unpaused, with what Eve recorded, seen without and with the secrets.
#[derive(Clone)]
pub struct Scene {
    /// Its id, unique in its document.
    pub id: Words,
    /// The step that announced it, as an index into [`Transcript::steps`]; `None` where nobody spoke before.
    pub announced: Option<usize>,
    /// What Eve recorded; of a capture's conversations not the events.
    pub recording: Recording,
    /// What the parties knew.
    pub secrets: Secrets,
    /// Dissected without the secrets.
    pub eve: Vec<Message>,
    /// Dissected with them: message for message the same as Eve's, with more sources; under TLS with further messages.
    pub insider: Vec<Message>,
}

/// What is revealed at one keypress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its id, unique in its document: `plain.request`.
    pub id: Words,
    /// Its headline.
    pub title: Words,
    /// Paragraphs, parted by blank lines; `code` in backticks.
    pub text: Words,
    /// What it holds, in order.
    pub items: Vec<Item>,
}

impl From<&'static About> for Subject {
    fn from(about: &'static About) -> Subject {
        Subject::Lesson(about)
    }
}

impl Subject {
    /// The lesson, if it is one.
    pub fn lesson(&self) -> Option<&'static About> {
        match self {
            Subject::Lesson(about) => Some(about),
            Subject::Captures { .. } => None,
        }
    }

    /// Its title, after the lesson's number and what parts the two.
    pub fn title(&self, parted: &str) -> String {
        match self {
            Subject::Lesson(about) => format!("Lesson {}{parted}{}", about.number, about.title),
            Subject::Captures { title, .. } => title.clone(),
        }
    }

    /// One sentence below the title.
    pub fn line(&self) -> &str {
        match self {
            Subject::Lesson(about) => about.line,
            Subject::Captures { line, .. } => line,
        }
    }
}

impl Step {
    /// A step that says this line.
    pub fn new(line: &'static Line, items: Vec<Item>) -> Step {
        Step { id: line.id.into(), title: line.title.into(), text: line.text.into(), items }
    }

    fn shows(&self, which: impl Fn(usize) -> bool) -> bool {
        self.items.iter().any(|item| matches!(item, Item::Message(exhibit) if which(exhibit.scene)))
    }
}

impl Transcript {
    /// An empty transcript of a lesson, or of captures.
    pub fn new(subject: impl Into<Subject>) -> Transcript {
        Transcript { subject: subject.into(), scenes: Vec::new(), steps: Vec::new(), kept: BTreeMap::new(), seed: 0 }
    }

    /// What all steps show, in order.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.steps.iter().flat_map(|step| &step.items)
    }

    /// All claims of all steps, in order.
    pub fn claims(&self) -> impl Iterator<Item = &Claim> {
        self.items().filter_map(|item| match item {
            Item::Claim(claim) => Some(claim),
            _ => None,
        })
    }

    /// The predictions that were answered, in order, each with the step that answers it; open questions are none.
    pub fn predictions(&self) -> impl Iterator<Item = (usize, &Prediction)> {
        let items = self.steps.iter().enumerate().flat_map(|(at, step)| step.items.iter().map(move |item| (at, item)));
        items.filter_map(|(at, item)| match item {
            Item::Answers(prediction) if !prediction.is_open() => Some((at, prediction)),
            _ => None,
        })
    }

    /// Where the field is shown that refutes a choice of a prediction: in the step that the choice names, or else in the last step that
    /// shows it up to the one that answers (`by`), or else in the first one after that.
    pub fn shown(&self, choice: &Choice, by: usize) -> Option<(usize, &Exhibit)> {
        let id = choice.see?;
        let shows = |(at, step): (usize, &Step)| {
            if choice.at.is_some_and(|named| named != step.id) {
                return None;
            }
            let shown = step.items.iter().position(|item| match item {
                Item::Message(exhibit) => self.exhibit(exhibit).is_some_and(|message| message.find_id(id).is_some()),
                _ => false,
            });
            shown.map(|item| (at, item))
        };
        let (before, after) = self.steps.split_at(self.steps.len().min(by + 1));
        let found = before.iter().enumerate().rev().find_map(shows);
        let (at, item) = found.or_else(|| (by + 1..).zip(after).find_map(shows))?;
        match self.steps.get(at)?.items.get(item)? {
            Item::Message(exhibit) => Some((at, exhibit)),
            _ => None,
        }
    }

    /// All claims by the scene that had run when they were made, in order, each scene by its title; those before any scene by
    /// the lesson's.
    pub fn claims_by_scene(&self) -> Vec<(&str, Vec<&Claim>)> {
        let mut groups: Vec<(&str, Vec<&Claim>)> = Vec::new();
        for (at, step) in self.steps.iter().enumerate() {
            let ran = self.scenes.iter().enumerate().rev();
            let scene =
                ran.filter(|(_, scene)| !scene.is_file()).find(|(_, s)| s.announced.is_some_and(|said| said < at));
            let title = scene
                .map_or_else(|| self.steps.first().map_or("", |s| &*s.title), |(i, scene)| self.title_of(i, scene));
            for item in &step.items {
                let Item::Claim(claim) = item else { continue };
                match groups.last_mut().filter(|(last, _)| *last == title) {
                    Some((_, claims)) => claims.push(claim),
                    None => groups.push((title, vec![claim])),
                }
            }
        }
        groups
    }

    /// The TLS secrets that the parties of any scene knew, each once.
    pub fn key_log(&self) -> KeyLog {
        let mut key_log = KeyLog::new();
        self.scenes.iter().for_each(|scene| key_log.merge(scene.secrets.key_log()));
        key_log
    }

    /// The message that an exhibit names.
    pub fn exhibit(&self, exhibit: &Exhibit) -> Option<&Message> {
        self.scenes.get(exhibit.scene)?.messages(exhibit.insider).get(exhibit.message)
    }

    /// The step that announced a scene.
    pub fn announcing(&self, scene: &Scene) -> Option<&Step> {
        self.steps.get(scene.announced?)
    }

    /// What a person chooses a scene by: the step that announced it; if that one had told of another scene, or announced one
    /// before it, the first step that shows it.
    pub fn title_of<'a>(&'a self, at: usize, scene: &'a Scene) -> &'a str {
        let Some(announced) = self.announcing(scene).filter(|_| !scene.is_file()) else { return &scene.id };
        let told = announced.shows(|scene| scene < at);
        let mut earlier = self.scenes.iter().take(at);
        let before = earlier.any(|other| other.announced == scene.announced && !other.is_file());
        let first = self.steps.iter().find(|step| (told || before) && step.shows(|scene| scene == at));
        &first.unwrap_or(announced).title
    }
}

impl Scene {
    /// What was recorded, dissected without the secrets and with them.
    pub fn of(id: impl Into<Words>, recording: Recording, secrets: Secrets) -> Scene {
        let eve = dissect(&recording, &Secrets::none()).collect();
        let insider = dissect(&recording, &secrets).collect();
        Scene { id: id.into(), announced: None, recording, secrets, eve, insider }
    }

    /// What the parties saw, or what Eve saw if nobody else looked: the same messages, with more or fewer sources.
    pub fn fullest(&self) -> &[Message] {
        if self.insider.is_empty() { &self.eve } else { &self.insider }
    }

    /// Its messages, without or with the secrets.
    pub fn messages(&self, insider: bool) -> &[Message] {
        if insider { &self.insider } else { &self.eve }
    }

    /// The connection with this number.
    pub fn connection(&self, id: u32) -> Option<&Connection> {
        self.recording.connections.iter().find(|c| c.id == id)
    }

    /// Whether it is no scene but a file that was taken apart: it has the file's name and no connection.
    pub fn is_file(&self) -> bool {
        self.recording.connections.is_empty()
    }

    /// Whether it was not played here but read from a recording that was kept: its events stand in packets.
    pub fn is_recalled(&self) -> bool {
        self.recording.connections.iter().flat_map(|c| &c.events).any(|e| e.packet.is_some())
    }

    /// Which leg of the journey a connection is; a file counts as on the first.
    pub fn hop(&self, connection: u32) -> Option<u8> {
        if self.is_file() { Some(0) } else { self.connection(connection).map(|c| c.hop) }
    }

    /// The messages that crossed one leg of the journey.
    pub fn on_hop(&self, insider: bool, hop: u8) -> impl Iterator<Item = &Message> {
        self.messages(insider).iter().filter(move |m| self.hop(m.connection) == Some(hop))
    }

    /// The bytes of the first field of this kind in what a server said on one leg, as Eve has them. What callers said is
    /// passed over: anybody on this machine may call while a scene is played.
    pub fn bytes_of(&self, hop: u8, label: &Label) -> Option<&[u8]> {
        let mut said = self.on_hop(false, hop).filter(|m| m.side == Side::Server);
        said.find_map(|m| m.bytes_of(label))
    }
}
