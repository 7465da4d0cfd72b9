//! Lesson 10 in English: every sentence with the id of its step, and no value in any of them.

use wirewalk::rfc;
use wirewalk::story::{About, Line, Name, Question, asks, says};

#[path = "lesson10/attacks.rs"]
mod attacks;
#[path = "lesson10/recipes.rs"]
mod recipes;

pub use attacks::*;
pub use recipes::RECIPES;

pub const ABOUT: About = About {
    number: 10,
    title: "The same over UDP",
    line: "Bob's app over HTTP/3: the handshake of lesson 5 inside QUIC. Eve opens the first packets without a key, and Mallory tries what only datagrams allow.",
    minutes: 60,
    before: "Lesson 5: the seven stations of TLS 1.3. Lesson 9: what early data is, and why a copy of it works.",
    objectives: &[
        "derive the keys of an Initial packet from what anyone can read, and say what they protect against",
        "say what Eve has of a QUIC connection, with and without the keys",
        "name the seven stations of lesson 5 in QUIC, and the round trip that is missing",
        "explain what a server may send before it knows that the client's address is real, and what Retry costs",
        "say when Eve can follow a connection that moves, and when she cannot",
        "say what Mallory can still end by forging, and what a changed packet does to TCP and to QUIC",
    ],
    read_on: &[
        (rfc::lesson10::INITIAL, "the keys that everyone can derive, and how"),
        (rfc::lesson10::HEADERS, "how packet numbers are hidden"),
        (rfc::lesson10::AMPLIFICATION, "what a server may send to an address that nobody has proved"),
        (rfc::lesson10::NEGOTIATION, "which Version Negotiation packets a client ignores"),
        (rfc::lesson10::LINKING, "why a connection that moves changes its names"),
        (rfc::lesson10::REPLAY, "early data in QUIC, and how it can be replayed"),
        (rfc::lesson10::INVARIANTS, "what every version of QUIC will look like"),
        (rfc::lesson10::HTTP3, "HTTP/3, in overview"),
    ],
};

pub const HELLO: Line = says!("hello" "A web without TCP"
    "A large part of the requests on the web today uses neither TCP nor the records of lesson 5. They use HTTP/3, which runs over QUIC, which \
        runs over UDP. The cryptography is that of TLS 1.3: the same messages, the same certificates, the same keys. What carries them \
        is different, and so is what an eavesdropper has, and what an attacker can try.\n\n\
        UDP sends datagrams: each arrives whole, or not at all, in any order. What TCP did before (connections, order, sending lost bytes \
        again), QUIC does itself, and it encrypts almost all of that too.");

pub const TERMS: Line = says!("terms" "Seven words first"
    "Each of these words will be shown on real bytes. Come back to this table when one of them is not clear.");
pub const TERMS_HEAD: [&str; 2] = ["word", "meaning"];
pub const TERMS_TABLE: [[&str; 2]; 7] = [
    ["datagram", "what UDP carries: it arrives whole or not at all, and nobody says that it arrived"],
    ["packet", "what QUIC encrypts and numbers; a datagram carries one or several"],
    ["frame", "what is inside a packet: a piece of a stream, an acknowledgement, a close"],
    ["stream", "bytes in order, as in TCP; a connection has many, and none waits for another"],
    ["connection ID", "a random name for the connection; each side tells the other which name to send to"],
    ["Initial packet", "the first packet of each side; it carries ClientHello and ServerHello"],
    ["Retry", "a server's request: come again, and bring this token along"],
];

pub const CAST: Line = says!("cast" "Carol, Bob, and a port for datagrams"
    "Carol's root and Bob's certificate are made as in lesson 4. Bob listens on a UDP port. It may have the same number as a TCP port: \
        the two have nothing to do with each other.");
pub const ROOT_FILE: Name = Name { id: "cast.root", text: "Carol's root" };
pub const CERTIFICATE_FILE: Name = Name { id: "cast.certificate", text: "Bob's certificate" };
pub const KEY_FILE: Name = Name { id: "cast.key", text: "Bob's private key" };

pub const FIRST: Line = says!("first" "Scene 1: Alice asks over QUIC"
    "Alice connects to Bob and asks for the secret. Eve sits on the wire and records every datagram. Nothing on this wire is sent in the \
        clear: QUIC encrypts the very first packet.");
pub const WHAT_EVE_OPENS: Question = asks!("first.what-eve-opens"
    "Alice's first packet is encrypted with AES-128-GCM. No key has been exchanged yet. What can Eve read of what is inside?"
    [
        no "nothing: without a key, AES-GCM hides everything"
            "The key is there, in the same packet. It is derived from a number that the header shows, so Eve derives it too."
            believes ENCRYPTED_IS_SECRET see "wirewalk.quic.initial.client_secret" at "first.keys";
        yes "all of it, with the name of the server in it";
        no "the name of the server, which TLS sends in the clear"
            "TLS does, and here it is inside the encrypted packet, with everything else. Eve decrypts the packet and reads all of it.";
        no "how long it is, and to whom it is sent; no more"
            "She has those too. But the packet's key can be derived from the packet itself."
            believes ENCRYPTED_IS_SECRET see "tls.handshake.extensions_server_name" at "first.name";
    ]
    "A key that can be derived from public bytes is no secret. Whatever is encrypted under it can be read by anyone who knows the rule, \
        and the rule is published.");

