//! Alice's client over TLS: what she is told when something is wrong, word for word.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::Result;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use wirewalk::client::{self, TlsError};
use wirewalk::door::{Door, Limits, Peer, Request, Response, Tls, full};
use wirewalk::lesson1::bob;
use wirewalk::pki::Name;
use wirewalk_testing::https::{self, Club};

const LOOPBACK: ([u8; 4], u16) = ([127, 0, 0, 1], 0);

fn asks(config: rustls::ClientConfig, url: &str) -> Result<String> {
    Ok(client::agent_tls(config).get(url).call()?.body_mut().read_to_string()?)
}

fn door(config: ServerConfig) -> (Door, String) {
    let door = Door::open_over(LOOPBACK.into(), Limits::default(), Tls::new(config), bob).expect("a door");
    let url = format!("https://localhost:{}/", door.addr().port());
    (door, url)
}

/// What went wrong with TLS: what rustls says, the alert received, the alert sent.
fn failure(outcome: Result<String>) -> (String, Option<String>, Option<String>) {
    let error = outcome.expect_err("a failure");
    let TlsError { raw, received, sent } = client::tls_error(&error).unwrap_or_else(|| panic!("{error:?}")).clone();
    assert_eq!(client::reason(&error), raw);
    (raw, received, sent)
}

/// A server by hand: one connection, what is done with it, where it is.
fn by_hand<T: Send + 'static>(act: impl FnOnce(TcpStream) -> T + Send + 'static) -> (String, JoinHandle<T>) {
    let listener = TcpListener::bind(std::net::SocketAddr::from(LOOPBACK)).unwrap();
    let url = format!("https://localhost:{}/", listener.local_addr().unwrap().port());
    (url, thread::spawn(move || act(listener.accept().unwrap().0)))
}

