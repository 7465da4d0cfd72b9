//! What the door must withstand: ambiguity, size, slowness, numbers.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use http_body_util::BodyExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use wirewalk::door::{self, Door, Limits, Peer, Refusal, Request};
use wirewalk_testing::raw::{LAST_GET, LOOPBACK, answer, connect, exchange, honest, send};

/// Every refusal that bytes alone bring about, with such bytes.
fn refusals() -> Vec<(Refusal, Vec<u8>)> {
    use Refusal::*;
    let limits = Limits::default();
    let get = |rest: &str| format!("GET / HTTP/1.1\r\n{rest}").into_bytes();
    let host = |rest: &str| format!("POST / HTTP/1.1\r\nHost: bob\r\n{rest}\r\n").into_bytes();
    let line = |line: &str| format!("{line}\r\nHost: bob\r\n\r\n").into_bytes();
    let chunks = |rest: &str| host(&format!("Transfer-Encoding: chunked\r\n\r\n{rest}"));
    let many = "X: y\r\n".repeat(limits.headers);
    let mut list = vec![
        (BareLf, b"GET / HTTP/1.1\nHost: bob\n\n".to_vec()),
        (BareLf, get("Host: bob\nX: y\r\n\r\n")),
        (BareLf, get("Host: bob\r\n\n")),
        (BareCr, get("Host: bob\rX: y\r\n\r\n")),
        (BareCr, get("Host: bob\r\r\n\r\n")),
        (ControlByte(0), host("X: a\0b\r\n")),
        (ControlByte(0x7f), host("X: a\x7f\r\n")),
        (ControlByte(0x0b), host("X: \x0b\r\n")),
        (NotAscii(0xc3), host("X: \u{e9}\r\n")),
        (Tls, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec()),
        (Http2Preface, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec()),
        (RequestLine, line("GET  / HTTP/1.1")),
        (RequestLine, line("GET / HTTP/1.1 ")),
        (RequestLine, line(" GET / HTTP/1.1")),
        (RequestLine, line("GET /a b HTTP/1.1")),
        (RequestLine, line("GET")),
        (RequestLine, b"\r\n\r\nGET / HTTP/1.1\r\n".to_vec()),
        (Method(b'\t'), line("GET\t / HTTP/1.1")),
        (Method(b'('), line("G(T / HTTP/1.1")),
        (Connect, line("CONNECT bob:80 HTTP/1.1")),
        (TargetCharacter(b'"'), line("GET /\" HTTP/1.1")),
        (TargetCharacter(b'#'), line("GET /#a HTTP/1.1")),
        (TargetCharacter(b'|'), line("GET /?a|b HTTP/1.1")),
        (TargetCharacter(b'\\'), line("GET /..\\ HTTP/1.1")),
        (TargetCharacter(b'\t'), line("GET /\t HTTP/1.1")),
        (TargetPercent, line("GET /%4 HTTP/1.1")),
        (TargetPercent, line("GET /%zz HTTP/1.1")),
        (TargetForm, line("GET * HTTP/1.1")),
        (TargetForm, line("GET bob:80 HTTP/1.1")),
        (TargetForm, line("GET ftp://bob/ HTTP/1.1")),
        (TargetTooLong(limits.head_bytes), line(&format!("GET /{} HTTP/1.1", "a".repeat(limits.head_bytes)))),
        (Http09, b"GET /\r\n".to_vec()),
        (VersionSyntax, line("GET / http/1.1")),
        (VersionSyntax, line("GET / HTTP/1.10")),
        (VersionSyntax, line("GET / HTTP/1.")),
        (Version, line("GET / HTTP/0.9")),
        (Version, line("GET / HTTP/2")),
        (Version, line("GET / HTTP/3.0")),
        (ObsFold, host("X: a\r\n b\r\n")),
        (ObsFold, get(" Host: bob\r\n\r\n")),
        (ObsFold, host("Content-Length:\r\n\t5\r\n")),
        (NoColon, host("X\r\n")),
        (SpaceBeforeColon, host("Content-Length : 5\r\n")),
        (SpaceBeforeColon, host("Transfer-Encoding\t: chunked\r\n")),
        (FieldName(0), host(": x\r\n")),
        (FieldName(b' '), host("Content Length: 5\r\n")),
        (FieldName(b'('), host("X(: y\r\n")),
        (HeadTooLarge(limits.head_bytes), host(&format!("X: {}\r\n", "a".repeat(limits.head_bytes)))),
        (HeadTooLarge(limits.head_bytes), host(&format!("X: {}\r\n", "a".repeat(1 << 20)))),
        (TooManyHeaders(limits.headers), host(&many)),
        (TooManyHeaders(limits.headers), host(&"X: y\r\n".repeat(1000))),
        (NoHost, get("\r\n")),
        (TwoHosts, get("Host: bob\r\nHost: bob\r\n\r\n")),
        (TwoHosts, get("Host: bob\r\nhOST: mallory\r\n\r\n")),
        (HostSyntax, get("Host:\r\n\r\n")),
        (HostSyntax, get("Host: bob, mallory\r\n\r\n")),
        (HostSyntax, get("Host: bob:http\r\n\r\n")),
        (HostSyntax, get("Host: bob:99999\r\n\r\n")),
        (HostSyntax, get("Host: [::1\r\n\r\n")),
        (HostSyntax, get("Host: user@bob\r\n\r\n")),
        (HostSyntax, get("Host: bob/\r\n\r\n")),
        (HostSyntax, get("Host: :80\r\n\r\n")),
        (HostSyntax, get("Host: bob:80:\r\n\r\n")),
        (HostSyntax, get("Host: [::1]80\r\n\r\n")),
        (HostSyntax, b"GET / HTTP/1.0\r\nHost: bob/\r\n\r\n".to_vec()),
        (HostMismatch, line("GET http://mallory/ HTTP/1.1")),
        (HostMismatch, line("GET http://bob:81/ HTTP/1.1")),
        (HostMismatch, line("GET https://bob:80/ HTTP/1.1")),
        (HostMismatch, line("GET http:/// HTTP/1.1")),
        (HostMismatch, b"GET http://alice@bob/ HTTP/1.0\r\n\r\n".to_vec()),
        (HostMismatch, line("GET http://alice@bob/ HTTP/1.1")),
        (LengthAndEncoding, host("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n")),
        (LengthAndEncoding, host("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n")),
        (TwoLengths, host("Content-Length: 5\r\nContent-Length: 5\r\n")),
        (TwoLengths, host("Content-Length: 5\r\ncontent-length: 6\r\n")),
        (LengthSyntax, host("Content-Length: 5, 5\r\n")),
        (LengthSyntax, host("Content-Length: -1\r\n")),
        (LengthSyntax, host("Content-Length: +5\r\n")),
        (LengthSyntax, host("Content-Length: 0x5\r\n")),
        (LengthSyntax, host("Content-Length: 5 5\r\n")),
        (LengthSyntax, host("Content-Length: five\r\n")),
        (LengthSyntax, host("Content-Length:\r\n")),
        (LengthOverflow, host("Content-Length: 18446744073709551616\r\n")),
        (BodyTooLarge(limits.body_bytes), host("Content-Length: 1099511627776\r\n")),
        (BodyTooLarge(limits.body_bytes), host("Content-Length: 18446744073709551615\r\n")),
        (TransferEncoding, host("Transfer-Encoding: x, chunked\r\n")),
        (TransferEncoding, host("Transfer-Encoding: chunked, chunked\r\n")),
        (TransferEncoding, host("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n")),
        (TransferEncoding, host("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n")),
        (TransferEncoding, host("Transfer-Encoding: xchunked\r\n")),
        (TransferEncoding, host("Transfer-Encoding: chunked;a=b\r\n")),
        (TransferEncoding, host("Transfer-Encoding: identity\r\n")),
        (TransferEncoding, host("Transfer-Encoding:\r\n")),
        (
            TransferEncodingInHttp10,
            b"POST / HTTP/1.0\r\nHost: bob\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n".to_vec(),
        ),
        (Expectation, host("Expect: 200-ok\r\n")),
    ];
    // These come after a head that was right: the handler has been called, the request was not completed.
    list.extend([
        (BodyTooLarge(limits.body_bytes), chunks("FFFFFFFFFFFFFFFF\r\n")),
        (BodyTooLarge(limits.body_bytes), chunks("100001\r\n")),
        (ChunkSize, chunks("-1\r\n")),
        (ChunkSize, chunks("0x1\r\na\r\n")),
        (ChunkSize, chunks("1 \r\na\r\n")),
        (ChunkSize, chunks("\r\n")),
        (ChunkSize, chunks("00000000000000001\r\na\r\n")),
        (ChunkSize, chunks("1\na\r\n0\r\n\r\n")),
        (ChunkSize, chunks("1\r\r\n")),
        (ChunkExtension, chunks("1;a\nb\r\n")),
        (ChunkExtension, chunks("1;\r\na\r\n")),
        (ChunkExtension, chunks("1;=b\r\na\r\n")),
        (ChunkExtension, chunks("1;a=\r\na\r\n")),
        (ChunkExtension, chunks("1;a=b=c\r\na\r\n")),
        (ChunkExtension, chunks("1;a b\r\na\r\n")),
        (ChunkExtension, chunks("1;a=b c\r\na\r\n")),
        (ChunkExtension, chunks("1;a;;b\r\na\r\n")),
        (ChunkExtension, chunks("1;a/b\r\na\r\n")),
        (ChunkExtension, chunks("1;a=\"b\r\na\r\n")),
        (ChunkExtension, chunks("1;a=\"b\\\r\na\r\n")),
        (ChunkExtension, chunks("1;a=\"b\"c\r\na\r\n")),
        (ChunkExtension, chunks("1 a\r\na\r\n")),
        (ChunkExtension, chunks(&format!("1;{}\r\n", "a".repeat(2000)))),
        (ChunkEnd, chunks("1\r\nab\r\n")),
        (ChunkEnd, chunks("1\r\na\n0\r\n\r\n")),
        (Trailers, chunks("0\r\nX : y\r\n\r\n")),
        (Trailers, chunks("0\r\n\n")),
        (Trailers, chunks(&format!("0\r\n{many}X: y\r\n\r\n"))),
        (Trailers, chunks(&format!("0\r\nX: {}\r\n\r\n", "a".repeat(5000)))),
    ]);
    list
}

