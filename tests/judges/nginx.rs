//! nginx with the configuration that `lesson7 nginx` prints, beside Peggy, before the same Bob.
//!
//! The tables of what both say to malformed requests, and why they differ: `cargo test --test judges nginx:: -- --nocapture`.
#![cfg(unix)]

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;

use rcgen::DnValue;
use rustls::ClientConfig;
use wirewalk::client::send_raw_tls;
use wirewalk::door::{Door, Limits};
use wirewalk::proxy::nginx::Nginx;
use wirewalk::proxy::{Files, Redirect};
use wirewalk_testing::peggy::{self, LOOPBACK, Seen, World, exchange, get, named, named_in, send};
use wirewalk_testing::{nginx, outside, server};

/// Peggy and nginx before the same Bob on TCP, and their doors on plain HTTP.
struct Both {
    world: World,
    redirect: Door,
    nginx: SocketAddr,
    nginx_http: SocketAddr,
    _running: nginx::Running,
    folder: tempfile::TempDir,
}

impl Both {
    /// `None`: there is no nginx.
    fn start(adapt: impl FnOnce(&mut Nginx)) -> Option<Both> {
        let program = nginx::program()?;
        let folder = tempfile::tempdir().unwrap();
        let public = folder.path().join("public");
        std::fs::create_dir_all(public.join("css")).unwrap();
        std::fs::write(public.join("css/style.css"), "body{}").unwrap();
        std::fs::write(public.join(".secret"), "hidden").unwrap();
        let files = Files::under("/static/", &public).unwrap();
        let world = World::on_tcp_with(|proxy| proxy.serving(files));
        let mut config = config(&world, folder.path());
        config.files = Some((String::from("/static/"), public));
        adapt(&mut config);
        let redirect = Redirect::to("localhost", config.https).unwrap().open(LOOPBACK.into(), Limits::default());
        let [nginx, nginx_http] = [config.https, config.http].map(|port| SocketAddr::from((LOOPBACK.0, port)));
        let running = nginx::run(&program, folder.path(), &config.alone(folder.path()), nginx);
        Some(Both { world, redirect: redirect.unwrap(), nginx, nginx_http, _running: running, folder })
    }

    /// What both answer to the same bytes.
    fn answers(&self, client: impl Fn() -> ClientConfig, bytes: &str) -> [String; 2] {
        [self.world.peggy.addr(), self.nginx].map(|addr| said(addr, client(), bytes))
    }
}

/// What nginx is told: our certificates, Bob and his mark.
fn config(world: &World, folder: &Path) -> Nginx {
    let write = |name: &str, text: &str| {
        std::fs::write(folder.join(name), text).unwrap();
        folder.join(name)
    };
    Nginx {
        host: String::from("localhost"),
        https: server::free_port(),
        http: server::free_port(),
        certificate: write("certificate.pem", &world.club.certificate.to_pem()),
        key: write("key.pem", &world.club.key.to_plain_pem()),
        client_ca: write("client-ca.pem", &world.club.root.to_pem()),
        required: false,
        backends: vec![world.bob.addr().unwrap().to_string()],
        mark: Some(write("mark.conf", &Nginx::mark(world.bob.mark()))),
        files: None,
        rate: None,
    }
}

/// Sends bytes over TLS, and returns what comes back until the end, however it comes.
fn said(addr: SocketAddr, config: ClientConfig, bytes: &str) -> String {
    let (mut seen, shaken) = Seen::connect(addr, config, "localhost");
    shaken.expect("a handshake");
    let (text, _) = seen.ask(bytes);
    String::from_utf8(text).expect("text")
}

fn status(answer: &str) -> &str {
    answer.strip_prefix("HTTP/1.1 ").map_or("no status line, as in HTTP/0.9", |rest| &rest[..rest.len().min(3)])
}

/// The same, whatever the version: HTTP/1.0 is answered in HTTP/1.0.
fn status_of(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or("no status line")
}

fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").map_or("", |(_, body)| body)
}

fn header<'a>(answer: &'a str, name: &str) -> Vec<&'a str> {
    let lines = answer.split("\r\n\r\n").next().unwrap_or_default().lines().filter_map(|line| line.split_once(": "));
    lines.filter(|(said, _)| said.eq_ignore_ascii_case(name)).map(|(_, value)| value).collect()
}

