//! A club whose papers were made with lesson 4's commands, as a class makes them: Carol, Bob, Alice; and another Carol, with an
//! Alice of her own.

use std::path::{Path, PathBuf};

use clap::Command;
use tempfile::TempDir;
use wirewalk::commands::{CA, CLIENT, CSR, SIGN};
use wirewalk::pki::{Certificate, Passphrase, PrivateKey, p12, pem};
use wirewalk::stage::Extra;

/// The passphrase of Carol's key and of the bundles: what stands in a variable that cargo sets for every test of the package.
pub const PASSPHRASE: &str = "wirewalk";
const VARIABLE: &str = "CARGO_PKG_NAME";

/// The folders with their files.
pub struct Club {
    folder: TempDir,
}

/// What somebody shows, in each of the forms that programs take.
#[derive(Clone, Debug)]
pub struct Shown {
    pub certificate: PathBuf,
    pub key: PathBuf,
    pub bundle: PathBuf,
}

impl Club {
    pub fn new() -> Club {
        let club = Club { folder: tempfile::tempdir().expect("a folder") };
        for (name, dir) in [("my-ca.com", club.dir("club")), ("other-ca.example", club.dir("other"))] {
            run(&CA, &dir, &format!("--name {name} --passphrase-env {VARIABLE}"));
            let both = format!("--no-passphrase --passphrase-env {VARIABLE} --client-passphrase-env {VARIABLE}");
            run(&CLIENT, &dir, &format!("alice {both}"));
        }
        let dir = club.dir("club");
        run(&CSR, &dir, "--host localhost 127.0.0.1 ::1 --no-passphrase");
        run(&SIGN, &dir, &format!("{}/server-csr.pem --passphrase-env {VARIABLE}", dir.display()));
        club.bundle_of_the_server();
        club
    }

    /// Nobody makes one for a server; here somebody does, to show it as a client.
    fn bundle_of_the_server(&self) {
        let text = |path: &Path| std::fs::read_to_string(path).expect("a text");
        let certificate = |path: &Path| Certificate::from_der(pem::certificates(&text(path)).expect("one").remove(0));
        let key = PrivateKey::from_pem(&text(&self.file("server-private-key.pem")), None).expect("a key");
        let (own, root) = (certificate(&self.file("server-public-key.pem")), certificate(&self.root()));
        let bundle = p12::seal("bob", &key, &own, &[root], &Passphrase::new(PASSPHRASE).expect("not empty"));
        std::fs::write(self.file("server.p12"), bundle.expect("a bundle")).expect("written");
    }

    fn dir(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A file of the club.
    pub fn file(&self, name: &str) -> PathBuf {
        self.dir("club").join(name)
    }

    /// Carol's certificate.
    pub fn root(&self) -> PathBuf {
        self.file("ca-public-key.pem")
    }

    /// The other Carol's.
    pub fn other_root(&self) -> PathBuf {
        self.dir("other").join("ca-public-key.pem")
    }

    /// What Alice shows.
    pub fn alice(&self) -> Shown {
        shown(&self.file("certs/alice/alice"))
    }

    /// What the other authority's Alice shows.
    pub fn other_alice(&self) -> Shown {
        shown(&self.dir("other").join("certs/alice/alice"))
    }

    /// Bob's own papers, shown by somebody who calls.
    pub fn server(&self) -> Shown {
        let [certificate, key, bundle] =
            ["server-public-key.pem", "server-private-key.pem", "server.p12"].map(|name| self.file(name));
        Shown { certificate, key, bundle }
    }

    /// The arguments with which `lesson6 server` takes Carol's clients.
    pub fn served(&self) -> [PathBuf; 6] {
        let Shown { certificate, key, .. } = self.server();
        ["--cert".into(), certificate, "--key".into(), key, "--ca".into(), self.root()]
    }
}

fn shown(stem: &Path) -> Shown {
    let [certificate, key, bundle] = ["crt", "key", "p12"].map(|ending| stem.with_extension(ending));
    Shown { certificate, key, bundle }
}

fn run(command: &Extra, dir: &Path, args: &str) {
    let words = [command.name, "--out"].into_iter().map(str::to_owned);
    let words = words.chain([dir.display().to_string()]).chain(args.split_whitespace().map(str::to_owned));
    let parsed = (command.args)(Command::new(command.name)).try_get_matches_from(words).expect("arguments");
    (command.run)(&parsed).expect(command.name);
}
