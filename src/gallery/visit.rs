//! A visitor who looks before judging: what rustls says of a server, what was sent, and whether the server holds the key.

use std::io;
use std::net::ToSocketAddrs;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{WantsClientCert, WebPkiServerVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, CertificateRevocationListDer, ServerName, UnixTime};
use rustls::{
    AlertDescription, CertificateError, ClientConfig, ClientConnection, ConfigBuilder, DigitallySignedStruct, Error,
    OtherError, ProtocolVersion, RootCertStore, SignatureScheme,
};

use super::line::{Line, connect};
use super::wallet::{Asked, Wallet, suite_name};
use crate::pki::Name;
use crate::tls::Credentials;
use crate::verify::{self, Findings, Question, Role, Shown, What};

/// How long a server that asked for a certificate may take to turn a client away that has finished its handshake.
const SECOND_THOUGHTS: Duration = Duration::from_secs(1);

/// Whom a visitor believes.
#[derive(Clone)]
pub struct Trust {
    /// The roots, in DER. One that cannot be read is believed by nobody.
    pub roots: Vec<Vec<u8>>,
    /// Revocation lists, in DER. Without any, revocation is not checked.
    pub lists: Vec<Vec<u8>>,
    /// What rustls calculates with.
    pub provider: Arc<CryptoProvider>,
}

/// What a server showed.
#[derive(Clone, Debug, Default)]
pub struct Visit {
    /// What rustls refused it with, word for word.
    pub error: Option<Error>,
    /// The certificates in the order in which they were sent, in DER. Empty if the handshake did not come so far.
    pub chain: Vec<Vec<u8>>,
    /// Whether the handshake's signature was made with the first certificate's key; `None` if there was none to check.
    pub possession: Option<bool>,
    /// What both agreed on: protocol version, cipher suite, group. `None` if the handshake did not end.
    pub agreed: Option<String>,
    /// Whether the server asked for a client's certificate, and for whose.
    pub asked: Option<Asked>,
    /// The alert with which it ended what came after that.
    pub turned_away: Option<AlertDescription>,
}

/// Alice's verifier: that of rustls, and after it keyUsage, which rustls does not look at. A curious one notes what rustls refuses and goes
/// on, to see the rest of the handshake; nothing may be sent to a server that was let in so.
#[derive(Debug)]
pub struct Examiner {
    rustls: Arc<WebPkiServerVerifier>,
    roots: Vec<Vec<u8>>,
    curious: bool,
    seen: Mutex<Visit>,
}

impl Trust {
    /// Refuses what rustls refuses, and what keyUsage forbids.
    ///
    /// # Errors
    /// No root can be read, or a list cannot.
    pub fn strict(&self) -> Result<Arc<Examiner>, Error> {
        self.examiner(false)
    }

    /// Notes what it would refuse.
    ///
    /// # Errors
    /// As [`Trust::strict`].
    pub fn curious(&self) -> Result<Arc<Examiner>, Error> {
        self.examiner(true)
    }

    fn examiner(&self, curious: bool) -> Result<Arc<Examiner>, Error> {
        let mut store = RootCertStore::empty();
        store.add_parsable_certificates(self.roots.iter().map(|der| CertificateDer::from(der.as_slice())));
        let lists = self.lists.iter().map(|der| CertificateRevocationListDer::from(der.clone()));
        let rustls = WebPkiServerVerifier::builder_with_provider(Arc::new(store), self.provider.clone())
            .with_crls(lists)
            .only_check_end_entity_revocation()
            .enforce_revocation_expiration()
            .build()
            .map_err(|error| Error::General(error.to_string()))?;
        Ok(Arc::new(Examiner { rustls, roots: self.roots.clone(), curious, seen: Mutex::default() }))
    }

    /// A client with such a verifier.
    ///
    /// # Errors
    /// The provider has no cipher suite of any version.
    pub fn config(&self, examiner: Arc<Examiner>) -> Result<ClientConfig, Error> {
        Ok(self.verifying(examiner)?.with_no_client_auth())
    }

    fn verifying(&self, examiner: Arc<Examiner>) -> Result<ConfigBuilder<ClientConfig, WantsClientCert>, Error> {
        Ok(ClientConfig::builder_with_provider(self.provider.clone())
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(examiner))
    }
}

