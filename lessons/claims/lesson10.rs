//! What lesson 10 claims of a visit over QUIC.

#[path = "lesson10/attacks.rs"]
mod attacks;

use wirewalk::claims::flows::{self, Kind, opened, quic, sealed};
use wirewalk::claims::visits::visit;
use wirewalk::claims::{Check, Verdict, claim, every_byte_explained, kept, scene, search, tls};
use wirewalk::dissect::dissect;
use wirewalk::dissect::names::tls_extensions;
use wirewalk::recording::Secrets;
use wirewalk::recording::Side::{Client, Server};
use wirewalk::story::Scene;
use wirewalk::verify;

pub use attacks::CHECKS as ATTACKS;

pub const CHECKS: &[Check] = &[
    claim(
        "lesson10.initial-keys-from-the-id",
        "the keys of the Initial packets follow from the connection ID that Alice's first packet shows: without any secret, Eve opened every one of both sides",
        |t| {
            let first = visit(scene(t, "first")?, 0, 0)?;
            let counts = [Client, Server].map(|side| opened(&first, false, side, Kind::Initial));
            let held = flows::derived(&first) && counts.iter().all(|(all, open)| *all > 0 && all == open);
            let [(of_alice, _), (of_bob, _)] = counts;
            let id = quic(&first, false).origin?;
            let evidence = format!(
                "connection ID of {} bytes; {of_alice} packets of Alice's and {of_bob} of Bob's opened",
                id.len()
            );
            Some(Verdict::new(held, evidence))
        },
    ),
    claim(
        "lesson10.another-id-opens-nothing",
        "with one bit of that connection ID changed, the derived keys open none of the Initial packets",
        |t| {
            let first = visit(scene(t, "first")?, 0, 0)?;
            let recording = flows::with_another_origin(&first)?;
            let eve = dissect(&recording, &Secrets::none()).collect::<Vec<_>>();
            let other = Scene { recording, eve: eve.clone(), insider: eve, ..first };
            let counts = [Client, Server].map(|side| opened(&other, false, side, Kind::Initial));
            let held = counts.iter().all(|(all, open)| *all > 0 && *open == 0);
            let [(of_alice, a), (of_bob, b)] = counts;
            Some(Verdict::new(held, format!("{a} of {of_alice} packets of Alice's opened, {b} of {of_bob} of Bob's")))
        },
    ),
    claim(
        "lesson10.name-in-clear",
        "Eve reads which name Alice asks for and what she wants to speak, in packets that are encrypted",
        |t| {
            let first = visit(scene(t, "first")?, 0, 0)?;
            let read = |label| tls::fields(&first, (false, 0), Some(Client), label).next();
            let ((m, name), (n, alpn)) = (read(&tls_extensions::NAME)?, read(&tls_extensions::ALPN_ID)?);
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let (name, alpn) = (text(m.bytes(&name.span)), text(n.bytes(&alpn.span)));
            let clear =
                first.recording.connections.iter().any(|flow| search::find(&flow.stream(Client), &name).is_some());
            let evidence =
                format!("{name}, {alpn}; as plain text it is {}in what Alice sent", if clear { "" } else { "not " });
            Some(Verdict::new(name == "localhost" && alpn == "h3" && !clear, evidence))
        },
    ),
    claim("lesson10.rest-sealed", "of the packets behind the Initial ones, Eve opened none", |t| {
        let first = visit(scene(t, "first")?, 0, 0)?;
        let initial: usize = [Client, Server].map(|side| opened(&first, false, side, Kind::Initial).0).iter().sum();
        let (sealed, all) = sealed(&first, false);
        Some(Verdict::new(
            sealed > 0 && sealed + initial == all,
            format!("{all} packets, {initial} of them Initial, {sealed} sealed"),
        ))
    }),
    claim("lesson10.secret-hidden", "the secret message is nowhere in what crossed the wire", |t| {
        let first = visit(scene(t, "first")?, 0, 0)?;
        let Verdict { held, evidence } = search::hidden(&first, kept(t, "secret")?, "the secrets of both sides");
        Some(Verdict::new(held && kept(t, "first.heard")? == kept(t, "secret")?, evidence))
    }),
    claim(
        "lesson10.every-packet-opened",
        "with the secrets that both sides wrote down, every packet of both directions opens",
        |t| {
            let first = visit(scene(t, "first")?, 0, 0)?;
            let ((closed, _), (sealed, all)) = (sealed(&first, false), sealed(&first, true));
            Some(Verdict::new(
                sealed == 0 && closed > 0,
                format!("{all} packets, {closed} of them sealed for Eve, {sealed} for an insider"),
            ))
        },
    ),
    claim(
        "lesson10.certificate-verify-verified",
        "Bob's signature over the transcript is good under the key in his certificate",
        |t| Some(Verdict::from(verify::certificate_verify(&scene(t, "first")?.insider))),
    ),
    claim("lesson10.finished-recomputed", "both Finished are what follows from the transcript and the secrets", |t| {
        Some(Verdict::from(verify::finished(&scene(t, "first")?.insider)))
    }),
    claim(
        "lesson10.schedule-equals-key-log",
        "the secrets that both sides wrote down follow from the shared secret, as in lesson 5",
        |t| {
            let first = scene(t, "first")?;
            Some(Verdict::from(verify::schedule(&first.insider, first.secrets.key_log())))
        },
    ),
    claim(
        "lesson10.one-round-trip-less",
        "over QUIC the answer was there after one round trip less than over TCP, with the same TLS",
        |t| {
            let (tcp, udp) = (visit(scene(t, "tcp")?, 0, 0)?, visit(scene(t, "first")?, 0, 0)?);
            let versions = [&tcp, &udp].map(|visit| tls::facts(visit, 0).version);
            let (over_tcp, over_quic) = (flows::round_trips(&tcp)?, flows::round_trips(&udp)?);
            let same = versions[0].is_some() && versions[0] == versions[1];
            let heard = kept(t, "tcp.heard")? == kept(t, "first.heard")?;
            let evidence = format!("{over_tcp} round trips until the answer over TCP, {over_quic} over QUIC");
            Some(Verdict::new(same && heard && (over_tcp, over_quic) == (3, 2), evidence))
        },
    ),
    claim("lesson10.every-byte-explained", "every byte of every scene is explained, with and without the keys", |t| {
        Some(every_byte_explained(t))
    }),
];
