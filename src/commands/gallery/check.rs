//! `lesson8 check URL`.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::{Context, Result, anyhow, bail};
use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use hyper::Uri;
use rustls::{Error, InvalidMessage};

use super::print::print_rows;
use super::report::{Report, named};
use super::serve::{FOLDER, ROOT};
use crate::client::is_below_localhost;
use crate::commands::arguments::{file, read_all};
use crate::commands::files::{certificates, load, revocation_lists};
use crate::commands::passphrase::{self, Source};
use crate::gallery::{Trust, Visit, offered, visit};
use crate::pager;
use crate::pki::Name;
use crate::stage::{Extra, now};
use crate::tls::{self, Credentials};

/// Whom to visit.
#[derive(Clone, Debug)]
struct Target {
    host: Name,
    port: u16,
}

impl FromStr for Target {
    type Err = String;

    /// `https://host:port/`, or `host:port`; without a port, 443.
    fn from_str(text: &str) -> Result<Target, String> {
        let hint = "write https://localhost:8443/, or localhost:8443";
        let whole = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
        let uri: Uri = whole.parse().map_err(|error| format!("{error}; {hint}"))?;
        match uri.scheme_str() {
            Some("https") => {}
            other => return Err(format!("{} has no certificates; {hint}", other.unwrap_or("this"))),
        }
        let authority = uri.authority().ok_or_else(|| format!("it contains no host; {hint}"))?;
        if authority.as_str().contains('@') {
            return Err(format!("a user name and a password do not belong here; {hint}"));
        }
        let port = match (authority.port_u16(), authority.as_str().ends_with(authority.host())) {
            (Some(port), _) => port,
            (None, true) => 443,
            (None, false) => return Err(format!("that is not a port; {hint}")),
        };
        // A dot at the end says that the name is whole; certificates leave it out.
        let host = authority.host().trim_end_matches('.');
        Ok(Target { host: host.parse().map_err(|error| format!("{error}; {hint}"))?, port })
    }
}

impl Target {
    fn addresses(&self) -> io::Result<Vec<SocketAddr>> {
        match &self.host {
            Name::Ip(address) => Ok(vec![(*address, self.port).into()]),
            Name::Dns(name) if is_below_localhost(name) => {
                Ok(vec![(Ipv4Addr::LOCALHOST, self.port).into(), (Ipv6Addr::LOCALHOST, self.port).into()])
            }
            Name::Dns(name) => {
                let mut all: Vec<_> = (name.as_str(), self.port).to_socket_addrs()?.collect();
                all.sort_by_key(SocketAddr::is_ipv6);
                Ok(all)
            }
        }
    }

    fn url(&self) -> String {
        match self.host {
            Name::Ip(address) => format!("https://{}/", SocketAddr::new(address, self.port)),
            Name::Dns(ref name) => format!("https://{name}:{}/", self.port),
        }
    }
}

/// `check`: visits any server.
pub const CHECK: Extra = Extra {
    name: "check",
    about: "Visit any TLS server, check its certificates, and explain what is wrong",
    args,
    run,
};

const LISTS: &str = "Revocation lists, PEM or DER; without one, revocation is not checked";

fn args(command: Command) -> Command {
    let command = command
        .arg(
            Arg::new("url")
                .value_name("URL")
                .required(true)
                .value_parser(value_parser!(Target))
                .help("The server: https://localhost:8443/, or localhost:8443"),
        )
        .arg(file("ca", "The roots to trust, PEM or DER [default: the gallery's, as `serve` saved it]"))
        .arg(file("crl", LISTS).action(ArgAction::Append))
        .arg(file("cert", "A client certificate for a server that asks for one, PEM; its key may be in the same file"))
        .arg(file("key", "The private key that belongs to it, PEM").requires("cert"));
    passphrase::arg(command, passphrase::BUNDLE, "that key")
        .after_help(
            "The check performs a handshake and sends no request. With --cert it performs a second one, and sends the certificate \
             only if the server asks for one and is itself trusted. For a public site, use the roots of your system: on Debian, \
             --ca /etc/ssl/certs/ca-certificates.crt.\nExit status: 0 no fault, 1 a fault, or the server could not be checked, \
             2 wrong arguments.",
        )
}

