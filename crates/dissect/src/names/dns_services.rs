//! Labels of records that say how a service is reached (SVCB, HTTPS, TLSA) and of DNSSEC.

super::define_labels! {
    PRIORITY: Number = "dns.svcb.svcpriority", "priority", DNS_SVCB,
        "0: the target is an alias for this service. Otherwise clients try the record with the lowest number first.";
    TARGET: Name = "dns.svcb.targetname", "target", DNS_SVCB,
        "The machine that runs the service. A single dot means the name itself.";
    PARAMETER = "dns.svcb.svcparam", "parameter", DNS_SVCB,
        "Something a client should know before it connects. It saves a round trip.";
    KEY: Number = "dns.svcb.svcparam.key", "key of the parameter", DNS_SVCB,
        "What the parameter is. The keys must be in ascending order.";
    VALUE_LENGTH: Length = "dns.svcb.svcparam.value.length", "length of the value", DNS_SVCB,
        "How many bytes of value follow.";
    VALUE: Data opaque = "dns.svcb.svcparam.value", "value", DNS_SVCB,
        "The value of a key that this program does not know.";
    MANDATORY: Number = "dns.svcb.svcparam.mandatory.key", "mandatory key", DNS_SVCB_MANDATORY,
        "A client that does not understand this key must not use the record.";
    ALPN_LENGTH: Length = "dns.svcb.svcparam.alpn.length", "length of the protocol", DNS_SVCB_ALPN,
        "How many bytes of protocol name follow.";
    ALPN: Choice = "dns.svcb.svcparam.alpn", "protocol", DNS_SVCB_ALPN,
        "A protocol that the server supports. This is how a browser learns about HTTP/3 before its first connection.";
    PORT: Number = "dns.svcb.svcparam.port", "port", DNS_SVCB_PORT,
        "The port that the service listens on.";
    IPV4_HINT: Name = "dns.svcb.svcparam.ipv4hint.ip", "IPv4 hint", DNS_SVCB_HINTS,
        "An address to try until the A records arrive.";
    ECH = "dns.svcb.svcparam.echconfig", "keys for an encrypted hello", DNS_SVCB_ECH,
        "The client uses these to encrypt the server name in its hello. If Mallory strips them from the answer, the name is in the clear again.";
    IPV6_HINT: Name = "dns.svcb.svcparam.ipv6hint.ip", "IPv6 hint", DNS_SVCB_HINTS,
        "An address to try until the AAAA records arrive.";
    DOHPATH: Data = "wirewalk.dns.dohpath", "path of DNS over HTTPS", DNS_SVCB_DOHPATH,
        "A template for the URL of requests.";

    TLSA_USAGE: Number = "dns.tlsa.certificate_usage", "certificate usage", DNS_TLSA,
        "Whether this describes an authority or the server itself, and whether a public authority must also have signed.";
    TLSA_SELECTOR: Number = "dns.tlsa.selector", "selector", DNS_TLSA,
        "Whether to compare the whole certificate, or only its public key.";
    TLSA_MATCHING: Number = "dns.tlsa.matching_type", "matching type", DNS_TLSA,
        "Whether the data is the thing itself or a hash of it.";
    TLSA_DATA: Data opaque = "dns.tlsa.certificate_association_data", "association data", DNS_TLSA,
        "What the server's certificate must match.";

    TYPE_COVERED: Choice = "dns.rrsig.type_covered", "type covered", DNS_RRSIG,
        "The type of record that the signature covers.";
    SIGNATURE_ALGORITHM: Choice = "dns.rrsig.algorithm", "algorithm", DNS_RRSIG,
        "The signature algorithm.";
    LABELS: Number = "dns.rrsig.labels", "labels", DNS_RRSIG,
        "How many labels the signed name has. If the record's name has more, it was made from a wildcard.";
    ORIGINAL_TTL: Number = "dns.rrsig.original_ttl", "original time to live", DNS_RRSIG,
        "Caches count the time to live down, so the signature covers this original value instead.";
    EXPIRATION: Number = "dns.rrsig.signature_expiration", "expiration", DNS_RRSIG,
        "The time until which the signature is valid.";
    INCEPTION: Number = "dns.rrsig.signature_inception", "inception", DNS_RRSIG,
        "The time from which the signature is valid.";
    SIGNATURE_KEY_TAG: Number = "dns.rrsig.key_tag", "key tag", DNS_RRSIG,
        "A checksum of a key. It says which of the zone's keys made the signature.";
    SIGNER: Name = "dns.rrsig.signers_name", "signer", DNS_RRSIG,
        "The zone whose key made the signature.";
    SIGNATURE: Signature opaque = "dns.rrsig.signature", "signature", DNS_RRSIG,
        "Covers the records and the fields before it.";
    KEY_FLAGS = "dns.dnskey.flags", "flags", DNS_DNSKEY,
        "What the key is for.";
    ZONE_KEY = "dns.dnskey.flags.zone_key", "zone key", DNS_DNSKEY,
        "Whether the key signs the zone's records.";
    REVOKED = "dns.dnskey.flags.key_revoked", "revoked", DNS_REVOKED,
        "Whether the key must no longer be trusted.";
    ENTRY_POINT = "dns.dnskey.flags.secure_entry_point", "key signing key", DNS_DNSKEY,
        "Whether this is the key that the parent zone vouches for.";
    KEY_RESERVED = "dns.dnskey.flags.reserved", "reserved", DNS_DNSKEY,
        "Zero.";
    KEY_PROTOCOL: Number = "dns.dnskey.protocol", "protocol", DNS_DNSKEY,
        "Always 3, for DNSSEC.";
    KEY_ALGORITHM: Choice = "dns.dnskey.algorithm", "algorithm", DNS_DNSKEY,
        "The algorithm that the key is used with.";
    PUBLIC_KEY: Key opaque = "dns.dnskey.public_key", "public key", DNS_DNSKEY,
        "The key that anyone can check the zone's signatures with.";
    DS_KEY_TAG: Number = "dns.ds.key_id", "key tag", DNS_DS,
        "A checksum of a key. It says which of the child zone's keys this record is about.";
    DS_ALGORITHM: Choice = "dns.ds.algorithm", "algorithm", DNS_DS,
        "The algorithm that the key is used with.";
    DS_DIGEST_TYPE: Choice = "dns.ds.digest_type", "digest type", DNS_DS,
        "The hash function used.";
    DS_DIGEST: Data opaque = "dns.ds.digest", "digest", DNS_DS,
        "The hash of the child zone's key. The parent signs it, so trust passes from the root downwards.";
    NSEC_NEXT: Name = "dns.nsec.next_domain_name", "next name", DNS_NSEC,
        "No name exists between the record's name and this one: a signed denial.";
    TYPE_WINDOW = "wirewalk.dns.type_window", "window of types", DNS_TYPE_MAP,
        "Which record types the name has. Each window covers 256 types.";
    WINDOW_NUMBER: Number = "wirewalk.dns.type_window.number", "number of the window", DNS_TYPE_MAP,
        "The window's first type is 256 times this number.";
    WINDOW_LENGTH: Length = "wirewalk.dns.type_window.length", "length of the map", DNS_TYPE_MAP,
        "How many bytes of map follow.";
    WINDOW_MAP = "wirewalk.dns.type_window.map", "map of types", DNS_TYPE_MAP,
        "One bit for each type.";
    NSEC3_HASH: Choice = "dns.nsec3.algo", "hash", DNS_NSEC3,
        "The hash function for names.";
    NSEC3_FLAGS = "dns.nsec3.flags", "flags", DNS_NSEC3,
        "Eight bits, of which one is used.";
    NSEC3_RESERVED = "wirewalk.dns.nsec3_reserved", "reserved", DNS_NSEC3,
        "Zero.";
    OPT_OUT = "dns.nsec3.flags.opt_out", "opt-out", DNS_NSEC3,
        "Whether unsigned names may exist in between.";
    NSEC3_ITERATIONS: Number = "dns.nsec3.iterations", "iterations", DNS_NSEC3,
        "How many extra times the hash is repeated. 0 is recommended: more costs everyone work and hides little (RFC 9276).";
    SALT_LENGTH: Length = "dns.nsec3.salt_length", "length of the salt", DNS_NSEC3,
        "How many bytes of salt follow.";
    SALT: Random = "dns.nsec3.salt_value", "salt", DNS_NSEC3,
        "Hashed together with each name, so that precomputed tables are useless.";
    NEXT_LENGTH: Length = "dns.nsec3.hash_length", "length of the hash", DNS_NSEC3,
        "How many bytes of hash follow.";
    NEXT_HASH = "dns.nsec3.hash_value", "next hash", DNS_NSEC3,
        "No name has a hash between the one in the record's name and this one. The names are not in the clear, so the zone is hard to list.";
}
