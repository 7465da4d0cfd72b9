//! HTTP/3 on both sides: Bob who answers over QUIC and what he withstands, and what Alice is told.

use std::net::{SocketAddr, UdpSocket};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;
use rustls::client::Resumption;
use rustls::server::{ServerSessionMemoryCache, StoresServerSessions};
use rustls::version::TLS13;
use rustls::{ClientConfig, ServerConfig};
use wirewalk::client;
use wirewalk::http3::{Answer, Client, Limits, Proof, Request, Server};
use wirewalk::tls::Recorder;
use wirewalk_testing::https::{self, Club};
use wirewalk_testing::quic::raw::{Raw, knocks};

const LOOPBACK: ([u8; 4], u16) = ([127, 0, 0, 1], 0);
/// Long enough for a handshake beside other tests, short enough to wait for.
const SHORT: Duration = Duration::from_secs(1);

/// Says what it was asked.
fn echo(request: &Request) -> Answer {
    assert_ne!(request.path, "/panics", "as it was asked to");
    let early = if request.early { " early" } else { "" };
    let body = format!("{} {} {:?}{early}", request.method, request.path, String::from_utf8_lossy(&request.body));
    Answer { status: if request.path == "/lost" { 404 } else { 200 }, body }
}

fn serves_at(at: SocketAddr, tls: ServerConfig, proof: Proof, limits: Limits) -> Server {
    Server::open(at, tls, proof, limits, echo).expect("a server")
}

fn serves(club: &Club, limits: Limits) -> Server {
    serves_at(LOOPBACK.into(), club.server(), Proof::Never, limits)
}

fn alice(club: &Club) -> Client {
    Client::new(club.client()).expect("a client")
}

fn ask_once(client: &Client, server: &Server, path: &str) -> Result<Answer> {
    let mut visit = client.visit("localhost", server.addr())?;
    let answer = visit.ask("GET", path, b"");
    visit.closes();
    answer
}

fn text(outcome: Result<Answer>) -> String {
    outcome.map_or_else(|error| format!("{error:#}"), |answer| format!("{} {}", answer.status, answer.body))
}

/// With tickets, and used early.
fn remembering(club: &Club) -> ClientConfig {
    let mut tls = club.client_of(&[&TLS13]);
    tls.resumption = Resumption::in_memory_sessions(8);
    tls.enable_early_data = true;
    tls
}

/// With a memory that several servers share.
fn giving(club: &Club, memory: Arc<dyn StoresServerSessions>, early: u32) -> ServerConfig {
    let mut tls = club.server();
    tls.session_storage = memory;
    tls.max_early_data_size = early;
    tls
}

#[test]
fn requests_are_answered_on_one_connection_and_on_two_at_once() -> Result<()> {
    let club = Club::new();
    let (server, client) = (serves(&club, Limits::default()), alice(&club));
    let mut visit = client.visit("localhost", server.addr())?;
    assert_eq!(text(visit.ask("GET", "/acorns?how=many", b"")), "200 GET /acorns?how=many \"\"");
    assert_eq!(text(visit.ask("POST", "/pay", b"acorns=5")), "200 POST /pay \"acorns=5\"");
    assert_eq!(text(visit.ask("GET", "/lost", b"")), "404 GET /lost \"\"");
    assert_eq!(text(visit.ask("HEAD", "/", b"")), "200 ");
    assert_eq!(visit.early(), None);
    let mut other = client.visit("127.0.0.1", server.addr())?;
    assert_eq!(text(other.ask("GET", "/", b"")), "200 GET / \"\"");
    assert_eq!(text(visit.ask("PUT", "/", &[b'o'; 300_000])).len(), "200 PUT / \"\"".len() + 300_000);
    visit.closes();
    assert_eq!(text(other.ask("GET", "/again", b"")), "200 GET /again \"\"");
    other.closes();
    Ok(())
}

