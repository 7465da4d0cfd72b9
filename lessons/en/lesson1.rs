//! Lesson 1 in English: every sentence with the id of its step, and no value in any of them.

use wirewalk::rfc;
use wirewalk::story::{About, Line, Name, Question, Recipe, asks, says, tries};

pub const ABOUT: About = About {
    number: 1,
    title: "Plain HTTP",
    line: "A secret crosses the wire in the clear: Eve reads it, Mallory rewrites it, Alice cannot tell.",
    minutes: 25,
    before: "You have used a browser and a command line. Nothing else.",
    objectives: &[
        "read an HTTP request and its response byte by byte, and name every part",
        "say which layers carry it, and where TLS will slide in between them",
        "show what an eavesdropper reads, and what an attacker in the middle can change",
        "name the three things that are missing: confidentiality, integrity, authentication",
    ],
    read_on: &[
        (rfc::HTTP_MESSAGES, "what a message is made of"),
        (rfc::HTTP_SYNTAX, "how it is written down in HTTP/1.1"),
        (rfc::HTTP_SECURITY, "what HTTP's own authors warn of"),
        (rfc::PERVASIVE_MONITORING, "why listening counts as an attack"),
    ],
};

pub const HELLO: Line = says!("hello" "The Secret Squirrels"
    "The Secret Squirrels keep a secret message. Bob's server knows it. Alice, who is a member, asks for it. Both \
        speak HTTP, as every browser does when nobody has added anything to it.\n\n\
        Eve sits on the wire between them. She listens and writes down every byte, with its time and direction, and does \
        nothing else. Later comes Mallory, who does more.\n\n\
        Everything you will see is real: a server and a client on this machine, over TCP, and what Eve recorded while \
        they talked. Run the lesson again and the times, the ports and the dates will be others.");

pub const LAYERS: Line = says!("layers" "What is wrapped in what"
    "HTTP is text that two programs send each other. It does not travel alone: each layer wraps the one above it and \
        adds what it needs to do its own job. Wireshark shows them as a stack, the lowest first.\n\n\
        Remember the gap between TCP and HTTP. TLS will slide in there, from lesson 5 on, and neither neighbour will have to \
        change: HTTPS is not a new HTTP. It is HTTP spoken over TLS.");

pub const LAYERS_HEAD: [&str; 4] = ["layer", "what it adds", "what it is for", "Eve reads it"];
pub const LAYERS_TABLE: [[&str; 4]; 5] = [
    ["link (Ethernet, Wi-Fi)", "hardware addresses", "to the next machine", "yes"],
    ["IPv4 or IPv6", "IP addresses", "to the right machine", "yes"],
    ["TCP", "ports, sequence numbers", "to the right program, all in order", "yes"],
    ["— TLS —", "(missing here)", "secrecy, integrity, who is who", "—"],
    ["HTTP", "request and response", "what is asked and what is answered", "yes"],
];

pub const PLAIN: Line = says!("plain" "Scene 1: Alice asks Bob"
    "Bob opens his door. Alice connects, sends one request, reads one response, and hangs up. Eve is on the wire.");

pub const HOW_MUCH: Question = asks!("plain.how-much" "How much of it will Eve be able to read?"
    [
        "nothing: it is one program talking to another"
        "addresses and sizes, but not the text"
        "all of it, the secret included"
    ] 2
    "HTTP adds no protection of its own. Whoever carries the bytes can read them: the access point, the provider, \
        every router on the way.");

pub const HEARD: Line = says!("plain.heard" "It worked"
    "Alice has the message. To her this is all that happened. Below is what Eve counted meanwhile.");

pub const ALICE_HEARD: Name = Name { id: "alice.heard", text: "Alice heard" };

pub const REQUEST: Line = says!("plain.request" "What Alice sent"
    "A request: one line that says [what she wants](http.request.method), then header fields, one to a line, then [an empty line](wirewalk.http.head_end). Every line \
        ends with two bytes that you cannot see, carriage return and line feed. Nothing follows the empty line, because a \
        GET has nothing more to say.\n\n\
        On the left the fields, on the right the bytes that they are made of, as they crossed the wire. Below each \
        field, once, what it is for; in detail also its name and its place in the standard. The names are Wireshark's: paste one into its \
        display filter. Those that begin with `wirewalk.` are ours, where Wireshark has none.");

pub const RESPONSE: Line = says!("plain.response" "What Bob answered"
    "A response has the same shape: [a status line](wirewalk.http.status_line), header fields, an empty line. Look for the \
        field that says [how long the body will be](http.content_length_header). There is no other sign of where the body ends, and nothing here says who wrote it.");

pub const BODY: Line = says!("plain.body" "The secret itself"
    "The body follows the empty line at once. Here it is, as Eve has it.");

pub const SEARCH: Line = says!("plain.search" "Is it really there?"
    "Reading it off the screen is not a proof. So the program searches Eve's whole recording for the secret, as it is \
        and in the disguises in which text often travels: base64, percent signs, UTF-16. The same search will be run in \
        every later lesson. Here it must find something; if it did not, we could not believe it later when it finds nothing.");

pub const LEDGER: Line = says!("plain.ledger" "Eve's ledger"
    "What Eve has after this one exchange. Every lesson ends its main scene with this table; watch the first column change.");

