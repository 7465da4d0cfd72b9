//! Lesson 6's `server` and `client`: which of the four combinations it is, and the files behind it.
//!
//! Nothing listens before every file has been read and found to fit: a server that starts and refuses everybody is worse than
//! one that does not start. Without files of their own, Bob and Alice use those of a walk, or have them made on the spot.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::builder::{BoolishValueParser, TypedValueParser};
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};
use x509_parser::prelude::{CertificateRevocationList, FromDer, X509Certificate};

use super::arguments::{LOGS, file, flag};
use super::files::{load, note, read_bytes, revocation_lists, roots};
use super::papers::{MEMBER, MEMBERS_FILE, Papers};
use super::passphrase::{self, Source};
use crate::pki::{ca, p12, paths};
use crate::stage::{ClientArgs, Lesson, ServerArgs, Site, hints, now, quoted};
use crate::tls::{Credentials, Trust, Wishes};
use crate::verify;

/// What `server` is.
pub const SERVES: &str = "Run only Bob, until Ctrl-C: plain, behind TLS, or also asking who the client is";
/// What `client` is.
pub const ASKS: &str = "Run only Alice, with her own certificate, against a running server";
/// Where plain HTTP is taught.
const PLAIN_PORT: u16 = 5985;

/// How Bob serves.
#[derive(Debug)]
pub enum Way {
    /// Neither side proves anything.
    Http,
    /// Bob proves who he is.
    Https(Credentials),
    /// Both do.
    Mutual {
        /// What Bob shows.
        bob: Credentials,
        /// Whose certificates he takes.
        trust: Trust,
        /// The names of those who may read the secret, as [`client_uri`](crate::pki::ca::client_uri) makes URIs of them.
        members: Vec<String>,
    },
}

/// What the two sides show if nobody says otherwise.
fn papers(lesson: &Lesson) -> Papers {
    Papers {
        lesson: lesson.about.number,
        needed: &[paths::CA_CERTIFICATE, paths::SERVER_CERTIFICATE, paths::SERVER_KEY, MEMBERS_FILE],
        announced: "There are no files for the two sides yet, so Carol makes some now:",
        made: &[
            (paths::CA_CERTIFICATE, "her root, for both of them and for curl --cacert"),
            (paths::SERVER_CERTIFICATE, "Bob's certificate"),
            (paths::SERVER_KEY, "his private key; not encrypted"),
            (MEMBERS_FILE, "Alice's certificate and key in one file, for curl --cert; not encrypted"),
        ],
    }
}

/// The arguments of `server`.
pub fn server_args(command: Command) -> Command {
    let switch = |name: &'static str, variable: &'static str, help: &'static str| {
        let value = Arg::new(name).long(name).env(variable).value_name("true|false").num_args(0..=1);
        value.default_missing_value("true").value_parser(yes_or_no(name, variable)).hide_env_values(true).help(help)
    };
    let command = ServerArgs::augment_args(command)
        .arg(switch(
            "https",
            "HTTPS_ENABLED",
            "Speak TLS: Bob proves who he is; without TLS he listens on port 5985 [default: true]",
        ))
        .arg(switch("verify-user", "VERIFY_USER", "Also ask clients for a certificate [default: same as --https]"))
        .arg(file("cert", "Bob's certificate, PEM; intermediates follow it in the file").requires("key"))
        .arg(file("key", "The private key that belongs to it, PEM").requires("cert"))
        .arg(file("ca", "The authorities whose client certificates Bob accepts, PEM"))
        .arg(file("crl", "Their revocation lists, PEM or DER"))
        .arg(member_arg());
    passphrase::arg(command, passphrase::AUTHORITY, "Bob's key").after_help(LOGS)
}

/// Where a value comes from the environment, an error has to say so: nobody typed it.
fn yes_or_no(name: &'static str, variable: &'static str) -> impl TypedValueParser<Value = bool> {
    let boolish = |text: &str| BoolishValueParser::new().parse_ref(&Command::new(""), None, text.as_ref());
    move |text: &str| boolish(text).map_err(|_| format!("{variable}, or --{name}, must be true or false"))
}

/// How somebody with these names becomes a member beside those who are: a line, for whoever runs the server.
pub fn how_to_join(names: &[String], members: &[String]) -> String {
    let member = |name: &String| ca::client_name(name.strip_prefix("URI:")?).filter(|name| paths::client(name).is_ok());
    match names.iter().find_map(member) {
        Some(name) => {
            let all = members.iter().filter_map(member).chain([name]);
            let all: Vec<String> = all.map(|name| quoted(Path::new(&name))).collect();
            format!("To make this client a member, start the server with --member {}\n", all.join(" --member "))
        }
        None => {
            let client = hints("`lesson4 client NAME`").into_owned();
            format!(
                "Bob knows members by the URI https://example.com/clients/NAME in their certificates; {client} makes one with it\n"
            )
        }
    }
}

