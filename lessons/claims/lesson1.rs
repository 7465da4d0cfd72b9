//! What lesson 1 claims.

use std::collections::BTreeSet;

use wirewalk::claims::{Check, Verdict, claim, every_byte_explained, kept, scene, search};
use wirewalk::dissect::names::{headers, http};
use wirewalk::recording::Side;
use wirewalk::story::{Scene, Transcript};

pub const CHECKS: &[Check] = &[
    claim("lesson1.secret-in-clear", "the secret is in Eve's recording, in the clear", |t| {
        let (plain, secret) = (scene(t, "plain")?, kept(t, "secret")?);
        let mut found = plain.recording.connections.iter().filter_map(|c| {
            let hit = search::find(&c.stream(Side::Server), secret)?;
            Some(format!("found {} at {}", hit.form, place(plain, c.id, hit.at)?))
        });
        let place = found.next();
        Some(Verdict::new(place.is_some(), place.unwrap_or("not found".to_owned())))
    }),
    claim("lesson1.alice-heard-bob", "what Alice received is what Bob sent", |t| {
        let (sent, heard) = (scene(t, "plain")?.bytes_of(0, &http::BODY)?, kept(t, "plain.heard")?);
        Some(Verdict::new(sent == heard.as_bytes(), format!("{} bytes, the same", heard.len())))
    }),
    claim("lesson1.every-byte-explained", "every byte that crossed the wire is explained", |t| {
        Some(every_byte_explained(t))
    }),
    claim("lesson1.forgery-accepted", "Alice took Mallory's message for Bob's", |t| {
        forged(t, "same-length", "same-length.heard")
    }),
    claim(
        "lesson1.nothing-to-check",
        "the forged response has the same header fields as Bob's, and none that Alice could have checked",
        |t| {
            let same = scene(t, "same-length")?;
            let (bobs, forged) = (header_names(same, 1), header_names(same, 0));
            let names = bobs.iter().cloned().collect::<Vec<_>>().join(", ");
            Some(Verdict::new(!bobs.is_empty() && bobs == forged, format!("both have {names}")))
        },
    ),
    claim(
        "lesson1.longer-forgery-accepted",
        "a forgery of another length is accepted too, once its length is corrected",
        |t| {
            let longer = scene(t, "other-length")?;
            let told = |hop| content_length(longer, hop);
            let fits = |hop| Some(told(hop)? == longer.bytes_of(hop, &http::BODY)?.len() as u64);
            let Verdict { held, evidence } = forged(t, "other-length", "other-length.heard")?;
            let held = held && fits(0)? && fits(1)? && told(0) != told(1);
            Some(Verdict::new(held, format!("{evidence}; Bob announced {} bytes, Mallory {}", told(1)?, told(0)?)))
        },
    ),
    claim(
        "lesson1.length-decides",
        "with the length left wrong, Alice reads only as many bytes as Content-Length says, and takes them for the whole body",
        |t| {
            let scene = scene(t, "forgotten-length")?;
            let (heard, told) = (kept(t, "forgotten-length.heard")?, content_length(scene, 0)?);
            let sent = scene.recording.connections.iter().find(|c| c.hop == 0)?.stream(Side::Server);
            let body = sent.windows(4).position(|w| w == b"\r\n\r\n").and_then(|at| sent.get(at + 4..))?;
            let held = heard.len() as u64 == told && body.len() > heard.len() && body.starts_with(heard.as_bytes());
            Some(Verdict::new(
                held,
                format!("{} bytes of body sent, {told} announced, {} read", body.len(), heard.len()),
            ))
        },
    ),
];

/// An offset into all that the server sent on a connection, and the same as the messages count it, both in hexadecimal.
fn place(scene: &Scene, connection: u32, at: usize) -> Option<String> {
    let mut sent = scene.eve.iter().filter(|m| m.connection == connection && m.side == Side::Server);
    let (message, offset) = sent.find_map(|m| {
        let offset = (at as u64).checked_sub(m.offset)?;
        (offset < m.wire().len() as u64).then_some((m.index, offset))
    })?;
    Some(format!("offset {at:04x} of all that Bob sent, {offset:04x} of message {message}"))
}

/// Whether Alice believed something that Bob did not say.
fn forged(t: &Transcript, id: &str, heard: &str) -> Option<Verdict> {
    let scene = scene(t, id)?;
    let (bobs, alices) = (scene.bytes_of(1, &http::BODY)?, scene.bytes_of(0, &http::BODY)?);
    let heard = kept(t, heard)?;
    let held = bobs != alices && heard.as_bytes() == alices && bobs == kept(t, "secret")?.as_bytes();
    let bobs = String::from_utf8_lossy(bobs);
    Some(Verdict::new(held, format!("Bob sent \u{201c}{bobs}\u{201d}, Alice received \u{201c}{heard}\u{201d}")))
}

fn header_names(scene: &Scene, hop: u8) -> BTreeSet<String> {
    let head = scene.on_hop(false, hop).find(|m| m.find(&http::STATUS_CODE).is_some());
    let names = head.into_iter().flat_map(|m| m.all(&http::HEADER_NAME).map(|f| m.bytes(&f.span)));
    names.map(|name| String::from_utf8_lossy(name).to_ascii_lowercase()).collect()
}

fn content_length(scene: &Scene, hop: u8) -> Option<u64> {
    use wirewalk::dissect::Datum;
    scene.on_hop(false, hop).find_map(|m| match m.find(&headers::CONTENT_LENGTH)?.value.datum {
        Datum::Number(n) => Some(n),
        Datum::Text(ref text) => text.parse().ok(),
        _ => None,
    })
}
