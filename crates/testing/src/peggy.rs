//! Peggy and Bob for tests: certificates with and without a client, Bob's app of lesson 7 in small, and requests over TLS.

use std::net::SocketAddr;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use rcgen::{CertificateParams, DistinguishedName, DnType, DnValue, ExtendedKeyUsagePurpose, Issuer, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{ClientConfig, RootCertStore, ServerConfig};
use wirewalk::door::{Door, Limits, Tls};
use wirewalk::proxy::{Hidden, Proxy};

use crate::by_hand;
pub use crate::by_hand::{Seen, connect};
pub use crate::https::{Club, trusting};

/// Any free port.
pub const LOOPBACK: ([u8; 4], u16) = ([127, 0, 0, 1], 0);

/// Peggy's side: a client may have a certificate that Carol signed, and need not.
pub fn asking(club: &Club) -> ServerConfig {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(club.root.der().to_vec())).unwrap();
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider.clone());
    ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(verifier.allow_unauthenticated().build().unwrap())
        .with_single_cert(
            vec![CertificateDer::from(club.certificate.der().to_vec())],
            PrivateKeyDer::Pkcs8(club.key.pkcs8()),
        )
        .unwrap()
}

/// A client whose certificate Carol signed for these common names, whatever stands in them: our own authority would refuse most.
pub fn named(club: &Club, common_names: &[DnValue]) -> ClientConfig {
    showing(club, issued(club, common_names))
}

/// A client of an organisation, whose certificate has a common name or none.
pub fn named_in(club: &Club, organization: &str, common_name: Option<&str>) -> ClientConfig {
    let mut subject = DistinguishedName::new();
    subject.push(DnType::OrganizationName, organization);
    if let Some(name) = common_name {
        subject.push(DnType::CommonName, name);
    }
    showing(club, issued_to(club, subject))
}

fn showing(club: &Club, (certificate, key): (rcgen::Certificate, KeyPair)) -> ClientConfig {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(club.root.der().to_vec())).unwrap();
    ClientConfig::builder_with_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_client_auth_cert(vec![certificate.der().clone()], PrivateKeyDer::Pkcs8(key.serialize_der().into()))
        .unwrap()
}

/// Such a certificate, and its key.
pub fn issued(club: &Club, common_names: &[DnValue]) -> (rcgen::Certificate, KeyPair) {
    let mut subject = DistinguishedName::new();
    // A type of its own for each, or one would take the place of another; their numbers are the same.
    let types = [DnType::CommonName, DnType::CustomDnType(vec![2, 5, 4, 3])];
    assert!(common_names.len() <= types.len());
    for (kind, name) in types.into_iter().zip(common_names) {
        subject.push(kind, name.clone());
    }
    if common_names.is_empty() {
        subject.push(DnType::OrganizationName, "nobody");
    }
    issued_to(club, subject)
}

fn issued_to(club: &Club, subject: DistinguishedName) -> (rcgen::Certificate, KeyPair) {
    let mut params = CertificateParams::default();
    params.distinguished_name = subject;
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    let carols = KeyPair::try_from(club.carol.key().der()).unwrap();
    let carol = Issuer::from_ca_cert_der(&CertificateDer::from(club.root.der().to_vec()), carols).unwrap();
    let key = KeyPair::generate().unwrap();
    (params.signed_by(&key, &carol).unwrap(), key)
}

