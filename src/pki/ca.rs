//! The certificate authority: Carol, who decides what a certificate says.

use rcgen::{Issuer, PublicKeyData};
use rustls_pki_types::CertificateDer;
use x509_parser::extensions::ParsedExtension;
use x509_parser::prelude::{FromDer, X509Certificate};

use super::profile::{ProfileError, day, key_identifier};
use super::{Certificate, CheckedRequest, KeyError, Name, PrivateKey, Profile, Subject, Validity};
use crate::proxy::decoded;
use crate::verify::{self, SignatureError};

/// An authority: a key, and the certificate that says whose it is.
pub struct Authority {
    key: PrivateKey,
    certificate: Certificate,
}

/// Why an authority does not sign.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IssueError {
    /// The request asks for a name that was not allowed.
    #[error(
        "the request asks for {asked:?} in {place}, which is not allowed; if the name belongs to the sender, allow it with --host"
    )]
    ForeignName {
        /// The name, as the request writes it.
        asked: String,
        /// Where it stands: in the subject alternative name, or as the common name.
        place: &'static str,
    },
    /// The common name is none that was allowed, and old clients or people may take it for one.
    #[error(
        "the request has the common name {asked:?}: {why}; leave it out, or make it one of the names that are allowed"
    )]
    Confusing {
        /// The name, as the request writes it.
        asked: String,
        /// Why it may be taken for a name.
        why: &'static str,
    },
    /// No name was allowed: browsers, Go and rustls look at nothing but the names. (curl, OpenSSL, GnuTLS, Python and Node.js still
    /// fall back on the common name where there are none.)
    #[error("no name is allowed; browsers, Go and rustls check only the names: give one with --host")]
    NoNames,
    /// The certificate would outlive the authority's own, which ends then (seconds since 1970).
    #[error(
        "the certificate would be valid for longer than the authority's own, which ends at {}; give fewer days",
        day(*.0)
    )]
    Outlives(u64),
    /// What the certificate would say cannot be written.
    #[error(transparent)]
    Profile(#[from] ProfileError),
    /// The key and the certificate of the authority do not belong together.
    #[error("the authority's private key does not belong to its certificate")]
    KeyMismatch,
    /// The certificate is not an authority's, or cannot be used as one, and why.
    #[error("this certificate is not an authority's: {0}")]
    NotAuthority(String),
    /// The authority's certificate cannot be read.
    #[error("the authority's certificate cannot be read: {0}")]
    Damaged(String),
    /// A key could not be made.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// It could not be signed.
    #[error("the certificate could not be signed: {0}")]
    Backend(String),
}

impl Authority {
    /// A root: an authority that signs itself, with no limit on the path below it.
    ///
    /// # Errors
    /// [`IssueError`].
    pub fn root(key: PrivateKey, subject: Subject, validity: Validity) -> Result<Authority, IssueError> {
        Authority::self_signed(key, &Profile::authority(subject, validity, None))
    }

    /// A root with whatever the profile says: name constraints, a path length.
    ///
    /// # Errors
    /// [`IssueError`].
    pub fn self_signed(key: PrivateKey, profile: &Profile) -> Result<Authority, IssueError> {
        let mut params = profile.params(&key)?;
        // A root's authority key identifier would only repeat its own.
        params.use_authority_key_identifier_extension = false;
        let signed = params.self_signed(key.pair()).map_err(backend)?;
        Ok(Authority { certificate: Certificate::from_der(signed.der().to_vec()), key })
    }

    /// An authority below this one. It may sign leaves, and no further authority.
    ///
    /// # Errors
    /// [`IssueError`].
    pub fn intermediate(&self, key: PrivateKey, subject: Subject, validity: Validity) -> Result<Authority, IssueError> {
        let certificate = self.issue(&key, &Profile::authority(subject, validity, Some(0)))?;
        Ok(Authority { key, certificate })
    }

