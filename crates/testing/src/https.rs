//! A small world for TLS: Carol's root, Bob's certificate, and what both sides configure.

use std::sync::Arc;

use rustls::crypto::aws_lc_rs;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{WantsServerCert, WebPkiClientVerifier};
use rustls::{ClientConfig, ConfigBuilder, RootCertStore, ServerConfig, WantsVerifier};
use wirewalk::pki::{Authority, Certificate, CheckedRequest, KeyKind, Name, PrivateKey, Request, Subject, Validity};
use wirewalk::stage;

/// Carol, and what she signed for Bob.
pub struct Club {
    pub carol: Authority,
    pub root: Certificate,
    pub certificate: Certificate,
    pub key: PrivateKey,
}

impl Club {
    /// Bob is `localhost`, 127.0.0.1 and ::1.
    pub fn new() -> Club {
        Club::of(&Name::loopback())
    }

    /// Bob has these names.
    pub fn of(names: &[Name]) -> Club {
        let now = stage::now();
        let carols = PrivateKey::generate(KeyKind::EcdsaP256).expect("a key");
        let carol = Authority::root(carols, Subject::authority("my-ca.com"), Validity::root(now)).expect("a root");
        let key = PrivateKey::generate(KeyKind::EcdsaP256).expect("a key");
        let request =
            Request::new(&key, &Subject::named(Some("My Company"), &names[0].to_string()), names).expect("a request");
        let request = CheckedRequest::parse(&request.to_pem()).expect("a request that is signed");
        let certificate = carol.issue_server(&request, names, Validity::leaf(now)).expect("a certificate");
        Club { root: carol.certificate().clone(), carol, certificate, key }
    }

    /// Bob's side.
    pub fn server(&self) -> ServerConfig {
        self.serving(server_builder().with_no_client_auth())
    }

    /// Bob's side, where clients have to show a certificate that Carol signed.
    pub fn server_asking(&self) -> ServerConfig {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from(self.root.der().to_vec())).expect("a root");
        let provider = Arc::new(aws_lc_rs::default_provider());
        let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build();
        self.serving(server_builder().with_client_cert_verifier(verifier.expect("a verifier")))
    }

    fn serving(&self, builder: ConfigBuilder<ServerConfig, WantsServerCert>) -> ServerConfig {
        let chain = vec![CertificateDer::from(self.certificate.der().to_vec())];
        builder.with_single_cert(chain, PrivateKeyDer::Pkcs8(self.key.pkcs8())).expect("a key for its certificate")
    }

    /// Alice's side: she trusts Carol and nobody else.
    pub fn client(&self) -> ClientConfig {
        self.client_of(rustls::ALL_VERSIONS)
    }

    /// The same with these versions of TLS.
    pub fn client_of(&self, versions: &[&'static rustls::SupportedProtocolVersion]) -> ClientConfig {
        trusting_of(self.root.der(), versions)
    }

    /// Alice's side, showing this certificate.
    pub fn client_showing(&self, certificate: &Certificate, key: &PrivateKey) -> ClientConfig {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from(self.root.der().to_vec())).expect("a root");
        let chain = vec![CertificateDer::from(certificate.der().to_vec())];
        ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_root_certificates(roots)
            .with_client_auth_cert(chain, PrivateKeyDer::Pkcs8(key.pkcs8()))
            .expect("a key for its certificate")
    }
}

fn server_builder() -> ConfigBuilder<ServerConfig, WantsVerifier> {
    ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
}

/// A client that trusts this root and nobody else.
pub fn trusting(root: &[u8]) -> ClientConfig {
    trusting_of(root, rustls::ALL_VERSIONS)
}

fn trusting_of(root: &[u8], versions: &[&'static rustls::SupportedProtocolVersion]) -> ClientConfig {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(root.to_vec())).expect("a root");
    ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_protocol_versions(versions)
        .expect("versions")
        .with_root_certificates(roots)
        .with_no_client_auth()
}

/// A client whose trust is in an authority that signed nothing.
pub fn trusting_nobody() -> ClientConfig {
    let key = PrivateKey::generate(KeyKind::EcdsaP256).expect("a key");
    let subject = Subject::authority("another-ca.com");
    trusting(Authority::root(key, subject, Validity::root(stage::now())).expect("a root").certificate().der())
}
