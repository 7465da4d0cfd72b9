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
        1 = "IQUERY", "an old way to ask for a name by its address; no longer used";
        2 = "STATUS", "unused";
        4 = "NOTIFY", "a zone has changed and should be fetched";
        5 = "UPDATE", "a request to change a zone";
        6 = "DSO", "settings for the whole connection";
    }

    /// What came of it.
    look rcode(u16) {
        0 = "NOERROR", "no error. If there is no answer: the name exists but has no record of this type";
        1 = "FORMERR", "the server does not understand the query";
        2 = "SERVFAIL", "the server could not find the answer";
        3 = "NXDOMAIN", "the name does not exist";
        4 = "NOTIMP", "the server does not support this";
        5 = "REFUSED", "the server refuses to answer";
        6 = "YXDOMAIN", "a name exists that should not";
        7 = "YXRRSET", "records exist that should not";
        8 = "NXRRSET", "records do not exist that should";
        9 = "NOTAUTH", "the server is not responsible for the zone, or the client is not allowed to do this";
        10 = "NOTZONE", "the name is in another zone";
        11 = "DSOTYPENI", "the server does not support this setting for the whole connection";
        16 = "BADVERS", "the server does not know this version of EDNS";
        17 = "BADKEY";
        18 = "BADTIME";
        23 = "BADCOOKIE", "the client must first send the server's cookie";
    }

    /// Which network.
    look class(u16) {
        1 = "IN", "the Internet";
        3 = "CH", "Chaosnet; used today to ask a server for its version";
        4 = "HS", "Hesiod";
        254 = "NONE";
        255 = "ANY";
    }

    /// What a record says, or which records are asked for.
    look kind(u16) {
        1 = "A", "an IPv4 address";
        28 = "AAAA", "an IPv6 address";
        65 = "HTTPS", "how to reach a web site: protocols, addresses, keys for an encrypted hello";
        5 = "CNAME", "an alias: the name that this one stands for";
        41 = "OPT", "not a record, but an extension of the header";
        2 = "NS", "a server that is responsible for the zone";
        6 = "SOA", "the start of a zone";
        12 = "PTR", "a pointer to a name";
        13 = "HINFO", "the type of machine; today, a deliberately short answer to ANY (RFC 8482)";
        15 = "MX", "a server that receives mail for the name";
        16 = "TXT", "text for programs";
        17 = "RP", "a responsible person";
        18 = "AFSDB";
        24 = "SIG";
        25 = "KEY";
        29 = "LOC", "a geographic location";
        33 = "SRV", "the machine and port of a service";
        35 = "NAPTR", "how a telephone number becomes an address";
        36 = "KX";
        37 = "CERT", "a certificate";
        39 = "DNAME", "an alias for all names below this one";
        42 = "APL";
        43 = "DS", "the parent zone's statement about this zone's key";
        44 = "SSHFP", "the fingerprint of an SSH server's key";
        45 = "IPSECKEY";
        46 = "RRSIG", "a signature over records";
        47 = "NSEC", "a signed denial: gives the next name that exists";
        48 = "DNSKEY", "a zone's public key";
        49 = "DHCID";
        50 = "NSEC3", "a signed denial, with hashes in place of names";
        51 = "NSEC3PARAM", "how the zone hashes its names";
        52 = "TLSA", "which certificate a server must have";
        53 = "SMIMEA";
        55 = "HIP";
        59 = "CDS", "what the parent's DS record should become";
        60 = "CDNSKEY", "the key that the parent's DS record should be made from";
        61 = "OPENPGPKEY";
        62 = "CSYNC";
        63 = "ZONEMD", "a hash of a whole zone";
        64 = "SVCB", "how to reach a service";
        99 = "SPF";
        108 = "EUI48";
        109 = "EUI64";
        249 = "TKEY";
        250 = "TSIG", "a MAC over the message";
        251 = "IXFR", "the changes in a zone";
        252 = "AXFR", "a complete zone";
        255 = "ANY", "all records of the name";
        256 = "URI";
        257 = "CAA", "which authorities may issue certificates for the name";
        261 = "RESINFO", "information about the resolver itself";
        32768 = "TA";
        32769 = "DLV";
    }

    /// An option.
    look option(u16) {
        1 = "LLQ";
        2 = "UL";
        3 = "NSID", "which server answers. Empty in a query: the client asks for it";
        5 = "DAU", "which signatures the client can check";
        6 = "DHU", "which hashes of keys the client knows";
        7 = "N3U", "which hashes of names the client knows";
        8 = "CLIENT-SUBNET", "the network that the question came from";
        9 = "EXPIRE";
        10 = "COOKIE", "protects against forged addresses";
        11 = "TCP-KEEPALIVE", "how long the connection may stay idle";
        12 = "PADDING", "meaningless bytes that hide the length";
        13 = "CHAIN", "the client wants a complete chain of signatures";
        14 = "KEY-TAG", "which keys of the root the client trusts";
        15 = "EXTENDED-ERROR", "why it failed, in more detail";
        16 = "CLIENT-TAG";
        17 = "SERVER-TAG";
        18 = "REPORT-CHANNEL", "where to report errors";
        19 = "ZONEVERSION";
        20292 = "UMBRELLA-IDENT", "which customer of a filtering resolver asks";
        26946 = "DEVICE-ID", "which device sent the question";
    }

    /// Why it failed (RFC 8914 §4).
    look extended_error(u16) {
        0 = "Other Error";
        1 = "Unsupported DNSKEY Algorithm", "the resolver cannot check keys of this type";
        2 = "Unsupported DS Digest Type", "the resolver cannot check hashes of this type";
        3 = "Stale Answer", "no server answered, so this is an older answer";
        4 = "Forged Answer", "the resolver replaced the correct answer with another one, as its operator wants";
        5 = "DNSSEC Indeterminate";
        6 = "DNSSEC Bogus", "the signatures are wrong";
        7 = "Signature Expired", "a signature has expired";
        8 = "Signature Not Yet Valid", "a signature is not valid yet";
        9 = "DNSKEY Missing", "the parent zone names a key that this zone does not have";
        10 = "RRSIGs Missing", "signatures are missing";
        11 = "No Zone Key Bit Set";
        12 = "NSEC Missing", "the proof that nothing exists is missing";
        13 = "Cached Error", "it failed a moment ago, and the resolver did not try again";
        14 = "Not Ready", "the server has just started";
        15 = "Blocked", "the resolver's operator blocks the name";
        16 = "Censored", "a third party ordered the resolver to block the name";
        17 = "Filtered", "the client itself asked for a filter";
        18 = "Prohibited", "this client may not use this server";
        19 = "Stale NXDOMAIN Answer", "no server answered, so this is an older answer";
        20 = "Not Authoritative";
        21 = "Not Supported";
        22 = "No Reachable Authority", "no server of the zone answered";
        23 = "Network Error", "the network failed between the resolver and the zone's server";
        24 = "Invalid Data", "the zone's server sent an answer that makes no sense";
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
        1 = "SHA-1", "it only makes listing the zone's names harder; no security depends on it";
    }

    /// A parameter of a service (RFC 9460 §14.3.2).
    look parameter(u16) {
        0 = "mandatory", "which keys a client must understand";
        1 = "alpn", "which protocols the server supports";
        2 = "no-default-alpn", "and not HTTP/1.1, unless it is listed";
        3 = "port", "which port the service listens on";
        4 = "ipv4hint", "which addresses to try until the A records arrive";
        5 = "ech", "the keys for an encrypted hello";
        6 = "ipv6hint", "which addresses to try until the AAAA records arrive";
        7 = "dohpath", "where DNS over HTTPS is";
        8 = "ohttp", "a gateway exists that hides who asks";
        9 = "tls-supported-groups", "the groups in which the server can agree on a secret";
        65535 = "invalid key";
    }

    /// IANA's address families.
    look family(u16) {
        1 = "IPv4";
        2 = "IPv6";
    }

    /// Whom a TLSA record names (RFC 7218).
    look certificate_usage(u8) {
        0 = "PKIX-TA", "an authority, which must also pass the public checks";
        1 = "PKIX-EE", "the server's own certificate, which must also pass the public checks";
        2 = "DANE-TA", "a private authority";
        3 = "DANE-EE", "the server's own certificate, no matter who signed it";
        255 = "PrivCert";
    }

    /// What of a certificate must match.
    look selector(u8) {
        0 = "Cert", "the whole certificate";
        1 = "SPKI", "only the public key";
        255 = "PrivSel";
    }

    /// How it must match.
    look matching(u8) {
        0 = "Full", "the data itself, not a hash";
        1 = "SHA2-256";
        2 = "SHA2-512";
        255 = "PrivMatch";
    }
}
