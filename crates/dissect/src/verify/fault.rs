//! What can be wrong with what a server shows: each fault with its meaning and its repair.

use crate::rfc::{self, Cite};

/// A fault of a chain, or of the way in which it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// It is no certificate.
    Unreadable,
    /// The server's own certificate does not stand first.
    LeafNotFirst,
    /// The server's certificate is signed with its own key.
    SelfSigned,
    /// The chain leads to a root that is not trusted.
    UnknownRoot,
    /// The issuer has the name of a trusted authority, and another key.
    Impostor,
    /// The chain stops short: a certificate between it and the root was not sent.
    MissingIntermediate,
    /// What was signed is not what is shown.
    BrokenSignature,
    /// A signature's algorithm is broken or unknown.
    Algorithm,
    /// A key is too short.
    WeakKey,
    /// The chain is too long to be followed.
    TooLong,
    /// Too late.
    Expired,
    /// Too early.
    NotYetValid,
    /// One that is no authority signed a certificate.
    NotAuthority,
    /// An authority shows its own certificate as a server's.
    AuthorityAsLeaf,
    /// More authorities stand below one than it allows.
    PathLength,
    /// A key is used for what its keyUsage does not allow.
    KeyUsage,
    /// The certificate is made for something else, by its extKeyUsage.
    Purpose,
    /// The certificate is for another name.
    WrongHost,
    /// The certificate has no subject alternative name.
    NoNames,
    /// An authority certified a name that it may not certify.
    NameConstraint,
    /// The authority took the certificate back.
    Revoked,
    /// Lists were given, and none of them decides.
    RevocationUnknown,
    /// The server does not hold the private key of the certificate.
    WrongKey,
    /// Certificates of the chain are not sent in the order in which they signed each other. No reason to refuse.
    OutOfOrder,
    /// Only the library refuses, for a reason that no check of ours names.
    Library,
}

/// All of them.
const ALL: [Fault; 25] = [
    Fault::Unreadable,
    Fault::LeafNotFirst,
    Fault::SelfSigned,
    Fault::UnknownRoot,
    Fault::Impostor,
    Fault::MissingIntermediate,
    Fault::BrokenSignature,
    Fault::Algorithm,
    Fault::WeakKey,
    Fault::TooLong,
    Fault::Expired,
    Fault::NotYetValid,
    Fault::NotAuthority,
    Fault::AuthorityAsLeaf,
    Fault::PathLength,
    Fault::KeyUsage,
    Fault::Purpose,
    Fault::WrongHost,
    Fault::NoNames,
    Fault::NameConstraint,
    Fault::Revoked,
    Fault::RevocationUnknown,
    Fault::WrongKey,
    Fault::OutOfOrder,
    Fault::Library,
];

/// What is told about a fault.
struct Told {
    name: &'static str,
    meaning: &'static str,
    repair: &'static str,
    cite: Cite,
}

impl Fault {
    /// All faults.
    pub fn all() -> impl Iterator<Item = Fault> {
        ALL.into_iter()
    }

