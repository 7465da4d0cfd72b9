//! Lesson 8: ten questions.

use super::Asked;
use super::Proof::{Field, Holds, Says, Shows};
use wirewalk::lesson8::LESSON;

const QUIZ: &[Asked] = &[
    Asked {
        objective: 1,
        ask: "Which two times are in the error for an expired certificate?",
        proof: &[
            Says("expired.seen", "the client's clock, and the last valid moment"),
            Field("expired.seen", "x509af.notAfter"),
            Holds("expired.seen", "lesson8.expired"),
        ],
    },
    Asked {
        objective: 1,
        ask: "What does UnknownIssuer not tell you?",
        proof: &[Says("issuer.sent", "It does not say why"), Holds("issuer.causes", "lesson8.one-error-three-causes")],
    },
    Asked {
        objective: 2,
        ask: "Which of three causes of UnknownIssuer is a missing intermediate, and what does curl say of it?",
        proof: &[
            Says("issuer.sent", "Follow the signatures, and see where they end"),
            Shows("issuer.others", "unable to get local issuer certificate"),
            Holds("issuer.causes", "lesson8.missing-intermediate"),
        ],
    },
    Asked {
        objective: 2,
        ask: "How can every certificate be genuine and the signature still be bad?",
        proof: &[
            Says("signature", "Each certificate has a signature, and so does the handshake"),
            Holds("signature.causes", "lesson8.wrong-key"),
            Holds("signature.causes", "lesson8.one-error-four-causes"),
        ],
    },
    Asked {
        objective: 3,
        ask: "Who must act when a chain starts with the authority, and what shows it?",
        proof: &[
            Shows("leaf-not-first.seen", "put the server's own certificate first"),
            Says("leaf-not-first.seen", "`a CA` means an authority. `no CA` means none"),
            Field("leaf-not-first.seen", "x509ce.BasicConstraintsSyntax_element"),
            Holds("leaf-not-first.seen", "lesson8.leaf-not-first"),
        ],
    },
    Asked {
        objective: 3,
        ask: "How do you test a repair?",
        proof: &[
            Says("repaired.seen", "with a client that refused before"),
            Holds("repaired.seen", "lesson8.twins-accepted"),
        ],
    },
    Asked {
        objective: 4,
        ask: "Which exhibit only looks wrong?",
        proof: &[
            Says("other-order.seen", "says that it is no reason to refuse"),
            Holds("other-order.seen", "lesson8.other-order-accepted"),
        ],
    },
    Asked {
        objective: 5,
        ask: "Who accepts a certificate without a subject alternative name, and how does Chromium refuse it?",
        proof: &[
            Shows("clients", "no-san | curl, OpenSSL, GnuTLS, Python, Node.js | they fall back to the common name"),
            Shows("clients.words", "no-san | Chromium | net::ERR_CERT_COMMON_NAME_INVALID"),
            Shows("no-san.seen", "Chromium, in that run: net::ERR_CERT_COMMON_NAME_INVALID"),
            Holds("key-usage.seen", "lesson8.library-ignores-key-usage"),
        ],
    },
    Asked {
        objective: 5,
        ask: "Is a revoked certificate refused by a client without the list?",
        proof: &[
            Says("unasked.seen", "Nothing in this certificate is wrong"),
            Holds("revoked.seen", "lesson8.revoked-unnoticed"),
        ],
    },
    Asked {
        objective: 6,
        ask: "What remains when verification is off?",
        proof: &[
            Holds("insecure.seen", "lesson8.insecure-accepts-every-certificate"),
            Says("blind.seen", "Any certificate is accepted, copied or made up"),
            Holds("mallory.read", "lesson8.insecure-lets-mallory-read"),
            Says("left", "no server can make it check"),
        ],
    },
];

#[test]
fn lesson_8_answers_our_quiz() {
    super::answered(&LESSON, QUIZ);
}
