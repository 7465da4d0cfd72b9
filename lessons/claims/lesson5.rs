//! What lesson 5 claims.

#[path = "lesson5/beside.rs"]
mod beside;
#[path = "lesson5/refusals.rs"]
mod refusals;

use wirewalk::claims::read::{self, body, hidden, proof, said, schedule, stands_in};
use wirewalk::claims::tls::{self, fields};
use wirewalk::claims::{Check, Verdict, every_byte_explained, kept, scene, with_evidence};
use wirewalk::dissect::names::{headers, http, tls_extensions, tls_messages, tls_record, tls_schedule};
use wirewalk::dissect::{Message, Origin, dissect};
use wirewalk::recording::{Recording, Side, What, WireEvent};
use wirewalk::story::{Scene, Transcript};
use wirewalk::verify;

pub use beside::BESIDE;
pub use refusals::REFUSALS;

pub const CHECKS: &[Check] = &[
    Check {
        id: "lesson5.record-version-disguise",
        text: "the record says TLS 1.0, the ClientHello says TLS 1.2, and what both speak is TLS 1.3",
        check: |t| with_evidence(|| disguise(scene(t, "https")?)),
    },
    Check {
        id: "lesson5.change-cipher-spec-is-theatre",
        text: "without its ChangeCipherSpec records the recording decrypts to the same bytes",
        check: |t| with_evidence(|| theatre(scene(t, "https")?)),
    },
    Check {
        id: "lesson5.hybrid-of-two",
        text: "each public key, and the shared secret, has two parts: ML-KEM-768's and X25519's",
        check: |t| with_evidence(|| two_parts(scene(t, "https")?)),
    },
    Check {
        id: "lesson5.schedule-equals-key-log",
        text: "every secret recomputed from the shared secret is the one that both programs logged",
        check: |t| with_evidence(|| Some(schedule(scene(t, "https")?))),
    },
    Check {
        id: "lesson5.certificate-hidden-in-13",
        text: "Bob's certificate does not stand in Eve's recording, and the same search finds it in what the keys open",
        check: |t| {
            with_evidence(|| {
                let (https, certificate) = (scene(t, "https")?, certificate(t)?);
                let found = |messages: &[Message]| stands_in(messages, &certificate);
                let (eves, opened) = (found(&https.eve), found(&https.insider));
                let searched = https.recording.payload_len();
                let word = |found| if found { "found" } else { "not found" };
                Some(Verdict::new(
                    !eves && opened,
                    format!(
                        "{} bytes of certificate in {searched} bytes: {}; opened: {}",
                        certificate.len(),
                        word(eves),
                        word(opened)
                    ),
                ))
            })
        },
    },
    Check {
        id: "lesson5.certificate-verify-verified",
        text: "the signature in CertificateVerify is good for the content rebuilt from the recording, by the key in the certificate",
        check: |t| with_evidence(|| Some(proof(verify::certificate_verify(&said(scene(t, "https")?, 0))))),
    },
    Check {
        id: "lesson5.finished-recomputed",
        text: "both Finished messages are the MAC of everything said before them",
        check: |t| with_evidence(|| Some(proof(verify::finished(&said(scene(t, "https")?, 0))))),
    },
    Check {
        id: "lesson5.alice-heard-bob",
        text: "what Alice heard is what the record from Bob holds",
        check: |t| {
            with_evidence(|| {
                let (sent, heard) = (body(scene(t, "https")?, 0)?, kept(t, "https.heard")?);
                let held = sent == heard.as_bytes() && Some(heard) == kept(t, "secret");
                Some(Verdict::new(held, format!("{} bytes, the same", heard.len())))
            })
        },
    },
    Check {
        id: "lesson5.secret-hidden",
        text: "the secret does not stand in Eve's recording, and the same search finds it in what the keys open",
        check: |t| with_evidence(|| Some(hidden(scene(t, "https")?, kept(t, "secret")?, "keys"))),
    },
    Check {
        id: "lesson5.name-leaks",
        text: "Eve reads the server's name, and neither the path nor any header",
        check: |t| {
            with_evidence(|| {
                let https = scene(t, "https")?;
                let name = fields(https, (false, 0), Some(Side::Client), &tls_extensions::NAME).next();
                let name = name.map(|(m, f)| String::from_utf8_lossy(m.bytes(&f.span)).into_owned())?;
                let reads = |insider: bool, id| fields(https, (insider, 0), None, id).next().is_some();
                let requests = |insider| reads(insider, &http::URI) || reads(insider, &headers::HOST);
                let evidence = format!("the name {name}; the request only with the keys");
                Some(Verdict::new(!requests(false) && requests(true), evidence))
            })
        },
    },
    Check {
        id: "lesson5.every-byte-explained",
        text: "every byte of every scene is explained, also of TLS 1.2 and of what the keys open",
        check: every_byte_explained,
    },
];

