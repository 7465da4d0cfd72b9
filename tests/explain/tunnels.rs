//! Through a tunnel: what opens it is taken apart, and what is in it is explained as if it stood outside.

use rustls::version::TLS13;
use wirewalk::dissect::{Message, dissect, tiling};
use wirewalk::explain::explain;
use wirewalk::explain::summary::Summary;
use wirewalk::recording::Side::{Client, Server};
use wirewalk::recording::{Recording, Secrets, Side, What, WireEvent};
use wirewalk_testing::captures::{connection, written};
use wirewalk_testing::encapsulations;
use wirewalk_testing::tls::Setup;
use wirewalk_testing::tunnels::{Script, tunnels};

/// TLS 1.3 to localhost with one request, and its secrets.
fn tls() -> (Vec<WireEvent>, Secrets) {
    let setup = Setup::version(&TLS13);
    let mut pair = setup.connect();
    pair.ask("GET /inside HTTP/1.1\r\nHost: localhost\r\n\r\n");
    pair.answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
    pair.close();
    (pair.events, setup.secrets())
}

fn recording(said: impl IntoIterator<Item = (Side, What)>) -> Recording {
    let events = [(Client, What::Open)].into_iter().chain(said);
    Recording { connections: vec![connection(0, (1..).zip(events).map(|(at, (side, what))| (at, side, what)))] }
}

fn script(script: Script) -> impl Iterator<Item = (Side, What)> {
    script.into_iter().map(|(side, bytes)| (side, What::Bytes(bytes.into())))
}

/// The row of the table, and the failure's name.
fn told(recording: &Recording, secrets: &Secrets) -> (Vec<String>, &'static str) {
    let mut summary = Summary::default();
    explain(&written(&[recording])[..], secrets, |told| summary.note(&told)).expect("a capture");
    let failed = summary.failures().next().map_or("—", |(_, failure)| failure.name);
    (summary.table(|_| 0).remove(1), failed)
}

/// What is made of it; each message says where it stands in what its side sent.
fn messages(recording: &Recording, secrets: &Secrets) -> Vec<Message> {
    let messages: Vec<Message> = dissect(recording, secrets).collect();
    let sent = [Client, Server].map(|side| recording.connections[0].stream(side));
    for message in &messages {
        tiling::check(message).unwrap_or_else(|error| panic!("{}: {error}", message.index));
        if !message.is_inside() {
            let from = &sent[message.side as usize][message.offset as usize..];
            assert!(from.starts_with(message.wire()), "message {} stands somewhere else", message.index);
        }
    }
    let crossed = messages.iter().map(Message::crossed).sum::<usize>();
    assert_eq!(crossed, sent.concat().len(), "every byte comes out, once");
    messages
}

#[test]
fn tls_in_a_tunnel_is_opened_and_explained_as_if_it_stood_outside() {
    let (tls, secrets) = tls();
    for (by, way) in tunnels() {
        let said = script(way).chain(tls.iter().map(|event| (event.side, event.what.clone())));
        let recording = recording(said);
        let all = messages(&recording, &secrets);
        let asked = all.iter().any(|m| m.find_id("http.request.uri").is_some_and(|f| m.bytes(&f.span) == b"/inside"));
        assert!(asked, "{by}");
        assert!(all.iter().flat_map(Message::walk).all(|field| field.problem.is_none()), "{by}");
        let (row, failed) = told(&recording, &secrets);
        assert!(row[2].contains(by) && row[2].contains("TLS 1.3") && row[2].contains("decrypted: HTTP/1.1"), "{row:?}");
        assert!(row[3].contains("the server's name: localhost") && !row[3].contains("everything"), "{row:?}");
        assert_eq!(failed, "—", "{row:?}");
        let end = if by == "PROXY protocol" { ", for 192.0.2.1:51200" } else { ", on to localhost:9443" };
        assert!(row[1].ends_with(end), "{row:?}");
        let eve = told(&recording, &Secrets::none()).0;
        assert!(eve[2].contains(by) && eve[2].contains("TLS 1.3") && eve[2].contains("not decrypted"), "{eve:?}");
    }
}