#[test]
fn both_answer_well_formed_requests_alike() {
    let Some(both) = Both::start(|_| {}) else { return };
    let forged = "X-SSL-Client-Verify: SUCCESS\r\nX_SSL_Client_Verify: SUCCESS\r\nx-ssl-client-cn: root\r\n\
                  X-Forwarded-For: 10.0.0.1\r\nForwarded: for=10.0.0.1\r\nX-Real-IP: 10.0.0.1\r\n";
    let post = "POST /test HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    let requests = [
        get("/", ""),
        get("/test", ""),
        get("/test?a=b", ""),
        get("/secure-data", ""),
        get("/none", ""),
        get("/secure-data", forged),
        get("/", "").replacen("GET", "HEAD", 1),
        format!("{post}Content-Length: 5\r\n\r\nhello"),
        format!("{post}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"),
        get("/static/css/style.css", ""),
        get("/static/css/style.css", "").replacen("GET", "HEAD", 1),
        get("/static/none.css", ""),
        get("/static/.secret", ""),
        get("/", "Upgrade: h2c\r\n"),
        get("/chat", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"),
    ];
    for alice in [false, true] {
        let client = || if alice { named(&both.world.club, &[text("alice")]) } else { both.world.club.client() };
        for bytes in &requests {
            let answers = both.answers(client, bytes);
            let line = bytes.lines().next().unwrap();
            let asked = both.world.asked();
            assert_eq!(status(&answers[0]), status(&answers[1]), "{line}: {answers:#?}");
            for name in ["Strict-Transport-Security", "Content-Length"] {
                // The errors that each of them words itself are not of one length.
                if name != "Content-Length" || !asked.is_empty() || status(&answers[0]) == "200" {
                    assert_eq!(header(&answers[0], name), header(&answers[1], name), "{line}: {answers:#?}");
                }
            }
            let [peggys, nginxs] = match &asked[..] {
                [] if status(&answers[0]) == "200" => {
                    assert_eq!(body(&answers[0]), body(&answers[1]), "{line}");
                    continue;
                }
                [] => continue,
                [peggys, nginxs] => [peggys, nginxs],
                more => panic!("{line}: {more:#?}"),
            };
            assert_eq!(body(&answers[0]), body(&answers[1]), "{line}");
            assert_eq!((&peggys.line, &peggys.body), (&nginxs.line, &nginxs.body), "{line}");
            // What Bob is told is the same, apart from the framing of bodies.
            let told = |asked: &peggy::Asked| {
                let mut told: Vec<_> =
                    asked.headers.iter().map(|(name, value)| (name.to_lowercase(), value.clone())).collect();
                told.retain(|(name, _)| {
                    !["content-length", "transfer-encoding", "connection"].contains(&name.as_str())
                });
                told.sort();
                told
            };
            assert_eq!(told(peggys), told(nginxs), "{line}");
        }
    }
}

fn text(name: &str) -> DnValue {
    DnValue::Utf8String(name.to_owned())
}

