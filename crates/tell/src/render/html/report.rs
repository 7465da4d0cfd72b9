//! What a page is made of: steps that tell, scenes that hold what crossed the wire.

use std::borrow::Cow;

use crate::story::{About, Item, Transcript};
use wirewalk_dissect::Message;
use wirewalk_dissect::recording::Connection;

/// A page: everything borrowed, nothing dissected here.
pub struct Report<'a> {
    /// The headline, and what the browser's tab says.
    pub title: Cow<'a, str>,
    /// One sentence below it.
    pub line: Cow<'a, str>,
    /// The lesson, if it is one: what to know before, what one can do afterwards, where to read on.
    pub about: Option<&'a About>,
    /// Who has the recording without the secrets: a lane of the diagram has that name. `None`: nobody is shown.
    pub eavesdropper: Option<&'a str>,
    /// What the two views are called: without the secrets, with them. The same word twice: there is one view.
    pub views: [&'a str; 2],
    /// What is told, in order; without steps the page shows the scenes alone.
    pub steps: Vec<Step<'a>>,
    /// What crossed the wire.
    pub scenes: Vec<Scene<'a>>,
    /// Where the page was chosen, relative to its own address; `None`: it stands alone.
    pub home: Option<&'a str>,
    /// Whether there is more to come; `None`: the page holds everything.
    pub live: Option<Live<'a>>,
}

/// Where a page asks for the steps that it does not hold yet; the address is relative to its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Live<'a> {
    /// Plays the walk on when it is asked with POST.
    pub walk: &'a str,
}

/// What is revealed at one keypress.
pub struct Step<'a> {
    /// Its id, unique on the page; links name it.
    pub id: &'a str,
    /// Its headline.
    pub title: &'a str,
    /// Paragraphs, parted by blank lines; `code` in backticks.
    pub text: &'a str,
    /// What it shows; an exhibit's scene is an index into [`Report::scenes`].
    pub items: &'a [Item],
}

/// Connections that belong together, or a file.
pub struct Scene<'a> {
    /// Its id, unique on the page; links begin with it.
    pub id: &'a str,
    /// What a person chooses it by.
    pub title: &'a str,
    /// The id of the step that announced it: it is shown from the next step on, after the predictions. `None`: from the first.
    pub announced: Option<&'a str>,
    /// Its connections; none: it is a file.
    pub connections: &'a [Connection],
    /// The messages, dissected without the secrets.
    pub eve: &'a [Message],
    /// The messages, dissected with them; the same slice where there are none.
    pub insider: &'a [Message],
}

impl<'a> Report<'a> {
    /// The page of a walk.
    pub fn of(transcript: &'a Transcript) -> Report<'a> {
        let scene = |(at, scene): (usize, &'a crate::story::Scene)| Scene {
            id: scene.id,
            title: title(transcript, at, scene),
            announced: scene.announced.map(|line| line.id),
            connections: &scene.recording.connections,
            eve: &scene.eve,
            insider: &scene.insider,
        };
        let step = |step: &'a crate::story::Step| Step {
            id: step.line.id,
            title: step.line.title,
            text: step.line.text,
            items: &step.items,
        };
        let about = transcript.about;
        Report {
            title: format!("Lesson {}: {}", about.number, about.title).into(),
            line: about.line.into(),
            about: Some(about),
            eavesdropper: Some("Eve"),
            views: ["Eve", "insider"],
            steps: transcript.steps.iter().map(step).collect(),
            scenes: transcript.scenes.iter().enumerate().map(scene).collect(),
            home: None,
            live: None,
        }
    }
}

/// What a person chooses a scene by: the step that announced it; if that one had told of another scene, or announced one before
/// it, the first step that shows it.
fn title<'a>(transcript: &'a Transcript, at: usize, scene: &'a crate::story::Scene) -> &'a str {
    let Some(announced) = scene.announced.filter(|_| !scene.is_file()) else { return scene.id };
    let shows = |step: &crate::story::Step, which: &dyn Fn(usize) -> bool| {
        step.items.iter().any(|item| matches!(item, Item::Message(exhibit) if which(exhibit.scene)))
    };
    let told = transcript.steps.iter().any(|step| step.line == announced && shows(step, &|scene| scene < at));
    let before = transcript.scenes.iter().take(at).any(|other| other.announced == Some(announced) && !other.is_file());
    let first = transcript.steps.iter().find(|step| (told || before) && shows(step, &|scene| scene == at));
    first.map_or(announced.title, |step| step.line.title)
}
