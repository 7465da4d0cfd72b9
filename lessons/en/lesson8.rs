//! Lesson 8 in English: every sentence with the id of its step, and no value in any of them.

use wirewalk::rfc;
use wirewalk::story::{About, Line, Name, Question, asks, says};

#[path = "lesson8/attack.rs"]
mod attack;
#[path = "lesson8/causes.rs"]
mod causes;
#[path = "lesson8/purposes.rs"]
mod purposes;
#[path = "lesson8/recipes.rs"]
mod recipes;

pub use attack::*;
pub use causes::*;
pub use purposes::*;
pub use recipes::RECIPES;

pub const ABOUT: About = About {
    number: 8,
    title: "Broken on purpose",
    line: "Eighteen certificates with exactly one fault each: predict the error, read it, find the cause, repair it.",
    minutes: 75,
    before: "Lessons 4 and 5: what a certificate says, and who checks it when.",
    objectives: &[
        "read an error of certificate verification, and say what it does not tell",
        "find the one cause among several from the certificates that were sent",
        "say for each fault who has to repair it, and how",
        "tell what is wrong from what only looks wrong",
        "know which faults other clients let pass, and why",
        "say what is left when verification is off, and find out whether it is",
    ],
    read_on: &[
        (rfc::PATH_VALIDATION, "all that a client has to check, in order"),
        (rfc::SERVICE_IDENTITY, "which names count, and that the common name does not"),
        (rfc::CHAIN_ORDER, "what a server sends, and in which order"),
        (rfc::PROOF_OF_POSSESSION, "how it proves that the certificate is its own"),
        (rfc::BASIC_CONSTRAINTS, "who may sign certificates, and how deep"),
        (rfc::NAME_CONSTRAINTS, "for which names"),
        (rfc::REVOKED_CERTIFICATES, "how an authority takes a certificate back"),
    ],
};

pub const HELLO: Line = says!("hello" "A gallery of faults"
    "Most trouble with TLS is trouble with certificates, and the errors are short. Some say what is wrong. Some give the same words \
        for four different causes.\n\n\
        In this lesson everything is broken on purpose, one thing at a time. There are eighteen exhibits with one fault each, and one that only \
        looks wrong. Beside each stands its twin: the same with the fault repaired. You say what Alice will do, then she does it.");

pub const CAST: Line = says!("cast" "Everything is minted now"
    "Carol makes a root and an authority below it, and signs. Whatever must be expired is expired as of today, whatever must be too \
        early is too early, so no exhibit goes stale. Each has a name of its own below the name of this machine. Alice trusts the \
        gallery's root and nothing else.\n\n\
        The root and the list of what was taken back are left for you. The keys are not: they are forgotten at the end.");
pub const ROOT_FILE: Name = Name { id: "cast.root", text: "the gallery's root" };
pub const LIST_FILE: Name = Name { id: "cast.list", text: "the revocation list" };

pub const READING: Line = says!("reading" "How to read what comes"
    "Of each exhibit you see the raw error first, as rustls gives it to Alice's program; then a diagnosis; then the place in \
        the certificate. The diagnosis does not know what was planted. It is made from the certificates in the recording, opened with the keys, and \
        from the question whether the handshake was signed with the right key.");
pub const READING_HEAD: [&str; 2] = ["line", "what it is"];
pub const READING_TABLE: [[&str; 2]; 5] = [
    ["Alice's program says", "the raw error; it stays on Alice's side"],
    ["fault", "what is wrong, by the certificates"],
    ["seen by", "the values that show it"],
    ["means", "what it means for whoever trusts the connection"],
    ["repair", "who has to do something, and what"],
];

pub const RAW_ERROR: Name = Name { id: "raw-error", text: "Alice's program says" };
pub const ALICE_HEARD: Name = Name { id: "alice.heard", text: "Alice heard" };
pub const DIAGNOSIS: [Name; 3] = [
    Name { id: "diagnosis.fault", text: "fault" },
    Name { id: "diagnosis.seen", text: "seen by" },
    Name { id: "diagnosis.means", text: "means" },
];
pub const REPAIR: Name = Name { id: "diagnosis.repair", text: "repair" };
pub const UNUSUAL: [Name; 3] = [
    Name { id: "unusual.what", text: "no fault, but unusual" },
    Name { id: "unusual.seen", text: "seen by" },
    Name { id: "unusual.means", text: "means" },
];

