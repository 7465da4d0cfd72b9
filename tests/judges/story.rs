//! Chromium visits two sites in a network of its own: what the resolver and the servers saw is the story, in order, and nothing else.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use wirewalk_testing::explain::{explain, line};
use wirewalk_testing::{outside, root};

/// In a network of its own nothing else is said, and the ports that browsers take for granted are free.
const NAMESPACES: [&str; 3] = ["--map-root-user", "--mount", "--net"];

/// Whether this system lets a person have a network of their own.
fn can_unshare(unshare: &Path) -> bool {
    let mut command = Command::new(unshare);
    command.args(NAMESPACES).arg("true").stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// The lines of the story, by kind, in order; each as what tells it from others.
fn told(events: &[Value], kind: &str) -> Vec<String> {
    events
        .iter()
        .filter(|event| event["kind"] == kind)
        .map(|event| event["text"].as_str().unwrap().to_owned())
        .collect()
}

/// What the script noted, by kind, in order.
fn noted(log: &Value, kind: &str, words: impl Fn(&[Value]) -> String) -> Vec<String> {
    log[kind].as_array().unwrap().iter().map(|what| words(what.as_array().unwrap())).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// Each of these begins as the one beside it does.
fn are_told(told: &[String], noted: &[String]) {
    assert_eq!(told.len(), noted.len(), "{told:#?}\n{noted:#?}");
    for (told, noted) in told.iter().zip(noted) {
        assert!(told.starts_with(noted.as_str()), "{told}: {noted}");
    }
}

#[test]
fn a_browser_s_visits_are_told_in_order_and_nothing_else() {
    let judges = ["chromium", "unshare", "dumpcap", "openssl", "ip", "python3"].map(outside::judge);
    let [Some(chromium), Some(unshare), Some(_), Some(_), Some(_), Some(_)] = judges else { return };
    if !can_unshare(&unshare) {
        eprintln!("skipped: this system lets nobody have a network of their own");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut script = Command::new(unshare);
    script
        .args(NAMESPACES)
        .arg("python3")
        .arg(root().join("tests/judges/story/browse.py"))
        .arg(folder.path())
        .arg(chromium);
    let output = script.output().unwrap();
    assert!(output.status.success(), "{}", line(&output));
    let log: Value = serde_json::from_slice(&fs::read(folder.path().join("log.json")).unwrap()).unwrap();

    let [capture, keys] = ["capture.pcapng", "keys.log"].map(|name| folder.path().join(name));
    let output = explain().args(["--story", "--json", "--keylog"]).arg(keys).arg(&capture).output().unwrap();
    assert!(output.status.success(), "{}", line(&output));
    let all = String::from_utf8(output.stdout).unwrap();
    let all: Vec<Value> = all.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (events, listeners): (Vec<Value>, Vec<Value>) = all.into_iter().partition(|line| line["story"] == "event");

    let question = |what: &[Value]| format!("127.0.0.1 asks 127.0.0.1:53 for {} ({})", text(&what[0]), text(&what[1]));
    are_told(&told(&events, "question"), &noted(&log, "question", question));
    let answer = |what: &[Value]| format!("127.0.0.1 answers about {} ({}): ", text(&what[0]), text(&what[1]));
    are_told(&told(&events, "answer"), &noted(&log, "answer", answer));
    // Of two that come at once, either may be taken first.
    let open = |what: &[Value]| {
        format!("{} connects to {}, an address that the answer in packet ", text(&what[0]), text(&what[1]))
    };
    let [mut opened, mut accepted] = [told(&events, "open"), noted(&log, "open", open)];
    opened.sort();
    accepted.sort();
    are_told(&opened, &accepted);
    assert!(opened.len() >= 2);
    are_told(&told(&events, "request"), &noted(&log, "request", |what| format!("{}, encrypted", text(&what[0]))));
    let response = |what: &[Value]| what[0].to_string();
    are_told(&told(&events, "response"), &noted(&log, "response", response));
    for kind in ["hello", "agreed"] {
        assert_eq!(told(&events, kind).len(), opened.len(), "{kind}: {events:#?}");
    }
    let known = ["question", "answer", "open", "hello", "agreed", "request", "response", "end"];
    assert!(events.iter().all(|event| known.contains(&text(&event["kind"]))), "{events:#?}");
    for (site, page) in [("a.example", "a.example/"), ("b.example", "b.example/second-page")] {
        in_order(
            &events,
            &[
                &format!("for {site} (A)"),
                &format!("about {site} (A)"),
                &format!("gave for {site}"),
                &format!("names the server: {site}"),
                "the server chooses: TLS 1.3",
                &format!("GET {page}, encrypted"),
                &format!("the answer to GET {page}"),
            ],
        );
    }
    ledger(&listeners);
}

/// These stand in the story, one after the other.
fn in_order(events: &[Value], parts: &[&str]) {
    let mut rest = events.iter();
    for part in parts {
        assert!(rest.any(|event| text(&event["text"]).contains(part)), "{part}: {events:#?}");
    }
}

/// Names are read by everybody on the way, pages by nobody, and a network learns of its own server alone.
fn ledger(listeners: &[Value]) {
    let seen = |listener: &Value, value: &str| {
        let rows = listener["rows"].as_array().unwrap();
        rows.iter().find(|row| row["value"] == value).map(|row| text(&row["seen"]).to_owned())
    };
    let at = |who: &str| listeners.iter().find(|listener| text(&listener["who"]).contains(who)).unwrap();
    let (here, resolver) = (at("where this capture was made"), at("the DNS server 127.0.0.1"));
    let page = Some("hidden".to_owned());
    assert_eq!(seen(here, "b.example/second-page"), page);
    assert_eq!(seen(resolver, "b.example/second-page"), None);
    for (site, other) in [("a.example", "127.0.0.3"), ("b.example", "127.0.0.2")] {
        assert_eq!(seen(here, site).as_deref(), Some("read"));
        assert_eq!(seen(resolver, site).as_deref(), Some("read"));
        assert_ne!(seen(at(other), site).as_deref(), Some("read"), "{site} at {other}");
    }
}
