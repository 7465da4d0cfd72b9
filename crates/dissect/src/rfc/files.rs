//! What an authority answers about a certificate (OCSP), and files beside certificates and keys: bundles, parameters, SSH.

use super::cites;

cites! {
    "RFC 6960" {
        OCSP_CERT_ID = "4.1.1", "How a certificate is named.";
        OCSP_RESPONSE_STATUS = "4.2.1", "Whether there is an answer.";
        OCSP_CERT_STATUS = "2.2", "Good, revoked, unknown.";
        OCSP_TIMES = "2.4", "From when to when an answer counts.";
        OCSP_RESPONDERS = "4.2.2.2", "Who may sign.";
        OCSP_NO_CHECK = "4.2.2.2.1", "Whether a responder's own certificate is asked about.";
        OCSP_CRL_REFERENCE = "4.4.2", "The list behind an answer.";
        OCSP_ACCEPTABLE = "4.4.3", "Which kinds of answers will do.";
        OCSP_ARCHIVE = "4.4.4", "How far back an answer goes.";
        OCSP_LOCATOR = "4.4.6", "Whom else to ask.";
        OCSP_PREFERRED = "4.4.7", "Which signatures will do.";
        OCSP_BY_GET = "A.1", "A question in an address.";
        OCSP_EXTENDED_REVOKED = "4.4.8", "What was never issued.";
    }
    "RFC 8954" { OCSP_NONCE = "2.1", "A random number against old answers."; }
    "RFC 5652" {
        CMS_CONTENT_INFO = "3", "A box with its kind.";
        CMS_SIGNED_DATA = "5.1", "Content, certificates, signatures.";
        CMS_ENCAPSULATED = "5.2", "What is signed.";
        CMS_SIGNER_INFO = "5.3", "Who signed, and how.";
        CMS_CERTIFICATES = "10.2", "Certificates and what is known of their revocation.";
        CMS_ATTRIBUTES = "11", "What else a signer says.";
    }
    "PKCS #3" { DH_PARAMETERS = "9", "Groups for Diffie-Hellman."; }
    "SEC 1" { EC_PARAMETERS = "C.2", "Curves, written out."; }
    "RFC 4251" { SSH_STRING = "5", "How lengths, numbers and texts are written."; }
    "RFC 4253" { SSH_PUBLIC_KEY = "6.6", "Public keys."; }
    "RFC 4716" { SSH_KEY_FILE = "3", "A file for a public key."; }
    "RFC 5656" { SSH_ECDSA = "3.1", "Keys on curves."; }
    "RFC 8709" { SSH_ED25519 = "4", "Keys of Ed25519."; }
    "sshd(8)" { SSH_KEY_LINE = "AUTHORIZED_KEYS FILE FORMAT", "A public key on a line."; }
    "OpenSSH PROTOCOL.key" { SSH_PRIVATE_FILE = "", "Private keys in a file."; }
    "OpenSSH PROTOCOL.certkeys" {
        SSH_CERTIFICATE = "New public key formats", "Certificates.";
        SSH_CERTIFICATE_OPTIONS = "Critical options", "What a certificate forbids and allows.";
    }
    "OpenSSH PROTOCOL.u2f" { SSH_SECURITY_KEY = "SSH U2F Key formats", "Keys that a small device keeps."; }
}
