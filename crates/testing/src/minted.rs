//! Everything that an authority makes, with keys of one kind, as files for the outside judges.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{fs, str};

use tempfile::TempDir;
use wirewalk::pki::{
    Authority, Certificate, CheckedRequest, KeyKind, Name, Passphrase, PrivateKey, Request, Revocation, Subject,
    Validity, p12,
};
use wirewalk::stage;

/// The passphrase of everything that is minted.
pub const PASSPHRASE: &str = "acorn and beech";

/// One authority with an intermediate, a server, a client, a list that revokes the client, and a second list that revokes nothing.
pub struct Minted {
    pub kind: KeyKind,
    dir: TempDir,
}

impl Minted {
    /// With keys of each of the three kinds.
    pub fn all() -> Vec<Minted> {
        [KeyKind::EcdsaP256, KeyKind::Rsa2048, KeyKind::Ed25519].map(Minted::new).into()
    }

    pub fn new(kind: KeyKind) -> Minted {
        let minted = Minted { kind, dir: tempfile::tempdir().expect("a folder") };
        let now = stage::now();
        let key = || PrivateKey::generate(kind).expect("a key");
        let passphrase = Passphrase::new(PASSPHRASE).expect("not empty");
        let root = Authority::root(key(), Subject::authority("my-ca.com"), Validity::root(now)).expect("a root");
        let below = Subject::authority("below.my-ca.com");
        let between = root.intermediate(key(), below, Validity::days(now, 365)).expect("an intermediate");
        let (server_key, client_key) = (key(), key());
        let names = [Name::loopback(), vec!["my-site.com".parse().expect("a name")]].concat();
        let csr = Request::new(&server_key, &Subject::server(), &names).expect("a request");
        let server = between.issue_server(&checked(&csr), &names, Validity::leaf(now)).expect("a certificate");
        let direct = root.issue_server(&checked(&csr), &names, Validity::leaf(now)).expect("a certificate");
        let asks = Request::new(&client_key, &Subject::named(None, "alice"), &[]).expect("a request");
        let client = between.issue_client(&checked(&asks), "alice", Validity::leaf(now)).expect("a certificate");
        let chain = [between.certificate().clone(), root.certificate().clone()];
        let bundle = p12::seal("alice", &client_key, &client, &chain, &passphrase).expect("a bundle");
        let stolen = Revocation::stolen(&client, now).expect("readable");
        let crl = between.crl(7, &[stolen], Validity::days(now, 7)).expect("a list");
        let empty = root.crl(1, &[], Validity::days(now, 7)).expect("a list");
        for (name, certificate) in [
            ("root", root.certificate()),
            ("between", between.certificate()),
            ("server", &server),
            ("direct", &direct),
            ("client", &client),
        ] {
            minted.write_certificate(name, certificate);
        }
        minted.write("server.csr", csr.to_pem());
        minted.write("sealed.key", &*server_key.to_encrypted_pem(&passphrase).expect("sealed"));
        minted.write("plain.key", &*server_key.to_plain_pem());
        minted.write("client.p12", bundle);
        minted.write("between.crl", crl.to_pem());
        minted.write("root.crl", empty.to_pem());
        minted
    }

    fn write_certificate(&self, name: &str, certificate: &Certificate) {
        self.write(&format!("{name}.pem"), certificate.to_pem());
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, bytes).expect("written");
        path
    }

    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Runs a program in the folder, with arguments split at spaces. The passphrase stands in `WORD`.
    pub fn run(&self, program: &Path, args: &str) -> Output {
        let mut command = Command::new(program);
        command.current_dir(self.dir()).env("WORD", PASSPHRASE).args(args.split_whitespace());
        command.output().expect("the judge starts")
    }

    /// The same, and it must succeed: what it printed.
    pub fn accepts(&self, program: &Path, args: &str) -> String {
        let output = self.run(program, args);
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert!(output.status.success(), "{:?}: {} {args}: {out}{err}", self.kind, program.display());
        out + &err
    }
}

fn checked(request: &Request) -> CheckedRequest {
    CheckedRequest::parse(&request.to_pem()).expect("its signature holds")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
