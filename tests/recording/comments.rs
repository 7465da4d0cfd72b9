//! The comments on the packets of a connection under TLS: what Eve can say of each, and what an insider can.

use std::io::{Read, Write};
use std::sync::Arc;

use rustls::pki_types::{PrivatePkcs8KeyDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, ServerConfig, ServerConnection};

use wirewalk::dissect::{Message, dissect};
use wirewalk::recording::Side::{Client, Server};
use wirewalk::recording::{Recording, Secrets, Side, What, capture};
use wirewalk::render::gist::gist;
use wirewalk::render::pcapng;
use wirewalk::story::{About, Exhibit, Item, Line, Scene, Step, Transcript};
use wirewalk::tls::Recorder;
use wirewalk_testing::captures::{connection, read};

const SECRET: &str = "the treasure is under the oak";

/// What crosses the wire when a client asks over TLS, and the secrets of it. The server's answer comes in two packets.
fn recorded() -> (Recording, Secrets) {
    let key = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let recorder = Recorder::new();
    let mut roots = RootCertStore::empty();
    roots.add(key.cert.der().clone()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let tls13 = &[&rustls::version::TLS13];
    let client = ClientConfig::builder_with_provider(provider.clone()).with_protocol_versions(tls13).unwrap();
    let mut client = client.with_root_certificates(roots).with_no_client_auth();
    client.key_log = recorder.key_log();
    let private = PrivatePkcs8KeyDer::from(key.signing_key.serialize_der()).into();
    let server = ServerConfig::builder_with_provider(provider).with_protocol_versions(tls13).unwrap();
    let server = server.with_no_client_auth().with_single_cert(vec![key.cert.der().clone()], private).unwrap();
    let mut client = ClientConnection::new(Arc::new(client), ServerName::try_from("localhost").unwrap()).unwrap();
    let mut server = ServerConnection::new(Arc::new(server)).unwrap();

    client.writer().write_all(b"GET /map HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut said = vec![(Client, What::Open)];
    let mut answered = false;
    loop {
        let mut sent = Vec::new();
        while client.wants_write() {
            client.write_tls(&mut sent).unwrap();
        }
        server.read_tls(&mut &sent[..]).unwrap();
        let asked = server.process_new_packets().unwrap().plaintext_bytes_to_read() > 0;
        said.extend((!sent.is_empty()).then(|| (Client, What::Bytes(sent.into()))));
        if asked {
            server.reader().read_exact(&mut [0; 38]).unwrap();
            write!(server.writer(), "HTTP/1.1 200 OK\r\nContent-Length: 29\r\n\r\n{SECRET}").unwrap();
            answered = true;
        }
        let mut sent = Vec::new();
        while server.wants_write() {
            server.write_tls(&mut sent).unwrap();
        }
        client.read_tls(&mut &sent[..]).unwrap();
        client.process_new_packets().unwrap();
        let (one, two) = sent.split_at(if answered { sent.len() - 20 } else { sent.len() });
        said.extend([one, two].iter().filter(|p| !p.is_empty()).map(|p| (Server, What::Bytes(p.to_vec().into()))));
        if answered {
            break;
        }
    }
    let events = said.into_iter().enumerate().map(|(at, (side, what))| (at as u64, side, what));
    (Recording { connections: vec![connection(0, events)] }, recorder.add_to(Secrets::none()))
}

static ABOUT: About =
    About { number: 5, title: "HTTPS", line: "", minutes: 1, before: "", objectives: &[], read_on: &[] };
static SEALED: Line = Line { id: "tls.sealed", title: "What is left to Eve", text: "" };
static REQUEST: Line = Line { id: "tls.request", title: "What Alice asked", text: "" };

fn transcript() -> Transcript {
    let (recording, secrets) = recorded();
    let eve: Vec<Message> = dissect(&recording, &Secrets::none()).collect();
    let insider: Vec<Message> = dissect(&recording, &secrets).collect();
    let last = |messages: &[Message], side: Side| messages.iter().rposition(|m| m.side == side).unwrap();
    let request = insider.iter().position(|m| m.find_id("http.request.method").is_some()).unwrap();
    let exhibit =
        |message, insider| Item::Message(Exhibit { scene: 0, message, insider, only: Vec::new(), points: None });
    let mut transcript = Transcript::new(&ABOUT);
    transcript.steps = vec![
        Step::new(&SEALED, vec![exhibit(last(&eve, Server), false)]),
        Step::new(&REQUEST, vec![exhibit(request, true)]),
    ];
    transcript.scenes = vec![Scene { id: "https".into(), announced: None, recording, secrets, eve, insider }];
    transcript
}

/// The comments on the packets that carry something.
fn comments(file: &[u8]) -> Vec<String> {
    let texts = read(file).comments.into_iter().map(|(_, text)| text);
    let empty = ["housekeeping", "accepts the connection"];
    texts.filter(|text| !empty.iter().any(|word| text.contains(word))).collect()
}

#[test]
fn eves_comments_say_what_eve_sees_and_hold_nothing_of_an_insiders() {
    let file = pcapng::lesson(Vec::new(), &transcript(), None).unwrap();
    let comments = comments(&file);
    let all = comments.join("\n");
    assert!(comments[1].starts_with("scene https: ClientHello: "), "{all}");
    assert!(comments[2].contains("ServerHello\nChangeCipherSpec\nApplication Data, "), "{all}");
    assert!(all.contains(" bytes, encrypted"), "{all}");
    for word in ["decrypted", "Finished", "EncryptedExtensions", "CertificateVerify", "GET", "200", "oak", "in it"] {
        assert!(!all.contains(word), "{word} in Eve's own capture:\n{all}");
    }
    assert!(capture::read(&file[..]).unwrap().key_log.is_empty());
    let last = comments.last().unwrap();
    let told = "scene https: shown in step tls.sealed (What is left to Eve): continues Application Data, ";
    assert!(last.starts_with(told), "{last}");
}

#[test]
fn an_insiders_comments_name_every_message_and_what_is_carried() {
    let transcript = transcript();
    let file = pcapng::lesson(Vec::new(), &transcript, Some(&transcript.key_log())).unwrap();
    let comments = comments(&file);
    let all = comments.join("\n");
    let flight =
        "ServerHello\nChangeCipherSpec\nEncryptedExtensions, Certificate, CertificateVerify, Finished (decrypted)";
    assert!(all.contains(flight), "{all}");
    assert!(all.contains("Finished (decrypted)\nApplication Data, 38 bytes (decrypted)"), "{all}");
    assert!(all.contains("shown in step tls.request (What Alice asked): in it, GET /map HTTP/1.1"), "{all}");
    let last = comments.last().unwrap();
    assert!(last.contains("continues Application Data, ") && last.contains("\nin it, continues "), "{last}");
    assert!(!capture::read(&file[..]).unwrap().key_log.is_empty());
    assert!(comments.iter().all(|text| text.len() <= pcapng::MAX_COMMENT));
}

#[test]
fn a_message_has_a_gist_in_either_view() {
    let Transcript { scenes, .. } = transcript();
    let eve: Vec<String> = scenes[0].eve.iter().map(gist).collect();
    assert_eq!(eve[..3], ["ClientHello", "ServerHello", "ChangeCipherSpec"]);
    assert!(eve[3].starts_with("Application Data, ") && eve[3].ends_with(" bytes, encrypted"), "{eve:?}");
    let insider: Vec<String> = scenes[0].insider.iter().map(gist).collect();
    assert!(insider.contains(&"GET /map HTTP/1.1".to_owned()), "{insider:?}");
    // A message without fields has one too.
    let mut nothing = scenes[0].eve[0].clone();
    nothing.fields.clear();
    assert_eq!(gist(&nothing), "nothing that has a name");
}
