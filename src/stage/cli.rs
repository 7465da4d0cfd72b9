//! Arguments: the same for `lessonN …` and for `wirewalk … N`.

use std::ffi::OsString;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};

use super::run::{self, Invocation};
use super::{Lesson, map};
use crate::pager::Pace;
use crate::{compare, explain, serve};

/// Reads `enter`, `none` or a number of seconds.
///
/// # Errors
/// What to give instead.
pub fn pace(text: &str) -> Result<Pace, String> {
    let seconds = |s: f64| (0.0..=3600.0).contains(&s).then_some(Pace::Seconds(s));
    match text {
        "enter" => Ok(Pace::Enter),
        "none" => Ok(Pace::None),
        number => number
            .parse()
            .ok()
            .and_then(seconds)
            .ok_or_else(|| "give enter, none, or how many seconds to wait after each step (0 to 3600)".to_owned()),
    }
}

/// What a walk can be told.
#[derive(Args, Clone, Debug)]
pub struct WalkArgs {
    /// enter (a key reveals the next step), none, or SECONDS after each step [default: enter on a terminal, none elsewhere]
    #[arg(long, value_parser = pace, allow_hyphen_values = true)]
    pub pace: Option<Pace>,
    /// Folder for the capture and the transcript [default: out/lessonN]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Port on which Eve listens, 0 for any [default: the lesson's, or a free one if that is taken]
    #[arg(long)]
    pub port: Option<u16>,
    /// Address on which Eve listens
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub bind: IpAddr,
    /// Print the transcript and the dissection as JSON on stdout, and nothing else
    #[arg(long, conflicts_with = "pace")]
    pub json: bool,
    /// Replace files in the output folder that a walk did not leave there
    #[arg(long)]
    pub force: bool,
}

/// What a server alone can be told.
#[derive(Args, Clone, Debug)]
pub struct ServerArgs {
    /// Port to listen on, 0 for any [default: the lesson's; never 5683, which Wireshark takes for CoAP]
    #[arg(long)]
    pub port: Option<u16>,
    /// Address to listen on; anything but loopback lets other machines in
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub bind: IpAddr,
}

/// What a client alone can be told.
#[derive(Args, Clone, Debug)]
pub struct ClientArgs {
    /// The server [default: the lesson's port on 127.0.0.1]
    #[arg(env = "SECRET_URL")]
    pub url: Option<String>,
}

const KEYS: &str =
    "At the pace `enter`: Enter, space or → shows the next step, ← or b the one before, ↑ and ↓ scroll, q leaves.";
const STATUS: &str =
    "Exit status: 0 all claims held (or you left), 1 a claim failed or a step broke, 2 wrong arguments, 130 Ctrl-C.";

const ENVIRONMENT: &str = "Environment:\n  SECRET_URL  the server that `client` asks";
const SECRET_KEY: &str = "  SECRET_KEY  the shared key of `server` and `client` (a walk makes its own)";
const NO_COLOR: &str = "  NO_COLOR    no colour, whatever the terminal can do";

/// `main` of a lesson's own binary.
pub fn lesson_main(lesson: &'static Lesson) -> ExitCode {
    let name = format!("lesson{}", lesson.about.number);
    let command = lesson_command(&name, lesson);
    run::report(dispatch_lesson(lesson, &command.get_matches(), Invocation::Lesson))
}

fn lesson_command(name: &str, lesson: &Lesson) -> Command {
    let about = format!("Lesson {}: {}. {}", lesson.about.number, lesson.about.title, lesson.about.line);
    let after = format!("{}\n\n{KEYS}\n{STATUS}", environment(lesson));
    // Deriving the arguments also sets what a command is about, so that is said last.
    let with =
        |name: &'static str, about: &'static str, args: fn(Command) -> Command| args(Command::new(name)).about(about);
    let walk = with("walk", "Walk through the lesson (this is what happens without a command)", WalkArgs::augment_args);
    let server = with("server", "Run the server alone, until Ctrl-C", ServerArgs::augment_args);
    let client = with("client", "Run the client alone, against a server that is running", ClientArgs::augment_args);
    // A command of the lesson's own takes the place of the usual one of that name.
    let usual = |name: &str| !lesson.commands.iter().any(|extra| extra.name == name);
    let (serves, asks) = (lesson.server.is_some() && usual("server"), lesson.client.is_some() && usual("client"));
    let sides = [serves.then_some(server), asks.then_some(client)];
    let extras = lesson.commands.iter().map(|extra| with(extra.name, extra.about, extra.args));
    WalkArgs::augment_args(Command::new(name.to_owned()).version(env!("CARGO_PKG_VERSION")))
        .about(about)
        .after_help(after)
        .args_conflicts_with_subcommands(true)
        .subcommand(walk)
        .subcommands(sides.into_iter().flatten())
        .subcommands(extras)
}

