//! Lesson 4: twelve questions.

use super::Asked;
use super::Proof::{Field, Holds, Says, Shows};
use wirewalk::lesson4::LESSON;

const QUIZ: &[Asked] = &[
    Asked {
        objective: 1,
        ask: "Who signed Carol's root, and why does Alice trust it?",
        proof: &[
            Says("root", "signs a certificate for her own key"),
            Says("root", "because she got it in another way"),
            Shows("root.file-name", "the certificate says"),
        ],
    },
    Asked {
        objective: 1,
        ask: "How is Carol's private key protected on disk?",
        proof: &[Says("root", "only encrypted, under a passphrase"), Says("root", "the salt is random and not secret")],
    },
    Asked {
        objective: 1,
        ask: "What does the signature of a request prove, and what does Carol take from the request?",
        proof: &[
            Says("request", "the sender has the private key"),
            Says("ask.signed", "the public key, and the names that she had checked"),
            Holds("certificate", "lesson4.carol-decides"),
        ],
    },
    Asked {
        objective: 1,
        ask: "Did Bob's private key cross the wire?",
        proof: &[Holds("ask.signed", "lesson4.key-never-crossed")],
    },
    Asked {
        objective: 2,
        ask: "Of which three parts is a value in DER made, and what is an OID?",
        proof: &[
            Says("der", "each value has three parts"),
            Shows("der", "06: OID"),
            Says("der", "an object identifier"),
        ],
    },
    Asked {
        objective: 2,
        ask: "Which three parts does a certificate have, and does it contain a private key?",
        proof: &[
            Says("certificate", "the signed part, the name of the signature algorithm, and the signature"),
            Field("certificate", "x509af.encrypted"),
            Says("root.file-name", "it never contains the private key"),
        ],
    },
    Asked {
        objective: 2,
        ask: "What does a certificate say in one sentence, and what does it not say?",
        proof: &[Shows("sentence", "the certificate says"), Says("sentence", "that Bob is honest")],
    },
    Asked {
        objective: 3,
        ask: "In which order does Alice check, and which check is not made here?",
        proof: &[
            Shows("checks", "chain of signatures | held"),
            Shows("checks", "name | held"),
            Shows("checks", "revocation | not made"),
            Holds("checks", "lesson4.accepted"),
            Shows("checks", "1 not made"),
        ],
    },
    Asked {
        objective: 3,
        ask: "Which check refuses what Mallory signs with Carol's certificate for her?",
        proof: &[
            Shows("weapon.carol", "basic constraints | refused"),
            Holds("weapon.carol", "lesson4.no-authority-below-carol"),
        ],
    },
    Asked {
        objective: 4,
        ask: "What does a careless authority hand out, and what does a thief of Carol's key get?",
        proof: &[
            Field("weapon.made", "x509ce.BasicConstraintsSyntax_element"),
            Holds("weapon.made", "lesson4.weapon-works"),
            Holds("stolen", "lesson4.stolen-key-signs-anything"),
        ],
    },
    Asked {
        objective: 5,
        ask: "How do you sign and verify with RSA, and why is an altered message refused?",
        proof: &[
            Says("sign.made", "its hash"),
            Says("sign.verified", "the result must be the hash"),
            Shows("sign.verified", "yes: accepted"),
            Shows("sign.altered", "no: refused"),
            Holds("sign.altered", "lesson4.textbook-rsa"),
        ],
    },
    Asked {
        objective: 5,
        ask: "Is signing encrypting with the private key?",
        proof: &[
            Says("certificate.nothing-to-decrypt", "the hash goes in and does not come out"),
            Holds("certificate.signature", "lesson4.signature-over-the-certificate"),
            Holds("certificate.nothing-to-decrypt", "lesson4.nothing-to-decrypt"),
        ],
    },
];

#[test]
fn the_walk_answers_it() {
    super::answered(&LESSON, QUIZ);
}