#[test]
fn http_in_a_tunnel_is_http_in_clear_and_credentials_for_the_proxy_leak() {
    let ask = (Client, b"GET /page HTTP/1.1\r\nHost: localhost:9443\r\n\r\n".to_vec());
    let answer = (Server, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_vec());
    for (by, way) in tunnels() {
        let login = way.iter().any(|(_, bytes)| bytes.ends_with(b"walnut"));
        let recording = recording(script(way.into_iter().chain([ask.clone(), answer.clone()]).collect()));
        messages(&recording, &Secrets::none());
        let (row, failed) = told(&recording, &Secrets::none());
        let how = if by == "PROXY protocol" {
            "not at all: HTTP in the clear"
        } else {
            "in it HTTP in the clear, not protected at all"
        };
        assert!(row[2].contains(by) && row[2].contains(how), "{row:?}");
        assert!(row[3].contains("GET localhost:9443/page"), "{row:?}");
        assert_eq!(failed, "HTTP request refused");
        assert_eq!(login, row[3].contains("the user alice and the password for the proxy"), "{row:?}");
        assert!(!row[3].contains("walnut"), "the table repeats no password: {row:?}");
        assert_eq!(by.contains("CONNECT"), row[3].contains("Proxy-Authorization"), "{row:?}");
    }
}

#[test]
fn every_field_of_socks_and_proxy_is_told() {
    let value = |way: usize, id: &str| {
        let recording = recording(script(tunnels().swap_remove(way).1));
        let all = messages(&recording, &Secrets::none());
        all.iter().find_map(|m| m.find_id(id)?.name().map(|name| name.into_owned())).unwrap_or_default()
    };
    for (way, id, expected) in [
        (1, "socks.auth_accepted_method", "no authentication"),
        (1, "socks.remote_name", "localhost"),
        (1, "socks.port", "9443"),
        (1, "socks.results", "succeeded"),
        (1, "socks.dst", "127.0.0.1"),
        (2, "socks.username", "alice"),
        (2, "socks.password", "walnut"),
        (3, "socks.v4a_dns_name", "localhost"),
        (3, "socks.username", "alice"),
        (3, "socks.results", "granted"),
        (4, "proxy.src.ipv4", "192.0.2.1"),
        (4, "proxy.dstport", "9443"),
        (5, "proxy.src.ipv4", "192.0.2.1"),
        (5, "proxy.v2.cmd", "PROXY"),
        (5, "proxy.v2.tlv.value", "localhost"),
        (5, "proxy.v2.tlv.ssl.verify", "0"),
        (5, "proxy.v2.tlv.ssl.client", "1"),
    ] {
        assert_eq!(value(way, id), expected, "{id}");
    }
}

#[test]
fn a_proxy_that_refuses_opens_no_tunnel() {
    let c = |bytes: &[u8]| (Client, bytes.to_vec());
    let s = |bytes: &[u8]| (Server, bytes.to_vec());
    let ask = [&[5, 1, 0, 3, 9][..], b"localhost", &[0x24, 0xe3]].concat();
    for (said, why) in [
        (vec![c(&[5, 1, 0]), s(&[5, 0xff])], "none of the client's methods"),
        (vec![c(&[5, 1, 2]), s(&[5, 2]), c(b"\x01\x05alice\x06walnut"), s(&[1, 1])], "refused the user"),
        (vec![c(&[5, 1, 0]), s(&[5, 0]), c(&ask), s(&[5, 5, 0, 1, 0, 0, 0, 0, 0, 0])], "connection refused"),
        (vec![c(b"\x04\x01\x24\xe3\x7f\0\0\x01\0"), s(&[0, 91, 0, 0, 0, 0, 0, 0])], "rejected or failed"),
    ] {
        let recording = recording(script(said).chain([(Server, What::HalfClose)]));
        messages(&recording, &Secrets::none());
        let mut summary = Summary::default();
        explain(&written(&[&recording])[..], &Secrets::none(), |told| summary.note(&told)).expect("a capture");
        let (_, failure) = summary.failures().next().expect("it failed");
        assert!(failure.name == "proxy refused" && failure.what.contains(why), "{failure:?}");
    }
}

