//! Why TLS failed: certificates judged where they can be read, clients that leave, old hellos, and what only looks like TLS.

use wirewalk::explain::explain;
use wirewalk::explain::summary::Summary;
use wirewalk::pki::{Authority, CheckedRequest, KeyKind, Name, PrivateKey, Request, Subject, Validity};
use wirewalk::recording::Side::{Client, Server};
use wirewalk::recording::{Recording, Secrets, Side, What};
use wirewalk::stage;
use wirewalk_testing::captures::{bytes, connection, written};
use wirewalk_testing::tls_bytes::{certificate_request, certificates, client_hello, handshake, record, server_hello};

const YEAR: u64 = 365 * 24 * 3600;

/// The row of a conversation and what failed in it: its name, and all sentences.
fn told(at: u64, said: impl IntoIterator<Item = (Side, What)>) -> (Vec<String>, String, String) {
    let events = (0..).zip(said).map(|(nth, (side, what))| (at * 1_000_000_000 + nth, side, what));
    let file = written(&[&Recording { connections: vec![connection(0, events)] }]);
    let mut summary = Summary::default();
    explain(&file[..], &Secrets::none(), |told| summary.note(&told)).expect("a capture");
    let failure = summary.failures().next().map(|(_, failure)| failure);
    let row = summary.table(|_| 0).remove(1);
    let (name, text) = failure
        .map_or(("—", String::new()), |f| (f.name, format!("{}\n{}\n{}", f.what, f.tried.join("\n"), f.remedy)));
    (row, name.to_owned(), text)
}

fn raw(bytes: impl Into<Vec<u8>>) -> What {
    What::Bytes(bytes.into().into())
}

/// An authority and what it issues.
struct Papers {
    root: Authority,
    now: u64,
}

impl Papers {
    fn new(name: &str) -> Papers {
        let (key, now) = (PrivateKey::generate(KeyKind::EcdsaP256).expect("a key"), stage::now());
        let root = Authority::root(key, Subject::authority(name), Validity::root(now)).expect("a root");
        Papers { root, now }
    }

    fn request(names: &[Name], subject: &Subject) -> CheckedRequest {
        let key = PrivateKey::generate(KeyKind::EcdsaP256).expect("a key");
        let csr = Request::new(&key, subject, names).expect("a request");
        CheckedRequest::from_der(csr.der()).expect("readable")
    }

    fn server(&self, name: &str) -> Vec<u8> {
        let names = [name.parse().expect("a name")];
        let csr = Papers::request(&names, &Subject::server());
        self.root.issue_server(&csr, &names, Validity::leaf(self.now)).expect("a certificate").der().to_vec()
    }

    fn client(&self, name: &str) -> Vec<u8> {
        let csr = Papers::request(&[], &Subject::named(None, name));
        self.root.issue_client(&csr, name, Validity::leaf(self.now)).expect("a certificate").der().to_vec()
    }

    /// The authority's name in DER: the issuer of what it issues.
    fn name(&self) -> Vec<u8> {
        use x509_parser::prelude::{FromDer, X509Certificate};
        let root = self.root.certificate().der().to_vec();
        X509Certificate::from_der(&root).expect("a certificate").1.subject().as_raw().to_vec()
    }
}

/// A server's flight in TLS 1.2 with this certificate.
fn flight(certificate: &[u8]) -> Vec<u8> {
    [server_hello([3, 3], 0xc02f), certificates(&[certificate]), handshake(14, &[])].concat()
}

fn open(name: &str) -> [(Side, What); 2] {
    [(Client, What::Open), (Client, raw(client_hello(name, &[])))]
}

/// What ends the handshake of TLS 1.2 on both sides.
fn finished() -> [(Side, What); 2] {
    let finished = [record(20, &[1]), record(22, &[9; 40])].concat();
    [(Client, raw([handshake(16, &[0; 33]), finished.clone()].concat())), (Server, raw(finished))]
}

#[test]
fn a_server_certificate_is_judged_at_the_time_of_the_capture_and_against_the_name_asked_for() {
    let papers = Papers::new("my-ca.com");
    let certificate = papers.server("my-site.com");
    let left = |name: &str, at: u64, after: bool| {
        let said = open(name).into_iter().chain([(Server, raw(flight(&certificate)))]);
        let said = said.chain(finished().into_iter().filter(|_| after)).chain([(Client, What::HalfClose)]);
        told(at, said)
    };
    for after in [false, true] {
        let (row, name, text) = left("localhost", papers.now, after);
        assert_eq!(name, "certificate refused", "{text}");
        assert!(
            text.contains("another name (the client asked for localhost, and the certificate is for my-site.com)"),
            "{text}"
        );
        assert!(row[2].contains("the certificate that the server showed: another name"), "{row:?}");
        for (at, what) in [(papers.now + 50 * YEAR, "expired ("), (papers.now - 50 * YEAR, "not yet valid (")] {
            let (_, name, text) = left("my-site.com", at, after);
            assert!(name == "certificate refused" && text.contains(what), "{text}");
        }
        let (row, name, text) = left("my-site.com", papers.now, after);
        assert!(["client left", "left without a word"].contains(&name.as_str()), "{text}");
        assert!(text.contains("issuer not sent") && !row[2].contains("certificate"), "{text} {row:?}");
    }
}