fn member_arg() -> Arg {
    let help = "Who may read the secret: NAME of `lesson4 client NAME`; may be given more than once [default: alice]";
    Arg::new("member").long("member").value_name("NAME").help(hints(help).into_owned()).action(ArgAction::Append)
}

/// The arguments of `client`.
pub fn client_args(command: Command) -> Command {
    let command = ClientArgs::augment_args(command)
        .arg(file("ca", "The roots that Alice trusts, PEM"))
        .arg(file("cert", "Alice's certificate, PEM; her key may be in the same file"))
        .arg(file("key", "The private key that belongs to it, PEM").requires("cert"))
        .arg(file("p12", "Certificate and key in one PKCS#12 file").conflicts_with("cert"))
        .arg(flag("anonymous").conflicts_with_all(["cert", "p12"]).help("Send no certificate, no matter who asks"))
        .arg(flag("tls12").help("Speak TLS 1.2 and nothing newer"));
    passphrase::arg(command, passphrase::BUNDLE, "Alice's key or .p12").after_help(LOGS)
}

/// Where `server` is to listen, and how it serves.
///
/// # Errors
/// The combination makes no sense; a file cannot be read, holds something else than it should, or does not fit the others.
pub fn server(matches: &ArgMatches, lesson: &Lesson) -> Result<(Site, Way)> {
    let args = ServerArgs::from_arg_matches(matches)?;
    let https = matches.get_one::<bool>("https").copied().unwrap_or(true);
    let verify_user = matches.get_one::<bool>("verify-user").copied().unwrap_or(https);
    let way = way(https, verify_user, matches, (lesson, args.bind))?;
    let port = args.port.unwrap_or(if https { lesson.port } else { PLAIN_PORT });
    Ok((Site { at: SocketAddr::new(args.bind, port) }, way))
}

/// The same with nothing to go by but where it listens, and the environment.
///
/// # Errors
/// As [`server`].
pub fn by_environment(lesson: &Lesson, site: &Site) -> Result<Way> {
    let bind = site.at.ip().to_string();
    Ok(server(&server_args(Command::new("server")).try_get_matches_from(["server", "--bind", &bind])?, lesson)?.1)
}

/// Refuses the combination of the four that makes no sense.
///
/// # Errors
/// Clients are to be verified, and there is no TLS.
pub fn sensible(https: bool, verify_user: bool) -> Result<()> {
    if verify_user && !https {
        bail!(
            "VERIFY_USER without HTTPS_ENABLED makes no sense: a client sends its certificate in the TLS handshake, and plain \
             HTTP has no handshake; set HTTPS_ENABLED=true, or VERIFY_USER=false"
        );
    }
    Ok(())
}

fn way(https: bool, verify_user: bool, matches: &ArgMatches, (lesson, ip): (&Lesson, IpAddr)) -> Result<Way> {
    sensible(https, verify_user)?;
    if !https {
        return Ok(Way::Http);
    }
    let path = |name: &str| matches.get_one::<PathBuf>(name);
    let source = Source::of(matches, passphrase::AUTHORITY);
    let bob = match path("cert").zip(path("key")) {
        Some((cert, key)) => load(cert, key, &source)?,
        None => {
            let folder = papers(lesson).found_or_made(ip)?;
            let (cert, key) = (folder.join(paths::SERVER_CERTIFICATE), folder.join(paths::SERVER_KEY));
            note(&format!("Bob's certificate is {}.", quoted(&cert)))?;
            load(&cert, &key, &source)?
        }
    };
    if !verify_user {
        return Ok(Way::Https(bob));
    }
    let ca = match path("ca") {
        Some(ca) => ca.clone(),
        None => {
            let hint = "Bob does not know whose client certificates to accept; name their authority with --ca";
            let ca = papers(lesson).found().context(hint)?.join(paths::CA_CERTIFICATE);
            note(&format!("Bob accepts certificates from {}.", quoted(&ca)))?;
            ca
        }
    };
    let members = matches.get_many::<String>("member").map(|names| names.cloned().collect());
    let members = members.unwrap_or_else(|| vec![MEMBER.to_owned()]);
    Ok(Way::Mutual { bob, trust: trust(&ca, path("crl").map(PathBuf::as_path))?, members })
}

/// Authorities and their lists.
pub(super) fn trust(ca: &Path, crl: Option<&Path>) -> Result<Trust> {
    let roots = roots(ca)?;
    for root in &roots {
        authority(root).with_context(|| ca.display().to_string())?;
    }
    let lists = crl.map(revocation_lists).transpose()?.unwrap_or_default();
    for list in &lists {
        let signers: Vec<_> = roots.iter().map(AsRef::as_ref).collect();
        in_force(list, &signers).with_context(|| {
            let crl = crl.unwrap_or(Path::new("the list"));
            format!("{}, against {}", crl.display(), ca.display())
        })?;
    }
    if let Some(crl) = crl {
        for root in &roots {
            listed(root, &lists).with_context(|| crl.display().to_string())?;
        }
    }
    Ok(Trust { roots, lists: lists.into_iter().map(Into::into).collect() })
}

