//! Peggy: who the client is, what goes to Bob, what she answers herself.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use rcgen::DnValue;
use wirewalk::door::{Backend, Door, Forward, Limits, Mark, Plain, full};
use wirewalk::proxy::{Files, Hidden, Proxy, RateLimit, Redirect};
use wirewalk_testing::peggy::{LOOPBACK, World, connect, exchange, get, named, send};

/// The body of an answer.
fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").map_or("", |(_, body)| body)
}

fn status(answer: &str) -> u16 {
    answer.get(9..12).and_then(|digits| digits.parse().ok()).unwrap_or_else(|| panic!("no answer: {answer:?}"))
}

#[test]
fn bob_learns_who_a_client_is_and_decides() {
    let world = World::new();
    assert_eq!(body(&world.send(&get("/", ""))), "fluffy tail");
    assert_eq!(body(&world.send(&get("/test", ""))), r#"{"message":"Test OK","cn":""}"#);
    let refused = world.send(&get("/secure-data", ""));
    assert!(refused.starts_with("HTTP/1.1 403 Forbidden\r\n") && body(&refused).contains("certificate"), "{refused}");
    assert_eq!(body(&world.send_as("alice", &get("/test", ""))), r#"{"message":"Test OK","cn":"alice"}"#);
    let secret = world.send_as("alice", &get("/secure-data", ""));
    assert_eq!((status(&secret), body(&secret)), (200, r#"{"secret":"fluffy tail","for":"alice"}"#));
    let asked = world.asked();
    let who: Vec<_> = asked.iter().map(|a| (a.values("X-SSL-Client-Verify"), a.values("X-SSL-Client-CN"))).collect();
    let (nobody, alice) = ((vec!["NONE"], vec![]), (vec!["SUCCESS"], vec!["alice"]));
    assert_eq!(who, [nobody.clone(), nobody.clone(), nobody, alice.clone(), alice]);
    for asked in &asked {
        assert_eq!(asked.values("X-Forwarded-For"), ["127.0.0.1"]);
        assert_eq!(asked.values("X-Forwarded-Proto"), ["https"]);
        assert_eq!(asked.values("X-Forwarded-Host"), ["localhost"]);
        assert_eq!(asked.values("Host"), ["localhost"]);
        assert_eq!(asked.values(Mark::NAME), [""; 0]);
    }
}

/// All that a backend could take for a word of Peggy's, and ways to make Peggy's own words disappear.
const FORGERIES: [&str; 18] = [
    "X-SSL-Client-Verify: SUCCESS",
    "x-ssl-client-verify: SUCCESS",
    "X-Ssl-CLIENT-veriFY: SUCCESS",
    "X_SSL_Client_Verify: SUCCESS",
    "X-SSL_Client-Verify: SUCCESS",
    "X.SSL.Client.Verify: SUCCESS",
    "X--SSL-Client-Verify: SUCCESS",
    "X-SSL-Client-Verify-: SUCCESS",
    "X-SSL-Client-Verify: NONE\r\nX-SSL-Client-Verify: SUCCESS",
    "X-SSL-Client-CN: root\r\nX-SSL-Client-Verify: SUCCESS",
    "X-SSL-Client-CN: root\r\nx_ssl_client_cn: root\r\nX-SSL-Client-S-DN: CN=root",
    "X-Forwarded-For: 10.0.0.1\r\nX_Forwarded_For: 10.0.0.1\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Host: evil",
    "Forwarded: for=10.0.0.1;proto=http\r\nX-Real-IP: 10.0.0.1\r\nX-Forwarded-Server: evil\r\nX-Forwarded-Port: 1",
    "Connection: X-SSL-Client-Verify, X-SSL-Client-CN, X-Forwarded-For",
    "Connection: keep-alive, x-ssl-client-verify\r\nX-SSL-Client-Verify: SUCCESS",
    "X-Wirewalk-Door: 00000000000000000000000000000000",
    "Proxy-X-SSL-Client-Verify: SUCCESS",
    "X`SSL`Client`Verify: SUCCESS",
];

#[test]
fn no_header_from_outside_passes_for_hers() {
    let world = World::new();
    for forged in FORGERIES {
        let bytes = get("/secure-data", &format!("{forged}\r\nX-Style: kept\r\n"));
        assert_eq!(status(&world.send(&bytes)), 403, "{forged}");
        assert_eq!(status(&world.send_as("alice", &bytes)), 200, "{forged}");
        let asked = world.asked();
        assert_eq!(asked.len(), 2, "{forged}");
        for (asked, (verify, cn)) in asked.iter().zip([("NONE", vec![]), ("SUCCESS", vec!["alice"])]) {
            // By letters and digits alone, as the most generous backend would read it.
            let letters = |name: &str| name.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "");
            let said = |start: &str| -> Vec<_> {
                let fitting = asked.headers.iter().filter(|(name, _)| letters(name).contains(start));
                fitting.map(|(name, value)| format!("{name}: {value}")).collect()
            };
            let mut ssl = vec![format!("X-Ssl-Client-Verify: {verify}")];
            ssl.splice(0..0, cn.iter().map(|cn| format!("X-Ssl-Client-Cn: {cn}")));
            assert_eq!(said("ssl"), ssl, "{forged}");
            let forwarded = ["For: 127.0.0.1", "Proto: https", "Host: localhost"];
            assert_eq!(said("forwarded"), forwarded.map(|f| format!("X-Forwarded-{f}")), "{forged}");
            assert_eq!((said("realip"), said("wirewalk")), (vec![], vec![]), "{forged}");
            assert_eq!(asked.values("X-Style"), ["kept"], "{forged}");
        }
    }
}

#[test]
fn a_forgery_in_a_trailer_does_not_arrive() {
    let world = World::new();
    let trailers = "X-SSL-Client-Verify: SUCCESS\r\nX-SSL-Client-CN: root\r\n";
    let bytes = format!(
        "POST /secure-data HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nTrailer: X-SSL-Client-Verify\r\n\
         Connection: close\r\n\r\n2\r\nhi\r\n0\r\n{trailers}\r\n"
    );
    assert_eq!(status(&world.send(&bytes)), 403);
    let asked = world.asked();
    assert_eq!((asked.len(), asked[0].body.as_str()), (1, "hi"));
    assert_eq!(asked[0].values("X-SSL-Client-Verify"), ["NONE"]);
    assert_eq!((asked[0].values("X-SSL-Client-CN"), asked[0].values("Trailer")), (vec![], vec![]));
}

#[test]
fn a_common_name_stays_on_its_line() {
    let world = World::new();
    for (name, header) in [
        ("alice of the club", "alice%20of%20the%20club"),
        ("a\r\nX-SSL-Client-CN: root", "a%0D%0AX-SSL-Client-CN%3A%20root"),
        ("root\0.evil", "root%00.evil"),
        ("ardilla peque\u{f1}a", "ardilla%20peque%C3%B1a"),
        ("100%25", "100%2525"),
    ] {
        assert_eq!(status(&world.send_as(name, &get("/test", ""))), 200, "{name:?}");
        let asked = world.asked();
        assert_eq!(asked[0].values("X-SSL-Client-CN"), [header], "{name:?}");
    }
}

#[test]
fn a_certificate_without_a_single_name_is_refused() {
    let world = World::new();
    let text = |name: &str| DnValue::Utf8String(name.to_owned());
    let bmp = DnValue::BmpString("root".try_into().unwrap());
    let ask = |names: &[DnValue]| send(world.peggy.addr(), named(&world.club, names), &get("/secure-data", ""));
    for (names, said) in [
        (vec![], "no common name"),
        (vec![text("alice"), text("root")], "2 common names"),
        // One that few can read counts too.
        (vec![text("alice"), bmp.clone()], "2 common names"),
    ] {
        let answer = ask(&names);
        assert!(status(&answer) == 403 && answer.contains(said) && world.asked().is_empty(), "{names:?}: {answer}");
    }
    assert_eq!(status(&ask(&[bmp])), 200);
    assert_eq!(
        world.asked()[0].values("X-SSL-Client-CN"),
        ["%230072006F006F0074"],
        "UTF-16, not the name that it spells"
    );
}

#[test]
fn hsts_is_said_over_https_alone_and_by_peggy() {
    let world = World::new();
    let hsts = |answer: &str| {
        let lines = answer.lines().filter(|line| line.to_lowercase().starts_with("strict-transport-security"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    for path in ["/", "/secure-data"] {
        assert_eq!(hsts(&world.send(&get(path, ""))), ["Strict-Transport-Security: max-age=60"], "{path}");
    }
    // Bob says it too; over plain HTTP nobody hears it.
    let limits = Limits::default();
    let clear =
        Proxy::before([world.bob.forward(&limits)]).in_the_clear().open(LOOPBACK.into(), limits, Plain).unwrap();
    let answer = exchange(clear.addr(), get("/", "").as_bytes());
    assert_eq!((status(&answer), hsts(&answer)), (200, vec![]));
    assert_eq!(world.asked().last().unwrap().values("X-Forwarded-Proto"), ["http"]);
}

#[test]
fn a_process_beside_gets_nowhere() {
    let world = World::on_tcp();
    assert_eq!(status(&world.send_as("alice", &get("/secure-data", ""))), 200);
    assert_eq!(world.asked()[0].values(Mark::NAME), [""; 0], "the mark is between the two");
    let forged = "X-SSL-Client-Verify: SUCCESS\r\nX-SSL-Client-CN: alice\r\nX-Forwarded-For: 127.0.0.1\r\n";
    let right = world.bob.mark().value().to_owned();
    let marks = [String::new(), format!("{}: {}\r\n", Mark::NAME, Mark::new().value())];
    let twice = format!("{0}: {right}\r\n{0}: {right}\r\n", Mark::NAME);
    let spelled = format!("X_Wirewalk_Door: {right}\r\n");
    for mark in marks.into_iter().chain([twice, spelled, format!("{}: {right}x\r\n", Mark::NAME)]) {
        let answer = exchange(world.bob.addr().unwrap(), get("/secure-data", &format!("{forged}{mark}")).as_bytes());
        assert!(status(&answer) == 403 && answer.contains("through the proxy"), "{answer}");
    }
    assert!(world.asked().is_empty(), "Bob heard nothing of it");
    // Whoever knows the mark is taken for Peggy: the wire between them has to be theirs.
    let stolen = format!("{forged}{}: {right}\r\n", Mark::NAME);
    assert_eq!(status(&exchange(world.bob.addr().unwrap(), get("/secure-data", &stolen).as_bytes())), 200);
}

#[cfg(unix)]
#[test]
fn the_socket_is_in_a_folder_of_our_own() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::new();
    assert_eq!(world.bob.addr(), None);
    let socket = world.bob.socket().expect("a socket");
    let mode = socket.parent().unwrap().metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    drop(world);
    assert!(!socket.exists() && !socket.parent().unwrap().exists(), "it goes with its app");
}

#[test]
fn the_other_door_sends_everybody_to_https_under_one_name() {
    let door = Redirect::to("localhost", 8443).unwrap().open(LOOPBACK.into(), Limits::default()).unwrap();
    let ask = |head: &str| exchange(door.addr(), format!("{head}Connection: close\r\n\r\n").as_bytes());
    for (line, host, to) in [
        ("GET / HTTP/1.1", "localhost:8080", "/"),
        ("GET /test?a=b&c=%20d HTTP/1.1", "localhost:8080", "/test?a=b&c=%20d"),
        ("POST /form HTTP/1.1", "localhost:8080", "/form"),
        ("GET / HTTP/1.1", "evil.example", "/"),
        ("GET //evil.example/x HTTP/1.1", "localhost", "//evil.example/x"),
        ("GET /%5c%5cevil.example HTTP/1.1", "localhost", "/%5c%5cevil.example"),
        ("GET /%0d%0aSet-Cookie:%20a=b HTTP/1.1", "localhost", "/%0d%0aSet-Cookie:%20a=b"),
        ("GET http://evil.example/x?y HTTP/1.1", "evil.example", "/x?y"),
        ("GET http://evil.example HTTP/1.1", "evil.example", "/"),
        ("GET http://evil.example?y HTTP/1.1", "evil.example", "/?y"),
        ("GET /@evil.example HTTP/1.1", "localhost", "/@evil.example"),
        ("OPTIONS * HTTP/1.1", "localhost", "/"),
    ] {
        let answer = ask(&format!("{line}\r\nHost: {host}\r\n"));
        assert!(answer.starts_with("HTTP/1.1 308 Permanent Redirect\r\n"), "{line}: {answer}");
        let locations: Vec<_> = answer.lines().filter_map(|line| line.strip_prefix("Location: ")).collect();
        assert_eq!(locations, [format!("https://localhost:8443{to}")], "{line}");
        assert!(!answer.to_lowercase().contains("strict-transport-security"), "{answer}");
    }
    for line in [
        "GET \\\\evil.example HTTP/1.1",
        "GET /\\evil.example HTTP/1.1",
        "GET .evil.example HTTP/1.1",
        "GET @evil.example HTTP/1.1",
        "GET http://evil.example/ HTTP/1.1",
        "GET http://localhost@evil.example/ HTTP/1.1",
        "GET /\tx HTTP/1.1",
        "GET /\u{f1} HTTP/1.1",
        "GET /a\nb HTTP/1.1",
    ] {
        let answer = ask(&format!("{line}\r\nHost: localhost\r\n"));
        assert!(status(&answer) == 400 && !answer.contains("Location"), "{line:?}: {answer}");
    }
}

#[test]
fn files_are_peggys_own() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("public/css")).unwrap();
    std::fs::write(folder.path().join("public/css/style.css"), "body{}").unwrap();
    std::fs::write(folder.path().join("public/.secret"), "hidden").unwrap();
    std::fs::write(folder.path().join("secret.txt"), "outside").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path().join("secret.txt"), folder.path().join("public/link.txt")).unwrap();
    let files = Files::under("/static/", &folder.path().join("public")).unwrap();
    let world = World::with(|proxy| proxy.serving(files));
    let answer = world.send(&get("/static/css/style.css", ""));
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && body(&answer) == "body{}", "{answer}");
    for line in ["Content-Type: text/css; charset=utf-8", "Content-Length: 6", "X-Content-Type-Options: nosniff"] {
        assert!(answer.lines().any(|l| l == line), "{line}: {answer}");
    }
    let tag = answer.lines().find_map(|line| line.strip_prefix("Etag: ")).expect("a version").to_owned();
    let head = world.send(&get("/static/css/style.css", "").replace("GET", "HEAD"));
    assert!(status(&head) == 200 && head.contains("Content-Length: 6\r\n") && body(&head).is_empty(), "{head}");
    let again = world.send(&get("/static/css/style.css", &format!("If-None-Match: \"x\", W/{tag}\r\n")));
    assert!(status(&again) == 304 && body(&again).is_empty(), "{again}");
    assert_eq!(status(&world.send(&get("/static/css/style.css", "If-None-Match: \"x\"\r\n"))), 200);
    let post = world.send(&get("/static/css/style.css", "").replace("GET", "POST"));
    assert!(status(&post) == 405 && post.contains("Allow: GET, HEAD\r\n"), "{post}");
    for path in [
        "/static/",
        "/static/css",
        "/static/css/",
        "/static/none.css",
        "/static/../secret.txt",
        "/static/%2e%2e/secret.txt",
        "/static/..%2fsecret.txt",
        "/static/css/../../secret.txt",
        "/static/.secret",
        "/static/link.txt",
        "/static//etc/passwd",
        "/static/css/style.css/",
    ] {
        let answer = world.send(&get(path, ""));
        assert!(status(&answer) == 404 && answer.contains("no such file"), "{path}: {answer}");
    }
    assert!(world.asked().is_empty());
    assert!(Files::under("static", folder.path()).is_err());
    assert!(Files::under("/static/", &folder.path().join("none")).unwrap_err().to_string().contains("none"));
}

#[test]
fn who_asks_too_often_is_told_when_to_come_back() {
    let world = World::with(|proxy| proxy.limited(RateLimit::every(Duration::from_secs(1000), 3)));
    let all = format!("{0}{0}{0}{0}{1}", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", get("/", ""));
    let answer = world.send(&all);
    assert_eq!(answer.matches("HTTP/1.1 200 OK\r\n").count(), 3, "{answer}");
    assert_eq!(answer.matches("HTTP/1.1 429 Too Many Requests\r\n").count(), 2, "{answer}");
    let again: Vec<u64> = answer.lines().filter_map(|line| line.strip_prefix("Retry-After: ")?.parse().ok()).collect();
    assert!(again.len() == 2 && again.iter().all(|seconds| (900..=1000).contains(seconds)), "{answer}");
    assert_eq!(world.asked().len(), 3);
}

/// A backend that says its name, and how often it was asked.
fn named_backend(name: &'static str) -> (Hidden, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = count.clone();
    let hidden = Hidden::start(move |app| {
        for request in app.incoming_requests() {
            counted.fetch_add(1, Ordering::SeqCst);
            if request.url() == "/die" {
                return;
            }
            let _ = request.respond(tiny_http::Response::from_string(name));
        }
    });
    (hidden.unwrap(), count)
}

#[test]
fn backends_take_turns_and_one_that_dies_is_passed_over() {
    let limits = Limits::default();
    let (one, _) = named_backend("one");
    let (two, _) = named_backend("two");
    let (three, threes) = named_backend("three");
    let proxy = Proxy::before([&one, &two, &three].map(|backend| backend.forward(&limits))).in_the_clear();
    let peggy = proxy.open(LOOPBACK.into(), limits, Plain).unwrap();
    let ask = || exchange(peggy.addr(), get("/", "").as_bytes());
    let said = |times: usize| (0..times).map(|_| body(&ask()).to_owned()).collect::<Vec<_>>();
    assert_eq!(said(6), ["one", "two", "three", "one", "two", "three"]);
    drop(two);
    let after = said(9);
    assert!(after.iter().all(|name| name == "one" || name == "three"), "{after:?}");
    // One that ends while it works on a request: that one fails, nobody else is asked the same, and the others go on.
    let asked = threes.load(Ordering::SeqCst);
    let fallen: Vec<_> = (0..2).map(|_| status(&exchange(peggy.addr(), get("/die", "").as_bytes()))).collect();
    // tiny_http answers 500 for a request that is dropped, if that is still read.
    assert!(fallen.iter().all(|status| [500, 502].contains(status)), "each of the two dies of it once: {fallen:?}");
    assert_eq!(threes.load(Ordering::SeqCst), asked + 1);
    let nobody = ask();
    assert!(status(&nobody) == 502 && nobody.contains("the app"), "{nobody}");
}

#[test]
fn one_that_is_back_gets_its_turn_again() {
    let taken = TcpListener::bind(SocketAddr::from(LOOPBACK)).unwrap();
    let addr = taken.local_addr().unwrap();
    drop(taken);
    let limits = Limits::default();
    let (one, _) = named_backend("one");
    let backends = [one.forward(&limits), Forward::new(Backend::Tcp(addr), 8, Duration::from_secs(5))];
    let peggy = Proxy::before(backends).in_the_clear().open(LOOPBACK.into(), limits.clone(), Plain).unwrap();
    let ask = || body(&exchange(peggy.addr(), get("/", "").as_bytes())).to_owned();
    assert_eq!([ask(), ask(), ask()], ["one"; 3]);
    let back = Door::with(addr, limits, Plain, |_| async { hyper::Response::new(full("back")) }).unwrap();
    let deadline = std::time::Instant::now() + Duration::from_secs(10);
    while ask() != "back" {
        assert!(std::time::Instant::now() < deadline, "it is never asked again");
        std::thread::sleep(Duration::from_millis(100));
    }
    back.close();
}

#[test]
fn what_was_sent_to_one_backend_is_never_sent_to_another() {
    // It reads a request and hangs up: whether it acted on it nobody knows.
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let addr = listener.local_addr().unwrap();
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut line = String::new();
            BufReader::new(&stream).read_line(&mut line).unwrap();
            tell.send(line).unwrap();
        }
    });
    let limits = Limits::default();
    let (one, ones) = named_backend("one");
    let backends = [Forward::new(Backend::Tcp(addr), 8, Duration::from_secs(5)), one.forward(&limits)];
    let peggy = Proxy::before(backends).in_the_clear().open(LOOPBACK.into(), limits, Plain).unwrap();
    let answer = exchange(peggy.addr(), get("/pay", "").as_bytes());
    assert_eq!(status(&answer), 502, "{answer}");
    assert_eq!(told.recv().unwrap(), "GET /pay HTTP/1.1\r\n");
    assert_eq!(ones.load(Ordering::SeqCst), 0);
}