#[test]
fn a_certificate_that_the_client_took_is_a_remark_and_no_failure() {
    let papers = Papers::new("my-ca.com");
    let said =
        open("localhost").into_iter().chain([(Server, raw(flight(&papers.server("my-site.com"))))]).chain(finished());
    let data = [(Client, raw(record(23, &[7; 90]))), (Server, raw(record(23, &[7; 900]))), (Client, What::HalfClose)];
    let (row, name, text) = told(papers.now, said.chain(data));
    assert!(name == "—" && row[2].contains("the certificate that the server showed: another name"), "{row:?} {text}");
}

#[test]
fn the_names_of_the_client_are_the_clients() {
    let (papers, other) = (Papers::new("my-ca.com"), Papers::new("other-ca.com"));
    let asks = [
        server_hello([3, 3], 0xc02f),
        certificates(&[&papers.server("my-site.com")]),
        certificate_request(&[&papers.name()]),
    ];
    let asks = [asks.concat(), handshake(14, &[])].concat();
    let shows = |chain: &[&[u8]], at, alert: u8| {
        let said = open("my-site.com").into_iter().chain([(Server, raw(asks.clone()))]);
        told(at, said.chain([(Client, raw(certificates(chain))), (Server, raw(record(21, &[2, alert])))]))
    };
    let (row, _, text) = shows(&[&papers.client("alice")], papers.now, 49);
    assert!(row[3].contains("the server's certificate: my-site.com;"), "{row:?}");
    assert!(row[3].contains("the client's certificate, and with it the client's identity: CN=alice"), "{row:?}");
    assert!(!text.contains("Here"), "{text}");
    let (_, name, text) = shows(&[&other.client("alice")], papers.now, 48);
    assert_eq!(name, "refused by alert");
    assert!(text.contains("by an authority that the server did not name"), "{text}");
    assert!(text.contains("other-ca.com") && text.contains("the server asks for a certificate issued by"), "{text}");
    let (_, _, text) = shows(&[&papers.client("alice")], papers.now + 50 * YEAR, 45);
    assert!(
        text.contains("Here: expired (CN=alice expired at") && text.contains("The client's owner: renew it"),
        "{text}"
    );
    // Who has none to show says so with an empty list.
    let (_, name, text) = shows(&[], papers.now, 40);
    assert_eq!(name, "refused by alert");
    assert!(
        text.contains("the client had no certificate to show; it would accept one issued by")
            && text.contains("my-ca.com"),
        "{text}"
    );
    assert!(!text.contains("suites and one of the groups"), "{text}");
}

#[test]
fn a_client_that_leaves_is_told_by_when_it_left_and_how() {
    let flight13 = [tls13_hello(0x0304), record(20, &[1]), record(23, &[9; 900])].concat();
    for (end, how) in
        [(What::HalfClose, "the client closed the connection"), (What::Reset, "the client reset the connection (RST)")]
    {
        let (_, name, text) = told(9, open("a.test").into_iter().chain([(Client, end.clone())]));
        assert!(
            name == "client left" && text.contains(&format!("{how} before the server answered its hello")),
            "{text}"
        );
        let said = open("a.test").into_iter().chain([(Server, raw(flight13.clone())), (Client, end.clone())]);
        let (_, name, text) = told(9, said);
        assert!(name == "client left" && text.contains(&format!("{how} after the server's flight")), "{text}");
        assert!(text.contains("Keys (--keylog) would show the certificate but not the reason"), "{text}");
        let alert = [record(20, &[1]), record(23, &[9; 19])].concat();
        let said =
            open("a.test").into_iter().chain([(Server, raw(flight13.clone())), (Client, raw(alert)), (Client, end)]);
        let (_, _, text) = told(9, said);
        assert!(text.contains("as long as a TLS 1.3 alert: pass the keys with --keylog to read it"), "{text}");
    }
    // What the server says of it afterwards is no refusal.
    let papers = Papers::new("my-ca.com");
    let said = open("my-site.com").into_iter().chain([(Server, raw(flight(&papers.server("my-site.com"))))]);
    let (_, name, text) =
        told(papers.now, said.chain([(Client, What::HalfClose), (Server, raw(record(21, &[2, 50])))]));
    assert_eq!(name, "client left", "{text}");
}

/// A ServerHello that chooses this version by the extension, with a session id of its own.
fn tls13_hello(version: u16) -> Vec<u8> {
    let start = [&[3, 3][..], &[8; 32], &[0, 0x13, 1, 0]].concat();
    handshake(2, &[&start[..], &[0, 6, 0, 43, 0, 2], &version.to_be_bytes()].concat())
}