#[tokio::test]
async fn every_refusal_is_answered_with_its_reason_and_the_connection_closed() {
    for (refusal, bytes) in refusals() {
        let shown = String::from_utf8_lossy(bytes.get(..bytes.len().min(120)).unwrap()).into_owned();
        let (text, seen) = send(Limits::default(), &bytes).await;
        assert!(text.starts_with(&format!("HTTP/1.1 {}\r\n", refusal.status())), "{shown:?}: {text}");
        assert!(text.ends_with(&format!("{refusal} ({})\n", refusal.cite())), "{shown:?}: {text}");
        assert!(
            text.contains("\r\nConnection: close\r\n") && text.matches("HTTP/1.1 ").count() <= 2,
            "{shown:?}: {text}"
        );
        assert!(seen.is_empty(), "{shown:?} was seen by the handler: {seen:?}");
    }
}

#[tokio::test]
async fn a_refusal_does_not_depend_on_how_the_bytes_are_cut() {
    for (refusal, bytes) in refusals().into_iter().filter(|(_, bytes)| bytes.len() < 300) {
        let (client, server) = tokio::io::duplex(1);
        let handler = |request: Request| async move {
            let _ = request.into_body().collect().await;
            answer("taken")
        };
        tokio::spawn(async move { door::serve(server, Peer::default(), Arc::new(Limits::default()), handler).await });
        let (mut read, mut write) = tokio::io::split(client);
        tokio::spawn(async move {
            let _ = write.write_all(&bytes).await;
            std::future::pending::<()>().await;
        });
        let mut text = String::new();
        read.read_to_string(&mut text).await.unwrap();
        assert!(text.starts_with(&format!("HTTP/1.1 {}", refusal.status().as_u16())), "{refusal:?}: {text}");
    }
}

