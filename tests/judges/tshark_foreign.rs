//! tshark as the judge of `wirewalk explain`, in captures that a real capturing program makes of servers and clients that
//! are not ours.
#![cfg(target_os = "linux")]

mod shuffled;

use wirewalk::pki::KeyKind;
use wirewalk::recording::TlsSecret;
use wirewalk_testing::callers::{self, Asked, client};
use wirewalk_testing::dumpcap::{Format, Wiretap};
use wirewalk_testing::foreign::{World, all_were_answered, curl};
use wirewalk_testing::hosts::{self, Host};
use wirewalk_testing::judged::conclude;
use wirewalk_testing::minted::Minted;
use wirewalk_testing::outside;
use wirewalk_testing::parties::{OpensslServer, REQUEST};
use wirewalk_testing::server::free_port;

/// Both versions, tickets and early data, as its operator would have it.
const NGINX: &str = "ssl_protocols TLSv1.2 TLSv1.3; ssl_early_data on;";

#[test]
fn whoever_calls_nginx() {
    let (Some(world), port) = (World::with(&["curl"]), free_port()) else { return };
    let Some(_nginx) = hosts::nginx(world.minted.dir(), &[(port, NGINX)]) else { return };
    let Some(tap) = Wiretap::on(&[port], Format::Pcapng) else { return };
    let asked = world.asked(port);
    // Java writes no secrets down.
    let clients = callers::CLIENTS.iter().filter(|client| client.1 != "java");
    let mut calls: Vec<_> = clients.map(|client| (client.0, asked.call(client))).collect();
    for (name, words) in callers::S_CLIENTS {
        calls.push((name, asked.s_client(&format!("-quiet {words}"), &[(0, REQUEST), (300, "")])));
    }
    calls.push(("gnutls-cli", asked.gnutls(&[])));
    let called = all_were_answered(calls);
    let foreign = world.judge(tap, &[port]);
    assert!(foreign.answers() >= called, "{called} were answered: {:#?}", foreign.told());
    conclude(vec![("nginx", foreign.verdict)]);
}

#[test]
fn http2_and_browsers() {
    let (Some(world), port) = (World::with(&["curl"]), free_port()) else { return };
    let servers = [(port, "ssl_protocols TLSv1.2 TLSv1.3; # http2")];
    let Some(_nginx) = hosts::nginx(world.minted.dir(), &servers) else { return };
    let Some(node) = Host::node(world.minted.dir()) else { return };
    let ports = [port, node.port];
    let Some(tap) = Wiretap::on(&ports, Format::Pcapng) else { return };
    let mut calls = Vec::new();
    for port in ports {
        let asked = world.asked(port);
        calls.push(("curl, HTTP/2", curl(&asked, &["--http2"])));
        calls.push(("curl, TLS 1.2, HTTP/2", curl(&asked, &["--http2", "--tls-max", "1.2"])));
        calls.push(("curl, HTTP/1.1", curl(&asked, &["--http1.1"])));
    }
    calls.push(("Chromium", world.asked(port).call(client("Chromium"))));
    let firefox = world.asked(port).firefox();
    let called = all_were_answered(calls) + usize::from(firefox.is_some());
    let foreign = world.judge(tap, &ports);
    assert!(foreign.answers() >= called, "{called} were answered: {:#?}", foreign.told());
    let http2 = foreign.told().iter().filter(|told| told.contains("HTTP/2 inside")).count();
    assert!(http2 >= 4, "curl's: {:#?}", foreign.told());
    conclude(vec![("HTTP/2 and browsers", foreign.verdict)]);
}

/// A request that is left to stand until the server has answered it.
const WAITS: [(u64, &str); 2] = [(100, REQUEST), (500, "")];

