//! Lesson 1 in English: every sentence with the id of its step, and no value in any of them.

use wirewalk::rfc;
use wirewalk::story::{About, Line, Name, Question, Recipe, asks, says, tries};

pub const ABOUT: About = About {
    number: 1,
    title: "Plain HTTP",
    line: "A secret crosses the wire in the clear: Eve reads it, Mallory rewrites it, Alice cannot tell.",
    minutes: 25,
    before: "You have used a browser and a command line. Nothing else is needed.",
    objectives: &[
        "read an HTTP request and its response byte by byte, and name every part",
        "name the layers that carry them, and the gap where TLS will fit",
        "show what an eavesdropper can read, and what an attacker in the middle can change",
        "name the three missing protections: confidentiality, integrity, authentication",
    ],
    read_on: &[
        (rfc::HTTP_MESSAGES, "the parts of an HTTP message"),
        (rfc::HTTP_SYNTAX, "how HTTP/1.1 writes them as bytes"),
        (rfc::HTTP_SECURITY, "what HTTP's own authors warn about"),
        (rfc::PERVASIVE_MONITORING, "why listening counts as an attack"),
    ],
};

pub const HELLO: Line = says!("hello" "The Secret Squirrels"
    "The Secret Squirrels keep a secret message on Bob's server. Alice, a member, asks for it. Both speak HTTP, as every \
        browser does, with nothing added to protect it.\n\n\
        Eve sits on the wire between them. She records every byte, with its time and direction, and does nothing else. \
        Mallory, who does more, comes later.\n\n\
        Everything you will see is real: a server and a client on this machine, connected over TCP, and Eve's recording of \
        their conversation. Run the lesson again, and the times, ports and dates will be different.");

pub const LAYERS: Line = says!("layers" "One layer inside another"
    "HTTP is text that two programs send each other. It does not travel alone. Each layer wraps the next one and adds what \
        its own job needs. Wireshark shows the layers as a stack, lowest first.\n\n\
        Remember the gap between TCP and HTTP. From lesson 5 on, TLS fills it, and neither neighbour has to change. HTTPS is \
        not a new HTTP. It is HTTP over TLS.");

pub const LAYERS_HEAD: [&str; 4] = ["layer", "what it adds", "what that achieves", "can Eve read it?"];
pub const LAYERS_TABLE: [[&str; 4]; 5] = [
    ["link (Ethernet, Wi-Fi)", "hardware addresses", "reaches the next machine", "yes"],
    ["IPv4 or IPv6", "IP addresses", "reaches the right machine", "yes"],
    ["TCP", "ports, sequence numbers", "reaches the right program, in order", "yes"],
    ["— TLS —", "(missing here)", "confidentiality, integrity, authentication", "—"],
    ["HTTP", "request and response", "asks and answers", "yes"],
];

pub const PLAIN: Line = says!("plain" "Scene 1: Alice asks Bob"
    "Bob starts his server. Alice connects, sends one request, reads one response, and closes the connection. Eve is on the \
        wire.");

pub const HOW_MUCH: Question = asks!("plain.how-much" "How much of this will Eve be able to read?"
    [
        no "nothing: the two programs talk only to each other"
            "The connection joins two programs, but its bytes pass through every machine on the path. Here is the request, as \
                Alice wrote it." see "http.request.method" at "plain.request";
        no "the addresses and the sizes, but none of the text"
            "That is what TLS would leave her, from lesson 5 on. Here the text itself crosses the wire." see "http.file_data" at "plain.body";
        yes "all of it, including the secret message";
    ]
    "HTTP adds no protection of its own. Anyone who carries the bytes can read them: the access point, the internet provider, \
        every router on the path.");

pub const HEARD: Line = says!("plain.heard" "It worked"
    "Alice has the message. As far as she can tell, nothing else happened. Here is what Eve counted in the meantime.");

pub const ALICE_HEARD: Name = Name { id: "alice.heard", text: "Alice received" };