#[test]
fn every_refusal_is_tried() {
    use Refusal::*;
    let all = [
        BareLf,
        BareCr,
        ControlByte(0),
        NotAscii(0),
        Tls,
        Http2Preface,
        RequestLine,
        Method(0),
        Connect,
        TargetCharacter(0),
        TargetPercent,
        TargetForm,
        TargetTooLong(0),
        Http09,
        VersionSyntax,
        Version,
        ObsFold,
        NoColon,
        SpaceBeforeColon,
        FieldName(0),
        HeadTooLarge(0),
        TooManyHeaders(0),
        NoHost,
        TwoHosts,
        HostSyntax,
        HostMismatch,
        LengthAndEncoding,
        TwoLengths,
        LengthSyntax,
        LengthOverflow,
        TransferEncoding,
        TransferEncodingInHttp10,
        Expectation,
        BodyTooLarge(0),
        ChunkSize,
        ChunkExtension,
        ChunkEnd,
        Trailers,
    ];
    // A new refusal stops this from compiling until it is listed here, and above if bytes alone bring it about.
    let by_bytes = |refusal: &Refusal| match refusal {
        Syntax => false, // nothing is known that gets so far
        HeadCutShort | BodyCutShort | HeadTimeout | BodyTimeout | Evicted | Full => false, // tests of their own
        BareLf | BareCr | ControlByte(_) | NotAscii(_) | Tls | Http2Preface | RequestLine | Method(_) | Connect => true,
        TargetCharacter(_) | TargetPercent | TargetForm | TargetTooLong(_) | Http09 | VersionSyntax | Version => true,
        ObsFold | NoColon | SpaceBeforeColon | FieldName(_) | HeadTooLarge(_) | TooManyHeaders(_) => true,
        NoHost | TwoHosts | HostSyntax | HostMismatch | LengthAndEncoding | TwoLengths | LengthSyntax => true,
        LengthOverflow | TransferEncoding | TransferEncodingInHttp10 | Expectation | BodyTooLarge(_) => true,
        ChunkSize | ChunkExtension | ChunkEnd | Trailers => true,
    };
    let kind = std::mem::discriminant::<Refusal>;
    for refusal in &all {
        assert!(by_bytes(refusal) && refusals().iter().any(|(tried, _)| kind(tried) == kind(refusal)), "{refusal:?}");
    }
}