#[test]
fn sessions_go_on_and_data_comes_early() {
    let (Some(world), port) = (World::with(&["openssl", "gnutls-cli"]), free_port()) else { return };
    let Some(_nginx) = hosts::nginx(world.minted.dir(), &[(port, NGINX)]) else { return };
    let Some(gnutls) = Host::gnutls(world.minted.dir(), &[]) else { return };
    let Some(openssl) = outside::judge("openssl") else { return };
    let papers = "-cert server.pem -cert_chain between.pem -key plain.key";
    let early = OpensslServer::start(&openssl, world.minted.dir(), &format!("{papers} -early_data"));
    let ports = [port, early.addr.port(), gnutls.port];
    let Some(tap) = Wiretap::on(&ports, Format::Pcapng) else { return };
    world.minted.write("early", REQUEST);
    let asked = world.asked(port);
    for version in ["-tls1_3", "-tls1_2"] {
        let first = asked.s_client(&format!("-quiet {version} -sess_out session"), &WAITS);
        let again = asked.s_client(&format!("-quiet {version} -sess_in session"), &WAITS);
        all_were_answered(vec![(version, first), (version, again)]);
    }
    all_were_answered(vec![("first", asked.s_client("-quiet -tls1_3 -sess_out session", &WAITS))]);
    let answer = asked.s_client("-quiet -tls1_3 -sess_in session -early_data early", &[(500, "")]);
    all_were_answered(vec![("early data", answer)]);
    let asked = world.asked(early.addr.port());
    asked.s_client("-tls1_3 -sess_out session", &[(300, "")]);
    asked.s_client("-tls1_3 -sess_in session -early_data early", &[(300, "")]);
    for priority in ["NORMAL:-VERS-ALL:+VERS-TLS1.3", "NORMAL:-VERS-ALL:+VERS-TLS1.2"] {
        world.asked(gnutls.port).gnutls(&["--resume", "--priority", priority]);
    }
    drop(early);
    let foreign = world.judge(tap, &ports);
    let [new, again] = ["HTTP/1.1 inside | nothing failed", ", resumed;…HTTP/1.1 inside | nothing failed"];
    let early = ", early data, which can be replayed, resumed;…HTTP/1.1 inside | nothing failed";
    foreign.tells(&[
        ("TLS 1.3", new),
        ("TLS 1.3", again),
        ("TLS 1.2", new),
        ("TLS 1.2", again),
        ("TLS 1.3", new),
        ("TLS 1.3", early),
        ("TLS 1.3", "nothing was sent inside | nothing failed"),
        ("TLS 1.3", early),
        ("TLS 1.3", "nothing was sent inside | nothing failed"),
        ("TLS 1.3", again),
        ("TLS 1.2", "nothing was sent inside | nothing failed"),
        ("TLS 1.2", again),
    ]);
    // On two connections, the data and that it ends.
    assert_eq!(foreign.opened_with(TlsSecret::ClientEarly), 4, "{:#?}", foreign.told());
    conclude(vec![("resumption and early data", foreign.verdict)]);
}