pub const MALLORY: Line = says!("mallory" "Scene 2: Mallory sits between"
    "Eve only listened. Mallory takes Alice's call herself, opens a connection of her own to Bob, and passes on what she \
        likes. On a network this takes a false Wi-Fi name, a forged DNS answer or a bought router. No key, no password, no \
        broken cipher.\n\n\
        She lets Alice's request pass as it is. In Bob's response she replaces the message with another one of the same \
        length.");

pub const WILL_SHE_NOTICE: Question = asks!("mallory.will-she-notice" "Will Alice notice?"
    ["yes: TCP has a checksum" "yes: the response does not come from Bob's address" "no"] 2
    "TCP's checksum finds accidents; whoever changes a byte on purpose computes the checksum anew. And Alice's connection \
        ends at Mallory, so every packet comes from the address that Alice called.");

pub const BOB_SAID: Line = says!("mallory.bob-said" "What Bob said"
    "There are two connections now, and Eve listened on both. This is the inner one, from Mallory to Bob: he answered \
        the truth.");

pub const ALICE_GOT: Line = says!("mallory.alice-got" "What Alice got"
    "And this is the outer one, from Alice to Mallory. Same length, same headers, other words. Alice's program was \
        content.");

pub const LONGER: Line = says!("longer" "Scene 3: a longer lie"
    "Another length is hardly more work. The header field that announces the length must be changed along with the body.");

pub const LENGTHS: Line = says!("longer.lengths" "The two lengths"
    "The same header field twice: first as Bob sent it, then as it reached Alice.");

pub const FORGOTTEN: Line = says!("forgotten" "Scene 4: Mallory is careless"
    "The same longer lie, but this time Mallory forgets to mend the length.");

pub const WHAT_IF_FORGOTTEN: Question = asks!("forgotten.what-if" "What will Alice get?"
    ["an error" "the whole lie" "the beginning of the lie"] 2
    "The length in the head is the only thing that tells Alice where the body ends. She reads so many bytes and takes \
        the message to be complete. Two programs that read such a message differently are what request smuggling is made \
        of: lesson 7.");

pub const CUT: Line = says!("forgotten.cut" "Cut off, and still no alarm"
    "What Alice read ends in the middle of a word. Her program did as the head told it.");

pub const FAILURES: Line = says!("failures" "The three failures, by name"
    "No confidentiality: Eve read the message.\n\n\
        No integrity: Mallory changed the message and nothing in it could show that.\n\n\
        No authentication: Alice never knew that it was Bob who answered, and Bob never knew that it was Alice who asked.\n\n\
        Each needs a remedy of its own. Encryption alone gives the first and not the other two: encryption is not \
        authentication.");

pub const STOPS: Line = says!("stops" "What would stop them"
    "If Alice and Bob shared a key, Bob could send something that only a holder of the key can read, and that nobody \
        without the key can change unseen. That is lesson 2. How two people who never met get such a key is lesson 3; how \
        they know whose key it is, lesson 4.");

pub const TRY: Line = says!("try" "Try it yourself"
    "Start Bob in one terminal and ask him from another. Then open the capture that this walk left: every packet \
        carries a comment that says which step it belongs to.");

pub const RECIPES: &[Recipe] = tries![
    "Bob alone, until Ctrl-C" "{server}" "the address on which he listens";
    "Alice alone, in another terminal" "{client}" "The secret message is: …";
    "the same with curl, which shows both heads"
        "curl -v {url}" windows "curl.exe -v {url}" "lines with > are the request, lines with < the response";
    "or in a browser: open the address, and with F12 the network tab (on a Mac: open instead of xdg-open)"
        "xdg-open {url}" windows "start {url}"
        "the same two heads; most browsers ask for a /favicon.ico too, which Bob does not have. Some warn that HTTP is not \
            secure, but not for an address of this machine itself";
    "be Alice by hand: a request line, two headers, an empty line"
        "printf 'GET / HTTP/1.1\\r\\nHost: 127.0.0.1:{port}\\r\\nConnection: close\\r\\n\\r\\n' | nc 127.0.0.1 {port}"
        windows "curl.exe --trace-ascii - -H 'Connection: close' {url}"
        "the response, as it crosses the wire; it says `Connection: close` because you asked for that";
    "what Eve has, in Wireshark (choose Follow → HTTP Stream)"
        "wireshark {capture}" windows "& 'C:\\Program Files\\Wireshark\\Wireshark.exe' {capture}"
        "the display filter http.request.method == \"GET\" finds Alice's requests. The lowest layer is IP here: on loopback there is no link to wrap it";
    "the same in the terminal"
        "tshark -r {capture} -Y http -T fields -e frame.number -e http.request.method -e http.response.code -e http.file_data"
        windows "& 'C:\\Program Files\\Wireshark\\tshark.exe' -r {capture} -Y http -T fields -e frame.number -e http.request.method -e http.response.code -e http.file_data"
        "the forged bodies beside the true ones (newer versions print them in hexadecimal)";
];

pub const QUESTION: Line =
    Line { id: "question", title: "A question", text: "Think before you go on. The answer comes next." };

pub const THINK: Question = asks!("think"
    "A friend says: I use a password on my Wi-Fi, so nobody can do this to me. What do you answer?"
    [] 0
    "The password protects the way to the access point and no further. Behind it the bytes go on in the clear, and \
        everybody who has the same password, or runs the access point, is inside already. Protection must reach from \
        Alice to Bob, or it protects a piece of the way.");

pub const THOUGHT: Line =
    Line { id: "thought", title: "An answer", text: "Compare it with yours before you go on to lesson 2." };
