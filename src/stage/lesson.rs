//! What a lesson is.

use anyhow::Result;

use super::site::Site;
use super::{Stage, artifacts};
use crate::claims::Check;
use crate::story::{About, Voice};

/// One lesson: what it is called and the functions that it is made of.
pub struct Lesson {
    /// Title, objectives, what to know before.
    pub about: About,
    /// The port that it is taught on.
    pub port: u16,
    /// How its server is addressed: `http`, `https`, or `tcp` where it speaks frames of its own.
    pub scheme: &'static str,
    /// The walk.
    pub walk: fn(&mut Voice, &mut Stage) -> Result<()>,
    /// One side alone, if the lesson has it: the server, until Ctrl-C.
    pub server: Option<fn(Site) -> Result<()>>,
    /// One side alone, if the lesson has it: asks the server at this URL ([`Lesson::url`] if the person names none) and
    /// returns the secret message.
    pub client: Option<fn(&str) -> Result<String>>,
    /// Further commands of this lesson; one that is called `server` or `client` takes the place of the usual one.
    pub commands: &'static [Extra],
    /// What it claims, and how each claim is checked.
    pub claims: &'static [&'static [Check]],
    /// Whether its parties share a Fernet key: `SECRET_KEY`, and `lessonN.key` under the output folder.
    pub keys: bool,
    /// Further files that a walk leaves: keys and certificates.
    pub files: &'static [&'static str],
}

impl Lesson {
    /// A lesson in plain HTTP, of which nothing else is said yet.
    pub const fn of(about: About, walk: fn(&mut Voice, &mut Stage) -> Result<()>) -> Lesson {
        let (port, scheme, server, client, keys) = (5985, "http", None, None, false);
        Lesson { about, port, scheme, walk, server, client, commands: &[], claims: &[], keys, files: &[] }
    }

    /// Where its server is to be found if nobody says otherwise.
    pub fn url(&self) -> String {
        // A certificate is for a name, so that is what a person gives.
        let (host, slash) = match self.scheme {
            "https" => ("localhost", "/"),
            "tcp" => ("127.0.0.1", ""),
            _ => ("127.0.0.1", "/"),
        };
        format!("{}://{host}:{}{slash}", self.scheme, self.port)
    }

    /// The names of all files that a walk of it may leave.
    pub fn file_names(&self) -> Vec<String> {
        let number = self.about.number;
        let mut names = ["pcapng", "json", "html"].map(|ending| format!("lesson{number}.{ending}")).to_vec();
        names.push(artifacts::plot_name(number));
        if self.keys {
            names.push(format!("lesson{number}.key"));
        }
        if self.scheme == "https" {
            names.extend([format!("lesson{number}-with-secrets.pcapng"), format!("lesson{number}.keys")]);
        }
        names.extend(self.files.iter().map(|name| (*name).to_owned()));
        names
    }
}

/// A further command of a lesson: `lesson2 keygen`.
pub struct Extra {
    /// Its name.
    pub name: &'static str,
    /// What it does, in one line.
    pub about: &'static str,
    /// Adds its arguments.
    pub args: fn(clap::Command) -> clap::Command,
    /// Runs it.
    pub run: fn(&clap::ArgMatches) -> Result<()>,
}
