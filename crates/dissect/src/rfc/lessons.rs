//! What single lessons are about, and where they send a person who wants to read on.

use super::cites;

cites! {
    // For every lesson.
    "RFC 9110" {
        HTTP_MESSAGES = "6", "The parts of a message.";
        HTTP_SECURITY = "17", "What HTTP's authors warn about.";
    }
    "RFC 9112" { HTTP_SYNTAX = "2", "How HTTP/1.1 writes a message as bytes."; }
    "RFC 7258" { PERVASIVE_MONITORING = "1", "Listening is an attack."; }
    "Fernet specification" { FERNET_SPECIFICATION = "", "The whole specification."; }
    "RFC 2104" { HMAC = "2", "How a hash and a key make a MAC."; }
    "NIST SP 800-38A" { AES_CBC = "6.2", "Cipher block chaining."; }
    // Lesson 3: agreeing on a key in public.
    "RFC 7748" {
        X25519 = "5", "X25519, the function.";
        X25519_PUBLIC_KEY = "6.1", "Public keys of X25519, and how they are read.";
        X25519_SHARED = "6.1", "What both ends compute, and the check for zero.";
        X25519_SECURITY = "7", "What to know before building on it.";
        TRANSCRIPT_HASH = "6.1", "Why the public keys belong in the derivation.";
    }
    "RFC 5869" {
        HKDF = "2", "HKDF as a whole.";
        HKDF_EXTRACT = "2.2", "Its first step.";
        HKDF_EXPAND = "2.3", "Its second step.";
        HKDF_INFO = "3.2", "What `info` is for.";
    }
    "Fernet specification" { FERNET_KEY = "Key Format", "The two halves of a Fernet key."; }
    "RFC 7919" { FFDHE = "1", "Diffie–Hellman over primes, in TLS, with groups that are large enough."; }
    "Diffie and Hellman, New Directions in Cryptography (1976)" {
        NEW_DIRECTIONS = "", "The paper that made it public.";
    }
    "Adrian et al., Imperfect Forward Secrecy (2015)" { LOGJAM = "", "How 512-bit groups were broken in practice."; }
}

/// Where lesson 5 sends a person who wants to read on.
pub mod lesson5 {
    use super::cites;

    cites! {
        "RFC 8446" {
            TLS13 = "2", "TLS 1.3, in overview.";
            KEY_SCHEDULE = "7.1", "From the shared secret to every key.";
            AUTHENTICATION = "4.4", "Certificate, CertificateVerify, Finished.";
        }
        "RFC 5246" { TLS12 = "7.3", "The handshake of TLS 1.2, in overview."; }
        "RFC 9954" { HYBRID = "", "Two key exchanges at once, one of them post-quantum."; }
        "RFC 9325" { RECOMMENDATIONS = "3", "What to allow today."; }
        "RFC 9849" { ENCRYPTED_CLIENT_HELLO = "", "The server name, hidden."; }
    }
}

/// Where lesson 6 sends a person who wants to read on.
pub mod lesson6 {
    use super::cites;

    cites! {
        "RFC 8446" {
            CERTIFICATE_REQUEST = "4.3.2", "The server asks back.";
            CERTIFICATE = "4.4.2", "What a client sends, and what happens if it sends nothing.";
            ERROR_ALERTS = "6.2", "Alerts that end a handshake.";
        }
        "RFC 5246" { TLS12_ORDER = "7.3", "Which message follows which in TLS 1.2."; }
        "RFC 5280" {
            PATH_VALIDATION = "6", "From a certificate to a root.";
            REVOCATION_LISTS = "5", "Lists of revoked certificates.";
        }
        "RFC 7292" { PKCS12 = "4", "A key and a certificate in one file."; }
    }
}

/// Where lesson 9 sends a person who wants to read on.
pub mod lesson9 {
    use super::cites;

    cites! {
        "RFC 8446" {
            RESUMPTION = "2.2", "A later connection that stands on an earlier one.";
            EARLY_DATA = "2.3", "Early data, and what it is not protected against.";
            SHARED_KEYS = "4.2.11", "Tickets, their age, their binders.";
            REPLAY = "8", "Early data that comes twice.";
            REPLAY_DANGER = "E.5", "What may go wrong when it does.";
            TRACKING = "C.4", "Tickets that are shown once only.";
        }
        "RFC 8470" { TOO_EARLY = "5.2", "What HTTP does about it: 425."; }
        "RFC 5077" { TICKETS12 = "4", "Tickets in TLS 1.2, and what is in them."; }
    }
}

/// Where lesson 10 sends a person who wants to read on.
pub mod lesson10 {
    use super::cites;

    cites! {
        "RFC 9001" {
            INITIAL = "5.2", "The secrets of the first packets, which everybody can compute.";
            HEADERS = "5.4", "How a header's numbers are hidden.";
            REPLAY = "9.2", "Early data in QUIC that comes twice.";
        }
        "RFC 9000" {
            NEGOTIATION = "6.2", "Which lists of versions a client ignores.";
            AMPLIFICATION = "8.1", "What a server may send before it knows the client's address.";
            LINKING = "9.5", "What ties a connection that moves to where it was.";
        }
        "RFC 8999" { INVARIANTS = "5", "What no version of QUIC changes."; }
        "RFC 9114" { HTTP3 = "2", "HTTP/3 in overview."; }
    }
}
