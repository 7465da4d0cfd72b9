//! Two requests in the clothes of one: what becomes of them behind Peggy, and behind a proxy of ten lines.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use anyhow::Result;
use rcgen::DnValue;
use wirewalk::client::literal_tls;
use wirewalk::door::{Backend, Forward, Limits, Plain};
use wirewalk::proxy::{Proxy, Redirect};
use wirewalk::stage::{Lesson, Stage, rehearse};
use wirewalk::story::{About, Voice};
use wirewalk_testing::peggy::{Club, HIDDEN, LOOPBACK, asking, bob, exchange, get, named, pairs};

/// A backend of bytes: hands out all that is said on each connection, and answers each `\r\n\r\n` once.
fn recording_backend() -> (SocketAddr, Receiver<String>) {
    let listener = TcpListener::bind(SocketAddr::from(LOOPBACK)).unwrap();
    let addr = listener.local_addr().unwrap();
    let (tell, told) = channel();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            stream.set_read_timeout(Some(Duration::from_millis(150))).unwrap();
            let mut said = Vec::new();
            let mut piece = [0; 4096];
            // It waits a moment for more than one request would be.
            while let Ok(count @ 1..) = stream.read(&mut piece) {
                said.extend_from_slice(&piece[..count]);
            }
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
            let _ = tell.send(String::from_utf8(said).unwrap());
        }
    });
    (addr, told)
}

/// How many request lines stand where a request could begin.
fn requests(said: &str) -> usize {
    said.lines().filter(|line| line.ends_with(" HTTP/1.1") || line.ends_with(" HTTP/1.0")).count()
}

#[test]
fn nothing_of_one_request_ends_up_in_another() {
    let (addr, told) = recording_backend();
    let forward = Forward::new(Backend::Tcp(addr), 8, Duration::from_secs(5));
    let peggy = Proxy::before([forward]).in_the_clear().open(LOOPBACK.into(), Limits::default(), Plain).unwrap();
    for (what, bytes) in pairs() {
        // With what an honest client would ask next on the same connection.
        let answer = exchange(peggy.addr(), format!("{bytes}{}", get("/next", "")).as_bytes());
        let (status, refused) = (answer.get(9..10), answer.matches("HTTP/1.1 ").count());
        assert!(matches!(status, Some("4" | "5")), "{what}: {answer}");
        assert!(refused <= 2 && !answer.contains(" 200 "), "{what}: {answer}");
    }
    // Whatever stands in the body of a request that is one by all rules stays in it.
    let honest = [
        format!("POST /first HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n{HIDDEN}", HIDDEN.len()),
        format!(
            "POST /first HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{HIDDEN}\r\n0\r\n\r\n",
            HIDDEN.len()
        ),
    ];
    for bytes in honest {
        let answer = exchange(peggy.addr(), format!("{bytes}{}", get("/next", "")).as_bytes());
        assert_eq!(answer.matches("HTTP/1.1 200 OK").count(), 2, "{answer}");
        let said = told.recv_timeout(Duration::from_secs(5)).expect("a request");
        let (head, body) = said.split_once("\r\n\r\n").expect("a head");
        assert!(head.starts_with("POST /first HTTP/1.1\r\n") && requests(head) == 1, "{said}");
        assert!(head.contains("\r\nX-Ssl-Client-Verify: NONE") && !head.contains("SUCCESS"), "{said}");
        assert!(body.contains(HIDDEN), "{said}");
        let framings = head.to_lowercase().matches("content-length").count() + head.matches("chunked").count();
        assert_eq!(framings, 1, "{said}");
        let next = told.recv_timeout(Duration::from_secs(5)).expect("the next one, on a connection of its own");
        assert!(next.starts_with("GET /next HTTP/1.1\r\n") && requests(&next) == 1, "{next}");
    }
    assert_eq!(told.try_iter().collect::<Vec<_>>(), [""; 0], "and nothing else");
}

#[test]
fn the_redirecting_door_is_as_strict() {
    let door = Redirect::to("localhost", 8443).unwrap().open(LOOPBACK.into(), Limits::default()).unwrap();
    for (what, bytes) in pairs() {
        let answer = exchange(door.addr(), bytes.as_bytes());
        assert!(!answer.contains("smuggled") && !answer.contains("evil"), "{what}: {answer}");
    }
}

/// A TE.CL pair: a proxy that splits lines at every `\n` reads chunks; Bob, who splits at `\r\n`, reads four bytes, and takes what
/// follows for a request. What is left of the chunks becomes its body.
fn te_cl(target: &str) -> String {
    let evil = format!(
        "GET {target} HTTP/1.1\r\nHost: localhost\r\nX-SSL-Client-Verify: SUCCESS\r\nX-SSL-Client-CN: root\r\n\
         Content-Length: 7\r\n\r\n"
    );
    let length = format!("{:x}", evil.len());
    let first = format!(
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\nX: y\nTransfer-Encoding: chunked\r\n\r\n",
        length.len() + 2
    );
    format!("{first}{length}\r\n{evil}\r\n0\r\n\r\n")
}

