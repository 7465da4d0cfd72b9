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
    line: "Bob asks back: Alice proves who she is with a certificate, four callers are refused, a stolen key works until a list names it.",
    minutes: 75,
    before: "Lessons 4 and 5: certificates, and the seven stations of TLS 1.3.",
    objectives: &[
        "find CertificateRequest and the client's two messages in a handshake, and say what each of them proves",
        "put the fifteen messages of mutual TLS 1.2 in order, and say which of them Eve can read",
        "explain why a refused TLS 1.3 client believes for a moment that all went well",
        "tell from an alert why a client's certificate was refused",
        "repair a chain of trust that lacks an intermediate",
        "revoke a stolen certificate, and say what a revocation list can and cannot do",
        "distinguish who somebody is from what they may do",
    ],
    read_on: &[
        (rfc::lesson6::CERTIFICATE_REQUEST, "what a server may ask for"),
        (rfc::lesson6::CERTIFICATE, "what a client sends, and what happens if it sends nothing"),
        (rfc::lesson6::ERROR_ALERTS, "the alerts of this lesson"),
        (rfc::lesson6::TLS12_ORDER, "the order of the messages in TLS 1.2"),
        (rfc::lesson6::PATH_VALIDATION, "from a certificate to a root, step by step"),
        (rfc::lesson6::REVOCATION_LISTS, "revocation lists"),
        (rfc::lesson6::PKCS12, "what is in a .p12"),
    ],
};

pub const HELLO: Line = says!("hello" "Bob asks back"
    "In lesson 5 Alice knew whom she was talking to, and Bob told his secret to anyone who asked. Websites repair that with a \
        password, after the handshake. Here Bob repairs it in the handshake. He asks Alice for a certificate too, and for a \
        signature that only the owner of its key can make. No password crosses the wire, so none can be guessed, phished or \
        reused.\n\n\
        It is the same protocol, with three new messages and a few more lines of configuration.");

pub const COMBINATIONS: Line = says!("combinations" "Four combinations, one of them impossible"
    "There are two switches, and you can set both when you start Bob. HTTPS_ENABLED says whether he proves who he is. \
        VERIFY_USER says whether he asks who you are. The fourth combination does not start. A client sends its certificate in \
        the TLS handshake, so without TLS there is nothing to verify.");
pub const COMBINATIONS_HEAD: [&str; 4] = ["HTTPS_ENABLED", "VERIFY_USER", "what it is", "who proves who they are"];
pub const COMBINATIONS_TABLE: [[&str; 4]; 4] = [
    ["false", "false", "HTTP, lesson 1", "nobody"],
    ["true", "false", "HTTPS, lesson 5", "Bob, to Alice"],
    ["true", "true", "mutual TLS, this lesson", "each, to the other"],
    ["false", "true", "refused", "—"],
];
pub const FOURTH: Name = Name { id: "combinations.fourth", text: "the fourth combination, tried" };

pub const CAST: Line = says!("cast" "Carol signs twice"
    "Carol's root and Bob's key and certificate are as before. Alice's certificate is new, with her own key that she made \
        herself. Bob is told to accept Carol's certificates, and Alice is told to trust Carol's. That both use the same \
        authority is convenient, but not necessary. Often a company's own authority certifies its clients, and a public \
        authority certifies its servers.");
pub const ROOT_FILE: Name = Name { id: "cast.root", text: "Carol's root" };
pub const SERVER_FILE: Name = Name { id: "cast.server", text: "Bob's certificate" };
pub const SERVER_KEY_FILE: Name = Name { id: "cast.server-key", text: "Bob's private key" };
pub const ALICE_FILE: Name = Name { id: "cast.alice", text: "Alice's certificate and key, in one file" };

pub const BADGE: Line = says!("cast.badge" "A certificate for a person"
    "It differs from Bob's certificate in three ways. It has [another purpose](x509ce.KeyPurposeId): to identify a client. It has no host name, \
        because nobody connects to Alice. And its subject alternative name [is a URI](x509ce.uniformResourceIdentifier) that Carol made up by her own rules, so that \
        only this Alice has it. The common name also says alice, but there may be many of those. (The URI is an identifier. \
        There is no page at that address.)");
pub const SAYS: Name = Name { id: "cast.says", text: "Alice's certificate says" };

pub const MUTUAL: Line = says!("mutual" "Scene 1: the handshake with two certificates"
    "Alice asks Bob as in lesson 5, and this time he asks back. In this lesson the line between Eve and Bob is slow, as if it \
        crossed an ocean. So you can see what happens before what.");
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

pub const HEARD: Line = says!("mutual.heard" "The same answer"
    "And now Bob knows who received it.");
pub const ALICE_HEARD: Name = Name { id: "alice.heard", text: "Alice received" };

pub const RECORDS: Line = says!("mutual.records" "The whole conversation on one page"
    "Each record's outside, which Eve has, and its inside, which takes the keys. Compare it with lesson 5. Bob sends one more \
        message, certificate_request, and Alice sends two more, certificate and certificate_verify.");
pub const RECORDS_HEAD: [&str; 4] = ["who", "outside", "bytes", "inside"];

pub const BOBS_FLIGHT: Line = says!("request.sealed" "Bob's question, as Eve has it"
    "The outer type is application data, like everything after the hellos. Eve cannot see that Bob asks at all.");