pub const KEYS: Line = says!("first.keys" "Eve derives the keys"
    "Alice made up [a connection ID](wirewalk.quic.initial.connection_id) for her first packet, and the header shows it. The standard fixes [a salt](wirewalk.quic.initial.salt) for this version of QUIC. \
        HKDF makes [one secret](wirewalk.quic.initial.secret) of the two, then [one for each side](wirewalk.quic.initial.client_secret), and from that [a key](wirewalk.quic.initial.key), [an IV](wirewalk.quic.initial.iv) and [a key for the header](wirewalk.quic.initial.hp). \
        These are the steps of lesson 5's key schedule, with one difference: nothing that goes in is secret.");

pub const MASK: Line = says!("first.mask" "Two layers: the header, then the payload"
    "The packet number is hidden as well. A holder of the header key encrypts [16 bytes of the ciphertext](wirewalk.quic.sample) with it. The result is [a mask](wirewalk.quic.mask). \
        XOR with the mask gives [the first byte](wirewalk.quic.first_byte) and [the packet number](quic.packet_number). The number completes the IV to the nonce, and AES-GCM opens [the rest](quic.frame).");

pub const NAME: Line = says!("first.name" "What Eve finds inside"
    "A ClientHello, as in lesson 5: [the name of the server](tls.handshake.extensions_server_name), [what Alice wants to speak](tls.handshake.extensions_alpn_str), her key shares. One extension is new: [the transport \
        parameters](tls.quic.parameter), in which each side says how much it is ready to receive. Together they tell which program Alice uses.");

pub const WHY: Line = says!("first.why" "Why encrypt what everyone can open?"
    "Not against Eve. Routers and firewalls on the path got used to reading TCP and the plain parts of TLS, and to dropping whatever they did not expect. \
        That is why TLS 1.3 still pretends to be TLS 1.2. QUIC's designers did not want that again. \
        A box that only looks at packets sees noise, with nothing to get used to. A box that wants to read must compute what a client computes, for \
        each version. And a random change on the path is noticed, since the tag no longer fits.\n\n\
        So it protects against mistakes and against habits. It does not protect against anyone who knows the rule.");

pub const REST: Line = says!("first.rest" "The whole connection, as Eve has it"
    "After the Initial packets, the keys come from the key exchange, and Eve's derivation ends. What remains for her: when each datagram passed, in which direction, \
        and how long it was. In TCP she would also see sequence numbers, acknowledgements and the end of the connection. Here they are inside the packets.");
pub const REST_HEAD: [&str; 4] = ["ms", "who", "bytes", "what Eve can read"];

pub const SHORT: Line = says!("first.short" "All that is left in the clear"
    "This is Bob's last packet. Apart from two bits that mark it as a short packet, Eve can read one bit and a name. [The spin bit](quic.spin_bit) may flip once per round trip, so that operators can measure a \
        network; many connections leave it off or random. [The connection ID](quic.dcid) is the name that Alice chose for this direction. Everything else, even [the rest of the \
        first byte](wirewalk.quic.protected_bits), is hidden.");

pub const LEDGER: Line = says!("first.ledger" "Eve's ledger"
    "Compare it with the ledger of lesson 5.");
pub const ALICE_HEARD: Name = Name { id: "alice.heard", text: "Alice received" };

pub const OPENED: Line = says!("opened" "The same datagrams, with the keys"
    "Alice and Bob wrote their secrets down, as in lesson 5. With them, the same recording opens to the last packet. Each packet is a few frames. \
        ACK says what arrived. CRYPTO carries pieces of the handshake. STREAM carries what is asked and answered.");
pub const OPENED_HEAD: [&str; 4] = ["ms", "who", "bytes", "what is inside"];

pub const REQUEST: Line = says!("opened.request" "Alice's request"
    "HTTP/3 says what HTTP/1.1 said in lesson 1, in other bytes. The header fields are compressed with QPACK: [a frequent line](http3.headers.header) is a number in a table \
        that both sides know. Each request has a stream of its own.");

pub const STATIONS: Line = says!("opened.stations" "The seven stations, and where they are now"
    "Nothing had to be invented. Each station of lesson 5 has its place in QUIC.");
