//! The stage: what a lesson is, the scenes it plays, and the three ways to run it.

pub mod address;
mod args;
mod artifacts;
pub mod cli;
mod datagrams;
mod eve;
pub mod history;
mod invocation;
mod lesson;
mod mallory;
mod peggy;
mod ports;
mod run;
mod scene;
mod site;

use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::pki::paths;
use crate::story::{Line, Name, Question, Recipe, Shot, Voice};

pub use crate::recording::Side;
pub use args::{ClientArgs, HowMuch, ServerArgs, WalkArgs};
pub use cli::lesson_main;
pub use datagrams::Router;
pub use invocation::{Invocation, hints};
pub use lesson::{Extra, Lesson};
pub use run::{perform, rehearse, rehearse_into, report, tells, walk};
pub use scene::{Place, Set};
pub use site::Site;
pub use wirewalk_ground::{Access, Folder, now, quoted};

/// Said when the lesson's port was not free.
const PORT_TAKEN: Name = Name { id: "stage.port-taken", text: "another port" };

/// Plays scenes and leaves files behind.
pub struct Stage {
    bind: IpAddr,
    port: u16,
    folder: Folder,
    invocation: Invocation,
    patience: Duration,
}

impl Stage {
    /// How long the lesson may compute for the sake of a measurement: seconds before a person, less in a rehearsal.
    pub fn patience(&self) -> Duration {
        self.patience
    }

    /// Reveals what was said so far, then plays a scene to its end without a pause, and records it.
    ///
    /// # Errors
    /// The audience left, or an actor failed: the scene is broken.
    pub fn scene<T>(
        &mut self,
        voice: &mut Voice,
        id: &'static str,
        play: impl FnOnce(&mut Set) -> Result<T>,
    ) -> Result<(Shot, T)> {
        voice.reveal()?;
        let mut set = Set::new(self.bind, self.port)?;
        let outcome = play(&mut set);
        if let Some(addr) = set.elsewhere() {
            voice.notes(&PORT_TAKEN, format!("port {} is taken, so Eve listens on {}", self.port, addr.port()));
        }
        let scene = set.curtain(id);
        let outcome = outcome.with_context(|| format!("the scene `{id}` failed"))?;
        Ok((voice.saw(scene), outcome))
    }

    /// Writes a file of the lesson's own under the output folder; returns where it is, as a person would type it.
    ///
    /// # Errors
    /// It could not be written, or one of that name is there and is not ours.
    pub fn file(&mut self, name: &str, access: Access, bytes: &[u8]) -> Result<String> {
        Ok(quoted(&self.folder.write(name, access, |out| out.write_all(bytes))?))
    }

    /// Where a file or folder of this name is under the output folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path(name)
    }

    /// Writes what there is so far under the output folder, so that the commands that come next find it; where nobody reads them before
    /// the walk ends, its end is soon enough.
    ///
    /// # Errors
    /// A file could not be written, or one of that name is there and is not ours.
    pub fn leaves(&mut self, voice: &Voice) -> Result<()> {
        if voice.waits() {
            artifacts::leave(&mut self.folder, voice.transcript())?;
        }
        Ok(())
    }

    /// The end of a walk: its files, what to try with them, and a question to think about, with what opens it and an answer.
    ///
    /// # Errors
    /// As [`Stage::leaves`], and those of the audience.
    pub fn ends(
        &mut self,
        voice: &mut Voice,
        lesson: &Lesson,
        (tries, recipes): (&'static Line, &'static [Recipe]),
        (opens, question, thought): (&'static Line, &'static Question, &'static Line),
    ) -> Result<()> {
        self.leaves(voice)?;
        voice.says(tries)?;
        voice.tries(recipes, &self.values(lesson))?;
        voice.says(opens)?;
        voice.asks(question)?;
        voice.says(thought)?;
        voice.answers(question)
    }

    /// What stands in the commands that are given to try: how this lesson is started, its port, its files.
    pub fn values(&self, lesson: &Lesson) -> Vec<(&'static str, String)> {
        let number = lesson.about.number;
        let file = |ending: &str| quoted(&self.folder.path(&format!("lesson{number}.{ending}")));
        let named = |name: &str| quoted(&self.folder.path(name));
        // A server or client with arguments of its own is one of the lesson's further commands.
        let command = |name: &str| {
            let extra = lesson.commands.iter().any(|extra| extra.name == name);
            self.invocation.command(number, name, extra)
        };
        let mut values = vec![
            ("lesson", self.invocation.lesson(number, "")),
            ("server", command("server")),
            ("client", command("client")),
            ("mine", quoted(&self.folder.path("mine"))),
            ("port", lesson.port.to_string()),
            ("url", lesson.url()),
            ("capture", file("pcapng")),
            ("json", file("json")),
            ("key", file("key")),
            ("keys", file("keys")),
            ("secrets", quoted(&self.folder.path(&format!("lesson{number}-with-secrets.pcapng")))),
            ("root", named(paths::CA_CERTIFICATE)),
            ("cert", named(paths::SERVER_CERTIFICATE)),
            ("private", named(paths::SERVER_KEY)),
            ("kept", named("rsa-key-transport.pcapng")),
            ("stolen", named("stolen-key.pem")),
            ("plot", quoted(&self.folder.path(&artifacts::plot_name(number)))),
            ("list_file", named("gallery-list.pem")),
            ("static", named("static")),
            ("plain", "http://localhost:8080/".to_owned()),
        ];
        values.extend(lesson.files.iter().map(|name| (*name, named(name))));
        values.extend(lesson.commands.iter().map(|extra| (extra.name, command(extra.name))));
        values
    }
}