#[test]
fn servers_of_openssl_gnutls_and_python() {
    let Some(world) = World::with(&["curl", "openssl", "gnutls-cli"]) else { return };
    let dir = world.minted.dir();
    let Some(openssl) = outside::judge("openssl") else { return };
    let served = |words: &str| {
        let papers = "-HTTP -cert server.pem -cert_chain between.pem -key plain.key -keylogfile all.keys";
        OpensslServer::start(&openssl, dir, &format!("{papers} {words}"))
    };
    let retries = served("-groups P-256");
    let plain = served("");
    let cbc = served("-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA256 -no_ticket");
    let (Some(gnutls), Some(python)) = (Host::gnutls(dir, &[]), Host::python(dir, &[])) else { return };
    let others = [gnutls.port, python.port];
    let ports = [retries.addr.port(), plain.addr.port(), cbc.addr.port(), others[0], others[1]];
    let Some(tap) = Wiretap::on(&ports, Format::Pcap) else { return };
    let mut calls = vec![
        ("another hello", world.asked(ports[0]).s_client("-quiet -groups X25519:P-256", &WAITS)),
        ("another hello, curl", curl(&world.asked(ports[0]), &[])),
        ("AES-128", world.asked(ports[1]).s_client("-quiet -ciphersuites TLS_AES_128_GCM_SHA256", &WAITS)),
        ("ChaCha20", world.asked(ports[1]).s_client("-quiet -ciphersuites TLS_CHACHA20_POLY1305_SHA256", &WAITS)),
        ("Java", world.asked(ports[1]).call(client("Java"))),
        ("CBC", curl(&world.asked(ports[2]), &[])),
    ];
    for name in ["curl, TLS 1.3", "curl, TLS 1.2", "Node", "Python"] {
        calls.push((name, world.asked(python.port).call(client(name))));
    }
    let called = all_were_answered(calls);
    for name in ["curl, TLS 1.3", "curl, TLS 1.2", "Node"] {
        world.asked(gnutls.port).call(client(name));
    }
    world.asked(gnutls.port).gnutls(&[]);
    drop((retries, plain, cbc));
    let foreign = world.judge(tap, &ports);
    assert!(foreign.answers() >= called, "{called} were answered: {:#?}", foreign.told());
    // Node and Python hang up on Python's server without a word, and OpenSSL there says what it thinks of that.
    for (number, failure) in foreign.heard.summary.failures() {
        assert!(failure.remedy.contains("the client had hung up without saying goodbye"), "{number}: {failure:?}");
    }
    conclude(vec![("s_server, gnutls-serv, Python", foreign.verdict)]);
}

#[test]
fn both_sides_prove_who_they_are_or_are_turned_away() {
    let Some(world) = World::with(&["curl", "openssl"]) else { return };
    let dir = world.minted.dir();
    let Some(openssl) = outside::judge("openssl") else { return };
    world.minted.accepts(&openssl, "pkcs12 -in client.p12 -passin env:WORD -nodes -out client.both");
    let port = free_port();
    let asks =
        "ssl_protocols TLSv1.2 TLSv1.3; ssl_client_certificate root.pem; ssl_verify_client on; ssl_verify_depth 3;";
    let asks = asks.replace("root.pem", &world.ca.to_string_lossy());
    let Some(_nginx) = hosts::nginx(dir, &[(port, &asks)]) else { return };
    let papers = "-HTTP -cert server.pem -cert_chain between.pem -key plain.key -CAfile root.pem";
    let bob = OpensslServer::start(&openssl, dir, &format!("{papers} -Verify 3 -verify_return_error"));
    let (Some(gnutls), Some(python)) = (Host::gnutls(dir, &["--require-client-cert"]), Host::python(dir, &["asks"]))
    else {
        return;
    };
    let ports = [port, bob.addr.port(), gnutls.port, python.port];
    let Some(tap) = Wiretap::on(&ports, Format::Pcapng) else { return };
    let key = ["--cert", "client.both", "--key", "client.both"];
    for port in ports {
        for version in ["1.3", "1.2"] {
            for shown in [&key[..], &[], &["--cert", "server.pem", "--key", "plain.key"]] {
                let words = [&["--tls-max", version][..], shown].concat();
                curl(&world.asked(port), &words);
            }
        }
    }
    drop(bob);
    let foreign = world.judge(tap, &ports);
    let ok = "nothing failed";
    let [late, early] =
        ["after", "during"].map(|when| format!("server refused the connection {when} the handshake: it sent alert"));
    let none = [format!("{late} 116"), format!("{early} 40")];
    let wrong = [format!("{late} 48"), format!("{early} 48")];
    let shows = |said: [&str; 6]| {
        let versions = ["TLS 1.3"; 3].into_iter().chain(["TLS 1.2"; 3]);
        versions.zip(said.map(str::to_owned)).collect::<Vec<_>>()
    };
    let said = [
        // nginx takes whatever is shown, and says inside what it thinks of it.
        shows([
            ok,
            "answered 400 Bad Request",
            "400 The SSL certificate error",
            ok,
            "400 No required SSL",
            "answered 400",
        ]),
        shows([ok, &none[0], &wrong[0], ok, &none[1], &wrong[1]]),
        // It asks for no authority in particular; what it says in TLS 1.2 to whoever shows nothing is its own affair.
        shows([ok, &none[0], ok, ok, &early, ok]),
        shows([ok, &none[0], &wrong[0], ok, &none[1], &wrong[1]]),
    ]
    .concat();
    foreign.tells(&said.iter().map(|(version, words)| (*version, words.as_str())).collect::<Vec<_>>());
    let who = foreign.told().iter().map(|told| told.contains("the client's certificate")).collect::<Vec<_>>();
    // Who shows one in TLS 1.2 shows it to all.
    assert_eq!(who, [[false; 3], [true, false, true]].concat().repeat(4), "{:#?}", foreign.told());
    conclude(vec![("mutual TLS", foreign.verdict)]);
}

