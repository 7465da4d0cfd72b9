//! Lesson 7 in English: every sentence with the id of its step, and no value in any of them.

use wirewalk::rfc;
use wirewalk::story::{About, Line, Name, Question, asks, says};

#[path = "lesson7/inside.rs"]
mod inside;
#[path = "lesson7/outside.rs"]
mod outside;
#[path = "lesson7/plain.rs"]
mod plain;
#[path = "lesson7/recipes.rs"]
mod recipes;
#[path = "lesson7/work.rs"]
mod work;

pub use inside::*;
pub use outside::*;
pub use plain::*;
pub use recipes::RECIPES;
pub use work::*;

pub const ABOUT: About = About {
    number: 7,
    title: "The reverse proxy",
    line: "Peggy speaks TLS with everyone and plain HTTP with Bob: both legs compared, and how far each attack gets.",
    minutes: 70,
    before: "Lesson 5: what TLS hides. Lesson 6 helps: what a client certificate proves.",
    objectives: &[
        "say where TLS ends, and what is in the clear beyond that point",
        "say who may tell an app who the client is, and why nobody else may",
        "explain how one request hides inside another, and what stops it",
        "make an app reachable only for its proxy",
        "say what HSTS is for, and why it is dangerous for the name of your own machine",
        "say what a proxy is for in production, and do the same with nginx",
    ],
    read_on: &[
        (rfc::proxy::REQUEST_SMUGGLING, "request smuggling, and the message lengths behind it"),
        (rfc::door::BODY_LENGTH, "how long a body is, and which rule comes first"),
        (rfc::proxy::FORWARDED, "what a proxy says about a client, and whom to trust"),
        (rfc::STRICT_TRANSPORT_SECURITY, "HSTS"),
        (rfc::proxy::HSTS_PORTS, "what it does to ports"),
        (rfc::proxy::PERMANENT_REDIRECT, "the redirect that leaves a POST a POST"),
        (rfc::proxy::TOO_MANY_REQUESTS, "429"),
    ],
};

pub const HELLO: Line = says!("hello" "Somebody at the door"
    "In lesson 5, Bob spoke TLS himself. In production, an app seldom does. A reverse proxy stands in front of it. The client \
        takes the proxy for the server, and the proxy asks the app.\n\n\
        Here the proxy is called Peggy. She speaks TLS with everyone, and plain HTTP with Bob. So there are two legs, and this \
        lesson records both.");
pub const WHO_HEAD: [&str; 3] = ["who", "speaks", "knows"];
pub const WHO_TABLE: [[&str; 3]; 5] = [
    ["Alice", "TLS with Peggy", "that she talks to the holder of the certificate"],
    ["Peggy", "TLS outside, HTTP inside", "everything: she decrypts, reads and rewrites"],
    ["Bob", "HTTP with Peggy", "only what Peggy tells him about the client"],
    ["Eve outside", "nothing", "the same as in lesson 5"],
    ["Eve inside", "nothing", "that is the question"],
];

pub const CAST: Line = says!("cast" "Certificates in one place"
    "Carol signs two: one for Peggy, with the name that clients ask for, and one for Alice. Bob has none. He has no key that \
        could be stolen, and nothing of his expires.\n\n\
        The files are saved for you, under the same names as in lesson 4.");
pub const ROOT_FILE: Name = Name { id: "cast.root", text: "Carol's root" };
pub const CERTIFICATE_FILE: Name = Name { id: "cast.certificate", text: "Peggy's certificate" };
pub const KEY_FILE: Name = Name { id: "cast.key", text: "Peggy's private key" };
pub const ALICE_FILE: Name = Name { id: "cast.alice", text: "Alice's certificate and key" };
pub const ALICE_HEARD: Name = Name { id: "alice.heard", text: "Alice received" };
pub const MALLORY_HEARD: Name = Name { id: "mallory.heard", text: "Mallory received" };
pub const RAW_ERROR: Name = Name { id: "raw-error", text: "Alice's program says" };

pub const LEGS: Line = says!("legs" "One request, two wires"
    "Alice asks Peggy, Peggy asks Bob, and the answer returns the same way. Eve listens on both wires.");
pub const HOW_FAR: Question = asks!("legs.how-far" "Alice's browser would show a padlock. How far does the encryption go?"
    [
        no "to Bob: nobody in between can read HTTPS"
            "Peggy is in between, and reads every word. This connection ends at her."
            believes NOBODY_BETWEEN see "http.file_data" at "inside";
        yes "to Peggy, and not a single step further";
        no "to Bob, with a second key behind Peggy"
            "She could encrypt again. Here she does not: on the inner leg everything is in the clear." see "http.file_data" at "inside";
    ]
    "A padlock does not mean end to end. It means that this connection is encrypted, and this connection ends at Peggy. What \
        she does then is nothing that Alice could see.");
pub const HEARD: Line =
    Line { id: "heard", title: "It works as before", text: "For Alice, nothing has changed since lesson 5." };
