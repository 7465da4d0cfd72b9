//! Lesson 2: eleven questions.

use super::Asked;
use super::Proof::{Field, Holds, Says, Shows};
use wirewalk::lesson2::LESSON;

const QUIZ: &[Asked] = &[
    Asked {
        objective: 1,
        ask: "Which five fields does a token have, and which of them can Eve read?",
        proof: &[
            Field("token.eve", "wirewalk.fernet.version"),
            Field("token.eve", "wirewalk.fernet.timestamp"),
            Field("token.eve", "wirewalk.fernet.iv"),
            Field("token.eve", "wirewalk.fernet.ciphertext"),
            Field("token.eve", "wirewalk.fernet.hmac"),
            Says("token.eve", "still cannot read the one that matters"),
        ],
    },
    Asked {
        objective: 1,
        ask: "What is the IV for, and is it secret?",
        proof: &[Says("token.eve", "random and new in every token"), Shows("token.eve", "never gives the same bytes")],
    },
    Asked {
        objective: 1,
        ask: "What comes out of the ciphertext beside the message?",
        proof: &[
            Field("token.insider", "wirewalk.fernet.padding"),
            Field("token.insider", "wirewalk.fernet.plaintext"),
        ],
    },
    Asked {
        objective: 2,
        ask: "In which order is a token made, and what does the MAC cover?",
        proof: &[
            Says("by-hand", "first comes the padding"),
            Says("by-hand", "the MAC of all that"),
            Shows("by-hand", "3 concatenated"),
            Holds("by-hand", "lesson2.by-hand-equals"),
        ],
    },
    Asked {
        objective: 2,
        ask: "What does each half of the key do, and what can you do with one of them alone?",
        proof: &[
            Says("key.halves", "you can tell that nobody changed the token, and you cannot read it"),
            Shows("key.halves", "first half, then zeros | yes"),
            Shows("key.halves", "zeros, then second half | no | fluffy tail"),
            Holds("key.halves", "lesson2.two-halves"),
        ],
    },
    Asked {
        objective: 2,
        ask: "Why does nobody try all AES keys, and what of that was measured?",
        proof: &[
            Shows("key.tries", "keys per second"),
            Shows("key.tries", "2^128 keys at that speed, an estimate"),
            Says("key.tries", "the speed is measured"),
            Holds("key.tries", "lesson2.too-many-keys"),
        ],
    },
    Asked {
        objective: 3,
        ask: "Which check refuses a token with one bit of its ciphertext flipped, and what is the attacker told?",
        proof: &[
            Shows("break.refused", "one bit of the ciphertext flipped | the MAC does not verify"),
            Shows("break.refused", "the token was refused"),
            Holds("break.refused", "lesson2.every-flip-refused"),
        ],
    },
    Asked {
        objective: 3,
        ask: "What refuses a token that is one second too old?",
        proof: &[Shows("break.refused", "read one second after it expired | expired")],
    },
    Asked {
        objective: 4,
        ask: "Does Alice accept Mallory's copy of an old token, and why?",
        proof: &[
            Holds("replay.heard", "lesson2.replay-accepted"),
            Shows("replay.heard", "younger than the limit"),
            Field("replay.heard", "wirewalk.fernet.timestamp"),
        ],
    },
    Asked {
        objective: 4,
        ask: "What does one leaked key open, and what is missing here by name?",
        proof: &[Holds("leak", "lesson2.leaked-key-opens-all"), Says("leak", "forward secrecy")],
    },
    Asked {
        objective: 4,
        ask: "What does a token's length give away, and which question is left open?",
        proof: &[Holds("lengths", "lesson2.length-leaks"), Says("left", "how does the key get to the other side?")],
    },
];

#[test]
fn the_walk_answers_it() {
    super::answered(&LESSON, QUIZ);
}
