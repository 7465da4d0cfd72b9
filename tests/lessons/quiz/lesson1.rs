//! Lesson 1: ten questions.

use super::Asked;
use super::Proof::{Field, Holds, Says, Shows};
use wirewalk::lesson1::LESSON;

const QUIZ: &[Asked] = &[
    Asked {
        objective: 1,
        ask: "Which parts does the first line of a request have?",
        proof: &[
            Field("plain.request", "http.request.method"),
            Field("plain.request", "http.request.uri"),
            Field("plain.request", "http.request.version"),
            Says("plain.request", "one line that says what Alice wants"),
        ],
    },
    Asked {
        objective: 1,
        ask: "How does a program know where the header ends?",
        proof: &[Says("plain.request", "then an empty line"), Says("plain.request", "carriage return and line feed")],
    },
    Asked {
        objective: 1,
        ask: "Which field says where the body ends, and does anything else say so?",
        proof: &[
            Field("plain.response", "http.content_length_header"),
            Says("plain.response", "Nothing else marks where the body ends"),
        ],
    },
    Asked {
        objective: 2,
        ask: "Between which two layers does TLS fit, and which of them must change for it?",
        proof: &[
            Says("layers", "the gap between TCP and HTTP"),
            Says("layers", "neither neighbour has to change"),
            Shows("layers", "— TLS —"),
        ],
    },
    Asked {
        objective: 2,
        ask: "What does TCP add to the layer that it carries?",
        proof: &[Shows("layers", "ports, sequence numbers")],
    },
    Asked {
        objective: 3,
        ask: "Is the secret in Eve's recording, and where?",
        proof: &[
            Field("plain.body", "http.file_data"),
            Holds("plain.search", "lesson1.secret-in-clear"),
            Shows("plain.search", "of all that Bob sent"),
        ],
    },
    Asked {
        objective: 3,
        ask: "What does Mallory need on a real network in order to stand in the middle?",
        proof: &[Says("mallory", "a fake Wi-Fi name"), Says("mallory", "no key, no password and no broken cipher")],
    },
    Asked {
        objective: 3,
        ask: "Does TCP's checksum protect Alice from Mallory?",
        proof: &[
            Shows("mallory.alice-got", "checksum"),
            Holds("mallory.alice-got", "lesson1.forgery-accepted"),
            Holds("mallory.alice-got", "lesson1.nothing-to-check"),
        ],
    },
    Asked {
        objective: 3,
        ask: "What does Alice read if Mallory forgets to correct the length?",
        proof: &[
            Says("forgotten.cut", "ends in the middle of a word"),
            Holds("forgotten.cut", "lesson1.length-decides"),
            Field("longer.lengths", "http.content_length_header"),
        ],
    },
    Asked {
        objective: 4,
        ask: "Which three protections are missing, and does encryption give all three?",
        proof: &[
            Says("failures", "No confidentiality"),
            Says("failures", "No integrity"),
            Says("failures", "No authentication"),
            Says("failures", "encryption is not authentication"),
        ],
    },
];

#[test]
fn the_walk_answers_it() {
    super::answered(&LESSON, QUIZ);
}