#[test]
fn what_a_client_sends_before_the_proxys_answer_belongs_into_the_tunnel() {
    let (tls, secrets) = tls();
    for (by, mut way) in tunnels() {
        // The client's hello comes with its request.
        let WireEvent { what: What::Bytes(hello), .. } = &tls[0] else { panic!("{:?}", tls[0]) };
        let last = way.iter_mut().rfind(|(side, _)| *side == Client).expect("the client asks");
        last.1.extend_from_slice(hello);
        let recording = recording(script(way).chain(tls[1..].iter().map(|event| (event.side, event.what.clone()))));
        messages(&recording, &secrets);
        let row = told(&recording, &secrets).0;
        assert!(row[2].contains(by) && row[2].contains("decrypted: HTTP/1.1"), "{row:?}");
    }
}

#[test]
fn tunnels_in_tunnels_are_followed_up_to_a_depth() {
    let (tls, secrets) = tls();
    let connect = tunnels().swap_remove(0).1;
    for (deep, followed) in [(2, true), (4, true), (5, false), (400, false)] {
        let ways = std::iter::repeat_n(connect.clone(), deep).flatten().collect();
        let recording = recording(script(ways).chain(tls.iter().map(|event| (event.side, event.what.clone()))));
        messages(&recording, &secrets);
        let row = told(&recording, &secrets).0;
        assert_eq!(row[2].contains("decrypted: HTTP/1.1"), followed, "{deep}: {row:?}");
    }
}

#[test]
fn a_tunnel_in_tls_is_told_as_what_is_inside() {
    let setup = Setup::version(&TLS13);
    let (inner, inner_secrets) = tls();
    let mut pair = setup.connect();
    pair.ask("CONNECT localhost:9443 HTTP/1.1\r\nHost: localhost:9443\r\n\r\n");
    pair.answer("HTTP/1.1 200 OK\r\n\r\n");
    for event in &inner {
        match (&event.what, event.side) {
            (What::Bytes(bytes), Client) => pair.ask(bytes),
            (What::Bytes(bytes), Server) => pair.answer(bytes),
            _ => {}
        }
    }
    pair.close();
    let secrets = setup.secrets().with_key_log(inner_secrets.key_log().clone());
    let recording = recording(pair.events.iter().map(|event| (event.side, event.what.clone())));
    let all = messages(&recording, &secrets);
    let asked = all.iter().any(|m| m.find_id("http.request.uri").is_some_and(|f| m.bytes(&f.span) == b"/inside"));
    assert!(asked, "the request in TLS in TLS");
    let row = told(&recording, &secrets).0;
    assert!(row[2].starts_with("TLS 1.3") && row[2].contains("decrypted"), "{row:?}");
}

#[test]
fn what_tags_labels_and_tunnels_carry_is_explained_as_if_it_stood_outside() {
    let (tls, secrets) = tls();
    let said: Vec<_> = [(Client, What::Open)].into_iter().chain(tls.into_iter().map(|e| (e.side, e.what))).collect();
    for carrier in encapsulations::all() {
        let file = encapsulations::capture([carrier], |number| encapsulations::packets(number, false, &said));
        let mut summary = Summary::default();
        explain(&file[..], &secrets, |told| summary.note(&told)).expect("a capture");
        let table = summary.table(|_| 0);
        let row = table.iter().find(|row| row[0] == "0").expect("the connection");
        assert!(row[2].starts_with("TLS 1.3") && row[2].contains("decrypted: HTTP/1.1"), "{row:?}");
        assert_eq!(row[1].contains(", in "), !carrier.said.is_empty(), "{row:?}");
        assert!(row[1].ends_with(carrier.said), "{row:?}");
        assert_eq!(row[3].contains("the tunnel's ends"), carrier.said.contains(" from "), "{row:?}");
        // The tunnel itself, where datagrams carry it, is named.
        let outer = table.iter().find(|row| row[0] == "udp:0");
        assert_eq!(outer.is_some(), carrier.flows > 0);
        assert!(outer.is_none_or(|row| row[2].contains("a tunnel (")), "{outer:?}");
    }
}
