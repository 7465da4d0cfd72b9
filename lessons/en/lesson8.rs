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
    before: "Lessons 4 and 5: what a certificate says, and who checks it at which point.",
    objectives: &[
        "read a certificate error, and say what it does not tell you",
        "find the one cause among several, using the certificates that were sent",
        "say for each fault who must repair it, and how",
        "distinguish what is wrong from what only looks wrong",
        "know which faults other clients accept, and why",
        "say what remains when verification is off, and find out whether it is off",
    ],
    read_on: &[
        (rfc::PATH_VALIDATION, "everything a client must check, in order"),
        (rfc::SERVICE_IDENTITY, "which names count, and that the common name does not"),
        (rfc::CHAIN_ORDER, "what a server sends, and in which order"),
        (rfc::PROOF_OF_POSSESSION, "how it proves that the certificate is its own"),
        (rfc::BASIC_CONSTRAINTS, "who may sign certificates, and how many levels down"),
        (rfc::NAME_CONSTRAINTS, "for which names an authority may sign"),
        (rfc::REVOKED_CERTIFICATES, "how an authority revokes a certificate"),
    ],
};

pub const HELLO: Line = says!("hello" "A gallery of faults"
    "Most trouble with TLS is trouble with certificates, and the errors are short. Some say what is wrong. Some use the same \
        words for four different causes.\n\n\
        In this lesson everything is broken on purpose, one thing at a time. There are eighteen exhibits with one fault each, \
        and one that only looks wrong. Each has a twin: the same certificate with the fault repaired. You predict what Alice \
        will do, then she does it.");

pub const CAST: Line = says!("cast" "Everything is made now"
    "Carol makes a root and an authority below it, and signs. What must be expired is expired as of today, and what must be \
        too early is too early, so no exhibit becomes stale. Each has its own name, below this machine's name. Alice trusts the \
        gallery's root and nothing else.\n\n\
        The root and the list of revoked certificates are saved for you. The keys are not: they are discarded at the end.");
pub const ROOT_FILE: Name = Name { id: "cast.root", text: "the gallery's root" };
pub const LIST_FILE: Name = Name { id: "cast.list", text: "the revocation list" };

pub const READING: Line = says!("reading" "How to read an exhibit"
    "For each exhibit you see the raw error first, as rustls reports it to Alice's program. Then come the words of two other \
        programs from an earlier run, then a diagnosis, then the place in the certificate. The diagnosis does not know which \
        fault was planted. It uses only the certificates in the recording, decrypted with the keys, and whether the right key \
        signed the handshake.");
pub const READING_HEAD: [&str; 2] = ["line", "what it is"];
pub const READING_TABLE: [[&str; 2]; 5] = [
    ["Alice's program says", "the raw error; it never leaves Alice's side"],
    ["fault", "what is wrong, judged by the certificates"],
    ["seen by", "the values that show it"],
    ["means", "what it means for anyone who trusts the connection"],
    ["repair", "who must do what"],
];

pub const RAW_ERROR: Name = Name { id: "raw-error", text: "Alice's program says" };
pub const CURL_SAID: Name = Name { id: "said.curl", text: "curl, in an earlier run" };
pub const CHROMIUM_SAID: Name = Name { id: "said.chromium", text: "Chromium, in that run" };
pub const ALICE_HEARD: Name = Name { id: "alice.heard", text: "Alice received" };
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
    "The most common fault of all, because it happens by itself. The name is correct, the chain holds, and the server has the \
        key.");
pub const EXPIRED_WHAT: Question = asks!("expired.what"
    "Either the certificate is over or the clock of the program is wrong. What tells the two apart?"
    [
        yes "the other sites: a wrong clock refuses them too";
        no "the signature: it goes bad with the last day"
            "A signature does not age. It fits today as it did yesterday.";
        no "the list of what was revoked: it says what is bad"
            "A list may leave out what has expired, stolen or not. A certificate that is over is not harmless because no list \
                names it." believes EXPIRED;
    ]
    "The error contains two times: the program's clock, and the end of the certificate. If the dates in the certificate look \
        right, the clock is wrong, and then it is wrong for every site. Let a program renew certificates, long before the end.");
pub const EXPIRED_SEEN: Line = says!("expired.seen" "Refused: too late"
    "The error contains two numbers, in seconds since 1970: the client's clock, and the last valid moment. If the dates in \
        the certificate look right, the clock is wrong.");