pub const REQUEST: Line = says!("request" "CertificateRequest"
    "The same record, opened, with only the new message shown. Bob names [the authorities](tls.handshake.dname) whose certificates he accepts. \
        (Another field, not shown here, lists the signatures that he can verify.) That is how a browser knows which of your \
        certificates to offer you. Bob has no particular client in mind yet.");

pub const ALICES_FLIGHT: Line = says!("client-certificate.sealed" "Alice's answer, as Eve has it"
    "Her certificate is in there. Eve sees only how long it is, together with the messages around it.");

pub const CERTIFICATE: Line = says!("client-certificate" "Alice's Certificate"
    "The same record, opened. It is the same kind of message that Bob sent, in the other direction. Alice sends it only now, \
        after Bob has proved who he is. She would not tell Mallory her name.");

pub const VERIFY: Line = says!("client-verify" "Alice's CertificateVerify"
    "Anyone can have a copy of her certificate. Only she can make this signature. It covers everything sent so far, including \
        Bob's certificate, and its first bytes say that a client signed. So nobody can present Alice's signature as a server's, \
        or reuse it on another connection, because there the transcript is different.");

pub const FINISHED: Line = says!("client-finished" "Alice's Finished"
    "[A MAC over everything so far](tls.handshake.verify_data), as before. Then Alice is done: she has checked Bob, sent her part, and may send data. She \
        does not wait for Bob's verdict on her certificate, because no message carries one. Keep that in mind.");

pub const CHECKS: Line = says!("client-checks" "What Bob checks"
    "These are the checks from lesson 4, repeated on the certificate in the recording. One is missing, and rightly so: the \
        name. Alice asked for Bob by name and compared. Bob asked for nobody. He learns a name, and decides himself what it \
        means.");
pub const CHECKS_HEAD: [&str; 3] = ["check", "outcome", "what was compared"];

pub const LEDGER: Line = says!("ledger" "Eve's ledger"
    "The last line is new. For the first time in this course, it is proven who asked. It is proven to Bob, but not to Eve.");

pub const TLS12: Line = says!("mutual-tls12" "Scene 2: the same with TLS 1.2"
    "Two certificates again, in the older protocol. It takes fifteen messages up to the answer. Many diagrams on the web show \
        them in the wrong order, so here is a chance to do better.");
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
            believes RECORD_VERSION see "tls.record.version" at "mutual-tls12.request";
        yes "the ServerHello, which selects nothing later";
        no "nothing: that is agreed on under keys"
            "Both hellos are sent before there are any keys, so Eve reads them.";
    ]
    "A ServerHello of TLS 1.3 says so in an extension, supported_versions. In this one the extension is missing, so the \
        version in the ServerHello itself counts.");

pub const FIFTEEN: Line = says!("mutual-tls12.fifteen" "Fifteen messages, read from the recording"
    "Eve reads every message that is in the clear. Up to ChangeCipherSpec, that is all of them.");
pub const FIFTEEN_HEAD: [&str; 4] = ["", "who", "message", "can Eve read it?"];

pub const REQUEST12: Line = says!("mutual-tls12.request" "The question, in the clear"
    "This is CertificateRequest in its older form: [key types](tls.handshake.cert_types), signature types, authorities. Eve learns that Bob admits only \
        clients that this authority certified.");

pub const IN_CLEAR: Line = says!("mutual-tls12.certificate" "Alice's certificate, as Eve has it"
    "This took no key. Anyone on the wire learns [the name of the client](x509ce.uniformResourceIdentifier), and recognises her next time, wherever she is. For a \
        server that is bearable, because a server is known anyway. For a person it is surveillance, and one of the reasons for \
        TLS 1.3.");

pub const BESIDE: Line = says!("mutual-tls12.beside" "Side by side, measured"
    "Both columns are counted in the two recordings.");
pub const BESIDE_HEAD: [&str; 3] = ["", "TLS 1.3", "TLS 1.2"];

pub const LEDGER12: Line = says!("mutual-tls12.ledger" "Eve's ledger, in TLS 1.2"
    "Find the client's certificate. In the other ledger it was hidden.");

pub const WORDS: Line = says!("words" "Six common claims that are wrong"
    "\"A valid client certificate is permission.\" It is a name that somebody vouches for. What the name may do is decided \
        elsewhere.\n\n\
        \"The common name says who it is.\" Two people can have the same one, and nobody promised otherwise.\n\n\
        \"The client sends its private key.\" The key never leaves Alice. She signs with it.\n\n\
        \"After the handshake both sides know that all went well.\" In TLS 1.3, the client knows that only when the first answer \
        arrives.\n\n\
        \"Expired yesterday is harmless.\" You saw a list drop the entry of an expired certificate. After that, only the date \
        stopped Mallory.\n\n\
        \"A stolen certificate can be deleted.\" Its serial number on a list ends it, for everyone who reads the list.");

pub const LEFT: Line = says!("left" "What stops whom, and what remains"
    "The certificate stops strangers. The signature stops a copied certificate. The list stops a stolen key, as soon as Bob \
        has read it. Bob's own decision stops the wrong person with a valid certificate, and nothing else does.\n\n\
        Bob has a lot to do: keys, certificates, lists, handshakes, and only then his secret. In lesson 7 somebody takes that \
        work off him. Then the question is how he learns who asked.");

pub const TRY: Line = says!("try" "Try it yourself"
    "Start Bob in one terminal, with the files that this walk saved, and connect to him as different people.");

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