#[test]
fn an_app_that_panics_answers_500_and_serves_on() -> Result<()> {
    let club = Club::new();
    let (server, client) = (serves(&club, Limits::default()), alice(&club));
    let mut visit = client.visit("localhost", server.addr())?;
    assert_eq!(visit.ask("GET", "/panics", b"")?.status, 500);
    assert_eq!(visit.ask("GET", "/", b"")?.status, 200);
    Ok(())
}

#[test]
fn over_ipv6_and_with_recorded_keys() -> Result<()> {
    let club = Club::new();
    let recorder = Recorder::new();
    let mut tls = club.server();
    tls.key_log = recorder.key_log();
    if let Ok(server) = Server::open("[::1]:0".parse()?, tls, Proof::Never, Limits::default(), echo) {
        let client = alice(&club);
        assert_eq!(client.visit("[::1]", server.addr())?.ask("GET", "/", b"")?.status, 200);
        assert!(recorder.recorded().to_text().contains("CLIENT_TRAFFIC_SECRET_0"));
    }
    Ok(())
}

#[test]
fn a_server_that_asks_for_proof_sends_a_retry_first() -> Result<()> {
    let club = Club::new();
    let knock = &knocks(&club.client(), 1)[0];
    for (proof, kind) in [(Proof::Always, 0xf0), (Proof::Never, 0xc0)] {
        let server = serves_at(LOOPBACK.into(), club.server(), proof, Limits::default());
        // A client that split its hello sends the rest later, and hears an acknowledgement meanwhile.
        let (socket, mut answer) = (UdpSocket::bind(SocketAddr::from(LOOPBACK))?, [0; 2048]);
        socket.set_read_timeout(Some(Duration::from_secs(10)))?;
        socket.send_to(knock, server.addr())?;
        let (len, _) = socket.recv_from(&mut answer)?;
        assert!(len > 20 && answer[0] & 0xf0 == kind, "{proof:?}: {:02x}", answer[0]);
        assert_eq!(ask_once(&alice(&club), &server, "/")?.status, 200);
    }
    Ok(())
}

#[test]
fn early_data_is_read_before_the_handshake_is_over() -> Result<()> {
    let club = Club::new();
    for proof in [Proof::Never, Proof::Always] {
        let tls = giving(&club, ServerSessionMemoryCache::new(8), u32::MAX);
        let server = serves_at(LOOPBACK.into(), tls, proof, Limits::default());
        let client = Client::new(remembering(&club))?;
        let mut first = client.visit("localhost", server.addr())?;
        assert_eq!(text(first.ask("GET", "/", b"")), "200 GET / \"\"");
        assert_eq!(first.early(), None);
        first.closes();
        let mut second = client.visit("localhost", server.addr())?;
        assert_eq!(text(second.ask("POST", "/pay", b"acorns=5")), "200 POST /pay \"acorns=5\" early", "{proof:?}");
        assert_eq!(second.early(), Some(true));
        assert_eq!(text(second.ask("GET", "/", b"")), "200 GET / \"\"", "the handshake is over by then");
        second.closes();
        drop(client.visit("localhost", server.addr())?); // nothing was asked
    }
    Ok(())
}

/// A hello with ML-KEM in it takes two datagrams. Whatever lies between them, what is sent early with the second one is answered although
/// nothing follows: so it is with a copy.
#[test]
fn early_data_behind_a_hello_in_two_datagrams_is_answered_at_once() -> Result<()> {
    let club = Club::new();
    let (sends, asked) = mpsc::channel();
    let app = move |request: &Request| {
        sends.send((request.path.clone(), request.early)).expect("the test listens");
        echo(request)
    };
    let tls = giving(&club, ServerSessionMemoryCache::new(8), u32::MAX);
    let server = Server::open(LOOPBACK.into(), tls, Proof::Never, Limits::default(), app)?;
    let client = Client::new(remembering(&club))?;
    ask_once(&client, &server, "/first")?;
    assert_eq!(asked.recv_timeout(SHORT)?, ("/first".to_owned(), false));
    let (wire, onwards, to) = (UdpSocket::bind("127.0.0.1:0")?, UdpSocket::bind("127.0.0.1:0")?, server.addr());
    let at = wire.local_addr()?;
    thread::spawn(move || {
        let mut bytes = [0; 2048];
        for _ in 0..2 {
            let len = wire.recv(&mut bytes).expect("a datagram of the hello");
            onwards.send_to(&bytes[..len], to).expect("it leaves");
            thread::sleep(Duration::from_millis(30));
        }
        thread::sleep(SHORT); // what comes now goes nowhere
    });
    // Nobody answers Alice, who gives up after a while.
    thread::spawn(move || drop(client.visit("localhost", at).map(|mut visit| visit.ask("GET", "/early", b""))));
    assert_eq!(asked.recv_timeout(2 * SHORT)?, ("/early".to_owned(), true));
    Ok(())
}

