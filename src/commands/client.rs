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
    Extra { name: "client", about: "Carol: make a key, a certificate and a bundle for a client", args, run };

fn args(command: Command) -> Command {
    let command = command
        .arg(Arg::new("NAME").required(true).help("The client's name: the common name, and the folder under certs"))
        .arg(flag("rsa").help("An RSA key of 2048 bits instead of ECDSA P-256"));
    let command = passphrase::none_arg(days_arg(command), "NAME.key and NAME.pem");
    let command = passphrase::arg(command, passphrase::AUTHORITY, "the authority's key");
    folder_args(passphrase::arg(command, BUNDLE, "the client's files"))
}

fn run(matches: &ArgMatches) -> Result<()> {
    let name = matches.get_one::<String>("NAME").context("which client?")?;
    let files = paths::client(name)?;
    let source = Source::of(matches, BUNDLE);
    let is_clear = matches.get_flag("no-passphrase");
    // A bundle is never in clear, so without a passphrase there is none; it is not asked for where none was wanted.
    let bundled = !is_clear || source.is_named();
    let mut names = vec![files.key.as_str(), &files.certificate, &files.both];
    names.extend(bundled.then_some(files.bundle.as_str()));
    let mut folder = vacant(matches, &names)?;
    let carol = authority(matches)?;
    let kind = if matches.get_flag("rsa") { KeyKind::Rsa2048 } else { KeyKind::EcdsaP256 };
    let key = PrivateKey::generate(kind)?;
    let request = CheckedRequest::from_der(Request::new(&key, &Subject::named(None, name), &[])?.der())?;
    let validity = leaf_validity(matches);
    let certificate = carol.issue_client(&request, name, validity)?;
    let passphrase = bundled.then(|| source.fresh(&format!("the files of {name}"))).transpose()?;
    let chain = [carol.certificate().clone()];
    let bundle = passphrase.as_ref().map(|passphrase| p12::seal(name, &key, &certificate, &chain, passphrase));
    let bundle = bundle.transpose()?;
    let key_pem = sealed(&key, passphrase.as_ref().filter(|_| !is_clear))?;
    let certificate_pem = certificate.to_pem();
    let both = Zeroizing::new(format!("{certificate_pem}{}", key_pem.as_str()));
    let (private, normal) = (Access::Private, Access::Normal);
    keep(&mut folder, &files.key, private, key_pem.as_bytes(), "its private key (curl --key)")?;
    keep(&mut folder, &files.certificate, normal, certificate_pem.as_bytes(), "its certificate (curl --cert)")?;
    keep(&mut folder, &files.both, private, both.as_bytes(), "both in one file")?;
    match bundle {
        Some(bundle) => {
            keep(&mut folder, &files.bundle, private, &bundle, "both, and Carol's certificate, for a browser")?
        }
        None => say(
            "There is no .p12 for a browser, because that needs a passphrase; name one with --client-passphrase-env.",
        )?,
    }
    let root = carol.certificate().to_pem();
    let there = fs::read(folder.path(paths::CLIENTS_CA)).is_ok_and(|bytes| bytes == root.as_bytes());
    if !there {
        keep(&mut folder, paths::CLIENTS_CA, normal, root.as_bytes(), "Carol's certificate (curl --cacert)")?;
    }
    say(&format!("CN={}; {}; valid from {validity}", escaped(name), key.describe()))
}
