//! Lesson 8 in English: verification off, other clients, and the end.

use wirewalk::story::{Line, Name, Question, asks, says};

pub const INSECURE: Line = says!("insecure" "Attack: nobody looks"
    "All these errors go away with one switch: `--insecure` in lesson 5, `-k` with curl, verify=False in Python. Bob shows \
        the gallery again, with all faults. Alice has the switch on.");
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
    "What is wrong is as wrong as before: the second column is the diagnosis of this very scene.");

pub const BLIND: Line = says!("blind" "Blind, too"
    "In many programs verification is turned off by a few copied lines that say yes to everything, the handshake's signature included. Alice runs \
        those now, and asks the two servers that she still refused.");
pub const BLIND_SEEN: Line = says!("blind.seen" "The last two, accepted"
    "Now nothing is left that anybody has to prove. Any certificate will do, a copied one as well as a made one.");

pub const MALLORY: Line = says!("mallory" "What it is good for"
    "Mallory stands between. The certificate that she shows was in the gallery: an authority of her own making, and Bob's name. \
        Alice refused it. Now her switch is on, as in the scene before the last, and she has something to tell Bob.");
pub const MALLORY_READ: Line = says!("mallory.read" "Read, and passed on"
    "Two proper connections of TLS 1.3, and Mallory between them. Towards Bob she looked at the certificate as one should; she is \
        careful. Bob has Alice's message, Alice has Bob's answer, and neither notices anything. Turning verification off for testing is not harmless: \
        the switch stays where it is, and the program goes out with it.");
pub const MALLORY_NOTED: Name = Name { id: "mallory.noted", text: "Mallory noted" };

pub const LEDGER: Line = says!("ledger" "Eve's ledger, and one line in it"
    "Compare it with the ledger of lesson 5. Eve, who only listens, has no more than before: the encryption is as good as ever. One \
        line differs: who answered. Encryption is not authentication.");

pub const CLIENTS: Line = says!("clients" "What other clients say"
    "The same exhibits were shown to curl, OpenSSL, GnuTLS, Python, Node.js and Chromium. They agree on most. Below are the \
        five on which they do not. The whole table, with each client's own words, is made by a test and stands in `img/gallery.md`.\n\n\
        It works here, so it is right: that is not so. Test with the strictest client that you have.");
pub const CLIENTS_HEAD: [&str; 3] = ["exhibit", "accepted by", "why"];
pub const CLIENTS_TABLE: [[&str; 3]; 5] = [
    ["no-san", "curl, OpenSSL, GnuTLS, Python, Node.js", "they fall back on the common name"],
    [
        "key-usage",
        "rustls, curl, OpenSSL, Python, Node.js",
        "rustls does not read it; OpenSSL wants any use that TLS ever had",
    ],
    ["revoked", "Chromium; the others without a list", "it takes no list from outside"],
    ["weak-key", "GnuTLS, Node.js, Chromium", "how short is too short is their own choice, and their maker's"],
    ["wrong-key", "openssl verify, and whoever judges files", "which key a server holds shows in the handshake alone"],
];

pub const WORDS: Line = says!("words" "Seven things that are often said, and are wrong"
    "A padlock means that the site can be trusted. It means that somebody vouched for its name.\n\n\
        Encryption is authentication. Mallory's connection to Alice was as well encrypted as Bob's.\n\n\
        The common name is what is checked. Not by the standard, and not by half of the clients.\n\n\
        Self-signed is as good. Nobody can tell it from Mallory's.\n\n\
        Expired yesterday is harmless. From that day on nobody need tell whether the key was stolen.\n\n\
        A certificate holds the private key. Whoever copied one knows that it does not.\n\n\
        Turning verification off for testing is harmless. The eighteen look alike from then on, and so does the next attack.");

pub const LEFT: Line = says!("left" "What stops what, and what is left"
    "A client that checks stops all eighteen, and it is the only one who can: no server can make a client look. An error is no nuisance but \
        the one moment in which an attack would show itself.\n\n\
        What is left is what no check sees: a certificate that its authority should not have given, a key that was stolen and not taken \
        back, and a root in the store that should not be there.");

pub const TRY: Line = says!("try" "Try it yourself"
    "Open the gallery in one terminal. Then visit it with whatever you have: a browser, curl, the program that you are writing. Each \
        start mints new certificates, and a new root.");