pub const REQUEST: Line = says!("plain.request" "What Alice sent"
    "This is a request: one line that says [what Alice wants](http.request.method), then header fields, one per line, then [an empty line](wirewalk.http.head_end). Every line \
        ends with two invisible bytes, carriage return and line feed. Nothing follows the empty line, because this GET has no \
        body.\n\n\
        Each field is shown with its bytes, as they crossed the wire. Offsets are hexadecimal and count from the first byte of \
        the message. The first time a field appears, you also see its purpose, its name and its place in the standard. The \
        names are Wireshark's, so you can paste one into its display filter. Names that begin with `wirewalk.` are ours, for \
        fields that Wireshark does not name.");

pub const RESPONSE: Line = says!("plain.response" "What Bob answered"
    "A response has the same shape: [a status line](wirewalk.http.status_line), header fields, an empty line. Find the field that gives [the length of the \
        body](http.content_length_header). Nothing else marks where the body ends, and nothing here shows who wrote it.");

pub const BODY: Line = says!("plain.body" "The secret itself"
    "The body comes directly after the empty line. Here it is, as Eve recorded it.");

pub const SEARCH: Line = says!("plain.search" "Is it really there?"
    "Reading it on the screen is not proof. So the program searches Eve's whole recording for the secret, both as plain text \
        and in the encodings text often travels in: base64, percent-encoding, UTF-16. Every later lesson runs the same search. \
        Here it must find the secret. If it did not, we could not trust it later, when it finds nothing.");

pub const LEDGER: Line = says!("plain.ledger" "Eve's ledger"
    "This is what Eve has after one exchange. Every lesson ends its main scene with this table. Watch the first column change.");

pub const MALLORY: Line = says!("mallory" "Scene 2: Mallory in the middle"
    "Eve only listened. Mallory accepts Alice's connection herself, opens her own connection to Bob, and forwards what she \
        likes. On a real network, this takes a fake Wi-Fi name, a forged DNS answer or a router she controls. It takes no key, \
        no password and no broken cipher.\n\n\
        She forwards Alice's request unchanged. In Bob's response, she replaces the message with another of the same length.");

pub const WILL_SHE_NOTICE: Question = asks!("mallory.will-she-notice" "Will Alice notice?"
    [
        no "yes: the checksum of TCP will not fit"
            "It fits. Mallory's system calculates a new checksum for the bytes that she sends. A checksum detects accidents, \
                not attackers.";
        no "yes: the answer comes from a wrong address"
            "Alice's connection ends at Mallory. Every packet comes from the address that Alice connected to.";
        yes "no: nothing that she receives tells her so";
    ]
    "HTTP has nothing that proves who wrote a message, or that nobody changed it. Same length, same headers, different words: \
        Alice's program has no reason to complain.");

pub const BOB_SAID: Line = says!("mallory.bob-said" "What Bob sent"
    "There are now two connections, and Eve recorded both. This is the inner one, between Mallory and Bob. Bob sent the true \
        message.");

pub const ALICE_GOT: Line = says!("mallory.alice-got" "What Alice received"
    "This is the outer one, between Alice and Mallory: same length, same headers, different words. Alice's program reported \
        nothing wrong.");

pub const LONGER: Line = says!("longer" "Scene 3: a longer lie"
    "A lie of a different length is hardly more work. Along with the body, Mallory must change the header field that gives \
        its length.");

pub const LENGTHS: Line = says!("longer.lengths" "The two lengths"
    "The same header field twice: as Bob sent it, then as Alice received it.");

pub const FORGOTTEN: Line = says!("forgotten" "Scene 4: Mallory is careless"
    "The same longer lie, but this time Mallory forgets to correct the length.");

