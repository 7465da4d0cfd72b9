//! Labels of what the records of DNS say.

super::define_labels! {
    A: Name = "dns.a", "IPv4 address", DNS_A,
        "The IPv4 address of the machine with this name.";
    AAAA: Name = "dns.aaaa", "IPv6 address", DNS_AAAA,
        "The IPv6 address of the machine with this name.";
    NS: Name = "dns.ns", "name server", DNS_NS,
        "A server that is responsible for the zone.";
    CNAME: Name = "dns.cname", "canonical name", DNS_CNAME,
        "The name asked for is an alias of this name. The client continues with this one.";
    DNAME: Name = "dns.dname", "name of the tree", DNS_DNAME,
        "Every name below the record's name is an alias of the same name below this one.";
    PTR: Name = "dns.ptr.domain_name", "name", DNS_PTR,
        "The name that belongs to an address; in multicast DNS, an instance of a service.";
    MX_PREFERENCE: Number = "dns.mx.preference", "preference", DNS_MX,
        "Senders try the server with the lowest number first.";
    MX: Name = "dns.mx.mail_exchange", "mail server", DNS_MX,
        "The machine that receives mail for the name.";
    SOA_SERVER: Name = "dns.soa.mname", "first name server", DNS_SOA,
        "The server that the zone's data comes from.";
    SOA_MAILBOX: Name = "dns.soa.rname", "mailbox", DNS_SOA,
        "The mail address of the person responsible. The first dot stands for an @.";
    SOA_SERIAL: Number = "dns.soa.serial_number", "serial number", DNS_SOA,
        "A number that grows with every change to the zone.";
    SOA_REFRESH: Number = "dns.soa.refresh_interval", "refresh", DNS_SOA,
        "After how many seconds the other servers check for a change.";
    SOA_RETRY: Number = "dns.soa.retry_interval", "retry", DNS_SOA,
        "After how many seconds they try again if that check failed.";
    SOA_EXPIRE: Number = "dns.soa.expire_limit", "expire", DNS_SOA,
        "After how many seconds without contact they stop answering.";
    SOA_MINIMUM: Number = "dns.soa.minimum_ttl", "negative time to live", DNS_SOA,
        "For how many seconds a resolver may cache that a name does not exist (RFC 2308).";
    TXT_LENGTH: Length = "dns.txt.length", "length of the text", DNS_TXT,
        "How many bytes of text follow.";
    TXT: Data = "dns.txt", "text", DNS_TXT,
        "Text for programs: who may send mail from this name, or proof of who owns it.";
    SRV_PRIORITY: Number = "dns.srv.priority", "priority", DNS_SRV,
        "Clients try the server with the lowest number first.";
    SRV_WEIGHT: Number = "dns.srv.weight", "weight", DNS_SRV,
        "Among servers with the same priority, this server's share of the clients.";
    SRV_PORT: Number = "dns.srv.port", "port", DNS_SRV,
        "The port that the service listens on.";
    SRV_TARGET: Name = "dns.srv.target", "target", DNS_SRV,
        "The machine that runs the service.";
    CAA_FLAGS = "dns.caa.flags", "flags", DNS_CAA,
        "What a certificate authority must do if it does not understand the record.";
    CAA_CRITICAL = "dns.caa.flags.issuer_critical", "issuer critical", DNS_CAA,
        "A certificate authority that does not understand the tag must not issue a certificate.";
    CAA_RESERVED = "wirewalk.dns.caa_reserved", "reserved", DNS_CAA,
        "Zero.";
    CAA_TAG_LENGTH: Length = "dns.caa.tag_length", "length of the tag", DNS_CAA,
        "How many bytes of tag follow.";
    CAA_TAG: Choice = "dns.caa.tag", "tag", DNS_CAA,
        "What the record is about: issue and issuewild name an authority that may issue certificates; iodef says where to report violations.";
    CAA_VALUE: Data = "dns.caa.value", "value", DNS_CAA,
        "For issue: the name of the authority that may issue. All others must refuse; a single semicolon forbids every authority.";
    DATA: Data opaque = "dns.data", "data", DNS_UNKNOWN,
        "Data of a record type that is not decoded here. Programs that do not know a type pass its data on unchanged.";

    PAYLOAD_SIZE: Number = "dns.rr.udp_payload_size", "longest datagram", DNS_OPT,
        "How long an answer over UDP may be. OPT is not a real record: it is among the records because the header has no room left.";
    EXTENDED_RCODE: Number = "dns.resp.ext_rcode", "high bits of the response code", DNS_OPT_RCODE,
        "Eight bits, to be put in front of the four in the header.";
    EDNS_VERSION: Number = "dns.resp.edns0_version", "EDNS version", DNS_OPT_RCODE,
        "Always zero so far.";
    OPT_FLAGS = "dns.resp.z", "flags", DNS_OPT_RCODE,
        "Sixteen bits, of which one is used.";
    DNSSEC_OK = "dns.resp.z.do", "DNSSEC OK", DNS_DO,
        "The client wants signatures with the answer.";
    OPT_RESERVED = "dns.resp.z.reserved", "reserved", DNS_OPT_RCODE,
        "Zero.";
    OPTION = "dns.opt", "option", DNS_OPTION,
        "A number, a length and data. A server skips options that it does not know.";
    OPTION_CODE: Number = "dns.opt.code", "option code", DNS_OPTION,
        "Which option this is.";
    OPTION_LENGTH: Length = "dns.opt.len", "length of the option", DNS_OPTION,
        "How many bytes of option data follow.";
    OPTION_DATA: Data opaque = "dns.opt.data", "option data", DNS_OPTION,
        "What the option says.";
    COOKIE_CLIENT: Random = "dns.opt.cookie.client", "client cookie", DNS_COOKIE,
        "The server repeats it. Only a server that saw the query can do that, so an answer without it is forged.";
    COOKIE_SERVER: Random = "dns.opt.cookie.server", "server cookie", DNS_COOKIE,
        "The client sends it back next time, as proof that its address is not forged.";
    SUBNET_FAMILY: Number = "dns.opt.client.family", "address family", DNS_CLIENT_SUBNET,
        "IPv4 or IPv6.";
    SUBNET_SOURCE: Number = "dns.opt.client.netmask", "bits shown", DNS_CLIENT_SUBNET,
        "How many bits of the client's address the resolver passes on. With them, a distant server learns roughly where the client is.";
    SUBNET_SCOPE: Number = "dns.opt.client.scope", "bits used", DNS_CLIENT_SUBNET,
        "How large the network is for which this answer is valid.";
    SUBNET_ADDRESS4: Name = "dns.opt.client.addr4", "client network", DNS_CLIENT_SUBNET,
        "The first part of the client's address.";
    SUBNET_ADDRESS6: Name = "dns.opt.client.addr6", "client network", DNS_CLIENT_SUBNET,
        "The first part of the client's address.";
    KEEPALIVE: Number = "dns.opt.edns_tcp_keepalive.timeout", "idle time", DNS_KEEPALIVE,
        "How long the connection may stay open without a question, in tenths of a second.";
    PADDING: Data opaque = "dns.opt.padding", "padding", DNS_PADDING,
        "Zeros. Even when encrypted, a query's length hints at the name in it; with padding, many queries have the same length.";
    DAU: Number = "dns.opt.dau", "signature understood", DNS_UNDERSTOOD,
        "A DNSSEC signature algorithm that the client can check.";
    DHU: Number = "dns.opt.dhu", "hash understood", DNS_UNDERSTOOD,
        "A hash for DS records that the client knows.";
    N3U: Number = "dns.opt.n3u", "NSEC3 hash understood", DNS_UNDERSTOOD,
        "A hash for NSEC3 records that the client knows.";
    CHAIN: Name = "dns.opt.chain.fqdn", "closest trust point", DNS_CHAIN,
        "The client already trusts the keys of this zone, so the chain of signatures may begin here.";
    NSID: Data = "wirewalk.dns.nsid", "server identifier", DNS_NSID,
        "Which of several machines behind one address answered.";
    KEY_TAG_TRUSTED: Number = "wirewalk.dns.key_tag", "trusted key", DNS_KEY_TAG,
        "A root key that the resolver trusts. It shows the root's operators who would lose access after a change of key.";
    REPORT_AGENT: Name = "wirewalk.dns.report_agent", "agent for reports", DNS_REPORT,
        "Where a resolver can report that it could not validate the answer.";
    ERROR_CODE: Number = "dns.opt.ext_error.info_code", "extended error", DNS_EXTENDED_ERROR,
        "Why it failed, in more detail than the response code can give. It is only a hint: nobody signed it.";
    ERROR_TEXT: Data = "dns.opt.ext_error.extra_text", "text of the error", DNS_EXTENDED_ERROR,
        "The reason as text for people.";
}