#[test]
fn who_refuses_whom_and_why() {
    let all = ["curl", "wget", "python3", "node", "gnutls-cli", "openssl"];
    let Some(world) = World::with(&all) else { return };
    let dir = world.minted.dir();
    let [port, only13, only12] = [free_port(), free_port(), free_port()];
    let servers = [
        (port, NGINX),
        (only13, "ssl_protocols TLSv1.3;"),
        (only12, "ssl_protocols TLSv1.2; ssl_ciphers AES128-GCM-SHA256;"),
    ];
    let Some(_nginx) = hosts::nginx(dir, &servers) else { return };
    let ports = [port, only13, only12];
    let Some(tap) = Wiretap::on(&ports, Format::Pcap) else { return };
    let asked = world.asked(port);
    let other = Minted::new(KeyKind::EcdsaP256);
    let ca = other.path("root.pem");
    let stranger = Asked { ca: &ca, ..asked };
    for name in ["curl, TLS 1.3", "curl, TLS 1.2", "wget", "Python", "Node"] {
        stranger.call(client(name));
    }
    stranger.gnutls(&[]);
    for version in ["-tls1_3", "-tls1_2"] {
        asked.s_client(&format!("-verify_return_error -verify_hostname other.example {version}"), &[(200, "")]);
    }
    asked.gnutls(&["--verify-hostname", "other.example"]);
    world.asked(only13).call(client("curl, TLS 1.2"));
    curl(&world.asked(only12), &["--tlsv1.3"]);
    curl(&world.asked(only12), &[]);
    world.asked(only13).gnutls(&["--priority", "NORMAL:-VERS-ALL:+VERS-TLS1.2"]);
    let foreign = world.judge(tap, &ports);
    let none = "no version was chosen";
    foreign.tells(&[
        ("TLS 1.3", "the client refused the connection during the handshake: it sent alert 48 unknown_ca"),
        ("TLS 1.2", "the client refused the connection during the handshake: it sent alert 48 unknown_ca"),
        // wget and Node say nothing and leave; Node may be gone before it has written its keys down.
        ("TLS 1.3", "the client ended the connection after the handshake without sending a request"),
        ("TLS 1.3", "the client refused the connection during the handshake: it sent alert 48 unknown_ca"),
        ("TLS 1.3", "the client "),
        ("TLS 1.3", "the client refused the connection during the handshake: it sent alert 42 bad_certificate"),
        ("TLS 1.3", "the client refused the connection during the handshake: it sent alert 42 bad_certificate"),
        ("TLS 1.2", "the client refused the connection during the handshake: it sent alert 42 bad_certificate"),
        ("TLS 1.3", "the client refused the connection during the handshake: it sent alert 42 bad_certificate"),
        (none, "the server refused the connection during the handshake: it sent alert 70 protocol_version"),
        (none, "the server refused the connection during the handshake: it sent alert 70 protocol_version"),
        (none, "the server refused the connection during the handshake: it sent alert 40 handshake_failure"),
        (none, "the server refused the connection during the handshake: it sent alert 70 protocol_version"),
    ]);
    conclude(vec![("refusals", foreign.verdict)]);
}
