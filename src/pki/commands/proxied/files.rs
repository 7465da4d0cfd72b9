//! The files of a proxy: found where a walk left them, or made on the spot, with a certificate for Alice.

use std::path::{Path, PathBuf};

use anyhow::{Error, Result};
use clap::ArgMatches;

use super::super::super::{Authority, KeyKind, Name, PrivateKey, Profile, Subject, Validity, ca, paths};
use super::super::https::say;
use crate::stage::{self, Access, Folder, quoted};

/// Where files are looked for, in this order, and where they are made: beside what walks leave, since that is never replaced.
pub(super) const FOLDERS: [&str; 3] = ["out/lesson4", "out/lesson7", ON_THE_SPOT];
const ON_THE_SPOT: &str = "out/lesson7/mine";
/// The files of one server.
pub(super) struct Files {
    pub(super) root: PathBuf,
    pub(super) cert: PathBuf,
    pub(super) key: PathBuf,
}

impl Files {
    /// What the proxy shows: what was named, what a walk has left, or what is made now.
    pub(super) fn of(matches: &ArgMatches) -> Result<Files> {
        let path = |name: &str| matches.get_one::<PathBuf>(name).cloned();
        let folder = match (complete(), path("cert")) {
            (Some(folder), _) => folder,
            // With a certificate of one's own there is no Carol, and only --ca can say whose clients count.
            (None, Some(_)) if path("ca").is_some() => Path::new(ON_THE_SPOT),
            (None, Some(_)) => return Err(Error::msg("name with --ca whose client certificates count")),
            (None, None) => on_the_spot(Path::new(ON_THE_SPOT))?,
        };
        Ok(Files {
            root: folder.join(paths::CA_CERTIFICATE),
            cert: path("cert").unwrap_or_else(|| folder.join(paths::SERVER_CERTIFICATE)),
            key: path("key").unwrap_or_else(|| folder.join(paths::SERVER_KEY)),
        })
    }
}

/// The first folder that has Carol's root, a server's certificate and its key.
pub(super) fn complete() -> Option<&'static Path> {
    let files = [paths::CA_CERTIFICATE, paths::SERVER_CERTIFICATE, paths::SERVER_KEY];
    FOLDERS.iter().map(|folder| Path::new(*folder)).find(|folder| files.iter().all(|name| folder.join(name).is_file()))
}

/// Carol, Peggy's certificate and Alice's, made here and now.
fn on_the_spot(dir: &'static Path) -> Result<&'static Path> {
    let now = stage::now();
    let key = || PrivateKey::generate(KeyKind::EcdsaP256);
    let carol = Authority::root(key()?, Subject::authority("my-ca.com"), Validity::root(now))?;
    let (peggy, alice) = (key()?, key()?);
    let leaf = Validity::leaf(now);
    let server = carol.issue(&peggy, &Profile::server(Subject::server(), Name::loopback(), leaf, false))?;
    let client = Profile::client(Subject::named(None, "alice"), ca::client_uri("alice"), leaf);
    let client = carol.issue(&alice, &client)?;
    let both = paths::client("alice")?.both;
    say("There is no certificate of a walk yet, so Carol makes some on the spot:")?;
    let names = [paths::CA_CERTIFICATE, paths::SERVER_CERTIFICATE, paths::SERVER_KEY, &both];
    let mut folder = Folder::vacant(dir, false, &names)?;
    let mut keep = |name: &str, access, text: &str, what: &str| {
        let path = folder.keep(name, access, text.as_bytes())?;
        say(&format!("{}  {what}", quoted(&path)))
    };
    let clients = zeroize::Zeroizing::new(format!("{}{}", client.to_pem(), alice.to_plain_pem().as_str()));
    keep(
        paths::CA_CERTIFICATE,
        Access::Normal,
        &carol.certificate().to_pem(),
        "her root, for Alice and for curl --cacert",
    )?;
    keep(paths::SERVER_CERTIFICATE, Access::Normal, &server.to_pem(), "Peggy's certificate")?;
    keep(paths::SERVER_KEY, Access::Private, &peggy.to_plain_pem(), "her private key; not encrypted")?;
    keep(&both, Access::Private, &clients, "Alice's certificate and key, for --cert")?;
    Ok(dir)
}