#[test]
fn a_request_that_is_refused_early_is_sent_again() -> Result<()> {
    let club = Club::new();
    let memory = || ServerSessionMemoryCache::new(8);
    // One that takes the ticket and nothing early, and one that has forgotten the ticket.
    for (forgets, early) in [(false, 0), (true, u32::MAX)] {
        let first = memory();
        let tls = giving(&club, first.clone(), u32::MAX);
        let server = serves_at(LOOPBACK.into(), tls, Proof::Never, Limits::default());
        let (client, at) = (Client::new(remembering(&club))?, server.addr());
        assert_eq!(ask_once(&client, &server, "/")?.status, 200);
        server.close();
        let tls = giving(&club, if forgets { memory() } else { first }, early);
        let server = serves_at(at, tls, Proof::Never, Limits::default());
        let mut visit = client.visit("localhost", server.addr())?;
        let body = "acorns=5 ".repeat(10_000);
        let answer = format!("200 POST /pay {body:?}");
        assert_eq!(text(visit.ask("POST", "/pay", body.as_bytes())), answer);
        assert_eq!(visit.early(), Some(false));
        assert_eq!(text(visit.ask("GET", "/", b"")), "200 GET / \"\"");
        visit.closes();
    }
    Ok(())
}

#[test]
fn visits_from_several_threads_keep_apart() -> Result<()> {
    let club = Club::new();
    let tls = giving(&club, ServerSessionMemoryCache::new(64), u32::MAX);
    let server = serves_at(LOOPBACK.into(), tls, Proof::Never, Limits::default());
    let client = Client::new(remembering(&club))?;
    thread::scope(|threads| {
        for one in 0..4 {
            let (client, server) = (&client, &server);
            threads.spawn(move || {
                for number in 0..5 {
                    let path = format!("/{one}/{number}");
                    let mut visit = client.visit("localhost", server.addr()).expect("a visit");
                    let answer = visit.ask("GET", &path, b"").expect("an answer");
                    let early = if visit.early() == Some(true) { " early" } else { "" };
                    assert_eq!(answer.body, format!("GET {path} \"\"{early}"));
                }
            });
        }
    });
    Ok(())
}

#[test]
fn early_data_of_another_length_is_no_configuration() {
    let club = Club::new();
    let tls = giving(&club, ServerSessionMemoryCache::new(8), 4096);
    let error = Server::open(LOOPBACK.into(), tls, Proof::Never, Limits::default(), echo).err().expect("an error");
    assert!(error.to_string().contains("4096"), "{error}");
}

#[test]
fn a_port_that_is_taken_is_an_error_as_on_tcp() {
    let club = Club::new();
    let server = serves(&club, Limits::default());
    let error = Server::open(server.addr(), club.server(), Proof::Never, Limits::default(), echo);
    assert_eq!(error.err().map(|error| error.kind()), Some(std::io::ErrorKind::AddrInUse));
}

