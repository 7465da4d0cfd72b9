//! Keys for encrypted hellos (RFC 9849 §4), with what only their holder can compute.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hkdf::Hkdf;
use rustls::client::{EchConfig, EchGreaseConfig, EchMode};
use rustls::crypto::aws_lc_rs;
use rustls::crypto::hpke::{Hpke, HpkePublicKey};
use rustls::pki_types::{EchConfigListBytes, ServerName};
use rustls::version::TLS13;
use rustls::{ClientConfig, ClientConnection, RootCertStore, ServerConnection};
use sha2::Sha256;
use wirewalk::recording::WireEvent;
use wirewalk::recording::secrets::KeyLog;
use x25519_dalek::{PublicKey, StaticSecret};

use crate::tls::Setup;
use crate::wire::{c, s};

/// The name that everybody may read.
pub const COVER: &str = "public.test";
/// The name that is meant.
pub const HIDDEN: &str = "secret.test";

/// A key: the list in which it is published, and the half that its server keeps.
pub struct EchKey {
    pub list: Vec<u8>,
    secret: StaticSecret,
}

impl EchKey {
    /// A key with this number for [`COVER`].
    pub fn new(id: u8) -> EchKey {
        let secret = StaticSecret::random_from_rng(&mut rand::rng());
        let name = [&[COVER.len() as u8], COVER.as_bytes()].concat();
        let suites = [0, 8, 0, 1, 0, 1, 0, 1, 0, 3];
        let public = PublicKey::from(&secret);
        let contents = [&[id, 0, 0x20, 0, 32][..], public.as_bytes(), &suites, &[64], &name, &[0, 0]].concat();
        let config = [&[0xfe, 0x0d][..], &two(&contents), &contents].concat();
        EchKey { list: [&two(&config)[..], &config].concat(), secret }
    }

    /// The one configuration of the list, which a key log holds as `ECH_CONFIG`.
    pub fn config(&self) -> &[u8] {
        &self.list[2..]
    }

    /// What a client that sends this encapsulated key and the server share, which a key log holds as `ECH_SECRET`: the decapsulation of
    /// DHKEM(X25519, HKDF-SHA256), RFC 9180 §4.1.
    pub fn shared_secret(&self, enc: &[u8]) -> [u8; 32] {
        const SUITE: &[u8] = b"HPKE-v1KEM\0\x20";
        let theirs: [u8; 32] = enc.try_into().expect("32 bytes");
        let agreed = self.secret.diffie_hellman(&PublicKey::from(theirs));
        let (_, extracted) = Hkdf::<Sha256>::extract(Some(&[]), &[SUITE, b"eae_prk", agreed.as_bytes()].concat());
        let info = [&[0, 32][..], SUITE, b"shared_secret", enc, PublicKey::from(&self.secret).as_bytes()].concat();
        let mut shared = [0; 32];
        extracted.expand(&info, &mut shared).expect("32 bytes");
        shared
    }

    /// What NSS's `selfserv` is given: the key as NSS has it, then the list, in base64.
    pub fn parameters(&self) -> String {
        let pkcs8 = pkcs8(self.secret.as_bytes(), PublicKey::from(&self.secret).as_bytes());
        STANDARD.encode([&two(&pkcs8)[..], &pkcs8, &self.list].concat())
    }
}

/// A length in two bytes.
pub fn two(bytes: &[u8]) -> [u8; 2] {
    (bytes.len() as u16).to_be_bytes()
}

/// A key as NSS has it: id-ecPublicKey on a curve with a number that is NSS's own.
fn pkcs8(secret: &[u8], public: &[u8]) -> Vec<u8> {
    let element = |tag: u8, parts: &[&[u8]]| [&[tag, parts.concat().len() as u8][..], &parts.concat()].concat();
    let kind = element(6, &[&[0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1]]);
    let curve = element(6, &[&[0x2b, 6, 1, 4, 1, 0xda, 0x47, 0x0f, 1]]);
    let point = element(0xa1, &[&element(3, &[&[0], public])]);
    let key = element(0x30, &[&[2, 1, 1], &element(4, &[secret]), &point]);
    element(0x30, &[&[2, 1, 0], &element(0x30, &[&kind, &curve]), &element(4, &[&key])])
}

/// The suite of the clients here.
pub fn hpke() -> &'static dyn Hpke {
    aws_lc_rs::hpke::DH_KEM_X25519_HKDF_SHA256_AES_128
}

/// rustls's client, which asks for [`HIDDEN`].
fn client(mode: EchMode) -> ClientConnection {
    let config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_ech(mode)
        .expect("TLS 1.3")
        .with_root_certificates(RootCertStore::empty())
        .with_no_client_auth();
    ClientConnection::new(Arc::new(config), ServerName::try_from(HIDDEN).expect("a name")).expect("a client")
}

/// With this key.
pub fn real(key: &EchKey) -> EchMode {
    let list = EchConfigListBytes::from(key.list.clone());
    EchConfig::new(list, &[hpke()]).expect("a key that fits").into()
}

/// With none: random bytes that look like it.
pub fn decoy() -> EchMode {
    EchGreaseConfig::new(hpke(), HpkePublicKey(vec![9; 32])).into()
}

/// What the client says first.
pub fn hello(mode: EchMode) -> Vec<u8> {
    let mut wire = Vec::new();
    client(mode).write_tls(&mut wire).expect("memory");
    wire
}

/// The same, what a server that knows nothing of it answers, and what that logs.
pub fn answered(mode: EchMode) -> (Vec<WireEvent>, KeyLog) {
    let setup = Setup::version(&TLS13);
    let mut server = ServerConnection::new(Arc::new(setup.server.clone())).expect("a server");
    let (hello, mut answer) = (hello(mode), Vec::new());
    server.read_tls(&mut &hello[..]).expect("memory");
    server.process_new_packets().expect("a hello");
    while server.wants_write() {
        server.write_tls(&mut answer).expect("memory");
    }
    (vec![c(hello), s(answer)], setup.secrets().key_log().clone())
}
