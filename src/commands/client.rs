//! `lesson4 client NAME`.

use std::fs;

use anyhow::{Context, Result};
use clap::{Arg, ArgMatches, Command};
use wirewalk_ground::escaped;
use zeroize::Zeroizing;

use super::arguments::{days_arg, flag, folder_args, leaf_validity, vacant};
use super::carol::{authority, keep, say, sealed};
use super::passphrase::{self, BUNDLE, Source};
use crate::pki::{CheckedRequest, KeyKind, PrivateKey, Request, Subject, p12, paths};
use crate::stage::{Access, Extra};

/// `client`: makes everything that one client needs.
pub const CLIENT: Extra =
    Extra { name: "client", about: "Carol: make key, certificate and bundle for a client", args, run };

fn args(command: Command) -> Command {
    let command = command
        .arg(Arg::new("NAME").required(true).help("The client's name: the common name, and the folder under certs"))
        .arg(flag("rsa").help("An RSA key of 2048 bits instead of ECDSA P-256"));
    let command = passphrase::none_arg(days_arg(command), "NAME.key and NAME.pem (never NAME.p12)");
    let command = passphrase::arg(command, passphrase::AUTHORITY, "the authority's key");
    folder_args(passphrase::arg(command, BUNDLE, "the client's files"))
}

fn run(matches: &ArgMatches) -> Result<()> {
    let name = matches.get_one::<String>("NAME").context("which client?")?;
    let files = paths::client(name)?;
    let mut folder = vacant(matches, &[&files.key, &files.certificate, &files.bundle, &files.both])?;
    let carol = authority(matches)?;
    let kind = if matches.get_flag("rsa") { KeyKind::Rsa2048 } else { KeyKind::EcdsaP256 };
    let key = PrivateKey::generate(kind)?;
    let request = CheckedRequest::from_der(Request::new(&key, &Subject::named(None, name), &[])?.der())?;
    let validity = leaf_validity(matches);
    let certificate = carol.issue_client(&request, name, validity)?;
    let passphrase = Source::of(matches, BUNDLE).fresh(&format!("the files of {name}"))?;
    let bundle = p12::seal(name, &key, &certificate, &[carol.certificate().clone()], &passphrase)?;
    let key_passphrase = (!matches.get_flag("no-passphrase")).then_some(&passphrase);
    let key_pem = sealed(&key, key_passphrase)?;
    let certificate_pem = certificate.to_pem();
    let both = Zeroizing::new(format!("{certificate_pem}{}", key_pem.as_str()));
    let (private, normal) = (Access::Private, Access::Normal);
    keep(&mut folder, &files.key, private, key_pem.as_bytes(), "the private key (curl --key)")?;
    keep(&mut folder, &files.certificate, normal, certificate_pem.as_bytes(), "the certificate (curl --cert)")?;
    keep(&mut folder, &files.both, private, both.as_bytes(), "both in one file")?;
    keep(&mut folder, &files.bundle, private, &bundle, "both and Carol's certificate, for a browser")?;
    let root = carol.certificate().to_pem();
    let there = fs::read(folder.path(paths::CLIENTS_CA)).is_ok_and(|bytes| bytes == root.as_bytes());
    if !there {
        keep(&mut folder, paths::CLIENTS_CA, normal, root.as_bytes(), "Carol's certificate (curl --cacert)")?;
    }
    say(&format!("CN={}; {}; holds from {validity}", escaped(name), key.describe()))
}
