//! What lesson 6 claims.

#[path = "lesson6/refusals.rs"]
mod refusals;
#[path = "lesson6/trust.rs"]
mod trust;

use x509_parser::prelude::{FromDer, X509Certificate};

use wirewalk::claims::tls::{self, fields};
use wirewalk::claims::{Check, Verdict, claim, der, every_byte_explained, kept, scene, search};
use wirewalk::dissect::names::{http, tls_messages};
use wirewalk::door::Identity;
use wirewalk::recording::Side::{self, Client, Server};
use wirewalk::story::Scene;
use wirewalk::verify;

/// The messages of mutual TLS 1.2 in their order (RFC 5246 section 7.3), with ServerKeyExchange (RFC 8422 section 2) and the data
/// that all this was for.
const FIFTEEN: [(Side, &str); 15] = [
    (Client, "client_hello"),
    (Server, "server_hello"),
    (Server, "certificate"),
    (Server, "server_key_exchange"),
    (Server, "certificate_request"),
    (Server, "server_hello_done"),
    (Client, "certificate"),
    (Client, "client_key_exchange"),
    (Client, "certificate_verify"),
    (Client, "ChangeCipherSpec"),
    (Client, "finished"),
    (Server, "ChangeCipherSpec"),
    (Server, "finished"),
    (Client, "application data"),
    (Server, "application data"),
];

pub use refusals::CHECKS as REFUSALS;
pub use trust::CHECKS as TRUST;

pub const CHECKS: &[Check] = &[
    claim("lesson6.alice-heard-bob", "what Alice received is what Bob's record contains", |t| {
        let (sent, heard) = (tls::body(scene(t, "mutual")?, 0)?, kept(t, "mutual.heard")?);
        let held = sent == heard.as_bytes() && Some(heard) == kept(t, "secret");
        Some(Verdict::new(held, format!("{} bytes, the same", heard.len())))
    }),
    claim(
        "lesson6.bob-asks-and-names-carol",
        "Bob asks for a certificate and names Carol's root as the authority he accepts, and Eve can read neither",
        |t| {
            let (mutual, root) = (scene(t, "mutual")?, der(t, "ca-public-key.pem")?);
            let (_, root) = X509Certificate::from_der(&root).ok()?;
            let mut named = fields(mutual, (true, 0), Some(Server), &tls_messages::DNAME_ELEMENT);
            let named = named.any(|(m, f)| search::find_bytes(m.bytes(&f.span), root.subject().as_raw()));
            let eves = fields(mutual, (false, 0), Some(Server), &tls_messages::DNAME_ELEMENT).count();
            let held = tls::facts(mutual, 0).asked_for_certificate() && named && eves == 0;
            Some(Verdict::new(held, format!("the authority is {}", root.subject())))
        },
    ),
    claim(
        "lesson6.client-certificate-hidden-in-13",
        "in TLS 1.3 Alice's certificate is not in Eve's recording, and the same search finds it in the decrypted bytes",
        |t| {
            let (mutual, certificate) = (scene(t, "mutual")?, der(t, "alice.crt")?);
            let [eves, opened] =
                [&mutual.eve, &mutual.insider].map(|messages| search::stands_in(messages, &certificate));
            let word = |found| if found { "found" } else { "not found" };
            let (len, searched) = (certificate.len(), mutual.recording.payload_len());
            let evidence = format!("{len} bytes in {searched}: {}; opened: {}", word(eves), word(opened));
            Some(Verdict::new(!eves && opened, evidence))
        },
    ),
    claim(
        "lesson6.both-signatures-verified",
        "both CertificateVerify signatures verify, each with the key in that side's certificate",
        |t| both_signed(scene(t, "mutual")?),
    ),
    claim(
        "lesson6.finished-recomputed",
        "both Finished messages are the MAC of everything sent before them, including both certificates",
        |t| Some(Verdict::from(verify::finished(&tls::said(scene(t, "mutual")?, 0)))),
    ),
    claim(
        "lesson6.schedule-equals-key-log",
        "every secret recomputed from the shared secret is the one that both programs logged",
        |t| {
            let mutual = scene(t, "mutual")?;
            Some(Verdict::from(verify::schedule(&tls::said(mutual, 0), mutual.secrets.key_log())))
        },
    ),
    claim(
        "lesson6.fifteen-in-order",
        "mutual TLS 1.2 takes fifteen messages up to the answer, in the order of the standard",
        |t| {
            let said = tls::conversation(scene(t, "mutual-tls12")?);
            let counted: Vec<_> = said.iter().map(|s| (s.side, s.name.as_str())).take(FIFTEEN.len()).collect();
            let clear = said.iter().take_while(|s| s.in_clear).count();
            Some(Verdict::new(
                counted == FIFTEEN,
                format!("{} messages, the first {clear} of them in the clear", counted.len()),
            ))
        },
    ),
    claim(
        "lesson6.client-certificate-visible-in-12",
        "in TLS 1.2 Eve has all of Alice's certificate, without any key",
        |t| {
            let (tls12, certificate) = (scene(t, "mutual-tls12")?, der(t, "alice.crt")?);
            let field = fields(tls12, (false, 0), Some(Client), &tls_messages::CERTIFICATE).next();
            let same = field.is_some_and(|(m, f)| m.bytes(&f.span) == certificate);
            let name = Identity::of(&certificate)?.names.join(", ");
            Some(Verdict::new(same, format!("{} bytes, for {name}", certificate.len())))
        },
    ),
    claim(
        "lesson6.signatures-verified-in-12",
        "in TLS 1.2 too, Bob and Alice each signed with the key in their certificate, and both Finished messages are correct",
        |t| {
            let tls12 = scene(t, "mutual-tls12")?;
            let Verdict { held, evidence } = both_signed(tls12)?;
            let finished = verify::finished(&tls::said(tls12, 0));
            let why = finished.as_ref().unwrap_or_else(|why| why);
            Some(Verdict::new(held && finished.is_ok(), format!("{evidence}; {why}")))
        },
    ),
    claim(
        "lesson6.every-byte-explained",
        "every byte of every scene is explained, in both versions, with and without the keys",
        |t| Some(every_byte_explained(t)),
    ),
];

/// All signatures are good, and there is one of each side.
fn both_signed(scene: &Scene) -> Option<Verdict> {
    let facts = tls::facts(scene, 0);
    let Verdict { held, evidence } = Verdict::from(verify::certificate_verify(&tls::said(scene, 0)));
    Some(Verdict::new(held && facts.has_signed(Client) && facts.has_signed(Server), evidence))
}

/// The status of the answer.
fn status(scene: &Scene) -> Option<u64> {
    fields(scene, (true, 0), Some(Server), &http::STATUS_CODE).find_map(|(_, f)| f.number())
}

/// Whom the certificate names that the client showed.
fn caller(scene: &Scene) -> Option<Identity> {
    Identity::of(tls::shown_by(scene, 0, Client).first()?)
}
