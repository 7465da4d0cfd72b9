//! What a server and its callers show: found where a walk left it, or made on the spot.

use std::fs;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wirewalk_ground::is_own;
use zeroize::Zeroizing;

use super::files::{certificates, note, roots};
use crate::door::Identity;
use crate::pki::{Authority, KeyKind, Name, PrivateKey, Profile, Subject, Validity, ca, paths};
use crate::stage::{Access, Folder, address, now, quoted};
use crate::tls::Wishes;

/// Who the server's friend is, if nobody says otherwise.
pub(super) const MEMBER: &str = "alice";
/// Her certificate and her key, as [`paths::client`] names them.
pub(super) const MEMBERS_FILE: &str = "certs/alice/alice.pem";

/// The papers of a lesson's two sides.
pub(super) struct Papers {
    /// Its number.
    pub lesson: u8,
    /// The files without which a folder is passed over.
    pub needed: &'static [&'static str],
    /// What is said before they are made.
    pub announced: &'static str,
    /// What is made, in this order, and what is said of each.
    pub made: &'static [(&'static str, &'static str)],
}

impl Papers {
    /// Where they are looked for, in this order: where the walk of lesson 4 left them, or the lesson's own, or where they are made.
    fn folders(&self) -> [String; 3] {
        ["out/lesson4".to_owned(), format!("out/lesson{}", self.lesson), self.folder()]
    }

    /// Where they are made: beside what walks leave, since that is never replaced.
    pub(super) fn folder(&self) -> String {
        format!("out/lesson{}/mine", self.lesson)
    }

    /// The folders in a row, for whoever found nothing there.
    pub(super) fn places(&self) -> String {
        self.folders().join(" or ")
    }

    /// The first folder that has them, and where they are this person's own: whoever left others there knows their keys.
    pub(super) fn found(&self) -> Option<PathBuf> {
        let own = |path: PathBuf| fs::metadata(path).is_ok_and(|about| about.is_file() && is_own(&about));
        let complete = |folder: &PathBuf| self.needed.iter().all(|name| own(folder.join(name)));
        self.folders().map(PathBuf::from).into_iter().find(complete)
    }

    /// The first folder that has them; if there is none, the one in which they are made now, for a server that listens there.
    pub(super) fn found_or_made(&self, ip: IpAddr) -> Result<PathBuf> {
        match self.found() {
            Some(folder) => {
                self.check(&folder, ip)?;
                Ok(folder)
            }
            None => self.made(ip),
        }
    }

    /// Says so, if the certificate that is there does not name the address on which the server is to be reached.
    fn check(&self, folder: &Path, ip: IpAddr) -> Result<()> {
        let path = folder.join(paths::SERVER_CERTIFICATE);
        let own = certificates(&path)?.first().and_then(|der| Identity::of(der)).unwrap_or_default();
        let is_here = |name: &Name| Name::loopback().contains(name) || own.names.contains(&format!("IP:{name}"));
        if let Some(host) = address::names(ip).iter().find(|name| !is_here(name)) {
            note(&format!(
                "Careful: {} does not name {host}, so clients that ask for that name refuse it. `lesson4 csr --host {host}` asks for one \
                 that does; name it with --cert and --key.",
                quoted(&path)
            ))?;
        }
        Ok(())
    }

    /// Carol, and whom she vouches for, made here and now, for a server that listens there.
    pub(super) fn made(&self, ip: IpAddr) -> Result<PathBuf> {
        let (now, key) = (now(), || PrivateKey::generate(KeyKind::EcdsaP256));
        let carol = Authority::root(key()?, Subject::authority("my-ca.com"), Validity::root(now))?;
        let (servers, members, leaf) = (key()?, key()?, Validity::leaf(now));
        let server = carol.issue(&servers, &Profile::server(Subject::server(), address::names(ip), leaf, false))?;
        let member = Profile::client(Subject::named(None, MEMBER), ca::client_uri(MEMBER), leaf);
        let member = carol.issue(&members, &member)?.to_pem();
        note(self.announced)?;
        let names: Vec<&str> = self.made.iter().map(|(name, _)| *name).collect();
        let mut folder = Folder::vacant(Path::new(&self.folder()), false, &names)?;
        for (name, what) in self.made {
            let (access, text) = match *name {
                paths::CA_CERTIFICATE => (Access::Normal, Zeroizing::new(carol.certificate().to_pem())),
                paths::SERVER_CERTIFICATE => (Access::Normal, Zeroizing::new(server.to_pem())),
                paths::SERVER_KEY => (Access::Private, servers.to_plain_pem()),
                _ => (Access::Private, Zeroizing::new(format!("{member}{}", members.to_plain_pem().as_str()))),
            };
            note(&format!("{}  {what}", quoted(&folder.keep(name, access, text.as_bytes())?)))?;
        }
        Ok(self.folder().into())
    }

    /// Whom Alice trusts: the roots of `ca`, or else Carol, whose root a walk or a server has left. `hint`: what to do if there is none.
    pub(super) fn wishes(&self, ca: Option<&PathBuf>, hint: &str) -> Result<Wishes> {
        let nobody = || {
            let places = self.places();
            format!(
                "Alice trusts nobody: there is no {} in {places}; {hint}, or name one with --ca",
                paths::CA_CERTIFICATE
            )
        };
        let roots = match ca {
            Some(path) => roots(path)?,
            None => roots(&self.found().with_context(nobody)?.join(paths::CA_CERTIFICATE))?,
        };
        Ok(Wishes { roots, ..Wishes::default() })
    }
}
