//! Labels of a message of DNS: its header, its questions, and what each record begins with.

super::define_labels! {
    MESSAGE = "wirewalk.dns.message", "DNS message", DNS_MESSAGE,
        "A question about a name, or the answer to one: a header, questions, and three lists of records.";
    LENGTH: Length = "dns.length", "length of the message", DNS_OVER_TCP,
        "How many bytes of message follow. TCP and TLS do not mark where messages begin and end, so each message gives its length first.";
    ID: Random = "dns.id", "transaction ID", DNS_HEADER,
        "The answer repeats it. Over UDP, anyone who guesses it (and the port) can forge an answer, so it must be random.";
    FLAGS = "dns.flags", "flags", DNS_HEADER,
        "The message type, and the outcome.";
    RESPONSE = "dns.flags.response", "response", DNS_HEADER,
        "Whether this message is an answer.";
    OPCODE: Number = "dns.flags.opcode", "opcode", DNS_HEADER,
        "What the client asks the server to do: nearly always a plain query.";
    AUTHORITATIVE = "dns.flags.authoritative", "authoritative", DNS_HEADER,
        "Whether the answering server is itself responsible for the name. A resolver passes on what it learned from other servers.";
    TRUNCATED = "dns.flags.truncated", "truncated", DNS_HEADER,
        "Whether the answer was too long for a datagram. If so, the client asks again over TCP.";
    RECURSION_DESIRED = "dns.flags.recdesired", "recursion desired", DNS_HEADER,
        "The client wants the complete answer: if needed, the server should ask other servers for it.";
    RECURSION_AVAILABLE = "dns.flags.recavail", "recursion available", DNS_HEADER,
        "Whether this server asks other servers on behalf of its clients.";
    CONFLICT = "dns.flags.conflict", "conflict", LLMNR_HEADER,
        "Whether the client received several answers that do not agree.";
    TENTATIVE = "dns.flags.tentative", "tentative", LLMNR_HEADER,
        "Whether the answering machine is not yet sure that the name is its own.";
    LLMNR_RESERVED = "wirewalk.dns.llmnr_reserved", "reserved", LLMNR_HEADER,
        "Zero.";
    ZERO = "dns.flags.z", "reserved", DNS_HEADER,
        "Zero.";
    AUTHENTIC = "dns.flags.authenticated", "authentic data", DNS_AUTHENTIC,
        "In an answer: the server says that it checked the signatures (DNSSEC). Without encryption, Mallory can set it too. In a query: the client understands it.";
    CHECKING_DISABLED = "dns.flags.checkdisable", "checking disabled", DNS_UNCHECKED,
        "The client checks signatures itself and accepts data that would fail the server's check.";
    RCODE: Number = "dns.flags.rcode", "response code", DNS_HEADER,
        "The outcome of the question.";
    QUESTIONS: Number = "dns.count.queries", "number of questions", DNS_HEADER,
        "How many questions follow: in practice, one.";
    ANSWERS: Number = "dns.count.answers", "number of answers", DNS_HEADER,
        "How many records answer the question.";
    AUTHORITIES: Number = "dns.count.auth_rr", "number of authority records", DNS_HEADER,
        "How many records name the servers responsible.";
    ADDITIONALS: Number = "dns.count.add_rr", "number of additional records", DNS_HEADER,
        "How many further records follow that may save the client another question.";
    ZONES: Number = "dns.count.zones", "number of zones", DNS_UPDATE,
        "How many zones this changes: always one.";
    PREREQUISITES: Number = "dns.count.prerequisites", "number of prerequisites", DNS_UPDATE,
        "How many conditions must hold before anything is changed: records that must exist, or must not.";
    UPDATES: Number = "dns.count.updates", "number of updates", DNS_UPDATE,
        "How many records are added or deleted.";

    QUESTION = "wirewalk.dns.question", "question", DNS_QUESTION,
        "The name that the client asks about, and the type of record that it wants.";
    ANSWER = "wirewalk.dns.answer", "answer", DNS_RECORD,
        "A record that answers the question.";
    AUTHORITY = "wirewalk.dns.authority", "authority record", DNS_RECORD,
        "A record that names the servers responsible for the name, or says that the name does not exist.";
    ADDITIONAL = "wirewalk.dns.additional", "additional record", DNS_RECORD,
        "A record that the client did not ask for but probably needs next.";
    NAME_ASKED: Name = "dns.qry.name", "name asked for", DNS_NAME,
        "The name that the client wants to know about. Without encryption, everyone on the path can read it.";
    TYPE_ASKED: Choice = "dns.qry.type", "type asked for", DNS_TYPE,
        "The type of record that the client wants.";
    CLASS_ASKED: Number = "dns.qry.class", "class asked for", DNS_CLASS,
        "Always the Internet in practice.";
    UNICAST_WANTED = "dns.qry.qu", "unicast wanted", MDNS_UNICAST,
        "Multicast DNS: the answer may be sent only to the asker instead of to everyone on the network.";
    NAME: Name = "dns.resp.name", "name", DNS_NAME,
        "The name that the record belongs to.";
    TYPE: Choice = "dns.resp.type", "type", DNS_TYPE,
        "What kind of information the record gives about the name.";
    CLASS: Number = "dns.resp.class", "class", DNS_CLASS,
        "Always the Internet in practice.";
    CACHE_FLUSH = "dns.resp.cache_flush", "cache flush", MDNS_CACHE_FLUSH,
        "Multicast DNS: this is the complete answer, so a receiver should delete older records.";
    CLASS_HIGH: Number = "wirewalk.dns.class_high", "high bits of the class", DNS_CLASS,
        "Multicast DNS uses the first bit of the class as a flag; these are the next seven.";
    CLASS_LOW: Number = "wirewalk.dns.class_low", "low bits of the class", DNS_CLASS,
        "The last eight bits of the class.";
    TTL = "dns.resp.ttl", "time to live", DNS_RECORD,
        "How many seconds the record may be cached. Until then a resolver does not ask again and misses any change.";
    DATA_LENGTH: Length = "dns.resp.len", "length of the data", DNS_RECORD,
        "How many bytes of data follow.";

    LABEL: Name = "wirewalk.dns.label", "label", DNS_NAME,
        "One part of a name: a byte that gives its length, then that many characters.";
    ROOT = "wirewalk.dns.root", "root", DNS_NAME,
        "A label of length zero. Every name ends at the root of the tree.";
    POINTER: Number = "wirewalk.dns.pointer", "pointer", DNS_COMPRESSION,
        "Where the rest of the name already is, counted from the first byte of the header. It begins with two bits that no length begins with.";
}