fn disguise(https: &Scene) -> Option<Verdict> {
    let first = |insider, side, id| fields(https, (insider, 0), Some(side), id).find_map(|(_, f)| f.number());
    let record = first(false, Side::Client, &tls_record::VERSION)?;
    let hello = first(false, Side::Client, &tls_messages::VERSION)?;
    let spoken = first(false, Side::Server, &tls_extensions::SUPPORTED_VERSION)?;
    let evidence = format!("{record:#06x} on the record, {hello:#06x} in the hello, {spoken:#06x} in Bob's extension");
    Some(Verdict::new((record, hello, spoken) == (0x0301, 0x0303, 0x0304), evidence))
}

/// All that was decrypted in a recording, in order.
fn decrypted(messages: impl IntoIterator<Item = Message>) -> Vec<Vec<u8>> {
    let is = |origin: &Origin| matches!(origin, Origin::Decrypted { .. });
    let sources = messages.into_iter().flat_map(|m| m.sources).filter(|s| is(&s.origin));
    sources.map(|s| s.bytes.to_vec()).collect()
}

/// The recording without ChangeCipherSpec, record by record.
fn theatre(https: &Scene) -> Option<Verdict> {
    let is_theatre = |m: &Message| m.find(&tls_record::CHANGE_CIPHER_SPEC).is_some();
    let removed = https.eve.iter().filter(|m| is_theatre(m)).count();
    let mut without: Recording = https.recording.clone();
    for connection in &mut without.connections {
        let end = connection.events.iter().filter(|e| !matches!(e.what, What::Open | What::Bytes(_))).cloned();
        let open = connection.events.iter().filter(|e| matches!(e.what, What::Open)).cloned();
        let kept = https.eve.iter().filter(|m| m.connection == connection.id && !is_theatre(m));
        let event =
            |m: &Message| WireEvent { at: m.at, side: m.side, what: What::Bytes(m.wire().clone()), packet: None };
        connection.events = open.chain(kept.map(event)).chain(end).collect();
    }
    let before = decrypted(https.insider.iter().cloned());
    let after = decrypted(dissect(&without, &https.secrets));
    let held = removed > 0 && !before.is_empty() && before == after;
    Some(Verdict::new(held, format!("{removed} records taken out, {} decrypted as before", after.len())))
}

fn two_parts(https: &Scene) -> Option<Verdict> {
    let len = |side, id| Some(fields(https, (true, 0), Some(side), id).next()?.1.span.len());
    let key = len(Side::Client, &tls_extensions::SHARE_MLKEM_KEY)?;
    let ciphertext = len(Side::Server, &tls_extensions::SHARE_MLKEM_TEXT)?;
    let curve = len(Side::Client, &tls_extensions::SHARE_CURVE)?;
    let curves = len(Side::Server, &tls_extensions::SHARE_CURVE)?;
    let kem = len(Side::Server, &tls_schedule::HYBRID_KEM)?;
    let agreed = len(Side::Server, &tls_schedule::HYBRID_CURVE)?;
    // ML-KEM-768: 1184 bytes of encapsulation key, 1088 of ciphertext, 32 of secret; X25519: 32 each.
    let held = (key, ciphertext, curve, curves) == (1184, 1088, 32, 32) && (kem, agreed) == (32, 32);
    let evidence = format!("Alice {key} + {curve} bytes, Bob {ciphertext} + {curves}, the secret {kem} + {agreed}");
    Some(Verdict::new(held, evidence))
}

/// Bob's certificate, from the file that the walk left.
fn certificate(t: &Transcript) -> Option<Vec<u8>> {
    read::certificate(t, "server-public-key.pem")
}

/// Whether the client sent data on a leg.
fn asked(scene: &Scene, hop: u8) -> bool {
    tls::facts(scene, hop).read[0]
}
