//! # Lesson 4 · Who are you? A certificate authority
//!
//! What a signature is. Then Carol makes a root, Bob asks, Carol checks, decides and signs, and Alice checks Bob's certificate. Mallory
//! asks for more than is hers, a careless authority signs it, and Carol's key is stolen.
//!
//! `cargo run --bin lesson4` walks; `-- ca`, `csr`, `sign`, `client`, `inspect` and `verify` play one party each.

#[path = "claims/lesson4.rs"]
mod claims;
#[path = "lesson4/signing.rs"]
mod signing;
#[path = "en/lesson4.rs"]
mod text;

use std::ops::Range;
use std::process::ExitCode;

use anyhow::Result;
use tiny_http::{Response, Server};
use wirewalk::client;
use wirewalk::commands;
use wirewalk::door::Limits;
use wirewalk::pki::{
    Authority, Certificate, CheckedRequest, CopyingAuthority, KeyKind, Name, Passphrase, PrivateKey, Request, Subject,
    Validity, Wishes,
};
use wirewalk::stage::{self, Access, Lesson, Stage};
use wirewalk::story::{Voice, hex};

/// Where a public key on P-256 says what it is, behind the tag and the length of the whole.
const KIND_OF_KEY: Range<usize> = 2..23;
/// What a request asks for, and what a certificate says: whom it is about first, what holds it together last.
const REQUEST: &[&str] =
    &["pkcs10.subject", "x509ce.dNSName", "x509ce.IPAddress.ipv4", "x509af.subjectPublicKey", "pkcs10.signature"];
const CERTIFICATE: &[&str] = &[
    "x509af.subject",
    "x509ce.dNSName",
    "x509af.issuer",
    "x509af.notBefore",
    "x509af.notAfter",
    "x509ce.KeyPurposeId",
    "x509ce.BasicConstraintsSyntax_element",
    "x509af.encrypted",
];

/// This lesson.
pub const LESSON: Lesson = Lesson {
    commands: &[commands::CA, commands::CSR, commands::SIGN, commands::CLIENT, commands::VERIFY, commands::INSPECT],
    claims: &[claims::CHECKS, claims::SIGNATURES],
    files: &[
        "ca-private-key.pem",
        "ca-public-key.pem",
        "server-private-key.pem",
        "server-csr.pem",
        "server-public-key.pem",
        "walk-passphrase.txt",
    ],
    ..Lesson::of(text::ABOUT, walk)
};

/// The program.
pub fn main() -> ExitCode {
    stage::lesson_main(&LESSON)
}

/// Carol's office: anyone who sends a request gets a certificate, or the reason why not.
pub fn carol(app: &Server, authority: &Authority, allowed: &[Name]) {
    for mut request in app.incoming_requests() {
        let mut asked = String::new();
        let read = request.as_reader().read_to_string(&mut asked);
        let answer = match read.map_err(anyhow::Error::from).and_then(|_| decide(authority, &asked, allowed)) {
            Ok(certificate) => Response::from_string(certificate.to_pem()),
            Err(reason) => Response::from_string(format!("{reason}\n")).with_status_code(403),
        };
        let _ = request.respond(answer);
    }
}

/// Carol's decision. The signature proves that the sender has the key; the names must be allowed; the rest of the certificate is hers.
pub fn decide(authority: &Authority, asked: &str, allowed: &[Name]) -> Result<Certificate> {
    let request = CheckedRequest::parse(asked)?;
    Ok(authority.issue_server(&request, allowed, Validity::leaf(stage::now()))?)
}

/// Bob, or anybody: sends a request and returns the certificate that comes back.
pub fn asks(url: &str, request: &Request) -> Result<String> {
    Ok(client::agent().post(url).send(request.to_pem())?.body_mut().read_to_string()?)
}

