//! Lesson 7: ten questions.

use super::Asked;
use super::Proof::{Field, Holds, Says, Shows};
use wirewalk::lesson7::LESSON;

const QUIZ: &[Asked] = &[
    Asked {
        objective: 1,
        ask: "How far does Alice's encryption reach, and what is in the clear beyond that?",
        proof: &[
            Holds("inside", "lesson7.hidden-outside"),
            Holds("inside", "lesson7.in-clear-inside"),
            Field("inside", "http.request.method"),
            Says("inside", "It takes no key"),
        ],
    },
    Asked {
        objective: 1,
        ask: "Which headers did Bob receive that Alice did not send?",
        proof: &[
            Says("rebuilt", "The claim lists every header that Bob received and Alice did not send"),
            Shows("rebuilt", "X-Forwarded-For, X-Forwarded-Proto, X-Forwarded-Host, Connection, X-Wirewalk-Door"),
            Holds("rebuilt", "lesson7.request-rebuilt"),
        ],
    },
    Asked {
        objective: 2,
        ask: "How does Bob learn who the client is?",
        proof: &[
            Says("member", "the certificate's common name, percent-encoded"),
            Field("member", "http.request.line"),
            Holds("member", "lesson7.peggy-says-who"),
            Holds("member", "lesson7.secure-data-decides"),
        ],
    },
    Asked {
        objective: 2,
        ask: "What is wrong with the ten lines of the naive proxy, and what does Peggy do instead?",
        proof: &[
            Shows("naive", "bob.write_all(format!(\"{head}{who}\\r\\n\\r\\n{body}\").as_bytes())"),
            Holds("forged.believed", "lesson7.forged-believed"),
            Says("forged.refused", "She drops every name that could be taken for one of hers"),
            Holds("forged.refused", "lesson7.forged-removed"),
        ],
    },
    Asked {
        objective: 3,
        ask: "At which byte do the two readings of Mallory's request part, and why there?",
        proof: &[
            Says("smuggled.readings", "the line feed that has no carriage return before it"),
            Shows("smuggled.readings", "header Transfer-Encoding | … header X"),
            Shows("smuggled.readings", "in the chunk | request 2: first line"),
            Holds("smuggled.readings", "lesson7.read-two-ways"),
        ],
    },
    Asked {
        objective: 3,
        ask: "What does Peggy do with a request that can be read in two ways?",
        proof: &[
            Says("pairs.seen", "She does not guess which reading was meant"),
            Shows("pairs.seen", "TE.CL"),
            Holds("pairs.seen", "lesson7.pairs-refused"),
        ],
    },
    Asked {
        objective: 4,
        ask: "What keeps Mallory from asking Bob directly, and where does that fail?",
        proof: &[
            Says("straight.seen", "a random number made for this run"),
            Holds("straight.seen", "lesson7.straight-refused"),
            Says("mark.seen", "The mark suits only a machine that nobody else uses"),
            Holds("mark.seen", "lesson7.mark-can-be-copied"),
        ],
    },
    Asked {
        objective: 5,
        ask: "Which visit does HSTS not protect, and why is it dangerous for your own machine's name?",
        proof: &[
            Says("hsts.seen", "The very first visit is not protected"),
            Says("hsts.warning", "HSTS applies to a host name, on all its ports"),
            Holds("hsts.seen", "lesson7.hsts-stops-stripping"),
        ],
    },
    Asked {
        objective: 6,
        ask: "What does Alice notice when one of two Bobs fails?",
        proof: &[
            Says("turns.seen", "Eight requests, eight answers"),
            Holds("turns.seen", "lesson7.one-dies-requests-go-on"),
        ],
    },
    Asked {
        objective: 6,
        ask: "How does nginx redirect to HTTPS under its own name, and with which status does it limit a rate?",
        proof: &[
            Shows("nginx", "return 308 with the configured name, not $host"),
            Shows("nginx", "limit_req_status"),
            Holds("rate.seen", "lesson7.rate-limited"),
        ],
    },
];

#[test]
fn lesson_7_answers_our_quiz() {
    super::answered(&LESSON, QUIZ);
}
