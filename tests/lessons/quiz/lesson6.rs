//! Lesson 6: eleven questions.

use super::Asked;
use super::Proof::{Field, Holds, Says, Shows};
use wirewalk::lesson6::LESSON;

const QUIZ: &[Asked] = &[
    Asked {
        objective: 1,
        ask: "What does Bob name in CertificateRequest, and can Eve read it in TLS 1.3?",
        proof: &[
            Says("request", "Bob names the authorities whose certificates he accepts"),
            Field("request", "tls.handshake.dname"),
            Says("request.sealed", "Eve cannot see that Bob asks at all"),
            Holds("request", "lesson6.bob-asks-and-names-carol"),
        ],
    },
    Asked {
        objective: 1,
        ask: "Why can nobody reuse Alice's signature on another connection?",
        proof: &[
            Says("client-verify", "reuse it on another connection, because there the transcript is different"),
            Field("client-verify", "tls.handshake.client_cert_vrfy.sig"),
            Holds("client-verify", "lesson6.both-signatures-verified"),
        ],
    },
    Asked {
        objective: 1,
        ask: "Which check does Bob not make, and why not?",
        proof: &[
            Says("client-checks", "One is missing, and rightly so: the name"),
            Says("client-checks", "Bob asked for nobody"),
            Holds("client-checks", "lesson6.every-check-holds"),
        ],
    },
    Asked {
        objective: 2,
        ask: "In which order do the fifteen messages of mutual TLS 1.2 come, and which of them can Eve read?",
        proof: &[
            Shows("mutual-tls12.fifteen", "certificate_verify"),
            Says("mutual-tls12.fifteen", "Up to ChangeCipherSpec, that is all of them"),
            Holds("mutual-tls12.fifteen", "lesson6.fifteen-in-order"),
        ],
    },
    Asked {
        objective: 3,
        ask: "Has the request crossed the wire when a TLS 1.3 client learns that it was refused?",
        proof: &[
            Says("no-certificate.timeline", "the request has crossed the wire before it is refused"),
            Holds("no-certificate.timeline", "lesson6.request-before-refusal"),
            Holds("no-certificate-tls12.seen", "lesson6.refused-before-request-in-12"),
        ],
    },
    Asked {
        objective: 4,
        ask: "Which alert says that the certificate is for another purpose?",
        proof: &[
            Shows("server-certificate.seen", "extended key usage"),
            Shows("refusals.alerts", "unsupported_certificate"),
            Holds("server-certificate.seen", "lesson6.server-certificate-refused"),
        ],
    },
    Asked {
        objective: 5,
        ask: "What do programs say when a server forgets its intermediate, and what repairs it?",
        proof: &[
            Shows("intermediate-forgotten.others", "unable to get local issuer certificate"),
            Shows("intermediate-forgotten.others", "cargo test --test judges gallery_clients"),
            Says("intermediate-sent", "Bob sends the office's certificate after his own"),
            Holds("intermediate-sent.seen", "lesson6.intermediate-repairs"),
        ],
    },
    Asked {
        objective: 6,
        ask: "What is in a revocation list, and whom does it stop?",
        proof: &[
            Says("revoked", "a list of the certificates that no longer count, by serial number"),
            Field("revoked", "x509af.revokedCertificates"),
            Holds("revoked.seen", "lesson6.revoked-refused"),
        ],
    },
    Asked {
        objective: 6,
        ask: "Why is an expired certificate dangerous even if the newest list does not name it?",
        proof: &[
            Says("expired-stolen", "drop an entry once the certificate has expired"),
            Says("expired-stolen.after", "Only the date still stops Mallory"),
            Field("expired-stolen.before", "x509af.revokedCertificates"),
            Shows("expired-stolen.grace", "fluffy tail"),
            Holds("expired-stolen.grace", "lesson6.grace-lets-the-thief-in"),
        ],
    },
    Asked {
        objective: 6,
        ask: "How long does a weak passphrase protect a stolen bundle?",
        proof: &[
            Shows("bundle.opened", "butterfly"),
            Holds("bundle.opened", "lesson6.weak-passphrase-found"),
            Says("stolen.seen", "It does not prove whose hand is on it"),
        ],
    },
    Asked {
        objective: 7,
        ask: "Mallory has a valid certificate. Who refuses her, and by which message?",
        proof: &[
            Says("permission.forbidden", "Bob himself answers, in HTTP: forbidden"),
            Field("permission.forbidden", "http.response.code"),
            Holds("permission.forbidden", "lesson6.valid-is-not-permitted"),
            Holds("namesake.seen", "lesson6.common-name-decides-nothing"),
        ],
    },
];

#[test]
fn lesson_6_answers_our_quiz() {
    super::answered(&LESSON, QUIZ);
}
