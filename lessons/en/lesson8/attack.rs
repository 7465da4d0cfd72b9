//! Lesson 8 in English: verification off, other clients, and the end.

use wirewalk::story::{Line, Name, Question, asks, says};

pub const INSECURE: Line = says!("insecure" "Attack: nobody looks"
    "One switch makes all these errors go away: `--insecure` in lesson 5, `-k` with curl, verify=False in Python. Bob shows \
        the gallery again, with all its faults. Alice's switch is on.");
pub const INSECURE_HOW_MANY: Question = asks!("insecure.how-many" "How many of the eighteen does she refuse?"
    [
        no "those that would do harm even in a test"
            "A switch cannot know what does harm. It ends every question about the certificate, whatever it is for."
            believes VERIFICATION_OFF;
        yes "two that lack the key of what they send";
        no "none: the switch accepts them all"
            "Nearly. The signature in the handshake is still checked, and in two exhibits it does not fit what the server \
                sends first.";
    ]
    "The switch ends every question about the certificate. That the server has the key of what it sends first belongs to the \
        handshake, and that is still checked. So two fail: the one with the key of another certificate, and the one that \
        sends its authority's certificate first. It protects nobody: Mallory has the key of her own certificate, and nobody \
        asks whose that is.");
pub const INSECURE_SEEN: Line = says!("insecure.seen" "Accepted, with two exceptions"
    "The faults are as bad as before: the second column is the diagnosis from this very scene.");

pub const BLIND: Line = says!("blind" "Blind as well"
    "Many programs turn verification off with a few copied lines that accept everything, even the handshake's signature. Now \
        Alice runs such lines, and asks the two servers that she still refused.");
pub const BLIND_SEEN: Line = says!("blind.seen" "The last two, accepted"
    "Now nobody has to prove anything. Any certificate is accepted, copied or made up.");

pub const MALLORY: Line = says!("mallory" "What an attacker does with it"
    "Mallory is in the middle. Her certificate was in the gallery: an authority of her own, and Bob's name. Alice refused it \
        there. Now Alice's switch is on, as it was two scenes ago, and she has something to tell Bob.");
pub const MALLORY_READ: Line = says!("mallory.read" "Read, and forwarded"
    "Two proper TLS 1.3 connections, with Mallory between them. On the way to Bob she checked the certificate properly, \
        because she is careful. Bob has Alice's message, Alice has Bob's answer, and neither notices anything. Turning \
        verification off for testing is not harmless: the switch stays where it is, and the program is released with it.");
pub const MALLORY_NOTED: Name = Name { id: "mallory.noted", text: "Mallory noted" };

pub const LEDGER: Line = says!("ledger" "Eve's ledger, and one line in it"
    "Compare it with the ledger from lesson 5. Eve, who only listens, has no more than before: the encryption is as good as \
        ever. One line differs: who answered. Encryption is not authentication.");

pub const CLIENTS: Line = says!("clients" "What other programs say"
    "The same exhibits were shown to curl, OpenSSL, GnuTLS, Python, Node.js and Chromium. They agree on most. The table has \
        the five on which they do not. A test makes the whole table, with each program's own words: `img/gallery.md`. A walk \
        runs no program but its own, so it quotes that file.\n\n\
        \"It works here\" does not mean that it is right. Test with the strictest client that you have.");
pub const CLIENTS_HEAD: [&str; 3] = ["exhibit", "accepted by", "why"];
pub const CLIENTS_TABLE: [[&str; 3]; 5] = [
    ["no-san", "curl, OpenSSL, GnuTLS, Python, Node.js", "they fall back to the common name"],
    [
        "key-usage",
        "rustls, curl, OpenSSL, Python, Node.js",
        "rustls does not read it; OpenSSL accepts any use that TLS ever had",
    ],
    ["revoked", "Chromium; the others without a list", "it accepts no list from outside"],
    ["weak-key", "GnuTLS, Node.js, Chromium", "each program decides for itself which keys are too short"],
    [
        "wrong-key",
        "openssl verify, and any program that checks only files",
        "only the handshake shows which key a server holds",
    ],
];

pub const CLIENTS_WHEN: Name = Name { id: "clients.when", text: "run on" };
pub const CLIENTS_WITH: Name = Name { id: "clients.with", text: "with" };
pub const CLIENTS_AGAIN: Name = Name { id: "clients.again", text: "run it again" };
pub const CLIENTS_WORDS: Line = says!("clients.words" "In their own words"
    "These are the refusals of the five exhibits, quoted from the same run. A program that accepted an exhibit is not listed, \
        because it said nothing.");
pub const CLIENTS_WORDS_HEAD: [&str; 3] = ["exhibit", "program", "its own words"];

pub const WORDS: Line = says!("words" "Seven common claims that are wrong"
    "\"A padlock means that the site can be trusted.\" It means that somebody vouched for its name.\n\n\
        \"Encryption is authentication.\" Mallory's connection to Alice was encrypted as well as Bob's.\n\n\
        \"The common name is what is checked.\" The standard says otherwise, and so do half of the clients.\n\n\
        \"Self-signed is as good.\" Nobody can tell such a certificate from Mallory's.\n\n\
        \"Expired yesterday is harmless.\" From that day on, nobody has to say whether the key was stolen.\n\n\
        \"A certificate holds the private key.\" Anyone who has copied one knows that it does not.\n\n\
        \"Turning verification off for testing is harmless.\" From then on the eighteen faults look alike, and so does the next \
        attack.");

pub const LEFT: Line = says!("left" "What stops whom, and what remains"
    "A client that checks stops all eighteen, and only the client can: no server can make it check. An error is not a \
        nuisance. It is the one moment in which an attack would show.\n\n\
        No check sees a certificate that its authority should not have issued, a stolen key that was not revoked, or a root in \
        the store that should not be there.");

pub const TRY: Line = says!("try" "Try it yourself"
    "Open the gallery in one terminal. Then visit it with whatever you have: a browser, curl, the program you are writing. \
        Each start makes new certificates and a new root.");
