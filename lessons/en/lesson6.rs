//! Lesson 6 in English: every sentence with the id of its step, and no value in any of them.

use wirewalk::rfc;
use wirewalk::story::{About, Line, Name, Question, asks, says};

#[path = "lesson6/recipes.rs"]
mod recipes;
#[path = "lesson6/refusals.rs"]
mod refusals;
#[path = "lesson6/trust.rs"]
mod trust;

pub use recipes::RECIPES;
pub use refusals::*;
pub use trust::*;

pub const ABOUT: About = About {
    number: 6,
    title: "Both sides: mutual TLS",
    line: "Bob asks back: Alice proves with a certificate who she is, four callers are refused, a stolen key works until a list names it.",
    minutes: 75,
    before: "Lessons 4 and 5: certificates, and the seven stations of TLS 1.3.",
    objectives: &[
        "find CertificateRequest and the client's two messages in a handshake, and say what each proves",
        "put the fifteen messages of mutual TLS 1.2 in their order, and say which of them Eve reads",
        "explain why a client of TLS 1.3 that is refused believes for a moment that all went well",
        "tell from an alert why a client's certificate was refused",
        "repair a chain of trust that lacks its middle",
        "revoke a stolen certificate, and say what a list of revoked ones can and cannot do",
        "keep apart who somebody is and what they may do",
    ],
    read_on: &[
        (rfc::lesson6::CERTIFICATE_REQUEST, "what a server may ask for"),
        (rfc::lesson6::CERTIFICATE, "what a client shows, and what follows if it shows nothing"),
        (rfc::lesson6::ERROR_ALERTS, "the alerts of this lesson"),
        (rfc::lesson6::TLS12_ORDER, "the order of the messages in TLS 1.2"),
        (rfc::lesson6::PATH_VALIDATION, "from a certificate to a root, step by step"),
        (rfc::lesson6::REVOCATION_LISTS, "lists of revoked certificates"),
        (rfc::lesson6::PKCS12, "what is in a .p12"),
    ],
};

pub const HELLO: Line = says!("hello" "Bob asks back"
    "In lesson 5 Alice knew whom she was talking to, and Bob told his secret to whoever called. Websites mend that with a password, after \
        the handshake. Here Bob mends it in the handshake: he asks Alice for a certificate too, and for a signature that only the owner of \
        its key can make. No password crosses the wire, and none can be guessed, phished or reused.\n\n\
        It is the same protocol. Three messages are new, and a few lines of configuration.");

pub const COMBINATIONS: Line = says!("combinations" "Four combinations, one of them senseless"
    "Two switches, and you can set them when you start Bob: HTTPS_ENABLED, whether he proves who he is, and VERIFY_USER, \
        whether he asks who you are. The fourth combination does not start. A client shows its certificate in the TLS handshake, so \
        where there is no TLS there is nothing to verify.");
pub const COMBINATIONS_HEAD: [&str; 4] = ["HTTPS_ENABLED", "VERIFY_USER", "what it is", "who is proven to whom"];
pub const COMBINATIONS_TABLE: [[&str; 4]; 4] = [
    ["false", "false", "HTTP, lesson 1", "nobody to anybody"],
    ["true", "false", "HTTPS, lesson 5", "Bob to Alice"],
    ["true", "true", "mutual TLS, this lesson", "each to the other"],
    ["false", "true", "refused", "—"],
];
pub const FOURTH: Name = Name { id: "combinations.fourth", text: "the fourth, tried" };

pub const CAST: Line = says!("cast" "Carol signs twice"
    "Carol's root, Bob's key and certificate as before. New is a certificate for Alice, with a key of her own that she made. Bob is told \
        to take certificates of Carol's, Alice to believe Carol's. That both use the same authority is convenient, and no more: often \
        a company's own authority certifies its clients, and a public one its servers.");
pub const ROOT_FILE: Name = Name { id: "cast.root", text: "Carol's root" };
pub const SERVER_FILE: Name = Name { id: "cast.server", text: "Bob's certificate" };
pub const SERVER_KEY_FILE: Name = Name { id: "cast.server-key", text: "Bob's private key" };
pub const ALICE_FILE: Name = Name { id: "cast.alice", text: "Alice's certificate and key, in one file" };

pub const BADGE: Line = says!("cast.badge" "A certificate for a person"
    "Three things differ from Bob's. It is for another purpose: to prove a client. It has no host name, since nobody calls Alice. And \
        its subject alternative name is a URI that Carol made up, by rules of her own, so that it is hers alone. The common name says \
        alice as well, but there may be many of those. (The URI is an identifier; nothing is to be found there.)");