/// What Bob was asked: method, target, the headers as they came, and the body.
#[derive(Clone, Debug)]
pub struct Asked {
    pub line: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Asked {
    /// All values under a name.
    pub fn values(&self, name: &str) -> Vec<&str> {
        self.headers.iter().filter(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str()).collect()
    }
}

/// Bob of lesson 7, in small: who are you, and a page for verified clients. He tells all that he is asked.
pub fn bob(tell: Sender<Asked>) -> impl FnOnce(&tiny_http::Server) + Send + 'static {
    move |app| {
        for mut request in app.incoming_requests() {
            let mut body = Vec::new();
            let _ = request.as_reader().read_to_end(&mut body);
            let asked = Asked {
                line: format!("{} {}", request.method(), request.url()),
                headers: request.headers().iter().map(|h| (h.field.to_string(), h.value.to_string())).collect(),
                body: String::from_utf8_lossy(&body).into_owned(),
            };
            let verified = asked.values("X-SSL-Client-Verify").first() == Some(&"SUCCESS");
            let cn = asked.values("X-SSL-Client-CN").first().map_or(String::new(), |cn| (*cn).to_owned());
            let (status, text) = match request.url() {
                "/" => (200, String::from("fluffy tail")),
                "/test" => (200, format!("{{\"message\":\"Test OK\",\"cn\":\"{cn}\"}}")),
                "/secure-data" if verified => (200, format!("{{\"secret\":\"fluffy tail\",\"for\":\"{cn}\"}}")),
                "/secure-data" => (403, String::from("{\"error\":\"a client certificate is needed\"}")),
                _ => (404, String::from("{\"error\":\"not found\"}")),
            };
            let json = tiny_http::Header::from_bytes("Content-Type", "application/json").unwrap();
            let hsts = tiny_http::Header::from_bytes("Strict-Transport-Security", "max-age=99999999").unwrap();
            let _ = tell.send(asked);
            let answer = tiny_http::Response::from_string(text).with_status_code(status);
            let _ = request.respond(answer.with_header(json).with_header(hsts));
        }
    }
}

/// Peggy before Bob.
pub struct World {
    pub club: Club,
    pub peggy: Door,
    asked: Mutex<Receiver<Asked>>,
    // Ends after the door.
    pub bob: Hidden,
}

impl World {
    /// With Bob on a Unix socket.
    pub fn new() -> World {
        World::with(|proxy| proxy)
    }

    /// The same, with more to do for Peggy.
    pub fn with(more: impl FnOnce(Proxy) -> Proxy) -> World {
        let (tell, asked) = channel();
        World::of(Hidden::start(bob(tell)).unwrap(), asked, more)
    }

    /// With Bob on TCP.
    pub fn on_tcp() -> World {
        World::on_tcp_with(|proxy| proxy)
    }

    /// The same, with more to do for Peggy.
    pub fn on_tcp_with(more: impl FnOnce(Proxy) -> Proxy) -> World {
        let (tell, asked) = channel();
        World::of(Hidden::on_tcp(Limits::default(), bob(tell)).unwrap(), asked, more)
    }

    fn of(bob: Hidden, asked: Receiver<Asked>, more: impl FnOnce(Proxy) -> Proxy) -> World {
        let club = Club::new();
        let limits = Limits::default();
        let proxy = more(Proxy::before([bob.forward(&limits)]));
        let peggy = proxy.open(LOOPBACK.into(), limits, Tls::new(asking(&club))).unwrap();
        World { club, peggy, asked: Mutex::new(asked), bob }
    }

    /// Sends bytes as nobody in particular; everything that comes back.
    pub fn send(&self, bytes: &str) -> String {
        send(self.peggy.addr(), self.club.client(), bytes)
    }

    /// Sends bytes as a client with this common name.
    pub fn send_as(&self, name: &str, bytes: &str) -> String {
        send(self.peggy.addr(), named(&self.club, &[DnValue::Utf8String(name.to_owned())]), bytes)
    }

    /// What Bob was asked since the last time.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().try_iter().collect()
    }
}

/// Sends bytes in the clear; everything that comes back until the door closes.
pub fn exchange(addr: SocketAddr, bytes: &[u8]) -> String {
    String::from_utf8(by_hand::raw(addr, bytes).expect("an answer and an orderly end")).expect("text")
}

/// Sends bytes over TLS; everything that comes back until the door closes.
pub fn send(addr: SocketAddr, config: ClientConfig, bytes: &str) -> String {
    let (mut seen, shaken) = Seen::connect(addr, config, "localhost");
    shaken.expect("a handshake");
    let (text, end) = seen.ask(bytes);
    assert_eq!(end, Ok(true), "the door says that this was all");
    String::from_utf8(text).expect("text")
}

/// A GET after which the connection ends, with further header lines.
pub fn get(path: &str, headers: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}Connection: close\r\n\r\n")
}

/// The request that is hidden in another, and asks for more than its sender may have.
pub const HIDDEN: &str =
    "GET /smuggled HTTP/1.1\r\nHost: localhost\r\nX-SSL-Client-Verify: SUCCESS\r\nX-SSL-Client-CN: root\r\n\r\n";