const ABOUT: About = About {
    number: 97,
    title: "A test",
    line: "Attacks on a proxy.",
    minutes: 1,
    before: "Nothing.",
    objectives: &[],
    read_on: &[],
};
static LESSON: Lesson = Lesson { port: 8443, scheme: "https", ..Lesson::of(ABOUT, walk) };

fn walk(voice: &mut Voice, stage: &mut Stage) -> Result<()> {
    let club = Club::new();
    // The naive proxy would pass `Connection: close` on too, and Bob would hang up on everybody.
    let asks = |path: &str, headers: &str| format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n");
    let forged = asks("/secure-data", "X-SSL-Client-Verify: SUCCESS\r\nX-SSL-Client-CN: root\r\n");
    let (tell, _told) = channel();
    let heard = tell.clone();
    let (_, naive) = stage.scene(voice, "naive", |set| {
        let bob = set.exposes("Bob", bob(heard))?;
        let inner = set.inner_wire("the naive proxy", &bob)?;
        let proxy = set.naive_proxy("the naive proxy", asking(&club), &inner)?;
        let wire = set.wire("Mallory", &proxy)?;
        let mallory = |bytes: &str| literal_tls(club.client(), wire.addr, "localhost", bytes.as_bytes());
        let (forgery, pair) = (mallory(&forged)?, mallory(&te_cl("/secure-data"))?);
        let alice = named(&club, &[DnValue::Utf8String(String::from("alice"))]);
        let alice = literal_tls(alice, wire.addr, "localhost", asks("/", "").as_bytes())?;
        Ok([forgery, pair, alice])
    })?;
    let (_, peggy) = stage.scene(voice, "peggy", |set| {
        let (bob, mark) = set.hides("Bob", Limits::default(), bob(tell))?;
        let inner = set.inner_wire("Peggy", &bob)?;
        let limits = Limits::default();
        let proxy = Proxy::before([inner.forward(&limits, Some(&mark))]);
        let peggy = set.proxies("Peggy", limits, asking(&club), proxy)?;
        let wire = set.wire("Mallory", &peggy)?;
        let mallory = |bytes: &str| literal_tls(club.client(), wire.addr, "localhost", bytes.as_bytes());
        let (forgery, pair) = (mallory(&forged)?, mallory(&te_cl("/secure-data"))?);
        let alice = named(&club, &[DnValue::Utf8String(String::from("alice"))]);
        let alice = literal_tls(alice, wire.addr, "localhost", asks("/", "").as_bytes())?;
        Ok([forgery, pair, alice])
    })?;
    for (name, answer) in ["naive.forgery", "naive.pair", "naive.alice"].into_iter().zip(naive) {
        voice.keeps(name, answer);
    }
    for (name, answer) in ["peggy.forgery", "peggy.pair", "peggy.alice"].into_iter().zip(peggy) {
        voice.keeps(name, answer);
    }
    Ok(())
}

#[test]
fn a_naive_proxy_falls_for_both_and_peggy_for_neither() -> Result<()> {
    let dir = tempfile::tempdir()?;
    let transcript = rehearse(&LESSON, dir.path())?;
    let kept = |name: &str| transcript.kept.get(name).map_or("", String::as_str);
    let secret = "{\"secret\":\"fluffy tail\",\"for\":\"root\"}";
    assert!(kept("naive.forgery").starts_with("HTTP/1.1 200 OK") && kept("naive.forgery").ends_with(secret));
    // The pair is answered once. The answer to the request that was smuggled waits for whoever asks next: Alice.
    let pair = kept("naive.pair");
    assert!(pair.starts_with("HTTP/1.1 200 OK") && pair.ends_with("fluffy tail"), "{pair}");
    assert!(kept("naive.alice").ends_with(secret), "{}", kept("naive.alice"));
    assert!(kept("peggy.forgery").starts_with("HTTP/1.1 403 Forbidden"), "{}", kept("peggy.forgery"));
    assert!(kept("peggy.pair").starts_with("HTTP/1.1 400 Bad Request"), "{}", kept("peggy.pair"));
    assert!(kept("peggy.alice").starts_with("HTTP/1.1 200 OK") && kept("peggy.alice").ends_with("\r\n\r\nfluffy tail"));
    // Both legs are recorded: outside nothing but TLS, inside everything.
    for (scene, connections) in transcript.scenes.iter().zip([[3, 1], [3, 2]]) {
        let hops = [0, 1].map(|hop| scene.recording.connections.iter().filter(|c| c.hop == hop).count());
        assert_eq!(hops, connections, "{}", scene.id);
    }
    Ok(())
}