#[test]
fn a_websocket_is_refused_and_said_so() {
    let world = World::new();
    let upgrade = "GET /chat HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
                   Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    let answer = world.send(&format!("{upgrade}{}", get("/test", "")));
    assert!(answer.starts_with("HTTP/1.1 501 Not Implemented\r\n") && answer.contains("WebSocket"), "{answer}");
    assert!(
        answer.ends_with("}") && answer.matches("HTTP/1.1 200 OK").count() == 1,
        "what follows is a request: {answer}"
    );
    // Others may be ignored (RFC 9110 section 7.8), and the backend never sees them.
    let h2c = get("/", "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n")
        .replace("close", "close, Upgrade, HTTP2-Settings");
    assert_eq!(status(&world.send(&h2c)), 200);
    let asked = world.asked();
    assert_eq!(asked.len(), 2);
    assert!(asked.iter().all(|a| a.values("Upgrade").is_empty() && a.values("HTTP2-Settings").is_empty()));
}

#[test]
fn a_proxy_before_nobody_says_so() {
    let peggy = Proxy::before([]).in_the_clear().open(LOOPBACK.into(), Limits::default(), Plain).unwrap();
    let mut stream = connect(peggy.addr());
    stream.write_all(get("/", "").as_bytes()).unwrap();
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).unwrap();
    assert_eq!(line, "HTTP/1.1 502 Bad Gateway\r\n");
}
