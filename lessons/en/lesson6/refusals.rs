//! Lesson 6 in English: whom Bob refuses, and when they learn it.

use wirewalk::story::{Line, Name, Question, asks, says};

pub const REFUSALS: Line = says!("refusals" "Whom Bob refuses"
    "Four callers must not get in, and Bob refuses each for real. As in lesson 5, the raw error comes first, then its \
        meaning. This time the server found the fault, so the client's error repeats the alert it received.");
pub const RAW_ERROR: Name = Name { id: "refusals.raw-error", text: "the client's program says" };

pub const NOBODY: Line = says!("no-certificate" "Refusal 1: no certificate"
    "Alice left her certificate at home. When Bob asks for one, her program answers that it has none, as the protocol allows, \
        and continues.");
pub const NOBODY_WHEN: Question = asks!("no-certificate.when" "When does Alice's program learn that she was refused?"
    [
        no "in the handshake, before it sends the request"
            "In TLS 1.2 it would. In TLS 1.3 her handshake is complete as soon as she has sent Finished.";
        yes "after the handshake, as it waits for the answer";
        no "never: Bob closes the connection in silence"
            "Bob sends an alert that gives the reason." see "tls.alert_message" at "no-certificate.empty";
    ]
    "Her handshake was over when she had sent Finished. It succeeded, as far as she could know, so she sent her request at \
        once. The alert came back instead of an answer.\n\nRepair: give the program a certificate. And in your own programs: \
        with TLS 1.3, a completed handshake does not prove that the server accepted your certificate. Only an answer does.");
pub const NOBODY_SEEN: Line = says!("no-certificate.seen" "Refused: he required one"
    "This alert has its own name, which TLS 1.3 introduced.");

pub const TIMELINE: Line = says!("no-certificate.timeline" "Success first, refusal later"
    "Every record, with its time in Eve's notes. Eve is at Alice's end of the slow line. Alice sends Finished and her request \
        directly after it. Both are still on their way to Bob while she already waits for an answer. The alert arrives a whole \
        round trip later.\n\n\
        So the request has crossed the wire before it is refused. It is encrypted, and Bob discards it unread, because the \
        connection has ended. But everything in that request was sent to a server that had not agreed to talk.");
pub const TIMELINE_HEAD: [&str; 4] = ["ms", "who", "outside", "inside"];

pub const EMPTY: Line = says!("no-certificate.empty" "How a client says that it has none"
    "Alice's Certificate message, opened: [a list with no entry](tls.handshake.certificates_length). There is no CertificateVerify, because she has no key to sign \
        with. [Bob's alert](tls.alert_message) follows.");

pub const NOBODY12: Line = says!("no-certificate-tls12" "The same with TLS 1.2"
    "Everything is as before, except for the version.");
pub const NOBODY12_SEEN: Line = says!("no-certificate-tls12.seen" "Refused before anything was asked"
    "In TLS 1.2, Bob's Finished comes last. Alice waits for it, and receives the alert instead. Her request was never sent. \
        TLS 1.3 saves that round trip, and this is the price.");

pub const UNKNOWN: Line = says!("unknown-ca" "Refusal 2: an authority that Bob does not know"
    "The same name, the same kind of certificate, a correct signature. But another authority signed it. Mallory could set up \
        such an authority this afternoon.");
pub const UNKNOWN_WHO: Question = asks!("unknown-ca.who"
    "Bob named the authorities that he accepts. Will Alice's program send this certificate all the same?"
    [
        no "no: it must send one Bob asked for"
            "TLS does not enforce that. Some programs choose by what Bob named, others send what they were given.";
        yes "yes: what Bob named is only a hint to it";
        no "yes: whatever is valid gives her the right"
            "It is sent, but not because it gives her any right. Which certificates count is for Bob to decide."
            believes VALID_IS_PERMITTED;
    ]
    "It depends on the program. This one does as it was told, and so do curl, OpenSSL and gnutls-cli. Browsers and Java \
        choose by the hint, find nothing, and send none. So the same mistake gives two different alerts.\n\nRepair: a \
        certificate from the right authority. If it should have been right, check its issuer, and what Bob was given as CA.");
pub const UNKNOWN_SEEN: Line = says!("unknown-ca.seen" "Refused: signed by nobody he knows"
    "This is the alert for a missing root from lesson 5, with the roles reversed.");

pub const OTHER_FILE: Name = Name { id: "unknown-ca.file", text: "that certificate, with its key" };

pub const SERVERS: Line = says!("server-certificate" "Refusal 3: a server's certificate"
    "Somebody runs another server, with a certificate that Carol signed, and uses it to connect to Bob. The chain is correct, \
        the dates are correct, and the key is theirs.");
pub const SERVERS_WHY: Question = asks!("server-certificate.why" "What is wrong with it?"
    [
        no "nothing: whatever Carol signed is let in"
            "Carol signed it for another purpose. A genuine certificate is not permission for everything."
            believes VALID_IS_PERMITTED;
        yes "its purpose: Carol made it for a server";
        no "its common name: it names no member"
            "Bob's check does not look at the common name." believes COMMON_NAME;
    ]
    "The extended key usage says what a certificate may be used for, and proving a client is not in this one. Without this \
        check anyone who runs a server would be a client too, under a name that nobody meant as a person's.\n\nRepair: a \
        certificate for clients. Do not ask for both purposes in one, as some guides do: a stolen server would then be a \
        stolen member.");
pub const SERVERS_SEEN: Line = says!("server-certificate.seen" "Refused: not for this purpose"
    "The alert says that the type of certificate is wrong. The checks, repeated, give the reason.");

pub const EXPIRED: Line = says!("expired" "Refusal 4: expired"
    "This is Alice's certificate from last month. It is genuine, it is hers, and nobody stole it.");
pub const EXPIRED_WHO: Question = asks!("expired.who"
    "Alice's clock is slow, and by it the certificate is still valid. Whose clock decides?"
    [
        no "Alice's: it is her certificate"
            "Alice only sends it. Bob checks it.";
        yes "Bob's: he compares the dates";
        no "Carol's: Bob asks her for it"
            "Bob asks nobody. He compares the dates in the certificate with the time he has.";
    ]
    "Carol vouches until the last day and not beyond, and anyone who relies on her certificate compares that day with a clock of \
        their own.\n\nRepair: renew in time, with a program. If the dates look right to both sides, one of the clocks is \
        wrong.");
pub const EXPIRED_SEEN: Line = says!("expired.seen" "Refused: too late"
    "Too late by Bob's clock, that is. Alice's clock was not asked.");

pub const ALERTS: Line = says!("refusals.alerts" "Who sent which alert"
    "These are read from the recordings, with the keys. In TLS 1.3, Bob's alerts are encrypted. Eve sees that someone was \
        turned away, but cannot tell why. In TLS 1.2 she reads the reason.");
pub const ALERTS_HEAD: [&str; 4] = ["scene", "who refused", "alert", "can Eve read it?"];