fn shaken(config: ServerConfig, mut stream: TcpStream) -> StreamOwned<ServerConnection, TcpStream> {
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let mut connection = ServerConnection::new(Arc::new(config)).unwrap();
    while connection.is_handshaking() {
        connection.complete_io(&mut stream).unwrap();
    }
    StreamOwned::new(connection, stream)
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn the_secret_by_name_and_by_address_in_both_versions() -> Result<()> {
    let club = Club::new();
    let (door, _) = door(club.server());
    for host in ["localhost", "127.0.0.1"] {
        let url = format!("https://{host}:{}/", door.addr().port());
        for version in rustls::ALL_VERSIONS {
            assert_eq!(asks(club.client_of(&[version]), &url)?, "fluffy tail");
        }
    }
    let six = Door::open_over("[::1]:0".parse()?, Limits::default(), Tls::new(club.server()), bob);
    if let Ok(door) = six {
        assert_eq!(asks(club.client(), &format!("https://{}/", door.addr()))?, "fluffy tail");
        // Where the name leads to both addresses, the one where nobody listens is no obstacle.
        if ("localhost", 0).to_socket_addrs()?.any(|addr| addr.is_ipv6()) {
            assert_eq!(asks(club.client(), &format!("https://localhost:{}/", door.addr().port()))?, "fluffy tail");
        }
    }
    Ok(())
}

#[test]
fn one_agent_asks_again_on_the_same_connection() -> Result<()> {
    let club = Club::new();
    let handler = |request: Request| async move {
        let peer = request.extensions().get::<Peer>().and_then(|peer| peer.addr);
        Response::new(full(format!("{peer:?}")))
    };
    let door = Door::with(LOOPBACK.into(), Limits::default(), Tls::new(club.server()), handler)?;
    let (agent, url) = (client::agent_tls(club.client()), format!("https://localhost:{}/", door.addr().port()));
    let ask = || -> Result<String> { Ok(agent.get(&url).call()?.body_mut().read_to_string()?) };
    let first = ask()?;
    assert_eq!((ask()?, ask()?), (first.clone(), first));
    Ok(())
}

#[test]
fn certificates_that_she_refuses_and_the_alerts_that_say_so() {
    let club = Club::new();
    let (_door, url) = door(club.server());
    let unknown = failure(asks(https::trusting_nobody(), &url));
    assert_eq!(unknown, ("invalid peer certificate: UnknownIssuer".to_owned(), None, some("UnknownCA")));
    let namesake = failure(asks(Club::new().client(), &url));
    assert_eq!(namesake, ("invalid peer certificate: BadSignature".to_owned(), None, some("DecryptError")));
    let club = Club::of(&["bob.example".parse::<Name>().unwrap()]);
    let (_door, url) = door(club.server());
    let (raw, received, sent) = failure(asks(club.client(), &url));
    assert!(raw.contains("not valid for name \"localhost\"") && raw.contains("bob.example"), "{raw}");
    assert_eq!((received, sent), (None, some("BadCertificate")));
}

#[test]
fn an_alert_that_the_server_sends_is_told() {
    let club = Club::new();
    let mut config = club.server();
    config.alpn_protocols = vec![b"h2".to_vec()];
    let (_door, url) = door(config);
    let (raw, received, sent) = failure(asks(club.client(), &url));
    assert_eq!(raw, "received fatal alert: NoApplicationProtocol");
    assert_eq!((received, sent), (some("NoApplicationProtocol"), None));
}

#[test]
fn a_refusal_after_the_handshake_is_told_too() {
    // In TLS 1.3 the server learns who the client is when the client has finished already.
    let club = Club::new();
    let (door, url) = door(club.server_asking());
    let (raw, received, _) = failure(asks(club.client_of(&[&rustls::version::TLS13]), &url));
    assert_eq!(raw, "received fatal alert: CertificateRequired");
    assert_eq!(received, some("CertificateRequired"));
    // With a request that takes many writes, the door has hung up before the last of them.
    for _ in 0..5 {
        let body = vec![b'x'; 8 << 20];
        let posted = client::agent_tls(club.client()).post(&url).send(&body).map(|_| String::new());
        assert_eq!(failure(posted.map_err(Into::into)).0, "received fatal alert: CertificateRequired");
    }
    drop(door);
}

#[test]
fn nothing_goes_out_in_the_clear() {
    let (url, server) = by_hand(|mut stream| stream.read(&mut [0]).unwrap());
    let plain = url.replace("https", "http");
    let error = asks(https::trusting_nobody(), &plain).unwrap_err();
    assert!(error.to_string().contains("this client speaks https only, not \"http\""), "{error}");
    let _ = TcpStream::connect(url.trim_start_matches("https://").trim_end_matches('/'));
    assert_eq!(server.join().unwrap(), 0, "the first caller was the test itself");
}

#[test]
fn https_to_a_plain_port_and_http_to_a_tls_port() {
    let club = Club::new();
    let plain = Door::open(LOOPBACK.into(), Limits::default(), bob).unwrap();
    let (raw, _, sent) = failure(asks(club.client(), &format!("https://localhost:{}/", plain.addr().port())));
    assert_eq!((raw.as_str(), sent), ("received corrupt message of type InvalidContentType", some("DecodeError")));
    let (_door, url) = door(club.server());
    let error: anyhow::Error = client::agent().get(url.replace("https", "http")).call().unwrap_err().into();
    assert!(client::tls_error(&error).is_none());
    assert_eq!(client::reason(&error), "protocol: http parse fail: invalid HTTP version");
}

#[test]
fn a_server_that_hangs_up_or_says_nothing() {
    let (url, server) = by_hand(|mut stream| stream.read(&mut [0; 4096]).unwrap());
    let error = asks(https::trusting_nobody(), &url).unwrap_err();
    assert!(client::reason(&error).contains("closed the connection during the handshake"), "{error:#}");
    server.join().unwrap();
    let (url, server) = by_hand(|mut stream| stream.read_to_end(&mut Vec::new()));
    let start = Instant::now();
    let agent = client::agent_tls(https::trusting_nobody());
    let short = agent.get(&url).config().timeout_global(Some(Duration::from_millis(300))).build().call();
    assert!(matches!(short, Err(ureq::Error::Timeout(_))), "{short:?}");
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
    drop(server);
}

#[test]
fn she_says_that_this_was_all() {
    let club = Club::new();
    let config = club.server();
    let (url, server) = by_hand(move |stream| {
        let mut tls = shaken(config, stream);
        let mut head = [0; 4096];
        let _ = tls.read(&mut head).unwrap();
        tls.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok").unwrap();
        // An end without close_notify would be an error.
        tls.read(&mut head).map_err(|error| error.to_string())
    });
    assert_eq!(asks(club.client(), &url).unwrap(), "ok");
    assert_eq!(server.join().unwrap(), Ok(0));
}

#[test]
fn an_answer_that_is_cut_off_is_no_answer() {
    let club = Club::new();
    let config = club.server();
    let (url, server) = by_hand(move |stream| {
        let mut tls = shaken(config, stream);
        let _ = tls.read(&mut [0; 4096]).unwrap();
        tls.write_all(b"HTTP/1.1 200 OK\r\n\r\nfluffy tail, they sa").unwrap();
        // And hangs up without close_notify, as somebody on the wire could do it.
    });
    let error = asks(club.client(), &url).unwrap_err();
    assert!(client::reason(&error).contains("without sending TLS close_notify"), "{error:#}");
    server.join().unwrap();
}