/// Pairs of requests that some parsers read as two and others as one. Mallory's must never be taken for a request.
#[tokio::test]
async fn nothing_is_smuggled() {
    let evil = "GET /smuggled HTTP/1.1\r\nHost: bob\r\n\r\n";
    let post =
        |headers: &str, body: &str| format!("POST /first HTTP/1.1\r\nHost: bob\r\n{headers}\r\n\r\n{body}{evil}");
    let length = evil.len();
    let cases = [
        post(&format!("Content-Length: {}\r\nTransfer-Encoding: chunked", length + 5), "0\r\n\r\n"), // CL.TE
        post("Transfer-Encoding: chunked\r\nContent-Length: 4", &format!("{length:x}\r\n")),         // TE.CL
        post("Transfer-Encoding: chunked\r\nTransfer-Encoding: x", "0\r\n\r\n"),                     // TE.TE
        post("Transfer-Encoding: chunked\r\nTransfer-encoding: identity", "0\r\n\r\n"),
        post("Transfer-Encoding : chunked", "0\r\n\r\n"),
        post("Transfer-Encoding:\x0bchunked", "0\r\n\r\n"),
        post("X: y\r\n Transfer-Encoding: chunked", "0\r\n\r\n"),
        post("Transfer-Encoding:\r\n chunked", "0\r\n\r\n"),
        post("X: y\nTransfer-Encoding: chunked", "0\r\n\r\n"),
        post("X: y\rTransfer-Encoding: chunked", "0\r\n\r\n"),
        post(&format!("Content-Length: 0\r\nContent-Length: {length}"), ""),
        post(&format!("Content-Length: 0, {length}"), ""),
        post("Content-Length: -1", ""),
        post("Content-Length: +0", ""),
        post("Content-Length: 0x0", ""),
        post("Content-Length: 0\0", ""),
        post("Content-Length: 1099511627776", ""),
        post("Transfer-Encoding: chunked", "0;\n\r\n\r\n"),
        post("Transfer-Encoding: chunked", "1\r\nZ0\r\n\r\n"),
        post("Transfer-Encoding: chunked", "0\r\n\n"),
        post("Transfer-Encoding: chunked", "-0\r\n\r\n"),
        format!("GET /first HTTP/1.1\nHost: bob\n\n{evil}"),
        format!("GET /first HTTP/0.9\r\n\r\n{evil}"),
        format!("CONNECT bob:80 HTTP/1.1\r\nHost: bob:80\r\n\r\n{evil}"),
    ];
    for bytes in cases {
        let (text, seen) = send(Limits::default(), bytes.as_bytes()).await;
        assert!(seen.is_empty(), "{bytes:?}: {seen:?}");
        assert!(text.starts_with("HTTP/1.1 4") || text.starts_with("HTTP/1.1 50"), "{bytes:?}: {text}");
        assert_eq!(text.matches("HTTP/1.1 ").count(), 1 + text.matches("HTTP/1.1 and").count(), "{bytes:?}: {text}");
    }
    // Where the rules leave no doubt, what follows is a request of its own, and whoever upgrades is not followed.
    for header in ["Content_Length: 50", "Upgrade: h2c\r\nConnection: upgrade", "X-Transfer-Encoding: chunked"] {
        let (_, seen) = send(Limits::default(), format!("{}{LAST_GET}", post(header, "")).as_bytes()).await;
        assert_eq!(seen, ["POST /first []", "GET /smuggled []", "GET / []"], "{header}");
    }
}

