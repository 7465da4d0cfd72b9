//! Lesson 9: twelve questions.

use super::Asked;
use super::Proof::{Field, Holds, Says, Shows};
use wirewalk::lesson9::LESSON;

const QUIZ: &[Asked] = &[
    Asked {
        objective: 1,
        ask: "What is a ticket to Alice, and what must Bob remember for it?",
        proof: &[
            Says("visits.ticket", "To Alice the ticket is opaque"),
            Says("visits.ticket", "a number under which Bob keeps the key"),
            Field("visits.ticket", "tls.handshake.session_ticket"),
            Says("tracker", "He puts all that he has to remember into the ticket itself"),
        ],
    },
    Asked {
        objective: 1,
        ask: "Who could send a copied ticket, and why is that not enough?",
        proof: &[
            Says("visits.binder", "Only someone who has the key can compute the binder"),
            Field("visits.binder", "wirewalk.tls.psk.binder"),
            Holds("visits.binder", "lesson9.binder-recomputed"),
        ],
    },
    Asked {
        objective: 2,
        ask: "Which two messages are missing on the second visit?",
        proof: &[
            Shows("visits.missing", "Certificate and CertificateVerify are missing"),
            Holds("visits.missing", "lesson9.nothing-signed"),
        ],
    },
    Asked {
        objective: 2,
        ask: "What proves who Bob is, and what is not checked again?",
        proof: &[
            Says("visits.vouches", "The proof is inherited"),
            Says("visits.vouches", "not the dates, not the revocation list"),
            Field("visits.vouches", "tls.handshake.verify_data"),
            Holds("visits.vouches", "lesson9.finished-vouches"),
        ],
    },
    Asked {
        objective: 3,
        ask: "Does a ticket save a round trip?",
        proof: &[
            Shows("line.faster", "Early data saves the one before the request"),
            Holds("line.faster", "lesson9.early-saves-a-round-trip"),
            Says("words", "In TLS 1.2 it does. In TLS 1.3 only early data does"),
        ],
    },
    Asked {
        objective: 3,
        ask: "What does Bob not yet have when he answers early data?",
        proof: &[Says("line.timeline", "Bob has answered somebody whose Finished he had not seen")],
    },
    Asked {
        objective: 4,
        ask: "Why is a copy of early data as good as the original?",
        proof: &[
            Shows("replay.balance", "Early data has no part from Bob"),
            Holds("replay.balance", "lesson9.replay-paid-twice"),
            Says("replay.twice", "it is the same, byte for byte"),
        ],
    },
    Asked {
        objective: 4,
        ask: "How do a careful server and a careful application live with it?",
        proof: &[
            Holds("single-use.refused", "lesson9.single-use-refuses"),
            Field("too-early.answer", "http.response.code"),
            Holds("too-early.answer", "lesson9.too-early-put-off"),
            Shows("advice", "POST, payment, order, vote | no"),
        ],
    },
    Asked {
        objective: 5,
        ask: "How does a tracker recognise a client in TLS 1.2 without any key?",
        proof: &[
            Says("tracker.linked", "A search finds the same bytes in both"),
            Field("tracker.linked", "tls.handshake.extensions.session_ticket"),
            Holds("tracker.linked", "lesson9.ticket-links-in-12"),
        ],
    },
    Asked {
        objective: 5,
        ask: "When does a ticket of TLS 1.3 link two visits, and when not?",
        proof: &[
            Holds("tracker13.unlinked", "lesson9.single-use-links-nothing"),
            Holds("tracker13.reused", "lesson9.reuse-links-in-13"),
            Field("tracker13.reused", "tls.handshake.extensions.psk.identity.identity"),
        ],
    },
    Asked {
        objective: 6,
        ask: "What is in a ticket of TLS 1.2, and what does the ticket key open?",
        proof: &[
            Shows("stolen13.opened", "A ticket of TLS 1.2 holds the master secret"),
            Holds("stolen.opened", "lesson9.stolen-key-opens-12"),
        ],
    },
    Asked {
        objective: 6,
        ask: "What does the ticket key open in TLS 1.3, and what protects the rest?",
        proof: &[
            Says("stolen13.opened", "For the rest she would need the secret of the fresh exchange"),
            Holds("stolen13.opened", "lesson9.stolen-key-opens-early-data-alone"),
        ],
    },
];

#[test]
fn lesson_9_answers_our_quiz() {
    super::answered(&LESSON, QUIZ);
}
