//! What lesson 5 claims.

#[path = "lesson5/beside.rs"]
mod beside;
#[path = "lesson5/refusals.rs"]
mod refusals;
#[path = "lesson5/tampering.rs"]
mod tampering;

use wirewalk::claims::tls::{self, fields};
use wirewalk::claims::{Check, Verdict, claim, der, every_byte_explained, kept, scene, search};
use wirewalk::dissect::names::{headers, http, tls_extensions, tls_messages, tls_record, tls_schedule};
use wirewalk::dissect::{Message, Origin, dissect};
use wirewalk::recording::{Recording, Side, What, WireEvent};
use wirewalk::story::{Scene, Transcript, hex};
use wirewalk::verify;

pub use beside::BESIDE;
pub use refusals::REFUSALS;
pub use tampering::TAMPERING;

pub const CHECKS: &[Check] = &[
    claim(
        "lesson5.record-version-disguise",
        "the record says TLS 1.0, the ClientHello TLS 1.2; both speak TLS 1.3",
        |t| disguise(scene(t, "https")?),
    ),
    claim(
        "lesson5.change-cipher-spec-is-theatre",
        "without ChangeCipherSpec the recording decrypts to the same bytes",
        |t| theatre(scene(t, "https")?),
    ),
    claim("lesson5.hybrid-of-two", "both key shares and the secret have an ML-KEM-768 and an X25519 part", |t| {
        two_parts(scene(t, "https")?)
    }),
    claim(
        "lesson5.schedule-equals-key-log",
        "every secret that both programs logged follows from the shared secret",
        |t| schedule(scene(t, "https")?),
    ),
    claim(
        "lesson5.certificate-hidden-in-13",
        "Bob's certificate is in the decrypted bytes, not in Eve's recording",
        |t| {
            let (https, certificate) = (scene(t, "https")?, der(t, "server-public-key.pem")?);
            let found = |messages: &[Message]| search::stands_in(messages, &certificate);
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
        },
    ),
    claim(
        "lesson5.certificate-verify-verified",
        "the signature fits the rebuilt content and the certificate's key",
        |t| Some(Verdict::from(verify::certificate_verify(&tls::said(scene(t, "https")?, 0)))),
    ),
    claim("lesson5.finished-recomputed", "both Finished messages are the MAC of everything sent before them", |t| {
        Some(Verdict::from(verify::finished(&tls::said(scene(t, "https")?, 0))))
    }),
    claim("lesson5.opened-by-hand", "the code shown gets the same transcript hash and the same plaintext", by_hand),
    claim("lesson5.alice-heard-bob", "what Alice received is what Bob's record contains", |t| {
        let (sent, heard) = (tls::body(scene(t, "https")?, 0)?, kept(t, "https.heard")?);
        let held = sent == heard.as_bytes() && Some(heard) == kept(t, "secret");
        Some(Verdict::new(held, format!("{} bytes, the same", heard.len())))
    }),
    claim("lesson5.secret-hidden", "the secret is in the decrypted bytes, and not in Eve's recording", |t| {
        Some(search::hidden(scene(t, "https")?, kept(t, "secret")?, "the keys"))
    }),
    claim("lesson5.name-leaks", "Eve can read the server's name, but neither the path nor any header", |t| {
        let https = scene(t, "https")?;
        let name = fields(https, (false, 0), Some(Side::Client), &tls_extensions::NAME).next();
        let name = name.map(|(m, f)| String::from_utf8_lossy(m.bytes(&f.span)).into_owned())?;
        let reads = |insider: bool, id| fields(https, (insider, 0), None, id).next().is_some();
        let requests = |insider| reads(insider, &http::URI) || reads(insider, &headers::HOST);
        let evidence = format!("the name {name}; the request only with the keys");
        Some(Verdict::new(!requests(false) && requests(true), evidence))
    }),
    claim("lesson5.every-byte-explained", "every byte of every scene is explained, and all that the keys open", |t| {
        Some(every_byte_explained(t))
    }),
];

/// The schedule of a scene's first leg against its key log.
fn schedule(scene: &Scene) -> Option<Verdict> {
    Some(Verdict::from(verify::schedule(&tls::said(scene, 0), scene.secrets.key_log())))
}

fn disguise(https: &Scene) -> Option<Verdict> {
    let first = |insider, side, id| fields(https, (insider, 0), Some(side), id).find_map(|(_, f)| f.number());
    let record = first(false, Side::Client, &tls_record::VERSION)?;
    let hello = first(false, Side::Client, &tls_messages::VERSION)?;
    let spoken = first(false, Side::Server, &tls_extensions::SUPPORTED_VERSION)?;
    let evidence = format!("{record:#06x} in the record, {hello:#06x} in the hello, {spoken:#06x} in Bob's extension");
    Some(Verdict::new((record, hello, spoken) == (0x0301, 0x0303, 0x0304), evidence))
}

fn by_hand(t: &Transcript) -> Option<Verdict> {
    let (https, opened) = (scene(t, "https")?, kept(t, "by-hand.opened")?);
    let hash = kept(t, "by-hand.transcript-hash")?;
    let server = |id| fields(https, (true, 0), Some(Side::Server), id);
    let (record, _) = server(&tls_record::CONTENT).next()?;
    let mut sources = record.sources.iter().filter(|source| matches!(source.origin, Origin::Decrypted { .. }));
    let plain = sources.any(|source| hex(&source.bytes) == opened);
    let same = server(&tls_schedule::TRANSCRIPT_HASH).any(|(m, field)| hex(m.bytes(&field.span)) == hash);
    let word = |same: bool| if same { "the same" } else { "different" };
    let evidence = format!("{} bytes of plaintext: {}; transcript hash: {}", opened.len() / 2, word(plain), word(same));
    Some(Verdict::new(plain && same, evidence))
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
    Some(Verdict::new(held, format!("{removed} records removed, {} decrypted as before", after.len())))
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

/// Whether the client sent data on a leg.
fn asked(scene: &Scene, hop: u8) -> bool {
    tls::facts(scene, hop).read.client
}