    /// An authority from its key and its certificate in DER.
    ///
    /// # Errors
    /// The two do not belong together, or the certificate is not an authority's.
    pub fn load(key: PrivateKey, certificate: &[u8]) -> Result<Authority, IssueError> {
        let parsed = parse(certificate)?;
        if parsed.public_key().raw != key.public_der() {
            return Err(IssueError::KeyMismatch);
        }
        if let Some(why) = no_authority(&parsed) {
            return Err(IssueError::NotAuthority(why));
        }
        Ok(Authority { key, certificate: Certificate::from_der(certificate) })
    }

    /// Somebody who signs as if they were an authority, without being asked whether they are: for attacks and exhibits.
    pub fn pretended(key: PrivateKey, certificate: Certificate) -> Authority {
        Authority { key, certificate }
    }

    /// A certificate for a server. The request gives the key and the subject; the names are those that the operator allowed, and the
    /// extensions are the authority's own.
    ///
    /// # Errors
    /// The request asks for a name that is not among `names` (also as its common name), or [`IssueError`].
    pub fn issue_server(
        &self,
        request: &CheckedRequest,
        names: &[Name],
        validity: Validity,
    ) -> Result<Certificate, IssueError> {
        if names.is_empty() {
            return Err(IssueError::NoNames);
        }
        refuse_foreign(request, names)?;
        let decrypts = request.algorithm() == &rcgen::PKCS_RSA_SHA256;
        self.issue(request, &Profile::server(request.subject().clone(), names.to_vec(), validity, decrypts))
    }

    /// A certificate for a client with this common name. The request gives the key and nothing else.
    ///
    /// # Errors
    /// [`IssueError`].
    pub fn issue_client(
        &self,
        request: &CheckedRequest,
        common_name: &str,
        validity: Validity,
    ) -> Result<Certificate, IssueError> {
        let uri = client_uri(common_name);
        self.issue(request, &Profile::client(Subject::named(None, common_name), uri, validity))
    }

    /// Signs whatever the profile says about a public key (of a [`PrivateKey`] or a [`CheckedRequest`]). A certificate that would outlive this authority's is refused; nothing else is
    /// checked: whoever holds the key can sign anything.
    ///
    /// # Errors
    /// [`IssueError`].
    pub fn issue(&self, key: &impl PublicKeyData, profile: &Profile) -> Result<Certificate, IssueError> {
        let end = self.validity()?.not_after;
        if profile.validity.not_after > end {
            return Err(IssueError::Outlives(end));
        }
        self.sign(key, profile)
    }

    /// The same without any check.
    pub(super) fn sign(&self, key: &impl PublicKeyData, profile: &Profile) -> Result<Certificate, IssueError> {
        let params = profile.params(key)?;
        let signed = params.signed_by(key, &self.issuer()?).map_err(backend)?;
        let certificate = Certificate::from_der(signed.der().to_vec());
        // What the library wrote is what a verifier will read: a name that it could not repeat exactly breaks the chain.
        match verify::issued_by(certificate.der(), self.certificate.der()) {
            Err(SignatureError::Issuer) => Err(IssueError::NotAuthority(
                "its name has more than one attribute of a kind, which cannot be repeated here".to_owned(),
            )),
            Err(error) => Err(IssueError::Backend(error.to_string())),
            Ok(()) => Ok(certificate),
        }
    }

    /// Its certificate.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Its key: what must never be stolen.
    pub fn key(&self) -> &PrivateKey {
        &self.key
    }

    /// From when to when its certificate holds.
    ///
    /// # Errors
    /// The certificate cannot be read.
    pub fn validity(&self) -> Result<Validity, IssueError> {
        let parsed = parse(self.certificate.der())?;
        let seconds = |time: x509_parser::time::ASN1Time| u64::try_from(time.timestamp()).unwrap_or(0);
        Ok(Validity {
            not_before: seconds(parsed.validity().not_before),
            not_after: seconds(parsed.validity().not_after),
        })
    }

    /// The key identifier that what it signs refers to.
    pub(super) fn key_identifier(&self) -> Result<Vec<u8>, IssueError> {
        let parsed = parse(self.certificate.der())?;
        let written = parsed.iter_extensions().find_map(|extension| match extension.parsed_extension() {
            ParsedExtension::SubjectKeyIdentifier(id) => Some(id.0.to_vec()),
            _ => None,
        });
        Ok(written.unwrap_or_else(|| key_identifier(self.key.pair())))
    }