fn bob(app: &tiny_http::Server) {
    for mut request in app.incoming_requests() {
        let mut body = Vec::new();
        let _ = request.as_reader().read_to_end(&mut body);
        let _ = request.respond(tiny_http::Response::from_string(format!("fluffy tail {}", body.len())));
    }
}

/// Asserts that an honest client is served, and soon.
fn assert_served(addr: SocketAddr, when: &str) {
    let start = Instant::now();
    let text = honest(addr);
    assert!(text.starts_with("HTTP/1.1 200 OK\r\n") && text.ends_with("fluffy tail 0"), "{when}: {text}");
    assert!(start.elapsed() < Duration::from_secs(1), "{when}: after {:?}", start.elapsed());
}

/// So many clients, each of which sends `bytes` and then nothing more.
fn slow_clients(addr: SocketAddr, count: usize, bytes: &str) -> Vec<TcpStream> {
    let client = || {
        let mut stream = connect(addr);
        // One that was sent away already cannot send any more.
        let _ = stream.write_all(bytes.as_bytes());
        stream
    };
    (0..count).map(|_| client()).collect()
}

#[test]
fn what_is_too_large_is_refused_and_told_although_more_is_sent() {
    let door = Door::open(LOOPBACK.into(), Limits::default(), bob).unwrap();
    let head = |headers: &str| format!("POST / HTTP/1.1\r\nHost: bob\r\n{headers}\r\n\r\n");
    let cases = [
        (head(&format!("X: {}", "a".repeat(1 << 20))), "431 "),
        (head(&"X: y\r\n".repeat(1000)), "431 "),
        (format!("GET /{} HTTP/1.1\r\nHost: bob\r\n\r\n", "a".repeat(1 << 20)), "414 "),
        (head("Content-Length: 1099511627776") + &"x".repeat(1 << 20), "413 "),
        (head("Transfer-Encoding: chunked") + &format!("10000\r\n{}\r\n", "x".repeat(65536)).repeat(32), "413 "),
    ];
    for (bytes, status) in cases {
        let mut stream = connect(door.addr());
        // The door stops reading some time; what counts is that its answer arrives.
        let _ = stream.write_all(bytes.as_bytes());
        let mut text = String::new();
        let _ = stream.read_to_string(&mut text);
        assert!(text.starts_with(&format!("HTTP/1.1 {status}")), "{status}: {text}");
    }
    assert_served(door.addr(), "afterwards");
}