pub const EXPIRED: Line = says!("expired" "Dates: it ended ten days ago"
    "The most frequent fault of all, since it comes by itself. The name is right, the chain holds, the server has the key.");
pub const EXPIRED_WHAT: Question = asks!("expired.what" "Nobody stole anything. What does Alice's program do?"
    ["it goes on, and warns" "it refuses" "it asks the authority whether the end still counts"] 1
    "There are no days of grace, and nobody is asked. Expired yesterday is not harmless: once a certificate has ended, its authority need \
        no longer tell anybody that its key was stolen. Let a program renew it, long before the end.");
pub const EXPIRED_SEEN: Line = says!("expired.seen" "Refused: too late"
    "The error has two numbers in it, in seconds since 1970: the client's clock, and the last moment. If the dates in the certificate look \
        right, it is the clock that is wrong.");

pub const NOT_YET: Line = says!("not-yet-valid" "Dates: it begins in eleven months"
    "The same, on the other side of today.");
pub const NOT_YET_WHERE: Question = asks!("not-yet-valid.where"
    "Somebody sees this error on every site that he visits. Where do you look first?"
    ["at the authority" "at the clock of his computer" "for an attacker"] 1
    "Authorities rarely sign for the future. A computer whose battery is empty wakes up years ago, and then all certificates are from \
        the future. One site alone is another matter: then somebody installed a certificate too early.");
pub const NOT_YET_SEEN: Line = says!("not-yet-valid.seen" "Refused: too early"
    "Two times again. The authority vouches from a day on, and not before.");

pub const WRONG_HOST: Line = says!("wrong-host" "Names: it is for another host"
    "A genuine certificate, signed by Carol's own authority, in date. Only it is another site's.");
pub const WRONG_HOST_WHAT: Question = asks!("wrong-host.what"
    "Chain and dates hold. What does Alice know of the one who answers?"
    [
        "that he can be trusted: somebody vouched for him"
        "that he is certified as somebody, and not as the one whom she asked for"
        "nothing at all"
    ] 1
    "A padlock does not mean that a site can be trusted. It means that somebody vouched for a name. Everybody gets a certificate for a \
        name of his own, Mallory too; so what counts is whether it is the name that was asked for.");
pub const WRONG_HOST_SEEN: Line = says!("wrong-host.seen" "Refused: not for this name"
    "A good error: it says what was asked for, and what the certificate is for. Below, the names in the certificate.");

pub const NO_SAN: Line = says!("no-san" "Names: the right one, in the wrong place"
    "This certificate names the right host, in its common name. There is no subject alternative name in it. Many a tutorial still \
        makes them so.");
pub const NO_SAN_WHO: Question = asks!("no-san.who" "Who accepts it?"
    ["every client" "no client" "some clients"] 2
    "It is often said that the common name is what is checked. The standard ended that. Browsers, Go and rustls look at the \
        subject alternative name alone; curl, OpenSSL, GnuTLS, Python and Node.js still fall back on the common name where there is no other. So \
        it works with curl, and fails in the browser.");
pub const NO_SAN_SEEN: Line = says!("no-san.seen" "Refused: no name that counts"
    "rustls lists the names for which the certificate is good: none. There is no place in the \
        certificate to be shown this time: what is wrong is what is not there.");

pub const REPAIRED: Line = says!("repaired" "The same gallery, repaired"
    "Now Bob shows the twins: everything as before, with the fault repaired as the diagnosis said. Alice asks for all of them, with the same \
        checks.");
pub const REPAIRED_SEEN: Line = says!("repaired.seen" "Accepted, every one"
    "So it was the fault that was refused, and nothing else. This is how a repair is tested: with a client that refused before.");
pub const FARED_HEAD: [&str; 3] = ["exhibit", "what is wrong", "Alice"];

pub const QUESTION: Line =
    Line { id: "question", title: "A question", text: "Think before you go on. The answer comes next." };

pub const THINK: Question = asks!("think"
    "A colleague turned verification off until the certificate would be there. The certificate came, a year ago. Everything works. How does anybody \
        find out whether verification is still off, and which test would have shown it?"
    [] 0
    "Nobody finds out by using it: what works with the check works without it as well. A check shows itself only where it refuses. \
        So test the refusal: let the program ask a server of this gallery, and fail the test if it gets an answer. One exhibit for each \
        kind of fault is enough: `expired`, `wrong-host`, `unknown-root`.");

pub const THOUGHT: Line = Line { id: "thought", title: "An answer", text: "Compare it with yours." };
