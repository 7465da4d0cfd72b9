//! The stage: what a lesson is, the scenes it plays, and the three ways to run it.

mod artifacts;
mod cli;
mod eve;
mod mallory;
mod map;
mod peggy;
mod ports;
mod run;
mod scene;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::door::{Door, Limits, Tls};
use crate::frames::{self, Listener, Wire};
use crate::pki::paths;
use crate::story::{About, Name, Shot, Voice};

pub use crate::recording::Side;
pub use cli::{ClientArgs, ServerArgs, WalkArgs, lesson_main, pace, wirewalk_main};
pub use run::{Invocation, perform, rehearse, rehearse_into, tells, walk};
pub use scene::{Place, Set};
pub use wirewalk_ground::{Access, Folder, now, quoted};

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
    /// Whether its parties share a Fernet key: `SECRET_KEY`, and `lessonN.key` under the output folder.
    pub keys: bool,
    /// Further files that a walk leaves: keys and certificates.
    pub files: &'static [&'static str],
}

impl Lesson {
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

/// Where a lesson's server is to listen when it runs alone.
pub struct Site {
    /// Address and port.
    pub at: SocketAddr,
}

impl Site {
    /// Serves `app` behind a door until Ctrl-C.
    ///
    /// # Errors
    /// The address cannot be listened on, or the app could not be started.
    pub fn serves(self, limits: Limits, app: impl FnOnce(&tiny_http::Server) + Send + 'static) -> Result<()> {
        let door = Door::open(self.at, limits, app)
            .with_context(|| format!("cannot listen on {}; name another port with --port", self.at))?;
        door.run_until_ctrl_c(|at| run::announce(&format!("http://{at}/"), at))?;
        Ok(())
    }

    /// Serves `app` over TLS behind a door until Ctrl-C; says on stderr whose handshake failed and why.
    ///
    /// # Errors
    /// As [`Site::serves`].
    pub fn serves_tls(
        self,
        limits: Limits,
        config: rustls::ServerConfig,
        app: impl FnOnce(&tiny_http::Server) + Send + 'static,
    ) -> Result<()> {
        let acceptor = Tls::new(config).reporting(|from, error| run::report_refusal(from, &error.into()));
        let door = Door::open_over(self.at, limits, acceptor, app)
            .with_context(|| format!("cannot listen on {}; name another port with --port", self.at))?;
        door.run_until_ctrl_c(|at| run::announce(&run::https(at), at))?;
        Ok(())
    }

    /// Speaks frames with whoever connects, until Ctrl-C; says on stderr whom it refused and why.
    ///
    /// # Errors
    /// The address cannot be listened on.
    pub fn converses(self, talk: impl Fn(&mut Wire) -> Result<()> + Send + Sync + 'static) -> Result<()> {
        let listener = Listener::open(self.at, frames::Limits::default(), talk, run::report_refusal)
            .with_context(|| format!("cannot listen on {}; name another port with --port", self.at))?;
        let addr = listener.addr();
        listener.run_until_ctrl_c(|| Ok(run::announce(&format!("tcp://{addr}"), addr)?))
    }
}

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
        let outcome = outcome.with_context(|| format!("the scene `{id}` broke off"))?;
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

    /// Writes what there is so far under the output folder, so that the commands that come next find it.
    ///
    /// # Errors
    /// A file could not be written, or one of that name is there and is not ours.
    pub fn leaves(&mut self, voice: &Voice) -> Result<()> {
        artifacts::leave(&mut self.folder, voice.transcript())?;
        Ok(())
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
            ("ca", self.invocation.lesson(number, "ca")),
            ("csr", self.invocation.lesson(number, "csr")),
            ("sign", self.invocation.lesson(number, "sign")),
            ("inspect", self.invocation.lesson(number, "inspect")),
            ("verify", self.invocation.lesson(number, "verify")),
            ("keygen", self.invocation.lesson(number, "keygen")),
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
        values.extend(lesson.files.iter().map(|name| (*name, named(name))));
        values
    }
}
