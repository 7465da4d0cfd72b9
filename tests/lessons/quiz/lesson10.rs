//! Lesson 10: twelve questions.

use super::Asked;
use super::Proof::{Field, Holds, Says, Shows};
use wirewalk::lesson10::LESSON;

const QUIZ: &[Asked] = &[
    Asked {
        objective: 1,
        ask: "What goes into the keys of an Initial packet, and is any of it secret?",
        proof: &[
            Says("first.keys", "nothing that goes in is secret"),
            Field("first.keys", "wirewalk.quic.initial.connection_id"),
            Field("first.keys", "wirewalk.quic.initial.salt"),
            Holds("first.keys", "lesson10.initial-keys-from-the-id"),
            Holds("first.keys", "lesson10.another-id-opens-nothing"),
        ],
    },
    Asked {
        objective: 1,
        ask: "Why does QUIC encrypt packets that anyone can open?",
        proof: &[
            Says("first.why", "it protects against mistakes and against habits"),
            Says("first.why", "It does not protect against anyone who knows the rule"),
            Shows("first.name", "Whatever is encrypted under it can be read by anyone who knows the rule"),
        ],
    },
    Asked {
        objective: 2,
        ask: "What does Eve read without any key, and what would TCP have shown her besides?",
        proof: &[
            Field("first.name", "tls.handshake.extensions_server_name"),
            Holds("first.name", "lesson10.name-in-clear"),
            Says("first.short", "Eve can read one bit and a name"),
            Field("first.short", "quic.spin_bit"),
            Says(
                "first.rest",
                "In TCP she would also see sequence numbers, acknowledgements and the end of the connection",
            ),
            Holds("first.rest", "lesson10.rest-sealed"),
        ],
    },
    Asked {
        objective: 2,
        ask: "What do the keys add, and what is in a packet?",
        proof: &[
            Holds("first.ledger", "lesson10.secret-hidden"),
            Holds("opened", "lesson10.every-packet-opened"),
            Says("opened", "STREAM carries what is asked and answered"),
            Field("opened.request", "http3.headers.method"),
        ],
    },
    Asked {
        objective: 3,
        ask: "Where are the certificate and the record keys of lesson 5 now?",
        proof: &[
            Shows("opened.stations", "Certificate, encrypted | the same, in Handshake packets"),
            Shows("opened.stations", "packet and header keys from the same secrets"),
            Holds("opened.proved", "lesson10.certificate-verify-verified"),
            Holds("opened.proved", "lesson10.schedule-equals-key-log"),
        ],
    },
    Asked {
        objective: 3,
        ask: "Which round trip does QUIC save on a first visit, and how?",
        proof: &[
            Shows("tcp.compared", "QUIC puts both handshakes in the same packets"),
            Holds("tcp.compared", "lesson10.one-round-trip-less"),
            Says("words", "UDP carries bytes no faster"),
        ],
    },
    Asked {
        objective: 4,
        ask: "How much may Bob send to an address that nobody has proved, and what proves it?",
        proof: &[
            Shows("victim.amplified", "Bob may send three times the bytes he received"),
            Shows("victim.amplified", "until a packet from that address shows that his own arrived there"),
            Holds("victim.amplified", "lesson10.amplified-at-most-three-times"),
        ],
    },
    Asked {
        objective: 4,
        ask: "What does a Retry cost and save, and who can make one that Alice accepts?",
        proof: &[
            Says("retry.returned", "It cost her one round trip"),
            Field("retry.returned", "quic.token"),
            Holds("retry.returned", "lesson10.retry-returned"),
            Holds("retry.returned", "lesson10.retry-amplifies-nothing"),
            Shows("retry.tag", "The tag's key is the same for everyone"),
            Holds("retry.tag", "lesson10.retry-tag-recomputed"),
        ],
    },
    Asked {
        objective: 5,
        ask: "Why can Eve follow a connection after the router's restart?",
        proof: &[
            Holds("moves.linked", "lesson10.rebinding-is-linked"),
            Shows("moves.unlinked", "A side that does not know that it has moved keeps the old one"),
        ],
    },
    Asked {
        objective: 5,
        ask: "Why can she not when Alice moves herself, and what does she still have?",
        proof: &[
            Shows("moves.unlinked", "Each side gives the other spare connection IDs, inside encrypted packets"),
            Holds("moves.unlinked", "lesson10.move-is-not-linked"),
            Says("moves.unlinked", "Eve still has addresses, times and sizes"),
        ],
    },
    Asked {
        objective: 6,
        ask: "What does a forged list of versions end, and when does it come too late?",
        proof: &[
            Field("forged.made-up", "quic.supported_version"),
            Holds("forged.made-up", "lesson10.forged-list-ends-the-attempt"),
            Says("late", "ignores any Version Negotiation"),
            Holds("late", "lesson10.late-list-is-ignored"),
        ],
    },
    Asked {
        objective: 6,
        ask: "What does one changed bit do to a connection over TCP, and to one over QUIC?",
        proof: &[
            Says("flipped", "the connection ended with an alert"),
            Shows("flipped.dropped", "A packet that does not open is treated as lost"),
            Holds("flipped.dropped", "lesson10.changed-packet-is-sent-again"),
        ],
    },
];

#[test]
fn lesson_10_answers_our_quiz() {
    super::answered(&LESSON, QUIZ);
}