#[test]
fn both_redirect_alike() {
    let Some(both) = Both::start(|_| {}) else { return };
    for (target, host) in [
        ("/", "localhost"),
        ("/test?a=b&c=%20d", "localhost:8080"),
        ("/x", "evil.example"),
        ("//evil.example/x", "localhost"),
        ("/%0d%0aSet-Cookie:%20a=b", "localhost"),
        ("http://evil.example/x?y", "evil.example"),
    ] {
        let bytes = format!("GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        let answers = [both.redirect.addr(), both.nginx_http].map(|addr| exchange(addr, bytes.as_bytes()));
        for answer in &answers {
            assert!(answer.starts_with("HTTP/1.1 308 Permanent Redirect\r\n"), "{target}: {answer}");
            assert!(header(answer, "Strict-Transport-Security").is_empty(), "{answer}");
        }
        assert_eq!(header(&answers[0], "Location"), header(&answers[1], "Location"), "{target}");
    }
}

#[test]
fn nginx_says_who_a_client_is_or_turns_it_away() {
    let Some(both) = Both::start(|_| {}) else { return };
    for (names, expected) in [
        (vec![text("alice-1.club_~")], ["200", "200"]),
        (vec![text("alice"), text("root")], ["403", "403"]),
        (vec![], ["403", "403"]),
        (vec![text("alice of the club")], ["200", "200"]),
        (vec![text("a\r\nX-SSL-Client-CN: root")], ["200", "200"]),
        (vec![text("alice,CN=root")], ["200", "200"]),
        (vec![text("alice+CN=root")], ["200", "200"]),
        (vec![text("\"alice\",CN=root,O=\"")], ["200", "200"]),
    ] {
        let answers = both.answers(|| named(&both.world.club, &names), &get("/secure-data", ""));
        assert_eq!(answers.each_ref().map(|answer| status(answer)), expected, "{names:?}: {answers:#?}");
        let asked = both.world.asked();
        // Both say the same name, and no other.
        let said: Vec<_> = asked.iter().map(|asked| asked.values("X-SSL-Client-CN")).collect();
        assert!(said.iter().all(|cn| *cn == said[0] && *cn != ["root"]), "{names:?}: {said:?}");
        assert!(asked.iter().all(|asked| asked.values("X-SSL-Client-Cert").is_empty()), "the app sees no certificate");
    }
}

/// A subject is a text to nginx, and another attribute can be spelled so that a common name seems to be in it.
#[test]
fn an_organization_cannot_be_spelled_into_a_name() {
    let Some(both) = Both::start(|_| {}) else { return };
    for (organization, common_name, expected) in [
        ("x,CN=root", Some("alice"), "200"),
        ("x,CN=root", None, "403"),
        ("x+CN=root", None, "403"),
        ("x\",CN=root,O=\"y", None, "403"),
        ("x\\,CN=root", None, "403"),
    ] {
        let client = || named_in(&both.world.club, organization, common_name);
        let answers = both.answers(client, &get("/secure-data", ""));
        assert_eq!(answers.each_ref().map(|answer| status(answer)), [expected; 2], "{organization}: {answers:#?}");
        for asked in both.world.asked() {
            assert_eq!(asked.values("X-SSL-Client-CN"), ["alice"], "{organization}: {asked:?}");
        }
    }
    // What a client writes itself is not what Bob reads.
    let forged =
        both.world.club.root.to_pem().replace('\n', "%0A").replace(' ', "%20").replace('+', "%2B").replace('/', "%2F");
    let bytes = get("/secure-data", &format!("X-SSL-Client-Cert: {forged}\r\nX-SSL-Client-Verify: SUCCESS\r\n"));
    let answers = both.answers(|| both.world.club.client(), &bytes);
    assert_eq!(answers.each_ref().map(|answer| status(answer)), ["403"; 2], "{answers:#?}");
}

#[test]
fn nginx_limits_the_rate_and_may_require_a_certificate() {
    let Some(both) = Both::start(|nginx| (nginx.required, nginx.rate) = (true, Some((1, 3)))) else { return };
    let none = said(both.nginx, both.world.club.client(), &get("/", ""));
    assert_eq!(status(&none), "400", "{none}");
    let all = format!("{}{}", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(5), get("/", ""));
    let answer = send(both.nginx, named(&both.world.club, &[text("alice")]), &all);
    assert!(answer.contains("HTTP/1.1 429 "), "{answer}");
    assert_eq!(header(&answer, "Strict-Transport-Security"), ["max-age=60"]);
}

/// Where the two may disagree, and what must not come of it: a request out of another's body.
#[test]
fn neither_lets_a_second_request_through() {
    let Some(both) = Both::start(|_| {}) else { return };
    let mut table = String::from("| what is malformed | Peggy | nginx | why Peggy differs |\n|---|---|---|---|\n");
    for (what, bytes) in peggy::pairs() {
        let mut row = format!("| {what} |");
        let mut answers = Vec::new();
        for addr in [both.world.peggy.addr(), both.nginx] {
            // With an honest request behind it, that shows where each of them saw the end.
            let bytes = format!("{bytes}{}", get("/next", ""));
            let answer =
                send_raw_tls(both.world.club.client(), addr, "localhost", bytes.as_bytes()).unwrap_or_default();
            let asked = both.world.asked();
            let lines: Vec<_> = asked.iter().map(|asked| asked.line.as_str()).collect();
            assert!(lines.iter().all(|line| !line.contains("smuggled")) && lines.len() <= 2, "{what}: {lines:?}");
            for asked in &asked {
                assert_eq!(asked.values("X-SSL-Client-Verify"), ["NONE"], "{what}: {asked:?}");
            }
            let passed = if lines.is_empty() { String::new() } else { format!("; Bob got {}", lines.join(", ")) };
            let _ = write!(row, " {}{passed} |", status(&answer));
            answers.push(answer);
        }
        let _ = writeln!(table, "{row} {} |", why(what, &answers[0], &answers[1]));
    }
    println!("{table}");
    assert!(both.folder.path().exists());
}

/// Why Peggy says something else than nginx: her refusals say it themselves, with the section.
fn why(what: &str, peggys: &str, nginxs: &str) -> String {
    if status(peggys) == status(nginxs) {
        return String::new();
    }
    let said = body(peggys).trim_end();
    assert!(said.contains("(RFC "), "{what}: {peggys}, and from nginx {nginxs}");
    said.split_once(": ").map_or(said, |(_, why)| why).to_owned()
}

/// What the standards allow, both serve. What they forbid, Peggy refuses, also where nginx lets it pass.
#[test]
fn where_peggy_differs_from_nginx_a_standard_says_so() {
    let Some(both) = Both::start(|_| {}) else { return };
    let mut table = String::from("| request | Peggy | nginx | why Peggy differs |\n|---|---|---|---|\n");
    let of = |line: &str, host: &str| format!("{line}\r\n{host}Connection: close\r\n\r\n");
    // A file, which both serve by themselves: Bob's own door would refuse what nginx passes on.
    let localhost = "Host: localhost\r\n";
    let chunked = |chunk: &str| {
        let head = "POST /test HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
        format!("{head}{chunk}\r\nhello\r\n0\r\n\r\n")
    };
    for (what, bytes, expected) in [
        ("HTTP/1.0 without Host", of("GET /static/css/style.css HTTP/1.0", ""), "200"),
        ("HTTP/1.0 without Host, to Bob", of("GET /test HTTP/1.0", ""), "200"),
        ("an empty port", of("GET /static/css/style.css HTTP/1.1", "Host: localhost:\r\n"), "200"),
        (
            "the scheme's own port in the target",
            of("GET http://localhost:80/static/css/style.css HTTP/1.1", localhost),
            "200",
        ),
        ("HTTP/1.2", of("GET /static/css/style.css HTTP/1.2", localhost), "200"),
        ("a chunk extension", chunked("5;a=b;c=\"d\""), "200"),
        ("| in a query", of("GET /static/css/style.css?a|b HTTP/1.1", localhost), "400"),
        ("\" in a query", of("GET /static/css/style.css?\" HTTP/1.1", localhost), "400"),
        ("a fragment", of("GET /static/css/style.css#a HTTP/1.1", localhost), "400"),
        ("% without digits in a query", of("GET /static/css/style.css?% HTTP/1.1", localhost), "400"),
        ("another port in the target", of("GET http://localhost:81/static/css/style.css HTTP/1.1", localhost), "400"),
        ("HTTP/1.1 without Host", of("GET /static/css/style.css HTTP/1.1", ""), "400"),
        ("a port that is none", of("GET /static/css/style.css HTTP/1.1", "Host: localhost:http\r\n"), "400"),
        ("two spaces", of("GET  /static/css/style.css HTTP/1.1", localhost), "400"),
        ("a chunk extension without a name", chunked("5;"), "400"),
        ("a chunk extension that is text", chunked("5;a b"), "400"),
    ] {
        let [peggys, nginxs] = both.answers(|| both.world.club.client(), &bytes);
        assert_eq!(status_of(&peggys), expected, "{what}: {peggys}");
        if expected == "200" {
            assert_eq!(status_of(&nginxs), expected, "{what}: {nginxs}");
        }
        let why = if expected == "200" { String::new() } else { why(what, &peggys, &nginxs) };
        let _ = writeln!(table, "| {what} | {} | {} | {why} |", status_of(&peggys), status_of(&nginxs));
    }
    println!("{table}");
}

#[test]
fn the_compose_file_publishes_peggy_alone() {
    let world = World::on_tcp();
    let folder = tempfile::tempdir().unwrap();
    let nginx = config(&world, folder.path());
    let (compose, inside) = (nginx.compose(), nginx.in_compose().to_string());
    let services: Vec<&str> = compose.split("  peggy:").collect();
    let [bob, peggy] = services[..] else { panic!("{compose}") };
    assert!(!bob.contains("ports:") && bob.contains("expose:"), "{compose}");
    assert!(peggy.contains(&format!("\"${{PROXY_PORT:-{0}}}:{0}\"", nginx.https)), "{compose}");
    assert!(inside.contains("server bob:5000;") && !inside.contains("mark"), "{inside}");
    assert!(!inside.contains(&*folder.path().to_string_lossy()), "{inside}");
}

/// Compose parts a short mount at its colons, and takes `$` for the beginning of a variable; a folder may be called anything.
#[test]
fn docker_compose_takes_the_compose_file() {
    let Some(program) = outside::judge("docker-compose") else { return };
    let world = World::on_tcp();
    let folder = tempfile::tempdir().unwrap();
    // A folder's name, and how compose prints it: with `$` doubled, so that it could read that again.
    for (name, printed) in [
        ("plain", "plain"),
        ("with a space", "with a space"),
        ("a$HOME", "a$$HOME"),
        ("a:b", "a:b"),
        ("a \"b\"", "a \"b\""),
        ("\u{e4}", "\u{e4}"),
    ] {
        let home = folder.path().join(name);
        std::fs::create_dir(&home).unwrap();
        let config = Nginx { certificate: home.join("certificate.pem"), ..config(&world, folder.path()) };
        std::fs::write(home.join("compose.yaml"), config.compose()).unwrap();
        let mut command = Command::new(&program);
        // Its project is called after the folder unless one is named, and not every folder's name will do.
        command.args(["-p", "wirewalk", "-f", "compose.yaml", "config"]).current_dir(&home).env_remove("PROXY_PORT");
        let judged = command.output().unwrap();
        let (told, why) = (String::from_utf8_lossy(&judged.stdout), String::from_utf8_lossy(&judged.stderr));
        assert!(judged.status.success() && why.is_empty(), "{name}: {why}\n{}", config.compose());
        assert!(told.contains(&format!("/{printed}/certificate.pem")), "{name}: {told}");
        assert!(told.contains(&format!("target: {}", config.https)), "{told}");
    }
}
