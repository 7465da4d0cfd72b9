//! What a file can hold.

/// What a file, or one block of a PEM file, holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An X.509 certificate.
    Certificate,
    /// A certificate signing request (PKCS#10).
    Csr,
    /// A list of revoked certificates.
    Crl,
    /// A private key in clear: PKCS#8.
    PrivateKey,
    /// A private key in clear: PKCS#1, RSA only.
    RsaPrivateKey,
    /// A private key in clear: SEC1, elliptic curves only.
    EcPrivateKey,
    /// A private key under a passphrase: PKCS#8.
    EncryptedPrivateKey,
    /// A private key under a passphrase, of the old kind: PEM with `Proc-Type: 4,ENCRYPTED`.
    OldEncryptedPrivateKey,
    /// A public key: SubjectPublicKeyInfo.
    PublicKey,
    /// A public key: PKCS#1, RSA only.
    RsaPublicKey,
    /// Keys and certificates under a passphrase.
    Pkcs12,
    /// Certificates, revocation lists and signed content: CMS, which was PKCS#7.
    Cms,
    /// A question whether certificates are revoked.
    OcspRequest,
    /// The answer to it.
    OcspResponse,
    /// The name of a curve, as `openssl ecparam` writes it before a key.
    EcParameters,
    /// A curve, written out.
    EcCurve,
    /// A group for Diffie-Hellman.
    DhParameters,
    /// A public key of SSH, in a line or in a file of RFC 4716.
    SshPublicKey,
    /// The same with a CA's signature.
    SshCertificate,
    /// A private key of OpenSSH in clear.
    SshPrivateKey,
    /// A private key of OpenSSH under a passphrase.
    SshEncryptedPrivateKey,
    /// None of these.
    Unknown,
}

impl Kind {
    /// What a label of PEM promises; `None` where the data has to say.
    pub(super) fn promised(label: &str) -> Option<Kind> {
        Some(match label {
            "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE" => Kind::Certificate,
            "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => Kind::Csr,
            "X509 CRL" => Kind::Crl,
            "PRIVATE KEY" => Kind::PrivateKey,
            "RSA PRIVATE KEY" => Kind::RsaPrivateKey,
            "EC PRIVATE KEY" => Kind::EcPrivateKey,
            "ENCRYPTED PRIVATE KEY" => Kind::EncryptedPrivateKey,
            "PUBLIC KEY" => Kind::PublicKey,
            "RSA PUBLIC KEY" => Kind::RsaPublicKey,
            "PKCS7" | "PKCS #7 SIGNED DATA" | "CMS" => Kind::Cms,
            "OCSP REQUEST" => Kind::OcspRequest,
            "OCSP RESPONSE" => Kind::OcspResponse,
            "EC PARAMETERS" => Kind::EcParameters,
            "DH PARAMETERS" | "X9.42 DH PARAMETERS" => Kind::DhParameters,
            "OPENSSH PRIVATE KEY" => Kind::SshPrivateKey,
            _ => return None,
        })
    }
}
