//! DNS: its messages, its records, and what carries it.

use super::cites;

cites! {
    "RFC 1035" {
        DNS_MESSAGE = "4.1", "A header and four sections.";
        DNS_HEADER = "4.1.1", "The ID, flags and counts.";
        DNS_QUESTION = "4.1.2", "A name, a type, a class.";
        DNS_RECORD = "4.1.3", "The start of each record.";
        DNS_COMPRESSION = "4.1.4", "Names compressed by pointers to earlier names.";
        DNS_OVER_TCP = "4.2.2", "A length before each message.";
        DNS_NAME = "3.1", "Names as labels, each with its length.";
        DNS_TYPE = "3.2.2", "Types of records.";
        DNS_CLASS = "3.2.4", "Classes.";
        DNS_CNAME = "3.3.1", "Aliases.";
        DNS_MX = "3.3.9", "Servers that receive mail.";
        DNS_NS = "3.3.11", "A zone's name servers.";
        DNS_PTR = "3.3.12", "A pointer to a name.";
        DNS_SOA = "3.3.13", "The start of a zone.";
        DNS_TXT = "3.3.14", "Text.";
        DNS_A = "3.4.1", "An address.";
    }
    "RFC 2136" { DNS_UPDATE = "2.2", "Changes to a zone."; }
    "RFC 2782" { DNS_SRV = "", "The machine and port of a service."; }
    "RFC 3596" { DNS_AAAA = "2.2", "An IPv6 address."; }
    "RFC 3597" { DNS_UNKNOWN = "3", "Records of unknown types."; }
    "RFC 4034" {
        DNS_DNSKEY = "2.1", "A zone's public key.";
        DNS_RRSIG = "3.1", "A signature over records.";
        DNS_NSEC = "4.1", "Proof that a name does not exist.";
        DNS_TYPE_MAP = "4.1.2", "Which types a name has.";
        DNS_DS = "5.1", "The parent zone's statement about a zone's key.";
    }
    "RFC 4035" {
        DNS_AUTHENTIC = "3.2.3", "The resolver has checked it.";
        DNS_UNCHECKED = "3.2.2", "The resolver need not check.";
    }
    "RFC 4795" { LLMNR_HEADER = "2.1.1", "The header of LLMNR."; }
    "RFC 5001" { DNS_NSID = "2.3", "Which server answers."; }
    "RFC 5011" { DNS_REVOKED = "2.1", "A key that must no longer be trusted."; }
    "RFC 5155" { DNS_NSEC3 = "3.2", "The same, with hashes in place of names."; }
    "RFC 6672" { DNS_DNAME = "2.1", "An alias for a whole tree of names."; }
    "RFC 6698" { DNS_TLSA = "2.1", "Which certificate a server must have."; }
    "RFC 6762" {
        MDNS_UNICAST = "5.4", "An answer only to the asker.";
        MDNS_CACHE_FLUSH = "10.2", "Replacing cached records.";
    }
    "RFC 6840" { DNS_AD_IN_QUERY = "5.7", "The client understands it."; }
    "RFC 6891" {
        DNS_OPT = "6.1.2", "The extended header.";
        DNS_OPT_RCODE = "6.1.3", "More bits for the response code.";
        DNS_OPTION = "6.1.2", "Options.";
    }
    "RFC 3225" { DNS_DO = "3", "The client wants signatures."; }
    "RFC 6975" { DNS_UNDERSTOOD = "3", "Algorithms that the client knows."; }
    "RFC 7828" { DNS_KEEPALIVE = "3.1", "How long a connection may stay idle."; }
    "RFC 7830" { DNS_PADDING = "3", "Bytes that hide the length."; }
    "RFC 7871" { DNS_CLIENT_SUBNET = "6", "The network that the question came from."; }
    "RFC 7873" { DNS_COOKIE = "4", "A cookie against forged addresses."; }
    "RFC 7901" { DNS_CHAIN = "5", "A whole chain of signatures at once."; }
    "RFC 8145" { DNS_KEY_TAG = "4.1", "Which keys the client trusts."; }
    "RFC 8484" { DNS_BY_GET = "4.1", "A question in a URL."; }
    "RFC 8659" { DNS_CAA = "4.1", "Which authorities may issue certificates for a name."; }
    "RFC 8914" { DNS_EXTENDED_ERROR = "2", "Why it failed."; }
    "RFC 9460" {
        DNS_SVCB = "2.2", "Where a service is, and how to reach it.";
        DNS_SVCB_MANDATORY = "8", "What a client must understand.";
        DNS_SVCB_ALPN = "7.1", "Which protocols.";
        DNS_SVCB_PORT = "7.2", "Which port.";
        DNS_SVCB_HINTS = "7.3", "Addresses to try before the real ones arrive.";
    }
    "RFC 9461" { DNS_SVCB_DOHPATH = "5", "Where DNS over HTTPS is."; }
    "RFC 9567" { DNS_REPORT = "5", "Where to report errors."; }
    "RFC 9848" { DNS_SVCB_ECH = "3", "Keys for an encrypted hello."; }
}
