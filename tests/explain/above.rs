//! Failures above TLS: refusals, streams and connections that were reset, bodies that are not whole, redirects without an end.

use rustls::version::TLS13;
use wirewalk::explain::explain;
use wirewalk::explain::summary::Summary;
use wirewalk::recording::Side::{Client, Server};
use wirewalk::recording::{Recording, Secrets, Side, What};
use wirewalk_testing::captures::{connection, written};
use wirewalk_testing::tls::Setup;

/// The summary of connections, one after the other.
fn summed(connections: impl IntoIterator<Item = Vec<(Side, What)>>) -> Summary {
    let mut at = 0;
    let connections = (0..).zip(connections).map(|(id, said)| {
        let events = (at + 1..).zip(said).map(|(at, (side, what))| (at, side, what));
        let events: Vec<_> = events.collect();
        at += events.len() as u64;
        connection(id, events)
    });
    let file = written(&[&Recording { connections: connections.collect() }]);
    let mut summary = Summary::default();
    explain(&file[..], &Secrets::none(), |told| summary.note(&told)).expect("a capture");
    summary
}

/// The row of a conversation, what failed in it by name, and all sentences of that.
fn told(said: impl IntoIterator<Item = (Side, What)>) -> (Vec<String>, &'static str, String) {
    let summary = summed([said.into_iter().collect()]);
    let failure = summary.failures().next().map(|(_, failure)| failure);
    let row = summary.table(|_| 0).remove(1);
    let text = failure.as_ref().map(|f| format!("{}\n{}\n{}", f.what, f.tried.join("\n"), f.remedy));
    (row, failure.as_ref().map_or("—", |f| f.name), text.unwrap_or_default())
}

fn text(text: &str) -> What {
    What::Bytes(text.as_bytes().to_vec().into())
}

fn asks(request: &str) -> [(Side, What); 2] {
    [(Client, What::Open), (Client, text(&format!("{request} HTTP/1.1\r\nHost: bob:8080\r\n\r\n")))]
}

/// What a request, an answer and an end are told as.
fn answered(request: &str, answer: &str, end: What) -> (Vec<String>, &'static str, String) {
    told(asks(request).into_iter().chain([(Server, text(answer)), (Server, end)]))
}

const OK: &str = "HTTP/1.1 200 OK\r\n";

#[test]
fn the_last_answer_that_refuses_is_the_failure() {
    let page = "HTTP/1.1 404 Not Found\r\nContent-Length: 44\r\n\r\n<html><head><title>404 Nothing</title></head>";
    let (_, name, text_) = answered("GET /x", page, What::HalfClose);
    assert_eq!(name, "HTTP request refused");
    assert!(text_.contains("the server answered 404 Not Found, and its page says “404 Nothing”"), "{text_}");
    assert!(text_.contains("the client asked: GET bob:8080/x"), "{text_}");
    let (_, name, text_) = answered("GET /x", "HTTP/1.1 503 \r\nContent-Length: 0\r\n\r\n", What::HalfClose);
    assert!(name == "HTTP error of the server" && text_.contains("503 Service Unavailable"), "{text_}");
    // Asked once more, it went well.
    let again = asks("GET /x").into_iter().chain([(Server, text("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n"))]);
    let again = again.chain([
        asks("GET /x").into_iter().last().expect("a request"),
        (Server, text(&format!("{OK}Content-Length: 0\r\n\r\n"))),
    ]);
    assert_eq!(told(again).1, "—");
}

