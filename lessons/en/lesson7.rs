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
    line: "Peggy speaks TLS with everybody and plain HTTP with Bob: both legs side by side, and what each attack meets.",
    minutes: 70,
    before: "Lesson 5: what TLS hides. Lesson 6 helps: what a client certificate proves.",
    objectives: &[
        "say where TLS ends, and what is in the clear from there on",
        "say who may tell an app who the client is, and why nobody else can",
        "explain how a request hides in another, and what stops it",
        "keep an app out of everybody's reach but its proxy's",
        "say what HSTS is for, and why it is dangerous on the name of one's own machine",
        "name what a proxy is for in production, and do the same with nginx",
    ],
    read_on: &[
        (rfc::proxy::REQUEST_SMUGGLING, "request smuggling, and the message lengths behind it"),
        (rfc::door::BODY_LENGTH, "how long a body is: the order in which to decide"),
        (rfc::proxy::FORWARDED, "what a proxy says about a client, and whom to believe"),
        (rfc::STRICT_TRANSPORT_SECURITY, "HSTS"),
        (rfc::proxy::HSTS_PORTS, "what it does to ports"),
        (rfc::proxy::PERMANENT_REDIRECT, "the redirect that leaves a POST a POST"),
        (rfc::proxy::TOO_MANY_REQUESTS, "429"),
    ],
};

pub const HELLO: Line = says!("hello" "Somebody at the door"
    "In lesson 5 Bob spoke TLS himself. In production an app seldom does. A reverse proxy stands before it: the client takes it \
        for the server, and it asks the app in its turn.\n\n\
        Here it is called Peggy. She speaks TLS with everybody, and plain HTTP with Bob. So there are two legs, and this lesson records both.");
pub const WHO_HEAD: [&str; 3] = ["who", "speaks", "knows"];
pub const WHO_TABLE: [[&str; 3]; 5] = [
    ["Alice", "TLS with Peggy", "that she speaks with whoever has the certificate"],
    ["Peggy", "TLS outside, HTTP inside", "everything: she decrypts, reads and writes anew"],
    ["Bob", "HTTP with Peggy", "of the client only what Peggy tells him"],
    ["Eve outside", "nothing", "what lesson 5 left her"],
    ["Eve inside", "nothing", "that is the question"],
];

pub const CAST: Line = says!("cast" "Certificates in one place"
    "Carol signs two: one for Peggy, with the name that clients ask for, and one for Alice. Bob has none. He has no key that could be \
        stolen, and nothing of his expires.\n\n\
        The files are left for you, as if they were lesson 4's.");
pub const ROOT_FILE: Name = Name { id: "cast.root", text: "Carol's root" };
pub const CERTIFICATE_FILE: Name = Name { id: "cast.certificate", text: "Peggy's certificate" };
pub const KEY_FILE: Name = Name { id: "cast.key", text: "Peggy's private key" };
pub const ALICE_FILE: Name = Name { id: "cast.alice", text: "Alice's certificate and key" };
pub const ALICE_HEARD: Name = Name { id: "alice.heard", text: "Alice heard" };
pub const MALLORY_HEARD: Name = Name { id: "mallory.heard", text: "Mallory heard" };
pub const RAW_ERROR: Name = Name { id: "raw-error", text: "Alice's program says" };

pub const LEGS: Line = says!("legs" "One request, two wires"
    "Alice asks Peggy, Peggy asks Bob, and the answer goes back the same way. Eve listens on both wires.");
pub const HOW_FAR: Question = asks!("legs.how-far" "Alice's browser would show a padlock. How far does the encryption go?"
    [
        no "to Bob: nobody in between can read HTTPS"
            "Peggy is in between, and reads every word. This connection ends at her."
            believes NOBODY_BETWEEN see "http.file_data";
        yes "to Peggy, and not a single step further";
        no "to Bob, with a second key behind Peggy"
            "She could encrypt again. Here she does not: on the inner leg everything is in the clear." see "http.file_data";
    ]
    "A padlock does not mean end to end. It means that this connection is encrypted, and this connection ends at Peggy. What \
        she does then is nothing that Alice could see.");
pub const HEARD: Line =
    Line { id: "heard", title: "It works as before", text: "For Alice nothing has changed since lesson 5." };
