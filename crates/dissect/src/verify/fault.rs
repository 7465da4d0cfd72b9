//! What can be wrong with what a server shows: each fault with its meaning and its repair.

use crate::rfc::{self, Cite};

/// What is told about a fault.
struct Told {
    name: &'static str,
    meaning: &'static str,
    repair: &'static str,
    cite: Cite,
}

/// Faults with what is told about each: `Fault = name, citation, meaning, repair;`.
macro_rules! define_faults {
    ($($(#[$doc:meta])* $fault:ident = $name:literal, $cite:ident, $meaning:literal, $repair:literal;)*) => {
        /// A fault of a chain, or of the way in which it is shown.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Fault {
            $($(#[$doc])* $fault,)*
        }

        impl Fault {
            /// All faults.
            pub fn all() -> impl Iterator<Item = Fault> {
                [$(Fault::$fault),*].into_iter()
            }

            fn told(self) -> Told {
                match self {
                    $(Fault::$fault => Told { name: $name, meaning: $meaning, repair: $repair, cite: rfc::$cite },)*
                }
            }
        }
    };
}

define_faults! {
    /// It is no certificate.
    Unreadable = "not a certificate", CERTIFICATE,
        "What was sent cannot be read as a certificate of version 3, so nothing that it says can be relied on.",
        "The server's operator: convert the file to PEM or DER of X.509 version 3, or have it issued again.";
    /// The server's own certificate does not stand first.
    LeafNotFirst = "own certificate not first", CHAIN_ORDER,
        "A client takes the first certificate for the server's. Here that is somebody else's, so names, usage and key are judged on the wrong one.",
        "The server's operator: put the server's own certificate first in the chain file, each issuer behind what it signed.";
    /// The server's certificate is signed with its own key.
    SelfSigned = "self-signed", PATH_VALIDATION,
        "Nobody vouches for it but itself: anybody can make one that says the same, and a client cannot tell them apart.",
        "The server's operator: have it issued by an authority that the clients trust. A client that must live with it compares the key itself, obtained in another way.";
    /// The chain leads to a root that is not trusted.
    UnknownRoot = "unknown root", PATH_VALIDATION,
        "The signatures fit together, and end at an authority that this client has no reason to believe.",
        "The server's operator: use an authority that the clients trust. The client: trust this root only if it was obtained in a safe way, and its owner may vouch for any name.";
    /// The issuer has the name of a trusted authority, and another key.
    Impostor = "an authority of the same name", AUTHORITY_KEY_IDENTIFIER,
        "The issuer's name is one that is trusted, and the key is not. Names can be copied; signatures cannot. Either an attacker made it, or the authority was set up a second time.",
        "The server's operator: ask the true authority for a certificate. If the authority has a new key, the clients need its new root.";
    /// The chain stops short: a certificate between it and the root was not sent.
    MissingIntermediate = "missing intermediate", CHAIN_ORDER,
        "The authority that signed the certificate is not a root, and its own certificate was not sent: the client cannot get from one to the other. Browsers often can, from memory or by fetching it; programs cannot.",
        "The server's operator: send the whole chain up to the root, which need not be sent.";
    /// What was signed is not what is shown.
    BrokenSignature = "broken signature", SIGNATURE_VALUE,
        "The issuer's key did not sign these bytes: they were altered afterwards, or damaged, or the signature is taken from elsewhere.",
        "The server's operator: install the file as it was issued. If it was so already, somebody altered it on the way.";
    /// A signature's algorithm is broken or unknown.
    Algorithm = "algorithm not accepted", SIGNATURE_ALGORITHM,
        "A signature made in this way can be forged, or the client does not know how to check it.",
        "The authority: sign again with ECDSA or RSA and SHA-256, or with Ed25519.";
    /// A key is too short.
    WeakKey = "weak key", KEY_LENGTHS,
        "A key of this length can be found by computing, so what it signed proves nothing.",
        "The key's owner: make a new key, of P-256 or of 2048 bits of RSA or more, and have everything that the old one signed issued again.";
    /// A key is none that a holder alone can sign with.
    BadKey = "broken key", PUBLIC_KEY_INFO,
        "The numbers are no key of their kind: either nobody can sign with it, or everybody can.",
        "The key's owner: make a new key with a library that is well kept, and have a new certificate issued for it.";
    /// An extension is critical, and nobody knows what it asks for.
    CriticalExtension = "critical extension", EXTENSIONS,
        "Critical means: refuse the certificate if you do not know what this says. It may limit the certificate in a way that a client would overlook.",
        "The authority: mark an extension as critical only if every client knows it. The client: use software that does.";
    /// A part of it cannot be read, or contradicts another.
    Malformed = "not well formed", CERTIFICATE,
        "A part of the certificate cannot be read, or says what a certificate of its kind must not say. A client that overlooks it may trust what nobody certified.",
        "The authority: issue it again, as RFC 5280 says. The section is named in the reason.";
    /// The chain is too long to be followed.
    TooLong = "chain too long", PATH_VALIDATION,
        "The chain was not followed to its end: there is a limit, so that nobody can keep a client busy with it.",
        "The authority: use fewer intermediates.";
    /// Too late.
    Expired = "expired", VALIDITY,
        "Its authority vouches for it no longer: the name may have changed hands, and a stolen key is not even listed as revoked any more.",
        "The server's operator: renew it, and let a program do so from now on. If it is valid, the client's clock is wrong.";
    /// Too early.
    NotYetValid = "not yet valid", VALIDITY,
        "Its authority does not vouch for it yet. Most often a clock is wrong: the client's, or the authority's.",
        "The client: set the clock. The server's operator: wait, or have it issued with an earlier beginning.";
    /// One that is no authority signed a certificate.
    NotAuthority = "signed by one that is no authority", BASIC_CONSTRAINTS,
        "A certificate for a server does not make its holder an authority. If it did, every site could certify every other.",
        "The server's operator: have it issued by an authority. If the signer was meant to be one, its own certificate must say CA:TRUE.";
    /// An authority shows its own certificate as a server's.
    AuthorityAsLeaf = "an authority in the place of a server", BASIC_CONSTRAINTS,
        "A key that signs certificates stands on a machine that everybody can reach: whoever breaks in can certify any name.",
        "The server's operator: make a key for the server, and have it certified with CA:FALSE.";
    /// More authorities stand below one than it allows.
    PathLength = "path too long", BASIC_CONSTRAINTS,
        "An authority said how many others may stand below it, and there are more: one of them was made by somebody who may not make authorities.",
        "The authority: issue directly, or have the upper one issued again with a greater path length.";
    /// A key is used for what its keyUsage does not allow.
    KeyUsage = "key usage", KEY_USAGE,
        "The key does what its authority did not certify it for. In a handshake of today the server signs, so its key must be one that may sign.",
        "The authority: issue it with digitalSignature for a server, keyCertSign for an authority.";
    /// The certificate is made for something else, by its extKeyUsage.
    Purpose = "made for something else", EXT_KEY_USAGE,
        "A client's certificate proves who a client is. It was given under other checks than a server's, and does not serve in its place.",
        "The server's operator: have one issued with serverAuth.";
    /// The certificate is for another name.
    WrongHost = "another name", SERVICE_IDENTITY,
        "Somebody is certified, and not the one who was asked for. A valid certificate of another site is what an attacker has.",
        "The server's operator: have it issued for every name by which the server is reached. The client: ask for the name in the certificate.";
    /// The certificate has no subject alternative name.
    NoNames = "no subject alternative name", SERVICE_IDENTITY,
        "The name stands in the common name alone. That is free text, not always covered by name constraints; the standard ended its use, browsers and rustls do not read it, and other clients still do.",
        "The server's operator: have it issued with the names as subject alternative names.";
    /// An authority certified a name that it may not certify.
    NameConstraint = "name constraint", NAME_CONSTRAINTS,
        "The authority may certify certain names only, and this is not one of them.",
        "The server's operator: ask an authority that may certify this name.";
    /// The authority took the certificate back.
    Revoked = "revoked", REVOKED_CERTIFICATES,
        "Its authority took it back before its end, for instance since the key was stolen. Who does not ask for the list does not notice.",
        "The server's operator: make a new key, and have a new certificate issued.";
    /// Lists were given, and none of them decides.
    RevocationUnknown = "revocation not known", NEXT_UPDATE,
        "Nobody can say whether the authority took it back: the list is missing, out of date, or not signed by the issuer.",
        "The client: fetch a new list. The authority: publish one before the old one ends.";
    /// The server does not hold the private key of the certificate.
    WrongKey = "key of another certificate", PROOF_OF_POSSESSION,
        "Certificates are public, and everybody can send this one. The server could not sign with its private key, so it did not prove that the certificate is its own.",
        "The server's operator: install the key and the certificate that belong together; both have the same public key.";
    /// Certificates of the chain are not sent in the order in which they signed each other. No reason to refuse.
    OutOfOrder = "another order", CHAIN_ORDER,
        "Up to TLS 1.2 each certificate had to stand behind the one that it signed. Clients found their way all the same, and TLS 1.3 lets them: only the first one has its place.",
        "The server's operator: nothing must be done; the usual order serves the oldest clients.";
    /// Only the library refuses, for a reason that no check of ours names.
    Library = "refused by the library alone", PATH_VALIDATION,
        "The library that rustls goes by refuses it, for a reason that stands in its own words.",
        "Read the library's reason, and have the certificate issued again without what it names.";
}

impl Fault {
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
}
