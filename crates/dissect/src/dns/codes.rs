//! What the numbers of DNS stand for: names as in IANA's "Domain Name System (DNS) Parameters" and the registries beside it.

use std::borrow::Cow;

use crate::codes::lists;
use crate::field::Datum;

/// The type of what is no record but options.
pub(super) const OPT: u16 = 41;
/// The opcode of changes to a zone.
pub(super) const UPDATE: u8 = 5;
/// No class: in updates.
pub(super) const CLASS_NONE: u16 = 254;
/// Any class: in updates and in questions.
pub(super) const CLASS_ANY: u16 = 255;

/// Whether a type is one that is met in questions of programs, so that its number tells that this is DNS.
pub(super) fn is_known(kind: u16) -> bool {
    matches!(kind, 1 | 2 | 5 | 6 | 12 | 13 | 15 | 16 | 28 | 33 | 35 | 39 | 43 | 46..=48 | 50 | 52 | 64 | 65 | 255 | 257)
}

/// A type as zone files write it: by its name, or by its number (RFC 3597 §5).
pub(super) fn kind_name(number: u16) -> Cow<'static, str> {
    match kind(number).datum {
        Datum::Named { name, .. } => name,
        _ => format!("TYPE{number}").into(),
    }
}

lists! {
    /// What is asked for.
    look opcode(u8) {
        0 = "QUERY";
        1 = "IQUERY", "an old way to ask for a name by its address; unused";
        2 = "STATUS", "unused";
        4 = "NOTIFY", "a zone has changed: come and fetch it";
        5 = "UPDATE", "a zone shall be changed";
        6 = "DSO", "what holds for the whole connection";
    }

    /// What came of it.
    look rcode(u16) {
        0 = "NOERROR", "no error; without an answer: the name exists and has no record of this type";
        1 = "FORMERR", "the server does not understand the query";
        2 = "SERVFAIL", "the server could not find out";
        3 = "NXDOMAIN", "the name does not exist";
        4 = "NOTIMP", "the server does not do such things";
        5 = "REFUSED", "the server does not want to answer";
        6 = "YXDOMAIN", "a name exists that should not";
        7 = "YXRRSET", "records exist that should not";
        8 = "NXRRSET", "records do not exist that should";
        9 = "NOTAUTH", "the server is not responsible for the zone, or the asker may not do this";
        10 = "NOTZONE", "the name is in another zone";
        11 = "DSOTYPENI", "the server does not know such a message for the whole connection";
        16 = "BADVERS", "the server does not know this version of EDNS";
        17 = "BADKEY";
        18 = "BADTIME";
        23 = "BADCOOKIE", "the server wants to see its own cookie first";
    }

    /// Which network.
    look class(u16) {
        1 = "IN", "the Internet";
        3 = "CH", "Chaosnet: used today to ask a server for its version";
        4 = "HS", "Hesiod";
        254 = "NONE";
        255 = "ANY";
    }

    /// What a record says, or which records are asked for.
    look kind(u16) {
        1 = "A", "an IPv4 address";
        28 = "AAAA", "an IPv6 address";
        65 = "HTTPS", "how a web site is reached: protocols, addresses, keys for an encrypted hello";
        5 = "CNAME", "another name for the same";
        41 = "OPT", "no record: more room in the header";
        2 = "NS", "a server that knows the zone";
        6 = "SOA", "the beginning of a zone";
        12 = "PTR", "a pointer to a name";
        13 = "HINFO", "what kind of machine it is; today an answer to ANY that says little on purpose (RFC 8482)";
        15 = "MX", "who takes mail";
        16 = "TXT", "text for programs";
        17 = "RP", "a responsible person";
        18 = "AFSDB";
        24 = "SIG";
        25 = "KEY";
        29 = "LOC", "a place on the globe";
        33 = "SRV", "where a service is";
        35 = "NAPTR", "how a name is made into an address, for telephones";
        36 = "KX";
        37 = "CERT", "a certificate";
        39 = "DNAME", "another name for a whole tree";
        42 = "APL";
        43 = "DS", "the parent's word for a zone's key";
        44 = "SSHFP", "the fingerprint of an SSH server's key";
        45 = "IPSECKEY";
        46 = "RRSIG", "a signature over records";
        47 = "NSEC", "a signed no: the next name that there is";
        48 = "DNSKEY", "a zone's public key";
        49 = "DHCID";
        50 = "NSEC3", "a signed no, with hashes in the place of names";
        51 = "NSEC3PARAM", "how the zone's names are hashed";
        52 = "TLSA", "which certificate a server has";
        53 = "SMIMEA";
        55 = "HIP";
        59 = "CDS", "what the parent's DS should become";
        60 = "CDNSKEY", "what the parent's DS should be made of";
        61 = "OPENPGPKEY";
        62 = "CSYNC";
        63 = "ZONEMD", "a hash of a whole zone";
        64 = "SVCB", "how a service is reached";
        99 = "SPF";
        108 = "EUI48";
        109 = "EUI64";
        249 = "TKEY";
        250 = "TSIG", "a MAC over the message";
        251 = "IXFR", "what has changed in a zone";
        252 = "AXFR", "a whole zone";
        255 = "ANY", "all there is";
        256 = "URI";
        257 = "CAA", "who may make certificates for the name";
        261 = "RESINFO", "what a resolver says of itself";
        32768 = "TA";
        32769 = "DLV";
    }

    /// An option.
    look option(u16) {
        1 = "LLQ";
        2 = "UL";
        3 = "NSID", "which server answers; empty: the asker wants to know";
        5 = "DAU", "which signatures the asker can check";
        6 = "DHU", "which hashes of keys the asker knows";
        7 = "N3U", "which hashes of names the asker knows";
        8 = "CLIENT-SUBNET", "from which network the question came";
        9 = "EXPIRE";
        10 = "COOKIE", "against forged addresses";
        11 = "TCP-KEEPALIVE", "how long the connection may stay idle";
        12 = "PADDING", "bytes that hide the length";
        13 = "CHAIN", "a whole chain of signatures is wanted";
        14 = "KEY-TAG", "which keys of the root the asker trusts";
        15 = "EXTENDED-ERROR", "why it failed, more exactly";
        16 = "CLIENT-TAG";
        17 = "SERVER-TAG";
        18 = "REPORT-CHANNEL", "where errors are reported";
        19 = "ZONEVERSION";
        20292 = "UMBRELLA-IDENT", "which customer of a filtering resolver asks";
        26946 = "DEVICE-ID", "which device asks";
    }

    /// Why it failed (RFC 8914 §4).
    look extended_error(u16) {
        0 = "Other Error";
        1 = "Unsupported DNSKEY Algorithm", "the zone's key is of a kind that the resolver cannot check";
        2 = "Unsupported DS Digest Type", "the parent's hash is of a kind that the resolver cannot check";
        3 = "Stale Answer", "no server answered, and this is from before";
        4 = "Forged Answer", "the resolver has put another answer in the place of the right one, as its owner wants";
        5 = "DNSSEC Indeterminate";
        6 = "DNSSEC Bogus", "the signatures are wrong";
        7 = "Signature Expired", "a signature's time is over";
        8 = "Signature Not Yet Valid", "a signature's time has not begun";
        9 = "DNSKEY Missing", "the parent speaks of a key that the zone does not have";
        10 = "RRSIGs Missing", "signatures should be there and are not";
        11 = "No Zone Key Bit Set";
        12 = "NSEC Missing", "the proof that there is nothing is missing";
        13 = "Cached Error", "it failed a moment ago, and was not tried again";
        14 = "Not Ready", "the server has just been started";
        15 = "Blocked", "the resolver's owner does not allow the name";
        16 = "Censored", "somebody else has ordered that the name is not answered";
        17 = "Filtered", "the client itself has asked for a filter";
        18 = "Prohibited", "this client may not ask here";
        19 = "Stale NXDOMAIN Answer", "no server answered, and this is from before";
        20 = "Not Authoritative";
        21 = "Not Supported";
        22 = "No Reachable Authority", "no server of the zone answered";
        23 = "Network Error", "the network failed between the resolver and the zone's server";
        24 = "Invalid Data", "the zone's server answers with what makes no sense";
        25 = "Signature Expired before Valid";
        26 = "Too Early";
        27 = "Unsupported NSEC3 Iterations Value";
        28 = "Unable to conform to policy";
        29 = "Synthesized", "the answer was made here";
        30 = "Invalid Query Type";
    }

    /// How a zone is signed.
    look algorithm(u8) {
        1 = "RSAMD5", "broken";
        3 = "DSA", "outdated";
        5 = "RSASHA1", "outdated";
        6 = "DSA-NSEC3-SHA1", "outdated";
        7 = "RSASHA1-NSEC3-SHA1", "outdated";
        8 = "RSASHA256";
        10 = "RSASHA512";
        12 = "ECC-GOST";
        13 = "ECDSAP256SHA256";
        14 = "ECDSAP384SHA384";
        15 = "ED25519";
        16 = "ED448";
        252 = "INDIRECT";
        253 = "PRIVATEDNS";
        254 = "PRIVATEOID";
    }

    /// How a key is hashed.
    look digest(u8) {
        1 = "SHA-1", "outdated";
        2 = "SHA-256";
        3 = "GOST R 34.11-94";
        4 = "SHA-384";
    }

    /// How names are hashed.
    look nsec3_hash(u8) {
        1 = "SHA-1", "against listing names it is good enough; nobody is to be convinced by it";
    }

    /// A parameter of a service (RFC 9460 §14.3.2).
    look parameter(u16) {
        0 = "mandatory", "which keys a client must understand";
        1 = "alpn", "which protocols the server speaks";
        2 = "no-default-alpn", "and not HTTP/1.1, unless it is listed";
        3 = "port", "on which port";
        4 = "ipv4hint", "which addresses to try until the A records have come";
        5 = "ech", "the keys for an encrypted hello";
        6 = "ipv6hint", "which addresses to try until the AAAA records have come";
        7 = "dohpath", "where DNS over HTTPS is";
        8 = "ohttp", "there is a gateway that hides who asks";
        9 = "tls-supported-groups", "in which groups the server can agree on a secret";
        65535 = "invalid key";
    }

    /// IANA's address families.
    look family(u16) {
        1 = "IPv4";
        2 = "IPv6";
    }

    /// Whom a TLSA record names (RFC 7218).
    look certificate_usage(u8) {
        0 = "PKIX-TA", "an authority that public checks accept too";
        1 = "PKIX-EE", "the server's own certificate, which public checks accept too";
        2 = "DANE-TA", "an authority of its own";
        3 = "DANE-EE", "the server's own certificate, whoever signed it";
        255 = "PrivCert";
    }

    /// What of a certificate must match.
    look selector(u8) {
        0 = "Cert", "the whole certificate";
        1 = "SPKI", "the public key alone";
        255 = "PrivSel";
    }

    /// How it must match.
    look matching(u8) {
        0 = "Full", "the thing itself";
        1 = "SHA2-256";
        2 = "SHA2-512";
        255 = "PrivMatch";
    }
}
