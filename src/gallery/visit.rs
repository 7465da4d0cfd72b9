//! A visitor who looks before judging: what rustls says of a server, what was sent, and whether the server holds the key.

use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, CertificateRevocationListDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, ClientConnection, DigitallySignedStruct, Error, OtherError, ProtocolVersion,
    RootCertStore, SignatureScheme,
};

use crate::pki::Name;
use crate::verify::{self, Findings, Question, Role, Shown, What};

/// How long a server may take to connect, and then to shake hands.
const PATIENCE: Duration = Duration::from_secs(5);

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
        Ok(ClientConfig::builder_with_provider(self.provider.clone())
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(examiner)
            .with_no_client_auth())
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

/// Shakes hands with a server, whatever it shows, and leaves without asking for anything.
///
/// # Errors
/// It cannot be reached, does not answer in time, or the trust is of no use. What TLS refuses stands in the [`Visit`].
pub fn visit(at: impl ToSocketAddrs, host: &Name, trust: &Trust) -> io::Result<Visit> {
    let name = ServerName::try_from(host.to_string()).map_err(io::Error::other)?;
    let examiner = trust.curious().map_err(io::Error::other)?;
    let config = trust.config(examiner.clone()).map_err(io::Error::other)?;
    let mut tls = ClientConnection::new(Arc::new(config), name).map_err(io::Error::other)?;
    let mut tcp = connect(at)?;
    let shaken = tls.complete_io(&mut tcp);
    tls.send_close_notify();
    let _ = tls.write_tls(&mut tcp); // to be polite; the server may have gone
    let mut seen = examiner.seen();
    match shaken {
        Ok(_) => seen.agreed = agreed(&tls),
        Err(error) => match error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) {
            Some(refused) => seen.error = seen.error.or_else(|| Some(refused.clone())),
            None => return Err(error),
        },
    }
    Ok(seen)
}

fn agreed(tls: &ClientConnection) -> Option<String> {
    let version = match tls.protocol_version()? {
        ProtocolVersion::TLSv1_3 => "TLS 1.3",
        ProtocolVersion::TLSv1_2 => "TLS 1.2",
        _ => return None, // rustls speaks no other
    };
    // rustls marks the suites of TLS 1.3 in its names for them; the registry does not.
    let suite = format!("{:?}", tls.negotiated_cipher_suite()?.suite()).replace("TLS13_", "TLS_");
    let group = tls.negotiated_key_exchange_group().map(|group| format!(", {:?}", group.name())).unwrap_or_default();
    Some(format!("{version}, {suite}{group}"))
}

/// A connection that has to have done its work by some time: a server that says a byte now and then keeps nobody.
struct Line {
    tcp: TcpStream,
    until: Instant,
}

impl Line {
    fn left(&self) -> io::Result<Option<Duration>> {
        match self.until.saturating_duration_since(Instant::now()) {
            Duration::ZERO => Err(io::ErrorKind::TimedOut.into()),
            left => Ok(Some(left)),
        }
    }
}

/// Systems have two words for a time that ran out, and rustls takes one of them for a socket that does not wait.
fn in_time(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::WouldBlock => io::ErrorKind::TimedOut.into(),
        _ => error,
    }
}

impl Read for Line {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.tcp.set_read_timeout(self.left()?)?;
        self.tcp.read(into).map_err(in_time)
    }
}

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.tcp.set_write_timeout(self.left()?)?;
        self.tcp.write(bytes).map_err(in_time)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.tcp.flush()
    }
}

fn connect(at: impl ToSocketAddrs) -> io::Result<Line> {
    let mut last = io::Error::other("the name has no address");
    for addr in at.to_socket_addrs()? {
        match TcpStream::connect_timeout(&addr, PATIENCE) {
            Ok(tcp) => return Ok(Line { tcp, until: Instant::now() + PATIENCE }),
            Err(error) => last = error,
        }
    }
    Err(last)
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