#[test]
fn bodies_pass_whole() {
    let door = Door::open(LOOPBACK.into(), Limits::default(), bob).unwrap();
    for length in [0, 1, 1024, 1025, 40_000, 1 << 20] {
        let body = "x".repeat(length);
        let head = "POST / HTTP/1.1\r\nHost: bob\r\nConnection: close\r\n";
        let text = exchange(door.addr(), format!("{head}Content-Length: {length}\r\n\r\n{body}").as_bytes());
        assert!(text.ends_with(&format!("\r\n\r\nfluffy tail {length}")), "{length}: {text}");
    }
}

#[test]
fn two_hundred_slow_heads_do_not_keep_an_honest_client_out() {
    let limits = Limits { connections: 16, ..Limits::default() };
    let door = Door::open(LOOPBACK.into(), limits, bob).unwrap();
    let slow = slow_clients(door.addr(), 200, "GET / HTTP/1.1\r\nHost: bo");
    assert_served(door.addr(), "amid slow heads");
    let idle = slow_clients(door.addr(), 200, "");
    assert_served(door.addr(), "amid idle connections");
    drop((slow, idle));
    assert_served(door.addr(), "afterwards");
}

#[test]
fn slow_bodies_do_not_keep_an_honest_client_out() {
    let limits = Limits { connections: 16, ..Limits::default() };
    let door = Door::open(LOOPBACK.into(), limits, bob).unwrap();
    let slow = slow_clients(door.addr(), 200, "POST / HTTP/1.1\r\nHost: bob\r\nContent-Length: 100\r\n\r\nabc");
    assert_served(door.addr(), "amid slow bodies");
    drop(slow);
    assert_served(door.addr(), "afterwards");
}

#[test]
fn the_one_that_waited_longest_goes_and_is_told() {
    let limits = Limits { connections: 2, ..Limits::default() };
    let door = Door::open(LOOPBACK.into(), limits, bob).unwrap();
    let mut slow = slow_clients(door.addr(), 1, "GET / HT");
    std::thread::sleep(Duration::from_millis(100));
    let mut later = slow_clients(door.addr(), 1, "GET / HT");
    assert_served(door.addr(), "in the place of the first");
    let mut text = String::new();
    slow.remove(0).read_to_string(&mut text).unwrap();
    assert!(text.starts_with("HTTP/1.1 408 ") && text.contains(&Refusal::Evicted.to_string()), "{text}");
    let mut second = later.remove(0);
    second.write_all(b"TP/1.1\r\nHost: bob\r\nConnection: close\r\n\r\n").unwrap();
    let mut text = String::new();
    second.read_to_string(&mut text).unwrap();
    assert!(text.starts_with("HTTP/1.1 200 "), "the second may stay: {text}");
}

#[test]
fn who_is_being_served_stays_and_newcomers_are_told_at_once() {
    let limits = Limits { connections: 2, ..Limits::default() };
    let door = Door::open(LOOPBACK.into(), limits, |app| {
        let requests: Vec<_> = app.incoming_requests().take(2).collect();
        std::thread::sleep(Duration::from_secs(1));
        for request in requests {
            let _ = request.respond(tiny_http::Response::from_string("fluffy tail 0"));
        }
        bob(app);
    })
    .unwrap();
    let addr = door.addr();
    let served: Vec<_> = (0..2).map(|_| std::thread::spawn(move || honest(addr))).collect();
    std::thread::sleep(Duration::from_millis(200));
    let start = Instant::now();
    let text = honest(addr);
    assert!(text.starts_with("HTTP/1.1 503 ") && text.contains(&Refusal::Full.to_string()), "{text}");
    assert!(start.elapsed() < Duration::from_millis(500), "{:?}", start.elapsed());
    for client in served {
        assert!(client.join().unwrap().ends_with("fluffy tail 0"));
    }
    assert_served(addr, "afterwards");
}