fn walk(voice: &mut Voice, stage: &mut Stage) -> Result<()> {
    voice.says(&text::HELLO)?;
    let now = stage::now();

    // What Carol will make, with numbers that a person can follow.
    signing::textbook(voice)?;
    voice.says(&text::DER)?;
    voice.tabulates(&text::DER_HEAD, text::DER_TABLE)?;

    // Carol makes a key and vouches for herself. Her key reaches the disk encrypted.
    voice.says(&text::ROOT)?;
    let carols = Authority::root(
        PrivateKey::generate(KeyKind::EcdsaP256)?,
        Subject::authority("my-ca.com"),
        Validity::root(now),
    )?;
    let passphrase = Passphrase::new(hex(&rand::random::<[u8; 12]>()))?;
    let sealed = carols.key().to_encrypted_pem(&passphrase)?;
    let root_pem = carols.certificate().to_pem();
    voice.measures(&text::CA_KEY_FILE, stage.file("ca-private-key.pem", Access::Private, sealed.as_bytes())?)?;
    voice.measures(
        &text::PASSPHRASE_FILE,
        stage.file("walk-passphrase.txt", Access::Private, passphrase.text().as_bytes())?,
    )?;
    let key_file = voice.reads("ca-private-key.pem", sealed.as_bytes());
    voice.folds(key_file)?;
    voice.says(&text::PUBLIC_KEY_FILE)?;
    voice.measures(&text::CA_CERT_FILE, stage.file("ca-public-key.pem", Access::Normal, root_pem.as_bytes())?)?;
    let root_file = voice.reads("ca-public-key.pem", root_pem.as_bytes());
    voice.sentence(&text::SAYS, root_file)?;

    // The bytes of Carol's public key that say what kind of key it is.
    voice.says(&text::KIND_OF_KEY)?;
    let kind = voice.reads("kind-of-key.der", &carols.key().public_der()[KIND_OF_KEY]);
    voice.opens(kind)?;

    // Bob makes a key and a request.
    voice.says(&text::REQUEST)?;
    let bobs_key = PrivateKey::generate(KeyKind::EcdsaP256)?;
    let request = Request::new(&bobs_key, &Subject::server(), &Name::loopback())?;
    let bobs_file = bobs_key.to_encrypted_pem(&passphrase)?;
    voice
        .measures(&text::BOBS_KEY_FILE, stage.file("server-private-key.pem", Access::Private, bobs_file.as_bytes())?)?;
    stage.file("server-csr.pem", Access::Normal, request.to_pem().as_bytes())?;
    let request_file = voice.reads("server-csr.pem", request.to_pem().as_bytes());
    voice.points_at(request_file, REQUEST)?;

    // Scene 1: Bob asks, Carol decides.
    voice.says(&text::BEFORE_ASKING)?;
    voice.asks(&text::IS_IT_SAFE)?;
    let office = again(&carols)?;
    let (asked, certificate) = stage.scene(voice, "ask", |set| {
        let carol = set.serves("Carol", Limits::default(), move |app| carol(app, &office, &allowed()))?;
        let wire = set.wire("Bob", &carol)?;
        asks(&wire.url(), &request)
    })?;
    stage.file("server-public-key.pem", Access::Normal, certificate.as_bytes())?;
    let certificate_file = voice.reads("server-public-key.pem", certificate.as_bytes());
    voice.says(&text::SIGNED)?;
    voice.traffic(asked)?;
    voice.seeks("private-key", asked, bobs_key.der());
    voice.seeks("public-key", asked, &bobs_key.public_der());
    voice.answers(&text::IS_IT_SAFE)?;
    voice.claims("lesson4.key-never-crossed")?;
    voice.says(&text::CERTIFICATE)?;
    voice.points_at(certificate_file, CERTIFICATE)?;
    voice.claims("lesson4.every-byte-explained")?;
    voice.claims("lesson4.carol-decides")?;
    signing::over(voice, certificate_file, &certificate, carols.certificate())?;
    voice.says(&text::SENTENCE)?;
    voice.sentence(&text::SAYS, certificate_file)?;

    // Alice checks; she knows Carol's root and nothing else.
    voice.says(&text::CHECKS)?;
    voice.asks(&text::HOW_CHECKED)?;
    voice.checks(&text::CHECKS_HEAD, &certificate, &[], &root_pem, "localhost")?;
    voice.answers(&text::HOW_CHECKED)?;
    voice.claims("lesson4.accepted")?;
    voice.says(&text::LEDGER)?;
    voice.ledger(asked)?;

    careless(voice)?;
    mallory_meets_carol(voice, stage, &carols)?;
    stolen(voice, &carols)?;

    voice.says(&text::TAMPERED)?;
    voice.claims("lesson4.any-changed-byte-is-refused")?;
    voice.claims("lesson4.another-root-of-the-same-name-is-refused")?;
    voice.claims("lesson4.another-host-name-is-refused")?;
    voice.claims("lesson4.request-with-another-key-is-refused")?;

    voice.says(&text::TOLD)?;
    voice.says(&text::STOPS)?;
    let question = (&text::QUESTION, &text::THINK, &text::THOUGHT);
    stage.ends(voice, &LESSON, (&text::TRY, text::RECIPES), question)
}

/// The names that are Bob's to ask for: this machine's, and the one in his request.
fn allowed() -> Vec<Name> {
    let mut names = Name::loopback();
    names.extend("my-site.com".parse());
    names
}

/// Mallory's request: her own key, another site's name, and CA:TRUE.
fn greedy(key: &PrivateKey, name: &str) -> Result<Request> {
    let subject = Subject::named(None, name);
    Ok(Request::wishing(key, &subject, &[name.parse()?], Wishes { authority: true })?)
}

