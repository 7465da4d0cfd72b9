//! The key schedule of TLS, recomputed and shown; Finished and signatures, checked. Judges: rustls, OpenSSL.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::ops::Range;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use aws_lc_rs::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use rustls::NamedGroup::{self, X25519, X25519MLKEM768, secp256r1, secp384r1};
use rustls::SupportedProtocolVersion;
use rustls::version::{TLS12, TLS13};
use wirewalk::dissect::{Message, Origin, dissect, tiling};
use wirewalk::pki::KeyKind;
use wirewalk::recording::secrets::KeyLog;
use wirewalk::recording::{Exchange, Recording, SecretId, Secrets, Side, TlsSecret, What, capture};
use wirewalk::schedule::{RsaKey, Suite, traffic_keys};
use wirewalk::tls::Recorder;
use wirewalk::verify;
use wirewalk_testing::handshake::{self, Site, only, talk};
use wirewalk_testing::read_back::message_json;
use wirewalk_testing::tap::Tap;
use wirewalk_testing::{outside, trees};

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
fn a_shared_secret_alone_opens_a_connection() {
    for (version, suite) in [(&TLS13, 0x1302), (&TLS13, 0x1303), (&TLS12, 0xc02b), (&TLS12, 0xc02c), (&TLS12, 0xcca9)] {
        let played = Played::new(KeyKind::EcdsaP256, version, suite, [&[X25519], &[X25519]]);
        let exchange = played.recorder.exchanges().pop().expect("an exchange");
        let messages = messages(&played.recording, &Secrets::none().with_exchange(exchange));
        let text = trees::trees(&messages);
        assert_eq!(count(&messages, "http.response.code"), 1, "{text}");
        assert_eq!(problems(&messages), Vec::<String>::new());
        assert!(verify::schedule(&messages, &played.recorder.recorded()).is_ok(), "{text}");
        assert!(verify::finished(&messages).is_ok(), "{text}");
        let with_exchange = |m: &Message| {
            m.sources.iter().any(|s| matches!(s.origin, Origin::Decrypted { with: SecretId::Exchange(0), .. }))
        };
        assert!(messages.iter().any(with_exchange));
    }
}

#[test]
fn a_key_log_alone_shows_keys_and_proofs_and_no_step_before_them() {
    for (version, suite, keys) in [(&TLS13, 0x1301, "key"), (&TLS12, 0xc02f, "client_key")] {
        let played = Played::new(KeyKind::Rsa2048, version, suite, [&[X25519], &[X25519]]);
        let key_log = played.recorder.recorded();
        let messages = messages(&played.recording, &Secrets::none().with_key_log(key_log.clone()));
        assert!(count(&messages, "wirewalk.tls.schedule.logged_secret") > 0);
        assert!(count(&messages, &format!("wirewalk.tls.schedule.{keys}")) > 0);
        for step in ["shared_secret", "handshake_secret", "master_secret", "premaster_secret", "exporter_secret"] {
            assert_eq!(count(&messages, &format!("wirewalk.tls.schedule.{step}")), 0, "{step}");
        }
        assert!(verify::finished(&messages).is_ok() && verify::certificate_verify(&messages).is_ok());
        assert!(verify::schedule(&messages, &key_log).is_err(), "nothing was recomputed");
    }
}

#[test]
fn eve_sees_no_secret_and_still_what_a_server_of_tls_1_2_signs() {
    let played = Played::new(KeyKind::Ed25519, &TLS12, 0xc02b, [&[X25519], &[X25519]]);
    let eve = messages(&played.recording, &Secrets::none());
    assert!(verify::certificate_verify(&eve).is_ok(), "{:?}", verify::certificate_verify(&eve));
    assert!(eve.iter().flat_map(Message::walk).all(|f| !f.label.secret));
    assert!(verify::finished(&eve).is_err() && verify::schedule(&eve, &played.recorder.recorded()).is_err());
    let nobody = verify::certificate_verify(&[]);
    assert!(nobody.is_err_and(|why| why.contains("nothing could be checked")));
}

