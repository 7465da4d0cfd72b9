//! `lesson4 sign`.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::{Arg, ArgMatches, Command, value_parser};
use wirewalk_ground::escaped;

use super::arguments::{days_arg, folder_args, hosts, hosts_arg, leaf_validity, vacant};
use super::carol::{authority, keep, listed, say};
use super::files::read;
use super::passphrase;
use crate::pki::{CheckedRequest, Name, Subject, paths};
use crate::stage::{Access, Extra};

/// `sign`: Carol answers a request.
pub const SIGN: Extra = Extra { name: "sign", about: "Carol: check a request and sign a certificate", args, run };

fn args(command: Command) -> Command {
    let command = command.arg(
        Arg::new("request")
            .value_name("CSR")
            .required(true)
            .value_parser(value_parser!(PathBuf))
            .help("The request, PEM"),
    );
    let command = hosts_arg(command).mut_arg("host", |arg| {
        // One at a time: the request would pass for a name.
        arg.num_args(1).help(
            "A name that you allow; may be given more than once. The certificate names exactly these [default: the names in the request, if they \
             are localhost, 127.0.0.1, ::1 or my-site.com]",
        )
    });
    folder_args(passphrase::arg(days_arg(command), passphrase::AUTHORITY, "the authority's key"))
}

fn run(matches: &ArgMatches) -> Result<()> {
    let path = matches.get_one::<PathBuf>("request").context("which request?")?;
    let request = CheckedRequest::parse(&read(path)?).with_context(|| path.display().to_string())?;
    say(&format!("The request is signed with the key that it names ({}).", request.describe_key()))?;
    say(&format!("It names {}", shown(request.subject())))?;
    for asked in request.asked() {
        say(&format!("It asks for {}", escaped(&asked.words)))?;
    }
    let names = allowed(matches, &request)?;
    let mut folder = vacant(matches, &[paths::SERVER_CERTIFICATE])?;
    let (carol, validity) = (authority(matches)?, leaf_validity(matches));
    let certificate = carol.issue_server(&request, &names, validity)?;
    if request.asks_to_be_authority() {
        say("Carol does not make it an authority: she decides the extensions herself.")?;
    }
    let what = "Bob's certificate; it contains his public key";
    keep(&mut folder, paths::SERVER_CERTIFICATE, Access::Normal, certificate.to_pem().as_bytes(), what)?;
    say(&format!("For {}; valid from {validity}", listed(&names)))
}

/// The names that the operator allows. Without `--host`: what is asked for, as long as it means nobody else.
fn allowed(matches: &ArgMatches, request: &CheckedRequest) -> Result<Vec<Name>> {
    let given = hosts(matches);
    if !given.is_empty() {
        return Ok(given);
    }
    let harmless: Vec<Name> = Name::loopback().into_iter().chain("my-site.com".parse()).collect();
    let common_name = request.subject().common_name.as_deref();
    let asked = |name: &&Name| {
        request.names_asked().chain(common_name).any(|text| text.parse::<Name>().is_ok_and(|asked| asked == **name))
    };
    let names: Vec<_> = harmless.iter().filter(asked).cloned().collect();
    if names.is_empty() {
        bail!("the request asks for no name that is allowed by default; use --host to allow its names");
    }
    Ok(names)
}

fn shown(subject: &Subject) -> String {
    let text = subject.to_string();
    if text.is_empty() { "nobody".to_owned() } else { text }
}