/// A certificate for any name, made with an authority's key: nobody asks whose name it is.
fn forge(authority: &Authority, name: &str) -> Result<String> {
    let (key, names) = (PrivateKey::generate(KeyKind::EcdsaP256)?, [name.parse()?]);
    let request = CheckedRequest::parse(&Request::new(&key, &Subject::named(None, name), &names)?.to_pem())?;
    Ok(authority.issue_server(&request, &names, Validity::days(stage::now(), 7))?.to_pem())
}

/// Attack 1: an authority that copies every request signs a weapon, and Mallory uses it.
fn careless(voice: &mut Voice) -> Result<()> {
    voice.says(&text::WEAPON)?;
    voice.asks(&text::WILL_SHE_SIGN)?;
    let key = PrivateKey::generate(KeyKind::EcdsaP256)?;
    let root = Authority::root(key, Subject::authority("careless-ca.com"), Validity::root(stage::now()))?;
    let mallorys = PrivateKey::generate(KeyKind::EcdsaP256)?;
    let request = CheckedRequest::parse(&greedy(&mallorys, "bank.example")?.to_pem())?;
    let weapon = CopyingAuthority(&root).sign_whatever_is_asked(&request, Validity::leaf(stage::now()))?;
    // With the weapon, Mallory is an authority.
    let forged = forge(&Authority::load(mallorys, weapon.der())?, "www.another-bank.example")?;
    voice.says(&text::WEAPON_MADE)?;
    let root = root.certificate().to_pem();
    voice.reads("careless-ca.pem", root.as_bytes());
    let weapon_file = voice.reads("weapon.pem", weapon.to_pem().as_bytes());
    voice.reads("forged.pem", forged.as_bytes());
    voice.shows_only(weapon_file, &["x509ce.BasicConstraintsSyntax_element"])?;
    voice.checks(&text::CHECKS_HEAD, &forged, &[weapon.to_pem()], &root, "www.another-bank.example")?;
    voice.answers(&text::WILL_SHE_SIGN)?;
    voice.claims("lesson4.weapon-works")
}

/// The same with Carol: she refuses the other site's name, and nothing remains of CA:TRUE.
fn mallory_meets_carol(voice: &mut Voice, stage: &mut Stage, carols: &Authority) -> Result<()> {
    voice.says(&text::BEFORE_CAROL)?;
    let mallorys = PrivateKey::generate(KeyKind::EcdsaP256)?;
    let (office, allowed) = (again(carols)?, ["mallory.example".parse()?]);
    let (_, (refusal, certificate)) = stage.scene(voice, "mallory-asks", |set| {
        let carol = set.serves("Carol", Limits::default(), move |app| carol(app, &office, &allowed))?;
        let wire = set.wire("Mallory", &carol)?;
        let refusal = asks(&wire.url(), &greedy(&mallorys, "bank.example")?).err().map(|error| client::reason(&error));
        Ok((refusal, asks(&wire.url(), &greedy(&mallorys, "mallory.example")?)?))
    })?;
    // Mallory signs with her key as if her certificate were an authority's.
    let herself = Subject::named(None, "mallory.example");
    let forged = forge(&Authority::root(mallorys, herself, Validity::root(stage::now()))?, "bank.example")?;
    voice.says(&text::CAROL_REFUSES)?;
    voice.measures(&text::CAROL_SAID, refusal.unwrap_or_default())?;
    voice.reads("mallory.pem", certificate.as_bytes());
    voice.reads("forged-below-mallory.pem", forged.as_bytes());
    voice.checks(&text::CHECKS_HEAD, &forged, &[certificate], &carols.certificate().to_pem(), "bank.example")?;
    voice.claims("lesson4.carol-refuses-the-name")?;
    voice.claims("lesson4.no-authority-below-carol")
}

/// Attack 2: with Carol's key, anybody can sign as Carol.
fn stolen(voice: &mut Voice, carols: &Authority) -> Result<()> {
    voice.says(&text::STOLEN)?;
    voice.asks(&text::WHAT_PADLOCK)?;
    let forged = forge(&again(carols)?, "bank.example")?;
    voice.reads("stolen.pem", forged.as_bytes());
    voice.checks(&text::CHECKS_HEAD, &forged, &[], &carols.certificate().to_pem(), "bank.example")?;
    voice.answers(&text::WHAT_PADLOCK)?;
    voice.claims("lesson4.stolen-key-signs-anything")
}

/// The same authority again: all it takes is a copy of the key.
fn again(authority: &Authority) -> Result<Authority> {
    Ok(Authority::load(PrivateKey::from_der(authority.key().der())?, authority.certificate().der())?)
}