#[test]
fn what_is_too_long_is_refused() -> Result<()> {
    let club = Club::new();
    let limits = Limits { body: 1000, header: 2000, ..Limits::default() };
    let (server, client) = (serves(&club, limits), alice(&club));
    let mut visit = client.visit("localhost", server.addr())?;
    assert_eq!(visit.ask("POST", "/", &[b'o'; 1000])?.status, 200);
    for len in [1001, 50_000, 400_000] {
        assert_eq!(visit.ask("POST", "/", &vec![b'o'; len])?.status, 413, "{len}");
    }
    let raw = Raw::connect(club.client(), server.addr());
    assert_eq!(raw.asks_with(1000), 200);
    let raw = Raw::connect(club.client(), server.addr());
    assert_eq!(raw.asks_with(3000), 431);
    // A frame of 2^40 bytes is not kept until it is whole.
    let raw = Raw::connect(club.client(), server.addr());
    let endless = [&[0x01, 0xc0, 0, 1, 0, 0, 0, 0, 0][..], &vec![0; 1 << 20]].concat();
    assert_eq!(raw.says(&endless, true), Err(String::from("Stopped(263)")));
    assert_eq!(visit.ask("GET", "/", b"")?.status, 200);
    Ok(())
}

#[test]
fn more_connections_than_places_are_refused() -> Result<()> {
    let club = Club::new();
    for limits in [Limits { connections: 2, ..Limits::default() }, Limits { from_one_address: 2, ..Limits::default() }]
    {
        let (server, client) = (serves(&club, limits), alice(&club));
        let mut held = [client.visit("localhost", server.addr())?, client.visit("localhost", server.addr())?];
        let refused = format!("{:#}", client.visit("localhost", server.addr()).err().expect("no place"));
        assert!(refused.contains("no place for another"), "{refused}");
        assert_eq!(held[0].ask("GET", "/", b"")?.status, 200);
        let [one, _other] = held;
        one.closes();
        // The server hears of it a moment later.
        let begun = Instant::now();
        while ask_once(&client, &server, "/").is_err() {
            assert!(begun.elapsed() < Duration::from_secs(10), "the place is not given back");
        }
    }
    Ok(())
}

#[test]
fn clients_that_say_nothing_lose_their_places() -> Result<()> {
    let club = Club::new();
    let limits = Limits { connections: 1, handshake: SHORT, idle: SHORT, ..Limits::default() };
    let server = serves(&club, limits);
    let comes_in = || {
        let begun = Instant::now();
        while let Err(error) = ask_once(&alice(&club), &server, "/") {
            assert!(begun.elapsed() < Duration::from_secs(10), "{error:#}");
        }
    };
    // One that only knocks.
    UdpSocket::bind(SocketAddr::from(LOOPBACK))?.send_to(&knocks(&club.client(), 1)[0], server.addr())?;
    comes_in();
    // One that is there and asks nothing.
    thread::sleep(SHORT / 4);
    let raw = Raw::connect(club.client(), server.addr());
    raw.ends();
    comes_in();
    // One whose request has no end: a frame of which only the beginning comes.
    thread::sleep(SHORT / 4);
    let raw = Raw::connect(club.client(), server.addr());
    let _ = raw.says(&[0x01, 0x40], false); // comes back once the server gives it up
    raw.ends();
    comes_in();
    Ok(())
}

#[test]
fn what_alice_is_told_when_there_is_no_server_for_her() -> Result<()> {
    let club = Club::new();
    let server = serves(&club, Limits::default());
    let failure = |tls: ClientConfig, host: &str, at: SocketAddr| {
        let client = Client::new(tls).expect("a client");
        client.visit(host, at).err().expect("a failure")
    };
    let unknown = failure(https::trusting_nobody(), "localhost", server.addr());
    assert_eq!(client::reason(&unknown), "invalid peer certificate: UnknownIssuer");
    assert_eq!(client::tls_error(&unknown).and_then(|error| error.sent.clone()), Some("UnknownCA".to_owned()));
    let stranger = client::reason(&failure(club.client(), "bob.example", server.addr()));
    assert!(stranger.contains("not valid for name \"bob.example\""), "{stranger}");
    let mut older = club.client();
    older.alpn_protocols = vec![b"hq-29".to_vec()];
    let older = format!("{:#}", failure(older, "localhost", server.addr()));
    assert!(older.contains("no application protocol in common") && older.contains("NoApplicationProtocol"), "{older}");
    let nobody = UdpSocket::bind(SocketAddr::from(LOOPBACK))?.local_addr()?;
    let nobody = failure(club.client(), "localhost", nobody).to_string();
    assert!(nobody.starts_with("nobody answers on UDP port ") && nobody.contains("check that"), "{nobody}");
    Ok(())
}

