//! The door, over streams in memory and in front of real apps.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::pin::Pin;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::Frame;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use wirewalk::door::{Backend, BodyError, Door, Forward, Limits, Peer, Refusal, Request, Response};
use wirewalk_testing::raw::{self, LAST_GET, LOOPBACK, answer, exchange, honest, send, serve};

const GET: &str = "GET / HTTP/1.1\r\nHost: bob\r\n\r\n";

fn quick() -> Limits {
    let short = Duration::from_millis(150);
    Limits {
        head_time: short,
        idle_time: short,
        body_time: short,
        write_time: short,
        app_time: short,
        ..Limits::default()
    }
}

/// An app of bytes: it answers one request with `answer` and hands out what it read, up to an end that it waits for.
fn raw_app(end: &'static str, answer: &'static str) -> (SocketAddr, Receiver<String>) {
    let listener = TcpListener::bind(SocketAddr::from(LOOPBACK)).unwrap();
    let addr = listener.local_addr().unwrap();
    let (tell, told) = channel();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut read = Vec::new();
        let mut byte = [0];
        while !read.ends_with(end.as_bytes()) && stream.read(&mut byte).unwrap() > 0 {
            read.push(byte[0]);
        }
        tell.send(String::from_utf8(read).unwrap()).unwrap();
        stream.write_all(answer.as_bytes()).unwrap();
    });
    (addr, told)
}

/// Sends bytes through the door to an app of bytes; returns the client's answer and what the app read.
async fn through(bytes: &str, end: &'static str, reply: &'static str) -> (String, String) {
    let (addr, told) = raw_app(end, reply);
    let forward = Forward::new(Backend::Tcp(addr), 8, Duration::from_secs(5));
    let mut client = serve(Limits::default(), move |request| {
        let forward = forward.clone();
        async move { forward.forward(request).await }
    });
    client.write_all(bytes.as_bytes()).await.unwrap();
    let mut text = String::new();
    client.read_to_string(&mut text).await.unwrap();
    (text, told.recv().unwrap())
}

fn bob(app: &tiny_http::Server) {
    for request in app.incoming_requests() {
        match request.url() {
            "/panic" => panic!("bob fell"),
            "/slow" => std::thread::sleep(Duration::from_millis(300)),
            _ => {}
        }
        let _ = request.respond(tiny_http::Response::from_string("fluffy tail"));
    }
}

fn open(app: impl FnOnce(&tiny_http::Server) + Send + 'static) -> Door {
    Door::open(LOOPBACK.into(), Limits::default(), app).unwrap()
}

#[tokio::test]
async fn a_handler_sees_who_the_peer_is() {
    let mut client = serve(Limits::default(), |request: Request| async move {
        let peer = request.extensions().get::<Peer>().and_then(|peer| peer.identity.clone());
        answer(peer.map_or_else(String::new, |identity| identity.subject))
    });
    client.write_all(LAST_GET.as_bytes()).await.unwrap();
    let mut text = String::new();
    client.read_to_string(&mut text).await.unwrap();
    assert!(text.starts_with("HTTP/1.1 200 OK\r\n") && text.ends_with("\r\n\r\nCN=alice"), "{text}");
}

#[tokio::test]
async fn what_is_unambiguous_is_accepted() {
    let cases = [
        ("GET /a?b=c&d=%20 HTTP/1.1\r\nHost: bob\r\n", "", "GET /a?b=c&d=%20 []"),
        ("GET http://BOB:5985/a HTTP/1.1\r\nHost: bob:5985\r\n", "", "GET /a []"),
        ("GET http://bob?a HTTP/1.1\r\nHost: bob\r\n", "", "GET /?a []"),
        ("GET //mallory/x HTTP/1.1\r\nHost: bob\r\n", "", "GET //mallory/x []"),
        ("OPTIONS * HTTP/1.1\r\nHost: [::1]:5985\r\n", "", "OPTIONS * []"),
        ("BREW /pot HTTP/1.0\r\nHost: bob\r\nX:\r\n", "", "BREW /pot []"),
        ("\r\nGET / HTTP/1.1\r\nHost: bob\r\n", "", "GET / []"),
        ("POST / HTTP/1.1\r\nHost: bob\r\nContent-Length: 5\r\n", "01234", "POST / [01234]"),
        ("POST / HTTP/1.1\r\nHost: bob\r\ncontent-length:\t0005 \r\n", "01234", "POST / [01234]"),
        ("POST / HTTP/1.1\r\nHost: bob\r\nTransfer-Encoding: CHUNKED\r\n", "0\r\n\r\n", "POST / []"),
        (
            "POST / HTTP/1.1\r\nHost: bob\r\nTransfer-Encoding: chunked\r\n",
            "5;a=\"b\"\r\n01234\r\n0A\r\n0123456789\r\n0\r\nHost: mallory\r\n\r\n",
            "POST / [012340123456789]",
        ),
    ];
    for (head, body, expected) in cases {
        let (text, seen) = send(Limits::default(), format!("{head}Connection: close\r\n\r\n{body}").as_bytes()).await;
        assert_eq!(seen, [expected], "{head:?}: {text}");
        assert!(text.contains(" 200 OK\r\n"), "{text}");
    }
}

