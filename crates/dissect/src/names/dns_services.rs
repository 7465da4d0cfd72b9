//! Labels of records that say how a service is reached (SVCB, HTTPS, TLSA) and of DNSSEC.

super::define_labels! {
    PRIORITY: Number = "dns.svcb.svcpriority", "priority", DNS_SVCB,
        "0: the target is another name for the same service. Else the record with the lowest number is tried first.";
    TARGET: Name = "dns.svcb.targetname", "target", DNS_SVCB,
        "Which machine has the service; a single dot means the name itself.";
    PARAMETER = "dns.svcb.svcparam", "parameter", DNS_SVCB,
        "Something a client should know before it connects: it spares a round trip.";
    KEY: Number = "dns.svcb.svcparam.key", "key of the parameter", DNS_SVCB,
        "What the parameter is. Keys stand in rising order.";
    VALUE_LENGTH: Length = "dns.svcb.svcparam.value.length", "length of the value", DNS_SVCB;
    VALUE: Data opaque = "dns.svcb.svcparam.value", "value", DNS_SVCB,
        "The value of a key that is not known here.";
    MANDATORY: Number = "dns.svcb.svcparam.mandatory.key", "mandatory key", DNS_SVCB_MANDATORY,
        "A client that does not understand this key must not use the record.";
    ALPN_LENGTH: Length = "dns.svcb.svcparam.alpn.length", "length of the protocol", DNS_SVCB_ALPN;
    ALPN: Choice = "dns.svcb.svcparam.alpn", "protocol", DNS_SVCB_ALPN,
        "What the server speaks. Here a browser learns of HTTP/3 before its first connection.";
    PORT: Number = "dns.svcb.svcparam.port", "port", DNS_SVCB_PORT,
        "Where the service listens.";
    IPV4_HINT: Name = "dns.svcb.svcparam.ipv4hint.ip", "IPv4 hint", DNS_SVCB_HINTS,
        "An address to try until the A records have come.";
    ECH = "dns.svcb.svcparam.echconfig", "keys for an encrypted hello", DNS_SVCB_ECH,
        "With these a client encrypts the name in its hello. Anyone who strips them from the answer brings the name back into the clear.";
    IPV6_HINT: Name = "dns.svcb.svcparam.ipv6hint.ip", "IPv6 hint", DNS_SVCB_HINTS,
        "An address to try until the AAAA records have come.";
    DOHPATH: Data = "wirewalk.dns.dohpath", "path of DNS over HTTPS", DNS_SVCB_DOHPATH,
        "A template for the address of requests.";

    TLSA_USAGE: Number = "dns.tlsa.certificate_usage", "certificate usage", DNS_TLSA,
        "Whether an authority is meant or the server itself, and whether public authorities must agree.";
    TLSA_SELECTOR: Number = "dns.tlsa.selector", "selector", DNS_TLSA,
        "The whole certificate, or its public key alone.";
    TLSA_MATCHING: Number = "dns.tlsa.matching_type", "matching type", DNS_TLSA,
        "The thing itself, or its hash.";
    TLSA_DATA: Data opaque = "dns.tlsa.certificate_association_data", "association data", DNS_TLSA,
        "What the server's certificate must match.";

    TYPE_COVERED: Choice = "dns.rrsig.type_covered", "type covered", DNS_RRSIG,
        "The records of which type are signed.";
    SIGNATURE_ALGORITHM: Choice = "dns.rrsig.algorithm", "algorithm", DNS_RRSIG,
        "How it is signed.";
    LABELS: Number = "dns.rrsig.labels", "labels", DNS_RRSIG,
        "How many labels the signed name has. Fewer than the record's name: it was made from a wildcard.";
    ORIGINAL_TTL: Number = "dns.rrsig.original_ttl", "original time to live", DNS_RRSIG,
        "A cache counts the time to live down; the signature covers this one.";
    EXPIRATION: Number = "dns.rrsig.signature_expiration", "expiration", DNS_RRSIG,
        "Until when the signature is good.";
    INCEPTION: Number = "dns.rrsig.signature_inception", "inception", DNS_RRSIG,
        "From when on the signature is good.";
    SIGNATURE_KEY_TAG: Number = "dns.rrsig.key_tag", "key tag", DNS_RRSIG,
        "Which of the zone's keys signed: a checksum of the key.";
    SIGNER: Name = "dns.rrsig.signers_name", "signer", DNS_RRSIG,
        "Whose key signed: the zone's name.";
    SIGNATURE: Signature opaque = "dns.rrsig.signature", "signature", DNS_RRSIG,
        "Over the records and the fields before it.";
    KEY_FLAGS = "dns.dnskey.flags", "flags", DNS_DNSKEY,
        "What the key is for.";
    ZONE_KEY = "dns.dnskey.flags.zone_key", "zone key", DNS_DNSKEY,
        "Whether the key signs the zone's records.";
    REVOKED = "dns.dnskey.flags.key_revoked", "revoked", DNS_REVOKED,
        "Whether the key is no longer to be trusted.";
    ENTRY_POINT = "dns.dnskey.flags.secure_entry_point", "key signing key", DNS_DNSKEY,
        "Whether it is the key that the parent zone vouches for.";
    KEY_RESERVED = "dns.dnskey.flags.reserved", "reserved", DNS_DNSKEY,
        "Zero.";
    KEY_PROTOCOL: Number = "dns.dnskey.protocol", "protocol", DNS_DNSKEY,
        "3: DNSSEC.";
    KEY_ALGORITHM: Choice = "dns.dnskey.algorithm", "algorithm", DNS_DNSKEY,
        "What the key is used with.";
    PUBLIC_KEY: Key opaque = "dns.dnskey.public_key", "public key", DNS_DNSKEY,
        "With it anybody can check the zone's signatures.";
    DS_KEY_TAG: Number = "dns.ds.key_id", "key tag", DNS_DS,
        "Which of the child's keys is meant: a checksum of the key.";
    DS_ALGORITHM: Choice = "dns.ds.algorithm", "algorithm", DNS_DS,
        "What the key is used with.";
    DS_DIGEST_TYPE: Choice = "dns.ds.digest_type", "digest type", DNS_DS,
        "How the key was hashed.";
    DS_DIGEST: Data opaque = "dns.ds.digest", "digest", DNS_DS,
        "The hash of the child zone's key: so trust goes from the root downwards.";
    NSEC_NEXT: Name = "dns.nsec.next_domain_name", "next name", DNS_NSEC,
        "Between the record's name and this one there is none: that is a signed no.";
    TYPE_WINDOW = "wirewalk.dns.type_window", "window of types", DNS_TYPE_MAP,
        "Which types the name has, 256 types to a window.";
    WINDOW_NUMBER: Number = "wirewalk.dns.type_window.number", "number of the window", DNS_TYPE_MAP,
        "Its types begin at 256 times this.";
    WINDOW_LENGTH: Length = "wirewalk.dns.type_window.length", "length of the map", DNS_TYPE_MAP;
    WINDOW_MAP = "wirewalk.dns.type_window.map", "map of types", DNS_TYPE_MAP,
        "A bit for each type.";
    NSEC3_HASH: Choice = "dns.nsec3.algo", "hash", DNS_NSEC3,
        "How names are hashed.";
    NSEC3_FLAGS = "dns.nsec3.flags", "flags", DNS_NSEC3,
        "One of eight bits is used.";
    NSEC3_RESERVED = "wirewalk.dns.nsec3_reserved", "reserved", DNS_NSEC3,
        "Zero.";
    OPT_OUT = "dns.nsec3.flags.opt_out", "opt-out", DNS_NSEC3,
        "Whether there may be names in between that are not signed.";
    NSEC3_ITERATIONS: Number = "dns.nsec3.iterations", "iterations", DNS_NSEC3,
        "How often the hash is repeated. 0 is recommended: more makes work for everyone and hides little (RFC 9276).";
    SALT_LENGTH: Length = "dns.nsec3.salt_length", "length of the salt", DNS_NSEC3;
    SALT: Random = "dns.nsec3.salt_value", "salt", DNS_NSEC3,
        "Hashed with each name, so that tables made in advance are of no use.";
    NEXT_LENGTH: Length = "dns.nsec3.hash_length", "length of the hash", DNS_NSEC3;
    NEXT_HASH = "dns.nsec3.hash_value", "next hash", DNS_NSEC3,
        "Between the hash in the record's name and this one there is none. Without the names in clear, nobody can list the zone.";
}
