//! Lesson 7's `server`, `client`, `bob` and `nginx`: their arguments, and the files behind them.
//!
//! Peggy shows what a walk of lesson 4 or 7 left; if there is nothing, Carol makes it on the spot (see `papers`).

use std::io::{self, Write};
use std::net::{IpAddr, SocketAddr};
use std::path::{PathBuf, absolute};

use anyhow::{Error, Result};
use clap::{Arg, ArgMatches, Args, Command, FromArgMatches, value_parser};

use super::arguments::{LOGS, file, flag, path};
use super::files::{load, note};
use super::marks::{self, MARKS};
use super::mutual::trust;
use super::papers::{MEMBERS_FILE, Papers};
use super::passphrase::{self, Source};
use crate::door::Mark;
use crate::pki::paths;
use crate::proxy::nginx::Nginx;
use crate::stage::{ClientArgs, Lesson, ServerArgs, Site, address, hints, quoted};
use crate::tls::{Credentials, Trust, Wishes};

/// What `server` is.
pub const SERVES: &str = "Run Peggy, with Bob behind her, until Ctrl-C";
/// What `client` is.
pub const ASKS: &str = "Run only Alice, with her own certificate if you name one, against Peggy or nginx";
/// What `bob` is.
pub const BOB: &str = "Run only Bob, without TLS, behind another proxy such as nginx, until Ctrl-C";
/// What `nginx` is.
pub const NGINX: &str = "Print a configuration that makes nginx do what Peggy does, or a compose file";

/// The port that leads to HTTPS.
const HTTP: u16 = 8080;
/// Where Bob is to be found by another proxy.
const BOBS_PORT: u16 = 5000;

/// What Peggy was told.
#[derive(Debug)]
pub struct Front {
    /// What she shows.
    pub shows: Credentials,
    /// Whose client certificates count, unless a list takes them back.
    pub clients: Trust,
    /// Whether nobody gets in without one.
    pub required: bool,
    /// The name under which she is reached.
    pub host: String,
    /// The port that leads to HTTPS.
    pub http: u16,
    /// The folder of the files that she serves under `/static/`.
    pub files: Option<PathBuf>,
    /// How many requests per second one address may send.
    pub rate: Option<u32>,
    /// How many Bobs there are.
    pub backends: u8,
}

const CERT: &str = "The proxy's certificate, PEM; intermediates follow it in the file [default: a walk's]";

fn outside(command: Command) -> Command {
    let plain = |name: &'static str, help: &'static str| Arg::new(name).long(name).help(help);
    let http = plain("http-port", "Port for HTTP, which redirects to HTTPS [default: 8080; any, if --port is 0]");
    let rate = plain("rate", "How many requests per second one address may send [default: no limit]");
    ServerArgs::augment_args(command)
        .mut_arg("port", |arg| {
            arg.env("PROXY_PORT").hide_env_values(true).help("Port for HTTPS [default: 8443; server: 0 is any]")
        })
        .arg(http.value_parser(value_parser!(u16)))
        .arg(plain("host", "The name that clients use; HTTP redirects to it [default: localhost, or --bind]"))
        .arg(file("cert", CERT).requires("key"))
        .arg(file("key", "The private key that belongs to it, PEM").requires("cert"))
        .arg(file("ca", "The authorities whose client certificates Peggy accepts, PEM [default: Carol's]"))
        .arg(file("crl", "Their revocation lists, PEM or DER"))
        .arg(
            flag("require").help("Refuse every client without a certificate; otherwise only /secure-data requires one"),
        )
        .arg(path("static", "DIR", "A folder of files to serve under /static/"))
        .arg(rate.value_parser(value_parser!(u32).range(1..=1000)))
}

/// What the two sides show if nobody says otherwise.
fn papers(lesson: &Lesson) -> Papers {
    Papers {
        lesson: lesson.about.number,
        needed: &[paths::CA_CERTIFICATE, paths::SERVER_CERTIFICATE, paths::SERVER_KEY],
        announced: "There is no certificate from a walk yet, so Carol makes some now:",
        made: &[
            (paths::CA_CERTIFICATE, "her root, for Alice and for curl --cacert"),
            (paths::SERVER_CERTIFICATE, "Peggy's certificate"),
            (paths::SERVER_KEY, "her private key; not encrypted"),
            (MEMBERS_FILE, "Alice's certificate and key, for --cert"),
        ],
    }
}