#[test]
fn every_kind_of_key_signs_a_handshake_that_verifies() {
    for kind in [KeyKind::EcdsaP256, KeyKind::Rsa2048, KeyKind::Rsa3072, KeyKind::Ed25519] {
        for (version, suite) in [(&TLS13, 0x1301), (&TLS12, if kind_is_rsa(kind) { 0xc02f } else { 0xc02b })] {
            let messages = Played::new(kind, version, suite, [&[X25519], &[X25519]]).insider();
            let verdict = verify::certificate_verify(&messages);
            assert!(verdict.as_ref().is_ok_and(|how| how.starts_with("1 signature on 1 connection")), "{verdict:?}");
        }
    }
}

fn kind_is_rsa(kind: KeyKind) -> bool {
    matches!(kind, KeyKind::Rsa2048 | KeyKind::Rsa3072)
}

#[test]
fn a_line_of_the_key_log_that_differs_is_blamed() {
    for (version, suite) in [(&TLS13, 0x1301), (&TLS12, 0xc02b)] {
        let played = Played::new(KeyKind::EcdsaP256, version, suite, [&[X25519], &[X25519]]);
        let exchange = played.recorder.exchanges().pop().expect("an exchange");
        for nth in 0..played.recorder.recorded().entries().len() {
            let mut wrong = KeyLog::new();
            for (i, entry) in played.recorder.recorded().entries().iter().enumerate() {
                let mut secret = entry.secret.to_vec();
                secret[7] ^= u8::from(i == nth);
                wrong.push(entry.label.as_str(), entry.client_random, &secret);
            }
            let label = wrong.entries()[nth].label.clone();
            let secrets = Secrets::none().with_exchange(exchange.clone()).with_key_log(wrong.clone());
            let messages = messages(&played.recording, &secrets);
            let blamed =
                problems(&messages).iter().any(|p| p.contains(&format!("differs from the key log's line {label}")));
            // What the key log opens it opens first: with a wrong line the handshake stays shut, and so does what follows.
            let shut = verify::schedule(&messages, &wrong).is_err();
            assert!(shut && (blamed || label.ends_with("TRAFFIC_SECRET_0") || label == "EXPORTER_SECRET"), "{label}");
        }
    }
}

/// The same recording with one byte of what a side sent changed.
fn with_flipped(recording: &Recording, side: Side, at: usize) -> Recording {
    let mut changed = recording.clone();
    let mut before = 0;
    for event in changed.connections[0].events.iter_mut().filter(|event| event.side == side) {
        let What::Bytes(bytes) = &mut event.what else { continue };
        if (before..before + bytes.len()).contains(&at) {
            let mut altered = bytes.to_vec();
            altered[at - before] ^= 0x01;
            *bytes = altered.into();
            return changed;
        }
        before += bytes.len();
    }
    panic!("the {side:?} did not send byte {at}");
}

/// Where the first field with this id stands, and in which message.
fn place<'m>(messages: &'m [Message], side: Side, id: &str) -> (&'m Message, Range<usize>) {
    let own = messages.iter().filter(|m| m.side == side);
    let found = own.flat_map(|m| m.walk().map(move |f| (m, f))).find(|(_, f)| f.label.id == id);
    let (message, field) = found.unwrap_or_else(|| panic!("no {id}"));
    (message, field.span.range.clone())
}

#[test]
fn one_changed_byte_of_a_tls_1_2_handshake_is_noticed() {
    let played = Played::new(KeyKind::EcdsaP256, &TLS12, 0xc02b, [&[X25519], &[X25519]]);
    let secrets = played.recorder.add_to(Secrets::none());
    let messages = played.insider();
    for (side, id) in [
        (Side::Client, "tls.handshake.random"),
        (Side::Server, "tls.handshake.random"),
        (Side::Server, "tls.handshake.sig"),
        (Side::Server, "tls.handshake.server_point"),
        (Side::Server, "wirewalk.key.x"),
    ] {
        let (message, range) = place(&messages, side, id);
        for at in range {
            let changed = with_flipped(&played.recording, side, message.offset as usize + at);
            let messages = self::messages(&changed, &secrets);
            assert!(verify::certificate_verify(&messages).is_err(), "byte {at} of {id}");
            assert!(verify::finished(&messages).is_err(), "byte {at} of {id}");
        }
    }
}

