//! Verification off: every certificate is accepted, and one of them is Mallory's.

use std::sync::mpsc;

use anyhow::{Context, Result, anyhow};
use rustls::ClientConfig;
use tiny_http::{Response, Server};
use wirewalk::client;
use wirewalk::door::Limits;
use wirewalk::gallery::Twin;
use wirewalk::stage::Stage;
use wirewalk::story::Voice;

use super::{Eyes, SECRET, Tour, alice_tells, alices_side, bobs_side, text};

/// The exhibit that is Mallory's: an authority of her own, and a certificate for Bob's name.
const MALLORYS: &str = "unknown-root";

/// The exhibits whose servers cannot sign with the key of the certificate that they show first.
const CANNOT_SIGN: [&str; 2] = ["leaf-not-first", "wrong-key"];

/// Bob, who is told things.
fn bob(app: &Server) {
    for mut request in app.incoming_requests() {
        let mut told = String::new();
        let answer = match request.as_reader().read_to_string(&mut told) {
            Ok(_) => Response::from_string(format!("Bob will remember {} bytes", told.len())),
            Err(_) => Response::from_string("Bob could not read that").with_status_code(400),
        };
        let _ = request.respond(answer);
    }
}

/// Mallory: she writes down whatever she is told, and tells it to Bob.
fn mallory(app: &Server, to_bob: &str, config: &ClientConfig, notes: &mpsc::Sender<String>) {
    for mut request in app.incoming_requests() {
        let mut told = String::new();
        let read = request.as_reader().read_to_string(&mut told).map_err(anyhow::Error::from);
        let answer = read.and_then(|_| alice_tells(to_bob, config.clone(), &told));
        let _ = notes.send(told);
        let _ = request.respond(Response::from_string(answer.unwrap_or_else(|error| client::reason(&error))));
    }
}

/// Eyes shut, then blind, then with Mallory in the middle.
pub fn nobody_looks(voice: &mut Voice, stage: &mut Stage, tour: &Tour) -> Result<()> {
    voice.says(&text::INSECURE)?;
    voice.asks(&text::INSECURE_HOW_MANY)?;
    let (insecure, _) = tour.visits((voice, stage), "insecure", (Twin::Faulty, Eyes::Shut), &[])?;
    voice.says(&text::INSECURE_SEEN)?;
    voice.fared(&text::FARED_HEAD, insecure, tour.gallery.exhibits.iter().map(|e| e.id))?;
    voice.answers(&text::INSECURE_HOW_MANY)?;
    voice.claims("lesson8.insecure-accepts-every-certificate")?;

    voice.says(&text::BLIND)?;
    let (blind, _) = tour.visits((voice, stage), "blind", (Twin::Faulty, Eyes::Blind), &CANNOT_SIGN)?;
    voice.says(&text::BLIND_SEEN)?;
    voice.fared(&text::FARED_HEAD, blind, tour.gallery.exhibits.iter().map(|e| e.id))?;
    voice.claims("lesson8.blind-accepts-all")?;

    voice.says(&text::MALLORY)?;
    let (sender, notes) = mpsc::channel();
    let exhibit = tour.gallery.exhibit(MALLORYS).context("Mallory has no certificate")?;
    let (host, trust) = (exhibit.name.to_string(), tour.trust(exhibit));
    let provider = super::provider();
    let (shot, answer) = stage.scene(voice, "mallory", |set| {
        let log = set.recorder();
        let bobs = bobs_side(tour.gallery.resolver(Twin::Sound, &provider)?, log.key_log())?;
        let bob = set.serves_tls("Bob", Limits::default(), bobs, bob)?;
        let to_bob = set.inner_wire("Mallory", &bob)?.https(&host);
        let towards_bob = alices_side(Eyes::Open, &trust, log.key_log())?;
        let hers = bobs_side(tour.gallery.resolver(Twin::Faulty, &provider)?, log.key_log())?;
        let app = move |app: &Server| mallory(app, &to_bob, &towards_bob, &sender);
        let mallory = set.serves_tls("Mallory", Limits::default(), hers, app)?;
        let wire = set.wire("Alice", &mallory)?;
        alice_tells(&wire.https(&host), alices_side(Eyes::Shut, &trust, log.key_log())?, SECRET)
    })?;
    let read = notes.try_recv().map_err(|_| anyhow!("Mallory wrote nothing down"))?;
    voice.says(&text::MALLORY_READ)?;
    voice.measures(&text::MALLORY_NOTED, &read)?;
    voice.measures(&text::ALICE_HEARD, answer)?;
    voice.keeps("mallory.read", read);
    voice.shows(shot.opened(), "http.file_data")?;
    voice.claims("lesson8.insecure-lets-mallory-read")?;
    voice.says(&text::LEDGER)?;
    voice.ledger(shot)
}