#[test]
fn versions_of_nobodys_standard_and_drafts_are_called_that() {
    let chosen = |version| {
        let said = [
            (Server, raw([tls13_hello(version), record(23, &[9; 900])].concat())),
            (Client, raw(record(23, &[9; 53]))),
        ];
        told(9, open("a.test").into_iter().chain(said)).0.remove(2)
    };
    let nobodys = chosen(0xfb1a);
    assert!(nobodys.starts_with("0xfb1a") && nobodys.contains("(a version that no standard defines)"), "{nobodys}");
    assert!(!nobodys.contains("outdated"), "{nobodys}");
    let draft = chosen(0x7f1c);
    assert!(
        draft.starts_with("TLS 1.3 (draft 28)") && !draft.contains("outdated") && !draft.contains("no standard"),
        "{draft}"
    );
    // Before the 22nd a ServerHello was shorter.
    let short = handshake(2, &[&[0x7f, 0x12][..], &[8; 32], &[0x13, 2, 0, 0]].concat());
    let row = told(9, open("a.test").into_iter().chain([(Server, raw(short))])).0;
    assert!(row[2].starts_with("TLS 1.3 (draft 18), TLS_AES_256_GCM_SHA384"), "{row:?}");
}

#[test]
fn old_hellos_heartbeats_and_records_cut_off_are_called_what_they_are() {
    let ssl2 = [&[0x80, 46, 1, 0, 2, 0, 21, 0, 0, 0, 16][..], &[7; 37]].concat();
    for end in [vec![(Server, What::Reset)], vec![(Server, raw(record(21, &[2, 70]))), (Server, What::HalfClose)]] {
        let (_, name, text) = told(9, [(Client, What::Open), (Client, raw(ssl2.clone()))].into_iter().chain(end));
        assert!(name == "SSL 2.0 hello" && text.contains("in SSL 2.0 format"), "{name} {text}");
    }
    let said = open("a.test").into_iter().chain([(Server, raw(server_hello([3, 3], 0xc02f)))]);
    let (_, name, text) =
        told(9, said.chain([(Client, raw(record(24, &[1, 0x40, 0]))), (Server, raw(record(24, &[2; 4000])))]));
    assert!(name == "heartbeat" && text.contains("asks for 16384 bytes back") && text.contains("Heartbleed"), "{text}");
    assert!(text.contains("answered with 3997 bytes of its memory"), "{text}");
    let half = client_hello("a.test", &[])[..40].to_vec();
    let (_, name, text) = told(9, [(Client, What::Open), (Client, raw(half)), (Client, What::HalfClose)]);
    assert!(
        name == "record cut off" && text.contains("last TLS record, in the clear, was cut off in the middle"),
        "{name} {text}"
    );
}

#[test]
fn plain_http_to_a_tls_port_is_told_by_the_answer_and_by_the_port() {
    let ask = || [(Client, What::Open), (Client, bytes("GET /status HTTP/1.1\r\nHost: localhost:9443\r\n\r\n"))];
    let at_port = |port: u16, end: What| {
        let events = (1..).zip(ask().into_iter().chain([(Server, end)])).map(|(at, (side, what))| (at, side, what));
        let mut one = connection(0, events);
        one.server.addr.set_port(port);
        let file = written(&[&Recording { connections: vec![one] }]);
        let mut summary = Summary::default();
        explain(&file[..], &Secrets::none(), |told| summary.note(&told)).expect("a capture");
        summary.failures().next().map(|(_, failure)| failure).expect("it failed")
    };
    for end in [What::Reset, What::HalfClose] {
        let failure = at_port(9443, end.clone());
        assert!(failure.name == "HTTP to a TLS port" && failure.remedy.contains("use https://"), "{failure:?}");
        assert_ne!(at_port(8080, end).name, "HTTP to a TLS port");
    }
    let page = "HTTP/1.1 400 Bad Request\r\nContent-Length: 62\r\n\r\n<title>400 The plain HTTP request was sent to HTTPS port</title>";
    let (_, name, text) = told(9, ask().into_iter().chain([(Server, bytes(page))]));
    assert!(name == "HTTP to a TLS port" && text.contains("use https://"), "{text}");
}

/// A server that waits no longer says so, and the client may not have heard it when it asks.
#[test]
fn who_has_ended_already_owes_no_answer() {
    let flight = [tls13_hello(0x0304), record(20, &[1]), record(23, &[9; 900])].concat();
    let asks = (Client, raw([record(23, &[9; 53]), record(23, &[9; 87])].concat()));
    let ends = (Server, What::HalfClose);
    let name = |said: [(Side, What); 2]| {
        told(9, open("a.test").into_iter().chain([(Server, raw(flight.clone()))]).chain(said)).1
    };
    assert_eq!(name([asks.clone(), ends.clone()]), "no answer to the client");
    assert_eq!(name([ends, asks]), "—");
}
