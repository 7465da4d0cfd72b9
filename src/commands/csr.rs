//! `lesson4 csr`.

use anyhow::{Result, bail};
use clap::{ArgMatches, Command};

use super::arguments::{flag, folder_args, hosts, hosts_arg, option, subject, subject_args, vacant};
use super::carol::{keep, listed, say, sealed};
use super::passphrase::{self, Source};
use crate::pki::{KeyKind, PrivateKey, Request, Subject, paths};
use crate::stage::{Access, Extra};

/// `csr`: makes Bob's key and his request.
pub const CSR: Extra = Extra { name: "csr", about: "Bob: make a key and a certificate signing request", args, run };

/// Whom Bob works for, if he does not say otherwise.
const ORGANIZATION: &str = "My Company";
const NAME: &str = "The common name, which browsers, Go and rustls do not read [default: the first --host]";

fn args(command: Command) -> Command {
    let command = hosts_arg(command).mut_arg("host", |arg| arg.required(true)).arg(option("name", "CN", NAME));
    let command = subject_args(command, &Subject::named(Some(ORGANIZATION), ""))
        .arg(flag("rsa").help("An RSA key of 2048 bits instead of ECDSA P-256"));
    let command = passphrase::none_arg(command, "the key");
    folder_args(
        passphrase::arg(command, passphrase::AUTHORITY, "the new key")
            .mut_arg(passphrase::AUTHORITY, |arg| arg.conflicts_with("no-passphrase")),
    )
}

fn run(matches: &ArgMatches) -> Result<()> {
    let names = hosts(matches);
    let Some(first) = names.first() else { bail!("name the server with --host") };
    let common_name = matches.get_one::<String>("name").cloned().unwrap_or_else(|| first.to_string());
    let subject = subject(matches, Subject::named(Some(ORGANIZATION), &common_name))?;
    let mut folder = vacant(matches, &[paths::SERVER_KEY, paths::SERVER_REQUEST])?;
    let kind = if matches.get_flag("rsa") { KeyKind::Rsa2048 } else { KeyKind::EcdsaP256 };
    let key = PrivateKey::generate(kind)?;
    let request = Request::new(&key, &subject, &names)?;
    let passphrase = match matches.get_flag("no-passphrase") {
        true => None,
        false => Some(Source::of(matches, passphrase::AUTHORITY).fresh("the server's key")?),
    };
    let pem = sealed(&key, passphrase.as_ref())?;
    keep(&mut folder, paths::SERVER_KEY, Access::Private, pem.as_bytes(), "Bob's private key; he gives it to nobody")?;
    let what = "Bob's request, for `lesson4 sign`";
    keep(&mut folder, paths::SERVER_REQUEST, Access::Normal, request.to_pem().as_bytes(), what)?;
    say(&format!("{}; asks for {}", key.describe(), listed(&names)))
}