fn run(matches: &ArgMatches) -> Result<()> {
    let target: &Target = matches.get_one("url").context("which server?")?;
    let trust = trust(matches).map_err(|error| usage(&error))?;
    let own = own(matches).map_err(|error| usage(&error))?;
    let (url, at) = (target.url(), now());
    let addresses = target.addresses().with_context(|| format!("{} cannot be found", target.host))?;
    let visit = |own| visit(addresses.as_slice(), &target.host, &trust, own);
    let offer = format!("{}; the name {}", offered(&trust.provider), target.host);
    let failed = |error| unreachable(&url, &error, &offer);
    let seen = visit(None).map_err(failed)?;
    if seen.chain.is_empty() {
        bail!(no_chain(&url, &seen, &offer));
    }
    let findings = seen.diagnose(&target.host, &trust, at);
    let shown = match &own {
        Some(own) if seen.asked.is_some() && seen.error.is_none() => Some(visit(Some(own)).map_err(failed)?),
        _ => None,
    };
    let report = Report { url: &url, offer: &offer, seen: &seen, findings: &findings, own: own.as_ref(), shown };
    print_rows(report.rows(pager::width()))?;
    let faults = report.faults();
    match faults.is_empty() {
        true => Ok(()),
        false => bail!("{url} has {}", named(&faults)),
    }
}

/// The certificate for a server that asks.
fn own(matches: &ArgMatches) -> Result<Option<Credentials>> {
    let path = |name| matches.get_one::<PathBuf>(name).map(PathBuf::as_path);
    let source = Source::of(matches, passphrase::BUNDLE);
    path("cert").map(|cert| load(cert, path("key").unwrap_or(cert), &source)).transpose()
}

/// Roots and lists, as they were named.
fn trust(matches: &ArgMatches) -> Result<Trust> {
    let named: Option<&PathBuf> = matches.get_one("ca");
    let left = Path::new(FOLDER).join(ROOT);
    let path = match named {
        Some(path) => path.as_path(),
        None if left.is_file() => &left,
        None => bail!("no roots to trust; name some with --ca, or run `serve`, which saves the gallery's"),
    };
    let roots = certificates(path)?;
    if roots.is_empty() {
        bail!("{} contains no certificate", path.display());
    }
    let lists = read_all(matches, "crl", revocation_lists)?;
    let trust = Trust { roots, lists, provider: tls::provider() };
    trust.curious().with_context(|| format!("{} or a list cannot be used", path.display()))?;
    Ok(trust)
}

/// A wrong argument, with the status of one.
fn usage(error: &anyhow::Error) -> anyhow::Error {
    clap::Error::raw(ErrorKind::ValueValidation, format!("{error:#}\n")).into()
}

/// Why there was no handshake to look at.
fn unreachable(url: &str, error: &io::Error, offer: &str) -> anyhow::Error {
    let why = match error.kind() {
        io::ErrorKind::ConnectionRefused => "no program listens there".to_owned(),
        io::ErrorKind::TimedOut => "it does not answer in time; a server that expects another protocol than TLS \
             may do the same"
            .to_owned(),
        io::ErrorKind::UnexpectedEof => "it closed the connection during the handshake, without an alert".to_owned(),
        io::ErrorKind::ConnectionReset => "it reset the connection during the handshake".to_owned(),
        _ => error.to_string(),
    };
    let in_the_middle = matches!(error.kind(), io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset);
    let offer = if in_the_middle { offered_to(offer) } else { String::new() };
    anyhow!("{url} cannot be checked: {why}{offer}")
}

/// Why a handshake came to no certificate.
fn no_chain(url: &str, seen: &Visit, offer: &str) -> String {
    let why = match &seen.error {
        Some(error @ Error::InvalidMessage(InvalidMessage::InvalidContentType)) => {
            return format!("{url} cannot be checked: the program that listens there does not speak TLS ({error})");
        }
        Some(Error::AlertReceived(alert)) => format!("it refused the handshake, with the alert {alert:?}"),
        Some(error) => format!("the handshake failed before a certificate arrived: {error}"),
        None => "it sent no certificate".to_owned(),
    };
    format!("{url} cannot be checked: {why}{}", offered_to(offer))
}

/// What a server was offered that wanted none of it, or something else.
fn offered_to(offer: &str) -> String {
    format!("; it was offered: {offer}")
}
