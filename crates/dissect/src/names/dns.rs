//! Labels of a message of DNS: its header, its questions, and what each record begins with.

super::define_labels! {
    MESSAGE = "wirewalk.dns.message", "DNS message", DNS_MESSAGE,
        "A question about a name, or the answer to one: a header, questions, and three lists of records.";
    LENGTH: Length = "dns.length", "length of the message", DNS_OVER_TCP,
        "In bytes, without these two. TCP and TLS keep no borders between messages, so each says how long it is.";
    ID: Random = "dns.id", "transaction ID", DNS_HEADER,
        "The answer repeats it. Over UDP, anyone who guesses it (and the port) can forge an answer, so it must be random.";
    FLAGS = "dns.flags", "flags", DNS_HEADER,
        "What kind of message it is, and what came of it.";
    RESPONSE = "dns.flags.response", "response", DNS_HEADER,
        "Whether it is an answer.";
    OPCODE: Number = "dns.flags.opcode", "opcode", DNS_HEADER,
        "What is asked for: nearly always a plain query.";
    AUTHORITATIVE = "dns.flags.authoritative", "authoritative", DNS_HEADER,
        "Whether the server that answers is itself responsible for the name. A resolver answers from what it asked others.";
    TRUNCATED = "dns.flags.truncated", "truncated", DNS_HEADER,
        "Whether the answer is longer than a datagram may be. The client then asks again over TCP.";
    RECURSION_DESIRED = "dns.flags.recdesired", "recursion desired", DNS_HEADER,
        "The client wants the whole answer: the server should ask other servers for it.";
    RECURSION_AVAILABLE = "dns.flags.recavail", "recursion available", DNS_HEADER,
        "Whether the server asks other servers for its clients.";
    CONFLICT = "dns.flags.conflict", "conflict", LLMNR_HEADER,
        "Whether the asker got several answers that do not agree.";
    TENTATIVE = "dns.flags.tentative", "tentative", LLMNR_HEADER,
        "Whether the answerer is not yet sure that the name is its own.";
    LLMNR_RESERVED = "wirewalk.dns.llmnr_reserved", "reserved", LLMNR_HEADER,
        "Zero.";
    ZERO = "dns.flags.z", "reserved", DNS_HEADER,
        "Zero.";
    AUTHENTIC = "dns.flags.authenticated", "authentic data", DNS_AUTHENTIC,
        "In an answer: the server says that it has checked the signatures (DNSSEC). Over a bare network, anybody can say so. In a query: the \
         client knows it.";
    CHECKING_DISABLED = "dns.flags.checkdisable", "checking disabled", DNS_UNCHECKED,
        "The client checks signatures itself and takes data that would not pass the server's check.";
    RCODE: Number = "dns.flags.rcode", "response code", DNS_HEADER,
        "What came of the question.";
    QUESTIONS: Number = "dns.count.queries", "number of questions", DNS_HEADER,
        "In practice one.";
    ANSWERS: Number = "dns.count.answers", "number of answers", DNS_HEADER,
        "How many records answer the question.";
    AUTHORITIES: Number = "dns.count.auth_rr", "number of authority records", DNS_HEADER,
        "How many records say who is responsible.";
    ADDITIONALS: Number = "dns.count.add_rr", "number of additional records", DNS_HEADER,
        "How many further records there are that may spare the client a question.";
    ZONES: Number = "dns.count.zones", "number of zones", DNS_UPDATE,
        "Which zone is to be changed: one.";
    PREREQUISITES: Number = "dns.count.prerequisites", "number of prerequisites", DNS_UPDATE,
        "What must be there, or not, before anything is changed.";
    UPDATES: Number = "dns.count.updates", "number of updates", DNS_UPDATE,
        "What is added or deleted.";

    QUESTION = "wirewalk.dns.question", "question", DNS_QUESTION,
        "Which records of which name are asked for.";
    ANSWER = "wirewalk.dns.answer", "answer", DNS_RECORD,
        "A record that answers the question.";
    AUTHORITY = "wirewalk.dns.authority", "authority record", DNS_RECORD,
        "A record that says who is responsible for the name, or that it does not exist.";
    ADDITIONAL = "wirewalk.dns.additional", "additional record", DNS_RECORD,
        "A record that nobody asked for and that helps.";
    NAME_ASKED: Name = "dns.qry.name", "name asked for", DNS_NAME,
        "The name that somebody wants to know about. Without encryption, everyone on the way reads it.";
    TYPE_ASKED: Choice = "dns.qry.type", "type asked for", DNS_TYPE,
        "What somebody wants to know about the name.";
    CLASS_ASKED: Number = "dns.qry.class", "class asked for", DNS_CLASS,
        "The Internet, always.";
    UNICAST_WANTED = "dns.qry.qu", "unicast wanted", MDNS_UNICAST,
        "Multicast DNS: the answer may go to the asker alone instead of everyone on the network.";
    NAME: Name = "dns.resp.name", "name", DNS_NAME,
        "Whose record it is.";
    TYPE: Choice = "dns.resp.type", "type", DNS_TYPE,
        "What the record says about the name.";
    CLASS: Number = "dns.resp.class", "class", DNS_CLASS,
        "The Internet, always.";
    CACHE_FLUSH = "dns.resp.cache_flush", "cache flush", MDNS_CACHE_FLUSH,
        "Multicast DNS: this is all there is, so forget what you knew.";
    CLASS_HIGH: Number = "wirewalk.dns.class_high", "high bits of the class", DNS_CLASS,
        "Multicast DNS took the first bit of the class for a flag; these are the next seven.";
    CLASS_LOW: Number = "wirewalk.dns.class_low", "low bits of the class", DNS_CLASS,
        "The other eight bits.";
    TTL = "dns.resp.ttl", "time to live", DNS_RECORD,
        "How many seconds the record may be kept. Until then nobody asks again, and a change is not seen.";
    DATA_LENGTH: Length = "dns.resp.len", "length of the data", DNS_RECORD;

    LABEL: Name = "wirewalk.dns.label", "label", DNS_NAME,
        "One part of a name: a byte that says how long it is, and that many characters.";
    ROOT = "wirewalk.dns.root", "root", DNS_NAME,
        "A label of length zero: every name ends at the root of the tree.";
    POINTER: Number = "wirewalk.dns.pointer", "pointer", DNS_COMPRESSION,
        "Where in the message the rest of the name stands already, counted from the first byte of the header. It begins with two bits that \
         no length has.";
}
