//! Six failures, each done for real: the raw error, what it means, how to repair it.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::Result;
use wirewalk::client;
use wirewalk::lesson1;
use wirewalk::pki::{Authority, KeyKind, Name, PrivateKey, Profile, Subject, Validity};
use wirewalk::stage::{self, Stage};
use wirewalk::story::{Line, Question, Shot, Voice, hex};
use wirewalk::tls::{Credentials, Wishes};

use super::{Club, HOST, asks, bob_behind_tls, certified, said, text};

/// The name of another site of Bob's.
const OTHER_SITE: &str = "my-site.com";
/// Seconds of a day.
const DAY: u64 = 24 * 60 * 60;
/// How long yesterday's client waits for an answer.
const WAIT: Duration = Duration::from_secs(5);

/// A client of yesterday: says a ClientHello of TLS 1.1, byte by byte, and returns what comes back.
fn yesterday(bob: SocketAddr) -> Result<Vec<u8>> {
    let hello = [
        &[0x16, 3, 1, 0, 45][..], // a record: handshake, TLS 1.0 on the outside, 45 bytes
        &[1, 0, 0, 41],           // ClientHello, 41 bytes
        &[3, 2],                  // the highest version that it speaks: TLS 1.1
        &rand::random::<[u8; 32]>(),
        &[0],                // no session to resume
        &[0, 2, 0xc0, 0x13], // one cipher suite: ECDHE, RSA, AES-128-CBC, SHA-1
        &[1, 0],             // no compression
    ];
    let mut wire = TcpStream::connect(bob)?;
    wire.set_read_timeout(Some(WAIT))?;
    wire.write_all(&hello.concat())?;
    let mut answer = Vec::new();
    wire.read_to_end(&mut answer)?;
    wire.shutdown(Shutdown::Both)?;
    Ok(answer)
}

/// What is told of a failure: before it, the prediction, after it.
type Told = (&'static Line, &'static Question, &'static Line);

/// All six, and who sent which alert.
pub fn six(voice: &mut Voice, stage: &mut Stage, club: &Club) -> Result<()> {
    voice.says(&text::FAILURES)?;
    let (now, trust) = (stage::now(), club.trust());

    let told = (&text::NO_ROOT, &text::NO_ROOT_WHO, &text::NO_ROOT_SEEN);
    let no_root = refused((voice, stage), "no-root", told, &club.bob, (HOST, &Wishes::default()))?;
    voice.claims("lesson5.no-root-refused")?;

    let told = (&text::WRONG_NAME, &text::WRONG_NAME_WHO, &text::WRONG_NAME_SEEN);
    let other = certified(&club.carol, &[OTHER_SITE.parse()?], Validity::leaf(now))?;
    let wrong_name = refused((voice, stage), "wrong-name", told, &other, (HOST, &trust))?;
    voice.claims("lesson5.wrong-name-refused")?;

    let ended = Validity { not_before: now - 30 * DAY, not_after: now - DAY };
    let old = certified(&club.carol, &Name::loopback(), ended)?;
    let told = (&text::EXPIRED, &text::EXPIRED_WHO, &text::EXPIRED_SEEN);
    let expired = refused((voice, stage), "expired", told, &old, (HOST, &trust))?;
    voice.claims("lesson5.expired-refused")?;

    let told = (&text::SELF_SIGNED, &text::SELF_SIGNED_WHO, &text::SELF_SIGNED_SEEN);
    let self_signed = refused((voice, stage), "self-signed", told, &vouches_for_himself()?, (HOST, &trust))?;
    voice.claims("lesson5.self-signed-refused")?;

    voice.says(&text::PLAIN_HTTP)?;
    voice.asks(&text::PLAIN_HTTP_WHO)?;
    let (plain_http, outcome) = stage.scene(voice, "plain-http", |set| {
        let wire = bob_behind_tls(set, &club.bob)?;
        Ok(lesson1::alice(&wire.url()).map_err(|error| client::reason(&error)))
    })?;
    voice.says(&text::PLAIN_HTTP_SEEN)?;
    voice.measures(&text::RAW_ERROR, said(outcome))?;
    voice.shows(plain_http.from_server(), "tls.alert_message")?;
    voice.answers(&text::PLAIN_HTTP_WHO)?;
    voice.claims("lesson5.plain-http-refused")?;

    voice.says(&text::TLS11)?;
    voice.asks(&text::TLS11_WHO)?;
    let (tls11, answer) = stage.scene(voice, "tls11", |set| yesterday(bob_behind_tls(set, &club.bob)?.addr))?;
    voice.says(&text::TLS11_SEEN)?;
    voice.measures(&text::RAW_ANSWER, hex(&answer))?;
    voice.shows(tls11, "tls.handshake.version")?;
    voice.answers(&text::TLS11_WHO)?;
    voice.claims("lesson5.tls11-refused")?;

    voice.says(&text::ALERTS)?;
    voice.alerts(&text::ALERTS_HEAD, &[no_root, wrong_name, expired, self_signed, plain_http, tls11])
}

/// A scene in which Alice refuses.
fn refused(
    (voice, stage): (&mut Voice, &mut Stage),
    scene: &'static str,
    (before, question, after): Told,
    bob: &Credentials,
    asked: (&str, &Wishes),
) -> Result<Shot> {
    voice.says(before)?;
    voice.asks(question)?;
    let (shot, outcome) = asks((voice, stage), scene, bob, asked)?;
    voice.says(after)?;
    voice.measures(&text::RAW_ERROR, said(outcome))?;
    voice.answers(question)?;
    Ok(shot)
}

/// Bob with a certificate that he signed himself.
fn vouches_for_himself() -> Result<Credentials> {
    let key = PrivateKey::generate(KeyKind::EcdsaP256)?;
    let profile = Profile::server(Subject::server(), Name::loopback(), Validity::leaf(stage::now()), false);
    let himself = Authority::self_signed(PrivateKey::from_der(key.der())?, &profile)?;
    Ok(Credentials::new(himself.certificate(), key))
}