impl Examiner {
    /// What was seen so far.
    pub fn seen(&self) -> Visit {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn note(&self, change: impl FnOnce(&mut Visit)) {
        change(&mut self.seen.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Notes a refusal, the first one only; passes it on, or lets it pass.
    fn judged<T>(&self, result: Result<T, Error>, otherwise: T) -> Result<T, Error> {
        if let Err(error) = &result {
            self.note(|seen| seen.error = seen.error.take().or_else(|| Some(error.clone())));
        }
        if self.curious { Ok(result.unwrap_or(otherwise)) } else { result }
    }

    fn possession(&self, result: Result<HandshakeSignatureValid, Error>) -> Result<HandshakeSignatureValid, Error> {
        self.note(|seen| seen.possession = Some(result.is_ok()));
        self.judged(result, HandshakeSignatureValid::assertion())
    }

    /// What rustls does not ask: whether the keys of the chain may do what they do.
    fn key_usage(&self, own: &[u8], others: &[Vec<u8>], now: UnixTime) -> Result<(), Error> {
        let (roots, at) = (self.roots.as_slice(), now.as_secs());
        let question = Question {
            certificate: own,
            untrusted: others,
            roots,
            role: Role::Client,
            lists: &[],
            at,
            crypto: Default::default(),
        };
        let verdict = verify::verify(&question);
        let refusal = verdict.refusals().find(|(what, _)| *what == What::KeyUsage);
        refusal.map_or(Ok(()), |(_, why)| {
            let why = OtherError(Arc::new(io::Error::other(why.to_owned())));
            Err(Error::InvalidCertificate(CertificateError::Other(why)))
        })
    }
}

impl ServerCertVerifier for Examiner {
    fn verify_server_cert(
        &self,
        own: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let more: Vec<_> = others.iter().map(|der| der.to_vec()).collect();
        self.note(|seen| seen.chain = std::iter::once(own.to_vec()).chain(more.iter().cloned()).collect());
        let verified = self.rustls.verify_server_cert(own, others, name, ocsp, now);
        let verified =
            verified.and_then(|ok| if self.curious { Ok(ok) } else { self.key_usage(own, &more, now).map(|()| ok) });
        self.judged(verified, ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        own: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.possession(self.rustls.verify_tls12_signature(message, own, signed))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        own: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.possession(self.rustls.verify_tls13_signature(message, own, signed))
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.rustls.supported_verify_schemes()
    }
}

/// Shakes hands with a server and leaves without asking for anything. A visitor with no certificate of its own goes on whatever the
/// server shows; one that has a certificate shows it only to a server that it believes.
///
/// # Errors
/// It cannot be reached, does not answer in time, or the trust or the certificate is of no use. What TLS refuses stands in the [`Visit`].
pub fn visit(at: impl ToSocketAddrs, host: &Name, trust: &Trust, own: Option<&Credentials>) -> io::Result<Visit> {
    let name = ServerName::try_from(host.to_string()).map_err(io::Error::other)?;
    let examiner = if own.is_some() { trust.strict() } else { trust.curious() }.map_err(io::Error::other)?;
    let wallet = Wallet::new(own, &trust.provider).map_err(io::Error::other)?;
    let config = trust.verifying(examiner.clone()).map_err(io::Error::other)?.with_client_cert_resolver(wallet.clone());
    let mut tls = ClientConnection::new(Arc::new(config), name).map_err(io::Error::other)?;
    let mut tcp = connect(at)?;
    let mut shaken = tls.complete_io(&mut tcp).map_or_else(refusal, |_| Ok(None));
    let mut seen = Visit { asked: wallet.asked(), ..examiner.seen() };
    if let Ok(None) = shaken {
        seen.agreed = agreed(&tls);
        // In TLS 1.3 a client has finished before the server looks at its certificate.
        if seen.asked.is_some() && tls.protocol_version() == Some(ProtocolVersion::TLSv1_3) {
            shaken = Ok(afterwards(&mut tls, &mut tcp));
        }
    }
    tls.send_close_notify();
    let _ = tls.write_tls(&mut tcp); // to be polite; the server may have gone
    match shaken? {
        Some(Error::AlertReceived(alert)) if seen.asked.is_some() => seen.turned_away = Some(alert),
        refused => seen.error = seen.error.or(refused),
    }
    Ok(seen)
}

/// What TLS refused, if that is what ended a handshake.
fn refusal(error: io::Error) -> io::Result<Option<Error>> {
    let refused = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()).cloned();
    refused.map_or(Err(error), |refused| Ok(Some(refused)))
}

/// What a server says to a certificate, or to none, once the client has finished. One that is content waits for a request.
fn afterwards(tls: &mut ClientConnection, line: &mut Line) -> Option<Error> {
    line.hurry(SECOND_THOUGHTS);
    while tls.read_tls(line).is_ok_and(|len| len > 0) {
        if let Err(error) = tls.process_new_packets() {
            return Some(error);
        }
    }
    None
}

fn agreed(tls: &ClientConnection) -> Option<String> {
    let version = match tls.protocol_version()? {
        ProtocolVersion::TLSv1_3 => "TLS 1.3",
        ProtocolVersion::TLSv1_2 => "TLS 1.2",
        _ => return None, // rustls speaks no other
    };
    let suite = suite_name(tls.negotiated_cipher_suite()?.suite());
    let group = tls.negotiated_key_exchange_group().map(|group| format!(", {:?}", group.name())).unwrap_or_default();
    Some(format!("{version}, {suite}{group}"))
}

impl Visit {
    /// What is wrong with what was seen at this time (seconds since 1970). Without a chain the [`error`](Visit::error) alone says why.
    pub fn diagnose(&self, host: &Name, trust: &Trust, at: u64) -> Findings {
        let Trust { roots, lists, .. } = trust;
        verify::diagnose(&Shown {
            chain: &self.chain,
            host,
            roots,
            lists,
            at,
            known: &[],
            possession: self.possession,
            crypto: Default::default(),
        })
    }
}