fn authority(der: &[u8]) -> Result<()> {
    let (_, parsed) = X509Certificate::from_der(der).context("a certificate in it cannot be read")?;
    let is_authority = parsed.basic_constraints().ok().flatten().is_some_and(|constraints| constraints.value.ca);
    if !is_authority {
        bail!("{} is not an authority: its certificate does not say CA:TRUE", parsed.subject());
    }
    Ok(())
}

/// Where there are lists, there has to be one of each authority: rustls refuses whoever's fate is unknown.
fn listed(authority: &[u8], lists: &[Vec<u8>]) -> Result<()> {
    let (_, parsed) = X509Certificate::from_der(authority)?;
    let is_theirs = |list: &Vec<u8>| {
        CertificateRevocationList::from_der(list).is_ok_and(|(_, l)| l.issuer().as_raw() == parsed.subject().as_raw())
    };
    if !lists.iter().any(is_theirs) {
        bail!("it contains no list from {}, so all of that authority's clients would be refused", parsed.subject());
    }
    Ok(())
}

/// A list has to be one of these authorities', and the next one not overdue: rustls would refuse everybody.
fn in_force(list: &[u8], authorities: &[&[u8]]) -> Result<()> {
    let (_, parsed) = CertificateRevocationList::from_der(list).context("it is not a revocation list")?;
    let signed = authorities.iter().any(|der| {
        let of =
            X509Certificate::from_der(der).ok().filter(|(_, ca)| ca.subject().as_raw() == parsed.issuer().as_raw());
        of.is_some_and(|(_, ca)| verify::signed_by(list, ca.public_key().raw).is_ok())
    });
    if !signed {
        bail!("the list names {} as its issuer, and none of the authorities signed it", parsed.issuer());
    }
    let now = i64::try_from(now()).unwrap_or(i64::MAX);
    match parsed.next_update() {
        Some(next) if next.timestamp() < now => bail!("the list is out of date: the next one was due at {next}"),
        None => bail!("the list does not say when the next one is due"),
        Some(_) => Ok(()),
    }
}

/// Whom `client` asks, what Alice was told, and what she shows if she is asked.
///
/// # Errors
/// As [`server`].
pub fn client(matches: &ArgMatches, lesson: &Lesson) -> Result<(String, Wishes, Option<Credentials>)> {
    let url = ClientArgs::from_arg_matches(matches)?.url.unwrap_or_else(|| lesson.url());
    if url.starts_with("http://") {
        return Ok((url, Wishes::default(), None));
    }
    let path = |name: &str| matches.get_one::<PathBuf>(name);
    let roots = match path("ca") {
        Some(ca) => roots(ca)?,
        None => roots(&alices(lesson)?.join(paths::CA_CERTIFICATE))?,
    };
    let source = Source::of(matches, passphrase::BUNDLE);
    let own = match (path("cert"), path("p12")) {
        _ if matches.get_flag("anonymous") => None,
        (Some(cert), _) => Some(load(cert, path("key").unwrap_or(cert), &source)?),
        (_, Some(bundle)) => Some(unpacked(bundle, &source)?),
        _ => {
            let both = alices(lesson)?.join(MEMBERS_FILE);
            note(&format!("Alice's certificate is {}.", quoted(&both)))?;
            Some(load(&both, &both, &source)?)
        }
    };
    Ok((url, Wishes { roots, tls12: matches.get_flag("tls12"), ..Wishes::default() }, own))
}

/// The same with nothing but a URL and the environment to go by.
///
/// # Errors
/// As [`server`].
pub fn client_by_environment(url: &str, lesson: &Lesson) -> Result<(Wishes, Option<Credentials>)> {
    let (_, wishes, own) = client(&client_args(Command::new("client")).try_get_matches_from(["client", url])?, lesson)?;
    Ok((wishes, own))
}

/// What a bundle holds. Its root goes nowhere: the server has it, or does not believe it.
fn unpacked(path: &Path, source: &Source) -> Result<Credentials> {
    let (bundle, failed) = (read_bytes(path)?, || path.display().to_string());
    let (key, chain) = p12::open(&bundle, &source.existing(path).with_context(failed)?).with_context(failed)?;
    let below = |der: &[u8]| X509Certificate::from_der(der).is_ok_and(|(_, c)| c.subject() != c.issuer());
    let chain = chain.iter().map(|c| c.der().to_vec()).enumerate().filter(|(at, der)| *at == 0 || below(der));
    Ok(Credentials::with_chain(chain.map(|(_, der)| der).collect(), key))
}

fn alices(lesson: &Lesson) -> Result<PathBuf> {
    papers(lesson).found().with_context(|| {
        let places = papers(lesson).places();
        format!("Alice has no files in {places}: start the server, or name hers with --ca and --cert (or --p12)")
    })
}
