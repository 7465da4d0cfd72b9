//! Who a client is, as an app behind the door learns it; over a connection in memory.

use std::sync::{Arc, Mutex};

use rustls::ClientConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_rustls::TlsConnector;
use wirewalk::door::{Identity, Limits, Peer, Request, Response, Tls, full, serve};
use wirewalk::pki::{CheckedRequest, KeyKind, PrivateKey, Request as Csr, Subject, Validity};
use wirewalk::stage;
use wirewalk_testing::https::Club;

/// One request over TLS in memory: what the handler saw, and the answer or why there is none.
async fn once(server: rustls::ServerConfig, client: ClientConfig) -> (Option<Peer>, std::io::Result<String>) {
    let (near, far) = tokio::io::duplex(1 << 16);
    let seen = Arc::new(Mutex::new(None));
    let notes = seen.clone();
    let bob = tokio::spawn(async move {
        let (stream, peer) = Tls::new(server).handshake(far, None).await?;
        let handler = move |request: Request| {
            *notes.lock().unwrap() = request.extensions().get::<Peer>().cloned();
            async { Response::new(full("fluffy tail")) }
        };
        serve(stream, peer, Arc::new(Limits::default()), handler).await;
        std::io::Result::Ok(())
    });
    let asks = async {
        let name = "localhost".try_into().expect("a name");
        let mut tls = TlsConnector::from(Arc::new(client)).connect(name, near).await?;
        tls.write_all(b"GET / HTTP/1.1\r\nHost: bob\r\nConnection: close\r\n\r\n").await?;
        let mut answer = String::new();
        tls.read_to_string(&mut answer).await?;
        Ok(answer)
    };
    let answer = asks.await;
    let _ = bob.await.expect("no panic");
    let seen = seen.lock().unwrap().take();
    (seen, answer)
}

/// A client with a certificate that Carol signed.
fn alice(club: &Club) -> (ClientConfig, Vec<u8>) {
    let key = PrivateKey::generate(KeyKind::EcdsaP256).unwrap();
    let request = Csr::new(&key, &Subject::named(None, "alice, of the club"), &[]).unwrap();
    let request = CheckedRequest::parse(&request.to_pem()).unwrap();
    let validity = Validity::leaf(stage::now());
    let certificate = club.carol.issue_client(&request, "alice", validity).unwrap();
    let builder = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()));
    let mut roots = rustls::RootCertStore::empty();
    roots.add(CertificateDer::from(club.root.der().to_vec())).unwrap();
    let builder = builder.with_safe_default_protocol_versions().unwrap().with_root_certificates(roots);
    let chain = vec![CertificateDer::from(certificate.der().to_vec())];
    let config = builder.with_client_auth_cert(chain, PrivateKeyDer::Pkcs8(key.pkcs8())).unwrap();
    (config, certificate.der().to_vec())
}

#[tokio::test]
async fn a_client_with_a_certificate_has_an_identity() {
    let club = Club::new();
    let (config, der) = alice(&club);
    let (peer, answer) = once(club.server_asking(), config).await;
    assert!(answer.unwrap().ends_with("fluffy tail"));
    let peer = peer.expect("a peer");
    assert_eq!(peer.server_name.as_deref(), Some("localhost"));
    let identity = peer.identity.expect("an identity");
    assert_eq!(identity.common_names, ["alice"]);
    assert_eq!(identity.subject, "CN=alice");
    assert_eq!(identity.issuer, "C=US, ST=Maryland, L=Baltimore, O=My CA Company, CN=my-ca.com");
    assert!(identity.names.iter().all(|name| name.starts_with("URI:")) && identity.names.len() == 1, "{identity:?}");
    assert!(identity.serial.len() == 32 && identity.serial.bytes().all(|b| b.is_ascii_hexdigit()), "{identity:?}");
    assert_eq!(identity.der, der);
}

#[tokio::test]
async fn a_client_without_one_has_none_or_is_refused() {
    let club = Club::new();
    let (peer, answer) = once(club.server(), club.client()).await;
    assert!(answer.is_ok() && peer.expect("a peer").identity.is_none());
    let (peer, answer) = once(club.server_asking(), club.client()).await;
    assert!(peer.is_none());
    assert_eq!(answer.unwrap_err().to_string(), "received fatal alert: CertificateRequired");
}

#[test]
fn a_name_of_two_parts_cannot_pass_for_another() {
    let club = Club::new();
    let identity = Identity::of(club.certificate.der()).expect("a certificate");
    assert_eq!(identity.names, ["DNS:localhost", "IP:127.0.0.1", "IP:::1"]);
    let tricky = Subject::named(Some("a, CN=admin"), "mallory");
    let key = PrivateKey::generate(KeyKind::EcdsaP256).unwrap();
    let authority = wirewalk::pki::Authority::root(key, tricky, Validity::root(stage::now())).unwrap();
    let identity = Identity::of(authority.certificate().der()).expect("a certificate");
    assert_eq!(identity.subject, "O=a\\, CN=admin, CN=mallory");
    assert_eq!(identity.common_names, ["mallory"]);
    assert_eq!(Identity::of(b"no certificate"), None);
}
