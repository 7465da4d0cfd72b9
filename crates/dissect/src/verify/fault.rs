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
        "The server did not send a readable certificate of version 3, so a client cannot rely on anything it says.",
        "The server's operator: convert the file to an X.509 version 3 certificate in PEM or DER, or have a new one issued.";
    /// The server's own certificate does not stand first.
    LeafNotFirst = "own certificate not first", CHAIN_ORDER,
        "A client treats the first certificate as the server's. Here the first is an authority's, so the client checks names, usage and key on the wrong one.",
        "The server's operator: put the server's own certificate first in the chain file, and each issuer after the certificate that it signed.";
    /// The server's certificate is signed with its own key.
    SelfSigned = "self-signed", PATH_VALIDATION,
        "Only the certificate itself vouches for its contents. Anyone can make another one that says the same, and a client cannot tell them apart.",
        "The server's operator: have it issued by an authority that the clients trust. A client that must accept it anyway should compare its key with a copy obtained in another way.";
    /// The chain leads to a root that is not trusted.
    UnknownRoot = "unknown root", PATH_VALIDATION,
        "The signatures are correct, but the chain ends at an authority that this client has no reason to trust.",
        "The server's operator: use an authority that the clients trust. The client: trust this root only if it came from a safe source and its owner may vouch for any name.";
    /// The issuer has the name of a trusted authority, and another key.
    Impostor = "an authority of the same name", AUTHORITY_KEY_IDENTIFIER,
        "The issuer's name is that of a trusted authority, but the key is not. Names can be copied; signatures cannot. Either an attacker made the certificate, or the authority was set up again with a new key.",
        "The server's operator: get a certificate from the real authority. If the authority has a new key, the clients need its new root.";
    /// The chain stops short: a certificate between it and the root was not sent.
    MissingIntermediate = "missing intermediate", CHAIN_ORDER,
        "The authority that signed the certificate is not a root, and the server did not send that authority's own certificate, so the client cannot connect it to a root. Browsers often can, because they remember it or fetch it; other programs cannot.",
        "The server's operator: send the whole chain. Only the root can be left out.";
    /// What was signed is not what is shown.
    BrokenSignature = "broken signature", SIGNATURE_VALUE,
        "The issuer's key did not sign these bytes. Someone altered them later, or they were damaged, or the signature comes from another certificate.",
        "The server's operator: install the file as it was issued. If it already is, someone altered it on the way to the client.";
    /// A signature's algorithm is broken or unknown.
    Algorithm = "algorithm not accepted", SIGNATURE_ALGORITHM,
        "Signatures of this kind can be forged, or the client does not know how to check them.",
        "The authority: sign it again, with ECDSA or RSA and SHA-256, or with Ed25519.";
    /// A key is too short.
    WeakKey = "weak key", KEY_LENGTHS,
        "A key this short can be computed by an attacker, so its signatures prove nothing.",
        "The key's owner: make a new key (P-256, or RSA with at least 2048 bits), and have everything that the old key signed issued again.";
    /// A key is none that a holder alone can sign with.
    BadKey = "broken key", PUBLIC_KEY_INFO,
        "The numbers are not a valid key of this type. Either nobody can sign with it, or everyone can.",
        "The key's owner: make a new key with a well-maintained library, and have a new certificate issued for it.";
    /// An extension is critical, and nobody knows what it asks for.
    CriticalExtension = "critical extension", EXTENSIONS,
        "Critical means that a client must refuse the certificate if it does not understand this extension. The extension may restrict the certificate, and the client would miss that.",
        "The authority: mark an extension as critical only if every client understands it. The client: use software that does.";
    /// A part of it cannot be read, or contradicts another.
    Malformed = "not well formed", CERTIFICATE,
        "A part of the certificate cannot be read, or says something that a certificate of this type must not say. A client that ignores this may trust something that no authority certified.",
        "The authority: issue it again, following RFC 5280. The reason names the section.";
    /// The chain is too long to be followed.
    TooLong = "chain too long", PATH_VALIDATION,
        "The client did not follow the chain to its end. A limit exists so that nobody can keep a client busy with an endless chain.",
        "The authority: use fewer intermediates.";
    /// Too late.
    Expired = "expired", VALIDITY,
        "Its authority no longer vouches for it. The name may have changed hands, and a stolen key may no longer be listed as revoked.",
        "The server's operator: renew it, and automate the renewal. If the certificate is in fact still valid, the client's clock is wrong.";
    /// Too early.
    NotYetValid = "not yet valid", VALIDITY,
        "Its authority does not vouch for it yet. Usually a clock is wrong: the client's or the authority's.",
        "The client: set the clock. The server's operator: wait, or have it issued with an earlier start date.";
    /// One that is no authority signed a certificate.
    NotAuthority = "signed by one that is no authority", BASIC_CONSTRAINTS,
        "A server's certificate does not make its holder an authority. If it did, every site could certify every other site.",
        "The server's operator: have it issued by an authority. If the signer is meant to be one, its own certificate must say CA:TRUE.";
    /// An authority shows its own certificate as a server's.
    AuthorityAsLeaf = "an authority in the place of a server", BASIC_CONSTRAINTS,
        "A key that signs certificates is on a machine that anyone can reach. An attacker who breaks in can certify any name.",
        "The server's operator: make a separate key for the server, and have it certified with CA:FALSE.";
    /// More authorities stand below one than it allows.
    PathLength = "path too long", BASIC_CONSTRAINTS,
        "An authority limited how many authorities may come below it, and there are more. One of them was created by an authority that may not create others.",
        "The authority: issue the certificate directly, or have the upper authority's certificate issued again with a greater path length.";
    /// A key is used for what its keyUsage does not allow.
    KeyUsage = "key usage", KEY_USAGE,
        "The key is used in a way that its authority did not certify. In today's handshakes the server signs, so its key must be allowed to sign.",
        "The authority: issue it again, with digitalSignature for a server or keyCertSign for an authority.";
    /// The certificate is made for something else, by its extKeyUsage.
    Purpose = "made for something else", EXT_KEY_USAGE,
        "A client certificate proves who a client is. Authorities issue it after different checks than a server certificate, so it cannot replace one.",
        "The server's operator: have a certificate issued with serverAuth.";
    /// The certificate is for another name.
    WrongHost = "another name", SERVICE_IDENTITY,
        "The certificate is for a different name from the one the client asked for. A valid certificate for another site is exactly what an attacker can have.",
        "The server's operator: have it issued for every name that clients use for the server. The client: use the name in the certificate.";
    /// The certificate has no subject alternative name.
    NoNames = "no subject alternative name", SERVICE_IDENTITY,
        "The name is only in the common name. That is free text, and name constraints do not always cover it. The standard ended this use, and browsers and rustls ignore it, but other clients still read it.",
        "The server's operator: have it issued with the names as subject alternative names.";
    /// An authority certified a name that it may not certify.
    NameConstraint = "name constraint", NAME_CONSTRAINTS,
        "The authority may certify only certain names, and this is not one of them.",
        "The server's operator: ask an authority that may certify this name.";
    /// The authority took the certificate back.
    Revoked = "revoked", REVOKED_CERTIFICATES,
        "Its authority revoked it before its end, for example because the key was stolen. A client that never fetches the list never notices.",
        "The server's operator: make a new key, and have a new certificate issued.";
    /// Lists were given, and none of them decides.
    RevocationUnknown = "revocation not known", NEXT_UPDATE,
        "The client cannot tell whether the authority revoked it: the list is missing, out of date, or not signed by the issuer.",
        "The client: fetch a new list. The authority: publish a new list before the old one expires.";
    /// The server does not hold the private key of the certificate.
    WrongKey = "key of another certificate", PROOF_OF_POSSESSION,
        "Certificates are public, so anyone can send this one. The server could not sign with the matching private key, so it did not prove that the certificate is its own.",
        "The server's operator: install a key and a certificate that belong together. Both contain the same public key.";
    /// Certificates of the chain are not sent in the order in which they signed each other. No reason to refuse.
    OutOfOrder = "another order", CHAIN_ORDER,
        "Up to TLS 1.2, each certificate had to come after the one that it signed. Clients accepted other orders anyway, and TLS 1.3 allows them: only the first certificate has a fixed place.",
        "The server's operator: no repair is needed, but the usual order also works with the oldest clients.";
    /// Only the library refuses, for a reason that no check of ours names.
    Library = "refused only by the library", PATH_VALIDATION,
        "The library that rustls relies on refuses it. The reason is in the library's own words.",
        "Read the library's reason, and have the certificate issued again without the problem that it names.";
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
