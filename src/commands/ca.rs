//! `lesson4 ca`.

use anyhow::Result;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};

use super::arguments::{folder_args, option, subject, subject_args, vacant};
use super::carol::{keep, say, sealed};
use super::passphrase::{self, Source};
use crate::pki::{Authority, KeyKind, PrivateKey, Subject, Validity, paths};
use crate::stage::{Access, Extra, now};

/// `ca`: makes Carol's key and her root.
pub const CA: Extra =
    Extra { name: "ca", about: "Carol: make the authority's key and its self-signed root", args, run };

fn args(command: Command) -> Command {
    let command = command.arg(option("name", "CN", "The authority's common name").default_value("my-ca.com"));
    let command = subject_args(command, &Subject::authority("my-ca.com")).arg(
        Arg::new("key-type")
            .long("key-type")
            .value_parser(PossibleValuesParser::new(["ecdsa", "rsa2048", "rsa3072", "ed25519"]))
            .default_value("ecdsa")
            .help("The key type; ecdsa means P-256"),
    );
    folder_args(passphrase::arg(command, passphrase::AUTHORITY, "the new key"))
}

fn run(matches: &ArgMatches) -> Result<()> {
    let name = matches.get_one::<String>("name").map_or("my-ca.com", String::as_str);
    let subject = subject(matches, Subject::authority(name))?;
    let mut folder = vacant(matches, &[paths::CA_KEY, paths::CA_CERTIFICATE])?;
    let kind = match matches.get_one::<String>("key-type").map(String::as_str) {
        Some("rsa2048") => KeyKind::Rsa2048,
        Some("rsa3072") => KeyKind::Rsa3072,
        Some("ed25519") => KeyKind::Ed25519,
        _ => KeyKind::EcdsaP256,
    };
    let authority = Authority::root(PrivateKey::generate(kind)?, subject.clone(), Validity::root(now()))?;
    let passphrase = Source::of(matches, passphrase::AUTHORITY).fresh("the authority's key")?;
    let key = sealed(authority.key(), Some(&passphrase))?;
    let what = "Carol's private key, encrypted; she gives it to nobody";
    keep(&mut folder, paths::CA_KEY, Access::Private, key.as_bytes(), what)?;
    let certificate = authority.certificate().to_pem();
    keep(
        &mut folder,
        paths::CA_CERTIFICATE,
        Access::Normal,
        certificate.as_bytes(),
        "her certificate, for everybody to have",
    )?;
    say(&format!("{subject}; {}; valid from {}", authority.key().describe(), authority.validity()?))
}
