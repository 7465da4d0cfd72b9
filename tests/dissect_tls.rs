//! TLS, dissected: what rustls says to itself, with and without its key log.

#[path = "common/tls.rs"]
mod tls;
#[path = "common/wire.rs"]
mod wire;

use rustls::crypto::aws_lc_rs::{cipher_suite, kx_group};
use rustls::version::{TLS12, TLS13};
use tls::*;
use wire::{messages, messages_with, tree, trees};
use wirewalk::dissect::{Datum, Field, Message, Origin};
use wirewalk::recording::{SecretId, Secrets, Side, WireEvent};

const GET: &str = "GET /secret HTTP/1.1\r\nHost: localhost\r\n\r\n";
const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nfluffy tail";

/// One request, one answer, in order.
fn exchange(setup: &Setup) -> Vec<WireEvent> {
    let mut pair = setup.connect();
    pair.ask(GET);
    pair.answer(OK);
    pair.close();
    pair.events
}

fn problems(messages: &[Message]) -> Vec<String> {
    let problem = |f: &Field| Some(format!("{}: {}", f.label.id, f.problem.as_ref()?));
    messages.iter().flat_map(Message::walk).filter_map(problem).collect()
}

fn ids<'m>(messages: &'m [Message], id: &str) -> Vec<&'m Field> {
    messages.iter().flat_map(Message::walk).filter(|f| f.label.id == id).collect()
}

fn text(messages: &[Message], id: &str) -> Option<String> {
    ids(messages, id).first().and_then(|f| match &f.value.datum {
        Datum::Text(text) => Some(text.clone()),
        _ => None,
    })
}

/// The HTTP messages: those made of what was decrypted.
fn inside(messages: &[Message]) -> Vec<&Message> {
    messages.iter().filter(|m| matches!(m.sources[0].origin, Origin::Joined(_))).collect()
}

/// What is in all messages of an exchange that an insider sees.
fn opens(events: &[WireEvent], secrets: &Secrets) -> Vec<Message> {
    let seen = messages_with(events, secrets);
    assert_eq!(problems(&seen), Vec::<String>::new(), "{}", trees(&seen));
    let said: Vec<String> = inside(&seen).iter().map(|m| String::from_utf8_lossy(m.wire()).into_owned()).collect();
    assert_eq!(said.concat(), [GET, OK].concat(), "{}", trees(&seen));
    assert_eq!(text(&seen, "http.file_data").as_deref(), Some("fluffy tail"));
    seen
}

#[test]
fn every_suite_of_rustls_opens_with_the_key_log_and_not_without() {
    for suite in rustls::crypto::aws_lc_rs::ALL_CIPHER_SUITES {
        // The certificate's key is of ECDSA.
        if format!("{:?}", suite.suite()).contains("_RSA_") {
            continue;
        }
        let setup = Setup::suite(*suite);
        let events = exchange(&setup);
        opens(&events, &setup.secrets());
        let eve = messages(&events);
        assert_eq!(problems(&eve), Vec::<String>::new(), "{}", trees(&eve));
        assert!(inside(&eve).is_empty());
        assert!(eve.iter().all(|m| m.sources.len() == 1));
        let sealed = ids(&eve, "wirewalk.tls.tag");
        assert!(sealed.len() >= 4 && sealed.iter().all(|f| f.span.len() == 16), "{}", trees(&eve));
    }
}