    /// For rcgen: name and key identifier as the certificate has them.
    pub(super) fn issuer(&self) -> Result<Issuer<'static, &rcgen::KeyPair>, IssueError> {
        Issuer::from_ca_cert_der(&CertificateDer::from(self.certificate.der()), self.key.pair()).map_err(backend)
    }
}

/// How a client's certificate names its holder in the subject alternative name: `https://example.com/clients/NAME`, percent-encoded.
/// It is an identifier and leads nowhere: example.com is kept for examples (RFC 2606 section 3).
pub fn client_uri(name: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._".contains(&b);
    let encoded: String =
        name.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect();
    format!("https://example.com/clients/{encoded}")
}

/// The name that [`client_uri`] made such a URI of, if it did.
pub fn client_name(uri: &str) -> Option<String> {
    decoded(uri.strip_prefix(&client_uri(""))?).filter(|name| !name.is_empty() && client_uri(name) == uri)
}

/// Every name that the request asks for must be allowed. A common name counts if it reads as a host's: old clients compare it, and some
/// overlook a dot or a space at its end.
fn refuse_foreign(request: &CheckedRequest, names: &[Name]) -> Result<(), IssueError> {
    let allowed = |text: &str| text.parse().is_ok_and(|name: Name| names.contains(&name));
    if let Some(asked) = request.names_asked().find(|name| !allowed(name)) {
        return Err(IssueError::ForeignName { asked: asked.to_owned(), place: "the subject alternative name" });
    }
    let Some(name) = request.subject().common_name.as_deref().filter(|name| !allowed(name)) else { return Ok(()) };
    let asked = name.to_owned();
    if let Some(why) = confusing(name) {
        return Err(IssueError::Confusing { asked, why });
    }
    match name.contains(['.', ':']) && name.parse::<Name>().is_ok() {
        true => Err(IssueError::ForeignName { asked, place: "the common name" }),
        false => Ok(()),
    }
}

/// Why a common name that is not allowed may be taken for another one. A server's is for machines, which write ASCII: among all
/// letters there are some that look like others, and dots that are none.
fn confusing(name: &str) -> Option<&'static str> {
    if !name.is_ascii() {
        return Some("letters that are not ASCII may look like others, and hosts are written without (xn--…)");
    }
    let trimmed = name.trim_matches([' ', '.']);
    if name.trim() != name || (trimmed != name && !trimmed.contains(' ')) {
        return Some("a space or a dot at its beginning or end may be overlooked");
    }
    // What reads as a host's name from end to end was compared with those that are allowed. "J. Smith" is none.
    let dotted = |word: &str| word.trim_matches('.').contains('.') && word.bytes().any(|b| b.is_ascii_alphabetic());
    let reads_as_host = name.parse::<Name>().is_err() && name.split(' ').any(dotted);
    reads_as_host.then_some("a part of it looks like a host name")
}

fn parse(certificate: &[u8]) -> Result<X509Certificate<'_>, IssueError> {
    let (rest, parsed) =
        X509Certificate::from_der(certificate).map_err(|error| IssueError::Damaged(error.to_string()))?;
    if rest.is_empty() { Ok(parsed) } else { Err(IssueError::Damaged(format!("{} bytes follow its end", rest.len()))) }
}

/// Why a certificate cannot be used to sign others.
fn no_authority(certificate: &X509Certificate) -> Option<String> {
    let basic = certificate.basic_constraints().ok().flatten().is_some_and(|bc| bc.value.ca);
    if !basic {
        return Some("its basicConstraints do not say CA:TRUE".to_owned());
    }
    let usage = certificate.key_usage().ok()?;
    usage.is_some_and(|u| !u.value.key_cert_sign()).then(|| "its keyUsage does not have keyCertSign".to_owned())
}

fn backend(error: rcgen::Error) -> IssueError {
    IssueError::Backend(error.to_string())
}