#[test]
fn one_changed_byte_of_encrypted_records_leaves_nothing_that_passes() {
    let played = Played::new(KeyKind::EcdsaP256, &TLS13, 0x1301, [&[X25519], &[X25519]]);
    let secrets = played.recorder.add_to(Secrets::none());
    let messages = played.insider();
    let (flight, _) = place(&messages, Side::Server, "tls.handshake.verify_data");
    for at in (0..flight.wire().len()).step_by(23) {
        let changed = with_flipped(&played.recording, Side::Server, flight.offset as usize + at);
        let messages = self::messages(&changed, &secrets);
        assert!(verify::certificate_verify(&messages).is_err(), "byte {at}");
        assert!(verify::finished(&messages).is_err(), "byte {at}");
    }
}

/// The same recording with one byte inside the server's encrypted flight changed, and the record encrypted anew: as
/// somebody could who has the keys.
fn resealed(played: &Played, flight: &Message, at: usize) -> Recording {
    let random = played.recorder.recorded().entries()[0].client_random;
    let log = played.recorder.recorded();
    let secret = log.secret(TlsSecret::ServerHandshake.label(), &random).expect("logged");
    let keys = traffic_keys(&Suite::of(0x1301).expect("known"), secret);
    let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &keys.key).expect("a key"));
    let mut inner = flight.sources[1].bytes.to_vec();
    inner[at] ^= 0x01;
    let header = flight.wire()[..5].to_vec();
    let nonce = Nonce::try_assume_unique_for_key(&keys.iv).expect("an IV");
    key.seal_in_place_append_tag(nonce, Aad::from(&header), &mut inner).expect("sealed");
    let record = [header, inner].concat();
    let mut changed = played.recording.clone();
    let mut before = 0;
    for event in changed.connections[0].events.iter_mut().filter(|event| event.side == Side::Server) {
        let What::Bytes(bytes) = &mut event.what else { continue };
        let begin = (flight.offset as usize).wrapping_sub(before);
        if begin < bytes.len() {
            let mut altered = bytes.to_vec();
            altered[begin..begin + record.len()].copy_from_slice(&record);
            *bytes = altered.into();
            return changed;
        }
        before += bytes.len();
    }
    panic!("no such record");
}

#[test]
fn one_changed_byte_inside_a_tls_1_3_handshake_is_noticed_by_the_proof_that_covers_it() {
    let played = Played::new(KeyKind::EcdsaP256, &TLS13, 0x1301, [&[X25519], &[X25519]]);
    let secrets = played.recorder.add_to(Secrets::none());
    let messages = played.insider();
    let judged = |at: usize, flight: &Message| {
        let messages = self::messages(&resealed(&played, flight, at), &secrets);
        (verify::certificate_verify(&messages), verify::finished(&messages), problems(&messages))
    };
    for (id, signature_too) in [
        ("tls.handshake.client_cert_vrfy.sig", true),
        ("wirewalk.key.x", true),
        ("wirewalk.key.y", true),
        ("tls.handshake.verify_data", false),
    ] {
        let (flight, range) = place(&messages, Side::Server, id);
        assert_eq!(flight.sources[0].bytes[0], 23, "an encrypted record");
        for at in range {
            let (signature, finished, problems) = judged(at, flight);
            assert_eq!(signature.is_err(), signature_too, "byte {at}, in {id}: {signature:?}");
            assert!(finished.is_err(), "byte {at}, in {id}");
            assert!(
                problems.iter().any(|p| p.starts_with("tls.handshake.verify_data")),
                "byte {at}, in {id}: {problems:?}"
            );
        }
    }
}

/// A frozen capture, and the key log that stands in it.
fn frozen(name: &str) -> (Recording, KeyLog) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/captures").join(name);
    let capture = capture::read(File::open(path).expect("a frozen capture")).expect("a capture of ours");
    (capture.recording, capture.key_log)
}

