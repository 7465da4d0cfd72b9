//! Labels of what the records of DNS say.

super::define_labels! {
    A: Name = "dns.a", "IPv4 address", DNS_A,
        "Where the name is found.";
    AAAA: Name = "dns.aaaa", "IPv6 address", DNS_AAAA,
        "Where the name is found.";
    NS: Name = "dns.ns", "name server", DNS_NS,
        "Which server knows the zone.";
    CNAME: Name = "dns.cname", "canonical name", DNS_CNAME,
        "The name asked for is another name for this one; what is asked is asked of this one.";
    DNAME: Name = "dns.dname", "name of the tree", DNS_DNAME,
        "All names below the owner are other names for those below this one.";
    PTR: Name = "dns.ptr.domain_name", "name", DNS_PTR,
        "The name that belongs to an address, or, in multicast DNS, an instance of a service.";
    MX_PREFERENCE: Number = "dns.mx.preference", "preference", DNS_MX,
        "The server with the lowest number is tried first.";
    MX: Name = "dns.mx.mail_exchange", "mail server", DNS_MX,
        "Which machine takes mail for the name.";
    SOA_SERVER: Name = "dns.soa.mname", "first name server", DNS_SOA,
        "Where the zone's data come from.";
    SOA_MAILBOX: Name = "dns.soa.rname", "mailbox", DNS_SOA,
        "Who is responsible: the first dot stands for an @.";
    SOA_SERIAL: Number = "dns.soa.serial_number", "serial number", DNS_SOA,
        "It grows with each change of the zone.";
    SOA_REFRESH: Number = "dns.soa.refresh_interval", "refresh", DNS_SOA,
        "After how many seconds the other servers look for a change.";
    SOA_RETRY: Number = "dns.soa.retry_interval", "retry", DNS_SOA,
        "After how many seconds they try again if that failed.";
    SOA_EXPIRE: Number = "dns.soa.expire_limit", "expire", DNS_SOA,
        "After how many seconds without contact they stop answering.";
    SOA_MINIMUM: Number = "dns.soa.minimum_ttl", "negative time to live", DNS_SOA,
        "How many seconds one may remember that a name does not exist (RFC 2308).";
    TXT_LENGTH: Length = "dns.txt.length", "length of the text", DNS_TXT;
    TXT: Data = "dns.txt", "text", DNS_TXT,
        "For programs: who may send mail in this name, who has proved to own it.";
    SRV_PRIORITY: Number = "dns.srv.priority", "priority", DNS_SRV,
        "The server with the lowest number is tried first.";
    SRV_WEIGHT: Number = "dns.srv.weight", "weight", DNS_SRV,
        "Of servers with the same priority, this one gets so large a share.";
    SRV_PORT: Number = "dns.srv.port", "port", DNS_SRV,
        "Where the service listens.";
    SRV_TARGET: Name = "dns.srv.target", "target", DNS_SRV,
        "Which machine has the service.";
    CAA_FLAGS = "dns.caa.flags", "flags", DNS_CAA,
        "What an authority must do that does not understand the record.";
    CAA_CRITICAL = "dns.caa.flags.issuer_critical", "issuer critical", DNS_CAA,
        "An authority that does not understand the tag may not issue a certificate.";
    CAA_RESERVED = "wirewalk.dns.caa_reserved", "reserved", DNS_CAA,
        "Zero.";
    CAA_TAG_LENGTH: Length = "dns.caa.tag_length", "length of the tag", DNS_CAA;
    CAA_TAG: Choice = "dns.caa.tag", "tag", DNS_CAA,
        "What the record is about: issue and issuewild name an authority that may issue certificates, iodef whom to tell of a breach.";
    CAA_VALUE: Data = "dns.caa.value", "value", DNS_CAA,
        "For issue: the authority's name. All others must refuse; a single semicolon forbids everyone.";
    DATA: Data opaque = "dns.data", "data", DNS_UNKNOWN,
        "The data of a record whose type is not taken apart here. A program that does not know a type passes it on as it is.";

    PAYLOAD_SIZE: Number = "dns.rr.udp_payload_size", "longest datagram", DNS_OPT,
        "How long an answer over UDP may be. OPT is no record: it stands among the records because the header has no room left.";
    EXTENDED_RCODE: Number = "dns.resp.ext_rcode", "high bits of the response code", DNS_OPT_RCODE,
        "Eight bits that stand before the four in the header.";
    EDNS_VERSION: Number = "dns.resp.edns0_version", "EDNS version", DNS_OPT_RCODE,
        "Zero.";
    OPT_FLAGS = "dns.resp.z", "flags", DNS_OPT_RCODE,
        "One of sixteen bits is used.";
    DNSSEC_OK = "dns.resp.z.do", "DNSSEC OK", DNS_DO,
        "The client wants signatures with the answer.";
    OPT_RESERVED = "dns.resp.z.reserved", "reserved", DNS_OPT_RCODE,
        "Zero.";
    OPTION = "dns.opt", "option", DNS_OPTION,
        "A number, a length, data. A server skips what it does not know.";
    OPTION_CODE: Number = "dns.opt.code", "option code", DNS_OPTION,
        "What the option is.";
    OPTION_LENGTH: Length = "dns.opt.len", "length of the option", DNS_OPTION;
    OPTION_DATA: Data opaque = "dns.opt.data", "option data", DNS_OPTION,
        "What the option says.";
    COOKIE_CLIENT: Random = "dns.opt.cookie.client", "client cookie", DNS_COOKIE,
        "The server repeats it: only a server that saw the query can, so an answer without it is forged.";
    COOKIE_SERVER: Random = "dns.opt.cookie.server", "server cookie", DNS_COOKIE,
        "The client shows it next time: it proves that its address is not forged.";
    SUBNET_FAMILY: Number = "dns.opt.client.family", "address family", DNS_CLIENT_SUBNET,
        "IPv4 or IPv6.";
    SUBNET_SOURCE: Number = "dns.opt.client.netmask", "bits shown", DNS_CLIENT_SUBNET,
        "How much of the client's address the resolver passes on. A server far away so learns about where the client is.";
    SUBNET_SCOPE: Number = "dns.opt.client.scope", "bits used", DNS_CLIENT_SUBNET,
        "For how large a network the answer is good.";
    SUBNET_ADDRESS4: Name = "dns.opt.client.addr4", "client network", DNS_CLIENT_SUBNET,
        "The beginning of the client's address.";
    SUBNET_ADDRESS6: Name = "dns.opt.client.addr6", "client network", DNS_CLIENT_SUBNET,
        "The beginning of the client's address.";
    KEEPALIVE: Number = "dns.opt.edns_tcp_keepalive.timeout", "idle time", DNS_KEEPALIVE,
        "How long the connection may stay open without a question, in tenths of a second.";
    PADDING: Data opaque = "dns.opt.padding", "padding", DNS_PADDING,
        "Zeros. Under encryption the length of a query would tell which name it asks for; padded, many queries have the same length.";
    DAU: Number = "dns.opt.dau", "signature understood", DNS_UNDERSTOOD,
        "An algorithm of DNSSEC that the client can check.";
    DHU: Number = "dns.opt.dhu", "hash understood", DNS_UNDERSTOOD,
        "A hash for DS records that the client knows.";
    N3U: Number = "dns.opt.n3u", "NSEC3 hash understood", DNS_UNDERSTOOD,
        "A hash for NSEC3 records that the client knows.";
    CHAIN: Name = "dns.opt.chain.fqdn", "closest trust point", DNS_CHAIN,
        "The client trusts the keys of this zone already: the chain of signatures may begin here.";
    NSID: Data = "wirewalk.dns.nsid", "server identifier", DNS_NSID,
        "Which of many machines behind one address answered.";
    KEY_TAG_TRUSTED: Number = "wirewalk.dns.key_tag", "trusted key", DNS_KEY_TAG,
        "A key of the root that the resolver trusts: so one learns who would be cut off by a new key.";
    REPORT_AGENT: Name = "wirewalk.dns.report_agent", "agent for reports", DNS_REPORT,
        "To whom a resolver reports that the answer could not be checked.";
    ERROR_CODE: Number = "dns.opt.ext_error.info_code", "extended error", DNS_EXTENDED_ERROR,
        "Why it failed, more exactly than the response code can say. It is a hint, and nobody has signed it.";
    ERROR_TEXT: Data = "dns.opt.ext_error.extra_text", "text of the error", DNS_EXTENDED_ERROR,
        "For a person.";
}