fn environment(lesson: &Lesson) -> String {
    match lesson.keys {
        true => format!("{ENVIRONMENT}\n{SECRET_KEY}\n{NO_COLOR}"),
        false => format!("{ENVIRONMENT}\n{NO_COLOR}"),
    }
}

fn dispatch_lesson(lesson: &'static Lesson, matches: &ArgMatches, invocation: Invocation) -> Result<ExitCode> {
    let Some((name, matches)) = matches.subcommand() else {
        return run::walk(lesson, &WalkArgs::from_arg_matches(matches)?, invocation);
    };
    if let Some(extra) = lesson.commands.iter().find(|e| e.name == name) {
        return (extra.run)(matches).map(|()| ExitCode::SUCCESS);
    }
    match name {
        "server" => server(lesson, matches),
        "client" => run::client(lesson, ClientArgs::from_arg_matches(matches)?.url),
        _ => run::walk(lesson, &WalkArgs::from_arg_matches(matches)?, invocation),
    }
}

fn server(lesson: &Lesson, matches: &ArgMatches) -> Result<ExitCode> {
    let args = ServerArgs::from_arg_matches(matches)?;
    run::server(lesson, SocketAddr::new(args.bind, args.port.unwrap_or(lesson.port)))
}

/// `main` of `wirewalk`: the course map, and every lesson by its number.
pub fn wirewalk_main(lessons: &'static [&'static Lesson]) -> ExitCode {
    let matches = wirewalk_command().get_matches();
    run::report(dispatch_wirewalk(lessons, &matches))
}

fn wirewalk_command() -> Command {
    let number = || Arg::new("N").required(true).value_parser(clap::value_parser!(u8)).help("The lesson's number");
    let with = |name: &'static str, about: &'static str, args: fn(Command) -> Command| {
        args(Command::new(name).arg(number())).about(about)
    };
    let rest = Arg::new("COMMAND")
        .num_args(0..)
        .trailing_var_arg(true)
        .allow_hyphen_values(true)
        .value_parser(clap::value_parser!(OsString))
        .help("The command with its arguments");
    Command::new("wirewalk")
        .version(env!("CARGO_PKG_VERSION"))
        .about("From a secret in plain HTTP to mutually authenticated TLS 1.3: every byte explained")
        .subcommand(with("walk", "Walk through lesson N", WalkArgs::augment_args))
        .subcommand(with("server", "Run lesson N's server alone, until Ctrl-C", ServerArgs::augment_args))
        .subcommand(with("client", "Run lesson N's client alone", ClientArgs::augment_args))
        .subcommand(explain::args::command())
        .subcommand(with("run", "Run another command of lesson N: `wirewalk run 2 keygen`", |c| c).arg(rest))
        .subcommand(compare::command::command())
        .subcommand(serve::command::command())
        .after_help(format!(
            "Without a command: the course map.\n\n{ENVIRONMENT}\n{SECRET_KEY}\n{NO_COLOR}\n\n{KEYS}\n{STATUS}"
        ))
}

fn dispatch_wirewalk(lessons: &'static [&'static Lesson], matches: &ArgMatches) -> Result<ExitCode> {
    let Some((command, matches)) = matches.subcommand() else {
        return map::print(lessons);
    };
    match command {
        "compare" => return compare::command::run(lessons, matches),
        "explain" => return explain::command::run(matches),
        "serve" => return serve::command::run(lessons, matches),
        _ => {}
    }
    let number: u8 = *matches.get_one("N").context("which lesson? `wirewalk` alone prints the course map")?;
    let lesson = lessons
        .iter()
        .find(|l| l.about.number == number)
        .with_context(|| format!("there is no lesson {number} yet; `wirewalk` alone prints the course map"))?;
    match command {
        "walk" => run::walk(lesson, &WalkArgs::from_arg_matches(matches)?, Invocation::Wirewalk),
        "server" => server(lesson, matches),
        "client" => run::client(lesson, ClientArgs::from_arg_matches(matches)?.url),
        _ => {
            let name = format!("wirewalk run {number}");
            let words = matches.get_many::<OsString>("COMMAND").into_iter().flatten().cloned();
            let all = std::iter::once(OsString::from(&name)).chain(words);
            let matches = lesson_command(&name, lesson).try_get_matches_from(all).unwrap_or_else(|e| e.exit());
            dispatch_lesson(lesson, &matches, Invocation::Wirewalk)
        }
    }
}