#[test]
fn a_server_of_another_version_is_told_apart() -> Result<()> {
    let other = UdpSocket::bind(SocketAddr::from(LOOPBACK))?;
    other.set_read_timeout(Some(Duration::from_secs(10)))?;
    let at = other.local_addr()?;
    let answering = thread::spawn(move || -> Result<()> {
        let mut hello = [0; 2048];
        let (_, from) = other.recv_from(&mut hello)?;
        let to = 6 + usize::from(hello[5]); // after the first byte, the version and the first ID
        let (first, second) = (&hello[5..to], &hello[to..=to + usize::from(hello[to])]);
        other.send_to(&[&[0x80, 0, 0, 0, 0][..], second, first, &[0x6b, 0x33, 0x43, 0xcf]].concat(), from)?;
        Ok(())
    });
    let client = alice(&Club::new());
    let error = client.visit("localhost", at).err().expect("a failure").to_string();
    answering.join().expect("no panic")?;
    assert!(error.contains("no version of QUIC"), "{error}");
    Ok(())
}

#[test]
fn garbage_and_knocks_leave_the_server_answering() -> Result<()> {
    let club = Club::new();
    let limits = Limits { connections: 32, from_one_address: 32, ..Limits::default() };
    let (server, client) = (serves(&club, limits), alice(&club));
    let mut visit = client.visit("localhost", server.addr())?;
    let socket = UdpSocket::bind(SocketAddr::from(LOOPBACK))?;
    let initial = &knocks(&club.client(), 1)[0];
    for number in 0..2000_usize {
        let mut noise: Vec<u8> = (0..number % 1400).map(|at| (at * 31 + number * 7) as u8).collect();
        socket.send_to(&noise, server.addr())?;
        // A first packet with another connection ID, which its keys do not fit.
        noise = initial.clone();
        noise[6..10].copy_from_slice(&(number as u32).to_be_bytes());
        socket.send_to(&noise, server.addr())?;
        if number % 100 == 0 {
            assert_eq!(visit.ask("GET", "/", b"")?.status, 200);
        }
    }
    assert_eq!(ask_once(&client, &server, "/")?.status, 200);
    // First packets as they should be, from more clients than there are places: newcomers have to prove that they exist.
    for knock in knocks(&club.client(), 64) {
        socket.send_to(&knock, server.addr())?;
    }
    assert_eq!(visit.ask("GET", "/", b"")?.status, 200);
    assert_eq!(ask_once(&client, &server, "/")?.status, 200);
    Ok(())
}

#[test]
fn a_connection_goes_on_from_another_port() -> Result<()> {
    let club = Club::new();
    let (server, client) = (serves(&club, Limits::default()), alice(&club));
    client.moves()?; // nobody is there yet
    let mut visit = client.visit("localhost", server.addr())?;
    for number in 0..3 {
        assert_eq!(text(visit.ask("GET", &format!("/{number}"), b"")), format!("200 GET /{number} \"\""));
        client.moves()?;
    }
    assert_eq!(visit.ask("GET", "/", b"")?.status, 200);
    visit.closes();
    assert_eq!(ask_once(&client, &server, "/")?.status, 200);
    Ok(())
}

#[test]
fn a_server_that_closes_says_so_without_an_error() -> Result<()> {
    let club = Club::new();
    let (server, client) = (serves(&club, Limits::default()), alice(&club));
    let mut visit = client.visit("localhost", server.addr())?;
    assert_eq!(visit.ask("GET", "/", b"")?.status, 200);
    let begun = Instant::now();
    server.close();
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    let told = text(visit.ask("GET", "/", b""));
    assert!(told.contains("H3_NO_ERROR"), "{told}");
    Ok(())
}