/// Bytes after which parsers disagree about where the first request ends, and who they fool.
pub fn pairs() -> Vec<(&'static str, String)> {
    let post =
        |headers: &str, body: &str| format!("POST /first HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n\r\n{body}");
    let length = HIDDEN.len();
    let framed = format!("Content-Length: {length}");
    let chunk = format!("{length:x}\r\n{HIDDEN}\r\n0\r\n\r\n");
    let last = format!("0\r\n\r\n{HIDDEN}");
    let (all, to_last) = (chunk.len(), last.len());
    let te = "Transfer-Encoding: chunked";
    vec![
        ("CL.TE", post(&format!("Content-Length: {to_last}\r\n{te}"), &last)),
        ("TE.CL", post(&format!("{te}\r\nContent-Length: 4"), &chunk)),
        ("TE.TE, unknown coding", post(&format!("{te}\r\nTransfer-Encoding: x"), &chunk)),
        ("TE.TE, list", post("Transfer-Encoding: chunked, identity", &chunk)),
        ("TE.TE, twice chunked", post(&format!("{te}\r\n{te}"), &chunk)),
        ("TE with a vertical tab", post(&format!("Transfer-Encoding:\x0bchunked\r\nContent-Length: {all}"), &chunk)),
        ("TE in quotes", post(&format!("Transfer-Encoding: \"chunked\"\r\nContent-Length: {all}"), &chunk)),
        ("obs-fold before TE", post(&format!("X: y\r\n {te}\r\nContent-Length: {to_last}"), &last)),
        ("obs-fold within TE", post(&format!("Transfer-Encoding:\r\n chunked\r\nContent-Length: {to_last}"), &last)),
        ("bare LF before TE", post(&format!("X: y\n{te}\r\nContent-Length: {to_last}"), &last)),
        ("bare CR before TE", post(&format!("X: y\r{te}\r\nContent-Length: {to_last}"), &last)),
        ("space before colon", post(&format!("Transfer-Encoding : chunked\r\nContent-Length: {to_last}"), &last)),
        ("NUL in a value", post(&format!("Content-Length: {to_last}\r\nX: a\0b\r\n{te}"), &last)),
        ("NUL in a name", post(&format!("Content-Length: {to_last}\r\nTransfer-Encoding\0: chunked"), &last)),
        ("two lengths", post(&format!("Content-Length: {length}\r\nContent-Length: 0"), HIDDEN)),
        ("two equal lengths", post(&format!("Content-Length: {length}\r\nContent-Length: {length}"), HIDDEN)),
        ("a list of lengths", post(&format!("Content-Length: {length}, 0"), HIDDEN)),
        ("a length with a sign", post(&format!("Content-Length: +{length}"), HIDDEN)),
        ("a length in hexadecimal", post(&format!("Content-Length: 0x{length:x}"), HIDDEN)),
        ("a chunk size with a sign", post(te, &format!("+{chunk}"))),
        ("a chunk size with 0x", post(te, &format!("0x{chunk}"))),
        ("a bare LF after a chunk size", post(te, &chunk.replacen("\r\n", "\n", 1))),
        ("a chunk extension with a bare LF", post(te, &chunk.replacen("\r\n", ";a\n", 1))),
        ("a chunk longer than its size", post(te, &format!("1\r\nab\r\n{last}"))),
        ("TE in HTTP/1.0", post(te, &last).replacen("1.1", "1.0", 1)),
        ("absolute form, another host", post(&framed, HIDDEN).replacen("/first", "http://evil.example/first", 1)),
        ("two Hosts", post(&format!("Host: evil.example\r\nContent-Length: {length}"), HIDDEN)),
        ("a Host that is a list", post(&format!("Content-Length: {length}"), HIDDEN).replacen("localhost", "a, b", 1)),
        ("a target with a version in it", post(&framed, HIDDEN).replacen("/first", "/first HTTP/1.1 x", 1)),
        ("a line feed in the target", post(&framed, HIDDEN).replacen("/first", "/first\nX: y", 1)),
        ("CONNECT", post(&framed, HIDDEN).replacen("POST /first", "CONNECT localhost:80", 1)),
    ]
}
