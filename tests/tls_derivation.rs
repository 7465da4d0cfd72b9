//! The key schedule of TLS, recomputed and shown; Finished and signatures, checked. Judges: rustls, OpenSSL.

#[path = "common/handshake.rs"]
mod handshake;
#[path = "common/trees.rs"]
mod trees;

use handshake::{Site, only, talk};
use rustls::NamedGroup::{self, X25519, X25519MLKEM768, secp256r1, secp384r1};
use rustls::SupportedProtocolVersion;
use rustls::version::{TLS12, TLS13};
use wirewalk::dissect::{Message, Origin, dissect, names, tiling};
use wirewalk::pki::KeyKind;
use wirewalk::recording::secrets::KeyLog;
use wirewalk::recording::{Recording, Secrets};
use wirewalk::tls::Recorder;
use wirewalk::verify;

/// A connection, and what both ends wrote down of it.
struct Played {
    recording: Recording,
    recorder: Recorder,
}

impl Played {
    fn new(
        kind: KeyKind,
        version: &'static SupportedProtocolVersion,
        suite: u16,
        groups: [&[NamedGroup]; 2],
    ) -> Played {
        let (site, recorder) = (Site::new(kind), Recorder::new());
        let [alice, bob] = groups.map(|groups| only(&recorder.provider(), groups, Some(suite)));
        let server = site.server(bob, &[version], recorder.key_log());
        Played { recording: talk(site.client(alice, &[version]), server), recorder }
    }

    fn insider(&self) -> Vec<Message> {
        messages(&self.recording, &self.recorder.add_to(Secrets::none()))
    }
}

fn messages(recording: &Recording, secrets: &Secrets) -> Vec<Message> {
    let messages: Vec<Message> = dissect(recording, secrets).collect();
    for message in &messages {
        tiling::check(message).unwrap_or_else(|why| panic!("{why}\n{}", trees::tree(message)));
    }
    messages
}

fn count(messages: &[Message], id: &str) -> usize {
    messages.iter().flat_map(Message::walk).filter(|field| field.label.id == id).count()
}

/// Every problem that any field has.
fn problems(messages: &[Message]) -> Vec<String> {
    let fields = messages.iter().flat_map(Message::walk);
    fields.filter_map(|f| Some(format!("{}: {}", f.label.id, f.problem.as_ref()?))).collect()
}

const EVERY_STEP: [&str; 14] = [
    "shared_secret",
    "early_secret",
    "derived_secret",
    "handshake_secret",
    "transcript_hash",
    "client_handshake_traffic_secret",
    "server_handshake_traffic_secret",
    "finished_key",
    "verify_data",
    "master_secret",
    "client_application_traffic_secret",
    "server_application_traffic_secret",
    "exporter_secret",
    "resumption_secret",
];

#[test]
fn the_whole_schedule_of_tls_1_3_is_recomputed_and_equals_every_line_of_the_key_log() {
    let both: &[NamedGroup] = &[X25519MLKEM768, X25519, secp256r1];
    for (suite, groups) in [
        (0x1301, [both, both]),
        (0x1302, [both, &[X25519]]),
        (0x1303, [&[secp384r1], &[secp384r1]]),
        (0x1302, [&[X25519MLKEM768], &[X25519MLKEM768]]),
        // HelloRetryRequest: no share of the first hello will do.
        (0x1301, [both, &[secp256r1]]),
        (0x1302, [&[X25519, secp384r1], &[secp384r1]]),
    ] {
        let played = Played::new(KeyKind::EcdsaP256, &TLS13, suite, groups);
        let messages = played.insider();
        let text = trees::trees(&messages);
        assert_eq!(problems(&messages), Vec::<String>::new(), "{text}");
        for step in EVERY_STEP {
            assert!(count(&messages, &format!("wirewalk.tls.schedule.{step}")) > 0, "no {step}\n{text}");
        }
        let hybrid = usize::from(groups[1].contains(&X25519MLKEM768));
        for part in ["kem", "curve"] {
            assert_eq!(count(&messages, &format!("wirewalk.tls.schedule.shared_secret_{part}")), hybrid);
        }
        assert_eq!(count(&messages, "wirewalk.tls.schedule.key"), 4);
        assert_eq!(count(&messages, "wirewalk.unexplained"), 0, "{text}");
        let key_log = played.recorder.recorded();
        assert_eq!(text.matches("equal to the key log's line").count(), 5, "{text}");
        let lines = "5 lines on 1 connection of the key log recomputed from the shared secret, and equal";
        assert_eq!(verify::schedule(&messages, &key_log), Ok(lines.to_owned()));
        assert_eq!(text.matches("both ends saw the same messages").count(), 2, "{text}");
        assert!(verify::finished(&messages).is_ok(), "{:?}", verify::finished(&messages));
        assert!(verify::certificate_verify(&messages).is_ok(), "{:?}", verify::certificate_verify(&messages));
    }
}

#[test]
fn print() {
    let played = Played::new(KeyKind::EcdsaP256, &TLS13, 0x1301, [&[X25519MLKEM768]; 2]);
    eprintln!("{}", trees::trees(&played.insider()));
    let played = Played::new(KeyKind::Rsa2048, &TLS12, 0xc030, [&[X25519]; 2]);
    eprintln!("{}", trees::trees(&played.insider()));
    let _ = (KeyLog::new(), Origin::Wire, names::KEYS);
}