pub const STATIONS_HEAD: [&str; 3] = ["station", "over TCP (lesson 5)", "over QUIC"];
pub const STATIONS_TABLE: [[&str; 3]; 7] = [
    ["1 · version", "supported_versions in the ClientHello", "the same, in an Initial packet; only TLS 1.3 is allowed"],
    ["2 · cipher suite", "ServerHello", "the same; the suite also decides how headers are hidden"],
    ["3 · key exchange", "key_share, in the clear", "the same, in Initial packets that anyone can open"],
    ["4 · certificate", "Certificate, encrypted", "the same, in Handshake packets"],
    ["5 · signature", "CertificateVerify", "the same"],
    ["6 · keys", "record keys from the traffic secrets", "packet and header keys from the same secrets"],
    ["7 · protocol inside", "ALPN http/1.1, encrypted records", "ALPN h3, streams in 1-RTT packets"],
];
pub const PROVED: Line = says!("opened.proved" "What was checked"
    "The proofs are those of lesson 5, and the program makes them again on these datagrams: Bob's signature over the transcript, both Finished, \
        and the secrets from the shared one.");

pub const TCP: Line = says!("tcp" "Scene 2: the same over TCP"
    "The same Alice asks the same Bob, over TLS and TCP. Both recordings stand side by side, each line counted in its own bytes.");
pub const WHAT_IS_SAVED: Question = asks!("tcp.what-is-saved"
    "On a first visit, how many round trips pass before Alice can send her request: over TCP with TLS 1.3, and over QUIC?"
    [
        no "one over TCP, and none over QUIC"
            "UDP needs no handshake, but TLS does: Alice has no keys before Bob's ServerHello. TCP adds a handshake of its own before that.";
        yes "two over TCP, and one over QUIC";
        no "one over TCP, and one over QUIC"
            "Before TLS can begin, TCP needs a round trip for itself. QUIC's first datagram already carries the ClientHello.";
        no "two over TCP, and two over QUIC"
            "QUIC does both in one: its first packet opens the connection and carries the ClientHello.";
    ]
    "TCP shakes hands, then TLS does. QUIC puts both handshakes in the same packets. That is the round trip that HTTP/3 saves on a first \
        visit, on any line.");
pub const COMPARED: Line = says!("tcp.compared" "Side by side"
    "Compare the round trips first. QUIC sends more bytes here: its first datagrams are filled up, for a reason that the next scene shows.");
pub const COMPARED_HEAD: [&str; 3] = ["", "over TCP", "over QUIC"];

pub const ADVICE: Line = says!("advice" "What to remember when you run a server"
    "HTTP/3 is switched on with one line in many servers. These are the choices behind it.");
pub const ADVICE_HEAD: [&str; 3] = ["choice", "recommended", "why"];
pub const ADVICE_TABLE: [[&str; 3]; 4] = [
    ["Retry", "when under load", "it costs every new client a round trip"],
    [
        "early data",
        "off, or for requests that may repeat",
        "lesson 9; with several machines a copy finds one that has not seen it",
    ],
    [
        "the key for tokens",
        "the same on all machines of one address",
        "otherwise one machine's Retry is refused by the next",
    ],
    ["UDP blocked by a firewall", "keep TCP as well", "browsers try both, and use what answers"],
];

pub const WORDS: Line = says!("words" "Five things that are often said, and are wrong"
    "What is encrypted is secret. Only if the key is. The first packets of QUIC are encrypted, and anyone can open them.\n\n\
        QUIC is faster because UDP is. UDP carries bytes no faster. What is saved is a round trip, and waiting for lost bytes of other streams.\n\n\
        UDP has no connections, so nobody can be followed. A connection ID is a name, unless it changes.\n\n\
        QUIC hides which site you visit. The name is in the first packet, as in TLS; only Encrypted ClientHello hides it.\n\n\
        A server on UDP is a weapon against others. It was, with protocols that answer anything. QUIC's limit stops it at three times.");

pub const LEFT: Line = says!("left" "What stops what, and what is left"
    "A changed packet: dropped, and sent again. A forged address: limited to three times, and to less with Retry. A copy of early data: as in lesson 9. \
        A tracker: stopped by connection IDs that change with the address, but not where a router changes the address by itself. A forged \
        Version Negotiation or a forged close in an Initial packet: stopped by nothing, if it arrives first. It ends one attempt, and the browser falls back to TCP.\n\n\
        What is left in the clear: the name of the server, and when how much was sent.");

pub const TRY: Line = says!("try" "Try it yourself"
    "Start Bob in one terminal and be Alice in another. Few tools speak HTTP/3 yet. If your curl lists HTTP3 under its features, use it too.");

pub const QUESTION: Line =
    Line { id: "question", title: "A question", text: "Think before you go on. The answer comes next." };

pub const THINK: Question = asks!("think"
    "A company's firewall must know which sites its people visit, and it must not break TLS. Over TCP it reads the server's name in the ClientHello. \
        Its vendor says that QUIC must be blocked, because \"it is encrypted from the first packet\". Is that so?"
    "No. The first packets can be opened with a published rule, and the name is inside. The firewall has more work: it must derive keys, put a \
        ClientHello together that may span two packets, and know each version's salt. It loses what it should never have relied on: the \
        sequence numbers, the acknowledgements, the end. When clients use Encrypted ClientHello, the name is gone over TCP as well.");

pub const THOUGHT: Line = Line {
    id: "thought",
    title: "An answer",
    text: "Compare it with yours. Then record your own browser, and let wirewalk explain what it said over QUIC.",
};