pub const NOT_YET: Line = says!("not-yet-valid" "Dates: it begins in eleven months"
    "The same fault, on the other side of today.");
pub const NOT_YET_WHERE: Question = asks!("not-yet-valid.where"
    "Only this site gives the error, and all others work. Which cause fits?"
    [
        no "the computer's clock runs years behind"
            "Then every site would give the error: all certificates would be from the future.";
        yes "somebody installed it before its first day";
        no "an attacker made it and got the date wrong"
            "An attacker's certificate would fail at the chain. This one has Carol's signature.";
    ]
    "Authorities rarely sign for the future. When one site alone gives this error, a certificate was installed too early. \
        When all of them do, look at the clock: a computer whose battery is empty wakes up years ago.");
pub const NOT_YET_SEEN: Line = says!("not-yet-valid.seen" "Refused: too early"
    "Two times again. The authority vouches from a given day on, and not before.");

pub const WRONG_HOST: Line = says!("wrong-host" "Names: it is for another host"
    "A genuine certificate, signed by Carol's own authority, within its dates. But it belongs to another site.");
pub const WRONG_HOST_WHAT: Question = asks!("wrong-host.what"
    "Chain and dates hold. What does Alice know about the one who answers?"
    [
        no "he can be trusted: that is what a padlock says"
            "A padlock says that somebody vouched for a name. Mallory can have one too, for a name of her own. What counts is \
                whether it is the name that was asked for." believes PADLOCK see "x509ce.dNSName" at "wrong-host.seen";
        yes "he is certified, but not as the one she asked for";
        no "nothing at all: a wrong name makes it worthless"
            "The signature holds: this is the holder of a certificate for the other name.";
    ]
    "The checks answer two questions: did an authority vouch for this name, and is it the name that was asked for? Only the \
        second fails here.");
pub const WRONG_HOST_SEEN: Line = says!("wrong-host.seen" "Refused: not for this name"
    "A good error: it says what was asked for, and what the certificate is for. The names in the certificate follow.");

pub const NO_SAN: Line = says!("no-san" "Names: the right one, in the wrong place"
    "This certificate names the right host, in its common name. It has no subject alternative name. Many tutorials still make \
        them like this.");
pub const NO_SAN_WHO: Question = asks!("no-san.who" "Who accepts it?"
    [
        no "every client: the common name is right"
            "It is often said that the common name is what is checked. The standard ended that." believes COMMON_NAME;
        no "no client: the standard forbids it"
            "The standard does. Some clients are older than that, and still fall back on the common name.";
        yes "some clients do, and the others refuse";
    ]
    "Browsers, Go and rustls look only at the subject alternative name. curl, OpenSSL, GnuTLS, Python and Node.js still fall \
        back on the common name where there is no other. So it works with curl, and fails in the browser.");
pub const NO_SAN_SEEN: Line = says!("no-san.seen" "Refused: no name that counts"
    "rustls lists the names the certificate is valid for: none. This time there is no place in the certificate to show, \
        because the fault is something missing.");

pub const REPAIRED: Line = says!("repaired" "The same gallery, repaired"
    "Now Bob sends the twins: everything as before, with the fault repaired as the diagnosis said. Alice asks for all of \
        them, with the same checks.");
pub const REPAIRED_SEEN: Line = says!("repaired.seen" "Accepted, all of them"
    "So the fault was refused, and nothing else. This is how to test a repair: with a client that refused before.");
pub const FARED_HEAD: [&str; 3] = ["exhibit", "what is wrong", "Alice"];

pub const QUESTION: Line =
    Line { id: "question", title: "A question", text: "Think before you go on. The answer comes next." };

pub const THINK: Question = asks!("think"
    "A colleague turned verification off until the certificate would be there. The certificate came, a year ago. Everything \
        works. How does anybody find out whether verification is still off, and which test would have shown it?"
    "Nobody finds out by using it: what works with the check works without it as well. A check is visible only where it \
        refuses. So test the refusal: let the program connect to a server of this gallery, and fail the test if it gets an \
        answer. One exhibit for each kind of fault is enough: `expired`, `wrong-host`, `unknown-root`.");

pub const THOUGHT: Line = Line { id: "thought", title: "An answer", text: "Compare it with yours." };