    /// Its name: `expired`.
    pub fn name(self) -> &'static str {
        self.told().name
    }

    /// What it means for whoever trusts the connection.
    pub fn meaning(self) -> &'static str {
        self.told().meaning
    }

    /// Who repairs it, and how.
    pub fn repair(self) -> &'static str {
        self.told().repair
    }

    /// Where the standard says so.
    pub fn cite(self) -> Cite {
        self.told().cite
    }

    /// Whether it is a reason to refuse.
    pub fn refuses(self) -> bool {
        self != Fault::OutOfOrder
    }

    fn told(self) -> Told {
        let told = |name, meaning, repair, cite| Told { name, meaning, repair, cite };
        match self {
            Fault::Unreadable => told(
                "not a certificate",
                "What was sent cannot be read as a certificate of version 3, so nothing that it says can be relied on.",
                "The server's operator: convert the file to PEM or DER of X.509 version 3, or have it issued again.",
                rfc::CERTIFICATE,
            ),
            Fault::LeafNotFirst => told(
                "own certificate not first",
                "A client takes the first certificate for the server's. Here that is somebody else's, so names, usage and key are judged on the wrong one.",
                "The server's operator: put the server's own certificate first in the chain file, each issuer behind what it signed.",
                rfc::CHAIN_ORDER,
            ),
            Fault::SelfSigned => told(
                "self-signed",
                "Nobody vouches for it but itself: anybody can make one that says the same, and a client cannot tell them apart.",
                "The server's operator: have it issued by an authority that the clients trust. A client that must live with it compares the key itself, obtained in another way.",
                rfc::PATH_VALIDATION,
            ),
            Fault::UnknownRoot => told(
                "unknown root",
                "The signatures fit together, and end at an authority that this client has no reason to believe.",
                "The server's operator: use an authority that the clients trust. The client: trust this root only if it was obtained in a safe way, and its owner may vouch for any name.",
                rfc::PATH_VALIDATION,
            ),
            Fault::Impostor => told(
                "an authority of the same name",
                "The issuer's name is one that is trusted, and the key is not. Names can be copied; signatures cannot. Either an attacker made it, or the authority was set up a second time.",
                "The server's operator: ask the true authority for a certificate. If the authority has a new key, the clients need its new root.",
                rfc::AUTHORITY_KEY_IDENTIFIER,
            ),
            Fault::MissingIntermediate => told(
                "missing intermediate",
                "The authority that signed the certificate is not a root, and its own certificate was not sent: the client cannot get from one to the other. Browsers often can, from memory or by fetching it; programs cannot.",
                "The server's operator: send the whole chain up to the root, which need not be sent.",
                rfc::CHAIN_ORDER,
            ),
            Fault::BrokenSignature => told(
                "broken signature",
                "The issuer's key did not sign these bytes: they were altered afterwards, or damaged, or the signature is taken from elsewhere.",
                "The server's operator: install the file as it was issued. If it was so already, somebody altered it on the way.",
                rfc::SIGNATURE_VALUE,
            ),
            Fault::Algorithm => told(
                "algorithm not accepted",
                "A signature made in this way can be forged, or the client does not know how to check it.",
                "The authority: sign again with ECDSA or RSA and SHA-256, or with Ed25519.",
                rfc::SIGNATURE_ALGORITHM,
            ),
            Fault::WeakKey => told(
                "weak key",
                "A key of this length can be found by computing, so what it signed proves nothing.",
                "The key's owner: make a new key, of P-256 or of 2048 bits of RSA or more, and have everything that the old one signed issued again.",
                rfc::KEY_LENGTHS,
            ),
            Fault::TooLong => told(
                "chain too long",
                "The chain was not followed to its end: there is a limit, so that nobody can keep a client busy with it.",
                "The authority: use fewer intermediates.",
                rfc::PATH_VALIDATION,
            ),
            Fault::Expired => told(
                "expired",
                "Its authority vouches for it no longer: the name may have changed hands, and a stolen key is not even listed as revoked any more.",
                "The server's operator: renew it, and let a program do so from now on. If it is valid, the client's clock is wrong.",
                rfc::VALIDITY,
            ),
            Fault::NotYetValid => told(
                "not yet valid",
                "Its authority does not vouch for it yet. Most often a clock is wrong: the client's, or the authority's.",
                "The client: set the clock. The server's operator: wait, or have it issued with an earlier beginning.",
                rfc::VALIDITY,
            ),
            Fault::NotAuthority => told(
                "signed by one that is no authority",
                "A certificate for a server does not make its holder an authority. If it did, every site could certify every other.",
                "The server's operator: have it issued by an authority. If the signer was meant to be one, its own certificate must say CA:TRUE.",
                rfc::BASIC_CONSTRAINTS,
            ),
            Fault::AuthorityAsLeaf => told(
                "an authority in the place of a server",
                "A key that signs certificates stands on a machine that everybody can reach: whoever breaks in can certify any name.",
                "The server's operator: make a key for the server, and have it certified with CA:FALSE.",
                rfc::BASIC_CONSTRAINTS,
            ),
            Fault::PathLength => told(
                "path too long",
                "An authority said how many others may stand below it, and there are more: one of them was made by somebody who may not make authorities.",
                "The authority: issue directly, or have the upper one issued again with a greater path length.",
                rfc::BASIC_CONSTRAINTS,
            ),
            Fault::KeyUsage => told(
                "key usage",
                "The key does what its authority did not certify it for. In a handshake of today the server signs, so its key must be one that may sign.",
                "The authority: issue it with digitalSignature for a server, keyCertSign for an authority.",
                rfc::KEY_USAGE,
            ),
            Fault::Purpose => told(
                "made for something else",
                "A client's certificate proves who a client is. It was given under other checks than a server's, and does not serve in its place.",
                "The server's operator: have one issued with serverAuth.",
                rfc::EXT_KEY_USAGE,
            ),
            Fault::WrongHost => told(
                "another name",
                "Somebody is certified, and not the one who was asked for. A valid certificate of another site is what an attacker has.",
                "The server's operator: have it issued for every name by which the server is reached. The client: ask for the name in the certificate.",
                rfc::SERVICE_IDENTITY,
            ),
            Fault::NoNames => told(
                "no subject alternative name",
                "The name stands in the common name alone. That is free text, not always covered by name constraints; the standard ended its use, browsers and rustls do not read it, and other clients still do.",
                "The server's operator: have it issued with the names as subject alternative names.",
                rfc::SERVICE_IDENTITY,
            ),
            Fault::NameConstraint => told(
                "name constraint",
                "The authority may certify certain names only, and this is not one of them.",
                "The server's operator: ask an authority that may certify this name.",
                rfc::NAME_CONSTRAINTS,
            ),
            Fault::Revoked => told(
                "revoked",
                "Its authority took it back before its end, for instance since the key was stolen. Who does not ask for the list does not notice.",
                "The server's operator: make a new key, and have a new certificate issued.",
                rfc::REVOKED_CERTIFICATES,
            ),
            Fault::RevocationUnknown => told(
                "revocation not known",
                "Nobody can say whether the authority took it back: the list is missing, out of date, or not signed by the issuer.",
                "The client: fetch a new list. The authority: publish one before the old one ends.",
                rfc::NEXT_UPDATE,
            ),
            Fault::WrongKey => told(
                "key of another certificate",
                "Certificates are public, and everybody can send this one. The server could not sign with its private key, so it did not prove that the certificate is its own.",
                "The server's operator: install the key and the certificate that belong together; both have the same public key.",
                rfc::PROOF_OF_POSSESSION,
            ),
            Fault::OutOfOrder => told(
                "another order",
                "Up to TLS 1.2 each certificate had to stand behind the one that it signed. Clients found their way all the same, and TLS 1.3 lets them: only the first one has its place.",
                "The server's operator: nothing must be done; the usual order serves the oldest clients.",
                rfc::CHAIN_ORDER,
            ),
            Fault::Library => told(
                "refused by the library alone",
                "The library that rustls goes by refuses it, for a reason that stands in its own words.",
                "Read the library's reason, and have the certificate issued again without what it names.",
                rfc::PATH_VALIDATION,
            ),
        }
    }
}