#[test]
fn proofs_hold_on_connections_of_openssl() {
    for name in
        ["retry", "early-data", "key-update", "cbc-encrypt-then-mac", "cbc-mac-then-encrypt", "tls12-resumption"]
    {
        let (recording, key_log) = frozen(&format!("{name}.pcapng"));
        let messages = messages(&recording, &Secrets::none().with_key_log(key_log));
        assert!(verify::finished(&messages).is_ok(), "{name}: {:?}", verify::finished(&messages));
        assert_eq!(problems(&messages), Vec::<String>::new(), "{name}");
    }
}

/// RFC 8448 §3: the connection and its shared secret are published.
#[test]
fn the_connection_of_rfc_8448_is_recomputed_from_its_shared_secret() {
    let Some(vectors) = outside::vectors() else { return };
    let dir = vectors.join("rfc8448-simple-1rtt");
    let (key_log, errors) = KeyLog::parse(&fs::read(dir.join("s3.keylog")).expect("the key log"));
    assert!(errors.is_empty());
    let unhex = |text: &str| -> Vec<u8> {
        (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).expect("digits")).collect()
    };
    let records: serde_json::Value =
        serde_json::from_slice(&fs::read(dir.join("s3.records.json")).expect("the records")).expect("JSON");
    let records = records.as_array().expect("a list").iter().map(|record| {
        let side = if record["side"] == "client" { Side::Client } else { Side::Server };
        (side, What::Bytes(unhex(record["record"].as_str().expect("digits")).into()))
    });
    let recording = handshake::recorded(records.collect());
    let client = unhex("99381de560e4bd43d23d8e435a7dbafeb3c06e51c13cae4d5413691e529aaf2c");
    let server = unhex("c9828876112095fe66762bdbf7c672e156d6cc253b833df1dd69b1b04e751f0f");
    let shared = unhex("8bd4054fb55b9d63fdfbacf9f04b9f0d35e6d63f537563efd46272900f89492d");
    let secrets = Secrets::none().with_exchange(Exchange::new(29, [&client, &server], &shared));
    let messages = messages(&recording, &secrets);
    let lines = "5 lines on 1 connection of the key log recomputed from the shared secret, and equal";
    assert_eq!(verify::schedule(&messages, &key_log), Ok(lines.to_owned()));
    assert!(verify::finished(&messages).is_ok(), "{:?}", verify::finished(&messages));
    let resumption = "7df235f2031d2a051287d02b0241b0bfdaf86cc856231f2d5aba46c434ec196c";
    let (message, range) = place(&messages, Side::Client, "wirewalk.tls.schedule.resumption_secret");
    let source = message.find_id("wirewalk.tls.schedule.resumption_secret").expect("there").span.source;
    assert_eq!(message.sources[usize::from(source)].bytes[range], unhex(resumption));
}

/// A connection of `openssl s_client` to `openssl s_server` by TLS 1.2, and the client's key log.
fn openssl(dir: &Path, suite: &str, extended: bool) -> Option<(Recording, KeyLog)> {
    let openssl = outside::judge("openssl")?;
    // OpenSSL has no flag for it; its configuration does.
    let options = if extended { "ServerPreference" } else { "-ExtendedMasterSecret" };
    let config = format!("openssl_conf = a\n[a]\nssl_conf = b\n[b]\nsystem_default = c\n[c]\nOptions = {options}\n");
    fs::write(dir.join("openssl.cnf"), config).expect("room");
    let command = |args: &str| {
        let mut command = Command::new(&openssl);
        command.args(args.split(' ')).current_dir(dir).env("OPENSSL_CONF", dir.join("openssl.cnf"));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        command
    };
    let mut server =
        command(&format!("s_server -accept 127.0.0.1:0 -tls1_2 -cipher {suite} -cert site.pem -key site.key"));
    let mut server = server.spawn().expect("openssl starts");
    let mut lines = BufReader::new(server.stdout.take().expect("piped")).lines().map_while(Result::ok);
    let accept = lines.find_map(|line| line.strip_prefix("ACCEPT ").map(str::to_owned)).expect("it listens");
    let reader = thread::spawn(move || lines.for_each(drop));
    let tap = Tap::to(accept.parse().expect("an address"));
    let keys = dir.join("keys");
    let _ = fs::remove_file(&keys);
    let mut client =
        command(&format!("s_client -connect {} -tls1_2 -keylogfile keys", tap.addr)).spawn().expect("openssl starts");
    // `Q` at the beginning of a line ends the connection in order.
    client.stdin.take().expect("piped").write_all(b"hello\nQ\n").expect("it reads");
    let output = client.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    let recording = tap.recording();
    let _ = (server.kill(), server.wait(), reader.join());
    Some((recording, KeyLog::parse(&fs::read(keys).expect("a key log")).0))
}

