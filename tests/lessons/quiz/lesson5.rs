//! Lesson 5: fourteen questions.

use super::Asked;
use super::Proof::{Field, Holds, Says, Shows};
use wirewalk::lesson5::LESSON;

const QUIZ: &[Asked] = &[
    Asked {
        objective: 1,
        ask: "Which version does a TLS 1.3 client write in the record header, and where is the real one?",
        proof: &[
            Says("station.1.disguise", "The truth is in an extension, supported_versions"),
            Field("station.1.disguise", "tls.record.version"),
            Field("station.1.disguise", "tls.handshake.extensions.supported_version"),
            Holds("station.1.disguise", "lesson5.record-version-disguise"),
        ],
    },
    Asked {
        objective: 1,
        ask: "Which is the last message that Bob sends in the clear, and what does it contain?",
        proof: &[
            Says("station.2", "the last message he sends in the clear"),
            Says("station.2", "It contains no certificate"),
            Field("station.2", "tls.handshake.ciphersuite"),
        ],
    },
    Asked {
        objective: 1,
        ask: "Where is the true type of an encrypted record?",
        proof: &[
            Says("sealed.opened", "One more byte follows the plaintext: the true type of the record"),
            Field("sealed.opened", "tls.handshake.extensions_alpn_str"),
            Field("sealed.opened", "tls.record.content_type"),
        ],
    },
    Asked {
        objective: 2,
        ask: "From what are the data keys derived, and which messages does their transcript hash cover?",
        proof: &[
            Says("station.6.keys", "a second derived secret"),
            Says("station.6.keys", "reaches up to Bob's Finished"),
            Field("station.6.keys", "wirewalk.tls.schedule.derived_secret"),
            Field("station.6.keys", "wirewalk.tls.schedule.transcript_hash"),
            Field("station.6.keys", "wirewalk.tls.schedule.master_secret"),
        ],
    },
    Asked {
        objective: 2,
        ask: "Which steps lead from the shared secret to the plaintext of Bob's record?",
        proof: &[
            Says("by-hand", "It starts with the shared secret"),
            Shows("by-hand", "expand(&master, \"s ap traffic\", &transcript_hash, 48)"),
            Shows("by-hand.opened", "HTTP/1.1 200 OK"),
            Holds("by-hand.opened", "lesson5.opened-by-hand"),
        ],
    },
    Asked {
        objective: 3,
        ask: "How often is the certificate's key used in a handshake, and for what?",
        proof: &[
            Says("station.5", "it signs, once per handshake. It encrypts no traffic"),
            Field("station.5", "tls.handshake.client_cert_vrfy.sig"),
            Holds("station.5", "lesson5.certificate-verify-verified"),
        ],
    },
    Asked {
        objective: 3,
        ask: "Does a stolen server key open old recordings?",
        proof: &[
            Says("rsa.opened", "what the server's private key makes of it"),
            Holds("rsa.opened", "lesson5.stolen-key-opens-rsa"),
            Says("rsa.ecdhe", "Same key, same routine, and nothing opens"),
            Holds("rsa.ecdhe", "lesson5.stolen-key-opens-no-ecdhe"),
        ],
    },
    Asked {
        objective: 4,
        ask: "What does Eve still have in TLS 1.3?",
        proof: &[
            Says("ledger", "The name, the sizes, the times and the addresses are not"),
            Field("station.1", "tls.handshake.extensions_server_name"),
            Holds("ledger", "lesson5.name-leaks"),
        ],
    },
    Asked {
        objective: 4,
        ask: "What does Eve read in TLS 1.2 that TLS 1.3 hides?",
        proof: &[
            Says("tls12.certificate", "So Eve reads Bob's certificate"),
            Holds("tls12.certificate", "lesson5.certificate-visible-in-12"),
        ],
    },
    Asked {
        objective: 5,
        ask: "Two faults, one error: how do you tell a missing root from a self-signed certificate?",
        proof: &[
            Says("self-signed.seen", "compare the issuer and the subject in the certificate"),
            Holds("self-signed.seen", "lesson5.self-signed-refused"),
            Shows("failures.alerts", "unknown_ca"),
        ],
    },
    Asked {
        objective: 6,
        ask: "Mallory takes a group out of the ClientHello. Where does it break, and why only there?",
        proof: &[
            Says("group.hashes", "it breaks at the first encrypted record"),
            Says("group.hashes", "the two ends hashed different ClientHellos"),
            Field("group.hashes", "wirewalk.tls.schedule.transcript_hash"),
            Holds("group.hashes", "lesson5.removed-group-breaks-the-transcript"),
        ],
    },
    Asked {
        objective: 6,
        ask: "How does Alice notice that TLS 1.3 was taken out of her hello?",
        proof: &[
            Says("downgrade.seen", "the last eight bytes of its random"),
            Field("downgrade.seen", "wirewalk.tls.downgrade"),
            Holds("downgrade.seen", "lesson5.downgrade-marker-seen"),
        ],
    },
    Asked {
        objective: 6,
        ask: "Who notices a changed bit, and who notices a cut?",
        proof: &[
            Field("flipped.seen", "tls.alert_message.desc"),
            Holds("flipped.seen", "lesson5.flipped-bit-refused"),
            Says("cut.seen", "The careless program ignored the same error"),
            Shows("cut.seen", "without sending TLS close_notify"),
            Holds("cut.seen", "lesson5.cut-is-noticed"),
        ],
    },
    Asked {
        objective: 6,
        ask: "Which checks stop a Mallory with a certificate, and what remains without them?",
        proof: &[
            Holds("mallory.stopped", "lesson5.mallory-stopped-by-chain"),
            Says("mallory-copies.stopped", "Only the signature shows that the other end has that key"),
            Holds("mallory-copies.stopped", "lesson5.mallory-stopped-by-signature"),
            Holds("insecure.read-all", "lesson5.insecure-lets-mallory-read"),
        ],
    },
];

#[test]
fn lesson_5_answers_our_quiz() {
    super::answered(&LESSON, QUIZ);
}