pub const OUTSIDE: Line = says!("outside" "Outside: what Eve has"
    "Records of TLS, each with what the two ends know to be in it. Two messages are more than in lesson 5: Peggy asks for a certificate, \
        and Alice, who has brought none, says so with an empty list. That is allowed here.");
pub const RECORDS_HEAD: [&str; 4] = ["who", "on the outside", "bytes", "inside"];
pub const INSIDE: Line = says!("inside" "Inside: what Eve has"
    "The same conversation, as in lesson 1. No key is needed to read it. Look at the headers: some are Alice's, the rest is Peggy's.");
pub const REBUILT: Line = says!("rebuilt" "Not passed on, but written anew"
    "This is the request as Alice wrote it, decrypted. Compare the two. Peggy did not copy it: she took it apart, decided what it \
        says, and wrote a request of her own. Whatever has two readings does not survive that. You will need this soon.");
pub const LEDGER_OUTSIDE: Line = says!("ledger.outside" "Eve's ledger, outside"
    "What she can say about the leg from Alice to Peggy.");
pub const LEDGER_INSIDE: Line = says!("ledger.inside" "Eve's ledger, inside"
    "And about the leg from Peggy to Bob. This wire is a few centimetres long if both run on one machine. In a data centre it runs through \
        switches that somebody else looks after.");

pub const WHO: Line = says!("who" "Who asks?"
    "In lesson 6 Bob saw the client's certificate. Now TLS ends before him, and with it the certificate. Yet `/secure-data` is for \
        verified clients only. First somebody without a certificate asks for `/test` and for `/secure-data`, then Alice with hers.");
pub const WHO_TELLS: Question = asks!("who.tells" "How does Bob learn who it is?"
    [
        no "from the certificate, which Peggy passes on"
            "The certificate stays in the handshake with Peggy. Bob gets two lines of text."
            see "wirewalk.http.x_ssl_client_cn";
        yes "from two header fields that Peggy writes";
        no "he need not: any valid certificate will do"
            "Some of what he serves is for members only, so a certificate alone must not be enough. Bob decides by the name."
            believes VALID_IS_PERMITTED;
    ]
    "Peggy checks the certificate in the handshake, and writes down the result: X-SSL-Client-Verify and X-SSL-Client-CN. Bob \
        believes it. A header is not a proof, it is a line of text. So everything depends on who can write it.");
pub const ANYBODY: Line = says!("anybody" "Without a certificate"
    "The handshake went through: a certificate is asked for and not required. Bob decides, by the header. What Peggy told him:");
pub const MEMBER: Line = says!("member" "With Alice's certificate"
    "Now Bob knows a name. It is the common name of the certificate, percent-encoded, so that no name can end the line and begin another \
        header.");
pub const TEST_SAYS: Name = Name { id: "test.says", text: "/test" };
pub const SECURE_SAYS: Name = Name { id: "secure.says", text: "/secure-data" };

pub const WORDS: Line = says!("words" "Four things that are often said, and are wrong"
    "A padlock means end to end. It means as far as the next one who holds a key, and that was Peggy.\n\n\
        A header is an identity. It is a line that anybody can write. It becomes worth something if one alone can write it, and everything \
        else is taken away.\n\n\
        The internal network is safe. It is as safe as each machine on it. Mallory needed one.\n\n\
        A valid client certificate is permission. It says who it is. Whether Alice may read `/secure-data` somebody had to decide, and here \
        it was Bob, rather generously: every client of Carol's may.");
pub const LEFT: Line = says!("left" "What stops what, and what is left"
    "A proxy that takes requests apart and writes them anew stops forged headers and smuggled requests. An app that answers its proxy alone \
        stops those who go around it. HSTS stops those who keep Alice on plain HTTP, from her second visit on.\n\n\
        What is left is Peggy. She reads everything; whoever takes her over has everything. And the inner leg is as safe as the place where it \
        runs: a Unix socket in a folder of one's own, or mutual TLS as in lesson 6 between Peggy and Bob.");
pub const TRY: Line = says!("try" "Try it yourself"
    "Start Peggy in one terminal and be the client in another. The files are those of this walk.");
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