pub const SAYS: Name = Name { id: "cast.says", text: "Alice's certificate says" };

pub const MUTUAL: Line = says!("mutual" "Scene 1: the handshake with two certificates"
    "Alice asks Bob as in lesson 5, and this time he asks back. The line between Eve and Bob is long in this lesson: everything that \
        travels on it takes a while, as between two continents, so that you can see what happens before what.");
pub const WHAT_EVE_LEARNS: Question = asks!("mutual.what-eve-learns"
    "Alice sends a certificate with her name in it. What will Eve learn about her in TLS 1.3?"
    [
        no "her name and her public key, as they are sent"
            "They are sent encrypted. In TLS 1.2 Eve would read both, and you will see that too.";
        yes "that she sent one, from the sizes of the records";
        no "nothing at all, not even which site she visits"
            "The ClientHello names the site, as in lesson 5. And records have sizes." believes HIDES_SITE;
    ]
    "Alice's certificate is encrypted under the handshake keys, like Bob's. But a client that sends only Finished sends one \
        small record at this point, and Alice's flight is many times larger. Eve can count.");

pub const HEARD: Line =
    Line { id: "mutual.heard", title: "The same answer", text: "And now Bob knows to whom he gave it." };
pub const ALICE_HEARD: Name = Name { id: "alice.heard", text: "Alice heard" };

pub const RECORDS: Line = says!("mutual.records" "The whole conversation on one page"
    "On the left what Eve has, on the right what is in it. Compare it with lesson 5: Bob says one thing more, \
        certificate_request, and Alice two, certificate and certificate_verify.");
pub const RECORDS_HEAD: [&str; 4] = ["who", "on the outside", "bytes", "inside"];

pub const BOBS_FLIGHT: Line = says!("request.sealed" "Bob's question, as Eve has it"
    "Application data on the outside, as everything after the hellos. That Bob asks at all is hidden from her.");

pub const REQUEST: Line = says!("request" "CertificateRequest"
    "The same record, opened; here only the new message. Bob names the authorities whose certificates will do (and, in a field \
        that is not shown here, the signatures that he can check). That is how a browser knows which of your certificates to offer you. He does not say whom he \
        would like to hear from. That is nobody's business yet.");

pub const ALICES_FLIGHT: Line = says!("client-certificate.sealed" "Alice's answer, as Eve has it"
    "Her certificate is in there. Eve sees how long it is, together with what comes with it.");

pub const CERTIFICATE: Line = says!("client-certificate" "Alice's Certificate"
    "The same record, opened. The message is the one that Bob sent, in the other direction. Alice shows it only now, when Bob has \
        proved who he is: she would not show her name to Mallory.");

pub const VERIFY: Line = says!("client-verify" "Alice's CertificateVerify"
    "Anybody can have a copy of her certificate. The signature is what nobody else can make: over everything that was said up to \
        here, Bob's certificate included. Its first bytes say that a client signed. So nobody can take a signature that Alice gave as a \
        client and pass it off as a server's, and none can be carried over to another connection: the transcript is another one.");

pub const FINISHED: Line = says!("client-finished" "Alice's Finished"
    "A MAC over all that, as before. Then Alice is done: she has checked Bob, said her part, and may send. She does not wait for \
        Bob's opinion of her certificate. There is no message in which he would give it. Keep that in mind.");

pub const CHECKS: Line = says!("client-checks" "What Bob checks"
    "The checks of lesson 4, made once more on the certificate in the recording. One is missing, and must be: the name. Alice asked for \
        Bob by name and compared. Bob asked for nobody. He learns a name, and what it means is up to him.");
pub const CHECKS_HEAD: [&str; 3] = ["check", "outcome", "what was compared"];

pub const LEDGER: Line = says!("ledger" "Eve's ledger"
    "The last line is new: for the first time in this course, who asked is proven. To Bob, that is, and not to Eve.");

pub const TLS12: Line = says!("mutual-tls12" "Scene 2: the same in TLS 1.2"
    "Two certificates again, in the older protocol. It takes fifteen messages up to the answer. In many drawings of it that are \
        passed around the order is wrong, so here is a chance to do better.");
pub const WHICH_ORDER: Question = asks!("mutual-tls12.which-order"
    "Alice sends Certificate, ClientKeyExchange and CertificateVerify. In which order?"
    [
        no "Certificate, CertificateVerify, ClientKeyExchange"
            "The signature covers the messages before it. Sent this early, it would not cover Alice's key, and Mallory could \
                replace that. What is signed is not locked: whatever comes later stays open." believes SIGNING_ENCRYPTS;
        yes "Certificate, ClientKeyExchange, CertificateVerify";
        no "ClientKeyExchange, Certificate, CertificateVerify"
            "The certificate comes first: it answers Bob's CertificateRequest.";
    ]
    "The signature covers all messages before it, and it has to cover Alice's public key, which is in ClientKeyExchange. (The \
        drawings also leave out ServerKeyExchange, and count \"the server checks the certificate\" as a message after \
        Finished. It is not a message, and Bob checks as soon as he has the certificate.)");