pub const OUTSIDE: Line = says!("outside" "Outside: what Eve has"
    "TLS records, each with the content that the two ends know. Two messages are new compared with lesson 5. Peggy asks for a \
        certificate, and Alice, who has none with her, answers with an empty list. Peggy accepts that.");
pub const RECORDS_HEAD: [&str; 4] = ["who", "outside", "bytes", "inside"];
pub const INSIDE: Line = says!("inside" "Inside: what Eve has"
    "The same conversation, readable as in lesson 1. It takes no key. Some of the headers are Alice's, the others are \
        Peggy's.");
pub const REBUILT: Line = says!("rebuilt" "Not forwarded, but rewritten"
    "This is the request as Alice wrote it, decrypted. Compare the two. Peggy did not copy it. She took it apart, decided \
        what it means, and wrote her own request. Nothing that can be read in two ways survives that. The claim lists every \
        header that Bob received and Alice did not send. You will need this soon.");
pub const LEDGER_OUTSIDE: Line = says!("ledger.outside" "Eve's ledger, outside"
    "This is what Eve has from the leg between Alice and Peggy.");
pub const LEDGER_INSIDE: Line = says!("ledger.inside" "Eve's ledger, inside"
    "And this is what she has from the leg between Peggy and Bob. If both run on one machine, this wire is a few centimetres \
        long. In a data centre it runs through switches that somebody else operates.");

pub const WHO: Line = says!("who" "Who asks?"
    "In lesson 6, Bob saw the client's certificate. Now TLS ends in front of him, and the certificate with it. But \
        `/secure-data` is only for verified clients. First, somebody without a certificate asks for `/test` and for \
        `/secure-data`. Then Alice asks, with hers.");
pub const WHO_TELLS: Question = asks!("who.tells" "How does Bob learn who it is?"
    [
        no "from the certificate, which Peggy passes on"
            "The certificate stays in the handshake with Peggy. Bob gets two lines of text."
            see "wirewalk.http.x_ssl_client_cn" at "member";
        yes "from two header fields that Peggy writes";
        no "he need not: any valid certificate will do"
            "Some of what he serves is for members only, so a certificate alone must not be enough. Bob decides by the name."
            believes VALID_IS_PERMITTED;
    ]
    "Peggy checks the certificate in the handshake, and writes down the result: X-SSL-Client-Verify and X-SSL-Client-CN. Bob \
        believes it. A header is not a proof, it is a line of text. So everything depends on who can write it.");
pub const ANYBODY: Line = says!("anybody" "Without a certificate"
    "The handshake succeeded: Peggy asks for a certificate but does not require one. Bob decides, based on [the header](wirewalk.http.x_ssl_client_verify). This \
        is what Peggy told him.");
pub const MEMBER: Line = says!("member" "With Alice's certificate"
    "Now Bob has a name. It is the [certificate's common name](wirewalk.http.x_ssl_client_cn), percent-encoded, so that no name can end the line and start \
        another header.");
pub const TEST_SAYS: Name = Name { id: "test.says", text: "/test" };
pub const SECURE_SAYS: Name = Name { id: "secure.says", text: "/secure-data" };

pub const WORDS: Line = says!("words" "Four common claims that are wrong"
    "\"A padlock means end to end.\" It reaches as far as the next holder of a key, and that was Peggy.\n\n\
        \"A header is an identity.\" It is a line that anyone can write. It gains value if only one party can write it and every \
        other copy is removed.\n\n\
        \"The internal network is safe.\" It is as safe as each machine on it. Mallory needed one.\n\n\
        \"A valid client certificate is permission.\" It says who somebody is. Someone had to decide whether Alice may read \
        `/secure-data`. Here Bob did, and rather generously: any client that Carol certified may.");
pub const LEFT: Line = says!("left" "What stops whom, and what remains"
    "A proxy that takes requests apart and rewrites them stops forged headers and smuggled requests. An app that answers only \
        its proxy stops anyone who goes around it. HSTS stops anyone who keeps Alice on plain HTTP, from her second visit on.\n\n\
        What remains is Peggy. She reads everything, and anyone who takes her over has everything. And the inner leg is only as \
        safe as its surroundings. Use a Unix socket in a private folder, or mutual TLS between Peggy and Bob, as in lesson 6.");
pub const TRY: Line = says!("try" "Try it yourself"
    "Start Peggy in one terminal and play the client in another. The files are from this walk.");
pub const QUESTION: Line =
    Line { id: "question", title: "A question", text: "Think before you go on. The answer comes next." };
pub const THINK: Question = asks!("think"
    "An app behind nginx believes X-SSL-Client-CN. nginx sets that header for every request that has a certificate, and does \
        nothing for the others. Everything works, and all tests pass. What is wrong, and which test would have shown it?"
    "A request without a certificate keeps whatever the client wrote under that name: it is the naive proxy again. The header \
        must always be set, to nothing if there is nothing. The tests asked for what should work. The missing one asks for \
        what should not: send the header yourself, without a certificate, and expect 403. Then send it in other spellings, \
        and straight to the app.");
pub const THOUGHT: Line = Line { id: "thought", title: "An answer", text: "Compare it with yours." };