#[test]
fn a_slow_reader_does_not_stall_others() {
    let limits = Limits { write_time: Duration::from_secs(60), ..Limits::default() };
    let door = Door::open(LOOPBACK.into(), limits, |app| {
        std::thread::scope(|scope| {
            for request in app.incoming_requests() {
                if request.url() == "/" {
                    let _ = request.respond(tiny_http::Response::from_string("fluffy tail 0"));
                } else {
                    // Far more than all buffers on the way hold.
                    let long =
                        tiny_http::Response::new(200.into(), vec![], std::io::repeat(b'x').take(1 << 26), None, None);
                    scope.spawn(|| request.respond(long));
                }
            }
        });
    })
    .unwrap();
    let slow = slow_clients(door.addr(), 8, "GET /long HTTP/1.1\r\nHost: bob\r\n\r\n");
    std::thread::sleep(Duration::from_millis(200));
    assert_served(door.addr(), "amid slow readers");
    drop(slow);
    let start = Instant::now();
    door.close();
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
}

#[test]
fn clients_that_leave_do_not_use_up_the_app() {
    let limits = Limits { connections: 8, ..Limits::default() };
    let door = Door::open(LOOPBACK.into(), limits, |app| {
        std::thread::sleep(Duration::from_millis(300));
        bob(app);
    })
    .unwrap();
    for _ in 0..40 {
        drop(slow_clients(door.addr(), 1, "GET / HTTP/1.1\r\nHost: bob\r\n\r\n"));
    }
    std::thread::sleep(Duration::from_millis(1500));
    assert_served(door.addr(), "afterwards");
}

#[tokio::test]
async fn limits_are_exact() {
    let limits = Limits { head_bytes: 300, headers: 4, body_bytes: 10, ..Limits::default() };
    let head =
        |more: usize| format!("GET / HTTP/1.1\r\nHost: bob\r\nConnection: close\r\nX: {}\r\n\r\n", "a".repeat(more));
    let fill = 300 - head(0).len();
    let post = |headers: &str, body: &str| {
        format!("POST / HTTP/1.1\r\nHost: bob\r\nConnection: close\r\n{headers}\r\n\r\n{body}")
    };
    let chunked = "Transfer-Encoding: chunked";
    let cases = [
        (head(fill), "200 "),
        (head(fill + 1), "431 "),
        (post("X: 3\r\nX: 4", ""), "200 "),
        (post("X: 3\r\nX: 4\r\nX: 5", ""), "431 "),
        (post("Content-Length: 10", "0123456789"), "200 "),
        (post("Content-Length: 11", "0123456789a"), "413 "),
        (post(chunked, "4\r\n0123\r\n6\r\n456789\r\n0\r\nA: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\n\r\n"), "200 "),
        (post(chunked, "4\r\n0123\r\n7\r\n456789a\r\n0\r\n\r\n"), "413 "),
    ];
    for (bytes, status) in cases {
        let (text, _) = send(limits.clone(), bytes.as_bytes()).await;
        assert!(text.starts_with(&format!("HTTP/1.1 {status}")), "{bytes:?}: {text}");
    }
}

/// Servers in processes of their own, which may have 64 descriptors.
#[cfg(unix)]
mod few_descriptors {
    use std::io::{BufRead, BufReader};
    use std::process::{Child, ChildStdout, Command, Stdio};

    use super::*;