#[test]
fn the_servers_key_opens_key_transport_with_and_without_extended_master_secret_and_nothing_else() {
    let (site, other) = (Site::new(KeyKind::Rsa2048), Site::new(KeyKind::Rsa2048));
    let dir = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(dir.path().join(name), text).expect("room");
    write("site.pem", &wirewalk::pki::pem::text("CERTIFICATE", &site.certificate));
    write("site.key", &site.key.to_plain_pem());
    let [key, wrong] = [&site, &other].map(|site| RsaKey::from_pkcs8(site.key.der()).expect("an RSA key"));
    for (suite, extended) in
        [("AES128-SHA256", true), ("AES128-SHA256", false), ("AES256-GCM-SHA384", true), ("AES256-GCM-SHA384", false)]
    {
        let Some((recording, key_log)) = openssl(dir.path(), suite, extended) else { return };
        let opened = messages(&recording, &Secrets::none().with_rsa_key(wrong.clone()).with_rsa_key(key.clone()));
        let text = trees::trees(&opened);
        assert_eq!(text.contains("\"extended master secret\""), extended, "{text}");
        assert!(verify::schedule(&opened, &key_log).is_ok(), "{:?}\n{text}", verify::schedule(&opened, &key_log));
        assert!(verify::finished(&opened).is_ok(), "{text}");
        assert_eq!(problems(&opened), Vec::<String>::new());
        assert_eq!(count(&opened, "wirewalk.tls.schedule.premaster_version"), 1);
        let opened_with = |m: &Message| {
            m.sources.iter().any(|s| matches!(s.origin, Origin::Decrypted { with: SecretId::Rsa(1), .. }))
        };
        assert!(opened.iter().any(opened_with), "{text}");
        let shut = messages(&recording, &Secrets::none().with_rsa_key(wrong.clone()));
        assert!(verify::finished(&shut).is_err());
    }
    // Forward secrecy: with an exchange the same key opens nothing.
    let Some((recording, key_log)) = openssl(dir.path(), "ECDHE-RSA-AES128-GCM-SHA256", true) else { return };
    let messages = messages(&recording, &Secrets::none().with_rsa_key(key));
    assert!(verify::certificate_verify(&messages).is_ok());
    assert!(verify::finished(&messages).is_err() && verify::schedule(&messages, &key_log).is_err());
}

#[test]
fn what_is_no_rsa_key_is_refused_with_a_hint() {
    let curve = Site::new(KeyKind::EcdsaP256);
    for der in [&[][..], &[0x30, 0x03, 0x02, 0x01, 0x00], curve.key.der()] {
        let refused = RsaKey::from_pkcs8(der).expect_err("no RSA key");
        assert!(refused.to_string().contains("openssl pkcs8"));
    }
    let key = RsaKey::from_pkcs8(Site::new(KeyKind::Rsa2048).key.der()).expect("an RSA key");
    assert_eq!(format!("{key:?}"), "RSA private key of 2048 bits");
    assert!([0, 1, 255, 256, 257, 5000].iter().all(|len| key.premaster(&vec![0x5a; *len]).is_none()));
}

#[test]
fn no_secret_of_the_schedule_gets_into_a_file() {
    for (version, suite) in [(&TLS13, 0x1301), (&TLS12, 0xc02b)] {
        let played = Played::new(KeyKind::EcdsaP256, version, suite, [&[X25519], &[X25519]]);
        let mut held = 0;
        for message in played.insider() {
            let json = message_json(&message).to_string();
            for field in message.walk().filter(|field| field.label.secret) {
                let hex: String = message.bytes(&field.span).iter().map(|b| format!("{b:02x}")).collect();
                assert!(!json.contains(&hex), "{} stands in the JSON", field.label.id);
                held += 1;
            }
        }
        assert!(held >= 3, "{held} secrets");
    }
}