/// The arguments of `server`.
pub fn server_args(command: Command) -> Command {
    let bobs = Arg::new("backends").long("backends").default_value("1").value_parser(value_parser!(u8).range(1..=9));
    let command = outside(command).arg(bobs.help("How many Bobs take turns"));
    passphrase::arg(command, passphrase::AUTHORITY, "the proxy's key").after_help(LOGS)
}

/// The arguments of `client`.
pub fn client_args(command: Command) -> Command {
    let command = ClientArgs::augment_args(command)
        .arg(file("ca", "The roots that Alice trusts, PEM [default: Carol's]"))
        .arg(file("cert", "Alice's certificate, PEM; her key may be in the same file [default: she shows none]"))
        .arg(file("key", "The private key that belongs to it, PEM").requires("cert"));
    passphrase::arg(command, passphrase::BUNDLE, "Alice's key").after_help(LOGS)
}

/// The arguments of `bob`.
pub fn bob_args(command: Command) -> Command {
    ServerArgs::augment_args(command)
        .mut_arg("port", |arg| arg.help("Port to listen on, 0 for any [default: 5000]"))
        .arg(file("mark-file", "The file that holds the mark, as `nginx` leaves one"))
        .after_help(MARKS)
}

/// The arguments of `nginx`.
pub fn nginx_args(command: Command) -> Command {
    outside(command)
        .mut_arg("bind", |arg| arg.hide(true))
        .after_help(MARKS)
        .arg(
            Arg::new("backend")
                .long("backend")
                .default_value("127.0.0.1:5000")
                .help("Where Bob is: address and port, or unix:/path"),
        )
        .arg(flag("compose").help("Print a compose file: nginx in front of Bob, whose port is not published"))
        .arg(flag("in-compose").conflicts_with("compose").help("Print the nginx.conf that the compose file mounts"))
}

/// Where `server` is to listen, and what Peggy was told.
///
/// # Errors
/// A file cannot be read, or holds something else than it should.
pub fn server(matches: &ArgMatches, lesson: &Lesson) -> Result<(Site, Front)> {
    let args = ServerArgs::from_arg_matches(matches)?;
    let site = Site { at: SocketAddr::new(args.bind, args.port.unwrap_or(lesson.port)) };
    Ok((site, front(matches, (args.bind, args.port), lesson)?))
}

/// The same with nothing to go by but where it listens, and the environment.
///
/// # Errors
/// As [`server`].
pub fn by_environment(lesson: &Lesson, site: &Site) -> Result<Front> {
    front(&server_args(Command::new("server")).try_get_matches_from(["server"])?, (site.at.ip(), None), lesson)
}

fn front(matches: &ArgMatches, (bind, port): (IpAddr, Option<u16>), lesson: &Lesson) -> Result<Front> {
    let files = Files::of(matches, lesson, bind)?;
    let crl = matches.get_one::<PathBuf>("crl").map(PathBuf::as_path);
    let clients = trust(matches.get_one::<PathBuf>("ca").unwrap_or(&files.root), crl)?;
    note(&format!("Peggy's certificate is {}.", quoted(&files.cert)))?;
    Ok(Front {
        shows: load(&files.cert, &files.key, &Source::of(matches, passphrase::AUTHORITY))?,
        clients,
        required: matches.get_flag("require"),
        host: host(matches, bind),
        http: http(matches, port),
        files: matches.get_one::<PathBuf>("static").cloned(),
        rate: matches.get_one::<u32>("rate").copied(),
        backends: matches.get_one::<u8>("backends").copied().unwrap_or(1),
    })
}

/// The files of one proxy.
struct Files {
    root: PathBuf,
    cert: PathBuf,
    key: PathBuf,
}

impl Files {
    /// What the proxy shows: what was named, what a walk has left, or what is made now.
    fn of(matches: &ArgMatches, lesson: &Lesson, ip: IpAddr) -> Result<Files> {
        let path = |name: &str| matches.get_one::<PathBuf>(name).cloned();
        let papers = papers(lesson);
        let folder = match (papers.found(), path("cert")) {
            (Some(folder), Some(_)) => folder,
            // With a certificate of one's own there is no Carol, and only --ca can say whose clients count.
            (None, Some(_)) if path("ca").is_some() => papers.folder().into(),
            (None, Some(_)) => {
                return Err(Error::msg("name with --ca the authorities whose client certificates count"));
            }
            (_, None) => papers.found_or_made(ip)?,
        };
        Ok(Files {
            root: folder.join(paths::CA_CERTIFICATE),
            cert: path("cert").unwrap_or_else(|| folder.join(paths::SERVER_CERTIFICATE)),
            key: path("key").unwrap_or_else(|| folder.join(paths::SERVER_KEY)),
        })
    }
}