#[test]
fn a_body_that_is_not_whole_was_cut_short_by_whoever_ended_first() {
    let length = format!("{OK}Content-Length: 1000\r\n\r\n");
    for (body, came) in [("hello", "5 of 1000 bytes arrived"), ("", "0 of 1000 bytes arrived")] {
        let (_, name, text) = answered("GET /x", &format!("{length}{body}"), What::HalfClose);
        assert_eq!(name, "body cut short", "{text}");
        assert!(text.contains(came) && text.contains("the server announced more than it sent"), "{text}");
    }
    let chunked = format!("{OK}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
    let (_, name, text_) = answered("GET /x", &chunked, What::Reset);
    assert!(name == "body cut short" && text_.contains("without the empty chunk that ends it"), "{name} {text_}");
    let (_, name, text_) = told(asks("GET /x").into_iter().chain([(Server, text(&length)), (Client, What::Reset)]));
    assert!(name == "body cut short" && text_.contains("the client did not wait for the rest"), "{text_}");
    for whole in ["Content-Length: 2\r\n\r\nhi", "Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n", "\r\nhi"] {
        assert_eq!(answered("GET /x", &format!("{OK}{whole}"), What::HalfClose).1, "—", "{whole}");
    }
    // A HEAD is answered with the length of what is not sent; what the capture misses is nobody's fault.
    assert_eq!(answered("HEAD /x", &length, What::HalfClose).1, "—");
    let missing = asks("GET /x").into_iter().chain([
        (Server, text(&length)),
        (Server, What::Gap(1000)),
        (Server, What::HalfClose),
    ]);
    assert_eq!(told(missing).1, "—");
}

#[test]
fn a_chunk_that_cannot_be_read_is_a_failure() {
    for chunk in ["zz\r\nhello\r\n", "5\r\nhelloXX0\r\n\r\n"] {
        let (_, name, text) =
            answered("GET /x", &format!("{OK}Transfer-Encoding: chunked\r\n\r\n{chunk}"), What::HalfClose);
        assert!(
            name == "broken chunk" && text.contains("the body that the server sent in chunks cannot be read"),
            "{name} {text}"
        );
    }
}

#[test]
fn a_request_without_an_answer_is_a_failure_of_whoever_ended() {
    for end in [What::HalfClose, What::Reset] {
        let (_, name, text) = told(asks("GET /x").into_iter().chain([(Server, end)]));
        assert!(name == "no answer to the request" && text.contains("GET bob:8080/x"), "{name} {text}");
    }
}

#[test]
fn a_client_that_says_close_notify_has_left_whoevers_fin_comes_first() {
    let ends = |goodbye: bool, answer: &str, fin_first: bool| {
        let setup = Setup::version(&TLS13);
        let mut pair = setup.connect();
        pair.ask("GET /x HTTP/1.1\r\nHost: bob:8080\r\n\r\n");
        if !answer.is_empty() {
            pair.answer(answer);
        }
        let before = pair.events.len();
        if goodbye {
            pair.client.send_close_notify();
            pair.talk();
        }
        let mut said: Vec<(Side, What)> = pair.events.drain(..).map(|event| (event.side, event.what)).collect();
        said.insert(if fin_first { before } else { said.len() }, (Server, What::HalfClose));
        said.insert(0, (Client, What::Open));
        said.push((Client, What::HalfClose));
        let events: Vec<_> = (1..).zip(said).map(|(at, (side, what))| (at, side, what)).collect();
        let file = written(&[&Recording { connections: vec![connection(0, events)] }]);
        let mut summary = Summary::default();
        explain(&file[..], &setup.secrets(), |told| summary.note(&told)).expect("a capture");
        summary
            .failures()
            .next()
            .map_or("—".to_owned(), |(_, failure)| format!("{}: {} {}", failure.name, failure.what, failure.remedy))
    };
    assert!(ends(false, "", false).starts_with("no answer to the request: the server closed"));
    assert_eq!(ends(true, "", false), "—", "the client left first");
    assert!(ends(true, "", true).starts_with("no answer to the request: the server closed"));
    let short = format!("{OK}Content-Length: 1000\r\n\r\nhello");
    assert!(ends(false, &short, false).contains("the server announced more than it sent"));
    assert!(ends(true, &short, false).contains("the client did not wait for the rest"));
}

#[test]
fn redirects_that_lead_back_are_a_circle() {
    let hop = |from: &str, to: &str| {
        let answer = format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n");
        [asks(&format!("GET {from}")).into_iter().last().expect("a request"), (Server, text(&answer))]
    };
    let open = [(Client, What::Open)];
    let (_, name, text_) = told(
        open.clone().into_iter().chain([hop("/a", "/b"), hop("/b", "http://bob:8080/a"), hop("/a", "/b")].concat()),
    );
    assert_eq!(name, "redirect loop");
    assert!(text_.contains("http://bob:8080/a → http://bob:8080/b → http://bob:8080/a"), "{text_}");
    assert_eq!(told(open.clone().into_iter().chain(hop("/a", "/a"))).1, "redirect loop");
    let end = [hop("/a", "https://bob:8080/a")].concat();
    assert_eq!(told(open.into_iter().chain(end)).1, "—", "another scheme is another address");
}

#[test]
fn a_circle_may_lead_over_many_connections() {
    let visit = |from: &str, answer: &str| {
        let answer = format!("HTTP/1.1 {answer}\r\nContent-Length: 0\r\n\r\n");
        asks(&format!("GET {from}")).into_iter().chain([(Server, text(&answer)), (Server, What::Close)]).collect()
    };
    let sent = |from: &str, to: &str| visit(from, &format!("302 Found\r\nLocation: {to}"));
    let failures = |visits: Vec<Vec<(Side, What)>>| -> Vec<(u32, &'static str, String)> {
        summed(visits).failures().map(|(number, failure)| (number, failure.name, failure.what)).collect()
    };
    let round = failures(vec![sent("/a", "/b"), visit("/else", "204 No Content"), sent("/b", "/a"), sent("/a", "/b")]);
    let [(3, "redirect loop", what)] = round.as_slice() else { panic!("{round:?}") };
    assert!(what.contains("http://bob:8080/a → http://bob:8080/b → http://bob:8080/a"), "{what}");
    // Sent to a login and back, then let in.
    let login = vec![sent("/a", "/login"), sent("/login", "/a"), visit("/a", "204 No Content"), sent("/a", "/login")];
    assert_eq!(failures(login), [], "who was let in was not sent in a circle");
    let form = |to: &str| {
        let answer = format!("HTTP/1.1 303 See Other\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n");
        let asked = "POST /a HTTP/1.1\r\nHost: bob:8080\r\nContent-Length: 0\r\n\r\n";
        vec![(Client, What::Open), (Client, text(asked)), (Server, text(&answer)), (Server, What::Close)]
    };
    assert_eq!(failures(vec![form("/a"), sent("/a", "/b")]), [], "a form that leads back to its own page");
    let port = vec![sent("http://bob/a", "http://bob:80/b"), sent("http://bob:80/b", "/a"), sent("http://bob/a", "/b")];
    assert_eq!(failures(port).len(), 1, "the usual port goes without saying");
}

/// A frame of HTTP/2.
fn frame(kind: u8, flags: u8, stream: u8, body: &[u8]) -> Vec<u8> {
    [&(body.len() as u32).to_be_bytes()[1..], &[kind, flags, 0, 0, 0, stream], body].concat()
}

#[test]
fn what_http_2_ends_with_an_error_is_told_with_its_code_and_request() {
    let preface = [&b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"[..], &frame(4, 0, 0, &[])].concat();
    // GET, http, /, :authority bob.
    let get = frame(1, 5, 1, &[0x82, 0x86, 0x84, 0x41, 3, b'b', b'o', b'b']);
    let after = |side: Side, end: Vec<u8>| {
        let asked = What::Bytes([preface.clone(), get.clone()].concat().into());
        let settings = What::Bytes(frame(4, 0, 0, &[]).into());
        told([(Client, What::Open), (Client, asked), (Server, settings), (side, What::Bytes(end.into()))])
    };
    let (_, name, text) = after(Server, frame(3, 0, 1, &[0, 0, 0, 2]));
    assert!(
        name == "stream reset" && text.contains("the server reset stream 1 for GET bob/: INTERNAL_ERROR"),
        "{text}"
    );
    let (_, name, text) = after(Client, frame(3, 0, 1, &[0, 0, 0, 8]));
    assert!(name == "stream reset" && text.contains("the client reset stream 1") && text.contains("CANCEL"), "{text}");
    assert_eq!(after(Server, frame(3, 0, 1, &[0, 0, 0, 0])).1, "—");
    let (_, name, text) = after(Server, frame(7, 0, 0, &[&[0, 0, 0, 1, 0, 0, 0, 11][..], b"too fast"].concat()));
    assert!(
        name == "HTTP/2 connection ended" && text.contains("ENHANCE_YOUR_CALM") && text.contains("too fast"),
        "{text}"
    );
    assert_eq!(after(Server, frame(7, 0, 0, &[0, 0, 0, 1, 0, 0, 0, 0])).1, "—");
}

#[test]
fn an_address_is_told_once_and_a_tunnel_is_one() {
    let leaks = |request: &str, answer: &str| answered(request, answer, What::HalfClose).0;
    let none = format!("{OK}Content-Length: 0\r\n\r\n");
    assert!(leaks("GET http://example.test:8080/path", &none)[3].contains("GET http://example.test:8080/path"));
    assert!(leaks("GET /path", &none)[3].contains("GET bob:8080/path"));
    let tunnel = leaks("CONNECT bob:9443", "HTTP/1.1 200 Connection established\r\n\r\n");
    assert!(tunnel[2].starts_with("a tunnel to bob:9443 through an HTTP proxy (CONNECT)"), "{tunnel:?}");
    assert!(tunnel[3].contains("bob:9443") && !tunnel.concat().contains("9443bob"), "{tunnel:?}");
    assert!(!tunnel[3].contains("everything"), "{tunnel:?}");
}