pub const WHICH_VERSION: Question = asks!("mutual-tls12.which-version" "What tells Eve that the two have agreed on TLS 1.2?"
    [
        no "the version of their records: 0x0303 is TLS 1.2"
            "The records of TLS 1.3 have the same version. In lesson 5 you saw it on a conversation in TLS 1.3."
            believes RECORD_VERSION see "tls.record.version";
        yes "the ServerHello, which selects nothing later";
        no "nothing: that is agreed on under keys"
            "Both hellos are sent before there are any keys, so Eve reads them.";
    ]
    "A ServerHello of TLS 1.3 says so in an extension, supported_versions. In this one the extension is missing, so the \
        version in the ServerHello itself counts.");

pub const FIFTEEN: Line = says!("mutual-tls12.fifteen" "Fifteen messages, read from the recording"
    "What is in clear Eve reads, message by message, and up to ChangeCipherSpec that is all of it.");
pub const FIFTEEN_HEAD: [&str; 4] = ["", "who", "message", "does Eve read it?"];

pub const REQUEST12: Line = says!("mutual-tls12.request" "The question, in clear"
    "CertificateRequest in its older shape: kinds of keys, kinds of signatures, authorities. Eve learns that Bob lets in only whom \
        this authority certified.");

pub const IN_CLEAR: Line = says!("mutual-tls12.certificate" "Alice's certificate, as Eve has it"
    "No key was used for this. Whoever is on the wire learns who calls, by name, and recognises her the next time wherever she is. \
        With server certificates that is bearable, since a server is known anyway. With a person's it is surveillance, and one of the \
        reasons for TLS 1.3.");

pub const BESIDE: Line = says!("mutual-tls12.beside" "Side by side, measured"
    "Both columns are counted in the two recordings.");
pub const BESIDE_HEAD: [&str; 3] = ["", "TLS 1.3", "TLS 1.2"];

pub const LEDGER12: Line = says!("mutual-tls12.ledger" "Eve's ledger, in TLS 1.2"
    "Look for the client's certificate. In the other ledger it was hidden.");

pub const WORDS: Line = says!("words" "Six things that are often said, and are wrong"
    "A valid client certificate is permission. It is a name that somebody vouches for. What the name may do is decided elsewhere.\n\n\
        The common name says who it is. Two people have the same, and nobody promised otherwise.\n\n\
        The client sends its private key. It never leaves Alice: she signs with it.\n\n\
        After the handshake both know that all went well. In TLS 1.3 the client knows that only when the first answer has come.\n\n\
        Expired yesterday is harmless. A list of revoked certificates may drop what has expired, so nobody could tell any more whether it \
        was stolen.\n\n\
        A certificate that was stolen can be deleted. Its number on a list ends it, for everybody who reads the list.");

pub const LEFT: Line = says!("left" "What stops what, and what is left"
    "Strangers: stopped by the certificate. A copied certificate: stopped by the signature. A stolen key: stopped by the list, from the \
        moment when Bob has read it. A wrong person with a right certificate: stopped by Bob's own decision, and by nothing else.\n\n\
        And Bob has a lot to do: keys, certificates, lists, handshakes, and only then his secret. In lesson 7 somebody takes that off \
        him, and the question how he then learns who asked becomes the whole story.");

pub const TRY: Line = says!("try" "Try it yourself"
    "Start Bob in one terminal, with the files that this walk left, and call him as this person and that.");

pub const QUESTION: Line =
    Line { id: "question", title: "A question", text: "Think before you go on. The answer comes next." };

pub const THINK: Question = asks!("think"
    "A bank asks its customers for client certificates, and puts a box in front of its servers that ends TLS, for speed. \
        Behind it, everything is plain HTTP. Whose certificate do the servers see, and how could they know who the customer \
        is?"
    "None. The handshake ends at the box, and so does the proof. The box can only tell the servers what it saw, for example \
        in a header. Then everything depends on two things: nobody but the box can reach the servers, and the box removes \
        such headers where a customer sends them. You have just seen somebody try. That is lesson 7.");

pub const THOUGHT: Line =
    Line { id: "thought", title: "An answer", text: "Compare it with yours before you go on to lesson 7." };