#[tokio::test]
async fn pipelined_requests_are_answered_in_order_and_a_refusal_comes_last() {
    let post = "POST /b HTTP/1.1\r\nHost: bob\r\nContent-Length: 3\r\n\r\nabc";
    let chunked = "POST /c HTTP/1.1\r\nHost: bob\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n";
    let bytes = format!("{GET}{post}{chunked}\r\n{GET}GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n{LAST_GET}");
    let (text, seen) = send(Limits::default(), bytes.as_bytes()).await;
    assert_eq!(seen, ["GET / []", "POST /b [abc]", "POST /c [a]", "GET / []"]);
    assert_eq!(text.matches("HTTP/1.1 200 OK").count(), 4);
    let last = text.rfind("HTTP/1.1 ").and_then(|at| text.get(at..)).unwrap();
    assert!(last.starts_with("HTTP/1.1 400 ") && last.contains(&Refusal::TwoHosts.to_string()), "{text}");
}

#[tokio::test]
async fn a_refused_head_request_gets_no_body() {
    let (text, _) = send(Limits::default(), b"HEAD / HTTP/1.1\r\n\r\n").await;
    assert!(text.starts_with("HTTP/1.1 400 ") && text.ends_with("\r\n\r\n"), "{text}");
}

#[tokio::test]
async fn the_app_gets_a_request_that_was_rebuilt() {
    let request = "POST http://bob:5985/a?b HTTP/1.1\r\nHost: bob:5985\r\nuser-agent: curl\r\nX-a: 1\r\nx-A: 2\r\n\
        Connection: close, x-hop\r\nX-Hop: 1\r\nKeep-Alive: 5\r\nProxy-Authorization: x\r\nTE: trailers\r\nTrailer: X\r\n\
        Upgrade: h2c\r\nHTTP2-Settings: AA\r\nX_SSL_Client_CN: mallory\r\nX.Y: z\r\nExpect: 100-continue\r\n\
        Transfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nX: trailer\r\n\r\n";
    let (text, read) = through(request, "abcde", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok").await;
    let (head, body) = read.split_once("\r\n\r\n").unwrap();
    let mut lines: Vec<&str> = head.split("\r\n").collect();
    assert_eq!(lines.remove(0), "POST /a?b HTTP/1.1");
    assert_eq!(lines.first(), Some(&"Host: bob:5985"));
    lines.sort_unstable();
    let expected = ["Connection: close", "Content-Length: 5", "Host: bob:5985", "User-Agent: curl", "X-A: 1", "X-A: 2"];
    assert_eq!((lines, body), (expected.to_vec(), "abcde"));
    assert!(text.ends_with("\r\n\r\nok"), "{text}");
}

#[tokio::test]
async fn a_long_body_streams_to_the_app_in_one_framing() {
    let long = "x".repeat(200_000);
    let chunked = format!(
        "POST / HTTP/1.1\r\nHost: bob\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{long}\r\n0\r\n\r\n",
        long.len()
    );
    let (_, read) = through(&chunked, "\r\n0\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n").await;
    assert!(read.contains("\r\nTransfer-Encoding: chunked\r\n") && !read.contains("Content-Length"));
    assert_eq!(read.matches('x').count(), long.len());
    let sized = format!("POST / HTTP/1.1\r\nHost: bob\r\nConnection: close\r\nContent-Length: 200001\r\n\r\n{long}y");
    let (_, read) = through(&sized, "y", "HTTP/1.1 204 No Content\r\n\r\n").await;
    assert!(read.contains("\r\nContent-Length: 200001\r\n") && !read.contains("Transfer-Encoding"));
    assert!(read.ends_with(&format!("\r\n\r\n{long}y")));
}

#[tokio::test]
async fn the_client_gets_an_answer_that_was_rebuilt() {
    let reply = "HTTP/1.1 200 OK\r\ndate: Thu, 01 Jan 1970 00:00:00 GMT\r\nDate: Fri, 02 Jan 1970 00:00:00 GMT\r\n\
        server: a\r\nServer: b\r\nconnection: x-hop, close\r\nx-hop: 1\r\nKeep-Alive: 5\r\nset-cookie: a\r\nset-cookie: b\r\n\
        x_y: z\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX: trailer\r\n\r\n";
    let (text, _) = through(LAST_GET, "\r\n\r\n", reply).await;
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let mut lines: Vec<&str> = head.split("\r\n").skip(1).collect();
    lines.sort_unstable();
    let expected = [
        "Connection: close",
        "Date: Thu, 01 Jan 1970 00:00:00 GMT",
        "Server: a",
        "Set-Cookie: a",
        "Set-Cookie: b",
        "Transfer-Encoding: chunked",
    ];
    assert_eq!((lines, body), (expected.to_vec(), "2\r\nok\r\n0\r\n\r\n"));
}

#[tokio::test]
async fn an_app_that_answers_nonsense_is_a_bad_gateway() {
    for reply in
        ["", "fluffy tail\r\n\r\n", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"]
    {
        let (text, _) = through(LAST_GET, "\r\n\r\n", reply).await;
        assert!(text.starts_with("HTTP/1.1 502 "), "{reply:?}: {text}");
    }
}

/// A body that comes frame by frame out of a channel.
struct Frames(tokio::sync::mpsc::Receiver<&'static str>);

impl hyper::body::Body for Frames {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        self.0.poll_recv(cx).map(|text| text.map(|text| Ok(Frame::data(Bytes::from(text)))))
    }
}

/// Reads until the text ends with something.
async fn read_until(client: &mut tokio::io::DuplexStream, text: &mut String, end: &str) {
    while !text.ends_with(end) {
        let mut bytes = [0; 1000];
        let count = client.read(&mut bytes).await.unwrap();
        assert!(count > 0, "{text}");
        text.push_str(std::str::from_utf8(bytes.get(..count).unwrap()).unwrap());
    }
}

#[tokio::test]
async fn a_download_streams() {
    let (more, frames) = tokio::sync::mpsc::channel(1);
    let frames = Mutex::new(Some(frames));
    let mut client = serve(Limits::default(), move |_| {
        let frames = frames.lock().unwrap().take().unwrap();
        async move { Response::new(Frames(frames).boxed_unsync()) }
    });
    client.write_all(LAST_GET.as_bytes()).await.unwrap();
    let mut text = String::new();
    for part in ["first", "second"] {
        more.send(part).await.unwrap();
        read_until(&mut client, &mut text, &format!("{part}\r\n")).await;
    }
    drop(more);
    client.read_to_string(&mut text).await.unwrap();
    assert!(text.ends_with("\r\n5\r\nfirst\r\n6\r\nsecond\r\n0\r\n\r\n"), "{text}");
}

#[tokio::test]
async fn an_upload_streams_and_is_asked_for() {
    let (tell, mut told) = tokio::sync::mpsc::channel(8);
    let mut client = serve(Limits::default(), move |request: Request| {
        let tell = tell.clone();
        async move {
            let mut body = request.into_body();
            while let Some(frame) = body.frame().await {
                let _ = tell.send(frame.unwrap().into_data().unwrap()).await;
            }
            answer("thanks")
        }
    });
    let head = "POST / HTTP/1.1\r\nHost: bob\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n";
    client.write_all(head.as_bytes()).await.unwrap();
    let mut text = String::new();
    read_until(&mut client, &mut text, "HTTP/1.1 100 Continue\r\n\r\n").await;
    for part in ["ab", "cd"] {
        client.write_all(part.as_bytes()).await.unwrap();
        assert_eq!(told.recv().await.unwrap(), part);
    }
    client.read_to_string(&mut text).await.unwrap();
    assert!(text.ends_with("\r\n\r\nthanks"), "{text}");
}

#[tokio::test]
async fn head_tells_the_length_without_a_body() {
    let reply = "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n";
    let head = "HEAD / HTTP/1.1\r\nHost: bob\r\nConnection: close\r\n\r\n";
    let (text, read) = through(head, "\r\n\r\n", reply).await;
    assert!(read.starts_with("HEAD / HTTP/1.1\r\n"), "{read}");
    assert!(text.contains("\r\nContent-Length: 11\r\n") && text.ends_with("\r\n\r\n"), "{text}");
}

#[tokio::test]
async fn an_answer_before_the_body_was_read_ends_the_connection() {
    let mut client = serve(Limits::default(), |_| async { answer("enough") });
    client.write_all(b"POST / HTTP/1.1\r\nHost: bob\r\nContent-Length: 500000\r\n\r\nabc").await.unwrap();
    let mut text = String::new();
    client.read_to_string(&mut text).await.unwrap();
    assert!(text.contains("\r\nConnection: close\r\n") && text.ends_with("enough"), "{text}");
}

#[tokio::test]
async fn a_body_that_was_read_leaves_the_connection_open() {
    let post = "POST / HTTP/1.1\r\nHost: bob\r\nContent-Length: 3\r\n\r\nabc";
    let (text, seen) = send(Limits::default(), format!("{post}{post}{LAST_GET}").as_bytes()).await;
    assert_eq!(seen.len(), 3);
    assert_eq!(text.matches("Connection: close").count(), 1, "{text}");
}

#[tokio::test]
async fn a_client_that_closed_its_side_still_gets_its_answer() {
    let mut client = serve(Limits::default(), |_| async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        answer("late")
    });
    client.write_all(format!("{GET}{GET}").as_bytes()).await.unwrap();
    client.shutdown().await.unwrap();
    let mut text = String::new();
    client.read_to_string(&mut text).await.unwrap();
    assert_eq!(text.matches("late").count(), 2, "{text}");
}

#[tokio::test]
async fn a_message_cut_short_is_refused() {
    let head = "POST / HTTP/1.1\r\nHost: bob\r\n";
    let cases = [
        (String::from("GET / HT"), Refusal::HeadCutShort),
        (head.to_owned(), Refusal::HeadCutShort),
        (format!("{head}Content-Length: 5\r\n\r\nabc"), Refusal::BodyCutShort),
        (format!("{head}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n"), Refusal::BodyCutShort),
    ];
    for (bytes, refusal) in cases {
        let mut client = serve(Limits::default(), |request: Request| async move {
            let _ = request.into_body().collect().await;
            answer("taken")
        });
        client.write_all(bytes.as_bytes()).await.unwrap();
        client.shutdown().await.unwrap();
        let mut text = String::new();
        client.read_to_string(&mut text).await.unwrap();
        assert!(text.contains(&refusal.to_string()) && !text.contains("taken"), "{bytes:?}: {text}");
    }
}

#[tokio::test]
async fn a_request_is_dropped_when_its_client_goes() {
    struct Bell(tokio::sync::mpsc::Sender<()>);
    impl Drop for Bell {
        fn drop(&mut self) {
            self.0.try_send(()).unwrap();
        }
    }
    let (ring, mut rung) = tokio::sync::mpsc::channel(1);
    let (begun, mut begins) = tokio::sync::mpsc::channel(1);
    let mut client = serve(Limits::default(), move |_| {
        let (bell, begun) = (Bell(ring.clone()), begun.clone());
        async move {
            begun.send(()).await.unwrap();
            std::future::pending::<()>().await;
            drop(bell);
            answer("never")
        }
    });
    client.write_all(GET.as_bytes()).await.unwrap();
    begins.recv().await.unwrap();
    drop(client);
    tokio::time::timeout(Duration::from_secs(5), rung.recv()).await.expect("the handler is dropped");
}

#[tokio::test]
async fn who_takes_too_long_is_told_so() {
    let post = "POST / HTTP/1.1\r\nHost: bob\r\nContent-Length: 5\r\n\r\nabc";
    let cases = [("", ""), ("GET / HT", "HTTP/1.1 408 "), (GET, "HTTP/1.1 200 "), (post, "HTTP/1.1 408 ")];
    for (bytes, expected) in cases {
        let start = Instant::now();
        let (text, _) = send(quick(), bytes.as_bytes()).await;
        assert!(text.starts_with(expected) && text.is_empty() == expected.is_empty(), "{bytes:?}: {text}");
        assert!(start.elapsed() >= quick().head_time && start.elapsed() < Duration::from_secs(3), "{bytes:?}");
    }
}

#[tokio::test]
async fn a_head_that_drips_is_timed_as_a_whole() {
    let limits = Limits { idle_time: Duration::from_secs(60), ..quick() };
    let mut client = serve(limits, |_| async { answer("ok") });
    client.write_all(GET.as_bytes()).await.unwrap();
    let mut text = String::new();
    read_until(&mut client, &mut text, "ok").await;
    let start = Instant::now();
    // The second head on the connection: its time begins with its first byte and is not renewed by the next ones.
    while start.elapsed() < Duration::from_secs(5) && client.write_all(b"G").await.is_ok() && !text.contains(" 408 ") {
        let mut bytes = [0; 1000];
        if let Ok(Ok(count)) = tokio::time::timeout(Duration::from_millis(30), client.read(&mut bytes)).await {
            text.push_str(std::str::from_utf8(bytes.get(..count).unwrap()).unwrap());
        }
    }
    assert!(text.contains("HTTP/1.1 408 ") && start.elapsed() < Duration::from_secs(2), "{:?} {text}", start.elapsed());
}

#[tokio::test]
async fn a_body_may_be_slow_as_long_as_it_goes_on() {
    let mut client = serve(quick(), |request: Request| async move {
        let body = request.into_body().collect().await.unwrap().to_bytes();
        answer(String::from_utf8_lossy(&body).into_owned())
    });
    let head = "POST / HTTP/1.1\r\nHost: bob\r\nConnection: close\r\nContent-Length: 8\r\n\r\n";
    client.write_all(head.as_bytes()).await.unwrap();
    for byte in b"slowness" {
        tokio::time::sleep(quick().body_time / 3).await;
        client.write_all(&[*byte]).await.unwrap();
    }
    let mut text = String::new();
    client.read_to_string(&mut text).await.unwrap();
    assert!(text.ends_with("slowness"), "{text}");
}

#[tokio::test]
async fn who_reads_nothing_of_an_answer_is_cut_off() {
    let (more, frames) = tokio::sync::mpsc::channel(1);
    let frames = Mutex::new(Some(frames));
    let mut client = serve(quick(), move |_| {
        let frames = frames.lock().unwrap().take().unwrap();
        async move { Response::new(Frames(frames).boxed_unsync()) }
    });
    client.write_all(LAST_GET.as_bytes()).await.unwrap();
    let long: &'static str = "x".repeat(10_000).leak();
    let cut_off = async { while more.send(long).await.is_ok() {} };
    tokio::time::timeout(Duration::from_secs(5), cut_off).await.expect("the answer is dropped");
}

#[tokio::test]
async fn an_app_that_takes_too_long_is_a_gateway_timeout() {
    let listener = TcpListener::bind(SocketAddr::from(LOOPBACK)).unwrap();
    let forward = Forward::new(Backend::Tcp(listener.local_addr().unwrap()), 8, Duration::from_millis(100));
    let mut client = serve(Limits::default(), move |request| {
        let forward = forward.clone();
        async move { forward.forward(request).await }
    });
    client.write_all(LAST_GET.as_bytes()).await.unwrap();
    let mut text = String::new();
    client.read_to_string(&mut text).await.unwrap();
    assert!(text.starts_with("HTTP/1.1 504 "), "{text}");
}

#[test]
fn an_app_is_served_and_closes_with_its_door() {
    let (tell, told) = channel();
    let door = open(move |app| {
        tell.send(app.server_addr()).unwrap();
        bob(app);
    });
    let addr = door.addr();
    let inside = told.recv().unwrap();
    let text = honest(addr);
    assert!(text.starts_with("HTTP/1.1 200 OK\r\n") && text.ends_with("\r\n\r\nfluffy tail"), "{text}");
    assert_eq!((text.matches("Date:").count(), text.matches("Server:").count()), (1, 1), "{text}");
    let start = Instant::now();
    door.close();
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    assert!(std::net::TcpStream::connect(addr).is_err(), "nobody listens any more");
    let socket = inside.to_unix();
    assert_eq!(socket.is_some(), cfg!(unix));
    #[cfg(unix)]
    {
        let socket = socket.unwrap();
        let directory = socket.as_pathname().unwrap().parent().unwrap();
        assert!(!directory.exists(), "{}", directory.display());
    }
}

#[cfg(unix)]
#[test]
fn nobody_else_reaches_the_app() {
    use std::os::unix::fs::PermissionsExt;
    let (tell, told) = channel();
    let _door = open(move |app| {
        tell.send(app.server_addr()).unwrap();
        bob(app);
    });
    let socket = told.recv().unwrap().to_unix().unwrap();
    let directory = socket.as_pathname().unwrap().parent().unwrap();
    assert_eq!(directory.metadata().unwrap().permissions().mode() & 0o777, 0o700);
}

#[test]
fn closing_lets_a_request_end() {
    let door = open(bob);
    let addr = door.addr();
    let client = std::thread::spawn(move || exchange(addr, b"GET /slow HTTP/1.1\r\nHost: bob\r\n\r\n"));
    let idle = raw::connect(addr);
    std::thread::sleep(Duration::from_millis(100));
    let start = Instant::now();
    door.close();
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    assert!(client.join().unwrap().ends_with("fluffy tail"));
    drop(idle);
}

#[test]
fn an_app_that_panics_is_noticed() {
    let door = open(bob);
    let text = exchange(door.addr(), b"GET /panic HTTP/1.1\r\nHost: bob\r\nConnection: close\r\n\r\n");
    assert!(text.starts_with("HTTP/1.1 50"), "{text}"); // tiny_http may still say 500 itself
    let start = Instant::now();
    let mut text = honest(door.addr());
    // While it falls, whoever comes next may still be taken in by tiny_http, and be told so by it.
    while text.starts_with("HTTP/1.1 500") && start.elapsed() < Duration::from_secs(5) {
        text = honest(door.addr());
    }
    assert!(text.starts_with("HTTP/1.1 502 Bad Gateway\r\n") && text.contains("it panicked: bob fell"), "{text}");
    let error = door.run_until_ctrl_c(|_| Ok(())).unwrap_err().to_string();
    assert_eq!(error, "the app has ended: it panicked: bob fell");
}

#[test]
fn requests_that_wait_for_an_app_learn_that_it_ended() {
    let door = open(|app| {
        std::thread::sleep(Duration::from_millis(200));
        assert!(app.recv().is_err(), "bob fell");
    });
    let addr = door.addr();
    let clients: Vec<_> = (0..3).map(|_| std::thread::spawn(move || honest(addr))).collect();
    for client in clients {
        let text = client.join().unwrap();
        assert!(text.starts_with("HTTP/1.1 50"), "{text}");
    }
}

#[test]
fn a_taken_address_is_told_with_a_remedy() {
    let taken = open(bob);
    let error = Door::open(taken.addr(), Limits::default(), bob).err().unwrap().to_string();
    assert!(
        error.starts_with(&format!("cannot listen on {}", taken.addr())) && error.contains("another port"),
        "{error}"
    );
}

#[test]
fn alice_reads_the_secret_and_is_told_why_not() {
    let door = open(bob);
    let agent = wirewalk::client::agent();
    let get = |path: &str| -> Result<String, ureq::Error> {
        agent.get(format!("http://{}{path}", door.addr())).call()?.body_mut().read_to_string()
    };
    assert_eq!(get("/").unwrap(), "fluffy tail");
    assert!(get("/panic").is_err());
    let error = get("/").unwrap_err();
    let refused = wirewalk::client::Refused::of(&error).unwrap();
    assert_eq!(refused.status, 502);
    assert!(error.to_string().contains("the server answered 502 Bad Gateway: the app has ended: "), "{error}");
}

#[test]
fn alice_reads_only_so_much_and_follows_nobody() {
    let door = open(|app| {
        for request in app.incoming_requests() {
            let length = if request.url() == "/long" { wirewalk::client::LONGEST + 1 } else { 3 };
            let away = tiny_http::Header::from_bytes("Location", "/long").unwrap();
            let status = if request.url() == "/away" { 302 } else { 200 };
            let body = std::io::repeat(b'x').take(length);
            let reply = tiny_http::Response::new(status.into(), vec![away], body, None, None);
            let _ = request.respond(reply);
        }
    });
    let agent = wirewalk::client::agent();
    let ask = |path: &str| agent.get(format!("http://{}{path}", door.addr())).call();
    let away = ask("/away").unwrap_err();
    assert_eq!(wirewalk::client::Refused::of(&away).unwrap().status, 302);
    let get = |path: &str| ask(path).unwrap();
    assert_eq!(get("/").body_mut().read_to_string().unwrap(), "xxx");
    assert!(matches!(
        get("/long").body_mut().read_to_string(),
        Err(ureq::Error::Io(_) | ureq::Error::BodyExceedsLimit(_))
    ));
}