    /// Not a test by itself: the process of the tests below. It says where it listens, and what it took.
    #[test]
    fn server() {
        let Some(until) = std::env::var_os("WIREWALK_ABUSED") else { return };
        std::thread::spawn(|| {
            // One of them is the listing's own. If there is none left for it, they are all taken.
            let count = || std::fs::read_dir("/proc/self/fd").map_or(64, |list| list.count().saturating_sub(1));
            let mut most = 0;
            loop {
                let now = count();
                if now > most {
                    most = now;
                    println!("\nDESCRIPTORS {most}");
                }
                std::thread::sleep(Duration::from_millis(2));
            }
        });
        let door = Door::open(LOOPBACK.into(), Limits::default(), bob).unwrap();
        println!("\nADDR {}", door.addr());
        if until == "ctrl-c" {
            door.run_until_ctrl_c(|_| Ok(())).unwrap();
        } else {
            std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
            door.close();
        }
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        println!("\nPEAK {}", peak.map_or("0", |kb| kb.trim().trim_end_matches(" kB")));
    }

    struct Server {
        child: Child,
        lines: BufReader<ChildStdout>,
        descriptors: usize,
    }

    impl Server {
        fn start(until: &str) -> Server {
            let mut child = Command::new("sh")
                .args(["-c", "ulimit -n 64; exec \"$0\" --exact abuse::few_descriptors::server --nocapture"])
                .arg(std::env::current_exe().unwrap())
                .env("WIREWALK_ABUSED", until)
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()
                .unwrap();
            let lines = BufReader::new(child.stdout.take().unwrap());
            Server { child, lines, descriptors: 0 }
        }

        /// What it says after a word.
        fn says(&mut self, word: &str) -> String {
            for line in self.lines.by_ref().lines().map_while(Result::ok) {
                if let Some(number) = line.strip_prefix("DESCRIPTORS ") {
                    self.descriptors = number.parse().unwrap();
                }
                if let Some(rest) = line.strip_prefix(word) {
                    return rest.to_owned();
                }
            }
            panic!("the server ended without saying {word}");
        }
    }

    impl Drop for Server {
        fn drop(&mut self) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }

    #[test]
    fn door_and_app_serve_on_amid_many_clients_in_little_memory() {
        let mut server = Server::start("end of input");
        let addr: SocketAddr = server.says("ADDR ").parse().unwrap();
        assert_served(addr, "before");
        let heads = slow_clients(addr, 200, "GET / HTTP/1.1\r\nHost: bo");
        assert_served(addr, "amid slow heads");
        let bodies = slow_clients(addr, 200, "POST / HTTP/1.1\r\nHost: bob\r\nContent-Length: 100\r\n\r\nabc");
        std::thread::sleep(Duration::from_millis(1200));
        assert_served(addr, "amid slow bodies");
        for _ in 0..50 {
            drop(slow_clients(addr, 4, &format!("GET /{} HTTP/1.1\r\n", "a".repeat(1 << 20))));
        }
        let crowd: Vec<_> = (0..200).map(|_| std::thread::spawn(move || honest(addr))).collect();
        let served =
            crowd.into_iter().filter_map(|client| client.join().ok()).filter(|text| text.contains(" 200 OK")).count();
        assert!(served > 20, "of a crowd of 200 only {served} were served");
        drop((heads, bodies));
        assert_served(addr, "afterwards");
        drop(server.child.stdin.take());
        let peak: u64 = server.says("PEAK ").parse().unwrap();
        println!("{served} of 200 at once were served; at most {} descriptors and {peak} KiB", server.descriptors);
        assert!(peak < 64 * 1024, "peak memory of {peak} KiB");
        assert!(server.descriptors < 64, "all descriptors were taken");
        assert!(server.child.wait().unwrap().success());
    }

    #[test]
    fn ctrl_c_closes_cleanly() {
        let mut server = Server::start("ctrl-c");
        let addr: SocketAddr = server.says("ADDR ").parse().unwrap();
        assert_served(addr, "before");
        std::thread::sleep(Duration::from_millis(100));
        let kill = Command::new("sh").args(["-c", &format!("kill -INT {}", server.child.id())]).status().unwrap();
        assert!(kill.success());
        server.says("PEAK ");
        assert!(server.child.wait().unwrap().success());
    }
}