fn host(matches: &ArgMatches, bind: IpAddr) -> String {
    matches.get_one::<String>("host").cloned().unwrap_or_else(|| address::host(bind))
}

fn http(matches: &ArgMatches, port: Option<u16>) -> u16 {
    matches.get_one::<u16>("http-port").copied().unwrap_or(if port == Some(0) { 0 } else { HTTP })
}

/// Whom `client` asks, whom Alice trusts, and what she shows.
///
/// # Errors
/// As [`server`].
pub fn client(matches: &ArgMatches, lesson: &Lesson) -> Result<(String, Wishes, Option<Credentials>)> {
    let url = ClientArgs::from_arg_matches(matches)?.url.unwrap_or_else(|| lesson.url());
    let wishes = told(matches.get_one("ca"), lesson)?;
    let own = matches.get_one::<PathBuf>("cert").map(|cert| {
        let key = matches.get_one::<PathBuf>("key").unwrap_or(cert);
        load(cert, key, &Source::of(matches, passphrase::BUNDLE))
    });
    Ok((url, wishes, own.transpose()?))
}

/// Whom Alice trusts if nobody says otherwise: Carol, whose root a walk or a server has left.
///
/// # Errors
/// There is none.
pub fn alices_wishes(lesson: &Lesson) -> Result<Wishes> {
    told(None, lesson)
}

fn told(ca: Option<&PathBuf>, lesson: &Lesson) -> Result<Wishes> {
    papers(lesson).wishes(ca, "start the server")
}

/// Where `bob` is to listen, and what he asks for.
///
/// # Errors
/// Nobody reads the warning.
pub fn bob(matches: &ArgMatches) -> Result<(Site, Option<Mark>)> {
    let args = ServerArgs::from_arg_matches(matches)?;
    let named = matches.get_one::<PathBuf>("mark-file").map(|path| marks::read(path)).transpose()?;
    let mark = named.map_or_else(marks::given, |named| Ok(Some(named)))?;
    if mark.is_none() {
        note("Careful: without a mark, Bob believes anyone who reaches this port, whatever name they claim.")?;
    }
    Ok((Site { at: SocketAddr::new(args.bind, args.port.unwrap_or(BOBS_PORT)) }, mark))
}

/// Prints what `nginx` prints.
///
/// # Errors
/// As [`server`].
pub fn nginx(matches: &ArgMatches, lesson: &Lesson) -> Result<()> {
    let ServerArgs { port, bind } = ServerArgs::from_arg_matches(matches)?;
    let files = Files::of(matches, lesson, bind)?;
    let client_ca = matches.get_one::<PathBuf>("ca").unwrap_or(&files.root);
    let folder = matches.get_one::<PathBuf>("static").map(absolute);
    let mut nginx = Nginx {
        host: host(matches, bind),
        https: port.unwrap_or(8443),
        http: http(matches, port),
        certificate: absolute(&files.cert)?,
        key: absolute(&files.key)?,
        client_ca: absolute(client_ca)?,
        required: matches.get_flag("require"),
        backends: matches.get_one::<String>("backend").cloned().into_iter().collect(),
        mark: None,
        files: folder.transpose()?.map(|folder| ("/static/".to_owned(), folder)),
        rate: matches.get_one::<u32>("rate").map(|rate| (*rate, *rate)),
    };
    let text = match (matches.get_flag("compose"), matches.get_flag("in-compose")) {
        (true, _) => nginx.compose(),
        (_, true) => nginx.in_compose().to_string(),
        _ => {
            let number = lesson.about.number;
            // Where nginx writes what it writes.
            let folder = absolute(format!("out/lesson{number}/nginx"))?;
            let [for_bob, for_nginx] = marks::keep(&folder)?;
            nginx.mark = Some(for_nginx);
            let bob = format!("`lesson{number} bob --mark-file {}`", quoted(&for_bob));
            let start = format!("# Start Bob first: {}\n# Then: nginx -c THIS_FILE\n", hints(&bob).trim_matches('`'));
            format!("{start}{}", nginx.alone(&folder))
        }
    };
    Ok(io::stdout().write_all(text.as_bytes())?)
}