pub const WHAT_IF_FORGOTTEN: Question = asks!("forgotten.what-if" "What will Alice get?"
    [
        no "an error, because the length does not fit"
            "Her program has nothing to compare the length with. The header is the only sign of where the body ends.";
        no "the whole lie, because all of it arrives"
            "All of it arrives. But Alice's program reads only as many bytes as Content-Length says, and takes them for the \
                whole body.";
        yes "the beginning of the lie, and no error";
    ]
    "Alice's program believes the header. She reads that many bytes and takes the message to be complete. Request smuggling \
        begins where two programs read such a message differently: lesson 7.");

pub const CUT: Line = says!("forgotten.cut" "Cut off, and still no error"
    "What Alice received ends in the middle of a word. Her program did what the header told it to do.");

pub const FAILURES: Line = says!("failures" "The three failures, by name"
    "No confidentiality: Eve read the message.\n\n\
        No integrity: Mallory changed the message, and nothing in it could reveal the change.\n\n\
        No authentication: Alice could not know that Bob had answered, and Bob could not know that Alice had asked.\n\n\
        Each needs its own remedy. Encryption alone provides the first and not the other two: encryption is not \
        authentication.");

pub const STOPS: Line = says!("stops" "What would stop them"
    "If Alice and Bob shared a key, Bob could send something that only a holder of the key can read, and that nobody without \
        the key can change undetected. That is lesson 2. Lesson 3 shows how two people who have never met agree on such a \
        key. Lesson 4 shows how they know whose key it is.");

pub const TRY: Line = says!("try" "Try it yourself"
    "Start Bob in one terminal and send him a request from another. Then open the capture that this walk saved: a comment on \
        every packet says which step it belongs to.");

pub const RECIPES: &[Recipe] = tries![
    "start Bob; Ctrl-C stops him" "{server}" "the address he listens on";
    "run Alice in another terminal" "{client}" "The secret message is: …";
    "the same with curl, which shows the headers of both messages"
        "curl -v {url}" windows "curl.exe -v {url}" "lines that start with > are the request, lines that start with < the response";
    "or with a browser: open the address, press F12 and choose the Network tab (on a Mac, use open instead of xdg-open)"
        "xdg-open {url}" windows "start {url}"
        "the same headers; most browsers also ask for /favicon.ico, which Bob does not have. Some warn that HTTP is not \
            secure, but not for an address on this machine";
    "play Alice by hand: a request line, two headers, an empty line"
        "printf 'GET / HTTP/1.1\\r\\nHost: 127.0.0.1:{port}\\r\\nConnection: close\\r\\n\\r\\n' | nc 127.0.0.1 {port}"
        windows "curl.exe --trace-ascii - -H 'Connection: close' {url}"
        "the response, as it crosses the wire; it contains `Connection: close` because you asked for that";
    "Eve's recording in Wireshark (choose Follow → HTTP Stream)"
        "wireshark {capture}" windows "& 'C:\\Program Files\\Wireshark\\Wireshark.exe' {capture}"
        "the display filter http.request.method == \"GET\" finds Alice's requests. The lowest layer here is IP: on loopback there is no link layer to wrap it";
    "the same in the terminal"
        "tshark -r {capture} -Y http -T fields -e frame.number -e http.request.method -e http.response.code -e http.file_data"
        windows "& 'C:\\Program Files\\Wireshark\\tshark.exe' -r {capture} -Y http -T fields -e frame.number -e http.request.method -e http.response.code -e http.file_data"
        "the forged bodies next to the true ones (newer versions of tshark print them in hexadecimal)";
];

pub const QUESTION: Line =
    Line { id: "question", title: "A question", text: "Think before you go on. The answer comes next." };

pub const THINK: Question = asks!("think"
    "A friend says: I use a password on my Wi-Fi, so nobody can do this to me. What do you answer?"
    "The password protects the path to the access point and no further. Behind it the bytes travel in the clear, and anyone \
        who has the same password, or runs the access point, is already inside. Protection must reach all the way from Alice \
        to Bob, or it protects only part of the path.");

pub const THOUGHT: Line =
    Line { id: "thought", title: "An answer", text: "Compare it with yours before you go on to lesson 2." };
