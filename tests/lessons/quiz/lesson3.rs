//! Lesson 3: eleven questions.

use super::Asked;
use super::Proof::{Field, Holds, Says, Shows};
use wirewalk::lesson3::LESSON;

const QUIZ: &[Asked] = &[
    Asked {
        objective: 1,
        ask: "Why do Alice and Bob end up with the same colour, and Eve with another?",
        proof: &[
            Says("painted", "the order of mixing does not matter"),
            Shows("painted", "the public colour"),
            Holds("painted", "lesson3.paint-agrees"),
        ],
    },
    Asked {
        objective: 1,
        ask: "Which numbers may everybody know, and which stay private?",
        proof: &[
            Shows("small", "p, public"),
            Shows("small", "g, public"),
            Shows("small", "a, Alice's private exponent"),
            Holds("small.at-bob", "lesson3.small-numbers-agree"),
        ],
    },
    Asked {
        objective: 2,
        ask: "How many steps does it take to raise a number to an exponent of many digits?",
        proof: &[
            Says("small.from-alice", "the number of steps is the number of bits"),
            Shows("small.from-alice", "times the base"),
        ],
    },
    Asked {
        objective: 2,
        ask: "Why is the way back slow, and how does Eve's work grow with each bit?",
        proof: &[
            Says("small.eve", "nothing tells her whether she is close"),
            Shows("work.measured", "Every bit doubles"),
            Holds("work.measured", "lesson3.exponents-found"),
        ],
    },
    Asked {
        objective: 2,
        ask: "Which times in the plot were not measured, and are there better methods than the two shown?",
        proof: &[Says("work.measured", "extrapolated"), Says("work.faster", "index calculus")],
    },
    Asked {
        objective: 3,
        ask: "Which steps lead from two public keys to a Fernet key?",
        proof: &[
            Field("agreed.derived", "wirewalk.dh.shared_secret"),
            Field("agreed.derived", "wirewalk.dh.prk"),
            Field("agreed.derived", "wirewalk.dh.info"),
            Field("agreed.derived", "wirewalk.dh.key"),
            Says("curve", "extract"),
            Says("curve", "expand"),
        ],
    },
    Asked {
        objective: 3,
        ask: "What is the transcript hash good for?",
        proof: &[Says("curve", "the two ends get different keys"), Field("agreed.derived", "wirewalk.dh.transcript")],
    },
    Asked {
        objective: 3,
        ask: "What is the order of a point, and what happens if Alice does not check for a low one?",
        proof: &[
            Says("bad-keys", "the order of a point is"),
            Says("careless.read", "32 bytes of zeros"),
            Field("careless.read", "wirewalk.dh.shared_secret"),
            Field("careless.read", "wirewalk.fernet.plaintext"),
            Holds("careless.read", "lesson3.careless-alice-is-read"),
        ],
    },
    Asked {
        objective: 3,
        ask: "Which public keys does Bob refuse?",
        proof: &[
            Shows("bad-keys.refused", "a point of order 8 | "),
            Shows("bad-keys.refused", "a proper public key | accepted"),
            Holds("bad-keys.refused", "lesson3.bad-keys-refused"),
        ],
    },
    Asked {
        objective: 4,
        ask: "How does Mallory read the message without breaking anything, and what would stop her?",
        proof: &[
            Holds("mallory.two-keys", "lesson3.mallory-reads"),
            Holds("mallory.two-keys", "lesson3.forgery-accepted"),
            Says("mallory.missing", "what is missing is authentication"),
        ],
    },
    Asked {
        objective: 4,
        ask: "Why can nobody open today's recording tomorrow?",
        proof: &[Says("forward", "that is forward secrecy"), Holds("forward", "lesson3.private-keys-gone")],
    },
];

#[test]
fn the_walk_answers_it() {
    super::answered(&LESSON, QUIZ);
}
